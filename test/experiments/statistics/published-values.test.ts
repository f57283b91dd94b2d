/** Every method against values that were published, or that can be worked out by hand. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchMeansInterval } from '../../../src/experiments/statistics/batch-means.ts';
import { betaQuantile } from '../../../src/experiments/statistics/beta-share.ts';
import { holmAdjusted } from '../../../src/experiments/statistics/holm.ts';
import {
  independentInterval,
  meanInterval,
  pairedInterval,
  pValue,
  replicationsNeeded,
} from '../../../src/experiments/statistics/intervals.ts';
import { methods } from '../../../src/experiments/statistics/methods.ts';
import { peakInterval } from '../../../src/experiments/statistics/peak-interval.ts';
import { quantileOverReplications, quantileRanks } from '../../../src/experiments/statistics/quantile-interval.ts';
import { shareInterval } from '../../../src/experiments/statistics/share-interval.ts';
import {
  leastBent,
  liesLopsided,
  reachUp,
  skewnessBehind,
  skewnessOf,
} from '../../../src/experiments/statistics/skewness.ts';
import { sequentialInterval } from '../../../src/experiments/statistics/stopping.ts';
import { warmUpOf } from '../../../src/experiments/statistics/warm-up.ts';

const seed = 20_260_311;

/** From the tables: what Student's t stays below with 97.5 %. */
const table = { 3: 3.182446, 7: 2.364624, 9: 2.262157, 19: 2.093024 } as const;

describe('skewness', () => {
  it('is the third central moment by the cube of the deviation', () => {
    // Mean 0.2, variance 0.16, third moment (4 × −0.008 + 0.512) / 5 = 0.096; 0.4³ = 0.064.
    expect(skewnessOf([0, 0, 0, 0, 1])).toBeCloseTo(1.5, 12);
    expect(skewnessOf([0, 0, 0, 0, -1])).toBeCloseTo(-1.5, 12);
    expect(skewnessOf([1, 2, 3])).toBeCloseTo(0, 12);
    expect(skewnessOf([7, 7, 7])).toBe(0);
  });

  it('is beyond chance where it exceeds two standard errors of that of normal values', () => {
    // Of 30 normal values: √(6 × 28 / (31 × 33)) = 0.4052.
    expect([0.81, 0.811, -0.811].map(skew => liesLopsided(skew, 30))).toEqual([false, true, true]);
    expect(liesLopsided(2, 4)).toBe(false);
  });

  it('of the distribution behind 20 values that show 1 is 1.467, as Bobée and Robitaille have it', () => {
    // 1 + 0.3255 + 0.0505 + (0.074 + 0.016925) × 1².
    expect(skewnessBehind(1, 20)).toBeCloseTo(1.466925, 9);
    expect(skewnessBehind(-1, 20)).toBeCloseTo(-1.466925, 9);
  });
});

describe("Hall's statistic", () => {
  it('is bent by the skewness between none and the estimated one that brings it nearest to 0', () => {
    // −2 + 0.3 × 4 / 3 − 0.09 × 8 / 27 + 0.3 / 6.
    expect(leastBent(-2, 0.3)).toBeCloseTo(-1.576667, 6);
    expect(leastBent(2, -0.3)).toBeCloseTo(1.576667, 6);
    // At λ = 1.5833 the parabola −3 + 19/6 λ − λ² is highest: −3 + (19/6)² / 4. More skewness bends no further.
    expect(leastBent(-3, 1.5)).toBeLessThan(-0.4931);
    expect(leastBent(-3, 10)).toBeCloseTo(-0.493056, 6);
    // On the side of the short tail, and without skewness, it stays what it is.
    expect([leastBent(2, 0.3), leastBent(-2, -0.3), leastBent(-2, 0)]).toEqual([2, -2, -2]);
    // Beyond 0 it has nothing to say against the truth.
    expect(leastBent(-1, 3)).toBe(0);
  });

  it('makes the interval reach as far as it bends back to Student', () => {
    for (const [reach, lean] of [
      [2.045, 0.1],
      [2.045, 0.6],
      [2.093, 5],
      [0.1, 0.3],
    ] as const) {
      expect(leastBent(-reachUp(reach, lean), lean)).toBeCloseTo(-reach, 9);
      expect(reachUp(reach, -lean)).toBe(reach);
    }
    // From here on only the cap counts: a/4 − 3/(4a) − 3/(16a³) = reach.
    const a = reachUp(2, 100);
    expect(a / 4 - 3 / (4 * a) - 3 / (16 * a ** 3)).toBeCloseTo(2, 9);
  });

  it('goes into the mean of lopsided values, and nothing else does', () => {
    const values = [...new Array(24).fill(0), ...new Array(6).fill(10)];
    // Mean 2, deviation √(480 / 29), skewness 1.5: 1.5 × (1.217 + 0.02244 + (0.04933 + 0.00752) × 2.25) = 2.0511.
    const { mean, low, high, standardError, method } = meanInterval(values)!;
    expect(method).toBe(methods.skewed);
    expect(mean).toBeCloseTo(2, 12);
    expect((mean - low) / standardError).toBeCloseTo(2.04523, 5);
    const lean = 2.051_1 / Math.sqrt(30);
    const t = -(high - mean) / standardError;
    expect(t + (lean * t * t) / 3 + (lean * lean * t ** 3) / 27 + lean / 6).toBeCloseTo(-2.04523, 3);
  });
});

