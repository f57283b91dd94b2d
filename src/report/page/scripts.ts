/**
 * The scripts of a page: Vega, Vega-Lite and Vega-Embed as published, the charts' specifications, and the few lines that
 * bring them together. Vega's expressions are interpreted (`ast`), so the page needs no permission to evaluate text.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Chart } from '../charts/index.ts';
import { type Html, html, scriptJson, scriptSource, trusted } from '../escape.ts';

const packages = ['vega', 'vega-lite', 'vega-embed'];

export function scripts(charts: Chart[]): Html {
  const specs = Object.fromEntries(charts.map(chart => [chart.name, chart.spec]));
  return html`<script type="application/json" id="specs">${trusted(scriptJson(specs))}</script>
<script>
${trusted(charts.length > 0 ? libraries() : '')}
</script>
<script>
${trusted(scriptSource(starter))}
</script>`;
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

/** Views are drawn to the width of their card; the still drawing stays until they are, and for paper. */
const starter = `
(() => {
  'use strict';
  const specs = JSON.parse(document.getElementById('specs').textContent);
  const views = new Map();
  const show = async place => {
    const name = place.dataset.chart;
    const live = place.querySelector('.live');
    const spec = structuredClone(specs[name]);
    spec.width = 'container';
    const width = place.clientWidth;
    spec.config.legend.columns = Math.max(1, Math.floor((width - 60) / spec.usermeta.legendEntry_px));
    spec.config.legend.labelLimit = Math.min(spec.config.legend.labelLimit, width - 90);
    spec.config.axisY.labelLimit = Math.min(150, width * 0.3);
    place.classList.remove('drawn');
    live.style.position = 'absolute';
    live.style.visibility = 'hidden';
    try {
      views.get(name)?.finalize();
      views.set(name, await vegaEmbed(live, spec, {
        mode: 'vega-lite', renderer: 'svg', actions: false, ast: true, defaultStyle: false,
        tooltip: { disableDefaultStyle: true },
      }));
      live.removeAttribute('style');
      place.classList.add('drawn');
    } catch (error) {
      live.replaceChildren();
      console.error('Chart ' + name + ' stays still:', error);
    }
  };
  const places = [...document.querySelectorAll('[data-chart]')];
  const showAll = () => {
    delete document.documentElement.dataset.charts;
    return Promise.all(places.map(show)).then(() => { document.documentElement.dataset.charts = 'drawn'; });
  };
  showAll();

  let shownAt = innerWidth;
  let settling;
  addEventListener('resize', () => {
    clearTimeout(settling);
    settling = setTimeout(() => {
      if (innerWidth === shownAt) return;
      shownAt = innerWidth;
      showAll();
    }, 150);
  });

  const copy = document.getElementById('copy');
  if (copy && navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(copy.dataset.command);
        copy.textContent = 'Copied';
      } catch {
        getSelection().selectAllChildren(document.getElementById('command').querySelector('b'));
      }
    });
  }
})();
`;
