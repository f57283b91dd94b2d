/** The laws of Mobile Plans hold in generated worlds, and the watch names each one that is broken. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeIccid } from '../../src/models/identifiers.ts';
import type { PageRequest } from '../../src/models/operator/mobile-operator-web-portal.ts';
import type { Es9Request } from '../../src/models/operator/smdp-profile.ts';
import type { TransactionNumber } from '../../src/models/operator/used-transaction-ids.ts';
import { endReasons } from '../../src/models/windows/purchase-ends.ts';
import { World } from '../../src/models/world.ts';
import { type Bytes, hours, megabytes, minutes } from '../../src/sim/units.ts';
import { watch } from './device-laws.ts';
import { worldOfPurchases } from './generated-worlds.ts';
import { guards, keptLaws } from './kept-laws.ts';
import { mobilePlansLaws } from './mobile-plans-laws.ts';
import { contoso, evenly, people, settingsWith, type WorldChange } from './small-world.ts';

/** Somebody sends the first request about each SIM again, once an hour. */
function repeatsRequests(world: World): void {
  const { simulation, assembly, apis, service } = world;
  const getBalance = apis.requests.get('getBalance')!;
  const operation = simulation.operation('a request is sent again', () => {
    for (let device = 0; device < world.devices; device++) {
      if (service.store.look(device).asked === 0) continue;
      const nobody = { settled: () => {} };
      const first = 1 as TransactionNumber;
      const row = assembly.requests.take(getBalance, device, device, device, nobody, first, {});
      simulation.note(assembly.effects.send, row, 0, 0, {});
    }
  });
  for (let at: number = hours(1); at < world.horizon; at += hours(1)) simulation.schedule(operation, 0, at);
}

const laws = keptLaws(mobilePlansLaws, repeatsRequests);

describe('in generated worlds', () => {
  // Always the same worlds: what they put to the test is counted below.
  it('every law of Mobile Plans holds', () =>
    fc.assert(fc.property(worldOfPurchases, laws.hold), { numRuns: 75, seed: 5, endOnFailure: true }));

  it('every law of Mobile Plans holds in a few more', () =>
    fc.assert(fc.property(worldOfPurchases, laws.hold), { numRuns: 5, endOnFailure: true }));

  it('each law is put to the test often enough', () => {
    expect(laws.seldom(3)).toEqual([]);
  });
});

/** Device 0 has a line with a plan and nothing else to get online by; the others come and buy an eSIM. */
function ordinary(change: WorldChange): World {
  const { operators } = settingsWith(change);
  const flyout = { perDay: 48, weights: evenly };
  const there = { ...people, name: 'there', sim: 'hot' as const, wifi: 0, count: 1, flyout };
  const comes = {
    ...people,
    name: 'comes',
    otherProfiles: 1,
    count: 0,
    arrive: { perDay: 40, weights: evenly },
    flyout,
  };
  return new World(settingsWith({ length: hours(6), ...change, operators, groups: [there, comes] }), { guards });
}

/** Does something to the world at a moment. */
function at(world: World, moment: number, does: () => void): void {
  world.simulation.schedule(world.simulation.operation('a bug', does), 0, moment);
}

/** Tells what nobody has done. */
function claims(world: World, name: string, subject: number, value = 0): void {
  world.simulation.noteFact(world.simulation.facts.declare(name), subject, value);
}

/** Sends a request on its way that comes from nowhere. */
function asks(world: World, from: World['apis'] | World['profiles'], name: string, subject: number, message: unknown) {
  const { assembly, simulation } = world;
  const nobody = { settled: () => {} };
  const row = assembly.requests.take(from.requests.get(name)!, subject, subject, subject, nobody, message, {});
  simulation.note(assembly.effects.send, row, 0, 0, {});
}

type Settled = (row: number) => void;

