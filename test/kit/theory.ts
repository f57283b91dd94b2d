/**
 * Closed forms of queueing theory, for holding the kernel against them. Times are in any one unit, rates in jobs per that
 * unit; `offered` is the load in Erlang: arrival rate × mean demand.
 *
 * Sources: L. Kleinrock, "Queueing Systems", volume 1 (1975) and volume 2 (1976); A. K. Erlang (1917); F. Pollaczek
 * (1930) and A. Khinchine (1932); F. Baccelli and G. Hebuterne, "On queues with impatient customers" (1981);
 * A. Mandelbaum and S. Zeltyn, "Service engineering in action: the Palm/Erlang-A queue" (2007).
 */

/** M/M/1: mean wait before service. */
export const mm1WaitMean = (load: number, service: number): number => (load * service) / (1 - load);

/** M/M/1: the share of jobs that wait longer than t. */
export const mm1WaitsOver = (load: number, service: number, t: number): number =>
  load * Math.exp((-(1 - load) * t) / service);

/** M/M/1, also processor sharing with any demands: mean number of jobs present. */
export const mm1NumberMean = (load: number): number => load / (1 - load);

/** M/G/1: mean wait before service, from the first two moments of the demand (Pollaczek and Khinchine). */
export function pollaczekKhinchine(arrivalRate: number, service: number, serviceSquare: number): number {
  return (arrivalRate * serviceSquare) / (2 * (1 - arrivalRate * service));
}

/** M/G/1 with processor sharing: mean stay of a job of the given demand. */
export const sharedStayMean = (load: number, demand: number): number => demand / (1 - load);

/** M/G/c/c: the share of jobs that find every server taken (Erlang B, by its recursion). */
export function erlangB(servers: number, offered: number): number {
  let blocked = 1;
  for (let n = 1; n <= servers; n += 1) blocked = (offered * blocked) / (n + offered * blocked);
  return blocked;
}

/** M/M/c: the share of jobs that have to wait (Erlang C). */
export function erlangC(servers: number, offered: number): number {
  const blocked = erlangB(servers, offered);
  return (servers * blocked) / (servers - offered * (1 - blocked));
}

/** M/M/c: mean wait before service, over all jobs. */
export const mmcWaitMean = (servers: number, offered: number, service: number): number =>
  (erlangC(servers, offered) * service) / (servers - offered);

/** M/M/c: the share of jobs that wait longer than t. */
export const mmcWaitsOver = (servers: number, offered: number, service: number, t: number): number =>
  erlangC(servers, offered) * Math.exp((-(servers - offered) * t) / service);

/** A birth and death process at rest, as far as queues ask: where jobs come at one rate and leave by a rate per state. */
export interface BirthAndDeath {
  /** Probability of each number of jobs present. */
  probabilities: number[];
  busyMean: number;
  queueMean: number;
}

/** @param death  rate at which n jobs become n − 1 */
function birthAndDeath(
  arrivalRate: number,
  servers: number,
  jobsMax: number,
  death: (n: number) => number,
): BirthAndDeath {
  const weights = [1];
  for (let n = 1; n <= jobsMax; n += 1) weights.push((weights[n - 1] * arrivalRate) / death(n));
  const sum = weights.reduce((a, b) => a + b);
  const probabilities = weights.map(weight => weight / sum);
  const expected = (value: (n: number) => number) => probabilities.reduce((total, p, n) => total + p * value(n), 0);
  return {
    probabilities,
    busyMean: expected(n => Math.min(n, servers)),
    queueMean: expected(n => Math.max(0, n - servers)),
  };
}

/** M/M/c/K: c servers and K places in all, servers included. The last probability is the share turned away. */
export function mmck(arrivalRate: number, service: number, servers: number, places: number): BirthAndDeath {
  return birthAndDeath(arrivalRate, servers, places, n => Math.min(n, servers) / service);
}

/** M/M/c+M, Erlang A: jobs wait with exponential patience. The share that leaves is queueMean / patience / arrivalRate. */
export function erlangA(arrivalRate: number, service: number, servers: number, patience: number): BirthAndDeath {
  const death = (n: number) => Math.min(n, servers) / service + Math.max(0, n - servers) / patience;
  return birthAndDeath(arrivalRate, servers, servers + 400, death);
}

/**
 * M/M/1+D: every job waits for at most the same time. From the density of the offered wait, which is
 * `rate · idle · e^((rate − 1/service) x)` up to the patience and falls like `e^(−x/service)` after it.
 */
export function mm1WithPatience(
  arrivalRate: number,
  service: number,
  patience: number,
): { leaves: number; waitMean: number } {
  const slope = arrivalRate - 1 / service;
  const atPatience = Math.exp(slope * patience);
  const served = (atPatience - 1) / slope;
  const beyond = atPatience * service;
  const idle = 1 / (1 + arrivalRate * (served + beyond));
  const leaves = arrivalRate * idle * beyond;
  const timesServed = (patience * atPatience) / slope - (atPatience - 1) / slope ** 2;
  return { leaves, waitMean: arrivalRate * idle * timesServed + patience * leaves };
}

/** The share of Poisson arrivals lost by a counter that is blind for a fixed time after each arrival it counts. */
export const deadTimeLoss = (arrivalRate: number, deadTime: number): number =>
  (arrivalRate * deadTime) / (1 + arrivalRate * deadTime);
