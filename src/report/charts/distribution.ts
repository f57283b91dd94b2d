/**
 * A spread of values. As bins with the quantiles drawn through them; or, for durations people wait through, as the share
 * that was done within a time, which answers "how many are online after five minutes?" directly.
 */
import type { DistributionMetric, Histogram } from '../../experiments/run-result.ts';
import { durationScale, formatCount, formatNumber, formatShare, formatValue } from '../format.ts';
import { colour } from '../theme.ts';
import {
  axisTitle,
  axisUnit,
  type Chart,
  type ChartTable,
  frame,
  narrowSize,
  numberLabels,
  shareLabels,
  tooltipName,
} from './chart.ts';

interface Quantile {
  at: number;
  label: string;
}

const labelHeight = 18;

export function histogramChart(histogram: Histogram, metric?: DistributionMetric): Chart {
  const total = histogram.counts.reduce((a, b) => a + b, 0);
  const values = filled(histogram).map(bin => ({ ...bin, share: total === 0 ? 0 : bin.count / total }));
  const most = values.reduce((max, bin) => Math.max(max, bin.count), 1);
  const quantiles = quantilesOf(histogram, metric);
  const note = quantiles.length > 0 ? `The rules stand at ${quantiles.map(q => q.label).join(', ')}.` : '';
  const x = { ...valueAxis(histogram), field: 'from' };
  return {
    name: histogram.name,
    title: histogram.title,
    note,
    spec: {
      ...frame(histogram.title, note, narrowSize),
      layer: [
        {
          data: { values },
          mark: { type: 'bar', color: colour.series1, binSpacing: 1 },
          encoding: {
            x: { ...x, bin: { binned: true } },
            x2: { field: 'to' },
            y: {
              field: 'count',
              type: 'quantitative',
              scale: { domainMax: most * (quantiles.length > 0 ? 1.3 : 1.05) },
              axis: { title: 'observations per bin (count)', ...numberLabels },
            },
            tooltip: [
              { field: 'from', type: 'quantitative', title: tooltipName('from', histogram.axis) },
              { field: 'to', type: 'quantitative', title: tooltipName('to', histogram.axis) },
              { field: 'count', type: 'quantitative', title: 'observations' },
              { field: 'share', type: 'quantitative', title: 'share', format: '.1%' },
            ],
          },
        },
        ...quantileLayers(quantiles, histogram, 2),
      ],
    },
    table: binsTable(histogram, total),
    wide: false,
  };
}

/** The share of observations within each time: a step for every bin, rising to all. */
export function cumulativeChart(histogram: Histogram, metric?: DistributionMetric): Chart {
  const total = histogram.counts.reduce((a, b) => a + b, 0);
  const bins = filled(histogram);
  let sum = 0;
  const values = [
    ...(bins[0] ? [{ from: bins[0].from, share: 0 }] : []),
    ...bins.map(bin => {
      sum += bin.count;
      return { from: bin.to, share: total === 0 ? 0 : sum / total };
    }),
  ];
  const quantiles = quantilesOf(histogram, metric);
  const note = 'Read upwards from a time: the share that had finished by then.';
  return {
    name: histogram.name,
    title: histogram.title,
    note,
    spec: {
      ...frame(histogram.title, note, narrowSize),
      layer: [
        {
          data: { values },
          mark: { type: 'line', color: colour.series3, strokeWidth: 2.5 },
          encoding: {
            x: { ...valueAxis(histogram), field: 'from' },
            y: {
              field: 'share',
              type: 'quantitative',
              scale: { domain: [0, 1] },
              axis: { title: 'share finished within this time (%)', ...shareLabels },
            },
            tooltip: [
              { field: 'from', type: 'quantitative', title: tooltipName('within', histogram.axis) },
              { field: 'share', type: 'quantitative', title: 'share', format: '.1%' },
            ],
          },
        },
        ...quantileLayers(quantiles, histogram, narrowSize.height - 3 * labelHeight - 4),
      ],
    },
    table: binsTable(histogram, total),
    wide: false,
  };
}

