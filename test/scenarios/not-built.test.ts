import { describe, expect, it } from 'vitest';
import { formatMistakes } from '../../src/scenarios/mistakes.ts';
import { patternOf, schemaAt } from '../../src/scenarios/schema/tree.ts';
import { load, mistakesOf, scenarioText } from './scenario-text.ts';

const notBuilt = (text: string, set: readonly (readonly [string, string])[] = []) =>
  mistakesOf(text, { set }).map(({ severity, path, line, column }) => `${severity} ${path} ${line}:${column}`);

describe('a part of the language that is not built yet', () => {
  it.each([
    ['a section', scenarioText({ operator: 'stock: { profiles: 60_000 }' }), 'operators.contoso.stock 4:14'],
    ['a setting', scenarioText({ operator: 'portal: { patience: 8 s }' }), 'operators.contoso.portal.patience 4:24'],
    ['a word', scenarioText({ group: 'arrive: 5 per day, device: { sim: none }' }), 'population.lines.device.sim 6:46'],
    ['a word of a claim', scenarioText({ more: 'expect: [{ that: count(order) > 1 }]\n' }), 'expect.0.that 7:24'],
    [
      'a flow of its own',
      scenarioText({ operator: 'portal: { steps: { a: { then: done } } }' }),
      'operators.contoso.portal.steps 4:24',
    ],
    [
      'a value of a variant',
      scenarioText({ more: 'variants: { a: { operators.contoso.stock.profiles: 5 } }\n' }),
      'operators.contoso.stock 7:18',
    ],
    [
      'an act by hand',
      scenarioText({
        group: 'count: 5, device: { sim: hot }',
        more: 'timeline: [{ at: 09:00, act: press Continue, device: lines 5 }]\n',
      }),
      'timeline.0.act 7:30',
    ],
    [
      'an outage of a tier',
      scenarioText({
        operator: 'backend: { crm: { servers: 1 } }',
        more: 'timeline: [{ at: 09:00, for: 1 min, outage: contoso.backend.crm, as: hang }]\n',
      }),
      'timeline.0.outage 7:37',
    ],
  ])('%s, is named with its place', (_, text, place) => {
    expect(notBuilt(text).filter(line => !line.includes('.backend '))).toEqual([`unbuilt ${place}`]);
  });

  it('is named once, with all that lies below it', () => {
    const text = scenarioText({
      operator: 'backend: { api: { service: mix 90 % 8 ms | rest 20 ms, servers: 2 } }',
    });
    expect(notBuilt(text)).toEqual(['unbuilt operators.contoso.backend 4:14']);
  });

  it('is named when --set gives it', () => {
    const [mistake] = mistakesOf(scenarioText(), { set: [['operators.contoso.stock', '{ profiles: 5 }']] });
    expect(formatMistakes([mistake])).toBe(
      'No mistakes. 1 part of this scenario is part of the language but not built yet:\n' +
        '  --set operators.contoso.stock={ profiles: 5 }: operators.contoso.stock needs a finite number of profiles',
    );
  });

  it('is checked all the same', () => {
    const text = scenarioText({ operator: 'backend: { api: { service: 120, server: 2 } }' });
    expect(notBuilt(text)).toEqual([
      'unbuilt operators.contoso.backend 4:14',
      'error operators.contoso.backend.api.service 4:41',
      'error operators.contoso.backend.api.server 4:46',
    ]);
  });

  it('comes after the mistakes, one line each', () => {
    const text = scenarioText({ run: 'length: 1 day, replications: 20, seed: x', operator: 'stock: { profiles: 1 }' });
    expect(formatMistakes(mistakesOf(text))).toBe(
      [
        'test.yaml:2:47: run.seed is "x"',
        '  2 | run: { length: 1 day, replications: 20, seed: x }',
        '    |                                               ^',
        'Expected a whole number, for example `60_000`.',
        '2 parts of this scenario are part of the language but not built yet:',
        '  test.yaml:2:23: run.replications needs experiments of several runs',
        '  test.yaml:4:14: operators.contoso.stock needs a finite number of profiles',
      ].join('\n'),
    );
  });

  it('does not hide a variant that changes nothing', () => {
    const text = scenarioText({
      operator: 'stock: { profiles: 1 }',
      more: 'variants: { a: baseline, b: { operators.contoso.stock.profiles: 1 } }\n',
    });
    expect(mistakesOf(text).map(({ message }) => message)).toContain(
      'The variant `b` changes nothing. Write `b: baseline`, or change a value.',
    );
  });

  it('is marked in the schema, with all that lies below it', () => {
    expect(schemaAt(['operators', 'x', 'backend', 'y', 'servers'])?.planned).toBe(true);
    expect(schemaAt(['operators', 'x', 'portal', 'steps', 'own', 'then'])?.planned).toBe(true);
    expect(schemaAt(['operators', 'x', 'portal', 'steps', 'pay', 'think'])?.planned).toBe(false);
    expect(schemaAt(['operators', 'x', 'api', 'servers'])?.planned).toBe(false);
  });

  it('lies at a path whose own names are stars in a pattern', () => {
    expect(patternOf(['operators', 'x', 'portal', 'steps', 'own', 'then'])).toBe('operators.*.portal.steps.*.then');
    expect(patternOf(['operators', 'x', 'portal', 'steps', 'pay', 'think'])).toBe('operators.*.portal.steps.pay.think');
  });

  it('is no assumption of an answer', () => {
    const paths = load(scenarioText())
      .assumptionsFor('baseline')
      .map(({ path }) => path);
    expect(paths.filter(path => path.includes('backend') || path.includes('stock'))).toEqual([]);
  });
});
