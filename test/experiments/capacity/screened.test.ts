/** Sizes and loads that are left out without a look: with the reason, and never one that could meet. */
import { describe, expect, it } from 'vitest';
import { type CapacityQuestion, questionOf, readTried } from '../../../src/experiments/capacity/question.ts';
import { Screening } from '../../../src/experiments/capacity/screened.ts';
import type { Metric } from '../../../src/experiments/run-result.ts';
import type { Replication } from '../../../src/experiments/tasks/replication.ts';
import { load } from '../../scenarios/scenario-text.ts';

const world = `mpsim: 1
run: { length: 1 h, start: 2019-09-02 09:00, seed: 1 }
operators: { contoso: { from: de/Telekom, api: { servers: 4, queue: 200, service: exponential mean 200 ms } } }
population:
  lines: { count: 1000, device: { sim: hot }, usage: none }
`;
const scenario = load(`${world}slo:
  up: getBalance.success >= 99 %
`);

/** A replication in which so many balances came per second, evenly. */
function came(perSecond: number): Replication {
  const windows = { '1s': perSecond, '10s': perSecond, '1min': perSecond, '5min': perSecond };
  const rate: Metric = {
    kind: 'rate',
    unit: 'per s',
    n: perSecond * 3600,
    censored: 0,
    mean: perSecond,
    peaks: windows,
    peaksByChance: windows,
    peaksAt_us: { '1s': 0, '10s': 0, '1min': 0, '5min': 0 },
    question: '',
  };
  return {
    schema: 'mpsim.replication/1',
    variant: 'baseline',
    seed: 1,
    replication: 0,
    fingerprint: '',
    events: 0,
    simulated_us: 3600e6,
    metrics: { 'getBalance.rate': rate },
    sketches: {},
    expectations: [],
    leaves: {},
    brokenLaws: [],
    tiers: [],
  };
}

function screening(
  path: string,
  values: string,
  perSecond: number,
): { screening: Screening; question: CapacityQuestion } {
  const vary = [readTried(path, values)];
  const question = questionOf(scenario, { variant: 'baseline', vary, slo: scenario.slo, sets: [] });
  const top = question.dimensions.map(dimension => dimension.values.length - 1);
  const settings = scenario.settingsFor('baseline');
  return { screening: new Screening(question, settings, { top, replications: [came(perSecond)] }), question };
}

describe('what closed forms leave out', () => {
  it('is the sizes that more comes to than they can do, with the least that could and the load that says so', () => {
    const { screening: of, question } = screening('operators.contoso.api.servers', '1..12', 20);
    const excluded = question.dimensions[0]!.values.filter((_, place) => of.isExcluded([place]));
    // 20 per s of 200 ms each keep four servers busy: below, 1 % and more is lost.
    expect(excluded).toEqual(['1', '2', '3']);
    expect(of.exclusions()).toMatchObject([{ setting: 'api.servers', upTo: '3', level: 'up', tier: 'api' }]);
    expect(of.exclusions()[0]!.because).toContain('at least');
  });

  it('is the loads that are too much for the size, as many times what came at the smallest', () => {
    const { screening: of, question } = screening('population.lines.count', '1_000..100_000', 1);
    const { values } = question.dimensions[0]!;
    const least = values.filter((_, place) => of.isExcluded([place])).at(-1)!;
    // Four servers of 200 ms carry 20 per s, which is 20,000 lines; much is left to chance, of which little was seen.
    expect(Number(least.replaceAll('_', ''))).toBeGreaterThan(20_000);
    expect(Number(least.replaceAll('_', ''))).toBeLessThan(60_000);
  });

  it('is nothing where no level is one that a closed form speaks of', () => {
    const vary = [readTried('operators.contoso.api.servers', '1..12')];
    const slow = load(`${world}slo:\n  some: count(getBalance) >= 1\n`);
    const question = questionOf(slow, { variant: 'baseline', vary, slo: slow.slo, sets: [] });
    const of = new Screening(question, slow.settingsFor('baseline'), { top: [11], replications: [came(50)] });
    expect(of.isExcluded([0])).toBe(false);
    expect(of.exclusions()).toEqual([]);
  });
});
