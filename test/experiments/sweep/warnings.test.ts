/** What to mind about a sweep: how few the replications are, and where values lie oddly. */
import { describe, expect, it } from 'vitest';
import { meanInterval } from '../../../src/experiments/statistics/intervals.ts';
import type { SweptNumber } from '../../../src/experiments/sweep/sweep-result.ts';
import { warnedOf, warningsOf } from '../../../src/experiments/sweep/warnings.ts';

const even = Array.from({ length: 20 }, (_, i) => i % 5);
const tailed = even.map((value, i) => (i === 7 ? 500 : value));

const swept = (points: readonly (readonly number[])[], isDrawn = true): SweptNumber => ({
  name: 'mean(getBalance.latency)',
  metric: 'getBalance.latency',
  unit: 'µs',
  method: '',
  isDrawn,
  points: [],
  curves: [],
  ...warnedOf(points.map(values => meanInterval(values))),
});

describe('the warnings of a sweep', () => {
  it('say once how few replications there are at each point', () => {
    const few = swept([even.slice(0, 10), even.slice(5, 15)]);
    expect(few).not.toHaveProperty('warnings');
    expect(warningsOf([few], 10)).toEqual([
      'Only 10 replications: the interval is right only if they vary about like a normal distribution, which 10 cannot show.',
    ]);
    expect(warningsOf([swept([even])], 20)).toEqual([]);
    expect(warningsOf([], 1)).toEqual([
      'With one replication no interval can be given, and no step can be told from chance.',
    ]);
  });

  it('say of a drawn number at how many points its values lie lopsided', () => {
    const [words, ...others] = warningsOf([swept([even, tailed, even])], 20);
    expect(words).toMatch(/^mean\(getBalance\.latency\): At 1 of 3 points: The 20 values lie very lopsided/);
    expect(others).toEqual([]);
    expect(warningsOf([swept([even, tailed, even], false)], 20)).toEqual([]);
  });
});
