/**
 * UCS-2: 16-bit units, high octet first. A character beyond the first 65,536 (an emoji) is a surrogate pair of two units.
 * Source: 3GPP TS 23.038, 6.2.3.
 */

/** The octets of a text, or undefined when it has half of a surrogate pair. */
export function toUcs2(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (hasHalfOfPair(text)) return undefined;
  const octets = new Uint8Array(text.length * 2);
  for (let at = 0; at < text.length; at += 1) {
    octets[at * 2] = text.charCodeAt(at) >> 8;
    octets[at * 2 + 1] = text.charCodeAt(at) & 0xff;
  }
  return octets;
}

/** The text, or why the octets are none. */
export function fromUcs2(octets: Uint8Array): { text: string } | { reason: string } {
  if (octets.length % 2 !== 0) return { reason: `UCS-2 text has an odd number of octets (${octets.length})` };
  let text = '';
  for (let at = 0; at < octets.length; at += 2) text += String.fromCharCode((octets[at] << 8) | octets[at + 1]);
  return hasHalfOfPair(text) ? { reason: 'UCS-2 text has half of a surrogate pair' } : { text };
}

const hasHalfOfPair = (text: string): boolean => /\p{Surrogate}/u.test(text);
