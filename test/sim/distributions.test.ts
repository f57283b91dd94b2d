import {
  randomExponential,
  randomGamma,
  randomGeometric,
  randomLogNormal,
  randomNormal,
  randomPareto,
  randomWeibull,
} from 'd3-random';
import fc from 'fast-check';
import { expect, describe as group, it } from 'vitest';
import {
  type Distribution,
  describe,
  distributionFunction,
  mean,
  quantile,
  sampler,
  unitExponential,
  validateDistribution,
  wholeMicroseconds,
} from '../../src/sim/distributions.ts';
import {
  lognormalFromMeanAndQuantile,
  lognormalFromMeanAndSigma,
  lognormalFromMedianAndQuantile,
} from '../../src/sim/distributions-from-quantiles.ts';
import { Dice } from '../../src/sim/random.ts';

const n = 20_000;
const stream = new Dice(7, 0).stream('test', 'sample');
const draws = Float64Array.from({ length: n }, (_, i) => stream.uniform(i));
/** One draw in the middle of each of n equal strata: means come out far more exactly than by luck. */
const strata = Float64Array.from({ length: n }, (_, i) => (i + 0.5) / n);

const rising: [string, Distribution][] = [
  ['exponential', { kind: 'exponential', mean: 12 }],
  ['uniform', { kind: 'uniform', low: 1, high: 3 }],
  ['normal', { kind: 'normal', mean: 10, deviation: 2 }],
  ['lognormal', { kind: 'lognormal', median: 20, sigma: 0.8 }],
  ['triangular', { kind: 'triangular', low: 2, mode: 2.5, high: 10 }],
  ['gamma', { kind: 'gamma', mean: 12, shape: 2.5 }],
  ['gamma with a spike at 0', { kind: 'gamma', mean: 12, shape: 0.4 }],
  ['weibull', { kind: 'weibull', scale: 12, shape: 0.8 }],
  ['pareto', { kind: 'pareto', least: 2, shape: 3.5 }],
  ['empirical', { kind: 'empirical', values: [1, 2, 4, 4, 9, 20] }],
  ['truncated gamma', { kind: 'truncated', of: { kind: 'gamma', mean: 12, shape: 2.5 }, max: 15 }],
  ['truncated weibull', { kind: 'truncated', of: { kind: 'weibull', scale: 12, shape: 0.8 }, max: 15 }],
  ['truncated pareto', { kind: 'truncated', of: { kind: 'pareto', least: 2, shape: 3.5 }, max: 5 }],
  ['truncated pareto of shape 1', { kind: 'truncated', of: { kind: 'pareto', least: 2, shape: 1 }, max: 50 }],
  ['truncated exponential', { kind: 'truncated', of: { kind: 'exponential', mean: 12 }, max: 15 }],
  ['truncated uniform', { kind: 'truncated', of: { kind: 'uniform', low: 1, high: 3 }, max: 1.5 }],
  ['truncated normal', { kind: 'truncated', of: { kind: 'normal', mean: 10, deviation: 2 }, max: 9 }],
  ['truncated lognormal', { kind: 'truncated', of: { kind: 'lognormal', median: 20, sigma: 0.8 }, max: 60 }],
  [
    'triangular cut below its mode',
    { kind: 'truncated', of: { kind: 'triangular', low: 0, mode: 6, high: 8 }, max: 5 },
  ],
  ['triangular cut above it', { kind: 'truncated', of: { kind: 'triangular', low: 0, mode: 6, high: 8 }, max: 7 }],
  ['truncated empirical', { kind: 'truncated', of: { kind: 'empirical', values: [1, 2, 4, 4, 9, 20] }, max: 6 }],
  ['scaled', { kind: 'scaled', of: { kind: 'lognormal', median: 20, sigma: 0.8 }, by: 3 }],
  [
    'scaled and truncated twice',
    {
      kind: 'truncated',
      of: { kind: 'scaled', of: { kind: 'truncated', of: { kind: 'exponential', mean: 4 }, max: 9 }, by: 2 },
      max: 12,
    },
  ],
];
const fastOrSlow: Distribution = {
  kind: 'mix',
  parts: [
    { share: 0.7, of: { kind: 'exponential', mean: 8 } },
    { share: 0.3, of: { kind: 'lognormal', median: 40, sigma: 0.5 } },
  ],
};
const all: [string, Distribution][] = [
  ...rising,
  ['mix', fastOrSlow],
  ['truncated mix', { kind: 'truncated', of: fastOrSlow, max: 45 }],
  ['scaled truncated mix', { kind: 'scaled', of: { kind: 'truncated', of: fastOrSlow, max: 45 }, by: 0.5 }],
];

