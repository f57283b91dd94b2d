/**
 * Numbers with units, as people write them: `5 min`, `1h30m`, `200 MB`, `5 Mbit/s`, `3 per s`, `8.64 per day`, `5 %`,
 * `4.99 EUR`, `60_000`, `2019-09-02 00:00`. A bare number is a count and nothing else.
 */
import { type Bytes, bytes, type Cents, type Microseconds, microseconds } from '../sim/index.ts';
import { didYouMean } from './nearest-word.ts';

/** A text that does not say what it should. The message is the advice that a person reads below the place. */
export class Unreadable extends Error {
  /** Where in the text the wrong part begins, and how long it is; the whole text when undefined. */
  readonly part: { at: number; length: number } | undefined;

  constructor(message: string, part?: { at: number; length: number }) {
    super(message);
    this.name = 'Unreadable';
    this.part = part;
  }
}

/** A text that says something of the language that no model or experiment offers yet; the message says what it needs. */
export class NotBuiltYet extends Unreadable {}

export interface Money {
  /** In the smallest unit of the currency. */
  amount: Cents;
  currency: string;
}

/** What a number may be a number of. */
export type Dimension = 'time' | 'size' | 'share' | 'count' | 'per s';

const number = String.raw`\d[\d_]*(?:\.\d+)?`;

/** Microseconds. A month or a year has no fixed length, so neither is a unit here. */
const timeUnits = new Map([
  ['µs', 1],
  ['us', 1],
  ['ms', 1e3],
  ['s', 1e6],
  ['sec', 1e6],
  ['second', 1e6],
  ['seconds', 1e6],
  ['min', 6e7],
  ['minute', 6e7],
  ['minutes', 6e7],
  ['h', 3.6e9],
  ['hour', 3.6e9],
  ['hours', 3.6e9],
  ['day', 8.64e10],
  ['days', 8.64e10],
  ['week', 6.048e11],
  ['weeks', 6.048e11],
]);

/** Octets; MB is 1,000,000 of them, as in plan limits and balances. */
const sizeUnits = new Map([
  ['B', 1],
  ['kB', 1e3],
  ['MB', 1e6],
  ['GB', 1e9],
  ['TB', 1e12],
  ['KiB', 1_024],
  ['MiB', 1_048_576],
  ['GiB', 1_073_741_824],
]);

/** Octets per second. */
const bitRateUnits = new Map([
  ['bit/s', 0.125],
  ['kbit/s', 125],
  ['Mbit/s', 125_000],
  ['Gbit/s', 125_000_000],
]);

/** Currencies whose smallest unit is not a hundredth. */
const decimalsOfCurrency = new Map([
  ['JPY', 0],
  ['KRW', 0],
  ['CLP', 0],
  ['VND', 0],
  ['ISK', 0],
  ['KWD', 3],
  ['BHD', 3],
  ['OMR', 3],
  ['JOD', 3],
  ['TND', 3],
]);

/** What each dimension looks like, for "Expected a time, for example `120 ms`." */
const expected: Record<Dimension | 'bit rate', { what: string; unit: string }> = {
  time: { what: 'a time', unit: 'ms' },
  size: { what: 'a volume of data', unit: 'MB' },
  share: { what: 'a share', unit: '%' },
  count: { what: 'a whole number', unit: '' },
  'per s': { what: 'a rate', unit: 'per s' },
  'bit rate': { what: 'a bit rate', unit: 'Mbit/s' },
};

const longest = 60;

export const isTimeUnit = (word: string): boolean => timeUnits.has(word);
/** Whether the word is a unit of time or of data. */
export const isUnit = (word: string): boolean => timeUnits.has(word) || sizeUnits.has(word);
export const unitNames: readonly string[] = [...timeUnits.keys(), ...sizeUnits.keys()];

/** How many of the smallest coins make one unit of a currency: 100 cents. */
export const coinsOf = (currency: string): number => Number(`1e${decimalsOfCurrency.get(currency) ?? 2}`);

/** Whether a text is a time, whatever else is wrong with it. */
export function isTime(text: string): boolean {
  try {
    readTime(text);
    return true;
  } catch (problem) {
    if (problem instanceof Unreadable) return false;
    throw problem;
  }
}

/** A time in whole microseconds. `1h30m` and `1 h 30 min` are the same. */
export function readDuration(text: string): Microseconds {
  const exact = readTime(text);
  const whole = microseconds(exact);
  if (whole === 0 && exact > 0) throw new Unreadable('The clock counts whole microseconds; this is less than one.');
  return whole;
}

