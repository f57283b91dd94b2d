import { describe, expect, it } from 'vitest';
import { judge, type Measured, readExpectation } from '../../src/scenarios/expectations.ts';
import { Unreadable } from '../../src/scenarios/quantities.ts';

const peaks = { '1s': 9, '10s': 5, '1min': 3.2, '5min': 2.9 };
const measured: Record<string, Measured> = {
  'activation.success': { kind: 'value', value: 0.7 },
  'activation.duration': { kind: 'distribution', mean: 60e6, min: 1e6, p50: 50e6, p95: 600e6, p99: 700e6, max: 900e6 },
  'getBalance.rate': { kind: 'rate', mean: 1, peaks },
  'getBalance.latency': { kind: 'distribution', mean: null, min: null, p50: null, p95: null, p99: null, max: null },
};
const verdictOf = (text: string) => judge(readExpectation(text), metric => measured[metric]).verdict;

describe('an expectation', () => {
  it('holds one metric against one bound', () => {
    expect(readExpectation('  p95(activation.duration) <= 10 min ')).toEqual({
      text: 'p95(activation.duration) <= 10 min',
      why: undefined,
      metric: 'activation.duration',
      fn: 'p95',
      over: undefined,
      comparison: '<=',
      bound: 600e6,
      unit: 'µs',
    });
    expect(readExpectation('peak(getBalance.rate over 1 min) <= 3 per s')).toMatchObject({
      fn: 'peak',
      over: '1min',
      bound: 3,
    });
    expect(readExpectation('getBalance.requests>=10_000')).toMatchObject({
      fn: undefined,
      comparison: '>=',
      bound: 10_000,
    });
    expect(readExpectation('min(balance.remaining) >= 5 MB')).toMatchObject({ fn: 'min', bound: 5e6, unit: 'B' });
  });

  it.each([
    ['activation.success >= 70 %', 'pass'],
    ['activation.success > 70 %', 'fail'],
    ['activation.success = 70 %', 'pass'],
    ['activation.success != 70 %', 'fail'],
    ['p95(activation.duration) <= 10 min', 'pass'],
    ['max(activation.duration) < 10 min', 'fail'],
    ['peak(getBalance.rate over 1 min) <= 3 per s', 'fail'],
    ['peak(getBalance.rate over 300 s) <= 3 per s', 'pass'],
    ['mean(getBalance.rate) <= 60 per min', 'pass'],
    ['getBalance.rate <= 1 per s', 'pass'],
    ['mean(getBalance.latency) <= 400 ms', 'undecided'],
    ['getBalance.success >= 1 %', 'undecided'],
  ])('%s: %s', (text, verdict) => expect(verdictOf(text)).toBe(verdict));

  it.each([
    '',
    '>',
    'activation.success',
    'activation.success >=',
    '>= 70 %',
    'activation.success >= >= 1 %',
    'p95() < 1 s',
    'p95(activation.duration',
    'p95 activation.duration < 1 s',
    'p90(activation.duration) < 1 s',
    'median(activation.duration) < 1 s',
    'mean(activation.success) > 1 %',
    'peak(activation.duration) < 1 s',
    'p95(getBalance.rate) < 1 per s',
    'peak(getBalance.rate over 2 min) < 1 per s',
    'mean(getBalance.latency over 1 min) < 1 s',
    'mean(getBalance.latency outside incidents) < 1 s',
    'share(ok among getBalance) > 1 %',
    'activation.success >= 0.7',
    'getBalance.requests > 5 s',
    'constructor > 1',
    'toString > 1',
    '__proto__ > 1',
    'mean(mean(activation.duration)) < 1 s',
    'activation.success >= 70 % in every variant',
  ])('"%s" is refused', text => expect(() => readExpectation(text)).toThrow(Unreadable));

  it('of a million characters is refused at once', () => {
    const begin = performance.now();
    for (const part of ['(', 'p95(', 'a ', '<', '&', 'and '])
      expect(() => readExpectation(part.repeat(1_000_000 / part.length))).toThrow('at most 300 characters');
    expect(performance.now() - begin).toBeLessThan(1_000);
  });
});
