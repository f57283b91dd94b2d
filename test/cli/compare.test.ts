/** `mpsim compare` as a person calls it: what it says, what it keeps, and how it ends, whoever does the replications. */
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type CompareOptions, compare } from '../../src/cli/compare.ts';
import type { Work } from '../../src/experiments/executors/executor.ts';
import { loader, performTask } from '../../src/experiments/executors/perform-task.ts';
import type { Task, TaskOutcome } from '../../src/experiments/tasks/task.ts';
import { Desk, twoWays } from './mpsim.ts';

let desk: Desk;
beforeAll(() => {
  desk = new Desk();
  desk.write('two.yaml', twoWays);
  desk.write('guessed.yaml', `${twoWays}assume: { operators.contoso.api.service: 50 ms .. 2 s }\n`);
  const shares = twoWays.replace('device:', 'online: { wifi: 80 %, hotspot: 20 % }\n    device:');
  desk.write('wrong.yaml', `${shares}assume: { population.buyers.online.wifi: 90 % .. 99 % }\n`);
});
afterAll(() => desk.clear());
afterEach(() => vi.restoreAllMocks());

it('answers in words and as JSON, and takes what is finished from the folder the second time', async () => {
  const first = await desk.call('compare', 'two.yaml', '--replications', '2', '--workers', '1');
  expect(first.out).toMatch(/^A hundred buyers +\(two, seed 7, .*2 replications of 2 variants\)\n/);
  expect(first.out).toContain('ANSWER');
  expect(first.out).toContain('Sampling error only.');
  expect(first.out).toContain('Reproduce: mpsim compare two.yaml --seed 7 --replications 2\n');
  expect([0, 3]).toContain(first.code);

  const again = await desk.call('compare', 'two.yaml', '--replications', '2', '--json');
  const comparison = JSON.parse(again.out);
  expect(comparison).toMatchObject({ schema: 'mpsim.compare/1', base: 'today', replications: 2, failed: [] });
  expect(comparison.done).toHaveLength(4);
  expect(again.code).toBe(first.code);
  expect(desk.written().filter(name => /tasks\/[0-9a-f]{16}\/[0-9a-f]{64}\.json$/.test(name))).toHaveLength(4);
  const folders = desk.written().filter(name => /compare-seed-7-[0-9a-f]{6}$/.test(name));
  expect(folders).toHaveLength(1);
  expect(desk.written()).toContain(`${folders[0]}/tables/replications.parquet`);
});

/** What each replication came to, worked out once for all tests. */
const known = new Map<string, TaskOutcome>();
async function outcomeOf(task: Task, { bundle }: Work): Promise<TaskOutcome> {
  const name = JSON.stringify([task.scenario, task.variant, task.replication, task.sets]);
  const outcome = known.get(name) ?? (await performTask(task, loader(bundle), () => true))!;
  known.set(name, outcome);
  return JSON.parse(JSON.stringify(outcome));
}

interface Way {
  out: string;
  file?: string;
  width?: number;
  order?: (tasks: Task[]) => Task[];
  becomes?: (outcome: TaskOutcome, task: Task) => TaskOutcome;
  /** Ctrl-C after so many. */
  interruptedAfter?: number;
  flags?: Partial<CompareOptions>;
}

/** Calls the command in this process, with an executor that goes its own way. */
async function called({
  out,
  file = 'two.yaml',
  width = 1,
  order = tasks => tasks,
  becomes = outcome => outcome,
  ...way
}: Way) {
  const said = { out: '', err: '' };
  for (const [name, stream] of [['out', process.stdout] as const, ['err', process.stderr] as const])
    vi.spyOn(stream, 'write').mockImplementation(text => {
      said[name] += text;
      return true;
    });
  const performed: string[] = [];
  const others = process.listeners('SIGINT');
  const interrupt = () => {
    for (const listen of process.listeners('SIGINT')) if (!others.includes(listen)) listen('SIGINT');
  };
  const perform = async (work: Work) => {
    for (const task of order([...work.tasks])) {
      if (performed.length === way.interruptedAfter) interrupt();
      if (await work.isInterrupted()) return;
      performed.push([task.variant, task.replication, ...task.sets.flat()].join(' '));
      await work.done(task, becomes(await outcomeOf(task, work), task));
    }
  };
  const options = { out: desk.path(out), replications: 3, json: true, version: '1', ...way.flags };
  const code = await compare(desk.path(file), options, async () => ({
    name: 'a test',
    width,
    perform,
    close: async () => {},
  }));
  vi.restoreAllMocks();
  return { code, performed, ...said };
}

/** The files of its folder, but for the record of where and when it was made. */
function folderOf(out: string, scenario = 'two'): Record<string, string> {
  const folder = desk.path(out, scenario);
  const name = readdirSync(folder).find(one => one.startsWith('compare-'))!;
  const files = ['summary.json', 'report.html', ...readdirSync(`${folder}/${name}/tables`).map(one => `tables/${one}`)];
  return Object.fromEntries(files.map(file => [file, readFileSync(`${folder}/${name}/${file}`, 'latin1')]));
}

