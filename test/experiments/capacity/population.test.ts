/** The largest population that a given system carries, searched with real runs to its end: as many as Erlang C says. */
import { describe, expect, it } from 'vitest';
import { findAnswer } from '../../../src/experiments/capacity/find-answer.ts';
import { Levels } from '../../../src/experiments/capacity/level.ts';
import { setsOf } from '../../../src/experiments/capacity/places.ts';
import { questionOf, readTried } from '../../../src/experiments/capacity/question.ts';
import { isAllLoad, Screening } from '../../../src/experiments/capacity/screened.ts';
import { Trials } from '../../../src/experiments/capacity/trials.ts';
import { mmcStayMean } from '../../../src/experiments/queueing/formulas.ts';
import type { Sets } from '../../../src/scenarios/index.ts';
import { load, scenarioText } from '../../scenarios/scenario-text.ts';
import { realRunner } from './real-runner.ts';

/** 100 lines ask once a second; two servers, 1 s for each. */
const text = `mpsim: 1
run: { start: 2019-09-02 09:00, length: 15 min, drain: 5 min, seed: 5, links: { rttWifi: 0 ms } }
operators:
  contoso: { from: de/Telekom, api: { servers: 2, queue: 100_000, service: exponential mean 1 s, errors: 0 % } }
microsoft: { service: { overhead: 0 ms, fails: 0 % } }
population:
  lines: { count: 90, device: { sim: hot }, flyout: { opens: 864 per day }, usage: none }
slo: { fast: mean(getBalance.latency) <= 2 s }
`;

describe('the largest population that two servers carry', () => {
  it('is that of Erlang C, within a step and what chance allows, and more is shown not to be carried', async () => {
    const scenarioWith = (sets: Sets) => load(text, { set: [...sets] });
    const scenario = scenarioWith([]);
    const question = questionOf(scenario, {
      variant: 'baseline',
      vary: [readTried('population.lines.count', '90..400')],
      slo: scenario.slo,
      sets: [],
    });
    const { answer, undecided, below, search } = await findAnswer({
      question,
      trials: new Trials(realRunner(scenarioWith, 5), question),
      levels: new Levels(scenario, 'baseline', scenario.slo),
      losses: [],
      replications: 6,
      screen({ point, places }) {
        const settings = scenarioWith(setsOf(question.dimensions, point)).settingsFor('baseline');
        const screening = new Screening(question, settings, { top: point, replications: places[0]!.replications });
        return at => screening.isExcluded(at);
      },
    });
    let largest = 0;
    while (mmcStayMean(2, (largest + 1) / 100, 1e6) <= 2e6) largest += 1;
    expect(largest).toBe(141);
    const [{ values }] = [question.dimensions[0]!];
    const linesAt = ([place]: readonly number[]) => Number(values[place!]!.replaceAll('_', ''));
    const carried = linesAt(answer!.point);
    expect(answer!.verdict).toBe('meets');
    expect(carried).toBeGreaterThan(largest / 1.2);
    expect(carried).toBeLessThan(largest * 1.05);
    const tooMany = [...below.map(({ size }) => size), ...undecided].map(({ point }) => linesAt(point));
    expect(Math.max(...tooMany, carried)).toBeGreaterThan(largest / 1.05);
    // Loads far beyond were never run: the servers are known to be overloaded by them.
    expect(Math.max(...search.probed.map(({ point }) => linesAt(point)))).toBeLessThan(400);
  });
});

describe('a load', () => {
  const settingsOf = (group: string, more = '') => load(scenarioText({ group, more })).settingsFor('baseline');

  it('is all there is only where nobody else asks and nothing in the timeline asks anybody', () => {
    const lines = 'count: 10, device: { sim: hot }';
    const count = 'population.lines.count';
    expect(isAllLoad(count, settingsOf(lines))).toBe(true);
    expect(isAllLoad(count, settingsOf(`${lines}, buys: 5 per day`))).toBe(false);
    expect(isAllLoad('population.lines.buys', settingsOf(`${lines}, buys: 5 per day`))).toBe(false);
    expect(isAllLoad('population.lines.load.rate', settingsOf('count: 5, load: { rate: 8 per s }'))).toBe(true);
    expect(isAllLoad(count, settingsOf('count: 5, load: { rate: 8 per s }'))).toBe(false);
    const promo =
      'timeline:\n  - { name: promo, at: 14:00, campaign: lines, reach: 5, opens: exponential mean 20 min }\n';
    expect(isAllLoad(count, settingsOf(lines, promo))).toBe(false);
    expect(isAllLoad('timeline.promo.reach', settingsOf(lines, promo))).toBe(false);
  });
});
