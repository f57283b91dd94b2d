/**
 * Response curves: what a number does while a parameter changes, with the band in which the mean lies, and the bounds of
 * expectations as rules. A second parameter with few values becomes one line each.
 */

import { formatCount, formatValue, noValue } from '../../experiments/format.ts';
import { ascending, axisName, type SweepAxis, type SweepResult, type SweptNumber } from '../../experiments/index.ts';
import { colour, seriesColours } from '../theme.ts';
import { type AxisScale, axisScale, withUnit } from './axis-scale.ts';
import {
  axisTitle,
  type Chart,
  type ChartTable,
  frame,
  lineLegend,
  narrowSize,
  numberLabels,
  tooltipName,
} from './chart.ts';
import { dashes } from './series.ts';

/** More lines than these are better read from a heat map. */
export const mostLines = 6;

interface Dot {
  x: number | string;
  value: number;
  low: number;
  high: number;
  line: string;
  shown: string;
}

export function responseChart(result: SweepResult, number: SweptNumber): Chart {
  const [first, second] = result.axes as [SweepAxis, SweepAxis?];
  const scale = axisScale(
    number.unit,
    number.points.reduce((most, { mean, high }) => Math.max(most, high ?? mean ?? 0), 0),
  );
  const across = acrossOf(first);
  const dots = dotsOf(result, number, scale, across);
  const lines = second === undefined ? [] : second.values.map(({ text }) => text);
  const bounds = boundsOf(result, number.name, scale);
  const title = `${number.name} over ${axisName(first)}`;
  const says = number.curves[0]?.words.join(' ') ?? '';
  const note = [
    second === undefined ? says : `One line for each ${axisName(second)}.`,
    'The band is the 95 % interval of the mean: sampling error only.',
    ...(bounds.length === 0
      ? []
      : [`The rule is the bound of ${bounds.length === 1 ? 'an expectation' : 'expectations'}.`]),
  ]
    .filter(text => text !== '')
    .join(' ');
  const x = {
    field: 'x',
    type: across.isNominal ? ('nominal' as const) : ('quantitative' as const),
    ...(across.isNominal ? { sort: first.values.map(({ text }) => text) } : { scale: across.scale }),
    axis: { title: axisTitle(withUnit(axisName(first), across)), ...across.axis },
  };
  const yTitle = { title: axisTitle(withUnit(number.name, scale)), ...numberLabels };
  const y = { field: 'value', type: 'quantitative', scale: { zero: false, nice: true }, axis: yTitle };
  const color =
    lines.length === 0
      ? { value: colour.series1 }
      : {
          field: 'line',
          type: 'nominal',
          sort: lines,
          scale: { domain: lines, range: seriesColours },
          legend: lineLegend,
        };
  const tooltip = [
    { field: 'x', type: x.type, title: tooltipName('at', withUnit('', across)) },
    ...(lines.length === 0 ? [] : [{ field: 'line', type: 'nominal', title: 'line' }]),
    { field: 'shown', type: 'nominal', title: 'mean' },
  ];
  return {
    name: `response-${number.name}`,
    title,
    note,
    says,
    spec: {
      ...frame(title, says, narrowSize, lines),
      layer: [
        {
          data: { values: dots },
          mark: across.isNominal ? { type: 'rule', strokeWidth: 3 } : { type: 'area', fillOpacity: 0.18 },
          encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' }, color },
        },
        ...(across.isNominal
          ? []
          : [
              {
                data: { values: dots },
                mark: { type: 'line', strokeWidth: 2 },
                encoding: {
                  x,
                  y,
                  color,
                  ...(lines.length === 0
                    ? {}
                    : {
                        strokeDash: {
                          field: 'line',
                          type: 'nominal',
                          sort: lines,
                          scale: { domain: lines, range: dashes },
                          legend: lineLegend,
                        },
                      }),
                },
              },
            ]),
        {
          data: { values: dots },
          mark: { type: 'point', filled: true, size: 36, opacity: 1 },
          encoding: { x, y, color, tooltip },
        },
        ...bounds.map(at => ({
          data: { values: [{ at }] },
          mark: { type: 'rule', color: colour.ink, strokeDash: [5, 4], strokeWidth: 1.25 },
          encoding: { y: { field: 'at', type: 'quantitative', scale: y.scale, axis: yTitle } },
        })),
      ],
    },
    table: tableOf(result, number),
    wide: false,
  };
}

