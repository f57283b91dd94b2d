/** What happens in the timeline is called by its name wherever a path is written: --set, variants, assume, size, explain. */
import { describe, expect, it } from 'vitest';
import { questionOf, readTried } from '../../src/experiments/capacity/question.ts';
import { checkGrid, gridOf } from '../../src/experiments/sweep/grid.ts';
import { explainPath, namesMissing, valuesAt } from '../../src/scenarios/explain.ts';
import { readVary } from '../../src/scenarios/vary.ts';
import { load, mistakesOf, scenarioText } from './scenario-text.ts';

const minute = 60e6;
const scenario = (more = '') =>
  scenarioText({
    run: 'length: 1 day',
    group: 'count: 500, device: { sim: hot }',
    more: `timeline:
  - { at: 1 h, for: 5 min, outage: microsoft.service, as: hang }
  - { name: down, at: 11:00, for: 10 min, outage: contoso.smdp, as: refuse }
  - { name: promo, at: 14:00, campaign: lines, reach: 200, opens: exponential mean 20 min }
${more}`,
  });
type Set = readonly [path: string, value: string];
const loaded = (set: readonly Set[], more?: string) => load(scenario(more), { set });
const entry = (set: readonly Set[], name: string) =>
  loaded(set)
    .settingsFor('baseline')
    .timeline.find(one => one.name === name);
const told = (set: readonly Set[], more?: string) => mistakesOf(scenario(more), { set }).map(({ message }) => message);

describe('--set of an entry of the timeline', () => {
  it('replaces what the entry of that name says, and nothing of the others', () => {
    const { timeline } = loaded([]).settingsFor('baseline');
    const changed = loaded([['timeline.promo.reach', '40']]).settingsFor('baseline').timeline;
    expect(changed.map(one => (one.name === 'promo' ? { ...one, reach: 200 } : one))).toEqual(timeline);
    expect(changed.at(-1)).toMatchObject({ name: 'promo', reach: 40 });
  });

  it('takes a factor of what stands there', () => {
    expect(entry([['timeline.promo.reach', 'x0.5']], 'promo')).toMatchObject({ reach: 100 });
    expect(entry([['timeline.promo.opens', 'x3']], 'promo')).toMatchObject({ opens: { kind: 'scaled', by: 3 } });
  });

  it('may move it, prolong it or make it another outage', () => {
    const set: Set[] = [
      ['timeline.down.at', '12:00'],
      ['timeline.down.for', '30 min'],
      ['timeline.down.as', 'slow x4'],
    ];
    expect(entry(set, 'down')).toMatchObject({ at: 720 * minute, until: 750 * minute, as: { kind: 'slow', by: 4 } });
  });

  it.each<[what: string, set: Set, message: string]>([
    [
      'a name that is none',
      ['timeline.prmo.reach', '40'],
      'There is no setting `timeline.prmo.reach` in this scenario. Did you mean `timeline.promo.reach`?',
    ],
    [
      'a word that is none',
      ['timeline.promo.raech', '40'],
      'There is no setting `timeline.promo.raech` in this scenario. Did you mean `timeline.promo.reach`?',
    ],
    [
      'a name that is nothing like any',
      ['timeline.the-day-of-the-sale.reach', '40'],
      'There is no setting `timeline.the-day-of-the-sale.reach` in this scenario. What happens in the timeline is called by its name, as in `timeline.down.at`. There are: down, promo.',
    ],
    ['a value that is none', ['timeline.promo.reach', 'all'], 'Expected a whole number, for example `60_000`.'],
    [
      'another thing in the same entry',
      ['timeline.promo.outage', 'contoso.smdp'],
      'An entry is one thing: `outage` or `campaign`. Write two entries.',
    ],
  ])('refuses %s, and says what was meant', (_, set, message) => {
    expect(told([set])).toContain(message);
  });

  it.each([
    'timeline',
    'timeline.promo',
    'timeline.promo.name',
    'timeline.1.for',
    'timeline.promo.reach.x',
    'timeline.__proto__.at',
  ])('refuses %s: only what an entry says, called by its name', path => {
    expect(told([[path, '1']])).not.toEqual([]);
  });

  it('says that an entry needs a name where none has one', () => {
    const text = scenarioText({
      more: 'timeline:\n  - { at: 1 h, for: 5 min, outage: microsoft.service, as: hang }\n',
    });
    expect(mistakesOf(text, { set: [['timeline.outage-1.for', '1 h']] })[0]!.message).toContain(
      'nothing in this one has a name',
    );
  });

  it('is where its mistakes are, by the name of the entry', () => {
    const [mistake] = mistakesOf(scenario(), { set: [['timeline.promo.reach', 'all']] });
    expect(mistake).toMatchObject({
      path: 'timeline.promo.reach',
      found: 'timeline.promo.reach is "all"',
      file: '--set timeline.promo.reach=all',
    });
  });
});

