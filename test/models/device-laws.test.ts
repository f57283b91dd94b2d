/** The laws of devices hold in generated worlds, and the watch names each one that is broken. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { interfaceOf } from '../../src/models/device/interfaces.ts';
import { fileNumber, handOver } from '../../src/models/messages/provisioning/hand-over.ts';
import { World } from '../../src/models/world.ts';
import { days, hours, minutes, seconds } from '../../src/sim/units.ts';
import { deviceLaws, watch } from './device-laws.ts';
import { ownFiles } from './generated-operators.ts';
import { worldOfDevices, worldOfWeeks } from './generated-worlds.ts';
import { guards, keptLaws } from './kept-laws.ts';
import { always, evenly, settingsWith, type WorldChange } from './small-world.ts';

/** Hands the files of every operator to devices, one an hour: whoever sells Wi-Fi alone does so too. */
function handsOverFiles(world: World, devices = world.devices): void {
  const { simulation, assembly, agents, settings, surroundings, sims } = world;
  const apply = agents.requests.get('apply')!;
  const operation = simulation.operation('a file is handed over', hour => {
    for (let device = 0; device < devices; device++) {
      const own = handOver(surroundings, device, sims.store.look(device).card, 'app');
      const message = { ...own, file: fileNumber(hour % settings.operators.length, 'app') };
      const nobody = { settled: () => {} };
      const row = assembly.requests.take(apply, device, device, device, nobody, message, {});
      simulation.note(assembly.effects.send, row, 0, 0, {});
    }
  });
  for (let hour = 1; hour < world.horizon / hours(1) && hour < 8; hour++)
    simulation.schedule(operation, hour, hours(hour));
}

const laws = keptLaws(deviceLaws, world => handsOverFiles(world));

describe('in generated worlds', () => {
  it('every law of devices holds, and bytes and money are accounted for', () =>
    fc.assert(fc.property(worldOfDevices, laws.hold), { numRuns: 50, endOnFailure: true }));

  it('every law of devices holds for weeks', () =>
    fc.assert(fc.property(worldOfWeeks, laws.hold), { numRuns: 6, endOnFailure: true }));

  it('each law is put to the test often enough', () => {
    expect(laws.seldom(3)).toEqual([]);
  });
});

/** A device that is connected, and others that come with their cards and connect. */
const ordinary = (change: WorldChange): World => {
  const { groups, operators } = settingsWith(change);
  const [group] = groups as [(typeof groups)[number]];
  const there = { ...group, name: 'there', sim: 'hot' as const, count: 1 };
  const comes = { ...group, name: 'comes', sim: 'hot' as const, count: 0, arrive: { perDay: 4, weights: evenly } };
  return new World(settingsWith({ length: days(1), ...change, operators, groups: [there, comes] }), { guards });
};

/** Does something to the world at a moment. */
function at(world: World, moment: number, does: () => void): void {
  const operation = world.simulation.operation('a bug', does);
  world.simulation.schedule(operation, 0, moment);
}

/** Tells what nobody has done. */
function claims(world: World, name: string, subject: number, value: number): void {
  world.simulation.noteFact(world.simulation.facts.declare(name), subject, value);
}

const twoPoints = ['one', 'two'].map((name, place) => ({
  name,
  accessString: name,
  order: place + 1,
  purpose: 'internet' as const,
}));
const rejects = { network: { contextRejects: [{ cause: 31, share: 1 }] } };
const gapsOf = (length: number) => ({ coverageGaps: { perDay: 200, lasts: always(length) } });
const cellular = interfaceOf(0, 'cellular');

