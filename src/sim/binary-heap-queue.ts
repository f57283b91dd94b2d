import type { EventQueue } from './event-queue.ts';
import { larger } from './larger.ts';

/**
 * The plain pending-event set: a binary heap in parallel typed arrays. It is short enough to be believed by reading it,
 * so the fast ladder is held against it, and it is as good as any for a handful of events.
 *
 * A heap alone forgets who came first among equals, so every entry carries the number of its insertion: a double, exact
 * up to 2^53 insertions.
 */
export class BinaryHeapQueue implements EventQueue {
  readonly time = new Float64Array([0, Number.POSITIVE_INFINITY]);
  code = 0;
  subject = 0;
  size = 0;

  private readonly lastPopped = new Float64Array([Number.NEGATIVE_INFINITY]);
  private readonly nextInsertion = new Float64Array(1);
  private times = new Float64Array(64);
  private insertions = new Float64Array(64);
  private codes = new Uint32Array(64);
  private subjects = new Int32Array(64);

  /** @throws RangeError if the time is not a number or lies before the last popped one: a bug in the caller */
  push(code: number, subject: number): void {
    if (!(this.time[0] >= this.lastPopped[0])) throw tooEarly(this.time[0], this.lastPopped[0]);
    if (this.size === this.times.length) this.grow();
    const place = this.size;
    this.times[place] = this.time[0];
    this.insertions[place] = this.nextInsertion[0]++;
    this.codes[place] = code;
    this.subjects[place] = subject;
    this.size = place + 1;
    this.siftUp(place);
  }

  pop(): boolean {
    if (this.size === 0 || this.times[0] > this.time[1]) return false;
    this.time[0] = this.lastPopped[0] = this.times[0];
    this.code = this.codes[0];
    this.subject = this.subjects[0];
    this.size -= 1;
    this.move(this.size, 0);
    this.siftDown(0);
    return true;
  }

  compact(isLive: (code: number, subject: number) => boolean): number {
    const before = this.size;
    let kept = 0;
    for (let place = 0; place < before; place++) {
      if (isLive(this.codes[place], this.subjects[place])) this.move(place, kept++);
    }
    this.size = kept;
    for (let place = (kept >> 1) - 1; place >= 0; place--) this.siftDown(place);
    return before - kept;
  }

  forEach(visit: (time: number, code: number, subject: number) => void): void {
    for (let place = 0; place < this.size; place++) visit(this.times[place], this.codes[place], this.subjects[place]);
  }

  private isBefore(a: number, b: number): boolean {
    const { times, insertions } = this;
    return times[a] < times[b] || (times[a] === times[b] && insertions[a] < insertions[b]);
  }

  private siftUp(place: number): void {
    let child = place;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!this.isBefore(child, parent)) return;
      this.swap(child, parent);
      child = parent;
    }
  }

  private siftDown(place: number): void {
    let parent = place;
    for (;;) {
      let child = 2 * parent + 1;
      if (child >= this.size) return;
      if (child + 1 < this.size && this.isBefore(child + 1, child)) child += 1;
      if (!this.isBefore(child, parent)) return;
      this.swap(child, parent);
      parent = child;
    }
  }

  private move(from: number, to: number): void {
    this.times[to] = this.times[from];
    this.insertions[to] = this.insertions[from];
    this.codes[to] = this.codes[from];
    this.subjects[to] = this.subjects[from];
  }

  private swap(a: number, b: number): void {
    const { times, insertions, codes, subjects } = this;
    const time = times[a];
    const insertion = insertions[a];
    const code = codes[a];
    const subject = subjects[a];
    this.move(b, a);
    times[b] = time;
    insertions[b] = insertion;
    codes[b] = code;
    subjects[b] = subject;
  }

  private grow(): void {
    const length = this.times.length * 2;
    this.times = larger(new Float64Array(length), this.times);
    this.insertions = larger(new Float64Array(length), this.insertions);
    this.codes = larger(new Uint32Array(length), this.codes);
    this.subjects = larger(new Int32Array(length), this.subjects);
  }
}

function tooEarly(time: number, lastPopped: number): RangeError {
  return new RangeError(`An entry at ${time} µs was pushed after the one at ${lastPopped} µs had been popped`);
}
