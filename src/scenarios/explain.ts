/**
 * What a path of the language means: the facts of a setting, the keys of a section; and in a scenario the values that
 * stand there, with whoever set each.
 */
import { namesOfLines, numberedPath } from './dotted-path.ts';
import type { LoadedScenario } from './load.ts';
import { lineNumber } from './mistakes.ts';
import { nearestWord } from './nearest-word.ts';
import { behaviourAt, type Completed } from './presets.ts';
import { sectionMeanings } from './schema/section-meanings.ts';
import type { SettingFacts } from './schema/setting.ts';
import { hasNamedLines, readPath, type SchemaNode, schemaAt } from './schema/tree.ts';
import { valueKindOf } from './schema/value-kinds.ts';
import { knownPaths, unknownPath } from './unknown-path.ts';
import { isRawMap, type Path, pathKey, type Raw, rawAt } from './yaml-document.ts';

/** A name that the author chooses, as patterns of paths write it. */
const anyName = 'NAME';

export interface ExplainedPath {
  /** As it was asked for, completed to the whole path. */
  path: string;
  /** With NAME for each name that the author chooses. */
  pattern: string;
  kind: SchemaNode['kind'];
  meaning: string | undefined;
  /** True for what the language has and no model does yet. */
  planned: boolean;
  /** Of a setting: what it takes, an example, and one line for each preset. */
  takes?: string;
  example?: string;
  defaults?: readonly PresetDefault[];
  /** Of a section: its keys. */
  keys?: readonly { key: string; meaning: string }[];
}

export interface PresetDefault {
  preset: string;
  /** As it would be written in a file; undefined for what has no default. */
  value: string | undefined;
  /** The document, or why it was chosen. */
  source: string | undefined;
  /** True when no document publishes the number. */
  assumed: boolean;
}

/** What each preset says of a setting, where it says something of its own. */
function presetValues(pattern: string, { default: value, source, assumed = false }: SettingFacts): PresetDefault[] {
  const own = behaviourAt(pattern.replaceAll(anyName, '*'));
  return [
    { preset: 'published', value, source, assumed },
    ...(own === undefined ? [] : [{ preset: 'behaviour', value: own.value, source: own.why, assumed: true }]),
  ];
}

/** A path that the language does not have, and what was probably meant. */
export interface UnknownPath {
  unknown: string;
  nearest: string | undefined;
  /** Whole paths that end in what was asked for, where there are several. */
  several?: readonly string[];
  /** Settings that can have what was asked for as their value. */
  takenBy?: readonly string[];
}

/**
 * Explains a path as one writes it in `--set`; names of one's own may be any name. The end of a path will do where only one
 * path ends so: `api.servers`.
 *
 * @param others  words that may have been meant as well
 */
export function explainPath(written: string, others: readonly string[] = []): ExplainedPath | UnknownPath {
  const path = split(written);
  if (isKeyOfLines(path)) return { unknown: written, nearest: [...path.slice(0, -1), anyName, path.at(-1)].join('.') };
  const node = nodeAt(path);
  if (node !== undefined && path.every(name => name !== '')) return explained(path, node);
  const patterns = [...patternsBelow(schemaAt([])!, '')];
  const ending = patterns.filter(pattern => pattern.endsWith(`.${written}`));
  if (ending.length === 1) return explained(split(ending[0]), nodeAt(split(ending[0]))!);
  if (ending.length > 1) return { unknown: written, nearest: undefined, several: ending };
  const takenBy = [...settingPatterns()].filter(({ facts }) => facts.words?.includes(written));
  if (takenBy.length > 0)
    return {
      unknown: written,
      nearest: undefined,
      takenBy: toldOnce(takenBy.map(({ pattern, facts }) => [pattern, facts.meaning])),
    };
  const ends = patterns.map(pattern => pattern.split('.').slice(-path.length).join('.'));
  const candidates = [...others, ...patterns.map(pattern => likeWritten(pattern, path)), ...ends];
  return { unknown: written, nearest: nearestWord(written, new Set(candidates)) };
}

/** `timeline.reach` is no entry named `reach`: its name was forgotten. */
function isKeyOfLines(path: Path): boolean {
  const list = nodeAt(path.slice(0, -1));
  return list?.kind === 'list' && hasNamedLines(list) && list.of.kind === 'section' && list.of.keys.has(path.at(-1)!);
}

function explained(path: Path, node: SchemaNode): ExplainedPath {
  const pattern = patternOf(path);
  const base = {
    path: path.join('.'),
    pattern,
    kind: node.kind,
    meaning: meaningOf(node, pattern),
    planned: node.planned === true,
  };
  if (node.kind === 'setting') {
    const { example } = valueKindOf(node.facts);
    return {
      ...base,
      takes: node.facts.unit,
      ...(example === undefined ? {} : { example }),
      defaults: presetValues(pattern, node.facts),
    };
  }
  const keys = childrenOf(node).map(([key, child]) => ({
    key: key === '' ? '-' : key,
    meaning: meaningOf(child, below(pattern, key)) ?? '',
  }));
  return { ...base, keys };
}

const meaningOf = (node: SchemaNode, pattern: string): string | undefined =>
  node.kind === 'setting' ? node.facts.meaning : sectionMeanings.get(pattern);

/** The nodes below a node by their keys: NAME for names of one's own, nothing for the lines of a list that have none. */
function childrenOf(node: SchemaNode): [key: string, child: SchemaNode][] {
  switch (node.kind) {
    case 'section':
      return [...node.keys, ...(node.others === undefined ? [] : [[anyName, node.others] as [string, SchemaNode]])];
    case 'named':
      return [[anyName, node.of]];
    case 'list':
      return [[hasNamedLines(node) ? anyName : '', node.of]];
    case 'setting':
      return [];
  }
}

