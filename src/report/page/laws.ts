/** The laws that were put to the test, the broken ones first. */

import { formatCount } from '../../experiments/format.ts';
import type { RunResult } from '../../experiments/run-result.ts';
import { type Html, html } from '../escape.ts';
import { lawsInShort } from '../values.ts';

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
