/**
 * When a plan ends that begins now: after its duration, or at a midnight of the people who have it.
 *
 * Assumption: a plan that ends at midnight is not cut short: it ends at the first local midnight at which its duration is
 * over. The documents name no rule.
 */
import { days, type Microseconds } from '../../sim/index.ts';
import type { LocalClock, PlanSettings, WorldSettings } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';

/** The end of the plan of this device, or of its next cycle, if it begins now. In the time of the run. */
export function planEndOf(given: Surroundings, device: number, now: Microseconds): Microseconds {
  const plan = given.plan(device);
  return plan.endsAt === 'localMidnight'
    ? midnightFrom(endOf(plan, now), given.settings, given.group(device))
    : endOf(plan, now);
}

const endOf = ({ lasts }: PlanSettings, now: Microseconds) => (now + lasts) as Microseconds;

/** The first local midnight at `moment` or after it. */
export function midnightFrom(
  moment: Microseconds,
  { startUtc_ms }: Pick<WorldSettings, 'startUtc_ms'>,
  { utcOffset, utcChange }: LocalClock,
): Microseconds {
  const day = days(1);
  const isChanged = utcChange !== undefined && moment >= utcChange.at;
  const local = startUtc_ms * 1000 + (isChanged ? utcChange.utcOffset : utcOffset) + moment;
  const midnight = moment + ((day - (((local % day) + day) % day)) % day);
  if (utcChange === undefined || isChanged || midnight < utcChange.at) return midnight as Microseconds;
  // The clocks change in between. A midnight that they skip is the moment of the change.
  return Math.max(utcChange.at, midnight + utcOffset - utcChange.utcOffset) as Microseconds;
}
