/**
 * Intervals for quantiles, by what the values are:
 *
 *     a quantile from each replication   ── Student's t, around the quantile of all values pooled
 *     independent values                 ── order statistics: the k-th smallest, whatever the distribution
 *     one run, each value like the last  ── the same, as sure as batches of the run say it is
 */
import { normalQuantile } from '../../sim/index.ts';
import { batchMeansInterval } from './batch-means.ts';
import { binomialShareUpTo } from './beta-share.ts';
import { checkConfidence, checkNumber, type Interval, intervalOf, summaryOf, warned } from './intervals.ts';
import { methods } from './methods.ts';
import { warmUpOf } from './warm-up.ts';
import { fewBeyondQuantile, fewest, noBoundBeyond, quantileLeansInwards, stillLopsided } from './warnings.ts';

/** What is known beside the quantiles of the replications. */
export interface QuantileReplications {
  /** Which quantile, as 0.95. */
  p: number;
  /** Values from which a replication took its quantile: of the replication with the fewest. */
  observations: number;
  /** The quantile of all replications' values together, as from merged sketches. Better known than the mean of quantiles. */
  pooled?: number | undefined;
}

/**
 * A quantile over replications; undefined below two of them.
 *
 * The quantile of few values leans towards the middle of the distribution, in every replication alike, so that no number
 * of replications evens it out: without `pooled` the interval is then around the wrong number, and says so.
 */
export function quantileOverReplications(
  quantiles: readonly number[],
  { p, observations, pooled }: QuantileReplications,
  confidence = 0.95,
): Interval | undefined {
  checkShare(p);
  if (pooled !== undefined) checkNumber(pooled);
  if (quantiles.length < 2) return undefined;
  const { n, mean, variance } = summaryOf(quantiles);
  const beyond = observations * Math.min(p, 1 - p);
  return intervalOf(pooled ?? mean, Math.sqrt(variance / n), n, n - 1, {
    confidence,
    method: pooled === undefined ? methods.quantileReplications : methods.quantilePooled,
    least: fewest.quantiles,
    words: [
      pooled === undefined ? quantileLeansInwards(beyond, n, p) : fewBeyondQuantile(beyond, p),
      stillLopsided(quantiles, confidence),
    ],
  });
}

/** Which of n sorted values bound a quantile, counted from 1; undefined where even the outermost would not be sure. */
export interface QuantileRanks {
  low: number | undefined;
  high: number | undefined;
}

/**
 * The k-th smallest and the l-th smallest of n independent values between which the quantile lies with at least the given
 * confidence, half of the error on either side.
 */
export function quantileRanks(n: number, p: number, confidence = 0.95): QuantileRanks {
  checkShare(p);
  checkConfidence(confidence);
  const tail = (1 - confidence) / 2;
  // P(at least k values below the quantile) = 1 − tail at least: the largest such k.
  const low = lastWhere(0, n, k => binomialShareUpTo(k - 1, n, p) <= tail);
  const high = lastWhere(0, n, k => 1 - binomialShareUpTo(n - k, n, p) <= tail);
  return { low: low === 0 ? undefined : low, high: high === 0 ? undefined : n + 1 - high };
}

/** A quantile of independent values, whatever their distribution; undefined below two values. */
export function quantileOfIndependent(values: ArrayLike<number>, p: number, confidence = 0.95): Interval | undefined {
  const n = values.length;
  if (n < 2) return undefined;
  const sorted = Float64Array.from(values).sort();
  checkSorted(sorted);
  const ranks = quantileRanks(n, p, confidence);
  const low = sorted[(ranks.low ?? 1) - 1];
  const high = sorted[(ranks.high ?? n) - 1];
  return {
    mean: sorted[rankOf(p, n) - 1],
    low,
    high,
    n,
    standardError: spreadOf(low, high, confidence),
    confidence,
    method: methods.quantileOrder,
    ...warned([noBoundBeyond(n, p, ranks)]),
  };
}

/**
 * A quantile of one long run; undefined below 40 values. `cut` values of warm-up are left out (default: as MSER-5 says).
 * The share of values below the quantile is a mean, with an interval from batches; the quantiles at its two ends bound
 * the quantile.
 *
 * @param values  in the order in which they came
 */
export function quantileOfRun(
  values: ArrayLike<number>,
  p: number,
  confidence = 0.95,
  cut = warmUpOf(values).cut,
): Interval | undefined {
  checkShare(p);
  const kept = Float64Array.from(values).subarray(cut);
  const n = kept.length;
  const sorted = kept.slice().sort();
  if (n > 0) checkSorted(sorted);
  const quantile = sorted[rankOf(p, n) - 1];
  const share = batchMeansInterval(
    kept.map(value => (value <= quantile ? 1 : 0)),
    confidence,
    0,
  );
  if (share === undefined) return undefined;
  const reach = (share.high - share.low) / 2;
  const ranks = {
    low: (p - reach) * n < 1 ? undefined : rankOf(p - reach, n),
    high: (p + reach) * n > n ? undefined : rankOf(p + reach, n),
  };
  const low = sorted[(ranks.low ?? 1) - 1];
  const high = sorted[(ranks.high ?? n) - 1];
  return {
    mean: quantile,
    low,
    high,
    n: share.n,
    standardError: spreadOf(low, high, confidence),
    confidence,
    method: methods.quantileRun,
    ...warned([...(share.warnings ?? []), noBoundBeyond(n, p, ranks)]),
  };
}

/** The standard error that a normal distribution with this interval would have. */
const spreadOf = (low: number, high: number, confidence: number): number =>
  (high - low) / (2 * normalQuantile((1 + confidence) / 2));

/** The rank, from 1, of the smallest value that at least the share p of n does not exceed. */
const rankOf = (p: number, n: number): number => Math.min(n, Math.max(1, Math.ceil(p * n * (1 - 4 * Number.EPSILON))));

/** The last whole number from `low` to `high` that holds, when all before it do; `low` is taken to hold. */
function lastWhere(low: number, high: number, holds: (k: number) => boolean): number {
  let [from, to] = [low, high + 1];
  while (to - from > 1) {
    const middle = Math.floor((from + to) / 2);
    if (holds(middle)) from = middle;
    else to = middle;
  }
  return from;
}

/** What is no number comes last in a sorted array, and infinite values at either end. */
function checkSorted(sorted: Float64Array): void {
  checkNumber(sorted[0]!);
  checkNumber(sorted[sorted.length - 1]!);
}

function checkShare(p: number): void {
  if (!(p > 0 && p < 1)) throw new RangeError(`A quantile is asked for between 0 and 1, as 0.95, and not at ${p}`);
}
