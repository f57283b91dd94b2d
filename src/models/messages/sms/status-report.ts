/**
 * SMS-STATUS-REPORT: what became of a message that a device sent.
 *
 *     0791538375000075 06 18 05810531F1 01908241650040 01908241650040 00
 *     message centre   │  │  recipient  taken          delivered      status
 *                      │  message reference of the SMS-SUBMIT
 *                      first octet
 *
 * Behind the status may stand a parameter indicator and what it names; it is read, never written.
 * Source: 3GPP TS 23.040, 9.2.2.3, 9.2.3.15, 9.2.3.27.
 */
import { readCoding, readFirstOctet } from './deliver.ts';
import { OctetReader, type PduRead, toHex } from './octet-reader.ts';
import { readTimeStamp, type ServiceCentreTimeStamp, writeTimeStamp } from './service-centre-time-stamp.ts';
import { readAddress, readServiceCentre, type SmsAddress, writeAddress, writeServiceCentre } from './sms-address.ts';
import { type SmsWritten, written } from './sms-modem-error.ts';
import { readUserData } from './user-data.ts';

export interface SmsStatusReport {
  serviceCentre: SmsAddress | undefined;
  messageReference: number;
  recipient: SmsAddress;
  /** When the message centre took the message. */
  timeStamp: ServiceCentreTimeStamp;
  /** When it was delivered, or last tried. */
  dischargeTime: ServiceCentreTimeStamp;
  /** TP-Status, 0 to 255; see `statusOutcome`. */
  status: number;
  moreToSend: boolean;
}

export type StatusOutcome = 'delivered' | 'stillTrying' | 'failed' | 'gaveUp' | 'reserved';

/** Status octets in 32s: done, tried again, refused for good, not tried any more. */
export function statusOutcome(status: number): StatusOutcome {
  return (['delivered', 'stillTrying', 'failed', 'gaveUp'] as const)[status >> 5] ?? 'reserved';
}

const messageType = 2;

/** Hexadecimal digits, the message centre first. Errors: InvalidSmscAddress, MessageNotEncodedProperly (recipient). */
export function encodeStatusReport(report: SmsStatusReport): SmsWritten<string> {
  const centre = writeServiceCentre(report.serviceCentre);
  if (!centre.ok) return centre;
  const recipient = writeAddress(report.recipient);
  if (!recipient.ok) return recipient;
  const first = messageType | (report.moreToSend ? 0 : 0x04);
  const times = [writeTimeStamp(report.timeStamp), writeTimeStamp(report.dischargeTime)];
  return written(
    toHex(centre.value, first, report.messageReference & 0xff, recipient.value, ...times, report.status & 0xff),
  );
}

/** Reads hexadecimal digits, the message centre first. */
export function decodeStatusReport(hex: string): PduRead<SmsStatusReport> {
  const reader = new OctetReader(hex);
  const serviceCentre = readServiceCentre(reader);
  const first = readFirstOctet(reader, messageType);
  const messageReference = reader.octet('the message reference');
  const recipient = readAddress(reader, 'the address of the recipient');
  const timeStamp = readTimeStamp(reader, 'the time stamp of the message centre');
  const dischargeTime = readTimeStamp(reader, 'the discharge time');
  const status = reader.octet('the status');
  if (reader.left > 0) readOptionalParameters(reader, (first & 0x40) !== 0);
  return reader.end({
    serviceCentre,
    messageReference,
    recipient,
    timeStamp,
    dischargeTime,
    status,
    moreToSend: (first & 0x04) === 0,
  });
}

/** Nothing in them changes what became of the message, so they are only walked through. */
function readOptionalParameters(reader: OctetReader, hasHeader: boolean): void {
  const indicator = reader.octet('the parameter indicator');
  let extension = indicator;
  while (!reader.failed && (extension & 0x80) !== 0) extension = reader.octet('the parameter indicator');
  if ((indicator & 0x01) !== 0) reader.octet('the protocol identifier');
  const alphabet = (indicator & 0x02) !== 0 ? readCoding(reader).alphabet : 'gsm7Bit';
  if ((indicator & 0x04) !== 0) readUserData(reader, alphabet, hasHeader);
}
