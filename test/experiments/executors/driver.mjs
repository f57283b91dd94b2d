/**
 * An experiment in a process of its own, to be killed: node driver.mjs FOLDER COUNT. It writes on stdout which task was
 * asked for, finished and kept, at once; at the end a hash of all outcomes.
 */
import { createHash } from 'node:crypto';
import { writeSync } from 'node:fs';
import { buildHash } from '../../../dist/experiments/executors/build.js';
import { localProcesses } from '../../../dist/experiments/executors/local-processes.js';
import { storeIn } from '../../../dist/experiments/executors/task-store.js';
import { Interrupted, taskRunner } from '../../../dist/experiments/tasks/task-runner.js';
import { loadScenarioText } from '../../../dist/scenarios/load.js';

const [folder, count, text] = process.argv.slice(2);
const say = line => writeSync(1, `${line}\n`);

let interrupted = false;
process.on('SIGINT', () => {
  interrupted = true;
});

const kept = storeIn(folder);
const store = {
  get: id => kept.get(id),
  async put(id, replication) {
    say(`finished ${id}`);
    await kept.put(id, replication);
    say(`kept ${id}`);
  },
  close: () => kept.close(),
};
const local = localProcesses({ count: 2 });
const executor = {
  ...local,
  perform(work) {
    for (const { id } of work.tasks) say(`asked ${id}`);
    return local.perform(work);
  },
};
const runner = taskRunner({
  scenario: loadScenarioText(text, 'calls.yaml'),
  sets: [],
  seed: 4,
  build: buildHash(),
  executor,
  store,
  isInterrupted: async () => interrupted,
});
try {
  const wishes = Array.from({ length: Number(count) }, (_, replication) => ({ variant: 'baseline', replication }));
  const outcomes = await runner.replicate(wishes);
  say(`merged ${createHash('sha256').update(JSON.stringify(outcomes)).digest('hex')}`);
} catch (problem) {
  if (!(problem instanceof Interrupted)) throw problem;
  process.exitCode = 130;
} finally {
  await local.close();
}
