import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrivalTimes, DailyCycle } from '../../src/sim/arrivals.ts';
import { unitExponential } from '../../src/sim/distributions.ts';
import { Dice } from '../../src/sim/random.ts';
import { days, endOfTime, hours, type Microseconds, microseconds, minutes } from '../../src/sim/units.ts';

const publishedWeights = [
  0.15, 0.1, 0.08, 0.07, 0.07, 0.1, 0.25, 0.6, 1.1, 1.4, 1.5, 1.5, 1.4, 1.4, 1.4, 1.4, 1.4, 1.4, 1.4, 1.5, 1.5, 1.3,
  0.9, 0.45,
];
const officeWeights = Array.from({ length: 24 }, (_, h) => (h >= 9 && h < 17 ? 1 : 0));
const flat = new Array<number>(24).fill(1);
const start = microseconds(0);

const anyWeights = fc
  .array(fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 5, noNaN: true })), { minLength: 24, maxLength: 24 })
  .filter(weights => weights.some(weight => weight > 0));
const anyOffset = fc.integer({ min: -12 * 3600, max: 36 * 3600 }).map(s => microseconds(s * 1e6));
const anyTime = fc.integer({ min: 0, max: days(400) }).map(microseconds);

/** Arrivals of one device over some days, from the draws of its own name. */
function visits(
  cycle: DailyCycle,
  perDay: number,
  device: number,
  length: number,
  dice = new Dice(7, 0),
): Microseconds[] {
  const stream = dice.stream('laptops', 'flyout.open');
  return arrivalTimes(cycle, perDay, days(length), n => stream.uniform(device, n));
}

describe('the rate of a daily cycle', () => {
  it('follows the local hour, in events per day', () => {
    const cycle = new DailyCycle(officeWeights, hours(8));
    expect(cycle.rateAt(start, 8)).toBe(0);
    expect(cycle.rateAt(hours(1), 8)).toBe(24);
    expect(cycle.rateAt(hours(9), 8)).toBe(0);
  });

  it('adds up to the daily number over any whole day, exactly', () => {
    fc.assert(
      fc.property(anyWeights, anyOffset, anyTime, fc.integer({ min: 1, max: 300 }), (weights, offset, from, length) => {
        const cycle = new DailyCycle(weights, offset);
        expect(cycle.cumulative(from, (from + days(length)) as Microseconds, 8.64)).toBe(length * 8.64);
      }),
      { seed: 1 },
    );
  });

  it('adds up: from a to b and from b to c is from a to c', () => {
    fc.assert(
      fc.property(anyWeights, anyOffset, anyTime, anyTime, anyTime, (weights, offset, ...times) => {
        const [a, b, c] = times.sort((x, y) => x - y);
        const cycle = new DailyCycle(weights, offset);
        const parts = cycle.cumulative(a, b, 100) + cycle.cumulative(b, c, 100);
        expect(parts).toBeCloseTo(cycle.cumulative(a, c, 100), 6);
      }),
      { seed: 2 },
    );
  });

  it('depends on the proportions of the weights only', () => {
    const one = new DailyCycle(publishedWeights, start);
    const tenfold = new DailyCycle(
      publishedWeights.map(weight => weight * 16),
      start,
    );
    expect(tenfold.cumulative(hours(3), hours(15), 9)).toBeCloseTo(one.cumulative(hours(3), hours(15), 9), 12);
  });

  it('refuses weights and offsets that make no sense', () => {
    expect(() => new DailyCycle([1, 2], start)).toThrow('A daily cycle has 2 weights; expected 24.');
    expect(() => new DailyCycle(new Array<number>(24).fill(0), start)).toThrow('one of them above 0');
    expect(() => new DailyCycle([...flat.slice(1), -1], start)).toThrow(RangeError);
    expect(() => new DailyCycle([...flat.slice(1), Number.NaN], start)).toThrow(RangeError);
    expect(() => new DailyCycle(flat, 0.5 as Microseconds)).toThrow('The run starts at local time 0.5 µs');
  });
});

