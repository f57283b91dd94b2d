/** What holds for every interval, whatever the method and the values; and an honest answer where there is hardly any data. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchMeansInterval } from '../../../src/experiments/statistics/batch-means.ts';
import { holmAdjusted } from '../../../src/experiments/statistics/holm.ts';
import {
  type Interval,
  independentInterval,
  meanInterval,
  pairedInterval,
  pValue,
  replicationsNeeded,
  summaryOf,
  varianceReduction,
} from '../../../src/experiments/statistics/intervals.ts';
import { distributionMetric } from '../../../src/experiments/statistics/metrics.ts';
import { peakInterval } from '../../../src/experiments/statistics/peak-interval.ts';
import {
  quantileOfIndependent,
  quantileOfRun,
  quantileOverReplications,
} from '../../../src/experiments/statistics/quantile-interval.ts';
import { QuantileSketch } from '../../../src/experiments/statistics/quantile-sketch.ts';
import { shareInterval } from '../../../src/experiments/statistics/share-interval.ts';
import { isTightEnough, nextBlock, sequentialInterval } from '../../../src/experiments/statistics/stopping.ts';
import { studentTQuantile } from '../../../src/experiments/statistics/student-t.ts';

const seed = 20_260_312;

type Make = (values: readonly number[], confidence?: number) => Interval | undefined;

/** For the second side of a difference: no more than a few numbers that are always the same. */
const others = [3, 1, 4, 1, 5, 9, 2, 6];
const zeros = (values: readonly number[]) => values.map(() => 0);

/** Of values in any unit, which move and stretch the interval with them. */
const ofAnyUnit: Record<string, Make> = {
  'the mean over replications': meanInterval,
  'the paired difference': (values, confidence) => pairedInterval(zeros(values), values, confidence),
  'the difference without pairing': (values, confidence) =>
    independentInterval(values.toReversed().slice(0, 8), values, confidence),
  'a peak': peakInterval,
  'a quantile over replications': (values, confidence) =>
    quantileOverReplications(values, { p: 0.9, observations: 1_000 }, confidence),
  'a quantile of independent values': (values, confidence) => quantileOfIndependent(values, 0.6, confidence),
  'batch means': batchMeansInterval,
  'a quantile of one run': (values, confidence) => quantileOfRun(values, 0.6, confidence, 0),
};

const every: Record<string, Make> = {
  ...ofAnyUnit,
  'a share': (values, confidence) =>
    shareInterval(
      values.map(value => (value - Math.floor(value)) % 1),
      confidence,
    ),
  'the mean after sequential stopping': (values, confidence = 0.95) =>
    sequentialInterval(values, { absolute: 1 }, { confidence, most: values.length }),
};

/** Whole numbers, of which some samples lie very lopsided, and sixteenths; 40 to 80, so that batches can be made. */
const number = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -100, max: 100 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 100_000 }) },
  { weight: 2, arbitrary: fc.integer({ min: -1_000, max: 1_000 }).map(sixteenths => sixteenths / 16) },
);
const samples = fc.array(number, { minLength: 40, maxLength: 80 });

const close = (a: number, b: number, size: number) => expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * size);

describe.each(Object.entries(every))('%s', (_, make) => {
  it('contains its estimate, and widens with confidence', () => {
    fc.assert(
      fc.property(samples, values => {
        const [narrow, usual, wide] = [0.8, 0.95, 0.999].map(confidence => make(values, confidence)!);
        for (const { low, mean, high } of [narrow!, usual!, wide!]) {
          expect(low).toBeLessThanOrEqual(mean + 1e-9);
          expect(high).toBeGreaterThanOrEqual(mean - 1e-9);
        }
        if (usual!.method.startsWith('Student t after')) return;
        expect(wide!.low).toBeLessThanOrEqual(usual!.low);
        expect(usual!.low).toBeLessThanOrEqual(narrow!.low);
        expect(narrow!.high).toBeLessThanOrEqual(usual!.high);
        expect(usual!.high).toBeLessThanOrEqual(wide!.high);
      }),
      { seed, numRuns: 15 },
    );
  });
});

