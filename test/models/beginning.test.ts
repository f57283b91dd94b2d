/** Where everybody is at the first moment; and that who stood connected then goes on like anybody else. */
import { describe, expect, it } from 'vitest';
import { contextCauses } from '../../src/models/messages/causes.ts';
import type { Act, TimelineEntry } from '../../src/models/settings.ts';
import type { World } from '../../src/models/world.ts';
import { hours, type Microseconds, minutes, seconds } from '../../src/sim/units.ts';
import { always, evenly, people, settingsWith, type WorldChange, worldOf } from './small-world.ts';

/** How a device stands, from the card up to Windows. */
const standing = (world: World, device = 0) => ({
  sim: world.sims.store.look(device).state,
  cdma: world.cdmaDevices.store.look(device).state,
  driver: world.drivers.store.look(device).state,
  modem: world.modems.store.look(device).state,
  registration: world.registrations.store.look(device).state,
  packetService: world.packetServices.store.look(device).state,
  context: world.contexts.store.look(device).state,
  controller: world.controllers.store.look(device).state,
  service: world.broadband.store.look(device).state,
  route: world.routes.store.look(device).state,
  line: world.lines.store.look(device).state,
});

const begun = (group: WorldChange['group'], more: WorldChange = {}) =>
  worldOf(settingsWith({ length: hours(2), ...more, group: { wifi: 0, ...group } }));

const connected = {
  sim: 'ready',
  cdma: 'notActivated',
  driver: 'loaded',
  modem: 'initialized',
  registration: 'home',
  packetService: 'attached',
  context: 'activated',
  controller: 'connected',
  service: 'identified',
  route: 'cellular',
  line: 'hotPrepaid',
} as const;

const untouched = {
  sim: 'absent',
  cdma: 'notActivated',
  driver: 'notLoaded',
  modem: 'off',
  registration: 'none',
  packetService: 'detached',
  context: 'deactivated',
  controller: 'idle',
  service: 'noDevice',
  route: 'offline',
  line: 'cold',
} as const;

describe('at the first moment', () => {
  it('a device with an active SIM stands connected, and nobody has said or done anything', () => {
    const { world, told } = begun({ sim: 'hot' });
    expect(standing(world)).toEqual(connected);
    expect(world.users.store.look(0).state).toBe('idle');
    expect(told).toEqual([]);
  });

  it('a CDMA device that is active stands connected without a SIM', () => {
    const { world } = begun({ sim: 'hot', technology: 'cdma' });
    expect(standing(world)).toEqual({ ...connected, sim: 'absent', cdma: 'activated' });
  });

  it('an eSIM laptop is on, and its modem has found no profile', () => {
    const { world } = begun({ sim: 'esim' });
    const on = { driver: 'loaded', modem: 'noEsimProfile', service: 'notReady' };
    expect(standing(world)).toEqual({ ...untouched, ...on });
  });

  it.each(['cold', 'warm'] as const)('somebody with a %s SIM comes at once, with everything still to be done', sim => {
    const { world, told } = begun({ sim });
    expect(standing(world)).toEqual({ ...untouched, line: sim });
    world.advance(() => false);
    expect(told.find(({ name }) => name === 'getting online.came')).toMatchObject({ at: 0, subject: 0 });
  });

  it('those who come later have nothing yet but their Wi-Fi, whatever their SIM', () => {
    for (const sim of ['hot', 'warm', 'esim'] as const) {
      const { world } = begun({ sim, count: 0, wifi: 1, arrive: { perDay: 100, weights: evenly } });
      const on = sim === 'esim' ? { driver: 'loaded', modem: 'noEsimProfile', service: 'notReady' } : {};
      const line = sim === 'warm' ? { line: 'warm' } : {};
      expect(standing(world)).toEqual({ ...untouched, ...on, ...line, route: 'wifi' });
    }
  });

  it('one draw decides between Wi-Fi, Ethernet and neither', () => {
    const { world } = begun({ count: 2000, wifi: 0.5, ethernet: 0.3 });
    const routes = Array.from({ length: 2000 }, (_, device) => world.routes.store.look(device).state);
    const share = (route: string) => routes.filter(one => one === route).length / routes.length;
    expect(share('wifi')).toBeCloseTo(0.5, 1);
    expect(share('ethernet')).toBeCloseTo(0.3, 1);
    expect(share('offline')).toBeCloseTo(0.2, 1);
    expect(new Set(routes)).toEqual(new Set(['wifi', 'ethernet', 'offline']));
    const more = begun({ count: 2000, wifi: 0.6, ethernet: 0.3 }).world.routes.store;
    for (const [device, route] of routes.entries()) if (route === 'wifi') expect(more.look(device).state).toBe('wifi');
  });

  it('the maker of a PC has put app and metadata on the share the group says', () => {
    const { world } = begun({ count: 1000, preloaded: 0.4, sim: 'warm' });
    const all = Array.from({ length: 1000 }, (_, device) => device);
    const with_ = all.filter(device => world.apps.store.look(device).state !== 'notInstalled');
    expect(with_.length / 1000).toBeCloseTo(0.4, 1);
    for (const device of all) expect(world.metadata.store.look(device).state !== 'none').toBe(with_.includes(device));
  });

  it('each group stands as it should, one beside the other', () => {
    const groups = (['hot', 'esim', 'warm', 'hot'] as const).map((sim, at) => ({
      ...people,
      name: `group-${at}`,
      sim,
      wifi: 0,
      count: 2,
      technology: at === 3 ? ('cdma' as const) : ('gsm' as const),
    }));
    const { world } = worldOf(settingsWith({ groups }));
    expect([0, 1, 2, 3, 4, 5, 6, 7].map(device => standing(world, device).modem)).toEqual([
      'initialized',
      'initialized',
      'noEsimProfile',
      'noEsimProfile',
      'off',
      'off',
      'initialized',
      'initialized',
    ]);
    expect([0, 7].map(device => standing(world, device).cdma)).toEqual(['notActivated', 'activated']);
  });
});

