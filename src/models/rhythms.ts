/** Habits by the clock on the wall: from the hours of a day and a week to the rhythm of a group, by its local time. */
import { ClockChange, DailyCycle, days, type Microseconds, type Rhythm, WeeklyCycle } from '../sim/index.ts';
import type { LocalClock, OpenHours, WorldSettings } from './settings.ts';

/** A habit of a group by its local clock. */
export function rhythmOf(habit: OpenHours, group: LocalClock, settings: Pick<WorldSettings, 'startUtc_ms'>): Rhythm {
  const { utcOffset, utcChange } = group;
  const before = cycleOf(habit, settings.startUtc_ms, utcOffset);
  if (utcChange === undefined) return before;
  return new ClockChange(before, cycleOf(habit, settings.startUtc_ms, utcChange.utcOffset), utcChange.at);
}

function cycleOf({ weights, weekend }: OpenHours, startUtc_ms: number, utcOffset: Microseconds): Rhythm {
  const local = startUtc_ms * 1000 + utcOffset;
  if (weekend === undefined) return new DailyCycle(weights, into(local, days(1)));
  // 1970 began on a Thursday, three days after Monday.
  return new WeeklyCycle(weights, weekend, into(local + days(3), days(7)));
}

/** How far into its day or week a local time is. */
const into = (local: number, cycle: number): Microseconds => (((local % cycle) + cycle) % cycle) as Microseconds;
