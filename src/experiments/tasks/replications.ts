/** Many replications of one variant at one point, as statistics want them: columns of numbers by name, in order. */

import { type NumberOfMetric, numbersOf } from './numbers.ts';
import type { Replication } from './replication.ts';

/** One number over all replications. */
export interface NumberColumn extends Omit<NumberOfMetric, 'value' | 'n' | 'censored'> {
  /** One for each replication; null where it had no data. */
  values: (number | null)[];
  /** Observations of all replications together. */
  n: number;
  censored: number;
}

/** In the order of the first replication's metrics. Every replication of a variant has the same metrics. */
export function columnsOf(replications: readonly Replication[]): NumberColumn[] {
  const columns = new Map<string, NumberColumn>();
  for (const { metrics } of replications)
    for (const { value, n, censored, ...words } of numbersOf(metrics)) {
      const column = columns.get(words.name) ?? { ...words, values: [], n: 0, censored: 0 };
      columns.set(words.name, column);
      column.values.push(value);
      column.n += n;
      column.censored += censored;
    }
  return [...columns.values()];
}