describe('a comparison', () => {
  it('has the same bytes whatever the order in which replications end, and however many are done at a time', async () => {
    await called({ out: 'forwards' });
    await called({ out: 'backwards', width: 2, order: tasks => tasks.toReversed() });
    expect(Object.keys(folderOf('forwards'))).toContain('report.html');
    expect(folderOf('backwards')).toEqual(folderOf('forwards'));
  });

  it('tells of a replication that fails with its seed and how to run it again; the others answer, and it ends with 1', async () => {
    const { code, out, err } = await called({
      out: 'fails',
      becomes: (outcome, { variant, replication }) =>
        variant === 'strict' && replication === 1
          ? { ok: false, what: 'RunFailure: gone\n  at x', lost: false }
          : outcome,
    });
    expect(code).toBe(1);
    expect(err).toContain('replication 1 of strict failed: RunFailure: gone');
    expect(err).toMatch(/Replay: mpsim run \S+two\.yaml --variant strict --seed 7 --replication 1\n/);
    expect(err).toContain('The results leave out 1 replication without an answer.');
    const { failed, done, verdict } = JSON.parse(out);
    expect(failed).toEqual([{ variant: 'strict', replication: 1, seed: 7, message: 'RunFailure: gone' }]);
    expect(done).toHaveLength(5);
    expect(verdict.outcome).not.toBe('no data');
  });

  it('ends with 4 where a law is broken, and says in which replication', async () => {
    const law = { name: 'books balance', why: 'money', breach: 'a cent is missing (at 3)' };
    const { code, err } = await called({
      out: 'breaks',
      becomes: (outcome, { variant, replication }) =>
        outcome.ok && variant === 'today' && replication === 2
          ? {
              ok: true,
              replication: { ...outcome.replication, brokenLaws: [{ ...outcome.replication.brokenLaws[0], ...law }] },
            }
          : outcome,
    });
    expect(code).toBe(4);
    expect(err).toContain('Law broken in replication 2 of today: books balance: a cent is missing (at 3)');
    expect(err).toMatch(/Replay: mpsim run .+ --variant today --seed 7 --replication 2\n/);
  });

  it('ends with 130 at Ctrl-C, keeps what is finished, and goes on from there', async () => {
    const stopped = await called({ out: 'stopped', interruptedAfter: 4 });
    expect(stopped).toMatchObject({ code: 130, out: '' });
    expect(stopped.err).toContain('Interrupted: 4 of 6 replications are finished and kept.');
    expect(desk.written().filter(name => /^stopped\/two\/compare/.test(name))).toEqual([]);
    const resumed = await called({ out: 'stopped' });
    expect([...stopped.performed, ...resumed.performed].toSorted()).toEqual(
      ['strict', 'today'].flatMap(variant => [0, 1, 2].map(at => `${variant} ${at}`)),
    );
    expect(folderOf('stopped')['summary.json']).toBe(folderOf('forwards')['summary.json']);
  });

  it('tries guesses as tasks like any other: kept, resumed, with the same bytes in whatever order they end', async () => {
    const way = { file: 'guessed.yaml', flags: { replications: 2, assume: true } };
    const whole = await called({ ...way, out: 'guessed' });
    const { tornado, reproduce } = JSON.parse(whole.out);
    expect(reproduce).toMatch(/^mpsim compare \S+guessed\.yaml --seed 7 --replications 2 --assume$/);
    expect(tornado.guesses).toMatchObject([
      { path: 'operators.contoso.api.service', ends: [{ value: '50 ms' }, { value: '2 s' }] },
    ]);
    expect(whole.performed).toHaveLength(12);
    expect(whole.performed.at(-1)).toBe('strict 1 operators.contoso.api.service 2 s');
    expect(Object.keys(folderOf('guessed', 'guessed'))).toContain('tables/guesses.parquet');
    const stopped = await called({ ...way, out: 'guessed-again', interruptedAfter: 7 });
    expect(stopped.code).toBe(130);
    const resumed = await called({ ...way, out: 'guessed-again', order: tasks => tasks.toReversed() });
    expect([...stopped.performed, ...resumed.performed].toSorted()).toEqual(whole.performed.toSorted());
    expect(folderOf('guessed-again', 'guessed')).toEqual(folderOf('guessed', 'guessed'));
  }, 60_000);

  it('refuses guesses where there are none, and one that cannot be so, before any work is done', async () => {
    const flags = { assume: true };
    await expect(called({ out: 'refused', flags })).rejects.toThrow(
      'two has no `assume`: there are no guesses to try. Write ranges under `assume:`.',
    );
    await expect(called({ out: 'refused', file: 'wrong.yaml', flags })).rejects.toThrow(
      '--assume: population.buyers.online.wifi cannot be 90 % here.',
    );
    expect(desk.written().filter(name => name.startsWith('refused'))).toEqual([]);
  });

  it.each<[Partial<CompareOptions>, string]>([
    [{ variants: 'today,strickt' }, 'Did you mean `strict`?'],
    [{ variants: 'today' }, 'One variant cannot be compared.'],
    [{ precision: 'a lot' }, '--precision: Expected a share of what the base has, as 1 %'],
    [{ primary: 'activation.sucess' }, 'activation.success'],
  ])('refuses %j before any work is done', async (flags, message) => {
    await expect(called({ out: 'refused', flags })).rejects.toThrow(message);
    expect(desk.written().filter(name => name.startsWith('refused'))).toEqual([]);
  });
});
