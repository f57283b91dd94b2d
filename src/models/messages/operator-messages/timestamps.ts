/**
 * Time stamps in messages: `18:30 05/03/2024` by the format `%H:%M %d/%m/%Y`.
 *
 * Source: Microsoft Learn, "WWAN schema" (UsageTimestamp). Assumption: the time is UTC and midnight where it is missing; %y
 * is a year from 2000 on; a code without # takes both digits; a blank in the format stands for any white space; %p counts
 * with %I only, and %I without %p is before noon; without tokens %p reads AM and PM.
 */
import { type Parsed, parsed, unreadable } from '../../identifiers.ts';
import type { MessageRule } from '../provisioning/message-rules.ts';
import type { UnixMilliseconds } from '../provisioning/simple-types.ts';
import { trimmed, withPlainDigits } from './exact-number.ts';

type TimestampField = NonNullable<NonNullable<MessageRule['fields']>['usageTimestamp']>;

const codes = ['d', 'H', 'I', 'm', 'M', 'S', 'y', 'Y'] as const;
type Code = (typeof codes)[number];
const named: Readonly<Record<Code, string>> = {
  d: 'day',
  H: 'hour',
  I: 'hour of the half day',
  m: 'month',
  M: 'minute',
  S: 'second',
  y: 'year',
  Y: 'year',
};
const bounds: Readonly<Record<Code, readonly [least: number, most: number]>> = {
  d: [1, 31],
  H: [0, 23],
  I: [1, 12],
  m: [1, 12],
  M: [0, 59],
  S: [0, 59],
  y: [0, 99],
  Y: [1, 9_999],
};

type Piece =
  | {
      readonly kind: 'number';
      readonly code: Code;
      readonly least: number;
      readonly most: number;
      readonly written: string;
    }
  | { readonly kind: 'half' }
  | { readonly kind: 'blank' }
  | { readonly kind: 'text'; readonly text: string };

/** A format made ready. */
export interface TimestampFormat {
  readonly format: string;
  readonly pieces: readonly Piece[];
  readonly halves: readonly (readonly [token: string, isAfterNoon: boolean])[];
}

export interface ReadTimestamp {
  readonly at_ms: UnixMilliseconds;
  /** What was inferred. */
  readonly note?: string;
}

