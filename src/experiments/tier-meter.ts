/**
 * The tiers of all back ends as a capacity planner sees them: how busy each was, how many threads were held and when most,
 * what it turned away, and which was the first to fail. It reads what the tiers count themselves.
 */
import type { World } from '../models/index.ts';
import { days, type Microseconds, minutes, seconds, type Tier, tierFailures } from '../sim/index.ts';
import type { Incident, Series, TierRow } from './run-result.ts';

/** Stretches of the courses: fine enough for an outage of minutes, and not too many points for a chart. */
const binFor = (length: number): Microseconds =>
  length <= days(1) ? minutes(1) : length <= days(7) ? minutes(5) : minutes(30);

/** What a tier counts without end. */
interface Counts {
  visits: number;
  served: number;
  repeated: number;
  waits: number;
  waited: number;
  turnedAway: readonly number[];
  hits: number;
  misses: number;
  stale: number;
  breakerOpenings: number;
}

interface Watched {
  operator: string;
  tier: Tier;
  breakerOpenings: () => number;
  /** What it had counted when the warm-up was over; undefined without one. */
  before: Counts | undefined;
}

function countsOf({ tier, breakerOpenings }: Watched): Counts {
  const { visits, served, repeated, waits, waited, cache } = tier;
  const { hits = 0, misses = 0, stale = 0 } = cache ?? {};
  const turnedAway = tierFailures.map(reason => tier.turnedAway[reason].n);
  return {
    visits,
    served,
    repeated,
    waits,
    waited,
    turnedAway,
    hits,
    misses,
    stale,
    breakerOpenings: breakerOpenings(),
  };
}

/** What it has counted since the warm-up. */
function countedSince(watched: Watched): Counts {
  const now = countsOf(watched);
  const { before } = watched;
  if (before === undefined) return now;
  return {
    visits: now.visits - before.visits,
    served: now.served - before.served,
    repeated: now.repeated - before.repeated,
    waits: now.waits - before.waits,
    waited: now.waited - before.waited,
    turnedAway: now.turnedAway.map((n, at) => n - before.turnedAway[at]!),
    hits: now.hits - before.hits,
    misses: now.misses - before.misses,
    stale: now.stale - before.stale,
    breakerOpenings: now.breakerOpenings - before.breakerOpenings,
  };
}

export class TierMeter {
  private readonly world: World;
  private readonly bin: Microseconds;
  private readonly watched: readonly Watched[];

  constructor(world: World) {
    this.world = world;
    this.bin = binFor(world.horizon);
    this.watched = world.surroundings.backEnds.flatMap(({ network }, number) =>
      network.tiers.map(tier => ({
        operator: world.settings.operators[number]!.name,
        tier,
        breakerOpenings: () =>
          network.breakers
            .filter(({ called }) => called === tier.name)
            .reduce((sum, { breaker }) => sum + breaker.openings, 0),
        before: undefined,
      })),
    );
    for (const { tier } of this.watched) tier.watch(this.bin);
    world.whenWarm(() => {
      for (const watched of this.watched) {
        watched.before = countsOf(watched);
        watched.tier.restart(world.countsFrom);
      }
    });
  }

  /** Those that somebody called, operator by operator, in the order of the scenario. */
  rows(incidents: readonly Incident[]): TierRow[] {
    return this.watched.filter(isVisited).map(one => this.row(one, incidents));
  }

