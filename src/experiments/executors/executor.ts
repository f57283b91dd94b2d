/**
 * Where tasks are done: in this process, in processes of this machine, or by a fleet. Every executor does the same tasks with
 * the same outcomes; only the order in which they come is its own.
 *
 *     tasks not yet kept ──▶ Executor ──done(task, outcome)──▶ store ──▶ merge in the order of the tasks
 */
import type { ScenarioBundle } from '../../scenarios/index.ts';
import type { Task, TaskOutcome } from '../tasks/task.ts';

export interface Work {
  /** Those to be done, all of this scenario. */
  tasks: readonly Task[];
  bundle: ScenarioBundle;
  /** Told once for each task, in any order; the executor waits for the promise before it counts the task as done. */
  done(task: Task, outcome: TaskOutcome): Promise<void>;
  /** Told now and then how far tasks under way are: tasks' worth of work, 0 to the number of tasks, and events so far. */
  moved(underWay: number, events: number): void;
  /** Asked now and then: true ends the work as soon as that loses nothing that is finished. */
  isInterrupted(): Promise<boolean>;
}

export interface Executor {
  /** In words: `this process`, `2 processes`, `redis://localhost:6379`. */
  readonly name: string;
  /** How many tasks it does at the same time, as far as it knows. */
  readonly width: number;
  /** Does the tasks; ends early when interrupted, having told all outcomes that are known. */
  perform(work: Work): Promise<void>;
  close(): Promise<void>;
}

/** Something outside the program, as a queue or a folder, is not as it must be; the message says what to do. */
export class Unavailable extends Error {}
