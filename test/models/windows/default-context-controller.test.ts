import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contextCauses, registrationCauses, wwanStatus } from '../../../src/models/messages/causes.ts';
import { profileKey } from '../../../src/models/windows/connect-round.ts';
import { defaultContextControllerTable } from '../../../src/models/windows/default-context-controller.ts';
import { transitionsOf, unreachableStates } from '../../../src/sim/state-machine.ts';
import { hours, minutes, seconds } from '../../../src/sim/units.ts';
import { arrowsTaken, broadbandWorld, profile } from './broadband-world.ts';

const { notSubscribed, unknownApn, reactivationRequested, regularDeactivation, unspecified } = contextCauses;
const { congestion, networkRefused, networkFailure } = registrationCauses;
const three = [profile(0), profile(1), profile(2)];
const allRefuse = { 'apn-0': unspecified, 'apn-1': unknownApn, 'apn-2': unspecified };

/** A device that is attached and has the token, so that it is connecting with its first profile. */
function connecting(profiles = [profile(0)]) {
  const world = broadbandWorld(profiles);
  world.online();
  world.controller('automaticWanted', true);
  return world;
}

/** The same, connected. */
function connected(profiles = [profile(0)]) {
  const world = connecting(profiles);
  world.pass(seconds(2));
  expect(world.state()).toBe('connected');
  return world;
}

/** The same, after a round in which every profile failed with this cause. */
function backedOff(cause: number = unspecified, profiles = [profile(0)]) {
  const world = broadbandWorld(profiles);
  world.situation.reactions = Object.fromEntries(profiles.map(({ accessString }) => [accessString, cause]));
  world.online();
  world.controller('automaticWanted', true);
  world.pass(seconds(2 * profiles.length));
  expect(world.state()).toBe('backoff');
  return world;
}

describe('in Idle', () => {
  it('connects when it is wanted and attached', () => {
    const world = broadbandWorld();
    world.online();
    expect(world.state()).toBe('idle');
    world.controller('automaticWanted', true);
    expect(world.state()).toBe('waitForConnected');
    expect(world.tried()).toEqual([0]);
  });

  it('sends an attach when it is wanted and registered, but not attached', () => {
    const world = broadbandWorld();
    world.ready();
    world.controller('automaticWanted', true);
    expect(world.state()).toBe('idle');
    world.registers();
    expect(world.state()).toBe('waitForAttached');
    expect(world.toldTo('packet service')).toEqual(['attaches']);
  });

  it('does nothing while the device is not ready', () => {
    const world = broadbandWorld();
    world.controller('automaticWanted', true);
    world.controller('attached');
    expect(world.state()).toBe('idle');
  });

  it('begins when profiles come', () => {
    const world = connecting([]);
    expect(world.state()).toBe('idle');
    world.situation.profiles = [profile(0)];
    world.controller('profilesChanged');
    expect(world.state()).toBe('waitForConnected');
  });

  it('begins at a hint of the connection manager, also after a manual connect that failed', () => {
    const world = broadbandWorld();
    world.online();
    world.ask('connect', { profile: 7 });
    world.controller('hint');
    expect([world.state(), world.tried()]).toEqual(['idle', []]);
    world.situation.reactions = { 'apn-0': unspecified };
    world.ask('connect', { profile: undefined });
    world.controller('automaticWanted', true);
    world.pass(seconds(2));
    expect(world.state()).toBe('idle');
    world.controller('hint');
    expect(world.state()).toBe('waitForConnected');
  });
});

describe('in WaitForAttached', () => {
  const waiting = () => {
    const world = broadbandWorld();
    world.ready();
    world.controller('automaticWanted', true);
    world.registers();
    return world;
  };

  it('evaluates the profiles as soon as it is attached', () => {
    const world = waiting();
    world.service('attached');
    expect(world.state()).toBe('waitForConnected');
  });

  it('finds nothing to try when the timer ends first, and begins with the attach later', () => {
    const world = waiting();
    world.pass(minutes(1));
    expect([world.state(), world.tried()]).toEqual(['idle', []]);
    world.service('attached');
    expect(world.state()).toBe('waitForConnected');
  });

  it('goes to Idle when no profile applies', () => {
    const world = waiting();
    world.situation.profiles = [];
    world.service('attached');
    expect(world.state()).toBe('idle');
  });

  it('goes to Idle when the SIM is removed, the attach is refused or the token is revoked', () => {
    for (const [to, what, message] of [
      ['service', 'deviceNotReady', undefined],
      ['service', 'detached', congestion],
      ['controller', 'automaticWanted', false],
    ] as const) {
      const world = waiting();
      if (to === 'service') world.service(what, message);
      else world.controller(what, message);
      expect(world.state()).toBe('idle');
      world.pass(minutes(2));
    }
  });
});

