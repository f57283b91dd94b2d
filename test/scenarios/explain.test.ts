import { describe, expect, it } from 'vitest';
import {
  explainPath,
  expressionWords,
  loadScenarioText,
  readClaim,
  settingPatterns,
  valuesAt,
  vocabulary,
} from '../../src/scenarios/index.ts';
import { sectionMeanings } from '../../src/scenarios/schema/section-meanings.ts';
import { schemaAt } from '../../src/scenarios/schema/tree.ts';

describe('the explanation of a path', () => {
  it('of a setting tells meaning, kind of value, default and who says so', () => {
    expect(explainPath('operators.contoso.api.errors')).toEqual({
      path: 'operators.contoso.api.errors',
      pattern: 'operators.NAME.api.errors',
      kind: 'setting',
      meaning: 'Share of requests that end in HTTP 500',
      planned: false,
      takes: 'a share',
      example: '0.1 %',
      defaults: [{ preset: 'published', value: '0.1 %', source: expect.stringContaining('99.90 %'), assumed: false }],
    });
  });

  it('of a section lists its keys with their meaning', () => {
    expect(explainPath('population.buyers.online')).toMatchObject({
      kind: 'section',
      keys: expect.arrayContaining([
        { key: 'wifi', meaning: expect.stringContaining('Wi-Fi') },
        { key: 'hotspot', meaning: expect.stringContaining('hotspot') },
        { key: 'none', meaning: expect.stringContaining('without internet') },
      ]),
    });
    expect(explainPath('operators')).toMatchObject({ kind: 'named', keys: [{ key: 'NAME' }] });
  });

  it('is found by the end of the path alone, where only one ends so', () => {
    expect(explainPath('api.servers')).toMatchObject({ path: 'operators.NAME.api.servers' });
    expect(explainPath('servers')).toMatchObject({
      several: ['operators.NAME.api.servers', 'operators.NAME.smdp.servers', 'operators.NAME.backend.NAME.servers'],
    });
  });

  it('keeps a name that has dots itself whole', () => {
    expect(explainPath('operators.contoso.smdp.refuses.8.2/1.2')).toMatchObject({
      pattern: 'operators.NAME.smdp.refuses.NAME',
    });
  });

  it.each([
    ['population.buyers.cuont', 'population.buyers.count'],
    ['operatos.contoso.api.servers', 'operators.contoso.api.servers'],
    ['api.servrs', 'api.servers'],
    ['run.lenght', 'run.length'],
  ])('%s is told to be probably %s', (written, meant) => {
    expect(explainPath(written)).toEqual({ unknown: written, nearest: meant });
  });

  it.each(['', '.', 'run.', '.run', 'a'.repeat(10_000), '__proto__', 'run.__proto__.x'])(
    '%.20s has none, and does no harm',
    written => {
      expect(explainPath(written)).toMatchObject({ unknown: written });
    },
  );

  it('exists for every setting of the language', () => {
    for (const { pattern } of settingPatterns())
      expect(explainPath(pattern)).toMatchObject({ kind: 'setting', path: pattern });
  });
});

describe('the value at a path of a scenario', () => {
  const text = `mpsim: 1
run: { length: 1 h }
operators: { contoso: { api: { servers: 6 } } }
population:
  buyers: { arrive: 100 per day }
variants:
  today: baseline
  large: { operators.contoso.api.servers: 12 }
`;
  const scenario = loadScenarioText(text, 'launch.yaml', { set: [['population.buyers.device.osRelease', '1803']] });

  it('comes with the line that set it, and with those of the variants that set another', () => {
    expect(valuesAt(scenario, 'operators.contoso.api.servers')).toEqual([
      { path: 'operators.contoso.api.servers', variant: undefined, value: '6', setBy: 'launch.yaml:3' },
      { path: 'operators.contoso.api.servers', variant: 'large', value: '12', setBy: 'launch.yaml:8' },
    ]);
  });

  it('names --set where that gave it, and the preset where nobody did', () => {
    expect(valuesAt(scenario, 'population.buyers.device.osRelease')).toMatchObject([
      { value: '1803', setBy: '--set population.buyers.device.osRelease=1803' },
    ]);
    expect(valuesAt(scenario, 'run.seed')).toMatchObject([{ value: '1', setBy: 'the preset `published`' }]);
    expect(valuesAt(scenario, 'about.title')).toMatchObject([{ value: 'nothing', setBy: 'nobody' }]);
  });

  it('stands at every name where the path says NAME', () => {
    expect(valuesAt(scenario, 'population.NAME.arrive')).toMatchObject([
      { path: 'population.buyers.arrive', value: '100 per day', setBy: 'launch.yaml:5' },
    ]);
  });
});

describe('a word that can stand somewhere', () => {
  it('is no path, and leads to the settings that take it, each told once', () => {
    expect(explainPath('notifyBalanceAddition')).toEqual({
      unknown: 'notifyBalanceAddition',
      nearest: undefined,
      takenBy: ['operators.NAME.portal.steps.NAME.callback'],
    });
  });
});

describe('words', () => {
  it.each(
    expressionWords
      .filter(
        ({ kind, word }) => kind !== 'function' && kind !== 'window' && vocabulary.sets[word.split('.')[0]!]!.built,
      )
      .map(({ word, example }) => [word, example]),
  )('the example of %s can be read', (_, example) => {
    expect(() => readClaim(example, vocabulary)).not.toThrow();
  });

  it.each(expressionWords.filter(({ kind }) => kind === 'window'))(
    'the example of $word can be read',
    ({ example }) => {
      const timeline = [{ name: 'NAME', lasts: true }];
      expect(() => readClaim(example, vocabulary, { timeline })).not.toThrow();
    },
  );

  it.each([...sectionMeanings.keys()])('the section "%s" is one', path => {
    expect(schemaAt(path === '' ? [] : path.split('.'))).toBeDefined();
  });
});