  private row(watched: Watched, incidents: readonly Incident[]): TierRow {
    const { now } = this.world.simulation;
    const { operator, tier } = watched;
    const { visits, served, repeated, waits, waited, hits, misses, stale, breakerOpenings, ...counted } =
      countedSince(watched);
    const turnedAway = tierFailures
      .map((reason, at) => ({ reason, n: counted.turnedAway[at]!, first_us: tier.turnedAway[reason].first ?? 0 }))
      .filter(({ n }) => n > 0)
      .sort((a, b) => a.first_us - b.first_us);
    return {
      operator,
      name: tier.name,
      ...(tier.servers === undefined ? {} : { servers: tier.servers, threads: tier.threads }),
      visits,
      served,
      repeated,
      busyMean: tier.busy.mean(now),
      busyPeak: tier.busy.peak,
      heldPeak: tier.held.peak,
      heldPeakAt_us: tier.held.peakAt ?? null,
      queuePeak: tier.queue.peak,
      turnedAway,
      firstToFail: this.firstToFail(operator, tier, turnedAway, incidents),
      waits: waits === 0 ? null : { n: waits, mean_us: waited / waits, max_us: tier.waitedMax },
      worst: this.worst(operator, tier, incidents),
      cache: tier.cache === undefined ? null : { hits, misses, stale },
      breakerOpenings,
    };
  }

  /** What its callers say of it, time-outs and open breakers, counts too: they are the first to notice. */
  private firstToFail(
    operator: string,
    tier: Tier,
    turnedAway: TierRow['turnedAway'],
    incidents: readonly Incident[],
  ): TierRow['firstToFail'] {
    const troubles: { reason: NonNullable<TierRow['firstToFail']>['reason']; at_us: number }[] = turnedAway.map(
      ({ reason, first_us }) => ({ reason, at_us: first_us }),
    );
    if (tier.firstFull !== undefined) troubles.push({ reason: 'threads', at_us: tier.firstFull });
    const first = troubles.reduce<(typeof troubles)[number] | undefined>(
      (earliest, one) => (earliest === undefined || one.at_us < earliest.at_us ? one : earliest),
      undefined,
    );
    if (first === undefined) return null;
    const { bin } = this;
    const begin = Math.floor(first.at_us / bin) * bin;
    const length = Math.min(bin, Math.max(1, this.world.simulation.now - begin));
    const perSecond = ((tier.visitsIn[begin / bin] ?? 0) / length) * seconds(1);
    return { ...first, perSecond, ...incidentAt(first.at_us, operator, incidents) };
  }

  /** The moment at which most threads were held, with the incident that was on, this tier's own or another's. */
  private worst(operator: string, tier: Tier, incidents: readonly Incident[]): TierRow['worst'] {
    const at_us = tier.held.peakAt;
    if (at_us === undefined) return null;
    const waits = tier.waitsIn[Math.floor(at_us / this.bin)];
    return {
      at_us,
      ...incidentAt(at_us, operator, incidents),
      ...(waits === undefined || waits.n === 0 ? {} : { waited_us: waits.total / waits.n }),
    };
  }

  /** The course of threads held and of threads at work, for tiers that have any. */
  series(): Series[] {
    const ours = this.watched.filter(one => isVisited(one) && one.tier.servers !== undefined);
    if (ours.length === 0) return [];
    const { now } = this.world.simulation;
    const severalOperators = new Set(ours.map(({ operator }) => operator)).size > 1;
    const linesOf = (level: 'held' | 'busy') =>
      ours.map(({ operator, tier }) => ({
        label: severalOperators ? `${operator} ${tier.name}` : tier.name,
        points: tier[level].means(now),
      }));
    const stretch = `${this.bin / minutes(1)} min mean`;
    return [
      {
        name: 'tiers-held',
        title: 'Threads held in the back end',
        axis: `threads held (${stretch})`,
        lines: linesOf('held'),
      },
      {
        name: 'tiers-busy',
        title: 'Threads at work in the back end',
        axis: `threads at their own work (${stretch})`,
        lines: linesOf('busy'),
      },
    ];
  }
}

const isVisited = (watched: Watched): boolean => countedSince(watched).visits > 0;

/** The outage or deployment that was on at a moment, of this tier or of another: the last to have begun. */
function incidentAt(at_us: number, operator: string, incidents: readonly Incident[]): { incident?: string } {
  const on = incidents.findLast(
    one =>
      'system' in one &&
      one.from_us <= at_us &&
      at_us < one.until_us &&
      (one.operator === undefined || one.operator === operator),
  );
  return on === undefined ? {} : { incident: on.name };
}