describe('in WaitForConnected', () => {
  it('is connected when START succeeds, and designates the profile as last known good', () => {
    const world = connected(three);
    expect(world.record().lastKnownGood).toBe(profileKey(profile(0)));
    expect(world.toldTo('connection manager')).toEqual(['appears', 'registrationChanged', 'linkUp']);
    expect(world.serviceRecord().connected).toBe(true);
  });

  it('tries the next profile without a pause when START fails', () => {
    const world = broadbandWorld(three);
    world.situation.reactions = { 'apn-0': unknownApn, 'apn-1': notSubscribed };
    world.online();
    world.controller('automaticWanted', true);
    world.pass(seconds(6));
    expect(world.facts.filter(({ name }) => name.endsWith('profileTried')).map(({ at }) => at)).toEqual([0, 2, 4]);
    expect(world.state()).toBe('connected');
    expect(world.values('profileFailed')).toEqual([unknownApn, notSubscribed]);
  });

  it('tries the last known good profile first in the next round', () => {
    const world = broadbandWorld(three);
    world.situation.reactions = { 'apn-0': unknownApn };
    world.online();
    world.controller('automaticWanted', true);
    world.pass(seconds(4));
    world.loses(networkFailure);
    world.registers();
    world.service('attached');
    world.pass(seconds(2));
    expect(world.tried()).toEqual([0, 1, 1]);
  });

  it('backs off when the whole round has failed', () => {
    const world = backedOff(unspecified, three);
    expect(world.tried()).toEqual([0, 1, 2]);
    expect([world.values('roundFailed'), world.waits()]).toEqual([[unspecified], [3]]);
  });

  it('takes a driver that does not answer for 199 seconds as a failure', () => {
    const world = broadbandWorld();
    world.situation.reactions = { 'apn-0': 'silent' };
    world.online();
    world.controller('automaticWanted', true);
    world.pass(seconds(198));
    expect(world.state()).toBe('waitForConnected');
    world.pass(seconds(1));
    expect([world.state(), world.values('profileFailed')]).toEqual(['backoff', [unspecified]]);
  });

  it('lets START come to its end before it stops: a failure needs no STOP', () => {
    const world = connecting();
    world.situation.reactions = { 'apn-0': unspecified };
    world.controller('automaticWanted', false);
    expect(world.state()).toBe('waitForStopped');
    world.pass(seconds(2));
    expect(world.toldTo('class driver')).toEqual(['deactivate']);
    const failing = broadbandWorld();
    failing.situation.reactions = { 'apn-0': unspecified };
    failing.online();
    failing.controller('automaticWanted', true);
    failing.service('detached', networkFailure);
    failing.pass(seconds(2));
    expect([failing.state(), failing.toldTo('class driver')]).toEqual(['idle', []]);
  });

  it('begins a new round when profiles change within one', () => {
    const world = broadbandWorld(three);
    world.situation.reactions = { 'apn-0': unspecified, 'apn-1': unspecified };
    world.online();
    world.controller('automaticWanted', true);
    world.pass(seconds(2));
    world.situation.profiles = [profile(0, { accessString: 'apn-9' }), profile(1)];
    world.controller('profilesChanged');
    world.pass(seconds(4));
    expect([world.tried(), world.values('roundBegan')]).toEqual([
      [0, 1, 0],
      [0, 0],
    ]);
    expect(world.state()).toBe('connected');
  });

  it('hears no answer to a START from before the SIM was removed', () => {
    const world = connecting();
    world.pass(seconds(1));
    world.service('deviceNotReady');
    expect(world.state()).toBe('idle');
    world.service('deviceReady');
    world.service('attached');
    world.pass(seconds(1));
    expect([world.tried(), world.state()]).toEqual([[0, 0], 'waitForConnected']);
    world.pass(seconds(1));
    expect(world.state()).toBe('connected');
  });
});

