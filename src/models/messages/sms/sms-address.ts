/**
 * Addresses in a PDU: who sent it, who gets it, which message centre carries it.
 *
 *     +31641600986    0B 91 13 46 61 00 89 F6      digits, type and plan, then two digits an octet, the first in the low
 *     FONIC           09 D0 C6 A7 33 39 04         half; a name is GSM 7-bit, its length still counted in half octets
 *
 * The message centre counts octets instead of digits, with the octet of type and plan.
 * Source: 3GPP TS 23.040, 9.1.2.5; 3GPP TS 24.011, 8.2.5.1.
 */
import { fromSeptets, toSeptets } from './gsm-alphabet.ts';
import type { OctetReader } from './octet-reader.ts';
import { packSeptets, spareBitsAreEmpty, unpackSeptets } from './septet-packing.ts';
import { type SmsModemErrorCode, type SmsWritten, unwritable, written } from './sms-modem-error.ts';

/** Type of number; the place of each is its number. */
const numberTypes = [
  'unknown',
  'international',
  'national',
  'networkSpecific',
  'subscriber',
  'alphanumeric',
  'abbreviated',
  'reserved',
] as const;

export interface SmsAddress {
  type: (typeof numberTypes)[number];
  /** Numbering plan, 0 to 15: 1 is the telephone network (E.164), 0 belongs to names. */
  plan: number;
  /** As people read it: `+31641600986`, `50131`, `FONIC`. */
  text: string;
}

/** Half octets and what they say; the last, F, fills up an odd number of digits. */
const digits = '0123456789*#abc';
const filler = 0x0f;

/** TS 23.040, 9.1.2.5: an address has at most 10 octets of value. */
const longestValue = 10;
const longestName = 11;
const longestNumber = 20;

