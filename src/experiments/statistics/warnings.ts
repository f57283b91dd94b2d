/**
 * The plain words for where an interval would not cover what it promises, for whoever prints one. What they rest on was
 * measured: docs/validity.md.
 */
import { power } from '../../sim/index.ts';

/** `0.95` as `95 %`, `0.0954` as `9.5 %`. */
export const percentOf = (share: number): string => `${Number((share * 100).toPrecision(2))} %`;

/** Below so many replications the shape of their distribution cannot be seen. */
const fewReplications = 5;

export function tooFew(n: number, what = 'replications'): string | undefined {
  if (n >= fewReplications) return undefined;
  return n < 2
    ? `${n === 0 ? 'No' : 'One'} ${n === 0 ? what : what.replace(/s$/, '')}: how far the answer varies cannot be told.`
    : `Only ${n} ${what}: the interval is right only if they vary like a normal distribution, which ${n} cannot show.`;
}

/** The share of replications that may still differ when n of n agree: the exact binomial bound. */
export const shareThatMayDiffer = (n: number, confidence: number): number => 1 - power(1 - confidence, 1 / n);

export const allAlike = (n: number, confidence: number, what = 'replications'): string =>
  `All ${n} ${what} gave the same value. That is no certainty: up to ${percentOf(shareThatMayDiffer(n, confidence))} of all ${what} may give another (${percentOf(confidence)} confidence).`;

/**
 * Skewness that an interval from Student's t does not bear: more than chance gives to a symmetric distribution, and
 * more than n replications even out.
 *
 * Source: Cochran, "Sampling Techniques", 3rd edition, 2.15: n should exceed 25 times the square of the skewness.
 */
export function lopsided(values: readonly number[], confidence: number): string | undefined {
  const n = values.length;
  const skew = skewnessOf(values);
  const byChance = 2 * Math.sqrt((6 * (n - 2)) / ((n + 1) * (n + 3)));
  if (n < fewReplications || Math.abs(skew) <= byChance || n >= 25 * skew * skew) return undefined;
  return `The ${n} values lie lopsided (skewness ${Number(skew.toPrecision(2))}): an interval of ${percentOf(confidence)} covers less often than that. From about ${Math.ceil(25 * skew * skew)} values on it holds.`;
}

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
