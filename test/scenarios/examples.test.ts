/**
 * The three whole scenarios that the language was drawn from: nothing in them is a mistake, and what is not built yet is
 * known to the last part.
 */
import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../src/scenarios/load.ts';
import { type Mistake, MistakesError } from '../../src/scenarios/mistakes.ts';

const folder = new URL('../../examples/', import.meta.url).pathname;

function foundIn(name: string): readonly Mistake[] {
  try {
    return loadScenario(`${folder}${name}`).warnings;
  } catch (problem) {
    if (problem instanceof MistakesError) return problem.mistakes;
    throw problem;
  }
}

const pathsOf = (mistakes: readonly Mistake[]) => mistakes.map(({ path }) => path);

const ofTheLaunch = ['run.replications'];

const parts = {
  'launch-callback.yaml': ofTheLaunch,
  'launch-sizing.yaml': [
    'run.warmUp',
    'run.replications',
    'population.laptops.line',
    'population.laptops.awake',
    'population.laptops.buys',
    'observed',
    'slo',
    'size',
    'assume',
  ],
  'flow-laws.yaml': ['check', 'laws', 'expect.0', 'expect.2', ...ofTheLaunch],
};

describe.each(['launch-callback.yaml', 'launch-sizing.yaml', 'flow-laws.yaml'] as const)('the example %s', name => {
  const found = foundIn(name);

  it('has no mistake', () => {
    expect(found.filter(({ severity }) => severity !== 'unbuilt')).toEqual([]);
  });

  it('names the parts that are not built yet, in the order of its files', () => {
    expect(pathsOf(found)).toEqual(parts[name]);
  });
});
