/**
 * Where a device's requests go, as far as the walled garden of an operator tells hosts apart, and the hosts that it is to
 * pass.
 *
 * Source: Microsoft Learn, "Walled garden for Mobile Plans".
 */

/** A place that the Mobile Plans app, the flyout or the LPA talks to. */
export const destinations = [
  'service',
  'assets',
  'signIn',
  'revocation',
  'portal',
  'portalResources',
  'payment',
  'smdp',
  'probe',
  'other',
] as const;
export type Destination = (typeof destinations)[number];
