/**
 * Inspection is one more view: an inspected record is handed to its handlers through setters that also log what they
 * change, as immer patches with their inverses, each with its time and the event that caused it. A first snapshot and
 * `applyPatches` are time travel. Recording changes nothing: a run has the same fingerprint with and without it.
 */
import { applyPatches, enablePatches, type Patch } from 'immer';
import type { Microseconds } from './units.ts';

enablePatches();

export type { Patch };

/** One assignment to a field of the inspected record. */
export interface Change {
  time: Microseconds;
  /** The operation during which the record was changed. */
  cause: string;
  patch: Patch;
  inverse: Patch;
}

/** A plain value as it is now: what a handler does to an object later must not reach what has been noted. */
export const copyOf = <T>(value: T): T =>
  typeof value === 'object' && value !== null ? structuredClone(value) : value;

/** What happened to one record since its inspection began. */
export class Recording {
  readonly initial: object;
  readonly changes: Change[] = [];
  private readonly context: () => { time: Microseconds; cause: string };

  constructor(initial: object, context: () => { time: Microseconds; cause: string }) {
    this.initial = Object.freeze({ ...initial });
    this.context = context;
  }

  note(field: string, before: unknown, after: unknown): void {
    this.changes.push({
      ...this.context(),
      patch: { op: 'replace', path: [field], value: copyOf(after) },
      inverse: { op: 'replace', path: [field], value: copyOf(before) },
    });
  }

  /** The record as it was when everything up to and including `time` had happened. */
  at(time: Microseconds): object {
    const patches = this.changes.filter(change => change.time <= time).map(change => change.patch);
    return applyPatches(this.initial, patches);
  }

  /** The record as it was before the last `steps` changes, starting from `latest`. */
  back(latest: object, steps: number): object {
    const inverses = this.changes
      .slice(Math.max(0, this.changes.length - steps))
      .reverse()
      .map(change => change.inverse);
    return applyPatches(latest, inverses);
  }
}

/** A record-shaped view of the given fields whose setters log into `recording`. */
export function recordingView<R extends object>(fields: readonly string[], record: () => R, recording: Recording): R {
  const view = {};
  for (const name of fields) {
    Object.defineProperty(view, name, {
      enumerable: true,
      get: () => (record() as Record<string, unknown>)[name],
      set: (after: unknown) => {
        const target = record() as Record<string, unknown>;
        const before = target[name];
        target[name] = after;
        if (!Object.is(before, target[name])) recording.note(name, before, target[name]);
      },
    });
  }
  return view as R;
}
