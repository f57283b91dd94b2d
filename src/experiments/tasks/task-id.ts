/** Names a task by its content, so that a finished one is known again, by whoever asks. */
import { createHash } from 'node:crypto';
import type { Task } from './task.ts';

/** @param build  hash of the program that answers: another build may answer otherwise */
export function named(task: Omit<Task, 'id'>, build: string): Task {
  const { scenario, sets, variant, seed, replication } = task;
  const id = createHash('sha256')
    .update(JSON.stringify([build, scenario, sets, variant, seed, replication]))
    .digest('hex');
  return { id, scenario, sets, variant, seed, replication };
}
