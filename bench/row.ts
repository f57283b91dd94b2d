/**
 * One line of the benchmark table: what was measured, what it must reach, and what it aims for. The bounds are those of
 * the design; each group of benchmarks says its own.
 */
export interface Row {
  readonly what: string;
  readonly measured: number;
  /** A ratio in `x faster` must be reached or passed, every other unit must not be exceeded. */
  readonly must: number;
  readonly aim: number;
  readonly unit: 'x faster' | 'x' | 'ns' | 'µs' | 's' | 'kB' | 'MB' | 'B' | '%' | 'scavenges';
  readonly note?: string;
}

/** Whether a row reaches a bound, in the direction its unit asks for. */
const reaches = (row: Row, bound: number): boolean =>
  row.unit === 'x faster' ? row.measured >= bound : row.measured <= bound;

export function verdictOf(row: Row): 'aim reached' | 'must reached' | 'MISSED' {
  if (reaches(row, row.aim)) return 'aim reached';
  return reaches(row, row.must) ? 'must reached' : 'MISSED';
}

/** The rows as text, in columns: what, measured, must, aim, verdict, note. */
export function tableOf(rows: readonly Row[]): string {
  const heads = ['what', 'measured', 'must', 'aim', 'verdict', 'note'];
  const cells = rows.map(row => [
    row.what,
    `${figure(row.measured)} ${row.unit}`,
    figure(row.must),
    figure(row.aim),
    verdictOf(row),
    row.note ?? '',
  ]);
  const widths = heads.map((head, at) => Math.max(head.length, ...cells.map(line => line[at].length)));
  const line = (words: readonly string[]) =>
    words
      .map((word, at) => word.padEnd(widths[at]))
      .join('  ')
      .trimEnd();
  return [line(heads), line(widths.map(width => '─'.repeat(width))), ...cells.map(line)].join('\n');
}

const figure = (n: number): string => String(n >= 100 ? Math.round(n) : Number(n.toPrecision(3)));