describe('in Connected', () => {
  it('backs off when the context is lost, and is connected again after 3 seconds', () => {
    const world = connected();
    world.service('contextLost', unspecified);
    expect([world.state(), world.waits()]).toEqual(['backoff', [3]]);
    expect(world.told.at(-1)).toEqual({ name: 'connection manager.linkDown', message: unspecified, at: 2 });
    world.pass(seconds(5));
    expect(world.state()).toBe('connected');
  });

  it('connects again at once when the network asks for it (causes 36 and 39)', () => {
    for (const cause of [regularDeactivation, reactivationRequested]) {
      const world = connected();
      world.service('contextLost', cause);
      expect([world.state(), world.waits()]).toEqual(['waitForConnected', []]);
    }
  });

  it('rests when the network asks for it, but there is no profile any more', () => {
    const world = connected();
    world.situation.profiles = [];
    world.service('contextLost', reactivationRequested);
    expect(world.state()).toBe('idle');
  });

  it('ends in Idle when the signal is lost, and begins anew with the next attach', () => {
    const world = connected();
    world.loses(networkFailure);
    expect(world.state()).toBe('idle');
    world.pass(minutes(10));
    expect(world.tried()).toEqual([0]);
    world.registers();
    world.service('attached');
    world.pass(seconds(2));
    expect(world.state()).toBe('connected');
  });

  it('sends STOP when the token is revoked, the profile deleted, or the device detached', () => {
    const stopping = [
      (world: ReturnType<typeof connected>) => world.controller('automaticWanted', false),
      (world: ReturnType<typeof connected>) => {
        world.situation.profiles = [];
        world.controller('profilesChanged');
      },
      (world: ReturnType<typeof connected>) => world.service('detached', congestion),
    ];
    for (const stop of stopping) {
      const world = connected();
      stop(world);
      expect([world.state(), world.toldTo('class driver')]).toEqual(['waitForStopped', ['deactivate']]);
      world.pass(seconds(1));
      expect(world.state()).toBe('idle');
      expect(world.toldTo('connection manager')).toEqual(['appears', 'registrationChanged', 'linkUp', 'linkDown']);
    }
  });

  it('stays when profiles are added, or written anew with the same access string', () => {
    const world = connected();
    world.situation.profiles = [profile(0, { accessString: 'other' }), profile(1, { accessString: 'apn-0' })];
    world.controller('profilesChanged');
    expect(world.state()).toBe('connected');
  });

  it('is gone with the SIM', () => {
    const world = connected();
    world.service('deviceNotReady');
    expect([world.state(), world.serviceRecord().connected]).toEqual(['idle', false]);
  });
});

describe('in WaitForStopped', () => {
  it('evaluates the profiles anew when STOP is done', () => {
    const world = connected();
    world.situation.profiles = [profile(0, { accessString: 'other' })];
    world.controller('profilesChanged');
    world.pass(seconds(1));
    expect([world.state(), world.tried()]).toEqual(['waitForConnected', [0, 0]]);
  });

  it('tells of a link that is lost meanwhile once', () => {
    const world = connected();
    world.controller('automaticWanted', false);
    world.service('contextLost', networkFailure);
    world.pass(seconds(1));
    expect(world.toldTo('connection manager')).toEqual(['appears', 'registrationChanged', 'linkUp', 'linkDown']);
  });

  it('is over when the SIM is gone: who waits for the end of the connection is answered', () => {
    const world = connected();
    const asked = world.ask('disconnect');
    world.service('deviceNotReady');
    expect([world.state(), asked.outcome]).toEqual(['idle', 'answered']);
    world.pass(seconds(10));
    expect(world.state()).toBe('idle');
  });
});