describe.each(Object.entries(ofAnyUnit))('%s', (name, make) => {
  it('moves and stretches with its values', () => {
    const isDifference = name === 'the difference without pairing';
    fc.assert(
      fc.property(samples, fc.integer({ min: -50, max: 50 }), fc.constantFrom(0.5, 4, 1024), (values, by, times) => {
        const before = make(values)!;
        const after = make(values.map(value => times * value + by))!;
        const size = times * (Math.abs(before.low) + Math.abs(before.high) + 1) + Math.abs(by) + 200_000;
        const moved = isDifference ? 0 : by;
        close(after.mean, times * before.mean + moved, size);
        close(after.low, times * before.low + moved, size);
        close(after.high, times * before.high + moved, size);
        expect(after.method).toBe(before.method);
      }),
      { seed, numRuns: 15 },
    );
  });

  it('has no width, but a word, where all values are the same', () => {
    for (const [n, value] of [
      [40, 7],
      [40, 0],
      [60, -1e-300],
      [50, 1e15],
    ] as const) {
      const interval = make(new Array(n).fill(value))!;
      const estimate = name.includes('without pairing') ? 0 : value;
      for (const end of [interval.low, interval.mean, interval.high]) close(end, estimate, Math.abs(value));
      expect(interval.standardError).toBe(0);
      if (!name.includes('quantile of')) expect(interval.warnings!.join(' ')).toMatch(/gave the same value/);
    }
  });

  it('is unknown without values and with one, and refuses what is no number or has no end', () => {
    expect(make([])).toBeUndefined();
    expect(make([5])).toBeUndefined();
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      for (const place of [0, 20, 44]) {
        const values = Array.from({ length: 45 }, (_, i) => (i === place ? bad : i % 7));
        expect(() => make(values), `${bad} in place ${place}`).toThrow(RangeError);
      }
    }
  });

  it('never holds what is no number, however large, small or alike its values are', () => {
    const extremes = fc.constantFrom(0, 1, -1, 1e-300, 5e-324, 1e-160, 1e15, -1e15, 1e100, 1e150, 1 + Number.EPSILON);
    fc.assert(
      fc.property(fc.array(extremes, { minLength: 40, maxLength: 45 }), values => {
        const { mean, low, high, standardError } = make(values)!;
        expect([mean, low, high, standardError].every(Number.isFinite)).toBe(true);
        expect(low).toBeLessThanOrEqual(high);
      }),
      { seed, numRuns: 40 },
    );
  });
});

describe('the mean over replications', () => {
  it('lies the other way round where its values do', () => {
    fc.assert(
      fc.property(samples, values => {
        const [there, back] = [meanInterval(values)!, meanInterval(values.map(value => -value))!];
        close(back.low, -there.high, 1e6);
        close(back.high, -there.low, 1e6);
        expect(pValue(values)).toBeCloseTo(pValue(values.map(value => -value))!, 9);
      }),
      { seed, numRuns: 15 },
    );
  });

  it("is never narrower than Student's on either side, and as wide where values lie evenly", () => {
    fc.assert(
      fc.property(samples, values => {
        const { n, mean, variance } = summaryOf(values);
        const reach = studentTQuantile(0.975, n - 1) * Math.sqrt(variance / n);
        const { low, high, method } = meanInterval(values)!;
        expect(low).toBeLessThanOrEqual(mean - reach + 1e-9);
        expect(high).toBeGreaterThanOrEqual(mean + reach - 1e-9);
        if (method.startsWith('Student')) close(high - low, 2 * reach, 1e6);
        else expect(high - low).toBeGreaterThan(2 * reach);
      }),
      { seed, numRuns: 50 },
    );
  });

  it('does not depend on the order of the replications, but for rounding', () => {
    fc.assert(
      fc.property(samples, values => {
        const [there, back] = [meanInterval(values)!, meanInterval(values.toReversed())!];
        close(there.low, back.low, 1e6);
        close(there.high, back.high, 1e6);
      }),
      { seed, numRuns: 15 },
    );
  });

  it('holds 0 exactly where the p-value is no smaller than the error allowed, at any confidence', () => {
    const shifted = fc.tuple(samples, fc.integer({ min: -40, max: 40 }), fc.constantFrom(0.8, 0.95, 0.99));
    fc.assert(
      fc.property(shifted, ([values, by, confidence]) => {
        const moved = values.map(value => value + by);
        const { low, high, standardError } = meanInterval(moved, confidence)!;
        fc.pre(Math.min(Math.abs(low), Math.abs(high)) > 1e-9 * standardError);
        expect(pValue(moved)! < 1 - confidence).toBe(low > 0 || high < 0);
      }),
      { seed, numRuns: 60 },
    );
  });

  it('with so many replications as it says it needs would be as tight as asked, and not with one less', () => {
    fc.assert(
      fc.property(samples, fc.integer({ min: 1, max: 30 }), (values, parts) => {
        const { low, high } = meanInterval(values)!;
        fc.pre(high > low);
        const half = (high - low) / 2;
        expect(replicationsNeeded(values, half * (1 + 1e-9))).toBeLessThanOrEqual(values.length);
        expect(replicationsNeeded(values, (half * parts) / (parts + 1))).toBeGreaterThan(values.length);
      }),
      { seed, numRuns: 15 },
    );
  });
});

