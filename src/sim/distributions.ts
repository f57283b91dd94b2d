/**
 * Distributions as data and as samplers. A specification is plain data (it can be written in a scenario, hashed and
 * printed); `sampler` turns it into a function of one uniform draw, so that every sample costs exactly one draw and two
 * variants of a world stay aligned.
 */
import { exp, ln, normalCdf, normalQuantile, power } from './arithmetic.ts';
import { gammaShareBelow, lnGamma } from './gamma-function.ts';
import { gammaInverse, gammaShapes } from './gamma-quantile.ts';
import { endOfTime, type Microseconds } from './units.ts';

/** A distribution of numbers in whatever unit its user means; times are in µs, volumes in bytes. */
export type Distribution =
  | { kind: 'constant'; value: number }
  | { kind: 'exponential'; mean: number }
  | { kind: 'uniform'; low: number; high: number }
  | { kind: 'normal'; mean: number; deviation: number }
  /** `median` is e^µ and `sigma` the standard deviation of the logarithm. */
  | { kind: 'lognormal'; median: number; sigma: number }
  | { kind: 'triangular'; low: number; mode: number; high: number }
  | { kind: 'gamma'; mean: number; shape: number }
  /** `scale` is exceeded by 37 % of the values, whatever the shape. */
  | { kind: 'weibull'; scale: number; shape: number }
  /** The share above x falls as (least / x)^shape; without a mean when the shape is 1 or less. */
  | { kind: 'pareto'; least: number; shape: number }
  /** Whole numbers from 1 on: how often something happens that happens at least once, and again with a fixed chance. */
  | { kind: 'geometric'; mean: number }
  /** Measured values in ascending order; between two neighbours the inverse is a straight line. */
  | { kind: 'empirical'; values: readonly number[] }
  /** Shares add up to 1. One draw decides both the part and the value within it. */
  | { kind: 'mix'; parts: readonly { share: number; of: Distribution }[] }
  /** The same distribution without what lies above `max`: drawn from below it, not piled up on it. */
  | { kind: 'truncated'; of: Distribution; max: number }
  | { kind: 'scaled'; of: Distribution; by: number };

/** From a uniform draw between 0 and 1, both excluded, to a value: the inverse of the distribution function. */
export type Sampler = (uniform: number) => number;

/** The smallest draw and, seen from 1, the largest. */
const smallestUniform = 1.1102230246251565e-16;
const largestUniform = 1 - smallestUniform;

/** Of a Weibull and a Pareto; with others they are a constant, or have tails beyond any measure. */
export const otherShapes = { least: 0.1, most: 1_000 } as const;
const largestCount = 1_000_000;

/** An exponential sample of mean 1, which is what arrivals are made from. HOT. */
export function unitExponential(uniform: number): number {
  return -ln(1 - uniform);
}

/**
 * The function from draw to value, its constants worked out once. It rises with the draw, except for a mix: there the
 * draw first chooses the part, in the order written, and what is left of it chooses the value.
 *
 * @throws RangeError when the specification makes no sense; see `validateDistribution`
 *
 * HOT: the function it returns runs once per sample.
 */
export function sampler(distribution: Distribution): Sampler {
  validateDistribution(distribution);
  return inverse(distribution);
}

