/**
 * A tier: servers with threads, a queue before them, and what has been counted there.
 *
 *     callers ── connections ──▶ limit ──▶ queue ──▶ threads ─┬─ own work ──▶ answer
 *                (shared)                                     └─ held while what it calls works
 *
 * A tier without servers belongs to somebody else: whoever comes is worked on at once.
 */

import type { BreakerOptions } from './circuit-breaker.ts';
import { type Distribution, type Sampler, sampler } from './distributions.ts';
import { Level } from './level.ts';
import type { Disturbance, Staff } from './service-center.ts';
import { type CacheOptions, TierCache } from './tier-cache.ts';
import { FrameList, type TierFrames } from './tier-frames.ts';
import { type RateLimit, TokenBucket } from './token-bucket.ts';
import { endOfTime, type Microseconds } from './units.ts';

/** What a caller does about a call that may fail. */
export interface CallPolicy {
  /** How long one try may take. */
  timeout?: Microseconds | undefined;
  /** Further tries, each after a wait. */
  retries?: { times: number; wait: Microseconds } | undefined;
  breaker?: BreakerOptions | undefined;
}

export interface TierLimit extends RateLimit {
  /** Whose requests share a bucket; default: all. */
  key?: (entity: number) => number;
}

export interface TierOptions extends CallPolicy {
  name: string;
  /** Undefined: there is always a thread free. */
  servers?: number | undefined;
  /** Requests that one server works on or waits for at a time. Default 1. */
  threads?: number;
  /** Places to wait in for a thread. Default: as many as it takes. */
  queue?: number;
  /** Calls to the tier at a time; further ones wait for a connection. Default: as many as it takes. */
  connections?: number | undefined;
  /** Time that a visit takes of a thread, in µs, without what it waits for others. */
  service: Distribution;
  /** Shares of visits that end in something else than success, known when their own work is done. */
  results?: readonly { name: string; share: number }[];
  limit?: TierLimit | undefined;
  cache?: CacheOptions | undefined;
}

/**
 * Why a call came to nothing. Up to `error` the tier says so itself; `timeout` says its caller, and `breaker` the breaker
 * between the two.
 */
export const tierFailures = ['full', 'limit', 'refused', 'hung', 'error', 'timeout', 'breaker'] as const;
export type TierFailure = (typeof tierFailures)[number];

interface TurnedAway {
  n: number;
  /** The first and the last moment. */
  first: Microseconds | undefined;
  last: Microseconds | undefined;
}

export class Tier {
  readonly name: string;
  readonly number: number;
  /** Undefined for one that never queues. */
  readonly servers: number | undefined;
  readonly threadsEach: number;
  readonly queuePlaces: number;
  readonly policy: CallPolicy;
  readonly results: readonly { name: string; share: number }[];
  readonly cache: TierCache | undefined;
  readonly sample: Sampler;

  /** Threads at the tier's own work, threads held altogether, visits that wait for a thread, calls that wait for a connection. */
  readonly busy: Level;
  readonly held: Level;
  readonly waiting: FrameList;
  readonly queue: Level;
  readonly connecting: FrameList;
  readonly wantConnection: Level;
  /** Visits that came, and those that ended in success or a result of the tier's own. */
  visits = 0;
  served = 0;
  /** Visits that were made because an earlier one had failed. */
  repeated = 0;
  readonly turnedAway: Readonly<Record<TierFailure, TurnedAway>>;
  /** When all threads were held for the first time. */
  firstFull: Microseconds | undefined;
  /** Visits that have waited for what they called, how long altogether and at most, in µs. */
  waits = 0;
  waited = 0;
  waitedMax = 0;
  /** By stretch of {@link watch}: visits, and waits with their length. */
  readonly visitsIn: number[] = [];
  readonly waitsIn: { n: number; total: number }[] = [];

  disturbance: Disturbance | undefined;
  connectionsFree: number;
  /** True while free connections or threads are being handed out, so that nobody begins with it anew. */
  handingOut = false;

  private bin = 0;
  private available: number;
  private cold = 0;
  private coldBy = 1;
  private serversNow: number;
  private turn = 0;
  private readonly limit: TierLimit | undefined;
  private readonly buckets = new Map<number, TokenBucket>();

