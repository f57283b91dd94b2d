/**
 * How the benchmarks measure: process CPU time, so that a busy machine disturbs less, and medians of rounds in which both
 * sides of a comparison take turns.
 */

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1];

/** CPU time of this process since `before`, in ns. */
export function cpuSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) * 1e3;
}

/** ns of process CPU time per unit of work. */
export function cost(units: number, work: () => void): number {
  const before = process.cpuUsage();
  work();
  return cpuSince(before) / units;
}
