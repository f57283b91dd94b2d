/** An experiment that is killed goes on where it was: nothing that was finished is lost, computed again or changed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import seedrandom from 'seedrandom';
import { afterAll, describe, expect, it } from 'vitest';
import { buildHash } from './built.ts';
import { text } from './calls.ts';

const driver = join(import.meta.dirname, 'driver.mjs');
const folder = mkdtempSync(join(tmpdir(), 'mpsim-killed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** In a group of its own, so that Ctrl-C can reach it and its processes, and not us. */
const start = (store: string, count: number): ChildProcess =>
  spawn(process.execPath, [driver, store, String(count), text], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });

interface Told {
  asked: string[];
  finished: string[];
  kept: string[];
  merged: string[];
  code: number | null;
}

/** @param each  told so many tasks are kept, first 0 when the tasks have been asked for */
async function follow(experiment: ChildProcess, each = (_kept: number) => {}): Promise<Told> {
  const told: Told = { asked: [], finished: [], kept: [], merged: [], code: null };
  const ended = once(experiment, 'exit');
  for await (const line of createInterface({ input: experiment.stdout! })) {
    const [what, id] = line.split(' ') as ['asked' | 'finished' | 'kept' | 'merged', string];
    told[what].push(id);
    if (what === 'asked' && told.asked.length === 1) each(0);
    if (what === 'kept') each(told.kept.length);
  }
  [told.code] = await ended;
  return told;
}

/** Where those of this build lie. */
const finishedIn = (store: string): string[] => {
  const own = join(store, buildHash());
  return (existsSync(own) ? readdirSync(own) : []).filter(name => name.endsWith('.json')).sort();
};

/** Every finished task with its bytes. */
const contentOf = (store: string): Record<string, string> =>
  Object.fromEntries(finishedIn(store).map(name => [name, readFileSync(join(store, buildHash(), name), 'utf8')]));

/** The processes that a process has started; undefined where the system does not tell. */
function childrenOf({ pid }: ChildProcess): number[] | undefined {
  const file = `/proc/${pid}/task/${pid}/children`;
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split(' ').filter(Boolean).map(Number) : undefined;
}

async function allEnded(processes: readonly number[]): Promise<boolean> {
  for (let look = 0; look < 100; look += 1) {
    if (!processes.some(id => existsSync(`/proc/${id}`))) return true;
    await wait(100);
  }
  return false;
}

describe('an experiment of 100 tasks on two processes', () => {
  const tasks = 100;
  const kills = 20;
  /** Two processes have each one task under way and one that is being kept. */
  const inFlight = 4;

  it('killed at 20 random moments ends with the same bytes, and no task that was kept is done again', async () => {
    const dice = seedrandom('when the power fails');
    const store = join(folder, 'killed', '.tasks');
    const kept = new Set<string>();
    let finished = 0;
    for (let kill = 0; kill < kills; kill += 1) {
      const experiment = start(store, tasks);
      const after = Math.floor(dice() * 4);
      const later_ms = dice() * 25;
      const told = await follow(experiment, async count => {
        if (count !== after) return;
        await wait(later_ms);
        experiment.kill('SIGKILL');
      });
      expect(experiment.signalCode).toBe('SIGKILL');
      expect(told.asked.filter(id => kept.has(id))).toEqual([]);
      expect(told.finished.length - told.kept.length).toBeLessThanOrEqual(inFlight);
      finished += told.finished.length;
      for (const name of finishedIn(store)) kept.add(name.slice(0, -'.json'.length));
      for (const id of told.kept) expect(kept).toContain(id);
    }
    const left = await follow(start(store, tasks));
    finished += left.finished.length;
    expect(left.asked).toHaveLength(tasks - kept.size);
    expect(finished).toBeLessThanOrEqual(tasks + kills * inFlight);

    const whole = join(folder, 'whole', '.tasks');
    const { merged } = await follow(start(whole, tasks));
    expect(left.merged).toEqual(merged);
    expect(contentOf(store)).toEqual(contentOf(whole));
  }, 300_000);

  it('leaves no process behind when it is killed', async () => {
    const experiment = start(join(folder, 'orphans', '.tasks'), tasks);
    let children: number[] | undefined;
    await follow(experiment, count => {
      if (count !== 1) return;
      children = childrenOf(experiment);
      experiment.kill('SIGKILL');
    });
    if (children === undefined) return;
    expect(children).toHaveLength(2);
    expect(await allEnded(children)).toBe(true);
  });

  it('ends on Ctrl-C with all that is finished kept, though the terminal tells all its processes', async () => {
    const store = join(folder, 'interrupted', '.tasks');
    const experiment = start(store, tasks);
    const told = await follow(experiment, count => {
      if (count === 3) process.kill(-experiment.pid!, 'SIGINT');
    });
    expect(told.code).toBe(130);
    expect(told.kept.toSorted()).toEqual(told.finished.toSorted());
    expect(Object.keys(contentOf(store)).sort()).toEqual(told.kept.map(id => `${id}.json`).sort());
    expect(told.kept.length).toBeLessThan(tasks);
  });
});
