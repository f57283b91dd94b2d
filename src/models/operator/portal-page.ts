/**
 * What the script of a portal page does: it puts the purchase into words and calls the app, by the method that the step
 * names.
 *
 *     session ── how far, what went wrong ──▶ metadata ┐
 *     step ───── method, delay, interval ──────────────┼──▶ callback ──▶ web view ──▶ app
 *     order ──── activation code ──────────────────────┘
 *
 * Source: Microsoft Learn, "Mobile Plans callback notifications", "Legacy callback notifications".
 */
import { formatActivationCode, parseActivationCode } from '../activation-code.ts';
import type { Iccid, PortalTransactionId } from '../identifiers.ts';
import type { Callback, CallbackMethod } from '../messages/callbacks.ts';
import {
  formatPurchaseMetadata,
  legacyPurchaseResult,
  type MoDirectStatus,
  type PurchaseMetadata,
  type PurchaseStepResult,
} from '../messages/purchase-metadata.ts';
import type { PortalSettings, PortalStep } from '../settings.ts';

/** A step in which the user signs in. */
export const signsIn = ({ calls }: PortalStep): boolean => calls.some(({ call }) => call === 'signIn');

/** What a step orders for the device that has launched the portal. */
export function orderOf({ order }: Pick<PortalStep, 'order'>, { hasLine }: Pick<PageSession, 'hasLine'>) {
  return order === 'bySim' ? (hasLine ? 'balance' : 'esim') : order;
}

/** What the page knows of its session. */
export interface PageSession {
  readonly state: string;
  readonly bought: number;
  readonly charged: boolean;
  readonly signedIn: boolean;
  readonly hasLine: boolean;
  readonly trouble: MoDirectStatus | undefined;
}

/** What the page's script has at hand beside the session. */
export interface PageContent {
  portal: PortalSettings;
  planName: string;
  transactionId: PortalTransactionId;
  /** The line that the purchase is for. */
  iccid: Iccid;
  /** Whether the buyer has had a line of this operator before. */
  isKnown: boolean;
  /** What an order has brought. */
  activationCode: string | undefined;
  /** The operation of the callback before, as the app has named it. */
  context: number | undefined;
}

const isLegacy = (method: CallbackMethod): boolean =>
  method === 'notifyInlineProfileDownload' || method === 'notifyPurchaseResult';

/** The callback of a step. A step without one of its own calls `notifyCancelledPurchase`: the buyer has pressed Cancel. */
export function callbackOf(
  session: PageSession,
  content: PageContent,
  step: PortalStep,
  method: CallbackMethod,
): Callback {
  const { portal, iccid, context } = content;
  const metadata = purchaseMetadataOf(session, content, step, method);
  const callback: Callback = { method, host: portal.callbackHost, metadata: formatPurchaseMetadata(metadata) };
  const activationCode =
    content.activationCode === undefined ? undefined : written(content.activationCode, portal.activationCode);
  switch (method) {
    case 'notifyCancelledPurchase':
      return callback;
    case 'notifyOperationCancel':
      return context === undefined ? callback : { ...callback, context };
    case 'notifyBalanceAddition':
      return step.withIccid ? { ...callback, iccid } : callback;
    case 'notifyPurchaseResult': {
      const bought = activationCode === undefined ? undefined : { activationCode, iccid };
      return {
        ...callback,
        metadata: legacyPurchaseResult(metadata, content.transactionId, bought),
        ...(activationCode === undefined ? {} : { activationCode }),
      };
    }
    case 'notifyPurchaseWithProfileDownload':
      return {
        ...callback,
        activationCode: activationCode ?? '',
        networkRegistrationInterval: wholeMinutes(step.networkRegistrationInterval ?? 0),
      };
    case 'notifyProfileDownload':
      return {
        ...callback,
        activationCode: activationCode ?? '',
        ...(step.downloadDelay === undefined ? {} : { downloadDelay: wholeMinutes(step.downloadDelay) }),
      };
    case 'notifyInlineProfileDownload':
      return { ...callback, activationCode: activationCode ?? '' };
  }
}

/** Callbacks count time in whole minutes. Assumption: a part of a minute is a minute. */
const wholeMinutes = (duration: number): number => Math.ceil(duration / 60e6);

/** The activation code as this portal writes it; the app takes only the plain form. */
function written(code: string, form: PortalSettings['activationCode']): string {
  if (form === 'plain') return code;
  if (form === 'withPrefix') return `LPA:${code}`;
  const read = parseActivationCode(code);
  return read.ok ? formatActivationCode({ ...read.value, confirmationCodeRequired: true }) : code;
}

/**
 * How far the purchase came, and how it stands: account, instrument, line, in this order. Who leaves bails out of the first
 * that is missing.
 *
 * Assumption: the status of a purchase in which nothing has gone wrong yet is None, in the legacy callbacks Bailed.
 */
export function purchaseMetadataOf(
  session: PageSession,
  { planName, isKnown }: Pick<PageContent, 'planName' | 'isKnown'>,
  step: Pick<PortalStep, 'order'>,
  method: CallbackMethod,
): PurchaseMetadata {
  const isComplete = session.state === 'completed';
  const earlier = session.bought - (isComplete ? 1 : 0) > 0;
  const reached = [isComplete || session.signedIn || session.charged, isComplete || session.charged, isComplete];
  const results: readonly PurchaseStepResult[] = [
    isKnown || earlier ? 'Existing' : 'New',
    earlier ? 'Existing' : 'New',
    isKnown || orderOf(step, session) === 'balance' ? 'Existing' : 'New',
  ];
  const bailedAt = session.state === 'idle' ? -1 : reached.indexOf(false);
  const [userAccount, purchaseInstrument, line] = results.map((result, at): PurchaseStepResult => {
    if (reached[at]) return result;
    return at === bailedAt ? 'Bailed' : 'None';
  }) as [PurchaseStepResult, PurchaseStepResult, PurchaseStepResult];
  const without = session.trouble ?? (isLegacy(method) ? 'Bailed' : 'None');
  return {
    userAccount,
    purchaseInstrument,
    line,
    moDirectStatus: isComplete ? 'Complete' : without,
    planName: isComplete ? planName : '',
  };
}
