/** What is kept of a purchase, one record a device: the latest one; with its timers, and the facts that are told of it. */
import { count, type Does, type Microseconds, oneOf, type RecordOf, small, state, time } from '../../sim/index.ts';
import { entryPoints } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import { fulfilmentKinds } from './callback-checks.ts';
import { registrationStep } from './network-registration-interval.ts';
import { endReasons } from './purchase-ends.ts';
import { purchaseTable } from './purchase-table.ts';

export const purchaseRecord = {
  state: state(purchaseTable),
  /** Which purchase of the device this is, from 1. */
  nth: small(),
  /** The step of the portal that the buyer is at, by number. */
  step: count(),
  /** Downloads tried again by the app. */
  tries: count(),
  openedAt: time(),
  continuedAt: time(),
  onlineAt: time(),
  reason: oneOf(endReasons),
  entryPoint: oneOf(entryPoints),
  /** What the accepted callback asks for. */
  kind: oneOf(fulfilmentKinds),
  /** networkRegistrationInterval of the callback, in minutes. */
  interval: count(),
  /** Attempts to register so far, while the network needs time. */
  attempts: small(),
  /** How often the buyer has come back to the portal. */
  returns: small(),
};
export type Purchase = RecordOf<typeof purchaseRecord>;

export const purchaseTimers = {
  toastDue: 0 as Microseconds,
  toastSettles: 0 as Microseconds,
  networkDue: registrationStep,
  comesBack: 0 as Microseconds,
};

export const purchaseFacts = [
  'opened',
  'shownAgain',
  'providersShown',
  'gatewayShown',
  'gatewayTemplate',
  'continued',
  'stepEntered',
  'stepTaken',
  'portalFailed',
  'triedAgain',
  'exitAsked',
  'stayed',
  'declined',
  'callbackReceived',
  'callbackIgnored',
  'downloadDelayed',
  'toastShown',
  'toastAccepted',
  'downloadBegan',
  'downloadRetried',
  'downloadFailed',
  'orderFailed',
  'cameBack',
  'switchBegan',
  'balanceAdded',
  'profileEnabled',
  'notRegistered',
  'registrationAttempted',
  'portalAsked',
  'registered',
  'online',
  'done',
  'cancelled',
  'abandoned',
  'failed',
] as const;
/** What a handler of the purchase may want done. */
export type Doing = Does<
  typeof purchaseRecord,
  typeof purchaseTable,
  keyof typeof purchaseTimers,
  (typeof purchaseFacts)[number],
  string,
  Surroundings
>;
