import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrivalTimes, DailyCycle } from '../../src/sim/arrivals.ts';
import { ClockChange, type Rhythm, WeeklyCycle } from '../../src/sim/calendar.ts';
import { Dice } from '../../src/sim/random.ts';
import { days, endOfTime, hours, type Microseconds, minutes } from '../../src/sim/units.ts';

const start = 0 as Microseconds;
const flat = new Array<number>(24).fill(1);
const none = new Array<number>(24).fill(0);
const only = (...busy: number[]) => flat.map((_, h) => (busy.includes(h) ? 1 : 0));

const anyWeights = fc
  .array(fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 10, noNaN: true })), { minLength: 24, maxLength: 24 })
  .filter(weights => weights.some(weight => weight > 0));
const anyTime = fc.integer({ min: 0, max: days(400) }) as fc.Arbitrary<Microseconds>;
const anyOffset = fc.integer({ min: 0, max: days(7) - 1 }) as fc.Arbitrary<Microseconds>;
const anyWeek = fc
  .tuple(anyWeights, anyWeights, anyOffset)
  .map(([weekday, weekend, offset]) => new WeeklyCycle(weekday, weekend, offset));
/** The clock goes forward or back by an hour, or by half an hour, somewhere in the first days. */
const anyChange: fc.Arbitrary<Rhythm> = fc
  .record({
    weights: anyWeights,
    weekend: fc.option(anyWeights, { nil: undefined }),
    offset: anyOffset,
    at: fc.integer({ min: 1, max: days(14) }) as fc.Arbitrary<Microseconds>,
    shift: fc.constantFrom(-60, -30, 30, 60).map(minutes),
  })
  .map(({ weights, weekend, offset, at, shift }) => {
    const cycle = (local: number) =>
      weekend === undefined
        ? new DailyCycle(weights, local as Microseconds)
        : new WeeklyCycle(weights, weekend, local as Microseconds);
    return new ClockChange(cycle(offset), cycle(offset + shift), at);
  });

describe.each([
  ['a week', anyWeek],
  ['a change of the clock', anyChange],
])('%s', (_, anyRhythm: fc.Arbitrary<Rhythm>) => {
  it('has its next arrival where the expected number since the last one equals the sample', () => {
    fc.assert(
      fc.property(
        anyRhythm,
        anyTime,
        fc.double({ min: 1e-9, max: 40, noNaN: true }),
        fc.double({ min: 0.01, max: 1000, noNaN: true }),
        (rhythm, time, sample, perDay) => {
          const next = rhythm.next(time, sample, perDay);
          expect(Number.isInteger(next) && next >= time).toBe(true);
          expect(rhythm.rateAt(next, perDay)).toBeGreaterThan(0);
          const tolerance = (perDay * 168 * 0.51) / days(1) + 1e-9 * (1 + sample);
          expect(Math.abs(rhythm.cumulative(time, next, perDay) - sample)).toBeLessThan(tolerance);
        },
      ),
      { seed: 1, numRuns: 1000 },
    );
  });

  it('adds up: from a to b and from b to c is from a to c', () => {
    fc.assert(
      fc.property(anyRhythm, anyTime, anyTime, anyTime, (rhythm, ...times) => {
        const [a, b, c] = times.sort((x, y) => x - y);
        const parts = rhythm.cumulative(a, b, 100) + rhythm.cumulative(b, c, 100);
        expect(parts).toBeCloseTo(rhythm.cumulative(a, c, 100), 6);
      }),
      { seed: 2 },
    );
  });
});

