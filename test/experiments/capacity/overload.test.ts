/** What overload does at a size: who fails and how, what of the load is answered, and where retries make it worse. */
import { beforeAll, describe, expect, it } from 'vitest';
import { askedBeside } from '../../../src/experiments/capacity/asked-beside.ts';
import { type Curve, curveAt } from '../../../src/experiments/capacity/curve.ts';
import { goodputFalls, retriesHurt } from '../../../src/experiments/capacity/overload.ts';
import { failuresInWords } from '../../../src/experiments/capacity/overload-words.ts';
import { placeOf } from '../../../src/experiments/capacity/places.ts';
import { questionOf, readTried } from '../../../src/experiments/capacity/question.ts';
import { Trials } from '../../../src/experiments/capacity/trials.ts';
import type { Sets } from '../../../src/scenarios/index.ts';
import { load } from '../../scenarios/scenario-text.ts';
import { realRunner } from './real-runner.ts';

const scenario = (billing: string, { gateway = '', errors = '0 %' } = {}) => `mpsim: 1
run: { length: 45 s, start: 2019-09-02 09:00, seed: 1 }
operators:
  contoso:
    from: de/Telekom
    api: { errors: ${errors}, paths: { getBalance: gateway > billing }, clientTimeout: 3 s, afterClientTimeout: keepsWorking }
    backend:
      gateway: { servers: 8, threads: 200, service: 1 ms ${gateway} }
      billing: { servers: 1, threads: 4, queue: 200, service: exponential mean 100 ms ${billing} }
population:
  agents: { count: 5, load: { rate: 26 per s, pacing: random, mix: { getBalance: 100 % }, iccids: 40 } }
slo: { up: getBalance.success >= 99 % }
`;

function curveOf(text: string): Promise<Curve> {
  const beside = askedBeside('getBalance');
  const scenarioWith = (sets: Sets) => load(text, { set: [...beside, ...sets] });
  const loaded = scenarioWith([]);
  const question = questionOf(loaded, {
    variant: 'baseline',
    vary: [readTried('operators.contoso.backend.billing.servers', '1..2')],
    slo: loaded.slo.slice(0, 1),
    sets: [],
  });
  const trials = new Trials(realRunner(scenarioWith), question);
  const place = placeOf([['operators.contoso.backend.billing.servers', '1']], undefined);
  return curveAt({ place, request: 'getBalance', variant: 'baseline', trials, replications: 4, scenarioWith });
}

describe('a back end whose callers try again', () => {
  let curve: Curve;
  beforeAll(async () => {
    curve = await curveOf(scenario(', timeout: 400 ms, retries: 5 after 20 ms'));
  });

  it('is called more often per request as the load grows: each try after a failure is counted', () => {
    const repeated = curve.points.map(({ calls }) => calls!.repeated);
    expect(repeated[0]).toBeLessThan(0.02);
    expect(repeated.at(-1)).toBeGreaterThan(0.3);
    for (const { calls } of curve.points) {
      // Without a retry, the gateway is called once and billing once.
      expect(calls!.perRequest * (1 - calls!.repeated)).toBeCloseTo(2, 1);
    }
    const without = curve.withoutGuards.find(({ what }) => what === 'retries')!;
    expect(without.points.map(({ calls }) => calls!.repeated)).toEqual([0, 0, 0, 0, 0]);
  });

  it('answers fewer from some load on, and fewer than without the retries: a retry storm, told with where it begins', () => {
    const worse = retriesHurt(curve)!;
    const fall = goodputFalls(curve.points)!;
    expect(worse.without.gain.mean).toBeCloseTo(worse.with.success.mean! - worse.without.success.mean!, 9);
    expect(worse.with.success.mean).toBeLessThan(worse.without.success.mean!);
    expect(fall.fewer.rate.mean).toBeGreaterThan(fall.most.rate.mean!);
    expect(fall.fewer.goodput.mean).toBeLessThan(fall.most.goodput.mean!);
    const words = failuresInWords(curve).join(' ');
    expect(words).toContain(`From ${worse.with.factor} times the load on,`);
    expect(words).toContain('the retries of billing make it worse');
    expect(words).toContain('of them are tries after a failure.');
    expect(words).toMatch(/More load means fewer answers beyond .* a retry storm\.$/);
  });

  it('tells of each point how the rest of the requests fails; all shares make one', () => {
    for (const { success, failed, goodput, rate } of curve.points) {
      const all = Object.values(failed).reduce((sum, share) => sum + share, success.mean!);
      expect(all).toBeCloseTo(1, 1);
      expect(goodput.mean! / (rate.mean! * success.mean!)).toBeCloseTo(1, 1);
    }
    expect(curve.points.at(-1)!.failed).toMatchObject({ refused429: 0 });
  });
});

describe('a back end with a limit', () => {
  it('refuses with 429 what is beyond it, told apart from what is refused otherwise', async () => {
    const { points, withoutGuards } = await curveOf(
      scenario('', { gateway: ', limit: 30 per s, over: 429 retryAfter 30 s', errors: '5 %' }),
    );
    const [first, last] = [points[0]!, points.at(-1)!];
    expect(first.failed.refused429).toBe(0);
    expect(first.failed.refusedOther).toBeCloseTo(0.05, 1);
    expect(last.failed.refused429).toBeGreaterThan(0.3);
    expect(withoutGuards.map(({ what, taken }) => [what, taken])).toEqual([['limits', ['limit of gateway']]]);
    for (const { failed } of withoutGuards[0]!.points) expect(failed.refused429).toBe(0);
    expect(retriesHurt({ points, withoutGuards })).toBeUndefined();
  });
});
