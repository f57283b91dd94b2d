/** Joins a fleet: takes tasks from its queue and does them in processes of this machine, until told to end. */
import { setTimeout as wait } from 'node:timers/promises';
import { buildHash } from './build.ts';
import { knock, readAddress, whyNot } from './fleet-address.ts';
import { pack, readJob } from './fleet-jobs.ts';
import { openQueue, openTaker } from './fleet-queue.ts';
import { processPool } from './process-pool.ts';

export interface FleetWorkerOptions {
  queue: string;
  /** Tasks at a time, each in a process of its own. */
  count: number;
  /** Ends after so long without a task; 0 as soon as none waits; without it, only when told to. */
  idle_ms?: number;
  told(event: WorkerEvent): void;
  isInterrupted(): Promise<boolean>;
}

/** Words name a task; `ending` tells how many are still under way. */
export type WorkerEvent =
  | { type: 'joined'; shown: string; build: string }
  | { type: 'done'; words: string; took_ms: number }
  | { type: 'failed'; words: string; what: string }
  | { type: 'ending'; underWay: number }
  | { type: 'warning'; sentence: string };

const look_ms = 200;
const sameTrouble_ms = 30_000;

/**
 * Ends when interrupted, having done what was under way.
 *
 * @throws Unavailable when the queue is none, cannot be reached, or does not let us in
 */
export async function workForFleet({ queue, count, idle_ms, told, isInterrupted }: FleetWorkerOptions): Promise<void> {
  const address = readAddress(queue);
  const build = buildHash();
  const warn = (sentence: string) => told({ type: 'warning', sentence });
  await knock(address, warn);
  // A client too: it looks whether tasks wait, and makes the tables when nobody has.
  const client = await openQueue(address, build);
  const pool = processPool({ count });
  let underWay = 0;
  let busy_ms = performance.now();
  let troubled_ms = Number.NEGATIVE_INFINITY;

  const taker = await openTaker(address, build, {
    count,
    async perform(id, packed) {
      underWay += 1;
      const since_ms = performance.now();
      let words = `task ${id.slice(0, 12)}`;
      try {
        const { task, bundle } = await readJob(packed, build);
        words = `${bundle.name}, ${task.variant}, replication ${task.replication}`;
        const outcome = await pool.perform({ task, bundle });
        if (outcome === undefined) throw new Error('the worker was ended');
        if (outcome.ok) told({ type: 'done', words, took_ms: performance.now() - since_ms });
        else told({ type: 'failed', words, what: outcome.what });
        return await pack(outcome);
      } catch (problem) {
        told({ type: 'failed', words, what: problem instanceof Error ? problem.message : String(problem) });
        throw problem;
      } finally {
        underWay -= 1;
        busy_ms = performance.now();
      }
    },
    troubled(problem) {
      if (performance.now() - troubled_ms < sameTrouble_ms) return;
      troubled_ms = performance.now();
      warn(`${address.shown}: ${whyNot(problem)}. Trying again.`);
    },
  });
  told({ type: 'joined', shown: address.shown, build });

  const nothingToDo = async (): Promise<boolean> =>
    idle_ms !== undefined &&
    underWay === 0 &&
    performance.now() - busy_ms >= idle_ms &&
    (await client.count('waiting').catch(() => 1)) === 0;
  try {
    while (!(await isInterrupted()) && !(await nothingToDo())) await wait(look_ms);
    told({ type: 'ending', underWay });
    await taker.close();
  } finally {
    await pool.close();
    await client.close();
  }
}
