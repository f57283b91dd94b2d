/**
 * What Windows starts after a connect to mobile broadband: the operator's app, the operator's web page, or nothing.
 *
 *                          internet    no internet      failed: not purchased    failed: another cause
 *     app installed        nothing     app              app                      error
 *     no app, page known   nothing     web page         error                    error
 *     no app, no page      nothing     limited          error                    error
 *     Mobile Plans SIM     flyout      flyout           as above                 as above
 *
 * Source: Microsoft Learn, "Overview of mobile broadband", "Plan purchase".
 * Assumption: without an app and without a page only the icon of a limited connection is seen.
 */
import { type Cause, notPurchasedCauses } from '../messages/causes.ts';
import type { ConnectivityLevel } from './internet-probe.ts';

export interface ConnectResult {
  /** Whether the operator's app is installed. */
  app: boolean;
  /** Whether the COSA entry of the SIM names a web page: its AccountExperienceURL. */
  page: boolean;
  /** SupportDataMarketplace: plans are sold in the Mobile Plans app, and the flyout says what there is to buy. */
  marketplace: boolean;
  /** What the probe found, or why there is no connection. */
  outcome: { level: ConnectivityLevel } | { cause: Cause };
}

export type Started = 'nothing' | 'app' | 'webPage' | 'error' | 'limited' | 'flyout';

export function startedAfter({ app, page, marketplace, outcome }: ConnectResult): Started {
  if ('cause' in outcome) return app && notPurchasedCauses.has(outcome.cause) ? 'app' : 'error';
  if (marketplace) return 'flyout';
  if (outcome.level === 'internetAccess') return 'nothing';
  if (app) return 'app';
  return page ? 'webPage' : 'limited';
}
