/**
 * The timeline: what happens at a given time of the run, whatever anybody does.
 *
 *     outage      a system is out from one moment to another
 *     deployment  the servers of an API leave and come back, some at a time, and are cold for a while
 *     campaign    something makes many people look at the flyout
 *     act         something is done by hand to one device, or to many, all at the same moment
 *
 * Facts say when each entry begins and ends: a deployment when nobody is away or cold any more, a campaign when the last
 * one has looked, an act at once.
 */
import { type Microseconds, model, type ServiceCenter, type Staff, state, type TransitionTable } from '../sim/index.ts';
import { outageOf } from './outages.ts';
import type { TimelineEntry } from './settings.ts';
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
      if (outage.system !== 'api' && outage.system !== 'smdp') return;
      const foreseen = given.outages[outage.system];
      const centers: readonly ServiceCenter[] = outage.system === 'api' ? given.apiServers : given.smdpServers;
      for (const [operator, center] of centers.entries())
        if (foreseen[operator]!.includes(does.subject)) does.disturb(center, outageOf(does, foreseen[operator]!));
    },

    staffChanges(_, _message, does) {
      const { settings, apiServers } = does.given;
      const deployment = settings.timeline[does.subject] as Deployment;
      const operator = settings.operators.findIndex(({ name }) => name === deployment.operator);
      const elapsed = does.now - deployment.at;
      does.staff(apiServers[operator]!, staffAt(deployment, settings.operators[operator]!.api.servers, elapsed));
      const next = nextChange(deployment, settings.operators[operator]!.api.servers, elapsed);
      if (next === undefined) does.self('ends');
      else does.arm('staffChanges', next - elapsed);
    },
  },
});

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
