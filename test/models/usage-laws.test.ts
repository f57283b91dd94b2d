/**
 * Laws 7 and 8 over generated family plans: plans that run out and are topped up, other devices that go on meanwhile, gaps in
 * the coverage, Wi-Fi beside, late and rounded billing, counters that are reset.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { laws } from '../../src/models/invariants.ts';
import { billedUsageOf } from '../../src/models/operator/usage-query.ts';
import type { WorldSettings } from '../../src/models/settings.ts';
import { countedBy, countedSinceReset } from '../../src/models/windows/local-data-counters.ts';
import type { Distribution } from '../../src/sim/distributions.ts';
import { breaches } from '../../src/sim/invariant.ts';
import { bytes, days, hours, kilobytes, type Microseconds, megabytes, minutes, seconds } from '../../src/sim/units.ts';
import { always, evenly, people, settingsWith, worldOf } from './small-world.ts';

const monthly = fc.constantFrom<Distribution[]>(always(3e9), always(30e9), {
  kind: 'lognormal',
  median: 5e9,
  sigma: 2,
});
const sessions = fc.constantFrom(2, 24, 100).map(perDay => ({ perDay, weights: evenly }));
const sessionRate = fc.constantFrom(625_000, 999_983, 77, 12_345.125);

/** Lines with a plan that is soon used up. */
const familyWorld: fc.Arbitrary<WorldSettings> = fc
  .record({
    seed: fc.nat(),
    count: fc.integer({ min: 1, max: 2 }),
    wifi: fc.constantFrom(0, 1),
    postpaid: fc.boolean(),
    data: fc.constantFrom(megabytes(1), megabytes(200), bytes(1_000_003)),
    lag: fc.constantFrom<Distribution[]>(always(0), always(minutes(10)), { kind: 'exponential', mean: hours(1) }),
    slice: fc.constantFrom(megabytes(10), bytes(999_983)),
    granularity: fc.constantFrom(undefined, kilobytes(10)),
    reauthenticates: fc.boolean(),
    usage: fc.record({
      monthly,
      sessions,
      sessionRate,
      takes: fc.constantFrom<('mobileBroadband' | 'theRoute')[]>('mobileBroadband', 'theRoute'),
    }),
    family: fc.record({ devices: fc.integer({ min: 1, max: 4 }), monthly, sessions, sessionRate }),
    coverageGaps: fc.constantFrom(
      undefined,
      { perDay: 20, lasts: always(seconds(70)) },
      { perDay: 4, lasts: { kind: 'exponential' as const, mean: hours(1) } },
    ),
    topsUp: fc.constantFrom(0, 1),
  })
  .map(({ seed, postpaid, data, lag, slice, granularity, reauthenticates, topsUp, ...group }) =>
    settingsWith({
      seed,
      length: days(1),
      operator: {
        plan: { data, lasts: hours(7), postpaid },
        billing: { lag, slice, granularity },
        network: { reauthenticates },
      },
      groups: [
        {
          ...people,
          ...group,
          sim: 'hot',
          user: { ...people.user, topsUp, topsUpAfter: always(minutes(7)) },
        },
      ],
    }),
  );

const runs = { numRuns: 20, endOnFailure: true };
const guards = { events: 3_000_000, perInstant: 200_000, effectsPerEvent: 200_000 };

/** A world, with the sums of what was told of each line. */
function watched(settings: WorldSettings) {
  const { world, told } = worldOf(settings, { guards });
  const sumOf = (name: string, line: number) =>
    told.reduce((sum, one) => (one.name === name && one.subject === line ? sum + one.value : sum), 0);
  return { world, told, sumOf };
}

describe('in every family plan', () => {
  it('law 7: what the gateway passed is what the PC and the other devices used, and billed, recorded or still to be recorded', () =>
    fc.assert(
      fc.property(familyWorld, settings => {
        const { world, sumOf } = watched(settings);
        world.run();
        expect(world.breaches).toEqual([]);
        for (let device = 0; device < world.devices; device++) {
          const line = world.lines.store.look(device);
          const { zeroRated } = world.accounts.store.look(device);
          const { used } = world.counters.store.look(device);
          expect(line.passed).toBe(used - zeroRated + line.others);
          expect(line.others).toBe(sumOf('subscription.othersCarried', device));
          expect(used - zeroRated).toBe(sumOf('subscription.carried', device));
          const unbilled = line.recorded - line.billed;
          const unrecorded = line.passed - line.recorded;
          expect(unbilled).toBeGreaterThanOrEqual(0);
          expect(line.billed + unbilled + unrecorded).toBe(line.passed);
        }
      }),
      runs,
    ));

  it('law 8: the local counter is what the PC sent and received since the start, or since its reset, at every moment', () =>
    fc.assert(
      fc.property(
        familyWorld,
        fc.array(fc.integer({ min: 0, max: days(1) }), { minLength: 1, maxLength: 4 }),
        (settings, moments) => {
          const { world, sumOf } = watched(settings);
          for (const at of [...moments].sort((a, b) => a - b)) {
            world.simulation.run(at as Microseconds);
            for (let device = 0; device < world.devices; device++) {
              const { now } = world.simulation;
              const counter = world.counters.store.look(device);
              expect(countedBy(counter, now)).toBeGreaterThanOrEqual(sumOf('subscription.carried', device));
              expect(countedSinceReset(counter, now)).toBeLessThanOrEqual(countedBy(counter, now));
              world.assembly.tell(world.counters, 'resets', device);
            }
            world.simulation.run(at as Microseconds);
            for (let device = 0; device < world.devices; device++)
              expect(countedSinceReset(world.counters.store.look(device), world.simulation.now)).toBe(0);
          }
          world.run();
          expect(breaches(laws, world, 'at the end')).toEqual([]);
        },
      ),
      runs,
    ));

  it('the balance never falls below zero, and others are cut off with the PC', () =>
    fc.assert(
      fc.property(familyWorld, settings => {
        const { world, told } = watched(settings);
        const out = new Map<number, boolean>();
        world.run();
        for (const { name, subject, value } of told) {
          if (name === 'subscription.outOfData' || name === 'subscription.expired') out.set(subject, true);
          if (name === 'subscription.toppedUp') out.set(subject, false);
          // What had passed before the end is told after it, in the same moment.
          if (name === 'other devices.sessionStarted') expect(value).toBeGreaterThan(0);
        }
        for (const [device, isOut] of out) if (isOut) expect(world.lines.store.look(device).rate).toBe(0);
      }),
      { ...runs, numRuns: 15 },
    ));

  it('billing says no more than was used up to its moment, and all of it when every record is booked', () =>
    fc.assert(
      fc.property(familyWorld, settings => {
        const { world } = watched({ ...settings, drain: days(20) as Microseconds });
        world.run();
        for (let device = 0; device < world.devices; device++) {
          const line = world.lines.store.look(device);
          if (line.rate > 0 || line.othersRate > 0) continue;
          expect(line.billed).toBe(line.recorded);
          expect(billedUsageOf(line).bytes).toBe(Math.max(0, line.recorded - line.planFrom));
        }
      }),
      { ...runs, numRuns: 10 },
    ));
});
