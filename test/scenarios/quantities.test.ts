import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeDistribution, readDistribution } from '../../src/scenarios/distribution-words.ts';
import { hourShapes } from '../../src/scenarios/hour-shapes.ts';
import {
  clockChanges,
  localClock,
  offsetAt,
  readDailyRate,
  readHours,
  utcOfLocalTime,
} from '../../src/scenarios/hours.ts';
import {
  describeSize,
  describeTime,
  readBitRate,
  readCount,
  readDuration,
  readLocalTime,
  readMoney,
  readRate,
  readShare,
  readSize,
  readTime,
  Unreadable,
} from '../../src/scenarios/quantities.ts';
import { type Distribution, type Microseconds, quantile, sampler } from '../../src/sim/index.ts';
import { processorTime } from '../kit/processor-time.ts';

describe('a quantity', () => {
  it.each([
    ['5 min', 300e6],
    ['5min', 300e6],
    ['1h30m', 5_400e6],
    ['1 h 30 min', 5_400e6],
    ['1 day', 86_400e6],
    ['2 days', 172_800e6],
    ['120 ms', 120e3],
    ['1.001 s', 1_001_000],
    ['0 s', 0],
    ['2 weeks', 1_209_600e6],
  ])('%s is a time', (text, microseconds) => expect(readDuration(text)).toBe(microseconds));

  it.each([
    ['200 MB', 200e6],
    ['40 kB', 40e3],
    ['1 MiB', 1_048_576],
    ['899_584 B', 899_584],
    ['11.3 GB', 11.3e9],
  ])('%s is a volume of data', (text, bytes) => expect(readSize(text)).toBe(bytes));

  it('is exact where decimals allow it', () => {
    expect(readShare('99.9 %')).toBe(0.999);
    expect(readShare('0.1 %')).toBe(0.001);
    expect(readBitRate('5 Mbit/s')).toBe(625_000);
    expect(readRate('3 per s')).toBe(3);
    expect(readRate('8_640 per day')).toBe(0.1);
    expect(readMoney('4.99 EUR')).toEqual({ amount: 499, currency: 'EUR' });
    expect(readMoney('500 JPY')).toEqual({ amount: 500, currency: 'JPY' });
    expect(readCount('60_000')).toBe(60_000);
    expect(readLocalTime('2019-09-02 00:00')).toBe(Date.UTC(2019, 8, 2));
  });

  it.each(['', '-5 s', '5', 'five s', '5 s s', '1,5 s', 'Infinity s', 'NaN', '0x10 s', '1e3 s', '5 min ago'])(
    '"%s" is no time',
    text => expect(() => readDuration(text)).toThrow(Unreadable),
  );

  it('never takes long for a long text', () => {
    const long = '1_'.repeat(500_000);
    const took_ms = processorTime(() => {
      for (const read of [readDuration, readSize, readShare, readRate, readCount, readMoney, readLocalTime])
        expect(() => read(long)).toThrow(Unreadable);
    });
    expect(took_ms).toBeLessThan(2_000);
  });

  it('that is described is read back as the same', () => {
    fc.assert(fc.property(fc.maxSafeNat(), n => readTime(describeTime(n)) === n && readSize(describeSize(n)) === n));
  });
});

