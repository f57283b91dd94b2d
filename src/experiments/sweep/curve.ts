/**
 * What a number does while a parameter grows: whether it rises, falls or turns, where its largest step is, from where on
 * nothing changes any more, and what doubling the parameter does. All points met the same random numbers, so steps are
 * judged by paired differences, and by an interval that allows for how many of them are looked at.
 *
 *      │ ●                      falls; the largest step lies between the first two values;
 *      │    ●                   from the fourth on nothing changes any more
 *      │       ●  ●  ●  ●
 *      └──────────────────
 */
import { exp, ln } from '../../sim/index.ts';
import { type Interval, meanInterval, pairedInterval } from '../statistics/intervals.ts';
import type { BoundedValue, Curve } from './sweep-result.ts';

/** What is known of a number along one parameter. */
export interface CurveSamples {
  /** Where each value of the parameter stands; undefined for names. In ascending order unless they are names. */
  positions: readonly number[] | undefined;
  /** Of each value of the parameter, by replication; null without data. */
  values: readonly (readonly (number | null)[])[];
}

export type CurveShape = Omit<Curve, 'words' | 'second'>;

const confidence = 0.95;

export function shapeOf({ positions, values }: CurveSamples): CurveShape {
  const means = values.map(meanOf);
  const known = means.flatMap((mean, i) => (mean === null ? [] : [i]));
  const unknown: CurveShape = {
    shape: 'unknown',
    highest: null,
    lowest: null,
    change: null,
    largestStep: null,
    settledFrom: null,
    perDoubling: null,
  };
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined || first === last) return unknown;
  const highest = known.reduce((best, i) => (means[i]! > means[best]! ? i : best), first);
  const lowest = known.reduce((best, i) => (means[i]! < means[best]! ? i : best), first);
  const change = paired(values[first]!, values[last]!, confidence);
  const spread = paired(values[lowest]!, values[highest]!, shared(known.length - 1));
  const extremes = { ...unknown, highest, lowest, change: bounded(change) };
  if (change === undefined || spread === undefined) return extremes;
  if (!isSure(spread)) return { ...extremes, shape: 'flat' };
  if (positions === undefined) return { ...extremes, shape: 'names' };
  const isTurn = (i: number) =>
    i !== first &&
    i !== last &&
    [first, last].every(end => isSureOf(paired(values[end]!, values[i]!, shared(2 * known.length)), i === highest));
  const turns = isTurn(highest) || isTurn(lowest);
  const shape = turns ? 'turns' : lastIsHigher(means, { first, last, highest, lowest }) ? 'rises' : 'falls';
  return {
    ...extremes,
    shape,
    largestStep: largestStep(values, known),
    settledFrom: turns ? null : settledFrom(values, known, means[highest]! - means[lowest]!),
    perDoubling: turns ? null : perDoubling(positions, values, known),
  };
}

const lastIsHigher = (
  means: readonly (number | null)[],
  { first, last, highest, lowest }: { first: number; last: number; highest: number; lowest: number },
): boolean => (means[first] === means[last] ? highest > lowest : means[last]! > means[first]!);

/** Of each of several looks, so that all of them together are as sure as one. */
const shared = (looks: number): number => 1 - (1 - confidence) / Math.max(1, looks);

const isSure = ({ low, high }: BoundedValue): boolean => low > 0 || high < 0;

const isSureOf = (interval: Interval | undefined, upwards: boolean): boolean =>
  interval !== undefined && (upwards ? interval.low > 0 : interval.high < 0);

/** b − a over the replications that have both. */
export function paired(
  a: readonly (number | null)[],
  b: readonly (number | null)[],
  level = confidence,
): Interval | undefined {
  const both = a.flatMap((value, i) => (value === null || b[i] == null ? [] : [[value, b[i]] as const]));
  return pairedInterval(
    both.map(([value]) => value),
    both.map(([, value]) => value),
    level,
  );
}

export function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter(value => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

const bounded = (interval: Interval | undefined): BoundedValue | null =>
  interval === undefined ? null : { mean: interval.mean, low: interval.low, high: interval.high };

/** Between neighbours; undefined values are stepped over. */
function largestStep(values: CurveSamples['values'], known: readonly number[]): Curve['largestStep'] {
  const steps = known.slice(1).flatMap((to, i) => {
    const from = known[i]!;
    const difference = bounded(paired(values[from]!, values[to]!, shared(known.length - 1)));
    return difference === null ? [] : [{ from, to, ...difference }];
  });
  const sure = steps.filter(isSure);
  return sure.length === 0 ? null : sure.reduce((a, b) => (Math.abs(b.mean) > Math.abs(a.mean) ? b : a));
}

/** Less of the whole span than this is no change that anybody acts on, however sure it is. */
const negligible = 0.01;

/** The first value from which on none differs from the last; null where that is the last itself, or all of them. */
function settledFrom(values: CurveSamples['values'], known: readonly number[], span: number): number | null {
  const last = known.at(-1)!;
  const moving = known.findLastIndex(i => {
    const difference = i === last ? undefined : paired(values[i]!, values[last]!);
    return difference !== undefined && (difference.low > negligible * span || difference.high < -negligible * span);
  });
  const settled = known[moving + 1];
  return moving < 0 || settled === undefined || settled === last ? null : settled;
}

/** A curve that is no power of the parameter has no such number. */
const straightEnough = 0.95;

/**
 * By what the number is multiplied when the parameter doubles, from straight lines through the logarithms of both, one for
 * each replication.
 */
function perDoubling(
  positions: readonly number[],
  values: CurveSamples['values'],
  known: readonly number[],
): BoundedValue | null {
  const [low, high] = [positions[known[0]!]!, positions[known.at(-1)!]!];
  if (known.length < 3 || !(low > 0) || high < 2 * low) return null;
  const across = known.map(i => ln(positions[i]!));
  const slopes: number[] = [];
  const count = Math.max(...known.map(i => values[i]!.length));
  for (let replication = 0; replication < count; replication += 1) {
    const ups = known.map(i => values[i]![replication] ?? 0);
    if (ups.some(up => !(up > 0))) return null;
    const line = lineThrough(across, ups.map(ln));
    if (line.fit < straightEnough) return null;
    slopes.push(line.slope);
  }
  const slope = meanInterval(slopes);
  if (slope === undefined) return null;
  const factor = (of: number): number => exp(of * ln(2));
  return { mean: factor(slope.mean), low: factor(slope.low), high: factor(slope.high) };
}

/** Least squares; `fit` is the share of the variance that the line explains. */
function lineThrough(x: readonly number[], y: readonly number[]): { slope: number; fit: number } {
  const [meanX, meanY] = [x, y].map(all => all.reduce((sum, one) => sum + one, 0) / all.length) as [number, number];
  let xx = 0;
  let xy = 0;
  let yy = 0;
  x.forEach((one, i) => {
    xx += (one - meanX) * (one - meanX);
    xy += (one - meanX) * (y[i]! - meanY);
    yy += (y[i]! - meanY) * (y[i]! - meanY);
  });
  return { slope: xy / xx, fit: yy === 0 ? 0 : (xy * xy) / (xx * yy) };
}
