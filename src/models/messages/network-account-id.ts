/**
 * The network account id, under which Windows knows a subscription on a device: a GUID made of the SHA-256 of the ICCID
 * (GSM) or of the MIN (CDMA), so that it stays the same for as long as the subscription does.
 *
 * Source: Microsoft Learn, "List of mobile broadband Windows Runtime APIs".
 * Assumption: of the 256 bits the first 128 are used; which ones is unpublished.
 */
import { createHash } from 'node:crypto';
import { type Guid, guid } from '../identifiers.ts';

/** @param number  ICCID or MIN, in digits */
export function networkAccountId(number: string): Guid {
  const hash = createHash('sha256').update(number, 'utf8').digest();
  return guid(hash.readUInt32BE(0), hash.readUInt32BE(4), hash.readUInt32BE(8), hash.readUInt32BE(12));
}
