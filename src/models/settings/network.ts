/** Settings of the operator's mobile network, and of the walled garden in it. */
import type { Distribution, Microseconds } from '../../sim/index.ts';

/** Host names that the walled garden of the operator does not pass although it should, and those that it passes beyond the list. */
export interface WalledGardenSettings {
  missing: readonly string[];
  added: readonly string[];
}

export interface NetworkSettings {
  registration: Distribution;
  /** Share of registrations rejected with a retryable cause (17, network failure). */
  rejectsRetryable: number;
  /** Share of new lines that are rejected for good (cause 11, network refused). */
  rejectsForGood: number;
  /** T3411: wait after a retryable reject; T3402: wait after `attempts` rejects in a row. */
  t3411: Microseconds;
  t3402: Microseconds;
  attempts: number;
  /** How long after the order the HLR knows the line. A registration before that is rejected (cause 2, IMSI unknown). */
  networkReady: Distribution;
  /** Share of orders that the back end cannot carry out: the money goes back, and the line stays without a plan. */
  backEndFails: number;
  /** Whether a plan that has been bought opens the internet in the packet context that stands already. */
  reauthenticates: boolean;
  /** Time of an attach to the packet service. */
  attach: Distribution;
  pdpActivation: Distribution;
  /** What the network does with a cold SIM: rejects its registration, or lets it see nothing but where plans are sold. */
  coldAccess: 'rejected' | 'walledGarden';
  /** The cause with which a cold SIM is rejected (TS 24.008, 10.5.5.14). */
  coldCause: number;
  /** Time of the over-the-air activation of a CDMA device. */
  serviceActivation: Distribution;
  /** Whether the walled garden answers the connectivity probe of Windows as the internet would. */
  walledGardenPassesNcsi: boolean;
  /** Shares of context activations that are rejected, by ESM cause (TS 24.301, 9.9.4.4). */
  contextRejects: readonly { cause: number; share: number }[];
  /** T3396: wait after a context activation rejected with cause 26, insufficient resources. */
  t3396: Microseconds;
}
