/**
 * A state machine as a picture: states as boxes with how many rest there, events on the arrows between them with how often
 * each happened, a dot where all begin, a double border where nothing leads on. An arrow that nobody took is pale.
 *
 * Dagre decides where things stand; the drawing is ours. It is made from the machine alone, with rounded coordinates, in
 * the light colours of the theme, so the same machine gives the same bytes and a page can turn it dark.
 */
import { Graph, layout } from '@dagrejs/dagre';
import { formatCount } from '../experiments/format.ts';
import type { StateMachine } from '../experiments/run-result.ts';
import { escapeText } from './escape.ts';
import { textWidth, wrapped } from './text-width.ts';
import { colour, svgFontFamily } from './theme.ts';

const stateSize = 13;
const countSize = 12;
const eventSize = 11.5;
const lineHeight = 15;
const margin = 16;
const startRadius = 6;
const stateHeight = 46;
const loopWidth = 20;
/** Between an event and how often it happened. */
const countGap = 6;
const crowdWidth = 250;
/** From so many states the same event to the same end makes a knot of arrows. */
const crowdFrom = 4;

/** Where everything stands before Dagre has placed it. */
const origin = { x: 0, y: 0 };

/** No state is called so: names of states are words. */
const start = ' start';

interface Point {
  x: number;
  y: number;
}

/** A standalone SVG, named by the machine. */
export function statePicture(machine: StateMachine): string {
  const { nodes, edges, crowds, width, height } = placed(machine);
  const id = `machine-${machine.name.replace(/[^A-Za-z0-9]+/g, '-')}`;
  const states = machine.states.map(state => drawState(state, nodes.get(state.state)!));
  const dot = nodes.get(start)!;
  const title = `State machine of the ${machine.name}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="${svgFontFamily}" role="img" aria-labelledby="${id}-title ${id}-desc">
<title id="${id}-title">${escapeText(title)}</title><desc id="${id}-desc">${escapeText(machineInWords(machine))}</desc>
<rect width="${width}" height="${height}" fill="${colour.paper}"/>
${edges.map(drawArrow).join('\n')}
<circle cx="${px(dot.x)}" cy="${px(dot.y)}" r="${startRadius}" fill="${colour.ink}"/>
${[...states, ...crowds.map(crowd => drawCrowd(crowd, nodes.get(crowd.name)!))].join('\n')}
${edges.map(drawEvents).join('\n')}
</svg>
`;
}

/** `3 states, begins in hidden, never ends. 24 of 30 are showing.` */
export function machineInWords({ states, transitions }: StateMachine): string {
  const first = states.find(state => state.role === 'first')?.state ?? '';
  const ends = states.filter(state => state.role === 'end').map(state => state.state);
  const resting = states
    .filter(state => state.n > 0)
    .map(state => `${formatCount(state.n)} in ${state.state}`)
    .join(', ');
  return `${states.length} states and ${transitions.length} arrows; begins in ${first}, ${
    ends.length === 0 ? 'never ends' : `ends in ${ends.join(' or ')}`
  }.${resting === '' ? '' : ` At the end of the run: ${resting}.`}`;
}

interface PlacedEdge {
  points: Point[];
  /** The middle of the events' text; none for the arrow from the dot. */
  at?: Point;
  events: EventLine[];
}

/** An event on an arrow. */
interface EventLine {
  event: string;
  /** How often it was taken; unknown of runs that did not count. */
  n: number | undefined;
}

type PlacedNode = Point & { width: number; height: number };

interface EdgeLabel {
  width: number;
  height: number;
  labelpos?: 'c';
  weight?: number;
  events: EventLine[];
  /** Written by the layout, as the place of the label is. */
  points?: Point[];
  x?: number;
  y?: number;
}

/** What is used of Dagre's graph, whose own types a strict compiler cannot follow. */
interface LayoutGraph {
  setGraph(label: Record<string, string | number>): unknown;
  graph(): { width?: number; height?: number };
  setNode(name: string, label: PlacedNode): unknown;
  nodes(): string[];
  node(name: string): PlacedNode;
  setEdge(from: string, to: string, label: EdgeLabel): unknown;
  edges(): { v: string; w: string }[];
  edge(from: string, to: string): EdgeLabel;
}

interface PlacedMachine {
  nodes: Map<string, PlacedNode>;
  edges: PlacedEdge[];
  crowds: Crowd[];
  width: number;
  height: number;
}

