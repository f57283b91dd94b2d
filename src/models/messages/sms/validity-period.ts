/**
 * TP-Validity-Period: how long the message centre keeps trying.
 *
 * Relative, one octet: steps of 5 minutes to 12 hours, half hours to a day, days to 30, weeks to 63. Absolute: a time stamp.
 * Source: 3GPP TS 23.040, 9.2.3.12.
 */
import { days, hours, type Microseconds, microseconds, minutes } from '../../../sim/index.ts';
import type { OctetReader } from './octet-reader.ts';
import { readTimeStamp, type ServiceCentreTimeStamp } from './service-centre-time-stamp.ts';

export type ValidityPeriod =
  | { kind: 'relative'; period: Microseconds }
  | { kind: 'absolute'; until: ServiceCentreTimeStamp };

/** The period that an octet stands for. */
export function relativeValidity(octet: number): Microseconds {
  if (octet <= 143) return minutes((octet + 1) * 5);
  if (octet <= 167) return microseconds(hours(12) + minutes((octet - 143) * 30));
  if (octet <= 196) return days(octet - 166);
  return days((octet - 192) * 7);
}

/** The octet of the shortest period that is not shorter than the wanted one; 63 weeks at most. */
export function relativeValidityOctet(wanted: Microseconds): number {
  for (let octet = 0; octet < 255; octet += 1) if (relativeValidity(octet) >= wanted) return octet;
  return 255;
}

/** Bits 4 and 3 of the first octet of an SMS-SUBMIT: none, enhanced, relative, absolute. */
export function readValidityPeriod(reader: OctetReader, firstOctet: number): ValidityPeriod | undefined {
  switch ((firstOctet >> 3) & 0x03) {
    case 0:
      return undefined;
    case 2:
      return { kind: 'relative', period: relativeValidity(reader.octet('the validity period')) };
    case 3:
      return { kind: 'absolute', until: readTimeStamp(reader, 'the validity period') };
    default:
      reader.fail('the validity period is in the enhanced format, which is not read');
      return undefined;
  }
}
