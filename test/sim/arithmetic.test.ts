import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exp, ln, normalCdf, normalQuantile, power } from '../../src/sim/arithmetic.ts';

/** The distance of two numbers as a share of the second. */
const relativeError = (found: number, wanted: number) => Math.abs(found - wanted) / Math.abs(wanted);
const epsilon = 2 ** -52;

describe('ln', () => {
  it.each([
    [2, Math.LN2],
    [10, Math.LN10],
    [0.75, -0.2876820724517809],
    [1.000001, 9.999994999180668e-7],
    [1e-300, -690.7755278982137],
    [5e-324, -744.4400719213812],
    [Number.MAX_VALUE, 709.782712893384],
    [123456.789, 11.723646487185881],
  ])('of %d is %d', (x, wanted) => {
    expect(relativeError(ln(x), wanted)).toBeLessThan(epsilon);
  });

  it('is exact at 1, −∞ at 0, ∞ at ∞ and not a number below 0', () => {
    expect([ln(1), ln(0), ln(Infinity), ln(-1), ln(Number.NaN)]).toEqual([0, -Infinity, Infinity, NaN, NaN]);
  });

  it('agrees with the engine to the last digit or the one before, over the whole range', () => {
    fc.assert(
      fc.property(fc.double({ min: 5e-324, max: Number.MAX_VALUE, noNaN: true }), x => {
        expect(Math.abs(ln(x) - Math.log(x))).toBeLessThanOrEqual(1.5 * epsilon * Math.abs(Math.log(x)));
      }),
      { seed: 1, numRuns: 2000 },
    );
  });
});

describe('exp', () => {
  it.each([
    [1, Math.E],
    [-1, 0.36787944117144233],
    [0.5, 1.6487212707001282],
    [-0.3, 0.7408182206817179],
    [10, 22026.465794806718],
    [-20.5, 1.2501528663867426e-9],
    [1e-9, 1.000000001],
    [700, 1.0142320547350045e304],
    [-700, 9.85967654375977e-305],
  ])('of %d is %d', (x, wanted) => {
    expect(relativeError(exp(x), wanted)).toBeLessThan(epsilon);
  });

  it('is exact at 0 and goes to 0 and ∞ without a jump', () => {
    expect([exp(0), exp(-Infinity), exp(Infinity), exp(-746), exp(710)]).toEqual([1, 0, Infinity, 0, Infinity]);
    expect(exp(-745)).toBe(5e-324);
    expect(relativeError(exp(709.78), 1.792822794394515e308)).toBeLessThan(1e-14);
    expect(exp(Number.NaN)).toBeNaN();
  });

  it('undoes ln', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-5, max: 1e5, noNaN: true }), x => {
        expect(relativeError(exp(ln(x)), x)).toBeLessThan(15 * epsilon);
      }),
      { seed: 2, numRuns: 1000 },
    );
  });
});

describe('power', () => {
  it.each([
    [2, 0.5, Math.SQRT2],
    [1.5, 7.25, 18.908698112379714],
    [0.3, -2.5, 20.286020648339488],
    [1.0000001, 1e6, 1.1051709126143208],
    [10, -3, 0.001],
  ])('%d to the power of %d is %d', (x, y, wanted) => {
    expect(relativeError(power(x, y), wanted)).toBeLessThan(1.01 * epsilon);
  });

  it('is exact where the result is a whole number with few digits', () => {
    for (const base of [2, 3, 5, 7, 10]) {
      for (let n = 0, wanted = 1; wanted <= 2 ** 52; n += 1, wanted *= base) expect(power(base, n)).toBe(wanted);
    }
  });

  it('knows the corners', () => {
    expect([power(0, 0), power(0, 2), power(0, -2), power(5, 0), power(1, Infinity)]).toEqual([1, 0, Infinity, 1, 1]);
    expect([power(Infinity, 2), power(Infinity, -1), power(2, 5000), power(2, -5000)]).toEqual([
      Infinity,
      0,
      Infinity,
      0,
    ]);
    expect([power(-8, 1 / 3), power(Number.NaN, 2), power(2, Number.NaN)]).toEqual([NaN, NaN, NaN]);
    expect(relativeError(power(5e-324, 0.5), 2.2227587494850775e-162)).toBeLessThan(1e-14);
  });
});

describe('normalQuantile', () => {
  it.each([
    [0.95, 1.6448536269514722],
    [0.99, 2.3263478740408408],
    [0.975, 1.9599639845400538],
    [0.25, -0.6744897501960817],
    [0.075, -1.439531470938456],
    [0.925, 1.4395314709384561],
    [0.01, -2.326347874040841],
    [1e-6, -4.753424308822899],
    [1e-12, -7.034483825301132],
    [1e-100, -21.273453560965326],
    [2 ** -53, -8.209536151601387],
  ])('of %d is %d', (p, wanted) => {
    expect(relativeError(normalQuantile(p), wanted)).toBeLessThan(2e-15);
  });

  it('is 0 in the middle, infinite at the ends and not a number outside', () => {
    expect([normalQuantile(0.5), normalQuantile(0), normalQuantile(1)]).toEqual([0, -Infinity, Infinity]);
    expect([normalQuantile(-0.1), normalQuantile(1.1), normalQuantile(Number.NaN)]).toEqual([NaN, NaN, NaN]);
  });

  it('is undone by normalCdf', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 0.999, noNaN: true }), p => {
        expect(relativeError(normalCdf(normalQuantile(p)), p)).toBeLessThan(5e-12);
      }),
      { seed: 3, numRuns: 2000 },
    );
  });

  it('rises, across the seams between its regions too', () => {
    for (const seam of [0.075, 0.925, 1.388794386496402e-11]) {
      for (let step = -50; step < 50; step += 1) {
        const p = seam * (1 + step * 1e-13);
        expect(normalQuantile(p + seam * 1e-13)).toBeGreaterThanOrEqual(normalQuantile(p));
      }
    }
  });
});

describe('normalCdf', () => {
  it.each([
    [0, 0.5],
    [1, 0.8413447460685429],
    [-1, 0.15865525393145705],
    [1.96, 0.9750021048517795],
    [-3, 0.0013498980316300946],
    [5, 0.9999997133484281],
    [-8, 6.220960574271784e-16],
    [-20, 2.7536241186062337e-89],
    [-37, 5.725571222524577e-300],
  ])('of %d is %d', (x, wanted) => {
    expect(relativeError(normalCdf(x), wanted)).toBeLessThan(1e-15);
  });

  it('is 0 and 1 at the ends', () => {
    expect([normalCdf(-Infinity), normalCdf(Infinity), normalCdf(-40), normalCdf(40)]).toEqual([0, 1, 0, 1]);
    expect(normalCdf(Number.NaN)).toBeNaN();
  });
});

describe('arithmetic that decides anything', () => {
  it('has these bits, on every engine', () => {
    const bits = (x: number) => {
      const view = new DataView(new ArrayBuffer(8));
      view.setFloat64(0, x);
      return view.getBigUint64(0).toString(16);
    };
    expect(
      [ln(3), exp(3), power(3, 0.7), normalQuantile(0.3), normalQuantile(0.01), normalCdf(-1.3)].map(bits),
    ).toEqual([
      '3ff193ea7aad030a',
      '403415e5bf6fb106',
      '400142e81c889914',
      'bfe0c7e39582c5fb',
      'c0029c5c4630ff0f',
      '3fb8c7eaa3883ae4',
    ]);
  });
});
