import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatNumber,
  formatShare,
  formatValue,
} from '../../src/experiments/format.ts';
import { formatMoment, formatStart, formatStretch } from '../../src/report/local-time.ts';
import { plainText } from '../../src/report/plain-text.ts';
import { safeName } from '../../src/report/safe-name.ts';

const s = 1e6;
const min = 60 * s;
const h = 60 * min;

describe('durations', () => {
  it.each([
    [0, '0 µs'],
    [730, '730 µs'],
    [4_210, '4.21 ms'],
    [380_000, '380 ms'],
    [999_400, '999 ms'],
    [999_900, '1 s'],
    [3.42 * s, '3.4 s'],
    [59.4 * s, '59 s'],
    [59.9 * s, '1 min'],
    [161 * s, '2 min 41 s'],
    [599.9 * s, '10 min'],
    [38 * min, '38 min'],
    [59.8 * min, '1 h'],
    [125 * min, '2 h 5 min'],
    [14.3 * h, '14 h'],
    [76 * h, '3 d 4 h'],
    [30 * 24 * h, '30 d'],
  ])('%d µs reads %s', (duration, text) => expect(formatDuration(duration)).toBe(text));

  it('never show sixty of a unit', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e15 }), us => !/\b60 (s|min)|\b24 h|\b1000 ms/.test(formatDuration(us))),
    ));
});

describe('numbers', () => {
  it.each([
    [0.964, '96.4 %'],
    [0.0041, '0.41 %'],
    [0.99964, '99.96 %'],
    [0.000001, '<0.01 %'],
    [0.9999999, '>99.99 %'],
    [0, '0 %'],
    [1, '100 %'],
  ])('the share %d reads %s', (share, text) => expect(formatShare(share)).toBe(text));

  it('group thousands with a narrow space', () => {
    expect(formatCount(1_234_567)).toBe('1\u202f234\u202f567');
    expect(formatCount(-9_412)).toBe('\u22129\u202f412');
  });

  it('keep three significant digits', () => {
    expect([0.01234, 4.2, 31.44, 12_345.6].map(formatNumber)).toEqual(['0.0123', '4.2', '31.4', '12\u202f346']);
  });

  it('state volumes in decimal units', () => {
    expect([730, 999_960, 4.2e6, 1.25e9].map(formatBytes)).toEqual(['730 B', '1 MB', '4.2 MB', '1.25 GB']);
  });

  it('come with their unit, whatever it is', () => {
    expect(formatValue(1.9e6, 'µs')).toBe('1.9 s');
    expect(formatValue(1.9, 's')).toBe('1.9 s');
    expect(formatValue(11, 'buyers')).toBe('11 buyers');
    expect(formatValue(4.99, 'per s')).toBe('4.99 per s');
    expect(formatValue(3, 'constructor')).toBe('3 constructor');
    expect(formatValue(null, 'µs')).toBe('–');
  });
});

describe('simulated local time', () => {
  const start = { local: '2026-03-02 00:00', timeZone: 'Europe/Berlin', utcOffset_us: 3_600e6 };

  it('follows the clock that is put back during the run', () => {
    const hour = 3_600e6;
    const october = {
      local: '2019-10-27 00:00',
      timeZone: 'Europe/Berlin',
      utcOffset_us: 2 * hour,
      utcChange: { at_us: 3 * hour, utcOffset_us: hour },
    };
    expect(formatMoment(2.5 * hour, october)).toBe('Sun 02:30:00');
    expect(formatMoment(3.5 * hour, october)).toBe('Sun 02:30:00');
    expect(formatMoment(4 * hour, october)).toBe('Sun 03:00:00');
  });

  it('is that of the scenario', () => {
    expect(formatMoment(11 * h + 10 * min + s, start)).toBe('Mon 11:10:01');
    expect(formatMoment(11 * h, start, 30 * 24 * h)).toBe('Mon 2 Mar 11:00:00');
    expect(formatStart(start)).toBe('Mon 2 Mar 2026, 00:00 Europe/Berlin');
  });

  it('of a stretch names the day twice only where there are two, and seconds only where there are some', () => {
    const stretch = (from_us: number, until_us: number, run_us = 48 * h) =>
      formatStretch([from_us, until_us], start, run_us);
    expect(stretch(11 * h, 11 * h + 20 * min)).toBe('Mon 11:00 to 11:20');
    expect(stretch(11 * h, 11 * h + 90 * s)).toBe('Mon 11:00 to 11:01:30');
    expect(stretch(23 * h, 25 * h)).toBe('Mon 23:00 to Tue 01:00');
    expect(stretch(11 * h, 11 * h)).toBe('Mon 11:00');
    expect(stretch(11 * h, 48 * h)).toBe('Mon 11:00 until the end');
    expect(stretch(11 * h, 35 * h, 30 * 24 * h)).toBe('Mon 2 Mar 11:00 to Tue 3 Mar 11:00');
    expect(stretch(0, 7 * 24 * h, 7 * 24 * h + s)).toBe('Mon 2 Mar 00:00 to Mon 9 Mar 00:00');
  });
});

describe('names', () => {
  it('are safe as file names and never meet', () => {
    expect(safeName('inline')).toBe('inline');
    for (const hostile of ['../../etc', '/etc/passwd', '..', '', 'con', 'a b', 'a/b', '\u0000', '.hidden']) {
      expect(safeName(hostile)).toMatch(/^[A-Za-z0-9_][A-Za-z0-9._-]*$/);
      expect(safeName(hostile)).not.toContain('..');
    }
    expect(new Set(['a b', 'a/b', 'a-b'].map(safeName)).size).toBe(3);
  });

  it('lose what steers a terminal or turns the writing direction', () => {
    expect(plainText('\u001b[31mred\u202e\ud800')).toBe('\ufffd[31mred\ufffd\ufffd');
    expect(plainText('µ 😀 – é')).toBe('µ 😀 – é');
  });
});
