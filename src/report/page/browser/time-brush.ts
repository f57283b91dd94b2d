/**
 * The time brush: dragging over the strip, or two fields for those who do not drag, choose the stretch that all charts
 * over time show. It says so with a `stretch` event and in words, in the scenario's own local time.
 */
export const timeBrushScript = `
(() => {
  'use strict';
  const brush = document.getElementById('time-brush');
  if (!brush) return;
  const [first, last] = [Number(brush.dataset.from), Number(brush.dataset.to)];
  const step = last - first > 7200000 ? 60000 : 1000;
  const strip = brush.querySelector('.strip');
  const pane = brush.querySelector('.window');
  const said = brush.querySelector('output');
  const reset = brush.querySelector('button');
  const [from, to] = brush.querySelectorAll('input');
  const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  const dayOf = at => Math.floor(at / 86400000);
  const clock = at => new Date(at).toISOString().slice(11, at % 60000 === 0 ? 16 : 19);
  const dayName = at => {
    const date = new Date(at);
    const isLong = last - first > 7 * 86400000;
    return days[date.getUTCDay()] + (isLong ? ' ' + date.getUTCDate() + ' ' + months[date.getUTCMonth()] : '') + ' ';
  };
  const isOneDay = dayOf(first) === dayOf(last - 1);
  const inWords = (a, b) =>
    (isOneDay ? '' : dayName(a)) + clock(a) + ' to ' + (dayOf(a) === dayOf(b) || isOneDay ? '' : dayName(b)) +
    (isOneDay && dayOf(b) > dayOf(a) ? '24:00' : clock(b));
  const fieldText = at => new Date(at).toISOString().slice(0, step === 60000 ? 16 : 19);
  const share = at => (100 * (at - first)) / (last - first) + '%';
  const inside = at => Math.min(last, Math.max(first, at));

  const use = (a, b) => {
    const isWhole = a <= first && b >= last;
    const words = inWords(a, b);
    pane.style.left = share(a);
    pane.style.width = (100 * (b - a)) / (last - first) + '%';
    pane.hidden = isWhole;
    reset.disabled = isWhole;
    said.textContent = isWhole ? 'All that was measured, ' + words : words;
    for (const field of [from, to]) field.setCustomValidity('');
    from.value = fieldText(a);
    to.value = fieldText(b);
    document.dispatchEvent(new CustomEvent('stretch', { detail: { from_ms: a, to_ms: b, isWhole, words } }));
  };
  const useWhole = () => use(first, last);

  const read = () => {
    const [a, b] = [from, to].map(field => inside(Date.parse(field.value + 'Z')));
    from.setCustomValidity('');
    if (Number.isNaN(a) || Number.isNaN(b)) return;
    if (a < b) return use(a, b);
    from.setCustomValidity('The beginning has to be before the end.');
    from.reportValidity();
  };
  for (const field of [from, to]) {
    field.min = fieldText(first);
    field.max = fieldText(last);
    field.step = step / 1000;
    field.addEventListener('change', read);
  }
  reset.addEventListener('click', useWhole);

  let anchor;
  const momentAt = event => {
    const box = strip.getBoundingClientRect();
    const at = first + ((event.clientX - box.left) / box.width) * (last - first);
    return inside(Math.round(at / step) * step);
  };
  strip.addEventListener('pointerdown', event => {
    if (event.button !== 0) return;
    anchor = momentAt(event);
    strip.setPointerCapture(event.pointerId);
  });
  let waiting;
  strip.addEventListener('pointermove', event => {
    if (anchor === undefined) return;
    const here = momentAt(event);
    const [a, b] = [Math.min(anchor, here), Math.max(anchor, here)];
    if (b - a < (last - first) / 200) return;
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => use(a, b));
  });
  for (const end of ['pointerup', 'pointercancel']) strip.addEventListener(end, () => { anchor = undefined; });
  brush.hidden = false;
  useWhole();
})();
`;
