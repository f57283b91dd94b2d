/**
 * The life of the folder in which finished tasks are kept, a folder for each build of the program:
 *
 *     .tasks/5f0c…/  <id>.json  <id>.json  .<id>.<process>.<random>.tmp      this build
 *     .tasks/a91b…/  <id>.json                                              another one: its tasks are found no more
 *
 * Whoever keeps tasks sees to it that the folder of its build changes now and then: one that has not changed for a while is
 * nobody's. Only files whose names are of our making are ever taken away, never a link, and never what a link leads to; so
 * several experiments may share the folder, and the worst that one can do to another is to make it compute a task again.
 */
import type { Stats } from 'node:fs';
import { lstat, mkdir, readdir, rm, rmdir, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Unavailable } from './executor.ts';

/** A folder that has not changed for so long is kept by nobody, also when clocks of two machines differ by minutes. */
const abandoned_ms = 10 * 60_000;
const signOfLife_ms = 60_000;
/** Writing takes no time worth mentioning: whatever is older than this was left behind. */
const writing_ms = 60_000;
/** What is taken away makes room for so much, so that it is not done for every task. */
const roomShare = 0.1;

const buildName = /^[0-9a-f]{16}$/;
const taskName = /^[0-9a-f]{64}\.json$/;
const temporaryName = /^\.[0-9a-f]{64}\.(\d+)\.(?:[0-9a-f]+\.)?tmp$/;

const isOurs = (name: string): boolean => taskName.test(name) || temporaryName.test(name);

/**
 * Makes the folder of a build, takes away what died while it was written, and the tasks of builds that nobody uses.
 *
 * @param folder  of a build; neither it nor those above it that are made here may be a link
 * @throws Unavailable
 */
export async function prepareFolder(folder: string): Promise<void> {
  const all = dirname(folder);
  for (const one of [dirname(all), all, folder]) {
    await mkdir(one, { recursive: true });
    if ((await lstat(one)).isSymbolicLink())
      throw new Unavailable(
        `${one} is a link: finished tasks are not kept through it. Remove it, or choose another --out.`,
      );
  }
  await removeLeftOvers(folder);
  await removeOtherBuilds(all, folder);
}

/** True where the folder is no link, and none of those above it that belong to it. */
export async function isRealFolder(folder: string): Promise<boolean> {
  for (const one of [dirname(folder), folder]) if ((await look(one))?.isDirectory() !== true) return false;
  return true;
}

/** Lets others see that the folder is in use, until the signal. */
export function keepAlive(folder: string): { end(): void } {
  const timer = setInterval(() => {
    const now = new Date();
    utimes(folder, now, now).catch(() => {});
  }, signOfLife_ms);
  timer.unref();
  return { end: () => clearInterval(timer) };
}

/**
 * Takes away the tasks that were not used for longest, where they are more than so many bytes together.
 *
 * @returns the bytes that are left
 */
export async function makeRoom(folder: string, most_bytes: number): Promise<number> {
  const tasks: { path: string; bytes: number; used_ms: number }[] = [];
  for (const name of await namesIn(folder)) {
    if (!taskName.test(name)) continue;
    const path = join(folder, name);
    const found = await look(path);
    if (found?.isFile() === true) tasks.push({ path, bytes: found.size, used_ms: found.mtimeMs });
  }
  let left = tasks.reduce((sum, { bytes }) => sum + bytes, 0);
  if (left <= most_bytes) return left;
  tasks.sort((a, b) => a.used_ms - b.used_ms || (a.path < b.path ? -1 : 1));
  for (const { path, bytes } of tasks) {
    if (left <= most_bytes * (1 - roomShare)) break;
    if (await removed(path)) left -= bytes;
  }
  return left;
}

/** Those that processes which died had begun to write. */
async function removeLeftOvers(folder: string): Promise<void> {
  for (const name of await namesIn(folder)) {
    const writer = temporaryName.exec(name)?.[1];
    if (writer === undefined || isAlive(Number(writer))) continue;
    const found = await look(join(folder, name));
    // The writer may live on another machine that shares the folder.
    if (found?.isFile() === true && isOlder(found, writing_ms)) await removed(join(folder, name));
  }
}

async function removeOtherBuilds(all: string, own: string): Promise<void> {
  for (const name of await namesIn(all)) {
    const path = join(all, name);
    const found = await look(path);
    if (path === own || found === undefined || !isOlder(found, abandoned_ms)) continue;
    // A task that lies here belongs to a build from before each had a folder of its own.
    if (isOurs(name) && found.isFile()) await removed(path);
    if (!buildName.test(name) || !found.isDirectory()) continue;
    for (const task of await namesIn(path)) {
      const one = join(path, task);
      if (isOurs(task) && (await look(one))?.isFile() === true) await removed(one);
    }
    // Where somebody else has put something it is not empty, and stays.
    await rmdir(path).catch(() => {});
  }
}

const isOlder = ({ mtimeMs }: Stats, age_ms: number): boolean => Date.now() - mtimeMs > age_ms;

/** Undefined where nothing is, or where nobody may look. */
const look = (path: string): Promise<Stats | undefined> => lstat(path).catch(() => undefined);

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

/** False where it is still there, as on a system that lets nobody take away what somebody reads. */
const removed = (path: string): Promise<boolean> =>
  rm(path, { force: true }).then(
    () => true,
    () => false,
  );

function isAlive(process_id: number): boolean {
  try {
    return process.kill(process_id, 0);
  } catch (problem) {
    return problem instanceof Error && 'code' in problem && problem.code === 'EPERM';
  }
}