/** The address as people write it: with a plus international, other digits as they are, anything else a name. */
export function smsAddress(text: string): SmsAddress {
  if (/^\+\d+$/.test(text)) return { type: 'international', plan: 1, text };
  if (/^[0-9*#]+$/.test(text)) return { type: 'unknown', plan: 1, text };
  return { type: 'alphanumeric', plan: 0, text };
}

/* ---- Reading ---- */

export function readAddress(reader: OctetReader, what: string): SmsAddress {
  const start = reader.at;
  const length = reader.octet(what);
  const { type, plan } = readKind(reader, what);
  if (length > longestValue * 2) reader.fail(`${what} says ${length} half octets; at most ${longestValue * 2}`, start);
  const value = reader.take(Math.min(Math.ceil(length / 2), longestValue), what);
  if (reader.failed) return { type, plan, text: '' };
  if (type === 'alphanumeric') return { type, plan, text: readName(reader, value, length, what) };
  return { type, plan, text: readDigits(reader, value, length, type, what) };
}

/** The message centre in front of a PDU; undefined when it is left to the device. */
export function readServiceCentre(reader: OctetReader): SmsAddress | undefined {
  const what = 'the address of the message centre';
  const start = reader.at;
  const length = reader.octet(what);
  if (length === 0) return undefined;
  if (length > longestValue + 1) reader.fail(`${what} says ${length} octets; at most ${longestValue + 1}`, start);
  const { type, plan } = readKind(reader, what);
  if (type === 'alphanumeric') reader.fail(`${what} is a name`, start + 1);
  const value = reader.take(Math.min(length - 1, longestValue), what);
  if (reader.failed) return undefined;
  const odd = value.length > 0 && value[value.length - 1] >> 4 === filler;
  return { type, plan, text: readDigits(reader, value, value.length * 2 - (odd ? 1 : 0), type, what) };
}

function readKind(reader: OctetReader, what: string): Pick<SmsAddress, 'type' | 'plan'> {
  const octet = reader.octet(what);
  if ((octet & 0x80) === 0) reader.fail(`the type of ${what} lacks its first bit`, reader.at - 1);
  return { type: numberTypes[(octet >> 4) & 0x07], plan: octet & 0x0f };
}

function readDigits(reader: OctetReader, value: Uint8Array, count: number, type: SmsAddress['type'], what: string) {
  const halves = [...value].flatMap(octet => [octet & 0x0f, octet >> 4]);
  const start = reader.at - value.length;
  const wrong = halves.findIndex((half, at) => (at < count ? half === filler : half !== filler));
  if (wrong >= 0) {
    reader.fail(
      `${what} has ${wrong < count ? 'a filler among its digits' : 'a digit behind its last'}`,
      start + (wrong >> 1),
    );
    return '';
  }
  const text = halves.slice(0, count).map(half => digits[half]);
  return (type === 'international' && count > 0 ? '+' : '') + text.join('');
}

function readName(reader: OctetReader, value: Uint8Array, halves: number, what: string): string {
  const count = Math.floor((halves * 4) / 7);
  const text = fromSeptets(unpackSeptets(value, count));
  if (text === undefined) reader.fail(`${what} ends within an escape pair`, reader.at - 1);
  if (value.length * 8 - count * 7 > 7 || !spareBitsAreEmpty(value, count * 7))
    reader.fail(`${what} has bits behind its last character`, reader.at - 1);
  return text ?? '';
}

/* ---- Writing ---- */

/** Errors: MessageNotEncodedProperly for what is neither a number of 1 to 20 digits nor a name of 1 to 11 septets. */
export function writeAddress({ type, plan, text }: SmsAddress): SmsWritten<Uint8Array> {
  const kind = writeKind(type, plan);
  if (type !== 'alphanumeric') {
    const value = writeDigits(text, type, 'MessageNotEncodedProperly');
    return value.ok ? written(Uint8Array.of(value.value.count, kind, ...value.value.octets)) : value;
  }
  const name = toSeptets(text);
  if ('stranger' in name)
    return unwritable(
      'MessageNotEncodedProperly',
      `the GSM 7-bit alphabet does not have the "${name.stranger}" of "${text}"`,
    );
  const { length } = name.septets;
  if (length === 0 || length > longestName)
    return unwritable('MessageNotEncodedProperly', `"${text}" has ${length} septets; a name has 1 to ${longestName}`);
  return written(Uint8Array.of(Math.ceil((length * 7) / 4), kind, ...packSeptets(name.septets)));
}

/** Errors: InvalidSmscAddress for what is not a number of 1 to 20 digits. */
export function writeServiceCentre(centre: SmsAddress | undefined): SmsWritten<Uint8Array> {
  if (centre === undefined) return written(Uint8Array.of(0));
  if (centre.type === 'alphanumeric') return unwritable('InvalidSmscAddress', `"${centre.text}" is not a number`);
  const value = writeDigits(centre.text, centre.type, 'InvalidSmscAddress');
  if (!value.ok) return value;
  const { octets } = value.value;
  return written(Uint8Array.of(octets.length + 1, writeKind(centre.type, centre.plan), ...octets));
}

const writeKind = (type: SmsAddress['type'], plan: number): number =>
  0x80 | (numberTypes.indexOf(type) << 4) | (plan & 0x0f);

function writeDigits(
  text: string,
  type: SmsAddress['type'],
  error: SmsModemErrorCode,
): SmsWritten<{ count: number; octets: number[] }> {
  const own = type === 'international' ? text.replace(/^\+/, '') : text;
  const halves = [...own].map(digit => digits.indexOf(digit));
  if (halves.length === 0 || halves.length > longestNumber || halves.includes(-1))
    return unwritable(error, `"${text}" is not a number of 1 to ${longestNumber} digits`);
  const octets: number[] = [];
  for (let at = 0; at < halves.length; at += 2) octets.push(halves[at] | ((halves[at + 1] ?? filler) << 4));
  return written({ count: halves.length, octets });
}
