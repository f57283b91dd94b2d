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
  /** The legacy form, of the object MobilePlans, has the same name and the same reaction. */
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
  /** As the page wrote it: JSON. Of `notifyPurchaseResult`: the whole payload, which has the metadata in it. */
  metadata: string;
  /** Of a download. */
  activationCode?: string;
  /** Of `notifyProfileDownload`: minutes until the toast. */
  downloadDelay?: number;
  /** Of `notifyPurchaseWithProfileDownload`: minutes until the first registration. */
  networkRegistrationInterval?: number;
  /** Of `notifyBalanceAddition`: the installed profile that the balance is for. */
  iccid?: string;
  /**
   * Of `notifyOperationCancel`: the Id of the MobilePlansOperationContext that an earlier callback has returned. It is the
   * number of the purchase on the device, from 1; a page that gives none means its own purchase.
   */
  context?: number;
}
