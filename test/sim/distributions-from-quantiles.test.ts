import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mean, sampler } from '../../src/sim/distributions.ts';
import {
  gammaFromMedianAndQuantile,
  paretoFromMedianAndQuantile,
  weibullFromMeanAndShape,
  weibullFromMedianAndQuantile,
} from '../../src/sim/distributions-from-quantiles.ts';

describe('a median and a percentile determine', () => {
  it.each([
    ['a gamma', gammaFromMedianAndQuantile],
    ['a Weibull', weibullFromMedianAndQuantile],
    ['a Pareto', paretoFromMedianAndQuantile],
  ])('%s', (_, from) => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 1e9, noNaN: true }),
        fc.double({ min: 1.1, max: 40, noNaN: true }),
        fc.constantFrom(0.75, 0.9, 0.95, 0.99, 0.999),
        (median, ratio, p) => {
          // Not every family reaches as far as every ratio.
          const reach = from === gammaFromMedianAndQuantile ? 1 + (p - 0.5) : 1;
          const found = from(median, p, median * ratio * reach);
          expect(sampler(found)(0.5) / median).toBeCloseTo(1, 8);
          expect(sampler(found)(p) / (median * ratio * reach)).toBeCloseTo(1, 8);
        },
      ),
      { seed: 1, numRuns: 60 },
    );
  });

  it('nothing where the family does not reach', () => {
    expect(() => gammaFromMedianAndQuantile(1, 0.95, 1.001)).toThrow(
      /^No gamma has p95 below 1\.016\d+ times its median \(yours: 1\.001 times\)\. Use a normal, or a mix\.$/,
    );
    expect(() => gammaFromMedianAndQuantile(1, 0.75, 1e9)).toThrow(
      /^No gamma has p75 above .* Use a lognormal, or a mix/,
    );
    expect(() => paretoFromMedianAndQuantile(1, 0.6, 1e9)).toThrow('No Pareto has p60 above 9.31323 times');
    expect(() => weibullFromMedianAndQuantile(1, 0.95, 1.0001)).toThrow('No Weibull has p95 below');
    expect(() => weibullFromMedianAndQuantile(5, 0.95, 4)).toThrow('Beside a median stands a percentile above it');
  });
});

describe('a mean and a shape determine', () => {
  it('a Weibull', () => {
    expect(mean(weibullFromMeanAndShape(3, 0.8))).toBeCloseTo(3, 12);
    expect(weibullFromMeanAndShape(3, 1).scale).toBeCloseTo(3, 12);
  });
});
