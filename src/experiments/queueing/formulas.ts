/**
 * Closed forms of queueing theory for banks of equal servers, to stand beside what was simulated and to tell beforehand
 * which sizes cannot do. Times are in any one unit and rates in jobs per that unit; `offered` is the load in Erlang, arrival
 * rate × mean service. Nothing here sums factorials or large powers: every result holds for ten thousand servers.
 *
 *     M/M/c      Poisson arrivals, exponential service, c servers, first come first served      Erlang C
 *     M/G/c/c    the same without a place to wait, whatever the service times                   Erlang B
 *     M/M/c/K    the same with K places in all, servers included
 *     M/G/1      one server, any service times                                                  Pollaczek and Khinchine
 *     M/G/c      approximately                                                                  Lee and Longton
 *     M/G/c-PS   the servers share their work among all jobs: only the mean service counts
 *
 * Where the load is as large as the servers, there is no rest to speak of: means are Infinity, and all jobs wait.
 *
 * Source: L. Kleinrock, "Queueing Systems", volume 1 (1975) and volume 2 (1976); A. K. Erlang, "Solution of some problems in
 * the theory of probabilities of significance in automatic telephone exchanges" (1917).
 */
import { exp, ln } from '../../sim/index.ts';

/** @throws RangeError for a number of servers or a load that makes no sense */
function check(servers: number, offered: number): void {
  if (!(Number.isInteger(servers) && servers >= 1))
    throw new RangeError(`${servers} servers; expected a whole number from 1 up`);
  if (!(offered >= 0)) throw new RangeError(`A load of ${offered} Erlang; expected a number from 0 up`);
}

/* ---- first come, first served ---- */

/**
 * M/G/c/c: the share of jobs that find every server taken.
 *
 * Source: Erlang (1917), Erlang's first formula; by its recursion in the number of servers, Kleinrock volume 1, 3.6.
 */
export function erlangB(servers: number, offered: number): number {
  check(servers, offered);
  if (offered === Infinity) return 1;
  let blocked = 1;
  for (let n = 1; n <= servers; n += 1) blocked = (offered * blocked) / (n + offered * blocked);
  return blocked;
}

/**
 * M/M/c: the share of jobs that have to wait; 1 where the load is as large as the servers.
 *
 * Source: Erlang (1917), Erlang's second formula; Kleinrock volume 1, 3.5.
 */
export function erlangC(servers: number, offered: number): number {
  const blocked = erlangB(servers, offered);
  return offered >= servers ? 1 : (servers * blocked) / (servers - offered * (1 - blocked));
}

/** M/M/c: mean wait before service, over all jobs. Source: Kleinrock volume 1, 3.5. */
export function mmcWaitMean(servers: number, offered: number, service: number): number {
  return offered >= servers ? Infinity : (erlangC(servers, offered) * service) / (servers - offered);
}

/** M/M/c: the share of jobs that wait longer than t. Source: Kleinrock volume 1, 3.5 and 5.7. */
export function mmcWaitsOver(servers: number, offered: number, service: number, t: number): number {
  return offered >= servers ? 1 : erlangC(servers, offered) * exp((-(servers - offered) * t) / service);
}

/** M/M/c: the wait that a share p of the jobs stays below; 0 where more than that need not wait at all. */
export function mmcWaitQuantile(servers: number, offered: number, service: number, p: number): number {
  const waits = erlangC(servers, offered);
  if (waits <= 1 - p) return 0;
  return offered >= servers ? Infinity : (service * ln(waits / (1 - p))) / (servers - offered);
}

/** M/M/c: mean stay, wait and service together. */
export function mmcStayMean(servers: number, offered: number, service: number): number {
  return service + mmcWaitMean(servers, offered, service);
}

/**
 * M/M/c: the share of jobs that stay longer than t.
 *
 * A job that waits does so for an exponential time of its own rate, and then is served: the tail of the sum of two
 * exponentials, written so that it holds where their rates are alike.
 */
export function mmcStaysOver(servers: number, offered: number, service: number, t: number): number {
  if (offered >= servers) return 1;
  const waits = erlangC(servers, offered);
  const served = t / service;
  const rateApart = servers - offered - 1;
  const both = rateApart * served;
  const served2 = exp(-served);
  const late =
    Math.abs(both) < 1e-5
      ? served * served2 * (1 - both / 2)
      : (served2 - exp(-(servers - offered) * served)) / rateApart;
  return served2 + waits * late;
}

/** M/M/c: the stay that a share p of the jobs does not exceed, by bisection to the last digit but a few. */
export function mmcStayQuantile(servers: number, offered: number, service: number, p: number): number {
  if (offered >= servers) return Infinity;
  let high = service;
  while (mmcStaysOver(servers, offered, service, high) > 1 - p) high *= 2;
  let low = 0;
  for (let halving = 0; halving < 60; halving += 1) {
    const between = (low + high) / 2;
    if (mmcStaysOver(servers, offered, service, between) > 1 - p) low = between;
    else high = between;
  }
  return high;
}

/** How long an M/M/c takes to forget a disturbance: it fades like e^(−t / this). Source: Kleinrock volume 1, 2.12. */
export function mmcRelaxation(servers: number, offered: number, service: number): number {
  if (offered >= servers) return Infinity;
  const apart = Math.sqrt(servers) - Math.sqrt(offered);
  return service / (apart * apart);
}

/* ---- with a queue that ends ---- */

