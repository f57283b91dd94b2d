import { describe, expect, it } from 'vitest';
import { distributionMetric, rateMetric, valueMetric } from '../../../src/experiments/statistics/metrics.ts';
import { QuantileSketch } from '../../../src/experiments/statistics/quantile-sketch.ts';
import { RateCounter } from '../../../src/experiments/statistics/rate-counter.ts';
import { hours, microseconds, seconds } from '../../../src/sim/units.ts';

const question = 'How long from Continue until the internet answers?';

describe('metrics', () => {
  it('of a distribution are ordered from minimum to maximum', () => {
    const sketch = new QuantileSketch();
    for (let i = 1; i <= 1000; i += 1) sketch.add(i);
    const metric = distributionMetric(sketch, { unit: 'µs', censored: 3, question });
    expect(metric).toMatchObject({
      kind: 'distribution',
      unit: 'µs',
      n: 1000,
      censored: 3,
      mean: 500.5,
      min: 1,
      max: 1000,
      question,
    });
    expect(Math.abs(metric.p50! / 500 - 1)).toBeLessThanOrEqual(0.01);
    expect(Math.abs(metric.p95! / 950 - 1)).toBeLessThanOrEqual(0.01);
    expect(Math.abs(metric.p99! / 990 - 1)).toBeLessThanOrEqual(0.01);
    expect(metric.method).toContain('1 %');
  });

  it('of nothing are null, with what is still open', () => {
    expect(distributionMetric(new QuantileSketch(), { unit: 'µs', censored: 2, question })).toMatchObject({
      n: 0,
      censored: 2,
      mean: null,
      min: null,
      p50: null,
      p95: null,
      p99: null,
      max: null,
    });
    expect(valueMetric(null, { unit: 'share', n: 0, censored: 0, question })).toEqual({
      kind: 'value',
      unit: 'share',
      n: 0,
      censored: 0,
      value: null,
      question,
    });
    const nothing = { '1s': 0, '10s': 0, '1min': 0, '5min': 0 };
    expect(rateMetric(new RateCounter(), { observed: microseconds(0), censored: 0, question })).toEqual({
      kind: 'rate',
      unit: 'per s',
      n: 0,
      censored: 0,
      mean: null,
      peaks: nothing,
      peaksByChance: nothing,
      peaksAt_us: nothing,
      question,
    });
  });

  it('of a rate put what chance alone gives beside each peak', () => {
    const counter = new RateCounter();
    for (let s = 0; s < 3600; s += 1) counter.add(seconds(s));
    for (let i = 0; i < 600; i += 1) counter.add(seconds(1800 + i * 0.1));
    const { mean, peaks, peaksByChance, peaksAt_us } = rateMetric(counter, {
      observed: hours(1),
      censored: 0,
      question,
    });
    expect(mean).toBeCloseTo(4200 / 3600, 12);
    expect(peaks).toMatchObject({ '1min': 11, '5min': 3 });
    expect(peaksAt_us['1min']).toBe(seconds(1800));
    expect(peaksByChance['1s']).toBeGreaterThan(peaksByChance['10s']);
    expect(peaksByChance['10s']).toBeGreaterThan(peaksByChance['1min']);
    expect(peaksByChance['1min']).toBeGreaterThan(peaksByChance['5min']);
    expect(peaksByChance['5min']).toBeGreaterThan(4200 / 3600);
  });
});
