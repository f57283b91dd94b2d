import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectedPeak } from '../../../src/experiments/statistics/chance-peaks.ts';

const day = 86_400;
const flat = (perSecond: number, seconds: number) => [{ seconds, expected: perSecond * seconds }];

/** The published hour weights of opening the flyout, from midnight. */
const hourWeights = [
  0.15, 0.1, 0.08, 0.07, 0.07, 0.1, 0.25, 0.6, 1.1, 1.4, 1.5, 1.5, 1.4, 1.4, 1.4, 1.4, 1.4, 1.4, 1.4, 1.5, 1.5, 1.3,
  0.9, 0.45,
];
const weightsTotal = hourWeights.reduce((sum, weight) => sum + weight, 0);
const flyoutDay = hourWeights.map(weight => ({ seconds: 3600, expected: (day * weight) / weightsTotal }));

/** E[max] of independent Poisson counts by the textbook formulas, for small means. */
function textbookPeak(mean: number, windows: number): number {
  let probability = Math.exp(-mean);
  let below = probability;
  let expected = 0;
  for (let n = 0; n < 200; n += 1) {
    expected += 1 - below ** windows;
    probability *= mean / (n + 1);
    below += probability;
  }
  return expected;
}

/** A small generator, so that the comparison with simulation is the same every time. */
function uniforms(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
}

/** Mean of the busiest window over simulated runs of Poisson seconds, with its standard error. */
function simulatedPeak(
  perSecond: number,
  length: number,
  seconds: number,
  runs: number,
): { mean: number; error: number } {
  const uniform = uniforms(12_345);
  const none = Math.exp(-perSecond);
  const counts = new Uint16Array(seconds);
  let sum = 0;
  let squares = 0;
  for (let run = 0; run < runs; run += 1) {
    let inWindow = 0;
    let most = 0;
    for (let slot = 0; slot < seconds; slot += 1) {
      let count = 0;
      for (let product = uniform(); product > none; product *= uniform()) count += 1;
      counts[slot] = count;
      inWindow += count - (slot >= length ? counts[slot - length] : 0);
      if (inWindow > most) most = inWindow;
    }
    sum += most;
    squares += most * most;
  }
  const mean = sum / runs;
  return { mean, error: Math.sqrt((squares / runs - mean * mean) / runs) };
}

describe('what chance alone gives', () => {
  it('is a busiest second of about 8 in a day of one per second', () => {
    expect(expectedPeak(flat(1, day), 1)).toBeCloseTo(textbookPeak(1, day), 8);
    expect(expectedPeak(flat(1, day), 1)).toBeCloseTo(7.7, 1);
  });

  it('is a busiest second of 9 or 10 for 10,000 SIMs at a mean of 1 per second with the published hour weights', () => {
    const peak = expectedPeak(flyoutDay, 1);
    expect(peak).toBeGreaterThan(8.5);
    expect(peak).toBeLessThan(10);
  });

  it('always exceeds three times the mean over a second, and never over five minutes', () => {
    expect(expectedPeak(flyoutDay, 1)).toBeGreaterThan(3);
    expect(expectedPeak(flyoutDay, 300) / 300).toBeLessThan(2);
  });

  it('is exact for windows of a second', () => {
    for (const [mean, windows] of [
      [0.001, 3600],
      [0.3, 600],
      [5, 3600],
      [40, 1000],
    ]) {
      expect(expectedPeak(flat(mean, windows), 1)).toBeCloseTo(textbookPeak(mean, windows), 6);
    }
  });

  it('agrees with simulation for windows that slide, within a tenth of a standard deviation in long runs', () => {
    for (const [perSecond, length, seconds, runs] of [
      [0.01, 10, 20_000, 60],
      [1, 10, 20_000, 60],
      [0.1, 60, 20_000, 60],
      [1, 60, 20_000, 60],
      [0.1, 300, 40_000, 40],
      [3, 10, 10_000, 40],
    ]) {
      const { mean, error } = simulatedPeak(perSecond, length, seconds, runs);
      const peak = expectedPeak(flat(perSecond, seconds), length);
      expect(Math.abs(peak - mean)).toBeLessThan(0.1 * Math.sqrt(perSecond * length) + 3 * error);
    }
  });

  it('agrees with simulation within a fifth of a standard deviation in runs of a few windows', () => {
    for (const [perSecond, length, seconds] of [
      [1, 10, 60],
      [0.1, 60, 300],
      [1, 60, 600],
      [1, 300, 600],
    ]) {
      const { mean, error } = simulatedPeak(perSecond, length, seconds, 800);
      const peak = expectedPeak(flat(perSecond, seconds), length);
      expect(Math.abs(peak - mean)).toBeLessThan(0.2 * Math.sqrt(perSecond * length) + 3 * error);
    }
  });

  it('is the mean itself when the run is a single window', () => {
    expect(expectedPeak(flat(0.5, 300), 300)).toBeCloseTo(150, 6);
    expect(expectedPeak(flat(0.5, 100), 300)).toBeCloseTo(50, 6);
  });

  it('is nothing without load', () => {
    expect(expectedPeak([], 1)).toBe(0);
    expect(expectedPeak(flat(0, 3600), 60)).toBe(0);
  });

  it('lies above the mean of the busiest hour, and grows with the load, the run and the window', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 50, noNaN: true }),
        fc.integer({ min: 700, max: 20_000 }),
        fc.constantFrom(1, 10, 60, 300),
        (perSecond, seconds, length) => {
          const peak = expectedPeak(flat(perSecond, seconds), length);
          expect(peak).toBeGreaterThan(perSecond * length);
          expect(expectedPeak(flat(perSecond * 1.1, seconds), length)).toBeGreaterThan(peak);
          expect(expectedPeak(flat(perSecond, seconds * 2), length)).toBeGreaterThan(peak);
          expect(expectedPeak(flat(perSecond, seconds), length + 5)).toBeGreaterThan(peak);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('barely changes when one hour is written as two halves, or one of them is a shade busier', () => {
    for (const length of [1, 10, 60, 300]) {
      const whole = expectedPeak(flat(2, 7200), length);
      expect(expectedPeak([...flat(2, 3600), ...flat(2, 3600)], length)).toBeCloseTo(whole, 6);
      expect(Math.abs(expectedPeak([...flat(2, 3600), ...flat(2.001, 3600)], length) / whole - 1)).toBeLessThan(0.003);
    }
  });

  it('stays sound for a million per second', () => {
    for (const length of [1, 10]) {
      const deviations = (expectedPeak(flat(1e6, day), length) - 1e6 * length) / Math.sqrt(1e6 * length);
      expect(deviations).toBeGreaterThan(4);
      expect(deviations).toBeLessThan(4.8);
    }
  });
});
