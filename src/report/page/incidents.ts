/** What the timeline did, and what became of the requests that met it. */

import { noValue } from '../../experiments/format.ts';
import type { RunResult } from '../../experiments/run-result.ts';
import { type Html, html } from '../escape.ts';
import { incidentsTold } from '../incident-words.ts';
import { unitsKept } from '../values.ts';

/** Nothing for a run without a timeline. */
export function incidents({ summary, details }: RunResult): Html {
  const told = incidentsTold(details, summary.simulated_us);
  if (told.length === 0) return html``;
  return html`<section aria-labelledby="incidents">
<h2 id="incidents">What happened</h2>
<div class="card scroll" tabindex="0" role="region" aria-label="What the timeline did">
<table class="incidents"><caption class="of">What the timeline did</caption>
<thead><tr><th scope="col">name</th><th scope="col">what</th><th scope="col">local time</th><th scope="col">requests meanwhile</th></tr></thead><tbody>
${told.map(
  ({
    name,
    what,
    when,
    met,
  }) => html`<tr><th scope="row">${name}</th><td>${unitsKept(what)}</td><td>${when}</td>${met.length === 0 ? html`<td class="without">${noValue}</td>` : html`<td>${met.join(', ')}</td>`}</tr>
`,
)}</tbody></table></div>
</section>`;
}
