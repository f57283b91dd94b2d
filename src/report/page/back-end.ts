/** The tiers behind the operators: which was how busy, which held its threads longest, and which failed first. */

import { noValue } from '../../experiments/format.ts';
import type { RunResult } from '../../experiments/run-result.ts';
import { type Html, html } from '../escape.ts';
import { tiersTold } from '../tier-words.ts';
import { unitsKept } from '../values.ts';

/** Nothing where no tier could have been short of anything. */
export function backEnd({ summary, details }: RunResult): Html {
  const told = tiersTold(details, summary.simulated_us);
  if (told.length === 0) return html``;
  return html`<section aria-labelledby="back-end">
<h2 id="back-end">Back end</h2>
<div class="card scroll" tabindex="0" role="region" aria-label="Tiers of the back end">
<table class="tiers"><caption class="of">Tiers of the back end</caption>
<thead><tr><th scope="col">tier</th><th scope="col">servers</th><th scope="col">busy mean / peak</th><th scope="col">threads held, peak</th><th scope="col">queue, peak</th><th scope="col">first to fail</th><th scope="col">turned away</th><th scope="col">worst moment</th><th scope="col">cache</th></tr></thead><tbody>
${told.map(
  tier => html`<tr><th scope="row">${tier.name}</th><td class="num">${tier.servers}</td><td class="num">${unitsKept(tier.busy)}</td><td class="num">${tier.held}</td><td class="num">${tier.queue}</td><td>${tier.firstToFail}</td><td>${tier.turnedAway.length === 0 ? noValue : tier.turnedAway.join(', ')}</td><td>${unitsKept(tier.worst)}</td><td>${unitsKept(tier.cache)}</td></tr>
`,
)}</tbody></table></div>
</section>`;
}
