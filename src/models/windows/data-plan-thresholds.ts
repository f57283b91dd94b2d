/**
 * When Windows raises DataPlanThresholdReached, as arithmetic: the step, how many steps are due, and when the next one will be.
 *
 *     reference ├── step ──┼── step ──┼──── so far ┤            one event for each step (8.1 and later)
 *     Windows 8 ├──────────────minute───┼───────minute──┤       one event for all steps that a whole minute finds
 *
 * Nothing polls: bytes are rate times time, so the moment of the next step is known as long as the rate holds.
 *
 * Source: Microsoft Learn, "Mobile operator notification event technical details", DataPlanThresholdReached.
 * Assumption: the reference is the last event or the last usage that the operator told, whichever is later (the documents
 * name both); there is no end at 100 %. On Windows 8 an event refers to what the counter showed at its minute.
 */
import { type Bytes, type Microseconds, megabytes, minutes } from '../../sim/index.ts';
import { transferTime } from '../transfer-time.ts';

/** Windows 8: local data counters are read once a minute. */
export const isReadByTheMinute = (osRelease: number): boolean => osRelease < 8.1;

/**
 * Bytes of further use after which Windows raises the event again.
 *
 * @param limit    bytes of the plan; 0 when the operator has set none
 * @param roaming  true away from home, where the limit of the plan does not apply
 * @returns        whole bytes, at least 1
 */
export function thresholdStep(limit: Bytes, roaming: boolean): Bytes {
  if (roaming) return megabytes(5);
  if (limit === 0) return megabytes(100);
  return Math.max(1, Math.floor(limit / 20)) as Bytes;
}

/** What the local data counter says: bytes of stretches that are over, and the rate of the one that passes. */
export interface CounterReading {
  readonly used: Bytes;
  /** Bytes per second. */
  readonly rate: number;
  readonly rateSince: Microseconds | undefined;
}

/** When the counter will show `target` bytes if the rate goes on; undefined while nothing passes. Not before `now`. */
export function reaches(
  { used, rate, rateSince }: CounterReading,
  target: number,
  now: Microseconds,
): Microseconds | undefined {
  if (rateSince === undefined || rate === 0) return undefined;
  const moment = rateSince + transferTime(Math.max(0, target - used), rate);
  return Math.max(now, moment) as Microseconds;
}

/** The whole minute at `moment` or next after it. */
export const wholeMinute = (moment: Microseconds): Microseconds =>
  (Math.ceil(moment / minutes(1)) * minutes(1)) as Microseconds;
