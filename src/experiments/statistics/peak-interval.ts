/**
 * The busiest second, ten seconds, minute or five minutes of a run: an interval for the count that the busiest window is
 * expected to hold, from the peaks of several replications.
 *
 * A peak belongs to the length of the run: twice the time has the higher maximum. And it is a maximum: peaks lie lopsided,
 * with the long tail above, whether few of them show it or not, so the interval always reaches further there. Their tail is
 * a mild one: the skewness is taken as it shows. `expectedPeak` (chance-peaks.ts) says what chance alone gives.
 */
import { checkConfidence, type Interval, intervalOf, summaryOf } from './intervals.ts';
import { methods } from './methods.ts';
import { skewnessOf } from './skewness.ts';
import { fewest, fewLevels, stillLopsided } from './warnings.ts';

/**
 * The expected peak of a run as long as the replications; undefined below two of them.
 *
 * @param peaks  what the busiest window of each replication held, as a count or a rate
 */
export function peakInterval(peaks: readonly number[], confidence = 0.95): Interval | undefined {
  checkConfidence(confidence);
  if (peaks.length < 2) return undefined;
  const { n, mean, variance } = summaryOf(peaks);
  return intervalOf(mean, Math.sqrt(variance / n), n, n - 1, {
    confidence,
    method: methods.peak,
    lean: skewnessOf(peaks) / Math.sqrt(n),
    words: [stillLopsided(peaks, confidence), fewLevels(peaks)],
    least: fewest.peaks,
  });
}