/**
 * The greatest gap between the distribution of the samples and the claimed one (Kolmogorov and Smirnov). By chance √n
 * times the gap exceeds 1.95 once in a thousand times.
 */
function greatestGap(samples: Float64Array, share: (x: number) => number): number {
  const sorted = samples.toSorted();
  let gap = 0;
  for (let i = 0; i < sorted.length; i += 1) {
    if (sorted[i] !== sorted[i + 1]) gap = Math.max(gap, Math.abs((i + 1) / sorted.length - share(sorted[i])));
  }
  return gap;
}
const critical = 1.95 / Math.sqrt(n);

group('a sampler', () => {
  it.each(rising)('rises with its draw: %s', (_, distribution) => {
    const sample = sampler(distribution);
    fc.assert(
      fc.property(
        fc.double({ min: 2 ** -53, max: 1 - 2 ** -53, noNaN: true }),
        fc.double({ min: 1e-12, max: 0.5, noNaN: true }),
        (u, step) => {
          const v = Math.min(u + step, 1 - 2 ** -53);
          expect(sample(v)).toBeGreaterThanOrEqual(sample(u));
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });

  it.each(all)('has the stated mean: %s', (_, distribution) => {
    const sample = sampler(distribution);
    const found = strata.reduce((sum, u) => sum + sample(u), 0) / n;
    expect(Math.abs(found / mean(distribution) - 1)).toBeLessThan(2e-3);
  });

  it.each(all)('has the stated distribution: %s', (_, distribution) => {
    const sample = sampler(distribution);
    expect(greatestGap(draws.map(sample), x => distributionFunction(distribution, x))).toBeLessThan(critical);
  });

  it.each(all)('gives finite values for the smallest and the largest draw: %s', (_, distribution) => {
    expect(Number.isFinite(sampler(distribution)(2 ** -53))).toBe(true);
    expect(Number.isFinite(sampler(distribution)(1 - 2 ** -53))).toBe(true);
  });

  it('always answers the constant', () => {
    expect(sampler({ kind: 'constant', value: 5 })(0.3)).toBe(5);
    expect(mean({ kind: 'constant', value: 5 })).toBe(5);
  });

  it('joins neighbouring measured values by a straight line', () => {
    const sample = sampler({ kind: 'empirical', values: [10, 20, 60] });
    expect([0.25, 0.5, 0.75].map(sample)).toEqual([15, 20, 40]);
    expect(sampler({ kind: 'empirical', values: [7] })(0.9)).toBe(7);
  });

  it('gives unit exponentials of mean 1', () => {
    expect(strata.reduce((sum, u) => sum + unitExponential(u), 0) / n).toBeCloseTo(1, 4);
    expect(unitExponential(0.5)).toBeCloseTo(Math.LN2, 15);
  });
});

group('two samples as large agree with d3-random', () => {
  /** Two samples of n differ by more than this once in a thousand times. */
  const criticalOfTwo = 1.95 * Math.sqrt(2 / n);
  const luck = (purpose: string) => {
    const theirs = new Dice(7, 0).stream('d3', purpose);
    let calls = 0;
    return () => theirs.uniform(0, calls++);
  };
  it.each<[string, Distribution, () => number]>([
    ['exponential', { kind: 'exponential', mean: 12 }, randomExponential.source(luck('e'))(1 / 12)],
    ['normal', { kind: 'normal', mean: 10, deviation: 2 }, randomNormal.source(luck('n'))(10, 2)],
    ['lognormal', { kind: 'lognormal', median: 20, sigma: 0.8 }, randomLogNormal.source(luck('l'))(Math.log(20), 0.8)],
    ['gamma', { kind: 'gamma', mean: 12, shape: 2.5 }, randomGamma.source(luck('g'))(2.5, 12 / 2.5)],
    ['gamma of shape 0.4', { kind: 'gamma', mean: 12, shape: 0.4 }, randomGamma.source(luck('s'))(0.4, 30)],
    ['weibull', { kind: 'weibull', scale: 12, shape: 0.8 }, randomWeibull.source(luck('w'))(0.8, 0, 12)],
    ['pareto', { kind: 'pareto', least: 1, shape: 2.5 }, randomPareto.source(luck('p'))(2.5)],
    ['geometric', { kind: 'geometric', mean: 1.8 }, randomGeometric.source(luck('c'))(1 / 1.8)],
  ])('%s', (_, distribution, theirs) => {
    const sorted = Float64Array.from({ length: n }, theirs).sort();
    const shareOfTheirs = (x: number) => {
      let low = 0;
      let high = n;
      while (low < high) {
        const between = (low + high) >> 1;
        if (sorted[between] <= x) low = between + 1;
        else high = between;
      }
      return low / n;
    };
    expect(greatestGap(draws.map(sampler(distribution)), shareOfTheirs)).toBeLessThan(criticalOfTwo + 1 / n);
  });
});

group('a mix', () => {
  it('chooses each part as often as its share says, in the order written', () => {
    const sample = sampler({
      kind: 'mix',
      parts: [
        { share: 0.2, of: { kind: 'constant', value: 1 } },
        { share: 0, of: { kind: 'constant', value: 2 } },
        { share: 0.8, of: { kind: 'constant', value: 3 } },
      ],
    });
    const counts = new Map<number, number>();
    for (const u of strata) counts.set(sample(u), (counts.get(sample(u)) ?? 0) + 1);
    expect([...counts]).toEqual([
      [1, 0.2 * n],
      [3, 0.8 * n],
    ]);
  });

  it('uses the rest of the draw within the part', () => {
    const sample = sampler({
      kind: 'mix',
      parts: [
        { share: 0.5, of: { kind: 'uniform', low: 0, high: 1 } },
        { share: 0.5, of: { kind: 'uniform', low: 100, high: 200 } },
      ],
    });
    expect([0.25, 0.5 + 0.125].map(sample)).toEqual([0.5, 125]);
  });

  it('survives shares that miss 1 by rounding', () => {
    const part = { share: 0.1, of: { kind: 'normal', mean: 0, deviation: 1 } } as const;
    expect(Number.isFinite(sampler({ kind: 'mix', parts: Array.from({ length: 10 }, () => part) })(1 - 2 ** -53))).toBe(
      true,
    );
  });

  it('has a quantile that its distribution function undoes', () => {
    for (const [, distribution] of all) {
      const at = quantile(distribution);
      for (const p of [0.01, 0.3, 0.5, 0.7, 0.95, 0.999]) {
        expect(distributionFunction(distribution, at(p) * (1 + 1e-12))).toBeGreaterThanOrEqual(p - 1e-9);
        expect(distributionFunction(distribution, at(p) * (1 - 1e-9))).toBeLessThanOrEqual(p + 1e-9);
      }
    }
  });
});

group('a truncated distribution', () => {
  it('is drawn from below its maximum, not piled up on it', () => {
    const sample = sampler({ kind: 'truncated', of: { kind: 'exponential', mean: 10 }, max: 10 });
    const values = draws.map(sample);
    expect(values.every(value => value < 10)).toBe(true);
    expect(values.filter(value => value > 9.99).length).toBeLessThan(0.002 * n);
    expect(sample(0.5)).toBeCloseTo(-10 * Math.log(1 - 0.5 * (1 - Math.exp(-1))), 12);
  });

  it('is the same distribution when nothing lies above its maximum', () => {
    const of: Distribution = { kind: 'uniform', low: 1, high: 3 };
    const whole: Distribution = { kind: 'truncated', of, max: 3 };
    expect([0.1, 0.5, 0.9].map(sampler(whole))).toEqual([0.1, 0.5, 0.9].map(sampler(of)));
    expect(mean(whole)).toBe(2);
  });

  it('never exceeds its maximum, and its mean goes to half of it for an exponential cut short', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e3, noNaN: true }), fc.nat(n - 1), (max, i) => {
        const cut: Distribution = { kind: 'truncated', of: { kind: 'exponential', mean: 10 }, max };
        expect(sampler(cut)(draws[i])).toBeLessThanOrEqual(max);
        if (max < 1e-3) expect(mean(cut) / max).toBeCloseTo(0.5, 4);
      }),
      { seed: 2, numRuns: 200 },
    );
  });
});

