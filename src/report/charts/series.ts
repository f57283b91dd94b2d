/**
 * A quantity over simulated time. Lines named after quantiles (`p5`, `median`, `p95`) become a band with its median;
 * a rate shows, with its lines, when the busiest stretches were.
 */

import { formatNumber } from '../../experiments/format.ts';
import { peakWindows, type RateMetric, type RunDetails, type Series } from '../../experiments/run-result.ts';
import type { ToldIncident } from '../incident-words.ts';
import { formatMoment } from '../local-time.ts';
import { colour, seriesColours } from '../theme.ts';
import {
  axisTitle,
  axisUnit,
  type Chart,
  type ChartTable,
  frame,
  lineLegend,
  numberLabels,
  tooltipName,
  wideSize,
} from './chart.ts';
import { incidentBands } from './incident-bands.ts';
import { cutToStretch, plotted, type Stretch, timeAxis, timeParams } from './time-axis.ts';

/** More points than pixels help nobody; of each stretch the highest and the lowest stay, so no peak is lost. */
const pointsShown = 1_200;

const lowest = /^(p0*[15]|p0*10|min|lowest)$/i;
const middle = /^(median|p50)$/i;
const highest = /^(p9[059]|max|highest)$/i;
export const dashes = [
  [1, 0],
  [7, 3],
  [2, 2],
  [10, 3, 2, 3],
  [5, 2],
  [1, 3],
];

/** What all charts over time of a page have in common. */
export interface Backdrop {
  start: RunDetails['start'];
  /** What they show at first, so that their axes stand under each other. */
  stretch: Stretch;
  incidents: ToldIncident[];
}

export function seriesChart(series: Series, backdrop: Backdrop, peaks?: RateMetric): Chart {
  const { stretch } = backdrop;
  const band = asBand(series.lines);
  const lines = band
    ? [band.low, band.mid, band.high]
    : series.lines.map(line => ({ label: line.label, points: extremesKept(line.points) }));
  const x = timeAxis(backdrop.start);
  const says = [linesInWords(series, backdrop), ...incidentsInWords(backdrop)].join(' ');
  const note = band
    ? `The line is the ${band.mid.label}; the band reaches from ${band.low.label} to ${band.high.label}.`
    : peaks
      ? 'The symbols mark the busiest stretch of each length: the shorter the stretch, the higher its peak.'
      : '';
  const drawn = { series, details: backdrop, x, clip: cutToStretch(stretch) };
  const layers = band ? bandLayers(band, drawn) : lineLayers(lines, drawn);
  const incidents = incidentBands(backdrop.incidents, backdrop.start, stretch);
  const framed = frame(series.title, says, wideSize, [
    ...(lines.length > 1 ? lines.map(line => line.label) : []),
    ...(peaks ? Object.values(peakNames) : []),
  ]);
  return {
    name: series.name,
    title: series.title,
    note,
    says,
    spec: {
      ...framed,
      ...(incidents && {
        config: { ...framed.config, legend: { ...framed.config.legend, offset: incidents.legendOffset } },
      }),
      params: [...timeParams(stretch), ...(incidents?.params ?? [])],
      layer: [...(incidents?.layers ?? []), ...layers, ...(peaks ? [peakLayer(peaks, drawn, stretch)] : [])],
    },
    table: seriesTable(series, backdrop),
    wide: true,
  };
}

type Line = Series['lines'][number];
type Clocked = Pick<RunDetails, 'start'>;

/** What every layer of a chart over time is drawn with. */
interface Drawn {
  series: Series;
  details: Clocked;
  x: ReturnType<typeof timeAxis>;
  clip: { expr: string };
}

/** The lowest, highest and last value of each line, with their moments. */
function linesInWords({ lines, axis }: Series, { start }: Clocked): string {
  const run_us = lines.reduce((most, { points }) => Math.max(most, points.at(-1)?.[0] ?? 0), 0);
  const words = lines.flatMap(({ label, points }) => {
    const last = points.at(-1);
    if (last === undefined) return [];
    const low = points.reduce((a, b) => (b[1] < a[1] ? b : a));
    const high = points.reduce((a, b) => (b[1] > a[1] ? b : a));
    const at = (point: [number, number]) => `${formatNumber(point[1])} at ${formatMoment(point[0], start, run_us)}`;
    return [`${label}: lowest ${at(low)}, highest ${at(high)}, at the end ${formatNumber(last[1])}.`];
  });
  return `Over time, ${axis}. ${words.slice(0, linesTold).join(' ')}`;
}

