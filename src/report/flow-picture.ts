/**
 * The purchase as a picture: who takes part as columns, what goes between them as numbered arrows from top to bottom,
 * and on each arrow what was measured there: how many, how long, and in red what went wrong.
 *
 * Every arrow owns a band of the picture's height, so texts of different arrows cannot meet; within its band a text is
 * wrapped to a width it was given, kept inside the picture, and laid over the lifelines on a patch of paper.
 */

import { formatCount, formatDuration } from '../experiments/format.ts';
import type { FlowArrow, FlowPicture } from '../experiments/run-result.ts';
import { escapeText } from './escape.ts';
import { textWidth, wrapped } from './text-width.ts';
import { colour, svgFontFamily } from './theme.ts';

const columnWidth = { min: 94, max: 190 };
const wantedWidth = 1070;
const margin = 14;
const nameSize = 11.5;
const labelSize = 12.5;
const factSize = 11.5;
const lineHeight = 16;
const labelWidth = 330;
const badge = 10;
const selfArrow = 34;

interface Line {
  text: string;
  size: number;
  fill: string;
  weight: number;
}

/** A standalone SVG, in the light colours of the theme. */
export function flowPicture(flow: FlowPicture): string {
  const columns = new Map(flow.participants.map((participant, i) => [participant.id, i]));
  const count = Math.max(1, flow.participants.length);
  const column = Math.min(columnWidth.max, Math.max(columnWidth.min, (wantedWidth - 2 * margin) / count));
  const width = Math.ceil(2 * margin + column * count);
  const centre = (i: number): number => margin + column * (i + 0.5);
  const names = flow.participants.map(participant => wrapped(participant.label, column - 16, nameSize));
  const headHeight = 20 + lineHeight * names.reduce((most, lines) => Math.max(most, lines.length), 1);

  const arrows: string[] = [];
  let y = margin + headHeight + 16;
  for (const arrow of flow.arrows) {
    const from = columns.get(arrow.from);
    const to = columns.get(arrow.to);
    if (from === undefined || to === undefined) throw unknownParticipant(arrow, flow);
    const drawn = drawArrow(arrow, centre(from), centre(to), y, width);
    arrows.push(drawn.svg);
    y += drawn.height;
  }
  const height = Math.ceil(y + margin);
  const heads = names.map((lines, i) => drawHead(lines, centre(i), column - 12, headHeight));
  const lifelines = names.map(
    (_, i) =>
      `<line x1="${px(centre(i))}" x2="${px(centre(i))}" y1="${margin + headHeight}" y2="${height - margin}" stroke="${colour.line}" stroke-dasharray="3 4"/>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="${svgFontFamily}" role="img" aria-labelledby="flow-title flow-desc">
<title id="flow-title">${escapeText(flow.title)}</title><desc id="flow-desc">${escapeText(flowInWords(flow))}</desc>
<rect width="${width}" height="${height}" fill="${colour.paper}"/>
${[...lifelines, ...heads, ...arrows].join('\n')}
</svg>
`;
}

/** Every arrow as a clause: who to whom, what, how often. */
function flowInWords({ participants, arrows }: FlowPicture): string {
  const label = new Map(participants.map(participant => [participant.id, participant.label]));
  const clauses = arrows.map(
    arrow =>
      `${arrow.step}. ${label.get(arrow.from) ?? arrow.from} to ${label.get(arrow.to) ?? arrow.to}: ${arrow.label}, ${formatCount(arrow.n)} times`,
  );
  return `${clauses.join('; ')}.`;
}

/** `1 790× · p50 21 s · p95 58 s`: what was measured on an arrow. */
function arrowFacts(arrow: FlowArrow): string {
  const facts = [`${formatCount(arrow.n)}×`];
  if (arrow.p50_us !== null) facts.push(`p50 ${formatDuration(arrow.p50_us)}`);
  if (arrow.p95_us !== null) facts.push(`p95 ${formatDuration(arrow.p95_us)}`);
  return facts.join(' · ');
}

export const arrowFailures = (arrow: FlowArrow): string =>
  arrow.failures.map(failure => `${formatCount(failure.n)}× ${failure.reason}`).join(' · ');

/** As many failures on a line as fit whole; one that is too long for a line is wrapped later. */
function failureLines(arrow: FlowArrow): string[] {
  const lines: string[] = [];
  for (const { reason, n } of arrow.failures) {
    const failure = `${formatCount(n)}× ${reason}`;
    const last = lines.at(-1);
    const longer = last === undefined ? `✗ ${failure}` : `${last} · ${failure}`;
    if (last !== undefined && textWidth(longer, factSize * 1.06) > labelWidth) lines.push(failure);
    else lines.splice(-1, 1, longer);
  }
  return lines;
}

function drawHead(lines: string[], x: number, width: number, height: number): string {
  const box = `<rect x="${px(x - width / 2)}" y="${margin}" width="${px(width)}" height="${height}" rx="6" fill="${colour.page}" stroke="${colour.line}"/>`;
  const first = margin + (height - lineHeight * lines.length) / 2 + lineHeight - 4;
  const texts = lines.map(
    (line, i) =>
      `<text x="${px(x)}" y="${px(first + i * lineHeight)}" text-anchor="middle" font-size="${nameSize}" font-weight="600" fill="${colour.ink}">${escapeText(line)}</text>`,
  );
  return box + texts.join('');
}

/** One band: label above the arrow, facts and failures beneath. An arrow to oneself goes out and comes back. */
function drawArrow(arrow: FlowArrow, from: number, to: number, top: number, width: number) {
  const self = from === to;
  const above = toLines(arrow.label, labelSize, colour.ink, 600);
  const beneath = [
    ...toLines(arrowFacts(arrow), factSize, colour.muted, 400),
    ...failureLines(arrow).flatMap(line => toLines(line, factSize, colour.bad, 500)),
  ];
  const at = top + above.length * lineHeight + 12;
  const middle = self ? from + badge : (from + to) / 2;
  const back = self ? 22 : 0;
  const texts = [drawLines(above, middle, top, width, self), drawLines(beneath, middle, at + back + 9, width, self)];
  const height = above.length * lineHeight + 12 + back + 9 + beneath.length * lineHeight + 16;
  return {
    svg: `<g>${texts.join('')}${self ? loop(from, at) : straight(from, to, at)}${step(arrow, from, to, at)}</g>`,
    height,
  };
}

const toLines = (text: string, size: number, fill: string, weight: number): Line[] =>
  wrapped(text, labelWidth, size * (weight > 400 ? 1.06 : 1)).map(line => ({ text: line, size, fill, weight }));

function drawLines(lines: Line[], middle: number, top: number, width: number, leftAligned: boolean): string {
  const widest = lines.reduce((most, line) => Math.max(most, textWidth(line.text, line.size * 1.06)), 0);
  const half = widest / 2 + 4;
  const wanted = leftAligned ? middle + half : middle;
  const x = Math.min(width - margin - half, Math.max(margin + half, wanted));
  const patch = `<rect x="${px(x - half)}" y="${px(top)}" width="${px(2 * half)}" height="${px(lines.length * lineHeight)}" fill="${colour.paper}"/>`;
  const anchor = leftAligned ? `x="${px(x - half + 4)}"` : `x="${px(x)}" text-anchor="middle"`;
  const texts = lines.map(
    (line, i) =>
      `<text ${anchor} y="${px(top + lineHeight * i + 12)}" font-size="${line.size}" font-weight="${line.weight}" fill="${line.fill}">${escapeText(line.text)}</text>`,
  );
  return patch + texts.join('');
}

function straight(from: number, to: number, y: number): string {
  const towards = Math.sign(to - from);
  const line = `<line x1="${px(from)}" x2="${px(to - 8 * towards)}" y1="${px(y)}" y2="${px(y)}" stroke="${colour.accent}" stroke-width="2"/>`;
  return line + head(to, y, towards);
}

function loop(x: number, y: number): string {
  const path = `<path d="M${px(x)} ${px(y)}h${selfArrow}v20h${8 - selfArrow}" fill="none" stroke="${colour.accent}" stroke-width="2"/>`;
  return path + head(x, y + 20, -1);
}

const head = (x: number, y: number, towards: number): string =>
  `<path d="M${px(x - towards)} ${px(y)}l${-10 * towards} -5v10z" fill="${colour.accent}"/>`;

/** The number of the step, on the lifeline the arrow starts from. */
function step(arrow: FlowArrow, from: number, to: number, y: number): string {
  const x = from === to ? from : from + Math.sign(to - from) * 2;
  return `<circle cx="${px(x)}" cy="${px(y)}" r="${badge}" fill="${colour.accent}"/><text x="${px(x)}" y="${px(y + 4)}" text-anchor="middle" font-size="11.5" font-weight="700" fill="${colour.paper}">${arrow.step}</text>`;
}

function unknownParticipant(arrow: FlowArrow, flow: FlowPicture): Error {
  const known = flow.participants.map(participant => participant.id).join(', ');
  return new Error(
    `Flow picture: arrow "${arrow.label}" goes from ${arrow.from} to ${arrow.to}; participants are: ${known}`,
  );
}

/** Tenths of a pixel are fine enough, and keep the bytes few. */
const px = (value: number): string => String(Math.round(value * 10) / 10);
