/** Why one may believe it: the laws put to the test, what the answer rests on, how to get it again. */
import type { RunResult } from '../../experiments/run-result.ts';
import type { Chart } from '../charts/index.ts';
import { type Html, html } from '../escape.ts';
import { formatCount } from '../format.ts';
import { assumptionsInShort, lawsInShort, oneRunNote } from '../values.ts';

export function laws({ summary }: RunResult): Html {
  if (summary.laws.length === 0) return html``;
  const brokenFirst = [...summary.laws].sort((a, b) => rank(a.verdict) - rank(b.verdict));
  return html`<section aria-labelledby="laws">
<h2 id="laws">Laws of the system: ${lawsInShort(summary)}</h2>
<ul class="stack">
${brokenFirst.map(
  law => html`<li><span class="mark ${law.verdict === 'held' ? 'good' : 'bad'}" role="img" aria-label="${law.verdict}">${law.verdict === 'held' ? '✓' : '✗'}</span>
<span class="says">${law.name}</span>
<span class="value"><span>judged ${formatCount(law.judged)}×</span></span>
${law.breach !== undefined && html`<span class="why bad">${law.breach}</span>`}
<span class="why">${law.why}</span></li>
`,
)}</ul>
</section>`;
}

const rank = (verdict: 'held' | 'broken'): number => (verdict === 'broken' ? 0 : 1);

export function assumptions({ summary }: RunResult): Html {
  if (summary.assumptions.length === 0) return html``;
  return html`<section aria-labelledby="assumptions">
<h2 id="assumptions">What the answer rests on</h2>
<div class="card"><p>${assumptionsInShort(summary)}</p>
<details><summary>All ${summary.assumptions.length} settings with their source</summary>
<div class="scroll" tabindex="0" role="region" aria-label="Settings and their sources">
<table><thead><tr><th scope="col">setting</th><th scope="col">value</th><th scope="col">set by</th><th scope="col">source</th></tr></thead><tbody>
${summary.assumptions.map(
  one => html`<tr><th scope="row" class="name">${one.path}</th><td>${one.value}</td><td>${one.setBy === 'scenario' ? 'the scenario' : `preset ${one.setBy}`}</td><td class="text">${one.assumed && html`<b class="unsure">assumed</b> · `}${one.source}</td></tr>
`,
)}</tbody></table></div></details></div>
</section>`;
}

export function reproduction({ summary, details }: RunResult, charts: Chart[]): Html {
  const files = ['summary.json', 'manifest.json', ...charts.map(chart => `charts/${chart.name}.vl.json`)];
  return html`<section aria-labelledby="reproduce">
<h2 id="reproduce">Get it again</h2>
<div class="card">
<div class="command"><pre id="command">Reproduce: <b>${summary.reproduce}</b></pre><button type="button" id="copy" data-command="${summary.reproduce}" hidden>Copy</button></div>
<dl class="facts">
<dt>fingerprint</dt><dd class="name">${summary.fingerprint}</dd>
<dt>how sure</dt><dd>${oneRunNote}</dd>
<dt>for machines</dt><dd>${files.map((file, i) => html`${i > 0 && ', '}<a href="${file}">${file}</a>`)}; ${details.tables.length > 0 ? 'tables/*.parquet' : 'no tables'}; schema ${summary.schema}</dd>
<dt>charts by</dt><dd>Vega, Vega-Lite and Vega-Embed, inside this file; nothing is loaded from anywhere.</dd>
</dl></div>
</section>`;
}
