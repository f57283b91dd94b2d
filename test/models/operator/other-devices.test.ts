/** Other devices of a line: sessions of their own, one plan, no view of them from the PC; and what billing says of the line. */
import { describe, expect, it } from 'vitest';
import { families } from '../../../src/models/operator/other-devices.ts';
import { subscription } from '../../../src/models/operator/subscription.ts';
import {
  type BilledUsage,
  billedUsageOf,
  usageQuery,
  usageQuerySees,
} from '../../../src/models/operator/usage-query.ts';
import type { FamilySettings } from '../../../src/models/settings.ts';
import { type Bytes, bytes, days, hours, type Microseconds, megabytes, minutes } from '../../../src/sim/units.ts';
import { shown, worldWith } from '../../kit/world-with.ts';
import { always, evenly, people, settingsWith, surroundingsOf, type WorldChange, worldOf } from '../small-world.ts';

const family = (change: Partial<FamilySettings> = {}): FamilySettings => ({
  devices: 2,
  monthly: always(30e9),
  sessions: { perDay: 24, weights: evenly },
  sessionRate: 1_000_000,
  ...change,
});

/** Lines with a plan whose PC uses nothing, unless the test says so. */
function lines(change: WorldChange = {}, own: Partial<typeof people> = {}) {
  const { world, told } = worldOf(
    settingsWith({ ...change, groups: [{ ...people, sim: 'hot', family: family(), ...own }] }),
  );
  return {
    world,
    told,
    line: () => world.lines.store.look(0),
    named: (name: string) => told.filter(f => f.name === name),
  };
}

describe('other devices of a line', () => {
  it('use the plan in sessions of their own, and the PC counts nothing of it', () => {
    const { world, line, named } = lines();
    world.run();
    expect(named('other devices.sessionStarted').length).toBeGreaterThan(24);
    expect(line().others).toBe(line().passed);
    expect(line().passed).toBeGreaterThan(megabytes(100));
    expect(world.counters.store.look(0).used).toBe(0);
    expect(world.breaches).toEqual([]);
  });

  it('pass together what each of them wants', () => {
    const { world, line } = lines(
      { operator: { plan: { data: bytes(1e12) } } },
      { family: family({ devices: 3, monthly: always(3e13) }) },
    );
    world.simulation.run(hours(20));
    const surfing = [0, 1, 2].filter(other => world.otherDevices!.store.look(other).state === 'surfing').length;
    expect(surfing).toBeGreaterThan(1);
    expect(line().rate).toBe(surfing * 1_000_000);
  });

  it('use up the plan at the byte, and the PC is cut off with them', () => {
    const { world, line, named } = lines();
    world.run();
    expect(line().passed).toBe(megabytes(200));
    expect(named('subscription.outOfData')).toHaveLength(1);
    expect(named('user.cutOff')).toHaveLength(1);
  });

  it('go on after a top-up, in the session that was cut off too', () => {
    const { world, line } = lines(
      { operator: { plan: { data: megabytes(50) } } },
      { family: family({ devices: 1, monthly: always(3e12) }) },
    );
    world.simulation.run(hours(12));
    expect(line()).toMatchObject({ state: 'outOfData', rate: 0, othersRate: 1_000_000 });
    world.assembly.tell(world.ledgers, 'charge', 0, { device: 0, amount: world.surroundings.plan(0).price });
    world.assembly.tell(world.lines, 'ordered', 0);
    world.simulation.run((world.simulation.now + 10_000_000) as Microseconds);
    expect(line()).toMatchObject({ state: 'hotPrepaid', rate: 1_000_000 });
    world.run();
    expect(line().passed).toBe(megabytes(100));
    expect(world.breaches).toEqual([]);
  });

  it('pass whether or not the PC has network: its context says nothing of theirs', () => {
    const { world, line } = lines(
      { operator: { plan: { data: bytes(1e12) } } },
      {
        coverageGaps: { perDay: 30, lasts: always(hours(1)) },
        family: family({ monthly: always(3e12) }),
      },
    );
    world.run();
    expect(line().others).toBeGreaterThan(megabytes(1_000));
    expect(world.breaches).toEqual([]);
  });

  it('bring about nothing in a world where no line is shared', () => {
    const { world, told } = lines({}, { family: undefined });
    world.run();
    expect(world.otherDevices).toBeUndefined();
    expect(told.some(({ name }) => name.startsWith('other devices'))).toBe(false);
  });

  it('are numbered group by group, line by line', () => {
    const two = { settings: { family: family({ devices: 2 }) }, first: 3, count: 2 };
    const { count, placeOf } = families([
      { settings: {}, first: 0, count: 3 },
      two,
      { settings: { family: family({ devices: 1 }) }, first: 5, count: 1 },
    ]);
    expect(count).toBe(5);
    expect([0, 1, 2, 3, 4].map(placeOf)).toEqual([
      { line: 3, member: 0 },
      { line: 3, member: 1 },
      { line: 4, member: 0 },
      { line: 4, member: 1 },
      { line: 5, member: 0 },
    ]);
  });
});

