/**
 * What the app checks of a callback before it does anything: the host, the metadata, the activation code, the ICCID.
 *
 * Source: Microsoft Learn, "Mobile Plans callback notifications". Assumption: the order of the checks.
 */
import { parseActivationCode } from '../activation-code.ts';
import type { Callback } from '../messages/callbacks.ts';
import type { OperatorSettings } from '../settings.ts';

/** What the app does with a callback that it accepts. */
export type FulfilmentKind = 'download' | 'delayedDownload' | 'downloadThenWait' | 'balance' | 'switch' | 'cancelled';

/** What is wrong with a callback; also the value of the fact `callbackIgnored`. */
export const callbackMistakes = { foreignHost: 1, invalidJson: 2, invalidActivationCode: 3, invalidIccid: 4 } as const;

/** What a callback asks for, or the number of what is wrong with it. */
export function fulfilmentKind(callback: Callback, { portal }: OperatorSettings): FulfilmentKind | { mistake: number } {
  if (callback.host !== portal.host) return { mistake: callbackMistakes.foreignHost };
  if (callback.method === 'notifyCancelledPurchase') return 'cancelled';
  const code = parseActivationCode(callback.activationCode ?? '');
  return code.ok ? 'download' : { mistake: callbackMistakes.invalidActivationCode };
}
