/**
 * TP-Data-Coding-Scheme: one octet that says alphabet, message class, and whether a message is waiting somewhere else.
 *
 *     00 c k aa mm   general: compressed, has a class, alphabet, class        1100, 1101, 1110   message waiting
 *     01 c k aa mm   the same, to be deleted once read                        1111 0 a mm        alphabet and class
 *
 * Reserved values read as the default alphabet without class, as the standard tells a receiver.
 * Source: 3GPP TS 23.038, 4.
 */
import type { TextAlphabet } from './sms-encoding.ts';

export type SmsAlphabet = TextAlphabet | 'eightBit';

/** 0 is shown at once and not stored, 1 is for the device, 2 for the SIM, 3 for other equipment. */
export type MessageClass = 0 | 1 | 2 | 3;

/**
 * SmsMessageClass: the numbers of Windows, which begin with no class.
 *
 * Source: Microsoft Learn, Windows.Devices.Sms.SmsMessageClass.
 */
export const smsMessageClass = { None: 0, Class0: 1, Class1: 2, Class2: 3, Class3: 4 } as const;

export type SmsMessageClass = keyof typeof smsMessageClass;

export const waitingKinds = ['voicemail', 'fax', 'email', 'other'] as const;

/** A light for messages that wait elsewhere goes on or off; the text itself may be thrown away or stored. */
export interface MessageWaiting {
  kind: (typeof waitingKinds)[number];
  active: boolean;
  store: boolean;
}

export interface DataCodingScheme {
  alphabet: SmsAlphabet;
  messageClass: MessageClass | undefined;
  waiting?: MessageWaiting;
  deleteWhenRead?: boolean;
}

const generalAlphabets: readonly SmsAlphabet[] = ['gsm7Bit', 'eightBit', 'ucs2', 'gsm7Bit'];

/** As Windows names the class of a message. */
export const smsClass = ({ messageClass }: DataCodingScheme): SmsMessageClass =>
  messageClass === undefined ? 'None' : `Class${messageClass}`;

/** Reads the octet; undefined for compressed text, which is written down elsewhere (3GPP TS 23.042) and not read here. */
export function readDataCodingScheme(octet: number): DataCodingScheme | undefined {
  const group = octet >> 4;
  const messageClass = (octet & 0x03) as MessageClass;
  if (group < 8) {
    if ((octet & 0x20) !== 0) return undefined;
    const alphabet = generalAlphabets[(octet >> 2) & 0x03];
    return {
      alphabet,
      messageClass: (octet & 0x10) !== 0 ? messageClass : undefined,
      ...(group >= 4 && { deleteWhenRead: true }),
    };
  }
  if (group === 15) return { alphabet: (octet & 0x04) !== 0 ? 'eightBit' : 'gsm7Bit', messageClass };
  if (group < 12) return { alphabet: 'gsm7Bit', messageClass: undefined };
  return {
    alphabet: group === 14 ? 'ucs2' : 'gsm7Bit',
    messageClass: undefined,
    waiting: { kind: waitingKinds[octet & 0x03], active: (octet & 0x08) !== 0, store: group !== 12 },
  };
}

/**
 * Writes the octet, in the general group where it can.
 *
 * A waiting message has no class, is in GSM 7-bit, or stored and in UCS-2; what else is asked for is not said.
 */
export function writeDataCodingScheme({ alphabet, messageClass, waiting, deleteWhenRead }: DataCodingScheme): number {
  if (waiting !== undefined) {
    const group = alphabet === 'ucs2' ? 0xe0 : waiting.store ? 0xd0 : 0xc0;
    return group | (waiting.active ? 0x08 : 0) | waitingKinds.indexOf(waiting.kind);
  }
  const withClass = messageClass === undefined ? 0 : 0x10 | messageClass;
  return (deleteWhenRead ? 0x40 : 0) | withClass | (generalAlphabets.indexOf(alphabet) << 2);
}
