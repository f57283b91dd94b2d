/**
 * The busiest second, ten seconds, minute or five minutes of a run: an interval for the count that the busiest window is
 * expected to hold, from the peaks of several replications.
 *
 * A peak belongs to the length of the run: twice the time has the higher maximum. And it is a maximum: peaks lie lopsided,
 * with the long tail above, so the skewness is taken out. `expectedPeak` (chance-peaks.ts) says what chance alone gives.
 */
import { type Interval, skewedInterval } from './intervals.ts';
import { methods } from './methods.ts';
import { fewLevels } from './warnings.ts';

/**
 * The expected peak of a run as long as the replications; undefined below two of them.
 *
 * @param peaks  what the busiest window of each replication held, as a count or a rate
 */
export function peakInterval(peaks: readonly number[], confidence = 0.95): Interval | undefined {
  const interval = skewedInterval(peaks, confidence, methods.peak);
  const words = fewLevels(peaks);
  if (interval === undefined || words === undefined) return interval;
  return { ...interval, warnings: [...(interval.warnings ?? []), words] };
}
