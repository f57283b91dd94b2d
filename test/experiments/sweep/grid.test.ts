/** The points of a sweep: in a fixed order, bounded, and each one checked before anything runs. */
import { describe, expect, it } from 'vitest';
import { checkGrid, gridOf } from '../../../src/experiments/index.ts';
import { bundleOf, loadBundle, loadScenarioText, MistakesError, readVary } from '../../../src/scenarios/index.ts';

const scenario = loadScenarioText(
  `mpsim: 1
run: { length: 1 h, seed: 4 }
operators: { contoso: { from: de/Telekom, api: { servers: 2, service: exponential mean 100 ms } } }
population: { lines: { count: 200, device: { sim: hot }, flyout: { opens: 20 per day }, usage: none } }
variants: { as-it-is: baseline, two: { operators.contoso.api.servers: 3 } }
`,
  'calls.yaml',
);
const servers = readVary('operators.contoso.api.servers', '1..3');
const service = readVary('operators.contoso.api.service', '100 ms,200 ms');
const check = (axes: readonly ReturnType<typeof readVary>[], variant = 'as-it-is') =>
  checkGrid(scenario, { variant, sets: [], axes, points: gridOf(axes, 2) });

describe('a grid', () => {
  it('changes its first parameter fastest', () => {
    const points = gridOf([servers, service], 2);
    expect(points.map(({ at }) => at)).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
      [0, 1],
      [1, 1],
      [2, 1],
    ]);
    expect(points[4]!.sets).toEqual([
      ['operators.contoso.api.servers', '2'],
      ['operators.contoso.api.service', '200 ms'],
    ]);
  });

  it.each([
    ['no parameter', [], 2, 'needs a parameter'],
    ['three parameters', [servers, service, readVary('a.b', '1,2')], 2, 'one parameter or two'],
    ['one parameter twice', [servers, servers], 2, 'varied twice'],
    ['too many points', [readVary('a', '1..100'), readVary('b', '1..100')], 2, '100 × 100 = 10000 points'],
    ['too many runs', [readVary('a', '1..100')], 5_000, '100 points × 5000 replications are 500000 runs'],
  ])('of %s is refused', (_, axes, replications, words) => {
    expect(() => gridOf(axes, replications)).toThrow(words);
  });

  it('is read at every point, and tells what is wrong under the name of its flag, once', () => {
    expect(check([servers, service]).warnings).toEqual([]);
    try {
      check([readVary('operators.contoso.api.srevers', '1..3'), service]);
      expect.unreachable();
    } catch (problem) {
      if (!(problem instanceof MistakesError)) throw problem;
      expect(problem.mistakes.filter(({ message }) => message.includes('Did you mean'))).toHaveLength(1);
      expect(problem.message).toMatch(/^--vary operators\.contoso\.api\.srevers=1/);
    }
  });

  it('whose parameter changes nothing is refused', () => {
    expect(() => check([readVary('about.title', 'a,b')])).toThrow('changes nothing');
  });

  it('takes the place of what the variant sets itself, and the variant is told with its line', () => {
    expect(check([servers], 'two').warnings).toEqual([]);
    expect(scenario.overruledBy('two', [servers.path, service.path])).toEqual([
      'The variant `two` sets `operators.contoso.api.servers` itself to 3 (calls.yaml:5); the values tried take its place.',
    ]);
    expect(scenario.overruledBy('as-it-is', [servers.path])).toEqual([]);
    const at = loadBundle(bundleOf(scenario), gridOf([servers], 2)[0]!.sets);
    expect(at.settingsFor('two').operators[0]!.api.servers).toBe(1);
  });
});
