/**
 * The identifiers of the field: ICCID, IMSI, EID, IMEI, and the names of transactions.
 *
 * Each is a pure function of whole numbers (a line, a device, an order, random words), so none needs to be kept: a model
 * stores the number and asks for the text when a message or a person wants to see it. A line or device number that is
 * unique in the world gives unique identifiers, for 100 million of them and whatever the operators are.
 * Source: ITU-T E.118 and E.212, 3GPP TS 23.003, GSMA SGP.02.
 */

declare const kind: unique symbol;

/** Text at run time; the kind exists only for the compiler. */
export type Identifier<Kind extends string> = string & { readonly [kind]: Kind };

/** The number of a SIM or of an eSIM profile: 19 or 20 digits, 89 first. */
export type Iccid = Identifier<'ICCID'>;
/** The subscriber: MCC, MNC and MSIN, at most 15 digits. */
export type Imsi = Identifier<'IMSI'>;
/** The eUICC: 32 digits. */
export type Eid = Identifier<'EID'>;
/** The device: 15 digits. */
export type Imei = Identifier<'IMEI'>;
/** 32 hexadecimal digits in five groups, lower case, no braces. */
export type Guid = Identifier<'GUID'>;
/** Which profile the SM-DP+ has put aside: capital letters, digits and hyphens. */
export type MatchingId = Identifier<'MatchingID'>;
/** A session of the portal: at most 64 characters. */
export type PortalTransactionId = Identifier<'portal transactionId'>;
/** One request to the mobile operator API, in its header `X-MS-DM-TransactionId`. */
export type MobileOperatorApiTransactionId = Identifier<'X-MS-DM-TransactionId'>;
/** One remote provisioning session on the SM-DP+: 32 hexadecimal digits, capitals. */
export type ProvisioningTransactionId = Identifier<'ES9+ transactionId'>;

/** What reading a text gives: the value, or why there is none, in words. */
export type Parsed<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: string };

export const parsed = <Value>(value: Value): Parsed<Value> => ({ ok: true, value });
export const unreadable = (reason: string): Parsed<never> => ({ ok: false, reason });

/** Mobile country code, three digits, and mobile network code, two or three. */
export interface NetworkCode {
  mcc: string;
  mnc: string;
}

/**
 * An ICCID of 19 digits: 89, MCC, MNC, account number, Luhn digit.
 *
 * Real issuers put the country calling code after the 89. We put MCC and MNC there, as the sample 8999901000000000013
 * of the Mobile Plans documents does: it is line 1 of network 999/01. An MNC of two digits takes a zero behind it, so
 * the account number has 10 digits everywhere, and lines with different numbers never share an ICCID.
 *
 * @param account  0 to 9,999,999,999
 */
export function makeIccid({ mcc, mnc, account }: NetworkCode & { account: number }): Iccid {
  checkNetwork(mcc, mnc);
  const digits = `89${mcc}${mnc.padEnd(3, '0')}${fixedDigits(account, 10, 'the account number of an ICCID')}`;
  return `${digits}${luhnDigit(digits)}` as Iccid;
}

/**
 * Reads an ICCID as a card, a file or a portal gives it.
 *
 * The filler F that ends 19 digits on a card (10 octets of BCD) is removed. The Luhn digit is checked in the form of 19
 * digits only, since issuers of 20 digits use them differently.
 */
export function parseIccid(text: string): Parsed<Iccid> {
  const digits = /^\d{19}[Ff]$/.test(text) ? text.slice(0, 19) : text;
  if (!/^\d{19,20}$/.test(digits)) return unreadable(`"${text}" is not an ICCID: expected 19 or 20 digits`);
  if (!digits.startsWith('89')) return unreadable(`"${text}" is not an ICCID: it starts with 89`);
  const right = luhnDigit(digits.slice(0, 18));
  if (digits.length === 19 && Number(digits[18]) !== right)
    return unreadable(`"${text}" is not an ICCID: its last digit should be ${right}`);
  return parsed(digits as Iccid);
}

