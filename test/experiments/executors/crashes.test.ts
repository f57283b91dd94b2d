/** A task that throws, crashes its process or takes all its memory fails alone, and says with which seed it can be had again. */
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import type { TaskOutcome } from '../../../src/experiments/tasks/task.ts';
import {
  buildHash,
  bundleOf,
  hashOfBundle,
  localProcesses,
  named,
  processPool,
  storeInMemory,
  taskRunner,
} from './built.ts';
import { replications, scenario } from './calls.ts';

const bundle = bundleOf(scenario);
const taskOf = (replication: number, length = '10 min') =>
  named(
    { scenario: hashOfBundle(bundle), sets: [['run.length', length]], variant: 'baseline', seed: 4, replication },
    buildHash(),
  );

const childrenFile = `/proc/${process.pid}/task/${process.pid}/children`;
const children = (): number[] => readFileSync(childrenFile, 'utf8').trim().split(' ').filter(Boolean).map(Number);

describe.skipIf(!existsSync(childrenFile))('a process that is killed in the middle of a task', () => {
  const before = existsSync(childrenFile) ? children() : [];
  const pool = processPool({ count: 1 });
  afterAll(() => pool.close());

  /** Kills the process that does the task, so many times. */
  async function performKilling(replication: number, times: number): Promise<TaskOutcome | undefined> {
    let left = times;
    return pool.perform({
      task: taskOf(replication, '2 h'),
      bundle,
      moved() {
        if (left === 0) return;
        left -= 1;
        for (const id of children().filter(one => !before.includes(one))) process.kill(id, 'SIGKILL');
      },
    });
  }

  it('costs nothing but time: the task is done by another one', async () => {
    expect(await performKilling(1, 1)).toMatchObject({ ok: true, replication: { replication: 1 } });
  });

  it('costs the task when it happens again, and never the next task', async () => {
    const [lost, next] = await Promise.all([performKilling(2, 2), pool.perform({ task: taskOf(3), bundle })]);
    expect(lost).toEqual({
      ok: false,
      lost: true,
      what: 'Replication 2 of baseline with seed 4 is lost: each of the 2 processes that ran it ended (SIGKILL).',
    });
    expect(next).toMatchObject({ ok: true });
  });

  it('at rest costs nobody anything', async () => {
    for (const id of children().filter(one => !before.includes(one))) process.kill(id, 'SIGKILL');
    expect(await pool.perform({ task: taskOf(4), bundle })).toMatchObject({ ok: true });
  });
});

describe('a task', () => {
  it('that throws or runs out of memory fails alone', async () => {
    const executor = localProcesses({ count: 2, memory_MB: 40 });
    const [fine] = replications(1);
    const wrong = { ...fine, sets: [['operators.contoso.api.servers', '0']] as const };
    const greedy = { ...fine, replication: 7, sets: [['population.lines.count', '400_000']] as const };
    try {
      const runner = taskRunner({ scenario, sets: [], seed: 4, build: buildHash(), executor, store: storeInMemory() });
      const [thrown, starved, done] = await runner.replicate([wrong, greedy, fine]);
      expect(thrown).toMatchObject({ ok: false, lost: false, what: expect.stringContaining('operators.contoso.api') });
      expect(starved).toMatchObject({
        ok: false,
        lost: true,
        what: expect.stringMatching(/^Replication 7 of baseline with seed 4 is lost: .* ran out of memory/),
      });
      expect(done).toMatchObject({ ok: true });
    } finally {
      await executor.close();
    }
  });
});
