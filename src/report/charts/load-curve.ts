/** Latency against load at a size: mean with its band, p95 and p99, the closed form beside it, and a rule at the knee. */
import { formatRate, formatValue, noValue } from '../../experiments/format.ts';
import type { CapacityResult, Estimate } from '../../experiments/index.ts';
import { colour } from '../theme.ts';
import { axisScale, withUnit } from './axis-scale.ts';
import { axisTitle, type Chart, frame, intervalBand, lineLegend, narrowSize, numberLabels } from './chart.ts';

type Curve = NonNullable<CapacityResult['curve']>;

const mean = 'mean';
const form = 'closed form, mean';
const plain = { retries: 'mean, no retries', limits: 'mean, no limits' } as const;
const lines = {
  domain: [mean, 'p95', 'p99', form, plain.retries, plain.limits],
  range: [colour.series1, colour.series2, colour.series4, colour.chance, colour.series5, colour.series3],
};
const dashes = [
  [1, 0],
  [6, 3],
  [2, 3],
  [8, 4],
  [4, 2],
  [2, 2],
];
/** Beyond so many times the mean at the lowest load, percentiles hide the curve. */
const tallest = 60;

/** @param words  the knee in words */
export function latencyCurve({ request, points, knee, withoutGuards }: Curve, words: string): Chart {
  const title = `${request}: latency against load`;
  const known = points.filter(({ rate, latency }) => rate.mean !== null && latency.mean.mean !== null);
  const base = known[0]?.latency.mean.mean ?? 1;
  const most = known.reduce((top, { latency }) => Math.max(top, latency.mean.high ?? latency.mean.mean!), 0);
  const scale = axisScale('µs', most);
  const values = known.flatMap(point => {
    const x = point.rate.mean!;
    const at = (line: string, of: Estimate) =>
      of.mean === null || of.mean > tallest * base
        ? []
        : [
            {
              x,
              line,
              value: of.mean * scale.by,
              low: (of.low ?? of.mean) * scale.by,
              high: (of.high ?? of.mean) * scale.by,
              shown: formatValue(of.mean, 'µs'),
            },
          ];
    const formed = point.form === null ? null : point.form.mean;
    return [
      ...at(mean, point.latency.mean),
      ...at('p95', point.latency.p95),
      ...at('p99', point.latency.p99),
      ...at(form, { mean: formed, low: formed, high: formed }),
    ];
  });
  for (const { what, points: without } of withoutGuards)
    for (const { rate, latency } of without) {
      const { mean: value, low, high } = latency.mean;
      if (rate.mean === null || value === null || value > tallest * base) continue;
      values.push({
        x: rate.mean,
        line: plain[what],
        value: value * scale.by,
        low: (low ?? value) * scale.by,
        high: (high ?? value) * scale.by,
        shown: formatValue(value, 'µs'),
      });
    }
  const drawn = lines.domain.filter(line => values.some(value => value.line === line));
  const x = {
    field: 'x',
    type: 'quantitative',
    axis: { title: axisTitle(`${request} (per s)`), ...numberLabels },
  };
  const color = {
    field: 'line',
    type: 'nominal',
    sort: drawn,
    scale: { domain: drawn, range: drawn.map(line => lines.range[lines.domain.indexOf(line)]) },
    legend: lineLegend,
  };
  return {
    name: 'latency-against-load',
    title,
    note: `${words.charAt(0).toUpperCase()}${words.slice(1)}. The band is the 95 % interval of the mean: sampling error only.`,
    says: words,
    spec: {
      ...frame(title, words, narrowSize, drawn),
      layer: [
        intervalBand(
          values.filter(({ line }) => line === mean),
          x,
        ),
        {
          data: { values },
          mark: { type: 'line', strokeWidth: 2, point: { size: 30 } },
          encoding: {
            x,
            y: {
              field: 'value',
              type: 'quantitative',
              axis: { title: axisTitle(withUnit('latency', scale)), ...numberLabels },
            },
            color,
            strokeDash: {
              field: 'line',
              type: 'nominal',
              sort: drawn,
              scale: { domain: drawn, range: drawn.map(line => dashes[lines.domain.indexOf(line)]) },
              legend: lineLegend,
            },
            tooltip: [
              { field: 'line', type: 'nominal', title: 'line' },
              { field: 'x', type: 'quantitative', title: 'per s', format: '.3~r' },
              { field: 'shown', type: 'nominal', title: 'latency' },
            ],
          },
        },
        ...(knee.found
          ? [
              {
                data: { values: [{ x: knee.rate }] },
                mark: { type: 'rule', strokeDash: [4, 4], color: colour.muted },
                encoding: { x },
              },
            ]
          : []),
      ],
    },
    table: {
      columns: ['load', 'per s', 'mean', 'mean, 95 %', 'p95', 'p99', 'closed form', 'gap (standard errors)'],
      rows: points.map(({ factor, rate, latency, form: formed }) => [
        `x${factor}`,
        formatRate(rate.mean ?? Number.NaN),
        formatValue(latency.mean.mean, 'µs'),
        latency.mean.low === null
          ? noValue
          : `${formatValue(latency.mean.low, 'µs')} to ${formatValue(latency.mean.high, 'µs')}`,
        formatValue(latency.p95.mean, 'µs'),
        formatValue(latency.p99.mean, 'µs'),
        formed === null ? noValue : formatValue(formed.mean, 'µs'),
        formed === null || formed.gap === null ? noValue : formed.gap.toFixed(1),
      ]),
    },
    wide: false,
  };
}