describe('the next arrival', () => {
  it('at a constant rate comes after the exponential gap', () => {
    const cycle = new DailyCycle(flat, hours(5));
    expect(cycle.next(start, 0.5, 24)).toBe(minutes(30));
    expect(cycle.next(hours(100), 2.25, 24)).toBe(hours(102.25));
  });

  it('waits through hours in which nothing happens', () => {
    const cycle = new DailyCycle(officeWeights, start);
    expect(cycle.next(start, 0, 8)).toBe(hours(9));
    expect(cycle.next(start, 0.5, 8)).toBe(hours(9.5));
    expect(cycle.next(hours(16.5), 0.75, 8)).toBe(hours(24 + 9.25));
    expect(cycle.next(hours(20), 8.5, 8)).toBe(hours(48 + 9.5));
  });

  it('is where the expected number since the last one equals the sample', () => {
    fc.assert(
      fc.property(
        anyWeights,
        anyOffset,
        anyTime,
        fc.double({ min: 1e-9, max: 40, noNaN: true }),
        fc.double({ min: 0.01, max: 1000, noNaN: true }),
        (weights, offset, time, sample, perDay) => {
          const cycle = new DailyCycle(weights, offset);
          const next = cycle.next(time, sample, perDay);
          expect(Number.isInteger(next) && next >= time).toBe(true);
          // Half a microsecond of rounding at the highest rate there is, and what doubles lose over years.
          const tolerance = (perDay * 24 * 0.51) / days(1) + 1e-9 * (1 + sample);
          expect(Math.abs(cycle.cumulative(time, next, perDay) - sample)).toBeLessThan(tolerance);
        },
      ),
      { seed: 3, numRuns: 1000 },
    );
  });

  it('never falls in an hour without weight', () => {
    fc.assert(
      fc.property(
        anyWeights,
        anyOffset,
        anyTime,
        fc.double({ min: 0, max: 40, noNaN: true }),
        (weights, offset, time, sample) => {
          const cycle = new DailyCycle(weights, offset);
          expect(cycle.rateAt(cycle.next(time, sample, 5), 5)).toBeGreaterThan(0);
        },
      ),
      { seed: 4, numRuns: 1000 },
    );
  });

  it('can be centuries away, and at rate 0 does not come before the end of time', () => {
    const cycle = new DailyCycle(officeWeights, start);
    expect(cycle.next(start, 1, 1 / 36_525)).toBe(days(36_525) + hours(9));
    expect(cycle.next(start, 1, 1e-9)).toBe(endOfTime);
    expect(cycle.next(start, 1, 0)).toBe(endOfTime);
    expect(cycle.next(endOfTime, 1, 1)).toBe(endOfTime);
  });

  it('refuses a sample or rate that is negative or not a number', () => {
    const cycle = new DailyCycle(flat, start);
    expect(() => cycle.next(start, -1, 8)).toThrow(RangeError);
    expect(() => cycle.next(start, 1, -8)).toThrow('at -8 per day; expected numbers from 0 on');
    expect(() => cycle.next(start, Number.NaN, 8)).toThrow(RangeError);
  });
});

describe('the arrivals of a population', () => {
  const cycle = new DailyCycle(publishedWeights, hours(6));
  const devices = 4000;
  const perHour = new Float64Array(24);
  const perDevice: number[] = [];
  for (let device = 0; device < devices; device += 1) {
    const times = visits(cycle, 8.64, device, 1);
    perDevice.push(times.length);
    for (const time of times) perHour[Math.floor((time + hours(6)) / hours(1)) % 24] += 1;
  }
  const total = perDevice.reduce((a, b) => a + b, 0);

  it('come to the daily number per device', () => {
    // Four standard errors of a Poisson count.
    expect(Math.abs(total - devices * 8.64)).toBeLessThan(4 * Math.sqrt(devices * 8.64));
  });

  it('fill the hours as the weights say', () => {
    const sum = publishedWeights.reduce((a, b) => a + b, 0);
    const chiSquare = publishedWeights.reduce((statistic, weight, h) => {
      const expected = (devices * 8.64 * weight) / sum;
      return statistic + (perHour[h] - expected) ** 2 / expected;
    }, 0);
    // With 24 degrees of freedom exceeded once in a thousand times.
    expect(chiSquare).toBeLessThan(51.18);
  });

  it('vary from device to device as Poisson counts do', () => {
    const variance = perDevice.reduce((s, count) => s + (count - total / devices) ** 2, 0) / (devices - 1);
    // The ratio of variance and mean has a standard error of √(2 / n).
    expect(Math.abs(variance / (total / devices) - 1)).toBeLessThan(4 * Math.sqrt(2 / devices));
  });

  it('keep a high rate: rounding to whole microseconds slows nothing', () => {
    const stream = new Dice(7, 0).stream('all', 'arrival');
    const perDay = 8.64e9;
    const found = arrivalTimes(new DailyCycle(flat, start), perDay, minutes(1 / 60), n => stream.uniform(0, n)).length;
    expect(Math.abs(found - 100_000)).toBeLessThan(4 * Math.sqrt(100_000));
  });
});

describe('adding an entity moves no other arrival', () => {
  it('for any number of devices and in any order', () => {
    const cycle = new DailyCycle(publishedWeights, start);
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(1000), { minLength: 2, maxLength: 12 }), population => {
        const alone = visits(cycle, 8.64, population[0], 3);
        const dice = new Dice(7, 0);
        const together = population.toReversed().map(device => visits(cycle, 8.64, device, 3, dice));
        expect(together.at(-1)).toEqual(alone);
      }),
      { seed: 5, numRuns: 30 },
    );
  });

  it('and twice the rate brings the same luck sooner', () => {
    const cycle = new DailyCycle(flat, start);
    const stream = new Dice(7, 0).stream('laptops', 'flyout.open');
    const sample = unitExponential(stream.uniform(3));
    expect(Math.abs(cycle.next(start, sample, 4) - 2 * cycle.next(start, sample, 8))).toBeLessThanOrEqual(1);
  });
});
