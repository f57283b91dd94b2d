/**
 * The same chart for several variants: one line each, so that a difference is seen before it is read. A band is
 * represented by its median; what has several lines of its own cannot be laid over another and stays in the reports.
 */

import { formatCount, formatNumber, formatShare } from '../../experiments/format.ts';
import type { Histogram, RunDetails, Series } from '../../experiments/run-result.ts';
import { incidentsTold, type ToldIncident } from '../incident-words.ts';
import { seriesColours } from '../theme.ts';
import {
  axisTitle,
  axisUnit,
  type Chart,
  frame,
  lineLegend,
  numberLabels,
  shareLabels,
  tooltipName,
  wideSize,
} from './chart.ts';
import { filledBins } from './distribution.ts';
import { dashes, medianOf, seriesChart } from './series.ts';
import { stretchOf } from './time-axis.ts';

export interface Overlaid {
  variant: string;
  details: Pick<RunDetails, 'series' | 'histograms' | 'start' | 'incidents'>;
  /** How long the run was. */
  run_us: number;
}

/** Series of all variants under one name, each with one line per variant; only runs that began at the same moment. */
export function overlaidSeries(runs: Overlaid[]): Series[] {
  const [first] = runs;
  if (first === undefined) return [];
  const together = runs.filter(run => run.details.start.local === first.details.start.local);
  return namesOf(together, details => details.series).flatMap(name => {
    const found = together.flatMap(({ variant, details }) => {
      const series = details.series.find(one => one.name === name);
      const line = series && medianOf(series);
      return series && line && line.points.length > 0 ? [{ series, variant, line }] : [];
    });
    const [model] = found;
    if (model === undefined || found.length < 2) return [];
    const what = model.line.label === 'median' ? `${model.series.title}, median` : model.series.title;
    return [
      {
        ...model.series,
        title: what,
        lines: found.map(({ variant, line }) => ({ label: variant, points: line.points })),
      },
    ];
  });
}

export function overlaidCharts(runs: Overlaid[]): Chart[] {
  const [first] = runs;
  if (first === undefined) return [];
  const series = overlaidSeries(runs);
  const { start } = first.details;
  const backdrop = { start, stretch: stretchOf(series, start), incidents: incidentsInCommon(runs) };
  const spreads = namesOf(runs, details => details.histograms).flatMap(name => {
    const found = runs.flatMap(({ variant, details }) => {
      const histogram = details.histograms.find(one => one.name === name && one.counts.some(count => count > 0));
      return histogram === undefined ? [] : [{ variant, histogram }];
    });
    return found.length < 2 ? [] : [cumulativeOverlay(found)];
  });
  return [...series.map(one => seriesChart(one, backdrop)), ...spreads];
}

/** What the timeline did to all variants alike, at the same times; what became of requests may differ. */
export function incidentsInCommon(runs: Overlaid[]): ToldIncident[] {
  const [first = [], ...others] = runs.map(({ details, run_us }) => incidentsTold(details, run_us));
  const done = (one: ToldIncident) => JSON.stringify({ ...one, met: [] });
  return first.filter(one => others.every(told => told.some(other => done(other) === done(one))));
}

const namesOf = (runs: Overlaid[], of: (details: Overlaid['details']) => { name: string }[]): string[] => [
  ...new Set(runs.flatMap(run => of(run.details).map(one => one.name))),
];

/** For each variant the share of observations within each value. */
export function cumulativeOverlay(found: { variant: string; histogram: Histogram }[]): Chart {
  const { name, title, axis, logarithmic } = found[0]!.histogram;
  const variants = found.map(({ variant }) => variant);
  const risen = found.map(({ histogram }) => rising(histogram));
  const values = risen.flatMap((steps, i) => steps.map(step => ({ ...step, variant: variants[i] })));
  const domain = [
    values.reduce((least, { at }) => Math.min(least, at), values[0]?.at ?? 1),
    values.reduce((most, { at }) => Math.max(most, at), values[0]?.at ?? 10),
  ];
  const note = 'Read upwards from a value: the share that was not above it.';
  const halves = risen.map((steps, i) => `${variants[i]}: half within ${formatNumber(halfOf(steps))}`);
  const says = `${axis}. ${halves.join(', ')}.`;
  const color = {
    field: 'variant',
    type: 'nominal',
    legend: lineLegend,
    scale: { domain: variants, range: cycled(seriesColours, variants) },
  };
  return {
    name,
    title,
    note,
    says,
    spec: {
      ...frame(title, says, wideSize, variants),
      data: { values },
      mark: { type: 'line', strokeWidth: 2.25 },
      encoding: {
        x: {
          field: 'at',
          type: 'quantitative',
          scale: { ...(logarithmic ? { type: 'log' } : {}), domain, nice: false },
          axis: { title: axisTitle(axis), tickCount: 8, ...numberLabels },
        },
        y: {
          field: 'share',
          type: 'quantitative',
          scale: { domain: [0, 1] },
          axis: { title: 'share within this value (%)', ...shareLabels },
        },
        color,
        strokeDash: { ...color, scale: { domain: variants, range: cycled(dashes, variants) } },
        tooltip: [
          { field: 'variant', type: 'nominal' },
          { field: 'at', type: 'quantitative', title: tooltipName('within', axis) },
          { field: 'share', type: 'quantitative', title: 'share', format: '.1%' },
        ],
      },
    },
    table: {
      columns: [
        'variant',
        'observations',
        ...[0.25, 0.5, 0.75, 0.95, 0.99].map(share => `${formatShare(share)} within (${axisUnit(axis)})`),
      ],
      rows: found.map(({ variant, histogram }, i) => [
        variant,
        formatCount(histogram.counts.reduce((a, b) => a + b, 0)),
        ...[0.25, 0.5, 0.75, 0.95, 0.99].map(share => formatNumber(reached(risen[i]!, share))),
      ]),
    },
    wide: false,
  };
}

interface Step {
  at: number;
  share: number;
}

function rising(histogram: Histogram): Step[] {
  const bins = filledBins(histogram);
  const total = bins.reduce((sum, bin) => sum + bin.count, 0);
  let sum = 0;
  return [
    ...(bins[0] ? [{ at: bins[0].from, share: 0 }] : []),
    ...bins.map(bin => {
      sum += bin.count;
      return { at: bin.to, share: sum / total };
    }),
  ];
}

/** The end of the bin in which the share is reached. */
const reached = (steps: Step[], share: number): number =>
  (steps.find(step => step.share >= share - 1e-12) ?? steps.at(-1))?.at ?? Number.NaN;

const halfOf = (steps: Step[]): number => reached(steps, 0.5);

export const cycled = <T>(values: T[], labels: string[]): T[] => labels.map((_, i) => values[i % values.length]!);
