/** Levels that no size meets are set aside; and what retries and limits there are to take away. */
import { describe, expect, it } from 'vitest';
import type { ConfirmedSize } from '../../../src/experiments/capacity/confirm.ts';
import type { LevelAtPoint } from '../../../src/experiments/capacity/level.ts';
import { levelsToSetAside } from '../../../src/experiments/capacity/set-aside.ts';
import { guardsTaken } from '../../../src/experiments/capacity/without-guards.ts';
import type { Sets } from '../../../src/scenarios/index.ts';
import { load } from '../../scenarios/scenario-text.ts';

const text = `mpsim: 1
run: { length: 1 h, start: 2019-09-02 09:00, seed: 1 }
operators:
  contoso:
    from: de/Telekom
    api: { paths: { getBalance: gateway > api > billing } }
    backend:
      gateway: { servers: 1, service: 2 ms, limit: 20 per s, over: 429 retryAfter 30 s }
      api:     { servers: 2, service: 2 ms, timeout: 2 s, retries: 1 after 100 ms }
      billing: { servers: 1, service: 90 ms }
population:
  lines: { count: 1000, device: { sim: hot }, usage: none }
slo:
  fast: mean(getBalance.latency) <= 400 ms
  up: getBalance.success >= 99.9 %
  notAll: getBalance.success >= 60 %
`;
const scenario = load(text);

function size(levels: Record<string, Partial<LevelAtPoint>>): ConfirmedSize {
  const told = Object.entries(levels).map(
    ([level, own]): LevelAtPoint => ({
      level,
      claim: level,
      verdict: 'pass',
      n: 10,
      unit: '',
      value: null,
      low: null,
      high: null,
      bound: null,
      confidence: 0.95,
      method: null,
      breaches: 0,
      missing: 0,
      risk: 0.05,
      ...own,
    }),
  );
  return {
    point: [0],
    verdict: 'fails',
    places: [{ place: { key: '', sets: [], lost: undefined }, replications: [], levels: told }],
  };
}

const namesOf = (infeasible: ConfirmedSize[]) =>
  levelsToSetAside({ infeasible }, scenario.slo).map(({ level, because }) => [level, because]);

describe('what is set aside where no size meets all', () => {
  it('is what the size that misses fewest levels misses, and what has no data there', () => {
    const none = size({ fast: { verdict: 'fail' }, up: {}, notAll: { verdict: 'fail' } });
    const nearest = size({ fast: {}, up: { verdict: 'undecided', missing: 4 }, notAll: {} });
    expect(namesOf([none, nearest])).toEqual([['up', 'no data']]);
    expect(namesOf([none])).toEqual([
      ['fast', 'missed'],
      ['notAll', 'missed'],
    ]);
  });

  it('is what is undecided only where nothing else is in the way, and never everything', () => {
    expect(namesOf([size({ fast: { verdict: 'fail' }, up: { verdict: 'undecided' }, notAll: {} })])).toEqual([
      ['fast', 'missed'],
    ]);
    expect(namesOf([size({ fast: {}, up: { verdict: 'undecided' }, notAll: {} })])).toEqual([['up', 'undecided']]);
    const fail = { verdict: 'fail' } as const;
    expect(namesOf([size({ fast: fail, up: fail, notAll: fail })])).toEqual([]);
    expect(namesOf([])).toEqual([]);
  });
});

describe('a back end without retries, and one without limits', () => {
  it('is the same but for these, and loads', () => {
    const [retries, limits, ...others] = guardsTaken(scenario.settingsFor('baseline'));
    expect(others).toEqual([]);
    expect(retries).toMatchObject({ what: 'retries', taken: ['retries of api'] });
    expect(limits).toMatchObject({ what: 'limits', taken: ['limit of gateway'] });
    const tiersWith = (sets: Sets) => load(text, { set: sets }).settingsFor('baseline').operators[0]!.backEnd.tiers;
    const tries = (sets: Sets) => tiersWith(sets).map(tier => tier.retries?.times ?? 0);
    expect(tries(retries!.sets).every(times => times === 0)).toBe(true);
    expect(tries(limits!.sets)).toEqual(tries([]));
    expect(tiersWith(limits!.sets)[0]?.limit?.perSecond).toBe(1_000_000);
    expect(tiersWith(retries!.sets)[0]?.limit).toEqual(tiersWith([])[0]?.limit);
  });
});