describe('a variant', () => {
  const more = 'variants:\n  today: baseline\n  larger: { timeline.promo.reach: 400 }\n';

  it('may change an entry of the timeline, and tells it by the name', () => {
    const { settingsFor, changesFor, patchesFor } = loaded([], more);
    expect(settingsFor('today').timeline.at(-1)).toMatchObject({ reach: 200 });
    expect(settingsFor('larger').timeline.at(-1)).toMatchObject({ reach: 400 });
    expect(changesFor('larger')).toEqual([{ path: 'timeline.promo.reach', from: '200', fromPreset: false, to: '400' }]);
    expect(patchesFor('larger')).toMatchObject([{ path: ['timeline', 'promo', 'reach'] }]);
  });

  it('is told the nearest name', () => {
    expect(told([], more.replace('promo', 'prom'))).toContain(
      'There is no setting `timeline.prom.reach` in this scenario. Did you mean `timeline.promo.reach`?',
    );
  });
});

describe('assume and size', () => {
  it('may vary an entry of the timeline', () => {
    const { assume, size } = loaded(
      [],
      `slo: { up: getBalance.success >= 99 % }
size: { choose: { timeline.promo.reach: 100..102 }, cost: { timeline.promo.reach: 1 }, meet: all slo }
assume: { timeline.down.for: 5 min .. 30 min }
`,
    );
    expect(assume).toEqual([{ path: 'timeline.down.for', values: ['5 min', '30 min'] }]);
    expect(size!.choose).toEqual([
      { name: 'timeline.promo.reach', path: 'timeline.promo.reach', values: ['100', '101', '102'] },
    ]);
  });

  it('are told the nearest name', () => {
    expect(
      told(
        [],
        'slo: { up: getBalance.success >= 99 % }\nsize: { choose: { timeline.prmo.reach: 1..2 }, meet: all slo }\nassume: { timeline.dwon.for: 5 min .. 30 min }\n',
      ),
    ).toEqual([
      'There is no setting `timeline.prmo.reach` in this scenario. Did you mean `timeline.promo.reach`?',
      'There is no setting `timeline.dwon.for` in this scenario. Did you mean `timeline.down.for`?',
    ]);
  });
});

describe('a sweep and a capacity search', () => {
  const path = 'timeline.promo.reach';

  it('may vary an entry, checked at each point as a file would be', () => {
    const scenario = loaded([]);
    const axes = [readVary(path, '100..300 by 100')];
    const points = gridOf(axes, 1);
    expect(checkGrid(scenario, { variant: 'baseline', sets: [], axes, points }).warnings).toEqual([]);
    const wrong = [readVary('timeline.prmo.reach', '100..300 by 100')];
    expect(() => checkGrid(scenario, { variant: 'baseline', sets: [], axes: wrong, points: gridOf(wrong, 1) })).toThrow(
      'Did you mean `timeline.promo.reach`?',
    );
  });

  it('take the reach of a campaign for a load: how many may it reach?', () => {
    const scenario = loaded([], 'slo: { up: getBalance.success >= 99 % }\n');
    const vary = [readTried(path, '100..110')];
    const question = questionOf(scenario, { variant: 'baseline', vary, slo: [], sets: [] });
    expect(question).toMatchObject({ of: 'load', dimensions: [{ path, values: ['110', '105', '100'] }] });
  });
});

describe('the explanation of an entry', () => {
  const there = (written: string, more?: string) => valuesAt(loaded([], more), written);

  it('tells what a part of it means, and what the scenario says there', () => {
    expect(explainPath('timeline.promo.reach')).toMatchObject({
      pattern: 'timeline.NAME.reach',
      takes: 'a whole number',
    });
    expect(there('timeline.promo.reach')).toEqual([
      { path: 'timeline.promo.reach', variant: undefined, value: '200', setBy: 'test.yaml:10' },
    ]);
    expect(there('timeline.NAME.at').map(({ path, value }) => [path, value])).toEqual([
      ['timeline.down.at', '11:00'],
      ['timeline.promo.at', '14:00'],
    ]);
  });

  it('asks which one where its name was forgotten', () => {
    expect(explainPath('timeline.reach')).toEqual({ unknown: 'timeline.reach', nearest: 'timeline.NAME.reach' });
  });

  it('tells the nearest name where the scenario has no such entry', () => {
    const missing = (path: string) => {
      const explained = explainPath(path);
      return 'unknown' in explained ? explained : namesMissing(loaded([]), explained);
    };
    expect(missing('timeline.prmo.reach')).toBe(
      'There is no setting `timeline.prmo.reach` in this scenario. Did you mean `timeline.promo.reach`?',
    );
    expect(missing('population.line.count')).toContain('Did you mean `population.lines.count`?');
    for (const path of ['timeline.promo.reach', 'timeline.NAME.reach', 'timeline', 'run.length', 'population.lines'])
      expect(missing(path), path).toBeUndefined();
  });
});
