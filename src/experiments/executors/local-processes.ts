/** Does tasks in processes of this machine, as many at a time as there are processes. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Executor, Work } from './executor.ts';
import { type PoolOptions, processPool } from './process-pool.ts';

const lookEvery_ms = 200;

/** @param options  `count`: processes, 1 or more; they are started with the first tasks and kept until `close` */
export function localProcesses(options: PoolOptions): Executor {
  const { count } = options;
  const pool = processPool(options);
  return {
    name: count === 1 ? '1 process' : `${count} processes`,
    width: count,
    async perform(work) {
      const underWay = new Map<string, { share: number; events: number }>();
      const watch = new AbortController();
      let isOver = false;
      const end = async () => {
        isOver = true;
        await pool.close();
      };
      const waiting = work.tasks.values();

      /** Keeps one process busy: while an outcome is being kept the next task is under way, but never a second one. */
      async function keepBusy(): Promise<void> {
        let keeping: Promise<void> = Promise.resolve();
        for (const task of waiting) {
          if (isOver) break;
          const outcome = await pool.perform({
            task,
            bundle: work.bundle,
            began: () => underWay.set(task.id, { share: 0, events: 0 }),
            moved: (share, events) => underWay.set(task.id, { share, events }),
          });
          underWay.delete(task.id);
          await keeping;
          if (outcome === undefined) break;
          keeping = work.done(task, outcome);
          keeping.catch(() => {});
        }
        await keeping;
      }

      const watching = lookNowAndThen(work, underWay, end, watch.signal);
      try {
        const all = await Promise.allSettled(
          Array.from({ length: count }, () => keepBusy().catch(problem => end().then(() => Promise.reject(problem)))),
        );
        for (const one of all) if (one.status === 'rejected') throw one.reason;
      } finally {
        watch.abort();
        await watching;
      }
    },
    close: () => pool.close(),
  };
}

/** Tells how far the tasks are, and ends them when somebody wants them to end. */
async function lookNowAndThen(
  { moved, isInterrupted }: Work,
  underWay: ReadonlyMap<string, { share: number; events: number }>,
  end: () => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    if (await isInterrupted()) return end();
    const all = [...underWay.values()];
    moved(
      all.reduce((sum, { share }) => sum + share, 0),
      all.reduce((sum, { events }) => sum + events, 0),
    );
    await wait(lookEvery_ms, undefined, { signal }).catch(() => {});
  }
}
