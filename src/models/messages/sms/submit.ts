/**
 * SMS-SUBMIT: a message on its way from a device to the message centre.
 *
 *     00 11 00 0B916407281553F8 00 00 AA 0A E8329BFD4697D9EC37
 *     │  │  │  recipient        │  │  │  │  user data
 *     │  │  message reference PID DCS │  UDL
 *     │  first octet                  validity period
 *     no message centre: that of the SIM
 *
 * Source: 3GPP TS 23.040, 9.2.2.2.
 */
import type { Microseconds } from '../../../sim/index.ts';
import { type DataCodingScheme, writeDataCodingScheme } from './data-coding-scheme.ts';
import { readCoding, readFirstOctet } from './deliver.ts';
import { OctetReader, type PduRead, toHex } from './octet-reader.ts';
import { readAddress, readServiceCentre, type SmsAddress, writeAddress, writeServiceCentre } from './sms-address.ts';
import { type SmsWritten, written } from './sms-modem-error.ts';
import { readUserData, type UserData, type WrittenUserData } from './user-data.ts';
import { readValidityPeriod, relativeValidityOctet, type ValidityPeriod } from './validity-period.ts';

interface SubmitMarks {
  serviceCentre: SmsAddress | undefined;
  /** TP-Message-Reference, 0 to 255: the status report repeats it. */
  messageReference: number;
  protocolIdentifier: number;
  rejectDuplicates: boolean;
  requestStatusReport: boolean;
  replyPath: boolean;
}

export interface SmsSubmit extends SubmitMarks, UserData {
  recipient: SmsAddress;
  coding: DataCodingScheme;
  validity: ValidityPeriod | undefined;
}

/** What to write: fields that are left out are those of a plain message. The alphabet is that of the user data. */
export interface SubmitToWrite extends Partial<SubmitMarks> {
  recipient: SmsAddress;
  coding?: Partial<Omit<DataCodingScheme, 'alphabet'>>;
  /** How long the message centre should try; without it as long as it likes. */
  validity?: Microseconds;
  userData: WrittenUserData;
}

const messageType = 1;

/** Hexadecimal digits, the message centre first. Errors: InvalidSmscAddress, MessageNotEncodedProperly (recipient). */
export function encodeSubmit(message: SubmitToWrite): SmsWritten<string> {
  const centre = writeServiceCentre(message.serviceCentre);
  if (!centre.ok) return centre;
  const recipient = writeAddress(message.recipient);
  if (!recipient.ok) return recipient;
  const { userData, validity } = message;
  const first =
    messageType |
    (message.rejectDuplicates ? 0x04 : 0) |
    (validity === undefined ? 0 : 0x10) |
    (message.requestStatusReport ? 0x20 : 0) |
    (userData.hasHeader ? 0x40 : 0) |
    (message.replyPath ? 0x80 : 0);
  const reference = (message.messageReference ?? 0) & 0xff;
  const identifier = message.protocolIdentifier ?? 0;
  const coding = writeDataCodingScheme({ messageClass: undefined, ...message.coding, alphabet: userData.alphabet });
  const period = Uint8Array.from(validity === undefined ? [] : [relativeValidityOctet(validity)]);
  return written(
    toHex(
      centre.value,
      first,
      reference,
      recipient.value,
      identifier,
      coding,
      period,
      userData.length,
      userData.octets,
    ),
  );
}

/** Reads hexadecimal digits, the message centre first. */
export function decodeSubmit(hex: string): PduRead<SmsSubmit> {
  const reader = new OctetReader(hex);
  const serviceCentre = readServiceCentre(reader);
  const first = readFirstOctet(reader, messageType);
  const messageReference = reader.octet('the message reference');
  const recipient = readAddress(reader, 'the address of the recipient');
  const protocolIdentifier = reader.octet('the protocol identifier');
  const coding = readCoding(reader);
  const validity = readValidityPeriod(reader, first);
  const userData = readUserData(reader, coding.alphabet, (first & 0x40) !== 0);
  return reader.end({
    serviceCentre,
    recipient,
    messageReference,
    protocolIdentifier,
    coding,
    validity,
    rejectDuplicates: (first & 0x04) !== 0,
    requestStatusReport: (first & 0x20) !== 0,
    replyPath: (first & 0x80) !== 0,
    ...userData,
  });
}
