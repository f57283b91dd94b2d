/**
 * Facts: what has happened, in order, as the models told it. A run's fingerprint is a hash over all of them. Facts are
 * never kept; plain accumulators indexed by fact number see each one as it passes, and rare ones can be observed as
 * RxJS streams. Nothing that observes may change the world.
 */
import { Observable } from 'rxjs';
import type { Microseconds } from './units.ts';

/** A kind of fact. Numbers are given in order of declaration; the fingerprint goes by the name. */
export interface Fact {
  readonly number: number;
  readonly name: string;
}

/** One fact as a stream tells it. */
export interface FactEvent {
  time: Microseconds;
  name: string;
  subject: number;
  value: number;
}

export class FactLog {
  /** The value of the fact being told: observers read it here, so that no double is boxed. HOT */
  readonly value = new Float64Array(1);
  /** While the end of a request is told: the status of its refusal, 0 for any other end. Not part of the fingerprint. */
  readonly status = new Uint16Array(1);
  /** Facts told so far. */
  told = 0;

  private readonly kinds: Fact[] = [];
  private readonly byName = new Map<string, Fact>();
  /** What the fingerprint takes for each name: a fact that is new to the world changes nothing where it is never told. */
  private readonly marks: number[] = [];
  /** Observers by fact number. A list is never changed, only replaced: it may be being walked through. */
  private readonly observers: ((subject: number) => void)[][] = [];
  private readonly everything: ((fact: Fact, subject: number) => void)[] = [];
  private readonly words: Uint32Array;
  private readonly doubles = new Float64Array(2);
  private high = 0x9e3779b9;
  private low = 0x85ebca6b;
  private sealed = false;
  /** What began before this moment is not shown to those who count. */
  private shownFrom = 0;
  /** By fact number: whether the value is how long ago began what the fact ends. */
  private readonly tellsAge: boolean[] = [];
  private readonly followers: ((subject: number) => void)[][] = [];
  /** By fact number, of facts that begin or end something: subjects of which what began last is not shown. */
  private readonly unshown: (Set<number> | undefined)[] = [];
  private readonly begins: boolean[] = [];
  private readonly clock: Float64Array;

  /** @param clock `[0]` is the present moment in µs */
  constructor(clock: Float64Array) {
    this.clock = clock;
    this.words = new Uint32Array(this.doubles.buffer);
  }

  /**
   * Leaves out of what {@link observe} shows whatever began before that moment: earlier facts, and ends, told later, of what
   * was under way by then. The fingerprint, followers and traces go by all facts.
   */
  showFrom(moment: Microseconds): void {
    this.shownFrom = moment;
  }

  /** The value of the fact of that name is how long ago began what it ends, in µs. */
  endsWhatBegan(name: string): void {
    this.tellsAge[this.declare(name).number] = true;
  }

  /** The facts `ends` tell what becomes, of the same subject, of what the fact `begin` began: they are shown if that is. */
  endsOf(begin: string, ends: readonly string[]): void {
    const { number } = this.declare(begin);
    const subjects = this.unshown[number] ?? new Set();
    this.unshown[number] = subjects;
    this.begins[number] = true;
    for (const end of ends) this.unshown[this.declare(end).number] = subjects;
  }

  /** The fact of that name, declared at first mention. */
  declare(name: string): Fact {
    let fact = this.byName.get(name);
    if (fact === undefined) {
      fact = { number: this.kinds.length, name };
      this.kinds.push(fact);
      this.marks.push(markOf(name));
      this.byName.set(name, fact);
      this.observers.push([]);
      this.followers.push([]);
      this.tellsAge.push(false);
      this.unshown.push(undefined);
      this.begins.push(false);
    }
    return fact;
  }

  names(): string[] {
    return this.kinds.map(fact => fact.name);
  }

  kind(number: number): Fact {
    return this.kinds[number]!;
  }

  /** Calls `see(subject)` for each fact of that name that is shown; time is on the clock, the value in {@link value}. */
  observe(name: string, see: (subject: number) => void): void {
    const { number } = this.declare(name);
    this.observers[number] = [...this.observers[number]!, see];
  }

