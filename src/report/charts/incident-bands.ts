/**
 * What the timeline did, behind a chart over time: a shaded band from beginning to end, and a line at the beginning that
 * carries the name above the chart like a flag. Outages have a warning tint; deployments and campaigns a neutral one.
 *
 *     api-hung
 *     │      smdp-slow
 *     │      │
 *     ┌──────┬─────────
 *     │▒▒    │▒▒▒▒
 *
 * Where names would run into each other, the later one stands a row lower; at the right edge they stand before their lines.
 * Rows and places are parameters of the specification, worked out from its width and the stretch shown, so they hold at any
 * width and under the time brush.
 */
import type { RunDetails } from '../../experiments/run-result.ts';
import type { ToldIncident } from '../incident-words.ts';
import { textWidth } from '../text-width.ts';
import { colour } from '../theme.ts';
import { cutToStretch, plotted, type Stretch, timeAxis } from './time-axis.ts';

const fontSize = 11;
const row_px = 15;
/** From the line to its name, and from a name to the next one of its row. */
const gap_px = 4;
const nameMost_px = 180;
/** Names that find no room in so many rows are left to the tooltip of their band; so are those of a long timeline. */
const rowsMost = 6;
const namesMost = 12;

/** An entry as it is plotted, with times cut to what the chart covers. */
interface Shown {
  name: string;
  what: string;
  when: string;
  tint: string;
  from: number;
  until: number;
}

export interface IncidentBands {
  params: { name: string; expr: string }[];
  /** To be drawn before everything else. */
  layers: object[];
  /** How far a legend has to stand above the plot. */
  legendOffset: { expr: string };
}

const legendOffset_px = 8;

/** A warning for outages. */
export const incidentTint = (isOutage: boolean): string => (isOutage ? colour.unsure : colour.muted);

/** Undefined where the timeline did nothing in what the chart covers. */
export function incidentBands(
  incidents: ToldIncident[],
  start: RunDetails['start'],
  stretch: Stretch,
): IncidentBands | undefined {
  const shown = shownOf(incidents, start, stretch);
  if (shown.length === 0) return undefined;
  const named = shown.slice(0, namesMost);
  return {
    params: nameParams(named),
    layers: [bandLayer(shown, start, stretch), ...flagLayers(shown, named.length)],
    legendOffset: { expr: `${legendOffset_px} + name_rows * ${row_px}` },
  };
}

function shownOf(incidents: ToldIncident[], start: RunDetails['start'], { from_ms, to_ms }: Stretch): Shown[] {
  return incidents
    .map(({ name, what, when, isOutage, from_us, until_us = from_us }) => ({
      name,
      what,
      when,
      tint: incidentTint(isOutage),
      from: Math.max(from_ms, plotted(from_us, start)),
      until: Math.min(to_ms, plotted(until_us, start)),
    }))
    .filter(({ from, until }) => from <= until);
}

const inStretch = { filter: 'datum.from <= to_ms && datum.until >= from_ms' };

function bandLayer(shown: Shown[], start: RunDetails['start'], stretch: Stretch) {
  return {
    data: { values: shown },
    transform: [inStretch],
    mark: { type: 'rect', fill: { expr: 'datum.tint' }, fillOpacity: 0.17, clip: cutToStretch(stretch) },
    encoding: {
      x: { ...timeAxis(start), field: 'from' },
      x2: { field: 'until' },
      tooltip: [
        { field: 'name', type: 'nominal', title: 'incident' },
        { field: 'what', type: 'nominal', title: 'what' },
        { field: 'when', type: 'nominal', title: 'simulated time' },
      ],
    },
  };
}

/**
 * The lines at the beginnings, and above the plot the names of the first so many. A name keeps clear of the lines behind it
 * by a rim of paper.
 */
function flagLayers(shown: Shown[], named: number) {
  const list = (word: string) => `[${Array.from({ length: named }, (_, nth) => `${word}_${nth}`)}]`;
  const values = shown.map(({ name, tint, from, until }, nth) => ({ label: shortened(name), tint, from, until, nth }));
  const transform = [
    inStretch,
    { calculate: `${list('name_row')}[datum.nth]`, as: 'row' },
    { calculate: `${list('name_left')}[datum.nth]`, as: 'left' },
    { calculate: `(max(datum.from, from_ms) - from_ms) / (to_ms - from_ms) * width`, as: 'pole' },
    { calculate: 'datum.left < datum.pole && datum.left > 0', as: 'isBehind' },
    { calculate: 'datum.isBehind ? datum.pole : datum.left', as: 'place' },
    { calculate: `datum.row < ${rowsMost} ? -(name_rows - datum.row) * ${row_px} : 0`, as: 'top' },
    { calculate: 'height', as: 'bottom' },
  ];
  const pixels = (field: string) => ({ field, type: 'quantitative', scale: null, axis: null });
  const name = {
    type: 'text',
    align: { expr: "datum.isBehind ? 'right' : 'left'" },
    baseline: 'top',
    dx: { expr: `datum.isBehind ? ${-gap_px} : ${gap_px}` },
    fontSize,
  };
  const text = {
    data: { values },
    transform: [...transform, { filter: `datum.row < ${rowsMost}` }],
    encoding: { x: pixels('place'), y: pixels('top'), text: { field: 'label', type: 'nominal' } },
  };
  return [
    {
      data: { values },
      transform,
      mark: { type: 'rule', stroke: { expr: 'datum.tint' }, strokeWidth: 1.25, strokeOpacity: 0.75 },
      encoding: { x: pixels('pole'), y: pixels('top'), y2: { field: 'bottom' } },
    },
    { ...text, mark: { ...name, stroke: colour.paper, strokeWidth: 4, strokeJoin: 'round' } },
    { ...text, mark: { ...name, fill: colour.ink } },
  ];
}

function shortened(name: string): string {
  const kept = [...name];
  if (textWidth(name, fontSize) <= nameMost_px) return name;
  while (textWidth(`${kept.join('')}…`, fontSize) > nameMost_px) kept.pop();
  return `${kept.join('')}…`;
}

/**
 * For each name its left end in pixels, and its row: below all earlier names that reach so far. A name that the right edge
 * would cut stands before its line. What lies outside the stretch has no row.
 */
function nameParams(named: Shown[]): IncidentBands['params'] {
  const widths = named.map(({ name }) => Math.ceil(textWidth(shortened(name), fontSize)) + 2 * gap_px);
  const perName = named.flatMap(({ from, until }, nth) => {
    const earlier = widths.slice(0, nth).map((width, other) => {
      const isInTheWay = `name_row_${other} < ${rowsMost} && name_left_${other} + ${width} > name_left_${nth}`;
      return `${isInTheWay} ? name_row_${other} + 1 : 0`;
    });
    const place = `(max(${from}, from_ms) - from_ms) / (to_ms - from_ms) * width`;
    return [
      {
        name: `name_left_${nth}`,
        expr: `max(0, ${place} + ${widths[nth]} > width ? ${place} - ${widths[nth]} : ${place})`,
      },
      {
        name: `name_row_${nth}`,
        expr: `${from} > to_ms || ${until} < from_ms ? ${rowsMost} : max(${['0', ...earlier].join(', ')})`,
      },
    ];
  });
  const rows = named.map((_, nth) => `name_row_${nth} < ${rowsMost} ? name_row_${nth} + 1 : 0`);
  return [...perName, { name: 'name_rows', expr: `max(${['0', ...rows].join(', ')})` }];
}
