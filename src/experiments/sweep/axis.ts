/** A parameter of a sweep as people read it: its short name, its values in words, and the order in which they stand. */
import type { Varied } from '../../scenarios/index.ts';
import { formatBytes, formatDuration, formatNumber } from '../format.ts';
import type { SweepAxis } from './sweep-result.ts';

export const axisOf = ({ path, written, unit, isLogarithmic, values }: Varied): SweepAxis => ({
  path,
  written,
  unit: unit ?? null,
  isLogarithmic,
  values: values.map(({ text, position }) => ({ text, position: position ?? null })),
});

/** The last names of its path, as many as it takes to say what it is: `api.servers`. */
export const axisName = ({ path }: Pick<SweepAxis, 'path'>): string => path.split('.').slice(-2).join('.');

/** Indices of the values in ascending order; as they were given where they are names. */
export function ascending({ values }: Pick<SweepAxis, 'values'>): number[] {
  const order = values.map((_, i) => i);
  return values.some(({ position }) => position === null)
    ? order
    : order.sort((a, b) => values[a]!.position! - values[b]!.position! || a - b);
}

/** Up to here one more is a step of its own; between 2,640 and 4,590 lines there are many others. */
const mostCounted = 100;

/** Whole numbers of something, few enough to be told one by one: between two of them lies nothing. */
export const isCounted = ({ unit, values }: Pick<SweepAxis, 'unit' | 'values'>): boolean =>
  unit === '' && values.every(({ position }) => Number.isInteger(position) && position! <= mostCounted);

/** A place on the axis in its unit: `3.4 per s`, `120 ms`, `x1.5`. */
export function placeInWords(position: number, unit: string | null): string {
  switch (unit) {
    case 'µs':
      return formatDuration(position);
    case 'B':
      return formatBytes(position);
    case 'times':
      return `x${formatNumber(position)}`;
    case '':
    case null:
      return formatNumber(position);
    default:
      return `${formatNumber(position)} ${unit}`;
  }
}