group('the words people use for a lognormal', () => {
  it('median and p95', () => {
    const d = lognormalFromMedianAndQuantile(20, 0.95, 90);
    expect(sampler(d)(0.5)).toBeCloseTo(20, 12);
    expect(sampler(d)(0.95)).toBeCloseTo(90, 10);
  });

  it('mean and p99, with the smaller sigma where two fit', () => {
    const d = lognormalFromMeanAndQuantile(120, 0.99, 600);
    expect(mean(d)).toBeCloseTo(120, 10);
    expect(sampler(d)(0.99)).toBeCloseTo(600, 9);
    expect(d.sigma).toBeCloseTo(0.846, 2);
  });

  it('mean and a quantile below it', () => {
    const d = lognormalFromMeanAndQuantile(100, 0.8, 60);
    expect(mean(d)).toBeCloseTo(100, 9);
    expect(sampler(d)(0.8)).toBeCloseTo(60, 9);
  });

  it('mean and sigma: monthly traffic of 11.3 GB', () => {
    const d = lognormalFromMeanAndSigma(11.3, 2.32);
    expect(d.median).toBeCloseTo(Math.exp(Math.log(11.3) - 2.32 ** 2 / 2), 12);
    expect(mean(d)).toBeCloseTo(11.3, 10);
  });

  it('says how far a quantile can be from the mean', () => {
    expect(() => lognormalFromMeanAndQuantile(100, 0.99, 2000)).toThrow(
      'No lognormal has p99 above 14.97 times its mean (yours: 20 times). Use median and p99, or a mix.',
    );
    expect(() => lognormalFromMeanAndQuantile(100, 0.3, 120)).toThrow('No lognormal has p30 above its mean');
  });

  it('refuses a quantile on the wrong side of the median', () => {
    expect(() => lognormalFromMedianAndQuantile(20, 0.95, 10)).toThrow(
      'p95 is on the wrong side of the median (10 against 20).',
    );
    expect(() => lognormalFromMedianAndQuantile(20, 0.5, 20)).toThrow('The median says nothing about the spread.');
    expect(() => lognormalFromMedianAndQuantile(20, 1, 90)).toThrow(
      'A quantile needs a probability between 0 and 1, not 1.',
    );
  });

  it('turns back into words', () => {
    const seconds = (value: number) => `${value.toFixed(0)} s`;
    expect(describe(lognormalFromMedianAndQuantile(20, 0.95, 90), seconds)).toBe('lognormal median 20 s p95 90 s');
    expect(describe({ kind: 'scaled', of: { kind: 'exponential', mean: 12 }, by: 3 })).toBe('x3 exponential mean 12');
    expect(describe({ kind: 'uniform', low: 1, high: 3 }, seconds)).toBe('uniform 1 s to 3 s');
    expect(describe({ kind: 'constant', value: 8 }, seconds)).toBe('8 s');
    expect(describe({ kind: 'normal', mean: 8, deviation: 2 })).toBe('normal mean 8 deviation 2');
    expect(describe({ kind: 'triangular', low: 2, mode: 2.5, high: 10 })).toBe('triangular 2 to 10 mode 2.5');
    expect(describe({ kind: 'empirical', values: [1, 2, 3] })).toBe('measured 3 values median 2 p95 2.9');
    expect(
      describe({
        kind: 'mix',
        parts: [
          { share: 0.9, of: { kind: 'constant', value: 0.008 } },
          { share: 0.1, of: { kind: 'truncated', of: lognormalFromMedianAndQuantile(240, 0.95, 840), max: 7200 } },
        ],
      }),
    ).toBe('mix 90 % 0.008 | 10 % lognormal median 240 p95 840 max 7200');
  });
});

