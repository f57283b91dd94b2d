/**
 * The numbers of a replication by name, one for each thing that statistics are made of: `activation.success`,
 * `p95(activation.duration)`, `peak(getBalance.rate over 10 s)`. The names are those of the expression language.
 */
import type { Metric, PeakWindow } from '../run-result.ts';

export interface NumberOfMetric {
  /** Of the metric. */
  metric: string;
  /** As an expression would ask for it. */
  name: string;
  unit: string;
  /** Observations behind it. */
  n: number;
  censored: number;
  /** Null without data. */
  value: number | null;
}

const windows: Record<PeakWindow, string> = { '1s': '1 s', '10s': '10 s', '1min': '1 min', '5min': '5 min' };

/** Every number of a metric, the most telling one first. */
function numbersOfMetric(metric: string, of: Metric): NumberOfMetric[] {
  const { unit, n, censored } = of;
  const number = (name: string, value: number | null): NumberOfMetric => ({ metric, name, unit, n, censored, value });
  switch (of.kind) {
    case 'value':
      return [number(metric, of.value)];
    case 'distribution':
      return [
        number(`p50(${metric})`, of.p50),
        number(`p95(${metric})`, of.p95),
        number(`p99(${metric})`, of.p99),
        number(`mean(${metric})`, of.mean),
        number(`max(${metric})`, of.max),
      ];
    case 'rate':
      return [
        number(metric, of.mean),
        ...Object.entries(windows).map(([window, words]) =>
          number(`peak(${metric} over ${words})`, of.mean === null ? null : of.peaks[window as PeakWindow]),
        ),
      ];
  }
}

export const numbersOf = (metrics: Readonly<Record<string, Metric>>): NumberOfMetric[] =>
  Object.entries(metrics).flatMap(([name, metric]) => numbersOfMetric(name, metric));
