/** One line of the benchmark table: what was measured, what it must reach, and what it aims for. */
export interface Row {
  readonly what: string;
  readonly measured: number;
  /** A ratio in `x faster` must be reached or passed, every other unit must not be exceeded. */
  readonly must: number;
  readonly aim: number;
  readonly unit: 'x faster' | 'x' | 'ns' | 'µs' | 'kB' | 'scavenges';
  readonly note?: string;
}

/** Whether a row reaches a bound, in the direction its unit asks for. */
export function reaches(row: Row, bound: number): boolean {
  return row.unit === 'x faster' ? row.measured >= bound : row.measured <= bound;
}
