/**
 * The plain words for where an interval would not cover what it promises, for whoever prints one. What they rest on was
 * measured: docs/validity.md.
 */
import { power } from '../../sim/index.ts';
import { skewnessOf } from './skewness.ts';

/** `0.95` as `95 %`, `0.0954` as `9.5 %`, `0.999` as `99.9 %`. */
function percentOf(share: number): string {
  const nearEnd = (part: number): number => Number((part * 100).toPrecision(2));
  return `${Number((share > 0.5 ? 100 - nearEnd(1 - share) : nearEnd(share)).toFixed(6))} %`;
}

/**
 * So many values show the shape of their distribution well enough for the interval to allow for it; fewer get a word. Measured:
 * means of lopsided values show it from 20 on; shares, quantiles and peaks have a shape that is known to be milder.
 */
export const fewest = { means: 20, shares: 10, quantiles: 10, batches: 10, peaks: 5 } as const;

export function tooFew(n: number, least: number = fewest.means, what = 'replications'): string | undefined {
  if (n >= least) return undefined;
  return n < 2
    ? `${n === 0 ? 'No' : 'One'} ${n === 0 ? what : what.replace(/s$/, '')}: how far the answer varies cannot be told.`
    : `Only ${n} ${what}: the interval is right only if they vary about like a normal distribution, which ${n} cannot show.`;
}

/** The share of replications that may still differ when n of n agree: the exact binomial bound. */
const shareThatMayDiffer = (n: number, confidence: number): number => 1 - power(1 - confidence, 1 / n);

export const allAlike = (n: number, confidence: number, what = 'replications'): string =>
  `All ${n} ${what} gave the same value. That is no certainty: up to ${percentOf(shareThatMayDiffer(n, confidence))} of all ${what} may give another (${percentOf(confidence)} confidence).`;

/** What is left when the interval has allowed for the skewness: a tail that is not seen in so few values. */
export function stillLopsided(values: readonly number[], confidence: number): string | undefined {
  const skew = skewnessOf(values);
  if (values.length < fewest.peaks || skew * skew * 4 < values.length) return undefined;
  return `The ${values.length} values lie very lopsided (skewness ${Number(skew.toPrecision(2))}): what a rare high value adds is hardly seen yet, and an interval of ${percentOf(confidence)} may cover less often than that.`;
}

export const noWarmUpSeen =
  'No end of the warm-up can be seen: leaving out the first half of the run still makes the rest steadier. Run for longer.';

export const runTooShort = (n: number, confidence: number): string =>
  `The run is too short: its ${n} values hang together for so long that they do not make ten independent batches, and an interval of ${percentOf(confidence)} covers less often than that. Run for longer, or use replications.`;

/** Values beyond the quantile below which it leans towards the middle by more than the replications' error shows. */
export function quantileLeansInwards(beyond: number, replications: number, p: number): string | undefined {
  if (beyond >= 4 * replications) return undefined;
  return `Each replication has only ${Number(beyond.toPrecision(2))} values beyond its ${percentOf(p)} quantile. The quantile of few values leans towards the middle, in all replications alike: take the quantile of all values pooled.`;
}

/** Values beyond the quantile, in each replication, below which its spread cannot be told. */
export function fewBeyondQuantile(beyond: number, p: number): string | undefined {
  if (beyond >= 5) return undefined;
  return `Each replication has only ${Number(beyond.toPrecision(2))} values beyond its ${percentOf(p)} quantile: too few to tell how far it varies.`;
}

/** Where even the smallest or the largest of the values does not bound a quantile for sure. */
export function noBoundBeyond(
  n: number,
  p: number,
  { low, high }: { low: number | undefined; high: number | undefined },
): string | undefined {
  if (low !== undefined && high !== undefined) return undefined;
  const side = low === undefined && high === undefined ? 'on either side' : low === undefined ? 'below' : 'above';
  return `${n} values are too few to bound the ${percentOf(p)} quantile ${side}: it may lie beyond all of them.`;
}

/** Peaks that take two values only say little about how far the next one may go. */
export function fewLevels(peaks: readonly number[]): string | undefined {
  const levels = new Set(peaks).size;
  if (levels !== 2 || peaks.length < fewest.peaks) return undefined;
  return `The ${peaks.length} peaks take only two values: the windows hold too few events for their peak to vary smoothly.`;
}

/** @param times  how much wider the interval is than asked for */
export const notTightEnough = (n: number, times: number, needed: number | undefined): string =>
  `After ${n} replications, the most allowed, the interval is ${Number.isFinite(times) ? `${times.toFixed(1)} times as wide as` : 'wider than'} asked for.${
    needed === undefined ? '' : ` That would take about ${Number(needed.toPrecision(2))} replications.`
  }`;
