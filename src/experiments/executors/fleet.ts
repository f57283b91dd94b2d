/**
 * Has tasks done by a fleet: workers on any machines (`mpsim worker`) that take them from a queue.
 *
 *     scenario, tasks ──▶ queue on Redis or PostgreSQL ──▶ worker, worker, …
 *     moved, done ◀── how far, outcomes ◀──────┘
 *
 * Queues deliver late, twice and in any order, and lose what they should tell: so a task has its content as its name, what
 * is finished is asked for again and again, and what is still missing is put there again. What is finished leaves the queue
 * only after it was kept.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Task, TaskOutcome } from '../tasks/task.ts';
import { buildHash } from './build.ts';
import { type Executor, Unavailable, type Work } from './executor.ts';
import { knock, readAddress, whyNot } from './fleet-address.ts';
import { pack, readOutcome, readProgress, type TaskMoved, Unreadable } from './fleet-jobs.ts';
import { type FinishedJob, openQueue, type TaskQueue } from './fleet-queue.ts';

export interface FleetOptions {
  warn?: (sentence: string) => void;
  /** Hash of the program: only workers of the same one are given tasks. */
  build?: string;
}

const look_ms = 200;
/** So often it is asked how far tasks under way are. */
const askHowFar_ms = 1_000;
/** Tasks in the queue at a time: enough for any fleet, little enough for the server's memory. */
const most = 500;
const putAgain_ms = 20_000;
const warnAfter_ms = 10_000;
/** A server that went away may come back so long. */
const patience_ms = 30_000;

/** @throws Unavailable */
export async function fleet(
  url: string,
  { warn = () => {}, build = buildHash() }: FleetOptions = {},
): Promise<Executor> {
  const address = readAddress(url);
  await knock(address, warn);
  const queue = await openQueue(address, build);
  return {
    name: address.shown,
    // The fleet may grow while it works: this many keep a large one busy.
    width: 64,
    perform: work => performByFleet(work, patient(queue, address.shown, work), { warn, build, shown: address.shown }),
    close: () => queue.close(),
  };
}

async function performByFleet(
  { tasks, bundle, done, moved, isInterrupted }: Work,
  queue: TaskQueue,
  { warn, build, shown }: { warn: (sentence: string) => void; build: string; shown: string },
): Promise<void> {
  const toCome = tasks.values();
  const missing = new Map<string, Task>();
  const scenario = await pack(bundle);
  const put = async (some: readonly Task[]): Promise<void> => {
    for (const hash of new Set(some.map(task => task.scenario))) await queue.putScenario(hash, scenario);
    await queue.add(await Promise.all(some.map(async task => ({ id: task.id, packed: await pack(task) }))));
  };

  let asked_ms = performance.now();
  let howFar: readonly (TaskMoved & { id: string })[] = [];
  let lastPut_ms = performance.now();
  let lastSign_ms = performance.now();
  let warned = false;
  try {
    while (true) {
      const fresh: Task[] = [];
      while (missing.size < most) {
        const next = toCome.next();
        if (next.done === true) break;
        missing.set(next.value.id, next.value);
        fresh.push(next.value);
      }
      if (fresh.length > 0) await put(fresh);
      for (const id of await queue.finishedIds()) {
        const task = missing.get(id);
        const job = task && (await queue.finished(id));
        if (task === undefined || job === undefined) continue;
        await done(task, await outcomeOf(job, task));
        missing.delete(id);
        await queue.remove(id);
        lastSign_ms = performance.now();
      }
      if (missing.size === 0 && fresh.length === 0) return;
      if (await isInterrupted()) return;
      const now_ms = performance.now();
      if (now_ms - asked_ms > askHowFar_ms) {
        asked_ms = now_ms;
        howFar = (await queue.underWay()).map(({ id, progress }) => ({ id, ...readProgress(progress) }));
      }
      const own = howFar.filter(({ id }) => missing.has(id));
      moved(
        own.reduce((sum, { share }) => sum + share, 0),
        own.reduce((sum, { events }) => sum + events, 0),
      );
      if (!warned && now_ms - lastSign_ms > warnAfter_ms) {
        if ((await queue.count('active')) > 0) lastSign_ms = now_ms;
        else {
          warned = true;
          warn(
            `Nobody takes tasks of this build (${build}) from ${shown} yet: start \`mpsim worker --queue ${shown}\`.`,
          );
        }
      }
      if (now_ms - lastPut_ms > putAgain_ms) {
        lastPut_ms = now_ms;
        await put([...missing.values()]);
      }
      await wait(look_ms);
    }
  } finally {
    // Nobody waits for them any more; those under way may end, and are found by the next client.
    await Promise.allSettled([...missing.keys()].map(id => queue.remove(id)));
  }
}

async function outcomeOf(job: FinishedJob, task: Task): Promise<TaskOutcome> {
  if ('failed' in job) return { ok: false, what: `The fleet could not do it: ${job.failed}`, lost: true };
  try {
    return await readOutcome(job.packed, task);
  } catch (problem) {
    if (!(problem instanceof Unreadable)) throw problem;
    return { ok: false, what: `What the fleet answered cannot be read: ${problem.message}`, lost: true };
  }
}

/** The same queue, whose server may be away for a while. */
function patient(queue: TaskQueue, shown: string, { isInterrupted }: Work): TaskQueue {
  async function patiently<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    const since_ms = performance.now();
    while (true)
      try {
        return await ask();
      } catch (problem) {
        if (performance.now() - since_ms > patience_ms || (await isInterrupted()))
          throw new Unavailable(
            `${shown} was lost: ${whyNot(problem)}. What is finished is kept: the same command goes on from there.`,
          );
        await wait(look_ms * 5);
      }
  }
  return {
    ...queue,
    add: jobs => patiently(() => queue.add(jobs)),
    finishedIds: () => patiently(() => queue.finishedIds()),
    finished: id => patiently(() => queue.finished(id)),
    count: state => patiently(() => queue.count(state)),
    underWay: () => patiently(() => queue.underWay()),
    putScenario: (hash, packed) => patiently(() => queue.putScenario(hash, packed)),
  };
}
