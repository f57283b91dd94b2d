/** The laws of messages hold in generated worlds, and the watch names each one that is broken. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { World } from '../../src/models/world.ts';
import { hours, seconds } from '../../src/sim/units.ts';
import { watch } from './device-laws.ts';
import { guards } from './kept-laws.ts';
import { messageLaws } from './message-laws.ts';
import { posts, settingsWithMessages, worldWithLetters } from './message-worlds.ts';

const tests = new Map([...messageLaws.keys()].map(law => [law, 0]));

describe('in generated worlds', () => {
  it('every law of messages holds', () =>
    fc.assert(
      fc.property(worldWithLetters, ({ settings, letters }) => {
        const world = new World(settings, { guards });
        const watched = watch(world, messageLaws);
        posts(world, letters);
        world.run();
        watched.ends();
        for (const [law, count] of watched.tests) tests.set(law, tests.get(law)! + count);
        expect(watched.broken).toEqual([]);
        expect(world.breaches).toEqual([]);
        expect(world.assembly.requests.open).toBe(0);
      }),
      { numRuns: 12, endOnFailure: true },
    ));

  it('each law is put to the test often enough', () => {
    expect([...tests].filter(([, count]) => count < 5)).toEqual([]);
  });
});

const usage = 'Contoso: 161.32 MB of 200 MB used (80 %) at 18:30 02/09/2019';

/** For each law bugs it is there to find: what goes wrong, and what the watch says. */
const bugs: [law: number, bug: string, plant: (world: World) => void, says: RegExp][] = [
  [
    47,
    'the router hears of an SMS twice',
    world => {
      const { stores, routers } = world.messages!;
      world.simulation.facts.observe('SMS store.stored', device =>
        world.assembly.tell(routers, 'arrived', device, stores.store.look(device).messages!.at(-1)),
      );
    },
    /1 SMS stored, 2 came to the router/,
  ],
  [
    47,
    'an SMS app gets what is silent',
    world => {
      world.simulation.facts.observe('SMS router.operatorOnly', device =>
        world.assembly.tell(world.brokers, 'raises', device, 'publicSms'),
      );
    },
    /0 for everybody, 1 events/,
  ],
  [
    47,
    'the message centre forgets a part',
    world => {
      world.simulation.facts.observe('message centre.accepted', device => {
        world.messages!.centre.store.at(device).accepted += 1;
      });
    },
    /accepted 2, delivered 1, expired 0, waiting 0/,
  ],
  [
    48,
    'a message of a stranger is taken for one of the operator',
    world => {
      const { facts } = world.simulation;
      facts.observe('SMS router.publicOnly', device => {
        world.simulation.noteFact(facts.declare('SMS router.fieldsRead'), device, 1);
      });
    },
    /1 updates of the plan, 0 messages of the operator/,
  ],
  [
    49,
    'a session that is open is forgotten',
    world => {
      const { facts } = world.simulation;
      facts.observe('USSD session.opened', device => {
        const session = world.messages!.sessions.store.at(device);
        session.state = 'closed';
      });
    },
    /a second session opens/,
  ],
  [
    49,
    'ActionRequired closes the session',
    world => {
      world.simulation.facts.observe('USSD session.turned', device => {
        world.messages!.sessions.store.at(device).state = 'closed';
      });
    },
    /the modem says closed/,
  ],
];

describe('the watch', () => {
  const letters = [
    { at: hours(1), device: 0, what: 'sms', text: usage, sender: '+15550100' },
    { at: hours(2), device: 0, what: 'dial', text: '*111#', sender: '' },
    { at: hours(2) + seconds(0.5), device: 0, what: 'dial', text: '*111#', sender: '' },
  ] as const;
  const stranger = [{ ...letters[0], sender: '+15550199' }];

  it.each(bugs)('%i is broken when %s', (law, _, plant, says) => {
    const world = new World(settingsWithMessages({ ussd: { idle: hours(1), longest: hours(2) } }), { guards });
    const watched = watch(world, messageLaws);
    plant(world);
    posts(world, law === 48 ? stranger : letters);
    world.simulation.run(hours(2.5));
    watched.ends();
    expect(watched.broken.filter(one => one.law === law).map(({ what }) => what)).toEqual(
      expect.arrayContaining([expect.stringMatching(says)]),
    );
  });

  it('finds nothing broken where nothing is', () => {
    const world = new World(settingsWithMessages(), { guards });
    const watched = watch(world, messageLaws);
    posts(world, [...letters, ...stranger]);
    world.run();
    watched.ends();
    expect(watched.broken).toEqual([]);
  });
});