/** A rule for each quantile and its name beside it, on the side with more room, over a halo that keeps it readable. */
function quantileLayers(quantiles: Quantile[], histogram: Histogram, top: number) {
  const axis = valueAxis(histogram);
  const [from, to] = axis.scale.domain;
  const shown = quantiles.filter(quantile => quantile.at >= from && quantile.at <= to);
  if (shown.length === 0) return [];
  const along = histogram.logarithmic
    ? (at: number) => Math.log(at / from) / Math.log(to / from)
    : (at: number) => (at - from) / (to - from);
  const data = { values: shown.map((quantile, row) => ({ ...quantile, row, flip: along(quantile.at) > 0.62 })) };
  const x = { ...axis, field: 'at' };
  const label = {
    type: 'text',
    baseline: 'top',
    fontSize: 12,
    align: { expr: "datum.flip ? 'right' : 'left'" },
    dx: { expr: 'datum.flip ? -6 : 6' },
  };
  const encoding = {
    x,
    y: { value: { expr: `datum.row * ${labelHeight} + ${top}` } },
    text: { field: 'label', type: 'nominal' },
  };
  return [
    { data, mark: { type: 'rule', color: colour.ink, strokeWidth: 1.25, strokeDash: [4, 3] }, encoding: { x } },
    {
      data,
      mark: { ...label, stroke: colour.paper, strokeWidth: 5, strokeJoin: 'round' },
      encoding: { ...encoding, color: { value: colour.paper } },
    },
    { data, mark: label, encoding: { ...encoding, color: { value: colour.ink } } },
  ];
}

/** The range shown ends at the last bin that holds anything, or at the last quantile. */
function valueAxis(histogram: Histogram) {
  const bins = filled(histogram);
  const domain: [number, number] = [bins[0]?.from ?? 1, bins.at(-1)?.to ?? 10];
  return {
    type: 'quantitative',
    scale: { ...(histogram.logarithmic ? { type: 'log' } : {}), domain, nice: false },
    axis: { title: axisTitle(histogram.axis), tickCount: 6, grid: false, ...numberLabels },
  } as const;
}

/** The bins between the first and the last that hold anything; a logarithmic axis cannot show zero. */
function filled(histogram: Histogram): { from: number; to: number; count: number }[] {
  const bins = histogram.counts.map((count, i) => ({
    from: histogram.edges[i] ?? 0,
    to: histogram.edges[i + 1] ?? 0,
    count,
  }));
  const shown = histogram.logarithmic ? bins.filter(bin => bin.from > 0) : bins;
  const first = shown.findIndex(bin => bin.count > 0);
  const last = shown.findLastIndex(bin => bin.count > 0);
  return first < 0 ? [] : shown.slice(first, last + 1);
}

/** Where the metric's quantiles lie on the axis, whose unit may be another unit of time. */
function quantilesOf(histogram: Histogram, metric?: DistributionMetric): Quantile[] {
  if (!metric) return [];
  const axisScale = durationScale(axisUnit(histogram.axis));
  const metricScale = durationScale(metric.unit);
  const ratio =
    axisScale && metricScale ? metricScale / axisScale : axisUnit(histogram.axis) === metric.unit ? 1 : undefined;
  if (ratio === undefined) return [];
  return (['p50', 'p95', 'p99'] as const).flatMap(name => {
    const value = metric[name];
    return value === null ? [] : [{ at: value * ratio, label: `${name} ${formatValue(value, metric.unit)}` }];
  });
}

function binsTable(histogram: Histogram, total: number): ChartTable {
  const unit = axisUnit(histogram.axis);
  let sum = 0;
  return {
    columns: [`from (${unit})`, `to (${unit})`, 'observations', 'share', 'share up to here'],
    rows: filled(histogram).map(bin => {
      sum += bin.count;
      return [
        formatNumber(bin.from),
        formatNumber(bin.to),
        formatCount(bin.count),
        formatShare(bin.count / total),
        formatShare(sum / total),
      ];
    }),
  };
}
