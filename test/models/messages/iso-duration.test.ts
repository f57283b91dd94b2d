import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatIsoDuration, parseIsoDuration } from '../../../src/models/messages/iso-duration.ts';
import { days, hours, microseconds, minutes, seconds } from '../../../src/sim/index.ts';

describe('a duration on the wire', () => {
  it.each([
    [microseconds(0), 'PT0S'],
    [microseconds(days(6) + hours(4)), 'P6DT4H'],
    [microseconds(days(23) + hours(23)), 'P23DT23H'],
    [days(30), 'P30D'],
    [minutes(1), 'PT1M'],
    [microseconds(hours(1) + seconds(1)), 'PT1H1S'],
  ])('%d µs is written %s and read back', (duration, text) => {
    expect(formatIsoDuration(duration)).toBe(text);
    expect(parseIsoDuration(text)).toEqual({ ok: true, value: duration });
  });

  it('drops what is left of a second, and is never negative', () => {
    expect(formatIsoDuration(microseconds(1_999_999))).toBe('PT1S');
    expect(formatIsoDuration(microseconds(-5))).toBe('PT0S');
  });

  it('is the same after writing and reading whole seconds', () => {
    fc.assert(
      fc.property(fc.nat({ max: 9_000_000_000 }), n => {
        expect(parseIsoDuration(formatIsoDuration(seconds(n)))).toEqual({ ok: true, value: seconds(n) });
      }),
    );
  });

  it('may be in weeks or have fractions of a second', () => {
    expect(parseIsoDuration('P2W')).toEqual({ ok: true, value: days(14) });
    expect(parseIsoDuration('PT0.25S')).toEqual({ ok: true, value: microseconds(250_000) });
  });

  it.each(['', 'P', 'PT', 'P1M', 'P1Y', '6D', 'P6D4H', 'PT4H6', 'P-1D', 'P1DT', 'p1d', `P${'9'.repeat(20)}D`])(
    'refuses "%s"',
    text => {
      expect(parseIsoDuration(text).ok).toBe(false);
    },
  );
});
