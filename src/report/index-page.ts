/** The joined page of a scenario: its variants side by side, each with a way to its own report. */

import type { Metric, Summary } from '../experiments/run-result.ts';
import { type Html, html } from './escape.ts';
import { page } from './page/frame.ts';
import { plainDeep } from './plain-text.ts';
import {
  besides,
  bound,
  expectationsInShort,
  headline,
  headlineName,
  lawsInShort,
  measured,
  oneRunNote,
  sampleSize,
  verdictMark,
  verdictWord,
} from './values.ts';

export interface IndexEntry {
  summary: Summary;
  /** The report, relative to the page. */
  href: string;
}

const tone = { pass: 'good', fail: 'bad', undecided: 'unsure', 'not judged': 'unsure' } as const;

/** @param entries one per run, in the order of the columns; at least one */
export function indexPage(entries: IndexEntry[]): string {
  const runs = plainDeep(entries);
  const [first] = runs;
  if (first === undefined) throw new Error('The joined page needs at least one run');
  const metrics = [...new Set(runs.flatMap(run => Object.keys(run.summary.metrics)))];
  const expected = [...new Set(runs.flatMap(run => run.summary.expectations.map(one => one.text)))];
  const body = html`<header>
<p class="kicker"><span>mpsim</span><span>scenario <b>${first.summary.scenario}</b></span><span><b>${runs.length}</b> ${runs.length === 1 ? 'run' : 'runs'}</span></p>
<h1>${first.summary.title}</h1>
<p class="question">${first.summary.question}</p>
</header>
<section aria-labelledby="answers"><h2 id="answers">Answers</h2>
<div class="cards">
${runs.map(({ summary, href }) => answerCard(summary, href))}</div>
<p class="note">${oneRunNote}</p></section>
${
  expected.length > 0 &&
  table(
    'expectations',
    'What was expected',
    runs,
    expected.map(text => expectationRow(text, runs)),
  )
}
${
  metrics.length > 0 &&
  table(
    'figures',
    'Key figures side by side',
    runs,
    metrics.map(name => metricRow(name, runs)),
  )
}`;
  return page(`${first.summary.title} · variants`, body);
}

function answerCard(summary: Summary, href: string): Html {
  return html`<article class="card"><h3><a href="${href}">${summary.variant}</a></h3>
<p class="note">seed ${summary.seed}</p>
<p><b>${summary.answer[0] ?? ''}</b></p>
<p class="note">${summary.expectations.length > 0 && html`${expectationsInShort(summary)} · `}${lawsInShort(summary)}</p></article>
`;
}

function table(id: string, title: string, runs: IndexEntry[], rows: Html[]): Html {
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>
<div class="card scroll" tabindex="0" role="region" aria-label="${title}">
<table><thead><tr><td></td>${runs.map(run => html`<th scope="col" class="num">${run.summary.variant}</th>`)}</tr></thead>
<tbody>
${rows}</tbody></table></div></section>`;
}

function expectationRow(text: string, runs: IndexEntry[]): Html {
  const cells = runs.map(({ summary }) => {
    const one = summary.expectations.find(expectation => expectation.text === text);
    if (one === undefined) return html`<td class="num"></td>`;
    return html`<td class="num"><span class="${tone[one.verdict]}" role="img" aria-label="${verdictWord(one)}">${verdictMark[one.verdict]}</span> ${measured(one)} ${one.bound !== null && html`<span class="plain">bound ${bound(one)}</span>`}</td>`;
  });
  return html`<tr><th scope="row" class="text">${text}</th>${cells}</tr>
`;
}

function metricRow(name: string, runs: IndexEntry[]): Html {
  const metrics = runs.map(run => (Object.hasOwn(run.summary.metrics, name) ? run.summary.metrics[name] : undefined));
  const question = metrics.find(metric => metric !== undefined)?.question ?? '';
  return html`<tr><th scope="row" class="text">${question}<br><span class="name plain">${name}</span></th>${metrics.map(metricCell)}</tr>
`;
}

function metricCell(metric: Metric | undefined): Html {
  if (metric === undefined) return html`<td class="num"></td>`;
  const [tail] = besides(metric);
  return html`<td class="num"><b>${headline(metric)}</b> <span class="plain">${headlineName(metric)}</span>${tail && html`<br>${tail[0]} ${tail[1]}`}<br><span class="plain">${sampleSize(metric)}</span></td>`;
}
