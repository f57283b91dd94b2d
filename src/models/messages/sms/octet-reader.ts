/**
 * Reads the octets of a PDU one after the other and never beyond their end.
 *
 * The first mistake is kept with its place; after it every octet reads as zero, so that a reader's code runs straight
 * through and asks once, in `end`, whether what it read is true.
 */

/** What reading a PDU gives: the value, or the octet (from 0) at which it is wrong and why. */
export type PduRead<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly at: number; readonly reason: string };

export class OctetReader {
  /** Octets read so far: the place of the next. */
  at = 0;
  readonly #octets: Uint8Array;
  #mistake: { at: number; reason: string } | undefined;

  constructor(hex: string) {
    const digits = /^[0-9a-f]*/i.exec(hex)![0].length;
    if (digits < hex.length) this.fail('expected two hexadecimal digits an octet', digits >> 1);
    else if (digits % 2 === 1) this.fail('the last octet has one hexadecimal digit only', digits >> 1);
    this.#octets = Uint8Array.from({ length: digits >> 1 }, (_, at) =>
      Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16),
    );
  }

  get failed(): boolean {
    return this.#mistake !== undefined;
  }

  /** Octets that are still to be read. */
  get left(): number {
    return this.#octets.length - this.at;
  }

  /** The next octet; `what` names it where the PDU ends too soon. */
  octet(what: string): number {
    return this.take(1, what)[0];
  }

  /** The next octets, as many as asked for. */
  take(count: number, what: string): Uint8Array {
    if (count > this.left) this.fail(`the PDU ends within ${what}`, this.#octets.length);
    if (this.failed) return new Uint8Array(count);
    this.at += count;
    return this.#octets.subarray(this.at - count, this.at);
  }

  /** Keeps the first mistake; later ones only follow from it. */
  fail(reason: string, at = this.at): void {
    this.#mistake ??= { at, reason };
  }

  /** The end of the PDU: the value when everything was right and nothing is left over. */
  end<Value>(value: Value): PduRead<Value> {
    if (this.left > 0) this.fail(`the PDU goes on behind its end (${this.left} more)`);
    return this.#mistake === undefined ? { ok: true, value } : { ok: false, ...this.#mistake };
  }
}

/** Octets as hexadecimal digits, capitals. */
export const toHex = (...parts: readonly (number | Uint8Array)[]): string =>
  parts
    .flatMap(part => (typeof part === 'number' ? [part] : [...part]))
    .map(octet => octet.toString(16).padStart(2, '0').toUpperCase())
    .join('');
