/**
 * SMS-DELIVER: a message on its way from the message centre to a device.
 *
 *     07911326040000F0 04 0B911346610089F6 00 00 20806291731408 0C C8F71D14969741F977FD07
 *     message centre   │  sender           │  │  time           │  user data
 *                      first octet       PID  DCS              UDL
 *
 * Source: 3GPP TS 23.040, 9.2.2.1.
 */
import { type DataCodingScheme, readDataCodingScheme, writeDataCodingScheme } from './data-coding-scheme.ts';
import { OctetReader, type PduRead, toHex } from './octet-reader.ts';
import { readTimeStamp, type ServiceCentreTimeStamp, writeTimeStamp } from './service-centre-time-stamp.ts';
import { readAddress, readServiceCentre, type SmsAddress, writeAddress, writeServiceCentre } from './sms-address.ts';
import { type SmsWritten, written } from './sms-modem-error.ts';
import { readUserData, type UserData, type WrittenUserData } from './user-data.ts';

interface DeliverOrigin {
  sender: SmsAddress;
  /** When the message centre took the message. */
  timeStamp: ServiceCentreTimeStamp;
}

interface DeliverMarks {
  serviceCentre: SmsAddress | undefined;
  /** TP-Protocol-Identifier; 0 is a plain message. */
  protocolIdentifier: number;
  /** More messages wait in the message centre. */
  moreToSend: boolean;
  /** The sender asked for a status report. */
  statusReport: boolean;
  /** The answer may go by the same message centre. */
  replyPath: boolean;
}

export interface SmsDeliver extends DeliverOrigin, DeliverMarks, UserData {
  coding: DataCodingScheme;
}

/** What to write: fields that are left out are those of a plain message. The alphabet is that of the user data. */
export interface DeliverToWrite extends DeliverOrigin, Partial<DeliverMarks> {
  coding?: Partial<Omit<DataCodingScheme, 'alphabet'>>;
  userData: WrittenUserData;
}

const messageType = 0;

/** Hexadecimal digits, the message centre first. Errors: InvalidSmscAddress, MessageNotEncodedProperly (sender). */
export function encodeDeliver(message: DeliverToWrite): SmsWritten<string> {
  const centre = writeServiceCentre(message.serviceCentre);
  if (!centre.ok) return centre;
  const sender = writeAddress(message.sender);
  if (!sender.ok) return sender;
  const { userData } = message;
  const first =
    messageType |
    (message.moreToSend ? 0 : 0x04) |
    (message.statusReport ? 0x20 : 0) |
    (userData.hasHeader ? 0x40 : 0) |
    (message.replyPath ? 0x80 : 0);
  const coding = writeDataCodingScheme({ messageClass: undefined, ...message.coding, alphabet: userData.alphabet });
  const identifier = message.protocolIdentifier ?? 0;
  const time = writeTimeStamp(message.timeStamp);
  return written(toHex(centre.value, first, sender.value, identifier, coding, time, userData.length, userData.octets));
}

/** Reads hexadecimal digits, the message centre first. */
export function decodeDeliver(hex: string): PduRead<SmsDeliver> {
  const reader = new OctetReader(hex);
  const serviceCentre = readServiceCentre(reader);
  const first = readFirstOctet(reader, messageType);
  const sender = readAddress(reader, 'the address of the sender');
  const protocolIdentifier = reader.octet('the protocol identifier');
  const coding = readCoding(reader);
  const timeStamp = readTimeStamp(reader, 'the time stamp of the message centre');
  const userData = readUserData(reader, coding.alphabet, (first & 0x40) !== 0);
  return reader.end({
    serviceCentre,
    sender,
    protocolIdentifier,
    coding,
    timeStamp,
    moreToSend: (first & 0x04) === 0,
    statusReport: (first & 0x20) !== 0,
    replyPath: (first & 0x80) !== 0,
    ...userData,
  });
}

const messageTypes = ['SMS-DELIVER', 'SMS-SUBMIT', 'SMS-STATUS-REPORT', 'a reserved type'];

/** The first octet of a PDU of this type. */
export function readFirstOctet(reader: OctetReader, expected: number): number {
  const first = reader.octet('its first octet');
  if ((first & 0x03) !== expected)
    reader.fail(`the PDU is ${messageTypes[first & 0x03]}, not ${messageTypes[expected]}`, reader.at - 1);
  return first;
}

export function readCoding(reader: OctetReader): DataCodingScheme {
  const coding = readDataCodingScheme(reader.octet('the data coding scheme'));
  if (coding !== undefined) return coding;
  reader.fail('the text is compressed, which is not read', reader.at - 1);
  return { alphabet: 'eightBit', messageClass: undefined };
}
