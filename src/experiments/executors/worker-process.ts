/**
 * A process that does tasks, one after the other: the entry of each process of a pool.
 *
 *     pool ── bundle, task, task ─▶ this process ── moved, moved, done ─▶ pool
 *
 * It ends when the pool does, however that ended. Ctrl-C at the terminal reaches all processes at once: here it is ignored,
 * because the pool decides what becomes of the task under way.
 */
import type { FromProcess, ToProcess } from './process-messages.ts';

process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit());

const tellEvery_ms = 200;

const say = (message: FromProcess): void => {
  if (process.connected) process.send!(message);
};

// Whatever takes time to load comes after the handlers above.
const { loader, performTask } = await import('./perform-task.ts');

let load: ReturnType<typeof loader> | undefined;

process.on('message', async (message: ToProcess) => {
  if (message.type === 'bundle') {
    load = loader(message.bundle);
    return;
  }
  if (load === undefined) throw new Error('a task before its bundle');
  let told_ms = 0;
  const outcome = await performTask(message.task, load, async (share, events) => {
    const now_ms = performance.now();
    if (now_ms - told_ms >= tellEvery_ms) {
      told_ms = now_ms;
      say({ type: 'moved', share, events });
    }
    // Gives the end of the pool a chance to be heard.
    await new Promise(resolve => setImmediate(resolve));
    return true;
  });
  if (outcome !== undefined) say({ type: 'done', outcome });
});