describe('a mean of values that lie evenly', () => {
  // Gosset's extra hours of sleep (1908), two drugs for the same ten patients.
  const dextro = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
  const laevo = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

  it("has Student's interval for Student's own data", () => {
    const { mean, low, high, method } = meanInterval(dextro)!;
    expect(method).toBe(methods.studentT);
    expect(mean).toBeCloseTo(0.75, 12);
    expect(low).toBeCloseTo(-0.5297804, 6);
    expect(high).toBeCloseTo(2.0297804, 6);
  });

  it('differs between pairs by 1.58 hours, and without pairing cannot be told from chance', () => {
    const paired = pairedInterval(dextro, laevo)!;
    expect(paired.mean).toBeCloseTo(1.58, 12);
    const apart = independentInterval(dextro, laevo)!;
    // Welch's 17.776 degrees of freedom, rounded down to 17 (t = 2.109816); standard error 0.849091.
    expect(apart.standardError).toBeCloseTo(0.849091, 6);
    expect([apart.low, apart.high].map(end => Number(end.toFixed(4)))).toEqual([-0.2114, 3.3714]);
  });

  it('has the p-value of the t-test', () => {
    // t = 0.75 / 0.5657 = 1.3257 with 9 degrees of freedom.
    expect(pValue(dextro)).toBeCloseTo(0.2176, 4);
  });

  it('needs as many replications as narrow it so far', () => {
    // Deviation 1.789: 2.262157 × 1.789 / √10 = 1.28.
    expect(replicationsNeeded(dextro, 1.2798)).toBe(10);
    expect(replicationsNeeded(dextro, 1.2797)).toBe(11);
  });
});

describe('a share', () => {
  it.each([
    [81, 263, 0.2527, 0.3676],
    [15, 148, 0.0578, 0.1617],
    [0, 20, 0, 0.1684],
    [1, 29, 0.0009, 0.1776],
  ])('of %i in %i lies between %f and %f (Newcombe 1998, method 5)', (k, n, low, high) => {
    expect(k === 0 ? 0 : betaQuantile(0.025, k, n - k + 1)).toBeCloseTo(low, 4);
    expect(betaQuantile(0.975, k + 1, n - k)).toBeCloseTo(high, 4);
  });

  it('over replications amounts to as many trials as its variance says (Korn and Graubard)', () => {
    // Variance 1/60: 0.25 × 0.75 × 4 × 60 = 45 trials, times (1.959964 / 3.182446)² = 17.068, of which 4.2671 happened.
    const { mean, low, high } = shareInterval([0.1, 0.2, 0.3, 0.4])!;
    const trials = 45 * (1.959964 / table[3]) ** 2;
    expect(mean).toBe(0.25);
    expect(trials).toBeCloseTo(17.068, 3);
    expect(low).toBeCloseTo(betaQuantile(0.025, 0.25 * trials, 0.75 * trials + 1), 6);
    expect(high).toBeCloseTo(betaQuantile(0.975, 0.25 * trials + 1, 0.75 * trials), 6);
  });
});

describe('order statistics', () => {
  it.each([
    [20, 6, 15],
    [50, 18, 33],
    [100, 40, 61],
  ])(
    'bound the median of %i values by the ranks %i and %i, as the tables of nonparametric statistics have it',
    (n, low, high) => {
      expect(quantileRanks(n, 0.5)).toEqual({ low, high });
    },
  );

  it('of 59 values at least bound a 95 % quantile above with 95 % (Wilks 1941), half the error on either side needing 72', () => {
    // 0.95^59 < 0.05, 0.95^72 < 0.025 < 0.95^71.
    expect(quantileRanks(59, 0.95, 0.9).high).toBe(59);
    expect(quantileRanks(58, 0.95, 0.9).high).toBeUndefined();
    expect(quantileRanks(72, 0.95).high).toBe(72);
    expect(quantileRanks(71, 0.95).high).toBeUndefined();
  });
});

