/**
 * The scenario language as a JSON Schema (draft 2020-12), made from the schema tree: an editor that knows it completes
 * keys, shows what they mean, and marks wrong ones while one writes.
 *
 * It accepts every file that the language accepts. The other way round it cannot: shares that must add up, names that must
 * exist and the like are told by `mpsim validate`.
 */

import { ownName } from '../own-names.ts';
import { sectionMeanings } from './section-meanings.ts';
import type { SettingFacts } from './setting.ts';
import { type SchemaNode, schemaAt } from './tree.ts';
import { valueKindOf } from './value-kinds.ts';

/** The keywords that are used here. */
export interface JsonSchema {
  $schema?: string;
  $id?: string;
  title?: string;
  description?: string;
  type?: string | readonly string[];
  enum?: readonly (string | number)[];
  pattern?: string;
  minimum?: number;
  default?: string;
  examples?: readonly string[];
  properties?: Readonly<Record<string, JsonSchema>>;
  required?: readonly string[];
  additionalProperties?: boolean | JsonSchema;
  propertyNames?: JsonSchema;
  items?: JsonSchema;
  anyOf?: readonly JsonSchema[];
}

export function jsonSchema(): JsonSchema {
  const root = schemaOf(schemaAt([])!, '');
  const properties = { ...root.properties, variants };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'https://mpsim.example/mpsim.schema.json',
    ...root,
    title: 'mpsim scenario',
    properties,
    required: ['mpsim'],
  };
}

/** The keys of a variant are paths of this very file, which no schema can know. */
const variants: JsonSchema = {
  title: 'variants',
  description: described(sectionMeanings.get('variants')!),
  type: 'object',
  propertyNames: { pattern: ownName.source },
  additionalProperties: {
    anyOf: [
      { enum: ['baseline'] },
      { type: 'object', description: 'Dotted paths, and the values that stand there in this variant.' },
    ],
  },
};

/** @param path  where the node stands, with NAME for each name that the author chooses */
function schemaOf(node: SchemaNode, path: string): JsonSchema {
  switch (node.kind) {
    case 'setting':
      return settingSchema(node, path);
    case 'section':
      return sectionSchema(node, path);
    case 'named':
      return {
        ...titled(path, node),
        type: 'object',
        propertyNames: { pattern: path === 'operators' || path === 'population' ? ownName.source : '^\\S' },
        additionalProperties: schemaOf(node.of, below(path, 'NAME')),
      };
    case 'list': {
      const item = schemaOf(node.of, path);
      return { ...titled(path, node), type: 'array', items: node.of.kind === 'setting' ? item : oneLineOr(item) };
    }
  }
}

/** Lines of a list that may be maps may also be written as one text. */
const oneLineOr = (item: JsonSchema): JsonSchema => ({ anyOf: [{ type: 'string' }, item] });

function sectionSchema(node: SchemaNode & { kind: 'section' }, path: string): JsonSchema {
  // What has no keys of its own is not described by the tree, and may hold anything.
  const { others } = node;
  if (node.keys.size === 0 && others === undefined) return titled(path, node);
  const map: JsonSchema = {
    ...titled(path, node),
    type: 'object',
    properties: Object.fromEntries([...node.keys].map(([key, child]) => [key, schemaOf(child, below(path, key))])),
    additionalProperties: others === undefined ? false : schemaOf(others, below(path, 'NAME')),
  };
  if (node.words.length === 0) return map;
  return { ...titled(path, node), anyOf: [{ enum: node.words }, map] };
}

function settingSchema(node: SchemaNode & { kind: 'setting' }, path: string): JsonSchema {
  const { facts } = node;
  const { types, pattern, example } = valueKindOf(facts);
  const about: JsonSchema = {
    ...titled(path, node),
    ...(facts.default === undefined ? {} : { default: facts.default }),
    ...(example === undefined ? {} : { examples: [example] }),
  };
  // A word that looks like a number arrives as one from a plain YAML reader.
  if (facts.words !== undefined)
    return {
      ...about,
      enum: [...facts.words, ...(facts.wordsNotBuilt ?? [])].flatMap(word =>
        /^\d+$/.test(word) ? [word, Number(word)] : [word],
      ),
    };
  const bounds =
    pattern === undefined ? {} : { pattern, ...(types?.includes('number') === true ? { minimum: 0 } : {}) };
  return { ...about, ...(types === undefined ? {} : { type: types }), ...bounds };
}

function titled(path: string, node: SchemaNode): JsonSchema {
  const meaning = node.kind === 'setting' ? aboutSetting(node.facts) : sectionMeanings.get(path);
  const planned = node.planned ? 'Not built yet. ' : '';
  const description = `${planned}${meaning === undefined ? '' : described(meaning)}`.trim();
  return { ...(path === '' ? {} : { title: path }), ...(description === '' ? {} : { description }) };
}

function aboutSetting({ meaning, unit, default: usual, source }: SettingFacts): string {
  const parts = [meaning, `Takes ${unit}`];
  if (usual !== undefined) parts.push(`Default: ${usual}`);
  if (source !== undefined) parts.push(source);
  return parts.join('. ');
}

const below = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

/** A sentence with its end. */
function described(meaning: string): string {
  return /[.!?]$/.test(meaning) ? meaning : `${meaning}.`;
}
