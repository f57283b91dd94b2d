/**
 * The fast pending-event set: a ladder queue. What is far away is not sorted at all, what comes near is sorted a little,
 * and only the next few entries are in full order; so an event costs about the same among a thousand and a million.
 *
 *     push ──▶ top       everything past the ladder, as it came
 *              rung 0    buckets of equal width; each holds its entries as they came
 *              rung 1…   one bucket too full to sort, cut into finer ones; only the deepest rung is being emptied
 *              bottom    the bucket that is next, sorted ──▶ pop
 *
 * Which bucket a time belongs to is decided by one expression, (time − start) × scale, everywhere: it never falls when
 * the time grows, so an entry cannot land in a bucket already emptied, whatever the rounding. Equal times share a bucket and
 * every move keeps their order, so ties leave first come, first served. A bucket of nothing but ties is never sorted and
 * never moved: it becomes a rung of two buckets, the ties and all that is later, and newcomers join either in one step.
 *
 * Buckets are chains of chunks from one pool. An entry is 16 bytes side by side, so that it is one cache line to touch:
 * time (f64), code (u32), subject (i32), seen through three typed arrays over one buffer. The pool grows by doubling and
 * is never given back; in steady state nothing is allocated.
 *
 * Source: W. T. Tang, R. S. M. Goh, I. L.-J. Thng, "Ladder queue: An O(1) priority queue structure for large-scale
 * discrete event simulation", ACM TOMACS 15(3), 2005. Widths from the mean and the treatment of ties are ours.
 */
import type { EventQueue } from './event-queue.ts';

const chunkBits = 5;
const chunkSize = 1 << chunkBits;
const chunkMask = chunkSize - 1;

/** Entries that are sorted at once; a longer bucket is cut into a rung. */
const sortLimit = 512;
/** Entries that may be pushed into the bottom before it is spread over a rung of its own. */
const insertLimit = 32;
/** Entries that pushes may move aside in the bottom before it is spread: many short delays are then cheap again. */
const movesLimit = 512;
/** The pool begins with the bottom, and behind it the entries that are being sorted. */
const scratch = sortLimit + insertLimit;
/** Entries that the pool has room for at first. */
const poolBits = 12;
const firstChunk = (scratch + sortLimit) >> chunkBits;

/** The mean number of entries aimed at per bucket: of rung 0, and of the rungs below it. */
const perBucket = 8;
const perLowerBucket = 128;
const bucketsMin = 16;
const bucketsMax = 1024;
/** Rung 0 spans this many times the mean distance from its first entry, so at least 3/4 of the top move down at once. */
const reach = 4;

/** Past this depth everything goes back to the top. Splitting whole numbers below 2^53 adds at most 53 more. */
const depthLimit = 32;
const rungsMax = depthLimit + 64;

/** Places in the row of numbers that describes a rung. */
const start = 0;
const scale = 1;
/** The first bucket not yet emptied. */
const next = 2;
/** Times from this bucket on belong to the top (rung 0) or to this bucket, the last one (rungs below). */
const limit = 3;
const rowSize = 4;

/** Chains: the top, one used while reloading, then the buckets of all rungs. */
const top = 0;
const spare = 1;
const firstBucket = 2;

export class LadderQueue implements EventQueue {
  readonly time = new Float64Array([0, Number.POSITIVE_INFINITY]);
  code = 0;
  subject = 0;
  size = 0;
  foresee: ((code: number, subject: number) => void) | undefined;

  private readonly lastPopped = new Float64Array([Number.NEGATIVE_INFINITY]);

  private times = new Float64Array(2 << poolBits);
  private words = new Int32Array(this.times.buffer);
  private codes = new Uint32Array(this.times.buffer);
  /** The chunk behind each chunk in its chain, or among the free ones; 0 ends a chain. */
  private following = new Int32Array((1 << poolBits) >> chunkBits);
  private freeChunk = 0;

