/** The closed forms: tables of the books, the naive sums they stand for, and loads that would overflow these. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allenCunneen,
  erlangB,
  erlangC,
  leeLongton,
  mmck,
  mmcRelaxation,
  mmcStayMean,
  mmcStayQuantile,
  mmcStaysOver,
  mmcWaitMean,
  mmcWaitQuantile,
  mmcWaitsOver,
  pollaczekKhinchine,
  sharedStayMean,
} from '../../../src/experiments/queueing/formulas.ts';
import { jacksonNetwork } from '../../../src/experiments/queueing/jackson.ts';
import { erlangA } from '../../../src/experiments/queueing/jobs-that-leave.ts';
import { squaredVariation } from '../../../src/experiments/queueing/moments.ts';
import { type Distribution, sampler } from '../../../src/sim/index.ts';

/** Probabilities of a birth and death process, summed as the books write them. */
function naive(rate: number, jobsMax: number, death: (n: number) => number): number[] {
  const weights = [1];
  for (let n = 1; n <= jobsMax; n += 1) weights.push((weights[n - 1]! * rate) / death(n));
  const sum = weights.reduce((a, b) => a + b);
  return weights.map(weight => weight / sum);
}

const seed = 7;
const load = fc.record({
  servers: fc.integer({ min: 1, max: 30 }),
  share: fc.double({ min: 0.01, max: 0.98, noNaN: true }),
  service: fc.double({ min: 0.01, max: 100, noNaN: true }),
});

describe('Erlang B and C', () => {
  it.each([
    // Servers, Erlang, share blocked: the usual tables.
    [1, 1, 0.5],
    [5, 3, 0.11005],
    [10, 5, 0.018385],
    [100, 84.064, 0.01],
  ])('%i servers at %f Erlang block %f', (servers, offered, blocked) => {
    expect(erlangB(servers, offered)).toBeCloseTo(blocked, 4);
  });

  it('one server lets the share wait that is its load', () => {
    expect(erlangC(1, 0.8)).toBeCloseTo(0.8, 12);
    expect(mmcWaitMean(1, 0.8, 1)).toBeCloseTo(4, 12);
    expect(mmcStayMean(1, 0.5, 3)).toBeCloseTo(6, 12);
  });

  it('a hundred servers at 80 % hardly let anybody wait, one lets 4 services wait', () => {
    expect(mmcWaitMean(100, 80, 1)).toBeLessThan(0.0011);
    expect(mmcWaitMean(1, 0.8, 1)).toBeCloseTo(4, 10);
  });

  it('hold for ten thousand servers', () => {
    // Of so many servers the normal limits tell: φ/Φ/√a, and 1 / (1 + β Φ(β)/φ(β)) of Halfin and Whitt with β = 1.
    expect(erlangB(10_000, 9_900)).toBeCloseTo(0.00287, 4);
    expect(erlangC(10_000, 9_900)).toBeCloseTo(0.2234, 2);
    expect(erlangC(10_000, 100)).toBe(0);
    expect(mmcStayMean(10_000, 5_000, 2)).toBeCloseTo(2, 12);
    expect(mmck(9_900, 1, 10_000, 100_000_000).waitMean).toBeCloseTo(mmcWaitMean(10_000, 9_900, 1), 12);
  });

  it('know no rest where more comes than can be served', () => {
    expect(erlangC(3, 3)).toBe(1);
    expect(mmcWaitMean(3, 4, 1)).toBe(Infinity);
    expect(mmcStayQuantile(3, 3, 1, 0.5)).toBe(Infinity);
    expect(mmcWaitsOver(3, 3, 1, 1000)).toBe(1);
    expect(mmcRelaxation(3, 3, 1)).toBe(Infinity);
  });

  it('refuse servers and loads that make no sense', () => {
    expect(() => erlangB(0, 1)).toThrow('0 servers; expected a whole number from 1 up');
    expect(() => erlangC(2, -1)).toThrow('A load of -1 Erlang');
  });

  it('the tails of wait and stay begin, fall and add up as their means and quantiles say', () => {
    fc.assert(
      fc.property(load, fc.double({ min: 0.05, max: 0.999, noNaN: true }), ({ servers, share, service }, p) => {
        const offered = servers * share;
        expect(mmcStaysOver(servers, offered, service, 0)).toBeCloseTo(1, 12);
        const stay = mmcStayQuantile(servers, offered, service, p);
        expect(mmcStaysOver(servers, offered, service, stay)).toBeCloseTo(1 - p, 8);
        const wait = mmcWaitQuantile(servers, offered, service, p);
        if (wait > 0) expect(mmcWaitsOver(servers, offered, service, wait)).toBeCloseTo(1 - p, 8);
        else expect(erlangC(servers, offered)).toBeLessThanOrEqual(1 - p + 1e-12);
        expect(stay).toBeGreaterThanOrEqual(wait);
      }),
      { seed },
    );
  });

  it('the stay of one server is exponential with mean 1 / (µ − λ), also where two rates meet', () => {
    expect(mmcStaysOver(1, 0.5, 1, 4)).toBeCloseTo(Math.exp(-2), 12);
    // With c − a = 1 the wait falls as fast as the service.
    const waits = erlangC(2, 1);
    expect(mmcStaysOver(2, 1, 1, 3)).toBeCloseTo(Math.exp(-3) * (1 + waits * 3), 12);
    expect(mmcStaysOver(2, 1 + 1e-9, 1, 3)).toBeCloseTo(mmcStaysOver(2, 1, 1, 3), 8);
  });
});

