/** A longer column in the place of one that is full. */

type Column = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

/** `made`, which is the longer, with what `old` holds at its beginning. */
export function larger<T extends Column>(made: T, old: T): T {
  made.set(old);
  return made;
}