/** @param field  as the schema takes it: with codes that are known */
export function prepareTimestamp({ format, amToken = '', pmToken = '' }: TimestampField): TimestampFormat {
  const pieces = [...format.matchAll(/%(#?)([dHImMSyYp])|(\s+)|([\s\S])/g)].map(
    ([written, short, code, blank, text]): Piece => {
      if (blank !== undefined) return { kind: 'blank' };
      if (text !== undefined) return { kind: 'text', text };
      const number = codes.find(one => one === code);
      if (number === undefined) return { kind: 'half' };
      const most = number === 'Y' ? 4 : 2;
      return { kind: 'number', code: number, least: short === '#' ? 1 : most, most, written };
    },
  );
  const tokens = (token: string, standard: string, isAfterNoon: boolean) =>
    wordsOf(token === '' ? standard : token).map(word => [word, isAfterNoon] as const);
  const halves = [...tokens(amToken, 'AM', false), ...tokens(pmToken, 'PM', true)];
  return { format, pieces, halves: halves.sort((a, b) => b[0].length - a[0].length) };
}

/** A token as it stands, and its words: the pages show lists as well as single tokens. */
export const wordsOf = (token: string): readonly string[] =>
  [...new Set([token, ...token.split(/\s+/)])].filter(word => word !== '');

/**
 * Reads a time stamp.
 *
 * @param now_ms  when the message was received; only a missing year needs it
 */
export function readTimestamp(raw: string, format: TimestampFormat, now_ms?: number): Parsed<ReadTimestamp> {
  const read = readPieces(withPlainDigits(trimmed(raw)), format);
  if (!read.ok) return unreadable(`"${raw}" does not fit ${format.format}: ${read.reason}`);
  const { numbers, isAfterNoon } = read.value;
  const { d: day = 1, m: month = 1, H, I, M: minute = 0, S: second = 0, Y, y } = numbers;
  const hour = H ?? (I === undefined ? 0 : (I % 12) + (isAfterNoon ? 12 : 0));
  const inYear = (year: number) => moment(year, month, day, hour, minute, second);
  const year = Y ?? (y === undefined ? undefined : 2_000 + y);
  if (day > daysOf(month, 2_000)) return unreadable(`"${raw}": there is no ${day} ${months[month - 1]}`);
  if (year === undefined) return inferYear(raw, inYear, now_ms);
  if (day > daysOf(month, year)) return unreadable(`"${raw}": there is no ${day} ${months[month - 1]} in ${year}`);
  return parsed({ at_ms: inYear(year)! });
}

const months = 'January February March April May June July August September October November December'.split(' ');

interface Numbers {
  readonly numbers: Partial<Record<Code, number>>;
  readonly isAfterNoon: boolean;
}

function readPieces(text: string, { pieces, halves }: TimestampFormat): Parsed<Numbers> {
  const numbers: Partial<Record<Code, number>> = {};
  let isAfterNoon = false;
  let at = 0;
  const found = () => (at < text.length ? `stands "${text.slice(at, at + 12)}"` : 'the text ends');
  for (const piece of pieces) {
    if (piece.kind === 'number') {
      const digits = /^\d*/.exec(text.slice(at, at + piece.most))![0];
      const value = Number(digits);
      const [least, most] = bounds[piece.code];
      if (digits === '') return unreadable(`where ${piece.written} wants the ${named[piece.code]}, ${found()}`);
      if (digits.length < piece.least)
        return unreadable(
          `${piece.written} wants ${piece.most} digits, "${digits}" has ${digits.length}; write %#${piece.code}`,
        );
      if (value < least || value > most) return unreadable(`there is no ${named[piece.code]} ${digits}`);
      if (numbers[piece.code] !== undefined && numbers[piece.code] !== value)
        return unreadable(
          `it names the ${named[piece.code]} ${numbers[piece.code]} and the ${named[piece.code]} ${value}`,
        );
      numbers[piece.code] = value;
      at += digits.length;
    } else if (piece.kind === 'half') {
      const half = halves.find(([token]) => text.startsWith(token, at));
      if (half === undefined)
        return unreadable(`where %p wants one of ${halves.map(([token]) => token).join(', ')}, ${found()}`);
      isAfterNoon = half[1];
      at += half[0].length;
    } else {
      const wanted = piece.kind === 'blank' ? /^\s+/.exec(text.slice(at))?.[0] : piece.text;
      if (wanted === undefined || !text.startsWith(wanted, at))
        return unreadable(`where the format has ${piece.kind === 'blank' ? 'a blank' : `"${piece.text}"`}, ${found()}`);
      at += wanted.length;
    }
  }
  return at < text.length
    ? unreadable(`"${text.slice(at, at + 12)}" stands behind its end`)
    : parsed({ numbers, isAfterNoon });
}

/** Leap days are at most eight years apart: none in 1900. */
const longestWait_years = 8;
const day_ms = 86_400_000;

/** The most recent occurrence that is not after the time of receipt. */
function inferYear(
  raw: string,
  inYear: (year: number) => UnixMilliseconds | undefined,
  now_ms?: number,
): Parsed<ReadTimestamp> {
  if (now_ms === undefined) return unreadable(`"${raw}" names no year, which only the time of receipt can tell`);
  const latest = new Date(now_ms).getUTCFullYear();
  for (let year = latest; year >= latest - longestWait_years; year -= 1) {
    const at_ms = inYear(year);
    if (at_ms === undefined || at_ms > now_ms) continue;
    const thisYear = inYear(latest);
    const isJustAhead = year < latest && thisYear !== undefined && thisYear - now_ms < day_ms;
    const ahead = isJustAhead
      ? `; in ${latest} it would be less than a day after the receipt: time stamps are read as UTC`
      : '';
    return parsed({ at_ms, note: `the year ${year} is inferred: the most recent before the receipt${ahead}` });
  }
  return unreadable(`"${raw}" has not occurred since ${latest - longestWait_years}`);
}

/** Undefined where the year has no such day. */
function moment(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): UnixMilliseconds | undefined {
  if (day > daysOf(month, year)) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return (date.getTime() + ((hour * 60 + minute) * 60 + second) * 1_000) as UnixMilliseconds;
}

function daysOf(month: number, year: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}
