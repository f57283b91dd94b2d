/** `report.html` of a capacity experiment: the answer, the levels there and just below, the load, the tiers, what was tried. */

import { counted, formatNumber, formatRate, formatShare, noValue } from '../../experiments/format.ts';
import {
  type CapacityResult,
  changesInWords,
  costGuessInWords,
  costTornadoInWords,
  failuresInWords,
  kneeInWords,
  type LevelAtPoint,
  loadInWords,
  type TestedSize,
} from '../../experiments/index.ts';
import {
  levelInWords,
  levelName,
  measuredInWords,
  tierColumns,
  tierRow,
  verdictOfLevel,
  verdictOfSize,
} from '../capacity-words.ts';
import type { Chart } from '../charts/index.ts';
import { windowNames } from '../charts/peaks-of-answer.ts';
import { type Html, html } from '../escape.ts';
import { unitsKept } from '../values.ts';
import { drawings } from './drawings.ts';
import { caution, experimentPage, measurements, withCode } from './experiment-page.ts';
import { settingPath } from './setting-path.ts';

const sections: [id: string, title: string][] = [
  ['levels', 'Service levels'],
  ['load', 'Load'],
  ['tiers', 'Tiers'],
  ['charts', 'Charts'],
  ['tried', 'What was tried'],
  ['left-out', 'Left out'],
  ['guesses', 'Guesses'],
  ['measured', 'Measurements'],
  ['caution', 'Caution'],
  ['reproduce', 'Get it again'],
];

const toneOfLevel = { pass: 'good', fail: 'bad', undecided: 'unsure' } as const;
const toneOfSize = { meets: 'good', fails: 'bad', undecided: 'unsure' } as const;
/** The cheapest of many; all are told below. */
const mostUndecided = 3;
/** Of the table in the page; all are in the tables beside it. */
const mostRows = 200;

/** @param drawn the charts as SVG, by name */
export function capacityPage(result: CapacityResult, charts: Chart[], drawn: Map<string, string>): string {
  const { scenario, variant, seed, replications, title, question, sure } = result;
  const failed = result.failed.map(one => ({
    ...one,
    at: one.settings.map(([path, value]) => `${path}=${value}`).join(', '),
  }));
  const body = html`${answer(result)}
${levels(result)}
${load(result)}
${tiers(result)}
${drawings({ charts, drawn, others: html``, beside: true })}
${tried(result)}
${leftOut(result)}
${guesses(result)}
${measurements(result.observed)}
${caution(result.warnings, failed, sure !== null && sure < 0.95 ? [`Only ${formatShare(sure)} sure.`] : [])}
${reproduction(result)}`;
  return experimentPage({
    name: `${title} · capacity, seed ${seed}`,
    heading: `${title}: ${result.of === 'load' ? 'how much does it carry?' : 'how large must it be?'}`,
    topLine: [
      ['scenario', scenario],
      ['variant', variant],
      ['seed', seed],
      ['replications', replications.made],
    ],
    question,
    sections,
    body,
    charts,
  });
}

function answer({ answer: sentences, choices, replications }: CapacityResult): Html {
  const [first, ...rest] = sentences.map(sentence => withCode(unitsKept(sentence)));
  return html`<section class="answer" aria-labelledby="answer">
<h2 id="answer">Answer</h2>
<p class="first">${first}</p>
${rest.map(sentence => html`<p>${sentence}</p>`)}
</section>
<dl class="facts">${choices.map(({ path, values }) => html`<dt><code>${settingPath(path)}</code></dt><dd>${valuesInShort(values)}</dd>`)}</dl>
<p class="note">${replications.made} replications, ${replications.confirmation} fresh ones for each confirmation; all sizes met the same random numbers. Intervals are sampling error only.</p>`;
}

const valuesInShort = (values: readonly string[]): string =>
  values.length <= 6 ? values.join(' | ') : `${values[0]} .. ${values.at(-1)}, ${values.length} values`;

/** What was measured, with its interval below it; beside it, on a narrow screen, the name of the level. */
function levelCell(name: string, level: LevelAtPoint | undefined): Html {
  if (level === undefined) return html`<td data-label="${levelName(name)}"><span>${noValue}</span></td>`;
  const { value, interval } = measuredInWords(level);
  return html`<td data-label="${levelName(name)}"><span><span class="${toneOfLevel[level.verdict]}" role="img" aria-label="${level.verdict}">${verdictOfLevel[level.verdict]}</span> ${unitsKept(value)}</span>${interval !== '' && html`<br><span class="plain">${unitsKept(interval)}</span>`}</td>`;
}

