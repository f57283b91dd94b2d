/**
 * The first different fate on a page: how it ended in each variant, and both ways step by step in two columns. Steps that
 * are the same stand once across both; on a narrow screen each step says whose it is.
 */
import type { FateDifference } from '../../experiments/fates/difference.ts';
import type { Row } from '../../experiments/fates/side-by-side.ts';
import type { Step } from '../../experiments/fates/story.ts';
import { type Html, html } from '../escape.ts';
import { plainDeep } from '../plain-text.ts';
import { unitsKept } from '../values.ts';

const markWords: Readonly<Record<Row['mark'], string>> = {
  same: 'the same in both',
  shifted: 'the same step, at another moment',
  differs: 'different',
};

/** @param at  which of several on the page, from 0 */
export function fateSection(difference: FateDifference, at = 0): Html {
  const id = at === 0 ? 'fate' : `fate-${at + 1}`;
  const { headline, summary, rows, a, b } = plainDeep(difference);
  return html`<section aria-labelledby="${id}">
<h2 id="${id}">The first different fate${at > 0 && html`: ${a} and ${b}`}</h2>
<div class="card">
<p class="fate-told">${unitsKept(headline)}</p>
${summary !== '' && html`<p class="note">${unitsKept(summary)} Both variants met the same buyers at the same moments.</p>`}
${rows.length > 0 && steps(rows, a, b)}
</div>
</section>`;
}

function steps(rows: readonly Row[], a: string, b: string): Html {
  return html`<table class="fate"><caption class="of">Both ways step by step.</caption>
<thead><tr><th scope="col">${a}</th><th scope="col">${b}</th></tr></thead><tbody>
${rows.map(
  ({ mark, left, right }) => html`<tr class="${mark}">${
    mark === 'same' && left !== undefined
      ? html`<td colspan="2">${step(left)}</td>`
      : html`${cell(left, a, mark)}${cell(right, b, mark)}`
  }</tr>
`,
)}</tbody></table>`;
}

const cell = (of: Step | undefined, variant: string, mark: Row['mark']): Html =>
  of === undefined
    ? html`<td class="none"></td>`
    : html`<td><span class="whose">${variant}</span><span class="of">${markWords[mark]}: </span>${step(of)}</td>`;

function step({ clock, who, what, detail, times, lastClock, isEnd }: Step): Html {
  return html`<time>${clock}</time> <span${isEnd === true && html` class="bad"`}>${who !== '' && html`<b>${who}</b> `}${unitsKept(what)}${
    times !== undefined && html`, ${times} times until ${lastClock ?? ''}`
  }</span>${detail !== undefined && html` <small>${unitsKept(detail)}</small>`}`;
}
