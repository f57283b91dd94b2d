/**
 * An interval around the mean of shares: so many of all in each replication, near 0 and near 1 too.
 *
 *     0 ├●──┤                     1       30 replications in which nothing failed are no proof that nothing ever does
 */
import { normalQuantile } from '../../sim/index.ts';
import { betaQuantile } from './beta-share.ts';
import { checkConfidence, type Interval, summaryOf, warned } from './intervals.ts';
import { methods } from './methods.ts';
import { studentTQuantile } from './student-t.ts';
import { allAlike, fewest, tooFew } from './warnings.ts';

/**
 * The mean of shares, such as the share of buyers online within the hour in each replication. Where all replications
 * agree (nothing ever happened, or always did) the interval still has a width: that of so many trials.
 *
 * The replications' variance says how many independent trials they amount to, and the exact binomial interval of so many
 * trials is taken.
 *
 * Source: Korn and Graubard, "Confidence intervals for proportions with small expected number of positive counts
 * estimated from survey data", Survey Methodology 24 (1998).
 *
 * @param shares  from 0 to 1, one for each replication
 */
export function shareInterval(shares: readonly number[], confidence = 0.95): Interval | undefined {
  checkConfidence(confidence);
  if (shares.length < 2) return undefined;
  if (shares.some(share => !(share >= 0 && share <= 1))) {
    throw new RangeError('A share lies between 0 and 1');
  }
  const { n, mean, variance } = summaryOf(shares);
  const tail = (1 - confidence) / 2;
  // One replication counts as at least one trial: shares cannot vary more than yes and no do.
  let trials = n;
  if (variance > 0) {
    const shrink = normalQuantile(1 - tail) / studentTQuantile(1 - tail, n - 1);
    trials = Math.max(n, (mean * (1 - mean) * n) / variance) * shrink * shrink;
  }
  const happened = mean * trials;
  const words = variance > 0 ? [tooFew(n, fewest.shares)] : [allAlike(n, confidence)];
  return {
    mean,
    low: mean > 0 ? betaQuantile(tail, happened, trials - happened + 1) : 0,
    high: mean < 1 ? betaQuantile(1 - tail, happened + 1, trials - happened) : 1,
    n,
    standardError: Math.sqrt(variance / n),
    confidence,
    method: methods.share,
    ...warned(words),
  };
}