function inverse(distribution: Distribution): Sampler {
  switch (distribution.kind) {
    case 'constant': {
      const { value } = distribution;
      return () => value;
    }
    case 'exponential': {
      const { mean } = distribution;
      return uniform => -mean * ln(1 - uniform);
    }
    case 'uniform': {
      const { low, high } = distribution;
      const width = high - low;
      return uniform => low + width * uniform;
    }
    case 'normal': {
      const { mean, deviation } = distribution;
      return uniform => mean + deviation * normalQuantile(uniform);
    }
    case 'lognormal': {
      const { median, sigma } = distribution;
      return uniform => median * exp(sigma * normalQuantile(uniform));
    }
    case 'triangular':
      return triangularInverse(distribution.low, distribution.mode, distribution.high);
    case 'gamma': {
      const ofShape = gammaInverse(distribution.shape);
      const scale = distribution.mean / distribution.shape;
      return uniform => scale * ofShape(uniform);
    }
    case 'weibull': {
      const { scale } = distribution;
      const exponent = 1 / distribution.shape;
      return uniform => scale * power(-ln(1 - uniform), exponent);
    }
    case 'pareto': {
      const { least, shape } = distribution;
      return uniform => least * exp(-ln(1 - uniform) / shape);
    }
    case 'geometric': {
      if (distribution.mean === 1) return () => 1;
      const lnAgain = ln(1 - 1 / distribution.mean);
      return uniform => Math.max(1, Math.ceil(ln(1 - uniform) / lnAgain));
    }
    case 'empirical':
      return empiricalInverse(distribution.values);
    case 'mix':
      return mixInverse(distribution.parts);
    case 'truncated':
      return truncatedInverse(distribution.of, distribution.max);
    case 'scaled': {
      const of = inverse(distribution.of);
      const { by } = distribution;
      return uniform => of(uniform) * by;
    }
  }
}

function triangularInverse(low: number, mode: number, high: number): Sampler {
  const width = high - low;
  const belowMode = width === 0 ? 1 : (mode - low) / width;
  const rising = width * (mode - low);
  const falling = width * (high - mode);
  return uniform =>
    uniform < belowMode ? low + Math.sqrt(uniform * rising) : high - Math.sqrt((1 - uniform) * falling);
}

function empiricalInverse(values: readonly number[]): Sampler {
  const sorted = Float64Array.from(values);
  const last = sorted.length - 1;
  return uniform => {
    const position = uniform * last;
    const at = Math.floor(position);
    return at >= last ? sorted[last] : sorted[at] + (sorted[at + 1] - sorted[at]) * (position - at);
  };
}

function mixInverse(parts: readonly Part[]): Sampler {
  const inverses = parts.map(part => inverse(part.of));
  const shares = Float64Array.from(parts, part => part.share);
  const last = parts.findLastIndex(part => part.share > 0);
  return uniform => {
    let at = 0;
    let rest = uniform;
    while (at < last && rest >= shares[at]) {
      rest -= shares[at];
      at += 1;
    }
    return inverses[at](Math.min(Math.max(rest / shares[at], smallestUniform), largestUniform));
  };
}

function truncatedInverse(of: Distribution, max: number): Sampler {
  const whole = truncate(of, max);
  if (whole.kind !== 'truncated') return inverse(whole);
  const untruncated = inverse(whole.of);
  const below = shareBelow(untruncated, whole.max);
  return uniform => Math.min(untruncated(uniform * below), whole.max);
}

type Part = { share: number; of: Distribution };

/**
 * The same as `truncated` with the cut moved inwards, until it stands at a distribution whose inverse rises. A mix cut
 * at `max` is a mix of its parts cut there, each with the share that it has below the cut.
 */
function truncate(of: Distribution, max: number): Distribution {
  switch (of.kind) {
    case 'truncated':
      return truncate(of.of, Math.min(max, of.max));
    case 'scaled':
      return of.by === 0 ? of : { kind: 'scaled', of: truncate(of.of, max / of.by), by: of.by };
    case 'mix': {
      const shares = of.parts.map(part => part.share * reachableShare(part.of, max));
      const sum = shares.reduce((a, b) => a + b, 0);
      const parts = of.parts.flatMap((part, i) =>
        shares[i] > 0 ? [{ share: shares[i] / sum, of: truncate(part.of, max) }] : [],
      );
      return { kind: 'mix', parts };
    }
    default:
      return { kind: 'truncated', of, max };
  }
}

/** The probability of a value of at most `max`; 0 when it is so small that no draw would give one. */
function reachableShare(of: Distribution, max: number): number {
  const share = cumulative(of, max);
  return share > 2 * smallestUniform ? share : 0;
}

