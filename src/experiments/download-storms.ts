/**
 * Outages of the SM-DP+ and what they do to those who are buying: how many were under way, what became of them, and how
 * hard the server is asked when it is back, since everybody tries again.
 *
 *     before ── outage ── retries pile up ──▶ back: the busiest second of ES9+ calls, and when it was
 */
import type { World } from '../models/index.ts';
import { type Microseconds, minutes, outcomes, seconds } from '../sim/index.ts';
import type { Purchase, PurchaseJourney } from './purchase-journey.ts';

/** What one outage of the SM-DP+ did; moments in µs of the run. */
export interface DownloadStorm {
  name: string;
  from: number;
  until: number;
  /** Purchases that had pressed Continue and were neither online nor over when it began, or came to that during it. */
  inFlight: number;
  online: number;
  ofThese: { atOnce: number; byRetry: number; byComingBack: number };
  lost: number;
  open: number;
  /** ES9+ calls in the busiest second from its beginning to half an hour after its end, and in the busiest one before. */
  peak: number;
  peakAt: number;
  peakBefore: number;
}

/** So long after an outage its retries are looked for: three tries of the LPA are 20 min apart in all. */
const aftermath = minutes(30);
const second = seconds(1);

export class DownloadStorms {
  private readonly world: World;
  private readonly journey: PurchaseJourney;
  private readonly outages: readonly { name: string; from: Microseconds; until: Microseconds }[];
  /** ES9+ calls by the second in which they were asked; only where there is an outage to tell of. */
  private readonly calls = new Map<number, number>();

  constructor(world: World, journey: PurchaseJourney) {
    this.world = world;
    this.journey = journey;
    this.outages = world.settings.timeline.flatMap(entry =>
      entry.kind === 'outage' && (entry.system === 'smdp' || entry.tier === 'smdp')
        ? [{ name: entry.name, from: entry.at, until: entry.until }]
        : [],
    );
    if (this.outages.length === 0) return;
    const { facts, clock } = world.simulation;
    for (const outcome of outcomes)
      facts.observe(`SM-DP+.es9.${outcome}`, () => {
        const asked = Math.floor((clock[0]! - facts.value[0]!) / second);
        this.calls.set(asked, (this.calls.get(asked) ?? 0) + 1);
      });
  }

  /** Those that began within the run. */
  list(): DownloadStorm[] {
    return this.outages.filter(({ from }) => from <= this.world.simulation.now).map(outage => this.stormOf(outage));
  }

  private stormOf({ name, from, until }: { name: string; from: number; until: number }): DownloadStorm {
    const hit = this.journey.purchases.filter(
      ({ continuedAt, onlineAt, endedAt }) =>
        continuedAt !== undefined && continuedAt < until && (onlineAt ?? endedAt ?? Infinity) >= from,
    );
    const online = hit.filter(({ onlineAt }) => onlineAt !== undefined);
    const count = (which: (purchase: Purchase) => boolean) => online.filter(which).length;
    const storm = this.busiest(from, until + aftermath);
    return {
      name,
      from,
      until,
      inFlight: hit.length,
      online: online.length,
      ofThese: {
        atOnce: count(({ downloadRetries, cameBack }) => downloadRetries === 0 && cameBack === 0),
        byRetry: count(({ downloadRetries, cameBack }) => downloadRetries > 0 && cameBack === 0),
        byComingBack: count(({ cameBack }) => cameBack > 0),
      },
      lost: hit.filter(({ end }) => end !== undefined && end !== 'done').length,
      open: hit.filter(({ end, onlineAt }) => end === undefined && onlineAt === undefined).length,
      peak: storm.calls,
      peakAt: storm.at,
      peakBefore: this.busiest(0, from).calls,
    };
  }

  private busiest(from: number, to: number): { calls: number; at: number } {
    let [most, when] = [0, from];
    for (const [at, calls] of this.calls) {
      const begins = at * second;
      if (begins < from || begins >= to) continue;
      if (calls > most || (calls === most && begins < when)) [most, when] = [calls, begins];
    }
    return { calls: most, at: when };
  }
}
