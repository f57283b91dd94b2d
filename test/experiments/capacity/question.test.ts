/** What is asked: sizes with their costs, loads in steps of 5 %, levels, and what cannot be asked. */
import { describe, expect, it } from 'vitest';
import { placesOf } from '../../../src/experiments/capacity/places.ts';
import { loadSteps, questionOf, readTried } from '../../../src/experiments/capacity/question.ts';
import { sizeInWords } from '../../../src/experiments/capacity/words.ts';
import { load } from '../../scenarios/scenario-text.ts';

const tiers = `mpsim: 1
run: { length: 1 h, start: 2019-09-02 09:00, seed: 1 }
operators:
  contoso:
    from: de/Telekom
    api: { paths: { getBalance: api > cache else billing, placeOrder: api > billing } }
    backend:
      api:     { servers: 2, threads: 16, service: 2 ms }
      cache:   { ttl: 60 s, staleIfError: 0 s, service: 1 ms }
      billing: { servers: 1, service: 90 ms }
population:
  lines: { count: 1000, device: { sim: hot }, usage: none }
slo:
  fast: mean(getBalance.latency) <= 400 ms
  up: getBalance.success >= 99.9 %
`;
const size = `size:
  choose: { api.servers: 2..4, api.threads: 32 | 16, cache.staleIfError: 0 s | 24 h, billing.servers: 1..3 }
  cost: { api.servers: 1, billing.servers: 6 }
  meet: [up]
  survive: loss of any one server
`;
const none = { variant: 'baseline', vary: [], slo: [], sets: [] };

describe('the question', () => {
  it('is that of the file: settings in order of size, what each value costs, the levels named, the losses to survive', () => {
    const question = questionOf(load(tiers + size), none);
    expect(question).toMatchObject({ of: 'size', survivesLoss: true });
    expect(question.levels.map(({ name }) => name)).toEqual(['up']);
    expect(question.dimensions.map(({ name, values, costs, isOrdered }) => [name, values, costs, isOrdered])).toEqual([
      ['api.servers', ['2', '3', '4'], [2, 3, 4], true],
      ['api.threads', ['16', '32'], [0, 0], true],
      ['cache.staleIfError', ['0 s', '24 h'], [0, 0], false],
      ['billing.servers', ['1', '2', '3'], [6, 12, 18], true],
    ]);
  });

  it('takes sizes and levels from the command line in place of those of the file; one server then costs one', () => {
    const scenario = load(tiers);
    const vary = [readTried('operators.contoso.backend.billing.servers', '1..3')];
    const { dimensions, levels } = questionOf(scenario, { ...none, vary, slo: [scenario.slo[0]!] });
    expect(dimensions).toMatchObject([{ name: 'billing.servers', costs: [1, 2, 3] }]);
    expect(levels.map(({ name }) => name)).toEqual(['fast']);
  });

  it('is about a load where the setting is one: the largest first, in steps of 5 %, rounded to three digits', () => {
    const { of, dimensions } = questionOf(load(tiers), {
      ...none,
      vary: [readTried('population.lines.count', '1_000..9_000')],
    });
    expect(of).toBe('load');
    const values = dimensions[0]!.values.map(value => Number(value.replaceAll('_', '')));
    expect([values[0], values.at(-1)]).toEqual([9_000, 1_000]);
    for (const [i, value] of values.slice(1).entries()) expect(values[i]! / value).toBeLessThan(1.055);
    expect(loadSteps(['2 per s', '2.3 per s'])).toEqual(['2 per s', '2.1 per s', '2.21 per s', '2.3 per s']);
  });

  it.each<[string, string, [string, string][], string]>([
    ['nothing', tiers, [], 'There is nothing to choose'],
    [
      'a load beside a size',
      tiers,
      [
        ['population.lines.count', '1..9'],
        ['operators.contoso.backend.api.servers', '1..2'],
      ],
      'is a load, of which more is wanted',
    ],
    [
      'no level',
      tiers.slice(0, tiers.indexOf('slo:')),
      [['operators.contoso.backend.api.servers', '1..2']],
      'There is no service level to meet',
    ],
  ])('cannot ask about %s', (_, text, vary, words) => {
    const tried = vary.map(([path, values]) => readTried(path, values));
    expect(() => questionOf(load(text), { ...none, vary: tried })).toThrow(words);
  });

  it('takes a load only from low to high', () => {
    expect(() => readTried('population.lines.count', '9..1')).toThrow('from low to high');
  });
});

describe('the places of a size that must survive the loss of a server', () => {
  const question = questionOf(load(tiers + size), none);
  const bank = (name: string, servers: number) => ({
    name,
    path: `operators.contoso.backend.${name}.servers`,
    servers,
    failing: [[`operators.contoso.backend.${name}.over`, '503']] as const,
  });
  const places = placesOf(question.dimensions, [1, 0, 1, 0], [bank('api', 2), bank('billing', 1), bank('crm', 2)]);

  it('are the size itself and one for each tier, with one server less', () => {
    expect(places.map(({ lost }) => lost)).toEqual([undefined, 'api', 'billing', 'crm']);
    const [whole, api, , crm] = places;
    expect(whole!.sets[0]).toEqual(['operators.contoso.backend.api.servers', '3']);
    expect(api!.key).toBe(placesOf(question.dimensions, [0, 0, 1, 0], [])[0]!.key);
    expect(crm!.sets.at(-1)).toEqual(['operators.contoso.backend.crm.servers', '1']);
  });

  it('lose a tier of one server altogether: what makes it fail takes the place of a server less', () => {
    expect(places[2]!.sets.at(-1)).toEqual(['operators.contoso.backend.billing.over', '503']);
    expect(places[2]!.sets).toContainEqual(['operators.contoso.backend.billing.servers', '1']);
  });
});

describe('a size in words', () => {
  it('names each tier once', () => {
    expect(
      sizeInWords([
        { name: 'gateway.servers', value: '2' },
        { name: 'api.servers', value: '6' },
        { name: 'api.threads', value: '32' },
        { name: 'cache.ttl', value: '60 s' },
        { name: 'cache.staleIfError', value: '24 h' },
      ]),
    ).toBe('gateway 2 · api 6 × 32 threads · cache 60 s, stale 24 h');
  });
});
