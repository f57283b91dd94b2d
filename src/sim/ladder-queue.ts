import type { EventQueue } from './event-queue.ts';

const chunkBits = 4;
const chunkSize = 1 << chunkBits;
const chunkMask = chunkSize - 1;
const bottomSize = 128;
const bottomLimit = 64;
const sortLimit = 32;
const perBucket = 8;
const bucketsMax = 4096;
const reach = 4;
const depthMax = 64;

const top = 0;
const firstBucket = 1;

/** Places in a rung's row of numbers. */
const start = 0;
const scale = 1;
const next = 2;
const limit = 3;
const rungNumbers = 4;

export class LadderQueue implements EventQueue {
  readonly time = new Float64Array([0, Number.POSITIVE_INFINITY]);
  code = 0;
  subject = 0;
  size = 0;

  private readonly lastPopped = new Float64Array([Number.NEGATIVE_INFINITY]);
  private doubles!: Float64Array;
  private words!: Int32Array;
  private codes!: Uint32Array;
  private following!: Int32Array;
  private free = 0;

  private head = 0;
  private tail = 0;

  private readonly rungs = new Float64Array(rungNumbers * 2 * depthMax);
  private readonly bases = new Int32Array(2 * depthMax);
  private readonly tied = new Uint8Array(2 * depthMax);
  private depth = 1;
  private heads = new Int32Array(256);
  private tails = new Int32Array(256);
  private readonly extent = new Float64Array(3);

  constructor() {
    this.useBuffer(new ArrayBuffer(16 * 1024));
    this.addChunks(bottomSize >> chunkBits, 1024 >> chunkBits);
    this.closeLadder(Number.MIN_SAFE_INTEGER);
  }

  push(code: number, subject: number): void {
    const rungs = this.rungs;
    const bucket = (this.time[0] - rungs[start]) * rungs[scale];
    this.size += 1;
    if (bucket >= rungs[next]) this.append(bucket < rungs[limit] ? firstBucket + (bucket | 0) : top, code, subject);
    else this.pushBelow(code, subject);
  }

  pop(): boolean {
    if (this.head === this.tail && !this.refill()) return false;
    const place = this.head;
    const time = this.doubles[2 * place];
    if (time > this.time[1]) return false;
    this.time[0] = this.lastPopped[0] = time;
    this.code = this.codes[4 * place + 2];
    this.subject = this.words[4 * place + 3];
    this.head = place + 1;
    this.size -= 1;
    return true;
  }

  compact(isLive: (code: number, subject: number) => boolean): number {
    const before = this.size;
    this.reload(isLive);
    return before - this.size;
  }

  forEach(visit: (time: number, code: number, subject: number) => void): void {
    const show = (place: number) =>
      visit(this.doubles[2 * place], this.codes[4 * place + 2], this.words[4 * place + 3]);
    for (let place = this.head; place < this.tail; place++) show(place);
    for (let slot = 0; slot < this.tails.length; slot++) {
      const end = this.tails[slot];
      if (end === 0) continue;
      const lastChunk = (end - 1) >> chunkBits;
      for (let chunk = this.heads[slot]; ; chunk = this.following[chunk]) {
        const last = chunk === lastChunk ? end : (chunk + 1) << chunkBits;
        for (let place = chunk << chunkBits; place < last; place++) show(place);
        if (chunk === lastChunk) break;
      }
    }
  }

  private append(slot: number, code: number, subject: number): void {
    let place = this.tails[slot];
    if ((place & chunkMask) === 0) place = this.extend(slot, place);
    this.doubles[2 * place] = this.time[0];
    this.words[4 * place + 2] = code;
    this.words[4 * place + 3] = subject;
    this.tails[slot] = place + 1;
  }

  /** Copies an entry. */
  private appendCopy(slot: number, from: number): void {
    let place = this.tails[slot];
    if ((place & chunkMask) === 0) place = this.extend(slot, place);
    this.doubles[2 * place] = this.doubles[2 * from];
    this.doubles[2 * place + 1] = this.doubles[2 * from + 1];
    this.tails[slot] = place + 1;
  }