  /** The bottom: places of the first entry, past the last one, and where it counts as full. */
  private head = 0;
  private tail = 0;
  private fullAt = insertLimit;
  /** Entries that pushes into this bottom have moved aside. */
  private moves = 0;

  private readonly rungs = new Float64Array(rowSize * rungsMax);
  private readonly bases = new Int32Array(rungsMax);
  private readonly isTied = new Uint8Array(rungsMax);
  private depth = 1;
  /** First chunk of each chain, and the place past its last entry; 0 is an empty chain. */
  private heads = new Int32Array(256);
  private tails = new Int32Array(256);

  /** Lowest time, highest, and mean distance from the lowest, of what is about to be spread over a rung. */
  private readonly extent = new Float64Array(3);
  private readonly counts = new Int32Array(sortLimit);
  private readonly keys = new Int32Array(sortLimit);

  constructor() {
    this.freeChunks(firstChunk, this.following.length);
    this.closeLadder(0);
  }

  /**
   * HOT: one multiplication finds the bucket, and most entries go straight into it.
   *
   * @throws RangeError if the time is not a number or lies before the last popped one: a bug in the caller
   */
  push(code: number, subject: number): void {
    const { rungs } = this;
    const bucket = (this.time[0] - rungs[start]) * rungs[scale];
    this.size += 1;
    if (bucket >= rungs[next]) this.append(bucket < rungs[limit] ? firstBucket + (bucket | 0) : top, code, subject);
    else this.pushBelow(code, subject);
  }

  /** HOT: the next entry nearly always lies ready in the bottom. */
  pop(): boolean {
    if (this.head === this.tail && !this.refill()) return false;
    const place = this.head;
    const time = this.times[2 * place];
    if (time > this.time[1]) return false;
    this.time[0] = this.lastPopped[0] = time;
    this.code = this.codes[4 * place + 2];
    this.subject = this.words[4 * place + 3];
    this.head = place + 1;
    this.size -= 1;
    return true;
  }

  /** Takes time in proportion to the size, and at most one chunk of memory. */
  compact(isLive: (code: number, subject: number) => boolean): number {
    const before = this.size;
    this.reload(isLive);
    return before - this.size;
  }

  forEach(visit: (time: number, code: number, subject: number) => void): void {
    const show = (from: number, end: number) => {
      for (let place = from; place < end; place++) {
        visit(this.times[2 * place], this.codes[4 * place + 2], this.words[4 * place + 3]);
      }
    };
    show(this.head, this.tail);
    this.tails.forEach((end, chain) => {
      if (end === 0) return;
      for (let chunk = this.heads[chain]; chunk !== 0; chunk = this.following[chunk]) {
        show(chunk << chunkBits, this.chunkEnd(chunk, end));
      }
    });
  }

  // Chains of chunks

  private append(chain: number, code: number, subject: number): void {
    let place = this.tails[chain];
    if ((place & chunkMask) === 0) place = this.extend(chain, place);
    this.times[2 * place] = this.time[0];
    this.words[4 * place + 2] = code;
    this.words[4 * place + 3] = subject;
    this.tails[chain] = place + 1;
  }

  private appendCopy(chain: number, from: number): void {
    let place = this.tails[chain];
    if ((place & chunkMask) === 0) place = this.extend(chain, place);
    copyEntry(this.times, this.words, from, place);
    this.tails[chain] = place + 1;
  }

  /** Hangs a free chunk behind a chain whose last one is full, or begins the chain; answers its first place. */
  private extend(chain: number, end: number): number {
    if (this.freeChunk === 0) this.growPool();
    const chunk = this.freeChunk;
    this.freeChunk = this.following[chunk];
    this.following[chunk] = 0;
    if (end === 0) this.heads[chain] = chunk;
    else this.following[(end - 1) >> chunkBits] = chunk;
    return chunk << chunkBits;
  }

  private release(chunk: number): void {
    this.following[chunk] = this.freeChunk;
    this.freeChunk = chunk;
  }

