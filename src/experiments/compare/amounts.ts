/**
 * Differences and their intervals as people say them, with one unit for all three numbers and no more digits than the
 * interval bears: `2.1 points (95 % 1.6 to 2.6)`, `212 s (95 % 198 to 226)`.
 */
import { durationScale, formatCount, formatValue, noValue } from '../format.ts';

export interface Scale {
  /** What a value is multiplied with. */
  by: number;
  /** Behind the number, with its space before it; empty for a count. */
  unit: string;
}

const times: readonly (readonly [most_us: number, us: number, unit: string])[] = [
  [1e3, 1, 'µs'],
  [1e6, 1e3, 'ms'],
  [600e6, 1e6, 's'],
  [36_000e6, 60e6, 'min'],
  [864_000e6, 3_600e6, 'h'],
  [Number.POSITIVE_INFINITY, 86_400e6, 'd'],
];
const sizes = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** One unit for numbers up to the largest, so that an interval is told in that of its value. */
export function scaleFor(largest: number, unit: string): Scale {
  const duration = durationScale(unit);
  if (duration !== undefined) {
    const [, us, word] = times.find(([most]) => largest * duration < most)!;
    return { by: duration / us, unit: ` ${word}` };
  }
  if (unit === 'share') return { by: 100, unit: ' points' };
  if (unit === 'B') {
    let [by, at] = [1, 0];
    for (; largest * by >= 999.5 && at < sizes.length - 1; at += 1) by /= 1000;
    return { by, unit: ` ${sizes[at]}` };
  }
  return { by: 1, unit: unit === '' || unit === 'count' || unit === '1' ? '' : ` ${unit}` };
}

/** Digits behind the point: those at which the interval begins to matter, and one more. */
function decimalsFor(halfWidth: number, value: number): number {
  const size = halfWidth > 0 ? halfWidth : Math.abs(value) / 20;
  let decimals = 0;
  for (let least = 2.95; size < least && decimals < mostDecimals; least /= 10) decimals += 1;
  return decimals;
}

const mostDecimals = 6;

export interface Spanned {
  value: number;
  low: number | null;
  high: number | null;
}

export interface AmountInWords {
  /** With its unit and without a sign: `2.1 points`. */
  amount: string;
  /** The interval in the same unit and direction: `1.6 to 2.6`; empty where there is none. */
  interval: string;
}

/** How far, without a sign: words tell the direction. */
export function amountInWords({ value, low, high }: Spanned, unit: string): AmountInWords {
  const sign = value < 0 ? -1 : 1;
  const ends = low === null || high === null ? undefined : sign < 0 ? [-high, -low] : [low, high];
  const { by, unit: word } = scaleFor(Math.abs(value), unit);
  const decimals = decimalsFor(ends === undefined ? 0 : ((ends[1]! - ends[0]!) * by) / 2, value * by);
  const told = (one: number) => number(one * by, decimals, ends === undefined || ends[0] === ends[1]);
  return {
    amount: `${told(sign * value)}${word}`,
    interval: ends === undefined ? '' : `${told(ends[0]!)} to ${told(ends[1]!)}`,
  };
}

/** From low to high with signs: `−0.3 to 0.5 points`. */
export function spanInWords({ value, low, high }: Spanned, unit: string): string {
  if (low === null || high === null) return noValue;
  const { by, unit: word } = scaleFor(Math.max(Math.abs(low), Math.abs(high)), unit);
  const decimals = decimalsFor(((high - low) * by) / 2, value * by);
  return `${number(low * by, decimals)} to ${number(high * by, decimals)}${word}`;
}

/** With its sign and half the interval: `+2.1 ±0.5 points`. */
export function signedInWords({ value, low, high }: Spanned, unit: string): string {
  const reach = low === null || high === null ? 0 : (high - low) / 2;
  const { by, unit: word } = scaleFor(Math.max(Math.abs(value), reach), unit);
  const half = reach * by;
  const decimals = decimalsFor(half, value * by);
  const sign = value > 0 ? '+' : '';
  return `${sign}${number(value * by, decimals)}${low === null ? '' : ` ±${number(half, decimals)}`}${word}`;
}

/**
 * With half the interval: `34.9 % ±0.5`, `5 min 3 s ±4 s`; and where the value rounded for people would hide what the interval
 * tells, with as many digits as that has: `19.49 ±0.08 min`.
 */
export function valueWithReach({ value, low, high }: Spanned, unit: string): string {
  const alone = formatValue(value, unit);
  if (low === null || high === null || low === high) return alone;
  const reach = (high - low) / 2;
  const { by, unit: word } = scaleFor(Math.max(Math.abs(value), reach), unit);
  const half = reach * by;
  const decimals = decimalsFor(half, 0);
  const told = number(half, decimals);
  if (durationScale(unit) === undefined) return `${alone} ±${told}${unit === 'B' ? word : ''}`;
  return decimals > 0 && /^\S+ \S+$/.test(alone)
    ? `${number(value * by, decimals)} ±${told}${word}`
    : `${alone} ±${told}${word}`;
}

function number(value: number, decimals: number, isAlone = false): string {
  if (decimals === 0) return formatCount(value);
  const fixed = value === 0 ? '0' : Math.abs(value).toFixed(decimals);
  const digits = isAlone ? fixed.replace(/\.?0+$/, '') : fixed;
  return value < 0 && Number(digits) !== 0 ? `\u2212${digits}` : digits;
}
