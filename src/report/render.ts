/**
 * Charts as SVG, without a browser. Vega is loaded on first use only: it costs a fifth of a second.
 *
 * The same specification gives the same bytes whatever was drawn before: Vega numbers clip paths and gradients per
 * process, so they are renamed here after the chart, which also keeps them apart within one page. Text is measured by
 * Vega's own estimate, never by a canvas that may or may not be installed.
 */
import type { TopLevelSpec } from 'vega-lite';
import type { Chart } from './charts/index.ts';
import { escapeText } from './escape.ts';

declare module 'vega' {
  /** How wide a text is; exported by Vega, missing from its types. */
  const textMetrics: { canvas(use: boolean): void };
}

export async function renderCharts(charts: Chart[]): Promise<Map<string, string>> {
  const drawn = new Map<string, string>();
  for (const chart of charts) drawn.set(chart.name, await renderChart(chart));
  return drawn;
}

export async function renderChart(chart: Chart): Promise<string> {
  const [vega, { compile }] = await Promise.all([import('vega'), import('vega-lite')]);
  vega.textMetrics.canvas(false);
  const complaints: string[] = [];
  const logger = collectInto(complaints);
  const { spec } = compile(chart.spec as TopLevelSpec, { logger });
  const view = new vega.View(vega.parse(spec), { renderer: 'none', logger });
  // Names above a chart take their rows once its width is known; the frame is then fitted around them.
  await view.runAsync();
  const svg = await view.resize().toSVG();
  view.finalize();
  if (complaints.length > 0) throw new Error(`Chart ${chart.name}: ${complaints.join('; ')}`);
  return inWords(withOwnIds(svg, chart.name), chart);
}

/** The drawing as one image with a name and a description, for those who do not see it. */
function inWords(svg: string, { name, title, says }: Chart): string {
  const head = `role="img" aria-labelledby="${name}-title ${name}-desc"`;
  const words = `<title id="${name}-title">${escapeText(title)}</title><desc id="${name}-desc">${escapeText(says)}</desc>`;
  return svg.replace(/^<svg ([^>]*)>/, (_, attributes: string) => `<svg ${head} ${attributes}>${words}`);
}

/** Every id of the drawing gets the chart's name and its place in order of appearance. */
export function withOwnIds(svg: string, name: string): string {
  const ids = [...new Set([...svg.matchAll(/ id="([^"]+)"/g)].map(match => match[1] as string))];
  const renamed = new Map(ids.map((id, i) => [id, `${name}-${i}`]));
  return svg.replace(/ id="([^"]+)"|url\(#([^)"]+)\)|href="#([^"]+)"/g, (whole, ...groups: string[]) => {
    const id = groups.slice(0, 3).find(group => group !== undefined) ?? '';
    return whole.replace(id, renamed.get(id) ?? id);
  });
}

/** A chart that Vega has something to say about is wrong; the caller hears of it. */
function collectInto(complaints: string[]) {
  const complain = (...messages: readonly unknown[]) => {
    complaints.push(messages.map(String).join(' '));
    return logger;
  };
  const ignore = () => logger;
  let level = 2;
  const logger = {
    level(...wanted: number[]) {
      if (wanted.length > 0) {
        level = wanted[0] ?? level;
        return logger;
      }
      return level;
    },
    error: complain,
    warn: complain,
    info: ignore,
    debug: ignore,
  };
  return logger;
}
