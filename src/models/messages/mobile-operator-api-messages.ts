/**
 * The mobile operator API on the wire: GetBalance, GetOffers and GetNotifications, as the Mobile Plans service asks them.
 *
 *     GET https://api.contoso.example/sims/8999901000000000013/balances?fieldsTemplate=basic&limit=1&location=DE
 *     X-MS-DM-TransactionId: MSFT-12345678-1234-4234-9234-123456789abc
 *     → {"balances":[{"id":"C-7001","type":"MODIRECTPAYG","dataRemainingInMB":512.5,"timeRemaining":"P6DT4H"}]}
 *
 * Source: Microsoft Learn, "Mobile operator API for Mobile Plans", "Gateway page", "Mobile Plans notifications".
 */
import { type Bytes, bytes, type Microseconds, microseconds } from '../../sim/index.ts';
import {
  type Iccid,
  type Imei,
  type MobileOperatorApiTransactionId,
  type Parsed,
  parsed,
  parseIccid,
  unreadable,
} from '../identifiers.ts';
import { formatIsoDuration, parseIsoDuration } from './iso-duration.ts';

/** A request without body: its first line and its headers. The client shows a certificate; there may be credentials. */
export interface ApiRequest {
  line: string;
  headers: Readonly<Record<string, string>>;
}

/**
 * How the user of a SIM pays: from the operator's portal without a balance, with one, not at all (yet), or not here.
 * Only the second and third carry what remains.
 */
export const balanceTypes = ['MODIRECT', 'MODIRECTPAYG', 'NONE', 'NOTSUPPORTED'] as const;

export type Balance =
  | { id: string; type: 'MODIRECT' | 'NOTSUPPORTED' }
  | { id: string; type: 'MODIRECTPAYG' | 'NONE'; dataRemaining: Bytes; timeRemaining: Microseconds };

/** `basic` is type, data and time; `full` adds where the balance is valid. */
export const fieldsTemplates = ['basic', 'full'] as const;
export type FieldsTemplate = (typeof fieldsTemplates)[number];

/** Absent parameters are left out of the query: all balances, everywhere, basic fields. */
export interface GetBalanceQuery {
  fieldsTemplate?: FieldsTemplate;
  limit?: number;
  /** ISO 3166, two capitals. */
  location?: string;
}

const transactionHeader = (id: MobileOperatorApiTransactionId) => ({ 'X-MS-DM-TransactionId': id });

/** @param moBaseUrl  host of the operator's API, with a path if it has one, without scheme */
export function getBalanceRequest(
  moBaseUrl: string,
  simId: Iccid,
  transactionId: MobileOperatorApiTransactionId,
  { fieldsTemplate, limit, location }: GetBalanceQuery = {},
): ApiRequest {
  const line = `GET https://${moBaseUrl}/sims/${simId}/balances${query({ fieldsTemplate, limit, location })}`;
  return { line, headers: transactionHeader(transactionId) };
}

/** Asks which gateway page to show; sent only for operators with more than one. */
export const getOffersRequest = (
  offerUri: string,
  simId: Iccid,
  imei: Imei,
  transactionId: MobileOperatorApiTransactionId,
): ApiRequest => ({
  line: `GET https://${offerUri}/sims/${simId}/offers${query({ limit: 1, imei })}`,
  headers: transactionHeader(transactionId),
});

/** The gateway page that every operator has: what GetOffers answers when there is nothing special to offer. */
export const standardTemplate = '0';

export const getOffersBody = (gatewayIds: readonly string[]): string =>
  JSON.stringify({ offers: gatewayIds.map(gatewayId => ({ gatewayId })) });

export const notificationTypes = [
  'lowBalance',
  'zeroBalance',
  'newOffer',
  'trialOffer',
  'trialEnding',
  'trialEnded',
] as const;
export type NotificationType = (typeof notificationTypes)[number];

/** The type of that name, in any case: the documents write LowBalance and lowBalance. Undefined for an unknown one. */
export const notificationTypeOf = (name: string): NotificationType | undefined =>
  notificationTypes.find(type => type.toLowerCase() === name.toLowerCase());

/** A notification as the operator names it; what it says, the service knows by its id. */
export interface Notification {
  notificationId: number;
  notificationType: NotificationType;
}

/** The type that the SMS `mobileplans://<notificationType>` names; undefined for any other text. */
export function notificationTypeOfSms(text: string): NotificationType | undefined {
  const name = /^mobileplans:\/\/([a-z]+)\/?$/i.exec(text.trim())?.[1];
  return name === undefined ? undefined : notificationTypeOf(name);
}

/** Asks for the content of a notification after the SMS `mobileplans://<notificationType>`. */
export const getNotificationsRequest = (
  notificationUri: string,
  simId: Iccid,
  imei: Imei,
  notificationType: NotificationType,
  transactionId: MobileOperatorApiTransactionId,
): ApiRequest => ({
  line: `GET https://${notificationUri}/sims/${simId}/notifications${query({ notificationType, limit: 1, imei })}`,
  headers: transactionHeader(transactionId),
});

export const getNotificationsBody = (notifications: readonly Notification[]): string =>
  JSON.stringify({
    notifications: notifications.map(({ notificationId, notificationType }) => ({ notificationId, notificationType })),
  });

/**
 * Reads the answer to GetNotifications: ids as texts, whichever way they are written, and types in any case.
 *
 * Source: Microsoft Learn, "Mobile Plans notifications": ids are whole numbers in the sample and text in the table.
 */
