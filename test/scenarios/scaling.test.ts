import { describe, expect, it } from 'vitest';
import { type Distribution, mean } from '../../src/sim/index.ts';
import { load, mistakesOf, scenarioText } from './scenario-text.ts';

const operator = 'from: de/Telekom, api: { service: exponential mean 12 ms, servers: 4 }, smdp: { silent: 0.3 % }';
const changed = (path: string, value: string, set: (readonly [string, string])[] = []) => {
  const more = `variants:\n  slow: { ${path}: ${value} }\n`;
  return load(scenarioText({ operator, group: 'arrive: 4_000 per day by hour published', more }), { set });
};
const operatorOf = (path: string, value: string, set?: (readonly [string, string])[]) =>
  changed(path, value, set).settingsFor('slow').operators[0];

describe('x3 in a variant', () => {
  it('scales the distribution that stands at the path', () => {
    expect(operatorOf('operators.contoso.api.service', 'x3').api.service).toEqual({
      kind: 'scaled',
      of: { kind: 'exponential', mean: 12_000 },
      by: 3,
    });
  });

  it('scales the default where the file says nothing', () => {
    const found: Distribution = operatorOf('operators.contoso.smdp.service', 'x0.5').smdp.service;
    const plain = load(scenarioText({ operator })).settingsFor('baseline').operators[0].smdp.service;
    expect(mean(found) / mean(plain)).toBeCloseTo(0.5, 12);
  });

  it('scales a count, a time, a share and a number for each day', () => {
    expect(operatorOf('operators.contoso.api.servers', 'x3').api.servers).toBe(12);
    expect(operatorOf('operators.contoso.network.t3411', 'x1.5').network.t3411).toBe(15e6);
    expect(operatorOf('operators.contoso.smdp.silent', 'x3').smdp.silent).toBe(0.009);
    expect(changed('population.lines.arrive', 'x0.1').settingsFor('slow').groups[0].arrive?.perDay).toBe(400);
  });

  it('stands on --set, and multiplies with it', () => {
    const set = [['operators.contoso.api.service', 'x2'] as const];
    expect(operatorOf('operators.contoso.api.service', 'x1.5', set).api.service).toMatchObject({ by: 3 });
    expect(
      operatorOf('operators.contoso.api.servers', '8', [['operators.contoso.api.service', 'x2']]).api.service,
    ).toMatchObject({ by: 2 });
  });

  it('is what the ledger shows', () => {
    const entry = changed('operators.contoso.api.service', 'x3')
      .assumptionsFor('slow')
      .find(({ path }) => path === 'operators.contoso.api.service');
    expect(entry).toMatchObject({ value: 'x3 exponential mean 12 ms', setBy: 'scenario' });
  });
});

describe('a factor that makes no sense is refused', () => {
  const messages = (path: string, value: string) =>
    mistakesOf(scenarioText({ operator, more: `variants:\n  slow: { ${path}: ${value} }\n` })).map(
      ({ message }) => message,
    );

  it('where the result does', () => {
    expect(messages('operators.contoso.api.servers', 'x0.3')).toEqual([
      'Expected a whole number, for example `60_000`.',
    ]);
    expect(messages('operators.contoso.smdp.silent', 'x1000')).toEqual(['A share is at most 100 %.']);
    expect(messages('operators.contoso.api.service', 'x0')).toEqual(['The factor must be more than zero.']);
    expect(messages('operators.contoso.api.service', 'x1')).toEqual([
      'The variant `slow` changes nothing. Write `slow: baseline`, or change a value.',
    ]);
  });

  it('where nothing stands that it could scale', () => {
    expect(messages('operators.contoso.api.limit', 'x3')).toHaveLength(1);
    expect(mistakesOf(scenarioText({ operator: 'api: { service: x3 }' })).map(({ message }) => message)).toEqual([
      expect.stringContaining('`x3` scales what stands at the same path, but nothing does.'),
    ]);
  });
});
