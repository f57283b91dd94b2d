import { readFileSync } from 'node:fs';
import jStat from 'jstat';
import { describe, expect, it } from 'vitest';
import { fitDistribution } from '../../src/experiments/fit.ts';
import { digamma, fitFamilies } from '../../src/experiments/statistics/maximum-likelihood.ts';
import { readDistribution } from '../../src/scenarios/distribution-words.ts';
import { readColumn } from '../../src/scenarios/measured-column.ts';
import { type Distribution, lnGamma, sampler } from '../../src/sim/index.ts';
import { Dice } from '../../src/sim/random.ts';

const n = 2_000;

/** Values of a known distribution, in µs, ascending. */
function drawn(words: string, size = n): number[] {
  const sample = sampler(readDistribution(words, 'time'));
  const luck = new Dice(11, 0).stream('values', words);
  return Array.from({ length: size }, (_, i) => sample(luck.uniform(i))).sort((a, b) => a - b);
}

const columnOf = (file: string, column: string) =>
  readColumn(readFileSync(new URL(`data/${file}`, import.meta.url)), file, column)
    .map(value => value * 1_000)
    .sort((a, b) => a - b);

describe('the likeliest distribution of a family', () => {
  const found = (words: string, family: string): Distribution => {
    const fit = fitFamilies(drawn(words)).find(one => one.family === family);
    if (fit?.distribution === undefined) throw new Error(`no ${family}`);
    return fit.distribution;
  };

  /** Four standard errors of each parameter, from the information that a value has of it. */
  it('has the parameters that the values were drawn with, but for sampling error', () => {
    const close = (value: number, truth: number, error: number) =>
      expect(Math.abs(value - truth) / truth).toBeLessThan((4 * error) / Math.sqrt(n));
    const exponential = found('exponential mean 3 s', 'exponential') as Extract<Distribution, { kind: 'exponential' }>;
    close(exponential.mean, 3e6, 1);
    const lognormal = found('lognormal median 20 s sigma 0.6', 'lognormal') as Extract<
      Distribution,
      { kind: 'lognormal' }
    >;
    close(lognormal.median, 20e6, 0.6);
    close(lognormal.sigma, 0.6, 0.71);
    const gamma = found('gamma mean 3 s shape 2', 'gamma') as Extract<Distribution, { kind: 'gamma' }>;
    close(gamma.mean, 3e6, 0.71);
    close(gamma.shape, 2, 1.4);
    const weibull = found('weibull scale 3 s shape 0.8', 'weibull') as Extract<Distribution, { kind: 'weibull' }>;
    close(weibull.scale, 3e6, 1.32);
    close(weibull.shape, 0.8, 0.78);
    const pareto = found('pareto least 1 s shape 1.5', 'pareto') as Extract<Distribution, { kind: 'pareto' }>;
    close(pareto.shape, 1.5, 1);
    expect(pareto.least / 1e6).toBeCloseTo(1, 2);
    const normal = found('normal mean 3 s deviation 300 ms', 'normal') as Extract<Distribution, { kind: 'normal' }>;
    close(normal.mean, 3e6, 0.1);
    close(normal.deviation, 3e5, 0.71);
    const uniform = found('uniform 1 s to 3 s', 'uniform') as Extract<Distribution, { kind: 'uniform' }>;
    expect([uniform.low / 1e6, uniform.high / 3e6].map(part => Math.round(part * 100))).toEqual([100, 100]);
  });

  it('finds the two parts of a mix', () => {
    const mix = found(
      'mix 90 % lognormal median 90 ms sigma 0.4 | 10 % lognormal median 2 s sigma 0.5',
      'mix of two lognormals',
    );
    expect(mix).toMatchObject({
      parts: [
        { share: expect.closeTo(0.9, 1) as number, of: { kind: 'lognormal', sigma: expect.closeTo(0.4, 1) as number } },
        { share: expect.closeTo(0.1, 1) as number, of: { kind: 'lognormal', sigma: expect.closeTo(0.5, 1) as number } },
      ],
    });
    const medians = (mix as Extract<Distribution, { kind: 'mix' }>).parts.map(({ of }) =>
      of.kind === 'lognormal' ? of.median : 0,
    );
    expect(Math.abs(medians[0] / 90e3 - 1)).toBeLessThan(0.05);
    expect(Math.abs(medians[1] / 2e6 - 1)).toBeLessThan(0.15);
  });

  it('knows digamma: the slope of the logarithm of the gamma function', () => {
    for (const x of [0.01, 0.5, 1, 3.7, 12, 4_000]) {
      const h = x * 1e-5;
      expect(digamma(x) / ((lnGamma(x + h) - lnGamma(x - h)) / (2 * h))).toBeCloseTo(1, 5);
    }
    expect(digamma(1)).toBeCloseTo(-0.5772156649015329, 13);
  });

  it('says which families never draw a 0', () => {
    const values = [0, 0, ...drawn('exponential mean 3 s', 100)];
    const refused = fitFamilies(values).filter(({ distribution }) => distribution === undefined);
    expect(refused.map(({ family }) => family)).toEqual([
      'lognormal',
      'gamma',
      'weibull',
      'pareto',
      'mix of two lognormals',
    ]);
    expect(refused[0]).toMatchObject({ why: 'never draws 0, of which the data has 2' });
  });
});

