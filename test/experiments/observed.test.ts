/** Measurements beside the model: the gap at three quantiles, with both sides' uncertainty, and what it means for sizing. */
import { describe, expect, it } from 'vitest';
import { gapBetween, gapInPercent } from '../../src/experiments/observed.ts';
import { QuantileSketch } from '../../src/experiments/statistics/quantile-sketch.ts';

/** Evenly spread quantiles of an exponential distribution of latencies, in µs. */
const exponential = (mean: number, n = 2_000): number[] =>
  Array.from({ length: n }, (_, i) => Math.round(-Math.log(1 - (i + 0.5) / n) * mean));

/** The slowest values `times` as long. */
const withTail = (values: readonly number[], times: number): number[] =>
  values.map((value, i) => (i > values.length * 0.97 ? Math.round(value * times) : value)).sort((a, b) => a - b);

function sketchOf(values: readonly number[]): QuantileSketch {
  const sketch = new QuantileSketch();
  for (const value of values) sketch.add(value);
  return sketch;
}

const model = [98_000, 100_000, 102_000, 99_000, 101_000].map(mean => sketchOf(exponential(mean)));
const gap = (values: readonly number[], of = model) =>
  gapBetween(
    { metric: 'getBalance.latency', file: 'pilot-access.csv', values, where: [['population.laptops.count', '8_400']] },
    of,
    'µs',
  );

describe('measurements beside the model', () => {
  it('agree where both are the same but for chance', () => {
    const found = gap(exponential(100_000));
    expect(found.verdict).toBe('agrees');
    expect(found.distance!.value).toBeLessThan(0.02);
    expect(found.distance!.pValue).toBeGreaterThan(0.5);
    expect(found.words[0]).toContain('the model agrees with the measurements');
    for (const { low, gap: at, high } of found.quantiles) {
      expect(low).toBeLessThan(at);
      expect(high).toBeGreaterThan(at);
    }
  });

  it('show a model whose tail is too light, in the form in which sizes are told', () => {
    const found = gap(withTail(exponential(100_000), 2));
    expect(found.verdict).toBe('tail too light');
    expect(found.words[0]).toMatch(
      /^p50 [+−]?\d+ %, p95 [+−]?\d+ %, p99 −5\d % ← the model's tail is too light; size with care$/,
    );
  });

  it('show a model that is too fast throughout, and its distance', () => {
    const found = gap(exponential(150_000));
    expect(found.verdict).toBe('too fast');
    // The largest difference of two exponential distributions with means in the ratio 3 to 2 is 4/27.
    expect(found.distance!.value).toBeCloseTo(4 / 27, 2);
    expect(found.distance!.pValue).toBeLessThan(0.001);
    expect(found.words.at(-1)).toContain('p < 0.001; p assumes that all values are independent');
  });

  it('have wide gaps where there are few', () => {
    const few = gap(exponential(100_000, 40)).quantiles.find(({ p }) => p === 0.95)!;
    const many = gap(exponential(100_000)).quantiles.find(({ p }) => p === 0.95)!;
    expect(few.high - few.low).toBeGreaterThan(2 * (many.high - many.low));
  });

  it('have curves that rise from none to all, and quantiles only as far as there are values beyond them', () => {
    const { curve, pairs } = gap(exponential(100_000, 300));
    expect(curve.at(-1)).toMatchObject({ measured: 1, model: 1 });
    expect(curve.every(({ measured }, i) => i === 0 || measured >= curve[i - 1]!.measured)).toBe(true);
    expect(pairs.at(-1)!.p).toBe(0.98);
  });

  it('stand alone where the model measured nothing', () => {
    expect(gap([1, 2, 3], [])).toMatchObject({ verdict: 'no data', quantiles: [], modelN: 0 });
  });

  it('are told in whole per cent', () => {
    expect([-0.22, 0.074, 0].map(gapInPercent)).toEqual(['−22 %', '+7 %', '0 %']);
  });
});