export function parseGetNotificationsBody(
  body: string,
): Parsed<readonly { notificationId: string; notificationType: NotificationType }[]> {
  const rows = rowsOf(body, 'notifications');
  if (!rows.ok) return rows;
  const notifications: { notificationId: string; notificationType: NotificationType }[] = [];
  for (const row of rows.value) {
    if (!isObject(row)) return unreadable('a notification is not an object');
    const id = row.notificationId;
    const type = typeof row.notificationType === 'string' ? notificationTypeOf(row.notificationType) : undefined;
    if (typeof id !== 'number' && typeof id !== 'string')
      return unreadable('notificationId is neither text nor number');
    if (type === undefined)
      return unreadable(
        `notificationType is ${JSON.stringify(row.notificationType)}; expected one of: ${notificationTypes.join(', ')}`,
      );
    notifications.push({ notificationId: String(id), notificationType: type });
  }
  return parsed(notifications);
}

/** The ICCID of `sims/{simId}`: samples write it bare, with `iccid:` and with a space behind that. */
export const parseSimId = (simId: string): Parsed<Iccid> => parseIccid(simId.replace(/^iccid:\s?/i, ''));

const largestLimit = 2_147_483_647;

const limitMistake = (limit: string | undefined): string | undefined =>
  limit !== undefined && (!/^\d+$/.test(limit) || Number(limit) > largestLimit)
    ? `limit is "${limit}"; expected a whole number from 0 to ${largestLimit}`
    : undefined;

/** Why the operator answers GetOffers or GetNotifications with 400, or undefined when the query is sound. */
export function pageQueryMistake({
  limit,
  notificationType,
}: Readonly<{ limit?: string; notificationType?: string }>): string | undefined {
  if (notificationType !== undefined && notificationTypeOf(notificationType) === undefined)
    return `notificationType is "${notificationType}"; expected one of: ${notificationTypes.join(', ')}`;
  return limitMistake(limit);
}

/**
 * Why the operator answers 400, or undefined when the query is sound. An absent parameter and an empty location are.
 *
 * @param query      parameters as they arrive
 * @param locations  countries the API knows, in capitals
 * @param strict     whether a location in lower case is unknown; the documents show both and call it case-sensitive
 *
 * Source: Microsoft Learn, "Mobile operator API integration", parameter tests.
 */
export function getBalanceQueryMistake(
  query: Readonly<{ fieldsTemplate?: string; limit?: string; location?: string }>,
  locations: readonly string[],
  strict: boolean,
): string | undefined {
  const { fieldsTemplate, limit, location } = query;
  if (fieldsTemplate !== undefined && !fieldsTemplates.some(known => known === fieldsTemplate))
    return `fieldsTemplate is "${fieldsTemplate}"; expected basic or full`;
  if (limitMistake(limit) !== undefined) return limitMistake(limit);
  if (location !== undefined && location !== '' && !locations.includes(strict ? location : location.toUpperCase()))
    return `location is "${location}"; expected a known country`;
  return undefined;
}

/**
 * The body of a 200: the balances the operator returns for a SIM, as many as the limit allows.
 *
 * A balance of 0 has the type NONE, and PT0S when its time is over or there is no plan.
 *
 * @param locations  where the balances are valid, written with the template `full`
 */
export function getBalanceBody(
  balances: readonly Balance[],
  { fieldsTemplate = 'basic', limit = balances.length }: GetBalanceQuery = {},
  locations: readonly string[] = [],
): string {
  const rows = balances.slice(0, limit).map(balance => ({
    id: balance.id,
    type: balance.type,
    ...('dataRemaining' in balance && {
      dataRemainingInMB: balance.dataRemaining / 1e6,
      timeRemaining: formatIsoDuration(balance.timeRemaining),
    }),
    ...(fieldsTemplate === 'full' && { locations }),
  }));
  return JSON.stringify({ balances: rows });
}

/** Reads such a body, also with the spelling `dataRemaininginMB` of some samples. */
export function parseGetBalanceBody(text: string): Parsed<Balance[]> {
  const rows = rowsOf(text, 'balances');
  if (!rows.ok) return rows;
  const balances: Balance[] = [];
  for (const row of rows.value) {
    const balance = parseBalance(row);
    if (!balance.ok) return balance;
    balances.push(balance.value);
  }
  return parsed(balances);
}

/** The list of that name in a JSON body. */
function rowsOf(text: string, name: string): Parsed<readonly unknown[]> {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return unreadable('the body is not JSON');
  }
  const rows = isObject(body) ? body[name] : undefined;
  return Array.isArray(rows) ? parsed(rows) : unreadable(`the body has no list "${name}"`);
}

function parseBalance(row: unknown): Parsed<Balance> {
  if (!isObject(row)) return unreadable('a balance is not an object');
  const type = balanceTypes.find(known => known === row.type);
  if (type === undefined)
    return unreadable(`type is ${JSON.stringify(row.type)}; expected one of: ${balanceTypes.join(', ')}`);
  const id = typeof row.id === 'string' ? row.id : '';
  if (type === 'MODIRECT' || type === 'NOTSUPPORTED') return parsed({ id, type });
  const data = row.dataRemainingInMB ?? row.dataRemaininginMB ?? 0;
  if (typeof data !== 'number' || !(data >= 0)) return unreadable('dataRemainingInMB is not a number from 0');
  const time = row.timeRemaining === undefined ? parsed(microseconds(0)) : parseIsoDuration(String(row.timeRemaining));
  if (!time.ok) return time;
  return parsed({ id, type, dataRemaining: bytes(data * 1e6), timeRemaining: time.value });
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** `?a=1&b=2` of the parameters that are there. */
function query(parameters: Readonly<Record<string, string | number | undefined>>): string {
  const parts = Object.entries(parameters)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}
