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
const isClaim = ({ path }: Mistake) => path.startsWith('expect.');

/** Values of settings that are built, of kinds that are not. */
const values = {
  'launch-callback.yaml': ['population.buyers.arrive'],
  'launch-sizing.yaml': [],
  'flow-laws.yaml': ['population.buyers.arrive'],
};

/** Claims in words that the reader of expectations does not know. */
const claims = {
  'launch-callback.yaml': ['expect.0', 'expect.1.that', 'expect.2.that', 'expect.3'],
  'launch-sizing.yaml': [],
  'flow-laws.yaml': ['expect.0', 'expect.1', 'expect.2'],
};

const ofTheLaunch = [
  'run.replications',
  'operators.contoso.provisioning.profileReady',
  'operators.contoso.stock',
  'operators.contoso.portal.patience',
  'operators.contoso.portal.steps',
  'operators.contoso.backend',
  'population.buyers.online.hotspot',
  'population.buyers.entryPoint',
  'population.buyers.acceptsToast',
  'timeline.0.outage',
  'population.buyers.device.sim',
  'metrics',
];

const parts = {
  'launch-callback.yaml': [...ofTheLaunch, 'expect.2.level'],
  'launch-sizing.yaml': [
    'run.warmUp',
    'run.replications',
    'population.laptops.line',
    'population.laptops.awake',
    'population.laptops.flyout.sessions',
    'population.laptops.flyout.opensPerSession',
    'population.laptops.flyout.whenOffline',
    'population.laptops.buys',
    'operators.contoso.api.paths',
    'operators.contoso.api.clientTimeout',
    'operators.contoso.api.afterClientTimeout',
    'operators.contoso.backend',
    'timeline.0.deploy',
    'timeline.0.empties',
    'timeline.1.outage',
    'observed',
    'slo',
    'size',
    'assume',
  ],
  'flow-laws.yaml': ['check', 'laws', ...ofTheLaunch],
};

describe.each(['launch-callback.yaml', 'launch-sizing.yaml', 'flow-laws.yaml'] as const)('the example %s', name => {
  const found = foundIn(name);

  it('has no mistake', () => {
    expect(found.filter(mistake => mistake.severity !== 'unbuilt' && !isClaim(mistake))).toEqual([]);
  });

  it('names the parts that are not built yet, in the order of its files', () => {
    const notBuilt = pathsOf(found.filter(({ severity }) => severity === 'unbuilt'));
    expect(notBuilt.filter(path => !values[name].some(value => value === path))).toEqual(parts[name]);
  });

  it('has values of kinds that are not built yet', () => {
    const notBuilt = pathsOf(found.filter(({ severity }) => severity === 'unbuilt'));
    expect(notBuilt.filter(path => !parts[name].includes(path))).toEqual(values[name]);
  });

  it('makes claims that are not read yet', () => {
    expect(pathsOf(found.filter(({ severity }) => severity === 'error'))).toEqual(claims[name]);
  });
});
