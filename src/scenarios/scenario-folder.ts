/**
 * Files that a scenario names: they lie in the folder of the scenario, or below it. A scenario is the text of a stranger,
 * so a name that leads elsewhere, by `..`, as an absolute path or through a link, is refused.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, sep, win32 } from 'node:path';
import { didYouMean } from './nearest-word.ts';
import { Unreadable } from './quantities.ts';

/** A file that an answer rests on. */
export interface NamedFile {
  /** As it would be named on the command line. */
  name: string;
  /** SHA-256 of its bytes, in hexadecimal. */
  hash: string;
}

export const namedFile = (name: string, bytes: Uint8Array): NamedFile => ({
  name,
  hash: createHash('sha256').update(bytes).digest('hex'),
});

const mostBytes = 64 * 1_048_576;
const mostNames = 1_000;

/**
 * The real path of a file that a scenario names.
 * @param folder  of the scenario; undefined when it came from standard input
 * @throws Unreadable when there is no such file, or none that a scenario may name
 */
export function fileInFolder(folder: string | undefined, name: string): string {
  if (folder === undefined) throw new Unreadable('This scenario lies in no folder, so it cannot name a file.');
  if (isAbsolute(name) || win32.isAbsolute(name) || /^[A-Za-z]:|\\|\0/.test(name))
    throw new Unreadable('Expected a file in the folder of the scenario, for example `measured.csv`.');
  if (name.split('/').includes('..'))
    throw new Unreadable('A file that a scenario names lies inside its folder; `..` leads out of it.');
  try {
    const root = realpathSync(folder);
    const path = realpathSync(join(root, name));
    if (leadsOut(relative(root, path)))
      throw new Unreadable('This is a link that leads out of the folder of the scenario.');
    const { size, isFile } = describe(path);
    if (!isFile) throw new Unreadable('This is not a file.');
    if (size > mostBytes)
      throw new Unreadable(`The file has ${size} bytes; a file that a scenario names has at most 64 MiB.`);
    return path;
  } catch (problem) {
    if (problem instanceof Unreadable) throw problem;
    const code = problem instanceof Error && 'code' in problem ? String(problem.code) : 'unknown error';
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw new Unreadable(`The file cannot be read (${code}).`);
    throw new Unreadable(`There is no such file in the folder of the scenario.${didYouMean(name, namesIn(folder))}`);
  }
}

/**
 * The bytes of a file that a scenario names.
 * @throws Unreadable as `fileInFolder`
 */
export function readInFolder(folder: string | undefined, name: string): Uint8Array {
  const path = fileInFolder(folder, name);
  try {
    return readFileSync(path);
  } catch (problem) {
    throw new Unreadable(
      `The file cannot be read (${problem instanceof Error && 'code' in problem ? problem.code : problem}).`,
    );
  }
}

const leadsOut = (path: string): boolean => path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path);

function describe(path: string): { size: number; isFile: boolean } {
  const stats = statSync(path);
  return { size: stats.size, isFile: stats.isFile() };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).slice(0, mostNames);
  } catch {
    return [];
  }
}
