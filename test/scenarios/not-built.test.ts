import { describe, expect, it } from 'vitest';
import { formatMistakes } from '../../src/scenarios/mistakes.ts';
import { patternOf, schemaAt } from '../../src/scenarios/schema/tree.ts';
import { load, mistakesOf, scenarioText } from './scenario-text.ts';

const notBuilt = (text: string, set: readonly (readonly [string, string])[] = []) =>
  mistakesOf(text, { set }).map(({ severity, path, line, column }) => `${severity} ${path} ${line}:${column}`);

describe('a part of the language that is not built yet', () => {
  it.each([
    [
      'a section',
      scenarioText({ group: 'arrive: 5 per day, line: { active: 12 %, none: rest }' }),
      'population.lines.line 6:31',
    ],
    ['a setting', scenarioText({ run: 'length: 1 day, warmUp: 1 h' }), 'run.warmUp 2:23'],
    ['a word', scenarioText({ group: 'arrive: 5 per day, device: { sim: none }' }), 'population.lines.device.sim 6:46'],
    ['a word of a claim', scenarioText({ more: 'expect: [{ that: count(fault) > 1 }]\n' }), 'expect.0.that 7:24'],
    [
      'a value of a variant',
      scenarioText({ more: 'variants: { a: { population.lines.awake: by hour office } }\n' }),
      'population.lines.awake 7:18',
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
    const text = scenarioText({ group: 'arrive: 5 per day, line: { active: 12 %, warm: 3 %, none: rest }' });
    expect(notBuilt(text)).toEqual(['unbuilt population.lines.line 6:31']);
  });

  it('is named when --set gives it', () => {
    const [mistake] = mistakesOf(scenarioText(), { set: [['population.lines.awake', 'by hour office']] });
    expect(formatMistakes([mistake])).toBe(
      'No mistakes. 1 part of this scenario is part of the language but not built yet:\n' +
        '  --set population.lines.awake=by hour office: population.lines.awake needs devices that sleep',
    );
  });

  it('is checked all the same', () => {
    const text = scenarioText({ group: 'arrive: 5 per day, line: { active: 12, warn: 5 % }' });
    expect(notBuilt(text)).toEqual([
      'unbuilt population.lines.line 6:31',
      'error population.lines.line.active 6:47',
      'error population.lines.line.warn 6:51',
    ]);
  });

  it('comes after the mistakes, one line each', () => {
    const text = scenarioText({
      run: 'length: 1 day, warmUp: 0 h, seed: x',
      group: 'arrive: 5 per day, awake: by hour office',
    });
    expect(formatMistakes(mistakesOf(text))).toBe(
      [
        'test.yaml:2:42: run.seed is "x"',
        '  2 | run: { length: 1 day, warmUp: 0 h, seed: x }',
        '    |                                          ^',
        'Expected a whole number, for example `60_000`.',
        '2 parts of this scenario are part of the language but not built yet:',
        '  test.yaml:2:23: run.warmUp needs a beginning of the run that is not counted',
        '  test.yaml:6:31: population.lines.awake needs devices that sleep',
      ].join('\n'),
    );
  });

  it('does not hide a variant that changes nothing', () => {
    const text = scenarioText({
      group: 'arrive: 5 per day, awake: by hour office',
      more: 'variants: { a: baseline, b: { population.lines.awake: by hour office } }\n',
    });
    expect(mistakesOf(text).map(({ message }) => message)).toContain(
      'The variant `b` changes nothing. Write `b: baseline`, or change a value.',
    );
  });

  it('is marked in the schema, with all that lies below it', () => {
    expect(schemaAt(['population', 'x', 'line', 'active'])?.planned).toBe(true);
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
