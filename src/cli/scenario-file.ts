/** The scenario a command is about, as loaded and as it is named on a command line. */
import { isAbsolute, relative, sep } from 'node:path';
import { formatMistakes, type LoadedScenario, loadScenario } from '../scenarios/index.ts';

export type Sets = [path: string, value: string][];

/** Loads it, with its warnings on stderr. */
export function openScenario(file: string, set: Sets = []): LoadedScenario {
  const scenario = loadScenario(file, { set });
  if (scenario.warnings.length > 0) process.stderr.write(`${formatMistakes(scenario.warnings)}\n`);
  return scenario;
}

/** A path as one would type it here: from this folder where it lies inside, otherwise as it is. */
export function shownPath(path: string): string {
  const near = relative(process.cwd(), path);
  return near === '' || near.startsWith('..') || isAbsolute(near) ? path : near.split(sep).join('/');
}

/** One word for a POSIX shell. */
export const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
