/**
 * Processor time in ms that some work takes here, in all threads. Unlike the time on a clock it is the same however busy
 * the machine is, and work that does not wait never takes less of it.
 */
export function processorTime(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
