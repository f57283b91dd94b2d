/**
 * Judges what a scenario expects by what its variants measured. A claim about several variants is judged when all of them
 * have been run; one of a variant that was not run is not judged, and fails nothing.
 */
import {
  type Claim,
  type Expectation as Expected,
  type Measure,
  type NamedMeasure,
  summaryUnit,
  type Term,
} from '../../scenarios/index.ts';
import type { Expectation, Metric, ValueMetric, Verdict } from '../run-result.ts';
import { valueMetric } from '../statistics/metrics.ts';
import type { QuantileSketch } from '../statistics/quantile-sketch.ts';
import type { DayClock } from './day-clock.ts';
import { type Answer, evaluate, type Sources } from './evaluate.ts';
import type { Measured, Measurements } from './measurements.ts';
import { scaleOf } from './units.ts';

/** What one finished run measured, as claims ask for it. */
export interface Measures {
  variant: string;
  measurements: Measurements;
  /** What every run measures, by name. */
  metrics: Readonly<Record<string, Metric>>;
  /** Those of them that spread, for any percentile. */
  sketches: ReadonlyMap<string, QuantileSketch>;
  /** Metrics of the scenario's own, as far as they have been worked out. */
  own: Map<Measure, Measured>;
  /** How much of the run was observed, in µs. */
  length: number;
  clock: DayClock;
}

/**
 * @param own     the run whose summary is written
 * @param others  all runs that were finished, this one among them
 */
export function judgeExpectations(
  expectations: readonly Expected[],
  own: Measures,
  { finished, variants, currency }: { finished: readonly Measures[]; variants: readonly string[]; currency: string },
): Expectation[] {
  return expectations.map(({ text, why, level, claim }): Expectation => {
    const { verdict, of } = verdictOf(claim, own, finished, variants);
    const { comparison } = claim;
    const isJudged = verdict !== 'not judged' && comparison !== undefined;
    const numbers = isJudged ? sourcesOf(of, finished) : undefined;
    const side = (term: Term) => (numbers === undefined ? null : asNumber(evaluate(term, numbers)));
    const scale = comparison?.dimension === undefined ? 1 : scaleOf(comparison.dimension, currency);
    const scaled = (value: number | null) => (value === null ? null : value * scale);
    return {
      text,
      verdict,
      value: comparison === undefined ? null : scaled(side(comparison.measured)),
      unit: comparison === undefined ? '' : summaryUnit(comparison.dimension, currency),
      bound: comparison === undefined ? null : scaled(side(comparison.bound)),
      ...(why === undefined ? {} : { why }),
      ...(level === 'question' ? { level } : {}),
      ...(of.variant === own.variant ? {} : { variant: of.variant }),
    };
  });
}

/** The verdict, and the run whose value decided it. */
function verdictOf(
  claim: Claim,
  own: Measures,
  finished: readonly Measures[],
  variants: readonly string[],
): { verdict: Verdict; of: Measures } {
  if (claim.variants.some(name => !finished.some(({ variant }) => variant === name)))
    return { verdict: 'not judged', of: own };
  const judged = (of: Measures): Verdict => {
    const holds = evaluate(claim.term, sourcesOf(of, finished));
    return holds === null ? 'undecided' : holds === true ? 'pass' : 'fail';
  };
  if (!claim.everyVariant) return { verdict: judged(own), of: own };
  const verdicts = finished.map(of => ({ verdict: judged(of), of }));
  const failed = verdicts.find(({ verdict }) => verdict === 'fail');
  if (failed !== undefined) return failed;
  if (variants.some(name => !finished.some(({ variant }) => variant === name)))
    return { verdict: 'not judged', of: own };
  return verdicts.find(({ verdict }) => verdict === 'undecided') ?? { verdict: 'pass', of: own };
}

/** The scenario's own metrics, each for the summary and for those that use it. */
export function measureOwn(
  metrics: readonly NamedMeasure[],
  measures: Measures,
  currency: string,
): Record<string, ValueMetric> {
  return Object.fromEntries(
    metrics.map(({ name, measure }) => {
      const parts: Measured[] = [];
      const value = evaluate(
        measure.term,
        sourcesOf(measures, [], part => parts.push(part)),
      );
      const n = parts.reduce((least, part) => Math.min(least, part.n), parts[0]?.n ?? 0);
      const censored = parts.reduce((most, part) => Math.max(most, part.censored), 0);
      measures.own.set(measure, { value, n, censored });
      const { text, dimension } = measure;
      const number = asNumber(value);
      const scaled = number === null ? null : number * scaleOf(dimension, currency);
      return [name, valueMetric(scaled, { unit: summaryUnit(dimension, currency), n, censored, question: text })];
    }),
  );
}

/** The values of one finished run, and through it those of the others. */
export function sourcesOf(
  of: Measures,
  finished: readonly Measures[],
  see: (part: Measured) => void = () => {},
): Sources {
  const seen = (measured: Measured): Answer => {
    see(measured);
    return measured.value;
  };
  return {
    clock: of.clock,
    aggregate: term => seen(of.measurements.aggregate(term, of.length)),
    sliding: term => seen(of.measurements.sliding(term, of.length)),
    metric({ name, fn, p, over }) {
      const metric = of.metrics[name];
      // A run without load agents measures nothing of their orders.
      if (metric === undefined) return seen({ value: null, n: 0, censored: 0 });
      const { n, censored } = metric;
      return seen({ value: valueOfMetric(metric, { name, fn, p, over }, of), n, censored });
    },
    named: measure => seen(of.own.get(measure)!),
    variant(name) {
      const other = finished.find(({ variant }) => variant === name);
      return other === undefined ? undefined : sourcesOf(other, finished, see);
    },
  };
}

function valueOfMetric(
  metric: Metric,
  { name, fn, p, over }: Pick<Extract<Term, { kind: 'metric' }>, 'name' | 'fn' | 'p' | 'over'>,
  of: Measures,
): number | null {
  if (metric.kind === 'value') return metric.value;
  if (metric.kind === 'rate') return over !== undefined && metric.mean !== null ? metric.peaks[over] : metric.mean;
  if (fn === 'quantile') return of.sketches.get(name)!.quantile(p!);
  return fn === 'mean' || fn === 'min' || fn === 'max' ? metric[fn] : null;
}

/** What cannot be written as a number of JSON (a time that never came) is null. */
const asNumber = (value: Answer): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);
