/** Settings of people: how long they think and wait, what they use, where they begin. */
import type { Distribution, Microseconds } from '../../sim/index.ts';
import type { DailyRate } from './clock.ts';

export interface UserSettings {
  /** Time from the app's gateway page to pressing Continue. */
  gatewayThink: Distribution;
  /** Time from being online to opening the network flyout. */
  flyoutThink: Distribution;
  /** Patience: a buyer who waits longer than this for the download or for the network gives up. */
  patience: Distribution;
  /** Time from seeing the network to clicking Connect. */
  connectThink: Distribution;
  /** Time to type a PIN. */
  pinThink: Distribution;
  /** Share of PINs that are typed wrong. */
  wrongPin: number;
  /** Share of people who buy by telephone when nothing else works. */
  phones: number;
  /** When people accept a toast that invites them: shares by the time within which they do; the rest never does. */
  acceptsToast: readonly { within: Microseconds; share: number }[];
  /** Share of buyers whose download has failed for good, or whose order did, who open the portal again, and how soon. */
  comesBack: number;
  comesBackAfter: Distribution;
  /** Share of people whose plan is over who buy a new one through Mobile Plans, and how soon. */
  topsUp: number;
  topsUpAfter: Distribution;
}

/** Where purchases begin; shares that add up to 1. */
export interface EntryPointShares {
  app: number;
  flyout: number;
  toast: number;
  settings: number;
}

export const entryPoints = ['app', 'flyout', 'toast', 'settings'] as const;
export type EntryPoint = (typeof entryPoints)[number];

export interface UsageSettings {
  /** Bytes a line would use in 30 days, drawn once for each line. */
  monthly: Distribution;
  sessions: DailyRate;
  /** Bytes per second while a session lasts. */
  sessionRate: number;
  /** Whether sessions take mobile broadband in any case, or whichever connection Windows gives them. */
  takes: 'mobileBroadband' | 'theRoute';
  /** How the operator's app learns of the usage as billed; never, where it is left out. */
  sync?: UsageSync | undefined;
  /** Share of the plan from which on the app shows a toast; none, where it is left out. */
  warnsAt?: number | undefined;
  /** After a reset the app asks billing within so long, each at a moment of its own; at once, where it is left out. */
  resetSpread?: Microseconds | undefined;
  /** Whether the PC keeps its usage by minute and hour; it does not where this is left out. */
  history?: boolean | undefined;
}

/** With each event that tells of usage, whenever its user opens the network flyout, or each time so long after the last. */
export type UsageSync = { by: 'thresholds' } | { by: 'flyout' } | { by: 'polling'; every: Microseconds };

/** Openings of the flyout: each on its own, or several in a row. */
export interface FlyoutHabit extends DailyRate {
  /** When given, `perDay` counts sessions, and each is a row of openings; otherwise it counts openings. */
  session?: {
    /** Openings of a session on average, from 1 up; their number is geometric. */
    opens: number;
    /** From one opening to the next. */
    gap: Distribution;
    /** How many times as often a session begins on a device without internet. */
    whenOffline: number;
  };
}
