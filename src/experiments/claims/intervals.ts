/** Parts of a run: which moments count, and how long they are together. */
import type { Span, WrittenMoment } from '../../scenarios/index.ts';
import { type DayClock, momentOfClock } from './day-clock.ts';

/** A named stretch of the run, in µs since its start. Incidents are outages, until their end. */
export interface Stretch {
  name: string;
  from: number;
  until: number;
  isIncident: boolean;
}

type Interval = readonly [from: number, until: number];

export class Intervals {
  private readonly list: readonly Interval[];

  private constructor(list: readonly Interval[]) {
    this.list = list;
  }

  static readonly whole = new Intervals([[Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]]);

  /** Ascending and apart. */
  static of(intervals: readonly Interval[]): Intervals {
    const joined: [number, number][] = [];
    for (const [from, until] of intervals.filter(([from, until]) => from < until).toSorted((a, b) => a[0] - b[0])) {
      const last = joined[joined.length - 1];
      if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], until);
      else joined.push([from, until]);
    }
    return new Intervals(joined);
  }

  intersect(other: Intervals): Intervals {
    return Intervals.of(
      this.list.flatMap(([a, b]) => other.list.map(([c, d]): Interval => [Math.max(a, c), Math.min(b, d)])),
    );
  }

  /** What lies between them. */
  get complement(): Intervals {
    const edges = [Number.NEGATIVE_INFINITY, ...this.list.flat(), Number.POSITIVE_INFINITY];
    return Intervals.of(
      Array.from({ length: edges.length / 2 }, (_, i): Interval => [edges[2 * i]!, edges[2 * i + 1]!]),
    );
  }

  contains(moment: number): boolean {
    for (const [from, until] of this.list) if (moment >= from && moment < until) return true;
    return false;
  }

  /** Where the first of them begins; undefined when there is none. */
  get begin(): number | undefined {
    return this.list[0]?.[0];
  }

  /** Their length between two moments of the run, in µs. */
  within(begin: number, end: number): number {
    return this.list.reduce((sum, [from, until]) => sum + Math.max(0, Math.min(until, end) - Math.max(from, begin)), 0);
  }
}

/** The clock of a run, its length, and what its timeline names. */
export interface RunFrame extends DayClock {
  /** How long people come; a drain follows. */
  length: number;
  /** What begins before this moment of the run is not counted; nothing is left out where it is not given. */
  countsFrom?: number;
  stretches: readonly Stretch[];
}

/** The part of the run that a span means; `whole` where it says nothing. */
export function intervalsOf(span: Span, { stretches, ...clock }: Omit<RunFrame, 'length' | 'countsFrom'>): Intervals {
  const at = ({ value, isClock }: WrittenMoment) => (isClock ? momentOfClock(value, clock) : value);
  const named = (name: string) => {
    const stretch = stretches.find(one => one.name === name);
    if (stretch === undefined) throw new Error(`the run has no stretch "${name}", which a claim names`);
    return stretch;
  };
  const parts: Intervals[] = [];
  if (span.from !== undefined && span.to !== undefined) parts.push(Intervals.of([[at(span.from), at(span.to)]]));
  if (span.after !== undefined) parts.push(Intervals.of([[named(span.after).until, Number.POSITIVE_INFINITY]]));
  if (span.during !== undefined) {
    const { from, until } = named(span.during);
    parts.push(Intervals.of([[from, until]]));
  }
  if (span.outsideIncidents === true)
    parts.push(
      Intervals.of(stretches.filter(({ isIncident }) => isIncident).map(({ from, until }) => [from, until])).complement,
    );
  return parts.reduce((all, part) => all.intersect(part), Intervals.whole);
}
