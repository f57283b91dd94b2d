/**
 * The string of a USSD request or answer: 1 to 160 octets and how they are coded.
 *
 *     *100#    0F  AA 18 0C 36 02           GSM 7-bit, packed
 *     баланс   48  04 31 04 30 04 3B …      UCS-2
 *
 * There is no count of characters, only of octets. Seven bits left over would read as "@", so a carriage return fills them;
 * a text that ends on an octet with a carriage return of its own gets a second one. Whoever reads drops a carriage return
 * that ends on an octet.
 * Source: 3GPP TS 23.038, 5 and 6.1.2.3; Microsoft Learn, "MB USSD operations".
 */
import { type Parsed, parsed, unreadable } from '../identifiers.ts';
import { carriageReturn, fromSeptets, toSeptets } from './sms/gsm-alphabet.ts';
import { packSeptets, spareBitsAreEmpty, unpackSeptets } from './sms/septet-packing.ts';
import { fromUcs2, toUcs2 } from './sms/ucs-2.ts';

/**
 * Octets of one string at most: 182 characters of GSM 7-bit, or 80 of UCS-2.
 *
 * Assumption: the documents name 160 bytes and 184 characters, the standard 182; the bytes decide.
 */
export const ussdOctetsMax = 160;

/** Data coding schemes of cell broadcast, which USSD uses: GSM 7-bit without a language, and UCS-2. */
const ussdCoding = { gsm7Bit: 0x0f, ucs2: 0x48 } as const;

export interface UssdString {
  dataCodingScheme: number;
  octets: Uint8Array;
}

/** GSM 7-bit where every character fits, else UCS-2. Refused: an empty text, more than 160 octets, half a surrogate pair. */
export function encodeUssd(text: string): Parsed<UssdString> {
  const fit = toSeptets(text);
  const octets = 'septets' in fit ? packSeptets(endSafely(fit.septets)) : toUcs2(text);
  if (octets === undefined) return unreadable('the text has half of a surrogate pair');
  const size = refusedSize(octets);
  if (size !== undefined) return unreadable(size);
  return parsed({ dataCodingScheme: 'septets' in fit ? ussdCoding.gsm7Bit : ussdCoding.ucs2, octets });
}

export function decodeUssd({ dataCodingScheme, octets }: UssdString): Parsed<string> {
  const size = refusedSize(octets);
  if (size !== undefined) return unreadable(size);
  if (dataCodingScheme === ussdCoding.ucs2) {
    const read = fromUcs2(octets);
    return 'text' in read ? parsed(read.text) : unreadable(read.reason);
  }
  // The codes 00 to 0F name a language of a GSM 7-bit text.
  if (dataCodingScheme >> 4 !== 0)
    return unreadable(`the data coding scheme ${dataCodingScheme} is not text that is read`);
  const count = Math.floor((octets.length * 8) / 7);
  if (!spareBitsAreEmpty(octets, count * 7)) return unreadable('bits stand behind the last character');
  const septets = unpackSeptets(octets, count);
  const endsOnOctet = count * 7 === octets.length * 8;
  if (endsOnOctet && septets[count - 1] === carriageReturn) septets.pop();
  const text = fromSeptets(septets);
  return text === undefined ? unreadable('the text ends within an escape pair') : parsed(text);
}

function endSafely(septets: readonly number[]): readonly number[] {
  const sevenBitsAreLeft = septets.length % 8 === 7;
  const endsOnOctetWithReturn = septets.length > 0 && septets.length % 8 === 0 && septets.at(-1) === carriageReturn;
  return sevenBitsAreLeft || endsOnOctetWithReturn ? [...septets, carriageReturn] : septets;
}

function refusedSize({ length }: Uint8Array): string | undefined {
  if (length >= 1 && length <= ussdOctetsMax) return undefined;
  return `a USSD string has 1 to ${ussdOctetsMax} octets, this one ${length}`;
}
