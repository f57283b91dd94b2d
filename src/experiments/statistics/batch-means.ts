/**
 * The mean of one long run, from batches so long that their means are as good as independent.
 *
 *     │ warm-up │ batch 1 │ batch 2 │ … │ batch 20 │
 *        cut       mean      mean          mean       ── Student's t over the means
 *
 * How long is long enough is read from the run: where the means of short batches are correlated by at most 0.3 with the
 * next, batches ten times as long hardly are (for correlation that decays exponentially, ten such batches hold 97 % of
 * the variance). A run that is too short for ten of them gets an interval all the same, and a warning with it.
 *
 * Source: Law and Carson, "A sequential procedure for determining the length of a steady-state simulation", Operations
 * Research 27 (1979), for the two lengths of batches.
 */
import { checkNumber, type Interval, intervalOf, summaryOf } from './intervals.ts';
import { methods } from './methods.ts';
import { warmUpOf } from './warm-up.ts';
import { fewest, noWarmUpSeen, runTooShort } from './warnings.ts';

/** Short batches whose neighbours are correlated by no more than this ... */
const correlationMost = 0.3;
/** ... are counted by the hundred, because the correlation of a few cannot be told, ... */
const shortBatchesMin = 100;
/** ... and taken together. */
const shortInLong = 10;
const batchesMax = 20;
const batchesMin = 10;

export interface BatchMeans extends Interval {
  /** Values left out at the beginning. */
  cut: number;
  /** Values in each batch; at most one batch less a value is left over at the end. */
  batchSize: number;
}

/**
 * The mean that the run tends to; undefined below 40 values.
 *
 * @param values  in the order in which they came, such as the waits of all requests
 * @param cut     how many of the first to leave out; default: as many as MSER-5 says
 */
export function batchMeansInterval(values: ArrayLike<number>, confidence = 0.95, cut?: number): BatchMeans | undefined {
  if (values.length < 4 * batchesMin) return undefined;
  for (let i = 0; i < values.length; i += 1) checkNumber(values[i]);
  const warmUp = cut === undefined ? warmUpOf(values) : { cut, detected: true };
  const { batchSize, isLongEnough } = batchSizeFor(values, warmUp.cut);
  const means = meansOf(values, warmUp.cut, batchSize);
  const { n, mean, variance } = summaryOf(means);
  const interval = intervalOf(mean, Math.sqrt(variance / n), n, n - 1, {
    confidence,
    method: methods.batchMeans,
    unit: 'batches',
    least: fewest.batches,
    words: [
      warmUp.detected ? undefined : noWarmUpSeen,
      isLongEnough ? undefined : runTooShort(values.length - warmUp.cut, confidence),
    ],
  });
  return { ...interval, cut: warmUp.cut, batchSize };
}

/** How long batches must be, and whether the run holds enough of them. */
function batchSizeFor(values: ArrayLike<number>, cut: number): { batchSize: number; isLongEnough: boolean } {
  const n = values.length - cut;
  const atLeast = Math.floor(n / batchesMax);
  const atMost = Math.max(1, Math.floor(n / batchesMin));
  let means = meansOf(values, cut, 1);
  for (let size = 1; means.length >= shortBatchesMin; size *= 2) {
    if (correlationWithNext(means) <= correlationMost) {
      const batchSize = Math.max(atLeast, size * shortInLong);
      return { batchSize: Math.min(atMost, batchSize), isLongEnough: batchSize <= atMost };
    }
    means = meansOf(means, 0, 2);
  }
  return { batchSize: atMost, isLongEnough: false };
}

function meansOf(values: ArrayLike<number>, cut: number, size: number): Float64Array {
  const means = new Float64Array(Math.floor((values.length - cut) / size));
  for (let batch = 0; batch < means.length; batch += 1) {
    let sum = 0;
    for (let i = cut + batch * size, end = i + size; i < end; i += 1) sum += values[i];
    means[batch] = sum / size;
  }
  return means;
}

/** The correlation of each value with the one after it; 0 when all are the same. */
function correlationWithNext(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i];
  const mean = sum / values.length;
  let own = 0;
  let next = 0;
  for (let i = 0; i < values.length; i += 1) {
    const off = values[i] - mean;
    own += off * off;
    if (i > 0) next += off * (values[i - 1] - mean);
  }
  return own > 0 ? next / own : 0;
}
