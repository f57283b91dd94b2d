/**
 * Models with known answers, drawn by name like everything else: a queue by Lindley's recursion, and the busiest windows of
 * a Poisson process.
 */
import { exp, ln, normalQuantile } from '../../src/sim/arithmetic.ts';
import { unitExponential } from '../../src/sim/distributions.ts';
import type { Dice } from '../../src/sim/random.ts';

export type Law = (uniform: number) => number;

export const normal = (mean: number, deviation: number): Law => {
  return uniform => mean + deviation * normalQuantile(uniform);
};
export const exponential: Law = unitExponential;
/** Median 1; the mean is e^(sigma² / 2). */
export const lognormal = (sigma: number): Law => {
  return uniform => exp(sigma * normalQuantile(uniform));
};

/** Normal around 0, but with so small a chance around something high. */
export const rarely = (chance: number, high: number): Law => {
  return uniform =>
    uniform < chance ? high + normalQuantile(uniform / chance) : normalQuantile((uniform - chance) / (1 - chance));
};

/** Independent values of a law; `nth` tells samples of the same name apart. */
export function sample(dice: Dice, name: string, law: Law, n: number, nth = 0): number[] {
  const stream = dice.stream('coverage', name);
  return Array.from({ length: n }, (_, i) => law(stream.uniform(i, nth)));
}

/** One server, exponential times between arrivals and of service: what a customer waits, and how long they stay. */
export interface Queue {
  /** Arrivals per unit of time. */
  arrivals: number;
  /** The mean time of service. */
  service: number;
  customers: number;
  /** Empty at the beginning, or as after a long time. */
  begins: 'empty' | 'settled';
}

/** The mean wait in the long run. */
export const meanWait = ({ arrivals, service }: Pick<Queue, 'arrivals' | 'service'>): number =>
  (arrivals * service * service) / (1 - arrivals * service);

/** The time that a share p of all customers stays at most: the stay is exponential. */
export const stayQuantile = ({ arrivals, service }: Pick<Queue, 'arrivals' | 'service'>, p: number): number =>
  -ln(1 - p) / (1 / service - arrivals);

/**
 * The waits of all customers (`waits`), or how long each stays with the service (`stays`). Queues of one dice and the same
 * `nth` meet the same customers.
 */
export function walk(dice: Dice, queue: Queue, want: 'waits' | 'stays', nth = 0): Float64Array {
  const { arrivals, service, customers, begins } = queue;
  const coming = dice.stream('coverage', 'queue.between');
  const serving = dice.stream('coverage', 'queue.service');
  const first = dice.stream('coverage', 'queue.first').uniform(0, nth);
  const load = arrivals * service;
  let wait = begins === 'settled' && first < load ? (ln(load / first) * service) / (1 - load) : 0;
  const seen = new Float64Array(customers);
  for (let i = 0; i < customers; i += 1) {
    const served = service * unitExponential(serving.uniform(i, nth));
    seen[i] = want === 'waits' ? wait : wait + served;
    wait = Math.max(0, wait + served - unitExponential(coming.uniform(i, nth)) / arrivals);
  }
  return seen;
}

/** What the busiest window of each length holds in a Poisson process of so many events per second, counted by seconds. */
export function poissonPeaks(
  dice: Dice,
  rate: number,
  seconds: number,
  windows: readonly number[],
  nth: number,
): number[] {
  const stream = dice.stream('coverage', 'poisson');
  const upTo: number[] = [];
  for (let k = 0, p = exp(-rate), sum = 0; k < 40; k += 1, p *= rate / k) {
    sum += p;
    upTo.push(sum);
  }
  /** Events before each second. */
  const before = new Float64Array(seconds + 1);
  for (let i = 0; i < seconds; i += 1) {
    const uniform = stream.uniform(i, nth);
    let k = 0;
    while (k < upTo.length && uniform > upTo[k]) k += 1;
    before[i + 1] = before[i] + k;
  }
  return windows.map(length => {
    let most = 0;
    for (let end = length; end <= seconds; end += 1) most = Math.max(most, before[end] - before[end - length]);
    return most;
  });
}
