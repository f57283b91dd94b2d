import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balanceOf, passedBy, subscription, subscriptionPorts } from '../../../src/models/operator/subscription.ts';
import { type Bytes, days, hours, type Microseconds, megabytes, minutes, seconds } from '../../../src/sim/units.ts';
import { recorder, worldWith } from '../../kit/world-with.ts';
import { always, surroundingsOf, type WorldChange } from '../small-world.ts';

const speed = 1_000_000;

function lineOf(change: WorldChange = {}) {
  const world = worldWith(subscription, {
    given: surroundingsOf(change),
    // The cellular connection of the one device is interface 2.
    count: 3,
    ports: [
      recorder(subscriptionPorts.ledger, {
        takes: ['provision'],
        answers: { rate: size => ({ answer: size }) },
      }),
      recorder(subscriptionPorts.account, {
        takes: ['exceeded', 'cycleEnded', 'ranOut', 'waitOver', 'zeroRated', 'roundedUp'],
      }),
      recorder(subscriptionPorts.traffic, { takes: ['began', 'passed', 'zeroRated'] }),
      recorder(subscriptionPorts.radio, { takes: ['carried'] }),
      recorder(subscriptionPorts.owner, { takes: ['cutOff'] }),
      recorder(subscriptionPorts.windows, { takes: ['probesAgain'] }),
    ],
  });
  const { told, simulation, record } = world;
  return {
    ...world,
    heard: (name: string) => told.filter(one => one.name === name),
    balance: () => balanceOf(record(), 'C-7001', simulation.now),
    use: (rate = speed) => world.tell('trafficStarted', { rate }),
    rest: () => world.tell('trafficStopped'),
  };
}

function hotLine(change: WorldChange = {}) {
  const line = lineOf(change);
  line.tell('bornHot');
  return line;
}

describe('an order', () => {
  it('grants the plan when the back end is done, and the money is behind it', () => {
    const line = lineOf({ operator: { network: { networkReady: always(minutes(10)) } } });
    line.tell('ordered');
    line.clock.advance((minutes(10) - 1) as Microseconds);
    expect(line.record()).toMatchObject({ state: 'activating', granted: 0 });
    expect(line.heard('provision')).toEqual([]);
    line.clock.advance(1 as Microseconds);
    expect(line.record()).toMatchObject({
      state: 'hotPrepaid',
      granted: megabytes(200),
      planEnd: minutes(10) + hours(24),
    });
    expect(line.heard('provision')).toMatchObject([{ message: { device: 0, amount: 499 } }]);
  });

  it('can be placed for a warm line too', () => {
    const line = lineOf();
    line.tell('bornWarm');
    line.tell('ordered');
    line.clock.advance(seconds(1));
    expect(line.record().state).toBe('hotPrepaid');
  });

  it('of a line that was hot before the run costs nothing', () => {
    const line = hotLine();
    expect(line.record()).toMatchObject({ state: 'hotPrepaid', granted: megabytes(200), planEnd: hours(24) });
    expect(line.heard('provision')).toEqual([]);
  });
});

describe('usage', () => {
  it('is rate times time while a session lasts, without an event in between', () => {
    const line = hotLine();
    line.use();
    line.clock.advance(seconds(4.5));
    expect(passedBy(line.record(), line.simulation.now)).toBe(4_500_000);
    expect(line.record().passed).toBe(0);
  });

  it('is told to modem and local counter when the session ends, to the byte', () => {
    const line = hotLine();
    line.use();
    line.clock.advance(seconds(4.5));
    line.rest();
    expect(line.heard('carried').map(({ message }) => message)).toEqual([4_500_000]);
    expect(line.heard('passed').map(({ message }) => message)).toEqual([4_500_000]);
    expect(line.record()).toMatchObject({ passed: 4_500_000, rate: 0, rateSince: undefined });
  });

  it('of a line that is not hot passes nothing', () => {
    const line = lineOf();
    line.use();
    line.clock.advance(seconds(10));
    line.rest();
    expect(line.record().passed).toBe(0);
    expect(line.told).toEqual([]);
  });

  it('never passes more than the plan grants, and all of it, however it is cut into sessions', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000_000 }),
        fc.array(
          fc.record({
            rate: fc.oneof(fc.integer({ min: 1, max: 999_983 }), fc.integer({ min: 1, max: 1e9 })),
            lasts: fc.integer({ min: 0, max: 5_000_000 }),
          }),
        ),
        (data, sessions) => {
          const line = hotLine({ operator: { plan: { data: data as Bytes } } });
          let wanted = 0;
          for (const { rate, lasts } of sessions) {
            line.use(rate);
            line.clock.advance(lasts as Microseconds);
            line.rest();
            wanted += Math.floor((rate * lasts) / 1e6);
          }
          const { passed, recorded, state } = line.record();
          expect(passed).toBe(Math.min(wanted, data));
          expect(recorded).toBe(passed);
          expect(state).toBe(passed === data ? 'outOfData' : 'hotPrepaid');
          expect(line.heard('carried').reduce((sum, { message }) => sum + (message as number), 0)).toBe(passed);
        },
      ),
      { numRuns: 100 },
    ));
});

