/**
 * The strip over the charts from which a stretch of time is chosen, by dragging or with two fields. It is of use only
 * where scripts run, so it is hidden until they do.
 */
import type { RunDetails, Series } from '../../experiments/run-result.ts';
import { incidentTint } from '../charts/incident-bands.ts';
import { plotted, type Stretch, stretchOf } from '../charts/time-axis.ts';
import { type Html, html } from '../escape.ts';
import type { ToldIncident } from '../incident-words.ts';
import { localStart_ms } from '../local-time.ts';

/** The shape behind the strip, in its own units. */
const outline = { width: 1000, height: 40, points: 240 };

export function timeBrush(series: Series[], start: RunDetails['start'], incidents: ToldIncident[]): Html {
  const drawable = series.filter(one => one.lines.some(line => line.points.length > 1));
  const shape = drawable.find(one => /rate/i.test(one.name)) ?? drawable[0];
  if (shape === undefined) return html``;
  const stretch = stretchOf(drawable, start);
  return html`<section class="card wide brush" id="time-brush" aria-labelledby="time-brush-title" data-from="${stretch.from_ms}" data-to="${stretch.to_ms}" hidden>
<div class="brush-head"><h3 id="time-brush-title">Stretch of time</h3><output for="time-brush-from time-brush-to"></output><button type="button">Show all</button></div>
<p class="note">Drag over the strip, or enter times: every chart over time shows that stretch, with its vertical axis unchanged. The shape is ${shape.title}.</p>
<div class="strip"><svg viewBox="0 0 ${outline.width} ${outline.height}" preserveAspectRatio="none" aria-hidden="true">${incidents.map(one => incidentOf(one, stretch, start))}<path d="${outlineOf(shape, stretch, start)}"/></svg><div class="window" hidden></div></div>
<div class="fields"><label for="time-brush-from">from <input type="datetime-local" id="time-brush-from"></label>
<label for="time-brush-to">to <input type="datetime-local" id="time-brush-to"></label>
<span class="note">simulated local time, ${start.timeZone}</span></div>
</section>`;
}

/** A band, at least a line, in the tint that it has in the charts. */
function incidentOf(
  { isOutage, from_us, until_us = from_us }: ToldIncident,
  stretch: Stretch,
  start: RunDetails['start'],
): Html {
  const across = (at_us: number): number =>
    Math.round(((plotted(at_us, start) - stretch.from_ms) / (stretch.to_ms - stretch.from_ms)) * outline.width);
  const width = Math.max(2, across(until_us) - across(from_us));
  return html`<rect x="${across(from_us)}" width="${width}" height="${outline.height}" fill="${incidentTint(isOutage)}" fill-opacity=".4"/>`;
}

/** The highest value of each of many short stretches, as a closed area. */
function outlineOf({ lines }: Series, { from_ms, to_ms }: Stretch, start: RunDetails['start']): string {
  const highest = new Map<number, number>();
  let most = 0;
  for (const { points } of lines) {
    for (const [at_us, value] of points) {
      const at_ms = localStart_ms(start) + at_us / 1000;
      const slot = Math.round(((at_ms - from_ms) / (to_ms - from_ms)) * outline.points);
      highest.set(slot, Math.max(highest.get(slot) ?? 0, value));
      most = Math.max(most, value);
    }
  }
  const { width, height, points } = outline;
  const slots = [...highest].sort(([a], [b]) => a - b);
  const corner = ([slot, value]: [number, number]) =>
    `${Math.round((slot * width) / points)} ${Math.round(10 * (height - (most > 0 ? (value / most) * (height - 4) : 0))) / 10}`;
  const [first] = slots;
  const last = slots.at(-1);
  if (first === undefined || last === undefined) return '';
  return `M${corner([first[0], 0])}L${slots.map(corner).join('L')}L${corner([last[0], 0])}z`;
}
