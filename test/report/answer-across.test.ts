/** The answer over several variants, in words, from the metrics that the scenario names itself. */
import { describe, expect, it } from 'vitest';
import type { Metric, Summary } from '../../src/experiments/run-result.ts';
import { answersAcross } from '../../src/report/answer-across.ts';
import { sampleResult } from '../kit/sample-result.ts';

const value = (value: number | null, unit: string): Metric => ({
  kind: 'value',
  unit,
  n: 10,
  censored: 0,
  value,
  question: '',
});

const run = (variant: string, metrics: Record<string, Metric>): Summary => ({
  ...sampleResult().summary,
  variant,
  metrics,
});

describe('the answer over several variants', () => {
  it('names the variant with the highest share first and the one with the lowest last', () => {
    const sold = (share: number) => ({ 'sold-and-online': value(share, 'share') });
    expect(answersAcross([run('inline', sold(0.349)), run('async', sold(0.37)), run('delayed', sold(0.251))])).toEqual([
      'Sold and online: highest with async (37 %), then inline (34.9 %); lowest with delayed (25.1 %).',
    ]);
  });

  it('writes the name of a metric as people do', () => {
    const named = (name: string) =>
      answersAcross(['a', 'b'].map(variant => run(variant, { [name]: value(0.5, 'share') })));
    expect(named('traffic-over-Wi-Fi')).toEqual(['Traffic over Wi-Fi: 50 % in every variant.']);
    expect(named('shown-at-80-percent')).toEqual(['Shown at 80 %: 50 % in every variant.']);
    expect(named('calls-to-SM-DP')).toEqual(['Calls to SM-DP: 50 % in every variant.']);
  });

  it('names the shortest time first', () => {
    const wait = (time: number) => ({ wait: value(time * 60e6, 'µs') });
    expect(answersAcross([run('delayed', wait(41)), run('inline', wait(2))])).toEqual([
      'Wait: shortest with inline (2 min); longest with delayed (41 min).',
    ]);
  });

  it('tells variants that come to the same together', () => {
    const lost = (share: number) => ({ lost: value(share, 'share') });
    expect(answersAcross([run('a', lost(0.1)), run('b', lost(0.3)), run('c', lost(0.1))])).toEqual([
      'Lost: highest with b (30 %); lowest with a and c (10 %).',
    ]);
  });

  it('says so when all variants come to the same', () => {
    const sold = { sold: value(0.5, 'share') };
    expect(answersAcross([run('a', sold), run('b', sold)])).toEqual(['Sold: 50 % in every variant.']);
  });

  it('says with which variants there was nothing to measure', () => {
    const sold = { sold: value(0.5, 'share') };
    const runs = [run('a', sold), run('b', sold), run('c', { sold: value(null, 'share') })];
    expect(answersAcross(runs)).toEqual(['Sold: 50 % in a and b. Not measured with c.']);
  });

  it('leaves out the metrics that every run measures', () => {
    const metrics = { 'activation.success': value(0.5, 'share') };
    expect(answersAcross([run('a', metrics), run('b', metrics)])).toEqual([]);
  });
});
