/** Intervals over replications: means, paired and independent differences, shares, and the words where they would mislead. */
import fc from 'fast-check';
import jstat from 'jstat';
import { describe, expect, it } from 'vitest';
import { betaQuantile, betaShareBelow, binomialShareUpTo } from '../../../src/experiments/statistics/beta-share.ts';
import { differsTogether, holmAdjusted } from '../../../src/experiments/statistics/holm.ts';
import {
  independentInterval,
  meanInterval,
  pairedInterval,
  pValue,
  replicationsNeeded,
  varianceReduction,
  varianceReductionMax,
} from '../../../src/experiments/statistics/intervals.ts';
import { methods } from '../../../src/experiments/statistics/methods.ts';
import { shareInterval } from '../../../src/experiments/statistics/share-interval.ts';

const seed = 20_260_307;
const numbers = fc.array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 2, maxLength: 60 });

describe('the mean over replications', () => {
  it('spans the mean by the t quantile times the standard error', () => {
    const { n, mean, low, high, standardError, confidence, method } = meanInterval([1, 2, 3, 4, 5])!;
    expect({ n, mean, confidence, method }).toEqual({
      n: 5,
      mean: 3,
      confidence: 0.95,
      method: 'Student t over replications',
    });
    expect(standardError).toBeCloseTo(Math.sqrt(0.5), 12);
    expect(high - 3).toBeCloseTo((2.776445 * Math.sqrt(2.5)) / Math.sqrt(5), 5);
    expect(3 - low).toBeCloseTo(high - 3, 12);
  });

  it('agrees with jstat', () => {
    fc.assert(
      fc.property(numbers, values => {
        const { mean, low, high, method } = meanInterval(values)!;
        fc.pre(method === methods.studentT && low < high);
        const [referenceLow, referenceHigh] = jstat.tci(mean, 0.05, values);
        expect(low).toBeCloseTo(referenceLow, 4);
        expect(high).toBeCloseTo(referenceHigh, 4);
      }),
      { seed, numRuns: 50 },
    );
  });

  it('is unknown below two values, and refuses what is no number', () => {
    expect(meanInterval([5])).toBeUndefined();
    expect(meanInterval([])).toBeUndefined();
    expect(() => meanInterval([1, Number.NaN])).toThrow('not of NaN');
    expect(() => meanInterval([1, 2], 95)).toThrow('as 0.95');
  });

  it('has no width without a word: values all alike are no certainty', () => {
    const { low, high, warnings } = meanInterval(new Array(30).fill(7))!;
    expect([low, high]).toEqual([7, 7]);
    expect(warnings).toEqual([
      'All 30 replications gave the same value. That is no certainty: up to 9.5 % of all replications may give another (95 % confidence).',
    ]);
  });

  it('says when there are too few replications, and when a few high values hide the tail', () => {
    expect(meanInterval([1, 2, 4])!.warnings![0]).toMatch(/^Only 3 replications/);
    const heavy = Array.from({ length: 30 }, (_, i) => (i === 7 ? 500 : i % 3));
    expect(meanInterval(heavy)!.warnings![0]).toMatch(/^The 30 values lie very lopsided \(skewness 5\.2\)/);
    expect(meanInterval(Array.from({ length: 30 }, (_, i) => i))).not.toHaveProperty('warnings');
  });

  it('reaches further on the side of the tail where the values lie lopsided, and says how', () => {
    const lopsided = Array.from({ length: 30 }, (_, i) => (i % 6 === 0 ? 20 : i % 3));
    const { mean, low, high, method, warnings } = meanInterval(lopsided)!;
    expect(method).toBe('Hall t over replications');
    expect(high - mean).toBeGreaterThan(1.1 * (mean - low));
    expect(warnings).toBeUndefined();
    const mirrored = meanInterval(lopsided.map(value => -value))!;
    expect(mirrored.low).toBeCloseTo(-high, 9);
    expect(mirrored.high).toBeCloseTo(-low, 9);
  });
});

describe('the difference of two variants', () => {
  it('is b minus a, replication by replication', () => {
    const paired = pairedInterval([10, 20, 30, 40, 50], [11, 22, 31, 42, 51])!;
    expect(paired).toEqual({ ...meanInterval([1, 2, 1, 2, 1]), method: 'Student t over paired differences' });
    expect(() => pairedInterval([1, 2], [1, 2, 3])).toThrow('not 2 with 3');
  });

  it('is wider for replications that share nothing, as Welch has it', () => {
    const { mean, standardError, low, high } = independentInterval([10, 20, 30, 40], [11, 22, 31, 42, 51, 60])!;
    // Welch's formula gives 7.91 degrees of freedom; whole ones are taken, rounded down.
    expect(mean).toBeCloseTo(11.1667, 4);
    expect(standardError).toBeCloseTo(Math.sqrt(500 / 3 / 4 + 336.566667 / 6), 4);
    expect(high - low).toBeCloseTo(2 * jstat.studentt.inv(0.975, 7) * standardError, 4);
  });

  it('becomes nothing but rounding when it is the same in every replication', () => {
    const a = [0.1, 0.2, 0.3, 0.4, 0.7, 1.1];
    const { standardError, warnings } = pairedInterval(
      a,
      a.map(value => value + 0.3),
    )!;
    expect(standardError).toBe(0);
    expect(warnings).toHaveLength(1);
  });

  it('varies less than the variants do by the variance reduction', () => {
    const a = [1, 5, 2, 8, 3, 9];
    expect(varianceReduction(a, [2, 6.5, 3, 9, 4.5, 10])).toBeGreaterThan(50);
    // Opposite luck: common random numbers that hurt.
    expect(varianceReduction(a, [9, 5, 8, 2, 7, 1])).toBeCloseTo(0.5, 6);
    expect(
      varianceReduction(
        a,
        a.map(value => value + 1),
      ),
    ).toBe(varianceReductionMax);
    expect(varianceReduction([3, 3], [4, 4])).toBeUndefined();
    expect(varianceReduction([3], [4])).toBeUndefined();
  });
});