/** For each law bugs it is there to find: in which world, what goes wrong, and what the watch says. */
const bugs: [law: number, bug: string, change: WorldChange, plant: (world: World) => void, says: RegExp][] = [
  [
    35,
    'the attach is forgotten under a context',
    { group: { wifi: 0 } },
    world =>
      at(world, hours(1), () => {
        world.packetServices.store.at(0).state = 'detached';
      }),
    /context activated, packet service detached/,
  ],
  [
    36,
    'the packet service hears of a loss before the context',
    { group: { wifi: 0 } },
    world => at(world, hours(1), () => world.assembly.tell(world.packetServices, 'lost', 0, 17)),
    /attach lost before context/,
  ],
  [
    36,
    'the registration falls with all that stands on it',
    { group: { wifi: 0 } },
    world =>
      at(world, hours(1), () =>
        world.assembly.tell(world.registrations, 'falls', 0, { event: 'networkDetached', cause: 17 }),
      ),
    /registration lost before context and attach/,
  ],
  [
    37,
    'a short gap is taken for a long one',
    { group: { wifi: 0, ...gapsOf(seconds(4)) } },
    world => {
      const { facts } = world.simulation;
      facts.observe('registration.gapBegan', device => world.assembly.tell(world.registrations, 'gapIsLong', device));
    },
    /gap of 4000000 µs/,
  ],
  [
    38,
    'the failures of a series are forgotten',
    { group: { wifi: 0 }, operator: rejects },
    ({ simulation, controllers }) => {
      simulation.facts.observe('default context controller.backedOff', device => {
        const controller = controllers.store.at(device);
        if (controller.failures === 3) controller.failures = 1;
      });
    },
    /waits 9000000 µs after \d+ µs/,
  ],
  [
    39,
    'the round does not go on to the next profile',
    { group: { wifi: 0 }, operator: { ...rejects, cosa: { accessPoints: twoPoints } } },
    ({ surroundings }) => {
      const { profiles } = surroundings;
      surroundings.profiles = device => profiles(device).map(() => profiles(device)[0]!);
    },
    /profile 96 twice in a round/,
  ],
  [
    40,
    'a connect by hand is forgotten to have been one',
    { group: { wifi: 0, autoConnect: false }, operator: rejects },
    ({ simulation, controllers }) => {
      simulation.facts.observe('default context controller.roundBegan', device => {
        controllers.store.at(device).manual = false;
      });
    },
    /a back-off after a connect by hand/,
  ],
  [
    41,
    'the app opens for a congested network',
    {},
    world => at(world, hours(1), () => claims(world, 'connection.startedApp', cellular, 22)),
    /app for cause 22/,
  ],
  [
    46,
    'the service does not know that it is connected',
    { group: { wifi: 0 } },
    world =>
      at(world, hours(1), () => {
        world.broadband.store.at(0).connected = false;
        world.assembly.tell(world.broadband, 'connected', 0);
      }),
    /twice connected/,
  ],
  [
    54,
    'a plan is applied and not reported',
    { operator: { provisioningFile: { file: ownFiles(0).wlan } } },
    ({ knowledge }) => {
      const { states } = knowledge.provisioningSurroundings().provisioning;
      const apply = states.apply.bind(states);
      states.apply = (...details) => {
        const { next, outcome } = apply(...details);
        const elements = outcome.results.elements.filter(({ element }) => element !== 'Plans');
        return { next, outcome: { ...outcome, results: { ...outcome.results, elements } } };
      };
    },
    /reported MBNProfiles WLANProfiles, in the file MBNProfiles WLANProfiles Plans/,
  ],
  [
    55,
    'a file without Wi-Fi profiles brings some',
    {},
    ({ knowledge }) => {
      const { states } = knowledge.provisioningSurroundings().provisioning;
      const wlan = { carrierId: 'x', profile: { priority: 1, name: 'Hotspot', ssidConfig: noSsids } };
      const look = states.at.bind(states);
      states.at = number => (number === 0 ? look(0) : { ...look(number), wlanProfiles: [wlan] });
    },
    /"" became "Hotspot" without WLANProfiles/,
  ],
  [
    56,
    'profiles of the database count beside a provisioned one',
    { operator: { cosa: { accessPoints: twoPoints }, provisioningFile: { file: ownFiles(0).wlan } } },
    ({ surroundings }) => {
      const { profiles } = surroundings;
      const first = profiles(0);
      surroundings.profiles = device => (device === 0 ? first : profiles(device));
    },
    /has one two; should have provisioned/,
  ],
  [
    57,
    'the hardware IDs are those of another card',
    {},
    ({ simulation, sims }) => {
      simulation.facts.observe('mobile broadband service.identified', device => {
        sims.store.at(device).card += 1;
      });
    },
    /hardware IDs/,
  ],
  [
    58,
    'two lines have the same ICCID',
    {},
    ({ surroundings: { identity } }) => {
      const iccid = identity.iccid(0);
      identity.iccid = () => iccid;
    },
    /card 0 has the id of device 0, card 0/,
  ],
  [
    59,
    'a check comes after a day',
    { length: days(3) },
    world => at(world, days(2), () => world.assembly.tell(world.metadata, 'rechecks', 1)),
    /before the next check is due/,
  ],
  [
    59,
    'service metadata believes in internet that is not there',
    { group: { wifi: 0 }, operator: rejects },
    world => {
      world.simulation.facts.observe('mobile broadband service.identified', device => {
        world.metadata.store.at(device).online = true;
        world.assembly.tell(world.metadata, 'rechecks', device);
      });
    },
    /asks without internet/,
  ],
  [
    60,
    'the routing takes an interface that is being let go of',
    {
      timeline: [{ kind: 'act', name: 'connect', at: minutes(5), group: 'there', first: 0, count: 1, act: 'openLid' }],
    },
    world => {
      world.simulation.facts.observe('connection.softDisconnecting', subject => {
        if (subject === cellular) world.assembly.tell(world.routes, 'changed', 0, 'cellularUp');
      });
    },
    /cellular is softDisconnecting, and takes traffic/,
  ],
  [
    61,
    'a connection stays that nobody prefers',
    {
      timeline: [{ kind: 'act', name: 'connect', at: minutes(5), group: 'there', first: 0, count: 1, act: 'openLid' }],
    },
    world =>
      at(world, hours(1), () => {
        Object.assign(world.connections.store.at(cellular), { state: 'connected', level: 'internetAccess' });
      }),
    /cellular is connected beside wifi, cellular/,
  ],
];

const noSsids = { ssids: [], moreSsids: [], ssidPrefixes: [] };

function watchedRun(change: WorldChange, plant: (world: World) => void) {
  const world = ordinary(change);
  const watched = watch(world);
  plant(world);
  handsOverFiles(world, 1);
  // What is planted may stop the run: then the watch has seen it before.
  try {
    world.run();
  } catch {
    expect(watched.broken.length).toBeGreaterThan(0);
  }
  watched.ends();
  return watched.broken;
}

describe('the watch', () => {
  it.each(bugs.map(([law, bug, change, plant, says]) => ({ law, bug, change, plant, says })))(
    'names law $law when $bug',
    ({ law, change, plant, says }) => {
      expect(watchedRun(change, () => {})).toEqual([]);
      const broken = watchedRun(change, plant).filter(one => one.law === law);
      expect(broken.map(({ what }) => what)).toContainEqual(expect.stringMatching(says));
    },
  );

  it('is put to the test by at least one bug for each law', () => {
    expect(new Set(bugs.map(([law]) => law))).toEqual(new Set(deviceLaws.keys()));
  });
});
