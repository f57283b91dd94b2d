/**
 * What a sweep answers: `summary.json` of its folder, documented and versioned. Plain data, the same bytes for the same
 * scenario, seed and points, whoever did the work.
 *
 * Numbers are means over replications, in the unit beside them; `low` and `high` bound the mean with 95 % confidence, by
 * sampling error only.
 */

import type { ObservedGap } from '../observed.ts';
import type { Verdict } from '../run-result.ts';
import type { Tornado } from '../tornado.ts';

export const sweepSchema = 'mpsim.sweep/1';

export interface SweepResult {
  schema: typeof sweepSchema;
  scenario: string;
  variant: string;
  seed: number;
  /** At each point. */
  replications: number;
  title: string;
  question: string;
  /** The answer in words, most important sentence first. */
  answer: string[];
  axes: SweepAxis[];
  /** The first parameter changes fastest. */
  points: SweepPoint[];
  numbers: SweptNumber[];
  claims: SweptClaim[];
  /** Replications that did not end well: they are missing from the numbers of their point. */
  failed: FailedReplication[];
  /** Whole sentences. */
  warnings: string[];
  observed: ObservedGap[];
  tornado?: Tornado;
  reproduce: string;
}

export interface SweepAxis {
  /** The dotted path of the setting. */
  path: string;
  /** Its values as they were asked for. */
  written: string;
  /** Of the positions: `µs`, `B`, `per s`, `%`; empty for plain numbers, null where the values are no numbers. */
  unit: string | null;
  isLogarithmic: boolean;
  values: { text: string; position: number | null }[];
}

export interface SweepPoint {
  /** Its value on each axis, as an index. */
  at: number[];
  values: string[];
  /** Replications that ended well. */
  replications: number;
  events: number;
}

/** A mean over the replications of a point. */
export interface MeanAtPoint {
  mean: number | null;
  low: number | null;
  high: number | null;
  /** Replications with data. */
  n: number;
  /** Observations of all of them together, and those still open at the end. */
  observations: number;
  censored: number;
}

export interface SweptNumber {
  /** As an expression asks for it: `p95(getBalance.latency)`. */
  name: string;
  /** Of the metric; empty for what only an expectation measures. */
  metric: string;
  unit: string;
  method: string;
  /** Whether it has a chart. */
  isDrawn: boolean;
  /** What speaks against its intervals, in whole sentences. */
  warnings?: readonly string[];
  /** One for each point, in their order. */
  points: MeanAtPoint[];
  /** What it does along the first parameter, at each value of the second; drawn numbers only. */
  curves: Curve[];
}

/** What a number does while one parameter grows and the other stays. */
export interface Curve {
  /** Index on the second axis; null without one. */
  second: number | null;
  shape: 'flat' | 'rises' | 'falls' | 'turns' | 'names' | 'unknown';
  /** In whole sentences. */
  words: string[];
  /** The value of the first parameter, as an index, where the number is highest and lowest. */
  highest: number | null;
  lowest: number | null;
  /** Last less first, by paired differences. */
  change: BoundedValue | null;
  /** Between neighbours. */
  largestStep: ({ from: number; to: number } & BoundedValue) | null;
  /** From here on nothing changes by more than 1 % of the whole, as far as the replications show. */
  settledFrom: number | null;
  /** By what the number is multiplied when the parameter doubles. */
  perDoubling: BoundedValue | null;
}

export interface BoundedValue {
  mean: number;
  low: number;
  high: number;
}

export interface SweptClaim {
  text: string;
  unit: string;
  isQuestion: boolean;
  /** One for each point, in their order. */
  points: { verdict: Verdict; value: number | null; bound: number | null }[];
  /** Where it begins or ceases to hold, at each value of the second parameter. */
  crossings: Crossing[];
  words: string[];
}

export interface Crossing {
  second: number | null;
  /** Neighbours between which it lies, as indices on the first axis in ascending order of its values. */
  from: number;
  to: number;
  becomes: 'pass' | 'fail';
  /** Interpolated, in the unit of the axis, with the stretch in which the interval of the difference holds zero; null for names. */
  position: number | null;
  low: number | null;
  high: number | null;
}

export interface FailedReplication {
  values: string[];
  replication: number;
  /** The first line of what its run said. */
  what: string;
}
