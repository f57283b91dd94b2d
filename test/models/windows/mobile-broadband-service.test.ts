import { describe, expect, it } from 'vitest';
import { contextCauses, registrationCauses } from '../../../src/models/messages/causes.ts';
import { mobileBroadbandServiceTable } from '../../../src/models/windows/mobile-broadband-service.ts';
import type { EventRaised } from '../../../src/models/windows/system-event-broker.ts';
import { transitionsOf } from '../../../src/sim/state-machine.ts';
import { seconds } from '../../../src/sim/units.ts';
import { arrowsTaken, broadbandWorld } from './broadband-world.ts';

const { networkFailure } = registrationCauses;

/** What the service itself said, in order. */
const said = ({ facts }: ReturnType<typeof broadbandWorld>) =>
  facts.flatMap(({ name }) => (name.startsWith('mobile broadband service.') ? [name.slice(25)] : []));

describe('the Mobile Broadband Service', () => {
  it('reads the SIM as soon as the modem is ready, and tells metadata, COSA, flyout, connection manager and controller', () => {
    const world = broadbandWorld();
    world.cardIs(2);
    world.ready();
    expect(world.told.map(({ name, message }) => [name, message])).toEqual([
      ['COSA database.identified', 2],
      ['service metadata.identified', 2],
      ['network flyout.iccidRead', 2],
      ['connection manager.appears', undefined],
    ]);
    expect([world.record().ready, world.facts.at(-1)]).toMatchObject([true, { value: 2 }]);
  });

  it('does nothing while a PIN hides the IMSI, or while there is no driver', () => {
    const world = broadbandWorld();
    world.service('deviceReady');
    world.service('deviceFound');
    world.service('deviceFound');
    expect([world.told, world.serviceRecord().state]).toEqual([[], 'notReady']);
  });

  it('reads a modem that was ready before its driver was loaded', () => {
    const world = broadbandWorld();
    world.modemIs('initialized');
    world.service('deviceFound');
    expect(world.serviceRecord().state).toBe('identified');
  });

  it('forgets the identity when the modem is not ready any more, and reads the next card', () => {
    const world = broadbandWorld();
    world.ready();
    world.service('deviceNotReady');
    world.service('deviceNotReady');
    world.cardIs(1);
    world.service('deviceReady');
    expect(said(world)).toEqual(['identified', 'identityGone', 'identified']);
    expect(world.toldTo('service metadata')).toEqual(['identified', 'identityGone', 'identified']);
    expect(world.toldTo('COSA database')).toEqual(['identified', 'identityGone', 'identified']);
    expect(world.toldTo('connection manager')).toEqual(['appears', 'disappears', 'appears']);
  });

  it('forgets everything when the dongle is pulled out', () => {
    const world = broadbandWorld();
    world.online();
    world.controller('automaticWanted', true);
    world.pass(seconds(2));
    world.service('deviceGone');
    world.service('deviceGone');
    expect(said(world).slice(-2)).toEqual(['identityGone', 'profileDisconnected']);
    expect([world.state(), world.serviceRecord().state]).toEqual(['idle', 'noDevice']);
    world.service('deviceFound');
    world.service('deviceGone');
    expect(world.serviceRecord().state).toBe('noDevice');
  });

  it('raises RegisteredHome or RegisteredRoaming on every registration, so also after sleep', () => {
    const world = broadbandWorld();
    world.ready();
    world.registers('home');
    world.service('deregistered');
    expect(world.serviceRecord().registered).toBeUndefined();
    world.registers('home');
    world.registers('roaming');
    world.registers('partner');
    expect(said(world).slice(1)).toEqual([
      'registeredHome',
      'registeredHome',
      'registeredRoaming',
      'registeredRoaming',
    ]);
  });

  it('raises ProfileConnected on every connect and ProfileDisconnected after it, in turn', () => {
    const world = broadbandWorld();
    world.online();
    world.controller('automaticWanted', true);
    world.pass(seconds(2));
    world.service('connected');
    world.loses(networkFailure);
    world.service('disconnected');
    world.registers();
    world.service('attached');
    world.pass(seconds(2));
    const turns = said(world).filter(name => name.startsWith('profile'));
    expect(turns).toEqual(['profileConnected', 'profileDisconnected', 'profileConnected']);
  });

  it('knows a device that stood connected when the run began, of which nobody is told, like any other', () => {
    const world = broadbandWorld();
    world.stoodConnected();
    expect([world.state(), world.told, world.facts]).toEqual(['connected', [], []]);
    world.broker('registers');
    expect(world.told.map(({ message }) => (message as EventRaised).event)).toEqual([
      'registeredHome',
      'profileConnected',
    ]);
    world.loses(networkFailure);
    expect([world.state(), world.serviceRecord().registered]).toEqual(['idle', undefined]);
    world.registers();
    world.service('attached');
    world.pass(seconds(2));
    expect(said(world)).toEqual(['profileDisconnected', 'registeredHome', 'profileConnected']);
  });

  it('has it connect again when its context is lost, and forgets it with its SIM', () => {
    const world = broadbandWorld();
    world.stoodConnected();
    world.service('contextLost', contextCauses.regularDeactivation);
    world.pass(seconds(6));
    expect(said(world)).toEqual(['profileDisconnected', 'profileConnected']);
    world.service('deviceNotReady');
    expect([world.state(), world.serviceRecord().state]).toEqual(['idle', 'notReady']);
    expect(world.toldTo('connection manager').slice(-2).toSorted()).toEqual(['disappears', 'linkDown']);
  });

  it('leaves it connected when its profiles change to none it could be compared with', () => {
    const bare = broadbandWorld([]);
    bare.stoodConnected();
    bare.controller('profilesChanged');
    expect(bare.state()).toBe('connected');
  });

  it('has no arrow that nothing takes', () => {
    const arrows = transitionsOf(mobileBroadbandServiceTable).map(
      ({ from, event }) => `mobile broadband service: ${from}.${event}`,
    );
    const taken = [...arrowsTaken].filter(arrow => arrow.startsWith('mobile broadband service: '));
    expect(taken.toSorted()).toEqual(arrows.toSorted());
  });
});

