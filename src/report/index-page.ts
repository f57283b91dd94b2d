/** The joined page of a scenario: its variants side by side, each with a way to its own report. */
import type { RunDetails, Summary } from '../experiments/run-result.ts';
import { answersAcross } from './answer-across.ts';
import { incidentsInCommon, overlaidCharts, overlaidSeries } from './charts/index.ts';
import { type Html, html } from './escape.ts';
import { drawings } from './page/drawings.ts';
import { contents, page, topLine } from './page/frame.ts';
import { scripts } from './page/scripts.ts';
import { changesSideBySide, expectationsSideBySide, figuresSideBySide, stagesSideBySide } from './page/side-by-side.ts';
import { timeBrush } from './page/time-brush.ts';
import { plainDeep } from './plain-text.ts';
import { renderCharts } from './render.ts';
import { expectationsInShort, lawsInShort, oneRunNote, unitsKept } from './values.ts';

export interface IndexEntry {
  summary: Summary;
  details: Omit<RunDetails, 'tables'>;
  /** The report, relative to the page. */
  href: string;
}

const sections: [id: string, title: string][] = [
  ['answers', 'Answers'],
  ['changes', 'Changes'],
  ['expectations', 'Expectations'],
  ['figures', 'Key figures'],
  ['stages', 'How far people came'],
  ['charts', 'Charts'],
];

/** @param entries one per run, in the order of the columns; at least one */
export async function indexPage(entries: IndexEntry[]): Promise<string> {
  const runs = plainDeep(entries);
  const [first] = runs;
  if (first === undefined) throw new Error('The joined page needs at least one run');
  const baseline = runs.find(run => run.details.changes?.length === 0) ?? first;
  const overlaid = runs.map(({ summary, details }) => ({
    variant: summary.variant,
    details,
    run_us: summary.simulated_us,
  }));
  const charts = overlaidCharts(overlaid);
  const drawn = await renderCharts(charts);
  const others = timeBrush(overlaidSeries(overlaid), first.details.start, incidentsInCommon(overlaid));
  const { scenario, seed, preset, title, question } = first.summary;
  const body = html`<section aria-labelledby="answers"><h2 id="answers">Answers</h2>
${across(runs.map(({ summary }) => summary))}<div class="cards answers">
${runs.map(run => answerCard(run, run === baseline))}</div>
<p class="note">${oneRunNote}</p></section>
${changesSideBySide(runs, baseline)}
${expectationsSideBySide(runs)}
${figuresSideBySide(runs, baseline)}
${stagesSideBySide(runs)}
${drawings({ charts, drawn, others, beside: false })}`;
  const whole = html`<header>
${topLine([
  ['scenario', scenario],
  ['seed', seed],
  ['preset', preset],
  ['variants', runs.length],
])}
<h1>${title}</h1>
${question !== '' && html`<p class="question">${question}</p>`}
</header>
${contents(body, sections)}
${body}`;
  return page(`${title} · variants`, whole, scripts(charts));
}

/** What the scenario asks about, over all variants; nothing where it names no metric of its own. */
function across(summaries: readonly Summary[]): Html {
  const [first, ...others] = answersAcross(summaries).map(unitsKept);
  return html`${
    first !== undefined &&
    html`<div class="answer"><p class="first">${first}</p>${others.map(sentence => html`<p>${sentence}</p>`)}</div>
`
  }`;
}

function answerCard({ summary, href }: IndexEntry, isBaseline: boolean): Html {
  return html`<article class="card"><h3><a href="${href}">${summary.variant}</a>${isBaseline && html` <span class="plain">baseline</span>`}</h3>
<p><b>${unitsKept(summary.answer[0] ?? '')}</b></p>
<p class="note">${summary.expectations.length > 0 && html`${expectationsInShort(summary)} · `}${lawsInShort(summary)}</p></article>
`;
}
