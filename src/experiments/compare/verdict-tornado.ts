/**
 * The `tornado` of a comparison in its `summary.json`: how far each guess moves the difference that decides, and what becomes
 * of the verdict at each value of it.
 */
import type { TornadoGuess } from '../tornado.ts';
import type { CompareVerdict, DifferenceToBase } from './comparison.ts';

export interface VerdictTornado {
  /** The primary number. */
  number: string;
  unit: string;
  base: string;
  /** Whose difference to the base is followed: the best, else the variant that comes nearest to being it. */
  variant: string;
  written: VerdictThere;
  /** The one that moves the difference of some variant most first; what moves none by more than sampling error last. */
  guesses: readonly TriedGuess[];
}

/** The verdict at one point, by the rules of the verdict itself. */
export interface VerdictThere extends Pick<CompareVerdict, 'outcome' | 'best' | 'likeBest'> {
  /** To the base, of the primary number. */
  differences: readonly Pick<DifferenceToBase, 'variant' | 'n' | 'value' | 'low' | 'high' | 'differs'>[];
}

export interface TriedGuess {
  path: string;
  ends: readonly TriedValue[];
  /** How far the difference of each variant moves, from its lowest to its highest, that as written among them. */
  swings: readonly ({ variant: string } & Pick<TornadoGuess, 'swing' | 'silent'>)[];
}

/**
 * `stands`: the same variant wins, or one that could not be told apart from it. `falls`: another one wins, or what differed
 * turns round. `open`: nobody can tell any more. `no data`: nothing was measured there.
 */
export type Standing = 'stands' | 'falls' | 'open' | 'no data';

export interface TriedValue extends VerdictThere {
  value: string;
  standing: Standing;
  /** The followed difference less that as written, by pairs. */
  moved: Moved;
  /** Where another one wins: the primary number of that one less that of the winner as written. */
  lead: Moved | null;
}

/** With its 95 % interval. */
export interface Moved {
  value: number | null;
  low: number | null;
  high: number | null;
}