/** A time in microseconds, not rounded: a median or mean may lie between two of them. */
export function readTime(text: string): number {
  const compound = /^(?:(\d+) ?(?:days?|d) ?)?(?:(\d+) ?h ?)?(?:(\d+) ?(?:min|m) ?)?(?:(\d+) ?s)?$/.exec(text);
  if (compound !== null && compound.slice(1).filter(part => part !== undefined).length > 1) {
    const [days, hours, minutes, seconds] = compound.slice(1).map(part => Number(part ?? 0));
    return withinRange(days * 8.64e10 + hours * 3.6e9 + minutes * 6e7 + seconds * 1e6);
  }
  const m = new RegExp(`^(${number}) ?m$`).exec(text);
  if (m !== null) throw new Unreadable(`\`m\` could be minutes or months. Write \`${m[1]} min\`.`);
  return inUnits(text, timeUnits, 'time');
}

/** A volume of data in whole bytes. */
export const readSize = (text: string): Bytes => bytes(inUnits(text, sizeUnits, 'size'));

/** A volume of data in bytes, not rounded. */
export const readVolume = (text: string): number => inUnits(text, sizeUnits, 'size');

/** A bit rate, in bytes per second. */
export const readBitRate = (text: string): number => inUnits(text, bitRateUnits, 'bit rate');

/** A share from 0 to 1, written in per cent. */
export function readShare(text: string): number {
  const match = new RegExp(`^(${number}) ?%$`).exec(short(text));
  if (match === null) {
    const bare = plainNumber(text);
    if (bare !== undefined && bare <= 1)
      throw new Unreadable(`${text} of what? Expected a share, for example \`${trimmed(bare * 100)} %\`.`);
    throw unreadable(text, 'share');
  }
  const share = exactly(match[1], 1, 2);
  if (share > 1) throw new Unreadable('A share is at most 100 %.');
  return share;
}

/** Times per second, written `3 per s`, `50 per min`, `8.64 per day`. */
export function readRate(text: string): number {
  const match = new RegExp(`^(${number}) ?(?:per |/ ?)([a-z]+)$`).exec(short(text));
  const unit = match === null ? undefined : timeUnits.get(match[2]);
  if (match === null || unit === undefined) {
    if (match !== null) throw new Unreadable(`Per what? Expected a rate, for example \`${match[1]} per s\`.`);
    throw unreadable(text, 'per s');
  }
  return exactly(match[1], 1e6) / unit;
}

/** A whole number; `60_000` may be written with underscores. */
export function readCount(text: string): number {
  if (/^\d{1,3}(?:[,. ']\d{3})+$/.test(short(text)))
    throw new Unreadable(`Write large numbers as \`${text.replace(/[,. ']/g, '_')}\`.`);
  if (!/^\d[\d_]*$/.test(text) || text.endsWith('_'))
    throw new Unreadable('Expected a whole number, for example `60_000`.');
  if (/^0\d/.test(text))
    throw new Unreadable(
      `Expected a whole number without leading zeros, for example \`${Number(text.replaceAll('_', ''))}\`.`,
    );
  const count = Number(text.replaceAll('_', ''));
  if (!Number.isSafeInteger(count)) throw new Unreadable('This number is too large to be counted exactly.');
  return count;
}

/** An amount of money, in the smallest unit of its currency. */
export function readMoney(text: string): Money {
  const match = /^(\d[\d_]*)(?:\.(\d+))? ?([A-Z]{3})$/.exec(short(text));
  if (match === null) {
    if (plainNumber(text) !== undefined)
      throw new Unreadable(`${text} of what? Expected an amount of money, for example \`${text} EUR\`.`);
    throw new Unreadable('Expected an amount of money with its currency, for example `4.99 EUR`.');
  }
  const [, whole, fraction = '', currency] = match;
  const decimals = decimalsOfCurrency.get(currency) ?? 2;
  if (fraction.length > decimals) throw new Unreadable(`${currency} has ${decimals} decimals, not ${fraction.length}.`);
  const amount = Number(whole.replaceAll('_', '') + fraction.padEnd(decimals, '0'));
  if (!Number.isSafeInteger(amount)) throw new Unreadable('This amount is too large to be counted exactly.');
  return { amount: amount as Cents, currency };
}

/** A local date and time, as the milliseconds since 1970 that it would be in UTC. */
export function readLocalTime(text: string): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2}))?$/.exec(short(text));
  if (match === null) throw new Unreadable('Expected a date and a time of day, for example `2019-09-02 00:00`.');
  const [year, month, day, hour, minute] = match.slice(1).map(part => Number(part ?? 0));
  const time_ms = Date.UTC(year, month - 1, day, hour, minute);
  const date = new Date(time_ms);
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60;
  if (!exists) throw new Unreadable('There is no such moment in the calendar.');
  if (year < 1970 || year > 2200) throw new Unreadable('Expected a year from 1970 to 2200.');
  return time_ms;
}

