/**
 * From what was counted to what a run's summary says: each function returns one of the metrics of `run-result.ts`.
 */

import type { Microseconds } from '../../sim/index.ts';
import type { DistributionMetric, Peak, PeakWindow, RateMetric, ValueMetric } from '../run-result.ts';
import { expectedPeak } from './chance-peaks.ts';
import type { QuantileSketch } from './quantile-sketch.ts';
import { type RateCounter, windowSeconds } from './rate-counter.ts';

/** What every metric says beside its numbers. */
interface MetricWords {
  /** What the metric means, in one sentence. */
  question: string;
  /** Observations still open when the run ended. */
  censored: number;
}

const quantileMethod = 'nearest rank from mergeable bins, relative error at most 1 %; n, mean, min and max are exact';

export function valueMetric(
  value: number | null,
  { unit, n, censored, question }: MetricWords & { unit: string; n: number },
): ValueMetric {
  return { kind: 'value', unit, n, censored, value, question };
}

export function distributionMetric(
  sketch: QuantileSketch,
  { unit, censored, question }: MetricWords & { unit: string },
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
  { observed, censored, question }: MetricWords & { observed: Microseconds },
): RateMetric {
  const load = counter.hourly(observed);
  const peak = (window: PeakWindow): Peak => {
    const { count, seconds, at_us } = counter.busiest(windowSeconds[window], observed);
    if (seconds === 0) return { value: 0, byChance: 0, at_us: 0 };
    return { value: count / seconds, byChance: expectedPeak(load, seconds) / seconds, at_us };
  };
  return {
    kind: 'rate',
    unit: 'per s',
    n: counter.n,
    censored,
    mean: counter.mean(observed),
    peaks: { '1s': peak('1s'), '10s': peak('10s'), '1min': peak('1min'), '5min': peak('5min') },
    question,
  };
}
