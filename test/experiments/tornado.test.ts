/** The tornado: guesses in the order of what they move, with those that sampling error hides said so. */
import { describe, expect, it } from 'vitest';
import { type Answers, guessInWords, tornado, tornadoWords } from '../../src/experiments/index.ts';
import type { Sets } from '../../src/scenarios/index.ts';

const luck = [0.3, -0.2, 0.1, -0.4, 0.2];

/** The effect of each value of a guess on the answer; nothing else moves it. */
const scenario = {
  assume: [
    { path: 'operators.contoso.provisioning.networkReady', values: ['x0.5', 'x2'] },
    { path: 'population.buyers.acceptsToast', values: ['10 %', '60 %'] },
    { path: 'operators.contoso.portal.patience', values: ['x0.5', 'x2'] },
    { path: 'operators.contoso.smdp.silent', values: ['0 %', '1 %', '5 %'] },
  ],
  saidBy: (variant: string, path: string) =>
    variant === 'other' && path === 'population.buyers.acceptsToast'
      ? { value: '1 %', place: 'launch.yaml:31' }
      : undefined,
};
const effects: Record<string, number> = { 'x0.5': 1, x2: -3, '10 %': -8, '60 %': 4, '0 %': 0, '1 %': 0.5, '5 %': 1.5 };

const answers = ([[path, value] = ['', '']]: Sets): Answers => {
  const effect = path.endsWith('patience') ? 0 : (effects[value] ?? 0);
  const own = path.endsWith('patience') ? luck.toReversed() : luck.map(() => 0);
  return luck.map((one, i) => 100 + effect + one + own[i]! * 2 + (effect === 0 ? 0 : i * 0.01));
};
const measure = async (points: readonly Sets[]) => points.map(answers);
const torn = (variant = 'baseline', of = measure) =>
  tornado({ scenario, variant, number: 'cost', unit: 'count', measure: of });

describe('a tornado', () => {
  it('has the guess that swings the answer most on top', async () => {
    const { guesses, base } = await torn();
    expect(base).toBeCloseTo(100);
    expect(guesses.map(({ path }) => path.split('.').at(-1))).toEqual([
      'acceptsToast',
      'networkReady',
      'silent',
      'patience',
    ]);
    expect(guesses[0]!.swing).toBeCloseTo(12, 1);
  });

  it('says of a guess that moves nothing beyond chance that it does not', async () => {
    const { guesses } = await torn();
    expect(guesses.at(-1)).toMatchObject({ silent: 'sampling error' });
    expect(guesses[0]).not.toHaveProperty('silent');
  });

  it('asks for all points at once, the scenario as written first', async () => {
    const asked: (readonly Sets[])[] = [];
    await torn('baseline', async points => {
      asked.push(points);
      return measure(points);
    });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toHaveLength(10);
    expect(asked[0]![0]).toEqual([]);
  });

  it('takes one answer for each point where it is not sampled', async () => {
    const { guesses } = await torn('baseline', async points =>
      points.map(([[, value] = ['', '']]) => [26 + (effects[value] ?? 0)]),
    );
    expect(guesses[0]).toMatchObject({
      swing: 12,
      ends: [
        { difference: -8, low: null },
        { difference: 4, low: null },
      ],
    });
    expect(guesses[0]).not.toHaveProperty('silent');
  });

  it('does not try a guess that the variant sets itself, and says so', async () => {
    const asked: string[] = [];
    const own = await torn('other', async points => {
      asked.push(...points.flat().map(([path]) => path));
      return measure(points);
    });
    expect(asked).not.toContain('population.buyers.acceptsToast');
    expect(own.guesses.find(({ path }) => path.endsWith('acceptsToast'))).toMatchObject({
      silent: 'set by the variant',
      swing: 0,
    });
    expect(own.guesses[0]).toMatchObject({ path: 'operators.contoso.provisioning.networkReady' });
  });

  it('knows a guess without an answer', async () => {
    const none = await torn('baseline', async points => points.map((_, i) => (i === 1 ? [null] : [1])));
    expect(none.guesses.at(-1)).toMatchObject({ silent: 'no answer', swing: null });
  });

  it('is told in a sentence, with the variants that a guess moves where it does not move all', async () => {
    const one = await torn();
    expect(tornadoWords([one])).toEqual([
      'Most sensitive: buyers.acceptsToast (±6), provisioning.networkReady (±2), smdp.silent (±0.76).',
      'Moves the answer by no more than sampling error: portal.patience.',
    ]);
    const calm = await torn('other', async points => points.map(() => luck));
    expect(tornadoWords([one, calm])[0]).toContain('buyers.acceptsToast (±6, baseline only)');
    expect(guessInWords(one.guesses[0]!, 'count')).toBe('buyers.acceptsToast 10 % → 60 %: 92 … 104');
  });
});
