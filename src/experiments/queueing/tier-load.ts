/**
 * What a world asks of the servers of its operators, worked out without a run: for each bank of servers and each tier the
 * rate of arrivals, the work and the threads that they take, and the closed form that tells the waiting there, if one does.
 *
 *     requests per second of each kind ──▶ visits on their paths ──▶ load, threads held, utilisation
 *                                                               └──▶ exact · approximation · none, and why
 *
 * Nothing in it queues, fails or is repeated: it is what comes to servers that are large enough.
 */
import {
  type ApiRequest,
  apiRequests,
  type OperatorSettings,
  type TierSettings,
  type WorldSettings,
} from '../../models/settings.ts';
import { type Distribution, mean } from '../../sim/index.ts';
import { formsOf, type ServerForms } from './closed-form.ts';
import { squaredVariation } from './moments.ts';
import {
  type Bounds,
  exactly,
  hasQueue,
  type Misses,
  plus,
  scaled,
  type TierVisits,
  times,
  visitsOf,
} from './visits.ts';

/** Requests of each kind per second, as they come to one operator's API. */
export type RequestRates = Readonly<Partial<Record<ApiRequest, number>>>;

export interface Offered {
  operator: string;
  requests: RequestRates;
  /** Calls per second that come to a tier by itself: from the portal, or to the tier `smdp` from devices. */
  calls?: Readonly<Record<string, number>>;
  /** Shares of requests that a cache has no answer for, where they have been measured. */
  misses?: Misses;
}

export interface TierLoad {
  operator: string;
  /** The name of the tier; `api` for the bank of servers that does what has no path. */
  tier: string;
  kind: 'bank' | 'tier';
  /** Undefined: there is always one free. */
  servers: number | undefined;
  threadsEach: number;
  /** Threads altogether, or connections where these are what there is too little of; Infinity where nobody ever waits. */
  threads: number;
  /** Places to wait in. */
  queue: number;
  /** Visits per second: a range where caches stand before it. */
  arrivals: Bounds;
  /** Its own work on a visit: mean in µs, and squared coefficient of variation. */
  service: { mean: number; variation: number };
  /** Mean time that a visit holds a thread, what it waits for others included, in µs. */
  held: Bounds;
  /** Mean number of threads at their own work, and of threads held. */
  busy: Bounds;
  threadsHeld: Bounds;
  /** Threads held, as a share of all. */
  utilisation: Bounds;
  forms: ServerForms;
}

/**
 * The load of every bank and tier of an operator to which anything comes: first the bank of its API, then its tiers in the
 * order of the scenario.
 *
 * @throws RangeError for an operator that is not there, or a rate that makes no sense
 */
export function tierLoads(settings: WorldSettings, offered: Offered): TierLoad[] {
  const operator = operatorOf(settings, offered.operator);
  for (const rate of [...Object.values(offered.requests), ...Object.values(offered.calls ?? {})])
    if (!(rate >= 0 && rate < Infinity)) throw new RangeError(`A rate of ${rate} per s; expected a number from 0 up`);
  const come = comingTo(operator, offered);
  const atRandom = isPoisson(settings, operator);
  const bank = bankLoad(settings, operator, offered.requests, atRandom);
  return [
    ...(bank === undefined ? [] : [bank]),
    ...operator.backEnd.tiers.flatMap(tier => {
      const coming = come.get(tier.name);
      return coming === undefined || coming.rate.high === 0 ? [] : [loadOf(settings, operator, tier, coming, atRandom)];
    }),
  ];
}

/** @throws RangeError for an operator that is not there */
export function operatorOf(settings: WorldSettings, name: string): OperatorSettings {
  const operator = settings.operators.find(one => one.name === name);
  if (operator === undefined)
    throw new RangeError(`No operator ${name}; there are: ${settings.operators.map(one => one.name).join(', ')}`);
  return operator;
}

/** Kinds of requests for which the API's own bank of servers takes care. */
const servedByBank = (operator: OperatorSettings): readonly ApiRequest[] =>
  apiRequests.filter(request => operator.backEnd.paths[request] === undefined);

/** Everything that comes to one tier. */
interface Coming {
  rate: Bounds;
  /** Threads held, in Erlang. */
  held: Bounds;
  waitsFor: Set<string>;
  disturbedBefore: boolean;
  callersGiveUp: boolean;
}

function comingTo({ backEnd }: OperatorSettings, { requests, calls = {}, misses = {} }: Offered): Map<string, Coming> {
  const come = new Map<string, Coming>();
  const add = (perSecond: number, visits: TierVisits) => {
    const { tier, waitsFor, disturbedBefore, callersGiveUp } = visits;
    const before = come.get(tier.name);
    const rate = scaled(visits.visits, perSecond);
    const held = scaled(visits.held, perSecond / 1e6);
    come.set(tier.name, {
      rate: plus(before?.rate ?? exactly(0), rate),
      held: plus(before?.held ?? exactly(0), held),
      waitsFor: new Set([...(before?.waitsFor ?? []), ...waitsFor]),
      disturbedBefore: disturbedBefore || (before?.disturbedBefore ?? false),
      callersGiveUp: callersGiveUp || (before?.callersGiveUp ?? false),
    });
  };
  for (const request of apiRequests) {
    const path = backEnd.paths[request];
    const perSecond = requests[request] ?? 0;
    if (path === undefined || perSecond === 0) continue;
    for (const visits of visitsOf(path, backEnd.tiers, misses).tiers) add(perSecond, visits);
  }
  for (const [tier, perSecond] of Object.entries(calls)) {
    if (perSecond === 0) continue;
    // Calls of the portal come when its pages do, not at random.
    for (const visits of visitsOf({ kind: 'tier', tier }, backEnd.tiers).tiers)
      add(perSecond, { ...visits, disturbedBefore: true });
  }
  return come;
}

