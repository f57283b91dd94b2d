/**
 * The distribution of each family under which given values are likeliest. Everything comes from our own arithmetic, so the
 * same file gives the same line on every machine.
 *
 * Source: the likelihood equations are the usual ones (N. L. Johnson, S. Kotz, N. Balakrishnan, "Continuous Univariate
 * Distributions", 1994); the mix by expectation and maximisation (Dempster, Laird and Rubin, 1977) from two fixed starts.
 */
import { type Distribution, exp, ln, lnGamma } from '../../sim/index.ts';

export const families = [
  'exponential',
  'lognormal',
  'gamma',
  'weibull',
  'pareto',
  'normal',
  'uniform',
  'mix of two lognormals',
] as const;
export type Family = (typeof families)[number];

/** What a family says about the values: its best distribution, or why it has none. */
export type Fit =
  | { family: Family; distribution: Distribution; aic: number }
  | { family: Family; distribution: undefined; why: string };

/** Where a fit takes many passes over the values, so many of them, evenly spaced, stand for all. */
const mostInPasses = 5_000;
const halfLn2Pi = 0.9189385332046728;

/** The values and their sums, taken once. */
interface Sample {
  /** Ascending. */
  values: Float64Array;
  /** Their logarithms; empty when a value is 0. */
  logs: Float64Array;
  mean: number;
  meanLog: number;
}

interface Found {
  distribution: Distribution;
  lnLikelihood: number;
  parameters: number;
}

const methods: Record<Family, (sample: Sample) => Found | string> = {
  exponential: ({ values, mean }) => ({
    distribution: { kind: 'exponential', mean },
    lnLikelihood: -values.length * (ln(mean) + 1),
    parameters: 1,
  }),
  lognormal,
  gamma,
  weibull,
  pareto,
  normal,
  uniform: ({ values }) => ({
    distribution: { kind: 'uniform', low: values[0], high: values[values.length - 1] },
    lnLikelihood: -values.length * ln(values[values.length - 1] - values[0]),
    parameters: 2,
  }),
  'mix of two lognormals': mixOfTwo,
};
const mayBeZero: readonly Family[] = ['exponential', 'normal', 'uniform'];

/**
 * Fits every family.
 * @param ascending  two different values or more, from 0 on
 */
export function fitFamilies(ascending: readonly number[]): Fit[] {
  const values = Float64Array.from(ascending);
  const zeros = values.findIndex(value => value > 0);
  const logs = zeros === 0 ? values.map(ln) : new Float64Array(0);
  const sample = { values, logs, mean: meanOf(values), meanLog: meanOf(logs) };
  return families.map(family => {
    if (zeros > 0 && !mayBeZero.includes(family))
      return { family, distribution: undefined, why: `never draws 0, of which the data has ${zeros}` };
    const found = methods[family](sample);
    if (typeof found === 'string') return { family, distribution: undefined, why: found };
    return { family, distribution: found.distribution, aic: 2 * found.parameters - 2 * found.lnLikelihood };
  });
}

function lognormal({ values, logs, meanLog }: Sample): Found {
  const sigma = deviationOf(logs, meanLog);
  return {
    distribution: { kind: 'lognormal', median: exp(meanLog), sigma },
    lnLikelihood: -values.length * (meanLog + ln(sigma) + halfLn2Pi + 0.5),
    parameters: 2,
  };
}

function normal({ values, mean }: Sample): Found {
  const deviation = deviationOf(values, mean);
  return {
    distribution: { kind: 'normal', mean, deviation },
    lnLikelihood: -values.length * (ln(deviation) + halfLn2Pi + 0.5),
    parameters: 2,
  };
}

function pareto({ values, meanLog }: Sample): Found {
  const least = values[0];
  const shape = 1 / (meanLog - ln(least));
  return {
    distribution: { kind: 'pareto', least, shape },
    lnLikelihood: values.length * (ln(shape) + shape * ln(least) - (shape + 1) * meanLog),
    parameters: 2,
  };
}

/** The likeliest shape solves ln k − ψ(k) = ln mean − mean of ln; the left side falls with k. */
function gamma({ values, mean, meanLog }: Sample): Found | string {
  const wanted = ln(mean) - meanLog;
  const shape = rootOfRising(1e-3, 1e6, k => wanted - (ln(k) - digamma(k)));
  if (shape === undefined) return 'has no such narrow form';
  const each = (shape - 1) * meanLog - shape - lnGamma(shape) - shape * ln(mean / shape);
  return { distribution: { kind: 'gamma', mean, shape }, lnLikelihood: values.length * each, parameters: 2 };
}

function weibull({ values, logs, meanLog }: Sample): Found | string {
  const some = thinned(logs);
  const meanOfSome = meanOf(some);
  const largest = some[some.length - 1];
  /** The mean of x^k, x in units of the largest, and that mean weighted by ln x. */
  const power = (k: number) => {
    let sum = 0;
    let weighted = 0;
    for (const log of some) {
      const x = exp(k * (log - largest));
      sum += x;
      weighted += x * log;
    }
    return { mean: sum / some.length, log: weighted / sum };
  };
  const shape = rootOfRising(0.02, 2_000, k => power(k).log - 1 / k - meanOfSome);
  if (shape === undefined) return 'has no such narrow form';
  const lnScale = largest + ln(power(shape).mean) / shape;
  let sum = 0;
  for (const log of logs) sum += exp(shape * (log - lnScale));
  const lnLikelihood = values.length * (ln(shape) - shape * lnScale + (shape - 1) * meanLog) - sum;
  return { distribution: { kind: 'weibull', scale: exp(lnScale), shape }, lnLikelihood, parameters: 2 };
}

