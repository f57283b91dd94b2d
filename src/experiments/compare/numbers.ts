/**
 * Every number of every metric over the replications: its value in each variant, and its difference to the base, replication
 * by replication, since the same replication met the same random numbers in every variant.
 */
import type { LoadedScenario } from '../../scenarios/index.ts';
import type { Metric } from '../run-result.ts';
import { holmAdjusted } from '../statistics/holm.ts';
import { type Interval, meanInterval, pairedInterval, pValue, varianceReduction } from '../statistics/intervals.ts';
import { peakInterval } from '../statistics/peak-interval.ts';
import { quantileOverReplications } from '../statistics/quantile-interval.ts';
import { QuantileSketch } from '../statistics/quantile-sketch.ts';
import { shareInterval } from '../statistics/share-interval.ts';
import { type NumberOfMetric, numbersOf } from '../tasks/numbers.ts';
import type { Replication } from '../tasks/replication.ts';
import type { ComparedNumber, DifferenceToBase, Estimate, ValueOfVariant } from './comparison.ts';
import { directionOf } from './direction.ts';

export const confidence = 0.95;

/** Of each variant its replications by number; undefined where one failed. */
export type Samples = ReadonlyMap<string, readonly (Replication | undefined)[]>;

/** One number in one variant. */
export interface Column extends Omit<NumberOfMetric, 'value'> {
  question: string;
  /** By number of the replication; null without data. */
  values: readonly (number | null)[];
  /** The fewest observations that a replication had. */
  observationsLeast: number;
  /** Of all values together, where it is a quantile of them. */
  pooled: number | undefined;
  p: number | undefined;
}

/** The columns of one variant by name, in the order of the first replication's metrics. */
export function columnsByName(replications: readonly (Replication | undefined)[]): Map<string, Column> {
  const columns = new Map<string, Column & { values: (number | null)[] }>();
  for (const [at, replication] of replications.entries())
    for (const { value, ...words } of replication === undefined ? [] : numbersOf(replication.metrics)) {
      const { name, metric, n, censored } = words;
      const known = columns.get(name);
      if (known === undefined) {
        const values: (number | null)[] = replications.map(() => null);
        values[at] = value;
        const p = quantileAsked(name);
        const pooled = p === undefined ? undefined : pooledQuantile(replications, metric, p);
        const { question } = replication!.metrics[metric] as Metric;
        columns.set(name, { ...words, question, values, observationsLeast: n, pooled, p });
      } else {
        known.values[at] = value;
        known.n += n;
        known.censored += censored;
        known.observationsLeast = Math.min(known.observationsLeast, n);
      }
    }
  return columns;
}