function bankLoad(
  settings: WorldSettings,
  operator: OperatorSettings,
  requests: RequestRates,
  atRandom: boolean,
): TierLoad | undefined {
  const { api, name } = operator;
  const rate = servedByBank(operator).reduce((sum, request) => sum + (requests[request] ?? 0), 0);
  if (rate === 0) return undefined;
  const service = momentsOf(api.service);
  const busy = exactly((rate * service.mean) / 1e6);
  return {
    operator: name,
    tier: 'api',
    kind: 'bank',
    servers: api.servers,
    threadsEach: 1,
    threads: api.servers,
    queue: api.queue,
    arrivals: exactly(rate),
    service,
    held: exactly(service.mean),
    busy,
    threadsHeld: busy,
    utilisation: scaled(busy, 1 / api.servers),
    forms: formsOf({
      threads: api.servers,
      queue: api.queue,
      rate: exactly(rate),
      service,
      isExponential: isExponential(api.service),
      isShared: api.discipline === 'processorSharing',
      atRandom,
      disturbedBefore: false,
      callersGiveUp: false,
      waitsFor: [],
      limit: api.limit,
      trouble: troubleOf(settings, name, entry => 'system' in entry && entry.system === 'api'),
    }),
  };
}

function loadOf(
  settings: WorldSettings,
  { name }: OperatorSettings,
  tier: TierSettings,
  coming: Coming,
  atRandom: boolean,
): TierLoad {
  const { rate, held } = coming;
  const service = momentsOf(tier.service);
  const threads = threadsOf(tier);
  const busy = scaled(rate, service.mean / 1e6);
  // A tier without servers has no queue of its own: whoever waits does so for a connection, and that queue has no end.
  const queue = tier.servers === undefined || tier.outside ? Infinity : tier.queue;
  return {
    operator: name,
    tier: tier.name,
    kind: 'tier',
    servers: tier.outside ? undefined : tier.servers,
    threadsEach: tier.threads,
    threads,
    queue,
    arrivals: rate,
    service,
    held: heldEach(rate, held),
    busy,
    threadsHeld: held,
    utilisation: times(held, exactly(1 / threads)),
    forms: formsOf({
      threads,
      queue,
      rate,
      service,
      isExponential: isExponential(tier.service),
      isShared: false,
      atRandom,
      disturbedBefore: coming.disturbedBefore,
      callersGiveUp: coming.callersGiveUp,
      waitsFor: [...coming.waitsFor],
      limit: tier.limit?.perSecond,
      trouble: troubleOf(
        settings,
        name,
        entry => 'system' in entry && entry.system === 'tier' && entry.tier === tier.name,
      ),
    }),
  };
}

/** Of a range of threads held by a range of visits: what each visit holds. */
function heldEach(rate: Bounds, held: Bounds): Bounds {
  const each = (rateAt: number, heldAt: number) => (heldAt * 1e6) / rateAt;
  const high = each(rate.high, held.high);
  return {
    low: rate.low === 0 ? Math.min(high, each(rate.high, held.low)) : Math.min(high, each(rate.low, held.low)),
    high,
  };
}

/** Requests that a tier works on or waits for at a time: threads, or connections where there are fewer. */
export function threadsOf(tier: TierSettings): number {
  if (!hasQueue(tier)) return Infinity;
  const { servers, threads, connections = Infinity, outside } = tier;
  return Math.min(servers === undefined || outside ? Infinity : servers * threads, connections);
}

const momentsOf = (service: Distribution) => ({ mean: mean(service), variation: squaredVariation(service) });

/** Also with another name: scaled by a factor, or a gamma or Weibull of shape 1. */
function isExponential(of: Distribution): boolean {
  if (of.kind === 'scaled') return isExponential(of.of);
  return of.kind === 'exponential' || ((of.kind === 'gamma' || of.kind === 'weibull') && of.shape === 1);
}

/** Whether all that asks this operator are agents that send at random, at a rate of their own that never changes. */
export const isPoisson = (settings: WorldSettings, { name }: OperatorSettings): boolean =>
  settings.groups.every(({ operator, load }) => operator !== name || load?.pacing === 'random');

/** Entries of the timeline that put the servers out of order, by name. */
function troubleOf(
  { timeline }: WorldSettings,
  operator: string,
  concerns: (entry: WorldSettings['timeline'][number]) => boolean,
): string[] {
  return timeline
    .filter(entry => entry.kind === 'outage' || entry.kind === 'deployment')
    .filter(entry => (entry.operator ?? operator) === operator && concerns(entry))
    .map(({ name }) => name);
}
