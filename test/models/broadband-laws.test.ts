/** The laws of usage, messages, sharing and hotspots hold in generated worlds, and the watch names each one that is broken. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { World } from '../../src/models/world.ts';
import type { Bytes } from '../../src/sim/index.ts';
import { hours, megabytes, minutes, seconds } from '../../src/sim/units.ts';
import { broadbandLaws } from './broadband-laws.ts';
import { watch } from './device-laws.ts';
import { strangersWrite, worldOfBroadband } from './generated-broadband.ts';
import { offering, visiting } from './hotspot-world.ts';
import { guards, keptLaws } from './kept-laws.ts';
import { messageLaws } from './message-laws.ts';
import { settingsWithMessages } from './message-worlds.ts';
import { clientKind, contexts, habit, mail, operatorSharing } from './sharing-world.ts';
import { always, evenly, type WorldChange } from './small-world.ts';

const laws = keptLaws(broadbandLaws, strangersWrite);

describe('in generated worlds', () => {
  // Always the same worlds: what they put to the test is counted below.
  it('every law of mobile broadband holds', () =>
    fc.assert(fc.property(worldOfBroadband, laws.hold), { numRuns: 30, seed: 3, endOnFailure: true }));

  it('every law of mobile broadband holds in a few more', () =>
    fc.assert(fc.property(worldOfBroadband, laws.hold), { numRuns: 4, endOnFailure: true }));

  it('each law is put to the test often enough', () => {
    expect(laws.seldom(5)).toEqual([]);
  });
});

const often = (perDay: number) => ({ perDay, weights: evenly });

/** Two PCs to which everything happens, and nothing fails. */
function ordinary({ operator, group, ...rest }: WorldChange): World {
  return new World(
    settingsWithMessages(
      {},
      {
        length: hours(8),
        ...rest,
        operator: {
          plan: { data: megabytes(500), lasts: hours(5), postpaid: true },
          cosa: { hotspot: 'entitlementCheckRequired' },
          sharing: operatorSharing,
          contexts,
          hotspots: { ...offering, wispr: 'app' },
          ...operator,
          provisioningFile: {
            signed: false,
            notifiesUsage: true,
            billingCycle: 'resets',
            ...operator?.provisioningFile,
          },
        },
        group: {
          count: 2,
          usage: {
            monthly: always(30e9),
            sessions: often(24),
            sessionRate: 333_333,
            takes: 'mobileBroadband',
            sync: { by: 'thresholds' },
          },
          hotspots: { ...visiting, visits: often(6) },
          sharing: { ...habit, share: 1, starts: often(12), lasts: always(minutes(20)), clients: [clientKind] },
          specialApps: [{ ...mail, sessions: often(24) }],
          ...group,
        },
      },
    ),
    { guards },
  );
}

/** Does something to the world at a moment. */
function at(world: World, moment: number, does: () => void): void {
  world.simulation.schedule(world.simulation.operation('a bug', does), 0, moment);
}

/** Tells what nobody has done. */
function claims(world: World, name: string, subject: number, value = 0): void {
  world.simulation.noteFact(world.simulation.facts.declare(name), subject, value);
}

/** Whoever has lost the network registers anew, abroad. */
const abroad: WorldChange = { group: { roaming: 1, coverageGaps: { perDay: 30, lasts: always(seconds(70)) } } };

const dusm = 'data usage and subscription manager';
const anEvent = (world: World) => at(world, hours(2), () => claims(world, `${dusm}.thresholdReached`, 0, 1));

