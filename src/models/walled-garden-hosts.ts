/**
 * Where a device's requests go, as far as the walled garden of an operator tells hosts apart, and the hosts that it is to
 * pass.
 *
 * Source: Microsoft Learn, "Walled garden for Mobile Plans".
 */

/** The list that is the same for every operator; a name behind `*` stands for all that end so. */
export const baseList: readonly { readonly host: string }[] = [
  'ctldl.windowsupdate.com',
  'cdp1.public-trust.com',
  'ocsp.omniroot.com',
  'vassg142.ocsp.omniroot.com',
  'vassg142.crl.omniroot.com',
  'mscrl.microsoft.com',
  'crl.microsoft.com',
  'crl3.digicert.com',
  'ocsp.digicert.com',
  'www.msftconnecttest.com',
  'login.live.com',
  'storagetos.datamart.windows.com',
  'mps.datamart.windows.com',
  'staging.datamart.windows.com',
  '*smartscreen.microsoft.com',
].map(host => ({ host }));

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