interface Normal {
  share: number;
  mean: number;
  deviation: number;
}

const mostRounds = 100;
/** A gain in the logarithm of the likelihood that changes no criterion. */
const enough = 1e-3;
/** The lower part is first taken to be a half, then nine tenths of the values. */
const starts = [0.5, 0.9];
const leastShare = 0.005;

function mixOfTwo({ values, logs, meanLog }: Sample): Found | string {
  const some = thinned(logs);
  const narrowest = deviationOf(logs, meanLog) * 1e-2;
  const candidates = starts.map(start => maximised(some, start, narrowest));
  const best = candidates.reduce((a, b) => (b.lnLikelihood > a.lnLikelihood ? b : a));
  const parts = best.parts.toSorted((a, b) => b.share - a.share);
  if (parts[1].share < leastShare) return 'is a single one here';
  return {
    distribution: {
      kind: 'mix',
      parts: parts.map(({ share, mean, deviation }) => ({
        share,
        of: { kind: 'lognormal', median: exp(mean), sigma: deviation },
      })),
    },
    lnLikelihood: lnLikelihoodOf(logs, parts) - values.length * meanLog,
    parameters: 5,
  };
}

function maximised(logs: Float64Array, start: number, narrowest: number) {
  const cut = Math.floor(start * logs.length);
  let parts = [logs.subarray(0, cut), logs.subarray(cut)].map((some): Normal => {
    const mean = meanOf(some);
    return { share: some.length / logs.length, mean, deviation: Math.max(deviationOf(some, mean), narrowest) };
  });
  let lnLikelihood = Number.NEGATIVE_INFINITY;
  for (let round = 0; round < mostRounds; round += 1) {
    const better = improved(logs, parts, narrowest);
    const gain = better.lnLikelihood - lnLikelihood;
    ({ parts, lnLikelihood } = better);
    if (gain < enough) break;
  }
  return { parts, lnLikelihood };
}

/**
 * Each value belongs to each part by so much as the part explains it; then each part is fitted to what belongs to it.
 * The likelihood is that of the parts before.
 */
function improved(logs: Float64Array, parts: readonly Normal[], narrowest: number) {
  const [a, b] = parts;
  const sums = parts.map(() => ({ weight: 0, first: 0, second: 0 }));
  let lnLikelihood = 0;
  for (const y of logs) {
    const ofA = densityOf(a, y);
    const all = Math.max(ofA + densityOf(b, y), Number.MIN_VALUE);
    const weight = ofA / all;
    add(sums[0], weight, y);
    add(sums[1], 1 - weight, y);
    lnLikelihood += ln(all) - halfLn2Pi;
  }
  const better = sums.map(({ weight, first, second }, i): Normal => {
    if (weight === 0) return { ...parts[i], share: 0 };
    const mean = first / weight;
    const deviation = Math.max(Math.sqrt(Math.max(second / weight - mean * mean, 0)), narrowest);
    return { share: weight / logs.length, mean, deviation };
  });
  return { parts: better, lnLikelihood };
}

function add(sum: { weight: number; first: number; second: number }, weight: number, y: number): void {
  sum.weight += weight;
  sum.first += weight * y;
  sum.second += weight * y * y;
}

function densityOf({ share, mean, deviation }: Normal, y: number): number {
  const z = (y - mean) / deviation;
  return (share / deviation) * exp(-0.5 * z * z);
}

function lnLikelihoodOf(logs: Float64Array, parts: readonly Normal[]): number {
  let sum = 0;
  for (const y of logs) {
    const density = densityOf(parts[0], y) + densityOf(parts[1], y);
    sum += ln(Math.max(density, Number.MIN_VALUE)) - halfLn2Pi;
  }
  return sum;
}

/** ψ(x), the slope of ln Γ, for x above 0. Source: Abramowitz and Stegun 6.3.5 and 6.3.18. */
export function digamma(x: number): number {
  let shift = 0;
  let y = x;
  while (y < 12) {
    shift += 1 / y;
    y += 1;
  }
  const z = 1 / (y * y);
  return ln(y) - 0.5 / y - z * (1 / 12 - z * (1 / 120 - z * (1 / 252 - z * (1 / 240 - z * (1 / 132))))) - shift;
}

/** Where a rising function passes 0, by halving the ratio of the bounds; undefined when it does so outside them. */
function rootOfRising(from: number, to: number, rising: (x: number) => number): number | undefined {
  if (rising(from) > 0 || rising(to) < 0) return undefined;
  let low = from;
  let high = to;
  for (let step = 0; step < 60 && high / low > 1 + 1e-10; step += 1) {
    const between = Math.sqrt(low * high);
    if (rising(between) > 0) high = between;
    else low = between;
  }
  return Math.sqrt(low * high);
}

function thinned(values: Float64Array): Float64Array {
  if (values.length <= mostInPasses) return values;
  const every = values.length / mostInPasses;
  return Float64Array.from({ length: mostInPasses }, (_, i) => values[Math.floor((i + 0.5) * every)]);
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function deviationOf(values: Float64Array, mean: number): number {
  let sum = 0;
  for (const value of values) sum += (value - mean) * (value - mean);
  return Math.sqrt(sum / values.length);
}