describe('in Backoff', () => {
  it('waits 3, 9, 27, 81 … seconds between rounds that fail, at most 24 hours', () => {
    const world = backedOff();
    world.pass(hours(96));
    expect(world.waits().slice(0, 12)).toEqual([3, 9, 27, 81, 243, 729, 2187, 6561, 19_683, 59_049, 86_400, 86_400]);
  });

  it('is slow after cause 33, whichever profile of the round it was for', () => {
    const world = broadbandWorld(three);
    world.situation.reactions = { ...allRefuse, 'apn-0': notSubscribed };
    world.online();
    world.controller('automaticWanted', true);
    world.pass(minutes(25));
    expect(world.waits()).toEqual([300, 900, 2700]);
  });

  it('waits a day while the subscription is not activated', () => {
    expect(backedOff(wwanStatus.serviceNotActivated).waits()).toEqual([86_400]);
  });

  const triggers: [string, (world: ReturnType<typeof backedOff>) => void][] = [
    ['a hint of the connection manager', world => world.controller('hint')],
    ['a profile added or updated', world => world.controller('profilesChanged')],
    ['a registration with another operator abroad', world => world.service('registered', 'roaming')],
    ['somebody who waits for the connection', world => world.ask('awaitConnection')],
  ];
  it.each(triggers)('begins a new round, and a new series, at %s', (_, trigger) => {
    const world = backedOff();
    world.pass(seconds(20));
    expect(world.waits()).toEqual([3, 9, 27]);
    trigger(world);
    expect(world.state()).toBe('waitForConnected');
    world.pass(seconds(2));
    expect(world.waits()).toEqual([3, 9, 27, 3]);
  });

  it('goes on waiting when it is registered at home again', () => {
    const world = backedOff();
    world.service('registered', 'home');
    expect(world.state()).toBe('backoff');
  });

  const ends: [string, (world: ReturnType<typeof backedOff>) => void][] = [
    ['the SIM is removed', world => world.service('deviceNotReady')],
    ['the device is detached', world => world.service('detached', networkFailure)],
    ['the token is revoked', world => world.controller('automaticWanted', false)],
    ['the connection is ended by hand', world => world.ask('disconnect')],
  ];
  it.each(ends)('goes to Idle when %s', (_, end) => {
    const world = backedOff();
    end(world);
    expect(world.state()).toBe('idle');
    world.pass(hours(1));
    expect(world.tried()).toEqual([0]);
  });

  it('ends with a success: the next series begins with 3 seconds again', () => {
    const world = backedOff();
    world.pass(seconds(5));
    world.situation.reactions = {};
    world.pass(seconds(60));
    world.service('contextLost', unspecified);
    expect(world.waits()).toEqual([3, 9, 3]);
  });
});