describe('a distribution in words', () => {
  it.each<[string, Distribution]>([
    ['2 ms', { kind: 'constant', value: 2_000 }],
    ['exponential mean 12 ms', { kind: 'exponential', mean: 12_000 }],
    ['uniform 1 s to 3 s', { kind: 'uniform', low: 1e6, high: 3e6 }],
    ['normal mean 3 s deviation 300 ms', { kind: 'normal', mean: 3e6, deviation: 3e5 }],
    ['lognormal median 20 s sigma 0.6', { kind: 'lognormal', median: 20e6, sigma: 0.6 }],
    ['triangular 2 s to 10 s mode 2.5 s', { kind: 'triangular', low: 2e6, mode: 2.5e6, high: 10e6 }],
    ['exponential mean 1 s max 5 s', { kind: 'truncated', of: { kind: 'exponential', mean: 1e6 }, max: 5e6 }],
    [
      'mix 90 % 8 ms | rest exponential mean 1 h 30 min',
      {
        kind: 'mix',
        parts: [
          { share: 0.9, of: { kind: 'constant', value: 8_000 } },
          { share: expect.closeTo(0.1) as number, of: { kind: 'exponential', mean: 5_400e6 } },
        ],
      },
    ],
  ])('%s', (words, distribution) => expect(readDistribution(words, 'time')).toEqual(distribution));

  it.each<[string, Distribution]>([
    ['gamma mean 3 s shape 2', { kind: 'gamma', mean: 3e6, shape: 2 }],
    ['gamma mean 3 s deviation 1 s', { kind: 'gamma', mean: 3e6, shape: 9 }],
    ['weibull scale 3 s shape 0.8', { kind: 'weibull', scale: 3e6, shape: 0.8 }],
    ['weibull mean 3 s shape 1', { kind: 'weibull', scale: expect.closeTo(3e6, 3) as number, shape: 1 }],
    ['pareto least 1 s shape 1.5', { kind: 'pareto', least: 1e6, shape: 1.5 }],
    ['pareto mean 3 s shape 1.5', { kind: 'pareto', least: 1e6, shape: 1.5 }],
    [
      'pareto least 1 s shape 0.8 max 1 h',
      { kind: 'truncated', of: { kind: 'pareto', least: 1e6, shape: 0.8 }, max: 3600e6 },
    ],
    ['x3 exponential mean 1 s', { kind: 'scaled', of: { kind: 'exponential', mean: 1e6 }, by: 3 }],
    ['x0.5 2 s', { kind: 'scaled', of: { kind: 'constant', value: 2e6 }, by: 0.5 }],
    ['x1 2 s', { kind: 'constant', value: 2e6 }],
  ])('%s', (words, distribution) => expect(readDistribution(words, 'time')).toEqual(distribution));

  it.each(['gamma', 'weibull', 'pareto'])('may give a %s by its median and a percentile', family => {
    const at = quantile(readDistribution(`${family} median 2 s p95 9 s`, 'time'));
    expect(at(0.5)).toBeCloseTo(2e6, 1);
    expect(at(0.95)).toBeCloseTo(9e6, 1);
  });

  it('may be of counts', () => {
    expect(readDistribution('geometric mean 1.8', 'count')).toEqual({ kind: 'geometric', mean: 1.8 });
    expect(readDistribution('mix 50 % 1 | 50 % geometric mean 3 max 10', 'count')).toMatchObject({ kind: 'mix' });
    const sample = sampler(readDistribution('geometric mean 1.8', 'count'));
    expect([0.1, 0.55, 0.56, 0.99].map(sample)).toEqual([1, 1, 2, 6]);
    expect(() => readDistribution('exponential mean 2', 'count')).toThrow(
      '`exponential` is not a distribution of counts.',
    );
    expect(() => readDistribution('geometric mean 0.5', 'count')).toThrow('it counts from 1');
    expect(() => readDistribution('x0.5 geometric mean 3', 'count')).toThrow('Counts stay whole numbers');
  });

  it.each([
    ['geometric mean 1.8', 'A geometric distribution counts. Expected one of times or volumes'],
    ['gamma mean 3 s shape 0.01', 'The shape of a gamma is 0.01; expected a number from 0.1 to 10000.'],
    ['gamma mean 3 s', 'Expected two numbers, as in `gamma mean 3 s shape 2` or `gamma median 2 s p95 9 s`.'],
    ['gamma mean 3 s shape 2 s', 'Expected a bare number, for example `1.8`, not `2 s`.'],
    ['gamma median 2 s p95 2.001 s', 'No gamma has p95 below 1.016'],
    ['weibull median 2 s p40 1 s', 'Beside a median stands a percentile above it, as p95 (here p40).'],
    ['pareto least 1 s shape 0.8', 'A Pareto of shape 1 or less has no mean'],
    ['pareto mean 1 s shape 0.8', 'A Pareto has a mean only if its shape is above 1.'],
    ['weibull scale 1 h shape 0.1', 'more than the simulator can count. Write `max` and a value behind it.'],
    ['x3', '`x3` scales what stands at the same path, but nothing does.'],
    ['x0 3 s', 'The factor must be more than zero.'],
    ['measured from a.csv column own_ms in ms', 'This scenario lies in no folder, so it cannot name a file.'],
    ['measured from a.csv column own_ms in parsecs', '`parsecs` is not a unit of time.'],
    ['measured a.csv', 'Expected a file, a column and a unit'],
    ['measured from a.csv column latency (ms) in ms', 'without brackets and commas; rename them'],
  ])('"%s" is explained', (words, sentence) => expect(() => readDistribution(words, 'time')).toThrow(sentence));

  it('may give a lognormal by a percentile', () => {
    expect(readDistribution('lognormal median 20 s p95 90 s', 'time')).toEqual({
      kind: 'lognormal',
      median: 20e6,
      sigma: expect.closeTo(Math.log(4.5) / 1.6448536, 6),
    });
    const { median, sigma } = readDistribution('lognormal mean 120 ms p99 600 ms', 'time') as Extract<
      Distribution,
      { kind: 'lognormal' }
    >;
    expect(median * Math.exp((sigma * sigma) / 2)).toBeCloseTo(120_000, 3);
    expect(median * Math.exp(sigma * 2.3263478740408408)).toBeCloseTo(600_000, 3);
  });

  it('is of volumes where the setting is one', () => {
    expect(readDistribution('exponential mean 12 MB', 'size')).toEqual({ kind: 'exponential', mean: 12e6 });
    expect(() => readDistribution('exponential mean 12 MB', 'time')).toThrow('`MB` is not a unit of time');
  });

  it.each([
    'lognormal',
    'lognormal 5 s',
    'lognormal median 5 s',
    'lognormal median 5 s median 6 s',
    'lognormal median 0 s p95 1 s',
    'lognormal median 5 s p95 4 s',
    'lognormal median 5 s sigma 0',
    'uniform 3 s to 1 s',
    'triangular 2 s to 10 s mode 12 s',
    'exponential mean 0 s',
    'exponential mean 1 s deviation 2 s',
    '2 s max 1 s',
    'mix',
    'mix 50 % 1 s',
    'mix 50 % 1 s | 50 % mix 100 % 2 s',
    'gauss mean 3 s',
    'normal mean 3 s deviation 1 s',
    'x3',
    'max 3 s',
    '5 %',
    'lognormal mean p99',
    ' ',
  ])('"%s" is refused', words => expect(() => readDistribution(words, 'time')).toThrow(Unreadable));

  it('that is described is read back as the same', () => {
    const whole = fc.integer({ min: 1, max: 1e12 });
    const plain: fc.Arbitrary<Distribution> = fc.oneof(
      whole.map(value => ({ kind: 'constant' as const, value })),
      whole.map(mean => ({ kind: 'exponential' as const, mean })),
      fc.tuple(whole, whole).map(([low, width]) => ({ kind: 'uniform' as const, low, high: low + width })),
      fc
        .tuple(whole, whole, whole)
        .map(([low, a, b]) => ({ kind: 'triangular' as const, low, mode: low + a, high: low + a + b })),
      fc
        .tuple(fc.double({ min: 1, max: 1e12, noNaN: true }), fc.double({ min: 0.01, max: 3, noNaN: true }))
        // Beside a heavy tail, a lognormal whose rarest values cannot be counted is refused.
        .filter(([median, sigma]) => median * Math.exp(7.1 * sigma) < Number.MAX_SAFE_INTEGER)
        .map(([median, sigma]) => ({ kind: 'lognormal' as const, median, sigma })),
      whole.map(mean => ({ kind: 'normal' as const, mean: mean * 10, deviation: mean })),
      whole.map(mean => ({ kind: 'gamma' as const, mean, shape: 2.5 })),
      whole.map(scale => ({ kind: 'weibull' as const, scale, shape: 1.25 })),
      whole.map(least => ({ kind: 'pareto' as const, least: Math.ceil(least / 1e9), shape: 2.5 })),
      whole.map(mean => ({ kind: 'scaled' as const, of: { kind: 'exponential' as const, mean }, by: 0.25 })),
      whole.map(mean => ({ kind: 'truncated' as const, of: { kind: 'exponential' as const, mean }, max: mean * 3 })),
    );
    const mixed: fc.Arbitrary<Distribution> = fc.oneof(
      plain,
      fc.tuple(fc.integer({ min: 1, max: 99 }), plain, plain).map(([percent, a, b]) => ({
        kind: 'mix' as const,
        parts: [
          { share: percent / 100, of: a },
          { share: (100 - percent) / 100, of: b },
        ],
      })),
    );
    fc.assert(
      fc.property(mixed, distribution => {
        for (const unit of ['time', 'size'] as const)
          expect(readDistribution(describeDistribution(distribution, unit), unit)).toEqual(distribution);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the hours of a day', () => {
  it('have 24 weights with mean 1 over the week', () => {
    for (const { weights, weekend = weights } of hourShapes.values()) {
      const sum = (of: readonly number[]) => of.reduce((total, weight) => total + weight, 0);
      expect([weights.length, weekend.length]).toEqual([24, 24]);
      expect(5 * sum(weights) + 2 * sum(weekend)).toBeCloseTo(7 * 24, 10);
    }
  });

  it('are the same every day where nobody says otherwise, and quieter for offices at weekends', () => {
    expect(hourShapes.get('published')?.weekend).toBeUndefined();
    const { weights, weekend } = hourShapes.get('office')!;
    expect(Math.max(...weekend!)).toBeLessThan(Math.max(...weights) / 3);
  });

  it('can leave out the weekend: the number of each day stays the mean of the week', () => {
    const { perDay, weights, weekend } = readDailyRate('7 per day by hour flat weekdays');
    expect(perDay).toBe(7);
    expect(weights.every(weight => Math.abs(weight - 7 / 5) < 1e-12)).toBe(true);
    expect(weekend).toEqual(new Array(24).fill(0));
    expect(readHours('by hour office weekdays').weekend).toEqual(new Array(24).fill(0));
  });

  it.each(['4 per day by hour offise', '4 per day by hour office sundays', '4 per day by hour', '4 per day at noon'])(
    '"%s" is refused',
    words => expect(() => readDailyRate(words)).toThrow(Unreadable),
  );

  it('spread a daily number', () => {
    expect(readDailyRate('4_000 per day by hour published')).toEqual({
      perDay: 4_000,
      ...hourShapes.get('published'),
    });
    expect(readDailyRate('8.64 per day')).toEqual({ perDay: 8.64, ...hourShapes.get('flat') });
  });

  it('lie as far from UTC as the zone says on that day', () => {
    const hour = 3_600e6;
    expect(offsetAt('Europe/Berlin', Date.UTC(2019, 8, 2))).toBe(2 * hour);
    expect(offsetAt('Europe/Berlin', Date.UTC(2019, 11, 2))).toBe(hour);
    expect(offsetAt('Asia/Kolkata', Date.UTC(2019, 8, 2))).toBe(5.5 * hour);
    expect(offsetAt('America/New_York', Date.UTC(2019, 8, 2))).toBe(-4 * hour);
    expect(utcOfLocalTime('Europe/Berlin', Date.UTC(2019, 8, 2))).toBe(Date.UTC(2019, 8, 1, 22));
  });

  it('change where the zone says so, and nowhere else', () => {
    const year = [Date.UTC(2019, 0, 1), Date.UTC(2020, 0, 1)] as const;
    expect(clockChanges('Europe/Berlin', ...year)).toEqual([Date.UTC(2019, 2, 31, 1), Date.UTC(2019, 9, 27, 1)]);
    expect(clockChanges('America/New_York', ...year)).toEqual([Date.UTC(2019, 2, 10, 7), Date.UTC(2019, 10, 3, 6)]);
    // Half an hour, at a quarter past no hour.
    expect(clockChanges('Australia/Lord_Howe', ...year)).toEqual([
      Date.UTC(2019, 3, 6, 15),
      Date.UTC(2019, 9, 5, 15, 30),
    ]);
    expect(clockChanges('UTC', ...year)).toEqual([]);
    expect(clockChanges('Europe/Berlin', Date.UTC(2019, 9, 27, 1), year[1])).toEqual([]);
    expect(clockChanges('Europe/Berlin', year[0], Date.UTC(2019, 2, 31, 1))).toEqual([]);
  });

  it('have two offsets in a run with a change', () => {
    const hour = 3_600e6;
    expect(localClock('Europe/Berlin', Date.UTC(2019, 9, 26, 22), (26 * hour) as Microseconds)).toEqual({
      utcOffset: 2 * hour,
      utcChange: { at: 3 * hour, utcOffset: hour },
    });
    expect(localClock('Europe/Berlin', Date.UTC(2019, 9, 26, 22), (2 * hour) as Microseconds)).toEqual({
      utcOffset: 2 * hour,
    });
  });

  it('show a time twice in autumn, of which the first is meant, and skip one in spring', () => {
    expect(utcOfLocalTime('Europe/Berlin', Date.UTC(2019, 9, 27, 2, 30))).toBe(Date.UTC(2019, 9, 27, 0, 30));
    expect(utcOfLocalTime('Europe/Berlin', Date.UTC(2019, 2, 31, 2, 30))).toBeUndefined();
  });
});
