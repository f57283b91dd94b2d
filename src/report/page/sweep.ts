/** `report.html` of a sweep: the answer, where expectations fail, the curves, and every point as a table. */

import { counted } from '../../experiments/format.ts';
import { axisName, guessName, type SweepResult, tornadoWords } from '../../experiments/index.ts';
import type { Verdict } from '../../experiments/run-result.ts';
import type { Chart } from '../charts/index.ts';
import { pointInWords } from '../charts/response.ts';
import { type Html, html } from '../escape.ts';
import { unitsKept, verdictMark } from '../values.ts';
import { drawings } from './drawings.ts';
import { caution, experimentPage, measurements, withCode } from './experiment-page.ts';
import { settingPath } from './setting-path.ts';

const sections: [id: string, title: string][] = [
  ['expectations', 'Expectations'],
  ['charts', 'Charts'],
  ['points', 'Every point'],
  ['words', 'In words'],
  ['guesses', 'Guesses'],
  ['measured', 'Measurements'],
  ['caution', 'Caution'],
  ['reproduce', 'Get it again'],
];

const tone: Record<Verdict, string> = { pass: 'good', fail: 'bad', undecided: 'unsure', 'not judged': 'unsure' };
/** Of the table in the page; all are in the tables beside it. */
const mostRows = 200;
/** About each expectation. */
const mostWords = 8;

/** @param drawn the charts as SVG, by name */
export function sweepPage(result: SweepResult, charts: Chart[], drawn: Map<string, string>): string {
  const { scenario, variant, seed, replications, title, question, axes } = result;
  const failed = result.failed.map(one => ({ ...one, at: one.values.join(', ') }));
  const varied = axes.map(axisName).join(' and ');
  const body = html`${answer(result)}
${expectations(result)}
${drawings({ charts, drawn, others: html``, beside: true })}
${pointTable(result)}
${inWords(result)}
${guesses(result)}
${measurements(result.observed)}
${caution(result.warnings, failed)}
${reproduction(result)}`;
  return experimentPage({
    name: `${title} · sweep of ${varied}`,
    heading: `${title}: ${varied}`,
    topLine: [
      ['scenario', scenario],
      ['variant', variant],
      ['seed', seed],
      ['replications', replications],
    ],
    question,
    sections,
    body,
    charts,
  });
}

function answer({ answer: sentences, axes, points, replications }: SweepResult): Html {
  const [first, ...rest] = sentences.map(sentence => withCode(unitsKept(sentence)));
  const varied = axes.map(({ path, written }) => html`<dt><code>${settingPath(path)}</code></dt><dd>${written}</dd>`);
  return html`<section class="answer" aria-labelledby="answer">
<h2 id="answer">Answer</h2>
<p class="first">${first ?? 'Nothing that was drawn changes.'}</p>
${rest.map(sentence => html`<p>${sentence}</p>`)}
</section>
<dl class="facts">${varied}</dl>
<p class="note">${points.length} points × ${counted(replications, 'replication')}; all points met the same random numbers. ± and bands are 95 % intervals of the mean: sampling error only.</p>`;
}

/** A row for each expectation, a mark for each value; with two parameters, how many points hold. */
function expectations({ claims, axes, points }: SweepResult): Html {
  if (claims.length === 0) return html``;
  return html`<section aria-labelledby="expectations">
<h2 id="expectations">Where expectations hold</h2>
<ul class="stack">
${claims.map(({ text, points: verdicts, words }) => {
  const count = (verdict: Verdict) => verdicts.filter(point => point.verdict === verdict).length;
  const worst = (['fail', 'undecided', 'not judged', 'pass'] as const).find(verdict => count(verdict) > 0) ?? 'pass';
  const marks =
    axes.length === 1 && points.length <= 12
      ? verdicts.map(
          ({ verdict }, i) =>
            html`<span class="${tone[verdict]}" title="${points[i]!.values.join(' ')}">${verdictMark[verdict]}<span class="of"> at ${points[i]!.values.join(' ')}</span></span> `,
        )
      : html`${count('pass')} of ${verdicts.length} points hold`;
  return html`<li><span class="mark ${tone[worst]}" aria-hidden="true">${verdictMark[worst]}</span>
<span class="says">${unitsKept(text)}</span>
<span class="value">${marks}</span>
${words.slice(0, mostWords).map(sentence => html`<span class="why">${withCode(unitsKept(sentence))}</span>`)}
${words.length > mostWords && html`<span class="why">and ${words.length - mostWords} more like this.</span>`}</li>
`;
})}</ul>
</section>`;
}

