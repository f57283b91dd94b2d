/** The Data Usage and Subscription Manager: usage by billing and by what was counted since, cycles, limits. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cycleEndAfter } from '../../../src/models/windows/billing-cycle.ts';
import { thresholdStep } from '../../../src/models/windows/data-plan-thresholds.ts';
import { knownUsage } from '../../../src/models/windows/data-usage-and-subscription-manager.ts';
import { countedBy } from '../../../src/models/windows/local-data-counters.ts';
import { bytes, days, hours, megabytes, minutes, seconds } from '../../../src/sim/units.ts';
import { always } from '../small-world.ts';
import { provisionedBy, usageWorld } from './usage-world.ts';

const rate = 1e6;
const name = 'data usage and subscription manager';
const usage = {
  monthly: always(1),
  sessions: { perDay: 0.0001, weights: Array.from({ length: 24 }, () => 1) },
  sessionRate: rate,
  takes: 'mobileBroadband',
} as const;
const syncing = { ...usage, sync: { by: 'thresholds' }, warnsAt: 0.8 } as const;
const known = (pc: ReturnType<typeof usageWorld>) =>
  knownUsage(pc.manager(), countedBy(pc.world.counters.store.look(0), pc.world.simulation.now));

describe('the usage that Windows knows', () => {
  it('is what the local counter has counted, as long as the operator has said nothing', () => {
    const pc = usageWorld();
    pc.uses(123e6, rate);
    expect(known(pc)).toBe(123e6);
  });

  it('is the billing value plus local bytes after its time stamp, once the app has asked', () => {
    const pc = usageWorld({
      operator: { billing: { lag: always(minutes(10)), slice: megabytes(10) } },
      group: { usage: syncing },
    });
    pc.uses(24e6, rate);
    pc.to(provisionedBy + hours(1));
    pc.uses(30e6, rate);
    // The first threshold comes one second into the second session: billing knows the 24 MB of the first.
    expect(pc.facts('usage task.synced').map(({ value }) => value)).toEqual([24e6, 24e6]);
    const { used } = pc.world.counters.store.look(0);
    expect(used).toBe(54e6 + 2 * 6000);
    expect(known(pc)).toBe(24e6 + 30e6 + 2 * 6000);
  });

  it('takes what billing says even where it is less, or more, than what was counted', () => {
    const pc = usageWorld();
    pc.uses(50e6, rate);
    const { now } = pc.world.simulation;
    for (const billed of [20e6, 80e6]) {
      pc.world.assembly.tell(pc.world.agents, 'usageProvided', 0, { bytes: bytes(billed), at: now });
      pc.to(now);
      expect(known(pc)).toBe(billed);
    }
  });

  it('is told in whole MB, the nearest', () => {
    const pc = usageWorld();
    const { now } = pc.world.simulation;
    pc.world.assembly.tell(pc.world.agents, 'usageProvided', 0, { bytes: bytes(7_499_999), at: now });
    pc.to(now);
    expect(known(pc)).toBe(7e6);
  });

  it('comes from the fields of an operator message too, which may also change the limit', () => {
    const pc = usageWorld();
    const at = pc.world.settings.startUtc_ms + 60_000;
    const fields = {
      usage_bytes: 410e6,
      usageTimestamp_ms: at,
      limit_bytes: 1e9,
      congested: true,
      planType: 'Variable',
    } as const;
    pc.world.assembly.tell(pc.world.usageManagers, 'fieldsRead', 0, fields);
    pc.to(provisionedBy);
    expect(pc.manager()).toMatchObject({
      state: 'withinLimit',
      limit: 1e9,
      told: 410e6,
      congested: true,
      type: 'Variable',
    });
  });

  it('comes near the limit at 80 % and reaches it, at the microsecond', () => {
    const pc = usageWorld({ operator: { provisioningFile: { notifiesUsage: false, billingCycle: 'resets' } } });
    pc.uses(600e6, rate);
    expect(
      [...pc.facts(`${name}.limitNeared`), ...pc.facts(`${name}.limitReached`)].map(({ at }) => at - provisionedBy),
    ).toEqual([seconds(400), seconds(500)]);
    expect(pc.manager().state).toBe('overLimit');
  });

  it('gets room again when billing knows of less', () => {
    const pc = usageWorld();
    pc.uses(450e6, rate);
    expect(pc.manager().state).toBe('nearLimit');
    const { now } = pc.world.simulation;
    pc.world.assembly.tell(pc.world.agents, 'usageProvided', 0, { bytes: megabytes(100), at: now });
    pc.to(now);
    expect(pc.manager().state).toBe('withinLimit');
  });

  it('is the sum of what billing said and of any stretches since, for any lag and any use', () => {
    const stretch = fc.record({
      pause: fc.integer({ min: 0, max: 600 }),
      size: fc.integer({ min: 1, max: 40_000_000 }),
    });
    fc.assert(
      fc.property(
        fc.array(stretch, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 0, max: 3000 }),
        (stretches, ago) => {
          const pc = usageWorld();
          const sessions = stretches.map(({ pause, size }) => {
            const from: number = pc.world.simulation.now;
            pc.uses(size, rate);
            pc.to(pc.world.simulation.now + seconds(pause));
            return { from, size };
          });
          const { now } = pc.world.simulation;
          const at = Math.max(0, now - seconds(ago));
          // A byte a microsecond.
          const after = sessions.reduce(
            (sum, { from, size }) => sum + Math.max(0, Math.min(size, from + size - at)),
            0,
          );
          pc.world.assembly.tell(pc.world.agents, 'usageProvided', 0, { bytes: megabytes(33), at });
          pc.to(now);
          expect(known(pc)).toBe(33e6 + after);
          pc.uses(5e6, rate);
          expect(known(pc)).toBe(33e6 + after + 5e6);
        },
      ),
      { numRuns: 12 },
    );
  });
});

describe('DataPlanThresholdReached', () => {
  it('is raised as often as there are whole steps in what was used since the operator last told the usage', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3000 }),
        fc.array(fc.integer({ min: 1, max: 300_000_000 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1000, max: 50_000_000 }),
        fc.boolean(),
        (limit, sizes, speed, roaming) => {
          const pc = usageWorld({ operator: { plan: { data: megabytes(limit) } } });
          if (roaming) pc.registers('roaming');
          for (const size of sizes) pc.uses(size, speed);
          const { used } = pc.world.counters.store.look(0);
          const step = thresholdStep(megabytes(limit), roaming);
          expect(roaming ? step : step * 20).toBe(roaming ? 5e6 : limit * 1e6);
          expect(pc.thresholds()).toHaveLength(Math.floor(used / step));
        },
      ),
      { numRuns: 10 },
    );
  });

  it('is raised on Windows 8 at whole minutes only, and not more often than there were minutes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1_000_000, max: 900_000_000 }),
        fc.integer({ min: 10_000, max: 20_000_000 }),
        (size, speed) => {
          const pc = usageWorld({ group: { osRelease: 8 } });
          pc.uses(size, speed);
          pc.to(pc.world.simulation.now + minutes(2));
          const raised = pc.thresholds();
          expect(raised.every(({ at }) => at % minutes(1) === 0)).toBe(true);
          expect(raised.length).toBeLessThanOrEqual(Math.ceil(size / speed / 60));
        },
      ),
      { numRuns: 10 },
    );
  });

  it('counts from the last usage that the operator told', () => {
    const pc = usageWorld();
    pc.uses(20e6, rate);
    const { now } = pc.world.simulation;
    pc.world.assembly.tell(pc.world.agents, 'usageProvided', 0, { bytes: megabytes(20), at: now });
    pc.to(now);
    pc.uses(24e6, rate);
    expect(pc.thresholds()).toEqual([]);
    pc.uses(1e6, rate);
    expect(pc.thresholds()).toHaveLength(1);
  });
});

describe('the end of a billing cycle', () => {
  it('sets the usage to zero exactly then, tells the app, and goes on with the next, where it resets', () => {
    const pc = usageWorld({ operator: { provisioningFile: { notifiesUsage: true, billingCycle: 'resets' } } });
    pc.uses(450e6, rate);
    pc.to(days(30) - 1);
    expect(known(pc)).toBe(450e6);
    pc.to(days(30));
    expect(known(pc)).toBe(0);
    expect(pc.manager().state).toBe('withinLimit');
    expect(pc.facts('usage task.ran').at(-1)?.at).toBe(days(30));
    pc.to(days(60));
    expect(pc.facts(`${name}.reset`).map(({ at, value }) => [at, value])).toEqual([
      [days(30), 450e6],
      [days(60), 0],
    ]);
  });

  it('deletes the plan and its profile where it does not reset, and Windows no longer connects by itself', () => {
    const pc = usageWorld({ operator: { provisioningFile: { notifiesUsage: true, billingCycle: 'ends' } } });
    expect(pc.world.agents.store.look(0).provisioned).toBeGreaterThan(0);
    pc.to(days(30));
    expect(pc.facts(`${name}.planDeleted`).map(({ at }) => at)).toEqual([days(30)]);
    expect(pc.facts(`${name}.reset`)).toEqual([]);
    expect(pc.manager()).toMatchObject({ state: 'planDeleted', cycleEnd: undefined });
    expect(pc.facts('usage task.asksToRenew').map(({ at }) => at)).toEqual([days(30)]);
    pc.to(days(30) + hours(1));
    const mobileBroadband = pc.world.connections.store.snapshot(2);
    const all = [0, 1, 2].map(at => pc.world.connections.store.snapshot(at));
    expect(all.filter(({ onlyByHand }) => onlyByHand)).toHaveLength(1);
    expect(mobileBroadband.state).not.toBe('connected');
    expect(pc.world.contexts.store.look(0).state).not.toBe('activated');
  });

  it('comes by the calendar: months keep their day, or have their last one', () => {
    const start = Date.UTC(2024, 0, 31, 12);
    const ends = [1, 30, 61].map(day =>
      cycleEndAfter({ startDate: start as never, duration: { months: 1, time: days(0) } }, days(day), start),
    );
    expect(ends.map(end => new Date(start + end / 1000).toISOString())).toEqual([
      '2024-02-29T12:00:00.000Z',
      '2024-03-31T12:00:00.000Z',
      '2024-04-30T12:00:00.000Z',
    ]);
  });
});

describe('the usage task of the app', () => {
  it('asks billing with each threshold, and warns once at 80 % of the plan by what Windows knows then', () => {
    const pc = usageWorld({ group: { usage: syncing } });
    pc.uses(480e6, rate);
    expect(pc.facts('usage task.asked').length).toBe(pc.thresholds().length);
    expect(pc.facts('usage task.warned')).toHaveLength(1);
    expect(pc.facts('usage task.warned')[0]!.value).toBeGreaterThanOrEqual(400e6);
  });

  it('warns by the local counter where it does not ask', () => {
    const pc = usageWorld({ group: { usage: { ...usage, warnsAt: 0.8 } } });
    pc.uses(480e6, rate);
    expect(pc.facts('usage task.asked')).toEqual([]);
    expect(pc.facts('usage task.warned').map(({ at, value }) => [at - provisionedBy, value])).toEqual([
      [seconds(400), 400e6],
    ]);
  });

  it('polls so often, from when Windows knows the plan', () => {
    const pc = usageWorld({ group: { usage: { ...usage, sync: { by: 'polling', every: hours(6) } } } });
    pc.to(days(1));
    expect(pc.facts('usage task.synced')).toHaveLength(3);
    pc.to(days(1) + minutes(5));
    expect(pc.facts('usage task.synced')).toHaveLength(4);
  });

  it('asks whenever the flyout is opened, where it is told to, and at no other time', () => {
    const pc = usageWorld({ group: { usage: { ...usage, sync: { by: 'flyout' } } } });
    pc.uses(200e6, rate);
    expect(pc.facts('usage task.asked')).toEqual([]);
    for (let nth = 1; nth <= 2; nth++) {
      pc.world.assembly.tell(pc.world.flyouts, 'calledUp', 0);
      pc.to(pc.world.simulation.now + minutes(1));
      expect(pc.task()).toMatchObject({ asked: nth, synced: nth });
    }
  });

  it('leaves it at that when there is no way to billing, and asks with the next event', () => {
    const pc = usageWorld({ operator: { api: { service: always(seconds(31)) } }, group: { usage: syncing } });
    pc.uses(60e6, rate);
    pc.to(pc.world.simulation.now + minutes(1));
    expect(pc.task()).toMatchObject({ state: 'idle', synced: 0, asked: 1 });
    expect(pc.facts('usage task.unanswered').map(({ at }) => at - provisionedBy)).toEqual([seconds(25 + 30)]);
  });
});
