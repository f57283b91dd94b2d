import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RateCounter } from '../../../src/experiments/statistics/rate-counter.ts';
import { hours, type Microseconds, microseconds, minutes, seconds } from '../../../src/sim/units.ts';

const counterOf = (times: readonly Microseconds[]): RateCounter => {
  const counter = new RateCounter();
  for (const time of times) counter.add(time);
  return counter;
};

const observed = minutes(10);
const moments = fc.array(fc.integer({ min: 0, max: observed - 1 }).map(microseconds), { maxLength: 200 });

describe('a rate counter', () => {
  it('finds the window a naive search finds, the earliest of equals', () => {
    fc.assert(
      fc.property(moments, fc.constantFrom(1, 10, 60, 300, 600), (times, length) => {
        let most = { count: -1, at_us: 0 };
        for (let begin = 0; begin + length <= 600; begin += 1) {
          const count = times.filter(t => t >= seconds(begin) && t < seconds(begin + length)).length;
          if (count > most.count) most = { count, at_us: seconds(begin) };
        }
        expect(counterOf(times).busiest(length, observed)).toEqual({ ...most, seconds: length });
      }),
    );
  });

  it('puts an event on a full second into the second it begins', () => {
    const counter = counterOf([seconds(3), microseconds(3_999_999), seconds(4), seconds(1_000_000)]);
    expect(counter.busiest(1, hours(300))).toEqual({ count: 2, seconds: 1, at_us: seconds(3) });
  });

  it('counts what happens at the very end of the run in its last second', () => {
    const counter = counterOf([microseconds(9_500_000), seconds(10)]);
    expect(counter.busiest(1, seconds(10))).toEqual({ count: 2, seconds: 1, at_us: seconds(9) });
    expect(counter.series(seconds(5), seconds(10))).toEqual([
      [0, 0],
      [seconds(5), 0.4],
    ]);
  });

  it('takes a run shorter than the window as one window', () => {
    expect(counterOf([seconds(1), seconds(2)]).busiest(300, seconds(20))).toEqual({ count: 2, seconds: 20, at_us: 0 });
  });

  it('merges the parts of a run into the whole', () => {
    fc.assert(
      fc.property(moments, moments, (a, b) => {
        const both = counterOf([...a, ...b]);
        for (const merged of [counterOf(a).merge(counterOf(b)), counterOf(b).merge(counterOf(a))]) {
          expect(merged.n).toBe(both.n);
          expect(merged.series(seconds(1), observed)).toEqual(both.series(seconds(1), observed));
        }
      }),
    );
  });

  it('averages over the time observed', () => {
    expect(counterOf([seconds(1), seconds(2), seconds(3)]).mean(minutes(1))).toBe(0.05);
    expect(new RateCounter().mean(minutes(1))).toBe(0);
    expect(new RateCounter().mean(microseconds(0))).toBeNull();
  });

  it('draws the last bin by the time it really covers', () => {
    const counter = counterOf([seconds(1), seconds(61), seconds(62)]);
    expect(counter.series(minutes(1), seconds(70))).toEqual([
      [0, 1 / 60],
      [minutes(1), 0.2],
    ]);
    expect(() => counter.series(microseconds(1_500_000), seconds(70))).toThrow('whole seconds');
  });

  it('joins a last part of less than half an hour to the hour before', () => {
    const counter = counterOf([minutes(30), minutes(65)]);
    expect(counter.hourly(minutes(70))).toEqual([{ seconds: 4200, expected: 2 }]);
    expect(counter.hourly(minutes(95))).toEqual([
      { seconds: 3600, expected: 1 },
      { seconds: 2100, expected: 1 },
    ]);
    expect(counter.hourly(minutes(10))).toEqual([{ seconds: 600, expected: 0 }]);
  });

  it('refuses a moment before the run, or none', () => {
    expect(() => new RateCounter().add(microseconds(-1))).toThrow(RangeError);
    expect(() => new RateCounter().add(Number.NaN as Microseconds)).toThrow(RangeError);
  });
});