  /** The place past the last entry of a chunk, in a chain that ends at `end`. */
  private chunkEnd(chunk: number, end: number): number {
    return this.following[chunk] === 0 ? end : (chunk + 1) << chunkBits;
  }

  private isLongerThan(most: number, chain: number): boolean {
    const end = this.tails[chain];
    let length = 0;
    for (let chunk = this.heads[chain]; chunk !== 0 && length <= most; chunk = this.following[chunk]) {
      length += this.chunkEnd(chunk, end) - (chunk << chunkBits);
    }
    return length > most;
  }

  private freeChunks(from: number, end: number): void {
    for (let chunk = end - 1; chunk >= from; chunk--) this.release(chunk);
  }

  reserve(entries: number): void {
    // The last chunk of each bucket of a rung may be nearly empty.
    const wanted = (entries >> chunkBits) + 2 * bucketsMax;
    let chunks = this.following.length;
    while (chunks < wanted) chunks *= 2;
    if (chunks > this.following.length) this.growPool(chunks);
  }

  private growPool(chunks = 2 * this.following.length): void {
    const { times, following } = this;
    this.times = new Float64Array((2 * chunks) << chunkBits);
    this.times.set(times);
    this.words = new Int32Array(this.times.buffer);
    this.codes = new Uint32Array(this.times.buffer);
    this.following = new Int32Array(chunks);
    this.following.set(following);
    this.freeChunks(following.length, chunks);
  }

  // Into the lower rungs and the bottom

  private pushBelow(code: number, subject: number): void {
    const { rungs } = this;
    for (let rung = 1, row = rowSize; rung < this.depth; rung++, row += rowSize) {
      const last = rungs[row + limit];
      const exact = (this.time[0] - rungs[row + start]) * rungs[row + scale];
      const bucket = exact > last ? last : exact;
      if (bucket >= rungs[row + next]) {
        this.append(this.bases[rung] + (bucket | 0), code, subject);
        return;
      }
    }
    if (!(this.time[0] >= this.lastPopped[0])) this.refuse();
    if ((this.tail === this.fullAt || this.moves > movesLimit) && !this.makeRoom()) {
      this.size -= 1;
      this.push(code, subject);
    } else this.insert(code, subject);
  }

  private insert(code: number, subject: number): void {
    const { times, words } = this;
    const time = this.time[0];
    const { head } = this;
    if (head > 0 && times[2 * ((head + this.tail) >> 1)] > time) {
      this.insertNearHead(code, subject);
      return;
    }
    let place = this.tail;
    while (place > head && times[2 * place - 2] > time) {
      copyEntry(times, words, place - 1, place);
      place -= 1;
    }
    times[2 * place] = time;
    words[4 * place + 2] = code;
    words[4 * place + 3] = subject;
    this.moves += this.tail - place;
    this.tail += 1;
  }

  /** Moves the earlier entries forward instead, into the place of the last popped one: there are fewer of them. */
  private insertNearHead(code: number, subject: number): void {
    const { times, words } = this;
    const time = this.time[0];
    let place = this.head - 1;
    while (times[2 * place + 2] <= time) {
      copyEntry(times, words, place + 1, place);
      place += 1;
    }
    times[2 * place] = time;
    words[4 * place + 2] = code;
    words[4 * place + 3] = subject;
    this.moves += place - this.head;
    this.head -= 1;
  }

  private refuse(): never {
    this.size -= 1;
    const last = this.lastPopped[0];
    throw new RangeError(`An entry at ${this.time[0]} µs was pushed after the one at ${last} µs had been popped`);
  }

  /** Moves a short bottom to its beginning; spreads a long one over a rung, and then answers false. */
  private makeRoom(): boolean {
    const { times, head, tail, extent } = this;
    const count = tail - head;
    if (count <= insertLimit) {
      times.copyWithin(0, 2 * head, 2 * tail);
      this.setBottom(count);
      return true;
    }
    if (this.depth >= depthLimit) {
      this.reload(() => true);
      // The entry that asks for room is counted already, but lies nowhere yet.
      this.size += 1;
      return false;
    }
    let distance = 0;
    for (let place = head; place < tail; place++) distance += times[2 * place] - times[2 * head];
    extent[0] = times[2 * head];
    extent[1] = times[2 * tail - 2];
    extent[2] = distance / count;
    const rung = this.depth;
    this.raiseRung(count);
    this.spread(rung, head, tail);
    this.setBottom(0);
    return false;
  }

