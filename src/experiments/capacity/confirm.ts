/**
 * Confirms an answer with replications that the search has not seen: at the size itself, with every loss it must survive,
 * all service levels hold; and in every direction just below, one of them does not.
 *
 *     below in api      5 ·            fails, by a level at 1 − error / levels / places
 *     the answer        6 ● ● ● ●      meets, in every place, every level
 *     below in billing    ·            fails
 *
 * The error is divided over all verdicts of a round, and half of what is left goes to each round: a second candidate is
 * tried when the first turns out wrong.
 */
import type { Replication } from '../tasks/replication.ts';
import type { Point } from './lattice.ts';
import type { LevelAtPoint, Levels } from './level.ts';
import type { Place } from './places.ts';
import type { Trials } from './trials.ts';

/** Of the whole answer. */
const confidenceOfAnswer = 0.95;
export const mostRounds = 4;

/** One place after confirmation. */
export interface ConfirmedPlace {
  place: Place;
  replications: readonly Replication[];
  levels: readonly LevelAtPoint[];
}

/** A size after confirmation. */
export interface ConfirmedSize {
  point: Point;
  verdict: 'meets' | 'fails' | 'undecided';
  places: readonly ConfirmedPlace[];
  /** So many more replications would probably decide. */
  more?: number;
}

export interface Round {
  /** From 1. */
  number: number;
  answer: ConfirmedSize;
  /** Just below, by the number of the dimension. */
  below: readonly { d: number; size: ConfirmedSize }[];
  confidenceOfEach: number;
}

/** A size with the places to be confirmed: all of an answer, of one below those that speak against it. */
export interface ToConfirm {
  point: Point;
  places: readonly Place[];
}

/** Replication numbers of each round: beyond those of the search, and of each other. */
export const firstNumberOf = (round: number): number => 1_000 * round;

export async function confirmRound(
  number: number,
  { answer, below }: { answer: ToConfirm; below: readonly (ToConfirm & { d: number })[] },
  { trials, levels, replications }: { trials: Pick<Trials, 'of'>; levels: Levels; replications: number },
): Promise<Round> {
  const sizes = [answer, ...below];
  const places = sizes.flatMap(size => size.places);
  const tests = levels.all.length * places.length;
  let shareOfRound = 1;
  for (let i = 0; i < number; i += 1) shareOfRound /= 2;
  const confidenceOfEach = 1 - ((1 - confidenceOfAnswer) * shareOfRound) / tests;
  const numbers = { from: firstNumberOf(number), count: replications };
  const found = await trials.of(places.map(place => ({ place, numbers })));
  const confirmed = places.map(
    (place, i): ConfirmedPlace => ({
      place,
      replications: found[i]!,
      levels: levels.judge(found[i]!, confidenceOfEach),
    }),
  );
  let from = 0;
  const [own, ...others] = sizes.map(({ point, places: { length } }): ConfirmedSize => {
    const of = confirmed.slice(from, from + length);
    from += length;
    return { point, places: of, ...verdictOf(of, replications) };
  });
  return {
    number,
    answer: own!,
    below: others.map((size, i) => ({ d: below[i]!.d, size })),
    confidenceOfEach,
  };
}

function verdictOf(places: readonly ConfirmedPlace[], replications: number): Pick<ConfirmedSize, 'verdict' | 'more'> {
  const levels = places.flatMap(place => place.levels);
  const isLost = places.some(place => place.replications.length < replications);
  if (isLost || levels.some(({ verdict }) => verdict === 'fail')) return { verdict: 'fails' };
  const open = levels.filter(({ verdict }) => verdict === 'undecided');
  if (open.length === 0) return { verdict: 'meets' };
  const needed = open.map(({ more }) => more ?? Number.POSITIVE_INFINITY).reduce((a, b) => Math.max(a, b), 0);
  return { verdict: 'undecided', ...(Number.isFinite(needed) ? { more: needed } : {}) };
}

/** How sure it is that all levels hold in all places: one less what each verdict risks. */
export const surenessOf = ({ places }: ConfirmedSize): number =>
  Math.min(
    surest,
    places.flatMap(({ levels }) => levels).reduce((left, { risk }) => left - risk, 1),
  );

/** Nothing that was sampled is certain. */
const surest = 1 - 1e-9;
