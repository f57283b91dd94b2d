/**
 * The beta distribution: how likely a share is below a value. The binomial distribution, order statistics and Student's t
 * are all read from it. From + − × ÷ √ and our own logarithm, so the same bits everywhere.
 */
import { exp, ln, lnGamma } from '../../sim/index.ts';

/**
 * The probability that a beta variable lies below x: the regularized incomplete beta function.
 *
 * @param a  above 0, as b
 * @param x  from 0 to 1
 */
export function betaShareBelow(a: number, b: number, x: number): number {
  if (!(a > 0 && b > 0)) throw new RangeError(`A beta distribution has two shapes above 0, not ${a} and ${b}`);
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = exp(lnGamma(a + b) - lnGamma(a) - lnGamma(b) + a * ln(x) + b * ln(1 - x));
  return x < (a + 1) / (a + b + 2) ? (front * betaFraction(a, b, x)) / a : 1 - (front * betaFraction(b, a, 1 - x)) / b;
}

/** The x below which a beta variable stays with probability p, to the last digits. */
export function betaQuantile(p: number, a: number, b: number): number {
  let low = 0;
  let high = 1;
  for (;;) {
    const middle = (low + high) / 2;
    if (high - low <= 1e-15 || middle <= low || middle >= high) return middle;
    if (betaShareBelow(a, b, middle) < p) low = middle;
    else high = middle;
  }
}

/** The probability of at most k successes in n trials of probability p each. */
export function binomialShareUpTo(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  if (k >= n) return 1;
  return 1 - betaShareBelow(k + 1, n - k, p);
}

/** Source: Press and others, "Numerical Recipes", 6.4, evaluated by Lentz's method. */
export function betaFraction(a: number, b: number, x: number): number {
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
