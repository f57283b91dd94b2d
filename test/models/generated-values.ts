/** Arbitrary shares, times, rates and volumes, of which generated worlds are made: the usual more often than the rest. */
import fc from 'fast-check';
import type { DailyRate } from '../../src/models/settings.ts';
import type { Distribution } from '../../src/sim/distributions.ts';
import { type Bytes, bytes, days, type Microseconds } from '../../src/sim/units.ts';
import { evenly } from './small-world.ts';

/** The usual, to which everything shrinks, or another one. */
export const often = <T>(usual: T, ...others: fc.Arbitrary<T>[]): fc.Arbitrary<T> =>
  fc.oneof({ withCrossShrink: true }, { arbitrary: fc.constant(usual), weight: 2 }, ...others);

/** Never, sometimes, always. */
export const share = often(0, fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true }));
export const smallShare = often(0, fc.double({ min: 0, max: 0.3, noNaN: true }), share);

/** Around the usual time, or nothing, or far longer than anybody waits. */
export function time(usual: Microseconds): fc.Arbitrary<Distribution> {
  return fc.oneof(
    { withCrossShrink: true },
    { arbitrary: fc.constant<Distribution>({ kind: 'lognormal', median: usual, sigma: 0.6 }), weight: 4 },
    fc.constantFrom<Distribution[]>(
      { kind: 'constant', value: 0 },
      { kind: 'constant', value: 1 },
      { kind: 'exponential', mean: usual },
      { kind: 'uniform', low: 0, high: 10 * usual },
      { kind: 'constant', value: days(3) },
    ),
  );
}

/** @param least  for what repeats: with nothing in between, a run would not come to its end */
export const duration = (usual: Microseconds, least = 0): fc.Arbitrary<Microseconds> =>
  often(
    usual,
    fc.constantFrom(least, 1, days(3)).map(value => Math.max(least, value) as Microseconds),
    fc.integer({ min: least, max: 10 * usual }).map(value => value as Microseconds),
  );

/** All day long, or all of it in one hour. */
export const hourly = often(
  evenly,
  fc.integer({ min: 0, max: 23 }).map(busy => evenly.map((_, hour) => (hour === busy ? 24 : 0))),
);

export const rate = (mostPerDay: number): fc.Arbitrary<DailyRate> =>
  fc.record({ perDay: fc.integer({ min: 1, max: mostPerDay }), weights: hourly });

export const volume = (usual: Bytes): fc.Arbitrary<Bytes> =>
  often(usual, fc.integer({ min: 1, max: 10_000 }).map(bytes), fc.constant(bytes(1e12)));
