/** Laws of shared connections and special contexts, over generated worlds with faults. That each of them can be broken: laws.test.ts. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TimelineEntry } from '../../src/models/settings.ts';
import type { World } from '../../src/models/world.ts';
import type { Bytes } from '../../src/sim/index.ts';
import { days, hours, megabytes, minutes, seconds } from '../../src/sim/index.ts';
import { act, clientKind, contexts, habit, mail, operatorSharing, outage } from './sharing-world.ts';
import { always, contoso, evenly, people, settingsWith, type ToldFact, worldOf } from './small-world.ts';

const exponential = (mean: number) => ({ kind: 'exponential', mean }) as const;

const kinds = fc.array(
  fc.record({
    count: fc.integer({ min: 1, max: 6 }),
    osRelease: fc.constantFrom(undefined, 8, 1903),
    joins: fc.constantFrom(0.5, 1),
    comesBack: fc.constantFrom(0, 0.7),
    rate: fc.integer({ min: 1, max: 400_000 }),
    background: fc.integer({ min: 0, max: 99_999 }),
    stays: fc.integer({ min: 1, max: 60 }).map(mean => exponential(minutes(mean))),
    comesAfter: fc.integer({ min: 0, max: 8 }).map(mean => exponential(minutes(mean) + 1)),
  }),
  { maxLength: 3 },
);

const acts = fc.array(
  fc.record({
    at: fc.integer({ min: 1, max: 530 }),
    act: fc.constantFrom(
      'airplaneOn',
      'airplaneOff',
      'sharingOn',
      'sharingOff',
      'editSharing',
      'closeLid',
      'openLid',
      'restart',
      'disconnect',
      'connect',
      'wifiRadioOff',
      'wifiRadioOn',
      'wifiOn',
      'suspendLine',
      'settleLine',
    ),
  }),
  { maxLength: 14 },
);

const worlds = fc
  .record({
    seed: fc.integer({ min: 1, max: 1e6 }),
    clients: kinds,
    acts,
    maxDevices: fc.integer({ min: 3, max: 10 }),
    policy: fc.constantFrom('always', 'entitlementCheckRequired', 'never'),
    whenUnanswered: fc.constantFrom('nothing', 'deny', 'allow'),
    accessPoint: fc.constantFrom(undefined, 'tethering.contoso'),
    zeroRated: fc.boolean(),
    megabytes: fc.constantFrom(20, 300, 50_000),
    postpaid: fc.boolean(),
    gaps: fc.constantFrom(undefined, { perDay: 30, lasts: exponential(seconds(60)) }),
    out: fc.boolean(),
    osRelease: fc.constantFrom(1709, 1903),
    most: fc.integer({ min: 1, max: 4 }),
    granularity: fc.constantFrom(undefined, 10_000),
    takes: fc.constantFrom('mobileBroadband', 'theRoute'),
  })
  .map(one => {
    const timeline: TimelineEntry[] = one.acts.map(({ at, act: name }, nth) => ({
      ...act(at, name as Parameters<typeof act>[1]),
      name: `${name}-${nth}`,
      count: 3,
    }));
    if (one.out) timeline.push(outage(100, 400, 'hang'));
    const sharing = { ...operatorSharing, ...one, accessPoint: one.accessPoint, entitled: 0.8 };
    return settingsWith({
      seed: one.seed,
      length: hours(9),
      timeline,
      operators: [
        {
          ...contoso,
          cosa: { ...contoso.cosa, hotspot: one.policy as 'always', supportDataMarketplace: true },
          serviceMetadata: { ...contoso.serviceMetadata, published: true, app: true },
          plan: { ...contoso.plan, data: megabytes(one.megabytes), lasts: days(2), postpaid: one.postpaid },
          billing: {
            ...contoso.billing,
            ...(one.granularity === undefined ? {} : { granularity: one.granularity as Bytes }),
          },
          sharing,
          contexts: { ...contexts, most: one.most },
        },
      ],
      groups: [
        {
          ...people,
          count: 3,
          sim: 'hot',
          wifi: 0,
          preloaded: 0.8,
          osRelease: one.osRelease,
          coverageGaps: one.gaps,
          usage: {
            monthly: always(20e9),
            sessions: { perDay: 20, weights: evenly },
            sessionRate: 333_333,
            takes: one.takes as 'theRoute',
          },
          user: { ...people.user, topsUp: 0.5 },
          sharing: {
            ...habit,
            share: 1,
            starts: { perDay: 8, weights: evenly },
            lasts: exponential(minutes(50)),
            forgets: 0.5,
            edits: 0.3,
            tries: 2,
            overBluetooth: 0.2,
            clients: one.clients.map((kind, nth) => ({ ...clientKind, ...kind, name: `kind ${nth}` })),
          },
          specialApps: [
            { ...mail, lasts: exponential(minutes(20)) },
            { ...mail, name: 'voice-mail', context: 'voice', rate: 7_777 },
            { ...mail, name: 'game', rate: 12_345 },
          ],
        },
      ],
    });
  });

const runs = { numRuns: 24, endOnFailure: true };
let known: readonly { world: World; told: readonly ToldFact[] }[] | undefined;
/** The worlds are run once for all of the laws. */
function everyWorld(): readonly { world: World; told: readonly ToldFact[] }[] {
  known ??= fc.sample(worlds, { numRuns: runs.numRuns, seed: 7 }).map((settings, nth) => {
    // Strict views take five times as long: every fourth world has them.
    const { world, told } = worldOf(settings, { strict: nth % 4 === 0 });
    world.run();
    return { world, told };
  });
  return known;
}
const named = (told: readonly ToldFact[], name: string, device: number) =>
  told.filter(fact => fact.name === name && fact.subject === device);
