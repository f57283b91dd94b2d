/** `report.html` of a comparison: the verdict first, then the differences, then how it was found and how to get it again. */
import type { ComparedNumber, Comparison } from '../../experiments/compare/comparison.ts';
import { counted, formatCount, formatShare, noValue } from '../../experiments/format.ts';
import type { Chart } from '../charts/index.ts';
import { type Html, html } from '../escape.ts';
import { judgedInWords as claimInWords } from '../judged-lines.ts';
import { drawings } from '../page/drawings.ts';
import { withCode } from '../page/experiment-page.ts';
import { fateSection } from '../page/fate.ts';
import { contents, page, topLine } from '../page/frame.ts';
import { ledgerOf } from '../page/ledger.ts';
import { scripts } from '../page/scripts.ts';
import { settingPath } from '../page/setting-path.ts';
import { plainDeep } from '../plain-text.ts';
import { assumptionsInShort, unitsKept, verdictMark } from '../values.ts';
import { guessSection } from './guesses.ts';
import {
  differenceInWords,
  judgedInWords,
  keyNumbers,
  numberInWords,
  pInWords,
  reductionInWords,
  sizeInWords,
  stormInWords,
  valueInWords,
} from './words.ts';

const sections: [id: string, title: string][] = [
  ['expectations', 'Expectations'],
  ['guesses', 'Guesses'],
  ['figures', 'Key numbers'],
  ['charts', 'Charts'],
  ['lost', 'Where the rest go'],
  ['fate', 'First different fate'],
  ['changes', 'Changes'],
  ['numbers', 'All numbers'],
  ['laws', 'Laws'],
  ['replications', 'Replications'],
  ['assumptions', 'Assumptions'],
  ['reproduce', 'Get it again'],
];

/** @param drawn the charts as SVG, by name */
export function comparisonPage(result: Comparison, charts: Chart[], drawn: Map<string, string>): string {
  const comparison = plainDeep(result);
  const { title, question, scenario, seed, variants } = comparison;
  const presets = [...new Set(variants.map(({ preset }) => preset))].join(' and ');
  const body = html`${answer(comparison)}
${expectations(comparison)}
${guessSection(comparison)}
${figures(comparison)}
${drawings({ charts, drawn, others: html``, beside: true })}
${lost(comparison)}
${comparison.fates.map((fate, at) => fateSection(fate, at))}
${changes(comparison)}
${allNumbers(comparison)}
${laws(comparison)}
${replications(comparison)}
${ledgerOf(comparison.assumptions, presets)}
${reproduction(comparison, charts)}`;
  const whole = html`<header>
${topLine([
  ['comparison of', scenario],
  ['seed', seed],
  ['preset', presets],
  ['replications', formatCount(comparison.replications)],
])}
<h1>${title}</h1>
${question !== '' && html`<p class="question">${question}</p>`}
</header>
${contents(body, sections)}
${body}`;
  return page(`${title} · ${variants.map(({ name }) => name).join(', ')} compared`, whole, scripts(charts));
}

function answer(comparison: Comparison): Html {
  const [first, ...rest] = comparison.answer.map(unitsKept);
  const { expectations: judged, brokenLaws, warnings, failed, note } = comparison;
  const gates = judged.filter(({ question }) => question !== true);
  const met = gates.filter(({ verdict }) => verdict === 'pass').length;
  const worst = gates.some(({ verdict }) => verdict === 'fail') ? 'bad' : met < gates.length ? 'unsure' : 'good';
  return html`<section class="answer" aria-labelledby="answer">
<h2 id="answer">Answer</h2>
<p class="first">${first ?? ''}</p>
${rest.map(sentence => html`<p>${sentence}</p>`)}
${warnings.map(words => html`<p class="unsure">${withCode(words)}</p>`)}
<ul class="pills">
${gates.length > 0 && html`<li class="pill ${worst}">${met} of ${counted(gates.length, 'expectation')} met</li>`}
<li class="pill ${brokenLaws.length > 0 ? 'bad' : 'good'}">${brokenLaws.length > 0 ? `${counted(brokenLaws.length, 'law')} broken` : 'all laws held'}</li>
${failed.length > 0 && html`<li class="pill bad">${counted(failed.length, 'replication')} failed</li>`}
</ul>
</section>
<p class="note">${sizeInWords(comparison)}, all under the same random numbers. ${unitsKept(judgedInWords(comparison))} ${note}</p>`;
}

