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
  private begun: number;
  /** Length of a bin of the course, in µs; 0 while nobody watches. */
  private bin = 0;
  /** By bin from `courseFrom` on: the number times µs. */
  private readonly course: number[] = [];
  private courseFrom = 0;

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

  /** Forgets what was: peak, mean and course are from now on. */
  restart(at: Microseconds): void {
    this.area = 0;
    this.begun = at;
    this.changed = at;
    this.peak = this.now;
    this.peakAt = this.now > 0 ? at : undefined;
    this.course.length = 0;
    this.courseFrom = this.bin === 0 ? 0 : Math.floor(at / this.bin);
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
      const place = nth - this.courseFrom;
      while (course.length <= place) course.push(0);
      course[place] += this.now * (until - from);
      from = until;
    }
  }

  /** The beginning of each watched stretch, in µs, and the mean of it, up to `at`. */
  means(at: Microseconds): [number, number][] {
    if (this.bin === 0) return [];
    this.change(0, at);
    return this.course.map((area, nth): [number, number] => {
      const end = (this.courseFrom + nth + 1) * this.bin;
      const begin = Math.max(this.begun, end - this.bin);
      return [begin, area / Math.max(1, Math.min(end, at) - begin)];
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
