/** The same settings are the same run: twice, on either queue, watched or not; and one's luck is nobody else's. */
import fc from 'fast-check';
import { applyPatches } from 'immer';
import { describe, expect, it } from 'vitest';
import { deviceOf, type Medium, mediumOf } from '../../src/models/device/interfaces.ts';
import type { GroupSettings, OperatorSettings, WorldSettings } from '../../src/models/settings.ts';
import { World, type WorldOptions } from '../../src/models/world.ts';
import { Installed } from '../../src/sim/assembly.ts';
import { BinaryHeapQueue } from '../../src/sim/binary-heap-queue.ts';
import { LadderQueue } from '../../src/sim/ladder-queue.ts';
import type { AnyModel } from '../../src/sim/model.ts';
import { hours } from '../../src/sim/units.ts';
import { generatedWorld } from './generated-worlds.ts';
import { oncePerWorld } from './once-per-world.ts';
import { evenly, payment, people, settingsWith, type ToldFact, worldOf } from './small-world.ts';

const guards = { events: 3_000_000, perInstant: 200_000, effectsPerEvent: 200_000 };
const runs = { numRuns: 25, endOnFailure: true };

function fingerprint(settings: WorldSettings, options: WorldOptions = {}): string {
  const world = new World(settings, { guards, ...options });
  world.run();
  const { facts } = world.simulation;
  return `${facts.told} facts, ${facts.fingerprint()}`;
}

/** The facts of a world as it is, which all properties compare with. */
const plainFingerprint = oncePerWorld(settings => fingerprint(settings));

/** A world of a few buyers in which some things fail: enough luck to be told apart. */
const busy = (seed: number): WorldSettings =>
  settingsWith({
    seed,
    length: hours(12),
    group: { count: 0, arrive: { perDay: 60, weights: evenly }, flyout: { perDay: 8 } },
    operator: { api: { errors: 0.2 }, backEnd: { tiers: [payment(0.2)] } },
  });

/** What is open at the horizon is told last, in the order of the pool of requests, which all groups share. */
const isHistory = ({ name }: ToldFact) => !name.endsWith('.censored');

/** A connection tells of its interface, everybody else of a device. */
const ofDevice = (fact: ToldFact): ToldFact & { medium?: Medium } =>
  /^connection\.\w+$/.test(fact.name)
    ? { ...fact, subject: deviceOf(fact.subject), medium: mediumOf(fact.subject) }
    : fact;

describe('the same settings', () => {
  it('give the same facts twice', () =>
    fc.assert(
      fc.property(generatedWorld, settings => {
        const first = plainFingerprint(settings);
        expect(fingerprint(settings)).toBe(first);
      }),
      runs,
    ));

  it('give the same facts on the ladder queue and on the plain heap', () =>
    fc.assert(
      fc.property(generatedWorld, settings => {
        const onLadder = fingerprint(settings, { queue: new LadderQueue() });
        expect(fingerprint(settings, { queue: new BinaryHeapQueue() })).toBe(onLadder);
      }),
      runs,
    ));

  it('give the same facts when every view of a record dies with its handler', () =>
    fc.assert(
      fc.property(generatedWorld, settings => {
        expect(fingerprint(settings, { strict: true })).toBe(plainFingerprint(settings));
      }),
      runs,
    ));

  it('give the same facts whatever ran before', () => {
    const alone = fingerprint({ ...busy(7), replication: 7 });
    for (let replication = 0; replication < 7; replication++) fingerprint({ ...busy(7), replication });
    expect(fingerprint({ ...busy(7), replication: 7 })).toBe(alone);
  });
});

describe('an inspected device', () => {
  const inspectable = (world: World) =>
    Object.values(world).filter(
      (part): part is Installed<AnyModel> => part instanceof Installed && part.store.count === world.devices,
    );

  it('changes nothing, and its patches lead from its first record to its last', () =>
    fc.assert(
      fc.property(generatedWorld, fc.nat(), (settings, any) => {
        const world = new World(settings, { guards });
        fc.pre(world.devices > 0);
        const device = any % world.devices;
        const recordings = inspectable(world).map(installed => ({
          installed,
          recording: world.assembly.inspect(installed, device, () => 'a test'),
        }));
        expect(recordings.length).toBeGreaterThanOrEqual(12);
        world.run();
        expect(`${world.simulation.facts.told} facts, ${world.simulation.facts.fingerprint()}`).toBe(
          plainFingerprint(settings),
        );
        for (const { installed, recording } of recordings) {
          const patches = recording.changes.map(({ patch }) => patch);
          const last: object = installed.store.snapshot(device);
          expect(applyPatches(recording.initial, patches)).toEqual(last);
          expect(recording.back(last, patches.length)).toEqual(recording.initial);
        }
      }),
      runs,
    ));

  it('shows the whole purchase of a buyer', () => {
    const { world } = worldOf(settingsWith(), {});
    const recording = world.assembly.inspect(world.purchases, 0, () => 'a test');
    world.assembly.tell(world.users, 'arrives', 0);
    world.run();
    const states = recording.changes.filter(({ patch }) => patch.path[0] === 'state').map(({ patch }) => patch.value);
    expect(states).toEqual([
      'loading',
      'gateway',
      'portal',
      'downloading',
      'activated',
      'registered',
      'online',
      'done',
    ]);
  });
});

describe('another', () => {
  it('seed gives other facts', () =>
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(), { minLength: 2, maxLength: 2 }), ([one, other]) => {
        expect(fingerprint(busy(one!))).not.toBe(fingerprint(busy(other!)));
      }),
      runs,
    ));

  it('replication gives other facts', () => {
    const of = (replication: number) => fingerprint({ ...busy(1), replication });
    expect(new Set([0, 1, 2, 3].map(of)).size).toBe(4);
  });

  it('group, before or behind, moves nobody’s luck: the same people come at the same times and meet the same', () =>
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 80 }), fc.boolean(), (seed, perDay, before) => {
        const [contoso] = busy(seed).operators as [OperatorSettings];
        const fabrikam: OperatorSettings = { ...contoso, name: 'fabrikam' };
        const alone: WorldSettings = { ...busy(seed), operators: [contoso, fabrikam] };
        const others: GroupSettings = {
          ...people,
          name: 'others',
          operator: 'fabrikam',
          arrive: { perDay, weights: evenly },
          count: 0,
        };
        const joined: WorldSettings = {
          ...alone,
          operators: before ? [fabrikam, contoso] : [contoso, fabrikam],
          groups: before ? [others, ...alone.groups] : [...alone.groups, others],
        };
        const without = worldOf(alone, { guards });
        without.world.run();
        const withOthers = worldOf(joined, { guards });
        withOthers.world.run();
        const { first, count } = withOthers.world.groups[before ? 1 : 0]!;
        expect(count).toBe(without.world.devices);
        const same = withOthers.told
          .map(ofDevice)
          .filter(({ subject }) => subject >= first && subject < first + count)
          .map(fact => ({ ...fact, subject: fact.subject - first }));
        expect(same.filter(isHistory)).toEqual(without.told.map(ofDevice).filter(isHistory));
        expect(same).toHaveLength(without.told.length);
      }),
      { ...runs, numRuns: 14 },
    ));
});