const tone = { pass: 'good', fail: 'bad', undecided: 'unsure', 'not judged': 'unsure' } as const;

function expectations({ expectations: judged }: Comparison): Html {
  if (judged.length === 0) return html``;
  return html`<section aria-labelledby="expectations">
<h2 id="expectations">What was expected</h2>
<ul class="stack judged">
${judged.map(one => {
  const words = claimInWords(one).slice(verdictMark[one.verdict].length + 1);
  const [value, why = ''] = words.slice(one.text.length + 2).split(' - ');
  return html`<li><span class="mark ${tone[one.verdict]}" role="img" aria-label="${one.verdict}">${verdictMark[one.verdict]}</span>
<span class="says">${unitsKept(one.text)}</span>
<span class="why">${unitsKept(value ?? '')}</span>
${(one.why ?? why) !== '' && html`<span class="why">${one.why ?? why}</span>`}</li>
`;
})}</ul>
</section>`;
}

/** Rows of the key numbers, columns of the variants; below each value how far it is from the base. */
function figures(comparison: Comparison): Html {
  const { variants, base, verdict, numbers } = comparison;
  const key = keyNumbers(numbers);
  const row = (number: ComparedNumber) => {
    const name =
      number.name === verdict.primary ? html`<b>${capital(numberInWords(number))}</b>` : capital(numberInWords(number));
    const cells = variants.map(({ name: variant }) => {
      const value = number.values.find(one => one.variant === variant);
      const difference = number.differences.find(one => one.variant === variant);
      const differs = difference?.differs === true ? toneOf(number, difference.value ?? 0) : 'plain';
      return html`<td class="num"><b>${valueInWords(value, number.unit)}</b>${difference !== undefined && html`<br><span class="${differs}">${differenceInWords(difference, number.unit)}</span>`}</td>`;
    });
    return html`<tr><th scope="row" class="text">${name}</th>${cells}</tr>
`;
  };
  const told = key.slice(0, mostKey);
  if (told.length === 0) return html``;
  return html`<section aria-labelledby="figures"><h2 id="figures">Key numbers</h2>
<div class="card scroll side pinned" tabindex="0" role="region" aria-label="Key numbers, table">
<table><caption><span>The mean over replications with half of its 95 % interval; below it the paired difference to ${base}, pale where it is not told apart from none.</span></caption><thead><tr><th scope="col">number</th>${variants.map(({ name }) => html`<th scope="col" class="num">${name}${name === base && html`<br><span class="plain">base</span>`}${name === verdict.best && html`<br><span class="good">best</span>`}</th>`)}</tr></thead>
<tbody>
${told.map(row)}</tbody></table></div>
<details class="card"><summary>What each number is</summary><dl class="facts">
${told.map(
  number => html`<dt>${capital(numberInWords(number))}</dt><dd>${isFormula(number.question) ? html`<span class="name">${settingPath(number.question)}</span>` : number.question}</dd>
`,
)}</dl></details></section>`;
}