describe('a manual connect', () => {
  it('is answered when the context is up; the connection manager is not told twice', () => {
    const world = broadbandWorld();
    world.online();
    const asked = world.ask('connect', { profile: undefined });
    world.pass(seconds(2));
    expect(asked).toEqual({ outcome: 'answered', code: 0, at: 2 });
    expect(world.toldTo('connection manager')).toEqual(['appears', 'registrationChanged']);
  });

  it('tries one round when no profile is named, and is refused with the last cause', () => {
    const world = broadbandWorld(three);
    world.situation.reactions = { ...allRefuse, 'apn-2': notSubscribed };
    world.online();
    const asked = world.ask('connect', { profile: undefined });
    world.pass(hours(24));
    expect(asked).toEqual({ outcome: 'refused', code: notSubscribed, at: 6 });
    expect([world.tried(), world.waits(), world.state()]).toEqual([[0, 1, 2], [], 'idle']);
  });

  it('tries only the profile that is named', () => {
    const world = broadbandWorld(three);
    world.situation.reactions = allRefuse;
    world.online();
    world.ask('connect', { profile: 1 });
    world.controller('profilesChanged');
    world.pass(minutes(5));
    expect(world.tried()).toEqual([1]);
  });

  it('is refused when there is no such profile, or none at all', () => {
    const world = broadbandWorld([]);
    world.online();
    expect(world.ask('connect', { profile: undefined }).code).toBe(wwanStatus.noProfile);
    expect(world.ask('connect', { profile: 3 }).code).toBe(wwanStatus.noProfile);
  });

  it('is accepted only in Idle or Backoff: otherwise busy', () => {
    const world = connecting();
    expect(world.ask('connect', { profile: undefined }).code).toBe(wwanStatus.busy);
    world.pass(seconds(2));
    expect(world.ask('connect', { profile: undefined }).code).toBe(wwanStatus.busy);
    world.controller('automaticWanted', false);
    expect(world.ask('connect', { profile: undefined }).code).toBe(wwanStatus.busy);
  });

  it('cancels the back-off, and is not retried', () => {
    const world = backedOff();
    const asked = world.ask('connect', { profile: undefined });
    expect(world.state()).toBe('waitForConnected');
    world.pass(hours(24));
    expect([asked.code, world.state(), world.tried()]).toEqual([unspecified, 'idle', [0, 0]]);
  });

  it('is reported and not retried when it drops later', () => {
    const world = broadbandWorld();
    world.online();
    world.ask('connect', { profile: undefined });
    world.controller('automaticWanted', true);
    world.pass(seconds(2));
    world.service('contextLost', unspecified);
    expect(world.told.at(-1)).toMatchObject({ name: 'connection manager.linkDown', message: unspecified });
    world.pass(hours(1));
    expect([world.state(), world.tried()]).toEqual(['idle', [0]]);
  });

  it('does not need the token', () => {
    const world = connecting();
    world.controller('automaticWanted', false);
    world.pass(seconds(3));
    world.ask('connect', { profile: undefined });
    world.pass(seconds(2));
    world.controller('automaticWanted', true);
    world.controller('automaticWanted', false);
    expect(world.state()).toBe('connected');
  });

  it('is refused without a ready device, and while the radio is off', () => {
    const world = broadbandWorld();
    expect(world.ask('connect', { profile: undefined }).code).toBe(wwanStatus.notReady);
    world.ready();
    world.registrationIs('none');
    expect(world.ask('connect', { profile: undefined }).code).toBe(wwanStatus.radioPowerOff);
  });

  it('waits for the result of a search that is under way: registered and attached, it goes on', () => {
    const world = broadbandWorld();
    world.ready();
    const asked = world.ask('connect', { profile: undefined });
    expect([world.state(), world.toldTo('registration')]).toEqual(['waitForAttached', []]);
    world.pass(seconds(3));
    world.registers();
    world.service('attached');
    world.pass(seconds(2));
    expect(asked).toEqual({ outcome: 'answered', code: 0, at: 5 });
  });

  it('is refused with the cause of the first reject', () => {
    const world = broadbandWorld();
    world.ready();
    const asked = world.ask('connect', { profile: undefined });
    world.pass(seconds(3));
    world.service('registrationRejected', networkRefused);
    expect([asked, world.state()]).toEqual([{ outcome: 'refused', code: networkRefused, at: 3 }, 'idle']);
  });

  it('asks for another search where the last one has ended', () => {
    for (const state of ['deregistered', 'denied'] as const) {
      const world = broadbandWorld();
      world.ready();
      world.registrationIs(state, networkRefused);
      const asked = world.ask('connect', { profile: undefined });
      expect(world.toldTo('registration')).toEqual(['searches']);
      world.pass(minutes(1));
      expect(asked).toEqual({ outcome: 'refused', code: networkRefused, at: 60 });
    }
  });

  it('says so when the search comes to nothing, or the attach does', () => {
    const world = broadbandWorld();
    world.ready();
    const searching = world.ask('connect', { profile: undefined });
    world.pass(minutes(1));
    world.registers();
    const attaching = world.ask('connect', { profile: undefined });
    world.pass(minutes(1));
    expect([searching.code, attaching.code]).toEqual([wwanStatus.notRegistered, wwanStatus.packetServiceDetached]);
  });

  it('is refused when the device goes, or is detached', () => {
    const world = broadbandWorld();
    world.online();
    const asked = world.ask('connect', { profile: undefined });
    world.service('detached', congestion);
    expect([asked.code, world.state()]).toEqual([congestion, 'waitForStopped']);
    world.pass(seconds(3));
    world.service('attached');
    const other = world.ask('connect', { profile: undefined });
    world.service('deviceNotReady');
    expect([other.code, world.state()]).toEqual([wwanStatus.notReady, 'idle']);
  });
});

describe('a disconnect', () => {
  it('is answered when the context is down', () => {
    const world = connected();
    const asked = world.ask('disconnect');
    world.controller('automaticWanted', false);
    expect(asked.outcome).toBeUndefined();
    world.pass(hours(1));
    expect([asked.at, world.state(), world.tried()]).toEqual([3, 'idle', [0]]);
  });

  it('is followed by a new connection only if Windows still wants one by itself', () => {
    const world = connected();
    world.ask('disconnect');
    world.pass(seconds(3));
    expect(world.state()).toBe('connected');
    const sought = broadbandWorld();
    sought.online();
    const waiting = sought.ask('awaitConnection');
    sought.ask('disconnect');
    sought.pass(hours(1));
    expect([sought.state(), sought.tried(), waiting.outcome]).toEqual(['idle', [0], undefined]);
  });

  it('is answered at once when nothing is connected, and refused while another is under way', () => {
    const world = broadbandWorld();
    expect(world.ask('disconnect').outcome).toBe('answered');
    const other = connected();
    other.ask('disconnect');
    expect(other.ask('disconnect').code).toBe(wwanStatus.busy);
  });
});

