/**
 * The usage estimate that the network flyout shows beside a network: what the PC has counted itself.
 *
 *     cellular                              shown, unless an operator's app tells better
 *     Wi-Fi                                 hidden
 *     the user has chosen for the network   as chosen
 *
 * The history in Task Manager shows the same count always. An estimate: what others use of the plan is not in it, nor what
 * the operator does not charge taken off.
 *
 * Source: Microsoft Learn, "Overview of mobile broadband", Local data counters.
 */
import type { Bytes, Microseconds } from '../../sim/index.ts';
import { countedSinceReset } from './local-data-counters.ts';

/** Of which network, and what decides. */
export interface Estimated {
  readonly medium: 'cellular' | 'wifi';
  readonly hasOperatorApp: boolean;
  /** What the user has chosen for this network; undefined for nothing. */
  readonly choice: 'shown' | 'hidden' | undefined;
}

export const showsEstimate = ({ medium, hasOperatorApp, choice }: Estimated): boolean =>
  choice === undefined ? medium === 'cellular' && !hasOperatorApp : choice === 'shown';

/** What the flyout estimates for mobile broadband at this moment; undefined where it shows nothing. */
export const estimateOf = (
  counter: Parameters<typeof countedSinceReset>[0],
  estimated: Omit<Estimated, 'medium'>,
  now: Microseconds,
): Bytes | undefined =>
  showsEstimate({ ...estimated, medium: 'cellular' }) ? countedSinceReset(counter, now) : undefined;
