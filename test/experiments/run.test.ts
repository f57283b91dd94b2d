/**
 * What a run answers, held against the facts of the same run: every metric is worked out here a second time, from its
 * definition, with sorting and counting.
 */
import { describe, expect, it } from 'vitest';
import { type Ran, type RunRequest, runScenario } from '../../src/experiments/run.ts';
import type { DistributionMetric, Metric, RateMetric, ValueMetric } from '../../src/experiments/run-result.ts';
import { laws } from '../../src/models/invariants.ts';
import { outcomes } from '../../src/sim/request.ts';
import { hours } from '../../src/sim/units.ts';
import { type ToldFact, worldOf } from '../models/small-world.ts';
import { load } from '../scenarios/scenario-text.ts';

/** People who come all day, portals and networks that sometimes fail, and at the end some who are not through. */
const buyers = ({ run = 'length: 8 h', portal = '', expect: expected = '' } = {}) =>
  load(`mpsim: 1
run: { ${run}, seed: 11 }
operators:
  contoso:
    from: de/Telekom
    network: { rejectsRetryable: 10 % }
    provisioning: { networkReady: exponential mean 1 min }
    smdp: { refuses: { 8.2/1.2: 10 % } }
    portal: { ${portal} }
    api: { errors: 20 %, service: exponential mean 100 ms }
population:
  buyers: { arrive: 900 per day, device: { sim: esim }, usage: { sessions: 24 per day, monthly: 30 GB } }
${expected}`);

const request: RunRequest = { variant: 'baseline', reproduce: 'mpsim run test.yaml' };
type Loaded = ReturnType<typeof buyers>;

/** A run, and beside it every fact of a world with the same settings. */
async function ranWithFacts(scenario: Loaded) {
  const ran = await runScenario(scenario, request);
  const settings = scenario.settingsFor('baseline');
  const { world, told } = worldOf(settings, {});
  world.run();
  const named = (name: string) => told.filter(fact => fact.name === name);
  return { ran, told, named, world, settings, metric: metricsOf(ran) };
}

const metricsOf =
  ({ result }: Ran) =>
  <M extends Metric>(name: string): M =>
    result.summary.metrics[name] as M;

const subjects = (facts: readonly ToldFact[]) => new Set(facts.map(({ subject }) => subject));
/** The facts of purchases that ended without service. */
const withoutService = ['purchase.cancelled', 'purchase.abandoned', 'purchase.failed'];
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** A distribution holds for sorted values: exact count, mean, least and greatest, quantiles within 1 %. */
function expectDistribution(metric: DistributionMetric, values: readonly number[]): void {
  const sorted = values.toSorted((a, b) => a - b);
  expect(metric.n).toBe(sorted.length);
  expect(metric.mean! / mean(sorted)).toBeCloseTo(1, 6);
  expect([metric.min, metric.max]).toEqual([sorted[0], sorted.at(-1)]);
  for (const [p, value] of [
    [0.5, metric.p50],
    [0.95, metric.p95],
    [0.99, metric.p99],
  ] as const) {
    const at = p * (sorted.length - 1);
    expect(value).toBeGreaterThanOrEqual(sorted[Math.floor(at)]! * 0.98);
    expect(value).toBeLessThanOrEqual(sorted[Math.ceil(at)]! * 1.02);
  }
}

