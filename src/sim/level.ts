/** A number that goes up and down in time, such as threads held: its highest point, its mean, and its course if watched. */
import type { Microseconds } from './units.ts';

export class Level {
  now = 0;
  peak = 0;
  /** When the peak was reached for the first time. */
  peakAt: Microseconds | undefined;
  /** Since the beginning, up to the last change: the number times µs. */
  private area = 0;
  private changed: number;
  private readonly begun: number;
  /** Length of a bin of the course, in µs; 0 while nobody watches. */
  private bin = 0;
  /** By bin: the number times µs. */
  private readonly course: number[] = [];

  constructor(begun: Microseconds) {
    this.begun = begun;
    this.changed = begun;
  }

  change(by: number, at: Microseconds): void {
    this.area += this.now * (at - this.changed);
    if (this.bin > 0) this.keep(at);
    this.changed = at;
    this.now += by;
    if (this.now > this.peak) {
      this.peak = this.now;
      this.peakAt = at;
    }
  }

  /** Keeps the mean of each stretch of `bin` µs from now on. */
  watch(bin: Microseconds): void {
    this.bin = bin;
  }

  /** Spreads the number since the last change over the bins that have passed. */
  private keep(at: number): void {
    const { bin, course } = this;
    let from = this.changed;
    while (from < at) {
      const nth = Math.floor(from / bin);
      const until = Math.min(at, (nth + 1) * bin);
      while (course.length <= nth) course.push(0);
      course[nth] += this.now * (until - from);
      from = until;
    }
  }

  /** The beginning of each watched stretch, in µs, and the mean of it, up to `at`. */
  means(at: Microseconds): [number, number][] {
    if (this.bin === 0) return [];
    this.change(0, at);
    return this.course.map((area, nth): [number, number] => {
      const begin = nth * this.bin;
      return [begin, area / Math.min(this.bin, Math.max(1, at - begin))];
    });
  }

  /** The number times µs, from the beginning to `at`. */
  total(at: Microseconds): number {
    return this.area + this.now * (at - this.changed);
  }

  mean(at: Microseconds): number {
    return at > this.begun ? this.total(at) / (at - this.begun) : this.now;
  }
}
