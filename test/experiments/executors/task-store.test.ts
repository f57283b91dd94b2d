/** Finished tasks on the disk: whatever lies in their folder, only what was finished there is taken for it. */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { storeIn } from '../../../src/experiments/executors/task-store.ts';
import { replicate } from '../../../src/experiments/tasks/replication.ts';
import { loadScenarioText } from '../../../src/scenarios/index.ts';
import { text } from './calls.ts';

const replication = (await replicate(loadScenarioText(text, 'calls.yaml'), {
  variant: 'baseline',
  seed: 4,
  replication: 0,
}))!;
const id = 'a'.repeat(64);

let folder = '';
let tasks = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mpsim-store-'));
  tasks = join(folder, 'calls', '.tasks');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const sealed = (json: string) => `${createHash('sha256').update(json).digest('hex')}\n${json}\n`;

describe('finished tasks', () => {
  it('are found again, and nothing else lies beside them', async () => {
    await storeIn(tasks).put(id, replication);
    expect(await storeIn(tasks).get(id)).toEqual(JSON.parse(JSON.stringify(replication)));
    expect(readdirSync(tasks)).toEqual([`${id}.json`]);
  });

  it.each([
    ['nothing', ''],
    ['half of it', sealed(JSON.stringify(replication)).slice(0, 500)],
    ['another hash', `${'0'.repeat(64)}\n{}\n`],
    ['no JSON behind the right hash', sealed('{')],
    ['null behind the right hash', sealed('null')],
    ['another kind of file', sealed('{"schema":"mpsim.summary/1"}')],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0, 10, 0xff])],
  ])('of which the file holds %s are as good as none, and are written anew', async (_, content) => {
    mkdirSync(tasks, { recursive: true });
    writeFileSync(join(tasks, `${id}.json`), content);
    const store = storeIn(tasks);
    expect(await store.get(id)).toBeUndefined();
    await store.put(id, replication);
    expect(await store.get(id)).toMatchObject({ fingerprint: replication.fingerprint });
  });

  it('whose place a device, a folder or a dead link has taken are as good as none', async () => {
    mkdirSync(join(tasks, `${id}.json`), { recursive: true });
    const [device, dead] = ['b'.repeat(64), 'c'.repeat(64)];
    symlinkSync('/dev/zero', join(tasks, `${device}.json`));
    symlinkSync(join(folder, 'nowhere'), join(tasks, `${dead}.json`));
    for (const one of [id, device, dead]) expect(await storeIn(tasks).get(one)).toBeUndefined();
    await storeIn(tasks).put(dead, replication);
    expect(existsSync(join(folder, 'nowhere'))).toBe(false);
  });

  it('are not kept through a link that leads elsewhere', async () => {
    mkdirSync(join(folder, 'calls'));
    mkdirSync(join(folder, 'elsewhere'));
    symlinkSync(join(folder, 'elsewhere'), tasks);
    await expect(storeIn(tasks).put(id, replication)).rejects.toThrow('is a link');
    expect(readdirSync(join(folder, 'elsewhere'))).toEqual([]);
  });

  it('that were being written by a process that died are cleaned away; those of living ones stay', async () => {
    mkdirSync(tasks, { recursive: true });
    const dead = `.${id}.4194305.tmp`;
    const living = `.${id}.${process.ppid}.tmp`;
    for (const name of [dead, living, 'notes.txt']) {
      writeFileSync(join(tasks, name), 'half');
      utimesSync(join(tasks, name), 1, 1);
    }
    await storeIn(tasks).put('d'.repeat(64), replication);
    expect(readdirSync(tasks).sort()).toEqual([living, `${'d'.repeat(64)}.json`, 'notes.txt'].sort());
  });
});
