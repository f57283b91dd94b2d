/** Screening leaves out a size only when no run of it could meet its service levels: its arguments, and the proof by runs. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Goal, goalOf } from '../../../src/experiments/queueing/goals.ts';
import { type ScreeningLoad, screen, withSizes } from '../../../src/experiments/queueing/screening.ts';
import { loadScenarioText } from '../../../src/scenarios/index.ts';
import { type Microseconds, minutes, seconds } from '../../../src/sim/index.ts';
import { bank, reducedScenario, replicate, tiers } from './reduced-scenario.ts';

const goal = (asks: Goal['asks']): Goal => ({ request: 'getBalance', text: 'the goal', over: 'run', asks });
const success = (atLeast: number) => goal({ what: 'success', atLeast });
const meanWithin = (ms: number) => goal({ what: 'meanLatency', atMost: (ms * 1000) as Microseconds });

function settingsOf(operator: string, rate: number) {
  const scenario = reducedScenario({ rate, operator, patience: '10 s' });
  return scenario.settingsFor(scenario.variants[0]!);
}

/** So much for five minutes of an hour, well before its end. */
const peak = (rate: number, mean = rate): ScreeningLoad => ({
  operator: 'contoso',
  busy: [{ length: minutes(5), requests: { getBalance: rate }, rest: minutes(30) }],
  judged: { getBalance: mean * 3_600 },
});

const billing = (settings: string) => tiers('api > billing', { api: 'service: 5 ms', billing: settings });

