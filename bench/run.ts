/**
 * The benchmarks, as one table: what was measured, what it must reach, what it aims for, and whether it does.
 *
 *     npm run bench                    everything: some minutes
 *     npm run bench -- kernel world    these groups alone: queue, random, kernel, world, workers, cli
 *
 * The groups run as compiled JavaScript, which is what users run: tsx would give every function its name at run time, and
 * flows make functions by the dozen. Each group has a process of its own, because what one has made the compiler and the
 * garbage collector learn would change the next one's numbers. Where there is no C++ compiler the rows against the yardstick are missing.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { commandRows } from './cli.bench.ts';
import { kernelRows } from './kernel.bench.ts';
import { queueRows } from './queue.bench.ts';
import { randomRows } from './random.bench.ts';
import { type Row, tableOf } from './row.ts';
import { workerRows } from './workers.bench.ts';
import { worldRows } from './world.bench.ts';
import { compileYardstick, type Yardstick } from './yardstick.ts';

interface Result {
  rows: Row[];
  /** What does not fit into the table. */
  text?: string;
}

const groups: Record<string, (yardstick: Yardstick | undefined) => Promise<Result> | Result> = {
  queue: async yardstick => ({ rows: await queueRows(yardstick) }),
  random: () => ({ rows: randomRows() }),
  kernel: async yardstick => ({ rows: await kernelRows(yardstick) }),
  world: worldRows,
  workers: async () => ({ rows: await workerRows() }),
  cli: () => ({ rows: commandRows() }),
};

/** Measures one group in a process of its own. */
const inItsOwnProcess = (name: string): Result =>
  JSON.parse(execFileSync(process.execPath, [fileURLToPath(import.meta.url), '--alone', name], { encoding: 'utf8' }));

const asked = process.argv.slice(2);
if (asked[0] === '--alone') {
  process.stdout.write(JSON.stringify(await groups[asked[1]](compileYardstick())));
} else {
  const unknown = asked.filter(name => groups[name] === undefined);
  if (unknown.length > 0) {
    console.error(`There is no group ${unknown.join(', ')}. There are: ${Object.keys(groups).join(', ')}.`);
    process.exit(2);
  }
  compileYardstick();
  const names = Object.keys(groups).filter(name => asked.length === 0 || asked.includes(name));
  const results = names.map(name => {
    console.error(`measuring: ${name}`);
    return inItsOwnProcess(name);
  });
  console.log(tableOf(results.flatMap(({ rows }) => rows)));
  for (const { text } of results) if (text !== undefined) console.log(`\n${text}`);
}
