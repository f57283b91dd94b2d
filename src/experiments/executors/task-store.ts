/**
 * Finished tasks on the disk, one file each, by the id of the task: what was once computed is never computed again. A file
 * appears whole or not at all; one that was damaged since is as good as none.
 */
import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { type Replication, replicationSchema } from '../tasks/replication.ts';

export interface TaskStore {
  get(id: string): Promise<Replication | undefined>;
  put(id: string, replication: Replication): Promise<void>;
}

/** @param folder  made when the first task is kept */
export function storeIn(folder: string): TaskStore {
  const fileOf = (id: string) => join(folder, `${id}.json`);
  return {
    async get(id) {
      const text = await readFile(fileOf(id), 'utf8').catch(() => undefined);
      return text === undefined ? undefined : unsealed(text);
    },
    async put(id, replication) {
      await mkdir(folder, { recursive: true });
      const temporary = join(folder, `.${id}.${process.pid}.tmp`);
      const file = await open(temporary, 'w');
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

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The hash of the rest stands in the first line. */
function sealed(replication: Replication): string {
  const text = JSON.stringify(replication);
  return `${hashOf(text)}\n${text}\n`;
}

function unsealed(text: string): Replication | undefined {
  const [hash, json = ''] = text.split('\n');
  if (hash !== hashOf(json)) return undefined;
  const read: Replication = JSON.parse(json);
  return read.schema === replicationSchema ? read : undefined;
}
