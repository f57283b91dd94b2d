/**
 * A text as one message, or as the parts of a long one.
 *
 *     alone        160 septets     70 UCS-2 units
 *     as a part    153             67               the other 6 octets say which part of which message it is
 *
 * A character of two septets or two units goes to the next part as a whole, so a part may be one short.
 * Source: 3GPP TS 23.040, 9.2.3.24.1; Microsoft Learn, "Windows automatically segments long messages".
 */
import { alphabetFor, type SmsEncoding, type TextAlphabet, unitsOf } from './sms-encoding.ts';
import { type SmsWritten, unwritable, written } from './sms-modem-error.ts';
import { septetsOfHeader, userDataOctets, type WrittenUserData, writeText } from './user-data.ts';
import { type Concatenation, concatenationOctets, writeConcatenation } from './user-data-header.ts';

/** One message of at most 140 octets. */
export interface SmsSegment {
  /** The part of the text that it carries. */
  text: string;
  /** Undefined for a text that fits into one message. */
  concatenation: Concatenation | undefined;
  /** What stands in the PDU; its `octets.length` is what goes over the air. */
  userData: WrittenUserData;
}

/** Parts of one message that Windows sends. */
const segmentsSentMax = 10;
/** Parts that the header can count. */
export const segmentsMax = 255;

/** Septets that 140 octets hold. */
const septetsAlone = Math.floor((userDataOctets * 8) / 7);

/** Septets or 16-bit units of text in one message. */
export function segmentCapacity(alphabet: TextAlphabet, concatenated: boolean): number {
  const header = concatenated ? concatenationOctets : 0;
  if (alphabet === 'ucs2') return (userDataOctets - header) >> 1;
  return septetsAlone - septetsOfHeader(header);
}

/**
 * Cuts a text into messages; an empty text is one empty message.
 *
 * @param encoding   what an app asks for; Optimal without
 * @param reference  number of the message; its low 8 bits are used, and only when there is more than one part
 * @param most       parts at most: 10 as Windows sends, up to 255 (`segmentsMax`) for others
 *
 * Errors: MessageNotEncodedProperly, MessageTooLarge.
 */
export function segmentsOf(
  text: string,
  { encoding, reference, most = segmentsSentMax }: { encoding?: SmsEncoding; reference: number; most?: number },
): SmsWritten<readonly SmsSegment[]> {
  const alphabet = alphabetFor(text, encoding);
  if (!alphabet.ok) return alphabet;
  const parts = textParts(text, alphabet.value);
  const limit = Math.min(most, segmentsMax);
  if (parts.length > limit)
    return unwritable('MessageTooLarge', `the text takes ${parts.length} messages; at most ${limit} are sent`);
  const segments: SmsSegment[] = [];
  for (const [index, part] of parts.entries()) {
    const concatenation: Concatenation | undefined =
      parts.length === 1
        ? undefined
        : { reference: reference & 0xff, referenceBits: 8, total: parts.length, part: index + 1 };
    const userData = writeText(part, alphabet.value, concatenation && writeConcatenation(concatenation));
    if (!userData.ok) return userData;
    segments.push({ text: part, concatenation, userData: userData.value });
  }
  return written(segments);
}

/** The text of each message: all of it where it fits into one, else as much as each part holds. */
function textParts(text: string, alphabet: TextAlphabet): string[] {
  const alone = cut(text, alphabet, segmentCapacity(alphabet, false));
  return alone.length === 1 ? alone : cut(text, alphabet, segmentCapacity(alphabet, true));
}

/** Cuts a text into pieces of so many units, never within a character; at least one piece. */
export function cut(text: string, alphabet: TextAlphabet, capacity: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  let used = 0;
  for (const character of text) {
    const units = unitsOf(character, alphabet);
    if (used + units > capacity) {
      pieces.push(piece);
      piece = '';
      used = 0;
    }
    piece += character;
    used += units;
  }
  return [...pieces, piece];
}