describe('who waits for the connection', () => {
  it('makes it be wanted, and is answered when the context is up', () => {
    const world = broadbandWorld();
    const asked = world.ask('awaitConnection');
    world.online();
    world.pass(seconds(2));
    expect(asked).toEqual({ outcome: 'answered', code: 0, at: 2 });
    expect(world.ask('awaitConnection').at).toBe(2);
  });

  it('is not refused by a reject after which the modem tries again, but when the registration is denied for good', () => {
    const world = broadbandWorld();
    world.ready();
    const asked = world.ask('awaitConnection');
    world.service('registrationRejected', networkFailure);
    expect(asked.outcome).toBeUndefined();
    world.registrationIs('denied', networkRefused);
    world.service('registrationRejected', networkRefused);
    expect(asked).toMatchObject({ outcome: 'refused', code: networkRefused });
  });

  it('asks for another search when it was denied before', () => {
    const world = broadbandWorld();
    world.ready();
    world.registrationIs('denied', networkRefused);
    expect([world.ask('awaitConnection').outcome, world.toldTo('registration')]).toEqual([undefined, ['searches']]);
  });

  it('gives way to a third', () => {
    const world = broadbandWorld();
    const [first, second, third] = [1, 2, 3].map(() => world.ask('awaitConnection'));
    expect(first!.code).toBe(wwanStatus.busy);
    world.online();
    world.pass(seconds(2));
    expect([second!.outcome, third!.outcome]).toEqual(['answered', 'answered']);
  });

  it('is answered by a round that was busy when it began to wait, as by a connect by hand', () => {
    const world = connecting();
    expect(world.ask('connect', { profile: undefined }).code).toBe(wwanStatus.busy);
    const asked = world.ask('awaitConnection');
    world.pass(seconds(2));
    expect(asked.outcome).toBe('answered');
  });

  it('leaves no back-off behind: a connection that nobody wants any more is not sought', () => {
    const world = broadbandWorld();
    world.ask('awaitConnection');
    world.online();
    world.pass(seconds(2));
    world.service('contextLost', unspecified);
    expect([world.state(), world.waits()]).toEqual(['idle', []]);
  });
});

