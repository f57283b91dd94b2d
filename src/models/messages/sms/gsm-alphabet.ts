/**
 * The GSM 7-bit default alphabet: 127 characters of one septet, ten more of two, and nothing else.
 *
 *     "€"  ──▶  1B 65          escape, then the place in the extension table
 *     "@"  ──▶  00
 *
 * Source: 3GPP TS 23.038, 6.2.1 and 6.2.1.1.
 */

/** A number of 7 bits. */
export type Septet = number;

const escapeCode: Septet = 0x1b;
export const carriageReturn: Septet = 0x0d;

/** The place of each character is its septet; the escape has a place and is no character. */
const basicTable = [
  ...'@£$¥èéùìòÇ\nØø\rÅå',
  ...'Δ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ',
  ...' !"#¤%&\'()*+,-./',
  ...'0123456789:;<=>?',
  ...'¡ABCDEFGHIJKLMNO',
  ...'PQRSTUVWXYZÄÖÑÜ§',
  ...'¿abcdefghijklmno',
  ...'pqrstuvwxyzäöñüà',
];

const extensionTable: ReadonlyMap<Septet, string> = new Map([
  [0x0a, '\f'],
  [0x14, '^'],
  [0x28, '{'],
  [0x29, '}'],
  [0x2f, '\\'],
  [0x3c, '['],
  [0x3d, '~'],
  [0x3e, ']'],
  [0x40, '|'],
  [0x65, '€'],
]);

const septetsByCharacter: ReadonlyMap<string, readonly Septet[]> = new Map<string, readonly Septet[]>([
  ...basicTable
    .map((character, septet) => [character, [septet]] as const)
    .filter(([, [septet]]) => septet !== escapeCode),
  ...[...extensionTable].map(([septet, character]) => [character, [escapeCode, septet]] as const),
]);

/** Septets of one character: 1, 2, or undefined where the alphabet does not have it. */
export const septetCount = (character: string): number | undefined => septetsByCharacter.get(character)?.length;

/** The septets of a text, or the first character that the alphabet does not have. */
export function toSeptets(text: string): { septets: Septet[] } | { stranger: string } {
  const septets: Septet[] = [];
  for (const character of text) {
    const own = septetsByCharacter.get(character);
    if (own === undefined) return { stranger: character };
    septets.push(...own);
  }
  return { septets };
}

/**
 * The text of septets; undefined when it ends within an escape pair.
 *
 * After an escape, a septet without a place in the extension table is shown as the basic table has it; a second escape,
 * kept for a table that was never defined, is a space. Both as the standard tells a receiver.
 */
export function fromSeptets(septets: readonly Septet[]): string | undefined {
  let text = '';
  for (let at = 0; at < septets.length; at += 1) {
    if (septets[at] !== escapeCode) {
      text += basicTable[septets[at]];
      continue;
    }
    at += 1;
    if (at === septets.length) return undefined;
    text += septets[at] === escapeCode ? ' ' : (extensionTable.get(septets[at]) ?? basicTable[septets[at]]);
  }
  return text;
}
