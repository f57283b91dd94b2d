/** Bytes that passed together are told apart to the byte. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apportioned } from '../../src/models/apportion.ts';

const rates = fc.array(
  fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 1e9 }), fc.double({ min: 1e-3, max: 1e9, noNaN: true })),
  {
    minLength: 1,
    maxLength: 8,
  },
);
const whole = fc.oneof(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 2 ** 50 }));

describe('bytes that passed together', () => {
  it('are told apart in proportion to the rates', () => {
    expect(apportioned(600, [1, 2, 3])).toEqual([100, 200, 300]);
    expect(apportioned(1_000, [625_000, 0, 625_000])).toEqual([500, 0, 500]);
  });

  it('all belong to the only one that sends', () => {
    expect(apportioned(12_345, [0, 7, 0])).toEqual([0, 12_345, 0]);
  });

  it('give what rounding leaves over to a kind that sends, never to one that does not', () => {
    expect(apportioned(1, [1, 1, 1])).toEqual([0, 0, 1]);
    expect(apportioned(2, [1, 1, 1, 0])).toEqual([0, 1, 1, 0]);
  });

  it('belong to the first when nobody is known to send', () => {
    expect(apportioned(5, [0, 0])).toEqual([5, 0]);
    expect(apportioned(0, [0, 0])).toEqual([0, 0]);
  });

  it('add up to the whole, in parts that are whole and never negative', () =>
    fc.assert(
      fc.property(whole, rates, (bytes, all) => {
        const parts = apportioned(bytes, all);
        expect(parts).toHaveLength(all.length);
        expect(parts.reduce((sum: number, part) => sum + part, 0)).toBe(bytes);
        expect(parts.every(part => Number.isSafeInteger(part) && part >= 0)).toBe(true);
        if (all.some(rate => rate > 0)) expect(parts.every((part, at) => all[at]! > 0 || part === 0)).toBe(true);
      }),
    ));

  it('are less than two bytes from the exact share', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e9 }),
        fc.array(fc.integer({ min: 1, max: 1e6 }), { minLength: 1, maxLength: 8 }),
        (bytes, all) => {
          const total = all.reduce((sum, rate) => sum + rate, 0);
          for (const [at, part] of apportioned(bytes, all).entries())
            expect(Math.abs(part - (bytes * all[at]!) / total)).toBeLessThan(2);
        },
      ),
    ));
});