describe('the System Event Broker', () => {
  const heard = (world: ReturnType<typeof broadbandWorld>) =>
    world.told
      .filter(({ name }) => name === 'mobile broadband app.backgroundEvent')
      .map(({ message }) => (message as EventRaised).event);

  it('brings nothing to an app that has not registered, and counts what went unheard', () => {
    const world = broadbandWorld();
    world.broker('raises', 'registeredHome');
    world.broker('raises', 'networkStatusChange');
    expect(heard(world)).toEqual([]);
    expect(world.brokerRecord()).toMatchObject({ unheard: 2, delivered: 0 });
    expect(world.facts.map(({ value }) => value)).toEqual([9, 100]);
  });

  it('brings events to an app that has registered', () => {
    const world = broadbandWorld();
    world.broker('registers');
    world.broker('raises', 'registeredRoaming');
    world.broker('raises', 'profileConnected');
    world.broker('raises', 'profileDisconnected');
    world.broker('raises', 'networkStatusChange');
    expect(heard(world)).toEqual([
      'registeredRoaming',
      'profileConnected',
      'profileDisconnected',
      'networkStatusChange',
    ]);
    expect(world.facts.map(({ value }) => value)).toEqual([8, 6, 7, 100]);
  });

  it('tells at once what holds when metadata and app come while the device is connected', () => {
    const world = broadbandWorld();
    world.online();
    world.controller('automaticWanted', true);
    world.pass(seconds(2));
    world.broker('registers');
    world.broker('registers');
    expect(heard(world)).toEqual(['registeredHome', 'profileConnected']);
  });

  it('tells nothing that holds no longer', () => {
    const world = broadbandWorld();
    world.online();
    world.controller('automaticWanted', true);
    world.pass(seconds(2));
    world.loses(networkFailure);
    world.broker('registers');
    expect(heard(world)).toEqual([]);
  });

  it('is silent again when the app has gone', () => {
    const world = broadbandWorld();
    world.broker('registers');
    world.broker('unregisters');
    world.broker('raises', 'profileConnected');
    expect(heard(world)).toEqual([]);
  });
});