/** A question of the scenario's own is a formula, one of ours a sentence. */
const isFormula = (question: string): boolean => /^[a-z][\w-]*\(|[<>=*]/.test(question);

const mostKey = 16;

function toneOf({ direction }: ComparedNumber, value: number): string {
  if (direction === 'unknown') return 'differs';
  return value > 0 === (direction === 'more') ? 'good' : 'bad';
}

function lost({ variants, storms }: Comparison): Html {
  const told = variants.filter(one => one.lost.length > 0);
  if (told.length === 0) return html``;
  const stages = [...new Set(told.flatMap(one => one.lost.map(({ at }) => at)))];
  const reasons = [...new Set(told.flatMap(one => one.reasons.slice(0, 6).map(({ reason }) => reason)))];
  const share = (found: { share: number } | undefined) => (found === undefined ? noValue : formatShare(found.share));
  const head = html`<thead><tr><th scope="col"></th>${told.map(({ name }) => html`<th scope="col" class="num">${name}</th>`)}</tr></thead>`;
  return html`<section aria-labelledby="lost"><h2 id="lost">Where the rest go</h2>
<div class="card scroll side pinned" tabindex="0" role="region" aria-label="Where the rest go, table">
<table><caption><span>Of all who opened the app and did not get online: what they had before them.</span></caption>${head}<tbody>
${stages.map(at => html`<tr><th scope="row">${at}</th>${told.map(one => html`<td class="num">${share(one.lost.find(stage => stage.at === at))}</td>`)}</tr>\n`)}</tbody></table>
<table><caption><span>Why, most frequent first.</span></caption>${head}<tbody>
${reasons.map(reason => html`<tr><th scope="row">${reason}</th>${told.map(one => html`<td class="num">${share(one.reasons.find(other => other.reason === reason))}</td>`)}</tr>\n`)}</tbody></table></div>
${
  storms.length > 0 &&
  html`<div class="card lower"><h3>Outages of the SM-DP+, on average of the replications</h3><ul>
${storms.map(storm => html`<li><b>${storm.name}</b>, ${unitsKept(stormInWords(storm))}</li>\n`)}</ul></div>`
}</section>`;
}

function changes({ variants, base }: Comparison): Html {
  const changed = variants.filter(one => one.changes.length > 0);
  if (changed.length === 0) return html``;
  return html`<section aria-labelledby="changes"><h2 id="changes">What each variant changes</h2>
<div class="card scroll" tabindex="0" role="region" aria-label="Changes of the variants, table">
<table class="changes"><caption>Against the file as it stands${base !== '' && html`, which is what ${base} is`}.</caption><thead><tr><th scope="col">variant</th><th scope="col">setting</th><th scope="col">from</th><th scope="col">to</th></tr></thead><tbody>
${changed.map(one => one.changes.map(({ path, from, fromPreset, to }, at) => html`<tr>${at === 0 && html`<th scope="row" rowspan="${String(one.changes.length)}">${one.name}</th>`}<td class="name">${settingPath(path)}</td><td>${from ?? noValue}${fromPreset && html` <span class="plain">(preset)</span>`}</td><td><b>${to ?? 'nothing'}</b></td></tr>\n`))}</tbody></table></div></section>`;
}

function allNumbers(comparison: Comparison): Html {
  const { numbers, base, verdict } = comparison;
  const measured = numbers.filter(({ values }) => values.some(({ n }) => n > 0));
  const nothing = numbers.length - measured.length;
  const rows = measured.map(number => {
    const before = number.values.find(({ variant }) => variant === base);
    return number.differences.map((one, at) => {
      const value = number.values.find(({ variant }) => variant === one.variant);
      const isHurt = one.varianceReduction !== null && one.varianceReduction < 1;
      return html`<tr>${at === 0 && html`<th scope="row" class="name" rowspan="${String(number.differences.length)}">${settingPath(number.name)}${number.name === verdict.primary && html`<br><span class="good">primary</span>`}</th><td class="num" rowspan="${String(number.differences.length)}">${valueInWords(before, number.unit)}</td>`}<td>${one.variant}</td><td class="num">${valueInWords(value, number.unit)}</td><td class="num ${one.differs ? toneOf(number, one.value ?? 0) : 'plain'}">${differenceInWords(one, number.unit)}</td><td class="num">${pInWords(one.pAdjusted)}</td><td class="num${isHurt ? ' unsure' : ''}">${reductionInWords(one.varianceReduction)}</td><td class="num">${formatCount(one.n)}</td></tr>
`;
    });
  });
  return html`<section aria-labelledby="numbers"><h2 id="numbers">All numbers</h2>
<div class="card"><p>${unitsKept(judgedInWords(comparison))} Variance reduction says how many times less the paired difference varies than it would with independent random numbers; below 1 the common ones hurt.</p>
<details><summary>All ${measured.length} numbers of ${counted(comparison.variants.length, 'variant')} as a table</summary>
<div class="scroll data" tabindex="0" role="region" aria-label="All numbers">
<table><caption>Mean over replications ± half of the 95 % interval; p is Holm-adjusted.${nothing > 0 && ` ${counted(nothing, 'number')} without a single observation left out.`}</caption>
<thead><tr><th scope="col">number</th><th scope="col" class="num">${base}</th><th scope="col">variant</th><th scope="col" class="num">its value</th><th scope="col" class="num">difference</th><th scope="col" class="num">p</th><th scope="col" class="num">variance reduction</th><th scope="col" class="num">pairs</th></tr></thead><tbody>
${rows}</tbody></table></div></details></div></section>`;
}

function laws({ brokenLaws }: Comparison): Html {
  if (brokenLaws.length === 0) return html``;
  return html`<section aria-labelledby="laws"><h2 id="laws">Laws that broke</h2><ul class="stack">
${brokenLaws.map(({ variant, replication, law, breach, at }) => html`<li><span class="mark bad">✗</span><span class="says">${law}</span><span class="why bad">${variant}, replication ${replication}${guessed(at)}: ${breach}</span></li>\n`)}</ul></section>`;
}

/** `, with networkReady=x2`, of a replication in which a guess was tried. */
const guessed = (at: string | undefined): string => (at === undefined ? '' : `, with ${at}`);

function replications({ done, failed, seed }: Comparison): Html {
  return html`<section aria-labelledby="replications"><h2 id="replications">Replications</h2>
<div class="card"><p>${formatCount(done.length)} runs, each with the seed ${seed} and its own number; the same number of every variant met the same random numbers.</p>
${failed.length > 0 && html`<ul>${failed.map(({ variant, replication, message, at }) => html`<li class="bad">${variant}, replication ${replication}${guessed(at)} failed: ${message}</li>\n`)}</ul>`}
<details><summary>All ${formatCount(done.length)} with their fingerprints</summary>
<div class="scroll data" tabindex="0" role="region" aria-label="Replications">
<table><caption>Run again alone with mpsim run … --variant V --seed ${seed} --replication N.</caption><thead><tr><th scope="col">variant</th><th scope="col" class="num">replication</th><th scope="col" class="num">events</th><th scope="col">fingerprint</th></tr></thead><tbody>
${done.map(({ variant, replication, events, fingerprint }) => html`<tr><th scope="row">${variant}</th><td class="num">${replication}</td><td class="num">${formatCount(events)}</td><td class="name">${fingerprint}</td></tr>\n`)}</tbody></table></div></details></div></section>`;
}

function reproduction(
  { reproduce, schema, note, precision, assumptions, numbers, tornado }: Comparison,
  charts: Chart[],
): Html {
  const files = ['summary.json', 'manifest.json'];
  const methods = [...new Set(numbers.flatMap(({ differences }) => differences.flatMap(({ method }) => method ?? [])))];
  return html`<section aria-labelledby="reproduce"><h2 id="reproduce">Get it again</h2>
<div class="card"><div class="command"><pre id="command">Reproduce: <b>${reproduce}</b></pre><button type="button" id="copy" data-command="${reproduce}" hidden>Copy</button></div>
<dl class="facts">
<dt>how sure</dt><dd>${note}</dd>
<dt>intervals</dt><dd>${methods.join('; ')}</dd>
${precision !== undefined && html`<dt>precision</dt><dd>${precision.asked} asked for, ${precision.reached ? 'reached' : 'not reached'}</dd>`}
${assumptions.length > 0 && html`<dt>rests on</dt><dd>${assumptionsInShort({ assumptions })}</dd>`}
<dt>for machines</dt><dd>${files.map((file, i) => html`${i > 0 && ', '}<a href="${file}">${file}</a>`)}; tables/replications.parquet, tables/differences.parquet${tornado !== null && ', tables/guesses.parquet'}; schema ${schema}</dd>
${charts.length > 0 && html`<dt>charts</dt><dd>${charts.map((chart, i) => html`${i > 0 && ', '}<a href="charts/${chart.name}.vl.json">${chart.name}</a>`)}, as Vega-Lite with their data. Drawn by Vega, Vega-Lite and Vega-Embed inside this file; nothing is loaded from anywhere.</dd>`}
</dl></div></section>`;
}

const capital = (text: string): string => `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`;
