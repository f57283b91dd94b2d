/** The unit in which an axis is read: times in µs become ms, s, min or h, volumes MB or GB, shares per cent. */
import { durationScale } from '../../experiments/format.ts';

export interface AxisScale {
  /** Multiplies the values. */
  by: number;
  /** In display form; empty for plain numbers. */
  unit: string;
}

const times = ['h', 'min', 's', 'ms'] as const;
const volumes = [
  ['TB', 1e12],
  ['GB', 1e9],
  ['MB', 1e6],
  ['kB', 1e3],
] as const;

/** @param most  the largest value that is drawn */
export function axisScale(unit: string | null, most: number): AxisScale {
  const inMicroseconds = durationScale(unit ?? '');
  if (inMicroseconds !== undefined) {
    const found = times.find(time => most * inMicroseconds >= 2 * durationScale(time)!) ?? 'ms';
    return { by: inMicroseconds / durationScale(found)!, unit: found };
  }
  if (unit === 'B') {
    const [found, size] = volumes.find(([, bytes]) => most >= bytes) ?? ['B', 1];
    return { by: 1 / size, unit: found };
  }
  if (unit === 'share') return { by: 100, unit: '%' };
  if (unit === 'times') return { by: 1, unit: 'times as written' };
  return { by: 1, unit: unit === null || unit === 'count' ? '' : unit };
}

export const withUnit = (words: string, { unit }: AxisScale): string => (unit === '' ? words : `${words} (${unit})`);