/** The largest draw whose value is at most `max`, by bisection; 0 when even the smallest draw exceeds it. */
function shareBelow(rising: Sampler, max: number): number {
  if (rising(smallestUniform) > max) return 0;
  if (rising(largestUniform) <= max) return 1;
  let below = smallestUniform;
  let above = largestUniform;
  for (;;) {
    const between = (below + above) / 2;
    if (between === below || between === above) return below;
    if (rising(between) <= max) below = between;
    else above = between;
  }
}

/**
 * The probability of a value of at most `x`.
 *
 * @throws RangeError when the specification makes no sense; see `validateDistribution`
 */
export function distributionFunction(distribution: Distribution, x: number): number {
  validateDistribution(distribution);
  return cumulative(distribution, x);
}

function cumulative(distribution: Distribution, x: number): number {
  switch (distribution.kind) {
    case 'constant':
      return Number(x >= distribution.value);
    case 'uniform': {
      const { low, high } = distribution;
      return x >= high ? 1 : x <= low ? 0 : (x - low) / (high - low);
    }
    case 'triangular':
      return triangularShare(distribution.low, distribution.mode, distribution.high, x);
    case 'empirical':
      return empiricalShare(distribution.values, x);
    case 'exponential':
      if (distribution.mean === 0) return Number(x >= 0);
      return x <= 0 ? 0 : 1 - exp(-x / distribution.mean);
    case 'normal':
      return distribution.deviation === 0
        ? Number(x >= distribution.mean)
        : normalCdf((x - distribution.mean) / distribution.deviation);
    case 'lognormal':
      if (distribution.sigma === 0) return Number(x >= distribution.median);
      return x <= 0 ? 0 : normalCdf(ln(x / distribution.median) / distribution.sigma);
    case 'gamma':
      return gammaShareBelow(distribution.shape, (x * distribution.shape) / distribution.mean);
    case 'weibull':
      return x <= 0 ? 0 : gammaShareBelow(1, power(x / distribution.scale, distribution.shape));
    case 'pareto':
      return x <= distribution.least ? 0 : 1 - exp(-distribution.shape * ln(x / distribution.least));
    case 'geometric':
      return x < 1 ? 0 : 1 - power(1 - 1 / distribution.mean, Math.floor(x));
    case 'mix':
      return distribution.parts.reduce((sum, part) => sum + part.share * cumulative(part.of, x), 0);
    case 'truncated':
      return x >= distribution.max ? 1 : cumulative(distribution.of, x) / cumulative(distribution.of, distribution.max);
    case 'scaled':
      return distribution.by === 0 ? Number(x >= 0) : cumulative(distribution.of, x / distribution.by);
  }
}

function triangularShare(low: number, mode: number, high: number, x: number): number {
  if (x >= high) return 1;
  if (x <= low) return 0;
  return x < mode
    ? ((x - low) * (x - low)) / ((high - low) * (mode - low))
    : 1 - ((high - x) * (high - x)) / ((high - low) * (high - mode));
}

function empiricalShare(values: readonly number[], x: number): number {
  const last = values.length - 1;
  if (x >= values[last]) return 1;
  if (x < values[0]) return 0;
  let at = 0;
  let beyond = last;
  while (beyond - at > 1) {
    const between = (at + beyond) >> 1;
    if (values[between] <= x) at = between;
    else beyond = between;
  }
  return (at + (x - values[at]) / (values[beyond] - values[at])) / last;
}

/**
 * The function from probability to the value that is not exceeded with that probability. The sampler itself, except
 * where a mix is involved, whose parts overlap: there it is found by bisection.
 */
export function quantile(distribution: Distribution): Sampler {
  validateDistribution(distribution);
  return quantileOf(distribution);
}