describe('fewer replications than show how their values lie', () => {
  it('are said: below 20 for means and differences, 10 for shares and quantiles, 5 for peaks', () => {
    const values = (n: number) => Array.from({ length: n }, (_, i) => (i % 5) / 10);
    const saysSo = (make: Make, n: number) =>
      make(values(n))!.warnings?.some(words => words.startsWith('Only')) ?? false;
    for (const [make, least] of [
      [meanInterval, 20],
      [every['the paired difference'], 20],
      [(of: readonly number[]) => independentInterval(of, others.concat(values(20))), 20],
      [shareInterval, 10],
      [every['a quantile over replications'], 10],
      [peakInterval, 5],
    ] as [Make, number][]) {
      expect(saysSo(make, least - 1)).toBe(true);
      expect(saysSo(make, least)).toBe(false);
    }
  });
});

describe('what is asked of no data, of one value or of what is no number', () => {
  it('has no answer rather than one that is no number', () => {
    expect([pValue([]), pValue([3])]).toEqual([undefined, undefined]);
    expect([varianceReduction([], []), varianceReduction([1], [2])]).toEqual([undefined, undefined]);
    expect(replicationsNeeded([], 1)).toBeUndefined();
    expect(holmAdjusted([])).toEqual([]);
    expect(holmAdjusted([undefined, undefined])).toEqual([undefined, undefined]);
    expect(isTightEnough([], { absolute: 1 })).toBe(false);
    expect(nextBlock(0, () => true)).toEqual({ run: { from: 0, to: 20 } });
    expect(sequentialInterval([], { absolute: 1 })).toBeUndefined();
  });

  it('is refused', () => {
    expect(() => pValue([1, Number.NaN])).toThrow(RangeError);
    expect(() => varianceReduction([1, 2], [1, Number.POSITIVE_INFINITY])).toThrow(RangeError);
    expect(() => replicationsNeeded([1, 2], Number.NaN)).toThrow(RangeError);
    expect(() => holmAdjusted([0.5, Number.NaN])).toThrow(RangeError);
    expect(() => shareInterval([0.5, Number.NaN])).toThrow(RangeError);
    expect(() => quantileOverReplications([1, 2], { p: 0.5, observations: 9, pooled: Number.NaN })).toThrow(RangeError);
    for (const confidence of [0, 1, 95, Number.NaN])
      for (const make of Object.values(every))
        expect(() => make(others.concat(others, others, others, others), confidence)).toThrow(RangeError);
  });

  it('is said to be too far apart where not even the variance is a number', () => {
    expect(() => meanInterval([1e200, -1e200])).toThrow('too far apart');
  });
});

describe('sketches of the parts of a run', () => {
  const values = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 100_000_000 })), { maxLength: 60 });
  const sketchOf = (of: readonly number[]) => {
    const sketch = new QuantileSketch();
    for (const value of of) sketch.add(value);
    return sketch;
  };
  const bytes = (sketch: QuantileSketch) => JSON.stringify([sketch, sketch.toHistogram(20)]);

  it('merge to the bytes of the sketch of all values, in any order and any grouping', () => {
    const parts = fc.array(values, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(
        parts.chain(all => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([inOrder, shuffled]) => {
          const whole = bytes(sketchOf(inOrder.flat()));
          const merged = (of: readonly (readonly number[])[]) =>
            of.map(sketchOf).reduce((all, one) => all.merge(one), new QuantileSketch());
          expect(bytes(merged(inOrder))).toBe(whole);
          expect(bytes(merged(shuffled))).toBe(whole);
          const half = Math.floor(shuffled.length / 2);
          expect(bytes(merged(shuffled.slice(0, half)).merge(merged(shuffled.slice(half))))).toBe(whole);
        },
      ),
      { seed, numRuns: 60 },
    );
  });

  it('give metrics with minimum ≤ p50 ≤ p95 ≤ p99 ≤ maximum, merged or not, of one value, of equal ones, of any', () => {
    const some = fc.oneof(
      values.filter(of => of.length > 0),
      fc.tuple(fc.nat(1_000), fc.integer({ min: 1, max: 20 })).map(([value, n]): number[] => new Array(n).fill(value)),
      fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 40 }),
    );
    fc.assert(
      fc.property(some, values, (own, more) => {
        for (const sketch of [sketchOf(own), sketchOf(own).merge(sketchOf(more))]) {
          const about = { unit: 'µs', censored: 0, question: '' };
          const { min, p50, p95, p99, max, mean } = distributionMetric(sketch, about);
          const ladder = [min, p50, p95, p99, max] as number[];
          for (const [i, step] of ladder.slice(1).entries()) expect(step).toBeGreaterThanOrEqual(ladder[i]!);
          expect(mean).toBeGreaterThanOrEqual(min!);
          expect(mean).toBeLessThanOrEqual(max!);
        }
      }),
      { seed, numRuns: 150 },
    );
  });
});
