/** When a plan ends: after its duration, or at local midnight. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { midnightFrom, planEndOf } from '../../../src/models/operator/plan-time.ts';
import { days, hours, type Microseconds, minutes } from '../../../src/sim/units.ts';
import { surroundingsOf } from '../small-world.ts';

const noon = { startUtc_ms: Date.UTC(2026, 2, 28, 12) };
const berlin = { utcOffset: hours(1) };
/** At 01:00 UTC of 29 March 2026, 13 hours after noon. */
const summerTime = { utcOffset: hours(1), utcChange: { at: hours(13), utcOffset: hours(2) } };

describe('a plan', () => {
  it('ends after its duration', () => {
    expect(planEndOf(surroundingsOf(), 0, hours(5))).toBe(hours(29));
  });

  it('that ends at midnight does so at the first local midnight at which its duration is over', () => {
    const given = surroundingsOf({
      startUtc_ms: noon.startUtc_ms,
      operator: { plan: { endsAt: 'localMidnight' } },
      group: { utcOffset: hours(1) },
    });
    // Noon in London is 13:00 in Berlin: 11 hours to midnight there, and a day more.
    expect(planEndOf(given, 0, 0 as Microseconds)).toBe(hours(11 + 24));
    expect(planEndOf(given, 0, hours(11))).toBe(hours(11 + 24));
    expect(planEndOf(given, 0, (hours(11) + 1) as Microseconds)).toBe(hours(11 + 48));
  });
});

describe('the next midnight', () => {
  it('is an hour earlier when the clocks have gone forward in between', () => {
    expect(midnightFrom(hours(12), noon, summerTime)).toBe(hours(34));
    expect(midnightFrom(hours(12), noon, berlin)).toBe(hours(35));
    expect(midnightFrom(hours(14), noon, summerTime)).toBe(hours(34));
    expect(midnightFrom(hours(5), noon, summerTime)).toBe(hours(11));
  });

  it('is the moment of the change where the clocks skip it', () => {
    const skipped = { utcOffset: hours(0), utcChange: { at: hours(12), utcOffset: hours(1) } };
    expect(midnightFrom(hours(10), noon, skipped)).toBe(hours(12));
    expect(midnightFrom(hours(12), noon, skipped)).toBe(hours(35));
  });

  it('is less than a day away and strikes 00:00', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: days(400) }),
        fc.integer({ min: -12 * 60, max: 14 * 60 }),
        (moment, offset) => {
          const midnight = midnightFrom(moment as Microseconds, noon, { utcOffset: minutes(offset) });
          expect(midnight).toBeGreaterThanOrEqual(moment);
          expect(midnight - moment).toBeLessThan(days(1));
          expect(Math.abs((noon.startUtc_ms * 1000 + minutes(offset) + midnight) % days(1))).toBe(0);
        },
      ),
    ));
});
