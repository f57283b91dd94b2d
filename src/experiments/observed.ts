/**
 * Measurements beside the model: what the scenario's `observed` measured, against runs of the world that was measured. For
 * each of p50, p95 and p99 the gap in per cent, with the uncertainty of both sides, and how far the two distributions lie
 * apart.
 *
 *     MODEL v MEASURED   p50 −4 %, p95 +7 %, p99 −22 %  ← the model's tail is too light; size with care
 */
import type { LoadedScenario, Observed } from '../scenarios/index.ts';
import { exp, ln } from '../sim/index.ts';
import { formatNumber } from './format.ts';
import { type Interval, meanInterval } from './statistics/intervals.ts';
import { quantileOfIndependent } from './statistics/quantile-interval.ts';
import { QuantileSketch } from './statistics/quantile-sketch.ts';
import type { TaskRunner } from './tasks/task-runner.ts';

export interface ObservedGap {
  /** As the scenario names it: `getBalance.latency`. */
  metric: string;
  file: string;
  unit: string;
  /** Measured values, and those of all replications together. */
  measuredN: number;
  modelN: number;
  replications: number;
  /** The world that was measured, as `population.laptops.count=8_400`. */
  where: string[];
  quantiles: QuantileGap[];
  /** The largest difference between the two shares of values below a point. */
  distance: { value: number; at: number; pValue: number } | null;
  /** Both as cumulative curves: the share of values up to a point. */
  curve: { at: number; measured: number; model: number }[];
  /** Quantile against quantile. */
  pairs: { p: number; measured: number; model: number }[];
  verdict: 'agrees' | 'tail too light' | 'tail too heavy' | 'too fast' | 'too slow' | 'differs' | 'no data';
  words: string[];
}

export interface QuantileGap {
  p: number;
  measured: number;
  measuredLow: number;
  measuredHigh: number;
  model: number;
  modelLow: number;
  modelHigh: number;
  /** The model's against the measured: −0.22 where it is 22 % too low; with a 95 % interval. */
  gap: number;
  low: number;
  high: number;
}

const looks = [0.5, 0.95, 0.99] as const;
/** Enough to see how far replications vary, cheap beside the experiment. */
const mostReplications = 5;
/** A gap that no size depends on. */
const smallGap = 0.1;

/** Runs the world that each entry was measured in, and compares. */
export async function gapsOf({
  scenario,
  runner,
  variant,
  replications,
}: {
  scenario: Pick<LoadedScenario, 'observed'>;
  runner: TaskRunner;
  variant: string;
  replications: number;
}): Promise<ObservedGap[]> {
  const few = Math.min(replications, mostReplications);
  const { observed } = scenario;
  if (observed.length === 0) return [];
  const outcomes = await runner.replicate(
    observed.flatMap(({ where }) =>
      Array.from({ length: few }, (_, replication) => ({ variant, replication, sets: where })),
    ),
  );
  return observed.map((one, i) => {
    const sketches = outcomes.slice(i * few, (i + 1) * few).flatMap(outcome => {
      const sketch = outcome.ok ? outcome.replication.sketches[one.metric] : undefined;
      return sketch === undefined
        ? []
        : [{ sketch: QuantileSketch.fromJSON(sketch), unit: unitOf(outcome, one.metric) }];
    });
    return gapBetween(
      one,
      sketches.map(({ sketch }) => sketch),
      sketches[0]?.unit ?? 'µs',
    );
  });
}

function unitOf(outcome: Awaited<ReturnType<TaskRunner['replicate']>>[number], metric: string): string {
  return outcome.ok ? (outcome.replication.metrics[metric]?.unit ?? 'µs') : 'µs';
}

/** @param replications  what each of them measured */
export function gapBetween(
  { metric, file, values, where }: Observed,
  replications: readonly QuantileSketch[],
  unit: string,
): ObservedGap {
  const filled = replications.filter(({ n }) => n > 0);
  const pooled = new QuantileSketch();
  for (const sketch of filled) pooled.merge(sketch);
  const about = {
    metric,
    file,
    unit,
    measuredN: values.length,
    modelN: pooled.n,
    replications: filled.length,
    where: where.map(([path, value]) => `${path}=${value}`),
  };
  if (pooled.n === 0 || values.length === 0) {
    const words = [`The model measured no ${metric}: nothing can stand beside ${file}.`];
    return { ...about, quantiles: [], distance: null, curve: [], pairs: [], verdict: 'no data', words };
  }
  const quantiles = looks.flatMap(p => gapAt(p, values, filled, pooled));
  const verdict = verdictOf(quantiles);
  const distance = distanceBetween(values, pooled);
  return {
    ...about,
    quantiles,
    distance,
    curve: curveOf(values, pooled),
    pairs: pairsOf(values, pooled),
    verdict,
    words: wordsOf({ ...about, quantiles, distance, verdict }),
  };
}

