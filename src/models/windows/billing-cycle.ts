/**
 * Ends of billing cycles: a plan's first cycle begins at StartDate, and one follows the other.
 *
 * Source: Microsoft Learn, "Plans schema", BillingCycle. Assumption: months count by the calendar in UTC, and a cycle that began
 * on the 31st ends on the last day of a shorter month.
 */
import type { Microseconds } from '../../sim/index.ts';
import type { CalendarDuration, UnixMilliseconds } from '../messages/provisioning/simple-types.ts';

/** The `nth` end of a cycle after its start, in milliseconds since 1970. */
function endOf(start: number, { months, time }: CalendarDuration, nth: number): number {
  return laterBy(start, months * nth) + (time * nth) / 1000;
}

function laterBy(moment: number, months: number): number {
  const date = new Date(moment);
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
  const month = new Date(first);
  const lastDay = new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1, 0)).getUTCDate();
  const day = Math.min(date.getUTCDate(), lastDay);
  const day_ms = 86_400_000;
  return first + (day - 1) * day_ms + (((moment % day_ms) + day_ms) % day_ms);
}

/** Cycles that are looked through at most: more than any clock can hold of the shortest that make sense. */
const cyclesMost = 1_000_000;

/**
 * The first end of a cycle after `now`, in the time of the run.
 *
 * @param startUtc_ms  the start of the run
 */
export function cycleEndAfter(
  cycle: { readonly startDate: UnixMilliseconds; readonly duration: CalendarDuration },
  now: Microseconds,
  startUtc_ms: number,
): Microseconds {
  const inRun = (moment: number) => Math.round((moment - startUtc_ms) * 1000);
  const { startDate, duration } = cycle;
  const longest = duration.months * 31 * 86_400_000 + duration.time / 1000;
  // Not one cycle before this can be the one, so that old plans need no long walk.
  let nth = Math.max(1, Math.floor((startUtc_ms + now / 1000 - startDate) / longest));
  for (let looked = 0; looked < cyclesMost; looked++, nth++) {
    const end = inRun(endOf(startDate, duration, nth));
    if (end > now) return end as Microseconds;
  }
  throw new RangeError('A billing cycle is too short to find its end');
}