describe('M/M/c/K', () => {
  it('is the birth and death process it stands for, at any load', () => {
    const sizes = fc.record({
      servers: fc.integer({ min: 1, max: 12 }),
      queue: fc.integer({ min: 0, max: 40 }),
      rate: fc.double({ min: 0.01, max: 40, noNaN: true }),
    });
    fc.assert(
      fc.property(sizes, ({ servers, queue, rate }) => {
        const places = servers + queue;
        const p = naive(rate, places, n => Math.min(n, servers));
        const queueMean = p.reduce((sum, share, n) => sum + share * Math.max(0, n - servers), 0);
        const found = mmck(rate, 1, servers, places);
        expect(found.blocked).toBeCloseTo(p[places]!, 10);
        expect(found.queueMean).toBeCloseTo(queueMean, 8);
        expect(found.busyMean).toBeCloseTo(
          p.reduce((sum, share, n) => sum + share * Math.min(n, servers), 0),
          8,
        );
        expect(found.stayMean).toBeCloseTo(1 + queueMean / (rate * (1 - p[places]!)), 6);
      }),
      { seed },
    );
  });

  it('without a queue is Erlang B, with an endless one Erlang C', () => {
    expect(mmck(6, 1, 8, 8).blocked).toBeCloseTo(erlangB(8, 6), 14);
    expect(mmck(12, 1, 8, 8).blocked).toBeCloseTo(erlangB(8, 12), 14);
    expect(mmck(6, 1, 8, Infinity).waitMean).toBeCloseTo(mmcWaitMean(8, 6, 1), 14);
    expect(mmck(6, 1, 8, 1_000_000).waitMean).toBeCloseTo(mmcWaitMean(8, 6, 1), 12);
  });

  it('overloaded, turns away what is too much and keeps its queue full, however long that is', () => {
    const { blocked, queueMean, busyMean } = mmck(20_000, 1, 10_000, 1_010_000);
    expect(blocked).toBeCloseTo(0.5, 8);
    expect(queueMean).toBeCloseTo(1_000_000 - 1, 3);
    expect(busyMean).toBeCloseTo(10_000, 6);
  });
});

describe('other service times', () => {
  it('Pollaczek and Khinchine: a constant waits half as long as an exponential', () => {
    expect(pollaczekKhinchine(0.8, 1, 2)).toBeCloseTo(mmcWaitMean(1, 0.8, 1), 12);
    expect(pollaczekKhinchine(0.8, 1, 1)).toBeCloseTo(2, 12);
    expect(pollaczekKhinchine(1, 1, 1)).toBe(Infinity);
  });

  it('Lee and Longton are exact for one server and for exponential service', () => {
    expect(leeLongton(1, 0.7, 2, 3)).toBeCloseTo(pollaczekKhinchine(0.35, 2, 4 * (1 + 3)), 12);
    expect(leeLongton(4, 3, 2, 1)).toBeCloseTo(mmcWaitMean(4, 3, 2), 12);
    expect(allenCunneen(4, 3, 2, { arrivals: 0, service: 0 })).toBe(0);
  });

  it('processor sharing: twice the demand, twice the stay', () => {
    expect(sharedStayMean(0.75, 2)).toBeCloseTo(8, 12);
    expect(sharedStayMean(0.75, 1)).toBeCloseTo(mmcStayMean(1, 0.75, 1), 12);
    expect(sharedStayMean(1, 1)).toBe(Infinity);
  });

  it('Erlang A is the birth and death process it stands for, and holds for ten thousand servers', () => {
    const p = naive(5, 400, n => Math.min(n, 5) + Math.max(0, n - 5) / 2);
    const queueMean = p.reduce((sum, share, n) => sum + share * Math.max(0, n - 5), 0);
    expect(erlangA(5, 1, 5, 2).queueMean).toBeCloseTo(queueMean, 10);
    const crowded = erlangA(20_000, 1, 10_000, 1);
    expect(crowded.queueMean).toBeCloseTo(10_000, 0);
    expect(crowded.busyMean).toBeCloseTo(10_000, 0);
  });
});

