/**
 * Intervals around a mean over replications, and around the difference of two variants.
 *
 *     a  ● ●  ●     ●          the same replications under two variants: their differences vary less than they do,
 *     b    ● ●  ●     ●        because both met the same luck
 *     b − a  ●●●●
 *
 * Replications are independent and each value is itself a mean or a count, so Student's t fits. Where the values lie
 * lopsided the interval reaches further on the side of their long tail (skewness.ts); where that does not help (all values
 * alike, a heavy tail, too few to show their shape), it says so in `warnings`.
 */
import { Tally } from './accumulators.ts';
import { type MethodName, methods } from './methods.ts';
import { leastBent, liesLopsided, reachUp, skewnessBehind, skewnessOf } from './skewness.ts';
import { studentTQuantile, studentTTail } from './student-t.ts';
import { allAlike, stillLopsided, tooFew } from './warnings.ts';

/** Where the truth lies, in the unit of the values. */
export interface Interval {
  mean: number;
  low: number;
  high: number;
  /** Replications, pairs, batches or observations: what the method counts. */
  n: number;
  standardError: number;
  /** As 0.95. */
  confidence: number;
  /** How it was made: a name from `methods`. */
  method: string;
  /** Whole sentences, where the interval may cover less often than its confidence; absent when nothing speaks against it. */
  warnings?: readonly string[];
}

/** What is reported for "all of it": the paired difference does not vary at all, or hardly. */
export const varianceReductionMax = 1_000_000;

/** The mean of the values, reaching further on the side of the tail where they lie lopsided; undefined below two values. */
export function meanInterval(values: readonly number[], confidence = 0.95): Interval | undefined {
  return aroundMean(values, confidence, { plain: methods.studentT, skewed: methods.skewed });
}

/**
 * The mean of b − a, replication by replication: for variants that met the same random numbers.
 *
 * @throws RangeError when the two were not replicated equally often
 */
export function pairedInterval(a: readonly number[], b: readonly number[], confidence = 0.95): Interval | undefined {
  return aroundMean(differences(a, b), confidence, { plain: methods.paired, skewed: methods.skewedPaired });
}

/**
 * The mean of b − the mean of a, for replications that share no random numbers: Welch's, where either lies evenly. Where one
 * lies lopsided, its own interval's longer reach goes in. Undefined below two of either.
 *
 * Source: Zou and Donner, "Construction of confidence limits about effect measures: a general approach", Statistics in
 * Medicine 27 (2008), for putting two intervals together.
 */
export function independentInterval(
  a: readonly number[],
  b: readonly number[],
  confidence = 0.95,
): Interval | undefined {
  checkConfidence(confidence);
  if (a.length < 2 || b.length < 2) return undefined;
  const [of, against] = [summaryOf(b), summaryOf(a)];
  const [varianceB, varianceA] = [of.variance / of.n, against.variance / against.n];
  const variance = varianceA + varianceB;
  // Rounded down to whole degrees, which makes the interval a little wider, never narrower.
  const [partA, partB] = variance > 0 ? [varianceA / variance, varianceB / variance] : [1, 0];
  const degrees = Math.floor(1e-9 + 1 / ((partA * partA) / (a.length - 1) + (partB * partB) / (b.length - 1)));
  const words = [stillLopsided(a, confidence), stillLopsided(b, confidence)].filter(word => word !== undefined);
  const interval = intervalOf(of.mean - against.mean, Math.sqrt(variance), Math.min(a.length, b.length), degrees, {
    confidence,
    method: methods.welch,
    words: [...new Set(words)],
  });
  const [leanA, leanB] = [leanOf(a), leanOf(b)];
  if (leanA === 0 && leanB === 0) return interval;
  const t = studentTQuantile((1 + confidence) / 2, Math.max(1, degrees));
  const reaches = (leanUpB: number, leanDownA: number): number => {
    const [ofB, ofA] = [reachUp(t, leanUpB), reachUp(t, leanDownA)];
    return Math.sqrt(ofB * ofB * varianceB + ofA * ofA * varianceA);
  };
  const { mean } = interval;
  return { ...interval, low: mean - reaches(-leanB, leanA), high: mean + reaches(leanB, -leanA) };
}

/**
 * How probable values at least as far from 0 are when the true mean is 0, two-sided, as the interval has it. Values that are all
 * the same and not 0 are judged by their sign alone. Undefined below two values.
 *
 * @param pooled  the estimate, where it is not the mean but a quantile of all values together: judged by plain Student's t,
 *                as its interval is
 */
export function pValue(values: readonly number[], pooled?: number): number | undefined {
  if (values.length < 2) return undefined;
  const { n, mean, variance } = summaryOf(values);
  const estimate = pooled ?? mean;
  if (estimate === 0) return 1;
  if (isNothing(variance, mean)) return power2(1 - n);
  const off = estimate / Math.sqrt(variance / n);
  const t = pooled === undefined ? leastBent(off, leanOf(values)) : off;
  return Math.min(1, 2 * studentTTail(Math.abs(t), n - 1));
}

/**
 * How many times less the paired difference varies than it would with independent random numbers: (var a + var b) /
 * var (b − a). Below 1 the common random numbers hurt. `varianceReductionMax` stands for that much or more, as when the
 * difference is the same in every replication; undefined where nothing varies, and below two pairs.
 */
