/** Every row of the life of a line: cold, warm, activating, hot, out of data, expired, suspended, deleted, written anew. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { interfaceOf } from '../../../src/models/device/interfaces.ts';
import { balanceOf, isHot, subscription } from '../../../src/models/operator/subscription.ts';
import { type Bytes, days, hours, type Microseconds, megabytes, minutes, seconds } from '../../../src/sim/units.ts';
import { worldWith } from '../../kit/world-with.ts';
import { always, surroundingsOf, type WorldChange } from '../small-world.ts';
import { linePorts } from './line-ports.ts';

const speed = 1_000_000;

function lineOf(operator: NonNullable<WorldChange['operator']> = {}) {
  const world = worldWith(subscription, {
    given: surroundingsOf({ operator }),
    // The cellular connection of the one device is interface 2.
    count: 3,
    ports: [...linePorts()],
  });
  const { told, simulation, record, facts } = world;
  const heard = (name: string) => told.filter(one => one.name === name);
  const cents = (name: string) =>
    heard(name).reduce((sum, { message }) => sum + (message as { amount: number }).amount, 0);
  return {
    ...world,
    heard,
    after: (time: Microseconds) => world.clock.advance(time),
    line: () => record(),
    state: () => record().state,
    balance: () => balanceOf(record(), 'C-7001', simulation.now),
    told: (name: string) => facts.filter(fact => fact.name === `subscription.${name}`).map(({ value }) => value),
    use: (rate = speed) => world.tell('trafficStarted', { rate }),
    rest: () => world.tell('trafficStopped'),
    /** Charged here, provisioned, given back. */
    money: () => ['charge', 'provision', 'refund'].map(cents),
  };
}

const contract = { plan: { postpaid: true, lasts: days(30) } } as const;

/** A line in each state, by the shortest way. */
const ways = {
  cold: () => lineOf(),
  warm: () => withActs(lineOf(), 'preactivated'),
  activating: () => withActs(lineOf({ network: { networkReady: always(minutes(10)) } }), 'ordered'),
  hotPrepaid: () => withActs(lineOf(), 'bornHot'),
  hotPostpaid: () => withActs(lineOf(contract), 'bornHot'),
  outOfData: () => {
    const line = withActs(lineOf(), 'bornHot');
    line.use();
    line.after(seconds(200));
    return line;
  },
  expired: () => {
    const line = withActs(lineOf(), 'bornHot');
    line.after(hours(24));
    return line;
  },
  suspended: () => {
    const line = withActs(lineOf(), 'bornHot');
    line.tell('suspended', 'unpaid');
    return line;
  },
  terminated: () => withActs(lineOf(), 'terminated'),
} as const;
type State = keyof typeof ways;
const states = Object.keys(ways) as State[];

function withActs(line: ReturnType<typeof lineOf>, ...acts: Parameters<ReturnType<typeof lineOf>['tell']>[0][]) {
  for (const act of acts) line.tell(act);
  return line;
}

it.each(states)('a line can be %s', state => expect(ways[state]().state()).toBe(state));

describe('a cold line', () => {
  it('becomes warm when the operator pre-activates it; another line does not', () => {
    const line = ways.cold();
    line.tell('preactivated');
    expect(line.state()).toBe('warm');
    for (const state of states.filter(one => one !== 'cold')) {
      const other = ways[state]();
      other.tell('preactivated');
      expect(other.state()).toBe(state);
    }
  });

  it('is activated by a purchase, over other internet or by telephone', () => {
    const line = ways.activating();
    line.after((minutes(10) - 1) as Microseconds);
    expect(line.state()).toBe('activating');
    line.after(1 as Microseconds);
    expect(line.state()).toBe('hotPrepaid');
  });
});

