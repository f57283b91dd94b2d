/** The knee: where the latency is twice what it is at low load. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mmcStayMean } from '../../../src/experiments/queueing/formulas.ts';
import { kneeOfCurve, kneeOfFormula, kneeOfServers } from '../../../src/experiments/queueing/knee.ts';

describe('the knee by a formula', () => {
  it('of one server lies at half its capacity', () => {
    expect(kneeOfServers(1, 0.1)).toMatchObject({ found: true, rate: expect.closeTo(5, 9) });
  });

  it('comes later with more servers, and with more time that has nothing to do with them', () => {
    const rateOf = (servers: number, otherwise = 0) => {
      const knee = kneeOfServers(servers, 0.1, otherwise);
      return knee.found ? knee.rate / servers : 0;
    };
    expect(rateOf(4)).toBeGreaterThan(rateOf(1));
    expect(rateOf(40)).toBeGreaterThan(rateOf(4));
    expect(rateOf(4, 0.3)).toBeGreaterThan(rateOf(4));
  });

  it('is refused where the latency never doubles', () => {
    expect(kneeOfFormula(rate => 1 + rate / 100, 50)).toEqual({
      found: false,
      why: 'The latency never doubles: at 50 per s it is 1.5 times that at low load.',
    });
  });
});

describe('the knee of a measured curve', () => {
  const curve = (rates: readonly number[], error = 0) =>
    rates.map(rate => {
      const latency = mmcStayMean(1, rate * 0.1, 0.1);
      return { rate, latency, low: latency * (1 - error), high: latency * (1 + error) };
    });

  it('lies between two points as the reciprocal of the latency says, whatever their order', () => {
    const knee = kneeOfCurve(curve([8, 2, 4, 6]), 0.1);
    expect(knee).toMatchObject({ found: true, rate: expect.closeTo(5, 9), comesBack: false });
  });

  it('takes the lowest rate for low load where nothing better is known', () => {
    // At 1 per s it takes 0.111 s; twice that is reached at 5.5 per s.
    expect(kneeOfCurve(curve([1, 4, 6, 8]))).toMatchObject({ found: true, rate: expect.closeTo(5.5, 9) });
  });

  it('has a range from the intervals of its points, which holds the knee', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.1, noNaN: true }), error => {
        const knee = kneeOfCurve(curve([1, 3, 5, 7, 9], error));
        if (!knee.found) expect.fail(knee.why);
        expect(knee.low!).toBeLessThan(knee.rate);
        expect(knee.high!).toBeGreaterThan(knee.rate);
      }),
      { seed: 3 },
    );
  });

  it('has no range where a point has no interval, and no upper end where the lower edge never doubles', () => {
    const points = [
      { rate: 1, latency: 1 },
      { rate: 9, latency: 4 },
    ];
    expect(kneeOfCurve(points)).toMatchObject({ found: true, low: undefined, high: undefined });
    const wide = [
      { rate: 1, latency: 1, low: 0.9, high: 1.1 },
      { rate: 9, latency: 2.1, low: 1.5, high: 2.7 },
    ];
    expect(kneeOfCurve(wide)).toMatchObject({ found: true, high: undefined });
  });

  it('says when the latency comes back: a retry storm has no plain curve', () => {
    const points = [1, 1.2, 5, 1.5, 6].map((latency, rate) => ({ rate: rate + 1, latency }));
    expect(kneeOfCurve(points)).toMatchObject({ found: true, comesBack: true });
  });

  it('is refused where it never doubles, has doubled before the first point, or is no curve', () => {
    expect(kneeOfCurve(curve([1, 2, 3]))).toMatchObject({
      found: false,
      why: expect.stringContaining('never doubles'),
    });
    expect(kneeOfCurve(curve([7, 8]), 0.1)).toEqual({
      found: false,
      why: 'At the lowest rate of 7 per s the latency is 3.33 times that at low load: the knee lies below.',
    });
    expect(kneeOfCurve(curve([5]))).toEqual({ found: false, why: 'A curve takes two rates or more.' });
  });
});