/** For each law bugs that it is there to find: in which world, what goes wrong, and what the watch says. */
const bugs: [law: number, bug: string, change: WorldChange, plant: (world: World) => void, says: RegExp][] = [
  [
    7,
    'the gateway takes bytes of the PC for those of another device',
    {},
    world =>
      at(world, hours(1), () => {
        world.lines.store.at(0).others = 5 as Bytes;
      }),
    /told of \d+ B own, 0 B of others/,
  ],
  [
    7,
    'a slice is recorded that has not passed',
    {},
    world =>
      at(world, hours(1), () => {
        world.lines.store.at(0).recorded = megabytes(9_000);
      }),
    /B of 9\d+ B recorded of \d+ B passed/,
  ],
  [
    8,
    'the local counter counts a byte twice',
    {},
    world =>
      at(world, hours(1), () => {
        const counter = world.counters.store.at(0);
        counter.used = (counter.used + 1) as Bytes;
      }),
    /by source/,
  ],
  [
    8,
    'a byte has come over the radio, and no interface knows of it',
    {},
    world =>
      at(world, hours(1), () => {
        const modem = world.modems.store.at(0);
        modem.carried = (modem.carried + 1) as Bytes;
      }),
    /the modem carried/,
  ],
  [
    8,
    'a client has used a byte that was not shared',
    {},
    world =>
      at(world, hours(1), () => {
        const client = world.sharingClients.store.at(0);
        client.used = (client.used + 1) as Bytes;
      }),
    /clients used/,
  ],
  [
    8,
    'bytes over Wi-Fi count twice',
    {},
    world =>
      at(world, hours(1), () => {
        world.traffic.store.at(0).offloaded = 7 as Bytes;
      }),
    /offloaded 7 B, told of 0 B/,
  ],
  [
    9,
    'what the counter has counted since the moment of billing is forgotten',
    {},
    world =>
      world.simulation.facts.observe(`${dusm}.usageTold`, device => {
        const manager = world.usageManagers.store.at(device);
        manager.toldAt = (manager.toldAt + 1_000) as Bytes;
      }),
    /B known, \d+ B billed/,
  ],
  [
    10,
    'Windows takes its own estimate for what billing said',
    {},
    world =>
      world.simulation.facts.observe('usage task.synced', device => claims(world, `${dusm}.usageTold`, device, 5)),
    /5 B taken/,
  ],
  [42, 'an event comes in the middle of a step', {}, anEvent, /an event for 1 steps, \d+ B since the last/],
  [
    42,
    'a step is left out',
    {},
    world =>
      at(world, hours(2), () => {
        const manager = world.usageManagers.store.at(0);
        manager.reference = (manager.reference + 24_000_000) as Bytes;
      }),
    /the step is 25000000 B/,
  ],
  [
    42,
    'Windows 8 does not wait for the minute',
    { group: { osRelease: 8 } },
    world => at(world, hours(2) + 1, () => claims(world, `${dusm}.thresholdReached`, 0, 1)),
    /between whole minutes/,
  ],
  [
    43,
    'an event comes that the file has not asked for',
    { operator: { provisioningFile: { notifiesUsage: false } } },
    anEvent,
    /nobody has asked for/,
  ],
  [44, 'a step abroad is that of home', abroad, anEvent, /the step is 5000000 B/],
  [
    44,
    'Windows has not noticed the border',
    abroad,
    world =>
      at(world, hours(2), () => {
        world.usageManagers.store.at(0).roaming = false;
      }),
    /registered roaming, and Windows counts at home/,
  ],
  [
    45,
    'usage begins anew in the middle of a cycle',
    {},
    world => at(world, hours(1), () => claims(world, `${dusm}.reset`, 0)),
    /after its end/,
  ],
  [
    45,
    'the end of a cycle is missed',
    {},
    world =>
      at(world, hours(1), () => {
        world.usageManagers.store.at(0).cycleEnd = hours(6);
      }),
    /nothing has happened/,
  ],
  [
    45,
    'a plan that resets is deleted',
    {},
    world => at(world, hours(5), () => claims(world, `${dusm}.planDeleted`, 0)),
    /a cycle that resets ends/,
  ],
  [
    46,
    'a profile is connected twice',
    {},
    world => at(world, hours(1), () => claims(world, 'mobile broadband service.profileConnected', 0)),
    /twice connected/,
  ],
  [
    50,
    'an eleventh client joins',
    {},
    world => at(world, hours(1), () => claims(world, 'internet sharing.clientJoined', 0, 11)),
    /11 clients, 10 may/,
  ],
  [
    50,
    'sharing goes on with nobody',
    {},
    world => at(world, hours(1), () => claims(world, 'internet sharing.clientLeft', 0, 0)),
    /µs without a client/,
  ],
  [
    51,
    'sharing is on before the operator has said so',
    {},
    world => at(world, hours(1), () => claims(world, 'internet sharing.on', 0)),
    /without a word of the operator/,
  ],
  [
    51,
    'an attempt asks nobody',
    {},
    world => at(world, hours(1), () => claims(world, 'internet sharing.checked', 0)),
    /attempts asked/,
  ],
  [
    52,
    'the app finalises a context twice',
    {},
    world =>
      at(world, hours(1), () => {
        for (const what of ['eventRaised', 'issued', 'skipped']) claims(world, `hotspot authentication.${what}`, 0);
      }),
    /finalised again/,
  ],
  [
    52,
    'Windows tries a profile again that was rejected',
    {},
    world =>
      at(world, hours(1), () => {
        Object.assign(world.visits.store.at(0), { kind: 'wispr', partner: true });
        for (const what of ['hotspot visit.arrived', 'hotspot authentication.rejected', 'hotspot authentication.began'])
          claims(world, what, 0);
      }),
    /tried again by itself/,
  ],
  [
    53,
    'the password of the profile goes to a stranger',
    {},
    world =>
      at(world, hours(1), () => {
        Object.assign(world.visits.store.at(0), { fault: 'stranger' });
        const { assembly, hotspots } = world;
        const login = { userName: 'u', password: 'p', by: 'profile' };
        assembly.requests.take(hotspots.requests.get('login')!, 0, 0, 0, { settled: () => {} }, login, {});
      }),
    /the password goes to stranger/,
  ],
  [
    62,
    'a special context is opened in standby',
    {},
    world => {
      at(world, hours(1), () => claims(world, 'modem.slept', 0));
      at(world, hours(1) + minutes(11), () => claims(world, 'special packet context.activated', 0));
    },
    /activated in standby/,
  ],
];

function watchedRun(change: WorldChange, plant: (world: World) => void) {
  const world = ordinary(change);
  const watched = watch(world, broadbandLaws);
  plant(world);
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
  it.each([{}, { group: { osRelease: 8 } }, abroad, { operator: { provisioningFile: { notifiesUsage: false } } }])(
    'has nothing to say where nothing is planted: %o',
    change => expect(watchedRun(change, () => {})).toEqual([]),
  );

  it.each(bugs.map(([law, bug, change, plant, says]) => ({ law, bug, change, plant, says })))(
    'names law $law when $bug',
    ({ law, change, plant, says }) => {
      const broken = watchedRun(change, plant).filter(one => one.law === law);
      expect(broken.map(({ what }) => what)).toContainEqual(expect.stringMatching(says));
    },
  );

  it('is put to the test by at least one bug for each law; those of messages have theirs elsewhere', () => {
    const planted = new Set([...bugs.map(([law]) => law), ...messageLaws.keys()]);
    expect([...planted].sort((a, b) => a - b)).toEqual([...broadbandLaws.keys()].sort((a, b) => a - b));
  });
});
