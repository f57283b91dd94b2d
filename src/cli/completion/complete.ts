/**
 * What could stand where the cursor is: one candidate a line, with a tab and its meaning where it has one. Shells ask with
 * every press of Tab, so nothing of the simulator is loaded; a scenario is read only as far as its names.
 */
import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Command, Option } from 'commander';
import { bundledFile, bundledNames } from '../bundled.ts';
import { type ExitCode, exit } from '../exit.ts';
import { completionWords, type PathTree } from './words.ts';

type Candidate = string | readonly [word: string, meaning: string];

/**
 * @param words    of the command line behind `mpsim`, up to the one that is being written, which may be empty
 * @param options  `line`: the command line as one text, up to the cursor, in place of the words
 */
export async function complete(
  mpsim: Command,
  words: readonly string[],
  { line }: { line?: string },
): Promise<ExitCode> {
  const said = line === undefined ? words : splitLine(line).slice(1);
  const current = said.at(-1) ?? '';
  const candidates = await candidatesFor(mpsim, said.slice(0, -1), current);
  const fitting = candidates.filter(one => (typeof one === 'string' ? one : one[0]).startsWith(current));
  process.stdout.write(fitting.map(one => `${typeof one === 'string' ? one : one.join('\t')}\n`).join(''));
  return exit.fine;
}

async function candidatesFor(mpsim: Command, before: readonly string[], current: string): Promise<Candidate[]> {
  const commands = mpsim.commands.filter(one => !one.name().startsWith('__'));
  const command = commands.find(one => one.name() === before[0]);
  if (command === undefined) {
    if (before.length > 0) return [];
    const flags: Candidate[] = current.startsWith('-') ? ['--help', '--version'] : [];
    return [...commands.map((one): Candidate => [one.name(), one.description()]), ...flags];
  }
  const flag = command.options.find(option => option.long === before.at(-1) && takesValue(option));
  const said = operands(command, before.slice(1));
  if (flag !== undefined) return valuesOf(flag.long ?? '', said, current);
  if (current.startsWith('-') && current !== '-')
    return [...command.options.map((option): Candidate => [option.long ?? '', option.description]), '--help'];
  return argumentsOf(command.name(), said, current);
}

const takesValue = (option: Option): boolean => option.required || option.optional;

/** The words that are neither flags nor their values. */
function operands(command: Command, words: readonly string[]): string[] {
  const flags = new Map(command.options.map(option => [option.long, option]));
  return words.filter((word, i) => {
    const ahead = flags.get(words[i - 1]);
    return !(word.startsWith('-') && word !== '-') && !(ahead !== undefined && takesValue(ahead));
  });
}

/* ---- What each place takes ---- */

async function argumentsOf(command: string, said: readonly string[], current: string): Promise<Candidate[]> {
  switch (command) {
    case 'capacity':
    case 'compare':
    case 'run':
    case 'sweep':
    case 'validate':
      return said.length === 0 ? scenarios(current) : [];
    case 'explain':
      if (said.length === 1) return scenarios(current);
      return said.length === 0 ? explainable(current) : [];
    case 'fit':
      return said.length === 0 ? files(current, /\.csv$/) : [];
    case 'message':
      return said.length === 0 ? files(current, /\.xml$/) : [];
    case 'diff':
      return said.length < 2 ? files(current, /^summary\.json$/) : [];
    case 'completion':
      return said.length === 0 ? ['bash', 'zsh', 'fish'] : [];
    default:
      return [];
  }
}

async function valuesOf(flag: string, said: readonly string[], current: string): Promise<Candidate[]> {
  switch (flag) {
    case '--variant':
      return Object.keys(childrenOf(await readScenario(said), 'variants'));
    case '--variants':
      return furtherVariants(said, current);
    case '--set':
    case '--vary':
      return settings(said, current);
    case '--metric':
    case '--primary':
    case '--names':
      return (await completionWords()).metrics.slice();
    case '--out':
      return files(current, /^$/);
    case '--class':
      return ['0', '1', '2', '3'];
    case '--from-operator':
      return operators(current);
    default:
      return [];
  }
}

/** Those that are not yet in the list with commas, behind what is. */
async function furtherVariants(said: readonly string[], current: string): Promise<Candidate[]> {
  const named = current.split(',').slice(0, -1);
  const names = Object.keys(childrenOf(await readScenario(said), 'variants'));
  return names.filter(name => !named.includes(name)).map(name => [...named, name].join(','));
}

/** Countries, then the operators of one; in words that need no quotes in a shell and name one operator all the same. */
async function operators(current: string): Promise<Candidate[]> {
  const { countries, findProvider, providersIn } = await import('../../models/provider-table.ts');
  const slash = current.indexOf('/');
  if (slash < 0) return countries().map(country => `${country}/`);
  const country = current.slice(0, slash);
  return providersIn(country).flatMap((provider): Candidate[] => {
    const word = provider.name.replace(/[^\p{L}\p{M}\p{N}]+/gu, '-').replace(/^-|-$/g, '');
    const isKnown = provider.networks.length > 0 && findProvider(country, word) === provider;
    return isKnown ? [[`${country}/${word}`, provider.name]] : [];
  });
}

