/**
 * The back-off of the automatic connect: after a round in which every profile failed, Windows waits before the next one,
 * three times as long each time and at most a day. What the network said decides the pace.
 *
 *     normal    3 s   9 s   27 s   81 s  …  24 h
 *     slow      5 min  15 min  45 min    …  24 h
 *     glacier   24 h
 *
 * Source: Microsoft Learn, "MB data connectivity".
 */
import { hours, type Microseconds, seconds } from '../../sim/index.ts';
import { type Cause, contextCauses, wwanStatus } from '../messages/causes.ts';

/** From the fastest to the slowest. */
export const paces = ['normal', 'slow', 'glacier'] as const;
export type Pace = (typeof paces)[number];

const waitMin: Readonly<Record<Pace, Microseconds>> = { normal: seconds(3), slow: seconds(300), glacier: hours(24) };
const waitMax = hours(24);
const growth = 3;

/**
 * How long to wait before the next round.
 *
 * @param failures  rounds of this series that failed before this one, from 0
 */
export function backOffWait(pace: Pace, failures: number): Microseconds {
  let wait: number = waitMin[pace];
  for (let nth = 0; nth < failures && wait < waitMax; nth++) wait *= growth;
  return Math.min(wait, waitMax) as Microseconds;
}

/** What will not be otherwise in a few seconds: the credentials, the subscription, the resources of the gateway. */
const slowCauses: ReadonlySet<Cause> = new Set([
  contextCauses.operatorBarring,
  contextCauses.insufficientResources,
  contextCauses.unknownAddressType,
  contextCauses.authenticationFailed,
  contextCauses.notSubscribed,
]);

/**
 * Practically no retry: somebody must first do something, and what is done then ends the back-off.
 * Assumption: Windows leaves it to the maker of the PC which causes these are; ours is a subscription not yet activated.
 */
const glacierCauses: ReadonlySet<Cause> = new Set([wwanStatus.serviceNotActivated]);

export const paceOf = (cause: Cause): Pace =>
  glacierCauses.has(cause) ? 'glacier' : slowCauses.has(cause) ? 'slow' : 'normal';

/** Within a series the pace only gets slower, so that no wait is shorter than the one before. */
export const slowerPace = (pace: Pace | undefined, other: Pace): Pace =>
  pace === undefined || paces.indexOf(other) > paces.indexOf(pace) ? other : pace;

/** With these the network ends a context because it wants it anew: to be connected again at once. */
const reconnectCauses: ReadonlySet<Cause> = new Set([
  contextCauses.regularDeactivation,
  contextCauses.reactivationRequested,
]);
export const asksToReconnect = (cause: Cause): boolean => reconnectCauses.has(cause);
