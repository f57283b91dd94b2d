/** What a sweep found, in sentences: what each number does along a parameter, and where an expectation begins to fail. */
import { formatNumber, formatShare, formatValue, noValue } from '../format.ts';
import type { Verdict } from '../run-result.ts';
import { ascending, axisName, isCounted, placeInWords } from './axis.ts';
import type { CurveShape } from './curve.ts';
import type { BoundedValue, Crossing, MeanAtPoint, SweepAxis } from './sweep-result.ts';

/** A difference with its sign: `+9.9 points`, `−820 ms`. */
function signedValue(value: number, unit: string): string {
  const sign = value > 0 ? '+' : value < 0 ? '\u2212' : '';
  return `${sign}${distanceInWords(Math.abs(value), unit)}`;
}

/** A distance between two values: shares differ by points. */
const distanceInWords = (distance: number, unit: string): string =>
  unit === 'share' ? `${formatNumber(Number((distance * 100).toPrecision(2)))} points` : formatValue(distance, unit);

/** `−820 ms (95 % −850 ms to −790 ms)`. */
const differenceInWords = ({ mean, low, high }: BoundedValue, unit: string): string =>
  `${signedValue(mean, unit)} (95 % ${signedValue(low, unit)} to ${signedValue(high, unit)})`;

export interface CurveContext {
  name: string;
  unit: string;
  axis: SweepAxis;
  /** Means by index on the axis. */
  points: readonly MeanAtPoint[];
}

export function curveWords(shape: CurveShape, context: CurveContext): string[] {
  const { name, unit, axis, points } = context;
  const at = (i: number) => `${formatValue(points[i]?.mean ?? null, unit)} at ${axis.values[i]!.text}`;
  const parameter = axisName(axis);
  const order = ascending(axis);
  const [first, last] = [order[0]!, order.at(-1)!];
  const ends = `${at(first)}, ${at(last)}`;
  const change = shape.change === null ? '' : ` (${differenceInWords(shape.change, unit)})`;
  const highest = shape.highest === null ? '' : at(shape.highest);
  const lowest = shape.lowest === null ? '' : at(shape.lowest);
  switch (shape.shape) {
    case 'unknown':
      return points.every(({ mean }) => mean === null)
        ? [`${name} was not measured.`]
        : [`${name}: too little data to say what ${parameter} does to it.`];
    case 'flat':
      return [`${name} does not change with ${parameter} beyond sampling error: ${ends}.`];
    case 'names':
      return [`${name} is lowest with ${lowest}, highest with ${highest}.`];
    case 'turns': {
      const interior = [shape.highest, shape.lowest].filter(i => i !== null && i !== first && i !== last);
      const turns = interior.map(i => (i === shape.highest ? `highest, ${highest}` : `lowest, ${lowest}`));
      return [`${name} turns: it is ${turns.join(', and ')}; ${ends}.`, ...stepWords(shape, context)];
    }
    case 'rises':
    case 'falls':
      return [
        `${name} ${shape.shape} with ${parameter}: ${ends}${change}.`,
        ...doublingWords(shape, context),
        ...stepWords(shape, context),
        ...(shape.settledFrom === null
          ? []
          : [
              `From ${axis.values[shape.settledFrom]!.text} on hardly anything changes any more: less than 1 % of the whole, or within sampling error.`,
            ]),
      ];
  }
}

function stepWords({ largestStep, change }: CurveShape, { unit, axis, points }: CurveContext): string[] {
  if (largestStep === null || points.filter(({ mean }) => mean !== null).length < 3) return [];
  const { from, to, mean } = largestStep;
  const share = change === null || change.mean === 0 ? undefined : mean / change.mean;
  const part =
    share === undefined || share < 0.3 || share > 1
      ? ''
      : `, ${formatShare(Number(share.toPrecision(2)))} of the whole`;
  return [
    `The largest step lies between ${axis.values[from]!.text} and ${axis.values[to]!.text}: ${signedValue(mean, unit)}${part}.`,
  ];
}

