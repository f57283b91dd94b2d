/**
 * An experiment on two processes against the same on one, by the clock on the wall, interleaved; the outcomes must be the
 * same bytes. It says something only while two processors have nothing else to do.
 */
import type { Executor } from '../src/experiments/executors/executor.ts';
import { localProcesses } from '../src/experiments/executors/local-processes.ts';
import { storeInMemory } from '../src/experiments/executors/task-store.ts';
import { taskRunner } from '../src/experiments/tasks/task-runner.ts';
import { loadScenarioText } from '../src/scenarios/index.ts';
import { median } from './measure.ts';
import type { Row } from './row.ts';

const rounds = 3;
const replications = 24;

/** About a tenth of a second each: longer than a process takes for anything but the task. */
const scenario = loadScenarioText(
  `mpsim: 1
about: { title: Calls, question: How long? }
run: { length: 6 h, seed: 4 }
operators: { contoso: { from: de/Telekom, api: { servers: 2, service: exponential mean 100 ms } } }
population: { lines: { count: 600, device: { sim: hot }, flyout: { opens: 20 per day }, usage: none } }
`,
  'calls.yaml',
);

async function timed(executor: Executor, count: number): Promise<{ took_ms: number; bytes: string }> {
  const runner = taskRunner({ scenario, sets: [], seed: 4, build: 'bench', executor, store: storeInMemory() });
  const wishes = Array.from({ length: count }, (_, replication) => ({ variant: 'baseline', replication }));
  const before_ms = performance.now();
  const bytes = JSON.stringify(await runner.replicate(wishes));
  return { took_ms: performance.now() - before_ms, bytes };
}

export async function workerRows(): Promise<Row[]> {
  const one = localProcesses({ count: 1 });
  const two = localProcesses({ count: 2 });
  try {
    // Processes start and compile before anything is measured.
    await timed(one, 8);
    await timed(two, 16);
    const ratios: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const alone = await timed(one, replications);
      const both = await timed(two, replications);
      if (alone.bytes !== both.bytes) throw new Error('two processes have answered otherwise than one');
      ratios.push(alone.took_ms / both.took_ms);
    }
    return [
      {
        what: 'an experiment on two processes against one',
        measured: median(ratios),
        must: 1.8,
        aim: 1.9,
        unit: 'x faster',
        note: `${rounds} × ${replications} replications, same bytes; two processors must be free`,
      },
    ];
  } finally {
    await one.close();
    await two.close();
  }
}
