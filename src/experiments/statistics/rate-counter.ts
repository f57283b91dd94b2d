/**
 * How often something happens: events counted per second of simulated time, and the busiest stretch of each length.
 *
 * A window of 10 s slides by whole seconds, so its peak is the largest sum of ten neighbouring seconds; the same holds
 * for 1 min and 5 min. A window that began between two seconds could hold a little more.
 */

import type { Microseconds } from '../../sim/index.ts';
import type { PeakWindow } from '../run-result.ts';
import type { Stretch } from './chance-peaks.ts';

const second_us = 1_000_000;
const hour_s = 3_600;

/** How many seconds each window of `peakWindows` lasts. */
export const windowSeconds: Record<PeakWindow, number> = { '1s': 1, '10s': 10, '1min': 60, '5min': 300 };

/** The fullest window of one length. */
export interface BusiestWindow {
  /** Events in it. */
  count: number;
  /** Its length: the one asked for, or the whole run when that is shorter. */
  seconds: number;
  /** When it began: the earliest, when several are equally full. */
  at_us: number;
}

export class RateCounter {
  /** How many events were counted. */
  n = 0;
  /** Events in second i of the run. A second of more than 2^32 events is out of this simulator's reach. */
  private perSecond = new Uint32Array(64);
  /** The first second that counts. */
  private readonly from: number;
  private readonly from_us: number;

  /** @param from  moment from which events are counted */
  constructor(from: Microseconds = 0 as Microseconds) {
    this.from_us = from;
    this.from = Math.floor(from / second_us);
  }

  /** Counts one event. HOT: one division, one increment; allocates only when the run doubles in length. */
  add(time: Microseconds): void {
    const slot = Math.floor(time / second_us) - this.from;
    if (!(slot >= 0 && slot < this.perSecond.length)) this.reach(slot);
    this.perSecond[slot] += 1;
    this.n += 1;
  }

  /** Adds the events of another part of the same run, second by second. */
  merge(other: RateCounter): this {
    this.reach(other.perSecond.length - 1);
    other.perSecond.forEach((count, slot) => {
      this.perSecond[slot] += count;
    });
    this.n += other.n;
    return this;
  }

  /** Events per second over the time observed, up to that moment; null when none was. */
  mean(observed: Microseconds): number | null {
    const length = observed - this.from_us;
    return length > 0 ? this.n / (length / second_us) : null;
  }

  /**
   * The busiest window of a length among those that lie within the time observed, whose last second may be a part.
   * A run shorter than the window is one window.
   */
  busiest(seconds: number, observed: Microseconds): BusiestWindow {
    const perSecond = this.within(observed);
    const length = Math.min(seconds, perSecond.length);
    let count = 0;
    for (let slot = 0; slot < length; slot += 1) count += perSecond[slot];
    let most = count;
    let begin = 0;
    for (let slot = length; slot < perSecond.length; slot += 1) {
      count += perSecond[slot] - perSecond[slot - length];
      if (count > most) {
        most = count;
        begin = slot - length + 1;
      }
    }
    return { count: most, seconds: length, at_us: (this.from + begin) * second_us };
  }

  /** Points [begin in µs, events per second] for a chart, one for each bin of whole seconds. */
  series(bin: Microseconds, observed: Microseconds): [number, number][] {
    const binSeconds = bin / second_us;
    if (!(Number.isInteger(binSeconds) && binSeconds > 0)) {
      throw new RangeError(`A rate is drawn in bins of whole seconds, not ${bin} µs`);
    }
    return this.sums(binSeconds, observed).map(({ begin, seconds, count }) => [
      (this.from + begin) * second_us,
      count / seconds,
    ]);
  }

  /**
   * The load hour by hour, from which `expectedPeak` says what chance alone would do. A last part of less than half an
   * hour is joined to the hour before, because a rate cannot be told from a few seconds.
   */
  hourly(observed: Microseconds): Stretch[] {
    const hours = this.sums(hour_s, observed).map(({ seconds, count }) => ({ seconds, expected: count }));
    const last = hours[hours.length - 1];
    if (hours.length > 1 && last.seconds < hour_s / 2) {
      hours.pop();
      hours[hours.length - 1].seconds += last.seconds;
      hours[hours.length - 1].expected += last.expected;
    }
    return hours;
  }

  private sums(binSeconds: number, observed: Microseconds): { begin: number; seconds: number; count: number }[] {
    const perSecond = this.within(observed);
    const sums: { begin: number; seconds: number; count: number }[] = [];
    for (let begin = 0; begin < perSecond.length; begin += binSeconds) {
      const end = Math.min(perSecond.length, begin + binSeconds);
      let count = 0;
      for (let slot = begin; slot < end; slot += 1) count += perSecond[slot];
      sums.push({ begin, seconds: end - begin, count });
    }
    return sums;
  }

  /** The seconds observed. What happens at the very end, on a full second, belongs to the last of them. */
  private within(observed: Microseconds): Uint32Array {
    const slots = Math.max(0, Math.ceil(observed / second_us) - this.from);
    const seconds = new Uint32Array(slots);
    seconds.set(this.perSecond.subarray(0, slots));
    if (slots > 0 && (this.from + slots) * second_us === observed && slots < this.perSecond.length) {
      seconds[slots - 1] += this.perSecond[slots];
    }
    return seconds;
  }

  private reach(slot: number): void {
    if (!(slot >= 0 && slot < 0x7fffffff)) throw new RangeError(`There is no second ${slot} of a run to count in`);
    if (slot < this.perSecond.length) return;
    const perSecond = new Uint32Array(Math.max(slot + 1, this.perSecond.length * 2));
    perSecond.set(this.perSecond);
    this.perSecond = perSecond;
  }
}
