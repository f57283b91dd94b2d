/**
 * Moments of a run, and how a system is out:
 *
 *     day 2 11:00    09:00    3 h 20 min           the clock of the run's time zone, or a time from the start
 *     hang    refuse    errors 30 %    slow x4
 */
import type { OutageKind } from '../models/settings.ts';
import type { Microseconds } from '../sim/index.ts';
import { readSlowness } from './factors.ts';
import { isTime, readCount, readDuration, readShare, Unreadable } from './quantities.ts';

/** A time of day on a day of the run, the first one being day 1; or a time from the start. */
export type Moment =
  | { kind: 'clock'; day: number; isDayWritten: boolean; hour: number; minute: number }
  | { kind: 'fromStart'; after: Microseconds };

export const moment = { unit: 'a moment', read: readMoment };

function readMoment(text: string): Moment {
  const match = /^(?:day (\d{1,4}) +)?(\d\d?:\d\d)$/.exec(text.length <= 40 ? text : '');
  if (match === null) {
    if (isTime(text)) return { kind: 'fromStart', after: readDuration(text) };
    throw new Unreadable(
      'Expected a moment: `day 2 11:00`, `09:00` on the first day, or a time from the start like `3 h 20 min`.',
    );
  }
  const [, day, time] = match;
  const counted = day === undefined ? 1 : readCount(day);
  if (counted < 1) throw new Unreadable('The first day is day 1.');
  return { kind: 'clock', day: counted, isDayWritten: day !== undefined, ...readTimeOfDay(time) };
}

/** Reads `09:00`. */
export function readTimeOfDay(text: string): { hour: number; minute: number } {
  const [hour, minute] = /^\d\d?:\d\d$/.test(text) ? text.split(':').map(Number) : [24, 0];
  if (hour > 23 || minute > 59) throw new Unreadable('Expected a time of day from 00:00 to 23:59.');
  return { hour, minute };
}

/** As it is written in full: `day 2 09:00`. */
export function describeClock({ day, hour, minute }: { day: number; hour: number; minute: number }): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `day ${day} ${two(hour)}:${two(minute)}`;
}

export const outageKind = { unit: 'hang, refuse, errors N % or slow xN', read: readOutageKind };

function readOutageKind(text: string): OutageKind {
  if (text === 'hang' || text === 'refuse') return { kind: text };
  const [word, ...rest] = text.split(' ');
  if (word === 'errors') return { kind: 'errors', share: readShare(rest.join(' ')) };
  if (word !== 'slow') throw new Unreadable('Expected `hang`, `refuse`, `errors 30 %` or `slow x4`.');
  return { kind: 'slow', by: readSlowness(rest.join(' ')) };
}
