/**
 * From what was counted to what a run's summary says: each function returns one of the metrics of `run-result.ts`.
 */
import { type MetricWords, vocabulary } from '../../scenarios/index.ts';
import type { Microseconds } from '../../sim/index.ts';
import type { DistributionMetric, PeakWindow, RateMetric, ValueMetric } from '../run-result.ts';
import { expectedPeak } from './chance-peaks.ts';
import type { QuantileSketch } from './quantile-sketch.ts';
import { type RateCounter, windowSeconds } from './rate-counter.ts';

/** What every metric says beside its numbers; `censored` counts observations still open when the run ended. */
interface Beside {
  question: string;
  censored: number;
}

/** Unit and question of a metric that runs measure by themselves. */
export const wordsOf = (metric: string): MetricWords => vocabulary.metrics[metric]!;

const quantileMethod = 'nearest rank from mergeable bins, relative error at most 1 %; n, mean, min and max are exact';

export function valueMetric(
  value: number | null,
  { unit, n, censored, question }: Beside & { unit: string; n: number },
): ValueMetric {
  return { kind: 'value', unit, n, censored, value, question };
}

export function distributionMetric(
  sketch: QuantileSketch,
  { unit, censored, question }: Beside & { unit: string },
): DistributionMetric {
  return {
    kind: 'distribution',
    unit,
    n: sketch.n,
    censored,
    mean: sketch.mean,
    min: sketch.min,
    p50: sketch.quantile(0.5),
    p95: sketch.quantile(0.95),
    p99: sketch.quantile(0.99),
    max: sketch.max,
    method: quantileMethod,
    question,
  };
}

/**
 * Mean and peaks of a rate, with what chance alone gives beside each peak, from the load of each hour of the run.
 *
 * @param observed  how long the counter listened, from the start of the run
 */
export function rateMetric(
  counter: RateCounter,
  { observed, censored, question }: Beside & { observed: Microseconds },
): RateMetric {
  const load = counter.hourly(observed);
  const busiest = (window: PeakWindow) => counter.busiest(windowSeconds[window], observed);
  return {
    kind: 'rate',
    unit: 'per s',
    n: counter.n,
    censored,
    mean: counter.mean(observed),
    peaks: forEachWindow(window => {
      const { count, seconds } = busiest(window);
      return seconds === 0 ? 0 : count / seconds;
    }),
    peaksByChance: forEachWindow(window => {
      const { seconds } = busiest(window);
      return seconds === 0 ? 0 : expectedPeak(load, seconds) / seconds;
    }),
    peaksAt_us: forEachWindow(window => busiest(window).at_us),
    question,
  };
}

const forEachWindow = (of: (window: PeakWindow) => number): Record<PeakWindow, number> => ({
  '1s': of('1s'),
  '10s': of('10s'),
  '1min': of('1min'),
  '5min': of('5min'),
});
