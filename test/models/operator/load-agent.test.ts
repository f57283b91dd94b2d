import { describe, expect, it } from 'vitest';
import type { LoadSettings } from '../../../src/models/settings.ts';
import { hours, type Microseconds, milliseconds, minutes, seconds } from '../../../src/sim/units.ts';
import { always, settingsWith, type WorldChange, worldOf } from '../small-world.ts';

const published: LoadSettings = { rate: 3, pacing: 'even', iccids: 1000, getBalance: 0.96, timeout: seconds(30) };

function loaded(load: Partial<LoadSettings> = {}, change: WorldChange = {}) {
  const { world, told } = worldOf(
    settingsWith({
      length: minutes(10),
      drain: minutes(1),
      ...change,
      group: { count: 25, sim: 'hot', load: { ...published, ...load } },
    }),
    {},
  );
  world.run();
  expect(world.breaches).toEqual([]);
  const requests = told
    .filter(({ name }) => /^mobile operator API\.(getBalance|placeOrder)\./.test(name))
    .map(({ name, at, value, subject }) => {
      const [, kind, outcome] = name.split('.');
      return { kind, outcome, intended: at - value, took: value, line: subject };
    })
    .sort((a, b) => a.intended - b.intended);
  return { world, told, requests };
}

describe('load agents', () => {
  it('send at their rate, evenly spaced, whatever the API does', () => {
    const even = Array.from({ length: 1800 }, (_, nth) => Math.round((nth * 1e6) / 3));
    expect(loaded().requests.map(({ intended }) => intended)).toEqual(even);
    const slow = loaded({}, { operator: { api: { service: always(minutes(2)) } } });
    expect(slow.requests.map(({ intended }) => intended)).toEqual(even);
  });

  it('count latency from the intended moment, queueing and way included', () => {
    const { requests } = loaded();
    for (const { took } of requests) expect(took).toBe(milliseconds(150));
  });

  it('ask 96 % balances and place orders otherwise, about all the lines', () => {
    const { requests, world } = loaded({}, { length: hours(1) });
    expect(requests).toHaveLength(10_800);
    const orders = requests.filter(({ kind }) => kind === 'placeOrder').length;
    expect(orders / requests.length).toBeGreaterThan(0.034);
    expect(orders / requests.length).toBeLessThan(0.046);
    expect(world.devices).toBe(1000);
    expect(new Set(requests.map(({ line }) => line)).size).toBe(1000);
    expect(requests.every(({ outcome }) => outcome === 'answered')).toBe(true);
  });

  it('wait no longer than they were told', () => {
    const { requests } = loaded(
      { timeout: seconds(2) },
      { operator: { api: { servers: 1, service: always(seconds(1)) } } },
    );
    const late = requests.filter(({ outcome }) => outcome === 'timedOut');
    expect(late.length).toBeGreaterThan(500);
    for (const { took } of late) expect(took).toBe(seconds(2));
  });

  it('come at random when told so, at the same rate', () => {
    const { requests } = loaded({ pacing: 'random' }, { length: hours(1) });
    const gaps = requests.slice(1).map(({ intended }, at) => intended - requests[at]!.intended);
    expect(requests.length).toBeGreaterThan(10_800 * 0.96);
    expect(requests.length).toBeLessThan(10_800 * 1.04);
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length;
    expect(Math.sqrt(variance) / mean).toBeGreaterThan(0.9);
    expect(Math.sqrt(variance) / mean).toBeLessThan(1.1);
  });

  it('meet the limit, the queue and the errors of the API with orders as with balances', () => {
    const outcomesOf = (change: WorldChange, kind: string) =>
      new Set(
        loaded({ getBalance: 0.5 }, change)
          .requests.filter(one => one.kind === kind)
          .map(({ outcome }) => outcome),
      );
    for (const kind of ['getBalance', 'placeOrder']) {
      expect(outcomesOf({ operator: { api: { limit: 1 } } }, kind)).toEqual(new Set(['answered', 'refused']));
      expect(outcomesOf({ operator: { api: { errors: 1 } } }, kind)).toEqual(new Set(['refused']));
      const crowded = { servers: 1, queue: 0, service: always(seconds(2)) };
      expect(outcomesOf({ operator: { api: crowded } }, kind)).toEqual(new Set(['answered', 'shed']));
      const hang = {
        kind: 'outage' as const,
        name: 'down',
        at: 0 as Microseconds,
        until: hours(2),
        operator: 'contoso',
        system: 'api' as const,
        as: { kind: 'hang' as const },
      };
      expect(outcomesOf({ timeline: [hang] }, kind)).toEqual(new Set(['timedOut', 'shed']));
    }
  });

  it('open no flyouts and use no data', () => {
    const { told } = loaded({}, { length: hours(30) });
    expect(told.filter(({ name }) => /^network flyout|^user\.session|carried/.test(name))).toEqual([]);
  });
});