describe('most of a shared plan', () => {
  it('is told when it is used, to the byte, and when it is billed, once each', () => {
    const { world, named } = lines({}, { family: family({ devices: 1, monthly: always(3e12) }) });
    let passedThen = 0;
    world.simulation.facts.observe('subscription.mostUsed', () => {
      const { passed, rate, rateSince } = world.lines.store.look(0);
      passedThen = passed + (rate * (world.simulation.now - rateSince!)) / 1e6;
    });
    world.run();
    expect(named('subscription.mostUsed')).toHaveLength(1);
    expect(passedThen).toBeGreaterThanOrEqual(megabytes(160));
    expect(passedThen).toBeLessThan(megabytes(160) + 2);
    expect(named('subscription.mostBilled')).toHaveLength(1);
    const late = named('subscription.mostBilled')[0]!.at - named('subscription.mostUsed')[0]!.at;
    expect(late).toBeGreaterThanOrEqual(minutes(10));
    expect(late).toBeLessThan(minutes(11));
  });

  it('is told of no line that nobody shares', () => {
    const usage = {
      monthly: always(3e12),
      sessions: { perDay: 24, weights: evenly },
      sessionRate: 1e6,
      takes: 'mobileBroadband' as const,
    };
    const { world, named } = lines({}, { family: undefined, usage });
    world.run();
    expect(named('subscription.outOfData')).toHaveLength(1);
    expect(named('subscription.mostUsed')).toEqual([]);
  });
});

describe('what billing says of a line', () => {
  const line = { billed: bytes(70), granted: bytes(150), planFrom: bytes(50), billedUpTo: hours(3) };

  it('is what is booked of this plan, what the plan had when it began, and up to when', () => {
    expect(billedUsageOf(line)).toEqual({ bytes: 20, limit: 100, at: hours(3) } satisfies Record<
      keyof BilledUsage,
      number
    >);
  });

  it('is nothing while late records of the plan before come in', () => {
    expect(billedUsageOf({ ...line, billed: bytes(40) }).bytes).toBe(0);
  });

  const ask = (state: 'hotPrepaid' | 'terminated') =>
    worldWith(usageQuery, {
      given: surroundingsOf(),
      sees: [shown(usageQuerySees.lines, subscription, { ...line, state })],
    });

  it('comes after the time that the operator takes to answer', () => {
    const { ask: asks, clock } = ask('hotPrepaid');
    const asked = asks('usageOf', undefined, {});
    clock.advance(minutes(1));
    expect(asked).toMatchObject({ outcome: 'answered', answer: { bytes: 20, limit: 100, at: hours(3) }, at: 120_000 });
  });

  it('is 404 for a line that has been deleted', () => {
    const { ask: asks, clock } = ask('terminated');
    const asked = asks('usageOf', undefined, {});
    clock.advance(minutes(1));
    expect(asked).toMatchObject({ outcome: 'refused', code: 404 });
  });

  it('begins anew with each plan: nothing used, known up to now', () => {
    const { world, line: now } = lines({ length: days(2) }, { family: family({ devices: 1, monthly: always(3e12) }) });
    world.simulation.run(hours(30));
    world.assembly.tell(world.ledgers, 'charge', 0, { device: 0, amount: world.surroundings.plan(0).price });
    world.assembly.tell(world.lines, 'ordered', 0);
    world.simulation.run(world.simulation.now);
    expect(billedUsageOf(now())).toEqual({ bytes: 0, limit: megabytes(200) as Bytes, at: hours(30) });
  });
});
