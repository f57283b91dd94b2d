/**
 * Simulated local time: what the clock on the wall shows inside the scenario. The viewer's own time zone never enters;
 * moments are counted in milliseconds as if the scenario's local time were UTC, and shown as UTC.
 */
import type { RunDetails } from '../experiments/run-result.ts';

const localPattern = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?)?/;
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The run's start in local milliseconds; 0 (a Thursday at midnight) when the text is no date. */
export function localStart_ms(start: RunDetails['start']): number {
  const match = localPattern.exec(start.local);
  if (match === null) return 0;
  const [year, month, day, hour = 0, minute = 0, second = 0] = match.slice(1).map(part => Number(part ?? 0));
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
}

/** A simulated moment as `Mon 11:10:01`, with the date where a weekday alone would be ambiguous. */
export function formatMoment(at_us: number, start: RunDetails['start'], run_us = 0): string {
  const moment = localMoment(at_us, start);
  return `${dayOf(moment, run_us)} ${clockOf(moment)}:${twoDigits(moment.getUTCSeconds())}`;
}

/** A stretch of simulated time as `Tue 11:00 to 11:20`, `Tue 23:50 to Wed 00:10`, `Tue 15:00 until the end`. */
export function formatStretch(
  [from_us, until_us]: readonly [from_us: number, until_us: number],
  start: RunDetails['start'],
  run_us: number,
): string {
  const [from, until] = [from_us, until_us].map(at => localMoment(at, start)) as [Date, Date];
  const [fromDay, untilDay] = [dayOf(from, run_us), dayOf(until, run_us)];
  const begin = `${fromDay} ${briefClock(from)}`;
  if (until_us === from_us) return begin;
  if (until_us >= run_us) return `${begin} until the end`;
  const isOneDay = untilDay === fromDay && until_us - from_us < day_us;
  return `${begin} to ${isOneDay ? '' : `${untilDay} `}${briefClock(until)}`;
}

const day_us = 86_400e6;

const localMoment = (at_us: number, start: RunDetails['start']): Date =>
  new Date(localStart_ms(start) + Math.floor((at_us + clockShift_us(at_us, start)) / 1000));

const dayOf = (moment: Date, run_us: number): string =>
  `${weekdays[moment.getUTCDay()]}${run_us > 7 * day_us ? ` ${moment.getUTCDate()} ${months[moment.getUTCMonth()]}` : ''}`;

const clockOf = (moment: Date): string => `${twoDigits(moment.getUTCHours())}:${twoDigits(moment.getUTCMinutes())}`;

/** Seconds only where there are any. */
const briefClock = (moment: Date): string =>
  moment.getUTCSeconds() === 0 ? clockOf(moment) : `${clockOf(moment)}:${twoDigits(moment.getUTCSeconds())}`;

/** How far the clock has been put forward since the start, at a moment; below zero when it has been put back. */
function clockShift_us(at_us: number, { utcOffset_us, utcChange }: RunDetails['start']): number {
  return utcChange === undefined || at_us < utcChange.at_us ? 0 : utcChange.utcOffset_us - utcOffset_us;
}

/** `Mon 2 Mar 2026, 09:00 Europe/Berlin`. */
export function formatStart(start: RunDetails['start']): string {
  if (!localPattern.test(start.local)) return `${start.local} ${start.timeZone}`;
  const moment = new Date(localStart_ms(start));
  const date = `${moment.getUTCDate()} ${months[moment.getUTCMonth()]} ${moment.getUTCFullYear()}`;
  return `${weekdays[moment.getUTCDay()]} ${date}, ${clockOf(moment)} ${start.timeZone}`;
}

const twoDigits = (n: number): string => String(n).padStart(2, '0');