/* ---- Quantiles ---- */

function gapAt(
  p: number,
  values: readonly number[],
  replications: readonly QuantileSketch[],
  pooled: QuantileSketch,
): QuantileGap[] {
  const measured = quantileOfIndependent(values, p);
  const model = pooled.quantile(p);
  if (measured === undefined || model === null || !(measured.mean > 0) || !(model > 0)) return [];
  const spread = meanInterval(replications.map(sketch => sketch.quantile(p)!));
  const reach = spread === undefined ? 0 : (spread.high - spread.low) / 2;
  const sides = { low: Math.max(model - reach, model / 1_000), high: model + reach };
  return [
    {
      p,
      measured: measured.mean,
      measuredLow: measured.low,
      measuredHigh: measured.high,
      model,
      modelLow: sides.low,
      modelHigh: sides.high,
      gap: model / measured.mean - 1,
      ...ratioBounds({ mean: model, ...sides }, measured),
    },
  ];
}

type Bounded = Pick<Interval, 'mean' | 'low' | 'high'>;

/**
 * The interval of a ratio from those of its parts, on the scale of logarithms.
 *
 * Source: Zou and Donner, "Construction of confidence limits about effect measures: a general approach", Statistics in
 * Medicine 27 (2008).
 */
function ratioBounds(above: Bounded, below: Bounded): { low: number; high: number } {
  const log = ({ mean, low, high }: Bounded) => ({
    mean: ln(mean),
    low: ln(Math.max(low, mean / 1e6)),
    high: ln(high),
  });
  const [one, other] = [log(above), log(below)];
  const ratio = one.mean - other.mean;
  const down = squareAndAdd(one.mean - one.low, other.high - other.mean);
  const up = squareAndAdd(one.high - one.mean, other.mean - other.low);
  return { low: exp(ratio - down) - 1, high: exp(ratio + up) - 1 };
}

const squareAndAdd = (a: number, b: number): number => Math.sqrt(a * a + b * b);

/** What the gaps mean for whoever sizes by the model; those within sampling error or small count as none. */
function verdictOf(quantiles: readonly QuantileGap[]): ObservedGap['verdict'] {
  const sides = quantiles.map(({ gap, low, high }) =>
    Math.abs(gap) < smallGap || (low <= 0 && high >= 0) ? 0 : Math.sign(gap),
  );
  if (sides.every(side => side === 0)) return 'agrees';
  const [centre = 0] = sides;
  const tail = sides.slice(1).findLast(side => side !== 0) ?? 0;
  if (centre === 0) return tail < 0 ? 'tail too light' : 'tail too heavy';
  if (sides.some(side => side === -centre)) return 'differs';
  return centre < 0 ? 'too fast' : 'too slow';
}

const meaning: Record<ObservedGap['verdict'], string> = {
  agrees: 'the model agrees with the measurements',
  'tail too light': "the model's tail is too light; size with care",
  'tail too heavy': "the model's tail is too heavy; sizes lie on the safe side",
  'too fast': 'the model is below the measurements throughout; size with care',
  'too slow': 'the model is above the measurements throughout; sizes lie on the safe side',
  differs: 'the model has another shape than the measurements; fit it again before you size',
  'no data': 'nothing to compare',
};

/** `+7 %`, `−22 %`, in whole per cent. */
export function gapInPercent(gap: number): string {
  const percent = Math.round(gap * 100);
  const sign = percent > 0 ? '+' : percent < 0 ? '\u2212' : '';
  return `${sign}${Math.abs(percent)} %`;
}

