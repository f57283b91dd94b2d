/** How much of its plan a line has used: bytes are rate times time while a session lasts. */
import type { Bytes, Microseconds } from '../../sim/index.ts';
import { passedIn } from '../transfer-time.ts';

type Usage = { passed: Bytes; rate: number; rateSince: Microseconds | undefined };

/** Bytes passed by `now`, the present session included: one multiplication from the start of the session. */
export const passedBy = (line: Readonly<Usage>, now: Microseconds): number =>
  line.rateSince === undefined ? line.passed : line.passed + passedIn(now - line.rateSince, line.rate);

/** What the present session has carried so far. A prepaid line passes no byte that its plans have not granted. */
export const carriedBy = (line: Readonly<Usage & { granted: Bytes }>, now: Microseconds, postpaid: boolean): number => {
  const passed = passedBy(line, now);
  return (postpaid ? passed : Math.min(passed, line.granted)) - line.passed;
};

/** How many bytes more than `size` a record is charged for, when charging goes by steps of `granularity`. */
export const roundingOf = (size: number, granularity: number): number =>
  (granularity - (size % granularity)) % granularity;

/**
 * The share of a plan that is called most of it, as an app that warns its user would.
 *
 * Assumption: the documents show a warning without a number; 80 % is what operators commonly take.
 */
const most = 0.8;

/** What has passed, or is billed, in all when most of the plan is used. */
export const mostOf = ({ granted, planFrom }: Readonly<{ granted: Bytes; planFrom: Bytes }>): number =>
  planFrom + Math.ceil(most * (granted - planFrom));
