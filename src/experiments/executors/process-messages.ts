/** What a pool of processes and one of its processes say to each other. */
import type { ScenarioBundle } from '../../scenarios/index.ts';
import type { Task, TaskOutcome } from '../tasks/task.ts';

/** The bundle comes once, before the first task of its scenario. */
export type ToProcess = { type: 'bundle'; bundle: ScenarioBundle } | { type: 'task'; task: Task };

export type FromProcess =
  /** How far the task is, 0 to 1, and the events it has handled. */
  { type: 'moved'; share: number; events: number } | { type: 'done'; outcome: TaskOutcome };
