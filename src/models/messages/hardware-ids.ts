/**
 * Hardware IDs: what the Mobile Broadband Service makes of the values it reads from a SIM or a CDMA modem, so that WMIS
 * and the COSA database can find the operator. One for each value, as `MBAE:0:` and a hash.
 *
 *     IMSI  999010000000042  ── without the last two digits ─▶ GSM-IMSI|9990100000000  ── hash ─▶ MBAE:0:5C1F…
 *
 * ICCID and IMSI lose their last two digits first, so that a block of 100 cards has one hardware ID; that is why the ranges
 * operators publish begin with 00 and end with 99.
 *
 * Source: Microsoft Learn, "HardwareID", "Delivering experiences for MVNOs".
 * Assumption: the hash is unpublished; ours is the SHA-256 of kind and value, in capitals. Any other function that keeps
 * different values apart would give the same matches.
 */
import { createHash } from 'node:crypto';

export type HardwareIdKind = 'GSM-NAME' | 'GSM-ICCID' | 'GSM-IMSI' | 'CDMA-SID' | 'CDMA-NAME';

/** What can be read from a device that is ready. A device that knows both families is a GSM one. */
export type SubscriberValues =
  | { technology: 'gsm'; homeProviderName: string; iccid: string; imsi: string }
  | { technology: 'cdma'; sid: string; providerName: string };

/** At most 207 characters of `A`–`Z`, `0`–`9` and the colon. */
export function hardwareId(kind: HardwareIdKind, value: string): string {
  const text = `${kind}|${value}`;
  let id = lately.get(text);
  if (id === undefined) {
    id = `MBAE:0:${createHash('sha256').update(text, 'utf8').digest('hex').toUpperCase()}`;
    if (lately.size >= latelyMost) lately.clear();
    lately.set(text, id);
  }
  return id;
}

/** Hardware IDs made of late, by what they are of: names are the same for everybody, blocks for a hundred cards. */
const lately = new Map<string, string>();
const latelyMost = 4096;

/** The block of 100 that an ICCID or IMSI belongs to. */
const block = (digits: string): string => digits.slice(0, -2);

/**
 * The hardware IDs of a subscriber in the order in which they are looked up; the first that is known decides. Names are
 * compared with their case.
 *
 * Source: Microsoft Learn, "Delivering experiences for MVNOs".
 */
export function hardwareIds(values: SubscriberValues): readonly string[] {
  if (values.technology === 'gsm')
    return [
      hardwareId('GSM-NAME', values.homeProviderName),
      hardwareId('GSM-ICCID', block(values.iccid)),
      hardwareId('GSM-IMSI', block(values.imsi)),
    ];
  return [hardwareId('CDMA-SID', values.sid), hardwareId('CDMA-NAME', values.providerName)];
}
