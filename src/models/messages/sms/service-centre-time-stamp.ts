/**
 * TP-Service-Centre-Time-Stamp: when the message centre took a message, in its own local time. Seven octets of two digits
 * each, the first in the low half:
 *
 *     99 30 92 51 61 95 80      1999-03-29T15:16:59+02:00
 *     year month day h min s    zone in quarter hours; bit 3 of its octet is the minus
 *
 * Source: 3GPP TS 23.040, 9.2.3.11.
 */
import type { OctetReader } from './octet-reader.ts';

/** A moment as the clock on the wall of the message centre shows it. */
export interface ServiceCentreTimeStamp {
  /** 1990 to 2089. Assumption: two digits from 90 on are of the last century, as the first messages were sent in 1992. */
  year: number;
  /** 1 to 12. */
  month: number;
  /** 1 to 31. */
  day: number;
  hour: number;
  minute: number;
  second: number;
  /** How far local time is ahead of UTC, -79 to 79 quarter hours. */
  quarterHours: number;
}

export function readTimeStamp(reader: OctetReader, what: string): ServiceCentreTimeStamp {
  const start = reader.at;
  const octets = [...reader.take(7, what)];
  const [yy, month, day, hour, minute, second] = octets.map(octet => (octet & 0x0f) * 10 + (octet >> 4));
  const zone = (octets[6] & 0x07) * 10 + (octets[6] >> 4);
  const year = yy + (yy < 90 ? 2000 : 1900);
  const stamp = {
    year,
    month,
    day,
    hour,
    minute,
    second,
    quarterHours: (octets[6] & 0x08) !== 0 && zone > 0 ? -zone : zone,
  };
  const digitsOnly = octets.map((octet, at) => octet >> 4 < 10 && (at === 6 || (octet & 0x0f) < 10));
  const inRange = [
    true,
    month >= 1 && month <= 12,
    day >= 1 && day <= daysOf(year, month),
    hour < 24,
    minute < 60,
    second < 60,
  ];
  const wrong = octets.findIndex((_, at) => !digitsOnly[at] || inRange[at] === false);
  if (wrong >= 0) reader.fail(`${what} has no such ${parts[wrong]}`, start + wrong);
  return stamp;
}

/** Seven octets; the caller gives a moment that exists. */
export function writeTimeStamp(stamp: ServiceCentreTimeStamp): Uint8Array {
  const { year, month, day, hour, minute, second, quarterHours } = stamp;
  const octets = [year % 100, month, day, hour, minute, second, Math.abs(quarterHours)].map(
    n => Math.floor(n / 10) | ((n % 10) << 4),
  );
  if (quarterHours < 0) octets[6] |= 0x08;
  return Uint8Array.from(octets);
}

/** `1999-03-29T15:16:59+02:00`. */
export function formatTimeStamp({
  year,
  month,
  day,
  hour,
  minute,
  second,
  quarterHours,
}: ServiceCentreTimeStamp): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  const zone = Math.abs(quarterHours);
  const offset = `${quarterHours < 0 ? '-' : '+'}${two(Math.floor(zone / 4))}:${two((zone % 4) * 15)}`;
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}${offset}`;
}

const parts = ['year', 'month', 'day', 'hour', 'minute', 'second', 'time zone'];

/** All years divisible by 4 from 1990 to 2089 are leap years. */
function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
