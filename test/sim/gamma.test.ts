import fc from 'fast-check';
import jStat from 'jstat';
import { describe, expect, it } from 'vitest';
import { exp, ln } from '../../src/sim/arithmetic.ts';
import { gammaShareBelow, lnGamma } from '../../src/sim/gamma-function.ts';
import { gammaInverse, gammaShapes, lnGammaQuantile } from '../../src/sim/gamma-quantile.ts';

const shape = fc
  .double({ min: 0, max: 1, noNaN: true })
  .map(t => gammaShapes.least * exp(t * ln(gammaShapes.most / gammaShapes.least)));

describe('the gamma function', () => {
  it('is the factorial of whole numbers', () => {
    let factorial = 1;
    for (let n = 1; n < 20; n += 1) {
      expect(lnGamma(n)).toBeCloseTo(ln(factorial), 13);
      factorial *= n;
    }
  });

  it('of a half is the root of π, and grows by x from x to x + 1', () => {
    expect(lnGamma(0.5)).toBeCloseTo(ln(Math.sqrt(Math.PI)), 14);
    fc.assert(
      fc.property(fc.double({ min: 0.05, max: 1e4, noNaN: true }), x => {
        const grown = lnGamma(x + 1) - lnGamma(x);
        expect(Math.abs(grown - ln(x))).toBeLessThan(1e-14 * Math.max(1, Math.abs(lnGamma(x))));
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});

describe('the share of a gamma distribution below a value', () => {
  it('of shape 1 is that of an exponential', () => {
    for (const x of [1e-9, 0.1, 1, 1.99, 2, 5, 30]) expect(gammaShareBelow(1, x)).toBeCloseTo(-Math.expm1(-x), 14);
  });

  it('of shape 3 counts three events of a Poisson process', () => {
    for (const x of [0.01, 1, 3.9, 4, 12])
      expect(gammaShareBelow(3, x)).toBeCloseTo(1 - Math.exp(-x) * (1 + x + (x * x) / 2), 13);
  });

  it('agrees with jstat', () => {
    for (const k of [0.2, 0.9, 2.5, 40])
      for (const times of [0.01, 0.5, 1, 1.7, 4]) {
        expect(gammaShareBelow(k, k * times)).toBeCloseTo(jStat.gamma.cdf(k * times, k, 1), 10);
      }
  });
});

describe('the tabulated inverse of a gamma distribution', () => {
  it('differs from the exact inverse by less than 1e-9 of its value', () => {
    const anyDraw = fc.oneof(
      fc.double({ min: 2 ** -53, max: 1 - 2 ** -53, noNaN: true }),
      fc.integer({ min: 2, max: 52 }).map(bits => 2 ** -bits),
      fc.integer({ min: 2, max: 52 }).map(bits => 1 - 2 ** -bits),
    );
    fc.assert(
      fc.property(shape, fc.array(anyDraw, { minLength: 50, maxLength: 50 }), (k, draws) => {
        const inverse = gammaInverse(k);
        for (const u of draws) expect(Math.abs(inverse(u) / exp(lnGammaQuantile(k, u, 1 - u)) - 1)).toBeLessThan(1e-9);
      }),
      { seed: 2, numRuns: 60 },
    );
  });

  it('of shape 1 is that of an exponential', () => {
    const inverse = gammaInverse(1);
    for (const u of [1e-12, 0.001, 0.3, 0.5, 0.99, 1 - 2 ** -53]) {
      const exact = -Math.log1p(-u);
      expect(Math.abs(inverse(u) / exact - 1)).toBeLessThan(1e-9);
    }
  });

  it('answers below every table, where a truncated mix can lead', () => {
    const inverse = gammaInverse(2);
    // Near 0 the share is x² / 2.
    expect(inverse(1e-40) / Math.sqrt(2e-40)).toBeCloseTo(1, 12);
  });

  it('gives the mean and the variance of the shape', () => {
    const n = 100_000;
    for (const k of [0.3, 1, 7, 300]) {
      const inverse = gammaInverse(k);
      let sum = 0;
      let squares = 0;
      for (let i = 0; i < n; i += 1) {
        const x = inverse((i + 0.5) / n);
        sum += x;
        squares += (x - k) * (x - k);
      }
      expect(sum / n / k).toBeCloseTo(1, 4);
      expect(squares / n / k).toBeCloseTo(1, 2);
    }
  });
});