describe('a fitted line', () => {
  it.each([
    ['exponential', 'exponential mean 3 s'],
    ['lognormal', 'lognormal median 20 s sigma 0.6'],
    ['gamma', 'gamma mean 3 s shape 4'],
    ['weibull', 'weibull scale 3 s shape 2.5'],
    ['pareto', 'pareto least 1 s shape 2'],
    ['normal', 'normal mean 3 s deviation 200 ms'],
    ['uniform', 'uniform 1 s to 3 s'],
    ['mix of two lognormals', 'mix 80 % lognormal median 90 ms sigma 0.4 | 20 % lognormal median 2 s sigma 0.5'],
  ])('is of the family the values come from, when they say enough: %s', (family, words) => {
    const { lines, fitsWell, n: counted } = fitDistribution(drawn(words), 'time');
    expect(counted).toBe(n);
    expect(fitsWell).toBe(true);
    const [best] = lines;
    // Some families contain another, or nearly so; the one drawn from is then as good as the best.
    const own = lines.find(line => line.family === family)!;
    expect(own.aic - best.aic).toBeLessThan(7);
    expect(own.misfit).toBeLessThan(1.8 / Math.sqrt(n));
    expect(Math.abs(own.worst.gap)).toBeLessThan(0.2);
  });

  it('is accepted as it stands, and says the same when it is read', () => {
    for (const values of [
      columnOf('api-access.csv', 'own_ms'),
      columnOf('pilot-access.csv', 'ms'),
      drawn('gamma mean 3 s shape 2'),
    ])
      for (const { line } of fitDistribution(values, 'time').lines) {
        expect(line.length).toBeLessThan(120);
        expect(readDistribution(line, 'time').kind).toBe(line.startsWith('mix') ? 'mix' : line.split(' ')[0]);
      }
  });

  it('needs two parts for the access log of an interface with a slow tail', () => {
    const { lines, fitsWell } = fitDistribution(columnOf('api-access.csv', 'own_ms'), 'time');
    expect(lines[0].family).toBe('mix of two lognormals');
    expect(fitsWell).toBe(true);
    const lognormal = lines.find(({ family }) => family === 'lognormal')!;
    expect(lognormal.worst.p).toBe(0.99);
    expect(lognormal.worst.gap).toBeLessThan(-0.3);
  });

  it('says so when no family fits', () => {
    const rungs = Array.from({ length: 900 }, (_, i) => [1e3, 1.1e3, 5e5, 5.1e5, 9e6, 9.1e6][i % 6] + i / 10);
    expect(
      fitDistribution(
        rungs.sort((a, b) => a - b),
        'time',
      ).fitsWell,
    ).toBe(false);
  });

  it('keeps as many digits as a narrow distribution needs', () => {
    const { lines } = fitDistribution(drawn('normal mean 100.2 ms deviation 50 µs'), 'time');
    const normal = lines.find(({ family }) => family === 'normal')!;
    expect(normal.line).toMatch(/^normal mean 100\.\d+ ms deviation [45]\d\.?\d* µs$/);
    expect(normal.misfit).toBeLessThan(0.03);
  });

  it('of equal values is that value', () => {
    expect(fitDistribution(new Array(30).fill(7_000), 'time')).toMatchObject({
      lines: [{ family: 'constant', line: '7 ms', misfit: 0, worst: { gap: 0 } }],
      fitsWell: true,
    });
  });

  it('may be of volumes', () => {
    expect(fitDistribution(drawn('exponential mean 3 s'), 'size').lines.map(({ line }) => line)).toContainEqual(
      expect.stringMatching(/^exponential mean [23]\.\d+ MB$/),
    );
  });

  it('is judged by the distance that jstat finds, too', () => {
    const values = drawn('exponential mean 3 s', 500);
    const line = fitDistribution(values, 'time').lines.find(({ family }) => family === 'exponential')!;
    const { mean } = readDistribution(line.line, 'time') as Extract<Distribution, { kind: 'exponential' }>;
    const distance = Math.max(
      ...values.map((x, i) => {
        const share = jStat.exponential.cdf(x, 1 / mean);
        return Math.max(Math.abs(share - i / 500), Math.abs(share - (i + 1) / 500));
      }),
    );
    expect(line.misfit).toBeCloseTo(distance, 9);
  });
});
