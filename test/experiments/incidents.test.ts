/** What the timeline did to a run, and what load agents got for their orders, as a result tells it. */
import { describe, expect, it } from 'vitest';
import { Observation } from '../../src/experiments/observation.ts';
import type { TimelineEntry } from '../../src/models/settings.ts';
import { World } from '../../src/models/world.ts';
import { outcomes } from '../../src/sim/request.ts';
import { hours, minutes, seconds } from '../../src/sim/units.ts';
import { always, evenly, settingsWith, type WorldChange } from '../models/small-world.ts';

function observed(timeline: readonly TimelineEntry[], change: WorldChange = {}) {
  const flyout = { perDay: 24 * 30, weights: evenly };
  const world = new World(
    settingsWith({ length: hours(1), timeline, group: { sim: 'hot', count: 20, flyout }, ...change }),
  );
  const observation = new Observation(world);
  /** Every request of the operator API, from its facts. */
  const requests: { asked: number; outcome: string }[] = [];
  const { facts, clock } = world.simulation;
  for (const outcome of outcomes)
    facts.observe(`mobile operator API.getBalance.${outcome}`, () =>
      requests.push({ asked: clock[0]! - facts.value[0]!, outcome }),
    );
  world.run();
  const { incidents } = observation.details({ local: '', timeZone: 'UTC', utcOffset_us: 0 });
  return { incidents, requests, metrics: observation.metrics() };
}

const down: TimelineEntry = {
  kind: 'outage',
  name: 'api-down',
  at: minutes(20),
  until: minutes(30),
  operator: 'contoso',
  system: 'api',
  as: { kind: 'hang' },
};

describe('an incident', () => {
  it('says when it was, and what became of the requests sent to the system meanwhile', () => {
    const { incidents, requests } = observed([down]);
    const expected: Record<string, number> = {};
    for (const { asked, outcome } of requests)
      if (asked >= minutes(20) && asked < minutes(30)) expected[outcome] = (expected[outcome] ?? 0) + 1;
    expect(incidents).toEqual([
      {
        name: 'api-down',
        kind: 'hang',
        system: 'api',
        operator: 'contoso',
        from_us: minutes(20),
        until_us: minutes(30),
        requests: expected,
      },
    ]);
    expect(expected.timedOut).toBeGreaterThan(50);
  });

  it('that is still on at the end ends there, and one that had not begun is not told', () => {
    const late = { ...down, name: 'late', at: minutes(50), until: hours(2), as: { kind: 'slow' as const, by: 2 } };
    const never = { ...down, name: 'never', at: hours(3), until: hours(4) };
    const { incidents } = observed([late, never]);
    expect(incidents).toMatchObject([
      { name: 'late', kind: 'slow', factor: 2, from_us: minutes(50), until_us: hours(1) },
    ]);
  });

  it('may be a deployment or a campaign', () => {
    const { incidents } = observed([
      {
        kind: 'deployment',
        name: 'release',
        at: minutes(5),
        operator: 'contoso',
        system: 'api',
        step: 2,
        each: minutes(2),
        coldFor: minutes(1),
        coldBy: 2,
      },
      { kind: 'campaign', name: 'promo', at: minutes(40), group: 'people', reach: 5, opens: always(seconds(30)) },
    ]);
    expect(incidents).toMatchObject([
      { name: 'release', kind: 'deployment', step: 2, from_us: minutes(5), until_us: minutes(10) },
      {
        name: 'promo',
        kind: 'campaign',
        group: 'people',
        reach: 5,
        from_us: minutes(40),
        until_us: minutes(40) + seconds(30),
      },
    ]);
    const [release] = incidents;
    expect(release?.kind === 'deployment' && release.requests.answered).toBeGreaterThan(20);
    expect(incidents[1]).not.toHaveProperty('requests');
  });

  it('of an act by hand is a moment, in the words of the timeline, with as many as there are', () => {
    const act = { kind: 'act', at: minutes(5), group: 'people', act: 'openFlyout' } as const;
    const { incidents } = observed([
      { ...act, name: 'look', first: 6, count: 1 },
      { ...act, name: 'all', first: 0, count: 100_000_000 },
    ]);
    const at = { from_us: minutes(5), until_us: minutes(5) };
    const told = { kind: 'act', act: 'open the flyout', group: 'people', ...at };
    expect(incidents).toEqual([
      { ...told, name: 'look', first: 6, count: 1 },
      { ...told, name: 'all', first: 0, count: 20 },
    ]);
  });

  it('is none in a run without a timeline', () => expect(observed([]).incidents).toEqual([]));
});

describe('orders of load agents', () => {
  const load = { rate: 2, pacing: 'even', iccids: 50, getBalance: 0.5, timeout: seconds(30) } as const;

  it('have metrics like balances', () => {
    const { metrics, requests } = observed([], {
      group: { sim: 'hot', count: 5, load },
      operator: { api: { errors: 0.1 } },
    });
    const orders = metrics['placeOrder.requests']!;
    const balances = metrics['getBalance.requests']!;
    expect(orders.n + balances.n).toBe(7200);
    expect(balances.n).toBe(requests.length);
    expect(metrics['placeOrder.rate']).toMatchObject({ mean: expect.closeTo(1, 1), unit: 'per s' });
    expect(metrics['placeOrder.latency']).toMatchObject({ kind: 'distribution', n: orders.n, min: seconds(0.15) });
    expect(metrics['placeOrder.success']).toMatchObject({ value: expect.closeTo(0.9, 1), unit: 'share' });
  });

  it('have none where nobody places any', () => {
    expect(Object.keys(observed([]).metrics).filter(name => name.startsWith('placeOrder'))).toEqual([]);
  });
});
