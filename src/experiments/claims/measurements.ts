/**
 * Measures what claims and metrics ask of the rows of a run. Rows are fed one by one and never kept: each function over a
 * set has an accumulator of its own, or, where it slides, one for each tenth of its stretch.
 *
 *     row ── moment in the window? ── where? ──▶ value ──▶ accumulator, rate counter, or bucket of its moment
 */
import {
  type Aggregate,
  partsOf,
  type Sliding,
  stepsOfAStretch,
  type Term,
  termsWithin,
} from '../../scenarios/index.ts';
import type { Microseconds } from '../../sim/index.ts';
import { RateCounter } from '../statistics/rate-counter.ts';
import { type Accumulator, accumulatorsOf, Percentile } from './accumulators.ts';
import { type Answer, evaluate, type Sources } from './evaluate.ts';
import { Intervals, intervalsOf, type RunFrame } from './intervals.ts';
import { isCounted, momentOf } from './row-moments.ts';
import { type Row, type RowValue, valueOfRow } from './row-terms.ts';

/** What a function over a set came to. */
export interface Measured {
  /** Null when there was no data. */
  value: Answer;
  /** Rows behind it. */
  n: number;
  /** Rows of the set that were still open when the run ended. */
  censored: number;
}

/** What a set's accumulators need of a row. */
interface Follower {
  where: ((row: Row) => RowValue) | undefined;
  of: ((row: Row) => RowValue) | undefined;
  span: Intervals;
  take(value: number, moment: number): void;
}

/** Values beyond this are nobody's: the quotient of something and next to nothing. */
const largest = 1e280;

export class Measurements {
  private readonly frame: RunFrame;
  private readonly aggregates = new Map<string, (length: number) => { value: number | null; n: number }>();
  private readonly slides = new Map<string, Bucketed>();
  private readonly slidings = new Map<string, Sliding>();
  private readonly followers = new Map<string, Follower[]>();
  private readonly open = new Map<string, number>();

  /** @param terms  of every claim and metric of a scenario */
  constructor(terms: readonly Term[], frame: RunFrame) {
    this.frame = frame;
    for (const term of terms) this.prepare(term);
  }

  private get countsFrom(): number {
    return this.frame.countsFrom ?? 0;
  }

  /** The sets of which rows are wanted. */
  get sets(): readonly string[] {
    return [...this.followers.keys()];
  }

  private prepare(term: Term): void {
    if (term.kind === 'until' || term.kind === 'elapsed' || term.kind === 'ever') {
      this.slidings.set(term.text, term);
      for (const inner of termsWithin(term.of)) if (inner.kind === 'aggregate') this.prepareSlide(inner);
      return;
    }
    if (term.kind === 'aggregate') {
      this.prepareAggregate(term);
      return;
    }
    for (const part of partsOf(term)) this.prepare(part);
  }

  private prepareAggregate(term: Aggregate): void {
    if (this.aggregates.has(term.text)) return;
    const span = intervalsOf(term.span, this.frame);
    const { take, result } = keeperOf(term, span, this.frame);
    this.aggregates.set(term.text, result);
    this.follow(term.set, this.followerOf(term, span, take));
  }

  private prepareSlide(term: Aggregate): void {
    if (this.slides.has(term.text)) return;
    const buckets = new Bucketed(term);
    this.slides.set(term.text, buckets);
    const span = intervalsOf(term.span, this.frame);
    this.follow(
      term.set,
      this.followerOf(term, span, (value, moment) => buckets.add(value, moment)),
    );
  }

  private followerOf(term: Aggregate, span: Intervals, take: Follower['take']): Follower {
    return {
      span,
      take,
      of: term.of === undefined ? undefined : valueOfRow(term.of, this.frame),
      where: term.where === undefined ? undefined : valueOfRow(term.where, this.frame),
    };
  }

  private follow(set: string, follower: Follower): void {
    this.followers.set(set, [...(this.followers.get(set) ?? []), follower]);
  }

  /** Whether a row counts: it did not begin in the warm-up. */
  counts(set: string, row: Row): boolean {
    return isCounted(set, row, this.countsFrom);
  }

  /** One row; it may be the same object each time. */
  feed(set: string, row: Row): void {
    if (!this.counts(set, row)) return;
    const moment = momentOf(set, row);
    for (const { span, where, of, take } of this.followers.get(set) ?? []) {
      if (span !== Intervals.whole && !span.contains(moment)) continue;
      if (where !== undefined && where(row) !== true) continue;
      const value = of === undefined ? 1 : of(row);
      if (typeof value === 'boolean') take(value ? 1 : 0, moment);
      else if (typeof value === 'number' && Math.abs(value) < largest) take(value, moment);
    }
  }

  /** A row of the set was still open when the run ended. */
  censor(set: string): void {
    this.open.set(set, this.censored(set) + 1);
  }

  private censored(set: string): number {
    return this.open.get(set) ?? 0;
  }

  /** @param length  how much of the run was observed, in µs */
  aggregate(term: Aggregate, length: number): Measured {
    const { value, n } = this.aggregates.get(term.text)!(length);
    return { value: term.fn === 'ever' ? value !== 0 : value, n, censored: this.censored(term.set) };
  }