group('a specification that makes no sense is refused', () => {
  it.each<[Distribution, string]>([
    [{ kind: 'constant', value: Number.NaN }, 'The constant is NaN; expected a finite number.'],
    [{ kind: 'exponential', mean: -1 }, 'The mean of an exponential is -1; expected a number from 0 on.'],
    [
      { kind: 'uniform', low: 3, high: 1 },
      'The uniform distribution from low to high descends from 3 to 1; expected ascending numbers.',
    ],
    [{ kind: 'normal', mean: Infinity, deviation: 1 }, 'The mean of a normal is Infinity; expected a finite number.'],
    [{ kind: 'normal', mean: 0, deviation: -1 }, 'The deviation of a normal is -1; expected a number from 0 on.'],
    [{ kind: 'lognormal', median: 0, sigma: 1 }, 'The median of a lognormal is 0; expected a number above 0.'],
    [{ kind: 'lognormal', median: 1, sigma: -1 }, 'The sigma of a lognormal is -1; expected a number from 0 on.'],
    [{ kind: 'triangular', low: 0, mode: 5, high: 4 }, 'descends from 5 to 4'],
    [{ kind: 'empirical', values: [] }, 'An empirical distribution has no values; expected one or more.'],
    [{ kind: 'empirical', values: [2, 1] }, 'The list of measured values descends from 2 to 1'],
    [{ kind: 'gamma', mean: 1, shape: 0.01 }, 'The shape of a gamma is 0.01; expected a number from 0.1 to 10000.'],
    [{ kind: 'gamma', mean: 0, shape: 2 }, 'The mean of a gamma is 0; expected a number above 0.'],
    [{ kind: 'weibull', scale: -1, shape: 2 }, 'The scale of a Weibull is -1; expected a number above 0.'],
    [{ kind: 'pareto', least: 1, shape: 0 }, 'The shape of a Pareto is 0; expected a number from 0.1 to 1000.'],
    [{ kind: 'geometric', mean: 0.5 }, 'The mean of a geometric is 0.5; it counts from 1'],
    [
      { kind: 'mix', parts: [{ share: 0.9, of: { kind: 'constant', value: 1 } }] },
      'The shares of a mix add up to 90 %; expected 100 %.',
    ],
    [{ kind: 'mix', parts: [] }, 'The shares of a mix add up to 0 %; expected 100 %.'],
    [
      { kind: 'mix', parts: [{ share: 1, of: { kind: 'exponential', mean: Number.NaN } }] },
      'The mean of an exponential is NaN',
    ],
    [
      { kind: 'truncated', of: { kind: 'uniform', low: 1, high: 3 }, max: 0.5 },
      '"uniform 1 to 3" never falls below max 0.5; raise the max.',
    ],
    [
      { kind: 'scaled', of: { kind: 'constant', value: 1 }, by: -2 },
      'The scale factor is -2; expected a number from 0 on.',
    ],
  ])('%j', (distribution, sentence) => {
    expect(() => validateDistribution(distribution)).toThrow(RangeError);
    expect(() => sampler(distribution)).toThrow(sentence);
  });

  it('takes long lists of measured values', () => {
    expect(mean({ kind: 'empirical', values: Array.from({ length: 300_001 }, (_, i) => i) })).toBe(150_000);
  });
});

group('whole microseconds', () => {
  it('round fractions up', () => {
    expect([0, 0.001, 1, 1.5].map(wholeMicroseconds)).toEqual([0, 1, 1, 2]);
  });

  it('refuse a duration that is negative, infinite or not a number', () => {
    for (const sample of [-0.1, Infinity, Number.NaN, 1e300])
      expect(() => wholeMicroseconds(sample)).toThrow(RangeError);
    expect(() => wholeMicroseconds(-3)).toThrow(
      'A duration of -3 µs was drawn; expected a number from 0 to 9007199254740991.',
    );
  });
});
