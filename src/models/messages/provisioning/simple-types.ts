/**
 * The simple types of the provisioning schemas: what the text of an element or an attribute may be. Each reads a text with
 * its bounds and writes a value back.
 *
 * Source: Microsoft Learn, "Base schema" and the schemas that use it; XML Schema Part 2, W3C.
 */
import { type Microseconds, type Quantity, seconds } from '../../../sim/index.ts';
import { type Parsed, parsed, unreadable } from '../../identifiers.ts';

/** A moment as files and certificates give it: ms since 1970 began, UTC. */
export type UnixMilliseconds = Quantity<'ms since 1970'>;

/** What reading gave, and what the reader should be told although it was taken. */
export type Taken<Value> = Parsed<Value> & { readonly warning?: string };

export interface Simple<Value> {
  read(text: string): Taken<Value>;
  write(value: Value): string;
}

const collapsed = (text: string): string => text.replace(/[ \t\r\n]+/g, ' ').replace(/^ | $/g, '');
/** Characters as XML Schema counts them. */
const lengthOf = (text: string): number => [...text].length;
const shown = (text: string): string => (text.length > 60 ? `"${text.slice(0, 60)}…"` : `"${text}"`);

const textOf = (tidy: (text: string) => string, least: number, most: number): Simple<string> => ({
  read(raw) {
    const text = tidy(raw);
    const length = lengthOf(text);
    if (length < least || length > most)
      return unreadable(`${shown(text)} has ${length} characters; ${least} to ${most} are allowed`);
    return parsed(text);
  },
  write: value => value,
});

/** Text as it stands, blanks and all. */
export const verbatim = (least = 0, most = Number.POSITIVE_INFINITY) => textOf(text => text, least, most);
/** Text whose white space does not count: each run of it is one blank, none at the ends. */
export const token = (least = 0, most = Number.POSITIVE_INFINITY) => textOf(collapsed, least, most);

/** A token that fits a pattern as a whole. */
export const matching = (pattern: RegExp, what: string, most = Number.POSITIVE_INFINITY): Simple<string> => ({
  read(raw) {
    const text = collapsed(raw);
    const isOne = lengthOf(text) <= most && pattern.test(text);
    return isOne ? parsed(text) : unreadable(`${shown(text)} is not ${what}`);
  },
  write: value => value,
});

export const oneWordOf = <const Words extends readonly string[]>(...words: Words): Simple<Words[number]> => ({
  read(raw) {
    const word = words.find(one => one === collapsed(raw));
    return word === undefined ? unreadable(`${shown(collapsed(raw))} is none of ${words.join(', ')}`) : parsed(word);
  },
  write: value => value,
});

/** 2^32: the largest number that the pages of the Plans schema name. */
const largestNumber = 4_294_967_296;

export const whole = (least: number, most: number = largestNumber): Simple<number> => ({
  read(raw) {
    const text = collapsed(raw);
    const isWhole = /^[+-]?\d{1,30}$/.test(text);
    const value = Number(text);
    if (!isWhole || value < least || value > most)
      return unreadable(`${shown(text)} is not a whole number from ${least} to ${most}`);
    return parsed(value === 0 ? 0 : value);
  },
  write: String,
});

/** Takes one number past the end with a warning: where two documents differ by one. */
export const wholeWithDoubt = (least: number, most: number, doubt: string): Simple<number> => ({
  read(raw) {
    const inside = whole(least, most + 1).read(raw);
    if (!inside.ok) return unreadable(`${shown(collapsed(raw))} is not a whole number from ${least} to ${most}`);
    return inside.value > most ? { ...inside, warning: doubt } : inside;
  },
  write: String,
});

export const boolean: Simple<boolean> = {
  read(raw) {
    const text = collapsed(raw);
    if (text === 'true' || text === '1') return parsed(true);
    return text === 'false' || text === '0' ? parsed(false) : unreadable(`${shown(text)} is neither true nor false`);
  },
  write: String,
};

/** Words between white space. */
export const words: Simple<readonly string[]> = {
  read: raw => parsed(collapsed(raw) === '' ? [] : collapsed(raw).split(' ')),
  write: value => value.join(' '),
};

/** A length of time as calendars have it: months differ in length, so they are kept apart. */
export interface CalendarDuration {
  readonly months: number;
  readonly time: Microseconds;
}

