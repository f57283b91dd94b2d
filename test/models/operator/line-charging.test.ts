/** What is charged beside plain use: steps of a record, usage beyond a contract, what is not charged at all, time without a plan. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundingOf } from '../../../src/models/operator/line-usage.ts';
import { subscription, subscriptionPorts } from '../../../src/models/operator/subscription.ts';
import { type Bytes, days, hours, kilobytes, megabytes, minutes, seconds } from '../../../src/sim/units.ts';
import { recorder, worldWith } from '../../kit/world-with.ts';
import { surroundingsOf, type WorldChange } from '../small-world.ts';
import { linePorts } from './line-ports.ts';

const speed = 1_000_000;
const steps = { billing: { granularity: kilobytes(10) } };

function hotLine(operator: NonNullable<WorldChange['operator']>) {
  const world = worldWith(subscription, {
    given: surroundingsOf({ operator }),
    // The cellular connection of the one device is interface 2.
    count: 3,
    ports: [...linePorts(), recorder(subscriptionPorts.session, { takes: ['lost'] })],
  });
  world.tell('bornHot');
  return {
    ...world,
    use: (rate = speed) => world.tell('trafficStarted', { rate }),
    rest: () => world.tell('trafficStopped'),
    heard: (name: string) => world.told.filter(one => one.name === name).map(({ message }) => message),
    at: (name: string) => world.told.filter(one => one.name === name).map(({ at }) => at),
    sum: (name: string) =>
      world.told.filter(one => one.name === name).reduce((sum, { message }) => sum + Number(message), 0),
  };
}

describe('a charging record', () => {
  it('counts as whole steps of the charging granularity: the plan has less left, the bytes are what they were', () => {
    const line = hotLine(steps);
    line.use();
    line.clock.advance(seconds(4.501));
    line.rest();
    expect(line.record()).toMatchObject({ passed: 4_501_000, recorded: 4_501_000, granted: megabytes(200) - 9_000 });
    expect(line.heard('roundedUp')).toEqual([9_000]);
    expect(line.heard('rate')).toEqual([]);
    line.clock.advance(minutes(10));
    expect(line.heard('rate')).toEqual([4_501_000]);
  });

  it('of whole steps takes nothing more', () => {
    const line = hotLine(steps);
    line.use();
    line.clock.advance(seconds(25));
    line.rest();
    expect(line.record().granted).toBe(megabytes(200));
    expect(line.heard('roundedUp')).toEqual([]);
  });

  it('whose rounding takes the last of the plan ends it, and takes no more than there is', () => {
    const line = hotLine({ ...steps, plan: { data: 4_505_000 as Bytes } });
    line.use();
    line.clock.advance(seconds(4.501));
    line.rest();
    expect(line.record()).toMatchObject({ state: 'outOfData', passed: 4_501_000, granted: 4_501_000 });
    expect(line.heard('roundedUp')).toEqual([4_000]);
    expect(line.heard('cutOff')).toHaveLength(1);
  });

  it('in the middle of a session moves the end of the plan to the byte', () => {
    // Slices of 10.001 MB are charged as 10.01 MB each.
    const line = hotLine({
      billing: { granularity: kilobytes(10), slice: 10_001_000 as Bytes },
      plan: { data: megabytes(20) },
    });
    line.use();
    line.clock.advance(seconds(30));
    expect(line.record()).toMatchObject({ state: 'outOfData', passed: megabytes(20) - 9_000, rate: 0 });
  });

  it('of a contract that is beyond its allotment is owed in whole steps', () => {
    const line = hotLine({ ...steps, plan: { postpaid: true, data: megabytes(2), lasts: days(30) } });
    line.use();
    line.clock.advance(seconds(4.501));
    line.rest();
    expect(line.sum('exceeded')).toBe(2_510_000);
    expect(line.sum('roundedUp')).toBe(9_000);
  });

  it('is rounded to the next step, by less than a step', () =>
    fc.assert(
      fc.property(fc.nat(1e9), fc.integer({ min: 1, max: 1_000_000 }), (size, step) => {
        const rounding = roundingOf(size, step);
        expect((size + rounding) % step).toBe(0);
        expect(rounding >= 0 && rounding < step).toBe(true);
      }),
    ));
});

describe('a contract', () => {
  it('owes what it uses beyond its allotment, and each cycle has its own bill', () => {
    const line = hotLine({ plan: { postpaid: true, lasts: days(30) } });
    line.use();
    line.clock.advance(seconds(250));
    line.rest();
    expect(line.sum('exceeded')).toBe(megabytes(50));
    line.clock.to((days(30) - seconds(210)) as ReturnType<typeof days>);
    line.use();
    line.clock.advance(seconds(420));
    line.rest();
    // The 210 MB of the first cycle are beyond it, of the 210 MB of the second cycle 10 MB.
    expect(line.sum('exceeded')).toBe(megabytes(50 + 210 + 10));
    expect(line.at('cycleEnded')).toEqual([days(30)]);
    const names = line.told.filter(({ name }) => name === 'exceeded' || name === 'cycleEnded').map(({ name }) => name);
    expect(names.lastIndexOf('cycleEnded')).toBe(names.length - 2);
  });

  it('that is cancelled, deleted or written anew has a last bill', () => {
    for (const end of ['cancels', 'terminated', 'reprogrammed'] as const) {
      const line = hotLine({ plan: { postpaid: true, lasts: days(30) } });
      line.tell(end);
      line.clock.advance(days(31));
      expect(line.heard('cycleEnded')).toHaveLength(1);
    }
  });
});

describe('what the walled garden passes', () => {
  it('is counted by modem and local counter, and charged to no plan', () => {
    const line = hotLine({});
    line.tell('zeroRated', kilobytes(300));
    expect([line.heard('carried'), line.heard('zeroRated')]).toEqual([[300_000], [300_000, 300_000]]);
    expect(line.record()).toMatchObject({ passed: 0, recorded: 0 });
  });
});

describe('the time without a plan', () => {
  it('begins when data or time is over, once, and ends with the top-up', () => {
    const line = hotLine({});
    line.use();
    line.clock.advance(hours(30));
    expect(line.record().state).toBe('expired');
    expect(line.at('ranOut')).toEqual([seconds(200)]);
    line.tell('ordered');
    expect(line.at('waitOver')).toEqual([hours(30)]);
    line.clock.advance(hours(24));
    expect(line.at('ranOut')).toEqual([seconds(200), hours(54)]);
  });

  it('ends with the new packet context where the network wants one', () => {
    const line = hotLine({ network: { reauthenticates: false } });
    line.clock.advance(hours(24));
    line.tell('ordered');
    expect(line.at('lost')).toEqual([hours(24)]);
    line.clock.advance(minutes(5));
    line.tell('contextActivated');
    line.tell('contextActivated');
    expect(line.at('waitOver')).toEqual([hours(24) + minutes(5)]);
  });

  it('ends when there is no line any more', () => {
    const line = hotLine({});
    line.clock.advance(hours(24));
    line.tell('terminated');
    expect(line.at('waitOver')).toEqual([hours(24)]);
  });
});

describe('plans in a row', () => {
  it('add their data; the last one sets the end; what an expired one had left is lost', () => {
    const line = hotLine({});
    for (let nth = 1; nth <= 3; nth++) {
      line.clock.advance(hours(1));
      line.tell('ordered');
    }
    expect(line.record()).toMatchObject({ granted: megabytes(800), planEnd: hours(27) });
    line.clock.advance(hours(24));
    expect(line.record().state).toBe('expired');
    line.tell('ordered');
    expect(line.record()).toMatchObject({ state: 'hotPrepaid', granted: megabytes(200), planEnd: hours(51) });
  });

  it('end at local midnight where they are sold so, whenever they were bought', () => {
    const line = hotLine({ plan: { endsAt: 'localMidnight' } });
    line.clock.advance(hours(7));
    line.tell('ordered');
    expect(line.record().planEnd).toBe(hours(48));
    line.clock.to(hours(48));
    expect(line.record().state).toBe('expired');
  });
});
