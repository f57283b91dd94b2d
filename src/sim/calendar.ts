/**
 * Arrivals that know the calendar: weekends with hours of their own, and the one change of the clock that daylight saving
 * may bring into a run. Each keeps the questions and the promises of the daily cycle: one draw for an event, found by
 * inverting the cumulative rate.
 *
 *     spring   01:59 ▶ 03:00   the hour between is lost, and with it whoever would have come in it
 *     autumn   02:59 ▶ 02:00   the hour is lived twice, and so are its arrivals
 */
import { days, endOfTime, hours, type Microseconds } from './units.ts';

/** When things happen that happen so many times a day. `perDay` is the mean over the whole cycle. */
export interface Rhythm {
  /** The time of the next event after an exponential sample of mean 1; see `DailyCycle`. */
  next(time: Microseconds, expOne: number, perDay: number): Microseconds;
  /** The expected number of events from one moment to a later one. */
  cumulative(from: Microseconds, to: Microseconds, perDay: number): number;
  /** The rate at a moment, in events per day. */
  rateAt(time: Microseconds, perDay: number): number;
}

/** What happens at no hour at all. */
export const never: Rhythm = { next: () => endOfTime, cumulative: () => 0, rateAt: () => 0 };

const hour: number = hours(1);
const day: number = days(1);
const week = 7 * day;
const hoursOfWeek = 168;

/** A week of 168 hours, Monday 00:00 local time first. */
export class WeeklyCycle implements Rhythm {
  private readonly offset: number;
  /** Weight of each hour, of mean 1 over the week. */
  private readonly weights = new Float64Array(hoursOfWeek);
  /** Mass before each hour, in µs at the mean rate: a week's worth at the end. */
  private readonly masses = new Float64Array(hoursOfWeek + 1);

  /**
   * @param weekday  24 weights from Monday to Friday, local hour 00 first
   * @param weekend  24 weights for Saturday and Sunday, in proportion to the others
   * @param offset   the local time of the week at which the run starts
   * @throws RangeError unless there are 24 and 24 finite weights from 0 on that are not all 0, and the offset is finite
   */
  constructor(weekday: readonly number[], weekend: readonly number[], offset: Microseconds) {
    const written = [...weekday, ...weekend];
    if (weekday.length !== 24 || weekend.length !== 24)
      throw new RangeError(`A weekly cycle has ${weekday.length} and ${weekend.length} weights; expected 24 and 24.`);
    const sum = written.reduce((total, weight, i) => total + weight * (i < 24 ? 5 : 2), 0);
    if (!(sum > 0 && sum < Infinity && written.every(weight => weight >= 0)))
      throw new RangeError('The weights of a weekly cycle must be numbers from 0 on, and one of them above 0.');
    if (!Number.isSafeInteger(offset))
      throw new RangeError(`The run starts at local time ${offset} µs of the week; expected a whole number.`);
    this.offset = offset - Math.floor(offset / week) * week;
    for (let h = 0; h < hoursOfWeek; h += 1) {
      this.weights[h] = ((h < 120 ? weekday : weekend)[h % 24] / sum) * hoursOfWeek;
      this.masses[h + 1] = this.masses[h] + this.weights[h] * hour;
    }
    // The last busy hour takes up the rounding, so that a whole week weighs a week exactly.
    this.masses.fill(week, this.weights.findLastIndex(weight => weight > 0) + 1);
  }

  next(time: Microseconds, expOne: number, perDay: number): Microseconds {
    if (!(perDay >= 0 && expOne >= 0))
      throw new RangeError(
        `No next arrival for a sample of ${expOne} at ${perDay} per day; expected numbers from 0 on.`,
      );
    const gap = (expOne / perDay) * day;
    if (!(gap < endOfTime)) return endOfTime;
    const local = time + this.offset;
    const monday = Math.floor(local / week) * week;
    const target = this.massAt(local - monday) + gap;
    const wholeWeeks = Math.floor(target / week);
    const mass = Math.max(target - wholeWeeks * week, 0);
    const h = this.hourOfMass(mass);
    const into = Math.min(Math.round((mass - this.masses[h]) / this.weights[h]), hour - 1);
    const found = monday - this.offset + wholeWeeks * week + h * hour + into;
    return Math.min(Math.max(found, time), endOfTime) as Microseconds;
  }

  cumulative(from: Microseconds, to: Microseconds, perDay: number): number {
    const fromWeek = Math.floor((from + this.offset) / week);
    const toWeek = Math.floor((to + this.offset) / week);
    const fromMass = this.massAt(from + this.offset - fromWeek * week);
    const toMass = this.massAt(to + this.offset - toWeek * week);
    return ((toWeek - fromWeek) * 7 + (toMass - fromMass) / day) * perDay;
  }

  rateAt(time: Microseconds, perDay: number): number {
    const local = time + this.offset;
    return this.weights[Math.floor((local - Math.floor(local / week) * week) / hour)] * perDay;
  }

  /** Mass from Monday 00:00 to a time of the week. */
  private massAt(timeOfWeek: number): number {
    const h = Math.floor(timeOfWeek / hour);
    return this.masses[h] + (timeOfWeek - h * hour) * this.weights[h];
  }

  /** The hour in which a mass below a week's worth lies; never an hour without weight. */
  private hourOfMass(mass: number): number {
    let low = 0;
    let high = hoursOfWeek;
    while (high - low > 1) {
      const between = (low + high) >> 1;
      if (this.masses[between] <= mass) low = between;
      else high = between;
    }
    return low;
  }
}

/** One cycle until the clock changes, and the same cycle by the changed clock from then on. */
export class ClockChange implements Rhythm {
  private readonly before: Rhythm;
  private readonly after: Rhythm;
  private readonly at: Microseconds;

  /** @param at  the moment of the change, in the time of the run */
  constructor(before: Rhythm, after: Rhythm, at: Microseconds) {
    this.before = before;
    this.after = after;
    this.at = at;
  }

  next(time: Microseconds, expOne: number, perDay: number): Microseconds {
    if (time >= this.at) return this.after.next(time, expOne, perDay);
    const found = this.before.next(time, expOne, perDay);
    if (found < this.at) return found;
    const rest = Math.max(expOne - this.before.cumulative(time, this.at, perDay), 0);
    return this.after.next(this.at, rest, perDay);
  }

  cumulative(from: Microseconds, to: Microseconds, perDay: number): number {
    if (from >= this.at) return this.after.cumulative(from, to, perDay);
    if (to <= this.at) return this.before.cumulative(from, to, perDay);
    return this.before.cumulative(from, this.at, perDay) + this.after.cumulative(this.at, to, perDay);
  }

  rateAt(time: Microseconds, perDay: number): number {
    return (time < this.at ? this.before : this.after).rateAt(time, perDay);
  }
}
