/**
 * The notifications that an eUICC keeps until the SM-DP+ has taken them, oldest first, as the digits of one number: a million
 * cards keep such a list, and nearly all of them are empty.
 *
 *     0o35 = 'deleted' first, then 'enabled'                     0 = nothing waits
 */
import { type NotificationKind, notificationKinds } from '../messages/es9-plus.ts';

const digit = notificationKinds.length + 3;

/** Assumption: room for eight, of which two are kept free for a result and a deletion; a change that finds no room is not noted. */
const most = { installed: 8, installFailed: 8, deleted: 8, enabled: 6, disabled: 6 } as const;

export function noted(pending: number, kind: NotificationKind): number {
  let place = 1;
  let length = 0;
  for (; place <= pending; place *= digit) length += 1;
  return length < most[kind] ? pending + place * (notificationKinds.indexOf(kind) + 1) : pending;
}

export const oldestOf = (pending: number): NotificationKind | undefined => notificationKinds[(pending % digit) - 1];

export const withoutOldest = (pending: number): number => Math.floor(pending / digit);

/** Whether such a notification is waiting. */
export function waits(pending: number, kind: NotificationKind): boolean {
  for (let rest = pending; rest > 0; rest = withoutOldest(rest)) if (oldestOf(rest) === kind) return true;
  return false;
}
