/**
 * The hours of a day: how a daily number is spread over them, on weekdays and at weekends, and how far a place's clock is
 * from UTC, daylight saving included. All of it is taken once, when the scenario is read; the run itself knows no calendar.
 */

import type { DailyRate, LocalClock } from '../models/settings.ts';
import { type Microseconds, minutes } from '../sim/index.ts';
import { type HourShape, hourShapes, weekdaysOnly } from './hour-shapes.ts';
import { didYouMean } from './nearest-word.ts';
import { plainNumber, Unreadable } from './quantities.ts';

/** `4_000 per day by hour retail`, `1.5 per day by hour office weekdays`; without a shape the day is flat. */
export function readDailyRate(text: string): DailyRate {
  const example = '`4_000 per day by hour published`';
  const match = /^(\S{1,30}) (?:per|a) day(?: (by hour .{1,60}))?$/.exec(text.length <= 120 ? text : '');
  const perDay = match === null ? undefined : plainNumber(match[1]);
  if (match === null || perDay === undefined) {
    if (plainNumber(text) !== undefined)
      throw new Unreadable(`${text} per what? Expected a number for each day, for example \`${text} per day\`.`);
    throw new Unreadable(`Expected a number for each day, for example ${example}.`);
  }
  return { perDay, ...readHours(match[2] ?? 'by hour flat') };
}

/** `by hour office`, `by hour office weekdays`: when in the week something happens. */
export function readHours(text: string): HourShape {
  const match = /^by hour (\S{1,30})(?: (\S{1,30}))?$/.exec(text);
  if (match === null) throw new Unreadable('Expected the shape of a day, for example `by hour office weekdays`.');
  const [, name, days] = match;
  if (days !== undefined && days !== 'weekdays')
    throw new Unreadable(`Expected \`by hour ${name} weekdays\`, or nothing behind the shape.`);
  const shape = (days === undefined ? hourShapes : weekdaysOnly).get(name);
  if (shape === undefined)
    throw new Unreadable(
      `No hour shape \`${name}\`. Expected one of: ${[...hourShapes.keys()].join(', ')}.${didYouMean(name, hourShapes.keys())}`,
    );
  return shape;
}

/**
 * Checks the name of a time zone.
 * @throws Unreadable with the nearest name
 */
export function readTimeZone(name: string): string {
  try {
    formatOf(name);
    return name;
  } catch {
    throw new Unreadable(
      `No such time zone. Expected a name like \`Europe/Berlin\`.${didYouMean(name, ['UTC', ...Intl.supportedValuesOf('timeZone')])}`,
    );
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format takes a hundred times as long as using it. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** What a zone's clock shows minus UTC, at a moment given in milliseconds since 1970. */
export function offsetAt(timeZone: string, utc_ms: number): Microseconds {
  const parts = formatOf(timeZone).formatToParts(new Date(utc_ms));
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find(one => one.type === type)?.value);
  const local_ms = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  return minutes(Math.round((local_ms - utc_ms) / 60_000));
}

const minute_ms = 60_000;
/** Clocks change at least weeks apart, so no two changes fall between two looks. */
const lookEvery_ms = 2 * 86_400_000;

/** The moments between two others at which a zone's clock is put forward or back, in milliseconds since 1970. */
export function clockChanges(timeZone: string, from_ms: number, to_ms: number): readonly number[] {
  const changes: number[] = [];
  for (let early = from_ms; early < to_ms; early += lookEvery_ms) {
    const late = Math.min(early + lookEvery_ms, to_ms);
    const offset = offsetAt(timeZone, early);
    if (offsetAt(timeZone, late) === offset) continue;
    let before = Math.floor(early / minute_ms);
    let after = Math.ceil(late / minute_ms);
    while (after - before > 1) {
      const between = Math.floor((before + after) / 2);
      if (offsetAt(timeZone, between * minute_ms) === offset) before = between;
      else after = between;
    }
    if (after * minute_ms < to_ms) changes.push(after * minute_ms);
  }
  return changes;
}

/** The clock of a zone during a run, in which it changes at most once. */
export function localClock(timeZone: string, startUtc_ms: number, run: Microseconds): LocalClock {
  const utcOffset = offsetAt(timeZone, startUtc_ms);
  const [change] = clockChanges(timeZone, startUtc_ms, startUtc_ms + run / 1_000);
  if (change === undefined) return { utcOffset };
  const at = ((change - startUtc_ms) * 1_000) as Microseconds;
  return { utcOffset, utcChange: { at, utcOffset: offsetAt(timeZone, change) } };
}

/**
 * The moment at which a zone's clock shows a local time; the first one when the clock shows it twice.
 * @param local_ms  the local time, as the milliseconds since 1970 that it would be in UTC
 * @returns milliseconds since 1970; undefined for a time that the clock skips
 */
export function utcOfLocalTime(timeZone: string, local_ms: number): number | undefined {
  const day_ms = 86_400_000;
  const offsets = [local_ms - day_ms, local_ms + day_ms].map(near => offsetAt(timeZone, near) / 1_000);
  return offsets.map(offset_ms => local_ms - offset_ms).find(utc => utc + offsetAt(timeZone, utc) / 1_000 === local_ms);
}
