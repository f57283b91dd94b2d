/**
 * An expression that has been understood: every name is a field of rows, a metric, or a word; every aggregate knows its set
 * and its windows. This is what is evaluated.
 */
import type { Dimension } from './dimensions.ts';
import type { Comparison } from './syntax.ts';

/** A moment as it was written: on the local clock since midnight of the first day, or since the start of the run. */
export interface WrittenMoment {
  value: number;
  isClock: boolean;
}

/** The part of the run that counts; all of it where nothing is said. */
export interface Span {
  from?: WrittenMoment;
  to?: WrittenMoment;
  /** From the end of this entry of the timeline on. */
  after?: string;
  during?: string;
  outsideIncidents?: true;
}

export type AggregateFunction =
  | 'count'
  | 'share'
  | 'sum'
  | 'mean'
  | 'min'
  | 'max'
  | 'quantile'
  | 'rate'
  | 'peak'
  | 'ever';

/** Something worked out over the rows of a set. */
export interface Aggregate {
  kind: 'aggregate';
  fn: AggregateFunction;
  /** Of a quantile, 0 to 1. */
  p: number | undefined;
  set: string;
  /** The value or condition of each row; none where rows are only counted. */
  of: Term | undefined;
  where: Term | undefined;
  span: Span;
  /** How long the stretches are: those that slide, or the busiest one of a peak. */
  over: number | undefined;
  /** The same words are worked out once. */
  text: string;
}

/** A claim over sliding stretches, followed through the run. */
export interface Sliding {
  kind: 'until' | 'ever' | 'elapsed';
  of: Term;
  span: Span;
  /** For how long it must hold to count. */
  holds: number;
  over: number;
  text: string;
}

/** A metric that every run measures, whole. */
export interface MetricTerm {
  kind: 'metric';
  name: string;
  /** None for a metric that is one value. */
  fn: 'mean' | 'min' | 'max' | 'quantile' | 'peak' | undefined;
  p: number | undefined;
  over: '1s' | '10s' | '1min' | '5min' | undefined;
}

export type Term =
  | { kind: 'constant'; value: number | boolean | string }
  | { kind: 'clock'; value: number }
  | { kind: 'field'; name: string }
  /** Something that has happened to the subject of a law. */
  | { kind: 'event'; name: string }
  | { kind: 'not'; of: Term }
  | { kind: 'and' | 'or'; of: readonly Term[] }
  | { kind: 'compare'; sign: Comparison; left: Term; right: Term }
  | { kind: 'in'; of: Term; choices: readonly Term[] }
  | { kind: 'arithmetic'; first: Term; rest: readonly { sign: '+' | '-' | '*' | '/'; of: Term }[] }
  | Aggregate
  | Sliding
  | MetricTerm
  | { kind: 'named'; measure: Measure }
  | { kind: 'inVariant'; of: Term; variant: string };

/** A value with its dimension: an entry of `metrics`. */
export interface Measure {
  text: string;
  term: Term;
  dimension: Dimension;
}

/** A line of `expect` or `slo`: something that holds or does not. */
export interface Claim {
  text: string;
  term: Term;
  everyVariant: boolean;
  /** The two sides where the claim is one comparison of numbers: what is measured, and its bound. */
  comparison: { measured: Term; bound: Term; dimension: Dimension } | undefined;
  /** Variants that it names. */
  variants: readonly string[];
}

/** A condition of a law, about one subject. */
export interface Condition {
  text: string;
  term: Term;
  /** The happening, where the condition is nothing else. */
  event: string | undefined;
}

/** Every term within a term, itself first. */
export function* termsWithin(term: Term): Generator<Term> {
  yield term;
  for (const inner of partsOf(term)) yield* termsWithin(inner);
}

/** What a term is made of. A metric of the scenario's own is measured where it stands, not again in each claim. */
export function partsOf(term: Term): readonly Term[] {
  switch (term.kind) {
    case 'not':
    case 'inVariant':
    case 'until':
    case 'ever':
    case 'elapsed':
      return [term.of];
    case 'and':
    case 'or':
      return term.of;
    case 'compare':
      return [term.left, term.right];
    case 'in':
      return [term.of, ...term.choices];
    case 'arithmetic':
      return [term.first, ...term.rest.map(({ of }) => of)];
    case 'aggregate':
      return [term.of, term.where].filter(part => part !== undefined);
    default:
      return [];
  }
}
