/**
 * The user data header: elements in front of the text, of which the part number of a long message matters here.
 *
 *     05 00 03 2A 02 01          length of the header; element 00 of 3 octets: reference 2A, 2 parts, this is the first
 *     06 08 04 01 2A 02 01       the same with a reference of 16 bits; read, never written
 *
 * Source: 3GPP TS 23.040, 9.2.3.24, 9.2.3.24.1, 9.2.3.24.8.
 */
import type { OctetReader } from './octet-reader.ts';

/** Which part of which message. */
export interface Concatenation {
  /** Given by the sender; the same in all parts. */
  reference: number;
  referenceBits: 8 | 16;
  /** Parts in all, 1 to 255. */
  total: number;
  /** This part, 1 to `total`. */
  part: number;
}

const shortReference = 0x00;
const longReference = 0x08;

/** They put another alphabet in place of the default one; a text read without them would be wrong. */
const nationalLanguageTables: readonly number[] = [0x24, 0x25];

/** Octets of the header that `writeConcatenation` writes. */
export const concatenationOctets = 6;

/** Writes the header of one part with a reference of 8 bits. */
export const writeConcatenation = ({ reference, total, part }: Omit<Concatenation, 'referenceBits'>): Uint8Array =>
  Uint8Array.of(concatenationOctets - 1, shortReference, 3, reference & 0xff, total, part);

/**
 * Reads the header; elements that do not concern a text are skipped, and of repeated ones the last counts.
 *
 * The standard lets a phone overlook an impossible part number. A part of a text would then pass for the whole, so here it
 * is a mistake.
 *
 * @param room  octets of user data
 */
export function readUserDataHeader(reader: OctetReader, room: number): Concatenation | undefined {
  const start = reader.at;
  const length = room === 0 ? 0 : reader.octet('the user data header');
  if (length + 1 > room) reader.fail(`the user data header has ${length + 1} octets, its user data ${room}`, start);
  const end = start + 1 + length;
  let concatenation: Concatenation | undefined;
  while (!reader.failed && reader.at < end) {
    const at = reader.at;
    const identifier = reader.octet('the user data header');
    // Without room for its length an element runs beyond the end, too.
    const size = reader.at < end ? reader.octet('the user data header') : Number.POSITIVE_INFINITY;
    if (reader.at + size > end) {
      reader.fail(`element ${identifier} of the user data header runs beyond its end`, at);
      return undefined;
    }
    const data = reader.take(size, 'the user data header');
    if (nationalLanguageTables.includes(identifier))
      reader.fail('the text uses a national language table, which is not read', at);
    if (identifier === shortReference || identifier === longReference)
      concatenation = readConcatenation(reader, data, identifier, at);
  }
  return concatenation;
}

function readConcatenation(reader: OctetReader, data: Uint8Array, identifier: number, at: number): Concatenation {
  const long = identifier === longReference;
  if (data.length !== (long ? 4 : 3))
    reader.fail(`the part number of a long message has ${data.length} octets`, at + 1);
  const [total = 0, part = 0] = data.subarray(long ? 2 : 1);
  if (part === 0 || part > total) reader.fail(`part ${part} of ${total} cannot be`, at);
  return {
    reference: long ? (data[0] << 8) | data[1] : data[0],
    referenceBits: long ? 16 : 8,
    total,
    part,
  };
}