const pcs = [0, 1, 2];

describe('over generated worlds with faults', () => {
  it('every law of the world holds, bytes to the last one among them', () => {
    let shared = 0;
    let special = 0;
    for (const { world } of everyWorld()) {
      expect(world.breaches).toEqual([]);
      for (const device of pcs) {
        shared += world.sharings.store.look(device).shared;
        special += world.lines.store.look(device).specials;
      }
    }
    expect(Math.min(shared, special)).toBeGreaterThan(1e7);
  });

  it('there are never more clients than the operator allows, and sharing is off five minutes after the last has left', () => {
    for (const { world, told } of everyWorld()) {
      const most = world.settings.operators[0]!.sharing!.maxDevices;
      for (const device of pcs) {
        expect(named(told, 'internet sharing.clientJoined', device).every(({ value }) => value <= most)).toBe(true);
        const own = told.filter(({ name, subject }) => name.startsWith('internet sharing.') && subject === device);
        for (const [at, fact] of own.entries()) {
          if (fact.name !== 'internet sharing.clientLeft' || fact.value > 0) continue;
          const next = own.slice(at + 1).find(({ name }) => /\.(off|clientJoined|restarted)$/.test(name));
          if (next === undefined) expect(world.horizon - fact.at).toBeLessThanOrEqual(minutes(5));
          else expect(next.at - fact.at).toBeLessThanOrEqual(minutes(5));
        }
      }
    }
  });

  it('an entitlement check is one event for each attempt, and sharing is on only after the word that allows it', () => {
    let checked = 0;
    for (const { world, told } of everyWorld()) {
      if (world.settings.operators[0]!.cosa.hotspot !== 'entitlementCheckRequired') continue;
      if (world.settings.groups[0]!.osRelease < 1803) continue;
      for (const device of pcs) {
        const events = told.filter(
          ({ name, subject, value }) => subject === device && value === 10 && /broker\.(delivered|unheard)$/.test(name),
        );
        expect(events.map(({ at }) => at)).toEqual(named(told, 'internet sharing.checked', device).map(({ at }) => at));
        const words = told.filter(
          ({ name, subject }) => subject === device && /internet sharing\.(checked|allowed|on)$/.test(name),
        );
        for (const [at, { name }] of words.entries())
          if (name.endsWith('.on'))
            expect(words.slice(Math.max(0, at - 2), at).map(word => word.name.slice(17))).toEqual([
              'checked',
              'allowed',
            ]);
        checked += events.length;
      }
    }
    expect(checked).toBeGreaterThan(20);
  });

  it('ten minutes into Connected Standby no special context is active', () => {
    let slept = 0;
    for (const { told } of everyWorld())
      for (const device of pcs) {
        let since: number | undefined;
        const active = new Set<string>();
        for (const { name, subject, at } of told) {
          if (subject !== device) continue;
          if (since !== undefined && at > since + minutes(10)) {
            expect(active.size).toBe(0);
            slept += 1;
          }
          if (name === 'modem.slept') since = at;
          else if (name === 'modem.woke' || name === 'modem.off') since = undefined;
          else if (name === 'special packet context.activated') active.add('one');
          else if (/^special packet context\.(closed|lost)$/.test(name)) active.clear();
        }
      }
    expect(slept).toBeGreaterThan(10);
  });
});
