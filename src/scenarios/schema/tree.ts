/**
 * The schema as a tree of sections, named maps and settings: which keys a map may have, which dotted paths exist, which
 * word was meant, and every setting with its facts.
 */
import { z } from 'zod';
import { isRawMap, type Path, type Raw, rawAt } from '../yaml-document.ts';
import { namesNotBuiltYet, notBuiltYet, scenario } from './scenario.ts';
import { factsOfSettings, type SettingFacts } from './setting.ts';

export type SchemaNode =
  /** `words` may stand in place of the whole section; keys of one's own beside the known ones are `others`. */
  (
    | { kind: 'section'; keys: ReadonlyMap<string, SchemaNode>; others?: SchemaNode; words: readonly string[] }
    /** A map whose names the author chooses. */
    | { kind: 'named'; of: SchemaNode }
    | { kind: 'list'; of: SchemaNode }
    | { kind: 'setting'; facts: SettingFacts }
  ) & {
    /** True for what is not built yet. */
    planned?: boolean;
  };

const schemaTree: SchemaNode = nodeOf(scenario);

function nodeOf(schema: z.core.$ZodType): SchemaNode {
  const facts = schema instanceof z.ZodType ? factsOfSettings.get(schema) : undefined;
  if (facts !== undefined) return { kind: 'setting', facts };
  if (schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional) return nodeOf(schema.unwrap());
  if (schema instanceof z.ZodObject)
    return {
      kind: 'section',
      keys: new Map(Object.entries(schema.shape).map(([key, value]) => [key, nodeOf(value)])),
      words: [],
    };
  if (schema instanceof z.ZodRecord) return { kind: 'named', of: nodeOf(schema.valueType) };
  if (schema instanceof z.ZodArray) return { kind: 'list', of: nodeOf(schema.element) };
  if (schema instanceof z.ZodUnion) {
    const node = nodeOf(schema.options[schema.options.length - 1]);
    const words = schema.options.flatMap(option => (option instanceof z.ZodLiteral ? [String(option.value)] : []));
    return node.kind === 'section' ? { ...node, words } : node;
  }
  return { kind: 'section', keys: new Map(), words: [] };
}

/** The node at a path; undefined when the language has no such path. */
export function schemaAt(path: Path): SchemaNode | undefined {
  let node: SchemaNode | undefined = schemaTree;
  for (const name of path) node = node === undefined ? undefined : childOf(node, name);
  return node;
}

function childOf(node: SchemaNode, name: string): SchemaNode | undefined {
  if (node.kind === 'setting') return undefined;
  return node.kind === 'section' ? node.keys.get(name) : node.of;
}

/** The path with `*` for each name that the author chose, as the registries write it. */
export function patternOf(path: Path): string {
  let node: SchemaNode | undefined = schemaTree;
  let pattern = '';
  for (const name of path) {
    const isChosen = node?.kind === 'named' || node?.kind === 'list' || namesNotBuiltYet.has(pattern);
    pattern = `${pattern}${pattern === '' ? '' : '.'}${isChosen ? '*' : name}`;
    node = node === undefined ? undefined : childOf(node, name);
  }
  return pattern;
}

/** True for a path that belongs to the language, or lies below one that does, and is not built yet. */
export function isNotBuiltYet(path: Path): boolean {
  return path.some((name, i) => notBuiltYet.get(patternOf(path.slice(0, i)))?.includes(name));
}

/**
 * Splits a dotted path along the schema; a name that itself has dots (a refusal code) is kept whole.
 * @returns undefined when the language has no such path, or no such name is in the file
 */
export function readPath(text: string, raw: Raw): Path | undefined {
  const parts = text.split('.');
  const path: string[] = [];
  let node: SchemaNode | undefined = schemaTree;
  for (let i = 0; i < parts.length; i += 1) {
    if (node === undefined || node.kind === 'setting' || node.kind === 'list') return undefined;
    const isLastName: boolean = node.kind === 'named' && node.of.kind === 'setting';
    const name: string = isLastName ? parts.slice(i).join('.') : parts[i];
    if (node.kind === 'named' && !isLastName && !isRawMap(rawAt(raw, [...path, name]))) return undefined;
    path.push(name);
    node = childOf(node, name);
    if (isLastName) break;
  }
  return node === undefined ? undefined : path;
}

/** Every setting of the language with its path, names replaced by those that a scenario gives. */
export function* settingsOf(
  raw: Raw,
  node: SchemaNode = schemaTree,
  path: Path = [],
): Generator<{ path: Path; facts: SettingFacts }> {
  if (node.kind === 'setting') yield { path, facts: node.facts };
  else if (node.kind === 'section') for (const [key, child] of node.keys) yield* settingsOf(raw, child, [...path, key]);
  else if (node.kind === 'named') {
    const named = rawAt(raw, path);
    for (const name of isRawMap(named) ? Object.keys(named) : []) yield* settingsOf(raw, node.of, [...path, name]);
  }
}

/** The keys that may stand in the map at a path. */
export function keysAt(path: Path): readonly string[] {
  const node = schemaAt(path);
  return node?.kind === 'section' ? [...node.keys.keys()] : [];
}