function quantileOf(distribution: Distribution): Sampler {
  switch (distribution.kind) {
    case 'mix': {
      const quantiles = distribution.parts.filter(part => part.share > 0).map(part => quantileOf(part.of));
      return p => {
        const ofParts = quantiles.map(each => each(p));
        return lowestReaching(p, distribution, Math.min(...ofParts), Math.max(...ofParts));
      };
    }
    case 'scaled': {
      const of = quantileOf(distribution.of);
      return p => of(p) * distribution.by;
    }
    case 'truncated': {
      const cut = truncate(distribution.of, distribution.max);
      return cut.kind === 'truncated' ? inverse(cut) : quantileOf(cut);
    }
    default:
      return inverse(distribution);
  }
}

/** The lowest value between two bounds which the distribution does not exceed with probability `p`. */
function lowestReaching(p: number, distribution: Distribution, from: number, to: number): number {
  let low = from;
  let high = to;
  for (;;) {
    const between = low + (high - low) / 2;
    if (between <= low || between >= high) return cumulative(distribution, low) >= p ? low : high;
    if (cumulative(distribution, between) >= p) high = between;
    else low = between;
  }
}

/**
 * The mean, exact but for rounding; ∞ for a Pareto of shape 1 or less.
 *
 * @throws RangeError when the specification makes no sense; see `validateDistribution`
 */
export function mean(distribution: Distribution): number {
  validateDistribution(distribution);
  return meanOf(distribution);
}

function meanOf(distribution: Distribution): number {
  switch (distribution.kind) {
    case 'constant':
      return distribution.value;
    case 'exponential':
    case 'normal':
    case 'gamma':
    case 'geometric':
      return distribution.mean;
    case 'weibull':
      return distribution.scale * exp(lnGamma(1 + 1 / distribution.shape));
    case 'pareto': {
      const { least, shape } = distribution;
      return shape > 1 ? (least * shape) / (shape - 1) : Infinity;
    }
    case 'uniform':
      return (distribution.low + distribution.high) / 2;
    case 'lognormal':
      return distribution.median * exp((distribution.sigma * distribution.sigma) / 2);
    case 'triangular':
      return (distribution.low + distribution.mode + distribution.high) / 3;
    case 'empirical':
      return empiricalMean(distribution.values, Infinity);
    case 'mix':
      return distribution.parts.reduce((sum, part) => sum + part.share * meanOf(part.of), 0);
    case 'scaled':
      return distribution.by * meanOf(distribution.of);
    case 'truncated': {
      const cut = truncate(distribution.of, distribution.max);
      return cut.kind === 'truncated' ? meanBelow(cut.of, cut.max) : meanOf(cut);
    }
  }
}

/** The mean of what lies at or below `max`, for a distribution whose inverse rises. */
function meanBelow(of: Distribution, max: number): number {
  if (cumulative(of, max) === 1) return meanOf(of);
  switch (of.kind) {
    case 'exponential': {
      const t = max / of.mean;
      // Near 0 the difference below would cancel; there the first terms of its series are exact enough.
      return t < 0.01 ? max * (0.5 - t / 12 + (t * t * t) / 720) : of.mean - max / (exp(t) - 1);
    }
    case 'uniform':
      return (of.low + max) / 2;
    case 'normal': {
      const z = (max - of.mean) / of.deviation;
      return of.mean - (of.deviation * exp((-z * z) / 2)) / (Math.sqrt(2 * Math.PI) * normalCdf(z));
    }
    case 'lognormal': {
      const z = ln(max / of.median) / of.sigma;
      return (meanOf(of) * normalCdf(z - of.sigma)) / normalCdf(z);
    }
    case 'triangular': {
      if (max <= of.mode) return of.low + ((max - of.low) * 2) / 3;
      const above = ((of.high - max) * (of.high - max)) / ((of.high - of.low) * (of.high - of.mode));
      return (meanOf(of) - above * (max + (of.high - max) / 3)) / (1 - above);
    }
    case 'gamma': {
      const x = (max * of.shape) / of.mean;
      return (of.mean * gammaShareBelow(of.shape + 1, x)) / gammaShareBelow(of.shape, x);
    }
    case 'weibull': {
      const x = power(max / of.scale, of.shape);
      return (meanOf(of) * gammaShareBelow(1 + 1 / of.shape, x)) / gammaShareBelow(1, x);
    }
    case 'pareto': {
      const { least, shape } = of;
      const lnRatio = ln(least / max);
      return (least * shape * powerDeficit(lnRatio, shape - 1)) / (shape * powerDeficit(lnRatio, shape));
    }
    case 'geometric': {
      const again = 1 - 1 / of.mean;
      const most = Math.floor(max);
      const beyond = power(again, most);
      return of.mean - (most * beyond) / (1 - beyond);
    }
    case 'empirical':
      return empiricalMean(of.values, max);
    default:
      return meanOf(of);
  }
}