describe('the metrics of a run', async () => {
  const { named, told, metric, ran, world, settings } = await ranWithFacts(buyers());
  const continued = new Map(named('purchase.continued').map(({ subject, at }) => [subject, at]));
  const online = named('purchase.online');
  const ended = subjects([...withoutService.flatMap(named), ...online]);
  const undecided = [...continued.keys()].filter(device => !ended.has(device)).length;
  const getBalance = outcomes.map(outcome => named(`mobile operator API.getBalance.${outcome}`));

  it('belong to a run in which people came through, were lost, and were open at the end', () => {
    expect(online.length).toBeGreaterThan(50);
    expect(continued.size - undecided).toBeGreaterThan(online.length);
    expect(undecided).toBeGreaterThan(0);
  });

  it('activation.duration is the time from Continue to the first internet byte, of those who got there', () => {
    expectDistribution(
      metric('activation.duration'),
      online.map(({ subject, at }) => at - continued.get(subject)!),
    );
    expect(metric('activation.duration').censored).toBe(undecided);
  });

  it('activation.success is the share who got there, of those who pressed Continue and are not still under way', () => {
    expect(metric<ValueMetric>('activation.success')).toMatchObject({
      value: online.length / (continued.size - undecided),
      n: continued.size - undecided,
      censored: undecided,
    });
  });

  it('getBalance.requests counts each try at the operator API, answered or not', () => {
    const all = getBalance.reduce((sum, facts) => sum + facts.length, 0);
    expect(metric<ValueMetric>('getBalance.requests').value).toBe(all);
    expect(all).toBeGreaterThan(named('mobile plans service.getBalance.answered').length);
  });

  it('getBalance.success is the share that was answered', () => {
    const settled = getBalance.slice(0, -1).reduce((sum, facts) => sum + facts.length, 0);
    expect(metric<ValueMetric>('getBalance.success').value).toBeCloseTo(getBalance[0]!.length / settled, 12);
    expect(getBalance[1]!.length).toBeGreaterThan(0);
  });

  it('getBalance.latency is the time until an answer, a refusal or the time limit', () => {
    expectDistribution(
      metric('getBalance.latency'),
      getBalance
        .slice(0, -2)
        .flat()
        .map(({ value }) => value),
    );
  });

  it('getBalance.rate is what was asked while people came, by the second, and its peaks', () => {
    const asked = getBalance
      .flat()
      .map(({ at, value }) => at - value)
      .filter(at => at < settings.length);
    const rate = metric<RateMetric>('getBalance.rate');
    expect(rate.n).toBe(asked.length);
    expect(rate.mean).toBeCloseTo(rate.n / (settings.length / 1e6), 9);
    const starts = asked.flatMap(at => [Math.floor(at / 1e6) * 1e6, Math.max(0, Math.ceil(at / 1e6) * 1e6 - 3e8)]);
    const busiest = (window: number) =>
      Math.max(...starts.map(from => asked.filter(at => at >= from && at < from + window).length)) / (window / 1e6);
    expect(rate.peaks['1s']).toBeCloseTo(busiest(1e6), 9);
    expect(rate.peaks['5min']).toBeCloseTo(busiest(3e8), 9);
  });

  it('usage.bytes is what all lines have used, sessions under way included', () => {
    let bytes = 0;
    for (let device = 0; device < world.devices; device++) bytes += world.counters.store.look(device).used;
    const { value, censored } = metric<ValueMetric>('usage.bytes');
    expect(value).toBeGreaterThanOrEqual(bytes);
    if (censored === 0) expect(value).toBe(bytes);
    const carried = named('subscription.carried').reduce((sum, fact) => sum + fact.value, 0);
    expect(carried).toBe(bytes);
  });

  it('balance.remaining is what the flyouts showed', () => {
    expectDistribution(
      metric('balance.remaining'),
      named('network flyout.shown').map(({ value }) => value),
    );
  });

  it('counts every purchase in one outcome, and each loss under its reason', () => {
    const { outcomes: ends, funnel } = ran.result.details;
    expect(ends.reduce((sum, { n }) => sum + n, 0)).toBe(named('purchase.opened').length);
    expect(ends.find(({ outcome }) => outcome === 'done')!.n).toBe(named('purchase.done').length);
    const left = funnel.flatMap(stage => stage.left).reduce((sum, { n }) => sum + n, 0);
    expect(left).toBe(withoutService.flatMap(named).length);
    expect(named('purchase.cancelled').length).toBeGreaterThan(0);
  });

  it('has a funnel that only narrows, from the first click to the balance', () => {
    const reached = ran.result.details.funnel.map(stage => stage.reached);
    expect(reached[0]).toBe(named('purchase.opened').length);
    expect(reached.toSorted((a, b) => b - a)).toEqual(reached);
  });

  it('puts a number on every arrow of the eight steps', () => {
    const { flow } = ran.result.details;
    expect(new Set(flow!.arrows.map(({ step }) => step))).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8]));
    for (const { n } of flow!.arrows) expect(n).toBeGreaterThan(0);
    const registered = flow!.arrows.find(({ label }) => label === 'register')!;
    expect(registered.failures.map(({ reason }) => reason)).toContain('cause 2, IMSI unknown');
  });

  it('comes with the fingerprint, the events and the laws of the run', () => {
    const { summary } = ran.result;
    expect(summary).toMatchObject({ schema: 'mpsim.summary/1', scenario: 'test', variant: 'baseline', seed: 11 });
    expect(summary.fingerprint).toBe(world.simulation.facts.fingerprint());
    expect(summary.simulated_us).toBe(hours(8));
    expect(told.length).toBeGreaterThan(0);
    expect(summary.laws.map(({ name }) => name)).toEqual(laws.map(({ name }) => name));
    for (const law of summary.laws) expect(law).toMatchObject({ verdict: 'held', judged: 24 });
  });

  it('says first how many got online, in words', () => {
    expect(ran.result.summary.answer[0]).toMatch(
      /^\d+\.\d % of the buyers who pressed Continue got online \(\d+ of \d+\)/,
    );
  });
});

