/**
 * Finished tasks on the disk, one file each, by the id of the task: what was once computed is never computed again. A file
 * appears whole or not at all; one that was damaged since, or that somebody else put there, is as good as none.
 */
import { createHash } from 'node:crypto';
import { lstat, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Replication, replicationSchema } from '../tasks/replication.ts';
import { Unavailable } from './executor.ts';

export interface TaskStore {
  get(id: string): Promise<Replication | undefined>;
  put(id: string, replication: Replication): Promise<void>;
}

/** No honest task comes near. */
const largest = 256 * 1024 * 1024;
/** Writing takes no time worth mentioning: whatever is older than this was left behind. */
const writing_ms = 60_000;
const temporaryName = /^\.[0-9a-f]{64}\.(\d+)\.tmp$/;

/** @param folder  made when the first task is kept; neither it nor the folder it lies in may be a link */
export function storeIn(folder: string): TaskStore {
  const fileOf = (id: string) => join(folder, `${id}.json`);
  let ready: Promise<void> | undefined;
  return {
    async get(id) {
      const text = await readRegular(fileOf(id));
      return text === undefined ? undefined : unsealed(text);
    },
    async put(id, replication) {
      ready ??= prepare(folder);
      await ready;
      const temporary = join(folder, `.${id}.${process.pid}.tmp`);
      await rm(temporary, { force: true });
      // Never through a link that somebody laid there.
      const file = await open(temporary, 'wx');
      try {
        await file.writeFile(sealed(replication));
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, fileOf(id));
    },
  };
}

/** For experiments that keep nothing. */
export function storeInMemory(): TaskStore {
  const kept = new Map<string, Replication>();
  return {
    get: async id => kept.get(id),
    async put(id, replication) {
      kept.set(id, replication);
    },
  };
}

/** Makes the folder, and takes away what processes that died while they wrote have left in it. */
async function prepare(folder: string): Promise<void> {
  for (const one of [dirname(folder), folder]) {
    await mkdir(one, { recursive: true });
    if ((await lstat(one)).isSymbolicLink())
      throw new Unavailable(
        `${one} is a link: finished tasks are not kept through it. Remove it, or choose another --out.`,
      );
  }
  for (const name of await readdir(folder)) {
    const writer = temporaryName.exec(name)?.[1];
    if (writer === undefined || isAlive(Number(writer))) continue;
    const path = join(folder, name);
    const written_ms = await lstat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => undefined,
    );
    // The writer may live on another machine that shares the folder.
    if (written_ms !== undefined && Date.now() - written_ms > writing_ms)
      await rm(path, { force: true, recursive: true });
  }
}

function isAlive(process_id: number): boolean {
  try {
    return process.kill(process_id, 0);
  } catch (problem) {
    return problem instanceof Error && 'code' in problem && problem.code === 'EPERM';
  }
}

/** @returns undefined for what is no file of a sensible size, as a pipe that never ends */
async function readRegular(path: string): Promise<string | undefined> {
  try {
    const { size } = await stat(path).then(found => (found.isFile() ? found : { size: largest + 1 }));
    return size > largest ? undefined : await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The hash of the rest stands in the first line. */
function sealed(replication: Replication): string {
  const text = JSON.stringify(replication);
  return `${hashOf(text)}\n${text}\n`;
}

function unsealed(text: string): Replication | undefined {
  const [hash, json = ''] = text.split('\n');
  if (hash !== hashOf(json)) return undefined;
  try {
    const read: Replication | null = JSON.parse(json);
    return read?.schema === replicationSchema ? read : undefined;
  } catch {
    return undefined;
  }
}
