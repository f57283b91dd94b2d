/**
 * What is going on in a network of tiers, as rows of a pool: each row is one step of one call, and knows the row that waits
 * for it.
 *
 *     root ◀── call gateway ◀── visit at the gateway ◀── call api ◀── visit at the api ◀── call billing ◀── ...
 *
 * A row whose caller has given up has no parent any more. HOT: numbers side by side, nothing is allocated per step.
 */
import { larger } from './larger.ts';
import type { Operation, Simulation } from './simulation.ts';

export const none = -1;
const generationMax = 0xfffff;
const roomAtFirst = 16;

export class TierFrames {
  /** What a row is, and what it is at; their users name the numbers. Kind 0 is a vacant row. */
  kind = new Uint8Array(roomAtFirst);
  state = new Uint8Array(roomAtFirst);
  /** Number of the step that the row carries out. */
  step = new Int32Array(roomAtFirst);
  parent = new Int32Array(roomAtFirst);
  child = new Int32Array(roomAtFirst);
  /** Of a root: the job. Of others: how many steps of a sequence are done, or tries have failed. */
  number = new Int32Array(roomAtFirst);
  /** On which path, on whose behalf, which time, and a mark of the submitter's own. */
  path = new Int32Array(roomAtFirst);
  entity = new Int32Array(roomAtFirst);
  occurrence = new Uint32Array(roomAtFirst);
  mark = new Int32Array(roomAtFirst);
  /** Which try this is, tries of the callers before it counted: names its luck. */
  attempt = new Uint8Array(roomAtFirst);
  /** 1 while an event of the row is pending. */
  pending = new Uint8Array(roomAtFirst);
  /** Of a visit: 1 while it has a connection. Of a root: where its answer comes from. */
  extra = new Uint8Array(roomAtFirst);
  /** Of a call: the epoch of the breaker. Of a root: for whom the cached answer was fetched. */
  second = new Int32Array(roomAtFirst);
  /** When the row began to wait for what it calls, in µs. */
  since = new Float64Array(roomAtFirst);
  /** Neighbours in the one list a row may be in. */
  next = new Int32Array(roomAtFirst);
  previous = new Int32Array(roomAtFirst);
  /** Rows ever used at once. */
  size = 0;
  /** Rows in use now. */
  used = 0;

  private readonly simulation: Simulation;
  private readonly events: Operation;
  private generation = new Uint32Array(roomAtFirst);
  private vacant = none;

  /** @param happens  takes the event of a row */
  constructor(simulation: Simulation, name: string, happens: (row: number) => void) {
    this.simulation = simulation;
    this.events = simulation.rowOperation(`${name}: tiers`, this.generation, row => {
      this.pending[row] = 0;
      happens(row);
    });
  }

  /** A row for a step on behalf of the same as `like`, or of nobody yet. */
  take(kind: number, step: number, parent: number, like: number): number {
    let row = this.vacant;
    if (row === none) {
      if (this.size === this.kind.length) this.grow(this.size * 2);
      row = this.size;
      this.size += 1;
    } else this.vacant = this.next[row];
    this.used += 1;
    this.kind[row] = kind;
    this.state[row] = 0;
    this.step[row] = step;
    this.parent[row] = parent;
    this.child[row] = none;
    this.number[row] = 0;
    this.extra[row] = 0;
    this.second[row] = 0;
    if (like !== none) {
      this.path[row] = this.path[like];
      this.entity[row] = this.entity[like];
      this.occurrence[row] = this.occurrence[like];
      this.mark[row] = this.mark[like];
      this.attempt[row] = this.attempt[like];
    }
    if (parent !== none) this.child[parent] = row;
    return row;
  }

  release(row: number): void {
    if (this.pending[row] === 1) this.overtake(row);
    this.kind[row] = 0;
    this.used -= 1;
    this.next[row] = this.vacant;
    this.vacant = row;
  }

  /** The row's one event happens after `delay` µs. */
  schedule(row: number, delay: number): void {
    this.pending[row] = 1;
    this.simulation.scheduleRow(this.events, row, delay);
  }

  /** The row's pending event, if there is one, will not happen. */
  overtake(row: number): void {
    if (this.pending[row] === 0) return;
    this.pending[row] = 0;
    if (this.generation[row] < generationMax) {
      this.generation[row] += 1;
      this.simulation.buried(1);
      return;
    }
    this.generation[row] = 0xffffffff;
    this.simulation.compact();
    this.generation[row] = 0;
  }

  private grow(length: number): void {
    this.kind = larger(new Uint8Array(length), this.kind);
    this.state = larger(new Uint8Array(length), this.state);
    this.step = larger(new Int32Array(length), this.step);
    this.parent = larger(new Int32Array(length), this.parent);
    this.child = larger(new Int32Array(length), this.child);
    this.number = larger(new Int32Array(length), this.number);
    this.path = larger(new Int32Array(length), this.path);
    this.entity = larger(new Int32Array(length), this.entity);
    this.occurrence = larger(new Uint32Array(length), this.occurrence);
    this.mark = larger(new Int32Array(length), this.mark);
    this.attempt = larger(new Uint8Array(length), this.attempt);
    this.pending = larger(new Uint8Array(length), this.pending);
    this.extra = larger(new Uint8Array(length), this.extra);
    this.second = larger(new Int32Array(length), this.second);
    this.since = larger(new Float64Array(length), this.since);
    this.next = larger(new Int32Array(length), this.next);
    this.previous = larger(new Int32Array(length), this.previous);
    this.generation = larger(new Uint32Array(length), this.generation);
    this.simulation.growRows(this.events, this.generation);
  }
}

/** Rows in the order in which they came; one may leave from the middle. */
export class FrameList {
  length = 0;
  first = none;
  private last = none;
  private readonly frames: TierFrames;

  constructor(frames: TierFrames) {
    this.frames = frames;
  }

  append(row: number): void {
    const { next, previous } = this.frames;
    next[row] = none;
    previous[row] = this.last;
    if (this.last === none) this.first = row;
    else next[this.last] = row;
    this.last = row;
    this.length += 1;
  }

  remove(row: number): void {
    const { next, previous } = this.frames;
    const after = next[row];
    const before = previous[row];
    if (before === none) this.first = after;
    else next[before] = after;
    if (after === none) this.last = before;
    else previous[after] = before;
    this.length -= 1;
  }

  /** Takes the first; there is one. */
  shift(): number {
    const row = this.first;
    this.remove(row);
    return row;
  }
}
