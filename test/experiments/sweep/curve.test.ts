/** What a sweep says of a curve: whether it rises, falls or turns, its largest step, where it settles, what doubling does. */
import { describe, expect, it } from 'vitest';
import { axisOf } from '../../../src/experiments/sweep/axis.ts';
import { crossingsOf } from '../../../src/experiments/sweep/crossing.ts';
import { meanOf, shapeOf } from '../../../src/experiments/sweep/curve.ts';
import { claimWords, curveWords } from '../../../src/experiments/sweep/words.ts';
import { readVary } from '../../../src/scenarios/index.ts';

/** Ten replications around a mean, each with the same luck at every point and a little of its own. */
const around = (mean: number, noise = 0.5): number[] =>
  Array.from({ length: 10 }, (_, i) => mean + (i - 4.5) * noise + ((i * 7) % 5) * 0.01 * noise);

const shape = (means: readonly number[], positions: readonly number[] = means.map((_, i) => i + 1)) =>
  shapeOf({
    positions,
    values: means.map((mean, i) => around(mean).map((value, r) => value + ((r * (i + 3)) % 4) * 0.05)),
  });

describe('a curve', () => {
  it('falls, with its largest step, and settles where nothing changes any more', () => {
    expect(shape([100, 40, 20, 20, 20, 20])).toMatchObject({
      shape: 'falls',
      highest: 0,
      largestStep: { from: 0, to: 1 },
      settledFrom: 2,
    });
  });

  it('rises', () => expect(shape([1, 2, 4, 8])).toMatchObject({ shape: 'rises', highest: 3, lowest: 0 }));

  it('turns where an inner point lies beyond both ends', () => {
    expect(shape([50, 20, 10, 25, 60])).toMatchObject({
      shape: 'turns',
      lowest: 2,
      settledFrom: null,
      perDoubling: null,
    });
    expect(shape([10, 40, 60, 30])).toMatchObject({ shape: 'turns', highest: 2 });
  });

  it('is flat where its points differ by no more than chance', () => {
    const values = [0, 1, 2].map(i =>
      Array.from({ length: 10 }, (_, r) => 100 + Math.sin(r * 12.9898 + i * 78.233) * 5),
    );
    expect(shapeOf({ positions: [1, 2, 3], values }).shape).toBe('flat');
  });

  it('is not judged without a second replication, nor where nothing was measured', () => {
    expect(shapeOf({ positions: [1, 2], values: [[1], [5]] }).shape).toBe('unknown');
    expect(shapeOf({ positions: [1, 2], values: [[null], [null]] }).shape).toBe('unknown');
  });

  it('of the third power grows eightfold with each doubling', () => {
    const positions = [1, 2, 4, 8];
    const values = positions.map(x => [0.98, 0.99, 1, 1.01, 1.02].map(luck => luck * x ** 3));
    const { perDoubling } = shapeOf({ positions, values });
    expect(perDoubling!.mean).toBeCloseTo(8, 6);
  });

  it('has no such factor where it is no power of the parameter', () => {
    expect(shape([100, 100.5, 101, 500], [1, 2, 4, 8]).perDoubling).toBeNull();
  });

  it('leaves out replications without data', () => {
    expect(meanOf([1, null, 3])).toBe(2);
    expect(meanOf([null])).toBeNull();
  });
});

describe('the words for a curve', () => {
  const words = (means: readonly number[], written: string, unit = 'µs') => {
    const axis = axisOf(readVary('operators.contoso.api.servers', written));
    const points = means.map(mean => ({ mean, low: mean - 1, high: mean + 1, n: 10, observations: 10, censored: 0 }));
    return curveWords(shape(means), { name: 'p95(getBalance.latency)', unit, axis, points }).join(' ');
  };

  it('name its ends, its largest step and where it settles, with units', () => {
    expect(words([1_200_000, 480_000, 380_000, 380_000], '1..4')).toMatch(
      /^p95\(getBalance\.latency\) falls with api\.servers: 1\.2 s at 1, 380 ms at 4 \(−820 ms \(95 % .*\)\)\. The largest step lies between 1 and 2: −720 ms, 88 % of the whole\. From 3 on hardly anything changes any more: less than 1 % of the whole, or within sampling error\.$/,
    );
  });

  it('say how long, or how large, doubling makes it', () => {
    const axis = axisOf(readVary('operators.contoso.api.service', '100 ms,200 ms,400 ms'));
    const values = [1, 2, 4].map(x => [0.99, 1, 1.01].map(luck => luck * x * 1e5));
    const points = [1e5, 2e5, 4e5].map(mean => ({ mean, low: mean, high: mean, n: 3, observations: 3, censored: 0 }));
    const found = curveWords(shapeOf({ positions: [1, 2, 4], values }), { name: 'mean(x)', unit: 'µs', axis, points });
    expect(found[1]).toBe('Doubling api.service makes it 2 times as long (95 % 2 to 2).');
  });

  it('name the turning point', () => {
    expect(words([50, 20, 10, 25, 60], '1..5', 'count')).toContain('turns: it is lowest, 10 at 3; 50 at 1, 60 at 5.');
  });
});

