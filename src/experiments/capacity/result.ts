/**
 * What `mpsim capacity` answers: the documented, versioned `summary.json` of its folder. Plain data, the same bytes for the
 * same question, whatever did the work. Units are in the names, or in `unit` beside the number.
 */
import type { Sets } from '../../scenarios/index.ts';
import type { ObservedGap } from '../observed.ts';
import type { LoadOfAnswer } from './answer-load.ts';
import type { TierOfAnswer } from './answer-tiers.ts';
import type { Curve } from './curve.ts';
import type { CostTornado } from './guesses.ts';
import type { LevelAtPoint } from './level.ts';
import type { Exclusion } from './screened.ts';
import type { SetAside } from './set-aside.ts';

export const capacitySchema = 'mpsim.capacity/1';

/** One setting of a size. */
export interface ChosenSetting {
  name: string;
  path: string;
  value: string;
}

/** A size or load that was tried. */
export interface TestedSize {
  /** As people read it: `api 6 · billing 3`. */
  name: string;
  settings: ChosenSetting[];
  cost: number;
  /** `search`: a look of a few replications; `confirmation`: with fresh ones. */
  by: 'search' | 'confirmation';
  verdict: 'meets' | 'fails' | 'undecided';
  /** The worst of its places: the whole size, or one with a server lost. */
  places: TestedPlace[];
  /** More replications that would probably decide. */
  more?: number;
}

export interface TestedPlace {
  /** The tier that had lost a server; null with all of them there. */
  lost: string | null;
  sets: Sets;
  n: number;
  levels: LevelAtPoint[];
}

export interface CapacityResult {
  schema: typeof capacitySchema;
  scenario: string;
  title: string;
  question: string;
  variant: string;
  seed: number;
  /** What was searched: the cheapest size, or the largest load. */
  of: 'size' | 'load';
  choices: { name: string; path: string; values: string[]; isOrdered: boolean; costs: number[] }[];
  levels: { name: string; claim: string }[];
  survives: 'loss of any one server' | null;
  /**
   * `confirmed`: meets, and nothing just below does. `range`: something cheaper is undecided. `none`: no size meets.
   * `undecided`: none could be confirmed.
   */
  status: 'confirmed' | 'range' | 'none' | 'undecided';
  /** Levels that no size meets, or nothing could judge: size and all else are those of the search without them. */
  setAside: SetAside[];
  /** In words, most important sentence first. */
  answer: string[];
  /** The size or load that was confirmed, without the levels set aside; null without one. */
  size: TestedSize | null;
  /** How sure it is that every level holds there, 0 to 1. */
  sure: number | null;
  /** Just below, in each direction that saves anything. */
  below: (TestedSize & { direction: string })[];
  /** Sizes that may meet too. */
  undecided: TestedSize[];
  /** Where no size meets: the most generous with each choice, and which level it misses. */
  mostGenerous: (TestedSize & { missed: MissedLevel[] })[];
  /** Choices with which no size meets. */
  hopeless: { setting: string; value: string; missed: MissedLevel[] }[];
  /** Everything that was looked at. */
  tested: TestedSize[];
  /** Left out by closed forms, without a run. */
  excluded: Exclusion[];
  /** Sizes that meet although a larger one fails. */
  notMonotone: { meets: string; fails: string }[];
  /** Replications of each confirmation, and all that were made. */
  replications: { confirmation: number; made: number };
  load: LoadOfAnswer | null;
  tiers: TierOfAnswer[];
  curve: Curve | null;
  /** What the cheapest size costs, or how large the load is, with each guess at its ends; null without guesses or an answer. */
  tornado: CostTornado | null;
  /** Measurements beside the model. */
  observed: ObservedGap[];
  warnings: string[];
  failed: { settings: Sets; replication: number; what: string }[];
  reproduce: string;
}

/** A service level that is missed, and why. */
export interface MissedLevel {
  level: string;
  claim: string;
  /** The tier that had lost a server. */
  lost: string | null;
  why: string | null;
}