export interface FiniteQueue {
  /** The share of jobs turned away. */
  blocked: number;
  /** Mean number of servers at work, of jobs that wait, and of both. */
  busyMean: number;
  queueMean: number;
  numberMean: number;
  /** Of jobs that are not turned away: mean wait before service, and mean stay. */
  waitMean: number;
  stayMean: number;
}

/**
 * M/M/c/K: c servers and K places in all, servers included. A load beyond the servers is as good as any.
 *
 * The states with a queue are a geometric series beside Erlang B for those without. It is summed by doubling, from its
 * heavier end, so that nothing cancels or overflows however many places there are.
 *
 * @param places  a whole number from `servers` on, or Infinity
 *
 * Source: Kleinrock volume 1, 3.8 (finite storage), extended to c servers as in 3.5.
 */
export function mmck(arrivalRate: number, service: number, servers: number, places: number): FiniteQueue {
  const offered = arrivalRate * service;
  check(servers, offered);
  if (!(places >= servers)) throw new RangeError(`${places} places for ${servers} servers; expected as many or more`);
  const queue = places - servers;
  const ratio = offered / servers;
  if (queue === Infinity) {
    const waitMean = mmcWaitMean(servers, offered, service);
    return finite({ arrivalRate, service, blocked: Math.max(0, 1 - 1 / ratio), queueMean: arrivalRate * waitMean });
  }
  const withoutQueue = 1 / erlangB(servers, offered);
  if (ratio <= 1) {
    const series = geometric(ratio, queue);
    const allBusy = 1 / (withoutQueue + series.sum);
    return finite({ arrivalRate, service, blocked: allBusy * series.last, queueMean: allBusy * series.weighted });
  }
  // From the full queue down: i places are free with a weight of (1 / ratio)^i.
  const series = geometric(1 / ratio, queue);
  const beforeLast = 1 + series.sum - series.last;
  const blocked = 1 / (queue === 0 ? withoutQueue : beforeLast + series.last * withoutQueue);
  const queueMean = blocked * (queue * (1 + series.sum) - series.weighted);
  return finite({ arrivalRate, service, blocked, queueMean });
}

interface Found {
  arrivalRate: number;
  service: number;
  blocked: number;
  queueMean: number;
}

/** The rest by Little's law, for the jobs that are let in. */
function finite({ arrivalRate, service, blocked, queueMean }: Found): FiniteQueue {
  const admitted = arrivalRate * (1 - blocked);
  const busyMean = admitted * service;
  const waitMean = admitted === 0 ? 0 : queueMean / admitted;
  return { blocked, busyMean, queueMean, numberMean: busyMean + queueMean, waitMean, stayMean: waitMean + service };
}

/** Of r + r² + … + rⁿ, for r up to 1: the sum, the sum of j rʲ, and rⁿ (1 for n = 0). */
function geometric(r: number, n: number): { sum: number; weighted: number; last: number } {
  if (n === 0) return { sum: 0, weighted: 0, last: 1 };
  if (n % 2 === 1) {
    const { sum, weighted, last } = geometric(r, n - 1);
    const next = last * r;
    return { sum: sum + next, weighted: weighted + n * next, last: next };
  }
  const half = n / 2;
  const { sum, weighted, last } = geometric(r, half);
  return { sum: sum + last * sum, weighted: weighted + last * (weighted + half * sum), last: last * last };
}

/* ---- service times that are not exponential ---- */

/**
 * M/G/1: mean wait before service, from the first two moments of the service time.
 *
 * @param serviceSquare  mean of the square of the service time
 *
 * Source: F. Pollaczek (1930) and A. Khinchine (1932); Kleinrock volume 1, 5.6.
 */
export function pollaczekKhinchine(arrivalRate: number, service: number, serviceSquare: number): number {
  const load = arrivalRate * service;
  return load >= 1 ? Infinity : (arrivalRate * serviceSquare) / (2 * (1 - load));
}

/**
 * M/G/c, APPROXIMATELY: mean wait before service. Exact for one server, and for exponential service.
 *
 * @param variation  squared coefficient of variation of the service time: 0 for a constant, 1 for an exponential
 *
 * Source: A. M. Lee and P. A. Longton, "Queueing processes associated with airline passenger check-in", Operational Research
 * Quarterly 10 (1959).
 */
export function leeLongton(servers: number, offered: number, service: number, variation: number): number {
  return allenCunneen(servers, offered, service, { arrivals: 1, service: variation });
}

/**
 * G/G/c, APPROXIMATELY: mean wait before service.
 *
 * @param variation  squared coefficients of variation, of the time between arrivals and of the service time
 *
 * Source: A. O. Allen, "Probability, Statistics, and Queueing Theory with Computer Science Applications", 2nd edition (1990), 5.3.
 */
export function allenCunneen(
  servers: number,
  offered: number,
  service: number,
  variation: { arrivals: number; service: number },
): number {
  return (mmcWaitMean(servers, offered, service) * (variation.arrivals + variation.service)) / 2;
}

/* ---- processor sharing ---- */

/**
 * M/G/1 with processor sharing: mean stay of a job of the given demand, whatever the other demands look like. For a job of
 * mean demand that is 1 / (µ − λ).
 *
 * With c servers, and no job on more than one of them, the mean stay is that of an M/M/c ({@link mmcStayMean}), and with K
 * places that of an M/M/c/K ({@link mmck}), whatever the demands: only their mean counts.
 *
 * Source: Kleinrock volume 2, 4.4; insensitivity of symmetric queues, F. P. Kelly, "Reversibility and Stochastic Networks"
 * (1979), 3.3.
 */
export const sharedStayMean = (load: number, demand: number): number => (load >= 1 ? Infinity : demand / (1 - load));
