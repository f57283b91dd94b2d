/**
 * Incidents: what the timeline did to the world, each with the requests that met it: what became of those sent to the
 * system while it was out or being deployed. A tier of a back end
 * counts for itself, since it is called by many kinds of requests.
 */
import { devicesOf, type TimelineEntry, type World } from '../models/index.ts';
import { wordsOfAct } from '../scenarios/index.ts';
import { type Outcome, outcomes, type Tier, tierFailures } from '../sim/index.ts';
import type { Incident, TierCalls } from './run-result.ts';

/** The requests by which a system is asked. */
const requestsOf = {
  api: [
    'mobile operator API.getBalance',
    'mobile operator API.getOffers',
    'mobile operator API.getNotifications',
    'mobile operator API.placeOrder',
  ],
  smdp: ['SM-DP+.es9', 'SM-DP+.order'],
  smds: ['SM-DS.es11', 'SM-DS.registerEvent', 'SM-DS.deleteEvent'],
  portal: [
    'mobile operator web portal.openPage',
    'mobile operator web portal.call',
    'mobile operator web portal.placeOrder',
  ],
  entitlement: ['entitlement server.mayShare'],
  aaa: ['AAA server.password', 'AAA server.eap'],
  hlr: ['home location register.authenticationInfo'],
  service: [
    'mobile plans service.signIn',
    'mobile plans service.getProviders',
    'mobile plans service.getAssets',
    'mobile plans service.getNotifications',
    'mobile plans service.getBalance',
  ],
} as const;

interface Watched {
  entry: TimelineEntry;
  /** When it was over; undefined while it is not. */
  until: number | undefined;
  requests: Partial<Record<Outcome, number>>;
  /** Of a tier: what its counters said when it began, and when it was over. */
  before: TierCalls | undefined;
  after: TierCalls | undefined;
}

export class Incidents {
  private readonly world: World;
  /** By number of the entry. */
  private readonly watched: readonly Watched[];

  constructor(world: World) {
    this.world = world;
    this.watched = world.settings.timeline.map(entry => ({
      entry,
      until: undefined,
      requests: {},
      before: undefined,
      after: undefined,
    }));
    if (this.watched.length === 0) return;
    const { facts, clock } = world.simulation;
    facts.observe('timeline.began', number => {
      const watched = this.watched[number]!;
      watched.before = this.callsOf(watched.entry);
    });
    facts.observe('timeline.ended', number => {
      const watched = this.watched[number]!;
      watched.until = clock[0]!;
      watched.after = this.callsOf(watched.entry);
    });
    for (const [system, names] of Object.entries(requestsOf)) {
      const here = this.watched.filter(({ entry }) => 'system' in entry && entry.system === system);
      if (here.length > 0) for (const name of names) this.watch(name, here);
    }
  }

  /** Counts by the moment at which a request was meant to be sent: who waits in vain learns of it only later. */
  private watch(name: string, here: readonly Watched[]): void {
    const { facts, clock } = this.world.simulation;
    for (const outcome of outcomes)
      facts.observe(`${name}.${outcome}`, () => {
        const asked = clock[0]! - facts.value[0]!;
        for (const { entry, until, requests } of here)
          if (asked >= entry.at && asked < (until ?? Infinity)) requests[outcome] = (requests[outcome] ?? 0) + 1;
      });
  }

  /** What the tiers that an entry is about have counted so far: of all operators that have one, where it names none. */
  private callsOf(entry: TimelineEntry): TierCalls | undefined {
    if (!('tier' in entry) || entry.tier === undefined) return undefined;
    const { tier: name, operator } = entry;
    const tiers = this.world.settings.operators.flatMap(({ name: own }, number) =>
      operator === undefined || operator === own
        ? (this.world.surroundings.backEnds[number]!.network.tiers.find(tier => tier.name === name) ?? [])
        : [],
    );
    const sum = (of: (tier: Tier) => number) => tiers.reduce((all, tier) => all + of(tier), 0);
    return {
      came: sum(({ visits }) => visits),
      served: sum(({ served }) => served),
      failed: tierFailures.map(reason => ({ reason, n: sum(({ turnedAway }) => turnedAway[reason].n) })),
    };
  }

  /** In the order of the timeline, those that began within the run; of the warm-up, outages that were not over with it. */
  list(): Incident[] {
    const { now } = this.world.simulation;
    return this.watched
      .filter(({ entry }) => entry.at <= now && lastsBeyond(entry, this.world.countsFrom))
      .map(({ entry, until, requests, before, after }) => {
        const when = { name: entry.name, from_us: entry.at, until_us: until ?? now };
        if (entry.kind === 'campaign' || entry.kind === 'notification' || entry.kind === 'message')
          return { ...when, kind: 'campaign', group: entry.group, reach: entry.reach };
        if (entry.kind === 'act') {
          const { kind, group, first } = entry;
          const { length: count } = devicesOf(this.world, entry);
          return { ...when, kind, act: wordsOfAct(entry.act), group, first, count };
        }
        const { system, operator, tier } = entry;
        const where = {
          system,
          ...(tier === undefined ? {} : { tier }),
          ...(operator === undefined ? {} : { operator }),
        };
        const calls = before && countedSince(before, after ?? this.callsOf(entry)!);
        return { ...when, ...where, ...whatOf(entry), ...(calls === undefined ? { requests } : { requests, calls }) };
      });
  }
}

const lastsBeyond = (entry: TimelineEntry, moment: number): boolean =>
  entry.at >= moment || (entry.kind === 'outage' && entry.until > moment);

/** The counters less what they said before; reasons that nothing failed for are left out. */
const countedSince = (before: TierCalls, after: TierCalls): TierCalls => ({
  came: after.came - before.came,
  served: after.served - before.served,
  failed: after.failed.map(({ reason, n }, at) => ({ reason, n: n - before.failed[at]!.n })).filter(({ n }) => n > 0),
});

/** What was done to the system, in the form of the result. */
function whatOf(entry: Extract<TimelineEntry, { system: string }>) {
  if (entry.kind === 'deployment') return { kind: entry.kind, step: entry.step };
  if (entry.as.kind === 'errors') return { kind: entry.as.kind, share: entry.as.share };
  if (entry.as.kind === 'slow') return { kind: entry.as.kind, factor: entry.as.by };
  return { kind: entry.as.kind };
}
