/**
 * A toast that invites somebody to do something: whether it is accepted, and how long that takes. One draw decides both.
 *
 *     within 1 h: 45 %, within 1 day: 25 %, never: the rest
 *     draw 0 ─────────── 0.45 ────────────── 0.70 ────────── 1
 *          0 s           1 h                 1 day    never
 *
 * Assumption: within each share people accept evenly spread over its time.
 */
import type { Microseconds } from '../../sim/index.ts';
import type { UserSettings } from '../settings.ts';

type Habit = UserSettings['acceptsToast'];

/** Time from the toast until it is accepted; undefined when it never is. */
export function acceptedAfter(habit: Habit, uniform: number): Microseconds | undefined {
  let share = 0;
  let from = 0;
  for (const bound of habit) {
    if (uniform < share + bound.share) {
      const part = (uniform - share) / bound.share;
      return Math.round(from + part * (bound.within - from)) as Microseconds;
    }
    share += bound.share;
    from = bound.within;
  }
  return undefined;
}

/** When it is certain that nobody accepts any more: the last bound. */
export const lastAcceptance = (habit: Habit): Microseconds => habit.at(-1)?.within ?? (0 as Microseconds);
