/**
 * With everything that sends and receives at once - user, videos, apps, Windows Update, shared clients, other devices of the
 * line, the walled garden, at home and abroad - no byte and no cent is lost, whatever goes wrong.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { laws } from '../../src/models/invariants.ts';
import { roamedBy } from '../../src/models/operator/roaming-charging.ts';
import {
  type AppSettings,
  costTypes,
  type GroupSettings,
  type OperatorSettings,
  type RoamingTariff,
  type TravelSettings,
  type UpdateSettings,
  type VideoSettings,
  type WarningSettings,
  type WorldSettings,
} from '../../src/models/settings.ts';
import { attributedTo } from '../../src/models/windows/local-data-counters.ts';
import { trafficSources } from '../../src/models/windows/network-traffic.ts';
import type { World } from '../../src/models/world.ts';
import type { Distribution } from '../../src/sim/distributions.ts';
import { breaches } from '../../src/sim/invariant.ts';
import type { Bytes, Cents } from '../../src/sim/units.ts';
import { bytes, days, gigabytes, hours, type Microseconds, megabytes, minutes, seconds } from '../../src/sim/units.ts';
import { rate, share, time } from './generated-values.ts';
import { generatedWorld } from './generated-worlds.ts';
import { always, evenly, settingsWith, worldOf } from './small-world.ts';

const size: fc.Arbitrary<Distribution> = fc.constantFrom<Distribution[]>(
  { kind: 'constant', value: 1 },
  { kind: 'constant', value: 999_983 },
  { kind: 'lognormal', median: 5e7, sigma: 1.5 },
);
const soon = fc.constantFrom(minutes(0), minutes(7), hours(3));
const series = fc.record({ size, first: soon, every: fc.constantFrom(minutes(55), hours(5), days(3)) });
const updates: fc.Arbitrary<UpdateSettings> = fc.record({ zeroDay: series, security: series, feature: series });
const apps: fc.Arbitrary<AppSettings> = fc
  .record({
    habit: rate(12),
    size,
    asked: share,
    ignoreCost: share,
    consents: share,
    consentThink: time(seconds(15)),
  })
  .map(({ habit, ...rest }) => ({ ...habit, ...rest }));
const video: fc.Arbitrary<VideoSettings> = fc
  .record({
    habit: rate(12),
    lasts: time(minutes(10)),
    rateUnrestricted: fc.constantFrom(625_000, 199_999),
    rateMetered: fc.constantFrom(625_000, 187_501),
    rateNearLimit: fc.constantFrom(1, 62_500),
    ignoreCost: share,
  })
  .map(({ habit, ...rest }) => ({ ...habit, ...rest }));
const travels: fc.Arbitrary<TravelSettings> = fc.record({
  every: fc.constantFrom(always(minutes(1)), always(hours(2)), always(hours(9))),
  lasts: fc.constantFrom(always(0), always(minutes(40)), always(hours(6))),
});
const warnings: fc.Arbitrary<WarningSettings> = fc.record({
  think: time(minutes(2)),
  stopVideo: fc.constantFrom(0, 0.3),
  roamingOff: fc.constantFrom(0, 0.3),
  buyMore: fc.constantFrom(0, 0.3),
});
const roaming: fc.Arbitrary<RoamingTariff> = fc.record({
  per: fc.constantFrom(megabytes(1), bytes(100_000)),
  price: fc.constantFrom(0, 1, 50).map(cents => cents as Cents),
  cap: fc.constantFrom(undefined, 0 as Cents, 777 as Cents),
  slice: fc.constantFrom(megabytes(5), megabytes(50)),
  lag: time(minutes(30)),
  noticeAfter: fc.constantFrom(undefined, bytes(1), megabytes(20)),
  noticeDelay: time(seconds(20)),
  welcome: fc.boolean(),
});

const groupExtras = fc.record({
  updates: fc.option(updates, { nil: undefined }),
  apps: fc.option(apps, { nil: undefined }),
  video: fc.option(video, { nil: undefined }),
  travels: fc.option(travels, { nil: undefined }),
  warnings: fc.option(warnings, { nil: undefined }),
});
const planExtras = fc.record({
  costs: fc.constantFrom(undefined, ...costTypes),
  maxTransfer: fc.constantFrom(undefined, megabytes(10)),
  securityUpdatesExempt: fc.boolean(),
});

/** A generated world in which everything minds the cost, or does not, and some people travel. */
const meteredWorld: fc.Arbitrary<WorldSettings> = fc
  .tuple(
    generatedWorld,
    fc.array(groupExtras, { minLength: 4, maxLength: 4 }),
    fc.array(fc.tuple(fc.option(roaming, { nil: undefined }), planExtras), { minLength: 4, maxLength: 4 }),
  )
  .map(([settings, ofGroups, ofOperators]) => ({
    ...settings,
    groups: settings.groups.map(
      (group, at): GroupSettings => (group.load === undefined ? { ...group, ...ofGroups[at % 4]! } : group),
    ),
    operators: settings.operators.map((operator, at): OperatorSettings => {
      const [tariff, description] = ofOperators[at % 4]!;
      return {
        ...operator,
        roaming: tariff && { ...tariff, slice: gigabytes(1) },
        plan: { ...operator.plan, ...description },
      };
    }),
  }));

