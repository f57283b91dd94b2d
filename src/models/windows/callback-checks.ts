/**
 * What the app checks of a callback before it does anything, in this order, and what the callback asks for if all is well.
 *
 *     host ─▶ JSON and metadata ─▶ activation code ─▶ ICCID ─▶ modem there ─▶ LPA up ─▶ run
 *
 * A callback from a host that is not the configured one is not looked at: nothing happens, and nobody is told. Other
 * mistakes are told to the page as the result of its operation.
 *
 * Source: Microsoft Learn, "Mobile Plans callback notifications", "Legacy callback notifications".
 * Assumption: the order of the checks; the documents list the results alone.
 */
import { parseActivationCode } from '../activation-code.ts';
import { type Parsed, parsed, parseIccid } from '../identifiers.ts';
import type { Callback, CallbackMethod } from '../messages/callbacks.ts';
import type { PortalActivationResult } from '../messages/esim-operation-status.ts';
import { parseLegacyPurchaseResult, parsePurchaseMetadata } from '../messages/purchase-metadata.ts';
import type { OperatorSettings } from '../settings.ts';

/**
 * What the app does with a callback that it accepts: download on receipt; after a toast; on receipt, with the network
 * later; show the balance; switch to another profile first; go back to its own page; drop a delayed download.
 */
export const fulfilmentKinds = [
  'download',
  'delayedDownload',
  'downloadThenWait',
  'balance',
  'switch',
  'cancelledPurchase',
  'operationCancel',
] as const;
export type FulfilmentKind = (typeof fulfilmentKinds)[number];

/** A callback that may be run. */
export interface Fulfilment {
  kind: FulfilmentKind;
  activationCode?: string;
}

/** Why a callback does nothing; also the value of the fact `callbackIgnored`. The last three are found when it is to run. */
export const callbackMistakes = {
  foreignHost: 1,
  invalidJson: 2,
  invalidActivationCode: 3,
  invalidIccid: 4,
  modemNotFound: 5,
  lpaInitializationError: 6,
  unknownOperation: 7,
  toastShownBefore: 8,
  operationUnderWay: 9,
} as const;
export type CallbackMistake = keyof typeof callbackMistakes;

/** What the page is told of a mistake; nothing, when it is none of its business. */
export const resultOfMistake: Readonly<Partial<Record<CallbackMistake, PortalActivationResult>>> = {
  invalidJson: 'invalidJson',
  invalidActivationCode: 'invalidActivationCode',
  invalidIccid: 'invalidIccid',
  modemNotFound: 'modemNotFound',
  lpaInitializationError: 'lpaInitializationError',
};

/** The modem as the checks see it: its state, and whether it is about to say what it is. */
export interface ModemSeen {
  readonly state: string;
  readonly starting: boolean;
}

export type Checked = Fulfilment | { mistake: CallbackMistake };

/** What a callback asks for, or the first mistake in it. */
export function checked(callback: Callback, { portal }: Pick<OperatorSettings, 'portal'>, modem: ModemSeen): Checked {
  if (callback.host !== portal.host) return { mistake: 'foreignHost' };
  if (callback.method === 'notifyOperationCancel') return { kind: 'operationCancel' };
  const purchase = readPurchase(callback);
  if (!purchase.ok) return { mistake: 'invalidJson' };
  const { kind, activationCode, iccid } = purchase.value;
  if (isDownload(kind) && !parseActivationCode(activationCode ?? '').ok) return { mistake: 'invalidActivationCode' };
  if (iccid !== undefined && !parseIccid(iccid).ok) return { mistake: 'invalidIccid' };
  if (!isDownload(kind) && kind !== 'switch') return { kind };
  if (modem.state === 'off' && !modem.starting) return { mistake: 'modemNotFound' };
  // Assumption: the LPA comes up unless the modem has failed, through which it reaches the card.
  if (modem.state === 'failure') return { mistake: 'lpaInitializationError' };
  return isDownload(kind) && activationCode !== undefined ? { kind, activationCode } : { kind };
}

const isDownload = (kind: FulfilmentKind | undefined): boolean =>
  kind === 'download' || kind === 'delayedDownload' || kind === 'downloadThenWait';

interface Purchase extends Fulfilment {
  iccid?: string | undefined;
}

/** What the page has bought, by the method it calls and by what it hands over. */
function readPurchase(callback: Callback): Parsed<Purchase> {
  if (callback.method === 'notifyPurchaseResult') return readLegacyResult(callback.metadata);
  const metadata = parsePurchaseMetadata(callback.metadata, isLegacy(callback.method) ? 'legacy' : 'current');
  if (!metadata.ok) return metadata;
  return parsed({ ...callback, kind: kindOf(callback) });
}

const isLegacy = (method: CallbackMethod): boolean => method === 'notifyInlineProfileDownload';

/** Assumption: a delay of 0 minutes is none. */
function kindOf({ method, downloadDelay = 0, iccid }: Callback): FulfilmentKind {
  if (method === 'notifyProfileDownload') return downloadDelay > 0 ? 'delayedDownload' : 'download';
  if (method === 'notifyPurchaseWithProfileDownload') return 'downloadThenWait';
  if (method === 'notifyBalanceAddition') return iccid === undefined ? 'balance' : 'switch';
  return method === 'notifyCancelledPurchase' ? 'cancelledPurchase' : 'download';
}

/** Assumption: with an activation code the result asks for a download, with an ICCID alone for that profile. */
function readLegacyResult(payload: string): Parsed<Purchase> {
  const result = parseLegacyPurchaseResult(payload);
  if (!result.ok) return result;
  const { success, activationCode, iccid } = result.value;
  if (!success) return parsed({ kind: 'cancelledPurchase' });
  if (activationCode !== undefined) return parsed({ kind: 'download', activationCode, iccid });
  return parsed(iccid === undefined ? { kind: 'balance' } : { kind: 'switch', iccid });
}
