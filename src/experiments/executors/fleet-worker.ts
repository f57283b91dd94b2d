/** Joins a fleet: takes tasks from its queue and does them in processes of this machine, until told to end. */
import { setTimeout as wait } from 'node:timers/promises';
import type { ScenarioBundle } from '../../scenarios/index.ts';
import { buildHash } from './build.ts';
import { knock, readAddress, whyNot } from './fleet-address.ts';
import { pack, readScenario, readTask } from './fleet-jobs.ts';
import { openQueue, openTaker, type TaskQueue } from './fleet-queue.ts';
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
/** A client puts the scenario there again when it has gone: somewhat longer than it takes until then. */
const scenarioPatience_ms = 30_000;
const mostScenarios = 4;

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
  const scenarioOf = scenariosFrom(client);
  let underWay = 0;
  let busy_ms = performance.now();
  let troubled_ms = Number.NEGATIVE_INFINITY;

  const taker = await openTaker(address, build, {
    count,
    async perform(id, packed, moved) {
      underWay += 1;
      const since_ms = performance.now();
      let words = `task ${id.slice(0, 12)}`;
      try {
        const task = await readTask(packed, build);
        const bundle = await scenarioOf(task.scenario);
        words = `${bundle.name}, ${task.variant}, replication ${task.replication}`;
        const outcome = await pool.perform({ task, bundle, moved: (share, events) => moved({ share, events }) });
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

/** Scenarios by their hash, each fetched once; the last few are kept. */
function scenariosFrom(client: TaskQueue): (hash: string) => Promise<ScenarioBundle> {
  const kept = new Map<string, Promise<ScenarioBundle>>();
  return async hash => {
    const one = kept.get(hash) ?? fetched(client, hash);
    kept.delete(hash);
    kept.set(hash, one);
    if (kept.size > mostScenarios) kept.delete(kept.keys().next().value!);
    try {
      return await one;
    } catch (problem) {
      if (kept.get(hash) === one) kept.delete(hash);
      throw problem;
    }
  };
}

/** @throws Unreadable, or when nobody puts it there for a while */
async function fetched(client: TaskQueue, hash: string): Promise<ScenarioBundle> {
  for (const since_ms = performance.now(); ; await wait(look_ms)) {
    // The server may be away for a moment.
    const packed = await client.scenario(hash).catch(() => undefined);
    if (packed !== undefined) return readScenario(packed, hash);
    if (performance.now() - since_ms > scenarioPatience_ms) throw new Error('nobody has put its scenario there');
  }
}