function placed(machine: StateMachine): PlacedMachine {
  const { arrows, crowds } = arrowsOf(machine);
  const graph: LayoutGraph = new Graph();
  graph.setGraph({ rankdir: 'TB', nodesep: 30, edgesep: 16, ranksep: 26, marginx: margin, marginy: margin });
  graph.setNode(start, { ...origin, width: 2 * startRadius, height: 2 * startRadius });
  for (const { state } of machine.states)
    graph.setNode(state, { ...origin, width: stateWidth(state), height: stateHeight });
  for (const { name, lines } of crowds)
    graph.setNode(name, { ...origin, width: crowdWidth, height: lines.length * lineHeight + 14 });
  graph.setEdge(start, machine.states[0]?.state ?? start, { width: 0, height: 0, events: [] });
  for (const { from, to, events } of arrows) {
    const loop = from === to ? loopWidth : 0;
    const label = {
      width: Math.ceil(widestOf(events)) + 8 + 2 * loop,
      height: events.length * lineHeight + 14,
      labelpos: 'c',
    } as const;
    graph.setEdge(from, to, { ...label, events, weight: machine.states.some(({ state }) => state === from) ? 4 : 1 });
  }
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  const nodes = new Map(graph.nodes().map((name): [string, PlacedNode] => [name, graph.node(name)]));
  const edges = graph.edges().map(({ v, w }): PlacedEdge => {
    const { points = [], x = 0, y = 0, events } = graph.edge(v, w);
    if (v === w) return loopAt(nodes.get(v)!, events);
    return { points, events, ...(events.length > 0 ? { at: { x, y } } : {}) };
  });
  return { nodes, edges, crowds, width: Math.ceil(width), height: Math.ceil(height) };
}

/** Out of the right side of a state and back into it, with the events beside; Dagre keeps the room free. */
function loopAt(node: PlacedNode, events: EventLine[]): PlacedEdge {
  const right = node.x + node.width / 2;
  const far = right + loopWidth;
  return {
    points: [
      { x: right, y: node.y - 9 },
      { x: far, y: node.y - 12 },
      { x: far, y: node.y + 12 },
      { x: right, y: node.y + 9 },
    ],
    at: { x: far + widestOf(events) / 2 + 4, y: node.y },
    events,
  };
}

interface Arrow {
  from: string;
  to: string;
  events: EventLine[];
}

/** States that the same events lead out of to the same end, drawn as one box that lists them. */
interface Crowd {
  name: string;
  lines: string[];
}

/** Events from one state to the same other share an arrow; the same event from many states comes from one box. */
function arrowsOf({ transitions }: StateMachine): { arrows: Arrow[]; crowds: Crowd[] } {
  const crowds = new Map<string, Crowd>();
  const arrows = new Map<string, Arrow>();
  for (const { from, event, to, n } of transitions) {
    const alike = transitions.filter(other => other.event === event && other.to === to).map(other => other.from);
    let source = from;
    if (alike.length >= crowdFrom) {
      const text = `from ${alike.join(', ')}`;
      const crowd = crowds.get(text) ?? {
        name: ` crowd ${crowds.size}`,
        lines: wrapped(text, crowdWidth - 20, eventSize),
      };
      crowds.set(text, crowd);
      source = crowd.name;
    }
    const key = JSON.stringify([source, to]);
    const arrow = arrows.get(key) ?? { from: source, to, events: [] };
    const line = arrow.events.find(other => other.event === event);
    if (line === undefined) arrow.events.push({ event, n });
    else if (n !== undefined) line.n = (line.n ?? 0) + n;
    arrows.set(key, arrow);
  }
  return { arrows: [...arrows.values()], crowds: [...crowds.values()] };
}

const stateWidth = (state: string): number => Math.ceil(Math.max(textWidth(state, stateSize * 1.06), 70)) + 28;

const widestOf = (events: readonly EventLine[]): number =>
  events.reduce((most, line) => Math.max(most, widthsOf(line).whole), 0);

/** How often an event happened, as it stands behind it; nothing where it never did. */
const countText = ({ n }: EventLine): string => (n === undefined || n === 0 ? '' : formatCount(n));

function widthsOf(line: EventLine): { event: number; count: number; whole: number } {
  const event = textWidth(line.event, eventSize);
  const count = textWidth(countText(line), eventSize);
  return { event, count, whole: count === 0 ? event : event + countGap + count };
}