  private extend(slot: number, place: number): number {
    if (this.free === 0) this.grow();
    const chunk = this.free;
    this.free = this.following[chunk];
    if (place === 0) this.heads[slot] = chunk;
    else this.following[(place - 1) >> chunkBits] = chunk;
    return chunk << chunkBits;
  }

  private pushBelow(code: number, subject: number): void {
    const { rungs } = this;
    for (let rung = 1, row = rungNumbers; rung < this.depth; rung++, row += rungNumbers) {
      const bucket = (this.time[0] - rungs[row + start]) * rungs[row + scale];
      if (bucket >= rungs[row + next]) {
        const last = rungs[row + limit];
        this.append(this.bases[rung] + ((bucket < last ? bucket : last) | 0), code, subject);
        return;
      }
    }
    this.insert(code, subject);
  }

  private insert(code: number, subject: number): void {
    const { time, doubles, words } = this;
    if (!(time[0] >= this.lastPopped[0])) {
      this.size -= 1;
      throw new RangeError(`push at ${time[0]} before ${this.lastPopped[0]}`);
    }
    if (this.tail - this.head >= bottomLimit) {
      this.spill();
      this.size -= 1;
      this.push(code, subject);
      return;
    }
    if (this.tail === bottomSize) {
      doubles.copyWithin(0, 2 * this.head, 2 * this.tail);
      this.tail -= this.head;
      this.head = 0;
    }
    const at = time[0];
    let place = this.tail;
    while (place > this.head && doubles[2 * place - 2] > at) {
      doubles[2 * place] = doubles[2 * place - 2];
      doubles[2 * place + 1] = doubles[2 * place - 1];
      place -= 1;
    }
    doubles[2 * place] = at;
    words[4 * place + 2] = code;
    words[4 * place + 3] = subject;
    this.tail += 1;
  }

  private refill(): boolean {
    const { rungs } = this;
    for (;;) {
      const rung = this.depth - 1;
      const row = rungNumbers * rung;
      const base = this.bases[rung];
      const buckets = rung === 0 ? rungs[limit] : rungs[row + limit] + 1;
      let bucket = rungs[row + next] | 0;
      while (bucket < buckets && this.tails[base + bucket] === 0) bucket += 1;
      if (bucket === buckets) {
        if (rung > 0) this.depth = rung;
        else if (this.tails[top] === 0) {
          this.closeLadder(this.lastPopped[0]);
          return false;
        } else if (this.lengthUpTo(top, sortLimit) <= sortLimit) {
          this.load(top);
          this.closeLadder(this.doubles[2 * this.tail - 2]);
          return true;
        } else this.depth = 0, this.spawn(top);
        continue;
      }
      if (bucket > (this.time[1] - rungs[row + start]) * rungs[row + scale]) return false;
      const slot = base + bucket;
      if (this.tied[rung] === 1 && bucket === 0) {
        this.loadChunk(slot);
        return true;
      }
      rungs[row + next] = bucket + 1;
      if (this.lengthUpTo(slot, sortLimit) <= sortLimit) {
        this.load(slot);
        return true;
      }
      this.spawn(slot);
    }
  }

  private lengthUpTo(slot: number, enough: number): number {
    const end = this.tails[slot];
    const lastChunk = (end - 1) >> chunkBits;
    let length = 0;
    let chunk = this.heads[slot];
    while (chunk !== lastChunk && length <= enough) {
      length += chunkSize;
      chunk = this.following[chunk];
    }
    return length + end - (lastChunk << chunkBits);
  }

  private loadChunk(slot: number): void {
    const { doubles } = this;
    const chunk = this.heads[slot];
    const end = this.tails[slot];
    const first = chunk << chunkBits;
    const isLast = chunk === (end - 1) >> chunkBits;
    const last = isLast ? end : first + chunkSize;
    for (let from = 2 * first, to = 0; from < 2 * last; from++, to++) doubles[to] = doubles[from];
    this.head = 0;
    this.tail = last - first;
    if (isLast) this.tails[slot] = 0;
    else this.heads[slot] = this.following[chunk];
    this.release(chunk);
  }

