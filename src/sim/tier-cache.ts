/**
 * The answers that a cache tier keeps: for a time, and only so many of them. The oldest goes.
 *
 *     fill ──▶ fresh ── ttl ──▶ stale ── staleIfError ──▶ gone
 *
 * With requests that come at random λ times a second to one entry, and an answer kept for t seconds from its making, the
 * share of hits is λt / (1 + λt).
 */
import type { Microseconds } from './units.ts';

export interface CacheOptions {
  ttl: Microseconds;
  /** How long beyond `ttl` an old answer may serve while there is no new one. */
  staleIfError: Microseconds;
  /** The most answers kept. */
  entries: number;
  /** Whether requests that miss the same entry wait for one answer. */
  sharedMisses: boolean;
  /** Which entry a request of that entity looks for: a whole number from 0 up. */
  key: (entity: number) => number;
}

const none = -1;

export class TierCache {
  hits = 0;
  misses = 0;
  /** Old answers that served because there was no new one. */
  stale = 0;
  /** Misses that waited for the answer of another. */
  shared = 0;
  readonly options: CacheOptions;
  private readonly slots = new Map<number, number>();
  private readonly vacant: number[] = [];
  private filledAt = new Float64Array(16);
  private filledFor = new Int32Array(16);
  private size = 0;

  /** @throws RangeError for a cache without room */
  constructor(options: CacheOptions) {
    if (!(options.entries >= 1)) throw new RangeError(`A cache for ${options.entries} answers; expected 1 or more`);
    this.options = options;
  }

  /** How many answers are kept, old ones included. */
  get entries(): number {
    return this.slots.size;
  }

  /** For whom the fresh answer under that key was fetched; undefined when there is none. Counts a hit or a miss. */
  look(key: number, now: number): number | undefined {
    const owner = this.within(key, now, this.options.ttl);
    if (owner === undefined) this.misses += 1;
    else this.hits += 1;
    return owner;
  }

  /** For whom the answer was fetched that may still serve while there is no new one. */
  lookForStale(key: number, now: number): number | undefined {
    const owner = this.within(key, now, this.options.ttl + this.options.staleIfError);
    if (owner !== undefined) this.stale += 1;
    return owner;
  }

  private within(key: number, now: number, age: number): number | undefined {
    const slot = this.slots.get(key);
    return slot === undefined || now - this.filledAt[slot] >= age ? undefined : this.filledFor[slot];
  }

  fill(key: number, owner: number, now: number): void {
    const known = this.slots.get(key);
    const slot = known ?? this.slotForNew();
    // A map keeps the order in which keys came: the first is the oldest.
    if (known !== undefined) this.slots.delete(key);
    this.slots.set(key, slot);
    this.filledAt[slot] = now;
    this.filledFor[slot] = owner;
  }

  private slotForNew(): number {
    if (this.slots.size >= this.options.entries) {
      const [oldest = none] = this.slots.keys();
      const slot = this.slots.get(oldest)!;
      this.slots.delete(oldest);
      return slot;
    }
    const slot = this.vacant.pop();
    if (slot !== undefined) return slot;
    if (this.size === this.filledAt.length) this.grow();
    this.size += 1;
    return this.size - 1;
  }

  private grow(): void {
    const filledAt = new Float64Array(this.size * 2);
    filledAt.set(this.filledAt);
    this.filledAt = filledAt;
    const filledFor = new Int32Array(this.size * 2);
    filledFor.set(this.filledFor);
    this.filledFor = filledFor;
  }

  /** Forgets everything, as after a restart. */
  empty(): void {
    this.vacant.push(...this.slots.values());
    this.slots.clear();
  }
}