function levels({ size, below, mostGenerous, undecided, levels: asked }: CapacityResult): Html {
  const sizes = [
    ...(size === null ? [] : [size]),
    ...below,
    ...mostGenerous,
    ...(size === null ? undecided.slice(0, mostUndecided) : []),
  ];
  if (sizes.length === 0) return html``;
  const rows = sizes.flatMap(one => one.places.map(place => ({ one, place })));
  // Levels that were set aside are judged at none of these.
  const columns = asked.filter(({ name }) => rows.some(({ place }) => place.levels.some(one => one.level === name)));
  return html`<section aria-labelledby="levels">
<h2 id="levels">Service levels, at the answer and just below</h2>
<dl class="facts">${columns.map(({ name, claim }) => html`<dt>${levelName(name)}</dt><dd>${unitsKept(claim)}</dd>`)}</dl>
<p class="note">Intervals at a confidence that leaves 95 % for the whole answer: the error is divided over all verdicts. Sampling error only.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Service levels">
<table class="by-card"><caption>Each size, each service level</caption>
<thead><tr><th scope="col">size</th>${columns.map(({ name }) => html`<th scope="col">${levelName(name)}</th>`)}<th scope="col">verdict</th></tr></thead>
<tbody>
${rows.map(
  ({
    one,
    place,
  }) => html`<tr><th scope="row">${one.name}${place.lost !== null && html`<br><span class="plain">one ${place.lost} server lost</span>`}</th>${columns.map(
    ({ name }) =>
      levelCell(
        name,
        place.levels.find(({ level }) => level === name),
      ),
  )}<td data-label="verdict"><span class="${toneOfSize[one.verdict]}">${one.verdict}</span></td></tr>
`,
)}</tbody></table></div>
</section>`;
}

function load({ load: of, curve }: CapacityResult): Html {
  if (of === null) return html``;
  const { peaks, mean, published, request } = of;
  return html`<section aria-labelledby="load">
<h2 id="load">Load</h2>
<div class="card"><p>${unitsKept(`${request}: ${loadInWords(of)}.`)}</p>
${curve !== null && html`<p>${unitsKept(`Knee: ${kneeInWords(curve)}.`)}</p>`}
${curve !== null && html`<p>${unitsKept(failuresInWords(curve).join(' '))}</p>`}
${curve !== null && curve.why.length > 0 && html`<p class="note">${curve.why.map(unitsKept).join(' ')}</p>`}</div>
<p class="note">The busiest stretch of each length, its 95 % interval over ${of.n} replications, and what chance alone gives.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Peaks">
<table><caption>Requests per second</caption>
<thead><tr><th scope="col">stretch</th><th scope="col" class="num">per s</th><th scope="col" class="num">95 %</th><th scope="col" class="num">chance alone</th></tr></thead>
<tbody>
<tr><th scope="row">mean</th><td class="num">${formatRate(mean.mean ?? Number.NaN)}</td><td class="num">${interval(mean)}</td><td class="num">${noValue}</td></tr>
${peaks.map(
  peak => html`<tr><th scope="row">busiest ${windowNames[peak.window]}</th><td class="num">${formatRate(peak.mean ?? Number.NaN)}</td><td class="num">${interval(peak)}</td><td class="num">${formatRate(peak.byChance)}</td></tr>
`,
)}${
  published !== null &&
  html`<tr><th scope="row">published rule, mean / peak</th><td class="num">${formatRate(published.mean)} / ${formatRate(published.peak)}</td><td class="num">${noValue}</td><td class="num">${noValue}</td></tr>
`
}</tbody></table></div>
</section>`;
}

const interval = ({ low, high }: { low: number | null; high: number | null }): string =>
  low === null || high === null ? noValue : `${formatNumber(low)} to ${formatNumber(high)}`;

function tiers({ tiers: all }: CapacityResult): Html {
  if (all.length === 0) return html``;
  return html`<section aria-labelledby="tiers">
<h2 id="tiers">Tiers at the answer</h2>
<p class="note">Over all replications that confirm the answer, with no server lost.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Tiers">
<table class="by-card"><caption>Each tier</caption>
<thead><tr>${tierColumns.map(name => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>
${all.map(tier => {
  const [first, ...cells] = tierRow(tier);
  return html`<tr><th scope="row">${first}</th>${cells.map((cell, i) => html`<td data-label="${tierColumns[i + 1]!}"><span>${unitsKept(cell)}</span></td>`)}</tr>
`;
})}</tbody></table></div>
</section>`;
}

