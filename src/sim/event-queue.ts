/**
 * The pending-event set: what happens next, and in which order. One small interface with two implementations, the plain
 * heap below (for comparison, and for a handful of events) and the ladder in `ladder-queue.ts` (for millions).
 *
 * An entry is three plain numbers, 16 bytes in parallel typed arrays: time (f64, whole microseconds), code (u32: the
 * operation in the upper 12 bits, a generation in the lower 20) and subject (i32). Entries leave in order of time; equal times leave in the
 * order in which they came.
 *
 * HOT: times travel through `time`, a Float64Array, because a double that is passed to a function the compiler does not
 * inline is boxed: 14 bytes of garbage per event.
 */
export interface EventQueue {
  /** `[0]` is the time of the entry going in (before `push`) or just come out (after `pop`); `[1]` is the horizon. */
  readonly time: Float64Array;
  /** Code of the entry that `pop` took out. */
  readonly code: number;
  /** Subject of the entry that `pop` took out. */
  readonly subject: number;
  /** Entries waiting, dead ones included. */
  readonly size: number;

  /**
   * Told of entries a little before they come out, in no promised order, by a queue that knows them: so that memory they
   * are about can be brought near. Changes nothing.
   */
  foresee?: ((code: number, subject: number) => void) | undefined;

  /** Adds an entry at `time[0]`, a whole number not before the last popped time. */
  push(code: number, subject: number): void;

  /** Takes out the first entry whose time is at most the horizon `time[1]`; false, and nothing taken, if there is none. */
  pop(): boolean;

  /** Drops every entry that `isLive` disowns, keeping the order of the others. Answers how many were dropped. */
  compact(isLive: (code: number, subject: number) => boolean): number;

  /** Makes room for so many entries at once: growing step by step copies them, and for a moment holds them twice. */
  reserve?(entries: number): void;

  /** Every waiting entry, in no promised order: for inspection and tests. */
  forEach(visit: (time: number, code: number, subject: number) => void): void;
}
