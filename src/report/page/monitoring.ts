/** What the monitoring noticed: each incident with its severity, how soon it was seen, and how long it stayed open. */
import type { RunResult } from '../../experiments/run-result.ts';
import { type Html, html } from '../escape.ts';
import { monitoringTold } from '../monitoring-words.ts';
import { unitsKept } from '../values.ts';

/** Nothing where there is no monitoring. */
export function monitoring({ summary, details }: RunResult): Html {
  const told = monitoringTold(details, summary.simulated_us);
  if (told === undefined) return html``;
  return html`<section aria-labelledby="monitoring">
<h2 id="monitoring">Monitoring</h2>
<div class="card scroll" tabindex="0" role="region" aria-label="What the monitoring noticed">
${told.probes.map(probes => html`<p class="note">${unitsKept(probes)}</p>`)}
${
  told.incidents.length > 0 &&
  html`<table class="incidents"><caption class="of">Incidents by severity</caption>
<thead><tr><th scope="col">operator</th><th scope="col" class="num">severity</th><th scope="col">local time</th><th scope="col">noticed, from the first failure</th><th scope="col">told</th></tr></thead><tbody>
${told.incidents.map(
  ({
    operator,
    severity,
    when,
    noticed,
    duties,
  }) => html`<tr><th scope="row">${operator}</th><td class="num">${severity}</td><td>${when}</td><td>${unitsKept(noticed)}</td><td>${duties}</td></tr>
`,
)}</tbody></table>`
}</div>
</section>`;
}
