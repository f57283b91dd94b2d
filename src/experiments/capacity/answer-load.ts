/** How much load the answer carries: the mean and the busiest stretches, what chance alone gives, and the published rule. */
import type { ApiRequest } from '../../models/settings.ts';
import { type PeakWindow, peakWindows, type RateMetric } from '../run-result.ts';
import { meanInterval } from '../statistics/intervals.ts';
import { peakInterval } from '../statistics/peak-interval.ts';
import type { Replication } from '../tasks/replication.ts';
import type { Estimate } from './curve.ts';

export interface PeakOfLoad extends Estimate {
  window: PeakWindow;
  /** What pure chance would give. */
  byChance: number;
  method: string | null;
  warnings?: readonly string[];
}

export interface LoadOfAnswer {
  request: ApiRequest;
  n: number;
  /** Requests per second. */
  mean: Estimate;
  peaks: readonly PeakOfLoad[];
  /**
   * A mean of 1 and a peak of 3 requests per second for 10,000 SIMs, and how many times the mean load that is.
   * Source: `IN`, sizing of GetBalance.
   */
  published: { sims: number; mean: number; peak: number; timesYours: number | null } | null;
}

/** Of 10,000 SIMs, per second. */
const publishedRule = { sims: 10_000, mean: 1, peak: 3 };

export function loadOfAnswer(
  replications: readonly Replication[],
  request: ApiRequest,
  sims: number,
): LoadOfAnswer | undefined {
  const rates = replications.flatMap(({ metrics }): RateMetric[] => {
    const metric = metrics[`${request}.rate`];
    return metric?.kind === 'rate' && metric.mean !== null ? [metric] : [];
  });
  if (rates.length === 0) return undefined;
  const means = rates.map(({ mean }) => mean ?? 0);
  const mean = averageOf(means);
  const interval = meanInterval(means);
  const share = sims / publishedRule.sims;
  return {
    request,
    n: rates.length,
    mean: { mean, low: interval?.low ?? null, high: interval?.high ?? null },
    peaks: peakWindows.map((window): PeakOfLoad => {
      const values = rates.map(({ peaks }) => peaks[window]);
      const of = peakInterval(values);
      return {
        window,
        mean: averageOf(values),
        low: of?.low ?? null,
        high: of?.high ?? null,
        byChance: averageOf(rates.map(({ peaksByChance }) => peaksByChance[window])),
        method: of?.method ?? null,
        ...(of?.warnings === undefined ? {} : { warnings: of.warnings }),
      };
    }),
    published:
      request !== 'getBalance' || sims === 0
        ? null
        : {
            sims,
            mean: publishedRule.mean * share,
            peak: publishedRule.peak * share,
            timesYours: mean > 0 ? (publishedRule.mean * share) / mean : null,
          },
  };
}

const averageOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
