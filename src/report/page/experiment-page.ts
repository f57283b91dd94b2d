/** What the pages of sweeps and capacity searches share: their frame, measurements beside the model, and what to mind. */
import type { ObservedGap } from '../../experiments/observed.ts';
import type { Chart } from '../charts/index.ts';
import { type Html, html } from '../escape.ts';
import { unitsKept } from '../values.ts';
import { contents, page, topLine } from './frame.ts';
import { scripts } from './scripts.ts';

interface ExperimentPage {
  /** Of the window. */
  name: string;
  heading: string;
  question: string;
  topLine: Parameters<typeof topLine>[0];
  /** Those that the page may have, in their order. */
  sections: Parameters<typeof contents>[1];
  body: Html;
  charts: Chart[];
}

export function experimentPage({
  name,
  heading,
  question,
  topLine: kicker,
  sections,
  body,
  charts,
}: ExperimentPage): string {
  const whole = html`<header>
${topLine(kicker)}
<h1>${heading}</h1>
${question !== '' && html`<p class="question">${question}</p>`}
</header>
${contents(body, sections)}
${body}`;
  return page(name, whole, scripts(charts));
}

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

const mostFailures = 5;

/** What to mind, in whole sentences: warnings, the first replications that did not end well, and what else is to be said. */
export function caution(
  warnings: readonly string[],
  failed: readonly { at: string; replication: number; what: string }[],
  others: readonly string[] = [],
): Html {
  const texts = [
    ...warnings,
    ...failed
      .slice(0, mostFailures)
      .map(({ at, replication, what }) => `Replication ${replication} at ${at} failed: ${what}`),
    ...(failed.length > mostFailures ? [`and ${failed.length - mostFailures} more failures.`] : []),
    ...others,
  ];
  if (texts.length === 0) return html``;
  return html`<section aria-labelledby="caution">
<h2 id="caution">Caution</h2>
<ul>${texts.map(text => html`<li>${text}</li>`)}</ul>
</section>`;
}

/** What stands between backticks is code. */
export const withCode = (sentence: string): Html =>
  html`${sentence.split('`').map((part, i) => (i % 2 === 0 ? html`${part}` : html`<code>${part}</code>`))}`;