function quantileAsked(name: string): number | undefined {
  const [, percent] = /^p(\d+)\(/.exec(name) ?? [];
  return percent === undefined ? undefined : Number(percent) / 100;
}

const mergedKnown = new WeakMap<readonly (Replication | undefined)[], Map<string, QuantileSketch>>();

/** All values of a metric that spreads, of all replications together; in the order of the replications. */
export function mergedSketch(
  replications: readonly (Replication | undefined)[],
  metric: string,
): QuantileSketch | undefined {
  const known = mergedKnown.get(replications) ?? new Map<string, QuantileSketch>();
  mergedKnown.set(replications, known);
  const before = known.get(metric);
  if (before !== undefined) return before;
  const sketches = replications.flatMap(one => {
    const json = one?.sketches[metric];
    return json === undefined ? [] : [QuantileSketch.fromJSON(json)];
  });
  const [first, ...others] = sketches;
  if (first === undefined) return undefined;
  for (const other of others) first.merge(other);
  known.set(metric, first);
  return first;
}

const pooledQuantile = (
  replications: readonly (Replication | undefined)[],
  metric: string,
  p: number,
): number | undefined => mergedSketch(replications, metric)?.quantile(p) ?? undefined;

/** Every number that some variant measured, in the order of the base, what only others have after it. */
export function comparedNumbers(scenario: LoadedScenario, samples: Samples, base: string): readonly ComparedNumber[] {
  const columns = new Map([...samples].map(([variant, replications]) => [variant, columnsByName(replications)]));
  const ofBase = columns.get(base)!;
  const names = [...new Set([...ofBase.keys(), ...[...columns.values()].flatMap(of => [...of.keys()])])];
  return names.map((name): ComparedNumber => {
    const { metric, unit, question } = [...columns.values()].flatMap(of => of.get(name) ?? [])[0]!;
    return {
      name,
      metric,
      unit,
      question,
      direction: directionOf(scenario, { name, metric, unit }),
      values: [...columns].map(([variant, of]) => estimateIn(variant, of.get(name))),
      differences: [...columns]
        .filter(([variant]) => variant !== base)
        .map(([variant, of]) => differenceOf(variant, ofBase.get(name), of.get(name))),
    };
  });
}

const nothing: Estimate = { n: 0, value: null, low: null, high: null, standardError: null, method: null };

function estimateIn(variant: string, column: Column | undefined): ValueOfVariant {
  if (column === undefined) return { variant, ...nothing, observations: 0, censored: 0 };
  const values = column.values.filter(value => value !== null);
  const counts = { observations: column.n, censored: column.censored };
  if (values.length === 0) return { variant, ...nothing, ...counts };
  return { variant, ...told(intervalOf(column, values), values), ...counts };
}

function intervalOf(column: Column, values: readonly number[]): Interval | undefined {
  const { p, pooled, name, unit, observationsLeast: observations } = column;
  if (p !== undefined) return quantileOverReplications(values, { p, observations, pooled }, confidence);
  if (name.startsWith('peak(')) return peakInterval(values, confidence);
  const isShare = unit === 'share' && !name.includes('(') && values.every(value => value >= 0 && value <= 1);
  return isShare ? shareInterval(values, confidence) : meanInterval(values, confidence);
}

function told(interval: Interval | undefined, values: readonly number[]): Estimate {
  if (interval === undefined) return { ...nothing, n: values.length, value: values[0] ?? null };
  const { n, mean: value, low, high, standardError, method, warnings } = interval;
  return { n, value, low, high, standardError, method, ...(warnings !== undefined && { warnings }) };
}

/** The values of the replications in which both have one. */
export function pairsOf(base: Column | undefined, other: Column | undefined): { a: number[]; b: number[] } {
  const a: number[] = [];
  const b: number[] = [];
  for (const [at, before] of base?.values.entries() ?? []) {
    const after = other?.values[at] ?? null;
    if (before === null || after === null) continue;
    a.push(before);
    b.push(after);
  }
  return { a, b };
}

function differenceOf(variant: string, base: Column | undefined, other: Column | undefined): DifferenceToBase {
  const { a, b } = pairsOf(base, other);
  const undecided = { p: null, pAdjusted: null, differs: false, varianceReduction: null };
  if (a.length === 0) return { variant, ...nothing, ...undecided };
  const differences = a.map((before, i) => b[i]! - before);
  return {
    variant,
    ...told(differenceInterval(base!, other!, { a, b, differences }), differences),
    ...undecided,
    p: pValue(differences, pooledDifference(base!, other!, a.length)) ?? null,
    varianceReduction: varianceReduction(a, b) ?? null,
  };
}

/** Quantiles of few values lean inwards, in both variants: the difference of the pooled ones does not. */
function differenceInterval(
  base: Column,
  other: Column,
  { a, b, differences }: { a: number[]; b: number[]; differences: number[] },
): Interval | undefined {
  const pooled = pooledDifference(base, other, a.length);
  if (base.p === undefined || pooled === undefined) return pairedInterval(a, b, confidence);
  const observations = Math.min(base.observationsLeast, other.observationsLeast);
  return quantileOverReplications(differences, { p: base.p, observations, pooled }, confidence);
}

/** Of two quantiles of all values; undefined where a replication has none, or they are no quantiles. */
const pooledDifference = (base: Column, other: Column, pairs: number): number | undefined =>
  base.pooled === undefined || other.pooled === undefined || pairs < base.values.length
    ? undefined
    : other.pooled - base.pooled;

/** Judges the differences of these numbers together: so that among all of them hardly one is called a difference by chance. */
export function judgedTogether(numbers: readonly ComparedNumber[]): ComparedNumber[] {
  const adjusted = holmAdjusted(
    numbers.flatMap(({ differences }) => differences.map(({ p }) => (p === null ? undefined : p))),
  );
  let next = 0;
  return numbers.map(number => ({
    ...number,
    differences: number.differences.map(difference => {
      const pAdjusted = adjusted[next++] ?? null;
      return { ...difference, pAdjusted, differs: pAdjusted !== null && pAdjusted <= 1 - confidence };
    }),
  }));
}