  private setBottom(count: number): void {
    this.head = 0;
    this.tail = count;
    this.fullAt = count + insertLimit;
    this.moves = 0;
  }

  // Down the ladder

  /**
   * Fills the empty bottom with the next entries in order. Answers false if there are none, or if all of them lie past
   * the horizon; their buckets are then left untouched, because earlier entries may still come.
   */
  private refill(): boolean {
    const { rungs, tails } = this;
    const rung = this.depth - 1;
    const row = rowSize * rung;
    const base = this.bases[rung];
    const buckets = this.bucketsOf(rung);
    let bucket = rungs[row + next] | 0;
    while (bucket < buckets && tails[base + bucket] === 0) bucket += 1;
    if (bucket === buckets) return this.leaveRung(rung);
    if (bucket > (this.time[1] - rungs[row + start]) * rungs[row + scale]) return false;
    const chain = base + bucket;
    if (bucket === 0 && this.isTied[rung] === 1) {
      this.takeTies(chain);
      return true;
    }
    rungs[row + next] = bucket + 1;
    if (this.isLongerThan(sortLimit, chain)) {
      this.split(chain);
      return this.refill();
    }
    this.sortIntoBottom(chain);
    if (this.foresee !== undefined) this.tellBottom(this.foresee);
    return true;
  }

  private tellBottom(foresee: (code: number, subject: number) => void): void {
    for (let place = this.head; place < this.tail; place++) {
      foresee(this.codes[4 * place + 2], this.words[4 * place + 3]);
    }
  }

  private leaveRung(rung: number): boolean {
    if (rung > 0) {
      this.depth = rung;
      return this.refill();
    }
    if (this.tails[top] === 0) {
      this.closeLadder(this.lastPopped[0]);
      return false;
    }
    if (this.isLongerThan(chunkSize, top)) {
      this.depth = 0;
      this.split(top);
      return this.refill();
    }
    this.sortIntoBottom(top);
    this.closeLadder(this.times[2 * this.tail - 2]);
    return true;
  }

  /** From `at` on everything goes to the top. */
  private closeLadder(at: number): void {
    this.depth = 1;
    this.bases[0] = firstBucket;
    this.isTied[0] = 0;
    this.rungs[start] = Math.max(0, at);
    this.rungs[scale] = 1;
    this.rungs[next] = 0;
    this.rungs[limit] = 0;
  }

  private bucketsOf(rung: number): number {
    return this.rungs[rowSize * rung + limit] + (rung === 0 ? 0 : 1);
  }

  /** Ties are in order as they stand: a chunk at a time is enough, and newcomers queue up behind the rest. */
  private takeTies(chain: number): void {
    const { times, words } = this;
    const chunk = this.heads[chain];
    const from = chunk << chunkBits;
    const end = this.chunkEnd(chunk, this.tails[chain]);
    for (let place = from; place < end; place++) copyEntry(times, words, place, place - from);
    this.setBottom(end - from);
    if (this.following[chunk] === 0) this.tails[chain] = 0;
    else this.heads[chain] = this.following[chunk];
    this.release(chunk);
  }

  /** Cuts a chain into the buckets of a new rung. */
  private split(chain: number): void {
    const { extent } = this;
    const end = this.tails[chain];
    const first = this.heads[chain];
    const rung = this.depth;
    this.raiseRung(this.survey(chain));
    this.tails[chain] = 0;
    if (extent[0] === extent[1]) {
      this.heads[this.bases[rung]] = first;
      this.tails[this.bases[rung]] = end;
      return;
    }
    for (let chunk = first; chunk !== 0; ) {
      this.spread(rung, chunk << chunkBits, this.chunkEnd(chunk, end));
      const after = this.following[chunk];
      this.release(chunk);
      chunk = after;
    }
  }