describe('screening', () => {
  it('leaves out a tier with too few threads for the work of the peak, and says how many servers it takes', () => {
    const settings = settingsOf(billing('servers: 1, threads: 16, service: exponential mean 1 s'), 31);
    expect(screen(settings, peak(31), [success(0.99)])).toEqual({
      possible: false,
      goal: 'the goal',
      tier: 'billing',
      because:
        'billing needs at least 2 servers: 31 busy threads at the peak of 31 getBalance per s over 5 min, 16 each',
    });
    const two = withSizes(settings, 'contoso', { billing: { servers: 2 } });
    expect(screen(two, peak(31), [success(0.99)])).toEqual({ possible: true });
  });

  it('lets a short peak pass that loses less than the goal allows', () => {
    const settings = settingsOf(billing('servers: 1, threads: 16, service: exponential mean 1 s'), 31);
    expect(screen(settings, peak(31, 500), [success(0.99)])).toEqual({ possible: true });
  });

  it('counts threads held while another tier is waited for, as long as nobody may stop waiting', () => {
    const held = (api: string) =>
      settingsOf(
        tiers('api > crm', { api: `servers: 2, service: 5 ms${api}`, crm: 'service: exponential mean 1 s' }),
        10,
      );
    const found = screen(held(''), peak(10), [success(0.99)]);
    expect(found).toMatchObject({ possible: false, tier: 'api' });
    expect(found.possible ? '' : found.because).toContain('threads held, its own work and what it waits for');
    expect(screen(held(', timeout: 2 s'), peak(10), [success(0.99)])).toEqual({ possible: true });
  });

  it('takes nothing for granted behind a cache, unless its misses are known', () => {
    const cached = (ttl: string) =>
      settingsOf(
        tiers('cache else billing', { cache: `ttl: ${ttl}`, billing: 'servers: 1, service: exponential mean 1 s' }),
        20,
      );
    expect(screen(cached('60 s'), peak(20), [success(0.99)])).toEqual({ possible: true });
    expect(screen(cached('0 s'), peak(20), [success(0.99)])).toMatchObject({ possible: false, tier: 'billing' });
    const known = { ...peak(20), misses: { cache: { low: 0.5, high: 1 } } };
    expect(screen(cached('60 s'), known, [success(0.99)])).toMatchObject({ possible: false, tier: 'billing' });
  });

  it('knows nothing of a path with a limit near the load, and of a stretch at the end of the run', () => {
    const limited = settingsOf(billing('servers: 1, service: exponential mean 1 s, limit: 12 per s'), 10);
    expect(screen(limited, peak(10), [success(0.99)])).toEqual({ possible: true });
    const late = { ...peak(10), busy: [{ ...peak(10).busy[0]!, rest: seconds(1) }] };
    const small = settingsOf(billing('servers: 1, service: exponential mean 1 s'), 10);
    expect(screen(small, late, [success(0.99)])).toEqual({ possible: true });
    expect(screen(small, peak(10), [success(0.99)])).toMatchObject({ possible: false });
  });

  it('excuses a slow mean where requests may be turned away at once, and holds it to the other goal', () => {
    const settings = settingsOf(bank('servers: 2, queue: 100, service: exponential mean 1 s'), 10);
    expect(screen(settings, peak(10), [meanWithin(500)])).toEqual({ possible: true });
    const both = [meanWithin(500), success(0.5)];
    expect(screen(settings, peak(10, 0.9), [meanWithin(500)])).toEqual({ possible: true });
    expect(screen(settings, peak(10, 0.9), both)).toMatchObject({ possible: false });
  });

  it('leaves out by Erlang C what it is exact for, and by far', () => {
    const settings = settingsOf(billing('servers: 4, service: exponential mean 1 s'), 3.6);
    const long = {
      ...settings,
      length: minutes(6_000),
      groups: settings.groups.map(group => ({ ...group, load: { ...group.load!, timeout: minutes(5) } })),
    };
    const load = { ...peak(3.6), busy: [], judged: { getBalance: 3.6 * 360_000 } };
    const found = screen(long, load, [meanWithin(2_000)]);
    expect(found.possible ? '' : found.because).toBe(
      'billing needs at least 5 servers: Erlang C gives 3 s on average at 3.6 per s',
    );
    expect(screen(long, load, [meanWithin(2_900)])).toEqual({ possible: true });
    expect(screen(settings, load, [meanWithin(2_000)])).toEqual({ possible: true });
  });

  it('refuses sizes of a tier that is not there', () => {
    const settings = settingsOf(bank('servers: 2, queue: 10, service: 1 s'), 1);
    expect(() => withSizes(settings, 'contoso', { biling: { servers: 2 } })).toThrow('No tier biling of contoso');
    expect(withSizes(settings, 'contoso', { api: { servers: 7 } }).operators[0]!.api.servers).toBe(7);
  });

  it('leaves out only what misses its goal when it is run, up to the most lenient goal that it leaves out', async () => {
    const worlds = fc.record({
      place: fc.constantFrom('bank', 'tier', 'held'),
      service: fc.constantFrom('exponential mean 200 ms', '200 ms', 'lognormal mean 200 ms p99 1 s'),
      servers: fc.integer({ min: 1, max: 6 }),
      queue: fc.constantFrom(0, 100_000, 100_000),
      load: fc.double({ min: 0.95, max: 3, noNaN: true }),
      patience: fc.constantFrom('2 s', '20 s', '5 min'),
      what: fc.constantFrom(
        'success' as const,
        'meanLatency' as const,
        'meanLatency' as const,
        'latencyQuantile' as const,
      ),
      seed: fc.nat(1_000),
    });
    const tried = { success: 0, meanLatency: 0, latencyQuantile: 0, none: 0 };
    await fc.assert(
      fc.asyncProperty(worlds, async ({ place, service, servers, queue, load, patience, what, seed }) => {
        const rate = Math.round(load * servers * 5 * 10) / 10;
        const size = `servers: ${servers}, queue: ${queue}, service: ${service}`;
        const held = { api: `servers: ${servers}, queue: ${queue}, service: 1 ms`, crm: `service: ${service}` };
        const operator = place === 'bank' ? bank(size) : place === 'tier' ? billing(size) : tiers('api > crm', held);
        const scenario = reducedScenario({ rate, operator, requests: 3_000, patience, seed });
        const settings = scenario.settingsFor(scenario.variants[0]!);
        const known: ScreeningLoad = {
          operator: 'contoso',
          busy: [{ length: settings.length, requests: { getBalance: rate }, rest: settings.drain }],
          judged: { getBalance: (rate * settings.length) / 1e6 },
        };
        const asksAt = (bound: number): Goal['asks'] => {
          if (what === 'success') return { what, atLeast: bound };
          const atMost = bound as Microseconds;
          return what === 'meanLatency' ? { what, atMost } : { what, p: 0.95, atMost };
        };
        const isLeftOut = (bound: number) => !screen(settings, known, [goal(asksAt(bound))]).possible;
        const bound = mostLenient(isLeftOut, 1, what === 'success' ? 0 : minutes(10));
        tried[bound === undefined ? 'none' : what] += 1;
        if (bound === undefined) return;

        const [metrics] = await replicate(scenario, 1);
        const latency = metrics!['getBalance.latency']!;
        const ok = metrics!['getBalance.success']!;
        if (latency.kind !== 'distribution' || ok.kind !== 'value') expect.fail('metrics of another kind');
        if (what === 'success') expect(ok.value!).toBeLessThan(bound);
        else expect((what === 'meanLatency' ? latency.mean : latency.p95)!).toBeGreaterThan(bound);
      }),
      { seed: 11, numRuns: 50 },
    );
    for (const [what, times] of Object.entries(tried)) expect(times, what).toBeGreaterThan(3);
  });
});

