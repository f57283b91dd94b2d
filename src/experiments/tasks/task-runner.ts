/**
 * The door through which experiments get replications: what is kept is taken from the store, the rest goes to the executor,
 * and what comes back is in the order in which it was asked for, whatever the order in which it was done.
 */

import { bundleOf, hashOfBundle, type LoadedScenario, type ScenarioBundle, type Sets } from '../../scenarios/index.ts';
import type { Executor } from '../executors/executor.ts';
import type { TaskStore } from '../executors/task-store.ts';
import type { Replication } from './replication.ts';
import type { Task, TaskOutcome } from './task.ts';
import { named } from './task-id.ts';

/** One replication that an experiment wants. */
export interface Wish {
  variant: string;
  replication: number;
  /** The point: replacements beside those of the command line. */
  sets?: Sets;
}

/** How far an experiment is. */
export interface TaskProgress {
  /** Tasks finished, those found in the store among them, and all that have been asked for so far. */
  done: number;
  found: number;
  asked: number;
  /** Tasks' worth of work that is under way. */
  underWay: number;
  /** Handled by this experiment. */
  events: number;
}

/** Thrown out of an experiment that was interrupted; what is finished is kept. */
export class Interrupted extends Error {}

export interface TaskRunner {
  readonly seed: number;
  /**
   * Outcomes in the order of the wishes.
   * @throws Interrupted
   */
  replicate(wishes: readonly Wish[]): Promise<readonly TaskOutcome[]>;
  /** How many replications at a time keep every processor busy. */
  readonly width: number;
}

export interface TaskRunnerOptions {
  /** Loaded with `sets`. */
  scenario: LoadedScenario;
  sets: Sets;
  seed: number;
  /** Hash of the program. */
  build: string;
  executor: Executor;
  store: TaskStore;
  progress?: (progress: TaskProgress) => void;
  isInterrupted?: () => Promise<boolean>;
}

export function taskRunner(options: TaskRunnerOptions): TaskRunner {
  const { executor, store, sets, seed, build, isInterrupted = async () => false } = options;
  const bundle: ScenarioBundle = bundleOf(options.scenario);
  const scenario = hashOfBundle(bundle);
  const progress: TaskProgress = { done: 0, found: 0, asked: 0, underWay: 0, events: 0 };
  const tell = () => options.progress?.({ ...progress });

  return {
    seed,
    width: executor.width,
    async replicate(wishes) {
      const tasks = wishes.map(wish => {
        const { variant, replication, sets: point = [] } = wish;
        return named({ scenario, sets: [...sets, ...point], variant, seed, replication }, build);
      });
      const outcomes = new Map<string, TaskOutcome>();
      const missing = new Map<string, Task>();
      for (const task of tasks) {
        if (outcomes.has(task.id) || missing.has(task.id)) continue;
        const kept = await store.get(task.id);
        if (kept === undefined) missing.set(task.id, task);
        else outcomes.set(task.id, ok(kept));
      }
      progress.asked += outcomes.size + missing.size;
      progress.found += outcomes.size;
      progress.done += outcomes.size;
      tell();
      let eventsBefore = progress.events;
      if (missing.size > 0)
        await executor.perform({
          tasks: [...missing.values()],
          bundle,
          async done(task, outcome) {
            if (outcomes.has(task.id)) return;
            outcomes.set(task.id, outcome);
            if (outcome.ok) {
              await store.put(task.id, outcome.replication);
              eventsBefore += outcome.replication.events;
            }
            progress.done += 1;
            tell();
          },
          moved(underWay, events) {
            Object.assign(progress, { underWay, events: eventsBefore + events });
            tell();
          },
          isInterrupted,
        });
      Object.assign(progress, { underWay: 0, events: eventsBefore });
      if (tasks.some(({ id }) => !outcomes.has(id))) throw new Interrupted('interrupted');
      return tasks.map(({ id }) => outcomes.get(id)!);
    },
  };
}

const ok = (replication: Replication): TaskOutcome => ({ ok: true, replication });