  /** Sets `extent` for a chain; answers its length. */
  private survey(chain: number): number {
    const { times, extent } = this;
    const tail = this.tails[chain];
    const origin = times[2 * (this.heads[chain] << chunkBits)];
    let low = origin;
    let high = origin;
    let distance = 0;
    let count = 0;
    for (let chunk = this.heads[chain]; chunk !== 0; chunk = this.following[chunk]) {
      const from = chunk << chunkBits;
      const end = this.chunkEnd(chunk, tail);
      for (let place = from; place < end; place++) {
        const time = times[2 * place];
        if (time < low) low = time;
        if (time > high) high = time;
        distance += time - origin;
      }
      count += end - from;
    }
    extent[0] = low;
    extent[1] = high;
    extent[2] = distance / count - (low - origin);
    return count;
  }

  /** Adds a rung of empty buckets for `count` entries within `extent`: the lowest in its first bucket, the highest not. */
  private raiseRung(count: number): void {
    const { rungs, extent } = this;
    const rung = this.depth;
    const row = rowSize * rung;
    const range = extent[1] - extent[0];
    const mean = extent[2] > 0 && extent[2] < range ? extent[2] : range;
    rungs[row + start] = extent[0];
    rungs[row + next] = 0;
    rungs[row + scale] = 1;
    rungs[row + limit] = 1;
    if (range > 0) {
      const span = rung === 0 ? reach * mean : Math.min(range, reach * mean);
      const wanted = Math.ceil((count * span) / (mean * (rung === 0 ? perBucket : perLowerBucket)));
      const buckets = Math.min(bucketsMax, Math.max(bucketsMin, wanted));
      rungs[row + scale] = buckets / span;
      rungs[row + limit] = rung === 0 ? buckets : buckets - 1;
    }
    this.isTied[rung] = range > 0 ? 0 : 1;
    this.bases[rung] = rung === 0 ? firstBucket : this.bases[rung - 1] + this.bucketsOf(rung - 1);
    this.depth = rung + 1;
    const chains = this.bases[rung] + this.bucketsOf(rung);
    if (chains > this.tails.length) this.growChains(Math.max(chains, 2 * this.tails.length));
  }

  private growChains(length: number): void {
    const { heads, tails } = this;
    this.heads = new Int32Array(length);
    this.heads.set(heads);
    this.tails = new Int32Array(length);
    this.tails.set(tails);
  }

  /** Copies the entries at these places into the buckets of a rung. */
  private spread(rung: number, from: number, end: number): void {
    const { rungs } = this;
    const row = rowSize * rung;
    const base = this.bases[rung];
    const origin = rungs[row + start];
    const perTime = rungs[row + scale];
    const last = rungs[row + limit];
    const beyond = rung === 0 ? top : base + last;
    for (let place = from; place < end; place++) {
      const bucket = (this.times[2 * place] - origin) * perTime;
      this.appendCopy(bucket < last ? base + (bucket | 0) : beyond, place);
    }
  }

  // Sorting

  private sortIntoBottom(chain: number): void {
    const { times, words } = this;
    const tail = this.tails[chain];
    const first = this.heads[chain];
    this.tails[chain] = 0;
    if (this.following[first] === 0) {
      this.sortByInsertion(first << chunkBits, tail);
      this.release(first);
      return;
    }
    let low = times[2 * (first << chunkBits)];
    let high = low;
    let to = scratch;
    for (let chunk = first; chunk !== 0; ) {
      const end = this.chunkEnd(chunk, tail);
      for (let from = chunk << chunkBits; from < end; from++, to++) {
        const time = times[2 * from];
        if (time < low) low = time;
        if (time > high) high = time;
        copyEntry(times, words, from, to);
      }
      const after = this.following[chunk];
      this.release(chunk);
      chunk = after;
    }
    this.extent[0] = low;
    this.extent[1] = high;
    if (low < high) this.sortByCounting(to - scratch);
    else this.sortByInsertion(scratch, to);
  }

