import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CategoryCounts, LevelSeries, Tally, TimeWeighted } from '../../../src/experiments/statistics/accumulators.ts';
import { type Microseconds, microseconds, seconds } from '../../../src/sim/units.ts';

const tallyOf = (values: readonly number[]): Tally => {
  const tally = new Tally();
  for (const value of values) tally.add(value);
  return tally;
};

const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 100 });

describe('a tally', () => {
  it('gives the textbook mean, variance and extremes', () => {
    const { n, sum, min, max, mean, variance } = tallyOf([2, 4, 4, 4, 5, 5, 7, 9]);
    expect([n, sum, min, max, mean]).toEqual([8, 40, 2, 9, 5]);
    expect(variance).toBeCloseTo(32 / 7, 12);
  });

  it('keeps the variance of values that are large and close together', () => {
    expect(tallyOf([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]).variance).toBeCloseTo(30, 6);
  });

  it('merged equals the tally of the union', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const merged = tallyOf(a).merge(tallyOf(b));
        const union = tallyOf([...a, ...b]);
        expect([merged.n, merged.min, merged.max]).toEqual([union.n, union.min, union.max]);
        expect(merged.mean).toBeCloseTo(union.mean!, 6);
        expect(Math.abs(merged.variance! - union.variance!)).toBeLessThanOrEqual(1e-9 * union.variance! + 1e-9);
      }),
    );
    expect(new Tally().merge(new Tally()).n).toBe(0);
  });

  it('answers null when it holds too little', () => {
    const { min, max, mean, variance } = new Tally();
    expect([min, max, mean, variance]).toEqual([null, null, null, null]);
    expect(tallyOf([5]).variance).toBeNull();
  });
});

describe('a level over time', () => {
  it('is weighted by how long it held', () => {
    const queue = new TimeWeighted();
    queue.set(2, seconds(1));
    queue.set(5, seconds(3));
    queue.set(0, seconds(4));
    expect(queue.average(seconds(10))).toBe(0.9);
    expect(queue.max).toBe(5);
    expect(queue.level).toBe(0);
  });

  it('counts from its own beginning, and has no average before time passes', () => {
    const level = new TimeWeighted(3, seconds(5));
    expect(level.average(seconds(5))).toBeNull();
    expect(level.average(seconds(7))).toBe(3);
  });

  it('is seen on a grid as it stands once all changes of the moment are done', () => {
    const level = new LevelSeries(seconds(10));
    level.set(1, seconds(0));
    level.set(7, seconds(3));
    level.set(2, seconds(10));
    level.set(3, seconds(10));
    level.set(4, seconds(35));
    expect(level.points(seconds(45))).toEqual([0, 10, 20, 30, 40].map((s, i) => [seconds(s), [1, 3, 3, 3, 4][i]]));
  });

  it('on a grid equals the last change at or before each moment', () => {
    const changes = fc.array(fc.tuple(fc.integer({ min: 0, max: 100 }), fc.nat(9)), { maxLength: 50 });
    fc.assert(
      fc.property(changes, unsorted => {
        const sorted = unsorted.sort(([a], [b]) => a - b);
        const series = new LevelSeries(microseconds(7));
        for (const [at, level] of sorted) series.set(level, microseconds(at));
        for (const [at, level] of series.points(microseconds(100))) {
          expect(level).toBe(sorted.findLast(([changed]) => changed <= at)?.[1] ?? 0);
        }
      }),
    );
    expect(() => new LevelSeries(0 as Microseconds)).toThrow(RangeError);
  });
});

describe('counts by category', () => {
  const reasons = () => {
    const counts = new CategoryCounts();
    for (const reason of ['timedOut', '10', 'refused', '10', '9', 'refused']) counts.add(reason);
    return counts;
  };

  it('come in the order of first appearance, also for names that look like numbers', () => {
    expect(reasons().byFirstAppearance()).toEqual([
      ['timedOut', 1],
      ['10', 2],
      ['refused', 2],
      ['9', 1],
    ]);
  });

  it('come most frequent first, ties by first appearance', () => {
    expect(reasons().byCount()).toEqual([
      ['10', 2],
      ['refused', 2],
      ['timedOut', 1],
      ['9', 1],
    ]);
  });

  it('merge by name', () => {
    const other = new CategoryCounts();
    other.add('shed', 3);
    other.add('9', 2);
    const merged = reasons().merge(other);
    expect(merged.byCount()).toEqual([
      ['9', 3],
      ['shed', 3],
      ['10', 2],
      ['refused', 2],
      ['timedOut', 1],
    ]);
    expect([merged.total, merged.count('nothing')]).toEqual([11, 0]);
  });
});