describe('the back end', () => {
  it('opens the gateway in the session that is there: Windows probes again, and nobody is detached', () => {
    const line = withActs(lineOf(), 'preactivated', 'ordered');
    line.after(seconds(1));
    expect(line.state()).toBe('hotPrepaid');
    expect(line.heard('probesAgain')).toMatchObject([{ subject: interfaceOf(0, 'cellular') }]);
    expect(line.heard('networkDetaches')).toEqual([]);
    expect(line.money()).toEqual([0, 499, 0]);
  });

  it('begins a contract where the plan is one', () => {
    const line = withActs(lineOf(contract), 'ordered');
    line.after(seconds(1));
    expect(line.state()).toBe('hotPostpaid');
    expect(line.money()).toEqual([0, 499, 0]);
  });

  it('that fails gives the money back, and the line is what it was', () => {
    for (const state of ['cold', 'warm'] as const) {
      const line = lineOf({ network: { backEndFails: 1 } });
      if (state === 'warm') line.tell('preactivated');
      line.tell('ordered');
      line.after(seconds(1));
      expect(line.state()).toBe(state);
      expect(line.money()).toEqual([0, 0, 499]);
      expect(line.told('backEndFailed')).toHaveLength(1);
      line.tell('ordered');
      line.after(seconds(1));
      expect(line.money()).toEqual([0, 0, 998]);
    }
  });
});

describe('a prepaid line', () => {
  it('out of data: the internet closes, the walled garden opens, GetBalance says NONE with the time that is left', () => {
    const line = ways.outOfData();
    expect(line.heard('probesAgain')).toHaveLength(1);
    expect(line.heard('cutOff')).toHaveLength(1);
    expect(line.balance()).toMatchObject({ type: 'NONE', dataRemaining: 0, timeRemaining: hours(24) - seconds(200) });
    line.after(hours(24));
    expect(line.state()).toBe('expired');
    expect(line.heard('cutOff')).toHaveLength(1);
  });

  it('whose time is over: the same, and no time is left', () => {
    expect(ways.expired().balance()).toMatchObject({ type: 'NONE', dataRemaining: 0, timeRemaining: 0 });
  });

  it('whose time is over is noticed by Windows when traffic stops, and not while it is idle', () => {
    expect(ways.expired().heard('probesAgain')).toEqual([]);
    const line = ways.hotPrepaid();
    line.after((hours(24) - seconds(1)) as Microseconds);
    line.use();
    line.after(seconds(1));
    expect(line.state()).toBe('expired');
    expect(line.heard('probesAgain')).toHaveLength(1);
  });

  it('takes a top-up while it is hot: more data, a new end', () => {
    const line = ways.hotPrepaid();
    line.after(hours(10));
    line.tell('ordered');
    expect(line.line()).toMatchObject({ state: 'hotPrepaid', granted: megabytes(400), planEnd: hours(34) });
    expect(line.money()).toEqual([0, 499, 0]);
    expect([...line.heard('restored'), ...line.heard('probesAgain')]).toEqual([]);
    line.after(hours(23));
    expect(line.state()).toBe('hotPrepaid');
    line.after(hours(1));
    expect(line.state()).toBe('expired');
  });

  it('takes a top-up in the middle of a session, to the byte', () => {
    const line = ways.hotPrepaid();
    line.use();
    line.after(seconds(150));
    line.tell('ordered');
    expect(line.line()).toMatchObject({ passed: 150_000_000, rate: speed });
    line.after(seconds(249));
    expect(line.state()).toBe('hotPrepaid');
    line.after(seconds(1));
    expect(line.line()).toMatchObject({ state: 'outOfData', passed: 400_000_000, recorded: 400_000_000 });
  });

  it.each(['outOfData', 'expired'] as const)('that is %s is restored by a top-up at once, without detaching', state => {
    const line = ways[state]();
    const { passed } = line.line();
    const probes = line.heard('probesAgain').length;
    line.tell('ordered');
    expect(line.line()).toMatchObject({ state: 'hotPrepaid', granted: passed + megabytes(200) });
    expect(line.heard('restored')).toHaveLength(1);
    expect(line.heard('probesAgain')).toHaveLength(probes + 1);
    expect(line.told('toppedUp')).toEqual([megabytes(200)]);
  });

  it('goes on to its end when its subscriber cancels', () => {
    const line = ways.hotPrepaid();
    line.tell('cancels');
    line.after((hours(24) - 1) as Microseconds);
    expect(line.state()).toBe('hotPrepaid');
    line.after(1 as Microseconds);
    expect(line.state()).toBe('expired');
    line.tell('cancels');
    expect(line.told('cancelled')).toHaveLength(1);
  });
});

