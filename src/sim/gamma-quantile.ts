/**
 * The inverse of a gamma distribution, which has no closed form: solved by Newton's method once for each node of a table,
 * and read between the nodes from a cubic that meets the curve and its slope at both ends.
 *
 *     draw ── standard normal quantile z ──▶ cell of the table ── cubic ──▶ ln x ── exp ──▶ x
 *
 * Over z the logarithm of the sample is a gentle curve, tails included, so that few cells are enough: a sample differs
 * from the exact inverse by less than 1e-9 of its value, for every shape from 0.1 to 10,000.
 */
import { exp, ln, normalCdf, normalQuantile } from './arithmetic.ts';
import { lnGamma, lnGammaShareAbove, lnGammaShareBelow } from './gamma-function.ts';

/** Shapes for which the stated error holds. A larger one is a normal distribution to the eye. */
export const gammaShapes = { least: 0.1, most: 10_000 } as const;

/** No draw lies further from the middle than 8.21 deviations. */
const reach = 8.25;
const cellsPerUnit = 64;
const cells = 2 * reach * cellsPerUnit;

/** From draw to value, for a gamma distribution of mean `shape`. The table takes 34 kB and some milliseconds to make. */
export function gammaInverse(shape: number): (uniform: number) => number {
  const table = cubics(shape);
  // HOT: a normal quantile, four numbers of the table, an exponential.
  return uniform => {
    const position = (normalQuantile(uniform) + reach) * cellsPerUnit;
    if (!(position >= 0 && position < cells)) return exp(lnGammaQuantile(shape, uniform, 1 - uniform));
    const cell = Math.floor(position);
    const t = position - cell;
    const at = 4 * cell;
    return exp(table[at] + t * (table[at + 1] + t * (table[at + 2] + t * table[at + 3])));
  };
}

/** The coefficients of each cell's cubic, for the part of the cell from 0 to 1. */
function cubics(shape: number): Float64Array {
  const table = new Float64Array(4 * cells);
  let left = nodeAt(shape, 0, undefined);
  for (let cell = 0; cell < cells; cell += 1) {
    const right = nodeAt(shape, cell + 1, left.value + left.slope);
    const rise = right.value - left.value;
    table[4 * cell] = left.value;
    table[4 * cell + 1] = left.slope;
    table[4 * cell + 2] = 3 * rise - 2 * left.slope - right.slope;
    table[4 * cell + 3] = left.slope + right.slope - 2 * rise;
    left = right;
  }
  return table;
}

/** ln x at a node, and how much it rises from there over a cell. */
function nodeAt(shape: number, node: number, guess: number | undefined): { value: number; slope: number } {
  const z = node / cellsPerUnit - reach;
  const value = lnGammaQuantile(shape, normalCdf(z), normalCdf(-z), guess);
  const lnNormalDensity = -0.5 * z * z - 0.9189385332046728;
  const lnDensity = shape * value - exp(value) - lnGamma(shape);
  return { value, slope: exp(lnNormalDensity - lnDensity) / cellsPerUnit };
}

/** A step of Newton's method goes at most so far; where the curve is flat it would fly off. */
const longestStep = 4;
const mostSteps = 200;

/**
 * ln of the value below which a gamma variable of mean `shape` stays with probability `below`; `above` is 1 − below,
 * given apart because the smaller of the two is the exact one.
 */
export function lnGammaQuantile(shape: number, below: number, above: number, guess?: number): number {
  const isLower = below <= above;
  const wanted = ln(isLower ? below : above);
  let y = guess ?? firstGuess(shape, below);
  let low = Number.NEGATIVE_INFINITY;
  let high = Number.POSITIVE_INFINITY;
  for (let step = 0; step < mostSteps; step += 1) {
    const x = exp(y);
    const share = isLower ? lnGammaShareBelow(shape, x) : lnGammaShareAbove(shape, x);
    const excess = isLower ? share - wanted : wanted - share;
    if (excess > 0) high = y;
    else low = y;
    const slope = exp(shape * y - x - lnGamma(shape) - share);
    const change = Math.min(Math.max(-excess / slope, -longestStep), longestStep);
    let next = y + change;
    if (!(next > low && next < high)) next = high - low < Infinity ? (low + high) / 2 : y + change;
    if (Math.abs(next - y) <= 4e-16 * Math.max(1, Math.abs(y))) return next;
    y = next;
  }
  return y;
}

/** The cube root of a gamma sample is nearly normal (Wilson and Hilferty, 1931); near 0 the share is a power of x. */
function firstGuess(shape: number, below: number): number {
  const spread = 1 / (9 * shape);
  const root = 1 - spread + normalQuantile(below) * Math.sqrt(spread);
  if (shape >= 1 && root > 0.2) return ln(shape) + 3 * ln(root);
  return (ln(below) + lnGamma(shape + 1)) / shape;
}
