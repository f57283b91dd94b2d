/**
 * Tables of the rows that claims speak of: a column for each field of the vocabulary, with its unit in the name.
 */
import type { World } from '../models/index.ts';
import { type Dimension, vocabulary } from '../scenarios/index.ts';
import { isCounted } from './claims/row-moments.ts';
import type { Row } from './claims/row-terms.ts';
import { rowsOf } from './claims/world-rows.ts';
import type { PurchaseJourney } from './purchase-journey.ts';
import type { Table } from './run-result.ts';

/** A table of more rows is left out: nobody opens it, and writing it would take longer than the run. */
const rowsMost = 200_000;

type Column = Table['columns'][number];

const endings: Partial<Record<Dimension, string>> = { time: '_us', clock: '_us', size: '_bytes', money: '_coins' };
const types: Partial<Record<Dimension, Column['type']>> = { text: 'STRING', truth: 'BOOLEAN', count: 'INT32' };

/** The column of a field: `line.used` is `line_used_bytes`. */
export function columnOf(field: string, { dimension }: { dimension: Dimension }): Omit<Column, 'values'> {
  return { name: field.replaceAll('.', '_') + (endings[dimension] ?? ''), type: types[dimension] ?? 'DOUBLE' };
}

const tables: readonly { name: string; set: string }[] = [
  { name: 'purchases', set: 'purchase' },
  { name: 'people', set: 'person' },
  { name: 'lines', set: 'line' },
  { name: 'devices', set: 'device' },
  { name: 'profiles', set: 'profile' },
  { name: 'orders', set: 'order' },
  { name: 'operators', set: 'operator' },
  { name: 'steps', set: 'step' },
];

/** Those that have rows, and not too many. */
export const rowTables = (world: World, journey: PurchaseJourney, most = rowsMost): Table[] =>
  tables.flatMap(
    ({ name, set }) => tableOf(name, set, countedRows(set, rowsOf(set, world, journey), world.countsFrom), most) ?? [],
  );

function* countedRows(set: string, rows: Iterable<Row>, countsFrom: number): Generator<Row> {
  for (const row of rows) if (isCounted(set, row, countsFrom)) yield row;
}

function tableOf(name: string, set: string, rows: Iterable<Row>, most: number): Table | undefined {
  const { fields } = vocabulary.sets[set]!;
  const names = Object.keys(fields);
  const values = names.map((): Column['values'] => []);
  let n = 0;
  for (const row of rows) {
    n += 1;
    if (n > most) return undefined;
    for (let i = 0; i < names.length; i++) values[i]!.push(row[names[i]!] ?? null);
  }
  if (n === 0) return undefined;
  return { name, columns: names.map((field, i) => ({ ...columnOf(field, fields[field]!), values: values[i]! })) };
}
