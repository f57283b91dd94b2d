import { describe, expect, it } from 'vitest';
import { formatMistakes } from '../../src/scenarios/mistakes.ts';
import { patternOf, schemaAt } from '../../src/scenarios/schema/tree.ts';
import { load, mistakesOf, scenarioText } from './scenario-text.ts';

const notBuilt = (text: string, set: readonly (readonly [string, string])[] = []) =>
  mistakesOf(text, { set }).map(({ severity, path, line, column }) => `${severity} ${path} ${line}:${column}`);

describe('a part of the language that is not built yet', () => {
  it.each([
    ['a section', scenarioText({ more: 'check: { faults: { level: gale } }\n' }), 'check 7:1'],
    [
      'a setting',
      scenarioText({ group: "arrive: 5 per day, iccid: '8949020000000000001'" }),
      'population.lines.iccid 6:31',
    ],
    ['a word', scenarioText({ group: 'arrive: 5 per day, device: { sim: none }' }), 'population.lines.device.sim 6:46'],
    ['a word of a claim', scenarioText({ more: 'expect: [{ that: count(fault) > 1 }]\n' }), 'expect.0.that 7:24'],
    [
      'a value of a variant',
      scenarioText({ more: "variants: { a: { population.lines.iccid: '8949020000000000001' } }\n" }),
      'population.lines.iccid 7:18',
    ],
    [
      'an act by hand',
      scenarioText({
        group: 'count: 5, device: { sim: hot }',
        more: 'timeline: [{ at: 09:00, act: press Continue, device: lines 5 }]\n',
      }),
      'timeline.0.act 7:30',
    ],
  ])('%s, is named with its place', (_, text, place) => {
    expect(notBuilt(text)).toEqual([`unbuilt ${place}`]);
  });

  it('is named once, with all that lies below it', () => {
    const text = scenarioText({ more: 'check: { faults: { level: gale, atMost: 3 } }\n' });
    expect(notBuilt(text)).toEqual(['unbuilt check 7:1']);
  });

  it('is named when --set gives it', () => {
    const [mistake] = mistakesOf(scenarioText(), { set: [['population.lines.iccid', '8949020000000000001']] });
    expect(formatMistakes([mistake])).toBe(
      'No mistakes. 1 part of this scenario is part of the language but not built yet:\n' +
        '  --set population.lines.iccid=8949020000000000001: population.lines.iccid needs SIMs with numbers of your own',
    );
  });

  it('is checked all the same', () => {
    const text = scenarioText({ more: 'check: { faults: { level: x, lewel: 2 } }\n' });
    expect(notBuilt(text)).toEqual([
      'unbuilt check 7:1',
      'error check.faults.level 7:27',
      'error check.faults.lewel 7:30',
    ]);
  });

  it('comes after the mistakes, one line each', () => {
    const text = scenarioText({
      run: 'length: 1 day, seed: x',
      group: "arrive: 5 per day, iccid: '8949020000000000001'",
      more: 'report: {}\n',
    });
    expect(formatMistakes(mistakesOf(text))).toBe(
      [
        'test.yaml:2:29: run.seed is "x"',
        '  2 | run: { length: 1 day, seed: x }',
        '    |                             ^',
        'Expected a whole number, for example `60_000`.',
        '2 parts of this scenario are part of the language but not built yet:',
        '  test.yaml:6:31: population.lines.iccid needs SIMs with numbers of your own',
        '  test.yaml:7:1: report needs a choice of what the report shows',
      ].join('\n'),
    );
  });

  it('does not hide a variant that changes nothing', () => {
    const text = scenarioText({
      group: "arrive: 5 per day, iccid: '8949020000000000001'",
      more: "variants: { a: baseline, b: { population.lines.iccid: '8949020000000000001' } }\n",
    });
    expect(mistakesOf(text).map(({ message }) => message)).toContain(
      'The variant `b` changes nothing. Write `b: baseline`, or change a value.',
    );
  });

  it('is marked in the schema, with all that lies below it', () => {
    expect(schemaAt(['population', 'x', 'iccid'])?.planned).toBe(true);
    expect(schemaAt(['check', 'faults', 'level'])?.planned).toBe(true);
    expect(schemaAt(['operators', 'x', 'backend', 'y', 'servers'])?.planned).toBe(false);
    expect(schemaAt(['operators', 'x', 'portal', 'steps', 'own', 'then'])?.planned).toBe(false);
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
