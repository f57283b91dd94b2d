/** The busiest second, 10 s, minute and 5 min: what was measured against what chance alone would give. */

import { formatRate } from '../../experiments/format.ts';
import { peakWindows, type RateMetric, type RunDetails } from '../../experiments/run-result.ts';
import { formatMoment } from '../local-time.ts';
import { colour } from '../theme.ts';
import { type Chart, frame, narrowSize, numberLabels } from './chart.ts';

const names: Record<(typeof peakWindows)[number], string> = {
  '1s': '1 s',
  '10s': '10 s',
  '1min': '1 min',
  '5min': '5 min',
};

export function peaksChart(metricName: string, rate: RateMetric, details: RunDetails): Chart {
  const title = `Peak load of ${metricName}`;
  const note = 'Where a bar is well above chance alone, the load came in a herd.';
  const says = `${peakWindows
    .map(
      window =>
        `Busiest ${names[window]}: ${formatRate(rate.peaks[window])}, by chance ${formatRate(rate.peaksByChance[window])}`,
    )
    .join('. ')}.`;
  const order = peakWindows.map(window => names[window]);
  const measured = 'measured';
  const byChance = 'chance alone';
  const values = peakWindows.flatMap(window => [
    { window: names[window], kind: measured, value: rate.peaks[window] },
    { window: names[window], kind: byChance, value: rate.peaksByChance[window] },
  ]);
  return {
    name: `peaks-${metricName}`,
    title,
    note,
    says,
    spec: {
      ...frame(title, says, narrowSize, [measured, byChance]),
      data: { values },
      mark: { type: 'bar', cornerRadiusEnd: 2 },
      encoding: {
        x: {
          field: 'window',
          type: 'nominal',
          sort: order,
          scale: { paddingInner: 0.3 },
          axis: { title: 'length of the busiest stretch', labelAngle: 0, ticks: false },
        },
        xOffset: { field: 'kind', type: 'nominal', sort: [measured, byChance] },
        y: { field: 'value', type: 'quantitative', axis: { title: 'requests per second (per s)', ...numberLabels } },
        color: {
          field: 'kind',
          type: 'nominal',
          scale: { domain: [measured, byChance], range: [colour.series1, colour.chance] },
        },
        tooltip: [
          { field: 'window', type: 'nominal', title: 'stretch' },
          { field: 'kind', type: 'nominal', title: 'what' },
          { field: 'value', type: 'quantitative', title: 'per s' },
        ],
      },
    },
    table: {
      columns: ['stretch', 'measured', 'chance alone', 'began at'],
      rows: peakWindows.map(window => [
        names[window],
        formatRate(rate.peaks[window]),
        formatRate(rate.peaksByChance[window]),
        formatMoment(rate.peaksAt_us[window], details.start),
      ]),
    },
    wide: false,
  };
}