describe('a week', () => {
  it('brings the daily number seven times, exactly', () => {
    fc.assert(
      fc.property(anyWeek, anyTime, (cycle, from) => {
        expect(cycle.cumulative(from, (from + days(7)) as Microseconds, 8.64)).toBeCloseTo(7 * 8.64, 9);
      }),
      { seed: 3 },
    );
  });

  it('of equal days is the daily cycle', () => {
    fc.assert(
      fc.property(
        anyWeights,
        anyOffset,
        anyTime,
        fc.double({ min: 0, max: 9, noNaN: true }),
        (weights, offset, t, e) => {
          const weekly = new WeeklyCycle(weights, weights, offset).next(t, e, 5);
          const daily = new DailyCycle(weights, offset).next(t, e, 5);
          // Where the sample ends exactly at an hour without weight, rounding may choose the other side of it.
          if (Math.abs(weekly - daily) > 1) {
            const between = new DailyCycle(weights, offset).cumulative(
              Math.min(weekly, daily) as Microseconds,
              Math.max(weekly, daily) as Microseconds,
              5,
            );
            expect(between).toBeLessThan(1e-6);
          }
        },
      ),
      { seed: 4, numRuns: 500 },
    );
  });

  it('without a weekend goes on on Monday', () => {
    // The run starts on Friday at noon.
    const office = new WeeklyCycle(only(9, 10), none, hours(4 * 24 + 12));
    expect(office.next(start, 0, 1)).toBe(hours(12 + 48 + 9));
    expect(office.rateAt(hours(12 + 9), 1)).toBe(0);
    expect(office.cumulative(start, days(2), 1)).toBe(0);
    expect(office.cumulative(start, days(7), 1)).toBeCloseTo(7, 12);
  });

  it('may have all its weight at the weekend', () => {
    const weekend = new WeeklyCycle(none, only(23), start);
    expect(weekend.next(start, 0, 1)).toBe(hours(5 * 24 + 23));
    expect(weekend.next(hours(7 * 24), 0, 1)).toBe(hours(12 * 24 + 23));
  });

  it('can be centuries away, and at rate 0 does not come before the end of time', () => {
    const cycle = new WeeklyCycle(flat, none, start);
    expect(cycle.next(start, 1, 1e-9)).toBe(endOfTime);
    expect(cycle.next(start, 1, 0)).toBe(endOfTime);
    expect(() => cycle.next(start, -1, 8)).toThrow(RangeError);
    expect(() => cycle.next(start, 1, Number.NaN)).toThrow(RangeError);
  });

  it('refuses weights and offsets that make no sense', () => {
    expect(() => new WeeklyCycle([1], flat, start)).toThrow('A weekly cycle has 1 and 24 weights; expected 24 and 24.');
    expect(() => new WeeklyCycle(none, none, start)).toThrow('one of them above 0');
    expect(() => new WeeklyCycle(flat, flat, 0.5 as Microseconds)).toThrow('local time 0.5 µs of the week');
  });
});

describe('a change of the clock', () => {
  // The run starts at midnight; the clock goes from 2 to 3, or from 3 back to 2.
  const spring = (weights: readonly number[]) =>
    new ClockChange(new DailyCycle(weights, start), new DailyCycle(weights, hours(1)), hours(2));
  const autumn = (weights: readonly number[]) =>
    new ClockChange(new DailyCycle(weights, start), new DailyCycle(weights, hours(-1)), hours(3));

  it('loses the hour that the clock skips in spring', () => {
    expect(spring(only(2)).cumulative(start, hours(23), 24)).toBe(0);
    expect(spring(only(2)).next(start, 0, 24)).toBe(hours(23 + 2));
    expect(spring(flat).cumulative(start, hours(23), 24)).toBeCloseTo(23, 12);
  });

  it('doubles the hour that the clock shows twice in autumn', () => {
    const cycle = autumn(only(2));
    expect(cycle.cumulative(start, hours(25), 24)).toBeCloseTo(48, 12);
    expect(cycle.cumulative(hours(2), hours(3), 24)).toBeCloseTo(24, 12);
    expect(cycle.cumulative(hours(3), hours(4), 24)).toBeCloseTo(24, 12);
    expect(cycle.next(hours(2), 30, 24)).toBe(hours(3.25));
  });

  it('leaves the other hours at their local times', () => {
    expect(spring(only(9)).next(start, 0, 24)).toBe(hours(8));
    expect(autumn(only(9)).next(start, 0, 24)).toBe(hours(10));
  });

  it('brings as many arrivals as the hours say', () => {
    const stream = new Dice(7, 0).stream('people', 'arrives');
    const found = arrivalTimes(autumn(only(2)), 5_000, hours(25), n => stream.uniform(0, n));
    expect(found.every(time => time >= hours(2) && time < hours(4))).toBe(true);
    expect(Math.abs(found.length - 10_000)).toBeLessThan(400);
  });
});
