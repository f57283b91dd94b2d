/**
 * Which alphabet a text is sent in: SmsEncoding, as an app asks for it.
 *
 *     Optimal ──▶ GSM 7-bit when every character fits, else UCS-2 for the whole text
 *
 * Source: Microsoft Learn, Windows.Devices.Sms.SmsEncoding; "Windows automatically selects optimal character encoding".
 */
import { septetCount, toSeptets } from './gsm-alphabet.ts';
import { type SmsWritten, unwritable, written } from './sms-modem-error.ts';
import { toUcs2 } from './ucs-2.ts';

/** Numbers of the encodings in Windows that mobile networks of the GSM family have. */
export const smsEncoding = { Optimal: 1, Unicode: 3, GsmSevenBit: 4 } as const;

export type SmsEncoding = keyof typeof smsEncoding;

/** Alphabets of text; messages of eight-bit data have none. */
export type TextAlphabet = 'gsm7Bit' | 'ucs2';

/**
 * The alphabet for a text.
 *
 * Errors: MessageNotEncodedProperly for a character that GsmSevenBit does not have, and for half of a surrogate pair.
 */
export function alphabetFor(text: string, encoding: SmsEncoding = 'Optimal'): SmsWritten<TextAlphabet> {
  const fit = toSeptets(text);
  if ('septets' in fit && encoding !== 'Unicode') return written('gsm7Bit');
  if ('stranger' in fit && encoding === 'GsmSevenBit')
    return unwritable('MessageNotEncodedProperly', `the GSM 7-bit alphabet does not have "${fit.stranger}"`);
  return toUcs2(text) === undefined
    ? unwritable('MessageNotEncodedProperly', 'the text has half of a surrogate pair')
    : written('ucs2');
}

/** Septets or 16-bit units of one character that the alphabet has. */
export const unitsOf = (character: string, alphabet: TextAlphabet): number =>
  alphabet === 'gsm7Bit' ? (septetCount(character) ?? 0) : character.length;
