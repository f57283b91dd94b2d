/**
 * Arrivals that follow the clock on the wall: a Poisson process whose rate has 24 steps a day.
 *
 *     rate     ▁▁▁▁▁▁▁▂▅▇██▇▇▇▇▇▇▇██▆▄▂        next: go up from now by an exponential amount
 *     cumulative rate, rising all day ⟋        along the cumulative rate, come down to the time
 *
 * Events are found by inverting the cumulative rate, never by thinning: every event costs exactly one draw, so a rate
 * changed in one variant stretches the same luck instead of shuffling it.
 *
 * Source: E. Çinlar, "Introduction to Stochastic Processes" (1975): inversion of the cumulative intensity.
 */
import type { Rhythm } from './calendar.ts';
import { unitExponential } from './distributions.ts';
import { days, endOfTime, hours, type Microseconds } from './units.ts';

const hour: number = hours(1);
const day: number = days(1);

/** Steps of the guide from mass to hour: fine enough that the search for the hour rarely moves on. */
const guideSteps = 96;
const stepsPerMass = guideSteps / day;

/**
 * The shape of a day: how busy each local hour is against the mean of the day. The rate itself is given with each
 * question, so that a million devices of one kind share one cycle.
 */
export class DailyCycle implements Rhythm {
  private readonly offset: number;
  /** Weight of each hour, of mean 1. */
  private readonly weights = new Float64Array(24);
  /** Time per mass in each hour: multiplying is quicker than dividing, and a microsecond is far above what it loses. */
  private readonly spans = new Float64Array(24);
  /** Mass before each hour, in µs at the mean rate: 0 at midnight, a day's worth at the end. */
  private readonly masses = new Float64Array(25);
  /** For each step of mass the first hour in which it may lie. */
  private readonly guide = new Uint8Array(guideSteps + 1);

  /**
   * @param weights  24 numbers, local hour 00 first; only their proportions matter, and hours may have none
   * @param offset   the local time of day at which the run starts
   * @throws RangeError unless there are 24 finite weights from 0 on that are not all 0, and the offset is finite
   */
  constructor(weights: readonly number[], offset: Microseconds) {
    if (weights.length !== 24) throw new RangeError(`A daily cycle has ${weights.length} weights; expected 24.`);
    const sum = weights.reduce((a, b) => a + b, 0);
    if (!(sum > 0 && sum < Infinity && weights.every(weight => weight >= 0))) {
      throw new RangeError('The weights of a daily cycle must be numbers from 0 on, and one of them above 0.');
    }
    if (!Number.isSafeInteger(offset))
      throw new RangeError(`The run starts at local time ${offset} µs; expected a whole number.`);
    this.offset = offset - Math.floor(offset / day) * day;
    for (let h = 0; h < 24; h += 1) {
      this.weights[h] = (weights[h] / sum) * 24;
      this.spans[h] = 1 / this.weights[h];
      this.masses[h + 1] = this.masses[h] + this.weights[h] * hour;
    }
    // The last busy hour takes up the rounding, so that a whole day weighs a day exactly.
    const lastBusy = this.weights.findLastIndex(weight => weight > 0);
    this.masses.fill(day, lastBusy + 1);
    for (let step = 0; step < guideSteps; step += 1) this.guide[step] = this.hourOfMass((step * day) / guideSteps, 0);
    this.guide[guideSteps] = lastBusy;
  }

  /**
   * The time of the next event.
   *
   * Rounded to the nearest microsecond and never before `time`; rounding up, as delays do, would slow a busy process by
   * half a microsecond per event.
   *
   * @param time    the last event, or any moment: the process has no memory
   * @param expOne  an exponential sample of mean 1
   * @param perDay  mean events per day, from 0 on; at 0 nothing happens until the end of time
   *
   * HOT: one per event of a device. The hour comes from a guide, long gaps go by whole days, nothing is allocated.
   */
  next(time: Microseconds, expOne: number, perDay: number): Microseconds {
    const local = time + this.offset;
    const midnight = Math.floor(local / day) * day;
    const gap = (expOne / perDay) * day;
    if (!(gap >= 0 && gap < endOfTime)) return this.never(time, expOne, perDay);
    const target = this.massAt(local - midnight) + gap;
    const wholeDays = Math.floor(target / day);
    const mass = Math.max(target - wholeDays * day, 0);
    const h = this.hourOfMass(mass, this.guide[Math.floor(mass * stepsPerMass)]);
    const into = Math.min(Math.round((mass - this.masses[h]) * this.spans[h]), hour - 1);
    const found = midnight - this.offset + wholeDays * day + h * hour + into;
    return Math.min(Math.max(found, time), endOfTime) as Microseconds;
  }

  /** The expected number of events from one moment to a later one; over any whole day it is `perDay`. */
  cumulative(from: Microseconds, to: Microseconds, perDay: number): number {
    const fromDay = Math.floor((from + this.offset) / day);
    const toDay = Math.floor((to + this.offset) / day);
    const fromMass = this.massAt(from + this.offset - fromDay * day);
    const toMass = this.massAt(to + this.offset - toDay * day);
    return (toDay - fromDay + (toMass - fromMass) / day) * perDay;
  }

  /** The rate at a moment, in events per day. */
  rateAt(time: Microseconds, perDay: number): number {
    const local = time + this.offset;
    return this.weights[Math.floor((local - Math.floor(local / day) * day) / hour)] * perDay;
  }

  /** Mass from midnight to a time of day. */
  private massAt(timeOfDay: number): number {
    const h = Math.floor(timeOfDay / hour);
    return this.masses[h] + (timeOfDay - h * hour) * this.weights[h];
  }

  /** The hour, from `first` on, in which a mass below a day's worth lies; never an hour without weight. */
  private hourOfMass(mass: number, first: number): number {
    let h = first;
    while (this.masses[h + 1] <= mass) h += 1;
    return h;
  }

  /** What `next` answers when no event comes before the end of time, and its complaints. */
  private never(time: Microseconds, expOne: number, perDay: number): Microseconds {
    if (!(perDay >= 0 && expOne >= 0)) {
      throw new RangeError(
        `No next arrival after ${time} µs for a sample of ${expOne} at ${perDay} per day; expected numbers from 0 on.`,
      );
    }
    return endOfTime;
  }
}

/**
 * All events from the start of the run up to, but not at, its end.
 *
 * @param uniform  the draw for the nth event, usually `n => stream.uniform(device, n)`
 */
export function arrivalTimes(
  cycle: Rhythm,
  perDay: number,
  end: Microseconds,
  uniform: (occurrence: number) => number,
): Microseconds[] {
  const times: Microseconds[] = [];
  let time = cycle.next(0 as Microseconds, unitExponential(uniform(0)), perDay);
  while (time < end) {
    times.push(time);
    time = cycle.next(time, unitExponential(uniform(times.length)), perDay);
  }
  return times;
}
