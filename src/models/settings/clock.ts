/** When things happen in a day, and what the clocks of the world say. */
import type { Microseconds } from '../../sim/index.ts';

/** 24 relative weights, local midnight first, with mean 1. */
export type HourWeights = readonly number[];

/** Something that happens so many times a day, more in some hours than in others. */
export interface DailyRate {
  /** The mean over a whole week. */
  perDay: number;
  /** Of every day; where there is a weekend, of Monday to Friday. */
  weights: HourWeights;
  /** Of Saturday and Sunday, where they differ; the mean over the week is then 1. */
  weekend?: HourWeights;
}

/** How busy each hour is, without a number of times. */
export type OpenHours = Pick<DailyRate, 'weights' | 'weekend'>;

/** Where a clock is from UTC, before and after the one change of daylight saving that may fall into the run. */
export interface LocalClock {
  utcOffset: Microseconds;
  /** `at` in the time of the run: after its start, before its end. */
  utcChange?: { at: Microseconds; utcOffset: Microseconds };
}
