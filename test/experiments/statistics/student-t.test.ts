import fc from 'fast-check';
import jstat from 'jstat';
import { describe, expect, it } from 'vitest';
import { studentTQuantile, studentTTail } from '../../../src/experiments/statistics/student-t.ts';

describe("Student's t", () => {
  it.each([
    [1, 12.7062],
    [9, 2.26216],
    [29, 2.04523],
    [99, 1.98422],
  ])('with %i degrees of freedom stays below %f with 97.5 %', (degreesOfFreedom, table) => {
    expect(Math.abs(studentTQuantile(0.975, degreesOfFreedom) / table - 1)).toBeLessThan(3e-6);
  });

  it('knows the closed forms of one and two degrees of freedom', () => {
    for (const p of [1e-9, 0.001, 0.3, 0.6, 0.9999]) {
      expect(studentTQuantile(p, 1) / (-1 / Math.tan(Math.PI * p))).toBeCloseTo(1, 9);
      expect(studentTQuantile(p, 2) / ((2 * p - 1) / Math.sqrt(2 * p * (1 - p)))).toBeCloseTo(1, 9);
    }
  });

  it('agrees with jstat', () => {
    for (const degreesOfFreedom of [1, 2, 3, 5, 19, 20, 119, 1000]) {
      for (const p of [0.6, 0.9, 0.95, 0.975, 0.995, 0.9995]) {
        const reference = jstat.studentt.inv(p, degreesOfFreedom);
        expect(Math.abs(studentTQuantile(p, degreesOfFreedom) / reference - 1)).toBeLessThan(1e-6);
      }
    }
  });

  it('tends to the normal distribution', () => {
    expect(studentTQuantile(0.975, 1_000_000)).toBeCloseTo(1.959966, 5);
  });

  it('is symmetric, and its quantile undoes its tail', () => {
    const degrees = fc.integer({ min: 1, max: 500 });
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), degrees, (p, degreesOfFreedom) => {
        const t = studentTQuantile(p, degreesOfFreedom);
        expect(studentTTail(t, degreesOfFreedom)).toBeCloseTo(1 - p, 12);
        expect(studentTTail(-t, degreesOfFreedom)).toBeCloseTo(p, 12);
      }),
    );
    expect(studentTQuantile(0.5, 7)).toBe(0);
  });

  it('refuses probabilities and degrees of freedom that have no answer', () => {
    expect(() => studentTQuantile(1, 5)).toThrow(RangeError);
    expect(() => studentTQuantile(0.9, 0)).toThrow(RangeError);
    expect(() => studentTQuantile(0.9, 2.5)).toThrow('whole number');
  });
});