function drawCrowd({ lines }: Crowd, at: PlacedNode): string {
  const [left, top] = [at.x - at.width / 2, at.y - at.height / 2];
  const box = `<rect x="${px(left)}" y="${px(top)}" width="${px(at.width)}" height="${px(at.height)}" rx="9" fill="${colour.paper}" stroke="${colour.line}" stroke-dasharray="4 3"/>`;
  const texts = lines.map(
    (line, i) =>
      `<text x="${px(at.x)}" y="${px(top + 7 + i * lineHeight + 11.5)}" text-anchor="middle" font-size="${eventSize}" fill="${colour.muted}">${escapeText(line)}</text>`,
  );
  return `<g>${box}${texts.join('')}</g>`;
}

function drawState({ state, role, n }: StateMachine['states'][number], at: PlacedNode): string {
  const [left, top] = [at.x - at.width / 2, at.y - at.height / 2];
  const visited = n > 0;
  const border = `stroke="${visited ? colour.accent : colour.line}" stroke-width="${visited ? 2 : 1.2}"`;
  const box = `<rect x="${px(left)}" y="${px(top)}" width="${px(at.width)}" height="${px(at.height)}" rx="9" fill="${colour.page}" ${border}/>`;
  const inner =
    role === 'end'
      ? `<rect x="${px(left + 4)}" y="${px(top + 4)}" width="${px(at.width - 8)}" height="${px(at.height - 8)}" rx="6" fill="none" stroke="${visited ? colour.accent : colour.line}"/>`
      : '';
  const name = `<text x="${px(at.x)}" y="${px(at.y - 2)}" text-anchor="middle" font-size="${stateSize}" font-weight="600" fill="${colour.ink}">${escapeText(state)}</text>`;
  const count = `<text x="${px(at.x)}" y="${px(at.y + 14)}" text-anchor="middle" font-size="${countSize}" fill="${visited ? colour.accent : colour.muted}">${formatCount(n)}</text>`;
  return `<g>${box}${inner}${name}${count}</g>`;
}

/** Corners are rounded: each inner point bends the line towards the middle of the next stretch. */
function drawArrow({ points, events }: PlacedEdge): string {
  const tip = points.at(-1);
  const before = points.at(-2);
  if (tip === undefined || before === undefined) return '';
  const length = Math.hypot(tip.x - before.x, tip.y - before.y) || 1;
  const [dx, dy] = [(tip.x - before.x) / length, (tip.y - before.y) / length];
  const end = { x: tip.x - 7 * dx, y: tip.y - 7 * dy };
  const inner = points.slice(1, -1).map((point, i, all) => {
    const next = all[i + 1];
    const to = next === undefined ? end : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
    return `Q${px(point.x)} ${px(point.y)} ${px(to.x)} ${px(to.y)}`;
  });
  const first = points[0]!;
  const path = `M${px(first.x)} ${px(first.y)}${inner.length > 0 ? inner.join('') : `L${px(end.x)} ${px(end.y)}`}`;
  const corner = (side: number) => `${px(tip.x - 9 * dx - side * 4.5 * dy)} ${px(tip.y - 9 * dy + side * 4.5 * dx)}`;
  const ink = events.length > 0 && events.every(({ n }) => n === 0) ? colour.line : colour.muted;
  return `<path d="${path}" fill="none" stroke="${ink}" stroke-width="1.5"/><path d="M${px(tip.x)} ${px(tip.y)}L${corner(1)}L${corner(-1)}z" fill="${ink}"/>`;
}

function drawEvents({ at, events }: PlacedEdge): string {
  if (at === undefined) return '';
  const width = widestOf(events) + 6;
  const top = at.y - (events.length * lineHeight) / 2;
  const patch = `<rect x="${px(at.x - width / 2)}" y="${px(top)}" width="${px(width)}" height="${px(events.length * lineHeight)}" fill="${colour.paper}"/>`;
  const texts = events.map((line, i) => {
    const { event, count, whole } = widthsOf(line);
    const y = top + i * lineHeight + 11.5;
    const named = eventText(line.event, at.x - (whole - event) / 2, y, `fill="${colour.muted}"`);
    if (count === 0) return named;
    return (
      named + eventText(countText(line), at.x + (whole - count) / 2, y, `font-weight="600" fill="${colour.accent}"`)
    );
  });
  return `<g>${patch}${texts.join('')}</g>`;
}

const eventText = (text: string, x: number, y: number, look: string): string =>
  `<text x="${px(x)}" y="${px(y)}" text-anchor="middle" font-size="${eventSize}" ${look}>${escapeText(text)}</text>`;

/** Tenths of a pixel are fine enough, and the same on every machine. */
const px = (value: number): string => String(Math.round(value * 10) / 10);
