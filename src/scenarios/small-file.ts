/** Files of a stranger: read whole, and only where they are files of a size that somebody could have meant. */
import { readFileSync, statSync } from 'node:fs';
import { Unreadable } from './quantities.ts';

/**
 * The bytes of a file.
 * @param most  what it may have, and how a message goes on behind its size
 * @throws Unreadable when there is no such file, it cannot be read, or it is larger
 */
export function readSmallFile(file: string, most: { bytes: number; inWords: string }): Uint8Array {
  return telling(() => {
    refuseLarge(file, most);
    return readFileSync(file);
  });
}

/** @throws Unreadable for what is no file, or a larger one */
export function refuseLarge(file: string, most: { bytes: number; inWords: string }): void {
  const stats = statSync(file);
  if (!stats.isFile()) throw new Unreadable('This is not a file.');
  if (stats.size > most.bytes) throw new Unreadable(`The file has ${stats.size} bytes; ${most.inWords}.`);
}

/** What the file system refuses, in our words. */
export function telling<Read>(read: () => Read, missing = (): string => 'There is no such file.'): Read {
  try {
    return read();
  } catch (problem) {
    if (problem instanceof Unreadable) throw problem;
    const code = problem instanceof Error && 'code' in problem ? String(problem.code) : 'unknown error';
    throw new Unreadable(code === 'ENOENT' || code === 'ENOTDIR' ? missing() : `The file cannot be read (${code}).`);
  }
}