const incidentsInWords = ({ incidents }: Backdrop): string[] =>
  incidents.slice(0, linesTold).map(({ name, what, when }) => `${name}: ${what}, ${when}.`);

/** More lines are better read from the table. */
const linesTold = 6;

function lineLayers(lines: Line[], { series, details, x, clip }: Drawn) {
  const labels = lines.map(line => line.label);
  const values = lines.flatMap(line =>
    line.points.map(([at, value]) => ({ at: plotted(at, details.start), value, line: line.label })),
  );
  const single = lines.length === 1;
  return [
    {
      data: { values },
      transform: inWords,
      mark: {
        type: single ? 'area' : 'line',
        clip,
        ...(single
          ? { line: { color: colour.series1, strokeWidth: 2 }, color: colour.series1, fillOpacity: 0.14 }
          : { strokeWidth: 2 }),
      },
      encoding: {
        x,
        y: { field: 'value', type: 'quantitative', axis: { title: axisTitle(series.axis), ...numberLabels } },
        ...(single
          ? {}
          : {
              color: {
                field: 'line',
                type: 'nominal',
                legend: lineLegend,
                scale: { domain: labels, range: cycled(seriesColours, labels.length) },
              },
              strokeDash: {
                field: 'line',
                type: 'nominal',
                legend: lineLegend,
                scale: { domain: labels, range: cycled(dashes, labels.length) },
              },
            }),
        tooltip: tooltip([
          ['line', 'line'],
          ['value', tooltipName('value', series.axis)],
        ]),
      },
    },
  ];
}

function bandLayers(band: { low: Line; mid: Line; high: Line }, { series, details, x, clip }: Drawn) {
  const at = (point: [number, number]): number => plotted(point[0], details.start);
  const bandLabel = `${band.low.label} to ${band.high.label}`;
  const between = band.low.points.map((point, i) => ({
    at: at(point),
    low: point[1],
    high: band.high.points[i]?.[1] ?? point[1],
    band: bandLabel,
  }));
  const mid = band.mid.points.map(point => ({ at: at(point), value: point[1], band: band.mid.label }));
  const y = { type: 'quantitative', axis: { title: axisTitle(series.axis), ...numberLabels } };
  const color = {
    field: 'band',
    type: 'nominal',
    scale: { domain: [band.mid.label, bandLabel], range: [colour.series1, colour.band] },
    legend: { symbolType: 'square', symbolSize: 110 },
  };
  return [
    {
      data: { values: between },
      transform: inWords,
      mark: { type: 'area', fillOpacity: 1, clip },
      encoding: {
        x,
        y: { ...y, field: 'low', scale: { zero: true } },
        y2: { field: 'high' },
        color,
        tooltip: tooltip([
          ['low', band.low.label],
          ['high', band.high.label],
        ]),
      },
    },
    {
      data: { values: mid },
      transform: inWords,
      mark: { type: 'line', strokeWidth: 2.5, clip },
      encoding: {
        x,
        y: { ...y, field: 'value' },
        color,
        tooltip: tooltip([['value', band.mid.label]]),
      },
    },
  ];
}

const peakNames: Record<(typeof peakWindows)[number], string> = {
  '1s': 'busiest second',
  '10s': 'busiest 10 s',
  '1min': 'busiest minute',
  '5min': 'busiest 5 min',
};

/** So that the symbol of the highest peak is not cut at the top of the axis. */
const roomAbove = 1.08;