  private load(slot: number): void {
    const { doubles, following } = this;
    const end = this.tails[slot];
    const lastChunk = (end - 1) >> chunkBits;
    this.tails[slot] = 0;
    let tail = 0;
    let chunk = this.heads[slot];
    for (;;) {
      const last = chunk === lastChunk ? end : (chunk + 1) << chunkBits;
      for (let from = chunk << chunkBits; from < last; from++) {
        const at = doubles[2 * from];
        let place = tail;
        while (place > 0 && doubles[2 * place - 2] > at) {
          doubles[2 * place] = doubles[2 * place - 2];
          doubles[2 * place + 1] = doubles[2 * place - 1];
          place -= 1;
        }
        doubles[2 * place] = at;
        doubles[2 * place + 1] = doubles[2 * from + 1];
        tail += 1;
      }
      const after = following[chunk];
      this.release(chunk);
      if (chunk === lastChunk) break;
      chunk = after;
    }
    this.head = 0;
    this.tail = tail;
  }

  private release(chunk: number): void {
    this.following[chunk] = this.free;
    this.free = chunk;
  }

  private spawn(slot: number): void {
    const { doubles, extent, following } = this;
    const end = this.tails[slot];
    const lastChunk = (end - 1) >> chunkBits;
    const first = this.heads[slot];
    const origin = doubles[2 * (first << chunkBits)];
    let low = origin;
    let high = origin;
    let sum = 0;
    let count = 0;
    for (let chunk = first; ; chunk = following[chunk]) {
      const from = chunk << chunkBits;
      const last = chunk === lastChunk ? end : from + chunkSize;
      for (let place = from; place < last; place++) {
        const at = doubles[2 * place];
        if (at < low) low = at;
        if (at > high) high = at;
        sum += at - origin;
      }
      count += last - from;
      if (chunk === lastChunk) break;
    }
    extent[0] = low;
    extent[1] = high;
    extent[2] = sum / count - (low - origin);
    const rung = this.depth;
    this.raise(count);
    this.tails[slot] = 0;
    if (low === high) {
      this.heads[this.bases[rung]] = first;
      this.tails[this.bases[rung]] = end;
      return;
    }
    for (let chunk = first; ; ) {
      const from = chunk << chunkBits;
      const last = chunk === lastChunk ? end : from + chunkSize;
      this.distribute(rung, from, last);
      const after = following[chunk];
      this.following[chunk] = this.free;
      this.free = chunk;
      if (chunk === lastChunk) break;
      chunk = this.following === following ? after : after;
    }
  }

  private distribute(rung: number, from: number, last: number): void {
    const { rungs } = this;
    const row = rungNumbers * rung;
    const base = this.bases[rung];
    const first = rungs[row + start];
    const perTime = rungs[row + scale];
    const end = rungs[row + limit];
    const beyond = rung === 0 ? top : base + end;
    for (let place = from; place < last; place++) {
      const bucket = (this.doubles[2 * place] - first) * perTime;
      this.appendCopy(bucket < end ? base + (bucket | 0) : beyond, place);
    }
  }

  private raise(count: number): void {
    const { rungs, extent } = this;
    const rung = this.depth++;
    const row = rungNumbers * rung;
    const range = extent[1] - extent[0];
    const spread = extent[2] > 0 && extent[2] <= range ? extent[2] : range;
    const lowest = rung === 0;
    this.bases[rung] =
      lowest ? firstBucket : this.bases[rung - 1] + rungs[row - rungNumbers + limit] + 1;
    this.tied[rung] = range === 0 ? 1 : 0;
    rungs[row + start] = extent[0];
    rungs[row + next] = 0;
    if (range === 0) {
      rungs[row + scale] = 1;
      rungs[row + limit] = 1;
    } else {
      const span = lowest ? reach * spread : Math.min(range, reach * spread);
      const wanted = Math.ceil((count * span) / (spread * perBucket));
      const buckets = Math.min(bucketsMax, Math.max(4 * reach, wanted));
      rungs[row + scale] = buckets / span;
      rungs[row + limit] = lowest ? buckets : buckets - 1;
    }
    const slots = this.bases[rung] + rungs[row + limit] + 1;
    if (slots > this.tails.length) {
      const length = Math.max(slots, 2 * this.tails.length);
      const tails = new Int32Array(length);
      tails.set(this.tails);
      const heads = new Int32Array(length);
      heads.set(this.heads);
      this.tails = tails;
      this.heads = heads;
    }
  }