/** `P1M`, `P30D`, `PT1M30S`: as XML Schema writes durations, none below zero. */
export const calendarDuration: Simple<CalendarDuration> = {
  read(raw) {
    const text = collapsed(raw);
    const parts =
      /^P(?=[\dT])(?:(\d{1,9})Y)?(?:(\d{1,9})M)?(?:(\d{1,9})D)?(?:T(?=\d)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:\.\d{1,6})?)S)?)?$/.exec(
        text,
      );
    if (parts === null) return unreadable(`${shown(text)} is not a duration such as P1M, P30D or PT1M`);
    const [y, months, d, h, m, s] = parts.slice(1).map(number => Number(number ?? 0));
    const time = seconds(d * 86_400 + h * 3_600 + m * 60 + s);
    if (!Number.isSafeInteger(time)) return unreadable(`${shown(text)} is longer than the clock can name`);
    return parsed({ months: y * 12 + months, time });
  },
  write({ months, time }) {
    const wholeDays = Math.floor(time / 86_400_000_000);
    const rest = time - wholeDays * 86_400_000_000;
    const date = (months > 0 ? `${months}M` : '') + (wholeDays > 0 ? `${wholeDays}D` : '');
    if (rest === 0 && date !== '') return `P${date}`;
    const wholeSeconds = Math.floor(rest / 1_000_000);
    const micro = String(rest - wholeSeconds * 1_000_000)
      .padStart(6, '0')
      .replace(/0+$/, '');
    return `P${date}T${wholeSeconds}${micro === '' ? '' : `.${micro}`}S`;
  },
};

/** A duration without months, from `least` to `most`. */
export const shortDuration = (least: Microseconds, most: Microseconds, span: string): Simple<Microseconds> => ({
  read(raw) {
    const duration = calendarDuration.read(raw);
    if (!duration.ok) return duration;
    const { months, time } = duration.value;
    const isInside = months === 0 && time >= least && time <= most;
    return isInside ? parsed(time) : unreadable(`${shown(collapsed(raw))} is not a duration ${span}`);
  },
  write: time => calendarDuration.write({ months: 0, time }),
});

/** `2024-03-05T18:30:00Z`. Assumption: without a time zone it is UTC; fractions below a millisecond are dropped. */
export const dateTime: Simple<UnixMilliseconds> = {
  read(raw) {
    const text = collapsed(raw);
    const unread = () => unreadable(`${shown(text)} is not a date and time such as 2024-03-05T18:30:00Z`);
    const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d):(\d\d))?$/.exec(text);
    if (parts === null) return unread();
    const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number);
    const fraction = Number((parts[7] ?? '').slice(0, 3).padEnd(3, '0'));
    const offset = (Number(parts[9] ?? 0) * 60 + Number(parts[10] ?? 0)) * (parts[8] === '-' ? -1 : 1);
    const date = new Date(0);
    date.setUTCFullYear(year, month - 1, day);
    const isDay = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year > 0;
    const isTime = minute < 60 && second < 60 && (hour < 24 || (hour === 24 && minute + second + fraction === 0));
    if (!isDay || !isTime || Number(parts[10] ?? 0) > 59 || Math.abs(offset) > 840) return unread();
    const inDay = ((hour * 60 + minute - offset) * 60 + second) * 1_000 + fraction;
    return parsed((date.getTime() + inDay) as UnixMilliseconds);
  },
  write: moment => new Date(moment).toISOString(),
};

/** Base64, kept as text without white space. */
export const base64: Simple<string> = {
  read(raw) {
    const text = raw.replace(/[ \t\r\n]+/g, '');
    const isBase64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text);
    return isBase64 ? parsed(text) : unreadable(`${shown(text)} is not Base64`);
  },
  write: value => value,
};

/** Octets as pairs of hexadecimal digits, kept in capitals. */
export const octets = (least: number, most: number): Simple<string> => ({
  read(raw) {
    const text = collapsed(raw);
    const isHex = /^(?:[0-9A-Fa-f]{2})*$/.test(text) && text.length >= 2 * least && text.length <= 2 * most;
    return isHex
      ? parsed(text.toUpperCase())
      : unreadable(`${shown(text)} is not ${least} to ${most} octets in hexadecimal`);
  },
  write: value => value,
});

/** A simple type with a further condition. */
export const such = <Value>(type: Simple<Value>, wrong: (value: Value) => string | undefined): Simple<Value> => ({
  read(raw) {
    const taken = type.read(raw);
    const reason = taken.ok ? wrong(taken.value) : undefined;
    return reason === undefined ? taken : unreadable(reason);
  },
  write: type.write,
});

/** Names of profiles, descriptions, users: 1 to 255 characters. */
export const nameType = token(1, 255);
/** Names of operators. */
export const providerName = token(1, 20);
