/**
 * The callbacks with which a page of the operator's portal hands a purchase to the Mobile Plans app.
 *
 *     page ── MobilePlansInlineOperations.notifyProfileDownload(metadata, activationCode) ──▶ web view ──▶ app
 *
 * Source: Microsoft Learn, "Mobile Plans callback notifications", "Legacy callback notifications".
 */

export const callbackMethods = [
  'notifyProfileDownload',
  'notifyPurchaseWithProfileDownload',
  'notifyBalanceAddition',
  'notifyCancelledPurchase',
  /** Takes back a download that an earlier `notifyProfileDownload` has delayed. */
  'notifyOperationCancel',
  /** Legacy: as `notifyProfileDownload`, without a delay. */
  'notifyInlineProfileDownload',
  /** Legacy: one JSON text for every outcome. */
  'notifyPurchaseResult',
] as const;
export type CallbackMethod = (typeof callbackMethods)[number];

/** A callback as it reaches the app. */
export interface Callback {
  method: CallbackMethod;
  /** The host of the page: the app listens to the configured one only. */
  host: string;
  /** As the page wrote it: JSON. */
  metadata: string;
  /** Of a download. */
  activationCode?: string;
  /** Of `notifyProfileDownload`: minutes until the toast. */
  downloadDelay?: number;
  /** Of `notifyPurchaseWithProfileDownload`: minutes until the first registration. */
  networkRegistrationInterval?: number;
  /** Of `notifyOperationCancel`: the id of the operation, as the app has given it for the callback that began it. */
  context?: number;
  /** Of `notifyBalanceAddition`: the installed profile that the balance is for. */
  iccid?: string;
}
