/**
 * What one request of a path asks of each tier, if nothing fails and nobody queues: how many visits, and how long each of
 * them holds a thread.
 *
 *     gateway > api > cache else billing      gateway 1 visit, holds its own work + all that follows
 *                                             api     1 visit, holds its own work + cache + misses × billing
 *                                             cache   1 visit
 *                                             billing misses: between 0 and 1, unless something tells more
 *
 * How often a cache misses depends on who asks when, so it is a range and never a guess: from 0 to 1; always, where answers
 * are kept for no time at all.
 */
import type { TierSettings } from '../../models/settings.ts';
import { type CallPath, mean } from '../../sim/index.ts';

export interface Bounds {
  low: number;
  high: number;
}

export const exactly = (value: number): Bounds => ({ low: value, high: value });
export const plus = (a: Bounds, b: Bounds): Bounds => ({ low: a.low + b.low, high: a.high + b.high });
export const times = (a: Bounds, b: Bounds): Bounds => ({ low: times0(a.low, b.low), high: times0(a.high, b.high) });
export const scaled = (a: Bounds, by: number): Bounds => times(a, exactly(by));

/** Nothing of something endless is nothing. */
const times0 = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : a * b);

/** What one request asks of one tier. */
export interface TierVisits {
  tier: TierSettings;
  /** Visits for each request, those after the answer included. */
  visits: Bounds;
  /** Of these, visits that the answer waits for. */
  beforeAnswer: Bounds;
  /** Mean time that the visits together hold a thread, in µs, without queueing anywhere. */
  held: Bounds;
  /** The same for those that the answer waits for, counted only where no time-out, further try or breaker may cut it short. */
  heldAtLeast: number;
  /** Tiers that are waited for with a thread of this one. */
  waitsFor: ReadonlySet<string>;
  /** Whether what comes here has passed a cache, a queue with an end, or a held thread before: it is not Poisson any more. */
  disturbedBefore: boolean;
  /** Whether a caller may stop waiting, or call again. */
  callersGiveUp: boolean;
}

export interface PathVisits {
  tiers: readonly TierVisits[];
  /** Mean time from call to answer, in µs, without queueing anywhere. */
  time: Bounds;
}

/** Of a cache: the share of the requests that it has no answer for, where that is known. */
export type Misses = Readonly<Record<string, Bounds>>;

/** @throws RangeError when the path names a tier that is not there */
export function visitsOf(path: CallPath, tiers: readonly TierSettings[], misses: Misses = {}): PathVisits {
  const walk = new Walk(tiers, misses);
  const { time } = walk.step(path, { share: exactly(1), afterAnswer: false, callers: [], disturbed: false });
  return { tiers: [...walk.found.values()], time };
}

/** On the way to a step. */
interface Way {
  /** Requests that come to it, of each that began the path. */
  share: Bounds;
  afterAnswer: boolean;
  /** Tiers that wait for it with a thread, outermost first. */
  callers: readonly TierSettings[];
  disturbed: boolean;
}

/** What a step takes, and the share of those who came that go on after it. */
interface Taken {
  time: Bounds;
  /** The part of the time that nothing may cut short, on every way through. */
  sure: number;
  passes: Bounds;
  /** Whether what leaves it may have lost its order of coming. */
  disturbs: boolean;
}

type Found = { -readonly [Key in keyof TierVisits]: TierVisits[Key] } & { waitsFor: Set<string> };

class Walk {
  readonly found = new Map<string, Found>();
  private readonly tiers: ReadonlyMap<string, TierSettings>;
  private readonly misses: Misses;

  constructor(tiers: readonly TierSettings[], misses: Misses) {
    this.tiers = new Map(tiers.map(tier => [tier.name, tier]));
    this.misses = misses;
  }

  step(path: CallPath, way: Way): Taken {
    switch (path.kind) {
      case 'tier':
        return this.visit(path.tier, undefined, way);
      case 'waits':
        return this.visit(path.caller, path.called, way);
      case 'orElse':
        return this.orElse(path, way);
      case 'inTurn':
        return path.steps.reduce<Taken>(
          (before, step) => {
            const share = times(way.share, before.passes);
            const taken = this.step(step, { ...way, share, disturbed: way.disturbed || before.disturbs });
            return {
              time: plus(before.time, times(taken.time, before.passes)),
              sure: before.sure + times0(before.passes.low, taken.sure),
              passes: times(before.passes, taken.passes),
              disturbs: before.disturbs || taken.disturbs,
            };
          },
          { time: exactly(0), sure: 0, passes: exactly(1), disturbs: false },
        );
      case 'later': {
        const first = this.step(path.first, way);
        const share = times(way.share, first.passes);
        const disturbed = way.disturbed || first.disturbs;
        this.step(path.afterAnswer, { share, afterAnswer: true, callers: [], disturbed });
        return first;
      }
    }
  }

