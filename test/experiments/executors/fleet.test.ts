/** A fleet's queue: addresses that are none, servers that are not there, and what strangers may have put into it. */
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/cli/explain-problem.ts';
import { executorFor } from '../../../src/experiments/executors/choose.ts';
import { readAddress, whyNot } from '../../../src/experiments/executors/fleet-address.ts';
import {
  pack,
  readOutcome,
  readProgress,
  readScenario,
  readTask,
} from '../../../src/experiments/executors/fleet-jobs.ts';
import { named } from '../../../src/experiments/tasks/task-id.ts';
import { bundleOf, hashOfBundle, loadScenarioText } from '../../../src/scenarios/index.ts';
import { text } from './calls.ts';

const refusal = async (queue: string) => explain(await executorFor({ queue }).catch(problem => problem));

describe('the address of a queue', () => {
  it.each(['localhost:6379', 'http://localhost', 'redis', 'redis://', ''])('is not %j: exit code 2', async queue => {
    const { text, exitCode } = await refusal(queue);
    expect(exitCode).toBe(2);
    expect(text).toContain('expected the address of a Redis or PostgreSQL server, as in redis://localhost:6379');
  });

  it('is shown without its password, in mistakes too', async () => {
    expect(readAddress('postgres://ann:secret@db.example:5432/fleet').shown).toBe('postgres://db.example:5432/fleet');
    expect((await refusal('mysql://ann:secret@db.example')).text).not.toContain('secret');
  });

  it.each(['redis://127.0.0.1:1', 'postgres://127.0.0.1:1/fleet'])(
    'where nobody listens is told at once: %s',
    async queue => {
      expect(await refusal(queue)).toEqual({
        text: `--queue ${queue}: no server listens there. Is it running, and is the port right?`,
        exitCode: 2,
      });
    },
  );

  it('that refuses the password says so', () => {
    const fromRedis = new Error('WRONGPASS invalid username-password pair or user is disabled.');
    const fromPostgres = Object.assign(new Error('password authentication failed'), { code: '28P01' });
    for (const problem of [fromRedis, fromPostgres])
      expect(whyNot(problem)).toContain('the server refuses this user or password');
  });
});

describe('a task from the queue', () => {
  const bundle = bundleOf(loadScenarioText(text, 'calls.yaml'));
  const scenario = hashOfBundle(bundle);
  const task = named({ scenario, sets: [], variant: 'baseline', seed: 4, replication: 0 }, 'this build');

  it('is what a client of this build put there, and so is its scenario', async () => {
    expect(await readTask(await pack(task), 'this build')).toEqual(task);
    expect(await readScenario(await pack(bundle), scenario)).toEqual(bundle);
  });

  const zipped = (what: unknown) => gzipSync(JSON.stringify(what)).toString('base64');

  it.each<[string, unknown]>([
    ['of another build', zipped(named(task, 'another build'))],
    ['with another seed than its name says', zipped({ ...task, seed: 5 })],
    ['of another scenario than its name says', zipped({ ...task, scenario: 'f'.repeat(64) })],
    ['whose name is a path', zipped({ ...task, id: '../x' })],
    ['that is null', zipped(null)],
    ['that is not compressed', JSON.stringify(task)],
    ['that swells without end', gzipSync(Buffer.alloc(300 * 1024 * 1024)).toString('base64')],
    ['that is no text', task],
  ])('%s is refused', async (_, packed) => {
    await expect(readTask(packed, 'this build')).rejects.toThrow();
  });

  it.each<[string, unknown]>([
    ['is another than its name says', zipped({ ...bundle, files: [['', 'eA==']] })],
    ['has no file', zipped({ ...bundle, files: [] })],
    ['is null', zipped(null)],
    ['is not there', undefined],
  ])('whose scenario %s is refused', async (_, packed) => {
    await expect(readScenario(packed, scenario)).rejects.toThrow();
  });

  it.each<[unknown, object]>([
    [
      { share: 0.5, events: 12 },
      { share: 0.5, events: 12 },
    ],
    [
      { share: 7, events: -1 },
      { share: 0, events: 0 },
    ],
    [
      { share: 'half', events: 1e300 },
      { share: 0, events: 0 },
    ],
    [null, { share: 0, events: 0 }],
    [50, { share: 0, events: 0 }],
  ])('that is said to be at %j is at %j', (told, read) => {
    expect(readProgress(told)).toEqual(read);
  });

  it('has an outcome of its own: that of another task is refused', async () => {
    const failed = { ok: false, what: 'a law', lost: false } as const;
    expect(await readOutcome(await pack(failed), task)).toEqual(failed);
    const other = {
      ok: true,
      replication: { schema: 'mpsim.replication/1', variant: 'baseline', seed: 4, replication: 1 },
    };
    await expect(readOutcome(gzipSync(JSON.stringify(other)).toString('base64'), task)).rejects.toThrow('no outcome');
  });
});
