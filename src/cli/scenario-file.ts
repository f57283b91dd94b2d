/** The scenario a command is about: a file, one that comes with mpsim, or standard input. */
import { statSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import {
  caps,
  didYouMean,
  formatMistakes,
  type LoadedScenario,
  loadScenario,
  loadScenarioText,
} from '../scenarios/index.ts';
import { bundledFile, bundledNames } from './bundled.ts';
import { UsageError } from './exit.ts';

export type Sets = [path: string, value: string][];

/** A scenario as a command line names it. */
export interface ScenarioArgument {
  /** What messages call it. */
  shown: string;
  /** What names it on a command line again. */
  again: string;
  load(set?: Sets): LoadedScenario;
  /** What came from standard input, since nobody else keeps it. */
  text?: Uint8Array;
}

const standardInput = 'standard input';

/**
 * Finds the scenario that a word of the command line means.
 * @throws UsageError with the nearest name when a bare name is neither a file nor a scenario that comes with mpsim
 */
export async function findScenario(word: string): Promise<ScenarioArgument> {
  if (word === '-') {
    const text = await readStandardInput();
    const load = (set: Sets = []) => loadScenarioText(text, standardInput, { set, name: 'stdin' });
    return { shown: standardInput, again: '-', load, text };
  }
  const isBareName = /^[A-Za-z][\w-]*$/.test(word);
  if (isBareName && !isFile(word)) {
    const names = bundledNames();
    if (!names.includes(word))
      throw new UsageError(
        `There is no file ${word}, and no scenario of that name comes with mpsim.${didYouMean(word, names)}\n` +
          `These do: ${names.join(', ')}.`,
      );
    return { shown: word, again: word, load: (set = []) => loadScenario(bundledFile(word), { set, shownAs: word }) };
  }
  return { shown: word, again: shownPath(resolve(word)), load: (set = []) => loadScenario(word, { set }) };
}

/** Loads it, with its warnings on stderr. */
export function openScenario(argument: ScenarioArgument, set: Sets = []): LoadedScenario {
  const scenario = argument.load(set);
  if (scenario.warnings.length > 0) process.stderr.write(`${formatMistakes(scenario.warnings)}\n`);
  return scenario;
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

/** Stops reading where a scenario is too large anyway. */
async function readStandardInput(): Promise<Uint8Array> {
  if (process.stdin.isTTY) process.stderr.write('Reading a scenario from the terminal; Ctrl-D ends it.\n');
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of process.stdin) {
    parts.push(part);
    bytes += part.length;
    if (bytes > caps.bytes) break;
  }
  return Buffer.concat(parts);
}

/** A path as one would type it here: from this folder where it lies inside, otherwise as it is. */
export function shownPath(path: string): string {
  const near = relative(process.cwd(), path);
  return near === '' || near.startsWith('..') || isAbsolute(near) ? path : near.split(sep).join('/');
}

/** One word for a POSIX shell. */
export const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