function tried({ tested, of }: CapacityResult): Html {
  const most = tested.length > mostRows ? ` The first ${mostRows}; all are in tables/points.parquet.` : '';
  return html`<section aria-labelledby="tried">
<h2 id="tried">What was tried</h2>
<div class="scroll" tabindex="0" role="region" aria-label="What was tried">
<table class="by-card"><caption>Every ${of} that was looked at, the cheapest first.${most}</caption>
<thead><tr><th scope="col">${of}</th>${of === 'size' && html`<th scope="col" class="num">cost</th>`}<th scope="col">verdict</th><th scope="col">by</th><th scope="col">what decided</th></tr></thead>
<tbody>
${tested.slice(0, mostRows).map(
  one => html`<tr><th scope="row">${one.name}</th>${of === 'size' && html`<td class="num" data-label="cost"><span>${formatNumber(one.cost)}</span></td>`}<td data-label="verdict"><span class="unbroken ${toneOfSize[one.verdict]}">${verdictOfSize[one.verdict]} ${one.verdict}</span></td><td data-label="by"><span>${one.by}</span></td><td data-label="what decided"><span>${unitsKept(whatDecided(one))}</span></td></tr>
`,
)}</tbody></table></div>
</section>`;
}

/** The level that was missed; where none was, the place with the fewest replications tells how much was seen. */
function whatDecided({ places }: TestedSize): string {
  for (const { levels: all, lost } of places) {
    const missed = all.find(({ verdict }) => verdict === 'fail');
    if (missed === undefined) continue;
    return `${missed.claim}${lost === null ? '' : `, one ${lost} server lost`}: ${levelInWords(missed)}`;
  }
  const least = places.reduce((fewest, { n }) => Math.min(fewest, n), Number.POSITIVE_INFINITY);
  const where = places.length < 2 ? '' : ` in each of ${places.length} places, losses among them`;
  return places.length === 0 ? '' : `all levels, by ${counted(least, 'replication')}${where}`;
}

function leftOut({ excluded, hopeless, levels: asked }: CapacityResult): Html {
  if (excluded.length + hopeless.length === 0) return html``;
  return html`<section aria-labelledby="left-out">
<h2 id="left-out">Left out</h2>
<ul>${excluded.map(
    ({ setting, upTo, because, level }) =>
      html`<li>${setting} ${upTo}, without a run: ${unitsKept(because)} (for ${nameOrClaim(level, asked)}).</li>`,
  )}${hopeless.map(
    ({ setting, value, missed }) =>
      html`<li>${setting} ${value}: no size meets ${missed.map(({ claim, why }) => `${claim}${why === null ? '' : ` (${why})`}`).join(' and ')}.</li>`,
  )}</ul>
</section>`;
}

/** A level of the command line has no name of its own. */
const nameOrClaim = (level: string, asked: CapacityResult['levels']): string =>
  /^slo-\d+$/.test(level) ? (asked.find(({ name }) => name === level)?.claim ?? level) : level;

function guesses({ tornado }: CapacityResult): Html {
  if (tornado === null || tornado.guesses.length === 0) return html``;
  const tried = tornado.guesses.filter(({ silent }) => silent === undefined);
  return html`<section aria-labelledby="guesses">
<h2 id="guesses">Which guess moves the answer</h2>
<p class="note">${unitsKept(costTornadoInWords(tornado).join(' '))}</p>
<ul>${tried.map(guess => {
    const ends = guess.ends.filter(({ answer }) => answer !== null && answer !== tornado.base);
    return html`<li>${withCode(unitsKept(costGuessInWords(guess, tornado)))}${ends.length > 0 && html`<br><span class="plain">${unitsKept(ends.map(end => `${end.value}: ${changesInWords(end, tornado)}`).join('; '))}</span>`}</li>`;
  })}</ul>
</section>`;
}

function reproduction({ reproduce, schema }: CapacityResult): Html {
  return html`<section aria-labelledby="reproduce">
<h2 id="reproduce">Get it again</h2>
<div class="card">
<div class="command"><pre id="command">Reproduce: <b>${reproduce}</b></pre><button type="button" id="copy" data-command="${reproduce}" hidden>Copy</button></div>
<dl class="facts">
<dt>how sure</dt><dd>Each interval is sampling error only: it says nothing of whether the settings are true.</dd>
<dt>for machines</dt><dd><a href="summary.json">summary.json</a>, <a href="manifest.json">manifest.json</a>; tables/*.parquet; schema ${schema}</dd>
</dl></div>
</section>`;
}