/** (1 − r^b) / b, from ln r; for b = 0 that is −ln r. */
function powerDeficit(lnRatio: number, b: number): number {
  const t = b * lnRatio;
  // Near 0 the difference would cancel; there the first terms of its series are exact enough.
  return Math.abs(t) < 1e-4 ? -lnRatio * (1 + t / 2 + (t * t) / 6) : (1 - exp(t)) / b;
}

/** Between two neighbours the values are spread evenly, and every gap between neighbours is equally likely. */
function empiricalMean(values: readonly number[], max: number): number {
  if (values.length === 1) return values[0];
  let sum = 0;
  let gaps = 0;
  for (let i = 1; i < values.length && values[i - 1] <= max; i += 1) {
    const low = values[i - 1];
    const high = values[i];
    const part = high <= max ? 1 : (max - low) / (high - low);
    sum += (part * (low + Math.min(high, max))) / 2;
    gaps += part;
  }
  return sum / gaps;
}

/**
 * A sampled duration as whole microseconds: fractions round up.
 *
 * @throws RangeError for a sample that no clock can wait for: negative, NaN, infinite or beyond the end of time
 */
export function wholeMicroseconds(sample: number): Microseconds {
  if (!(sample >= 0 && sample <= endOfTime)) {
    throw new RangeError(`A duration of ${sample} µs was drawn; expected a number from 0 to ${endOfTime}.`);
  }
  return Math.ceil(sample) as Microseconds;
}

/**
 * The distribution in the words of a scenario: "lognormal median 20 s p95 90 s".
 *
 * @param format  writes a value with its unit; plain numbers of six digits when left out
 */
export function describe(distribution: Distribution, format: (value: number) => string = plain): string {
  const d = distribution;
  switch (d.kind) {
    case 'constant':
      return format(d.value);
    case 'exponential':
      return `exponential mean ${format(d.mean)}`;
    case 'uniform':
      return `uniform ${format(d.low)} to ${format(d.high)}`;
    case 'normal':
      return `normal mean ${format(d.mean)} deviation ${format(d.deviation)}`;
    case 'lognormal':
      return `lognormal median ${format(d.median)} p95 ${format(d.median * exp(d.sigma * normalQuantile(0.95)))}`;
    case 'triangular':
      return `triangular ${format(d.low)} to ${format(d.high)} mode ${format(d.mode)}`;
    case 'gamma':
      return `gamma mean ${format(d.mean)} shape ${plain(d.shape)}`;
    case 'weibull':
      return `weibull scale ${format(d.scale)} shape ${plain(d.shape)}`;
    case 'pareto':
      return `pareto least ${format(d.least)} shape ${plain(d.shape)}`;
    case 'geometric':
      return `geometric mean ${plain(d.mean)}`;
    case 'empirical': {
      const at = empiricalInverse(d.values);
      return `measured ${d.values.length} values median ${format(at(0.5))} p95 ${format(at(0.95))}`;
    }
    case 'mix':
      return `mix ${d.parts.map(part => `${plain(part.share * 100)} % ${describe(part.of, format)}`).join(' | ')}`;
    case 'truncated':
      return `${describe(d.of, format)} max ${format(d.max)}`;
    case 'scaled':
      return `x${plain(d.by)} ${describe(d.of, format)}`;
  }
}

