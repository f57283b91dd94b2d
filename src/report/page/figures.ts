/** The key figures as cards, and every metric in one table behind them. */

import { formatCount, formatValue } from '../../experiments/format.ts';
import type { Metric, RunResult } from '../../experiments/run-result.ts';
import { type Html, html } from '../escape.ts';
import { headed } from '../metric-name.ts';
import { readingOrder } from '../reading-order.ts';
import { besides, headline, headlineName, sampleSize, unitsKept } from '../values.ts';
import { settingPath } from './setting-path.ts';

/** More cards than this are a wall; the rest is in the table. */
const cardsShown = 9;

export function figures({ summary }: RunResult): Html {
  const metrics = Object.entries(summary.metrics);
  if (metrics.length === 0) return html``;
  const { told, nothing } = readingOrder([summary]);
  return html`<section aria-labelledby="figures">
<h2 id="figures">Key figures</h2>
<div class="cards">
${told.slice(0, cardsShown).map(name => card(name, summary.metrics[name]!))}</div>
${notMeasured(nothing)}
<details><summary>All ${metrics.length} metrics as a table</summary>
<div class="scroll" tabindex="0" role="region" aria-label="All metrics">
<table><caption>Every metric of this run.</caption><thead><tr><th scope="col">metric</th><th scope="col">what it asks</th><th scope="col" class="num">value</th><th scope="col" class="num">p95</th><th scope="col" class="num">p99</th><th scope="col" class="num">max</th><th scope="col" class="num">n</th><th scope="col" class="num">still open</th><th scope="col">method</th></tr></thead>
<tbody>
${metrics.map(([name, metric]) => row(name, metric))}</tbody></table></div></details>
</section>`;
}

/** Names in one sentence what had no observation; nothing where all had some. */
export const notMeasured = (names: string[]): Html =>
  names.length === 0
    ? html``
    : html`<p class="note">Not measured, for want of a single observation: ${names.map((name, i) => html`${i > 0 && ', '}<span class="name">${settingPath(name)}</span>`)}.</p>`;

function card(name: string, metric: Metric): Html {
  const label = headlineName(metric);
  const { heading, beside } = headed(name, metric);
  return html`<article class="card metric"><h3>${unitsKept(heading)}</h3>
<p class="big">${unitsKept(headline(metric))}${label !== '' && html`<small>${label}</small>`}</p>
<dl>${besides(metric).map(([title, value]) => html`<div><dt>${title}</dt><dd>${value}</dd></div>`)}</dl>
<p class="n"><span class="name">${settingPath(beside)}</span> <span>${sampleSize(metric)}</span></p></article>
`;
}

function row(name: string, metric: Metric): Html {
  const spread = metric.kind === 'distribution' ? metric : undefined;
  const tail = (['p95', 'p99', 'max'] as const).map(quantile =>
    spread === undefined ? '' : formatValue(spread[quantile], metric.unit),
  );
  const label = headlineName(metric);
  const value = headline(metric);
  return html`<tr><th scope="row" class="name">${name}</th><td class="text">${metric.question}</td><td class="num">${label !== '' ? `${label} ${value}` : value}</td>${tail.map(cell => html`<td class="num">${cell}</td>`)}<td class="num">${formatCount(metric.n)}</td><td class="num">${formatCount(metric.censored)}</td><td>${spread?.method ?? 'exact'}</td></tr>
`;
}