  private spill(): void {
    if (this.depth >= depthMax) {
      this.reload(() => true);
      return;
    }
    const { doubles, extent } = this;
    const { head, tail, depth } = this;
    const low = doubles[2 * head];
    let sum = 0;
    for (let place = head; place < tail; place++) sum += doubles[2 * place] - low;
    extent[0] = low;
    extent[1] = doubles[2 * tail - 2];
    extent[2] = sum / (tail - head);
    this.raise(tail - head);
    this.distribute(depth, head, tail);
    this.head = this.tail = 0;
  }

  private closeLadder(at: number): void {
    this.depth = 1;
    this.bases[0] = firstBucket;
    this.tied[0] = 0;
    this.rungs[start] = at;
    this.rungs[scale] = 1;
    this.rungs[next] = 0;
    this.rungs[limit] = 0;
  }

  private reload(isLive: (code: number, subject: number) => boolean): void {
    let size = 0;
    const spare = this.tails.length - 1;
    if (this.slotsInUse() > spare) throw new Error('no spare');
    const keep = (from: number, last: number) => {
      for (let place = from; place < last; place++) {
        if (!isLive(this.codes[4 * place + 2], this.words[4 * place + 3])) continue;
        this.appendCopy(spare, place);
        size += 1;
      }
    };
    const keepList = (slot: number) => {
      const end = this.tails[slot];
      if (end === 0) return;
      this.tails[slot] = 0;
      const lastChunk = (end - 1) >> chunkBits;
      let chunk = this.heads[slot];
      for (;;) {
        const from = chunk << chunkBits;
        keep(from, chunk === lastChunk ? end : from + chunkSize);
        const after = this.following[chunk];
        this.release(chunk);
        if (chunk === lastChunk) return;
        chunk = after;
      }
    };
    keep(this.head, this.tail);
    for (let rung = this.depth - 1; rung >= 0; rung--) {
      const row = rungNumbers * rung;
      const base = this.bases[rung];
      const buckets = this.rungs[row + limit] + (rung === 0 ? 0 : 1);
      for (let bucket = this.rungs[row + next]; bucket < buckets; bucket++) keepList(base + bucket);
    }
    keepList(top);
    this.heads[top] = this.heads[spare];
    this.tails[top] = this.tails[spare];
    this.tails[spare] = 0;
    this.head = this.tail = 0;
    this.size = size;
    this.closeLadder(Math.max(this.lastPopped[0], Number.MIN_SAFE_INTEGER));
  }

  private slotsInUse(): number {
    const rung = this.depth - 1;
    return this.bases[rung] + this.rungs[rungNumbers * rung + limit] + 1;
  }

  private useBuffer(buffer: ArrayBuffer): void {
    this.doubles = new Float64Array(buffer);
    this.words = new Int32Array(buffer);
    this.codes = new Uint32Array(buffer);
    const following = new Int32Array(buffer.byteLength >> (4 + chunkBits));
    if (this.following) following.set(this.following);
    this.following = following;
  }

  private addChunks(from: number, to: number): void {
    for (let chunk = to - 1; chunk >= from; chunk--) this.release(chunk);
  }

  private grow(): void {
    const old = this.doubles;
    const before = this.following.length;
    this.useBuffer(new ArrayBuffer(2 * old.byteLength));
    this.doubles.set(old);
    this.addChunks(before, 2 * before);
  }
}
