/** Tables with a column for each variant: what it changes, what was expected, what came out, and how far from the baseline. */

import { formatCount, formatShare, noValue } from '../../experiments/format.ts';
import type { Metric } from '../../experiments/run-result.ts';
import { type Html, html } from '../escape.ts';
import type { IndexEntry } from '../index-page.ts';
import { headed } from '../metric-name.ts';
import { readingOrder } from '../reading-order.ts';
import {
  besides,
  bound,
  difference,
  headline,
  headlineName,
  isToldOnce,
  measured,
  sampleSize,
  unitsKept,
  verdictMark,
  verdictWord,
} from '../values.ts';
import { notMeasured } from './figures.ts';
import { settingPath } from './setting-path.ts';

const tone = { pass: 'good', fail: 'bad', undecided: 'unsure', 'not judged': 'unsure' } as const;

/** Every setting that some variant changes, with its value in each; what stays as in the baseline is pale. */
export function changesSideBySide(runs: IndexEntry[], baseline: IndexEntry): Html {
  const all = runs.flatMap(run => run.details.changes ?? []);
  const paths = [...new Set(all.map(change => change.path))];
  const rows = paths.map(path => {
    const before = all.find(change => change.path === path);
    const cells = runs.map(run => {
      const change = run.details.changes?.find(one => one.path === path);
      return change === undefined
        ? html`<td class="plain">${before?.from ?? noValue}${before?.fromPreset === true && ' (preset)'}</td>`
        : html`<td><b>${change.to ?? 'nothing'}</b></td>`;
    });
    return html`<tr><th scope="row" class="name">${settingPath(path)}</th>${cells}</tr>
`;
  });
  return sideBySide({
    id: 'changes',
    title: 'What the variants change',
    corner: 'setting',
    runs,
    rows,
    baseline,
    align: '',
  });
}

export function expectationsSideBySide(runs: IndexEntry[]): Html {
  const expected = [...new Set(runs.flatMap(run => run.summary.expectations.map(one => one.text)))];
  const summaries = runs.map(({ summary }) => summary);
  const rows = expected.map(text => {
    const toldOnce = isToldOnce(text, summaries);
    const place = toldOnce ? html` class="across" colspan="${String(runs.length)}"` : html` class="num"`;
    const cells = (toldOnce ? summaries.slice(0, 1) : summaries).map(summary => {
      const one = summary.expectations.find(expectation => expectation.text === text);
      if (one === undefined) return html`<td class="num"></td>`;
      return html`<td${place}><span class="${tone[one.verdict]}" role="img" aria-label="${verdictWord(one)}">${verdictMark[one.verdict]}</span> <b>${measured(one)}</b>${one.bound !== null && html` <span class="plain">bound ${bound(one)}</span>`}</td>`;
    });
    return html`<tr><th scope="row" class="text">${settingPath(unitsKept(text))}</th>${cells}</tr>
`;
  });
  return sideBySide({ id: 'expectations', title: 'What was expected', corner: 'expectation', runs, rows });
}

export function figuresSideBySide(runs: IndexEntry[], baseline: IndexEntry): Html {
  const { told, nothing, beside } = readingOrder(runs.map(({ summary }) => summary));
  const rows = told.map(name => {
    const metrics = runs.map(run => metricOf(run, name));
    const { heading, beside: words } = headed(name, metrics.find(metric => metric !== undefined) ?? { question: '' });
    const from = metricOf(baseline, name);
    const cells = runs.map((run, i) => figureCell(metrics[i], run === baseline ? undefined : from));
    return html`<tr><th scope="row" class="text">${heading}<br><span class="name plain">${settingPath(words)}</span></th>${cells}</tr>
`;
  });
  return html`${sideBySide({ id: 'figures', title: 'Key figures side by side', corner: 'metric', runs, rows, baseline })}
${notMeasured(nothing)}
${beside.length > 0 && html`<p class="note">Nobody asked for these, they are in the report of each run: ${beside.map((name, i) => html`${i > 0 && ', '}<span class="name">${settingPath(name)}</span>`)}.</p>`}`;
}

/** How many reached each stage of the purchase. */
export function stagesSideBySide(runs: IndexEntry[]): Html {
  const stages = [...new Set(runs.flatMap(run => run.details.funnel.map(({ stage }) => stage)))];
  const rows = stages.map(stage => {
    const cells = runs.map(({ details }) => {
      const found = details.funnel.find(one => one.stage === stage);
      const started = details.funnel[0]?.reached ?? 0;
      if (found === undefined) return html`<td class="num plain">${noValue}</td>`;
      return html`<td class="num"><b>${started === 0 ? noValue : formatShare(found.reached / started)}</b> <span class="plain">${formatCount(found.reached)}</span></td>`;
    });
    return html`<tr><th scope="row" class="text">${stage}</th>${cells}</tr>
`;
  });
  return sideBySide({ id: 'stages', title: 'How far people came', corner: 'stage', runs, rows });
}

const metricOf = (run: IndexEntry, name: string): Metric | undefined =>
  Object.hasOwn(run.summary.metrics, name) ? run.summary.metrics[name] : undefined;

function figureCell(metric: Metric | undefined, from: Metric | undefined): Html {
  if (metric === undefined) return html`<td class="num"></td>`;
  const [tail] = besides(metric);
  const differs = from === undefined ? '' : difference(metric, from);
  return html`<td class="num"><b>${headline(metric)}</b> <span class="plain">${headlineName(metric)}</span>${differs !== '' && html`<br><span class="${differs === 'the same' ? 'plain' : 'differs'}">${differs}</span>`}${tail && html`<br>${tail[0]} ${tail[1]}`}<br><span class="plain">${sampleSize(metric)}</span></td>`;
}

interface SideBySide {
  id: string;
  title: string;
  /** What the rows are. */
  corner: string;
  runs: IndexEntry[];
  rows: Html[];
  baseline?: IndexEntry;
  align?: 'num' | '';
}

function sideBySide({ id, title, corner, runs, rows, baseline, align = 'num' }: SideBySide): Html {
  if (rows.length === 0) return html``;
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>
<div class="card scroll side" tabindex="0" role="region" aria-label="${title}, table">
<table><caption class="of">${title}</caption><thead><tr><th scope="col">${corner}</th>${runs.map(run => html`<th scope="col"${align !== '' && html` class="${align}"`}>${run.summary.variant}${run === baseline && html`<br><span class="plain">baseline</span>`}</th>`)}</tr></thead>
<tbody>
${rows}</tbody></table></div></section>`;
}
