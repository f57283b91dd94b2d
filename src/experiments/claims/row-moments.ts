/** When the rows of a set began: what is counted, and what belongs to the warm-up. */
import { vocabulary } from '../../scenarios/index.ts';
import type { Row } from './row-terms.ts';

/** The moment of a row in µs of the run; not a number where its set has none, or the row has not begun. */
export function momentOf(set: string, row: Row): number {
  const { moment: field } = vocabulary.sets[set]!;
  const at = field === undefined ? undefined : row[field];
  return typeof at === 'number' ? at : Number.NaN;
}

/** Whether a row counts: it did not begin in the warm-up. Rows without a moment tell what the run has come to. */
export const isCounted = (set: string, row: Row, countsFrom: number): boolean => !(momentOf(set, row) < countsFrom);
