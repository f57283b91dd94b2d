import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { settingPatterns, starterScenario } from '../../../src/scenarios/index.ts';
import { type JsonSchema, jsonSchema } from '../../../src/scenarios/schema/json-schema.ts';
import { type SchemaNode, schemaAt } from '../../../src/scenarios/schema/tree.ts';

const schema = jsonSchema();
const validate = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true }).compile(schema);

const root = new URL('../../../', import.meta.url);
const bundled = ['scenarios', 'examples'].flatMap(folder =>
  readdirSync(new URL(folder, root))
    .filter(name => name.endsWith('.yaml') && name !== 'mistakes.yaml')
    .map(name => `${folder}/${name}`),
);

/** What a plain YAML reader makes of a text; numbers and words become numbers and truths. */
const problemsOf = (document: unknown): string[] =>
  validate(document) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);

/** A document with one value at a path; names of one's own are `contoso`. */
function documentWith(path: readonly string[], value: unknown): Record<string, unknown> {
  let inner = value;
  for (const name of [...path].reverse()) inner = { [name === 'NAME' ? 'contoso' : name]: inner };
  return { mpsim: 1, ...(inner as object) };
}

/** Every section of the language but those that may hold anything. */
function* sections(node: SchemaNode, path: string[] = []): Generator<{ path: string[]; keys: string[] }> {
  if (node.kind === 'section') {
    if (node.keys.size > 0) yield { path, keys: [...node.keys.keys()] };
    for (const [key, child] of node.keys) yield* sections(child, [...path, key]);
  } else if (node.kind === 'named') yield* sections(node.of, [...path, 'NAME']);
}

/** The keys that an editor offers at a place: of the schema there, and of each of its alternatives. */
function offered(path: readonly string[]): string[] {
  let here: JsonSchema[] = [schema];
  const alternatives = (one: JsonSchema): JsonSchema[] => [one, ...(one.anyOf ?? []).flatMap(alternatives)];
  for (const name of path)
    here = here.flatMap(alternatives).flatMap(({ properties, additionalProperties }) => {
      const below = properties?.[name] ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined);
      return below === undefined ? [] : [below];
    });
  return here.flatMap(alternatives).flatMap(({ properties = {} }) => Object.keys(properties));
}

describe('the JSON Schema of the language', () => {
  it.each(bundled)('accepts %s', file => {
    expect(problemsOf(parse(readFileSync(new URL(file, root), 'utf8')))).toEqual([]);
  });

  it('accepts the starter scenario', () => {
    expect(problemsOf(parse(starterScenario('my-launch')))).toEqual([]);
  });

  it('accepts every default where it stands, as a plain YAML reader gives it', () => {
    const refused = [...settingPatterns()].flatMap(({ pattern, facts }) => {
      if (facts.default === undefined || pattern.startsWith('expect')) return [];
      const problems = problemsOf(documentWith(pattern.split('.'), parse(facts.default)));
      return problems.map(problem => `${pattern}: ${facts.default}: ${problem}`);
    });
    expect(refused).toEqual([]);
  });

  it.each([
    ['a count as a number', { population: { buyers: { count: 500 } } }],
    ['a count as a text', { population: { buyers: { count: '10_000' } } }],
    ['a seed in quotes', { run: { length: '1 h', seed: '42' } }],
    ['a title that looks like a number', { about: { title: 2019 } }],
    ['no usage at all', { population: { buyers: { usage: 'none' } } }],
    ['an expectation on one line', { expect: ['activation.success >= 70 %'] }],
    ['an expectation with its reason', { expect: [{ that: 'activation.success >= 70 %', why: 'The contract' }] }],
    ['a variant that is the file', { variants: { today: 'baseline' } }],
    ['a time in two units', { run: { length: '1h30m' } }],
  ])('accepts %s', (_, part) => {
    expect(problemsOf({ mpsim: 1, ...part })).toEqual([]);
  });

  it.each([
    ['another version of the language', { mpsim: 2 }],
    ['a time without a unit', { run: { length: 120 } }],
    ['a word that is none of those', { population: { buyers: { device: { sim: 'warmed' } } } }],
    ['a name with a space', { population: { 'my buyers': { count: 5 } } }],
    ['a variant that is no map', { variants: { today: 'as it was' } }],
  ])('refuses %s', (_, part) => {
    expect(problemsOf({ mpsim: 1, ...part })).not.toEqual([]);
  });

  it('refuses a key that the language does not have, in every section', () => {
    const accepting = [...sections(schemaAt([])!)].filter(
      ({ path }) => problemsOf(documentWith([...path, 'nonsense'], '1 h')).length === 0,
    );
    expect(accepting.map(({ path }) => path.join('.'))).toEqual([]);
  });

  it('offers every key of the language at its place', () => {
    for (const { path, keys } of sections(schemaAt([])!))
      expect(offered(path), path.join('.')).toEqual(expect.arrayContaining(keys));
    expect(offered(['operators', 'contoso', 'api'])).toContain('servers');
  });

  it('tells meaning, default and source on hover', () => {
    const servers = ['operators', 'contoso', 'api', 'servers'].reduce<JsonSchema>(
      (here, name) => here.properties?.[name] ?? (here.additionalProperties as JsonSchema),
      schema,
    );
    expect(servers).toMatchObject({
      title: 'operators.NAME.api.servers',
      description: expect.stringMatching(/^Requests that are served at the same time\. .*Default: 4\. Peak 3 per s/),
      default: '4',
      examples: ['4'],
    });
  });

  it('describes every setting', () => {
    const silent = (one: JsonSchema, path: string): string[] => {
      const inner = Object.entries(one.properties ?? {}).flatMap(([key, below]) => silent(below, `${path}.${key}`));
      const named =
        typeof one.additionalProperties === 'object' ? silent(one.additionalProperties, `${path}.NAME`) : [];
      const isSetting = one.examples !== undefined || one.enum !== undefined;
      return [...(isSetting && one.description === undefined ? [path] : []), ...inner, ...named];
    };
    expect(silent(schema, '')).toEqual([]);
  });
});