const scenarios = (current: string): Candidate[] => [
  ...bundledNames().map((name): Candidate => [name, 'comes with mpsim']),
  ...files(current, /\.ya?ml$/),
];

async function explainable(current: string): Promise<Candidate[]> {
  const { paths, metrics, functions } = await completionWords();
  return [...pathsFrom(paths, undefined, current), ...metrics, ...functions];
}

/** The sections that describe the run and its world, and not what is asked of it. */
const settableSections: readonly string[] = ['run', 'operators', 'microsoft', 'population', 'about'];

/** What a command line may set, up to the value where it takes words. */
async function settings(said: readonly string[], current: string): Promise<Candidate[]> {
  const { paths } = await completionWords();
  const settable = Object.fromEntries(Object.entries(paths).filter(([name]) => settableSections.includes(name)));
  const equals = current.indexOf('=');
  if (equals < 0)
    return pathsFrom(settable, await readScenario(said), current).map(path => (path.endsWith('.') ? path : `${path}=`));
  const path = current.slice(0, equals);
  const values = path
    .split('.')
    .reduce<PathTree | undefined>((node, name) => (node === undefined ? node : stepInto(node, name)), settable);
  return Array.isArray(values) ? values.map(value => `${path}=${value}`) : [];
}

/* ---- Paths ---- */

/** The next names behind a path that is being written; a section ends with its dot. */
function pathsFrom(paths: PathTree, scenario: unknown, current: string): string[] {
  const written = current.split('.').slice(0, -1);
  let node: PathTree | undefined = paths;
  let there: unknown = scenario;
  for (const name of written) {
    node = node === undefined ? undefined : stepInto(node, name);
    there = childrenOf(there, name);
  }
  if (node === undefined || Array.isArray(node)) return [];
  const before = written.map(name => `${name}.`).join('');
  return Object.entries(node).flatMap(([key, child]) => {
    const names = key === '*' ? Object.keys(childrenOf(there)) : [key];
    return names.map(name => `${before}${name}${Array.isArray(child) ? '' : '.'}`);
  });
}

function stepInto(node: PathTree, name: string): PathTree | undefined {
  if (Array.isArray(node)) return undefined;
  const sections = node as { readonly [key: string]: PathTree };
  return Object.hasOwn(sections, name) ? sections[name] : sections['*'];
}

/** The map at a key, or itself without a key; an empty one for anything else. */
function childrenOf(value: unknown, key?: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  const map = value as Record<string, unknown>;
  return key === undefined ? map : childrenOf(key in map ? map[key] : {});
}

/* ---- Files ---- */

/** The scenario that the line is about, as a plain tree; nothing when it cannot be read, since nobody waits for advice here. */
async function readScenario(said: readonly string[]): Promise<unknown> {
  const word = said.find(one => !one.includes('=')) ?? '';
  const file = bundledNames().includes(word) ? bundledFile(word) : word;
  try {
    const { decodeScenario, readYaml } = await import('../../scenarios/yaml-document.ts');
    if (!statSync(file).isFile()) return undefined;
    return readYaml(decodeScenario(firstBytes(file), file), file).raw;
  } catch {
    return undefined;
  }
}

/** As many bytes as a scenario may have, and one more. */
function firstBytes(file: string): Uint8Array {
  const bytes = Buffer.alloc(1_048_577);
  const handle = openSync(file, 'r');
  try {
    return bytes.subarray(0, readSync(handle, bytes));
  } finally {
    closeSync(handle);
  }
}

/** Folders, each with its slash, and the files whose names fit. */
function files(current: string, kind: RegExp): string[] {
  const folder = current.endsWith('/') ? current : `${dirname(current)}/`;
  const before = current.endsWith('/') ? current : current.slice(0, current.length - basename(current).length);
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter(entry => !entry.name.startsWith('.') || basename(current).startsWith('.'))
      .flatMap(entry => {
        const isFolder = entry.isDirectory() && entry.name !== 'node_modules';
        return isFolder ? [`${before}${entry.name}/`] : kind.test(entry.name) ? [before + entry.name] : [];
      })
      .sort();
  } catch {
    return [];
  }
}

/* ---- The line ---- */

/** A quoted part, closed or not; an escaped character; a gap; or plain characters. */
const partOfLine =
  /'(?<single>[^']*)'?|"(?<double>(?:\\.|[^"\\])*)"?|\\(?<escaped>.?)|(?<gap>\s+)|(?<plain>[^\s'"\\]+)/gs;

/** The words of a line of a POSIX shell, quotes and backslashes taken away; the last one may be unfinished or empty. */
export function splitLine(line: string): string[] {
  const words = [''];
  for (const { groups = {} } of line.matchAll(partOfLine)) {
    const { single, double, escaped, gap, plain } = groups;
    if (gap !== undefined) words.push('');
    else words[words.length - 1] += single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? escaped ?? plain ?? '';
  }
  return words[0] === '' ? words.slice(1) : words;
}
