/** Batch means, warm-up, quantiles, peaks and stopping: by hand where an answer can be worked out by hand. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { walk } from '../../../bench/interval-coverage/models.ts';
import { batchMeansInterval } from '../../../src/experiments/statistics/batch-means.ts';
import { meanInterval } from '../../../src/experiments/statistics/intervals.ts';
import { peakInterval } from '../../../src/experiments/statistics/peak-interval.ts';
import {
  quantileOfIndependent,
  quantileOfRun,
  quantileOverReplications,
  quantileRanks,
} from '../../../src/experiments/statistics/quantile-interval.ts';
import {
  isTightEnough,
  nextBlock,
  sequentialInterval,
  stoppingRule,
} from '../../../src/experiments/statistics/stopping.ts';
import { warmUpOf } from '../../../src/experiments/statistics/warm-up.ts';
import { Dice } from '../../../src/sim/random.ts';

const seed = 20_260_308;
const stream = new Dice(seed, 0).stream('test', 'values');
const uniforms = (n: number, nth = 0) => Array.from({ length: n }, (_, i) => stream.uniform(i, nth));

describe('the warm-up of a run', () => {
  const plateau = uniforms(2_000).map(value => 10 + value);

  it('is cut where the rise ends', () => {
    const values = plateau.map((value, i) => (i < 300 ? (value * i) / 300 : value));
    const { cut, detected } = warmUpOf(values);
    expect(detected).toBe(true);
    expect(cut).toBeGreaterThan(250);
    expect(cut).toBeLessThan(350);
  });

  it('is hardly anything where there is none', () => {
    expect(warmUpOf(plateau).cut).toBeLessThan(100);
    expect(warmUpOf(new Array(100).fill(3))).toEqual({ cut: 0, detected: true });
  });

  it('is half of a run that rises to its end, and is said not to be seen', () => {
    const rising = Array.from({ length: 1_000 }, (_, i) => i);
    expect(warmUpOf(rising)).toEqual({ cut: 500, detected: false });
    expect(batchMeansInterval(rising)!.warnings!.join()).toMatch(/No end of the warm-up/);
  });
});

describe('batch means', () => {
  it('of independent values are as wide as Student t over all of them, nearly', () => {
    const values = uniforms(4_000, 1);
    const batched = batchMeansInterval(values, 0.95, 0)!;
    const plain = meanInterval(values)!;
    expect(batched.mean).toBeCloseTo(plain.mean, 9);
    expect(batched).toMatchObject({ cut: 0, n: 20, batchSize: 200, method: 'batch means after MSER-5' });
    expect((batched.high - batched.low) / (plain.high - plain.low)).toBeCloseTo(1, 0);
    expect(batched).not.toHaveProperty('warnings');
  });

  it('of a busy queue are several times wider than values that forget would have, and take longer batches', () => {
    const waits = walk(new Dice(seed, 1), { arrivals: 0.8, service: 1, customers: 50_000, begins: 'empty' }, 'waits');
    const batched = batchMeansInterval(waits)!;
    const plain = meanInterval([...waits])!;
    expect(batched.standardError / plain.standardError).toBeGreaterThan(5);
    expect(batched.n).toBeGreaterThanOrEqual(10);
  });

  it('say when the run is too short, and are unknown below 40 values', () => {
    const waits = walk(new Dice(seed, 2), { arrivals: 0.95, service: 1, customers: 3_000, begins: 'empty' }, 'waits');
    expect(batchMeansInterval(waits)!.warnings!.join()).toMatch(/The run is too short/);
    expect(batchMeansInterval(uniforms(39))).toBeUndefined();
  });
});

describe('a quantile', () => {
  it('of independent values lies between ranks from the binomial distribution', () => {
    // Median of 10: ranks 2 and 9, which hold it with 97.9 %. Of 100 values 89 or fewer lie below the
    // 95 % quantile with 1.1 % (90 or fewer: 2.8 %), all 100 with 0.6 % (99 or more: 3.7 %).
    expect(quantileRanks(10, 0.5)).toEqual({ low: 2, high: 9 });
    expect(quantileRanks(100, 0.95)).toEqual({ low: 90, high: 100 });
    expect(quantileRanks(5, 0.5)).toEqual({ low: undefined, high: undefined });
    const values = Array.from({ length: 100 }, (_, i) => 100 - i);
    expect(quantileOfIndependent(values, 0.95)).toMatchObject({ mean: 95, low: 90, high: 100 });
  });

  it('says when even the largest value does not bound it', () => {
    const { high, warnings } = quantileOfIndependent(uniforms(100), 0.99)!;
    expect(high).toBeLessThan(1);
    expect(warnings).toEqual([
      '100 values are too few to bound the 99 % quantile above: it may lie beyond all of them.',
    ]);
  });

  it('over replications lies around the pooled one where it is known, and leans inwards otherwise', () => {
    const quantiles = [9, 10, 11, 10, 9, 11, 10, 12, 10, 10.5];
    const alone = quantileOverReplications(quantiles, { p: 0.99, observations: 500 })!;
    const pooled = quantileOverReplications(quantiles, { p: 0.99, observations: 500, pooled: 10.6 })!;
    expect(alone.mean).toBe(10.25);
    expect(alone.warnings![0]).toMatch(/only 5 values beyond its 99 % quantile/);
    expect(pooled.mean).toBe(10.6);
    expect(pooled.high - pooled.low).toBeCloseTo(alone.high - alone.low, 12);
    expect(pooled).not.toHaveProperty('warnings');
    expect(() => quantileOverReplications(quantiles, { p: 95, observations: 500 })).toThrow('as 0.95');
  });

  it('of one run holds the quantile of the values between its ends', () => {
    const { mean, low, high } = quantileOfRun(uniforms(5_000, 2), 0.9)!;
    expect(mean).toBeCloseTo(0.9, 1);
    expect(low).toBeLessThan(mean);
    expect(high).toBeGreaterThan(mean);
  });
});

describe('a peak', () => {
  const peaks = [41, 43, 40, 52, 42, 44, 41, 47, 40, 43];

  it('reaches further above than below, because maxima do', () => {
    const { mean, low, high, method } = peakInterval(peaks)!;
    expect(high - mean).toBeGreaterThan(mean - low);
    expect(method).toBe('Hall t over the peaks of replications');
  });

  it('says when it hardly varies', () => {
    expect(peakInterval([3, 3, 4, 3, 4, 3, 3])!.warnings!.at(-1)).toMatch(/only two values/);
    expect(peakInterval([3, 3, 3, 3, 3])!.warnings![0]).toMatch(/gave the same value/);
  });
});

describe('stopping', () => {
  const never = () => false;

  it('goes in blocks of 10, twenty first', () => {
    expect(nextBlock(0, never)).toEqual({ run: { from: 0, to: 20 } });
    expect(nextBlock(7, never)).toEqual({ run: { from: 7, to: 20 } });
    expect(nextBlock(20, never)).toEqual({ run: { from: 20, to: 30 } });
    expect(nextBlock(23, never)).toEqual({ run: { from: 23, to: 30 } });
  });

  it('ends at the first tight block, or at the most, whatever else has run', () => {
    const from40 = (n: number) => n >= 40;
    for (const have of [40, 41, 57, 1_000]) {
      expect(nextBlock(have, from40)).toEqual({ stop: { n: 40, isTight: true } });
    }
    expect(nextBlock(45, never, 45)).toEqual({ stop: { n: 45, isTight: false } });
    expect(nextBlock(40, never, 45)).toEqual({ run: { from: 40, to: 45 } });
    expect(nextBlock(5, never, 5)).toEqual({ stop: { n: 5, isTight: false } });
    expect(nextBlock(0, never, 5)).toEqual({ run: { from: 0, to: 5 } });
  });

  it('gives the answer of the first tight block however many workers ran ahead', () => {
    const values = uniforms(400, 3);
    const precision = { relative: 0.08 };
    const whole = sequentialInterval(values, precision)!;
    expect(whole.n % stoppingRule.block).toBe(0);
    expect((whole.high - whole.low) / 2).toBeLessThanOrEqual(0.08 * whole.mean);
    fc.assert(
      fc.property(fc.integer({ min: whole.n, max: 400 }), have => {
        expect(sequentialInterval(values.slice(0, have), precision)).toEqual(whole);
      }),
      { seed, numRuns: 30 },
    );
    expect(sequentialInterval(values.slice(0, whole.n - 1), precision)).toBeUndefined();
  });

  it('says so when the most allowed was not enough, and what would be', () => {
    const interval = sequentialInterval(uniforms(60, 4), { absolute: 0.01 }, { most: 60 })!;
    expect(interval.n).toBe(60);
    expect(interval.warnings!.at(-1)).toMatch(
      /^After 60 replications, the most allowed, the interval is \d\.\d times as wide as asked for\. That would take about \d+ replications\.$/,
    );
  });

  it('takes a relative precision of nothing as out of reach', () => {
    expect(isTightEnough([-1, 1, -1, 1], { relative: 0.5 })).toBe(false);
    expect(isTightEnough([1, 1, 1.1], { absolute: 1 })).toBe(true);
  });
});
