/** The assumption ledger: everything the answer rests on, who set it, and who says so. */
import type { Assumption, RunResult } from '../../experiments/run-result.ts';
import { type Html, html } from '../escape.ts';
import { assumptionsInShort } from '../values.ts';
import { settingPath } from './setting-path.ts';

const assumed = 'assumed';
const documented = 'document';

export const ledger = ({ summary }: RunResult): Html => ledgerOf(summary.assumptions, summary.preset);

export function ledgerOf(assumptions: readonly Assumption[], preset: string): Html {
  if (assumptions.length === 0) return html``;
  const setBy = ({ setBy }: Assumption): string => (setBy === 'scenario' ? 'you' : `preset ${setBy}`);
  return html`<section aria-labelledby="assumptions">
<h2 id="assumptions">What the answer rests on</h2>
<div class="card"><p>Rests on ${assumptionsInShort({ assumptions })} Everything you did not set comes from the preset <b>${preset}</b>.</p>
<details><summary>All ${assumptions.length} settings with their source</summary>
<div class="controls" id="ledger-controls" hidden>
<label for="ledger-words">Find <input type="search" id="ledger-words" placeholder="a word of path, value or source"></label>
<label for="ledger-set-by">Set by <select id="ledger-set-by"><option value="">anybody</option>${[...new Set(assumptions.map(setBy))].map(who => html`<option>${who}</option>`)}</select></label>
<label for="ledger-basis">Basis <select id="ledger-basis"><option value="">any</option><option>${assumed}</option><option>${documented}</option></select></label>
<output for="ledger-words ledger-set-by ledger-basis"></output></div>
<div class="scroll" tabindex="0" role="region" aria-label="Settings and their sources">
<table id="ledger"><caption>Every setting; "${assumed}" means that no document publishes the number.</caption>
<thead><tr><th scope="col">setting</th><th scope="col">value</th><th scope="col">set by</th><th scope="col">basis</th><th scope="col">source</th></tr></thead><tbody>
${assumptions.map(
  one => html`<tr><th scope="row" class="name">${settingPath(one.path)}</th><td>${one.value}</td><td class="unbroken">${setBy(one)}</td><td${one.assumed && html` class="unsure"`}>${one.assumed ? assumed : documented}</td><td class="text">${one.source}</td></tr>
`,
)}</tbody></table></div></details></div>
</section>`;
}