describe('a Jackson network', () => {
  it('solves how much comes to each station, and adds up their stays', () => {
    const { stations, stayMean } = jacksonNetwork([
      { servers: 1, service: 1, fromOutside: 0.45, next: [0, 1] },
      { servers: 3, service: 2, fromOutside: 0, next: [0.25, 0] },
    ]);
    expect(stations.map(({ arrivalRate }) => arrivalRate)).toEqual([expect.closeTo(0.6, 12), expect.closeTo(0.6, 12)]);
    const each = mmcStayMean(1, 0.6, 1) + mmcStayMean(3, 1.2, 2);
    expect(stayMean).toBeCloseTo((0.6 * each) / 0.45, 12);
  });

  it('refuses one that jobs never leave', () => {
    expect(() => jacksonNetwork([{ servers: 1, service: 1, fromOutside: 1, next: [1] }])).toThrow('never leave');
    expect(() => jacksonNetwork([{ servers: 1, service: 1, fromOutside: 1, next: [2] }])).toThrow('at most 1');
  });
});

describe('squared coefficient of variation', () => {
  it.each<[string, Distribution, number]>([
    ['a constant', { kind: 'constant', value: 5 }, 0],
    ['nothing', { kind: 'constant', value: 0 }, 0],
    ['an exponential', { kind: 'exponential', mean: 7 }, 1],
    ['a uniform from 0', { kind: 'uniform', low: 0, high: 9 }, 1 / 3],
    ['a lognormal', { kind: 'lognormal', median: 3, sigma: 0.5 }, Math.exp(0.25) - 1],
    ['a gamma', { kind: 'gamma', mean: 3, shape: 4 }, 1 / 4],
    ['a Pareto without variance', { kind: 'pareto', least: 1, shape: 1.5 }, Infinity],
    ['a scaled one', { kind: 'scaled', by: 4, of: { kind: 'exponential', mean: 7 } }, 1],
  ])('of %s', (_, distribution, variation) => {
    if (variation === Infinity) expect(squaredVariation(distribution)).toBe(Infinity);
    else expect(squaredVariation(distribution)).toBeCloseTo(variation, 10);
  });

  it.each<Distribution>([
    { kind: 'normal', mean: 10, deviation: 2 },
    { kind: 'triangular', low: 1, mode: 2, high: 9 },
    { kind: 'weibull', scale: 3, shape: 1.5 },
    { kind: 'geometric', mean: 3 },
    { kind: 'empirical', values: [1, 2, 5, 9, 20] },
    { kind: 'truncated', of: { kind: 'exponential', mean: 10 }, max: 25 },
    { kind: 'truncated', of: { kind: 'lognormal', median: 10, sigma: 1 }, max: 40 },
    { kind: 'truncated', of: { kind: 'uniform', low: 0, high: 9 }, max: 20 },
    {
      kind: 'mix',
      parts: [
        { share: 0.9, of: { kind: 'constant', value: 1 } },
        { share: 0.1, of: { kind: 'exponential', mean: 20 } },
      ],
    },
  ])('is that of the samples: $kind', distribution => {
    const sample = sampler(distribution);
    const draws = Array.from({ length: 50_000 }, (_, i) => sample((i + 0.5) / 50_000));
    const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length;
    const variance = draws.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws.length;
    expect(squaredVariation(distribution) / (variance / mean ** 2)).toBeCloseTo(1, 2);
  });
});
