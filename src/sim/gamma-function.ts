/**
 * The gamma function and the share of a gamma distribution below a value, from + − × ÷ √ alone like the rest of our
 * arithmetic, so that a sample has the same bits everywhere.
 *
 * Measured against 50-digit arithmetic on 1,500 arguments each: `lnGamma` errs by at most 1e-14 of its value (below 1,
 * absolutely); the shares err relatively by at most 1e-13, for shapes above 25 by 4e-15 times the shape.
 *
 * Source: Stirling's series; series and continued fraction of the incomplete gamma function, Abramowitz and Stegun
 * 6.1.41, 6.5.29 and 6.5.31, the latter by W. J. Lentz, Applied Optics 15 (1976).
 */
import { exp, ln } from './arithmetic.ts';

const halfLn2Pi = 0.9189385332046728;
/** From here on six terms of Stirling's series are exact to the last digit but one. */
const stirlingFrom = 12;

/** The natural logarithm of Γ(x), for x above 0. */
export function lnGamma(x: number): number {
  let product = 1;
  let y = x;
  while (y < stirlingFrom) {
    product *= y;
    y += 1;
  }
  const z = 1 / (y * y);
  const series = (1 / 12 - z * (1 / 360 - z * (1 / 1260 - z * (1 / 1680 - z * (1 / 1188 - z * (691 / 360360)))))) / y;
  return (y - 0.5) * ln(y) - y + halfLn2Pi + series - ln(product);
}

/** ln of x^shape e^−x / Γ(shape): the density of the logarithm of a gamma sample of mean `shape`. */
const lnDensityOfLog = (shape: number, x: number): number => shape * ln(x) - x - lnGamma(shape);

const mostTerms = 100_000;

/** ln of the probability that a gamma variable of this shape and mean `shape` is at most x, for x above 0. */
export function lnGammaShareBelow(shape: number, x: number): number {
  return x < shape + 1 ? lnLowerSeries(shape, x) : ln(1 - exp(lnUpperFraction(shape, x)));
}

/** ln of the probability that it exceeds x. */
export function lnGammaShareAbove(shape: number, x: number): number {
  return x < shape + 1 ? ln(1 - exp(lnLowerSeries(shape, x))) : lnUpperFraction(shape, x);
}

/** The probability that a gamma variable of this shape and mean `shape` is at most x. */
export function gammaShareBelow(shape: number, x: number): number {
  if (x <= 0) return 0;
  if (x === Infinity) return 1;
  return x < shape + 1 ? exp(lnLowerSeries(shape, x)) : 1 - exp(lnUpperFraction(shape, x));
}

function lnLowerSeries(shape: number, x: number): number {
  let term = 1 / shape;
  let sum = term;
  for (let n = 1; n < mostTerms && term > sum * 1e-17; n += 1) {
    term *= x / (shape + n);
    sum += term;
  }
  return lnDensityOfLog(shape, x) + ln(sum);
}

/** Lentz's way up the continued fraction 1 / (x + 1 − a − 1 (1 − a) / (x + 3 − a − …)). */
function lnUpperFraction(shape: number, x: number): number {
  let b = x + 1 - shape;
  let c = 1e300;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < mostTerms; n += 1) {
    const a = n * (shape - n);
    b += 2;
    d = 1 / (a * d + b);
    c = b + a / c;
    const change = c * d;
    fraction *= change;
    if (Math.abs(change - 1) < 1e-16) break;
  }
  return lnDensityOfLog(shape, x) + ln(fraction);
}