/** The last bound on the way from strict to lenient that is left out; undefined where not even the strict one is. */
function mostLenient(isLeftOut: (bound: number) => boolean, strict: number, lenient: number): number | undefined {
  if (!isLeftOut(strict)) return undefined;
  let [out, kept] = [strict, lenient];
  for (let halving = 0; halving < 40; halving += 1) {
    const between = (out + kept) / 2;
    if (isLeftOut(between)) out = between;
    else kept = between;
  }
  return out;
}

describe('goals that screening understands', () => {
  const goalsOf = (...claims: string[]) => {
    const text = `mpsim: 1
run: { length: 1 h }
operators: { contoso: { from: de/Telekom } }
population: { agents: { count: 25, load: { rate: 3 per s } } }
expect:
${claims.map(claim => `  - ${claim}`).join('\n')}
`;
    return loadScenarioText(text, 'goals.yaml').expectations.map(({ claim }) => goalOf(claim));
  };

  it('are the share that succeeds, and the mean and quantiles of the latency, of a kind of request', () => {
    const [share, metric, mean, quantile] = goalsOf(
      'share(ok among getBalance outside incidents) >= 99.9 %',
      '99 % <= placeOrder.success',
      'mean(getBalance.latency outside incidents) <= 400 ms',
      'p95(getBalance.latency) < 1 s',
    );
    expect(share).toMatchObject({ over: 'outside incidents', asks: { what: 'success', atLeast: 0.999 } });
    expect(metric).toMatchObject({ request: 'placeOrder', over: 'run', asks: { what: 'success', atLeast: 0.99 } });
    expect(mean).toMatchObject({ over: 'outside incidents', asks: { what: 'meanLatency', atMost: 400_000 } });
    expect(quantile).toMatchObject({ asks: { what: 'latencyQuantile', p: 0.95, atMost: 1_000_000 } });
  });

  it('are nothing else: other bounds, other parts of the run, other rows', () => {
    expect(
      goalsOf(
        'getBalance.success <= 99 %',
        'mean(getBalance.latency) > 1 s',
        'share(ok among getBalance from 00:10 to 00:20) >= 99 %',
        'share(latency <= 1 s among getBalance) >= 99 %',
        'count(getBalance) > 3',
        'peak(getBalance.rate over 1 s) < 9 per s',
      ),
    ).toEqual([undefined, undefined, undefined, undefined, undefined, undefined]);
  });
});
