/**
 * Several records of one kind for each device: the clients of its shared connection, its special contexts, its apps. Devices of
 * a group have the same number of them, and the groups follow one another, so the number of a record says whose it is.
 *
 *     group of 3 devices, 2 each     |0 1|2 3|4 5|        group of 2 devices, 3 each     |6 7 8|9 10 11|
 */

/** Devices `first` to `first + count - 1` have `each` records of their own. */
export interface Stretch {
  readonly first: number;
  readonly count: number;
  readonly each: number;
}

export class SeveralEach {
  readonly count: number;
  private readonly stretches: readonly (Stretch & { readonly from: number })[];

  constructor(stretches: readonly Stretch[]) {
    let from = 0;
    this.stretches = stretches.map(stretch => {
      const placed = { ...stretch, from };
      from += stretch.count * stretch.each;
      return placed;
    });
    this.count = from;
  }

  /** How many the device has. */
  each(device: number): number {
    return this.stretches[this.stretchOf(device)]?.each ?? 0;
  }

  /** The number of the nth record of the device, from 0. */
  of(device: number, nth: number): number {
    const { first, each, from } = this.stretches[this.stretchOf(device)]!;
    return from + (device - first) * each + nth;
  }

  /** The numbers of all records of the device. */
  all(device: number): readonly number[] {
    return Array.from({ length: this.each(device) }, (_, nth) => this.of(device, nth));
  }

  /** Whose record it is, and which of theirs. */
  whose(number: number): { device: number; nth: number } {
    let at = this.stretches.length - 1;
    while (at > 0 && (this.stretches[at]!.from > number || this.stretches[at]!.each === 0)) at -= 1;
    const { first, each, from } = this.stretches[at]!;
    const place = number - from;
    return { device: first + Math.floor(place / each), nth: place % each };
  }

  private stretchOf(device: number): number {
    let at = this.stretches.length - 1;
    while (at > 0 && this.stretches[at]!.first > device) at -= 1;
    return at;
  }
}
