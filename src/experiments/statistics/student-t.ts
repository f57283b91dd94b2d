/**
 * Student's t distribution, for intervals around the mean of a few replications. Everything comes from + − × ÷ √, so
 * the same values give the same interval on every machine.
 */

import { power } from '../../sim/index.ts';
import { Tally } from './accumulators.ts';

/** A mean and how far the truth may lie from it. The bounds are null when there are too few values to tell. */
export interface ConfidenceInterval {
  n: number;
  mean: number | null;
  low: number | null;
  high: number | null;
  /** The confidence asked for, as 0.95. */
  level: number;
}

/**
 * The interval that covers the true mean with the given confidence, if the values are independent and roughly normal.
 *
 * @param level  between 0 and 1, as 0.95
 * @returns      without bounds below two values, without a mean below one
 */
export function confidenceInterval(values: readonly number[], level: number): ConfidenceInterval {
  const tally = new Tally();
  for (const value of values) tally.add(value);
  const { n, mean, variance } = tally;
  if (mean === null || variance === null) return { n, mean, low: null, high: null, level };
  const reach = studentTQuantile((1 + level) / 2, n - 1) * Math.sqrt(variance / n);
  return { n, mean, low: mean - reach, high: mean + reach, level };
}

/**
 * The value that a t-distributed number stays below with probability p.
 *
 * @param p                 between 0 and 1, both excluded
 * @param degreesOfFreedom  a whole number, 1 or more
 */
export function studentTQuantile(p: number, degreesOfFreedom: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`A quantile of t asks for a probability between 0 and 1, not ${p}`);
  if (p === 0.5) return 0;
  if (p < 0.5) return -upperQuantile(p, degreesOfFreedom);
  return upperQuantile(1 - p, degreesOfFreedom);
}

/**
 * The probability that a t-distributed number lies above t.
 *
 * @param degreesOfFreedom  a whole number, 1 or more
 */
export function studentTTail(t: number, degreesOfFreedom: number): number {
  if (!(Number.isInteger(degreesOfFreedom) && degreesOfFreedom >= 1)) {
    throw new RangeError(`Student's t takes a whole number of degrees of freedom from 1, not ${degreesOfFreedom}`);
  }
  const square = t * t;
  const outside = incompleteBeta(
    degreesOfFreedom,
    degreesOfFreedom / (degreesOfFreedom + square),
    square / (degreesOfFreedom + square),
  );
  return t >= 0 ? outside / 2 : 1 - outside / 2;
}

/** The t > 0 with the given probability above it, halved down until two neighbouring floats remain. */
function upperQuantile(tail: number, degreesOfFreedom: number): number {
  let low = 0;
  let high = 1;
  while (studentTTail(high, degreesOfFreedom) > tail) {
    low = high;
    high *= 2;
  }
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (studentTTail(middle, degreesOfFreedom) > tail) low = middle;
    else high = middle;
  }
}

/** The regularized incomplete beta function I_x(n / 2, 1 / 2) for whole n; `rest` is 1 − x, given to keep its digits. */
function incompleteBeta(n: number, x: number, rest: number): number {
  if (rest === 0) return 1;
  const a = n / 2;
  const b = 0.5;
  const front = (power(Math.sqrt(x), n) * Math.sqrt(rest)) / beta(n);
  // The fraction converges fast on one side of the mean of the beta distribution; the other is its mirror image.
  return x < (a + 1) / (a + b + 2)
    ? (front * continuedFraction(a, b, x)) / a
    : 1 - (front * continuedFraction(b, a, rest)) / b;
}

/** B(n / 2, 1 / 2), from B(1/2, 1/2) = π and B(1, 1/2) = 2. */
function beta(n: number): number {
  let product = n % 2 === 1 ? Math.PI : 2;
  for (let k = n % 2 === 1 ? 1 : 2; k < n; k += 2) product *= k / (k + 1);
  return product;
}

/** Source: Press and others, "Numerical Recipes", 6.4, evaluated by Lentz's method. */
function continuedFraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m < 10_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    value *= d * c;
    if (Math.abs(d * c - 1) < 2 * Number.EPSILON) break;
  }
  return value;
}
