/**
 * Durations as the wire writes them: `P6DT4H`, `PT0S` (ISO 8601, days to seconds).
 *
 * Years and months have no fixed length and are refused.
 */
import { type Microseconds, seconds } from '../../sim/index.ts';
import { type Parsed, parsed, unreadable } from '../identifiers.ts';

/** Writes whole seconds; what is left of one is dropped, so that nobody is promised more time than there is. */
export function formatIsoDuration(duration: Microseconds): string {
  const whole = Math.max(0, Math.floor(duration / 1_000_000));
  const day = part(Math.floor(whole / 86_400), 'D');
  const time =
    part(Math.floor(whole / 3_600) % 24, 'H') + part(Math.floor(whole / 60) % 60, 'M') + part(whole % 60, 'S');
  if (day === '' && time === '') return 'PT0S';
  return time === '' ? `P${day}` : `P${day}T${time}`;
}

export function parseIsoDuration(text: string): Parsed<Microseconds> {
  const match = /^P(?:(\d+)W|(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,6})?)S)?)?)$/.exec(text);
  if (match === null || text === 'P')
    return unreadable(`"${text}" is not a duration of weeks, or of days, hours, minutes and seconds, such as P6DT4H`);
  const [weeks, days, hours, minutes, secs] = match.slice(1).map(number => Number(number ?? 0));
  const duration = seconds(weeks * 604_800 + days * 86_400 + hours * 3_600 + minutes * 60 + secs);
  return Number.isSafeInteger(duration) ? parsed(duration) : unreadable(`"${text}" is longer than the clock can name`);
}

const part = (n: number, letter: string): string => (n === 0 ? '' : `${n}${letter}`);
