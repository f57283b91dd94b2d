/**
 * The schema as a tree of sections, named maps and settings: which keys a map may have, which dotted paths exist, which
 * word was meant, and every setting with its facts.
 */
import { z } from 'zod';
import { lineNamed, namedPath, namesOfLines } from '../dotted-path.ts';
import { isRawMap, type Path, type Raw, rawAt } from '../yaml-document.ts';
import { type Plan, planOf } from './planned.ts';
import { scenario } from './scenario.ts';
import { factsOfSettings, type SettingFacts } from './setting.ts';

export type SchemaNode =
  /** `words` may stand in place of the whole section; keys of one's own beside the known ones are `others`. */
  (
    | {
        kind: 'section';
        keys: ReadonlyMap<string, SchemaNode>;
        others: SchemaNode | undefined;
        words: readonly string[];
      }
    /** A map whose names the author chooses. */
    | { kind: 'named'; of: SchemaNode }
    | { kind: 'list'; of: SchemaNode }
    | { kind: 'setting'; facts: SettingFacts }
  ) & {
    /** True for what is not built yet, itself or as a part of something else. */
    planned: boolean;
    /** What it needs, where the mark stands on the node itself. */
    plan: Plan | undefined;
  };

const schemaTree: SchemaNode = nodeOf(scenario, false);

function nodeOf(schema: z.core.$ZodType, isWithinPlanned: boolean): SchemaNode {
  const plan = planOf(schema);
  const planned = isWithinPlanned || (plan !== undefined && plan.when === undefined);
  const node = shapeOf(schema, planned);
  return { ...node, planned: planned || node.planned, plan: plan ?? node.plan };
}

function shapeOf(schema: z.core.$ZodType, planned: boolean): SchemaNode {
  const marks = { planned, plan: undefined };
  const section = (keys: ReadonlyMap<string, SchemaNode>, others?: SchemaNode): SchemaNode => ({
    kind: 'section',
    keys,
    others,
    words: [],
    ...marks,
  });
  const facts = schema instanceof z.ZodType ? factsOfSettings.get(schema) : undefined;
  if (facts !== undefined) return { kind: 'setting', facts, ...marks };
  if (schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional) return nodeOf(schema.unwrap(), planned);
  if (schema instanceof z.ZodObject) {
    const { catchall } = schema.def;
    const others = catchall === undefined || catchall instanceof z.ZodNever ? undefined : nodeOf(catchall, planned);
    return section(
      new Map(Object.entries(schema.shape).map(([key, value]) => [key, nodeOf(value as z.core.$ZodType, planned)])),
      others,
    );
  }
  if (schema instanceof z.ZodRecord) return { kind: 'named', of: nodeOf(schema.valueType, planned), ...marks };
  if (schema instanceof z.ZodArray) return { kind: 'list', of: nodeOf(schema.element, planned), ...marks };
  if (schema instanceof z.ZodUnion) {
    const node = nodeOf(schema.options[schema.options.length - 1], planned);
    const words = schema.options.flatMap(option => (option instanceof z.ZodLiteral ? [String(option.value)] : []));
    return node.kind === 'section' ? { ...node, words } : node;
  }
  return section(new Map());
}

/** The node at a path; undefined when the language has no such path. */
export function schemaAt(path: Path): SchemaNode | undefined {
  let node: SchemaNode | undefined = schemaTree;
  for (const name of path) node = node === undefined ? undefined : childOf(node, name);
  return node;
}

/** The node of a name within a section, a map of names or a list. */
export function childOf(node: SchemaNode, name: string): SchemaNode | undefined {
  if (node.kind === 'setting') return undefined;
  return node.kind === 'section' ? (node.keys.get(name) ?? node.others) : node.of;
}