describe('a p-value', () => {
  it('agrees with the interval: below 5 % exactly when 0 lies outside of 95 %', () => {
    fc.assert(
      fc.property(numbers, values => {
        fc.pre(new Set(values).size > 1);
        const { low, high } = meanInterval(values)!;
        expect(pValue(values)! < 0.05).toBe(low > 0 || high < 0);
      }),
      { seed, numRuns: 100 },
    );
  });

  it('agrees with jstat', () => {
    const values = [3, -1, 4, 1, 5, 9, -2, 6];
    expect(pValue(values)).toBeCloseTo(jstat.ttest(0, values, 2), 8);
  });

  it('judges values that are all alike by their sign alone', () => {
    expect(pValue([2, 2, 2, 2, 2, 2])).toBe(1 / 32);
    expect(pValue([0, 0, 0])).toBe(1);
    expect(pValue([1])).toBeUndefined();
  });
});

describe('a share', () => {
  it('that never showed still has an upper bound', () => {
    const { low, high, warnings } = shareInterval(new Array(30).fill(0))!;
    expect(low).toBe(0);
    // The exact bound of 30 trials: 1 − 0.025^(1/30).
    expect(high).toBeCloseTo(1 - 0.025 ** (1 / 30), 9);
    expect(warnings![0]).toContain('no certainty');
    expect(shareInterval(new Array(30).fill(1))!.low).toBeCloseTo(0.025 ** (1 / 30), 9);
  });

  it('lies between 0 and 1 and holds the mean', () => {
    const share = fc.integer({ min: 0, max: 50 }).map(k => k / 50);
    fc.assert(
      fc.property(fc.array(share, { minLength: 2, maxLength: 40 }), shares => {
        const { mean, low, high } = shareInterval(shares)!;
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(mean + 1e-12);
        expect(high).toBeGreaterThanOrEqual(mean - 1e-12);
        expect(high).toBeGreaterThan(low);
      }),
      { seed, numRuns: 100 },
    );
  });
});

describe('replications needed', () => {
  it('are the fewest whose interval would be that narrow', () => {
    const values = [9, 11, 10, 12, 8, 10];
    const needed = replicationsNeeded(values, 0.5)!;
    const reach = (n: number) => (jstat.studentt.inv(0.975, n - 1) * Math.sqrt(2)) / Math.sqrt(n);
    expect(reach(needed)).toBeLessThanOrEqual(0.5);
    expect(reach(needed - 1)).toBeGreaterThan(0.5);
    expect(replicationsNeeded([3, 3, 3], 0.1)).toBe(2);
    expect(replicationsNeeded([3], 0.1)).toBeUndefined();
  });
});

describe("Holm's adjustment", () => {
  it('multiplies the smallest p by their number, the next by one less, and never falls', () => {
    expect(holmAdjusted([0.04, 0.01, undefined, 0.03, 0.02])).toEqual([0.06, 0.04, undefined, 0.06, 0.06]);
    expect(differsTogether([0.04, 0.001, undefined, 0.03])).toEqual([false, true, false, false]);
  });

  it('does not depend on the order of the metrics', () => {
    const values = fc.uniqueArray(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(values, ps => {
        const backwards = holmAdjusted([...ps].reverse()).reverse();
        expect(holmAdjusted(ps)).toEqual(backwards);
      }),
      { seed, numRuns: 100 },
    );
  });
});

describe('the beta distribution', () => {
  it('agrees with jstat, and its quantile undoes it', () => {
    for (const [a, b] of [
      [0.5, 0.5],
      [1, 30],
      [3.7, 2.2],
      [200, 1_800],
    ]) {
      for (const p of [0.001, 0.025, 0.4, 0.975]) {
        const x = betaQuantile(p, a, b);
        expect(betaShareBelow(a, b, x)).toBeCloseTo(p, 9);
        expect(betaShareBelow(a, b, x)).toBeCloseTo(jstat.beta.cdf(x, a, b), 7);
      }
    }
  });

  it('counts successes as the binomial distribution does', () => {
    for (const [k, n, p] of [
      [0, 10, 0.1],
      [3, 10, 0.5],
      [95, 100, 0.97],
    ]) {
      expect(binomialShareUpTo(k, n, p)).toBeCloseTo(jstat.binomial.cdf(k, n, p), 9);
    }
    expect(binomialShareUpTo(10, 10, 0.3)).toBe(1);
  });
});
