/**
 * Files that a scenario names. They lie in its folder or below it: a scenario is the text of a stranger, and must not be
 * able to read anything else, neither by its path nor through a link.
 */
import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync, realpathSync } from 'node:fs';
import { isAbsolute, join, sep } from 'node:path';
import { Unreadable } from './quantities.ts';

const largestFile = 64_000_000;
const longestName = 200;

/**
 * The bytes of a file in the folder of a scenario.
 *
 * @param folder  undefined for a scenario that did not come from a file
 * @throws Unreadable when there is no such file, or it lies elsewhere, is none, or is larger than 64 MB
 */
export function openScenarioFile(folder: string | undefined, name: string): Uint8Array {
  if (folder === undefined)
    throw new Unreadable('This scenario has no folder in which to look for a file. Save it as a file beside its data.');
  refuseOtherPlaces(name);
  let file: number | undefined;
  try {
    const path = insideOf(folder, name);
    if (!lstatSync(path).isFile()) throw new Unreadable(`\`${name}\` is not a file.`);
    // O_NONBLOCK: nobody can make us wait by putting a pipe where the file was.
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const { size } = fstatSync(file);
    if (!fstatSync(file).isFile()) throw new Unreadable(`\`${name}\` is not a file.`);
    if (size > largestFile)
      throw new Unreadable(`\`${name}\` has ${size} bytes; a file of a scenario has at most 64 MB.`);
    return readFileSync(file);
  } catch (problem) {
    if (problem instanceof Unreadable) throw problem;
    const code = problem instanceof Error && 'code' in problem ? String(problem.code) : 'unknown error';
    throw new Unreadable(
      code === 'ENOENT'
        ? `There is no file \`${name}\` in the folder of the scenario.`
        : `\`${name}\` cannot be read (${code}).`,
    );
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function refuseOtherPlaces(name: string): void {
  if (name.length > longestName) throw new Unreadable(`The name of a file has at most ${longestName} characters.`);
  if (/[\p{Cc}\p{Cf}]/u.test(name)) throw new Unreadable('The name of a file has no control characters.');
  if (isAbsolute(name) || /^[A-Za-z]:|\\/.test(name) || name.split('/').includes('..'))
    throw new Unreadable('A file of a scenario lies in its folder or below it, as in `data/api-access.csv`.');
}

/** The real path of the file, links followed, if that lies inside. */
function insideOf(folder: string, name: string): string {
  const home = realpathSync(folder === '' ? '.' : folder);
  const path = realpathSync(join(home, name));
  if (path.startsWith(home.endsWith(sep) ? home : home + sep)) return path;
  throw new Unreadable(`\`${name}\` is a link that leads out of the folder of the scenario.`);
}
