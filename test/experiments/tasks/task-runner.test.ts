/** Tasks: what an experiment asks for comes in its own order, is computed once, and fails alone. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Executor } from '../../../src/experiments/executors/executor.ts';
import { inProcess } from '../../../src/experiments/executors/in-process.ts';
import { storeInMemory } from '../../../src/experiments/executors/task-store.ts';
import { replicate } from '../../../src/experiments/tasks/replication.ts';
import { taskRunner } from '../../../src/experiments/tasks/task-runner.ts';
import { bundleOf, hashOfBundle, loadBundle, loadScenario, loadScenarioText } from '../../../src/scenarios/index.ts';

const text = `mpsim: 1
about: { title: Calls, question: How long? }
run: { length: 1 h, seed: 4 }
operators: { contoso: { from: de/Telekom, api: { servers: 2, service: exponential mean 100 ms } } }
population: { lines: { count: 200, device: { sim: hot }, flyout: { opens: 20 per day }, usage: none } }
`;
const scenario = loadScenarioText(text, 'calls.yaml');

const runnerWith = (executor: Executor, store = storeInMemory()) =>
  taskRunner({ scenario, sets: [], seed: 4, build: 'b', executor, store });

/** Does the tasks of another executor, the last one first. */
const backwards = (executor: Executor): Executor => ({
  ...executor,
  perform: work => executor.perform({ ...work, tasks: work.tasks.toReversed() }),
});

describe('replications', () => {
  const wishes = [0, 1, 2, 1].map(replication => ({ variant: 'baseline', replication }));

  it('come in the order in which they were asked for, whatever the order in which they were done', async () => {
    const forwards = await runnerWith(inProcess()).replicate(wishes);
    expect(forwards.map(one => one.ok && one.replication.replication)).toEqual([0, 1, 2, 1]);
    expect(await runnerWith(backwards(inProcess())).replicate(wishes)).toEqual(forwards);
  });

  it('are each what it is alone', async () => {
    const [, second] = await runnerWith(inProcess()).replicate(wishes);
    expect(second).toEqual({
      ok: true,
      replication: await replicate(scenario, { variant: 'baseline', seed: 4, replication: 1 }),
    });
  });

  it('are not computed again when they are kept, and an experiment that asks for more computes only those', async () => {
    const store = storeInMemory();
    const before = await runnerWith(inProcess(), store).replicate(wishes);
    const done: number[] = [];
    const counting: Executor = {
      ...inProcess(),
      perform: work => {
        done.push(work.tasks.length);
        return inProcess().perform(work);
      },
    };
    const after = await runnerWith(counting, store).replicate([...wishes, { variant: 'baseline', replication: 3 }]);
    expect(done).toEqual([1]);
    expect(after.slice(0, 4)).toEqual(before);
  });

  it('fail alone, with what went wrong', async () => {
    const wrong = { variant: 'baseline', replication: 0, sets: [['operators.contoso.api.servers', '0']] as const };
    const [failed, fine] = await runnerWith(inProcess()).replicate([wrong, wishes[0]!]);
    expect(failed).toMatchObject({ ok: false, lost: false, what: expect.stringContaining('operators.contoso.api') });
    expect(fine).toMatchObject({ ok: true });
  });

  it('that are interrupted are not taken for finished', async () => {
    const interrupted = taskRunner({
      scenario,
      sets: [],
      seed: 4,
      build: 'b',
      executor: inProcess(),
      store: storeInMemory(),
      isInterrupted: async () => true,
    });
    await expect(interrupted.replicate(wishes)).rejects.toThrow('interrupted');
  });
});

describe('a scenario as a bundle', () => {
  it('is loaded elsewhere with the files it names, into the same world', () => {
    const file = join(import.meta.dirname, '../../../scenarios/view-my-account.yaml');
    const loaded = loadScenario(file);
    const bundle = JSON.parse(JSON.stringify(bundleOf(loaded)));
    const again = loadBundle(bundle);
    for (const variant of loaded.variants) expect(again.settingsFor(variant)).toEqual(loaded.settingsFor(variant));
  });

  it('is the same bundle wherever its folder lies', () => {
    const one = bundleOf(loadScenarioText(readFileSync('scenarios/family-plan.yaml'), '/a/x.yaml', { name: 'x' }));
    const other = bundleOf(loadScenarioText(readFileSync('scenarios/family-plan.yaml'), '/b/x.yaml', { name: 'x' }));
    expect(hashOfBundle(other)).toBe(hashOfBundle(one));
  });

  it('may not name a file that is not in it', () => {
    const { files, ...bundle } = bundleOf(scenario);
    const changed = Buffer.from(text.replace('exponential mean 100 ms', 'measured from ../x.csv column a in ms'));
    expect(() => loadBundle({ ...bundle, files: [['', changed.toString('base64')], ...files.slice(1)] })).toThrow();
  });
});
