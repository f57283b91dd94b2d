/**
 * The first buyer whose fate differs between two variants. Differences of one kind come before those of the next, because
 * that is what decides between variants; within a kind the first is whoever came first, then whoever has the lower place:
 *
 *     online      one got online and the other did not
 *     hour        both got online, but only one within an hour of coming
 *     reason      neither got online, for different reasons or in different ways
 *     later       both within the hour, one of them clearly later: ten minutes or more, and at least twice the time
 *
 * A buyer who was still under way when either run ended differs in nothing yet, unless the other got online within the hour.
 */
import { hours, minutes } from '../../sim/index.ts';
import { type Fate, type Fates, keyOf } from './fate.ts';

export const kindsOfDifference = ['online', 'hour', 'reason', 'later'] as const;
export type KindOfDifference = (typeof kindsOfDifference)[number];

export interface DifferentFate {
  kind: KindOfDifference;
  a: Fate;
  b: Fate;
}

export interface ComparedFates {
  /** Undefined where nobody's fate differs. */
  first: DifferentFate | undefined;
  /** Buyers who came in both variants. */
  inBoth: number;
  /** How many of them differ, by kind. */
  different: Readonly<Record<KindOfDifference, number>>;
}

const hour = hours(1);
const clearly = minutes(10);

export function firstDifferentFate(a: Fates, b: Fates): ComparedFates {
  const others = new Map(b.fates.map(fate => [keyOf(fate), fate]));
  const different = { online: 0, hour: 0, reason: 0, later: 0 };
  const first: Partial<Record<KindOfDifference, DifferentFate>> = {};
  let inBoth = 0;
  for (const fate of a.fates) {
    const other = others.get(keyOf(fate));
    if (other === undefined) continue;
    inBoth += 1;
    const kind = kindOf(fate, other);
    if (kind === undefined) continue;
    different[kind] += 1;
    first[kind] ??= { kind, a: fate, b: other };
  }
  const kind = kindsOfDifference.find(one => first[one] !== undefined);
  return { first: kind === undefined ? undefined : first[kind], inBoth, different };
}

export function kindOf(a: Fate, b: Fate): KindOfDifference | undefined {
  const [waitedA, waitedB] = [waited(a), waited(b)];
  if (waitedA !== undefined && waitedB !== undefined) {
    if (waitedA <= hour !== waitedB <= hour) return 'hour';
    const [shorter, longer] = waitedA < waitedB ? [waitedA, waitedB] : [waitedB, waitedA];
    return longer <= hour && longer - shorter >= clearly && longer >= 2 * shorter ? 'later' : undefined;
  }
  if (waitedA !== undefined || waitedB !== undefined) {
    const other = waitedA === undefined ? a : b;
    if (other.end !== 'still open') return 'online';
    return (waitedA ?? waitedB)! <= hour ? 'hour' : undefined;
  }
  if (a.end === 'still open' || b.end === 'still open') return undefined;
  return a.end !== b.end || a.reason !== b.reason ? 'reason' : undefined;
}

const waited = ({ onlineAt_us, openedAt_us }: Fate): number | undefined =>
  onlineAt_us === undefined ? undefined : onlineAt_us - openedAt_us;