/** How a parameter lies along an axis. */
interface Across extends AxisScale {
  isNominal: boolean;
  scale: object;
  axis: object;
}

function acrossOf(axis: SweepAxis): Across {
  const positions = axis.values.map(({ position }) => position);
  const isNominal = positions.some(position => position === null);
  if (isNominal)
    return { isNominal, by: 1, unit: '', scale: {}, axis: { labelAngle: 0, labelLimit: 120, ticks: false } };
  const values = positions.map(position => position!);
  const { by, unit } = axisScale(axis.unit, Math.max(...values));
  const at = values.map(value => drawn(value * by)).sort((a, b) => a - b);
  const isLogarithmic = axis.isLogarithmic && at[0]! > 0;
  return {
    isNominal,
    by,
    unit,
    scale: {
      ...(isLogarithmic ? { type: 'log' } : { zero: false }),
      domain: [at[0], at.at(-1)],
      nice: false,
      padding: 6,
    },
    axis: at.length <= 9 ? { values: at, ...numberLabels } : { tickCount: 6, ...numberLabels },
  };
}

/** Without the last digits, which a change of unit gets wrong. */
const drawn = (value: number): number => Number(value.toPrecision(10));

function dotsOf({ axes }: SweepResult, { points, unit }: SweptNumber, scale: AxisScale, across: Across): Dot[] {
  const [first, second] = axes as [SweepAxis, SweepAxis?];
  const width = first.values.length;
  return (second?.values ?? [{ text: '' }]).flatMap(({ text: line }, row) =>
    ascending(first).flatMap((i): Dot[] => {
      const { mean, low, high } = points[row * width + i]!;
      if (mean === null) return [];
      const { text, position } = first.values[i]!;
      return [
        {
          x: across.isNominal ? text : drawn(position! * across.by),
          value: drawn(mean * scale.by),
          low: drawn((low ?? mean) * scale.by),
          high: drawn((high ?? mean) * scale.by),
          line,
          shown: pointInWords({ mean, low, high }, unit),
        },
      ];
    }),
  );
}

/** Bounds of the expectations about this number, each once, where they are the same at all points. */
function boundsOf({ claims }: SweepResult, name: string, scale: AxisScale): number[] {
  const own = claims.filter(({ text }) => text.startsWith(`${name} `));
  const bounds = own.flatMap(({ points }) => {
    const [first] = points;
    return first?.bound != null && points.every(({ bound }) => bound === first.bound)
      ? [drawn(first.bound * scale.by)]
      : [];
  });
  return [...new Set(bounds)];
}

/** `380 ms ± 12 ms`. */
export function pointInWords(
  { mean, low, high }: { mean: number | null; low: number | null; high: number | null },
  unit: string,
): string {
  const value = formatValue(mean, unit);
  if (mean === null || low === null || high === null) return value;
  const reach = (high - low) / 2;
  if (reach === 0) return `${value} ± 0`;
  const distance =
    unit === 'share'
      ? `${Number((reach * 100).toPrecision(2))} points`
      : formatValue(Number(reach.toPrecision(2)), unit);
  return `${value} ± ${distance}`;
}

export function tableOf({ axes, points }: SweepResult, number: SweptNumber): ChartTable {
  return {
    columns: [...axes.map(axisName), 'mean', '95 % from', 'to', 'replications', 'observations'],
    rows: points.map(({ values }, i) => {
      const { mean, low, high, n, observations } = number.points[i]!;
      const bound = (value: number | null) => (value === null ? noValue : formatValue(value, number.unit));
      return [
        ...values,
        formatValue(mean, number.unit),
        bound(low),
        bound(high),
        formatCount(n),
        formatCount(observations),
      ];
    }),
  };
}