  /** Like {@link observe}, from the beginning: for those who follow something and tell by themselves when it began. */
  follow(name: string, see: (subject: number) => void): void {
    const { number } = this.declare(name);
    this.followers[number] = [...this.followers[number]!, see];
  }

  /** Sees every fact in order: for traces and comparison, not for the hot path. */
  observeAll(see: (fact: Fact, subject: number) => void): void {
    this.everything.push(see);
  }

  /** The facts of one name, of one subject if given, as a stream; for rare facts. Completes never: the run just ends. */
  stream(name: string, subject?: number): Observable<FactEvent> {
    return new Observable(subscriber => {
      const { number } = this.declare(name);
      const see = (about: number) => {
        if (subject === undefined || subject === about) {
          subscriber.next({ time: this.clock[0] as Microseconds, name, subject: about, value: this.value[0]! });
        }
      };
      this.observe(name, see);
      return () => {
        this.observers[number] = this.observers[number]!.filter(other => other !== see);
      };
    });
  }

  /** HOT: mixes one fact into the fingerprint and lets its observers see it. The value is in {@link value}. */
  tell(number: number, subject: number): void {
    if (this.sealed) return;
    const { words, doubles } = this;
    doubles[0] = this.clock[0]!;
    doubles[1] = this.value[0]!;
    const mark = this.marks[number]!;
    let h = this.high;
    h = Math.imul(h ^ mark, 0xcc9e2d51);
    h = Math.imul(((h << 15) | (h >>> 17)) ^ subject, 0x1b873593);
    h = Math.imul(((h << 13) | (h >>> 19)) ^ words[0]!, 0xe6546b64);
    h = Math.imul(((h << 16) | (h >>> 16)) ^ words[1]!, 0x85ebca6b);
    h = Math.imul(((h << 15) | (h >>> 17)) ^ words[2]!, 0xc2b2ae35);
    h = Math.imul(((h << 13) | (h >>> 19)) ^ words[3]!, 0x27d4eb2f);
    this.high = h ^ (h >>> 15);
    let l = this.low ^ h;
    l = Math.imul(((l << 11) | (l >>> 21)) ^ words[0]!, 0x9e3779b1);
    l = Math.imul(((l << 17) | (l >>> 15)) ^ words[2]!, 0x85ebca77);
    l = Math.imul(((l << 14) | (l >>> 18)) ^ words[1]! ^ mark, 0xc2b2ae3d);
    l = Math.imul(((l << 15) | (l >>> 17)) ^ words[3]! ^ subject, 0x27d4eb2f);
    this.low = l ^ (l >>> 13);
    this.told += 1;

    const followers = this.followers[number]!;
    for (let i = 0; i < followers.length; i++) followers[i]!(subject);
    if (this.shownFrom === 0 || this.isShown(number, subject, doubles[0], doubles[1])) {
      const seers = this.observers[number]!;
      for (let i = 0; i < seers.length; i++) seers[i]!(subject);
    }
    if (this.everything.length > 0) for (const see of this.everything) see(this.kinds[number]!, subject);
  }

  private isShown(number: number, subject: number, time: number, value: number): boolean {
    const isLate = (this.tellsAge[number] ? time - value : time) >= this.shownFrom;
    const unshown = this.unshown[number];
    if (unshown === undefined) return isLate;
    if (!this.begins[number]) return isLate && !unshown.has(subject);
    if (isLate) unshown.delete(subject);
    else unshown.add(subject);
    return isLate;
  }

  /** After sealing nothing more is told: what follows is tear-down, not history. */
  seal(): void {
    this.sealed = true;
  }

  /** 16 hex digits over every fact so far: kind, time, subject and value, in order. */
  fingerprint(): string {
    const hex = (word: number) => (word >>> 0).toString(16).padStart(8, '0');
    return hex(this.high) + hex(this.low);
  }
}

/** 32 bits of a name (FNV-1a). */
function markOf(name: string): number {
  let mark = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) mark = Math.imul(mark ^ name.charCodeAt(i), 0x01000193);
  return mark;
}
