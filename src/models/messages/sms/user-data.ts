/**
 * TP-User-Data: at most 140 octets, a header if the first octet of the PDU says so, then text or data.
 *
 *     UDL │ header │ fill bits │ septets          UDL counts septets for GSM 7-bit (header and fill bits as whole ones),
 *     UDL │ header │ octets                       octets for UCS-2 and eight-bit data
 *
 * Source: 3GPP TS 23.040, 9.2.3.16, 9.2.3.24.
 */
import type { SmsAlphabet } from './data-coding-scheme.ts';
import { fromSeptets, toSeptets } from './gsm-alphabet.ts';
import type { OctetReader } from './octet-reader.ts';
import { octetsOfSeptets, packSeptets, spareBitsAreEmpty, unpackSeptets } from './septet-packing.ts';
import type { TextAlphabet } from './sms-encoding.ts';
import { type SmsWritten, unwritable, written } from './sms-modem-error.ts';
import { fromUcs2, toUcs2 } from './ucs-2.ts';
import { type Concatenation, readUserDataHeader } from './user-data-header.ts';

/** Octets of user data in one PDU. */
export const userDataOctets = 140;

/** User data as it stands in a PDU. */
export interface WrittenUserData {
  alphabet: SmsAlphabet;
  hasHeader: boolean;
  /** TP-User-Data-Length: septets or octets, with the header. */
  length: number;
  /** TP-User-Data: header, fill bits, text. */
  octets: Uint8Array;
}

/** What user data says. */
export interface UserData {
  /** Undefined for eight-bit data. */
  text: string | undefined;
  /** What stands behind the header; for GSM 7-bit still packed. */
  octets: Uint8Array;
  concatenation: Concatenation | undefined;
}

/* ---- Writing ---- */

const noHeader = new Uint8Array(0);

/**
 * A text behind a header (none: an empty one).
 *
 * Errors: MessageNotEncodedProperly for a character that the alphabet does not have, MessageTooLarge beyond 140 octets.
 */
export function writeText(
  text: string,
  alphabet: TextAlphabet,
  header: Uint8Array = noHeader,
): SmsWritten<WrittenUserData> {
  if (alphabet === 'ucs2') {
    const octets = toUcs2(text);
    return octets === undefined
      ? unwritable('MessageNotEncodedProperly', 'the text has half of a surrogate pair')
      : writeOctets(octets, alphabet, header);
  }
  const fit = toSeptets(text);
  if ('stranger' in fit)
    return unwritable('MessageNotEncodedProperly', `the GSM 7-bit alphabet does not have "${fit.stranger}"`);
  const headerSeptets = septetsOfHeader(header.length);
  const body = packSeptets(fit.septets, headerSeptets * 7 - header.length * 8);
  return fitting({
    alphabet,
    hasHeader: header.length > 0,
    length: headerSeptets + fit.septets.length,
    octets: Uint8Array.of(...header, ...body),
  });
}

/** Eight-bit data. Errors: MessageTooLarge beyond 140 octets. */
export const writeData = (data: Uint8Array, header: Uint8Array = noHeader): SmsWritten<WrittenUserData> =>
  writeOctets(data, 'eightBit', header);

function writeOctets(body: Uint8Array, alphabet: SmsAlphabet, header: Uint8Array): SmsWritten<WrittenUserData> {
  const octets = Uint8Array.of(...header, ...body);
  return fitting({ alphabet, hasHeader: header.length > 0, length: octets.length, octets });
}

const fitting = (data: WrittenUserData): SmsWritten<WrittenUserData> =>
  data.octets.length <= userDataOctets
    ? written(data)
    : unwritable('MessageTooLarge', `the user data has ${data.octets.length} octets; at most ${userDataOctets}`);

/* ---- Reading ---- */

export function readUserData(reader: OctetReader, alphabet: SmsAlphabet, hasHeader: boolean): UserData {
  const lengthAt = reader.at;
  const length = reader.octet('the length of the user data');
  const size = alphabet === 'gsm7Bit' ? octetsOfSeptets(length) : length;
  if (size > userDataOctets) reader.fail(`the user data says ${size} octets; at most ${userDataOctets}`, lengthAt);
  if (size > reader.left)
    reader.fail(`the user data says ${size} octets, ${reader.left} follow`, reader.at + reader.left);

  const start = reader.at;
  const concatenation = hasHeader ? readUserDataHeader(reader, size) : undefined;
  const header = reader.at - start;
  const octets = reader.take(Math.max(0, size - header), 'the user data');
  if (reader.failed) return { text: undefined, octets, concatenation };
  return { text: readText(reader, octets, alphabet, header, length), octets, concatenation };
}

/** The text behind a header of so many octets; undefined for data, and where there is a mistake. */
function readText(
  reader: OctetReader,
  octets: Uint8Array,
  alphabet: SmsAlphabet,
  header: number,
  length: number,
): string | undefined {
  if (alphabet === 'eightBit') return undefined;
  const start = reader.at - octets.length;
  if (alphabet === 'ucs2') {
    const read = fromUcs2(octets);
    if ('text' in read) return read.text;
    reader.fail(read.reason, start);
    return undefined;
  }
  const count = length - septetsOfHeader(header);
  if (count < 0) {
    reader.fail(`the user data has ${length} septets, fewer than its header`, start);
    return undefined;
  }
  const fillBits = septetsOfHeader(header) * 7 - header * 8;
  if (octets.length > 0 && !spareBitsAreEmpty(octets, fillBits + count * 7))
    reader.fail('bits stand behind the last character', reader.at - 1);
  const text = fromSeptets(unpackSeptets(octets, count, fillBits));
  if (text === undefined) reader.fail('the text ends within an escape pair', reader.at - 1);
  return text;
}

/** Septets that a header takes, with the fill bits behind it. */
export const septetsOfHeader = (octets: number): number => Math.ceil((octets * 8) / 7);