/** The path with `*` for each name that the author chose, as the registries write it. */
export function patternOf(path: Path): string {
  let node: SchemaNode | undefined = schemaTree;
  let pattern = '';
  for (const name of path) {
    const isChosen =
      node?.kind === 'named' ||
      node?.kind === 'list' ||
      (node?.kind === 'section' && !node.keys.has(name) && node.others !== undefined);
    pattern = `${pattern}${pattern === '' ? '' : '.'}${isChosen ? '*' : name}`;
    node = node === undefined ? undefined : childOf(node, name);
  }
  return pattern;
}

/** Whether the lines of a list may have names, which paths then call them by. */
export const hasNamedLines = (node: SchemaNode): boolean =>
  node.kind === 'list' && node.of.kind === 'section' && node.of.keys.has('name');

/**
 * Splits a dotted path along the schema; a name that itself has dots (a refusal code) is kept whole. A line of a list is
 * called by its name, and becomes its number.
 * @returns undefined when the language has no such path, or no such name is in the file
 */
export function readPath(text: string, raw: Raw): Path | undefined {
  const parts = text.split('.');
  const path: string[] = [];
  let node: SchemaNode | undefined = schemaTree;
  for (let i = 0; i < parts.length; i += 1) {
    if (node === undefined || node.kind === 'setting') return undefined;
    if (node.kind === 'list') {
      const line: number | undefined = hasNamedLines(node) ? lineNamed(rawAt(raw, path), parts[i]) : undefined;
      if (line === undefined) return undefined;
      path.push(String(line));
      node = node.of;
      continue;
    }
    const isLastName: boolean = node.kind === 'named' && node.of.kind === 'setting';
    const name: string = isLastName ? parts.slice(i).join('.') : parts[i];
    const isChosen = node.kind === 'named' || (node.kind === 'section' && !node.keys.has(name));
    if (isChosen && !isLastName && !isRawMap(rawAt(raw, [...path, name]))) return undefined;
    path.push(name);
    node = childOf(node, name);
    if (isLastName) break;
  }
  return node === undefined ? undefined : path;
}

/** Every path that `--set` may mean in a scenario, with dots: its settings, and those of the lines of a list by their names. */
export function* writtenPaths(raw: Raw, node: SchemaNode = schemaTree, path: Path = []): Generator<string> {
  if (node.kind === 'setting') yield namedPath(raw, path).join('.');
  else if (node.kind === 'list') {
    const lines = hasNamedLines(node) ? rawAt(raw, path) : undefined;
    for (const name of namesOfLines(lines))
      yield* writtenPaths(raw, node.of, [...path, String(lineNamed(lines, name))]);
  } else for (const [key, child] of childrenOf(node, rawAt(raw, path))) yield* writtenPaths(raw, child, [...path, key]);
}

/** Every setting of the language with its path, names replaced by those that a scenario gives. */
export function* settingsOf(
  raw: Raw,
  node: SchemaNode = schemaTree,
  path: Path = [],
): Generator<{ path: Path; facts: SettingFacts; planned: boolean }> {
  if (node.kind === 'setting') yield { path, facts: node.facts, planned: node.planned };
  else if (node.kind !== 'list')
    for (const [key, child] of childrenOf(node, rawAt(raw, path))) yield* settingsOf(raw, child, [...path, key]);
}

/** What lies below a section, or a map of names: the known keys, and those that a scenario gives. */
function childrenOf(node: SchemaNode, raw: Raw | undefined): (readonly [string, SchemaNode])[] {
  const given = isRawMap(raw) ? Object.keys(raw) : [];
  if (node.kind === 'named') return given.map(name => [name, node.of]);
  if (node.kind !== 'section') return [];
  const { keys, others } = node;
  const own = others === undefined ? [] : given.filter(name => !keys.has(name)).map(name => [name, others] as const);
  return [...keys, ...own];
}

/** The keys that may stand in the map at a path. */
export function keysAt(path: Path): readonly string[] {
  const node = schemaAt(path);
  return node?.kind === 'section' ? [...node.keys.keys()] : [];
}
