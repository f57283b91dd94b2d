/**
 * Processor sharing, by virtual time: n jobs share c servers, and each gets min(1, c/n) of one.
 *
 *     clock         ──────●────────────●───────●────▶   events, whole µs
 *     virtual time  ──────●──────●──────────●───────▶   work each job present has been given
 *
 * All jobs present get work at the same rate, so one number says how far everybody is: a job that joins at virtual time v
 * with demand d is finished at v + d, whoever comes or goes meanwhile. The next to finish is the top of a heap by virtual
 * finish, and equals leave in the order in which they joined.
 *
 * Between two events the work is exact: a job that is finished at 10.3 µs stops taking its share there, though it leaves
 * at the event of 11 µs. Rounding of virtual time is bounded by starting it again, when the centre is empty and when it
 * has become large.
 *
 * Source: L. Kleinrock, "Queueing Systems", volume 2, chapter 4; virtual time as in A. Parekh and R. Gallager,
 * "A generalized processor sharing approach to flow control", 1993.
 */
import { larger } from './larger.ts';

/** Work that is finished but for this, in µs, is finished: far above rounding, far below a tick of the clock. */
const tolerance = 2 ** -10;
/** Virtual time starts again beyond this, an hour and a quarter: up to here it is good to a millionth of a µs. */
const virtualTimeMax = 2 ** 32;

export class SharedService {
  /** Jobs sharing the servers. */
  size = 0;

  private readonly servers: number;
  /** `[0]` virtual time; `[1]` the clock as last seen; `[2]` µs by which the work done lags behind that. */
  private readonly at = new Float64Array(3);
  private joined = 0;
  private heap = new Int32Array(16);
  private place = new Int32Array(16);
  private finish = new Float64Array(16);
  private order = new Float64Array(16);

  /** @param servers  a whole number from 1 up */
  constructor(servers: number) {
    this.servers = servers;
  }

  /**
   * The first row that is finished by `now`, which thereby leaves; −1 if there is none (left). Ask until there is none:
   * only then the others have been given their work up to `now`, and rows may join or be removed.
   */
  takeFinished(now: number): number {
    const { at } = this;
    at[2] += now - at[1];
    at[1] = now;
    if (this.size === 0) {
      at[0] = at[2] = 0;
      return -1;
    }
    const row = this.heap[0];
    const needed = (this.finish[row] - at[0]) * this.slowdown();
    if (needed > at[2] + tolerance) {
      at[0] += at[2] / this.slowdown();
      at[2] = 0;
      return -1;
    }
    at[0] = this.finish[row];
    at[2] = Math.max(0, at[2] - needed);
    this.remove(row);
    return row;
  }

  /** Whole µs from the last moment taken to the next finish, if nobody comes or goes; −1 if nobody is here. */
  untilNextFinish(): number {
    if (this.size === 0) return -1;
    const needed = (this.finish[this.heap[0]] - this.at[0]) * this.slowdown();
    return Math.max(0, Math.ceil(needed - tolerance));
  }

  /** A row begins to share. */
  join(row: number, demand: number): void {
    if (row >= this.place.length) this.grow(row);
    if (this.at[0] > virtualTimeMax) this.startVirtualTimeAgain();
    this.finish[row] = this.at[0] + demand;
    this.order[row] = this.joined;
    this.joined += 1;
    this.size += 1;
    this.siftUp(this.size - 1, row);
  }

  /** A row leaves, finished or not. */
  remove(row: number): void {
    const hole = this.place[row];
    this.size -= 1;
    const last = this.heap[this.size];
    if (last === row) return;
    this.siftDown(hole, last);
    if (this.place[last] === hole) this.siftUp(hole, last);
  }

  /** By how much each job is slower than with a server of its own. */
  private slowdown(): number {
    return this.size > this.servers ? this.size / this.servers : 1;
  }

  private startVirtualTimeAgain(): void {
    for (let i = 0; i < this.size; i++) this.finish[this.heap[i]] -= this.at[0];
    this.at[0] = 0;
  }

  private isBefore(a: number, b: number): boolean {
    const { finish } = this;
    return finish[a] < finish[b] || (finish[a] === finish[b] && this.order[a] < this.order[b]);
  }

  /** Puts a row at `hole` or as far above as it belongs. */
  private siftUp(hole: number, row: number): void {
    let child = hole;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!this.isBefore(row, this.heap[parent])) break;
      this.put(child, this.heap[parent]);
      child = parent;
    }
    this.put(child, row);
  }

  /** Puts a row at `hole` or as far below as it belongs. */
  private siftDown(hole: number, row: number): void {
    let parent = hole;
    for (;;) {
      let child = 2 * parent + 1;
      if (child >= this.size) break;
      if (child + 1 < this.size && this.isBefore(this.heap[child + 1], this.heap[child])) child += 1;
      if (!this.isBefore(this.heap[child], row)) break;
      this.put(parent, this.heap[child]);
      parent = child;
    }
    this.put(parent, row);
  }

  private put(place: number, row: number): void {
    this.heap[place] = row;
    this.place[row] = place;
  }

  private grow(row: number): void {
    let length = this.place.length;
    while (length <= row) length *= 2;
    this.heap = larger(new Int32Array(length), this.heap);
    this.place = larger(new Int32Array(length), this.place);
    this.finish = larger(new Float64Array(length), this.finish);
    this.order = larger(new Float64Array(length), this.order);
  }
}
