/**
 * How a purchase can end without service, and who ended it.
 *
 * Money does not follow the purchase: an order that went through is between the subscriber and the operator. The plan is
 * provisioned, or the operator gives the money back when it cannot be; a buyer who gives up the download keeps the plan and
 * an activation code that works as long as the profile is not installed. Before the order the portal gives money back.
 *
 * Assumption: the documents leave open what becomes of a plan whose profile is never downloaded.
 */

/** Why a purchase ended. The value of the facts `cancelled`, `abandoned` and `failed`, as a number from 1. */
export const endReasons = [
  'no internet connection',
  'Mobile Plans service failed',
  'left at the gateway page',
  'portal did not load',
  'left at a step',
  'lost patience with a page',
  'closed the lid',
  'pressed Cancel',
  'left by the exit',
  'payment declined',
  'too many tries',
  'ended by the portal',
  'order failed',
  'sold out',
  'callback refused',
  'profile download failed',
  'registration denied',
  'lost patience with the download',
  'lost patience with the network',
  'toast never accepted',
  'cancelled the download',
  'profile could not be enabled',
] as const;
export type EndReason = (typeof endReasons)[number];

/** Said so by the buyer, walked away from without a word, or brought about by a system. */
export const endOf: Readonly<Record<EndReason, 'cancelled' | 'abandoned' | 'failed'>> = {
  'no internet connection': 'failed',
  'Mobile Plans service failed': 'failed',
  'left at the gateway page': 'abandoned',
  'portal did not load': 'failed',
  'left at a step': 'abandoned',
  'lost patience with a page': 'abandoned',
  'closed the lid': 'abandoned',
  'pressed Cancel': 'cancelled',
  'left by the exit': 'cancelled',
  'payment declined': 'failed',
  'too many tries': 'failed',
  'ended by the portal': 'failed',
  'order failed': 'failed',
  'sold out': 'failed',
  'callback refused': 'failed',
  'profile download failed': 'failed',
  'registration denied': 'failed',
  'lost patience with the download': 'abandoned',
  'lost patience with the network': 'abandoned',
  'toast never accepted': 'abandoned',
  'cancelled the download': 'cancelled',
  'profile could not be enabled': 'failed',
};

/** Reasons of what follows an accepted callback: from then on, leaving the portal's page ends nothing. */
const afterCallback: ReadonlySet<EndReason> = new Set<EndReason>([
  'profile download failed',
  'registration denied',
  'lost patience with the download',
  'lost patience with the network',
  'toast never accepted',
  'cancelled the download',
  'profile could not be enabled',
]);
export const isAfterCallback = (reason: EndReason): boolean => afterCallback.has(reason);

/** Reasons that name a step of the portal: the one the purchase was at. */
export const isAtStep = (reason: EndReason): boolean =>
  reason === 'left at a step' || reason === 'lost patience with a page' || reason === 'too many tries';