  /** Sorts the entries at these places into the bottom; equal times keep their order. */
  private sortByInsertion(from: number, end: number): void {
    const { times, words } = this;
    for (let source = from, to = 0; source < end; source++, to++) {
      const time = times[2 * source];
      let place = to;
      while (place > 0 && times[2 * place - 2] > time) {
        copyEntry(times, words, place - 1, place);
        place -= 1;
      }
      times[2 * place] = time;
      words[4 * place + 2] = words[4 * source + 2];
      words[4 * place + 3] = words[4 * source + 3];
    }
    this.setBottom(end - from);
  }

  /** The same for `count` entries in the scratch, within `extent`: one cell per entry, then mending between neighbours. */
  private sortByCounting(count: number): void {
    const { times, words, counts, keys } = this;
    const low = this.extent[0];
    const perTime = (count - 1) / (this.extent[1] - low);
    for (let i = 0; i < count; i++) counts[i] = 0;
    for (let i = 0; i < count; i++) {
      const key = ((times[2 * (scratch + i)] - low) * perTime) | 0;
      keys[i] = key;
      counts[key] += 1;
    }
    for (let i = 0, before = 0; i < count; i++) {
      const here = counts[i];
      counts[i] = before;
      before += here;
    }
    for (let i = 0; i < count; i++) copyEntry(times, words, scratch + i, counts[keys[i]]++);
    this.setBottom(count);
    this.mend(count);
  }

  private mend(count: number): void {
    const { times, words } = this;
    for (let i = 1; i < count; i++) {
      const time = times[2 * i];
      if (times[2 * i - 2] <= time) continue;
      const code = words[4 * i + 2];
      const subject = words[4 * i + 3];
      let place = i;
      do {
        copyEntry(times, words, place - 1, place);
        place -= 1;
      } while (place > 0 && times[2 * place - 2] > time);
      times[2 * place] = time;
      words[4 * place + 2] = code;
      words[4 * place + 3] = subject;
    }
  }

  // Starting over

  /** Puts every live entry back into the top, in an order that keeps ties: from the bottom upwards. */
  private reload(isLive: (code: number, subject: number) => boolean): void {
    this.size = 0;
    this.keepLive(this.head, this.tail, isLive);
    for (let rung = this.depth - 1; rung >= 0; rung--) {
      const end = this.bases[rung] + this.bucketsOf(rung);
      for (let chain = this.bases[rung]; chain < end; chain++) this.keepLiveOf(chain, isLive);
    }
    this.keepLiveOf(top, isLive);
    this.heads[top] = this.heads[spare];
    this.tails[top] = this.tails[spare];
    this.tails[spare] = 0;
    this.setBottom(0);
    this.closeLadder(this.lastPopped[0]);
  }

  private keepLiveOf(chain: number, isLive: (code: number, subject: number) => boolean): void {
    const end = this.tails[chain];
    if (end === 0) return;
    this.tails[chain] = 0;
    for (let chunk = this.heads[chain]; chunk !== 0; ) {
      this.keepLive(chunk << chunkBits, this.chunkEnd(chunk, end), isLive);
      const after = this.following[chunk];
      this.release(chunk);
      chunk = after;
    }
  }

  private keepLive(from: number, end: number, isLive: (code: number, subject: number) => boolean): void {
    for (let place = from; place < end; place++) {
      if (!isLive(this.codes[4 * place + 2], this.words[4 * place + 3])) continue;
      this.appendCopy(spare, place);
      this.size += 1;
    }
  }
}

/** Word by word, never as a second double: an engine may change the bits of what looks like a NaN. */
function copyEntry(times: Float64Array, words: Int32Array, from: number, to: number): void {
  times[2 * to] = times[2 * from];
  words[4 * to + 2] = words[4 * from + 2];
  words[4 * to + 3] = words[4 * from + 3];
}
