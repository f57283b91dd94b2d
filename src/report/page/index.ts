/** `report.html`: one file that answers the question first, then shows why, then how to get it again. */
import type { RunResult } from '../../experiments/run-result.ts';
import type { Chart } from '../charts/index.ts';
import { html } from '../escape.ts';
import { incidentsTold } from '../incident-words.ts';
import { answer, expectations, heading } from './answer.ts';
import { backEnd } from './back-end.ts';
import { changes } from './changes.ts';
import { drawings } from './drawings.ts';
import { figures } from './figures.ts';
import { contents, page } from './frame.ts';
import { incidents } from './incidents.ts';
import { funnel, journey } from './journey.ts';
import { laws } from './laws.ts';
import { ledger } from './ledger.ts';
import { monitoring } from './monitoring.ts';
import { reproduction } from './reproduction.ts';
import { scripts } from './scripts.ts';
import { machines } from './state-machines.ts';
import { timeBrush } from './time-brush.ts';

/** For the list of contents; sections that a result does not have are left out. */
const sections: [id: string, title: string][] = [
  ['changes', 'Changes'],
  ['expectations', 'Expectations'],
  ['figures', 'Key figures'],
  ['flow', 'Step by step'],
  ['incidents', 'What happened'],
  ['monitoring', 'Monitoring'],
  ['back-end', 'Back end'],
  ['charts', 'Charts'],
  ['machines', 'State machines'],
  ['laws', 'Laws'],
  ['assumptions', 'Assumptions'],
  ['reproduce', 'Get it again'],
];

/** @param drawn the charts as SVG, by name */
export function reportPage(result: RunResult, charts: Chart[], drawn: Map<string, string>): string {
  const { summary, details } = result;
  const others = html`${funnel(result)}${timeBrush(details.series, details.start, incidentsTold(details, summary.simulated_us))}`;
  const body = html`${answer(result)}
${changes(summary.variant, details.changes)}
${expectations(result)}
${figures(result)}
${journey(result)}
${incidents(result)}
${monitoring(result)}
${backEnd(result)}
${drawings({ charts, drawn, others, beside: true })}
${machines(result)}
${laws(result)}
${ledger(result)}
${reproduction(result, charts)}`;
  const whole = html`${heading(result)}
${contents(body, sections)}
${body}`;
  return page(`${summary.title} · ${summary.variant}, seed ${summary.seed}`, whole, scripts(charts));
}
