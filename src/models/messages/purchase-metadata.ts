/**
 * purchaseMetadata: what the portal tells the Mobile Plans app about a purchase, in every callback.
 *
 *     {"userAccount":"New","purchaseInstrument":"New","line":"New","moDirectStatus":"Complete","planName":"2 GB"}
 *
 * The user passes the steps in this order: account, instrument, line. The documents spell two fields in two ways
 * (`lineType`, `modirectStatus`); both are read, in any case.
 * Source: Microsoft Learn, "Mobile Plans callback notifications", purchase metadata.
 */
import { type Parsed, parsed, unreadable } from '../identifiers.ts';

export const purchaseSteps = ['userAccount', 'purchaseInstrument', 'line'] as const;
export const purchaseStepResults = ['New', 'Existing', 'Bailed', 'None'] as const;
export const moDirectStatuses = [
  'Complete',
  'ServiceError',
  'InvalidSIM',
  'LogOnFailed',
  'PurchaseFailed',
  'ClientError',
  'BillingError',
  'None',
  'Bailed',
] as const;

export type PurchaseStep = (typeof purchaseSteps)[number];
export type PurchaseStepResult = (typeof purchaseStepResults)[number];
/** `Bailed` belongs to the legacy callbacks only. */
export type MoDirectStatus = (typeof moDirectStatuses)[number];

export interface PurchaseMetadata extends Partial<Record<PurchaseStep, PurchaseStepResult>> {
  moDirectStatus: MoDirectStatus;
  /** Empty unless the status is Complete. */
  planName: string;
}

/** Legacy callbacks require the account and the line and know the status Bailed. */
export type PurchaseCallbacks = 'current' | 'legacy';

/** Each rule the metadata breaks, in words; none means it is valid. */
export function purchaseMetadataMistakes(
  metadata: PurchaseMetadata,
  callbacks: PurchaseCallbacks = 'current',
): string[] {
  const mistakes: string[] = [];
  const complete = metadata.moDirectStatus === 'Complete';
  if (complete && metadata.planName === '') mistakes.push('planName is empty although moDirectStatus is Complete');
  if (!complete && metadata.planName !== '')
    mistakes.push(`planName is set although moDirectStatus is ${metadata.moDirectStatus}`);
  if (callbacks === 'current' && metadata.moDirectStatus === 'Bailed')
    mistakes.push('moDirectStatus Bailed belongs to the legacy callbacks');
  for (const step of ['userAccount', 'line'] as const)
    if (callbacks === 'legacy' && metadata[step] === undefined) mistakes.push(`${step} is required`);
  return [...mistakes, ...stepsAfterBailing(metadata)];
}

/** Assumption: who bails out of a step has taken none of the later ones. */
function stepsAfterBailing(metadata: PurchaseMetadata): string[] {
  const bailed = purchaseSteps.findIndex(step => metadata[step] === 'Bailed');
  if (bailed === -1) return [];
  return purchaseSteps
    .slice(bailed + 1)
    .filter(step => (metadata[step] ?? 'None') !== 'None')
    .map(step => `${step} is ${metadata[step]} although the user bailed out of ${purchaseSteps[bailed]}`);
}

/** The JSON text of metadata, fields in the documented order. */
export function formatPurchaseMetadata(metadata: PurchaseMetadata): string {
  const { userAccount, purchaseInstrument, line, moDirectStatus, planName } = metadata;
  return JSON.stringify({ userAccount, purchaseInstrument, line, moDirectStatus, planName });
}

/** Reads the metadata of a callback and checks all rules; a reason names every mistake. Unknown fields are ignored. */
export function parsePurchaseMetadata(
  text: string,
  callbacks: PurchaseCallbacks = 'current',
): Parsed<PurchaseMetadata> {
  const fields = readFields(text);
  if (fields === undefined) return unreadable('the metadata is not a JSON object');
  const mistakes: string[] = [];
  const metadata: PurchaseMetadata = { moDirectStatus: 'None', planName: '' };

  for (const step of purchaseSteps) {
    const value = fields.get(step.toLowerCase());
    const known = purchaseStepResults.find(result => result === value);
    if (known !== undefined) metadata[step] = known;
    else if (value !== undefined) mistakes.push(notOneOf(step, value, purchaseStepResults));
  }

  const status = fields.get('modirectstatus');
  const knownStatus = status === 'cancelled' ? 'None' : moDirectStatuses.find(known => known === status);
  if (knownStatus !== undefined) metadata.moDirectStatus = knownStatus;
  else
    mistakes.push(
      status === undefined ? 'moDirectStatus is required' : notOneOf('moDirectStatus', status, moDirectStatuses),
    );

  const planName = fields.get('planname') ?? '';
  if (typeof planName === 'string') metadata.planName = planName;
  else mistakes.push('planName is not text');

  if (mistakes.length === 0) mistakes.push(...purchaseMetadataMistakes(metadata, callbacks));
  return mistakes.length === 0 ? parsed(metadata) : unreadable(mistakes.join('; '));
}

/** Values by field name in lower case, `lineType` as `line`; undefined when the text is no JSON object. */
function readFields(text: string): ReadonlyMap<string, unknown> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const name = (field: string): string => (field.toLowerCase() === 'linetype' ? 'line' : field.toLowerCase());
  return new Map(Object.entries(value).map(([field, content]) => [name(field), content]));
}

const notOneOf = (field: string, value: unknown, known: readonly string[]): string =>
  `${field} is ${JSON.stringify(value)}; expected one of: ${known.join(', ')}`;

/**
 * The payload of the legacy callback `DataMart.notifyPurchaseResult`; without an activation code and ICCID it tells of a
 * purchase that was cancelled.
 */
export function legacyPurchaseResult(
  metadata: PurchaseMetadata,
  transactionId: string,
  bought?: { activationCode: string; iccid: string },
): string {
  return JSON.stringify({
    ver: '1',
    purchaseResult: formatPurchaseMetadata(metadata),
    success: bought !== undefined,
    transactionId,
    activationCode: bought?.activationCode ?? '',
    iccid: bought?.iccid ?? '',
  });
}

/** What a legacy result says beside its metadata. */
export interface LegacyPurchaseResult {
  /** Of the purchase as a whole; false for one that was cancelled. */
  success: boolean;
  /** Undefined where the payload has an empty text. */
  activationCode: string | undefined;
  iccid: string | undefined;
}

/** Reads the payload of `DataMart.notifyPurchaseResult`, and the metadata in it by the rules of the legacy callbacks. */
export function parseLegacyPurchaseResult(text: string): Parsed<LegacyPurchaseResult> {
  const fields = readFields(text);
  if (fields === undefined) return unreadable('the result is not a JSON object');
  const metadata = parsePurchaseMetadata(String(fields.get('purchaseresult') ?? ''), 'legacy');
  if (!metadata.ok) return metadata;
  const success = fields.get('success');
  if (typeof success !== 'boolean') return unreadable('success is neither true nor false');
  const filled = (name: string): string | undefined => {
    const content = fields.get(name);
    return typeof content === 'string' && content !== '' ? content : undefined;
  };
  return parsed({ success, activationCode: filled('activationcode'), iccid: filled('iccid') });
}
