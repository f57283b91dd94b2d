/** The answer in words: what is said of buyers, of people with a device, of dropping out, and of monitoring. */
import { describe, expect, it } from 'vitest';
import { answerOf } from '../../src/experiments/answer.ts';
import { MonitoringLog } from '../../src/experiments/monitoring-log.ts';
import type { Metric } from '../../src/experiments/run-result.ts';
import { World } from '../../src/models/world.ts';
import { monitoringTold } from '../../src/report/monitoring-words.ts';
import { hours, minutes, seconds } from '../../src/sim/units.ts';
import { settingsWith } from '../models/small-world.ts';

const share = (value: number, n = 100): Metric => ({
  kind: 'value',
  unit: 'share',
  n,
  censored: 0,
  value,
  question: '',
});
const spread = (p50: number, p95: number): Metric => ({
  kind: 'distribution',
  unit: 'µs',
  n: 80,
  censored: 0,
  mean: p50,
  min: p50,
  p50,
  p95,
  p99: p95,
  max: p95,
  method: '',
  question: '',
});
const clock = (moment: number): string => `${moment / minutes(1)} min`;
const nothing = {
  metrics: {},
  reasons: [],
  opened: 0,
  online: 0,
  offline: [],
  storms: [],
  clock,
  dropOuts: [],
  tiers: [],
  topics: [],
  monitored: [],
  asksForBalances: false,
};
const cameOnline = {
  'gettingOnline.success': share(0.8),
  'gettingOnline.duration': spread(minutes(2), minutes(9)),
};

describe('the answer about people with a device', () => {
  const told = (ways: Record<string, number>) =>
    answerOf(
      {
        ...nothing,
        metrics: { ...cameOnline, ...Object.fromEntries(Object.entries(ways).map(([way, n]) => [way, share(n)])) },
      },
      [],
    )[1];

  it.each([
    [{ 'gettingOnline.byMobilePlans': 1 }, 'Of those who got online, all bought a plan in the Mobile Plans app.'],
    [{ 'gettingOnline.byNothing': 1 }, 'Of those who got online, nobody had to buy a plan.'],
    [
      { 'gettingOnline.byNothing': 0.25, 'gettingOnline.byTelephone': 0.75 },
      'Of those who got online, 25 % needed no plan; the others bought one by telephone.',
    ],
    [
      { 'gettingOnline.byMobilePlans': 0.6, 'gettingOnline.byWebPage': 0.4 },
      'Of those who got online, all bought a plan in the Mobile Plans app (60 %), on its web site (40 %).',
    ],
  ])('names the ways that brought plans, and is never empty: %o', (ways, sentence) => {
    expect(told(ways)).toBe(sentence);
  });
});

describe('the answer about buyers', () => {
  const bought = {
    ...nothing,
    metrics: { 'activation.success': share(0.4, 200), 'activation.duration': spread(seconds(150), minutes(4)) },
    reasons: [{ reason: 'pressed Cancel', n: 90 }],
    opened: 300,
    online: 80,
    dropOuts: [
      { at: 'welcome', n: 90 },
      { at: 'pay', n: 12 },
      { at: 'network', n: 2 },
      { at: 'internet', n: 0.1 },
    ],
  };

  it('says where the rest ended, of 100', () => {
    expect(answerOf(bought, []).at(2)).toBe(
      'Where the rest ended, of 100 who opened the app: welcome 30 · pay 4 · network 0.7 · internet <0.1.',
    );
  });

  it('says which of them are buyers in the app, where people come with a device, too', () => {
    const both = answerOf({ ...bought, metrics: { ...bought.metrics, ...cameOnline } }, []);
    expect(both[0]).toMatch(/^80 % of the 100 people who came with a device got online/);
    expect(both[2]).toMatch(
      /^In the Mobile Plans app, 40 % of the buyers who pressed Continue got online \(80 of 200\)/,
    );
  });

  it('speaks of balances only where somebody asks', () => {
    const balances: Record<string, Metric> = {
      'getBalance.success': share(0.99),
      'getBalance.latency': spread(150_000, 600_000),
    };
    const metrics = { ...bought.metrics, ...balances };
    expect(answerOf({ ...bought, metrics }, []).join()).not.toMatch(/brought a balance/);
    expect(answerOf({ ...bought, metrics, asksForBalances: true }, []).join()).toMatch(/99 % of the requests brought/);
    expect(answerOf({ ...nothing, metrics }, []).join()).toMatch(/99 % of the requests brought a balance/);
  });
});

describe('monitoring', () => {
  const settings = settingsWith({ length: hours(6) });
  const monitoring = {
    portalEvery: seconds(30),
    balanceEvery: seconds(30),
    everyNth: 10,
    failuresInARow: 12,
    timeout: seconds(10),
    window: minutes(10),
    shareOfGlobal: 0,
  };
  const watched = (until: number) => {
    const down = {
      kind: 'outage',
      name: 'api-down',
      at: hours(1),
      until: hours(until),
      operator: 'contoso',
      system: 'api',
      as: { kind: 'refuse' },
    } as const;
    const world = new World({
      ...settings,
      microsoft: { ...settings.microsoft, monitoring },
      timeline: until > 1 ? [down] : [],
    });
    const log = new MonitoringLog(world);
    const facts: number[] = [];
    world.simulation.facts.observe('monitor.incidentClosed', () => facts.push(world.simulation.now));
    world.run();
    return { log, closed: facts };
  };

  it('tells each incident with its severity, when it was noticed and when it was over', () => {
    const { log, closed } = watched(3);
    const { probes, incidents } = log.told();
    expect(probes).toHaveLength(1);
    expect(probes[0]!.portal).toBe(720);
    expect(probes[0]!.balanceFailed).toBeGreaterThanOrEqual(239);
    const [worst] = incidents.toSorted((a, b) => a.severity - b.severity);
    expect(worst!.severity).toBe(1);
    expect(worst!.opened_us).toBeGreaterThan(hours(1));
    expect(worst!.opened_us - worst!.noticedAfter_us).toBeGreaterThanOrEqual(hours(1));
    expect(incidents.map(({ closed_us }) => closed_us)).toEqual(closed);
    expect(log.inWords(clock).join()).toMatch(
      /^Monitoring opened .* severity 1, at [\d.]+ min: noticed .* first failure, closed at/,
    );
    const told = monitoringTold(
      { monitoring: log.told(), start: { local: '2026-03-02 00:00', timeZone: 'UTC', utcOffset_us: 0 } },
      hours(6),
    );
    expect(told!.incidents[0]).toMatchObject({ operator: 'contoso', severity: '1' });
    expect(told!.probes[0]).toMatch(
      /^contoso: 720 probes of the portal, none failed; 720 probes of GetBalance, 2\d\d failed/,
    );
  });

  it('leaves open what was open, and says so when nothing happened', () => {
    expect(watched(7).log.told().incidents.at(-1)!.closed_us).toBeNull();
    const { log } = watched(0);
    expect(log.inWords(clock)).toEqual(['Monitoring sent 1\u202f440 probes and opened no incident.']);
  });
});
