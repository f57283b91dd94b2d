import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { passedIn, transferTime } from '../../src/models/transfer-time.ts';
import { days, seconds } from '../../src/sim/units.ts';

describe('the time a transfer takes', () => {
  it('is size over rate', () => {
    expect(transferTime(5_000_000, 1_000_000)).toBe(seconds(5));
    expect(transferTime(0, 1)).toBe(0);
  });

  it('is the first microsecond at which all bytes have passed', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 1, max: 1e9 }), (size, rate) => {
        const time = transferTime(size, rate);
        fc.pre(time < days(3650));
        expect(passedIn(time, rate)).toBeGreaterThanOrEqual(size);
        expect(passedIn(time - 1, rate)).toBeLessThan(size + rate / 1e6 + 1);
        if (rate <= 1e6) expect(passedIn(time - 2, rate)).toBeLessThan(size);
      }),
    ));

  it('is never longer than a century, which the clock can hold', () => {
    expect(transferTime(1e15, 0.125)).toBe(days(36_525));
    expect(transferTime(Number.MAX_VALUE, 1e-300)).toBe(days(36_525));
  });
});
