/**
 * The windows of a function: which part of the run counts (`from ... to`, `after`, `during`, `outside incidents`), and how
 * long the stretches are that slide through it (`over`). What has no meaning where it stands is refused.
 */
import { didYouMean } from '../nearest-word.ts';
import { Unreadable } from '../quantities.ts';
import type { Surrounding } from './surrounding.ts';
import { type Call, type Name, print, type Quantity, type Window } from './syntax.ts';
import type { AggregateFunction, MetricTerm, Span, WrittenMoment } from './terms.ts';
import type { SetWords } from './vocabulary.ts';

/** The stretches of a claim that is followed through the run: of one length, which the first of them says. */
export interface Stretch {
  time: number | undefined;
}

/** The rows that windows choose from. */
interface Rows {
  set: string;
  words: SetWords;
}

const peakWindows = { '1s': 1e6, '10s': 1e7, '1min': 6e7, '5min': 3e8 } as const;
/** Stretches slide in so many steps each, and a run is followed in at most so many. */
export const stepsOfAStretch = 10;
const stepsMost = 1_000_000;

/* ---- Which part of the run ---- */

/** The part of the run that the windows leave; `rows` where they are windows of a set. */
export function spanOf(windows: readonly Window[], around: Surrounding, rows?: Rows): Span {
  const span: Span = {};
  for (const window of windows) {
    if (window.kind === 'where' || window.kind === 'over' || window.kind === 'for') continue;
    if (rows !== undefined && rows.words.moment === undefined)
      throw new Unreadable(
        `A row of ${rows.set} is as it is when the run ends, and has no moment of its own; \`${window.kind === 'outside' ? 'outside incidents' : window.kind}\` has no meaning here.`,
        window,
      );
    if (window.kind === 'outside') span.outsideIncidents = true;
    else if (window.kind === 'from') {
      const { from, to } = window;
      if (from.kind === to.kind && from.value >= to.value)
        throw new Unreadable(`The stretch is empty: ${print(to)} is not after ${print(from)}.`, window);
      span.from = momentOf(from);
      span.to = momentOf(to);
    } else if (window.kind === 'after' || window.kind === 'during')
      span[window.kind] = entryOfTimeline(window.name, window.kind, around);
  }
  return span;
}

const momentOf = ({ kind, value }: { kind: 'clock' | 'quantity'; value: number }): WrittenMoment => ({
  value,
  isClock: kind === 'clock',
});

function entryOfTimeline({ path, at, length }: Name, word: 'after' | 'during', { timeline = [] }: Surrounding): string {
  const names = timeline.map(({ name }) => name);
  const entry = timeline.find(({ name }) => name === path);
  if (entry === undefined) {
    const known = names.length === 0 ? 'The timeline names no entry.' : `Expected one of: ${names.join(', ')}.`;
    throw new Unreadable(`The timeline has no \`${path}\`. ${known}${didYouMean(path, names)}`, { at, length });
  }
  if (!entry.lasts && word === 'during')
    throw new Unreadable(`\`${path}\` happens in a moment, so nothing is during it; write \`after ${path}\`.`, {
      at,
      length,
    });
  return path;
}

/* ---- How long a stretch ---- */

/**
 * How long the stretches of a function over a set are; none where it looks at the run as a whole.
 * @param sliding what is known of the claim that it is followed for, if it is
 */
export function overOf(
  call: Call,
  fn: AggregateFunction,
  { set, words }: Rows,
  sliding: Stretch | undefined,
  around: Surrounding,
): number | undefined {
  const over = call.windows.find(window => window.kind === 'over');
  const held = call.windows.find(window => window.kind === 'for');
  if (held !== undefined)
    throw new Unreadable(
      '`for` says how long a claim holds: it belongs to `until( )`, `ever( )` and `elapsed( )`.',
      held,
    );
  const time = over?.kind === 'over' ? over.time : undefined;
  if (fn === 'peak') {
    if (sliding !== undefined)
      throw new Unreadable(
        'A peak is of the whole run; of a stretch that slides write `rate( ... over 1 min)`.',
        call.fn,
      );
    if (time === undefined) throw new Unreadable(`Over how long? As in \`peak(${set} over 1 min)\`.`, call);
    if (time.value < 1e6 || time.value % 1e6 !== 0)
      throw new Unreadable('A peak is kept by the second: expected whole seconds, at least 1 s.', time);
  } else if (sliding !== undefined) {
    if (time === undefined)
      throw new Unreadable(
        `Over how long does \`${call.fn.path}( )\` slide? As in \`${call.fn.path}(... over 1 min)\`.`,
        call,
      );
    mustSlide(time, sliding, around);
  } else if (time !== undefined)
    throw new Unreadable(
      '`over` has no meaning here; `over` belongs to `peak`, or into `until( )`, `ever( )` and `elapsed( )`.',
      over!,
    );
  if (time !== undefined && words.moment === undefined)
    throw new Unreadable(`A row of ${set} has no moment of its own.`, over!);
  return time?.value;
}

function mustSlide(time: Quantity, over: Stretch, around: Surrounding): void {
  if (over.time !== undefined && over.time !== time.value)
    throw new Unreadable('Stretches that are compared are equally long: another one is of another length.', time);
  if (time.value < stepsOfAStretch) throw new Unreadable('A stretch that slides is at least 10 µs long.', time);
  if ((around.length ?? 0) / (time.value / stepsOfAStretch) > stepsMost)
    throw new Unreadable(
      `A stretch slides by a tenth of itself; of this run that would be more than ${stepsMost} steps. Take a longer one.`,
      time,
    );
  over.time = time.value;
}

/* ---- Of a metric ---- */

/** The stretch of a peak that every run keeps. */
export function peakWindowOf(path: string, over: Window | undefined, call: Call): MetricTerm['over'] {
  const time = over?.kind === 'over' ? over.time.value : undefined;
  const known = (Object.keys(peakWindows) as (keyof typeof peakWindows)[]).find(name => peakWindows[name] === time);
  if (known === undefined)
    throw new Unreadable(
      `Over how long? A peak is kept over 1 s, 10 s, 1 min and 5 min, as in \`peak(${path} over 1 min)\`.`,
      over ?? call,
    );
  return known;
}

/** Why a metric cannot have that window. */
export function windowOfMetric(path: string, window: Window): Unreadable {
  if (window.kind === 'over' || window.kind === 'for')
    return new Unreadable(
      `\`${window.kind}\` has no meaning here; \`over\` belongs to \`peak\`, or into \`until( )\`.`,
      window,
    );
  const word = window.kind === 'outside' ? 'outside incidents' : window.kind;
  return new Unreadable(
    `${path} is kept for the whole run only, so \`${word}\` has no meaning here; write it of a set, as in \`p95(purchase.continueToOnline ${word}${window.kind === 'outside' ? '' : ' ...'})\`.`,
    window,
  );
}
