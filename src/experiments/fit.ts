/**
 * From measured values to a line of the language: every family is fitted, written in few digits, read back, and judged by
 * how far the line as written is from the data. What is judged is what a scenario would get.
 */
import { type DrawnUnit, distributionLine, readDistribution, Unreadable } from '../scenarios/index.ts';
import { type Distribution, distributionFunction, quantile, validateDistribution } from '../sim/index.ts';
import { type Family, fitFamilies } from './statistics/maximum-likelihood.ts';

/** A quantile of the data beside that of the line. */
export interface QuantileGap {
  /** As 0.99. */
  p: number;
  data: number;
  line: number;
  /** The line's against the data's: −0.25 when it is a quarter too low. */
  gap: number;
}

export interface FittedLine {
  family: Family | 'constant';
  /** In the words of the language. */
  line: string;
  /** Akaike's criterion: among families the lowest is the likeliest, each parameter paid for. */
  aic: number;
  /** The largest difference between the share of values below a point in the data and in the line (Kolmogorov, Smirnov). */
  misfit: number;
  worst: QuantileGap;
}

export interface FitResult {
  n: number;
  /** Of the data, by p; those that it has enough values for. */
  quantiles: readonly { p: number; value: number }[];
  least: number;
  most: number;
  /** The likeliest family first. */
  lines: readonly FittedLine[];
  /** Families that cannot describe these values. */
  refused: readonly { family: Family; why: string }[];
  /** Whether the first line can stand for the data. */
  fitsWell: boolean;
}

const looks = [0.5, 0.9, 0.95, 0.99, 0.999];
/** A quantile with fewer values above it is luck. */
const valuesAbove = 10;
/** Up to these a line may be wrong and still be called fitting. */
const mostMisfit = 0.05;
const mostGap = 0.25;
/** By luck alone the misfit of the right line stays below this over √n, in 95 of 100 samples. */
const misfitOfLuck = 1.358;

/**
 * Fits distributions to values in µs or bytes.
 * @param ascending  at least two values, from 0 on
 */
export function fitDistribution(ascending: readonly number[], unit: DrawnUnit): FitResult {
  const least = ascending[0];
  const most = ascending[ascending.length - 1];
  const n = ascending.length;
  const quantiles = looks
    .filter(p => p === 0.5 || n * (1 - p) >= valuesAbove)
    .map(p => ({ p, value: quantileOf(ascending, p) }));
  const data = { ascending, quantiles, unit };
  const lines: FittedLine[] = [];
  const refused: { family: Family; why: string }[] = [];
  if (least === most) lines.push(judged('constant', { kind: 'constant', value: least }, 0, data));
  else
    for (const fit of fitFamilies(ascending)) {
      if (fit.distribution === undefined) refused.push({ family: fit.family, why: fit.why });
      else {
        try {
          validateDistribution(fit.distribution);
          lines.push(judged(fit.family, fit.distribution, fit.aic, data));
        } catch (problem) {
          if (!(problem instanceof Unreadable || problem instanceof RangeError)) throw problem;
          // What follows is advice to an author, which the data does not take.
          refused.push({ family: fit.family, why: problem.message.split(/[.:;] /, 1)[0] });
        }
      }
    }
  lines.sort((a, b) => a.aic - b.aic);
  return { n, quantiles, least, most, lines, refused, fitsWell: isGood(lines[0], n) };
}

const isGood = ({ misfit, worst }: FittedLine, n: number): boolean =>
  misfit <= Math.max(mostMisfit, misfitOfLuck / Math.sqrt(n)) && Math.abs(worst.gap) <= mostGap;

interface Data {
  ascending: readonly number[];
  quantiles: FitResult['quantiles'];
  unit: DrawnUnit;
}

const fewestDigits = 3;
const mostDigits = 9;
/** Rounding may cost so much of the fit, as a share of values. */
const lostByRounding = 0.001;

/**
 * Written with as few digits as lose nothing of the fit: three for most, more for a narrow one.
 * @throws Unreadable when the language cannot say the distribution
 */
function judged(
  family: FittedLine['family'],
  exact: Distribution,
  aic: number,
  { ascending, quantiles, unit }: Data,
): FittedLine {
  let digits = fewestDigits;
  let previous: Unreadable | undefined;
  const best = misfitOf(ascending, exact);
  for (; digits <= mostDigits; digits += 1) {
    const line = distributionLine(exact, unit, digits);
    try {
      const distribution = readDistribution(line, unit);
      const misfit = misfitOf(ascending, distribution);
      if (misfit <= best + lostByRounding || digits === mostDigits)
        return { family, line, aic, misfit, worst: worstGap(quantiles, distribution) };
    } catch (problem) {
      if (!(problem instanceof Unreadable)) throw problem;
      previous = problem;
    }
  }
  throw previous ?? new Error(`no line for ${family}`);
}

/** The distance of Kolmogorov and Smirnov. */
function misfitOf(ascending: readonly number[], distribution: Distribution): number {
  const n = ascending.length;
  let largest = 0;
  for (let from = 0; from < n; ) {
    let to = from + 1;
    while (to < n && ascending[to] === ascending[from]) to += 1;
    const share = distributionFunction(distribution, ascending[from]);
    const below = distribution.kind === 'constant' ? 0 : share;
    largest = Math.max(largest, Math.abs(below - from / n), Math.abs(share - to / n));
    from = to;
  }
  return largest;
}

function worstGap(quantiles: FitResult['quantiles'], distribution: Distribution): QuantileGap {
  const at = quantile(distribution);
  const gaps = quantiles.map(({ p, value }) => {
    const line = at(p);
    return { p, data: value, line, gap: value === 0 ? (line === 0 ? 0 : Infinity) : line / value - 1 };
  });
  return gaps.reduce((a, b) => (Math.abs(b.gap) > Math.abs(a.gap) ? b : a));
}

/** As the empirical distribution of the language reads it: a straight line between neighbours. */
function quantileOf(ascending: readonly number[], p: number): number {
  return quantile({ kind: 'empirical', values: ascending })(p);
}
