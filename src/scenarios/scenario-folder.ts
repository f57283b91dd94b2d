/**
 * Files that a scenario names: they lie in the folder of the scenario, or below it. A scenario is the text of a stranger,
 * so a name that leads elsewhere, by `..`, as an absolute path or through a link, is refused.
 */
import { createHash } from 'node:crypto';
import { readdirSync, realpathSync } from 'node:fs';
import { isAbsolute, join, posix, relative, sep, win32 } from 'node:path';
import { didYouMean } from './nearest-word.ts';
import { Unreadable } from './quantities.ts';
import { readSmallFile, refuseLarge, telling } from './small-file.ts';

/** A file that an answer rests on. */
export interface NamedFile {
  /** As it would be named on the command line. */
  name: string;
  /** Its path from the folder of the scenario. */
  path: string;
  bytes: Uint8Array;
  /** SHA-256 of its bytes, in hexadecimal. */
  hash: string;
}

/** Where the files lie that a scenario names: a folder of the disk, or files by their path, as they came from elsewhere. */
export type Folder = string | ReadonlyMap<string, Uint8Array>;

export const namedFile = (name: string, path: string, bytes: Uint8Array): NamedFile => ({
  name,
  path,
  bytes,
  hash: createHash('sha256').update(bytes).digest('hex'),
});

const most = { bytes: 64 * 1_048_576, inWords: 'a file that a scenario names has at most 64 MiB' };
const mostNames = 1_000;

/**
 * The bytes of a file that a scenario names.
 * @param folder  of the scenario; undefined when it came from standard input
 * @throws Unreadable when there is no such file, or none that a scenario may name
 */
export function readInFolder(folder: Folder | undefined, name: string): Uint8Array {
  if (folder === undefined || typeof folder === 'string') return readSmallFile(realFile(folder, name), most);
  const bytes = folder.get(posix.normalize(name));
  if (bytes === undefined) throw new Unreadable('There is no such file beside the scenario.');
  return bytes;
}

/** Its real path, which must lie inside the folder. */
function realFile(folder: string | undefined, name: string): string {
  if (folder === undefined) throw new Unreadable('This scenario lies in no folder, so it cannot name a file.');
  if (isAbsolute(name) || win32.isAbsolute(name) || /^[A-Za-z]:|\\|\0/.test(name))
    throw new Unreadable('Expected a file in the folder of the scenario, for example `measured.csv`.');
  if (name.split('/').includes('..'))
    throw new Unreadable('A file that a scenario names lies inside its folder; `..` leads out of it.');
  const path = telling(
    () => {
      const root = realpathSync(folder);
      const real = realpathSync(join(root, name));
      if (leadsOut(relative(root, real)))
        throw new Unreadable('This is a link that leads out of the folder of the scenario.');
      return real;
    },
    () => `There is no such file in the folder of the scenario.${didYouMean(name, namesIn(folder))}`,
  );
  telling(() => refuseLarge(path, most));
  return path;
}

/** How a file of the folder is named to people. */
export const shownIn = (folder: Folder | undefined, name: string): string =>
  join(typeof folder === 'string' ? folder : '', name);

const leadsOut = (path: string): boolean => path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path);

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).slice(0, mostNames);
  } catch {
    return [];
  }
}
