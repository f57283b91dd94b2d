/**
 * The timeline: what happens at a given time of the run, whatever anybody does.
 *
 *     outage      a system is out from one moment to another
 *     deployment  the servers of an API or of a tier leave and come back, some at a time, and are cold for a while; the new
 *                 release empties a cache when its first server comes back
 *     campaign    something makes many people look at the flyout
 *     act         something is done by hand to one device, or to many, all at the same moment
 *
 * Facts say when each entry begins and ends: a deployment when nobody is away or cold any more, a campaign when the last
 * one has looked, an act at once.
 */
import { type Bank, type Microseconds, model, type Staff, state, type TransitionTable } from '../sim/index.ts';
import { outageOf } from './outages.ts';
import { apiRequests, type TimelineEntry } from './settings.ts';
import type { Surroundings } from './surroundings.ts';

type State = 'ahead' | 'on' | 'over';
type Event = 'began' | 'ended';

const entryTable: TransitionTable<State, Event> = {
  ahead: { began: 'on' },
  on: { ended: 'over' },
  over: {},
};

export type Deployment = Extract<TimelineEntry, { kind: 'deployment' }>;
type Outage = Extract<TimelineEntry, { kind: 'outage' }>;

export const timeline = model('timeline', {
  source: 'scenario-language.md',
  table: entryTable,
  /** One record an entry. */
  record: { state: state(entryTable) },
  timers: { begins: 0 as Microseconds, staffChanges: 0 as Microseconds, ends: 0 as Microseconds },
  facts: ['began', 'ended'],
  given: {} as Surroundings,
  takes: {
    begins(entry, _, does) {
      does.move(entry, 'began');
      does.emit('began');
      const what = does.given.settings.timeline[does.subject]!;
      if (what.kind === 'outage') {
        does.self('changesSystems');
        does.arm('ends', what.until - what.at);
      }
      if (what.kind === 'deployment') does.self('staffChanges');
    },

    ends(entry, _, does) {
      does.move(entry, 'ended');
      does.emit('ended');
      if (does.given.settings.timeline[does.subject]!.kind === 'outage') does.self('changesSystems');
    },

    /** An outage has begun or ended: its banks of servers behave as what is on now says. */
    changesSystems(_, _message, does) {
      const { given } = does;
      const outage = given.settings.timeline[does.subject] as Outage;
      for (const operator of given.settings.operators.keys()) {
        const foreseen = foreseenOf(given, outage, operator);
        if (!foreseen.includes(does.subject)) continue;
        const now = outageOf(does, foreseen);
        for (const bank of banksOf(given, outage, operator)) does.disturb(bank, now);
      }
    },

    staffChanges(_, _message, does) {
      const { settings, backEnds } = does.given;
      const deployment = settings.timeline[does.subject] as Deployment;
      const operator = settings.operators.findIndex(({ name }) => name === deployment.operator);
      const elapsed = does.now - deployment.at;
      const { bank, servers } = deployed(does.given, deployment, operator);
      if (servers > 0) does.staff(bank, staffAt(deployment, servers, elapsed));
      if (deployment.empties !== undefined && elapsed === (servers > 0 ? deployment.each : 0))
        does.empty(backEnds[operator]!.network.tier(deployment.empties)!.cache!);
      const next = nextChange(deployment, servers, elapsed);
      if (next === undefined) does.self('ends');
      else does.arm('staffChanges', next - elapsed);
    },
  },
});

const foreseenOf = (given: Surroundings, { system, tier = '' }: Outage, operator: number): readonly number[] => {
  if (system === 'tier') return given.outages.tiers[operator]!.get(tier) ?? [];
  return system === 'api' || system === 'smdp' ? given.outages[system][operator]! : [];
};

/** What an outage puts out of order. Of an API with paths, that is the first tier of each, too. */
function banksOf(given: Surroundings, { system, tier = '' }: Outage, operator: number): readonly Bank[] {
  const backEnd = given.backEnds[operator]!;
  if (system === 'tier') return [backEnd.to(tier)];
  if (system === 'smdp') return [given.smdpServers[operator]!];
  const ways = apiRequests.flatMap(request => backEnd.of(request) ?? []);
  return [given.apiServers[operator]!, ...ways];
}

/** The servers that a deployment takes away and brings back, and how many there are; a tier without any is replaced at once. */
function deployed(given: Surroundings, { tier }: Deployment, operator: number): { bank: Bank; servers: number } {
  if (tier === undefined)
    return { bank: given.apiServers[operator]!, servers: given.settings.operators[operator]!.api.servers };
  const backEnd = given.backEnds[operator]!;
  return { bank: backEnd.to(tier), servers: backEnd.network.tier(tier)?.servers ?? 0 };
}

/** How many leave with each step, first step first. */
function stepsOf({ step }: Deployment, servers: number): number[] {
  const size = Math.max(1, step);
  return Array.from({ length: Math.ceil(servers / size) }, (_, at) => Math.min(size, servers - at * size));
}

/** The servers of an API so long after the beginning of a deployment. */
export function staffAt(deployment: Deployment, servers: number, elapsed: number): Staff {
  const { each, coldFor, coldBy } = deployment;
  let away = 0;
  let cold = 0;
  for (const [at, size] of stepsOf(deployment, servers).entries()) {
    const back = (at + 1) * each;
    if (elapsed >= at * each && elapsed < back) away += size;
    if (elapsed >= back && elapsed < back + coldFor) cold += size;
  }
  return { servers: servers - away, cold, coldBy };
}

/** When the staff changes next, from the beginning of the deployment; undefined when all are back and warm. */
function nextChange(deployment: Deployment, servers: number, elapsed: number): number | undefined {
  const { each, coldFor } = deployment;
  const moments = stepsOf(deployment, servers).flatMap((_, at) => [(at + 1) * each, (at + 1) * each + coldFor]);
  const later = moments.filter(moment => moment > elapsed);
  return later.length === 0 ? undefined : Math.min(...later);
}
