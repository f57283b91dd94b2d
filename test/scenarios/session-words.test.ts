import { describe, expect, it } from 'vitest';
import { readFrequencyFactor } from '../../src/scenarios/factors.ts';
import { Unreadable } from '../../src/scenarios/quantities.ts';
import { readOpensPerSession } from '../../src/scenarios/session-words.ts';
import { load, mistakesOf, scenarioText } from './scenario-text.ts';

describe('openings of a session', () => {
  it('are a geometric number, with exponential gaps', () => {
    expect(readOpensPerSession('geometric mean 1.8 gap 20 s')).toEqual({
      opens: 1.8,
      gap: { kind: 'exponential', mean: 20e6 },
    });
    expect(readOpensPerSession('geometric  mean 1 gap 0 s').gap).toEqual({ kind: 'constant', value: 0 });
  });

  it('may have gaps of any distribution', () =>
    expect(readOpensPerSession('geometric mean 3 gap uniform 1 s to 2 min').gap).toMatchObject({ kind: 'uniform' }));

  it.each([
    ['1.8 per session', 'Expected how many openings and how far apart'],
    ['geometric mean 0.9 gap 1 s', 'at least one opening'],
    ['geometric mean many gap 1 s', 'at least one opening'],
    ['geometric mean 1e9 gap 1 s', 'at least one opening'],
    ['geometric mean 2 gap 20', '20 of what?'],
    ['geometric mean 2 gap soon', '`soon`'],
  ])('%s is a mistake', (text, message) => {
    expect(() => readOpensPerSession(text)).toThrow(Unreadable);
    expect(() => readOpensPerSession(text)).toThrow(message);
  });
});

describe('how much more often', () => {
  it('begins with an x', () => expect(['x4', 'x0.5', 'x0'].map(readFrequencyFactor)).toEqual([4, 0.5, 0]));
  it.each(['4', 'x', 'xx', 'x-1', 'x1001', '4x', ''])('"%s" is none', text =>
    expect(() => readFrequencyFactor(text)).toThrow(Unreadable),
  );
});

describe('sessions of the flyout', () => {
  const habit = (flyout: string) =>
    load(scenarioText({ group: `arrive: 5 per day, flyout: { ${flyout} }` })).settingsFor('baseline').groups[0]!.flyout;

  it('stand in place of openings', () => {
    expect(habit('sessions: 1.5 per day, opensPerSession: geometric mean 2 gap 10 s, whenOffline: x4')).toMatchObject({
      perDay: 1.5,
      session: { opens: 2, gap: { kind: 'exponential', mean: 10e6 }, whenOffline: 4 },
    });
    expect(habit('opens: 3 per day').session).toBeUndefined();
  });

  it('set by --set or a variant replace openings, and the other way round', () => {
    const scenario = load(
      scenarioText({
        group: 'arrive: 5 per day, flyout: { opens: 3 per day }',
        more: 'variants: { one: { population.lines.flyout.sessions: 2 per day }, two: { population.lines.flyout.opens: 9 per day } }\n',
      }),
    );
    expect(['one', 'two'].map(name => scenario.settingsFor(name).groups[0]!.flyout.perDay)).toEqual([2, 9]);
  });

  it('are in the ledger in place of openings, and openings in place of sessions', () => {
    const paths = (flyout: string) =>
      load(scenarioText({ group: `arrive: 5 per day, flyout: { ${flyout} }` }))
        .assumptionsFor('baseline')
        .map(({ path }) => path)
        .filter(path => path.includes('flyout.'))
        .map(path => path.replace('population.lines.flyout.', ''));
    expect(paths('sessions: 2 per day')).toEqual(['sessions', 'opensPerSession', 'whenOffline']);
    expect(paths('opens: 2 per day')).toEqual(['opens']);
  });

  it('whose number nobody gives are warned about when more is said of them', () => {
    const { warnings } = load(scenarioText({ group: 'arrive: 5 per day, flyout: { whenOffline: x4 }' }));
    expect(warnings.map(({ message }) => message)).toEqual([
      '`whenOffline` says more about sessions, and there are none. Write `sessions: 1.5 per day by hour published` beside it.',
    ]);
  });
});

describe('a load', () => {
  const loadOf = (text: string) =>
    load(scenarioText({ group: `count: 25, load: { ${text} }` })).settingsFor('baseline').groups[0]!;

  it('is that of the published load test where nothing is said', () =>
    expect(loadOf('rate: 3 per s')).toMatchObject({
      count: 25,
      load: { rate: 3, iccids: 1000, getBalance: 0.96, pacing: 'even', timeout: 30e6 },
    }));

  it.each([
    ['mix: { getBalance: 80 %, placeOrder: rest }', 0.8],
    ['mix: { getBalance: rest, placeOrder: 30 % }', 0.7],
    ['mix: { getBalance: 100 % }', 1],
    ['mix: { placeOrder: 100 % }', 0],
    ['mix: { getBalance: 60 %, placeOrder: 40 % }', 0.6],
  ])('with the %s asks for that share of balances', (text, share) =>
    expect(loadOf(text).load!.getBalance).toBeCloseTo(share, 9),
  );

  it('has a rate above zero and within reason', () => {
    for (const rate of ['0 per s', '1_000_000 per s'])
      expect(mistakesOf(scenarioText({ group: `count: 1, load: { rate: ${rate} }` }))).toHaveLength(1);
  });
});