describe('at the end of a run', () => {
  it('what is under way is censored, and a drain lets it finish', async () => {
    const cut = metricsOf(await runScenario(buyers(), request));
    const drained = metricsOf(await runScenario(buyers({ run: 'length: 8 h, drain: 12 h' }), request));
    const censored = (metric: typeof cut) => metric<ValueMetric>('activation.success').censored;
    expect(censored(cut)).toBeGreaterThan(0);
    expect(censored(drained)).toBe(0);
    const n = (metric: typeof cut) => metric<ValueMetric>('activation.success').n;
    expect(n(drained)).toBeGreaterThanOrEqual(n(cut) + censored(cut));
  });

  it('who has pressed Continue and not even signed in is under way too', async () => {
    const { named, metric } = await ranWithFacts(
      buyers({ run: 'length: 2 h', portal: 'steps: { sign-in: { think: 10 min } }' }),
    );
    const signedIn = subjects(named('purchase.stepTaken'));
    const gone = subjects(withoutService.flatMap(named));
    const through = subjects(named('purchase.online'));
    const pressed = [...subjects(named('purchase.continued'))];
    expect(pressed.some(device => !signedIn.has(device) && !gone.has(device))).toBe(true);
    expect(metric<ValueMetric>('activation.success').censored).toBe(
      pressed.filter(device => !gone.has(device) && !through.has(device)).length,
    );
  });

  it('nobody comes during the drain, and what is asked then is not part of the rate', async () => {
    const { named, metric, settings } = await ranWithFacts(buyers({ run: 'length: 2 h, drain: 2 h' }));
    expect(settings.drain).toBe(hours(2));
    for (const { at } of named('purchase.opened')) expect(at).toBeLessThanOrEqual(hours(2));
    const late = named('mobile operator API.getBalance.answered').filter(({ at, value }) => at - value >= hours(2));
    expect(late.length).toBeGreaterThan(0);
    expect(metric<RateMetric>('getBalance.rate').n + late.length).toBeLessThanOrEqual(
      metric<ValueMetric>('getBalance.requests').value!,
    );
  });

  it('expectations pass, fail, or stay undecided without data', async () => {
    const expected = `expect:
  - activation.success >= 1 %
  - that: p95(activation.duration) <= 1 s
    why: Nobody is that fast
`;
    const judged = (await runScenario(buyers({ expect: expected }), request)).result.summary.expectations;
    expect(judged).toMatchObject([
      { verdict: 'pass', bound: 0.01 },
      { verdict: 'fail', bound: 1e6, why: 'Nobody is that fast' },
    ]);
    const empty = load(
      'mpsim: 1\nrun: { length: 1 h }\noperators: { contoso: {} }\npopulation: { lines: { count: 1, device: { sim: hot }, usage: none, flyout: { opens: 0.001 per day } } }\nexpect: [activation.success >= 1 %]\n',
    );
    const [undecided] = (await runScenario(empty, request)).result.summary.expectations;
    expect(undecided).toMatchObject({ verdict: 'undecided', value: null });
  });

  it('every expectation carries the value that was measured', async () => {
    const ran = await runScenario(buyers({ expect: 'expect: [mean(activation.duration) <= 1 h]\n' }), request);
    const [judged] = ran.result.summary.expectations;
    expect(judged!.value).toBe(metricsOf(ran)<DistributionMetric>('activation.duration').mean);
  });
});

describe('a run', () => {
  it('gives the same result again', async () => {
    const [first, second] = [await runScenario(buyers(), request), await runScenario(buyers(), request)];
    expect(second.result).toEqual(first.result);
  });

  it('gives another with another seed', async () => {
    const print = async (seed: number) =>
      (await runScenario(buyers(), { ...request, seed })).result.summary.fingerprint;
    expect(await print(1)).not.toBe(await print(2));
  });

  it('can be interrupted: it says so, and covers less', async () => {
    const ran = await runScenario(buyers(), { ...request, progress: () => false });
    expect(ran.interrupted).toBe(true);
    expect(ran.result.summary.simulated_us).toBeLessThan(hours(8));
  });

  it('tells how far it is, from 0 to 1, rising', async () => {
    const heard: number[] = [];
    await runScenario(buyers({ run: 'length: 4 h' }), {
      ...request,
      progress: done => {
        heard.push(done);
        return true;
      },
    });
    expect(heard.length).toBeGreaterThan(0);
    expect(heard.toSorted((a, b) => a - b)).toEqual(heard);
    for (const done of heard) {
      expect(done).toBeGreaterThanOrEqual(0);
      expect(done).toBeLessThanOrEqual(1);
    }
  });

  it('can prove itself by running again', async () => {
    const { verification } = await runScenario(buyers({ run: 'length: 90 min' }), { ...request, verify: true });
    expect(verification).toMatchObject({ same: true });
    expect(verification!.fingerprints[0]).toBe(verification!.fingerprints[1]);
  });
});
