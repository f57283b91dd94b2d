/**
 * What `mpsim compare` answers: the documented, versioned `summary.json` of a comparison. Plain data, the same bytes for the
 * same scenario, seed and flags, whoever did the replications and in whatever order.
 */
import type { Assumed } from '../../scenarios/index.ts';
import type { JudgedOverReplications } from '../claims/over-replications.ts';
import type { FateDifference } from '../fates/difference.ts';
import type { Assumption, VariantChange } from '../run-result.ts';
import type { VerdictTornado } from './verdict-tornado.ts';

export const compareSchema = 'mpsim.compare/1';

/** Which way is better; only `higher` and `lower` can be told of what is unknown. */
export type Direction = 'more' | 'less' | 'unknown';

/** A number with the interval in which its truth lies. */
export interface Estimate {
  /** Replications behind it. */
  n: number;
  value: number | null;
  /** Null below two replications. */
  low: number | null;
  high: number | null;
  standardError: number | null;
  method: string | null;
  /** Where the interval may cover less often than it says. */
  warnings?: readonly string[];
}

/** One number in one variant, over its replications. */
export interface ValueOfVariant extends Estimate {
  variant: string;
  /** Observations of all replications together, and those still open when their run ended. */
  observations: number;
  censored: number;
}

/** One number of one variant less that of the base, replication by replication. */
export interface DifferenceToBase extends Estimate {
  variant: string;
  /** How probable so large a difference is where there is none; null below two pairs. */
  p: number | null;
  /** The same, adjusted (Holm) for all differences that are judged together. */
  pAdjusted: number | null;
  /** Whether it is told apart from none after that adjustment. */
  differs: boolean;
  /** How many times less the paired difference varies than it would without common random numbers; below 1 they hurt. */
  varianceReduction: number | null;
}

export interface ComparedNumber {
  /** As the expression language asks for it: `p95(activation.duration)`. */
  name: string;
  metric: string;
  unit: string;
  question: string;
  direction: Direction;
  values: readonly ValueOfVariant[];
  /** To the base; one for each other variant. */
  differences: readonly DifferenceToBase[];
}

export interface ComparedVariant {
  name: string;
  preset: string;
  changes: readonly VariantChange[];
  /** Where those ended who opened the app and did not get online, and why; shares of those who opened it. */
  lost: readonly { at: string; share: number }[];
  reasons: readonly { reason: string; share: number }[];
}

/** What the primary number decides. */
export interface CompareVerdict {
  /** The number that is judged, and why it is this one. */
  primary: string;
  because: string;
  direction: Direction;
  /**
   * `better`: some variant is better than the base. `base`: some are worse and none is better. `different`: some differ, and
   * nobody has said which way is better. `undecided`: none is told apart from the base. `no data`: nothing was measured.
   */
  outcome: 'better' | 'base' | 'different' | 'undecided' | 'no data';
  /** The best of all; null where it is not known. */
  best: string | null;
  /** Those that cannot be told apart from the best. */
  likeBest: readonly string[];
  /** So many more replications would probably decide, where nothing is decided and somebody might wait for it. */
  moreReplications: number | null;
}

/** What an outage of the SM-DP+ did, on average over the replications. */
export interface StormTold {
  variant: string;
  name: string;
  inFlight: number;
  atOnce: number;
  byRetry: number;
  byComingBack: number;
  lost: number;
  open: number;
  peak: number;
  peakBefore: number;
}

export interface ReplicationTold {
  variant: string;
  replication: number;
  events: number;
  fingerprint: string;
}

export interface FailedReplicationTold {
  variant: string;
  replication: number;
  seed: number;
  /** The guess that was tried, as `path=value`; absent where the scenario was as written. */
  at?: string;
  /** The first line of what it said. */
  message: string;
}

export interface BrokenLawTold {
  variant: string;
  replication: number;
  /** As of a failed one. */
  at?: string;
  law: string;
  breach: string;
}

export interface Comparison {
  schema: typeof compareSchema;
  scenario: string;
  title: string;
  question: string;
  seed: number;
  /** The answer in words, most important sentence first. */
  answer: readonly string[];
  base: string;
  variants: readonly ComparedVariant[];
  /** Of each variant. */
  replications: number;
  /** Of every interval. */
  confidence: number;
  /** Where replications were added until the interval was tight. */
  precision?: { asked: string; reached: boolean };
  verdict: CompareVerdict;
  /** The primary one first. */
  numbers: readonly ComparedNumber[];
  expectations: readonly JudgedOverReplications[];
  /** The guesses of the scenario, whether tried or not. */
  assume: readonly Assumed[];
  /** What they do to the verdict; null where they were not tried, and without data. */
  tornado: VerdictTornado | null;
  storms: readonly StormTold[];
  /** The first buyer whose fate differs: from the base to the best variant, and to the worst. */
  fates: readonly FateDifference[];
  brokenLaws: readonly BrokenLawTold[];
  failed: readonly FailedReplicationTold[];
  /** Where an interval of the primary number may not hold what it promises, and where common random numbers hurt. */
  warnings: readonly string[];
  /** Of the base. */
  assumptions: readonly Assumption[];
  done: readonly ReplicationTold[];
  reproduce: string;
  note: string;
}

export const samplingErrorOnly =
  'Sampling error only: the intervals say how much another set of random numbers would change, not how well the assumptions fit your world.';
