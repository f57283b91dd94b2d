/**
 * How much a distribution scatters: what queueing formulas ask of a service time beside its mean.
 *
 * Source: the moments of each family as in N. L. Johnson, S. Kotz and N. Balakrishnan, "Continuous Univariate
 * Distributions", volumes 1 and 2 (1994, 1995).
 */
import { type Distribution, exp, lnGamma, mean, quantile } from '../../sim/index.ts';

/** Strips of the range of draws for what has been cut off above, where no closed form is worth its lines. */
const strips = 8_192;

/**
 * Squared coefficient of variation, variance / mean²: 0 for a constant, 1 for an exponential; Infinity where there is no
 * variance. Exact but for rounding; for a truncated distribution to about four digits.
 *
 * @throws RangeError when the specification makes no sense; see `validateDistribution`
 */
export function squaredVariation(distribution: Distribution): number {
  const first = mean(distribution);
  if (first === 0) return 0;
  if (first === Infinity) return Infinity;
  return Math.max(0, secondMoment(distribution) / (first * first) - 1);
}

/** The mean of the square. */
function secondMoment(d: Distribution): number {
  switch (d.kind) {
    case 'constant':
      return d.value * d.value;
    case 'exponential':
      return 2 * d.mean * d.mean;
    case 'uniform':
      return (d.low * d.low + d.low * d.high + d.high * d.high) / 3;
    case 'normal':
      return d.mean * d.mean + d.deviation * d.deviation;
    case 'lognormal':
      return d.median * d.median * exp(2 * d.sigma * d.sigma);
    case 'triangular': {
      const { low, mode, high } = d;
      return (low * low + mode * mode + high * high + low * mode + low * high + mode * high) / 6;
    }
    case 'gamma':
      return d.mean * d.mean * (1 + 1 / d.shape);
    case 'weibull':
      return d.scale * d.scale * exp(lnGamma(1 + 2 / d.shape));
    case 'pareto':
      return d.shape > 2 ? (d.least * d.least * d.shape) / (d.shape - 2) : Infinity;
    case 'geometric':
      return d.mean * (2 * d.mean - 1);
    case 'empirical':
      return empiricalSecondMoment(d.values);
    case 'mix':
      return d.parts.reduce((sum, { share, of }) => (share === 0 ? sum : sum + share * secondMoment(of)), 0);
    case 'scaled':
      return d.by * d.by * secondMoment(d.of);
    case 'truncated':
      return byStrips(d);
  }
}

/** Between two neighbours the values are spread evenly, and every gap between neighbours is equally likely. */
function empiricalSecondMoment(values: readonly number[]): number {
  if (values.length === 1) return values[0] * values[0];
  let sum = 0;
  for (let i = 1; i < values.length; i += 1) {
    const low = values[i - 1];
    const high = values[i];
    sum += (low * low + low * high + high * high) / 3;
  }
  return sum / (values.length - 1);
}

/** The mean of the square over all draws, in strips that become narrower towards the largest values. */
function byStrips(d: Distribution): number {
  const at = quantile(d);
  let sum = 0;
  for (let strip = 0; strip < strips; strip += 1) {
    const v = (strip + 0.5) / strips;
    const value = at(1 - v * v * v);
    sum += value * value * 3 * v * v;
  }
  return sum / strips;
}
