/** Asynchronous connectivity: `networkRegistrationInterval` and the times at which the modem may register. Law 33. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activationCodeOf } from '../../../src/models/messages/of-device.ts';
import {
  registrationAttempts,
  waitForRegistration,
} from '../../../src/models/windows/network-registration-interval.ts';
import { days, hours, type Microseconds, minutes, seconds } from '../../../src/sim/units.ts';
import { asks, orders } from '../directed/drive.ts';
import { always, settingsWith, worldOf } from '../small-world.ts';
import { atPortal, callbackOf, pageCalls } from './app-world.ts';

const denied = { refuse: 2 };
const async = (networkRegistrationInterval: number) =>
  ({ method: 'notifyPurchaseWithProfileDownload', networkRegistrationInterval }) as const;

describe('the wait for the network', () => {
  it.each([
    [0, 0],
    [5, 15],
    [15, 15],
    [16, 30],
    [47, 60],
  ])('of %i minutes is one of %i', (asked, waited) => {
    expect(waitForRegistration(asked)).toBe(minutes(waited));
    const app = atPortal({ attempt: denied });
    app.calls(async(asked));
    app.clock.advance(hours(12));
    const attempts = Array.from({ length: 9 }, (_, nth) => pageCalls + minutes(waited + 15 * nth));
    expect(app.times('attempt')).toEqual(attempts);
    expect(app.factValues('registrationAttempted')).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('is never shorter than asked for, and a multiple of 15 minutes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), asked => {
        const waited = waitForRegistration(asked);
        expect(waited % minutes(15)).toBe(0);
        expect(waited).toBeGreaterThanOrEqual(minutes(asked));
        expect(waited - minutes(asked)).toBeLessThan(minutes(15));
      }),
    );
  });

  it('holds the modem back from the callback on, and downloads and enables at once', () => {
    const app = atPortal();
    app.calls(async(15));
    expect(app.times('download')).toEqual([pageCalls]);
    expect(app.times('held')).toEqual([pageCalls]);
    expect(app.messages('held')).toEqual([true]);
    expect(app.record().state).toBe('waitingNetwork');
    expect(app.messages('profileActivationCompleted')).toEqual(['success']);
  });

  it('is over with the first attempt that succeeds', () => {
    let nth = 0;
    const app = atPortal({
      attempt: () => {
        nth += 1;
        return nth < 3 ? denied : { answer: true, after: seconds(3) };
      },
    });
    app.calls(async(15));
    app.clock.advance(hours(12));
    expect(app.factTimes('registrationAttempted')).toEqual([15, 30, 45].map(at => pageCalls + minutes(at)));
    expect(app.factTimes('registered')).toEqual([pageCalls + minutes(45) + seconds(3)]);
    expect(app.messages('held').at(-1)).toBe(false);
    expect(app.ends()).toEqual(['done']);
  });

  it('is no test of patience: who has been told that it takes a while is not there to lose it', () => {
    const app = atPortal({ settings: { group: { user: { patience: always(minutes(10)) } } } });
    app.calls(async(47));
    app.clock.advance(hours(2));
    expect(app.ends()).toEqual(['done']);
  });

  it('ends with the request to open the portal after the ninth attempt', () => {
    const app = atPortal({ attempt: denied });
    app.calls(async(15));
    app.clock.advance(hours(12));
    expect(registrationAttempts).toBe(9);
    expect(app.factTimes('portalAsked')).toEqual([pageCalls + minutes(15 * 9)]);
    expect(app.record()).toMatchObject({ state: 'failed', reason: 'registration denied' });
    expect(app.messages('held').at(-1)).toBe(false);
  });

  it('counts an attempt without an outcome within a minute as failed', () => {
    const app = atPortal({ attempt: 'silent' });
    app.calls(async(0));
    app.clock.advance(minutes(2));
    expect(app.factTimes('notRegistered').slice(1)).toEqual([pageCalls + minutes(1)]);
  });
});

/** One buyer in a whole world, whose page asks for a wait. The network knows the line so long after the order. */
function run(interval: number, networkReady: number) {
  const page = { resourceTime: hours(10), pageTimeout: days(5) };
  const { world, told } = worldOf(
    settingsWith({ operator: { network: { networkReady: always(networkReady) }, portal: page } }),
  );
  const { assembly, purchases, profiles, simulation, surroundings, draws } = world;
  assembly.tell(world.users, 'arrives', 0);
  simulation.run(pageCalls);
  // The page of the portal never comes: what it would order and hand over is said here.
  orders(world);
  asks(world, profiles, 'order');
  simulation.run((pageCalls + seconds(2)) as Microseconds);
  const code = activationCodeOf(surroundings, 0, (purpose, nth) => draws.bits(purpose, 0, nth));
  assembly.tell(purchases, 'callbackReceived', 0, callbackOf({ ...async(interval), activationCode: code }));
  world.run();
  const times = (name: string) => told.filter(fact => fact.name === name).map(({ at }) => at);
  return { purchase: purchases.store.snapshot(0), registration: world.registrations.store.snapshot(0), times };
}

describe('the modem of a PC whose network needs time', () => {
  it.each([5, 15, 16, 47])(
    'does not search before the wait of %i minutes is over, nor between the attempts',
    interval => {
      const { times, purchase } = run(interval, minutes(80));
      const enabled = times('purchase.profileEnabled')[0]!;
      const attempts = times('purchase.registrationAttempted');
      expect(attempts[0]).toBe(enabled + waitForRegistration(interval));
      expect(times('registration.searching')).toEqual(attempts);
      expect(times('registration.home')).toHaveLength(1);
      expect(purchase.state).toBe('done');
    },
  );

  it('searches as soon as it is ready where there is no wait', () => {
    const { times } = run(0, 0);
    expect(times('registration.searching')).toEqual(times('modem.ready'));
    expect(times('registration.home')).toHaveLength(1);
  });

  it('is left to itself again when the app has given up', () => {
    const { times, registration } = run(15, hours(4));
    const failed = times('purchase.failed')[0]!;
    expect(times('registration.searching').filter(at => at < failed)).toEqual(times('purchase.registrationAttempted'));
    expect(times('registration.searching').filter(at => at >= failed).length).toBeGreaterThan(0);
    expect(registration.held).toBe(false);
  });

  it('is registered at or after the wait, whatever the network does (law 33)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 180 }), (interval, ready) => {
        const { times } = run(interval, minutes(ready));
        const earliest = times('purchase.profileEnabled')[0]! + waitForRegistration(interval);
        for (const at of times('registration.searching')) expect(at).toBeGreaterThanOrEqual(earliest);
      }),
      { numRuns: 8 },
    );
  });
});
