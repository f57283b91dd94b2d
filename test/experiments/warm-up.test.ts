/** The warm-up: what begins in it is simulated like everything else, and counted nowhere. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type Ran, runScenario } from '../../src/experiments/index.ts';
import { loadScenarioText } from '../../src/scenarios/index.ts';
import { mistakesOf, scenarioText, toldOf } from '../scenarios/scenario-text.ts';

const claims = [
  'count(getBalance) >= 0',
  'count(purchase) >= 0',
  'count(online among purchase) >= 0',
  'mean(getBalance.latency) >= 0 s',
  'rate(getBalance) >= 0 per s',
  'rate(getBalance from day 1 03:00 to day 1 09:00) >= 0 per s',
  'count(getBalance during slow) >= 0',
];

const scenario = (run: string) =>
  loadScenarioText(
    `mpsim: 1
run: { length: 12 h, seed: 5${run} }
operators:
  contoso:
    api:
      paths: { getBalance: gateway > billing }
    backend:
      gateway: { servers: 1, threads: 50, service: 2 ms }
      billing: { servers: 1, threads: 1, service: lognormal median 300 ms p99 3 s }
population:
  laptops:
    count: 300
    line: { active: 30 %, warm: 5 %, none: rest }
    flyout: { sessions: 6 per day }
    buys: 150 per day
timeline:
  - { name: slow, at: 09:00, for: 1 h, outage: contoso.backend.billing, as: slow x3 }
expect:
${claims.map(claim => `  - { that: '${claim}' }`).join('\n')}
`,
    'warm.yaml',
  );

const run = (warmUp: string) => runScenario(scenario(warmUp), { variant: 'baseline', reproduce: '' });
const hour_us = 3600e6;
const warmUp_us = 6 * hour_us;

describe('a run with a warm-up', () => {
  let whole: Ran;
  let warm: Ran;
  beforeAll(async () => {
    whole = await run('');
    warm = await run(', warmUp: 6 h');
  });

  const rowsOf = ({ result }: Ran, name: string): Record<string, unknown>[] => {
    const { columns } = result.details.tables.find(table => table.name === name)!;
    return columns[0]!.values.map((_, row) =>
      Object.fromEntries(columns.map(column => [column.name, column.values[row]])),
    );
  };
  const late = (rows: Record<string, unknown>[], moment: string) =>
    rows.filter(row => (row[moment] as number) >= warmUp_us);
  const measured = ({ result }: Ran, claim: string) =>
    result.summary.expectations.find(({ text }) => text === claim)!.value;

  it('is the same run, to the last fact', () => {
    expect(warm.result.summary.fingerprint).toBe(whole.result.summary.fingerprint);
    expect(warm.result.summary.laws).toEqual(whole.result.summary.laws);
    expect(warm.result.summary.warm_up_us).toBe(warmUp_us);
  });

  it('has the rows of the whole run that began after it, and no others', () => {
    expect(rowsOf(warm, 'requests')).toEqual(late(rowsOf(whole, 'requests'), 'askedAt_us'));
    expect(rowsOf(warm, 'purchases')).toEqual(late(rowsOf(whole, 'purchases'), 'startedAt_us'));
    expect(rowsOf(warm, 'orders')).toEqual(late(rowsOf(whole, 'orders'), 'placedAt_us'));
    expect(rowsOf(warm, 'lines')).toEqual(rowsOf(whole, 'lines'));
  });

  it('measures those rows', () => {
    const requests = late(rowsOf(whole, 'requests'), 'askedAt_us').filter(({ kind }) => kind === 'getBalance');
    const purchases = late(rowsOf(whole, 'purchases'), 'startedAt_us');
    expect(requests.length).toBeGreaterThan(100);
    expect(purchases.length).toBeGreaterThan(15);
    expect(purchases.length).toBeLessThan(rowsOf(whole, 'purchases').length - 10);
    expect(measured(warm, 'count(getBalance) >= 0')).toBe(requests.length);
    expect(measured(warm, 'count(purchase) >= 0')).toBe(purchases.length);
    expect(measured(warm, 'count(online among purchase) >= 0')).toBe(purchases.filter(({ online }) => online).length);
    expect(measured(warm, 'mean(getBalance.latency) >= 0 s')).toBeCloseTo(
      requests.reduce((sum, { latency_us }) => sum + (latency_us as number), 0) / requests.length,
      3,
    );
    expect(warm.result.details.funnel[0]!.reached).toBe(purchases.length);
    expect(warm.result.summary.metrics['activation.duration']!.n).toBe(purchases.filter(({ online }) => online).length);
  });

  it('divides by the time that is counted', () => {
    const { metrics } = warm.result.summary;
    const requests = metrics['getBalance.requests']!;
    expect(metrics['getBalance.rate']).toMatchObject({ mean: requests.n / (6 * 3600) });
    expect(measured(warm, 'rate(getBalance) >= 0 per s')).toBeCloseTo(requests.n / (6 * 3600), 4);
    const from6to9 = rowsOf(warm, 'requests').filter(
      ({ kind, askedAt_us }) => kind === 'getBalance' && (askedAt_us as number) < 9 * hour_us,
    ).length;
    expect(measured(warm, 'rate(getBalance from day 1 03:00 to day 1 09:00) >= 0 per s')).toBeCloseTo(
      from6to9 / (3 * 3600),
      6,
    );
  });

  it('has charts that begin with it', () => {
    const { series, tables } = warm.result.details;
    expect(series.length).toBeGreaterThan(3);
    for (const { lines } of series)
      for (const { points } of lines) expect(Math.min(...points.map(([at]) => at))).toBeGreaterThanOrEqual(warmUp_us);
    expect(tables.find(({ name }) => name === 'getbalance_per_minute')!.columns[0]!.values[0]).toBe(warmUp_us);
  });

  it('has tiers that count from then on', () => {
    const tierOf = ({ result }: Ran) => result.details.tiers!.find(({ name }) => name === 'billing')!;
    const [before, after] = [tierOf(whole), tierOf(warm)];
    expect(after.visits).toBeLessThan(before.visits);
    expect(after.visits).toBeGreaterThan(100);
    expect(after.heldPeakAt_us).toBeGreaterThanOrEqual(warmUp_us);
    expect(after.busyMean).toBeGreaterThan(0);
    expect(after.busyMean).toBeLessThanOrEqual(1);
  });

  it('of no length is a run without one', async () => {
    const none = await run(', warmUp: 0 s');
    expect(none.result.summary.metrics).toEqual(whole.result.summary.metrics);
    expect(none.result.summary.warm_up_us).toBeUndefined();
    expect(none.result.details).toEqual(whole.result.details);
  });
});

describe('a warm-up', () => {
  it('leaves something to be counted', () => {
    expect(mistakesOf(scenarioText({ run: 'length: 1 day, warmUp: 1 day' })).map(({ message }) => message)).toEqual([
      'The warm-up is as long as the run, and nothing would be counted. Write a longer `length`, which includes it.',
    ]);
  });

  it('says of a moment that lies in it', () => {
    const told = toldOf(
      scenarioText({
        run: 'length: 2 days, warmUp: 1 day',
        more: 'timeline: [{ at: day 1 09:00, for: 1 h, outage: contoso.api, as: hang }]\n',
      }),
    );
    expect(told.map(({ message, severity }) => `${severity}: ${message}`)).toEqual([
      'warning: Day 1 09:00 lies in the warm-up and will not be counted. Write `day 2 09:00`?',
    ]);
  });
});
