/** A sweep as a table for other programs: a row for each point, replication and number. */
import type { Table } from '../run-result.ts';
import { numbersOf } from '../tasks/numbers.ts';
import type { Swept } from './sweep.ts';

/** More rows than this do not fit the memory that everything else leaves: then only drawn numbers are kept. */
const mostRows = 2_000_000;

export function sweepTable({ result, samples }: Swept): Table {
  const drawn = new Set(result.numbers.filter(({ isDrawn }) => isDrawn).map(({ name }) => name));
  const runs = samples.reduce((sum, { replications }) => sum + replications.length, 0);
  const isWhole = runs * result.numbers.length <= mostRows;
  const rows = samples.flatMap(({ point, replications }, index) =>
    replications.flatMap(replication =>
      replication === undefined
        ? []
        : numbersOf(replication.metrics)
            .filter(({ name }) => isWhole || drawn.has(name))
            .map(number => ({ index, at: point.at, replication, number })),
    ),
  );
  return {
    name: 'sweep',
    columns: [
      { name: 'point', type: 'INT32', values: rows.map(({ index }) => index) },
      ...result.axes.flatMap((axis, i): Table['columns'] => [
        { name: axis.path, type: 'STRING', values: rows.map(({ at }) => axis.values[at[i]!]!.text) },
        {
          name: `${axis.path} (${axis.unit ?? 'no number'})`,
          type: 'DOUBLE',
          values: rows.map(({ at }) => axis.values[at[i]!]!.position),
        },
      ]),
      { name: 'replication', type: 'INT32', values: rows.map(({ replication }) => replication.replication) },
      { name: 'seed', type: 'DOUBLE', values: rows.map(({ replication }) => replication.seed) },
      { name: 'metric', type: 'STRING', values: rows.map(({ number }) => number.metric) },
      { name: 'number', type: 'STRING', values: rows.map(({ number }) => number.name) },
      { name: 'unit', type: 'STRING', values: rows.map(({ number }) => number.unit) },
      { name: 'value', type: 'DOUBLE', values: rows.map(({ number }) => number.value) },
      { name: 'n', type: 'DOUBLE', values: rows.map(({ number }) => number.n) },
      { name: 'censored', type: 'DOUBLE', values: rows.map(({ number }) => number.censored) },
    ],
  };
}
