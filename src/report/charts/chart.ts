/**
 * What every chart has in common: its place in the report, its Vega-Lite specification with the data inside, and the
 * same data as a table for those who would rather read numbers.
 */
import { textWidth, wrapped } from '../text-width.ts';
import { colour, seriesColours, svgFontFamily } from '../theme.ts';

export interface Chart {
  /** Safe as a file name and as an element id. */
  name: string;
  title: string;
  /** What to look for, in one sentence; empty where the title says it all. */
  note: string;
  /** What the picture shows, for those who hear it instead: the numbers that stand out, in a sentence or two. */
  says: string;
  /** Vega-Lite; checked when it is compiled, since its types are too wide for the language's compiler. */
  spec: object;
  table: ChartTable;
  /** Charts over time take the whole width of the page. */
  wide: boolean;
}

export interface ChartTable {
  columns: string[];
  rows: (string | number)[][];
}

const labelLimit = 240;

export const wideSize = { width: 940, height: 220 };
export const narrowSize = { width: 430, height: 260 };

/**
 * Everything but data, marks and encoding. No chart has a title inside: the page writes it, where it can wrap.
 *
 * @param legend the labels of the legend, if there is one: it breaks into as many columns as fit. The page uses the width
 *               of one entry, kept in `usermeta`, to do the same at its own width.
 * @param left_px what stands left of the plot, under which no legend can be: the names of rows
 */
export function frame(
  title: string,
  says: string,
  size: { width: number; height: number },
  legend: string[] = [],
  left_px = 0,
) {
  const entry_px =
    Math.ceil(legend.reduce((most, label) => Math.max(most, Math.min(labelLimit, textWidth(label, 12))), 40)) + 56;
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    description: `${title}. ${says}`,
    width: size.width,
    height: size.height,
    autosize: { type: 'fit-x', contains: 'padding' },
    background: colour.paper,
    usermeta: { legendEntry_px: entry_px, left_px: Math.max(60, Math.ceil(left_px)) },
    config: {
      font: svgFontFamily,
      view: { stroke: null },
      mark: { aria: false },
      range: { category: seriesColours },
      axis: {
        labelColor: colour.muted,
        labelFontSize: 12,
        labelPadding: 6,
        titleColor: colour.muted,
        titleFontSize: 12,
        titleFontWeight: 'normal',
        titlePadding: 10,
        titleLimit: 0,
        gridColor: colour.grid,
        domainColor: colour.line,
        tickColor: colour.line,
        labelOverlap: 'greedy',
      },
      axisY: { domain: false, ticks: false, tickCount: 5, labelLimit: 150, minExtent: size === wideSize ? 44 : 0 },
      axisX: { grid: false },
      legend: {
        orient: 'top',
        direction: 'horizontal',
        title: null,
        labelColor: colour.ink,
        labelFontSize: 12,
        labelLimit,
        columns: Math.max(1, Math.floor((size.width - left_px) / entry_px)),
        symbolSize: 90,
        symbolStrokeWidth: 3,
        offset: 8,
        padding: 0,
        columnPadding: 18,
        layout: { top: { direction: 'vertical', margin: 6, anchor: 'start' } },
      },
      text: { color: colour.ink, fontSize: 12 },
    },
  } as const;
}

/** A title from a scenario, in lines short enough for the height of a chart and the width of a telephone. */
export function axisTitle(title: string): string[] {
  const lines = wrapped(title, 290, 12);
  return lines.length <= 3 ? lines : [...lines.slice(0, 2), `${lines[2]} …`];
}

/** Numbers on an axis as everywhere in the report: thousands by a narrow space, no SI letters. */
export const numberLabels = {
  labelExpr: "datum.label === '' ? '' : replace(format(datum.value, ',.12~r'), regexp(',', 'g'), '\\u202f')",
};

/** The legend of lines shows a piece of each, long enough to tell its dashes. */
/**
 * The interval around the first line of a chart over a number.
 *
 * @param values  each with its ends, `low` and `high`
 * @param x       the encoding that the line has too
 */
export const intervalBand = (values: readonly object[], x: object) => ({
  data: { values },
  mark: { type: 'area', fillOpacity: 0.18 },
  encoding: { x, y: { field: 'low', type: 'quantitative' }, y2: { field: 'high' }, color: { value: colour.series1 } },
});

export const lineLegend = { symbolType: 'stroke', symbolSize: 500 };

export const shareLabels = { labelExpr: "format(datum.value * 100, '.0f') + ' %'" };

/** The unit in the last pair of brackets of an axis title: `time to answer (ms)` → `ms`. */
export function axisUnit(axis: string): string {
  return /\(([^()]*)\)\s*$/.exec(axis)?.[1] ?? '';
}

/**
 * `value (GB)` for a tooltip. Vega-Lite writes such names into an expression without quoting them, so only plain units
 * get there; for the same reason marks carry no descriptions (`aria: false`), which would hold axis titles.
 */
export function tooltipName(word: string, axis: string): string {
  const unit = axisUnit(axis);
  return /^[\p{L}\p{N} %/.-]{1,30}$/u.test(unit) ? `${word} (${unit})` : word;
}

/** The same thing under two spellings: `getbalance-latency` and `getBalance.latency`. */
export const sameName = (a: string, b: string): boolean => bare(a) === bare(b);

export const bare = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
