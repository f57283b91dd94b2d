/** How to get the same run again, and where its numbers lie for programs. */
import type { RunResult } from '../../experiments/run-result.ts';
import type { Chart } from '../charts/index.ts';
import { type Html, html } from '../escape.ts';
import { oneRunNote } from '../values.ts';

export function reproduction({ summary, details }: RunResult, charts: Chart[]): Html {
  const files = ['summary.json', 'details.json', 'manifest.json'];
  return html`<section aria-labelledby="reproduce">
<h2 id="reproduce">Get it again</h2>
<div class="card">
<div class="command"><pre id="command">Reproduce: <b>${summary.reproduce}</b></pre><button type="button" id="copy" data-command="${summary.reproduce}" hidden>Copy</button></div>
<dl class="facts">
<dt>fingerprint</dt><dd class="name">${summary.fingerprint}</dd>
<dt>preset</dt><dd>${summary.preset}</dd>
<dt>how sure</dt><dd>${oneRunNote}</dd>
<dt>for machines</dt><dd>${files.map((file, i) => html`${i > 0 && ', '}<a href="${file}">${file}</a>`)}; ${details.tables.length > 0 ? 'tables/*.parquet' : 'no tables'}; schema ${summary.schema}</dd>
${
  charts.length > 0 &&
  html`<dt>charts</dt><dd>${charts.map((chart, i) => html`${i > 0 && ', '}<a href="charts/${chart.name}.vl.json">${chart.name}</a>`)}, as Vega-Lite with their data. Drawn by Vega, Vega-Lite and Vega-Embed inside this file; nothing is loaded from anywhere.</dd>
`
}</dl></div>
</section>`;
}