/** Between a request and whoever asked. */
function betweenAsker({ assembly: { requests } }: World, name: string, heard: (tell: Settled) => Settled): void {
  const take = requests.take.bind(requests);
  requests.take = (kind, subject, from, entity, asker, ...rest) => {
    const settled = heard(row => asker.settled(row));
    return take(kind, subject, from, entity, kind.name === name ? { settled } : asker, ...rest);
  };
}

/** Before an answer to such a request is sent. */
function beforeAnswer(
  world: World,
  name: string,
  change: (answer: unknown, subject: number, message: unknown) => unknown,
) {
  const { requests } = world.assembly;
  const answer = requests.answer.bind(requests);
  requests.answer = (row, what, ...rest) =>
    answer(
      row,
      requests.nameOf(row) === name ? change(what, requests.subjectOf(row), requests.messageOf(row)) : what,
      ...rest,
    );
}

const getBalance = 'mobile operator API.getBalance';
const everyHour = (world: World, does: () => void) => {
  for (let moment: number = minutes(30); moment < world.horizon; moment += hours(1)) at(world, moment, does);
};
const confirmWith = (more: object) =>
  contoso.portal.steps.map(step => (step.name === 'confirm' ? { ...step, order: 'esim' as const, ...more } : step));

/** For each law a bug that it is there to find: in which world, what goes wrong, and what the watch says. */
const bugs: [
  law: number,
  bug: string,
  change: WorldChange,
  plant: (world: World) => void,
  says: RegExp,
  inside?: true,
][] = [
  [2, 'an asker is never told', {}, world => betweenAsker(world, getBalance, () => () => {}), /without outcome/, true],
  [
    3,
    'an asker is told twice',
    {},
    world =>
      betweenAsker(world, 'mobile plans service.getBalance', tell => row => {
        tell(row);
        tell(row);
      }),
    /is answered after it was answered/,
    true,
  ],
  [
    4,
    'a plan is overdrawn',
    {},
    world =>
      at(world, hours(1), () => {
        world.lines.store.at(0).granted = -1 as Bytes;
      }),
    /granted -1 B/,
  ],
  [
    5,
    'a balance grows by itself',
    {},
    world =>
      at(world, hours(1), () => {
        world.lines.store.at(0).granted = megabytes(999);
      }),
    /nothing was ordered/,
  ],
  [
    6,
    'a line is charged what it never used',
    {},
    world =>
      at(world, hours(1), () => {
        world.lines.store.at(0).billed = megabytes(999);
      }),
    /billed 999000000 B of 0 B recorded/,
  ],
  [
    7,
    'the modem has carried more than anybody knows',
    {},
    world =>
      at(world, hours(1), () => {
        world.modems.store.at(0).carried = 5 as Bytes;
      }),
    /zero-rated 0 B, modem 5 B/,
  ],
  [
    11,
    'the gateway passes what is not on the list',
    { operator: { plan: { lasts: hours(1) }, walledGarden: { missing: ['mps.datamart.windows.com'] } } },
    ({ surroundings }) => {
      surroundings.wayTo = surroundings.pathOf;
    },
    /mps\.datamart\.windows\.com is passed on a line that is expired/,
  ],
  [
    12,
    'the list is applied to a line with a plan',
    {},
    ({ surroundings }) => {
      const { links, pathOf } = surroundings;
      surroundings.wayTo = device => (pathOf(device) === links.cellular ? links.nowhere : pathOf(device));
    },
    /is dropped/,
  ],
  [
    13,
    'two profiles are enabled',
    {},
    world =>
      at(world, hours(5), () => {
        Object.assign(world.cards.store.at(1), { state: 'enabled', otherEnabled: true });
      }),
    /two profiles are enabled/,
  ],
  [
    14,
    'a profile is enabled beside another',
    {},
    world =>
      at(world, hours(1), () => {
        for (const profile of [0, 1]) claims(world, 'eUICC.profileEnabled', 0, profile);
      }),
    /profile 1 is enabled, and 0 is not disabled/,
  ],
  [
    15,
    'two profiles have one ICCID',
    {},
    ({ surroundings: { identity } }) => {
      identity.iccid = device => makeIccid({ mcc: '001', mnc: '01', account: (device + 1) * 100 });
    },
    /ICCIDs/,
  ],
  [
    16,
    'memory is lost',
    {},
    ({ simulation, cards }) =>
      simulation.facts.observe('LPA.started', device => {
        cards.store.at(device).used = 1000 as Bytes;
      }),
    /1 profiles, \d+ B free of/,
  ],
  [
    17,
    'the SM-DP+ holds a profile for installed that is not',
    {},
    world => at(world, hours(1), () => claims(world, 'SM-DP+.installed', 0)),
    /the device has not said so/,
  ],
  [
    18,
    'a profile changes its EID',
    {},
    ({ simulation, profiles }) =>
      simulation.facts.observe('SM-DP+.downloaded', device => {
        profiles.store.at(device).boundTo = 0;
      }),
    /bound to 0, and to \d+ before/,
  ],
  [
    19,
    'a session ends twice',
    {},
    world => at(world, hours(1), () => claims(world, 'SM-DP+.sessionEnded', 0)),
    /a session ends that has not begun/,
  ],
  [
    20,
    'the code of an installed profile works',
    {},
    world =>
      beforeAnswer(world, 'SM-DP+.es9', (answer, device, message) => {
        if ((message as Es9Request).call === 'authenticateClient') world.profiles.store.at(device).state = 'installed';
        return answer;
      }),
    /the code of a profile that is installed works/,
  ],
  [
    21,
    'a part of a profile stays on the card',
    { operator: { smdp: { refuses: [{ code: '8.2.6/3.8', share: 1 }] } } },
    ({ simulation, cards }) =>
      simulation.facts.observe('LPA.started', device => {
        cards.store.at(device).used = 1000 as Bytes;
      }),
    /1000 B on the card after a failure, 0 B before/,
  ],
  [
    22,
    'the operator forgets its transaction ids',
    {},
    world =>
      everyHour(world, () => {
        for (let device = 0; device < world.devices; device++)
          Object.assign(world.apis.store.at(device), { highest: 0, window: 0 });
      }),
    /transaction 1 again: answered 0/,
  ],
  [
    23,
    'the service does not wait',
    { operator: { api: { limit: 0.0001, retryAfter: hours(2) } } },
    ({ simulation, service }) =>
      simulation.facts.observe('mobile plans service.silenced', device => {
        service.store.at(device).silentUntil = undefined;
      }),
    /asks at \d+ µs, not from \d+ µs on/,
  ],
  [
    24,
    'the operator does not know a line that it has',
    {},
    ({ assembly: { requests } }) => {
      const answer = requests.answer.bind(requests);
      requests.answer = (row, ...rest) =>
        requests.nameOf(row) === getBalance ? requests.refuse(row, 404, undefined, 0) : answer(row, ...rest);
    },
    /404 of a line that is hotPrepaid/,
  ],
  [
    25,
    'the operator answers a type that does not exist',
    {},
    world => beforeAnswer(world, getBalance, answer => ({ ...(answer as object), type: 'FREE' })),
    /a balance of the type FREE/,
  ],
  [
    26,
    'the operator answers more than was asked for',
    {},
    world => beforeAnswer(world, getBalance, answer => ({ ...(answer as object), type: 'MODIRECT' })),
    /MODIRECT has the fields id,type,dataRemainingInMB,timeRemaining/,
  ],
  [
    27,
    'the flyout shows what nobody has answered',
    {},
    world =>
      everyHour(world, () => {
        Object.assign(world.flyouts.store.at(0), { type: 'MODIRECTPAYG', remaining: megabytes(777) });
      }),
    /shows View my account · Connected: 777MB/,
  ],
  [
    28,
    'a callback of a stranger is taken',
    { operator: { portal: { callbackHost: 'evil.example' } } },
    world => at(world, hours(1), () => claims(world, 'purchase.balanceAdded', 1)),
    /a callback from evil\.example is taken/,
  ],
  [
    29,
    'a code with a prefix is taken',
    { operator: { portal: { activationCode: 'withPrefix' } } },
    world => at(world, hours(1), () => claims(world, 'purchase.downloadBegan', 1)),
    /downloads with a code withPrefix/,
  ],
  [
    30,
    'a plan has no name',
    {},
    ({ surroundings }) => {
      const { plan } = surroundings;
      surroundings.plan = device => ({ ...plan(device), name: '' });
    },
    /moDirectStatus Complete with the plan ""/,
  ],
  [
    31,
    'a purchase ends that nobody has opened',
    {},
    world => at(world, hours(1), () => claims(world, 'purchase.done', 0)),
    /a purchase ends that is over/,
  ],
  [
    32,
    'a download begins that was called off',
    {},
    world =>
      at(world, hours(1), () => {
        claims(world, 'purchase.cancelled', 0, endReasons.indexOf('cancelled the download') + 1);
        claims(world, 'purchase.downloadBegan', 0);
      }),
    /a download begins that was called off/,
  ],
  [
    33,
    'the app does not wait for the network',
    {
      operator: {
        portal: {
          steps: confirmWith({
            callback: 'notifyPurchaseWithProfileDownload',
            networkRegistrationInterval: minutes(16),
          }),
        },
      },
    },
    ({ simulation, assembly, purchases }) =>
      simulation.facts.observe('purchase.notRegistered', device => {
        if (purchases.store.look(device).attempts === 0) assembly.tell(purchases, 'networkDue', device);
      }),
    /attempt 1 at \d+ µs, due at \d+ µs/,
  ],
  [
    34,
    'a launch has more codes than times',
    {},
    ({ assembly: { requests } }) => {
      const take = requests.take.bind(requests);
      requests.take = (kind, subject, from, entity, asker, message, options) => {
        const { launch } = (kind.name.endsWith('.openPage') ? message : {}) as Partial<PageRequest>;
        const headers = { 'X-MP-LPAError-Codes': 'a,b', 'X-MP-LPAError-TimeStamps': '1/1/2024 1:00:00 AM' };
        const changed =
          launch === undefined ? message : { ...(message as PageRequest), launch: { ...launch, headers } };
        return take(kind, subject, from, entity, asker, changed, options);
      };
    },
    /2 codes, 1 times/,
  ],
  [
    63,
    'a device asks the operator by itself',
    {},
    world => at(world, hours(1), () => asks(world, world.apis, 'getBalance', 0, 5000)),
    /up to number 5000, the service has sent/,
  ],
  [
    64,
    'the walled garden passes the SM-DP+',
    { operator: { plan: { lasts: hours(1) } } },
    world =>
      at(world, hours(3), () => {
        const told: Es9Request = { call: 'handleNotification', notification: 'enabled' };
        asks(world, world.profiles, 'es9', 0, told);
      }),
    /SM-DP\+ over the walled garden is answered/,
  ],
];

function watchedRun(change: WorldChange, plant: (world: World) => void, inside = false) {
  const world = ordinary(change);
  if (inside) plant(world);
  const watched = watch(world, mobilePlansLaws);
  if (!inside) plant(world);
  repeatsRequests(world);
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
  it('has nothing to say where nothing is planted', () => expect(watchedRun({}, () => {})).toEqual([]));

  it.each(bugs.map(([law, bug, change, plant, says, inside]) => ({ law, bug, change, plant, says, inside })))(
    'names law $law when $bug',
    ({ law, change, plant, says, inside }) => {
      if (Object.keys(change).length > 0) expect(watchedRun(change, () => {})).toEqual([]);
      const broken = watchedRun(change, plant, inside).filter(one => one.law === law);
      expect(broken.map(({ what }) => what)).toContainEqual(expect.stringMatching(says));
    },
  );

  it('is put to the test by at least one bug for each law', () => {
    expect(new Set(bugs.map(([law]) => law))).toEqual(new Set(mobilePlansLaws.keys()));
  });
});