describe('an expectation along a parameter', () => {
  const axis = axisOf(readVary('population.lines.count', '100,200,300,400'));
  const gap = (mean: number) => ({ mean, low: mean - 5, high: mean + 5, holds: mean <= 0 });

  it('begins to fail where the line meets the bound, with the stretch in which the band holds it', () => {
    const [found, ...others] = crossingsOf([-40, -20, 20, 40].map(gap), {
      positions: [100, 200, 300, 400],
      isLogarithmic: false,
    });
    expect(others).toEqual([]);
    expect(found).toMatchObject({ from: 1, to: 2, becomes: 'fail' });
    expect(found!.position).toBeCloseTo(250);
    expect(found!.low).toBeCloseTo(237.5);
    expect(found!.high).toBeCloseTo(262.5);
  });

  it('meets it between the logarithms of a logarithmic axis', () => {
    const [found] = crossingsOf([gap(-10), gap(10)], { positions: [1, 100], isLogarithmic: true });
    expect(found!.position).toBeCloseTo(10);
  });

  it('has an open interval where the band does not leave the bound before the end', () => {
    const [found] = crossingsOf([gap(-2), gap(3)], { positions: [1, 2], isLogarithmic: false });
    expect(found).toMatchObject({ low: null, high: null });
  });

  it('is told by neighbours where the parameter is counted, by a place where it is measured', () => {
    const verdicts = ['pass', 'pass', 'fail', 'fail'] as const;
    const crossing = { from: 1, to: 2, becomes: 'fail' as const, position: 250_000, low: 240_000, high: 260_000 };
    const told = (of: typeof axis) => claimWords({ text: 'p95(x) <= 1 s', axis: of, verdicts, crossings: [crossing] });
    const servers = axisOf(readVary('api.servers', '1..4'));
    expect(told(servers)).toBe('`p95(x) <= 1 s` holds up to 2 and fails from 3 on.');
    expect(told(axisOf(readVary('a.b', '100 ms,200 ms,300 ms,400 ms')))).toBe(
      '`p95(x) <= 1 s` begins to fail at about 250 ms (95 % 240 ms to 260 ms).',
    );
  });

  it('of which one side is undecided throughout is told of the other side only', () => {
    const servers = axisOf(readVary('api.servers', '1..3'));
    const crossing = { from: 0, to: 1, becomes: 'pass' as const, position: 1.5, low: null, high: null };
    const told = (verdicts: readonly ('pass' | 'fail' | 'undecided')[]) =>
      claimWords({ text: 'c', axis: servers, verdicts, crossings: [crossing] });
    expect(told(['fail', 'undecided', 'undecided'])).toBe('`c` fails up to 1. Undecided at 2, 3.');
    expect(told(['undecided', 'undecided', 'pass'])).toBe('`c` holds from 3 on. Undecided at 1, 2.');
    expect(told(['fail', 'undecided', 'pass'])).toBe('`c` holds from 3 on and fails up to 1. Undecided at 2.');
  });

  it('that holds everywhere, nowhere, or here and there is told so', () => {
    const told = (verdicts: readonly ('pass' | 'fail' | 'undecided')[]) =>
      claimWords({ text: 'c', axis, verdicts, crossings: [] });
    expect(told(['pass', 'pass', 'pass', 'pass'])).toContain('holds at every lines.count tried');
    expect(told(['fail', 'fail', 'fail', 'fail'])).toContain('holds at no lines.count tried');
    expect(told(['pass', 'fail', 'undecided', 'pass'])).toBe(
      '`c` holds at 100 and 400 and fails at 200. Undecided at 300.',
    );
  });
});