describe('a device that stood connected', () => {
  /** With somebody who does these things by hand, each a quarter of an hour after the one before. */
  function doing(acts: readonly Act[], group: WorldChange['group'] = {}) {
    const timeline = acts.map(
      (act, at): TimelineEntry => ({
        kind: 'act',
        name: `act-${at}`,
        at: (minutes(15) * (at + 1)) as Microseconds,
        group: 'people',
        first: 0,
        count: 1,
        act,
      }),
    );
    const { world, told } = begun({ sim: 'hot', ...group }, { timeline });
    const at = (time: Microseconds) => {
      world.simulation.run(time);
      return standing(world);
    };
    const facts = (model: string) =>
      told.filter(({ name }) => name.startsWith(`${model}.`)).map(({ name }) => name.slice(model.length + 1));
    return { world, told, at, facts };
  }

  it('stands as one that has connected by itself', () => {
    const { world, told } = begun({ sim: 'hot', count: 0, arrive: { perDay: 200, weights: evenly } });
    world.run();
    const online = told.filter(({ name }) => name === 'getting online.online').map(({ subject }) => subject);
    expect(online.length).toBeGreaterThan(5);
    const other = begun({ sim: 'hot' }).world;
    const [device] = online as [number];
    expect(standing(world, device)).toEqual(standing(other));
    const shared = <R extends object>(record: Readonly<R>, ...names: readonly (keyof R)[]) =>
      Object.fromEntries(names.map(name => [name, record[name]]));
    for (const [mine, theirs] of [
      [
        shared(other.controllers.store.snapshot(0), 'automatic', 'ready', 'attached', 'up'),
        shared(world.controllers.store.snapshot(device), 'automatic', 'ready', 'attached', 'up'),
      ],
      [
        shared(other.broadband.store.snapshot(0), 'registered', 'connected'),
        shared(world.broadband.store.snapshot(device), 'registered', 'connected'),
      ],
      [
        shared(other.brokers.store.snapshot(0), 'registered', 'connected', 'at'),
        shared(world.brokers.store.snapshot(device), 'registered', 'connected', 'at'),
      ],
      [
        shared(other.databases.store.snapshot(0), 'identified', 'applied', 'matched'),
        shared(world.databases.store.snapshot(device), 'identified', 'applied', 'matched'),
      ],
    ] as const)
      expect(mine).toEqual(theirs);
  });

  it('loses its coverage and comes back', () => {
    const coverageGaps = { perDay: 40, lasts: always(minutes(1)) };
    const { world, told, facts } = doing([], { coverageGaps });
    world.run();
    const gaps = facts('registration').filter(name => name === 'gapBegan').length;
    expect(gaps).toBeGreaterThan(0);
    const lost = told.find(({ name }) => name === 'registration.deregistered')!;
    const gap = told.find(({ name }) => name === 'registration.gapBegan')!;
    expect(lost.at - gap.at).toBe(seconds(10));
    const back = told.find(({ name }) => name === 'registration.home')!;
    expect(back.at - gap.at).toBe(minutes(1) + seconds(3) + 0);
    expect(facts('connection').slice(0, 3)).toEqual(['lost', 'connected', 'levelChanged']);
    expect(world.breaches).toEqual([]);
  });

  it('connects again when the network takes its context away', () => {
    const { world, at, facts } = doing([]);
    at(minutes(1));
    world.assembly.tell(world.contexts, 'lost', 0, contextCauses.regularDeactivation);
    expect(at(minutes(1))).toMatchObject({ context: 'activating', registration: 'home', route: 'offline' });
    expect(at(minutes(2))).toEqual(connected);
    expect(facts('mobile broadband service')).toEqual(['profileDisconnected', 'profileConnected']);
  });

  it('is gone with its SIM, and is back with it', () => {
    const { at } = doing(['removeSim', 'insertSim']);
    expect(at(minutes(16))).toEqual({
      ...untouched,
      driver: 'loaded',
      modem: 'simNotInserted',
      service: 'notReady',
      line: 'hotPrepaid',
    });
    expect(at(minutes(31))).toEqual(connected);
  });

  it('goes on after airplane mode', () => {
    const { at } = doing(['airplaneOn', 'airplaneOff']);
    const off = {
      registration: 'none',
      packetService: 'detached',
      context: 'deactivated',
      controller: 'idle',
    } as const;
    expect(at(minutes(16))).toEqual({ ...connected, ...off, route: 'offline' });
    expect(at(minutes(31))).toEqual(connected);
  });

  it('is thrown out with its line, and comes back when that is settled and the person connects', () => {
    const { at } = doing(['suspendLine', 'settleLine', 'connect']);
    const out = { registration: 'denied', context: 'deactivated', route: 'offline' } as const;
    expect(at(minutes(16))).toMatchObject({ ...out, line: 'suspended' });
    expect(at(minutes(44))).toMatchObject({ ...out, line: 'hotPrepaid' });
    expect(at(minutes(46))).toEqual(connected);
  });

  it('stays connected over a restart', () => {
    const { at, facts } = doing(['restart']);
    expect(at(minutes(17))).toEqual(connected);
    expect(facts('modem').slice(0, 2)).toEqual(['off', 'ready']);
  });

  it('lets go of mobile broadband for Wi-Fi, and takes it again without', () => {
    const { at } = doing(['wifiOn', 'wifiOff']);
    expect(at(minutes(17))).toMatchObject({ route: 'wifi', context: 'deactivated', registration: 'home' });
    expect(at(minutes(32))).toEqual(connected);
  });

  it('is not connected again by itself after the person has disconnected', () => {
    const { at, facts } = doing(['disconnect', 'airplaneOn', 'airplaneOff', 'connect']);
    expect(at(minutes(29))).toMatchObject({ registration: 'home', context: 'deactivated', route: 'offline' });
    expect(facts('packet context')).toEqual(['deactivated', 'deactivate.answered']);
    expect(at(minutes(50))).toMatchObject({ registration: 'home', context: 'deactivated', route: 'offline' });
    expect(at(hours(2))).toEqual(connected);
  });
});
