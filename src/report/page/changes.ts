/** What a variant changes, value by value. */

import { noValue } from '../../experiments/format.ts';
import type { VariantChange } from '../../experiments/run-result.ts';
import { type Html, html } from '../escape.ts';
import { settingPath } from './setting-path.ts';

function changeTable(variant: string, changes: VariantChange[]): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Changes of ${variant}">
<table class="changes"><caption class="of">What ${variant} changes</caption>
<thead><tr><th scope="col">setting</th><th scope="col">from</th><th scope="col">to</th></tr></thead><tbody>
${changes.map(
  ({
    path,
    from,
    fromPreset,
    to,
  }) => html`<tr><th scope="row" class="name">${settingPath(path)}</th><td>${from ?? noValue}${fromPreset && html` <span class="plain">(preset)</span>`}</td><td><b>${to ?? 'nothing'}</b></td></tr>
`,
)}</tbody></table></div>`;
}

/** Nothing for a baseline, which changes nothing. */
export function changes(variant: string, changed: VariantChange[] = []): Html {
  if (changed.length === 0) return html``;
  return html`<section aria-labelledby="changes">
<h2 id="changes">What this variant changes</h2>
<div class="card">${changeTable(variant, changed)}</div>
</section>`;
}
