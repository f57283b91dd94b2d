/**
 * Finished tasks on the disk, one file each, by the id of the task: what was once computed is never computed again. A file
 * appears whole or not at all; one that was damaged since, or that somebody else put there, is as good as none.
 */
import { createHash, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Replication } from '../tasks/replication.ts';
import { isReplication } from '../tasks/replication-check.ts';
import { buildHash } from './build.ts';
import { isRealFolder, keepAlive, makeRoom, prepareFolder } from './kept-folder.ts';

export interface TaskStore {
  get(id: string): Promise<Replication | undefined>;
  put(id: string, replication: Replication): Promise<void>;
  /** Nothing more will be asked of it. */
  close(): void;
}

export interface StoreOptions {
  /** Hash of the program that does the tasks: it finds those of its own build only. */
  build?: string;
  /** So many bytes may the tasks of a build take together. */
  most_bytes?: number;
}

/** 2 GiB for each scenario, some hundred thousand tasks: as many as the largest sweep has. Beyond it the least used go. */
const mostKept_bytes = 2_147_483_648;
/** No honest task comes near. */
const largest_bytes = 268_435_456;

/**
 * @param all  the folder of all builds, made when the first task is kept; neither it nor the folder it lies in may be a link
 */
export function storeIn(
  all: string,
  { build = buildHash(), most_bytes = mostKept_bytes }: StoreOptions = {},
): TaskStore {
  const folder = join(all, build);
  const fileOf = (id: string) => join(folder, `${id}.json`);
  let isReal: Promise<boolean> | undefined;
  let ready: Promise<void> | undefined;
  let life: ReturnType<typeof keepAlive> | undefined;
  let kept_bytes = 0;

  async function prepare(): Promise<void> {
    await prepareFolder(folder);
    life ??= keepAlive(folder);
    kept_bytes = await makeRoom(folder, most_bytes);
  }

  return {
    async get(id) {
      isReal ??= isRealFolder(folder);
      const text = (await isReal) ? await readRegular(fileOf(id)) : undefined;
      return text === undefined ? undefined : unsealed(id, text);
    },
    async put(id, replication) {
      ready ??= prepare();
      await ready;
      const text = sealed(id, replication);
      try {
        await write(folder, id, text);
      } catch (problem) {
        // Somebody took the folder away, as whoever wants all of it computed anew.
        if (!isCode(problem, 'ENOENT')) throw problem;
        ready = prepare();
        await ready;
        await write(folder, id, text);
      }
      isReal = undefined;
      kept_bytes += Buffer.byteLength(text);
      if (kept_bytes > most_bytes) kept_bytes = await makeRoom(folder, most_bytes);
    },
    close() {
      life?.end();
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
    close() {},
  };
}

/** Under a name that nobody else has; then, whole, under its own. */
async function write(folder: string, id: string, text: string): Promise<void> {
  const temporary = join(folder, `.${id}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`);
  // Never through a link that somebody laid there.
  const file = await open(temporary, 'wx');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await rename(temporary, join(folder, `${id}.json`));
  } catch (problem) {
    await rm(temporary, { force: true });
    // A folder in its place is not ours to take away; the experiment does not depend on what is kept.
    if (!placeTaken.some(code => isCode(problem, code))) throw problem;
  }
}

const placeTaken = ['EISDIR', 'ENOTEMPTY', 'EEXIST'];

const isCode = (problem: unknown, code: string): boolean =>
  problem instanceof Error && 'code' in problem && problem.code === code;

/** @returns undefined for what is no file of a sensible size, as a link, or a pipe that never ends */
async function readRegular(path: string): Promise<string | undefined> {
  try {
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const found = await file.stat();
      if (!found.isFile() || found.size > largest_bytes) return undefined;
      const text = await file.readFile('utf8');
      const now = new Date();
      // What was used last goes last.
      await file.utimes(now, now).catch(() => {});
      return text;
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}

const hashOf = (id: string, text: string): string => createHash('sha256').update(`${id}\n${text}`).digest('hex');

/** In the first line the hash of the rest, and of the task's name: of another task it says nothing. */
function sealed(id: string, replication: Replication): string {
  const text = JSON.stringify(replication);
  return `${hashOf(id, text)}\n${text}\n`;
}

function unsealed(id: string, text: string): Replication | undefined {
  const [hash, json = ''] = text.split('\n');
  if (hash !== hashOf(id, json)) return undefined;
  try {
    const read: unknown = JSON.parse(json);
    return isReplication(read) ? read : undefined;
  } catch {
    return undefined;
  }
}