describe('a contract', () => {
  it('goes on beyond its allotment: the operator marks it, and nothing is cut off', () => {
    const line = ways.hotPostpaid();
    line.use();
    line.after(seconds(300));
    expect(line.line()).toMatchObject({ state: 'hotPostpaid', standing: 'overDataLimit' });
    expect(line.told('overDataLimit')).toEqual([megabytes(200)]);
    line.rest();
    expect(line.line()).toMatchObject({ passed: 300_000_000, recorded: 300_000_000, granted: 300_000_000 });
    expect(line.heard('cutOff')).toEqual([]);
  });

  it('begins each cycle with a bill and its usage at nothing, also in the middle of a session', () => {
    const line = ways.hotPostpaid();
    line.after((days(30) - seconds(250)) as Microseconds);
    line.use();
    line.after(seconds(250));
    expect(line.line()).toMatchObject({ state: 'hotPostpaid', standing: undefined, planEnd: days(60) });
    expect(line.line()).toMatchObject({ passed: 250_000_000, granted: 450_000_000, rate: speed });
    expect(line.money()).toEqual([499, 499, 0]);
    line.after(seconds(200));
    expect(line.line().standing).toBe('overDataLimit');
    line.rest();
    line.after(days(30));
    expect(line.told('cycleEnded')).toHaveLength(2);
    expect(line.money()).toEqual([998, 998, 0]);
  });

  it('that is cancelled ends with its cycle, and can be begun again', () => {
    const line = ways.hotPostpaid();
    line.tell('cancels');
    line.after(days(30));
    expect(line.state()).toBe('expired');
    expect(line.money()).toEqual([0, 0, 0]);
    line.tell('ordered');
    expect(line.line()).toMatchObject({ state: 'hotPostpaid', cancelled: false });
    line.after(days(30));
    expect(line.state()).toBe('hotPostpaid');
  });
});

describe('a suspended line', () => {
  it('is thrown out with cause 11 when the bill is not paid, 6 when the device is stolen', () => {
    for (const [reason, cause] of [
      ['unpaid', 11],
      ['stolen', 6],
    ] as const) {
      const line = ways.hotPrepaid();
      line.tell('suspended', reason);
      expect(line.line()).toMatchObject({ state: 'suspended', standing: reason });
      expect(line.heard('networkDetaches')).toMatchObject([{ message: cause }]);
    }
  });

  it('passes nothing more; the session is booked', () => {
    const line = ways.hotPrepaid();
    line.use();
    line.after(seconds(10));
    line.tell('suspended', 'unpaid');
    line.after(hours(1));
    line.use();
    line.after(hours(1));
    expect(line.line()).toMatchObject({ passed: 10_000_000, recorded: 10_000_000, rate: 0 });
  });

  it('is what it was when the matter is settled', () => {
    for (const state of ['hotPrepaid', 'hotPostpaid'] as const) {
      const line = ways[state]();
      line.tell('suspended', 'unpaid');
      line.tell('settled');
      expect(line.line()).toMatchObject({ state, standing: undefined });
      expect(line.told('settled')).toHaveLength(1);
    }
  });

  it('over its allotment is so still', () => {
    const line = ways.hotPostpaid();
    line.use();
    line.after(seconds(300));
    line.tell('suspended', 'unpaid');
    expect(line.line().passed).toBe(300_000_000);
    line.tell('settled');
    expect(line.line().standing).toBe('overDataLimit');
  });

  it('whose plan ended meanwhile finds it over', () => {
    const prepaid = ways.suspended();
    prepaid.after(hours(25));
    expect(prepaid.state()).toBe('suspended');
    prepaid.tell('settled');
    expect(prepaid.state()).toBe('expired');
    const postpaid = ways.hotPostpaid();
    postpaid.tell('suspended', 'unpaid');
    postpaid.after(days(40));
    postpaid.tell('settled');
    expect(postpaid.line()).toMatchObject({ state: 'hotPostpaid', planEnd: days(70) });
    expect(postpaid.money()).toEqual([499, 499, 0]);
  });

  it('can only be one with a plan, and only a suspended line can be settled', () => {
    for (const state of states) {
      const line = ways[state]();
      line.tell(isHot(line.line()) ? 'settled' : 'suspended', 'unpaid');
      expect(line.state()).toBe(state);
    }
  });
});

