/** A number that goes up and down in time, such as threads held: its highest point and its mean over time. */
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

  constructor(begun: Microseconds) {
    this.begun = begun;
    this.changed = begun;
  }

  change(by: number, at: Microseconds): void {
    this.area += this.now * (at - this.changed);
    this.changed = at;
    this.now += by;
    if (this.now > this.peak) {
      this.peak = this.now;
      this.peakAt = at;
    }
  }

  /** The number times µs, from the beginning to `at`. */
  total(at: Microseconds): number {
    return this.area + this.now * (at - this.changed);
  }

  mean(at: Microseconds): number {
    return at > this.begun ? this.total(at) / (at - this.begun) : this.now;
  }
}