/** Six digits are enough to read; the seventh is often noise of the conversion. */
export function plain(value: number): string {
  return String(Number(value.toPrecision(6)));
}

/** @throws RangeError with a sentence that says which number makes no sense, and what was expected */
export function validateDistribution(distribution: Distribution): void {
  const d = distribution;
  switch (d.kind) {
    case 'constant':
      requireFinite('constant', d.value);
      break;
    case 'exponential':
      requireAtLeastZero('mean of an exponential', d.mean);
      break;
    case 'uniform':
      requireAscending('uniform distribution from low to high', [d.low, d.high]);
      break;
    case 'normal':
      requireFinite('mean of a normal', d.mean);
      requireAtLeastZero('deviation of a normal', d.deviation);
      break;
    case 'lognormal':
      requirePositive('median of a lognormal', d.median);
      requireAtLeastZero('sigma of a lognormal', d.sigma);
      break;
    case 'triangular':
      requireAscending('triangular distribution from low over mode to high', [d.low, d.mode, d.high]);
      break;
    case 'gamma':
      requirePositive('mean of a gamma', d.mean);
      requireShape('gamma', d.shape, gammaShapes);
      break;
    case 'weibull':
      requirePositive('scale of a Weibull', d.scale);
      requireShape('Weibull', d.shape, otherShapes);
      break;
    case 'pareto':
      requirePositive('least value of a Pareto', d.least);
      requireShape('Pareto', d.shape, otherShapes);
      break;
    case 'geometric':
      if (!(d.mean >= 1 && d.mean <= largestCount)) {
        throw new RangeError(
          `The mean of a geometric is ${d.mean}; it counts from 1, so expected a number from 1 to a million.`,
        );
      }
      break;
    case 'empirical':
      if (d.values.length === 0) throw new RangeError('An empirical distribution has no values; expected one or more.');
      requireAscending('list of measured values', d.values);
      break;
    case 'mix':
      validateMix(d.parts);
      break;
    case 'truncated':
      validateDistribution(d.of);
      requireFinite('max', d.max);
      if (reachableShare(d.of, d.max) === 0) {
        throw new RangeError(`"${describe(d.of)}" never falls below max ${plain(d.max)}; raise the max.`);
      }
      break;
    case 'scaled':
      validateDistribution(d.of);
      requireAtLeastZero('scale factor', d.by);
      break;
  }
}

function validateMix(parts: readonly Part[]): void {
  for (const { share, of } of parts) {
    requireAtLeastZero('share of a mix', share);
    validateDistribution(of);
  }
  const sum = parts.reduce((total, part) => total + part.share, 0);
  if (!(Math.abs(sum - 1) <= 1e-9)) {
    throw new RangeError(`The shares of a mix add up to ${plain(sum * 100)} %; expected 100 %.`);
  }
}

function requireFinite(name: string, value: number): void {
  if (!Number.isFinite(value)) throw new RangeError(`The ${name} is ${value}; expected a finite number.`);
}

export function requireAtLeastZero(name: string, value: number): void {
  if (!(value >= 0 && value < Infinity)) throw new RangeError(`The ${name} is ${value}; expected a number from 0 on.`);
}

export function requirePositive(name: string, value: number): void {
  if (!(value > 0 && value < Infinity)) throw new RangeError(`The ${name} is ${value}; expected a number above 0.`);
}

function requireShape(family: string, shape: number, { least, most }: { least: number; most: number }): void {
  if (!(shape >= least && shape <= most))
    throw new RangeError(`The shape of a ${family} is ${shape}; expected a number from ${least} to ${most}.`);
}

function requireAscending(what: string, values: readonly number[]): void {
  for (const [i, value] of values.entries()) {
    requireFinite(`number ${i + 1} in the ${what}`, value);
    if (i > 0 && value < values[i - 1]) {
      throw new RangeError(`The ${what} descends from ${values[i - 1]} to ${value}; expected ascending numbers.`);
    }
  }
}
