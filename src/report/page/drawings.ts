/** The charts: drawn still in the page, replaced by the interactive view where scripts run, with their data as a table. */

import { formatCount } from '../../experiments/format.ts';
import type { Chart, ChartTable } from '../charts/index.ts';
import { type Html, html, trusted } from '../escape.ts';

/** A longer table is thinned evenly; all rows are in the run folder. */
const rowsShown = 60;

export interface Drawings {
  charts: Chart[];
  /** The charts as SVG, by name. */
  drawn: Map<string, string>;
  /** What else happened, in front of the charts. */
  others: Html;
  /** True where the specifications lie beside the page. */
  beside: boolean;
}

export function drawings({ charts, drawn, others, beside }: Drawings): Html {
  if (charts.length === 0 && others.markup === '') return others;
  return html`<section aria-labelledby="charts">
<h2 id="charts">Charts</h2>
<div class="two">
${others}
${charts.map(chart => drawing(chart, drawn.get(chart.name) ?? '', beside))}</div>
</section>`;
}

function drawing(chart: Chart, svg: string, beside: boolean): Html {
  return html`<article class="card chart${chart.wide ? ' wide' : ''}" id="chart-${chart.name}">
<h3>${chart.title}</h3>
${chart.note !== '' && html`<p class="note">${chart.note}</p>`}
${chart.wide && html`<p class="note stretch-note" hidden></p>`}
<div class="drawing" data-chart="${chart.name}"><div class="still">${trusted(svg)}</div><div class="live"></div></div>
${dataTable(chart, beside)}
</article>
`;
}

function dataTable(chart: Chart, beside: boolean): Html {
  const { columns } = chart.table;
  const rows = thinned(chart.table);
  const all = chart.table.rows.length;
  const everything = beside ? `charts/${chart.name}.vl.json` : 'the reports of the variants';
  const howMany =
    rows.length < all
      ? `${rows.length} of ${formatCount(all)} rows, evenly spaced; every point is in ${everything}`
      : `all ${all} rows`;
  return html`<details><summary class="as-table">Show as table<span class="of">: ${chart.title}</span></summary>
<div class="scroll data" tabindex="0" role="region" aria-label="${chart.title}, data">
<table><caption>${chart.title}: ${howMany}.</caption>
<thead><tr>${columns.map((column, i) => html`<th scope="col"${alignment(i)}>${column}</th>`)}</tr></thead><tbody>
${rows.map(
  ([
    first,
    ...others
  ]) => html`<tr><th scope="row">${first}</th>${others.map((cell, i) => html`<td${alignment(i + 1)}>${cell}</td>`)}</tr>
`,
)}</tbody></table></div></details>`;
}

const alignment = (column: number): Html => trusted(column === 0 ? '' : ' class="num"');

function thinned(table: ChartTable): ChartTable['rows'] {
  const { length } = table.rows;
  if (length <= rowsShown) return table.rows;
  return Array.from(
    { length: rowsShown },
    (_, i) => table.rows[Math.round((i * (length - 1)) / (rowsShown - 1))] ?? [],
  );
}