describe('a line that is deleted or ported out', () => {
  it.each(states)('is unknown to network and GetBalance, whatever it was: %s', state => {
    const line = ways[state]();
    const { passed } = line.line();
    line.tell('terminated');
    expect(line.state()).toBe('terminated');
    expect(line.balance()).toBeUndefined();
    expect(line.heard('networkDetaches').at(-1)).toMatchObject({ message: 2 });
    line.tell('terminated');
    line.after(days(90));
    expect(line.line()).toMatchObject({ state: 'terminated', passed });
    expect(line.money()[2]).toBe(state === 'activating' ? 499 : 0);
  });
});

describe('a SIM that is written anew', () => {
  it.each(states)('is a new line without a plan, whatever the old one was: %s', state => {
    const line = ways[state]();
    line.use();
    line.after(seconds(5));
    line.tell('reprogrammed');
    const { passed } = line.line();
    expect(line.line()).toMatchObject({ state: 'cold', granted: passed, recorded: passed, planEnd: undefined });
    expect(line.money()[2]).toBe(state === 'activating' ? 499 : 0);
    line.after(days(90));
    expect(line.state()).toBe('cold');
    line.tell('ordered');
    line.after(minutes(11));
    expect(isHot(line.line())).toBe(true);
    expect(line.line().granted).toBe(passed + megabytes(200));
  });
});

describe('an order', () => {
  it.each(['activating', 'hotPostpaid', 'suspended', 'terminated'] as const)(
    'for a line that is %s buys nothing, and the money goes back',
    state => {
      const line = ways[state]();
      const before = line.money()[2]!;
      line.tell('ordered');
      expect(line.state()).toBe(state);
      expect(line.money()[2]).toBe(before + 499);
      expect(line.told('orderRefused')).toHaveLength(1);
    },
  );
});

describe('what GetBalance says', () => {
  it.each([
    ['cold', 'NONE'],
    ['warm', 'NONE'],
    ['activating', 'NONE'],
    ['hotPrepaid', 'MODIRECTPAYG'],
    ['hotPostpaid', 'MODIRECT'],
    ['outOfData', 'NONE'],
    ['expired', 'NONE'],
    ['suspended', 'NONE'],
    ['terminated', undefined],
  ] as const)('of a line that is %s: %s', (state, type) => {
    expect(ways[state]().balance()?.type).toBe(type);
  });
});

describe('whatever happens to a line', () => {
  const acts = fc.oneof(
    fc.constantFrom(
      'ordered',
      'ordered',
      'preactivated',
      'suspended',
      'settled',
      'cancels',
      'reprogrammed',
      'terminated',
      'use',
      'rest',
    ),
    fc.integer({ min: 1, max: 400_000_000 }),
    fc.integer({ min: 1, max: 40 }).map(n => hours(n)),
  );

  it('no byte and no cent is lost, and a prepaid line passes no byte that was not granted', () =>
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), fc.array(acts, { maxLength: 40 }), (postpaid, fails, doings) => {
        const line = lineOf({
          plan: { postpaid, data: 50_000_000 as Bytes, lasts: hours(24) },
          network: { backEndFails: fails ? 0.5 : 0, networkReady: always(minutes(5)) },
        });
        let paid = 0;
        for (const doing of doings) {
          if (typeof doing === 'number') line.after(doing as Microseconds);
          else if (doing === 'use') {
            if (line.line().rate === 0) line.use(99_991);
          } else if (doing === 'rest') line.rest();
          else {
            if (doing === 'ordered') paid += 499;
            line.tell(doing, doing === 'suspended' ? 'unpaid' : undefined);
          }
          const { passed, recorded, granted, state } = line.line();
          const [billed, provisioned, refunded] = line.money() as [number, number, number];
          expect(paid + billed - provisioned - refunded).toBe(state === 'activating' ? 499 : 0);
          expect(recorded <= granted && passed <= granted).toBe(true);
          const counted = line.heard('passed').reduce((sum, { message }) => sum + Number(message), 0);
          expect(counted).toBe(passed);
        }
      }),
      { numRuns: 40 },
    ));
});