  /** Follows a claim over stretches that slide, by a tenth of their length at a time. */
  sliding({ text }: Sliding, length: number): Measured {
    const term = this.slidings.get(text)!;
    const step = term.over / stepsOfAStretch;
    const span = intervalsOf(term.span, this.frame);
    const parts = [...termsWithin(term.of)].filter(one => one.kind === 'aggregate');
    const at = (nth: number): Sources => ({
      aggregate: ({ text: part }) => this.slides.get(part)!.upTo(nth),
      clock: this.frame,
    });
    /** Whether the claim holds of the stretch that ends with step `nth`. */
    const holds = (nth: number) => evaluate(term.of, at(nth)) === true;
    const measured = {
      n: parts.reduce((least, { text: part }) => Math.min(least, this.slides.get(part)!.n), Number.POSITIVE_INFINITY),
      censored: parts.reduce((most, { set }) => Math.max(most, this.censored(set)), 0),
    };
    const steps = Math.floor(length / step);
    if (steps < Math.ceil(this.countsFrom / step) + stepsOfAStretch) return { value: null, ...measured };
    const begin = this.countsFrom;
    return { value: followed(term, { span, step, steps, holds, begin, length }), ...measured };
  }
}

interface Followed {
  span: Intervals;
  step: number;
  /** Whole steps of the run. */
  steps: number;
  /** From where to where the run counts. */
  begin: number;
  length: number;
  holds(nth: number): boolean;
}

/**
 * - `elapsed`: the steps at whose end the claim held, together; with `for`, only stretches of them at least so long.
 * - `ever`: whether there was such a step, or such a stretch.
 * - `until`: from the begin of the span to the first end of a stretch from which the claim held on for so long; infinite
 *   when that never came, null when the run ended before one could tell.
 */
function followed(term: Sliding, { span, step, steps, holds, begin: counted, length }: Followed): Answer {
  const least = Math.max(1, Math.ceil(term.holds / step));
  const begin = Math.max(counted, span.begin ?? Number.POSITIVE_INFINITY);
  if (begin >= length) return null;
  let run = 0;
  let total = 0;
  for (let nth = Math.ceil(counted / step) + stepsOfAStretch - 1; nth < steps; nth += 1) {
    const end = (nth + 1) * step;
    const counts =
      term.kind === 'until' ? end >= begin && span.contains(Math.min(end, length - 1)) : span.contains(end - 1);
    run = counts && holds(nth) ? run + 1 : 0;
    if (run === 0) continue;
    if (run >= least && term.kind === 'ever') return true;
    // What holds at the end of one step and of the one `holds` later has held on: as many steps lie between.
    if (term.kind === 'until' && run > (term.holds === 0 ? 0 : least)) return end - (run - 1) * step - begin;
    if (run === least) total += run * step;
    else if (run > least) total += step;
  }
  if (term.kind === 'until') return run > 0 ? null : Number.POSITIVE_INFINITY;
  return term.kind === 'ever' ? false : total;
}

/** Accumulators of the steps of a stretch, side by side. */
class Bucketed {
  n = 0;
  private readonly step: number;
  private readonly over: number;
  private readonly isRate: boolean;
  private readonly empty: () => Accumulator;
  private readonly buckets: (Accumulator | undefined)[] = [];

  constructor(term: Aggregate) {
    this.over = term.over!;
    this.step = this.over / stepsOfAStretch;
    this.isRate = term.fn === 'rate';
    this.empty = emptyOf(term);
  }

  add(value: number, moment: number): void {
    const nth = Math.floor(moment / this.step);
    if (!(nth >= 0)) return;
    while (this.buckets.length <= nth) this.buckets.push(undefined);
    this.buckets[nth] ??= this.empty();
    this.buckets[nth].add(value);
    this.n += 1;
  }

  /** Over the stretch that ends with step `nth`. */
  upTo(nth: number): number | null {
    const all = this.empty();
    for (let i = Math.max(0, nth - stepsOfAStretch + 1); i <= nth; i += 1) {
      const bucket = this.buckets[i];
      if (bucket !== undefined) all.join(bucket);
    }
    return this.isRate ? all.value! / (this.over / 1e6) : all.value;
  }
}

function emptyOf({ fn, p }: Aggregate): () => Accumulator {
  if (fn === 'quantile') return () => new Percentile(p!);
  return fn === 'rate' || fn === 'peak' ? accumulatorsOf.sum : accumulatorsOf[fn];
}

/** Where the values of an aggregate go, and what comes of them. */
function keeperOf(
  term: Aggregate,
  span: Intervals,
  { length: lengthOfRun, countsFrom = 0 }: RunFrame,
): { take: Follower['take']; result: (length: number) => { value: number | null; n: number } } {
  if (term.fn === 'peak') {
    const counter = new RateCounter(countsFrom as Microseconds);
    return {
      take: (value, moment) => {
        if (value > 0 && moment >= countsFrom && moment < lengthOfRun) counter.add(moment as Microseconds);
      },
      result(length) {
        const { count, seconds } = counter.busiest(term.over! / 1e6, length as Microseconds);
        return { value: seconds === 0 ? null : count / seconds, n: counter.n };
      },
    };
  }
  const kept = emptyOf(term)();
  const isRate = term.fn === 'rate';
  return {
    take: (value, moment) => {
      // What comes after the last arrivals has no place in a rate of the run; rows without a moment are of all of it.
      if (!isRate || !(moment >= lengthOfRun)) kept.add(value);
    },
    result(length) {
      if (!isRate) return { value: kept.value, n: kept.n };
      const observed = span.within(countsFrom, length);
      return { value: observed === 0 ? null : kept.value! / (observed / 1e6), n: kept.n };
    },
  };
}