function doublingWords({ perDoubling }: CurveShape, { unit, axis }: CurveContext): string[] {
  if (perDoubling === null) return [];
  const { mean, low, high } = perDoubling;
  const adjective = unit === 'µs' ? 'long' : 'large';
  return [
    `Doubling ${axisName(axis)} makes it ${formatNumber(mean)} times as ${adjective} (95 % ${formatNumber(low)} to ${formatNumber(high)}).`,
  ];
}

/* ---- Expectations ---- */

export interface ClaimContext {
  text: string;
  axis: SweepAxis;
  /** By index on the axis. */
  verdicts: readonly Verdict[];
  /** In indices of the ascending order. */
  crossings: readonly Omit<Crossing, 'second'>[];
  /** `at api.servers 2`, where the sweep has a second parameter. */
  where?: string;
}

export function claimWords({ text, axis, verdicts, crossings, where }: ClaimContext): string {
  const order = ascending(axis);
  const there = where === undefined ? '' : `${where}, `;
  const inOrder = order.map(i => verdicts[i]!);
  const all = (verdict: Verdict) => inOrder.every(one => one === verdict);
  const name = axisName(axis);
  if (all('pass')) return `${there}\`${text}\` holds at every ${name} tried.`;
  if (all('fail')) return `${there}\`${text}\` holds at no ${name} tried.`;
  if (all('undecided'))
    return `${there}\`${text}\` is undecided everywhere: the interval straddles the bound, or there is no data.`;
  if (all('not judged')) return `${there}\`${text}\` is not judged: it is about other variants.`;
  const value = (i: number) => axis.values[order[i]!]!.text;
  const undecided = inOrder.flatMap((one, i) => (one === 'undecided' ? [value(i)] : []));
  const open = undecided.length === 0 ? '' : ` Undecided at ${undecided.join(', ')}.`;
  const [only, ...others] = crossings;
  if (only !== undefined && others.length === 0)
    return `${there}\`${text}\` ${crossingWords(only, axis, order, inOrder)}.${open}`;
  const held = inOrder.flatMap((one, i) => (one === 'pass' ? [value(i)] : []));
  const failed = inOrder.flatMap((one, i) => (one === 'fail' ? [value(i)] : []));
  const parts = [
    ...(held.length === 0 ? [] : [`holds at ${listed(held)}`]),
    ...(failed.length === 0 ? [] : [`fails at ${listed(failed)}`]),
  ];
  return `${there}\`${text}\` ${parts.join(' and ')}.${open}`;
}

const listed = (texts: readonly string[]): string =>
  texts.length <= 1 ? (texts[0] ?? '') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;

function crossingWords(
  { from, to, becomes, position, low, high }: Omit<Crossing, 'second'>,
  axis: SweepAxis,
  order: readonly number[],
  verdicts: readonly Verdict[],
): string {
  const isDecided = (verdict: Verdict) => verdict === 'pass' || verdict === 'fail';
  const lastBefore = verdicts.findLastIndex((verdict, i) => i <= from && isDecided(verdict));
  const firstAfter = verdicts.findIndex((verdict, i) => i >= to && isDecided(verdict));
  if (position === null || isCounted(axis)) {
    const [first, then] = becomes === 'fail' ? ['holds', 'fails'] : ['fails', 'holds'];
    const value = (i: number) => axis.values[order[i]!]!.text;
    // Where one side is undecided throughout, nothing is claimed of it.
    const parts = [
      ...(lastBefore < 0 ? [] : [`${first} up to ${value(lastBefore)}`]),
      ...(firstAfter < 0 ? [] : [`${then} from ${value(firstAfter)} on`]),
    ];
    return (becomes === 'fail' ? parts : parts.reverse()).join(' and ');
  }
  const place = (at: number | null) => (at === null ? noValue : placeInWords(at, axis.unit));
  const sure =
    low === null && high === null
      ? ''
      : low === null
        ? ` (95 % up to ${place(high)})`
        : high === null
          ? ` (95 % from ${place(low)} on)`
          : ` (95 % ${place(low)} to ${place(high)})`;
  return `begins to ${becomes === 'fail' ? 'fail' : 'hold'} at about ${place(position)}${sure}`;
}