function peakLayer(rate: RateMetric, { series, details, x, clip }: Drawn, { from_ms, to_ms }: Stretch) {
  const values = peakWindows
    .map(window => ({
      window: peakNames[window],
      value: rate.peaks[window],
      at: plotted(rate.peaksAt_us[window], details.start),
    }))
    .filter(peak => peak.at >= from_ms && peak.at <= to_ms);
  const drawnValues = [...series.lines.flatMap(line => line.points), ...values.map(peak => [0, peak.value] as const)];
  const most = drawnValues.reduce((max, [, value]) => Math.max(max, value), 0);
  return {
    data: { values },
    transform: inWords,
    mark: { type: 'point', filled: false, size: 90, strokeWidth: 2, opacity: 1, color: colour.bad, clip },
    encoding: {
      x,
      y: { field: 'value', type: 'quantitative', scale: { domainMax: most * roomAbove } },
      shape: {
        field: 'window',
        type: 'nominal',
        scale: {
          domain: values.map(peak => peak.window),
          range: ['triangle-up', 'diamond', 'square', 'circle'].slice(0, values.length),
        },
        legend: { symbolStrokeColor: colour.bad, symbolStrokeWidth: 2 },
      },
      tooltip: tooltip([
        ['window', 'stretch'],
        ['value', 'per s'],
      ]),
    },
  };
}

/** The moment in words: a tooltip would otherwise show the viewer's time zone. */
const inWords = [{ calculate: "utcFormat(datum.at, '%a %d %b %H:%M:%S')", as: 'moment' }];

function tooltip(fields: [field: string, title: string][]) {
  return [
    { field: 'moment', type: 'nominal', title: 'simulated time' },
    ...fields.map(([field, title]) => ({
      field,
      title,
      type: ['line', 'window'].includes(field) ? 'nominal' : 'quantitative',
    })),
  ];
}

/** The one line that stands for a series: its only one, or the median of a band; undefined where there is none such. */
export const medianOf = ({ lines }: Series): Line | undefined => (lines.length === 1 ? lines[0] : asBand(lines)?.mid);

/** The three lines of a band, when that is what the series holds: same moments, one quantile each. */
function asBand(lines: Line[]): { low: Line; mid: Line; high: Line } | undefined {
  const [low, mid, high] = [lowest, middle, highest].map(pattern => lines.find(line => pattern.test(line.label)));
  if (lines.length !== 3 || !low || !mid || !high) return undefined;
  const together = low.points.every(([at], i) => mid.points[i]?.[0] === at && high.points[i]?.[0] === at);
  if (!together || mid.points.length !== low.points.length || high.points.length !== low.points.length)
    return undefined;
  const every = Math.ceil(low.points.length / pointsShown);
  const thin = (line: Line): Line => ({ label: line.label, points: line.points.filter((_, i) => i % every === 0) });
  return { low: thin(low), mid: thin(mid), high: thin(high) };
}

function extremesKept(points: [number, number][]): [number, number][] {
  if (points.length <= pointsShown) return points;
  const stretch = Math.ceil((points.length * 2) / pointsShown);
  const kept: [number, number][] = [];
  for (let from = 0; from < points.length; from += stretch) {
    const part = points.slice(from, from + stretch);
    const low = part.reduce((a, b) => (b[1] < a[1] ? b : a));
    const high = part.reduce((a, b) => (b[1] > a[1] ? b : a));
    if (low === high) kept.push(low);
    else kept.push(...(low[0] < high[0] ? [low, high] : [high, low]));
  }
  return kept;
}

/** Rows by moment, one column per line; lines that do not share their moments leave gaps. */
function seriesTable(series: Series, details: Clocked): ChartTable {
  const unit = axisUnit(series.axis);
  const moments = [...new Set(series.lines.flatMap(line => line.points.map(([at]) => at)))].sort((a, b) => a - b);
  const byLine = series.lines.map(line => new Map(line.points));
  const run_us = moments.at(-1) ?? 0;
  return {
    columns: ['simulated time', ...series.lines.map(line => (unit ? `${line.label} (${unit})` : line.label))],
    rows: moments.map(at => [
      formatMoment(at, details.start, run_us),
      ...byLine.map(line => {
        const value = line.get(at);
        return value === undefined ? '' : formatNumber(value);
      }),
    ]),
  };
}

const cycled = <T>(values: T[], count: number): T[] =>
  Array.from({ length: count }, (_, i) => values[i % values.length] as T);
