/** `report.html`: one file that answers the question first, then shows why, then how to get it again. */
import type { RunResult } from '../../experiments/run-result.ts';
import type { Chart } from '../charts/index.ts';
import { html } from '../escape.ts';
import { answer, expectations } from './answer.ts';
import { drawings } from './drawings.ts';
import { figures } from './figures.ts';
import { page } from './frame.ts';
import { funnel, journey } from './journey.ts';
import { scripts } from './scripts.ts';
import { assumptions, laws, reproduction } from './trust.ts';

/** @param drawn the charts as SVG, by name */
export function reportPage(result: RunResult, charts: Chart[], drawn: Map<string, string>): string {
  const { summary } = result;
  const body = html`${answer(result)}
${expectations(result)}
${figures(result)}
${journey(result)}
${drawings(charts, drawn, funnel(result))}
${laws(result)}
${assumptions(result)}
${reproduction(result, charts)}`;
  return page(`${summary.title} · ${summary.variant}, seed ${summary.seed}`, body, scripts(charts));
}