describe('a quantile over replications', () => {
  it('has the t quantile times the standard error of the replications around the pooled one', () => {
    const quantiles = [8, 9, 10, 11, 12, 8, 9, 10, 11, 12];
    const { low, high } = quantileOverReplications(quantiles, { p: 0.9, observations: 1_000, pooled: 10.4 })!;
    // Variance 20 / 9.
    expect(high - 10.4).toBeCloseTo(table[9] * Math.sqrt(20 / 9 / 10), 5);
    expect(10.4 - low).toBeCloseTo(high - 10.4, 12);
  });

  it('has a p-value that agrees with that interval: it is about the pooled one', () => {
    const differences = [-3, 5, -1, 4, -2, 6, 1, -4, 3, 2];
    for (const pooled of [0.1, 1, 2.3, 2.45, 2.6, -4]) {
      const { low, high } = quantileOverReplications(differences, { p: 0.9, observations: 1_000, pooled })!;
      expect(pValue(differences, pooled)! < 0.05).toBe(low > 0 || high < 0);
    }
    expect(pValue(differences, 0)).toBe(1);
  });
});

describe('MSER-5', () => {
  /** By its definition: the cut, in groups of five, after which spread / number² is least; the later of equals comes last. */
  function byDefinition(values: readonly number[]): number {
    const groups = Array.from({ length: Math.floor(values.length / 5) }, (_, i) =>
      values.slice(5 * i, 5 * i + 5).reduce((sum, value) => sum + value / 5, 0),
    );
    const errors = groups.slice(0, -5).map((_, cut) => {
      const kept = groups.slice(cut);
      const mean = kept.reduce((sum, value) => sum + value / kept.length, 0);
      return kept.reduce((sum, value) => sum + (value - mean) ** 2, 0) / kept.length ** 2;
    });
    return 5 * errors.indexOf(Math.min(...errors));
  }

  it('cuts where the sum of squares after the cut by the square of their number is least', () => {
    const beginning = fc.array(fc.integer({ min: 50, max: 120 }), { minLength: 0, maxLength: 60 });
    const rest = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 100, maxLength: 200 });
    fc.assert(
      fc.property(beginning, rest, (first, then) => {
        const values = [...first, ...then];
        const { cut, detected } = warmUpOf(values);
        const best = byDefinition(values);
        if (detected) expect(cut).toBe(best);
        else expect(best).toBeGreaterThanOrEqual(5 * Math.floor(Math.floor(values.length / 5) / 2));
      }),
      { seed, numRuns: 40 },
    );
  });

  it('leaves out exactly the twenty values of a beginning that is over', () => {
    const values = [...new Array(20).fill(90), ...Array.from({ length: 100 }, (_, i) => 10 + (i % 5))];
    expect(warmUpOf(values)).toEqual({ cut: 20, detected: true });
  });
});

describe('batch means', () => {
  it("are Student's interval over the means of the batches", () => {
    // 40 values in ten batches of four: 2.5, 6.5, …, 38.5, of deviation 4 × √(55 / 6).
    const values = Array.from({ length: 40 }, (_, i) => i + 1);
    const { n, batchSize, mean, low, high, standardError } = batchMeansInterval(values, 0.95, 0)!;
    expect([n, batchSize, mean]).toEqual([10, 4, 20.5]);
    expect(standardError).toBeCloseTo((4 * Math.sqrt(55 / 6)) / Math.sqrt(10), 9);
    expect(high - 20.5).toBeCloseTo(table[9] * standardError, 5);
    expect(20.5 - low).toBeCloseTo(high - 20.5, 12);
  });
});

describe('a peak', () => {
  it('takes the skewness as it shows, whether chance could show it or not', () => {
    const peaks = [4, 4, 5, 5, 5, 6, 6, 8];
    const { mean, low, high, standardError } = peakInterval(peaks)!;
    const lean = skewnessOf(peaks) / Math.sqrt(8);
    expect(liesLopsided(skewnessOf(peaks), 8)).toBe(false);
    expect((mean - low) / standardError).toBeCloseTo(table[7], 5);
    expect((high - mean) / standardError).toBeCloseTo(reachUp(table[7], lean), 5);
  });
});

describe("Holm's adjustment", () => {
  it('multiplies 0.01, 0.02, 0.03, 0.04 by 4, 3, 2, 1 and never lets them fall', () => {
    expect(holmAdjusted([0.01, 0.02, 0.03, 0.04])).toEqual([0.04, 0.06, 0.06, 0.06]);
    expect(holmAdjusted([0.3, 0.9])).toEqual([0.6, 0.9]);
  });
});

describe('sequential stopping', () => {
  it('ends at the first of 20, 30, 40, … whose interval is tight, and gives that interval', () => {
    // Alternating 9 and 11: the deviation is √(n / (n − 1)), and the interval reaches t / √(n − 1).
    const values = Array.from({ length: 100 }, (_, i) => 9 + 2 * (i % 2));
    const reach = (n: number, t: number) => t / Math.sqrt(n - 1);
    expect(reach(20, table[19])).toBeCloseTo(0.4802, 4);
    expect(sequentialInterval(values, { absolute: 0.481 })!.n).toBe(20);
    expect(sequentialInterval(values, { relative: 0.048 })!.n).toBe(30);
    expect(sequentialInterval(values, { absolute: 0.481 })!.high).toBeCloseTo(10 + reach(20, table[19]), 5);
  });
});
