/**
 * The state machines that the run moved, by who runs them: each folded, with where its records were in the end in one line;
 * those with little to tell folded together.
 */

import { counted, formatCount } from '../../experiments/format.ts';
import type { RunResult, StateMachine } from '../../experiments/run-result.ts';
import { type Html, html, trusted } from '../escape.ts';
import { statePicture } from '../state-picture.ts';

/** States named in the line of a folded machine. */
const statesTold = 4;
/** With fewer different arrows taken, a machine has done what everybody's does: it was loaded, it was found. */
const arrowsWorthATelling = 3;

export function machines({ details }: RunResult): Html {
  const moved = details.machines ?? [];
  if (moved.length === 0) return html``;
  return html`<section aria-labelledby="machines">
<h2 id="machines">Where everything ended: state machines</h2>
<div class="card machines">
<p class="note">Each model moves by a table of states and events. The number in a state is how many were there when the run ended, the number beside an event how often it happened in the run; an arrow nobody took is pale. A dot marks where all begin, a double border where nothing leads on.</p>
${byRunner(moved.filter(isTold))}${others(moved.filter(one => !isTold(one)))}</div>
</section>`;
}

/** Folders written before it was counted how often an arrow was taken tell of every machine. */
const isTold = ({ transitions }: StateMachine): boolean =>
  transitions.filter(({ n }) => n !== 0).length >= arrowsWorthATelling;

function byRunner(told: StateMachine[]): Html {
  const runners = [...new Set(told.map(({ runBy }) => runBy))];
  return html`${runners.map(
    runner =>
      html`${
        runner !== undefined &&
        html`<h3>${runner}</h3>
`
      }${told.filter(({ runBy }) => runBy === runner).map(machine)}`,
  )}`;
}

const others = (quiet: StateMachine[]): Html =>
  quiet.length === 0
    ? html``
    : html`<details class="others"><summary>${counted(quiet.length, 'machine')} in which little happened: ${quiet.map(({ name }) => name).join(', ')}</summary>
${quiet.map(machine)}</details>
`;

function machine(one: StateMachine): Html {
  const title = `State machine of the ${one.name}`;
  return html`<details><summary><b>${one.name}</b> <span class="plain">${inShort(one)}</span></summary>
<div class="machine"><div class="scroll" tabindex="0" role="region" aria-label="${title}, picture">${trusted(statePicture(one))}</div>
<div class="scroll" tabindex="0" role="region" aria-label="${title}, table">
<table><caption>${title}. Source: ${one.source}.</caption>
<thead><tr><th scope="col">state</th><th scope="col" class="num">at the end</th><th scope="col">event → next state</th></tr></thead><tbody>
${one.states.map(
  ({
    state,
    n,
    role,
  }) => html`<tr><th scope="row">${state}${role !== 'between' && html` <span class="plain">(${role === 'first' ? 'first' : 'end'})</span>`}</th><td class="num">${formatCount(n)}</td><td>${one.transitions.filter(({ from }) => from === state).map(({ event, to, n }) => html`<div>${event} → ${to}${n !== undefined && html` <span class="plain">· ${n === 0 ? 'never' : formatCount(n)}</span>`}</div>`)}</td></tr>
`,
)}</tbody></table></div></div></details>
`;
}

/** `3 065 done · 783 abandoned · 156 failed`. */
function inShort({ states }: StateMachine): string {
  const most = states.filter(({ n }) => n > 0).sort((a, b) => b.n - a.n);
  const told = most.slice(0, statesTold).map(({ state, n }) => `${formatCount(n)} ${state}`);
  const more = most.length - told.length;
  return [...told, ...(more > 0 ? [`${more} more`] : [])].join(' · ');
}