/**
 * An IMSI of 15 digits.
 *
 * @param msin  below 10^10 with an MNC of two digits, below 10^9 with one of three
 */
export function makeImsi(mcc: string, mnc: string, msin: number): Imsi {
  checkNetwork(mcc, mnc);
  return `${mcc}${mnc}${fixedDigits(msin, 12 - mnc.length, 'the MSIN')}` as Imsi;
}

/** 6 to 15 digits; an IMSI has no check digit. */
export const isImsi = (text: string): text is Imsi => /^\d{6,15}$/.test(text);

/** Issuer of the EID in the GSMA examples: 89, country 049, issuer 032, then platform and version. */
const eidIssuer = '890490320040088826';

/**
 * The EID of eUICC number n: 32 digits that, read as one number, leave 1 when divided by 97.
 *
 * @param n  0 to 999,999,999,999; 42 gives the published example 89049032004008882600000000004247
 */
export function makeEid(n: number): Eid {
  const digits = `${eidIssuer}${fixedDigits(n, 12, 'the number of an eUICC')}`;
  return `${digits}${String(98 - remainderBy97(`${digits}00`)).padStart(2, '0')}` as Eid;
}

/** 32 digits, 89 first, remainder 1 by 97. */
export const isEid = (text: string): text is Eid => /^89\d{30}$/.test(text) && remainderBy97(text) === 1;

/**
 * An IMEI: type allocation code, serial number, Luhn digit.
 *
 * @param tac     8 digits, the make of the device
 * @param serial  0 to 999,999
 */
export function makeImei(tac: string, serial: number): Imei {
  if (!/^\d{8}$/.test(tac)) throw new RangeError(`A TAC has 8 digits; got "${tac}"`);
  const digits = `${tac}${fixedDigits(serial, 6, 'the serial number of an IMEI')}`;
  return `${digits}${luhnDigit(digits)}` as Imei;
}

/** A million devices to a TAC; number 123,456 is the published example 359999001234566. */
const firstTac = 35_999_900;

/** The IMEI of device number n, 0 to 99,999,999. */
export function imeiOfDevice(n: number): Imei {
  fixedDigits(n, 8, 'the number of a device');
  return makeImei(String(firstTac + Math.floor(n / 1_000_000)), n % 1_000_000);
}

/**
 * Whether the text is an IMEI: 15 digits and, when asked, the right check digit.
 *
 * The documents contain samples with a wrong check digit, so the caller decides.
 */
export const isImei = (text: string, check: 'luhn' | 'none'): text is Imei =>
  /^\d{15}$/.test(text) && (check === 'none' || luhnDigit(text.slice(0, 14)) === Number(text[14]));

/** Four unsigned numbers of 32 bits: 128 bits, most significant first. */
export type Words128 = readonly [number, number, number, number];

/**
 * A GUID of version 4. Six of the 128 bits are overwritten to say so; the first and the last word stay whole, so a
 * counter kept in either makes the GUID unique.
 */
export function guid(...words: Words128): Guid {
  const [first, second, third, last] = words;
  const [b, c] = [hexWord(asVersion4(second)), hexWord(asVariant1(third))];
  return `${hexWord(first)}-${b.slice(0, 4)}-${b.slice(4)}-${c.slice(0, 4)}-${c.slice(4)}${hexWord(last)}` as Guid;
}

export const isGuid = (text: string): text is Guid => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** The name of one request to the mobile operator API: `MSFT-` and a GUID. */
export const mobileOperatorApiTransactionId = (...words: Words128): MobileOperatorApiTransactionId =>
  `MSFT-${guid(...words)}` as MobileOperatorApiTransactionId;

/** The name of one ES9+ session, unique while it lives. */
export const provisioningTransactionId = (...words: Words128): ProvisioningTransactionId =>
  hexOf(words).toUpperCase() as ProvisioningTransactionId;

const portalAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/**
 * The name of a portal session, in the manner of the sample `waoigFfX00yGH3Vb.1`: 96 random bits as 16 characters, and
 * the number of the session, which alone makes it unique. At most 33 of the 64 characters allowed.
 */
export function portalTransactionId(session: number, ...words: readonly [number, number, number]): PortalTransactionId {
  fixedDigits(session, 16, 'the number of a portal session');
  let characters = '';
  for (let bit = 0; bit < 96; bit += 6) characters += portalAlphabet[sixBits(words, bit)];
  return `${characters}.${session}` as PortalTransactionId;
}

/**
 * The MatchingID of an order in the manner of the sample `CNTS-0001-7Q`: the operator's prefix, the number of the order
 * and two random characters. The order number, to base 36, alone makes it unique for that prefix.
 *
 * @param prefix  capital letters and digits
 * @param word    32 random bits
 */
export function makeMatchingId(prefix: string, order: number, word: number): MatchingId {
  if (!/^[0-9A-Z]+$/.test(prefix)) throw new RangeError(`A MatchingID starts with capitals or digits; got "${prefix}"`);
  fixedDigits(order, 16, 'the number of an order');
  const tail = (unsigned(word) % (36 * 36)).toString(36).padStart(2, '0');
  return `${prefix}-${order.toString(36).padStart(4, '0')}-${tail}`.toUpperCase() as MatchingId;
}

export const isMatchingId = (text: string): text is MatchingId => /^[0-9A-Z-]+$/.test(text);

/** The digit that makes the whole divisible by 10, every second digit doubled from the right (ISO/IEC 7812-1). */
export function luhnDigit(digits: string): number {
  let sum = 0;
  for (let i = digits.length - 1, doubled = true; i >= 0; i--, doubled = !doubled) {
    const digit = digits.charCodeAt(i) - 48;
    sum += !doubled ? digit : digit < 5 ? 2 * digit : 2 * digit - 9;
  }
  return (10 - (sum % 10)) % 10;
}

/** Remainder by 97 of a number too long for a double. */
function remainderBy97(digits: string): number {
  let remainder = 0;
  for (let i = 0; i < digits.length; i++) remainder = (remainder * 10 + digits.charCodeAt(i) - 48) % 97;
  return remainder;
}

function checkNetwork(mcc: string, mnc: string): void {
  if (mcc === checked.mcc && mnc === checked.mnc) return;
  if (!/^\d{3}$/.test(mcc)) throw new RangeError(`An MCC has 3 digits; got "${mcc}"`);
  if (!/^\d{2,3}$/.test(mnc)) throw new RangeError(`An MNC has 2 or 3 digits; got "${mnc}"`);
  checked = { mcc, mnc };
}

/** The network that was checked last and found right: a million devices in a row have the same. */
let checked: NetworkCode = { mcc: '001', mnc: '01' };

/** Exactly so many digits, zeros in front. */
function fixedDigits(n: number, digits: number, what: string): string {
  const text = String(n);
  if (!Number.isSafeInteger(n) || n < 0 || text.length > digits)
    throw new RangeError(`Expected a whole number of at most ${digits} digits for ${what}; got ${n}`);
  return text.padStart(digits, '0');
}

const unsigned = (word: number): number => word >>> 0;
const hexWord = (word: number): string => unsigned(word).toString(16).padStart(8, '0');
const hexOf = ([a, b, c, d]: Words128): string => hexWord(a) + hexWord(b) + hexWord(c) + hexWord(d);

/** Six bits of words that stand side by side, from the bit with that number on, 0 being the most significant of the first. */
function sixBits(words: readonly number[], bit: number): number {
  const at = bit >> 5;
  const beyond = (bit & 31) + 6 - 32;
  const word = words[at]!;
  return (beyond <= 0 ? word >>> -beyond : (word << beyond) | (words[at + 1]! >>> (32 - beyond))) & 63;
}

const asVersion4 = (word: number): number => (word & 0xffff0fff) | 0x4000;
const asVariant1 = (word: number): number => (word & 0x3fffffff) | 0x80000000;
