/**
 * Activation: what the modem shall do once the file is applied.
 *
 *     ReregisterToNetwork    radio off and on, then connect with the default profile
 *     ReconnectToNetwork     deactivate the context and activate it again, with the new profile settings
 *     ServiceActivation      give the operator's own data to the modem (CDMA: over-the-air programming)
 *
 * Source: Microsoft Learn, "WWAN schema", "Account provisioning".
 */
import { hours, type Microseconds, microseconds, minutes } from '../../../sim/index.ts';
import { attributeOr, child, exactlyOne, optional, provided, sequence, type ValueOf } from './element-types.ts';
import { wwan } from './namespaces.ts';
import { base64, shortDuration, whole } from './simple-types.ts';

const nothing = microseconds(0);
const lastDelay = microseconds(hours(1) - 1);

const whenAndHowOften = {
  delay: attributeOr('Delay', shortDuration(nothing, lastDelay, 'from PT0S to less than PT1H'), nothing),
  retryCount: attributeOr('RetryCount', whole(0, 10), 0),
  retryInterval: attributeOr('RetryInterval', shortDuration(minutes(1), hours(1), 'from PT1M to PT1H'), minutes(1)),
};

const again = sequence(whenAndHowOften);
const service = sequence({ ...whenAndHowOften, carrierSpecificData: child(wwan, 'CarrierSpecificData', base64) });

export const activation = provided(
  sequence({
    reregisterToNetwork: optional(wwan, 'ReregisterToNetwork', again),
    reconnectToNetwork: optional(wwan, 'ReconnectToNetwork', again),
    serviceActivation: optional(wwan, 'ServiceActivation', service),
  }),
  exactlyOne,
);
export type Activation = ValueOf<typeof activation>;

export const activationMethods = ['reregister', 'reconnect', 'serviceActivation'] as const;
export type ActivationMethod = (typeof activationMethods)[number];

/** What is to be done, when, and how often at most. */
export interface ActivationDirective {
  readonly method: ActivationMethod;
  readonly delay: Microseconds;
  /**
   * Attempts in all, at least 1: the first and RetryCount more. Assumption: one page calls RetryCount the attempts, another
   * the retries after the first; the second is followed.
   */
  readonly attempts: number;
  readonly retryInterval: Microseconds;
  /** Base64, for a service activation. */
  readonly carrierSpecificData?: string;
}

export function directiveOf(what: Activation): ActivationDirective {
  if (what.serviceActivation !== undefined) {
    const { carrierSpecificData } = what.serviceActivation;
    return { method: 'serviceActivation', ...timingOf(what.serviceActivation), carrierSpecificData };
  }
  if (what.reregisterToNetwork !== undefined) return { method: 'reregister', ...timingOf(what.reregisterToNetwork) };
  return { method: 'reconnect', ...timingOf(what.reconnectToNetwork!) };
}

const timingOf = ({ delay, retryCount, retryInterval }: ValueOf<typeof again>) => ({
  delay,
  attempts: 1 + retryCount,
  retryInterval,
});

/** What one attempt does: once the radio went off and on, further attempts to re-register only connect. */
export const attemptOf = (method: ActivationMethod, radioWasCycled: boolean): ActivationMethod | 'connect' =>
  method === 'reregister' && radioWasCycled ? 'connect' : method;