function wordsOf(of: Pick<ObservedGap, 'metric' | 'file' | 'quantiles' | 'distance' | 'verdict' | 'where'>): string[] {
  const gaps = of.quantiles.map(({ p, gap }) => `p${formatNumber(p * 100)} ${gapInPercent(gap)}`).join(', ');
  const sides = of.quantiles
    .map(({ p, low, high }) => `p${formatNumber(p * 100)} ${gapInPercent(low)} to ${gapInPercent(high)}`)
    .join(', ');
  return [
    `${gaps} \u2190 ${meaning[of.verdict]}`,
    `95 % intervals of the gaps, sampling error of both sides: ${sides}.`,
    ...(of.distance === null
      ? []
      : [
          `The two distributions differ by at most ${formatNumber(of.distance.value * 100)} points (Kolmogorov-Smirnov, ${
            of.distance.pValue < 0.001 ? 'p < 0.001' : `p = ${formatNumber(of.distance.pValue)}`
          }; p assumes that all values are independent, which values of one run are not).`,
        ]),
  ];
}

/* ---- Whole distributions ---- */

/** The share of the model's values up to each point, within the width of a bin of its sketch. */
function shareUpTo(pooled: QuantileSketch): (at: number) => number {
  const { bins, zeros } = pooled.toJSON();
  const { edges } = pooled.toHistogram(Number.MAX_SAFE_INTEGER);
  const first = bins[0]?.[0] ?? 0;
  const counts = new Map(bins);
  const upTo: number[] = [zeros];
  for (let i = 0; i < edges.length - 1; i += 1) upTo.push(upTo[i]! + (counts.get(first + i) ?? 0));
  const { min, max, n } = pooled;
  return at => {
    if (at < min!) return 0;
    if (at >= max!) return 1;
    // The last edge at or below the point.
    let [low, high] = [0, edges.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (edges[middle]! <= at) low = middle;
      else high = middle;
    }
    if (at < (edges[0] ?? 0)) return zeros / n;
    const [left, right] = [edges[low]!, edges[low + 1] ?? edges[low]!];
    const within = right > left ? Math.min(1, (at - left) / (right - left)) : 0;
    return (upTo[low]! + ((upTo[low + 1] ?? upTo[low]!) - upTo[low]!) * within) / n;
  };
}

/**
 * Kolmogorov and Smirnov's distance with its asymptotic p-value.
 * Source: Stephens, "Use of the Kolmogorov-Smirnov, Cramér-von Mises and related statistics", JRSS B 32 (1970).
 */
function distanceBetween(values: readonly number[], pooled: QuantileSketch): ObservedGap['distance'] {
  const model = shareUpTo(pooled);
  const n = values.length;
  let farthest = 0;
  let at = values[0]!;
  values.forEach((value, i) => {
    const share = model(value);
    const apart = Math.max(Math.abs((i + 1) / n - share), Math.abs(i / n - share));
    if (apart > farthest) [farthest, at] = [apart, value];
  });
  const root = Math.sqrt((n * pooled.n) / (n + pooled.n));
  return { value: farthest, at, pValue: kolmogorovTail((root + 0.12 + 0.11 / root) * farthest) };
}

/** The probability that Kolmogorov's statistic exceeds x. */
function kolmogorovTail(x: number): number {
  if (x < 0.2) return 1;
  let sum = 0;
  for (let k = 1; k <= 100; k += 1) {
    const term = exp(-2 * k * k * x * x);
    sum += k % 2 === 1 ? term : -term;
    if (term < 1e-16) break;
  }
  return Math.min(1, Math.max(0, 2 * sum));
}

/** Points of the cumulative curves. */
const curvePoints = 120;

function curveOf(values: readonly number[], pooled: QuantileSketch): ObservedGap['curve'] {
  const model = shareUpTo(pooled);
  const n = values.length;
  const low = Math.min(values[0]!, pooled.min!);
  const high = Math.max(values[n - 1]!, pooled.max!);
  const from = Math.max(low, high / 1e6, 1);
  if (!(high > from)) return [];
  const perStep = ln(high / from) / (curvePoints - 1);
  let below = 0;
  return Array.from({ length: curvePoints }, (_, i) => {
    const at = i === curvePoints - 1 ? high : from * exp(perStep * i);
    while (below < n && values[below]! <= at) below += 1;
    return { at: Number(at.toPrecision(6)), measured: below / n, model: Number(model(at).toPrecision(6)) };
  });
}

const pairShares = [0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999];

/** Quantiles that the measurements have at least five values beyond. */
function pairsOf(values: readonly number[], pooled: QuantileSketch): ObservedGap['pairs'] {
  const n = values.length;
  return pairShares
    .filter(p => n * Math.min(p, 1 - p) >= 5)
    .map(p => ({ p, measured: values[Math.min(n - 1, Math.ceil(p * n) - 1)]!, model: pooled.quantile(p)! }));
}
