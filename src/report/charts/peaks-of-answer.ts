/** The busiest stretches at the answer, with their intervals, beside what chance alone gives. */
import { formatRate, noValue } from '../../experiments/format.ts';
import type { CapacityResult } from '../../experiments/index.ts';
import { colour } from '../theme.ts';
import { type Chart, frame, narrowSize, numberLabels } from './chart.ts';

type Load = NonNullable<CapacityResult['load']>;

export const windowNames = { '1s': '1 s', '10s': '10 s', '1min': '1 min', '5min': '5 min' } as const;

export function peaksOfAnswer({ request, peaks, n }: Load): Chart {
  const title = `Peak load of ${request}`;
  const kinds = ['simulated', 'chance alone'];
  const says = `${peaks.map(({ window, mean, byChance }) => `Busiest ${windowNames[window]}: ${formatRate(mean ?? Number.NaN)}, by chance ${formatRate(byChance)}`).join('. ')}.`;
  const values = peaks.flatMap(({ window, mean, low, high, byChance }) => [
    { window: windowNames[window], kind: kinds[0], value: mean, low: low ?? mean, high: high ?? mean },
    { window: windowNames[window], kind: kinds[1], value: byChance, low: byChance, high: byChance },
  ]);
  const x = {
    field: 'window',
    type: 'nominal',
    sort: peaks.map(({ window }) => windowNames[window]),
    scale: { paddingInner: 0.3 },
    axis: { title: 'length of the busiest stretch', labelAngle: 0, ticks: false },
  };
  const xOffset = { field: 'kind', type: 'nominal', sort: kinds };
  return {
    name: 'peaks',
    title,
    note: `The busiest stretch of each length in ${n} replications, with the 95 % interval of its mean: sampling error only.`,
    says,
    spec: {
      ...frame(title, says, narrowSize, kinds),
      data: { values },
      encoding: { x, xOffset },
      layer: [
        {
          mark: { type: 'bar', cornerRadiusEnd: 2 },
          encoding: {
            y: {
              field: 'value',
              type: 'quantitative',
              axis: { title: 'requests per second (per s)', ...numberLabels },
            },
            color: { field: 'kind', type: 'nominal', scale: { domain: kinds, range: [colour.series1, colour.chance] } },
          },
        },
        {
          mark: { type: 'rule', strokeWidth: 2, color: colour.ink },
          encoding: { y: { field: 'low', type: 'quantitative' }, y2: { field: 'high' } },
        },
      ],
    },
    table: {
      columns: ['stretch', 'simulated', '95 %', 'chance alone'],
      rows: peaks.map(({ window, mean, low, high, byChance }) => [
        windowNames[window],
        formatRate(mean ?? Number.NaN),
        low === null || high === null ? noValue : `${formatRate(low)} to ${formatRate(high)}`,
        formatRate(byChance),
      ]),
    },
    wide: false,
  };
}
