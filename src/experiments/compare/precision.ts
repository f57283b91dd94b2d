/**
 * How tight the interval of a difference shall be: `1 %` of what the base has, or so much of the number itself, as
 * `0.5 points`, `5 s`, `200 kB`, `12`.
 */
import { readUnit } from '../../scenarios/index.ts';

export type Precision =
  /** Of the value of the base: 0.01 for 1 %. */
  | { of: 'base'; share: number }
  /** In µs, bytes or 0 to 1, with the unit of the numbers that it fits. */
  | { of: 'number'; halfWidth: number; unit: 'µs' | 'B' | 'share' | 'any' };

/** What cannot be read; the message says what was expected. */
export class PrecisionUnreadable extends Error {}

const expected = 'Expected a share of what the base has, as 1 %, or an amount, as 0.5 points, 5 s or 200 kB.';

/** @throws PrecisionUnreadable */
export function readPrecision(text: string): Precision {
  const [, digits = '', unit = ''] = /^\s*(\d+(?:\.\d+)?)\s*(\S*)\s*$/.exec(text) ?? [];
  const value = Number(digits);
  if (digits === '' || !(value > 0)) throw new PrecisionUnreadable(expected);
  if (unit === '%') return { of: 'base', share: value / 100 };
  if (unit === '') return { of: 'number', halfWidth: value, unit: 'any' };
  if (unit === 'points' || unit === 'point') return { of: 'number', halfWidth: value / 100, unit: 'share' };
  try {
    const { drawn, size } = readUnit(unit);
    return { of: 'number', halfWidth: value * size, unit: drawn === 'time' ? 'µs' : 'B' };
  } catch {
    throw new PrecisionUnreadable(`\`${unit}\` is no unit. ${expected}`);
  }
}

/** Half the width that an interval may have; undefined where the precision does not fit the number. */
export function allowedHalfWidth(precision: Precision, base: number, unit: string): number | undefined {
  if (precision.of === 'base') return precision.share * Math.abs(base);
  const fits = precision.unit === unit || (precision.unit === 'any' && !['µs', 'B', 'share'].includes(unit));
  return fits ? precision.halfWidth : undefined;
}