function pointTable({ axes, points, numbers, claims }: SweepResult): Html {
  const drawn = numbers.filter(({ isDrawn }) => isDrawn);
  const shown = points.slice(0, mostRows);
  const most =
    points.length > shown.length ? ` The first ${mostRows} of ${points.length}; all are in tables/sweep.parquet.` : '';
  return html`<section aria-labelledby="points">
<h2 id="points">Every point</h2>
<p class="note" id="points-are">Means over the replications, ± half of the 95 % interval (sampling error only).${most}</p>
<div class="scroll" tabindex="0" role="region" aria-label="Every point">
<table aria-describedby="points-are">
<thead><tr>${axes.map(axis => html`<th scope="col">${axisName(axis)}</th>`)}${drawn.map(({ name }) => html`<th scope="col" class="num">${name}</th>`)}${claims.length > 0 && html`<th scope="col">expectations</th>`}</tr></thead>
<tbody>
${shown.map(({ values }, i) => {
  const [first, ...rest] = values;
  const met = claims.filter(claim => claim.points[i]!.verdict === 'pass').length;
  return html`<tr><th scope="row">${first}</th>${rest.map(value => html`<td>${value}</td>`)}${drawn.map(number => html`<td class="num">${pointInWords(number.points[i]!, number.unit)}</td>`)}${claims.length > 0 && html`<td>${met} of ${claims.length} met</td>`}</tr>
`;
})}</tbody></table></div>
</section>`;
}

/** What each drawn number does, at each value of the second parameter. */
function inWords({ numbers, axes }: SweepResult): Html {
  const [, second] = axes;
  const drawn = numbers.filter(({ isDrawn }) => isDrawn);
  if (drawn.length === 0) return html``;
  return html`<section aria-labelledby="words">
<h2 id="words">What each number does</h2>
<div class="card"><dl class="facts">
${drawn.map(
  ({ name, curves }) =>
    html`<dt class="name">${name}</dt><dd>${curves.map(
      ({ second: row, words }) =>
        html`<p>${second !== undefined && row !== null && html`<b>${axisName(second)} ${second.values[row]!.text}:</b> `}${words.map(unitsKept).join(' ')}</p>`,
    )}</dd>
`,
)}</dl></div>
</section>`;
}

function guesses({ tornado }: SweepResult): Html {
  if (tornado === undefined || tornado.guesses.length === 0) return html``;
  return html`<section aria-labelledby="guesses">
<h2 id="guesses">Which guess moves the answer</h2>
<div class="card">${tornadoWords([tornado]).map(sentence => html`<p>${unitsKept(sentence)}</p>`)}
<dl class="facts">${tornado.guesses.map(
    guess =>
      html`<dt class="name">${guessName(guess.path)}</dt><dd>${guess.ends.map(
        ({ value, mean, low, high }, i) =>
          html`${i > 0 && ' · '}${value}: ${pointInWords({ mean, low, high }, tornado.unit)}`,
      )}${guess.silent !== undefined && html` <span class="plain">(${guess.silent})</span>`}</dd>
`,
  )}</dl></div>
</section>`;
}

function reproduction({ reproduce, schema }: SweepResult): Html {
  return html`<section aria-labelledby="reproduce">
<h2 id="reproduce">Get it again</h2>
<div class="card">
<div class="command"><pre id="command">Reproduce: <b>${reproduce}</b></pre><button type="button" id="copy" data-command="${reproduce}" hidden>Copy</button></div>
<dl class="facts">
<dt>how sure</dt><dd>Each ± is sampling error only: it says nothing of whether the settings are true.</dd>
<dt>for machines</dt><dd><a href="summary.json">summary.json</a>, <a href="manifest.json">manifest.json</a>; tables/sweep.parquet; schema ${schema}</dd>
</dl></div>
</section>`;
}