/** `2.5 s`, `10 min`, `100234.567 µs`: the largest unit in which the time is a short number, read back as exactly the same. */
export function describeTime(time_us: number): string {
  return describeIn(
    time_us,
    [
      ['days', 8.64e10],
      ['h', 3.6e9],
      ['min', 6e7],
      ['s', 1e6],
      ['ms', 1e3],
    ],
    'µs',
  );
}

/** `200 MB`, `899.584 kB`: likewise for volumes. */
export function describeSize(size_bytes: number): string {
  return describeIn(
    size_bytes,
    [
      ['GB', 1e9],
      ['MB', 1e6],
      ['kB', 1e3],
    ],
    'B',
  );
}

function describeIn(value: number, units: readonly (readonly [string, number])[], smallest: string): string {
  for (const [unit, size] of units) {
    const count = value / size;
    if (count >= 1 && /^\d+(\.\d{1,3})?$/.test(String(count)) && count * size === value)
      return `${count} ${unit === 'days' && count === 1 ? 'day' : unit}`;
  }
  return `${decimal(value)} ${smallest}`;
}

/** A number in digits only, never in powers of ten. */
export function decimal(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(20).replace(/\.?0+$/, '') : text;
}

function inUnits(text: string, units: ReadonlyMap<string, number>, dimension: 'time' | 'size' | 'bit rate'): number {
  const match = new RegExp(`^(${number}) ?([^\\d\\s]+)$`, 'u').exec(short(text));
  if (match === null) throw unreadable(text, dimension);
  const [, digits, unit] = match;
  const size = units.get(unit);
  if (size === undefined) {
    const example = `${digits} ${expected[dimension].unit}`;
    throw new Unreadable(
      `\`${unit}\` is not a unit of ${dimension === 'size' ? 'data' : dimension === 'time' ? 'time' : 'bit rate'}. Expected ${expected[dimension].what}, for example \`${example}\`.${didYouMean(unit, units.keys())}`,
    );
  }
  return withinRange(exactly(digits, size));
}

function unreadable(text: string, dimension: Dimension | 'bit rate'): Unreadable {
  const { what, unit } = expected[dimension];
  if (plainNumber(text) !== undefined)
    return new Unreadable(`${text} of what? Expected ${what}, for example \`${text} ${unit}\`.`);
  if (/^-\s*\d/.test(text)) return new Unreadable(`Expected ${what} of zero or more, for example \`5 ${unit}\`.`);
  if (/^\d+,\d+/.test(text))
    return new Unreadable(`Decimals follow a point. Expected ${what}, for example \`2.5 ${unit}\`.`);
  return new Unreadable(`Expected ${what}, for example \`${dimension === 'time' ? '120' : '5'} ${unit}\`.`);
}

/**
 * The written number times a unit, divided by a power of ten, without an error where the result is a whole number:
 * 99.9 % is 0.999, and 1.001 s are 1,001,000 µs.
 */
function exactly(digits: string, unit: number, tenths = 0): number {
  const [whole, fraction = ''] = digits.replaceAll('_', '').split('.');
  const mantissa = Number(whole + fraction) * unit;
  return Number.isSafeInteger(mantissa)
    ? Number(`${mantissa}e-${fraction.length + tenths}`)
    : Number(`${digits.replaceAll('_', '')}e-${tenths}`) * unit;
}

/** A number without a unit, or undefined. */
export function plainNumber(text: string): number | undefined {
  return text.length <= longest && new RegExp(`^${number}$`).test(text) ? Number(text.replaceAll('_', '')) : undefined;
}

/** No quantity is longer than this, so no pattern ever meets a long text. */
function short(text: string): string {
  return text.length <= longest ? text : '';
}

function withinRange(value: number): number {
  if (value > Number.MAX_SAFE_INTEGER) throw new Unreadable('This is more than the simulator can count exactly.');
  return value;
}

const trimmed = (value: number): string => String(Number(value.toPrecision(12)));
