import { describe, expect, it } from 'vitest';
import { loadScenarioText } from '../../src/scenarios/load.ts';
import { MistakesError } from '../../src/scenarios/mistakes.ts';
import { type SchemaNode, schemaAt } from '../../src/scenarios/schema/tree.ts';

/** Values of every shape, few of which any key takes. */
const values = ['5', 'x', "''", '[a, { b: c }]', '{ a: 1, b: { c: [d] } }', '5 ms .. 7', '100 %'];

/** Every path of the language, with a name for each that the author chooses. */
function* pathsBelow(node: SchemaNode, path: string[]): Generator<string[]> {
  if (path.length > 0) yield path;
  if (node.kind === 'setting' || node.kind === 'list') return;
  if (node.kind === 'named') yield* pathsBelow(node.of, [...path, 'own']);
  else {
    for (const [key, child] of node.keys) yield* pathsBelow(child, [...path, key]);
    if (node.others !== undefined) yield* pathsBelow(node.others, [...path, 'own']);
  }
}

/** A scenario with one value at a path, beside the little that each needs. */
function scenarioWith(path: readonly string[], value: string): string {
  const needed = {
    mpsim: '1',
    run: '{ length: 1 day }',
    operators: '{ own: {} }',
    population: '{ own: { arrive: 5 per day } }',
  };
  const [top, ...rest] = path;
  const nested = rest.reduceRight((below, key) => `{ ${key}: ${below} }`, value);
  return Object.entries({ ...needed, [top]: nested })
    .map(([key, written]) => `${key}: ${written}\n`)
    .join('');
}

/** Why a scenario is refused; undefined for one that is read. */
function refusalOf(text: string): unknown {
  try {
    loadScenarioText(text, 'test.yaml');
    return undefined;
  } catch (problem) {
    return problem;
  }
}

describe('every key of the language', () => {
  const root = schemaAt([]);
  const paths = root === undefined ? [] : [...pathsBelow(root, [])];

  it('is there', () => {
    expect(paths.length).toBeGreaterThan(200);
  });

  it.each(values)('is read, or refused with a place, and never ignored when it is %s', value => {
    for (const path of paths) {
      const refusal = refusalOf(scenarioWith(path, value));
      const about = `${path.join('.')}: ${value}`;
      if (refusal === undefined) expect(schemaAt(path)?.planned, `${about} is ignored in silence`).toBe(false);
      else expect(refusal, about).toBeInstanceOf(MistakesError);
    }
  });
});
