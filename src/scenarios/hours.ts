/**
 * The hours of a day: how a daily number is spread over them, and how far a place's clock is from UTC. Both are taken
 * once, when the scenario is read; the run itself knows no calendar.
 */

import type { DailyRate, HourWeights } from '../models/settings.ts';
import { type Microseconds, minutes } from '../sim/index.ts';
import { didYouMean } from './nearest-word.ts';
import { NotBuiltYet, plainNumber, Unreadable } from './quantities.ts';

/**
 * Assumption: a flat, long day with quiet nights; no document publishes a shape, only that peaks last up to twelve hours
 * (a public operator-vendor report of 2010). Measured openings by hour would replace it.
 */
// biome-ignore format: one line for each six hours
const published = [
  0.15, 0.1, 0.08, 0.07, 0.07, 0.1,
  0.25, 0.6, 1.1, 1.4, 1.5, 1.5,
  1.4, 1.4, 1.4, 1.4, 1.4, 1.4,
  1.4, 1.5, 1.5, 1.3, 0.9, 0.45,
];

/** Shapes of the day by name, local midnight first, mean 1. */
export const hourShapes: ReadonlyMap<string, HourWeights> = new Map([
  ['published', normalised(published)],
  ['flat', Array.from({ length: 24 }, () => 1)],
]);

const shapesNotBuiltYet = ['office', 'retail', 'commuter'];

function normalised(weights: readonly number[]): HourWeights {
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  return weights.map(weight => weight / mean);
}

/** `4_000 per day by hour published`; without a shape the day is flat. */
export function readDailyRate(text: string): DailyRate {
  const example = '`4_000 per day by hour published`';
  const match = /^(\S{1,30}) (?:per|a) day(?: by hour (\S{1,30}))?$/.exec(text.length <= 100 ? text : '');
  const perDay = match === null ? undefined : plainNumber(match[1]);
  if (match === null || perDay === undefined) {
    if (plainNumber(text) !== undefined)
      throw new Unreadable(`${text} per what? Expected a number for each day, for example \`${text} per day\`.`);
    throw new Unreadable(`Expected a number for each day, for example ${example}.`);
  }
  const name = match[2] ?? 'flat';
  const weights = hourShapes.get(name);
  if (weights !== undefined) return { perDay, weights };
  if (shapesNotBuiltYet.includes(name))
    throw new NotBuiltYet(`needs the hour shape \`${name}\`; \`published\` and \`flat\` are built`);
  throw new Unreadable(
    `No hour shape \`${name}\`. Expected one of: ${[...hourShapes.keys()].join(', ')}.${didYouMean(name, hourShapes.keys())}`,
  );
}

/**
 * Checks the name of a time zone.
 * @throws Unreadable with the nearest name
 */
export function readTimeZone(name: string): string {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return name;
  } catch {
    throw new Unreadable(
      `No such time zone. Expected a name like \`Europe/Berlin\`.${didYouMean(name, ['UTC', ...Intl.supportedValuesOf('timeZone')])}`,
    );
  }
}

/** What a zone's clock shows minus UTC, at a moment given in milliseconds since 1970. */
export function offsetAt(timeZone: string, utc_ms: number): Microseconds {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(new Date(utc_ms));
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find(one => one.type === type)?.value);
  const local_ms = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  return minutes(Math.round((local_ms - utc_ms) / 60_000));
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
