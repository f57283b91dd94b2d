/** Measurements beside the model, as every experiment shows them. */
import type { ObservedGap } from '../../experiments/observed.ts';
import { type Html, html } from '../escape.ts';
import { unitsKept } from '../values.ts';

export function measurements(observed: readonly ObservedGap[]): Html {
  if (observed.length === 0) return html``;
  return html`<section aria-labelledby="measured">
<h2 id="measured">Measurements beside the model</h2>
${observed.map(
  ({ metric, file, where, words, measuredN, modelN }) => html`<div class="card"><h3>${metric}, ${file}</h3>
${words.map(sentence => html`<p>${unitsKept(sentence)}</p>`)}
<p class="note">${measuredN} measured values, ${modelN} of the model${where.length > 0 && html`, with ${where.join(', ')}`}.</p></div>
`,
)}
</section>`;
}
