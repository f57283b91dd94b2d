/**
 * Septets in octets, the first in the low bits: eight of them take seven octets.
 *
 *     septets   bbbbbbb aaaaaaa          fill bits stand before the first, so that a text
 *     octets    b·aaaaaaa  ··bbbbbb      that follows a header begins on a septet boundary
 *
 * Source: 3GPP TS 23.038, 6.1.2.1; 3GPP TS 23.040, 9.2.3.24.
 */
import { carriageReturn, type Septet } from './gsm-alphabet.ts';

/** Octets that so many septets take. */
export const octetsOfSeptets = (count: number): number => Math.ceil((count * 7) / 8);

/** Packs septets behind so many fill bits (0 to 6); fill bits and what is left of the last octet are zero. */
export function packSeptets(septets: readonly Septet[], fillBits = 0): Uint8Array<ArrayBuffer> {
  const octets = new Uint8Array(Math.ceil((fillBits + septets.length * 7) / 8));
  septets.forEach((septet, index) => {
    const bit = fillBits + index * 7;
    const shifted = septet << (bit % 8);
    octets[bit >> 3] |= shifted & 0xff;
    if (shifted > 0xff) octets[(bit >> 3) + 1] |= shifted >> 8;
  });
  return octets;
}

/** Reads so many septets behind the fill bits. The octets must hold them. */
export function unpackSeptets(octets: Uint8Array, count: number, fillBits = 0): Septet[] {
  return Array.from({ length: count }, (_, index) => {
    const bit = fillBits + index * 7;
    const pair = octets[bit >> 3] | ((octets[(bit >> 3) + 1] ?? 0) << 8);
    return (pair >> (bit % 8)) & 0x7f;
  });
}

/** Whether the bits behind the used ones (at most 7) are empty: zero, or one carriage return where a septet has room. */
export function spareBitsAreEmpty(octets: Uint8Array, usedBits: number): boolean {
  const spare = octets.length * 8 - usedBits;
  if (spare === 0) return true;
  const value = octets[octets.length - 1] >> (8 - spare);
  return value === 0 || (spare === 7 && value === carriageReturn);
}
