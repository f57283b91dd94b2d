/** A comparison as tables for programs: every number of every replication, every difference, and what guesses do to them. */
import type { Comparison } from '../../experiments/compare/comparison.ts';
import type { Samples } from '../../experiments/compare/numbers.ts';
import type { VerdictTornado } from '../../experiments/compare/verdict-tornado.ts';
import type { Table } from '../../experiments/run-result.ts';
import { numbersOf } from '../../experiments/tasks/numbers.ts';

type Cell = string | number | boolean | null;
type Kind = Table['columns'][number]['type'];

/** A table from rows; columns in the order given. */
function tableOf(
  name: string,
  columns: readonly (readonly [name: string, type: Kind])[],
  rows: readonly Cell[][],
): Table {
  return {
    name,
    columns: columns.map(([column, type], at) => ({ name: column, type, values: rows.map(row => row[at]!) })),
  };
}

/** One row for each variant, replication and number. */
export const replicationsTable = (samples: Samples): Table =>
  tableOf(
    'replications',
    [
      ['variant', 'STRING'],
      ['replication', 'INT32'],
      ['seed', 'DOUBLE'],
      ['metric', 'STRING'],
      ['number', 'STRING'],
      ['unit', 'STRING'],
      ['n', 'DOUBLE'],
      ['censored', 'DOUBLE'],
      ['value', 'DOUBLE'],
    ],
    [...samples].flatMap(([variant, replications]) =>
      replications.flatMap(one =>
        one === undefined
          ? []
          : numbersOf(one.metrics).map(({ metric, name, unit, n, censored, value }): Cell[] => [
              variant,
              one.replication,
              one.seed,
              metric,
              name,
              unit,
              n,
              censored,
              value,
            ]),
      ),
    ),
  );

/** One row for each number and variant but the base. */
export const differencesTable = ({ numbers, base }: Comparison): Table =>
  tableOf(
    'differences',
    [
      ['metric', 'STRING'],
      ['number', 'STRING'],
      ['unit', 'STRING'],
      ['base', 'STRING'],
      ['variant', 'STRING'],
      ['n', 'INT32'],
      ['value', 'DOUBLE'],
      ['low', 'DOUBLE'],
      ['high', 'DOUBLE'],
      ['p', 'DOUBLE'],
      ['p_adjusted', 'DOUBLE'],
      ['differs', 'BOOLEAN'],
      ['variance_reduction', 'DOUBLE'],
      ['method', 'STRING'],
    ],
    numbers.flatMap(({ metric, name, unit, differences }) =>
      differences.map(({ variant, n, value, low, high, p, pAdjusted, differs, varianceReduction, method }): Cell[] => [
        metric,
        name,
        unit,
        base,
        variant,
        n,
        value,
        low,
        high,
        p,
        pAdjusted,
        differs,
        varianceReduction,
        method,
      ]),
    ),
  );

/** One row for each value of a guess and each variant but the base: its difference there, and what became of the verdict. */
export const guessesTable = ({ number, unit, base, guesses }: VerdictTornado): Table =>
  tableOf(
    'guesses',
    [
      ['path', 'STRING'],
      ['guess', 'STRING'],
      ['number', 'STRING'],
      ['unit', 'STRING'],
      ['base', 'STRING'],
      ['variant', 'STRING'],
      ['n', 'INT32'],
      ['value', 'DOUBLE'],
      ['low', 'DOUBLE'],
      ['high', 'DOUBLE'],
      ['differs', 'BOOLEAN'],
      ['best', 'STRING'],
      ['standing', 'STRING'],
    ],
    guesses.flatMap(({ path, ends }) =>
      ends.flatMap(({ value: guess, differences, best, standing }) =>
        differences.map(({ variant, n, value, low, high, differs }): Cell[] => [
          path,
          guess,
          number,
          unit,
          base,
          variant,
          n,
          value,
          low,
          high,
          differs,
          best,
          standing,
        ]),
      ),
    ),
  );