describe('over any sequence of events', () => {
  type World = ReturnType<typeof broadbandWorld>;
  /** Everything that can happen to the controller, in the order in which the neighbours would say it. */
  const step = fc.oneof(
    fc.constantFrom<(world: World) => void>(
      world => world.service('deviceReady'),
      world => world.service('deviceNotReady'),
      world => world.registers('home'),
      world => world.registers('roaming'),
      world => world.loses(networkFailure),
      world => world.service('contextLost', reactivationRequested),
      world => world.service('contextLost', unspecified),
      world => world.service('detached', congestion),
      world => world.service('registrationRejected', networkRefused),
      world => world.controller('automaticWanted', true),
      world => world.controller('automaticWanted', false),
      world => world.controller('hint'),
      world => world.controller('profilesChanged'),
      world => void world.ask('disconnect'),
      world => void world.ask('awaitConnection'),
      world => void world.ask('connect', { profile: undefined }),
      world => void world.ask('connect', { profile: 1 }),
    ),
    // Drawn more often than the others: without it nothing is tried.
    fc.constantFrom<(world: World) => void>(world => world.service('attached')),
    fc.integer({ min: 1, max: 400 }).map(n => (world: World) => world.pass(seconds(n))),
    fc.integer({ min: 1, max: 60 }).map(n => (world: World) => world.pass(hours(n))),
    fc
      .array(fc.constantFrom('ok' as const, unspecified, unknownApn, notSubscribed, wwanStatus.serviceNotActivated), {
        minLength: 3,
        maxLength: 3,
      })
      .map(list => (world: World) => {
        world.situation.reactions = Object.fromEntries(list.map((reaction, at) => [`apn-${at}`, reaction]));
      }),
    fc.subarray(three).map(profiles => (world: World) => {
      world.situation.profiles = profiles;
      world.controller('profilesChanged');
    }),
  );
  const lives = fc.array(step, { maxLength: 40 });
  const often = { numRuns: 120 };
  const play = (steps: ((world: World) => void)[], after: (world: World, at: number) => void = () => {}) => {
    const world = broadbandWorld(three);
    world.online();
    world.controller('automaticWanted', true);
    steps.forEach((one, at) => {
      one(world);
      after(world, at);
    });
    world.pass(minutes(10));
    return world;
  };
  const of = (world: World) => world.facts.filter(({ name }) => name.startsWith('default context controller.'));

  it('back-off waits do not decrease within one failure series and are at most 24 hours (law 38)', () => {
    fc.assert(
      fc.property(lives, steps => {
        let last = 0;
        for (const { name, value } of of(play(steps))) {
          if (name.endsWith('.backedOff')) {
            expect(value).toBeGreaterThanOrEqual(last);
            expect(value).toBeLessThanOrEqual(hours(24));
            last = value;
          }
          // A success ends the series; so does what may help, and then the round says that nothing has failed yet.
          if (name.endsWith('.connected') || (name.endsWith('.roundBegan') && value === 0)) last = 0;
        }
      }),
      often,
    );
  });

  it('a series ends only with a success, a change of the SIM, or what may help (law 38)', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 90_000 }), { maxLength: 20 }), pauses => {
        const world = backedOff();
        for (const pause of pauses) world.pass(seconds(pause));
        const begun = world.values('roundBegan');
        expect(begun).toEqual(begun.map((_, nth) => nth));
      }),
      often,
    );
  });

  it('no profile is tried twice in a round (law 39)', () => {
    fc.assert(
      fc.property(lives, steps => {
        let tried: number[] = [];
        for (const { name, value } of of(play(steps))) {
          if (name.endsWith('.roundBegan')) tried = [];
          if (!name.endsWith('.profileTried')) continue;
          expect(tried).not.toContain(value);
          tried.push(value);
        }
      }),
      often,
    );
  });

  it('a manual connect that fails is followed by no round until something else happens (law 40)', () => {
    fc.assert(
      fc.property(lives, fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined }), (steps, named) => {
        const world = play(steps);
        world.situation.reactions = allRefuse;
        world.situation.profiles = three;
        const asked = world.ask('connect', { profile: named });
        world.pass(minutes(2));
        if (asked.outcome !== 'refused' || asked.code === wwanStatus.busy) return;
        const rounds = world.values('roundBegan').length;
        expect(world.state()).toBe('idle');
        world.pass(hours(48));
        expect(world.values('roundBegan').length).toBe(rounds);
      }),
      often,
    );
  });

  it('ProfileConnected and ProfileDisconnected alternate (law 46)', () => {
    fc.assert(
      fc.property(lives, steps => {
        const world = play(steps);
        const events = world.facts.map(({ name }) => name).filter(name => /service\.profile/.test(name));
        const names = ['profileConnected', 'profileDisconnected'];
        expect(events).toEqual(events.map((_, nth) => `mobile broadband service.${names[nth % 2]}`));
        expect(world.serviceRecord().connected).toBe(events.length % 2 === 1);
        expect(world.record().up).toBe(world.serviceRecord().connected);
      }),
      often,
    );
  });

  it('the connection manager hears of every link that goes down, and of none twice', () => {
    fc.assert(
      fc.property(lives, steps => {
        const world = play(steps);
        const count = (name: string) => of(world).filter(fact => fact.name.endsWith(`.${name}`)).length;
        const isUp = world.record().up ? 1 : 0;
        expect(count('connected') - count('stopped')).toBe(isUp);
        expect(world.toldTo('connection manager').filter(name => name === 'linkDown').length).toBe(count('stopped'));
      }),
      often,
    );
  });

  it('whoever asks to connect or disconnect gets an answer', () => {
    fc.assert(
      fc.property(lives, steps => {
        const world = play(steps);
        world.situation.profiles = [];
        world.controller('profilesChanged');
        world.pass(minutes(10));
        expect(world.record().asker).toBe(0);
        expect(['idle', 'waitForAttached']).toContain(world.state());
      }),
      often,
    );
  });
});

describe('the table', () => {
  it('has no arrow that nothing takes', () => {
    const arrows = transitionsOf(defaultContextControllerTable).map(({ from, event }) => `${from}.${event}`);
    const name = 'default context controller: ';
    const taken = [...arrowsTaken].filter(arrow => arrow.startsWith(name)).map(arrow => arrow.slice(name.length));
    expect(taken.toSorted()).toEqual(arrows.toSorted());
    expect(unreachableStates(defaultContextControllerTable)).toEqual([]);
  });
});