describe('charging', () => {
  it('writes a record for each full slice, at the moment it is full, and one for the rest', () => {
    const line = hotLine({ operator: { billing: { lag: always(0) } } });
    line.use();
    line.clock.advance(seconds(25));
    line.rest();
    line.clock.advance(seconds(1));
    expect(line.heard('rate').map(({ at, message }) => [at, message])).toEqual([
      [seconds(10), megabytes(10)],
      [seconds(20), megabytes(10)],
      [seconds(25), megabytes(5)],
    ]);
  });

  it('reaches the balance after its lag: until then the operator believes there is more', () => {
    const line = hotLine();
    line.use();
    line.clock.advance(seconds(5));
    line.rest();
    expect(line.balance()).toMatchObject({ dataRemaining: megabytes(200) });
    line.clock.advance((minutes(10) - 1) as Microseconds);
    expect(line.balance()).toMatchObject({ dataRemaining: megabytes(200) });
    line.clock.advance(1 as Microseconds);
    expect(line.balance()).toMatchObject({ dataRemaining: megabytes(195) });
    expect(line.record()).toMatchObject({ passed: 5_000_000, recorded: 5_000_000, billed: 5_000_000 });
  });

  it('bills exactly what has passed, in the end', () => {
    const line = hotLine();
    for (let session = 0; session < 7; session++) {
      line.use(777_777);
      line.clock.advance(seconds(3.3));
      line.rest();
      line.clock.advance(minutes(1));
    }
    line.clock.advance(hours(1));
    const { passed, billed, records } = line.record();
    expect(passed).toBe(7 * Math.floor(777_777 * 3.3));
    expect(billed).toBe(passed);
    expect(records).toBe(7);
  });
});

describe('a plan ends', () => {
  it('by data, at the byte: the user is cut off in the middle of a session', () => {
    const line = hotLine();
    line.use();
    line.clock.advance((seconds(200) - 1) as Microseconds);
    expect(line.record().state).toBe('hotPrepaid');
    line.clock.advance(1 as Microseconds);
    expect(line.record()).toMatchObject({ state: 'outOfData', passed: megabytes(200), rate: 0 });
    expect(line.heard('cutOff')).toMatchObject([{ at: seconds(200) }]);
    expect(line.facts.filter(({ name }) => name === 'subscription.outOfData')).toHaveLength(1);
  });

  it('by time, 24 h after it began, whatever is left', () => {
    const line = hotLine();
    line.clock.advance((hours(24) - 1) as Microseconds);
    expect(line.record().state).toBe('hotPrepaid');
    line.clock.advance(1 as Microseconds);
    expect(line.record()).toMatchObject({ state: 'expired', passed: 0 });
    expect(line.heard('cutOff')).toHaveLength(1);
  });

  it('by time in the middle of a session, whose bytes are booked', () => {
    const line = hotLine();
    line.clock.advance((hours(24) - seconds(3)) as Microseconds);
    line.use();
    line.clock.advance(hours(1));
    expect(line.record()).toMatchObject({ state: 'expired', passed: 3_000_000, recorded: 3_000_000 });
  });

  it('by whichever is first, and cuts the user off once', () => {
    const line = hotLine();
    line.use();
    line.clock.advance(days(3));
    expect(line.record().state).toBe('expired');
    expect(line.heard('cutOff').map(({ at }) => at)).toEqual([seconds(200)]);
  });
});

describe('what GetBalance says of a line', () => {
  const line = { granted: megabytes(200), billed: megabytes(60), planEnd: hours(24) };

  it('that is hot: MODIRECTPAYG, with data and time left', () => {
    expect(balanceOf({ ...line, state: 'hotPrepaid' }, 'C-7001', hours(20))).toEqual({
      id: 'C-7001',
      type: 'MODIRECTPAYG',
      dataRemaining: megabytes(140),
      timeRemaining: hours(4),
    });
  });

  it('that is out of data: NONE, no data, the time that is left', () => {
    expect(balanceOf({ ...line, state: 'outOfData' }, 'C-7001', hours(20))).toMatchObject({
      type: 'NONE',
      dataRemaining: 0,
      timeRemaining: hours(4),
    });
  });

  it.each(['cold', 'warm', 'activating', 'expired'] as const)('that is %s: NONE, nothing left', state => {
    expect(balanceOf({ ...line, state }, 'C-7001', hours(20))).toMatchObject({
      type: 'NONE',
      dataRemaining: 0,
      timeRemaining: 0,
    });
  });

  it('never has less than no time left', () => {
    expect(balanceOf({ ...line, state: 'hotPrepaid' }, 'C-7001', hours(30))).toMatchObject({ timeRemaining: 0 });
  });
});
