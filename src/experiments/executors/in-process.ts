/** Does tasks one after the other in this process: for tests and programs; a task that crashes takes the process with it. */
import type { TaskOutcome } from '../tasks/task.ts';
import type { Executor } from './executor.ts';
import { loader, performTask } from './perform-task.ts';

export const inProcess = (): Executor => ({
  name: 'this process',
  width: 1,
  async perform({ tasks, bundle, done, moved, isInterrupted }) {
    const load = loader(bundle);
    for (const task of tasks) {
      if (await isInterrupted()) return;
      const outcome = await performTask(task, load, async (share, events) => {
        moved(share, events);
        return !(await isInterrupted());
      });
      if (outcome === undefined) return;
      await done(task, asIfSent(outcome));
    }
  },
  close: async () => {},
});

/** The same data as from another process, to the sign of a zero. */
const asIfSent = (outcome: TaskOutcome): TaskOutcome => JSON.parse(JSON.stringify(outcome));