  private visit(name: string, called: CallPath | undefined, way: Way): Taken {
    const tier = this.tiers.get(name);
    if (tier === undefined) throw new RangeError(`The path names the tier ${name}, which is not there`);
    const found = this.of(tier);
    const own = mean(tier.service);
    const passes = 1 - tier.results.reduce((sum, { share }) => sum + share, 0);
    const caller = way.callers.at(-1);
    const mayBeCut = isImpatient(caller) || (called === undefined && isImpatient(tier));
    const goesOn = scaled(way.share, passes);
    const callers = [...way.callers, tier];
    // A thread that is held keeps the next from coming at random; with a thread for everybody, it does not.
    const inner =
      called === undefined
        ? undefined
        : this.step(called, { ...way, share: goesOn, callers, disturbed: way.disturbed || hasQueue(tier) });
    const waited = inner === undefined ? exactly(0) : scaled(inner.time, passes);
    const time = plus(exactly(own), waited);
    const sure = own + passes * (inner?.sure ?? 0);

    found.visits = plus(found.visits, way.share);
    found.held = plus(found.held, times(way.share, time));
    if (!way.afterAnswer) {
      found.beforeAnswer = plus(found.beforeAnswer, way.share);
      found.heldAtLeast += times0(way.share.low, sure);
    }
    if (called !== undefined) for (const waitedFor of entrancesOf(called)) found.waitsFor.add(waitedFor);
    found.disturbedBefore ||= way.disturbed;
    found.callersGiveUp ||= mayBeCut;
    return {
      time,
      sure: mayBeCut ? 0 : sure,
      passes: scaled(inner?.passes ?? exactly(1), passes),
      disturbs: disturbsOrder(tier, called !== undefined) || (inner?.disturbs ?? false),
    };
  }

  private orElse({ asked, afterMiss }: Extract<CallPath, { kind: 'orElse' }>, way: Way): Taken {
    const first = this.step(asked, way);
    const missed = this.missed(asked);
    const then = this.step(afterMiss, { ...way, share: times(way.share, missed), disturbed: true });
    return {
      time: plus(first.time, times(missed, then.time)),
      sure: first.sure + times0(missed.low, then.sure),
      passes: times(first.passes, {
        low: 1 - missed.high * (1 - then.passes.low),
        high: 1 - missed.low * (1 - then.passes.high),
      }),
      disturbs: true,
    };
  }

  /** An old answer may serve for one that fails, and one fetch for all that wait for it: neither can be counted on. */
  private missed(asked: CallPath): Bounds {
    return entrancesOf(asked)
      .map(name => {
        const cache = this.tiers.get(name)?.cache;
        if (cache === undefined) return exactly(0);
        const known = this.misses[name];
        if (known !== undefined) return known;
        return { low: cache.ttl === 0 && cache.staleIfError === 0 && !cache.sharedMisses ? 1 : 0, high: 1 };
      })
      .reduce((a, b) => ({ low: Math.max(a.low, b.low), high: Math.max(a.high, b.high) }));
  }

  private of(tier: TierSettings): Found {
    let found = this.found.get(tier.name);
    if (found === undefined) {
      const nothing = exactly(0);
      found = {
        tier,
        visits: nothing,
        beforeAnswer: nothing,
        held: nothing,
        heldAtLeast: 0,
        waitsFor: new Set(),
        disturbedBefore: false,
        callersGiveUp: false,
      };
      this.found.set(tier.name, found);
    }
    return found;
  }
}

/** Whether whoever calls, or is called, by these settings may stop waiting, or call again. */
const isImpatient = (tier: TierSettings | undefined): boolean =>
  tier?.timeout !== undefined || tier?.retries !== undefined || tier?.breaker !== undefined;

export const hasQueue = ({ servers, outside, connections }: TierSettings): boolean =>
  (servers !== undefined && !outside) || connections !== undefined;

/** Poisson arrivals leave an M/M/c and an M/G/∞ as Poisson arrivals (Burke 1956; Mirasol 1963), and nothing else. */
function disturbsOrder(tier: TierSettings, waits: boolean): boolean {
  if (tier.limit !== undefined) return true;
  if (!hasQueue(tier)) return false;
  return waits || tier.queue < Infinity || tier.service.kind !== 'exponential';
}

/** The tiers at which a call of the path arrives. */
function entrancesOf(path: CallPath): readonly string[] {
  switch (path.kind) {
    case 'tier':
      return [path.tier];
    case 'waits':
      return [path.caller];
    case 'orElse':
      return [...entrancesOf(path.asked), ...entrancesOf(path.afterMiss)];
    case 'inTurn':
      return path.steps.flatMap(entrancesOf);
    case 'later':
      return entrancesOf(path.first);
  }
}
