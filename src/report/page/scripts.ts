/**
 * The scripts of a page: Vega, Vega-Lite and Vega-Embed as published, the charts' specifications, and the few lines that
 * bring them together. Vega's expressions are interpreted (`ast`), so the page needs no permission to evaluate text.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Chart } from '../charts/index.ts';
import { scriptJson, scriptSource } from '../escape.ts';
import { conveniences } from './browser/conveniences.ts';
import { ledgerTable } from './browser/ledger-table.ts';
import { liveCharts } from './browser/live-charts.ts';
import { timeBrushScript } from './browser/time-brush.ts';
import type { Extras } from './frame.ts';

const packages = ['vega', 'vega-lite', 'vega-embed'];

export function scripts(charts: Chart[]): Extras {
  const own = [ledgerTable, conveniences];
  if (charts.length === 0) return { scripts: own };
  const specs = Object.fromEntries(charts.map(chart => [chart.name, chart.spec]));
  return { data: { specs: scriptJson(specs) }, scripts: [libraries(), liveCharts, timeBrushScript, ...own] };
}

let read: string | undefined;

/** The three minified builds, each under the licence text it asks to be kept with. */
function libraries(): string {
  read ??= packages.map(library).join('\n');
  return read;
}

function library(name: string): string {
  const build = dirname(createRequire(import.meta.url).resolve(name));
  const source = readFileSync(join(build, `${name}.min.js`), 'utf8').replace(/\n\/\/# sourceMappingURL=.*\s*$/, '');
  const licence = readFileSync(join(build, '..', 'LICENSE'), 'utf8').replaceAll('*/', '* /');
  return `/*! ${name}\n${licence}*/\n${scriptSource(source)}`;
}
