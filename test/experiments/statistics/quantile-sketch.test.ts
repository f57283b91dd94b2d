import { DDSketch } from '@datadog/sketches-js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { QuantileSketch } from '../../../src/experiments/statistics/quantile-sketch.ts';

const sketchOf = (values: readonly number[]): QuantileSketch => {
  const sketch = new QuantileSketch();
  for (const value of values) sketch.add(value);
  return sketch;
};

/** The nearest-rank quantile of all values. */
const exactQuantile = (values: readonly number[], p: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(p * values.length * (1 - 4 * Number.EPSILON)) - 1)];
};

const share = fc.double({ min: 0, max: 1, noNaN: true });
/** Positive values over 12 decades, whole ones as they come from a clock. */
const durations = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 11 }), fc.double({ min: 1, max: 10, noNaN: true }))
    .map(([e, m]) => Math.round(m * Number(`1e${e}`))),
  { minLength: 1, maxLength: 300 },
);
const fractions = fc.array(fc.double({ min: 0, max: 1e280, noNaN: true }), { minLength: 1, maxLength: 100 });

describe('a quantile sketch', () => {
  it('knows any quantile of values over 12 decades within 1 %', () => {
    fc.assert(
      fc.property(durations, share, (values, p) => {
        const exact = exactQuantile(values, p);
        expect(Math.abs(sketchOf(values).quantile(p)! - exact)).toBeLessThanOrEqual(0.01 * exact);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps the promise for any positive float, also just beside the edges of its bins', () => {
    const edges = sketchOf([1, 1.999]).toHistogram(1000).edges;
    for (const edge of edges) {
      for (const scale of [1, 2 ** -900, 2 ** 900, 2 ** 52]) {
        for (const value of [edge * (1 - Number.EPSILON), edge, edge * (1 + Number.EPSILON)].map(v => v * scale)) {
          const sketch = sketchOf([value / 1e3, value, value * 1e3]);
          expect(Math.abs(sketch.quantile(0.5)! / value - 1)).toBeLessThanOrEqual(0.01);
        }
      }
    }
  });

  it('never puts a quantile below the minimum, above the maximum, or below a smaller one', () => {
    fc.assert(
      fc.property(fc.oneof(durations, fractions), fc.array(share, { maxLength: 20 }), (values, shares) => {
        const sketch = sketchOf(values);
        const ladder = [0, ...shares.sort((a, b) => a - b), 1].map(p => sketch.quantile(p)!);
        expect(ladder[0]).toBe(sketch.min);
        expect(ladder[ladder.length - 1]).toBe(sketch.max);
        for (let i = 1; i < ladder.length; i += 1) expect(ladder[i]).toBeGreaterThanOrEqual(ladder[i - 1]);
        expect(sketch.mean).toBeGreaterThanOrEqual(sketch.min!);
        expect(sketch.mean).toBeLessThanOrEqual(sketch.max!);
      }),
    );
  });

  it('is exact for counts: whole numbers below 50, also when merged and after JSON', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 49 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(counts, counts, share, (some, others, p) => {
        const exact = exactQuantile([...some, ...others], p);
        const merged = sketchOf(some).merge(sketchOf(others));
        expect(merged.quantile(p)).toBe(exact);
        expect(QuantileSketch.fromJSON(JSON.parse(JSON.stringify(merged))).quantile(p)).toBe(exact);
      }),
    );
    for (let value = 1; value < 50; value += 1) expect(sketchOf([0, value, 100]).quantile(0.5)).toBe(value);
  });

  it('takes no whole number for granted where one value is none', () => {
    const sketch = sketchOf([1, 5.09, 100]).merge(sketchOf([]));
    expect(Math.abs(sketch.quantile(0.5)! / 5.09 - 1)).toBeLessThanOrEqual(0.01);
    expect(QuantileSketch.fromJSON(JSON.parse(JSON.stringify(sketch))).quantile(0.5)).toBe(sketch.quantile(0.5));
    expect(sketchOf([1, 100]).merge(sketch).quantile(0.5)).toBe(sketch.quantile(0.5));
  });

  it('does not depend on the order of the values', () => {
    fc.assert(
      fc.property(
        durations.chain(values =>
          fc.tuple(fc.constant(values), fc.shuffledSubarray(values, { minLength: values.length })),
        ),
        ([values, shuffled]) => {
          expect(sketchOf(shuffled).toJSON()).toEqual(sketchOf(values).toJSON());
        },
      ),
    );
  });

  it('merged from parts is exactly the sketch of the union, whatever the parts and their order', () => {
    fc.assert(
      fc.property(durations, durations, durations, (a, b, c) => {
        const union = sketchOf([...a, ...b, ...c]).toJSON();
        expect(sketchOf(a).merge(sketchOf(b)).merge(sketchOf(c)).toJSON()).toEqual(union);
        expect(
          sketchOf(a)
            .merge(sketchOf(b).merge(sketchOf(c)))
            .toJSON(),
        ).toEqual(union);
        expect(sketchOf(c).merge(sketchOf(a)).merge(sketchOf(b)).toJSON()).toEqual(union);
      }),
    );
  });

  it('merged with nothing, or with itself, does what one expects', () => {
    const one = sketchOf([1, 2, 3]).toJSON();
    expect(sketchOf([1, 2, 3]).merge(new QuantileSketch()).toJSON()).toEqual(one);
    expect(new QuantileSketch().merge(sketchOf([1, 2, 3])).toJSON()).toEqual(one);
    const twice = sketchOf([1, 2, 3]);
    expect(twice.merge(twice).toJSON()).toEqual(sketchOf([1, 1, 2, 2, 3, 3]).toJSON());
  });

  it('adds whole numbers up exactly, even beyond 2^53', () => {
    fc.assert(
      fc.property(fc.array(fc.maxSafeNat(), { minLength: 1, maxLength: 200 }), values => {
        const exact = values.reduce((sum, value) => sum + BigInt(value), 0n);
        const [sum, missed] = sketchOf(values).toJSON().sum;
        expect(BigInt(sum) + BigInt(missed)).toBe(exact);
        expect(sketchOf(values).sum).toBe(Number(exact));
      }),
    );
  });

  it('survives JSON', () => {
    fc.assert(
      fc.property(fc.oneof(durations, fractions), values => {
        const sketch = sketchOf(values);
        const read = QuantileSketch.fromJSON(JSON.parse(JSON.stringify(sketch)));
        expect(read.toJSON()).toEqual(sketch.toJSON());
        expect(read.quantile(0.95)).toBe(sketch.quantile(0.95));
      }),
    );
    expect(QuantileSketch.fromJSON(JSON.parse(JSON.stringify(new QuantileSketch()))).quantile(0.5)).toBeNull();
  });

  it('refuses JSON whose parts contradict each other', () => {
    const json = sketchOf([1, 2, 3]).toJSON();
    expect(() => QuantileSketch.fromJSON({ ...json, n: 4 })).toThrow('A sketch of 4 values has 3 in its bins');
    expect(() => QuantileSketch.fromJSON({ ...json, bins: [[0.5, 3]] })).toThrow(RangeError);
    expect(() => QuantileSketch.fromJSON({ ...json, bins: [[1e9, 3]] })).toThrow(RangeError);
  });

  it('draws a histogram whose counts are those of the values between its edges', () => {
    fc.assert(
      fc.property(durations, fc.integer({ min: 1, max: 60 }), (values, binsMax) => {
        const { edges, counts, zeros } = sketchOf([0, ...values]).toHistogram(binsMax);
        expect(counts.length).toBeLessThanOrEqual(binsMax);
        expect(edges).toHaveLength(counts.length + 1);
        expect(zeros).toBe(1);
        counts.forEach((count, i) => {
          expect(count).toBe(values.filter(value => value >= edges[i] && value < edges[i + 1]).length);
        });
      }),
    );
  });

  it('answers null when it holds nothing', () => {
    const empty = new QuantileSketch();
    expect([empty.n, empty.sum, empty.mean, empty.min, empty.max, empty.quantile(0.99)]).toEqual([
      0,
      null,
      null,
      null,
      null,
      null,
    ]);
    expect(empty.toHistogram(10)).toEqual({ edges: [], counts: [], zeros: 0 });
  });

  it('takes zero, and refuses what is negative or no number', () => {
    expect(sketchOf([0, 0, 0, 100]).quantile(0.5)).toBe(0);
    expect(sketchOf([0, 0, 0, 100]).quantile(0.99)).toBe(100);
    for (const value of [-1, Number.NaN, Number.POSITIVE_INFINITY, 1e300]) {
      expect(() => new QuantileSketch().add(value)).toThrow(RangeError);
    }
    expect(() => new QuantileSketch().quantile(99)).toThrow('from 0 to 1');
  });

  it('asks for the seventh of a hundred values at 7 %, not the eighth', () => {
    const values = Array.from({ length: 100 }, (_, i) => 2 ** i);
    expect(sketchOf(values).quantile(0.07)! / 2 ** 6).toBeCloseTo(1, 1);
  });

  it('agrees with the DDSketch of Datadog', () => {
    const values = Array.from({ length: 20_001 }, (_, i) => Math.round(1e3 * 1.001 ** ((i * 7919) % 20_001)));
    const theirs = new DDSketch({ relativeAccuracy: 0.01 });
    for (const value of values) theirs.accept(value);
    const ours = sketchOf(values);
    for (const p of [0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999]) {
      expect(Math.abs(ours.quantile(p)! / theirs.getValueAtQuantile(p) - 1)).toBeLessThan(0.0205);
    }
    expect(ours.sum).toBeCloseTo(theirs.sum, 0);
  });
});
