/**
 * Small running summaries: they take one observation at a time and keep a few numbers, whatever the length of the run.
 */

import type { Microseconds } from '../../sim/index.ts';

/** Count, sum, extremes, mean and variance of values, without keeping the values. Empty answers are null. */
export class Tally {
  n = 0;
  sum = 0;
  private smallest = Number.POSITIVE_INFINITY;
  private largest = Number.NEGATIVE_INFINITY;
  private center = 0;
  /** The sum of squared distances from the mean. */
  private spread = 0;

  add(value: number): void {
    this.n += 1;
    this.sum += value;
    if (value < this.smallest) this.smallest = value;
    if (value > this.largest) this.largest = value;
    // Source: Welford, "Note on a method for calculating corrected sums of squares", Technometrics 1962.
    const fromOldCenter = value - this.center;
    this.center += fromOldCenter / this.n;
    this.spread += fromOldCenter * (value - this.center);
  }

  /** Adds the values of another tally. Merge in a fixed order: the last digits depend on it. */
  merge(other: Tally): this {
    if (other.n === 0) return this;
    const n = this.n + other.n;
    const apart = other.center - this.center;
    this.spread += other.spread + (apart * apart * this.n * other.n) / n;
    this.center += (apart * other.n) / n;
    this.n = n;
    this.sum += other.sum;
    this.smallest = Math.min(this.smallest, other.smallest);
    this.largest = Math.max(this.largest, other.largest);
    return this;
  }

  get min(): number | null {
    return this.n === 0 ? null : this.smallest;
  }

  get max(): number | null {
    return this.n === 0 ? null : this.largest;
  }

  get mean(): number | null {
    return this.n === 0 ? null : this.center;
  }

  /** The variance of the population the values were drawn from (divided by n − 1); null below two values. */
  get variance(): number | null {
    return this.n < 2 ? null : this.spread / (this.n - 1);
  }
}

/** A level that holds until it changes, such as a queue or threads held: its average over time, and its maximum. */
export class TimeWeighted {
  /** The level now. */
  level: number;
  max: number;
  private area = 0;
  private since: Microseconds;
  private readonly begin: Microseconds;

  constructor(level = 0, begin = 0 as Microseconds) {
    this.level = level;
    this.max = level;
    this.begin = begin;
    this.since = begin;
  }

  /** The level from this moment on; moments never go back. HOT. */
  set(level: number, at: Microseconds): void {
    this.area += this.level * (at - this.since);
    this.since = at;
    this.level = level;
    if (level > this.max) this.max = level;
  }

  /** The average from the beginning until a moment not before the last change; null when no time has passed. */
  average(until: Microseconds): number | null {
    if (until <= this.begin) return null;
    return (this.area + this.level * (until - this.since)) / (until - this.begin);
  }
}

/**
 * A level as seen at equally spaced moments, for a chart: the value that holds once all changes of that moment are done.
 * What rises and falls between two moments is not seen; `TimeWeighted` knows the true maximum.
 */
export class LevelSeries {
  private readonly spacing: Microseconds;
  private readonly seen: number[] = [];
  private level: number;

  constructor(spacing: Microseconds, level = 0) {
    if (!(spacing > 0)) throw new RangeError(`A level is sampled at a spacing above zero, not every ${spacing} µs`);
    this.spacing = spacing;
    this.level = level;
  }

  /** The level from this moment on; moments never go back. HOT: one comparison unless a sample is due. */
  set(level: number, at: Microseconds): void {
    while (this.seen.length * this.spacing < at) this.seen.push(this.level);
    this.level = level;
  }

  /** Points [moment in µs, level] from the start of the run until a moment not before the last change. */
  points(until: Microseconds): [number, number][] {
    const count = Math.floor(until / this.spacing) + 1;
    return Array.from({ length: count }, (_, i) => [
      i * this.spacing,
      i < this.seen.length ? this.seen[i] : this.level,
    ]);
  }
}

/** How often each name occurred, such as the reasons of failures. The order never depends on the names themselves. */
export class CategoryCounts {
  private readonly counts = new Map<string, number>();

  add(name: string, times = 1): void {
    this.counts.set(name, this.count(name) + times);
  }

  /** Adds another's counts; names new here follow in their order there. */
  merge(other: CategoryCounts): this {
    for (const [name, count] of [...other.counts]) this.add(name, count);
    return this;
  }

  count(name: string): number {
    return this.counts.get(name) ?? 0;
  }

  get total(): number {
    return [...this.counts.values()].reduce((sum, count) => sum + count, 0);
  }

  byFirstAppearance(): [name: string, count: number][] {
    return [...this.counts];
  }

  /** Most frequent first; equally frequent names in order of first appearance. */
  byCount(): [name: string, count: number][] {
    return [...this.counts].sort(([, a], [, b]) => b - a);
  }
}
