/**
 * A spread of values. As bins with the quantiles drawn through them; or, for durations people wait through, as the share
 * that was done within a time, which answers "how many are online after five minutes?" directly.
 */

import { durationScale, formatCount, formatNumber, formatShare, formatValue } from '../../experiments/format.ts';
import type { DistributionMetric, Histogram } from '../../experiments/run-result.ts';
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
/** Part of the axis above the highest value that is kept free for the names of three quantiles. */
const headroom = 0.3;
const shares = [0, 0.2, 0.4, 0.6, 0.8, 1];

export function histogramChart(histogram: Histogram, metric?: DistributionMetric): Chart {
  const total = histogram.counts.reduce((a, b) => a + b, 0);
  const values = filledBins(histogram).map(bin => ({ ...bin, share: total === 0 ? 0 : bin.count / total }));
  const most = values.reduce((max, bin) => Math.max(max, bin.count), 1);
  const quantiles = quantilesOf(histogram, metric);
  const says = spreadInWords(histogram, quantiles, total);
  const note = quantiles.length > 0 ? `The rules stand at ${quantiles.map(q => q.label).join(', ')}.` : '';
  const x = { ...valueAxis(histogram), field: 'from' };
  return {
    name: histogram.name,
    title: histogram.title,
    note,
    says,
    spec: {
      ...frame(histogram.title, says, narrowSize),
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
              scale: { domainMax: most * (quantiles.length > 0 ? 1 + headroom : 1.05) },
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
        ...quantileLayers(quantiles, histogram),
      ],
    },
    table: binsTable(histogram, total),
    wide: false,
  };
}

/** The share of observations within each time: a step for every bin, rising to all. */
export function cumulativeChart(histogram: Histogram, metric?: DistributionMetric): Chart {
  const total = histogram.counts.reduce((a, b) => a + b, 0);
  const bins = filledBins(histogram);
  let sum = 0;
  const values = [
    ...(bins[0] ? [{ from: bins[0].from, share: 0 }] : []),
    ...bins.map(bin => {
      sum += bin.count;
      return { from: bin.to, share: total === 0 ? 0 : sum / total };
    }),
  ];
  const quantiles = quantilesOf(histogram, metric);
  const says = spreadInWords(histogram, quantiles, total);
  const note = 'Read upwards from a time: the share that had finished by then.';
  return {
    name: histogram.name,
    title: histogram.title,
    note,
    says,
    spec: {
      ...frame(histogram.title, says, narrowSize),
      layer: [
        {
          data: { values },
          mark: { type: 'line', color: colour.series3, strokeWidth: 2.5 },
          encoding: {
            x: { ...valueAxis(histogram), field: 'from' },
            y: {
              field: 'share',
              type: 'quantitative',
              scale: { domain: [0, quantiles.length > 0 ? 1 + headroom : 1] },
              axis: {
                title: 'share finished within this time (%)',
                values: shares,
                tickCount: shares.length,
                ...shareLabels,
              },
            },
            tooltip: [
              { field: 'from', type: 'quantitative', title: tooltipName('within', histogram.axis) },
              { field: 'share', type: 'quantitative', title: 'share', format: '.1%' },
            ],
          },
        },
        ...quantileLayers(quantiles, histogram),
      ],
    },
    table: binsTable(histogram, total),
    wide: false,
  };
}

/** `9 842 values between 12 and 8 000 (ms); p50 236 ms, p95 1.9 s.` */
function spreadInWords(histogram: Histogram, quantiles: Quantile[], total: number): string {
  const bins = filledBins(histogram);
  const range = `${formatCount(total)} values between ${formatNumber(bins[0]?.from ?? 0)} and ${formatNumber(bins.at(-1)?.to ?? 0)}`;
  const marks = quantiles.length === 0 ? '' : `; ${quantiles.map(({ label }) => label).join(', ')}`;
  return `${range}, ${histogram.axis}${marks}.`;
}

/** Part of the width that the name of a quantile takes. */
const labelShare = 0.28;

/**
 * On which side of its rule each name stands, and in which row. With all names on one side no rule runs through the name
 * of another; only where neither side has room for all does the last turn round.
 */
function labelled(quantiles: (Quantile & { along: number })[]) {
  const ascending = [...quantiles].sort((a, b) => a.at - b.at);
  const roomRight = (ascending.at(-1)?.along ?? 0) < 1 - labelShare;
  const roomLeft = (ascending[0]?.along ?? 0) > labelShare;
  const flips = (along: number) => !roomRight && (roomLeft || along > 1 - labelShare);
  const placed = ascending.map(({ at, label, along }) => ({ at, label, flip: flips(along) }));
  const fromOutside = [...placed.filter(one => one.flip).reverse(), ...placed.filter(one => !one.flip)];
  return fromOutside.map((quantile, row) => ({ ...quantile, row }));
}

/**
 * A rule for each quantile with its name beside it, on the side with more room. Each name has a line of its own above the
 * data, and its rule begins there, in such an order that no rule runs through the name of another.
 */
function quantileLayers(quantiles: Quantile[], histogram: Histogram) {
  const axis = valueAxis(histogram);
  const [from, to] = axis.scale.domain;
  const shown = quantiles.filter(quantile => quantile.at >= from && quantile.at <= to);
  if (shown.length === 0) return [];
  const along = histogram.logarithmic
    ? (at: number) => Math.log(at / from) / Math.log(to / from)
    : (at: number) => (at - from) / (to - from);
  const data = { values: labelled(shown.map(quantile => ({ ...quantile, along: along(quantile.at) }))) };
  const x = { ...axis, field: 'at' };
  const y = { value: { expr: `datum.row * ${labelHeight} + 2` } };
  const label = {
    type: 'text',
    baseline: 'top',
    fontSize: 12,
    align: { expr: "datum.flip ? 'right' : 'left'" },
    dx: { expr: 'datum.flip ? -6 : 6' },
  };
  const encoding = {
    x,
    y,
    text: { field: 'label', type: 'nominal' },
  };
  return [
    {
      data,
      mark: { type: 'rule', color: colour.ink, strokeWidth: 1.25, strokeDash: [4, 3] },
      encoding: { x, y, y2: { value: narrowSize.height } },
    },
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
  const bins = filledBins(histogram);
  const domain: [number, number] = [bins[0]?.from ?? 1, bins.at(-1)?.to ?? 10];
  return {
    type: 'quantitative',
    scale: { ...(histogram.logarithmic ? { type: 'log' } : {}), domain, nice: false },
    axis: { title: axisTitle(histogram.axis), tickCount: 6, grid: false, ...numberLabels },
  } as const;
}

/** The bins between the first and the last that hold anything; a logarithmic axis cannot show zero. */
export function filledBins(histogram: Histogram): { from: number; to: number; count: number }[] {
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
    rows: filledBins(histogram).map(bin => {
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