export function varianceReduction(a: readonly number[], b: readonly number[]): number | undefined {
  const paired = differences(a, b);
  if (paired.length < 2) return undefined;
  const apart = summaryOf(a).variance + summaryOf(b).variance;
  if (apart === 0) return undefined;
  const together = summaryOf(paired).variance;
  return together * varianceReductionMax <= apart ? varianceReductionMax : apart / together;
}

/**
 * How many replications bring the interval down to so much on either side, if the values go on to vary as they have.
 * Undefined below two values.
 *
 * @param halfWidth  in the unit of the values, above 0
 */
export function replicationsNeeded(
  values: readonly number[],
  halfWidth: number,
  confidence = 0.95,
): number | undefined {
  checkConfidence(confidence);
  if (!(halfWidth > 0)) throw new RangeError(`An interval reaches more than 0 to either side, not ${halfWidth}`);
  if (values.length < 2) return undefined;
  const deviation = Math.sqrt(summaryOf(values).variance);
  const skew = leanOf(values) * Math.sqrt(values.length);
  const reach = (n: number): number => {
    const even = studentTQuantile((1 + confidence) / 2, Math.min(n, 1e6) - 1);
    const lean = skew / Math.sqrt(n);
    return (((reachUp(even, lean) + reachUp(even, -lean)) / 2) * deviation) / Math.sqrt(n);
  };
  let high = 2;
  while (reach(high) > halfWidth) {
    if (high > 1e15) return high;
    high *= 2;
  }
  let low = Math.floor(high / 2);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (reach(middle) > halfWidth) low = middle;
    else high = middle;
  }
  return high;
}

/** Mean, variance (divided by n − 1) and count of two values or more. */
export function summaryOf(values: Iterable<number>): { n: number; mean: number; variance: number } {
  const tally = new Tally();
  for (const value of values) {
    checkNumber(value);
    tally.add(value);
  }
  const { n, mean, variance } = tally;
  if (!Number.isFinite(variance ?? 0))
    throw new RangeError('These values lie too far apart for their variance to be a number');
  return { n, mean: mean ?? 0, variance: variance ?? 0 };
}

/** What an interval is told beside its estimate. */
interface About {
  confidence: number;
  method: MethodName;
  /** The skewness of the estimate: further up for more than 0, further down for less. */
  lean?: number;
  words?: readonly (string | undefined)[];
  /** What n counts, where it is not replications. */
  unit?: string;
  /** So many show the shape of their distribution; fewer get a word. */
  least?: number;
}

/** An interval from Student's t around an estimate with its standard error. */
export function intervalOf(
  mean: number,
  standardError: number,
  n: number,
  degreesOfFreedom: number,
  { confidence, method, lean = 0, words = [], unit, least }: About,
): Interval {
  checkConfidence(confidence);
  const even = studentTQuantile((1 + confidence) / 2, Math.max(1, degreesOfFreedom));
  const said = [standardError > 0 ? tooFew(n, least, unit) : allAlike(n, confidence, unit), ...words];
  return {
    mean,
    low: mean - reachUp(even, -lean) * standardError,
    high: mean + reachUp(even, lean) * standardError,
    n,
    standardError,
    confidence,
    method,
    ...warned(said),
  };
}

/** The words that apply, as a part of an interval. */
export function warned(words: readonly (string | undefined)[]): Pick<Interval, 'warnings'> {
  const warnings = words.filter(word => word !== undefined);
  return warnings.length === 0 ? {} : { warnings };
}

/** @throws RangeError for what is no number, or none that ends */
export function checkNumber(value: number): void {
  if (!Number.isFinite(value)) throw new RangeError(`An interval is made of numbers, not of ${value}`);
}

export function checkConfidence(confidence: number): void {
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(`A confidence lies between 0 and 1, as 0.95, and is not ${confidence}`);
  }
}

/** Which method names an interval whose values are as they should be, and one whose values lie lopsided. */
interface Methods {
  plain: MethodName;
  skewed: MethodName;
}

function aroundMean(values: readonly number[], confidence: number, { plain, skewed }: Methods): Interval | undefined {
  checkConfidence(confidence);
  if (values.length < 2) return undefined;
  const { n, mean, variance } = summaryOf(values);
  if (isNothing(variance, mean)) return intervalOf(mean, 0, n, n - 1, { confidence, method: plain });
  const lean = leanOf(values);
  return intervalOf(mean, Math.sqrt(variance / n), n, n - 1, {
    confidence,
    method: lean === 0 ? plain : skewed,
    lean,
    words: [stillLopsided(values, confidence)],
  });
}

/** The skewness of the mean of values; 0 where chance alone may make them lie as they do. */
function leanOf(values: readonly number[]): number {
  const n = values.length;
  const skew = skewnessOf(values);
  return liesLopsided(skew, n) ? skewnessBehind(skew, n) / Math.sqrt(n) : 0;
}

function differences(a: readonly number[], b: readonly number[]): number[] {
  if (a.length !== b.length) {
    throw new RangeError(`Variants are compared replication by replication, not ${a.length} with ${b.length}`);
  }
  return a.map((value, i) => b[i] - value);
}

/** A variance that is nothing but the rounding of differences of numbers this large. */
const isNothing = (variance: number, mean: number): boolean => variance <= 1e-24 * mean * mean;

/** 2^k for a whole k of 0 or less: 0 where no number is that small. */
function power2(k: number): number {
  let value = 1;
  for (let i = 0; i > k && value > 0; i -= 1) value /= 2;
  return value;
}
