/**
 * Distributions from what people know of them: the middle and a percentile, "median 20 s p95 90 s". Two numbers determine
 * each of these families; where none of the family fits, the message says how far it reaches.
 */
import { exp, ln, normalQuantile, power } from './arithmetic.ts';
import { type Distribution, otherShapes, plain, requireAtLeastZero, requirePositive } from './distributions.ts';
import { lnGamma } from './gamma-function.ts';
import { gammaShapes, lnGammaQuantile } from './gamma-quantile.ts';

export type Lognormal = Extract<Distribution, { kind: 'lognormal' }>;
export type Gamma = Extract<Distribution, { kind: 'gamma' }>;
export type Weibull = Extract<Distribution, { kind: 'weibull' }>;
export type Pareto = Extract<Distribution, { kind: 'pareto' }>;

const ln2 = Math.LN2;

/** The lognormal with this median which stays below `value` with probability `p`: "median 20 s p95 90 s". */
export function lognormalFromMedianAndQuantile(median: number, p: number, value: number): Lognormal {
  requirePositive('median', median);
  const z = quantileOfProbability(p, value);
  if (z === 0)
    throw new RangeError('The median says nothing about the spread. Give another quantile, for example p95.');
  const sigma = ln(value / median) / z;
  if (sigma < 0)
    throw new RangeError(`${percentile(p)} is on the wrong side of the median (${value} against ${median}).`);
  return { kind: 'lognormal', median, sigma: sigma === 0 ? 0 : sigma };
}

/**
 * The lognormal with this mean which stays below `value` with probability `p`: "mean 180 ms p99 900 ms". Where two fit,
 * the one with the smaller sigma.
 *
 * @throws RangeError when none fits: a quantile can exceed the mean only e^(z²/2) times, which is 14.97 for p99
 */
export function lognormalFromMeanAndQuantile(mean: number, p: number, value: number): Lognormal {
  requirePositive('mean', mean);
  const z = quantileOfProbability(p, value);
  // value / mean = e^(σz − σ²/2), a quadratic equation in σ.
  const discriminant = z * z - 2 * ln(value / mean);
  const root = Math.sqrt(discriminant);
  const sigma = z - root >= 0 ? z - root : z + root;
  if (!(sigma >= 0)) {
    const reach = z > 0 ? `${exp((z * z) / 2).toFixed(2)} times its mean` : 'its mean';
    throw new RangeError(
      `No lognormal has ${percentile(p)} above ${reach} (yours: ${plain(value / mean)} times). Use median and ${percentile(p)}, or a mix.`,
    );
  }
  return lognormalFromMeanAndSigma(mean, sigma);
}

/** The lognormal with this mean and this standard deviation of the logarithm. */
export function lognormalFromMeanAndSigma(mean: number, sigma: number): Lognormal {
  requirePositive('mean', mean);
  requireAtLeastZero('sigma of a lognormal', sigma);
  return { kind: 'lognormal', median: mean * exp((-sigma * sigma) / 2), sigma };
}

function quantileOfProbability(p: number, value: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`A quantile needs a probability between 0 and 1, not ${p}.`);
  requirePositive(percentile(p), value);
  return normalQuantile(p);
}

/** The Weibull with this median which stays below `value` with probability `p`. */
export function weibullFromMedianAndQuantile(median: number, p: number, value: number): Weibull {
  const ratio = ratioAboveMedian(median, p, value);
  const shape = ln(-ln(1 - p) / ln2) / ln(ratio);
  const reach = (of: number) => power(-ln(1 - p) / ln2, 1 / of);
  requireWithin('Weibull', p, ratio, shape, reach(otherShapes.most), reach(otherShapes.least));
  return { kind: 'weibull', scale: median / power(ln2, 1 / shape), shape };
}

/** The Weibull with this mean and shape. */
export const weibullFromMeanAndShape = (mean: number, shape: number): Weibull => ({
  kind: 'weibull',
  scale: mean / exp(lnGamma(1 + 1 / shape)),
  shape,
});

/** The Pareto with this median which stays below `value` with probability `p`. */
export function paretoFromMedianAndQuantile(median: number, p: number, value: number): Pareto {
  const ratio = ratioAboveMedian(median, p, value);
  const lnTail = ln(0.5 / (1 - p));
  const shape = lnTail / ln(ratio);
  requireWithin('Pareto', p, ratio, shape, exp(lnTail / otherShapes.most), exp(lnTail / otherShapes.least));
  return { kind: 'pareto', least: median * exp(-ln2 / shape), shape };
}

/** The gamma with this median which stays below `value` with probability `p`; its shape by bisection. */
export function gammaFromMedianAndQuantile(median: number, p: number, value: number): Gamma {
  const lnRatio = ln(ratioAboveMedian(median, p, value));
  const lnReach = (shape: number) => lnGammaQuantile(shape, p, 1 - p) - lnGammaQuantile(shape, 0.5, 0.5);
  const { least, most } = gammaShapes;
  requireWithin('gamma', p, exp(lnRatio), undefined, exp(lnReach(most)), exp(lnReach(least)));
  let low: number = least;
  let high: number = most;
  for (let step = 0; step < 60; step += 1) {
    const between = Math.sqrt(low * high);
    if (lnReach(between) > lnRatio) low = between;
    else high = between;
  }
  const shape = Math.sqrt(low * high);
  return { kind: 'gamma', mean: (median * shape) / exp(lnGammaQuantile(shape, 0.5, 0.5)), shape };
}

function ratioAboveMedian(median: number, p: number, value: number): number {
  requirePositive('median', median);
  requirePositive(percentile(p), value);
  if (!(p > 0.5 && p < 1 && value > median))
    throw new RangeError(`Beside a median stands a percentile above it, as p95 (here ${percentile(p)}).`);
  return value / median;
}

/** A percentile in medians says the shape: the further away, the smaller it is. */
function requireWithin(
  family: string,
  p: number,
  ratio: number,
  shape: number | undefined,
  nearest: number,
  furthest: number,
): void {
  const { least, most } = otherShapes;
  if (shape === undefined ? ratio >= nearest && ratio <= furthest : shape >= least && shape <= most) return;
  const bound = ratio < nearest ? `below ${plain(nearest)}` : `above ${plain(furthest)}`;
  throw new RangeError(
    `No ${family} has ${percentile(p)} ${bound} times its median (yours: ${plain(ratio)} times). Use a ${ratio < nearest ? 'normal' : 'lognormal'}, or a mix.`,
  );
}

function percentile(p: number): string {
  return `p${plain(p * 100)}`;
}
