/** Which executor does the tasks: processes of this machine, or a fleet when there is a queue. */
import { availableParallelism } from 'node:os';
import type { Executor } from './executor.ts';

export interface ExecutorChoice {
  /** Processes of this machine: 1 or more, by default one for each processor. A fleet has its own: see `mpsim worker`. */
  workers?: number;
  /** `redis://`, `rediss://`, `postgres://` or `postgresql://`: the server where a fleet takes its tasks. */
  queue?: string;
  /** Told what a person should know while the work goes on, one sentence at a time. */
  warn?: (sentence: string) => void;
}

/**
 * Even a single worker is a process of its own: a replication that crashes or runs out of memory then costs its task and
 * not the experiment.
 *
 * @throws Unavailable when the queue is none, cannot be reached, or does not let us in
 */
export async function executorFor({ workers, queue, warn = () => {} }: ExecutorChoice): Promise<Executor> {
  if (queue !== undefined) {
    const { fleet } = await import('./fleet.ts');
    return fleet(queue, { warn });
  }
  const { localProcesses } = await import('./local-processes.ts');
  return localProcesses({ count: workers ?? availableParallelism() });
}