/** The node at a path; the lines of a list need no name of their own. */
function nodeAt(path: Path): SchemaNode | undefined {
  let node = schemaAt([]);
  for (const name of path) {
    if (node?.kind === 'list' && !hasNamedLines(node)) node = node.of;
    const children = new Map(node === undefined ? [] : childrenOf(node));
    node = children.get(name) ?? (name === '' ? undefined : children.get(anyName));
  }
  return node?.kind === 'list' && node.of.kind === 'setting' ? node.of : node;
}

const below = (pattern: string, key: string): string => [pattern, key].filter(part => part !== '').join('.');

/** Every path of the language with its facts, NAME for names of one's own. */
export function* settingPatterns(
  node: SchemaNode = schemaAt([])!,
  pattern = '',
): Generator<{ pattern: string; facts: SettingFacts }> {
  if (node.kind === 'setting') yield { pattern, facts: node.facts };
  for (const [key, child] of childrenOf(node)) yield* settingPatterns(child, below(pattern, key));
}

/** Names without those of which is said what another one says of any NAME. */
export function toldOnce(named: readonly (readonly [name: string, meaning: string])[]): string[] {
  const meanings = new Map(named);
  const isTold = ([name, meaning]: readonly [string, string]): boolean => {
    const parts = name.split('.');
    return parts.some((part, i) => part !== anyName && meanings.get(parts.with(i, anyName).join('.')) === meaning);
  };
  return named.filter(one => !isTold(one)).map(([name]) => name);
}

/** Sections and settings, as far as one path leads to each. */
function* patternsBelow(node: SchemaNode, pattern: string): Generator<string> {
  if (pattern !== '') yield pattern;
  if (node.kind === 'list' && !hasNamedLines(node)) return;
  for (const [key, child] of childrenOf(node)) yield* patternsBelow(child, below(pattern, key));
}

/** At the dots, but for the last name of a map of settings, which may have dots itself, as `8.2/1.2`. */
function split(written: string): string[] {
  const parts = written.split('.');
  for (let i = 0; i < parts.length; i += 1) {
    const node = nodeAt(parts.slice(0, i));
    if (node === undefined) return parts;
    if (node.kind === 'named' && node.of.kind === 'setting') return [...parts.slice(0, i), parts.slice(i).join('.')];
  }
  return parts;
}

function patternOf(path: Path): string {
  const isChosen = (name: string, parent: SchemaNode | undefined) =>
    parent?.kind === 'named' ||
    (parent !== undefined && hasNamedLines(parent)) ||
    (parent?.kind === 'section' && !parent.keys.has(name));
  return path.map((name, i) => (isChosen(name, nodeAt(path.slice(0, i))) ? anyName : name)).join('.');
}

/** The pattern with the names that were written in the places of names, so that only mistyped words differ. */
const likeWritten = (pattern: string, written: Path): string =>
  pattern
    .split('.')
    .map((name, i) => (name === anyName ? (written[i] ?? name) : name))
    .join('.');

/* ---- In a scenario ---- */

export interface ValueThere {
  path: string;
  /** None for the file as it stands. */
  variant: string | undefined;
  value: string;
  /** `buyers.yaml:8`, `--set run.length=3 h`, or the preset. */
  setBy: string;
}

/** What to say where a path has names of one's own that the scenario does not have; undefined where it has them all. */
export function namesMissing(scenario: LoadedScenario, { path, pattern }: ExplainedPath): string | undefined {
  const { raw } = scenario.completedFor().document;
  const isNamed = path !== pattern && !split(path).includes(anyName);
  return isNamed && readPath(path, raw) === undefined ? unknownPath(path, raw, knownPaths(raw)) : undefined;
}

/** The value at a path of a scenario, and in each variant that has another; NAME stands for every name in the file. */
export function valuesAt(scenario: LoadedScenario, written: string): ValueThere[] {
  const file = scenario.completedFor();
  return withNames(split(written), file.document.raw).flatMap(path => {
    const plain = valueIn(file, path);
    const others = scenario.variants.flatMap(variant => {
      const there = valueIn(scenario.completedFor(variant), path);
      return there.value === plain.value && there.setBy === plain.setBy ? [] : [{ variant, ...there }];
    });
    return [{ variant: undefined, ...plain }, ...others].map(one => ({ path: path.join('.'), ...one }));
  });
}

/** The paths that a pattern has in a file. */
function withNames(pattern: Path, raw: Raw): Path[] {
  const at = pattern.indexOf(anyName);
  if (at < 0) return [pattern];
  const named = rawAt(raw, pattern.slice(0, at));
  const names = isRawMap(named) ? Object.keys(named) : namesOfLines(named);
  return names.flatMap(name => withNames(pattern.with(at, name), raw));
}

function valueIn({ document, preset, reasons }: Completed, names: Path): Pick<ValueThere, 'value' | 'setBy'> {
  const path = numberedPath(document.raw, names);
  const written = rawAt(document.raw, path);
  const node = nodeAt(names);
  if (written === undefined) {
    const usual = node?.kind === 'setting' ? node.facts.default : undefined;
    return { value: usual ?? 'nothing', setBy: usual === undefined ? 'nobody' : 'the preset `published`' };
  }
  if (reasons.has(pathKey(path))) return { value: inShort(written), setBy: `the preset \`${preset}\`` };
  const { key, value } = document.placesOf(path);
  const { source } = key ?? value;
  return { value: inShort(written), setBy: source.isFile ? `${source.name}:${lineNumber(key ?? value)}` : source.name };
}

function inShort(raw: Raw): string {
  if (typeof raw === 'string') return raw.trim();
  return isRawMap(raw) ? `{ ${Object.keys(raw).join(', ')} }` : `${raw.length} lines`;
}
