/** The purchase: the flow picture with its messages, and where people left. */

import { formatCount, formatDuration, formatShare, noValue } from '../../experiments/format.ts';
import type { FlowPicture, FunnelStage, RunResult } from '../../experiments/run-result.ts';
import { type Html, html, trusted } from '../escape.ts';
import { arrowFailures, flowPicture } from '../flow-picture.ts';

export function journey({ details }: RunResult): Html {
  if (details.flow === undefined) return html``;
  const flow = details.flow;
  return html`<section class="flow" aria-labelledby="flow">
<h2 id="flow">${flow.title}</h2>
<div class="card">
<p class="note">On each arrow: how often it was taken, half were done within p50, 95 % within p95; in red what went wrong. Source: ${flow.source}.</p>
<div class="scroll" tabindex="0" role="region" aria-label="${flow.title}, picture">${trusted(flowPicture(flow))}</div>
${arrowTable(flow)}
${messages(flow)}
</div>
</section>`;
}

function arrowTable(flow: FlowPicture): Html {
  const label = new Map(flow.participants.map(participant => [participant.id, participant.label]));
  const duration = (value: number | null): string => (value === null ? noValue : formatDuration(value));
  return html`<details><summary class="as-table">Show as table<span class="of">: ${flow.title}</span></summary>
<div class="scroll" tabindex="0" role="region" aria-label="${flow.title}, table">
<table><caption>${flow.title}: every arrow with what was measured on it.</caption><thead><tr><th scope="col" class="num">step</th><th scope="col">from</th><th scope="col">to</th><th scope="col">what</th><th scope="col" class="num">n</th><th scope="col" class="num">p50</th><th scope="col" class="num">p95</th><th scope="col">went wrong</th></tr></thead><tbody>
${flow.arrows.map(
  arrow => html`<tr><td class="num">${arrow.step}</td><td>${label.get(arrow.from) ?? arrow.from}</td><td>${label.get(arrow.to) ?? arrow.to}</td><th scope="row">${arrow.label}</th><td class="num">${formatCount(arrow.n)}</td><td class="num">${duration(arrow.p50_us)}</td><td class="num">${duration(arrow.p95_us)}</td><td class="text">${arrowFailures(arrow) || noValue}</td></tr>
`,
)}</tbody></table></div></details>`;
}

function messages(flow: FlowPicture): Html {
  const shown = flow.arrows.filter(arrow => arrow.example !== undefined);
  if (shown.length === 0) return html``;
  return html`<details class="messages"><summary>Messages as they went over the wire</summary>
${shown.map(
  arrow => html`<h3>${arrow.step}. ${arrow.label}</h3><pre>${arrow.example ?? ''}</pre>
`,
)}</details>`;
}

/** The stages as bars of how many were left, with the reasons between them. */
export function funnel({ details }: RunResult): Html {
  const [first] = details.funnel;
  if (first === undefined) return html``;
  return html`<section class="card wide" aria-labelledby="funnel">
<h3 id="funnel">How far people came</h3>
<p class="note">Share of the ${formatCount(first.reached)} who started; in red why some left before the next stage.</p>
<ol class="funnel">
${details.funnel.map(stage => stageRow(stage, first.reached))}</ol>
</section>`;
}

function stageRow(stage: FunnelStage, started: number): Html {
  const share = started === 0 ? 0 : stage.reached / started;
  const width = Math.min(100, Math.max(0, share * 100)).toFixed(2);
  const left = stage.left.map(({ reason, n }) => `${formatCount(n)} ${reason}`).join(' · ');
  return html`<li><b>${stage.stage}</b><div class="bar"><div style="width:${width}%"></div></div><span class="reached">${formatCount(stage.reached)} <i>${formatShare(share)}</i></span>
${left !== '' && html`<div class="left">lost: ${left}</div>`}</li>
`;
}
