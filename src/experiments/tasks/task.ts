/**
 * What an experiment is made of: tasks that know nothing of each other, each one replication of one variant of a scenario at
 * one point, and what came of it. Both are plain data: they travel to other processes and machines, and are kept on the disk.
 */
import type { Sets } from '../../scenarios/index.ts';
import type { Replication } from './replication.ts';

export interface Task {
  /** Made of everything the answer depends on, by `taskId`: the same task has the same id wherever it is made. */
  id: string;
  /** Hash of the bundle of the scenario. */
  scenario: string;
  /** Replacements in the scenario: those of the command line, then those of the point. */
  sets: Sets;
  variant: string;
  seed: number;
  replication: number;
}

/** What became of a task. A failure belongs to its task: the others go on. */
export type TaskOutcome =
  | { ok: true; replication: Replication }
  /**
   * `what` is the message with its stack; `lost` marks a task whose process ended under it, which may be the machine's fault
   * and not the scenario's.
   */
  | { ok: false; what: string; lost: boolean };
