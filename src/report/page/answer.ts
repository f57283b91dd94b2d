/** The top of the page: what was asked, what came out, and whether it was good enough. */

import { formatCount, formatDuration } from '../../experiments/format.ts';
import type { RunResult } from '../../experiments/run-result.ts';
import { type Html, html } from '../escape.ts';
import { formatStart } from '../local-time.ts';
import {
  bound,
  expectationsInShort,
  lawsInShort,
  measured,
  oneRunNote,
  unitsKept,
  verdictMark,
  verdictWord,
} from '../values.ts';
import { topLine } from './frame.ts';

const tone = { pass: 'good', fail: 'bad', undecided: 'unsure', 'not judged': 'unsure' } as const;

export function heading({ summary }: RunResult): Html {
  const { scenario, variant, seed, preset } = summary;
  return html`<header>
${topLine([
  ['scenario', scenario],
  ['variant', variant],
  ['seed', seed],
  ['preset', preset],
])}
<h1>${summary.title}</h1>
${summary.question !== '' && html`<p class="question">${summary.question}</p>`}
</header>`;
}

export function answer({ summary, details }: RunResult): Html {
  const [first, ...rest] = summary.answer.map(unitsKept);
  return html`<section class="answer" aria-labelledby="answer">
<h2 id="answer">Answer</h2>
<p class="first">${first ?? 'This run gives no answer in words; see the key figures.'}</p>
${rest.map(sentence => html`<p>${sentence}</p>`)}
${pills(summary)}
</section>
<p class="note">${formatDuration(summary.simulated_us)} simulated from ${formatStart(details.start)}, ${formatCount(summary.events)} events.${notCounted(summary)} ${oneRunNote}</p>`;
}

/** The charts begin after it. */
const notCounted = ({ warm_up_us }: RunResult['summary']): string =>
  warm_up_us === undefined
    ? ''
    : ` The first ${formatDuration(warm_up_us)} of it are the warm-up, which no number, chart or table counts.`;

function pills(summary: RunResult['summary']): Html {
  const verdicts = summary.expectations.filter(one => one.level !== 'question').map(one => one.verdict);
  const worst = verdicts.includes('fail') ? 'bad' : verdicts.includes('undecided') ? 'unsure' : 'good';
  const broken = summary.laws.some(law => law.verdict === 'broken');
  return html`<ul class="pills">
${summary.expectations.length > 0 && html`<li class="pill ${worst}">${expectationsInShort(summary)}</li>`}
${summary.laws.length > 0 && html`<li class="pill ${broken ? 'bad' : 'good'}">${lawsInShort(summary)}</li>`}
</ul>`;
}

export function expectations({ summary }: RunResult): Html {
  if (summary.expectations.length === 0) return html``;
  return html`<section aria-labelledby="expectations">
<h2 id="expectations">What was expected</h2>
<ul class="stack">
${summary.expectations.map(
  one => html`<li><span class="mark ${tone[one.verdict]}" role="img" aria-label="${verdictWord(one)}">${verdictMark[one.verdict]}</span>
<span class="says">${unitsKept(one.text)}</span>
<span class="value"><b>${measured(one)}</b>${one.bound !== null && html` <span>bound ${bound(one)}</span>`}</span>
${one.why !== undefined && html`<span class="why">${one.why}</span>`}</li>
`,
)}</ul>
</section>`;
}
