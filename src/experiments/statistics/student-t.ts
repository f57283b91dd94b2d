/**
 * Student's t distribution, for intervals around the mean of a few replications. Everything comes from + − × ÷ √, so
 * the same values give the same interval on every machine.
 */

import { power } from '../../sim/index.ts';
import { betaFraction } from './beta-share.ts';

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
  return x < (a + 1) / (a + b + 2) ? (front * betaFraction(a, b, x)) / a : 1 - (front * betaFraction(b, a, rest)) / b;
}

/** The last n asked for and its B(n / 2, 1 / 2): a quantile asks some sixty times in a row. */
let betaOfN = 0;
let betaKnown = 0;

/** B(n / 2, 1 / 2), from B(1/2, 1/2) = π and B(1, 1/2) = 2. */
function beta(n: number): number {
  if (n === betaOfN) return betaKnown;
  let product = n % 2 === 1 ? Math.PI : 2;
  for (let k = n % 2 === 1 ? 1 : 2; k < n; k += 2) product *= k / (k + 1);
  betaOfN = n;
  betaKnown = product;
  return product;
}
