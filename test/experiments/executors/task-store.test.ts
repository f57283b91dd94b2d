/** Finished tasks on the disk: whatever lies in their folder, only what was finished there is taken for it. */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type StoreOptions, storeIn, type TaskStore } from '../../../src/experiments/executors/task-store.ts';
import { replicate } from '../../../src/experiments/tasks/replication.ts';
import { loadScenarioText } from '../../../src/scenarios/index.ts';
import { text } from './calls.ts';

const replication = (await replicate(loadScenarioText(text, 'calls.yaml'), {
  variant: 'baseline',
  seed: 4,
  replication: 0,
}))!;
const [id, other, third] = ['a', 'b', 'c'].map(letter => letter.repeat(64)) as [string, string, string];
const [build, older] = ['1'.repeat(16), '0'.repeat(16)] as [string, string];
const plain: unknown = JSON.parse(JSON.stringify(replication));

let folder = '';
let tasks = '';
let own = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mpsim-store-'));
  tasks = join(folder, 'calls', '.tasks');
  own = join(tasks, build);
});
afterEach(() => {
  for (const store of opened.splice(0)) store.close();
  rmSync(folder, { recursive: true, force: true });
});

const opened: TaskStore[] = [];
function store(options: StoreOptions = {}): TaskStore {
  const one = storeIn(tasks, { build, ...options });
  opened.push(one);
  return one;
}

const sealed = (json: string, of = id) => `${createHash('sha256').update(`${of}\n${json}`).digest('hex')}\n${json}\n`;
const whole = JSON.stringify(replication);
const with_ = (change: object) => sealed(JSON.stringify({ ...replication, ...change }));
const longAgo = (path: string) => utimesSync(path, 1, 1);

function put(name: string, content: string | Buffer = 'x', below = own): string {
  mkdirSync(below, { recursive: true });
  const path = join(below, name);
  writeFileSync(path, content);
  return path;
}

describe('finished tasks', () => {
  it('are found again, and nothing else lies beside them', async () => {
    await store().put(id, replication);
    expect(await store().get(id)).toEqual(plain);
    expect(readdirSync(own)).toEqual([`${id}.json`]);
  });

  it.each([
    ['nothing', ''],
    ['half of it', sealed(whole).slice(0, 500)],
    ['another hash', `${'0'.repeat(64)}\n{}\n`],
    ['no JSON behind the right hash', sealed('{')],
    ['null behind the right hash', sealed('null')],
    ['another kind of file', sealed('{"schema":"mpsim.summary/1"}')],
    ['a name and nothing else', sealed('{"schema":"mpsim.replication/1"}')],
    ['numbers that are none', with_({ metrics: { 'getBalance.latency': { kind: 'distribution', p95: 'fast' } } })],
    ['sketches that are none', with_({ sketches: { 'getBalance.latency': { bins: [[1]] } } })],
    ['what another task has left', sealed(whole, other)],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0, 10, 0xff])],
  ])('of which the file holds %s are as good as none, and are written anew', async (_, content) => {
    put(`${id}.json`, content);
    expect(await store().get(id)).toBeUndefined();
    await store().put(id, replication);
    expect(await store().get(id)).toEqual(plain);
  });

  it('whose place a device, a folder or a link has taken are as good as none', async () => {
    const elsewhere = put('elsewhere.json', sealed(whole, third), folder);
    mkdirSync(join(own, `${id}.json`), { recursive: true });
    symlinkSync('/dev/zero', join(own, `${other}.json`));
    symlinkSync(elsewhere, join(own, `${third}.json`));
    for (const one of [id, other, third]) expect(await store().get(one)).toBeUndefined();
    for (const one of [id, other, third]) await store().put(one, replication);
    expect(await store().get(third)).toEqual(plain);
    expect(readFileSync(elsewhere, 'utf8')).toBe(sealed(whole, third));
    expect(readdirSync(own).sort()).toEqual([id, other, third].map(one => `${one}.json`));
  });

  it.each(['.tasks', join('.tasks', build)])('are neither kept nor believed through a link at %s', async place => {
    const elsewhere = join(folder, 'elsewhere');
    put(`${id}.json`, sealed(whole), join(elsewhere, build));
    put(`${id}.json`, sealed(whole), elsewhere);
    mkdirSync(join(folder, 'calls', place, '..'), { recursive: true });
    symlinkSync(elsewhere, join(folder, 'calls', place));
    expect(await store().get(id)).toBeUndefined();
    await expect(store().put(other, replication)).rejects.toThrow('is a link');
    expect(readdirSync(elsewhere).sort()).toEqual([build, `${id}.json`].sort());
  });

  it('that were being written by a process that died are cleaned away; those of living ones stay', async () => {
    const dead = `.${id}.4194305.0a1b2c3d.tmp`;
    const living = `.${id}.${process.ppid}.0a1b2c3d.tmp`;
    for (const name of [dead, living, 'notes.txt']) longAgo(put(name, 'half'));
    await store().put(other, replication);
    expect(readdirSync(own).sort()).toEqual([living, `${other}.json`, 'notes.txt'].sort());
  });

  it('are kept again when somebody has taken their folder away meanwhile', async () => {
    const one = store();
    await one.put(id, replication);
    rmSync(tasks, { recursive: true });
    await one.put(other, replication);
    expect(await one.get(other)).toEqual(plain);
    expect(await one.get(id)).toBeUndefined();
  });
});