  /** @throws RangeError for options that make no sense */
  constructor(options: TierOptions, number: number, frames: TierFrames, now: Microseconds) {
    const { name, servers, threads = 1, queue = Infinity, connections, service, results = [], limit, cache } = options;
    const isCount = (n: number) => Number.isInteger(n) && n >= 1;
    if (servers !== undefined && !isCount(servers))
      throw new RangeError(`${name} has ${servers} servers; expected a whole number from 1 up`);
    if (!isCount(threads)) throw new RangeError(`${name} has ${threads} threads; expected a whole number from 1 up`);
    if (!(queue === Infinity || (Number.isInteger(queue) && queue >= 0)))
      throw new RangeError(`${name} has a queue of ${queue} places; expected a whole number from 0 up`);
    if (connections !== undefined && !isCount(connections))
      throw new RangeError(`${name} has ${connections} connections; expected a whole number from 1 up`);
    this.name = name;
    this.number = number;
    this.servers = servers;
    this.threadsEach = threads;
    this.queuePlaces = queue;
    this.policy = { timeout: options.timeout, retries: options.retries, breaker: options.breaker };
    this.results = results;
    this.cache = cache === undefined ? undefined : new TierCache(cache);
    this.sample = sampler(service);
    this.busy = new Level(now);
    this.held = new Level(now);
    this.queue = new Level(now);
    this.wantConnection = new Level(now);
    this.waiting = new FrameList(frames);
    this.connecting = new FrameList(frames);
    const never = (): TurnedAway => ({ n: 0, first: undefined, last: undefined });
    this.turnedAway = {
      full: never(),
      limit: never(),
      refused: never(),
      hung: never(),
      error: never(),
      timeout: never(),
      breaker: never(),
    };
    this.connectionsFree = connections ?? Infinity;
    this.serversNow = servers ?? 0;
    this.available = this.threads;
    this.limit = limit;
  }

  /** Threads altogether; Infinity for a tier that never queues. */
  get threads(): number {
    return this.servers === undefined ? Infinity : this.servers * this.threadsEach;
  }

  get hasThread(): boolean {
    return this.held.now < this.available;
  }

  /** Keeps the course of everything, in stretches of `bin` µs. Changes nothing else. */
  watch(bin: Microseconds): void {
    this.bin = bin;
    for (const level of [this.busy, this.held, this.queue]) level.watch(bin);
  }

  /** What is called first or most is so from now on; counts go on. */
  restart(now: Microseconds): void {
    for (const level of [this.busy, this.held, this.queue]) level.restart(now);
    for (const counted of Object.values(this.turnedAway)) counted.first = undefined;
    this.firstFull = undefined;
    this.waitedMax = 0;
  }

  countVisit(now: Microseconds): void {
    this.visits += 1;
    if (this.bin === 0) return;
    const nth = Math.floor(now / this.bin);
    while (this.visitsIn.length <= nth) this.visitsIn.push(0);
    this.visitsIn[nth] += 1;
  }

  countFailure(reason: TierFailure, now: Microseconds): void {
    const counted = this.turnedAway[reason];
    counted.n += 1;
    counted.first ??= now;
    counted.last = now;
  }

  /** Somebody gets a thread, and works. */
  takeThread(now: Microseconds): void {
    this.held.change(1, now);
    this.busy.change(1, now);
    if (this.held.now >= this.available) this.firstFull ??= now;
  }

  /** Somebody who has waited for what it called goes on. */
  countWait(time: number, now: Microseconds): void {
    this.waits += 1;
    this.waited += time;
    if (time > this.waitedMax) this.waitedMax = time;
    if (this.bin === 0) return;
    const nth = Math.floor(now / this.bin);
    while (this.waitsIn.length <= nth) this.waitsIn.push({ n: 0, total: 0 });
    this.waitsIn[nth].n += 1;
    this.waitsIn[nth].total += time;
  }

  /** Whether the limit lets a request of that entity pass. */
  passes(entity: number, now: number): boolean {
    const { limit } = this;
    if (limit === undefined) return true;
    const key = limit.key === undefined ? 0 : limit.key(entity);
    let bucket = this.buckets.get(key);
    if (bucket === undefined) {
      bucket = new TokenBucket(limit);
      this.buckets.set(key, bucket);
    }
    return bucket.take(now);
  }

  /** Own work of a visit that begins now, in µs. */
  workOf(uniform: number): number {
    const slow = this.disturbance?.kind === 'slow' ? this.disturbance.by : 1;
    return Math.min(endOfTime, Math.ceil(this.sample(uniform) * slow * this.coldness()));
  }

  private coldness(): number {
    if (this.cold === 0) return 1;
    this.turn = (this.turn + 1) % this.serversNow;
    return this.turn < this.cold ? this.coldBy : 1;
  }

  /** @throws RangeError for numbers that make no sense, or a tier without servers */
  setStaff({ servers, cold = 0, coldBy = 1 }: Staff): void {
    const whole = [servers, cold].every(Number.isInteger) && cold >= 0 && cold <= servers;
    if (this.servers === undefined || !whole || servers > this.servers || !(coldBy >= 0 && coldBy < Infinity))
      throw new RangeError(`${this.name}: ${servers} servers, ${cold} cold by ${coldBy}, of ${this.servers ?? 'none'}`);
    this.serversNow = servers;
    this.available = servers * this.threadsEach;
    this.cold = cold;
    this.coldBy = coldBy;
  }

  /** @throws RangeError for a share outside 0 to 1 or a factor below 0 */
  setDisturbance(disturbance: Disturbance | undefined): void {
    if (disturbance?.kind === 'errors' && !(disturbance.share >= 0 && disturbance.share <= 1))
      throw new RangeError(`${this.name}: a share of ${disturbance.share} errors; expected 0 to 1`);
    if (disturbance?.kind === 'slow' && !(disturbance.by >= 0 && disturbance.by < Infinity))
      throw new RangeError(`${this.name}: slow by ${disturbance.by}; expected a number from 0 up`);
    this.disturbance = disturbance;
  }
}
