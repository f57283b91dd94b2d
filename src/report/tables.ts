/** Tables of a run as Parquet (Snappy, so that a browser can read them too), and what identifies their content. */
import { createHash } from 'node:crypto';
import type { Table } from '../experiments/run-result.ts';

/** The bytes of a Parquet file with one column for each of the table's; `null` is a missing value. */
export async function parquet(table: Table): Promise<Uint8Array> {
  const { parquetWriteBuffer } = await import('hyparquet-writer');
  const buffer = parquetWriteBuffer({
    columnData: table.columns.map(({ name, type, values }) => ({ name, type, data: values, nullable: true })),
    codec: 'SNAPPY',
  });
  return new Uint8Array(buffer);
}

/** The same for the same columns and values, whatever wrote the file. */
export function contentHash(table: Table): string {
  const hash = createHash('sha256');
  for (const { name, type, values } of table.columns) {
    hash.update(JSON.stringify([name, type, values.length]));
    hash.update(JSON.stringify(values));
  }
  return hash.digest('hex');
}