/** Whatever counts bytes on its own counts the same, source by source. */
function expectBytesToAddUp(world: World): void {
  const now = world.simulation.now;
  for (let device = 0; device < world.devices; device++) {
    const counter = world.counters.store.look(device);
    const parts = trafficSources.map(source => attributedTo(source, counter));
    expect(parts.every(part => part >= 0)).toBe(true);
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(counter.used);
    const charged = world.surroundings.operator(device).roaming !== undefined;
    const line = world.lines.store.look(device);
    const abroad = charged ? world.roaming.store.look(device) : undefined;
    const { zeroRated } = world.accounts.store.look(device);
    expect(world.modems.store.look(device).carried).toBe(line.passed - line.others + zeroRated + (abroad?.roamed ?? 0));
    if (abroad !== undefined) expect(roamedBy(abroad, now)).toBeGreaterThanOrEqual(abroad.roamed);
  }
}

describe('with all sources of traffic together', () => {
  it('every law holds in every generated world', () =>
    fc.assert(
      fc.property(meteredWorld, settings => {
        const { world } = worldOf(settings, {
          strict: true,
          guards: { events: 3_000_000, perInstant: 200_000, effectsPerEvent: 200_000 },
        });
        world.run();
        expect(world.breaches).toEqual([]);
        expectBytesToAddUp(world);
      }),
      { numRuns: 8, endOnFailure: true },
    ));

  /** What is done to the one line at a moment. */
  const deed = fc.record({
    at: fc.integer({ min: 0, max: hours(20) }),
    what: fc.constantFrom('user', 'sharing', 'others', 'zeroRated', 'border', 'wifi', 'order', 'suspend' as const),
    rate: fc.constantFrom(0, 1, 62_500, 99_991),
  });

  it('no byte is lost while one PC goes abroad and back, shares, and its line has other devices', () =>
    fc.assert(
      fc.property(
        fc.array(deed, { minLength: 5, maxLength: 40 }),
        groupExtras,
        roaming,
        planExtras,
        fc.boolean(),
        (deeds, ofGroup, tariff, description, postpaid) => {
          const { world } = worldOf(
            settingsWith({
              operator: {
                roaming: tariff,
                plan: { ...description, data: megabytes(900), postpaid, lasts: hours(7) },
                billing: { slice: megabytes(50) },
              } as never,
              group: {
                sim: 'hot',
                wifi: 0,
                ...ofGroup,
                travels: { every: always(days(2)), lasts: always(days(2)) },
                usage: {
                  monthly: always(3e9),
                  sessions: { perDay: 8, weights: evenly },
                  sessionRate: 99_991,
                  takes: 'theRoute',
                },
              } as never,
            }),
          );
          const { assembly, simulation } = world;
          let abroad = false;
          let onWifi = false;
          for (const { at, what, rate } of deeds.sort((one, other) => one.at - other.at)) {
            simulation.run(at as Microseconds);
            if (what === 'user' || what === 'sharing') assembly.tell(world.traffic, 'flows', 0, { source: what, rate });
            else if (what === 'others') assembly.tell(world.lines, 'othersChanged', 0, rate);
            else if (what === 'zeroRated') assembly.tell(world.lines, 'zeroRated', 0, rate as Bytes);
            else if (what === 'wifi') {
              onWifi = !onWifi;
              assembly.tell(world.routes, 'changed', 0, onWifi ? 'wifiUp' : 'wifiDown');
            } else if (what === 'border') {
              abroad = !abroad;
              assembly.tell(world.travellers, abroad ? 'leaves' : 'returns', 0);
            } else if (what === 'order') {
              assembly.tell(world.ledgers, 'charge', 0, { device: 0, amount: 499 });
              assembly.tell(world.lines, 'ordered', 0);
            } else assembly.tell(world.lines, rate === 0 ? 'suspended' : 'settled', 0, 'unpaid');
            simulation.settle();
            expect(breaches(laws, world, 'then')).toEqual([]);
          }
          world.run();
          expect(world.breaches).toEqual([]);
          expectBytesToAddUp(world);
        },
      ),
      { numRuns: 25, endOnFailure: true },
    ));
});
