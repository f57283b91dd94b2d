/** The charts: drawn still in the page, replaced by the interactive view where scripts run, with their data as a table. */
import type { Chart, ChartTable } from '../charts/index.ts';
import { type Html, html, trusted } from '../escape.ts';

/** A longer table is thinned evenly; all rows are in the run folder. */
const rowsShown = 60;

export function drawings(charts: Chart[], drawn: Map<string, string>, others: Html): Html {
  if (charts.length === 0 && others.markup === '') return others;
  return html`<section aria-labelledby="charts">
<h2 id="charts">What happened</h2>
<div class="two">
${others}
${charts.map(chart => drawing(chart, drawn.get(chart.name) ?? ''))}</div>
</section>`;
}

function drawing(chart: Chart, svg: string): Html {
  return html`<article class="card chart${chart.wide ? ' wide' : ''}" id="chart-${chart.name}">
<h3>${chart.title}</h3>
${chart.note !== '' && html`<p class="note">${chart.note}</p>`}
<div class="drawing" data-chart="${chart.name}"><div class="still">${trusted(svg)}</div><div class="live"></div></div>
${dataTable(chart)}
</article>
`;
}

function dataTable(chart: Chart): Html {
  const { columns } = chart.table;
  const rows = thinned(chart.table);
  const every = rows.length < chart.table.rows.length;
  return html`<details><summary>The data as a table</summary>
<div class="scroll" tabindex="0" role="region" aria-label="${chart.title}, data">
<table>${every && html`<caption>${rows.length} of ${chart.table.rows.length} rows, evenly spaced; all points are in charts/${chart.name}.vl.json</caption>`}
<thead><tr>${columns.map((column, i) => html`<th scope="col"${alignment(i)}>${column}</th>`)}</tr></thead><tbody>
${rows.map(
  row => html`<tr>${row.map((cell, i) => html`<td${alignment(i)}>${cell}</td>`)}</tr>
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
