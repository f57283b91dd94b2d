/**
 * Numbers as people read them: `2 min 41 s`, `96.4 %`, `12 345`. Every function gives the same text on every machine:
 * no locale, no time zone, only the decimal digits that the language itself prescribes.
 */

const microsecondsPer = { ms: 1e3, s: 1e6, min: 60e6, h: 3_600e6, d: 86_400e6 };

/** What is shown where there is no value: nothing was observed. */
export const noValue = '–';

/** U+202F keeps the digits of one number together and cannot be taken for a decimal sign. */
const thinSpace = '\u202f';
const minus = '\u2212';

/** 1234567 → `1 234 567`, with narrow spaces. */
export function formatCount(count: number): string {
  if (!Number.isFinite(count)) return noValue;
  const digits = Math.abs(Math.round(count)).toFixed(0);
  const grouped = digits.replace(/\B(?=(\d{3})+$)/g, thinSpace);
  return count < 0 && digits !== '0' ? minus + grouped : grouped;
}

/** Three significant digits at most, thousands grouped, no trailing zeros: `0.0123`, `4.2`, `31`, `12 345`. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return noValue;
  if (Number.isInteger(value) || Math.abs(value) >= 999.5) return formatCount(value);
  const magnitude = magnitudeOf(Math.abs(value));
  const decimals = Math.min(12, Math.max(0, 2 - magnitude));
  return signed(trimZeros(value.toFixed(decimals)));
}

/** The power of ten that a number begins with: 2 for 345. */
const magnitudeOf = (value: number): number => Number(value.toExponential().split('e')[1]);

/** A duration in at most two units: `380 ms`, `3.4 s`, `2 min 41 s`, `38 min`, `2 h 5 min`, `3 d 4 h`. */
export function formatDuration(duration_us: number): string {
  if (!Number.isFinite(duration_us)) return noValue;
  if (duration_us < 0) return minus + formatDuration(-duration_us);
  const { ms, s, min, h, d } = microsecondsPer;
  if (duration_us < ms) return `${trimZeros(duration_us.toFixed(duration_us < 10 ? 1 : 0))} µs`;
  if (duration_us < 0.9995 * s) return `${threeDigits(duration_us / ms)} ms`;
  if (duration_us < 9.95 * s) return `${trimZeros((duration_us / s).toFixed(1))} s`;
  if (duration_us < 59.5 * s) return `${(duration_us / s).toFixed(0)} s`;
  if (duration_us < 10 * min - s / 2) return twoUnits(duration_us, min, 'min', s, 's');
  if (duration_us < 59.5 * min) return `${(duration_us / min).toFixed(0)} min`;
  if (duration_us < 10 * h - min / 2) return twoUnits(duration_us, h, 'h', min, 'min');
  if (duration_us < 23.5 * h) return `${(duration_us / h).toFixed(0)} h`;
  if (duration_us < 10 * d - h / 2) return twoUnits(duration_us, d, 'd', h, 'h');
  return `${formatCount(duration_us / d)} d`;
}

/** Data volume in decimal units, as operators bill it: `730 B`, `4.2 MB`, `1.25 GB`. */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes)) return noValue;
  if (bytes < 0) return minus + formatBytes(-bytes);
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value.toFixed(0) : formatNumber(value)} ${units[unit]}`;
}

/** A part of a whole, 0 to 1, never rounded up to all or down to nothing: `96.4 %`, `0.41 %`, `>99.99 %`. */
export function formatShare(share: number): string {
  if (!Number.isFinite(share)) return noValue;
  if (share < 0) return minus + formatShare(-share);
  if (share === 0 || share === 1) return `${share * 100} %`;
  if (share < 0.0001) return '<0.01 %';
  if (share > 0.9999 && share < 1) return '>99.99 %';
  const percent = share * 100;
  const nearAnEnd = percent < 1 || (percent > 99 && percent < 100);
  return `${trimZeros(percent.toFixed(nearAnEnd ? 2 : 1))} %`;
}

/** `4.2 per s`. */
export const formatRate = (perSecond: number): string =>
  Number.isFinite(perSecond) ? `${formatNumber(perSecond)} per s` : noValue;

/** A value with its unit in display form; units that nobody listed here are written behind the number as they are. */
export function formatValue(value: number | null, unit: string): string {
  if (value === null || !Number.isFinite(value)) return noValue;
  const scale = durationScale(unit);
  if (scale !== undefined) return formatDuration(value * scale);
  switch (unit) {
    case 'B':
    case 'byte':
    case 'bytes':
      return formatBytes(value);
    case 'share':
      return formatShare(value);
    case '%':
      return `${formatNumber(value)} %`;
    case 'per s':
    case '/s':
    case '1/s':
      return formatRate(value);
    case '':
    case '1':
    case 'count':
      return formatNumber(value);
    default:
      return `${formatNumber(value)} ${unit}`;
  }
}

/** Microseconds in one of the unit, or undefined where the unit is not one of time. */
export function durationScale(unit: string): number | undefined {
  if (unit === 'µs' || unit === 'us') return 1;
  if (unit === 'days' || unit === 'day') return microsecondsPer.d;
  return Object.hasOwn(microsecondsPer, unit) ? microsecondsPer[unit as keyof typeof microsecondsPer] : undefined;
}

/** `1 buyer`, `3 buyers`. */
export const counted = (count: number, noun: string, plural = `${noun}s`): string =>
  `${formatCount(count)} ${count === 1 ? noun : plural}`;

function twoUnits(duration_us: number, big: number, bigName: string, small: number, smallName: string): string {
  const whole = Math.round(duration_us / small);
  const ratio = big / small;
  const rest = whole % ratio;
  const bigPart = `${Math.floor(whole / ratio)} ${bigName}`;
  return rest === 0 ? bigPart : `${bigPart} ${rest} ${smallName}`;
}

function threeDigits(value: number): string {
  return trimZeros(value.toFixed(value < 9.995 ? 2 : value < 99.95 ? 1 : 0));
}

function trimZeros(digits: string): string {
  return digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
}

function signed(digits: string): string {
  return digits.startsWith('-') ? minus + digits.slice(1) : digits;
}
