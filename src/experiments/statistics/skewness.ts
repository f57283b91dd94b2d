/**
 * Skewness taken out of Student's statistic: a symmetric interval around the mean of lopsided values misses on one side.
 * Hall's transformation bends the statistic until it is symmetric, and back, so that the interval reaches further on the
 * side of the long tail.
 *
 *     bend(w)  =  w + γ w² / 3 + γ² w³ / 27 + γ / 6n        w = (mean − truth) / deviation, γ the skewness
 *
 * Source: Hall, "On the removal of skewness by transformation", Journal of the Royal Statistical Society B 54 (1992), the
 * monotone cubic.
 */
import { power } from '../../sim/index.ts';

/** Below so little it is rounding. */
const least = 1e-6;

/** The third central moment by the standard deviation cubed; 0 when all values are the same. */
export function skewnessOf(values: readonly number[]): number {
  const n = values.length;
  let mean = 0;
  for (const value of values) mean += value / n;
  let second = 0;
  let third = 0;
  for (const value of values) {
    const off = value - mean;
    second += (off * off) / n;
    third += (off * off * off) / n;
  }
  return second > 0 ? third / (second * Math.sqrt(second)) : 0;
}

/**
 * Whether values lie more lopsided than chance lets symmetric ones appear, and more than n of them even out.
 *
 * Source: Cochran, "Sampling Techniques", 3rd edition, 2.15: n should exceed 25 times the square of the skewness.
 */
export function liesLopsided(skew: number, n: number): boolean {
  const byChance = 2 * Math.sqrt((6 * (n - 2)) / ((n + 1) * (n + 3)));
  return n >= 5 && Math.abs(skew) > byChance && n < 25 * skew * skew;
}

/** The distance of mean and truth in deviations, made symmetric. Rises with w. */
export function bend(w: number, skew: number, n: number): number {
  return w + (skew * w * w) / 3 + (skew * skew * w * w * w) / 27 + skew / (6 * n);
}

/** The w that `bend` takes to x. */
export function unbend(x: number, skew: number, n: number): number {
  if (Math.abs(skew) < least) return x;
  return (3 / skew) * (cubeRoot(1 + skew * (x - skew / (6 * n))) - 1);
}

const cubeRoot = (x: number): number => (x < 0 ? -power(-x, 1 / 3) : power(x, 1 / 3));
