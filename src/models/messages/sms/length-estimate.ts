/**
 * CalculateLength: what Windows tells a writer about the length of a draft, before anything is sent.
 *
 * It is an estimate: for long texts it counts 142 characters a message where the network carries 153 (segments.ts).
 * Source: Microsoft Learn, "Calculate characters and segments of a draft SMS"; Windows.Devices.Sms.SmsEncodedLength.
 */
import { cut, segmentCapacity } from './segments.ts';
import { alphabetFor, type SmsEncoding, unitsOf } from './sms-encoding.ts';
import { type SmsWritten, written } from './sms-modem-error.ts';

/** What an app shows: the remaining characters are `charactersPerSegment - characterCountLastSegment`. */
export interface SmsEncodedLength {
  segmentCount: number;
  /** Septets or 16-bit units. */
  characterCountLastSegment: number;
  charactersPerSegment: number;
}

/** GSM 7-bit characters that Windows counts in one message of several. */
const estimatedSeptetsOfPart = 142;

/**
 * Errors: MessageNotEncodedProperly.
 *
 * Assumption: the documents give 142 for GSM 7-bit only; UCS-2 is counted as the network does, 67 units a part.
 */
export function calculateLength(text: string, encoding?: SmsEncoding): SmsWritten<SmsEncodedLength> {
  const alphabet = alphabetFor(text, encoding);
  if (!alphabet.ok) return alphabet;
  const alone = segmentCapacity(alphabet.value, false);
  const part = alphabet.value === 'gsm7Bit' ? estimatedSeptetsOfPart : segmentCapacity('ucs2', true);
  const fits = cut(text, alphabet.value, alone).length === 1;
  const pieces = cut(text, alphabet.value, fits ? alone : part);
  const last = pieces[pieces.length - 1];
  return written({
    segmentCount: pieces.length,
    characterCountLastSegment: [...last].reduce((sum, character) => sum + unitsOf(character, alphabet.value), 0),
    charactersPerSegment: fits ? alone : part,
  });
}