describe('the tasks of another build', () => {
  it('go when tasks are kept and nobody uses them, and nothing that is not ours', async () => {
    const gone = join(tasks, older);
    put(`${id}.json`, 'old', gone);
    put('notes.txt', 'mine', join(tasks, '2'.repeat(16)));
    put(`${id}.json`, 'old', join(tasks, '2'.repeat(16)));
    put('notes.txt', 'mine', join(tasks, 'my notes'));
    longAgo(put(`${id}.json`, 'from before each build had a folder', tasks));
    const target = put(`${id}.json`, 'elsewhere', join(folder, 'elsewhere'));
    symlinkSync(join(folder, 'elsewhere'), join(tasks, '3'.repeat(16)));
    for (const name of [older, '2'.repeat(16), 'my notes']) longAgo(join(tasks, name));
    await store().put(other, replication);
    expect(readdirSync(tasks).sort()).toEqual([build, '2'.repeat(16), '3'.repeat(16), 'my notes'].sort());
    expect(readdirSync(join(tasks, '2'.repeat(16)))).toEqual(['notes.txt']);
    expect(existsSync(target)).toBe(true);
  });

  it('stay while somebody keeps some, or has done so a moment ago', async () => {
    const another = store({ build: older });
    await another.put(id, replication);
    await store().put(id, replication);
    expect(await another.get(id)).toEqual(plain);
    await another.put(other, replication);
    expect(readdirSync(tasks).sort()).toEqual([older, build]);
  });
});

describe('more tasks than may be kept', () => {
  const each = Buffer.byteLength(sealed(whole));
  const ids = Array.from({ length: 8 }, (_, i) => String(i).repeat(64));

  it('push out those that were not used for longest', async () => {
    const one = store({ most_bytes: each * 5 });
    for (const [i, name] of ids.slice(0, 5).entries()) {
      await one.put(name, replication);
      utimesSync(join(own, `${name}.json`), 100 + i, 100 + i);
    }
    // The oldest is used, and so is no longer the oldest.
    expect(await one.get(ids[0]!)).toEqual(plain);
    await one.put(ids[5]!, replication);
    expect(readdirSync(own)).toEqual([0, 3, 4, 5].map(i => `${ids[i]}.json`));
  });

  it('are never more than that, also when two experiments keep theirs at once', async () => {
    const both = [store({ most_bytes: each * 4 }), store({ most_bytes: each * 4 })];
    await Promise.all(both.flatMap(one => ids.map(name => one.put(name, replication))));
    await store({ most_bytes: each * 4 }).put(id, replication);
    const left = readdirSync(own);
    expect(left.length).toBeGreaterThanOrEqual(2);
    expect(left.length).toBeLessThanOrEqual(4);
    for (const name of left) expect(await store().get(name.slice(0, 64))).toEqual(plain);
  });
});
