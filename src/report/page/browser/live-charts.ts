/**
 * Brings the charts to life: each drawing is replaced by Vega's view of its specification, as wide as its card, with
 * tooltips; the still drawing stays until then, and for paper. Charts over time show the stretch that the time brush says.
 */
export const liveCharts = `
(() => {
  'use strict';
  const specs = JSON.parse(document.getElementById('specs').textContent);
  const views = new Map();
  let stretch;
  const isOverTime = spec => spec.params?.some(param => param.name === 'from_ms') ?? false;
  const show = async place => {
    const name = place.dataset.chart;
    const live = place.querySelector('.live');
    const spec = structuredClone(specs[name]);
    spec.width = 'container';
    const width = place.clientWidth;
    spec.config.legend.columns = Math.max(1, Math.floor((width - spec.usermeta.left_px) / spec.usermeta.legendEntry_px));
    spec.config.legend.labelLimit = Math.min(spec.config.legend.labelLimit, width - 130);
    spec.config.axisY.labelLimit = Math.min(150, width * 0.3);
    if (stretch && isOverTime(spec)) {
      for (const param of spec.params) if (param.name in stretch) param.value = stretch[param.name];
    }
    place.classList.remove('drawn');
    live.style.position = 'absolute';
    live.style.visibility = 'hidden';
    try {
      views.get(name)?.finalize();
      views.set(name, await vegaEmbed(live, spec, {
        mode: 'vega-lite', renderer: 'svg', actions: false, ast: true, defaultStyle: false,
        tooltip: { disableDefaultStyle: true },
      }));
      await views.get(name).view.resize().runAsync();
      live.removeAttribute('style');
      const svg = live.querySelector('svg');
      svg.setAttribute('role', 'img');
      svg.removeAttribute('aria-roledescription');
      svg.setAttribute('aria-label', spec.description);
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

  document.addEventListener('stretch', ({ detail }) => {
    stretch = { from_ms: detail.from_ms, to_ms: detail.to_ms };
    for (const [name, { view }] of views) {
      if (isOverTime(specs[name])) view.signal('from_ms', stretch.from_ms).signal('to_ms', stretch.to_ms).resize().runAsync();
    }
    for (const note of document.querySelectorAll('.stretch-note')) {
      note.hidden = detail.isWhole;
      note.textContent = 'Shown: ' + detail.words + '.';
    }
  });

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
})();
`;
