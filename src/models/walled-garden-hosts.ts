/**
 * Where a device's requests go, as far as the walled garden of an operator tells hosts apart, and the hosts that it is to
 * pass.
 *
 * Source: Microsoft Learn, "Walled garden for Mobile Plans".
 */
import { type Microseconds, seconds } from '../sim/index.ts';
import type { Surroundings } from './surroundings.ts';

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

/**
 * How long Windows looks for a certificate's revocation list that it cannot reach, before it trusts the certificate all the
 * same. Assumption: no document of Mobile Plans gives a number.
 */
const revocationTimeout = seconds(15);

/** What the check of the service's certificate adds to the first request over HTTPS. */
export const revocationDelay = (given: Surroundings, device: number): Microseconds =>
  given.pathOf(device).up && !given.wayTo(device, 'revocation').up ? revocationTimeout : (0 as Microseconds);
