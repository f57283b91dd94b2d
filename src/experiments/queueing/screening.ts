/**
 * Which sizes of the servers can be left out of a search, because no run of them could meet its service levels.
 *
 *     a busy stretch     so much work came ──▶ more than all threads can do by its end ──▶ requests late or lost ──▶ goal
 *     a constant load    the closed form, where it is exact ──▶ mean or share beyond the goal by far
 *
 * It may leave out only what cannot meet. So it counts the least that a request needs: no work behind a cache, none after the
 * answer, no time held that a time-out may end; it lets the servers be empty at first and do nothing else; and it gives
 * chance five standard deviations. Where something decides that it does not know, it says that the size is possible.
 */
import type { ApiRequest, OperatorSettings, TierSettings, WorldSettings } from '../../models/settings.ts';
import { type Microseconds, mean } from '../../sim/index.ts';
import { counted, formatDuration, formatNumber, formatShare } from '../format.ts';
import { QuantileSketch } from '../statistics/quantile-sketch.ts';
import { mmcRelaxation } from './formulas.ts';
import type { Goal } from './goals.ts';
import { squaredVariation } from './moments.ts';
import { isPoisson, operatorOf, type TierLoad, threadsOf, tierLoads } from './tier-load.ts';
import { hasQueue, type Misses, visitsOf } from './visits.ts';

/** A stretch of the run in which much came, whatever the size: with requests of each kind per second. */
export interface BusyStretch {
  length: Microseconds;
  requests: Readonly<Partial<Record<ApiRequest, number>>>;
  /** From its end to the end of the run, drain included: what is open then is not judged. */
  rest: Microseconds;
}

export interface ScreeningLoad {
  operator: string;
  busy: readonly BusyStretch[];
  /** Requests of each kind that the goals judge, in all. */
  judged: Readonly<Partial<Record<ApiRequest, number>>>;
  /** Least shares of requests that a cache has no answer for, where the caller is sure of them. */
  misses?: Misses;
}

export type Screened = { possible: true } | { possible: false; goal: string; tier: string; because: string };

/** What a size changes of a tier; `api` is the API's own bank, which has servers and a queue only. */
export type SizeOfTier = Partial<Pick<TierSettings, 'servers' | 'threads' | 'queue' | 'connections' | 'cache'>>;

/** Standard deviations that chance is given. */
const chance = 5;

/** Quantiles are measured with a small error, so a bound that is missed by less may still seem to be met. */
const sketchError = 1 + 2 * QuantileSketch.relativeError;

const possible: Screened = { possible: true };

/** The same world with other sizes of an operator's tiers. @throws RangeError for an operator or tier that is not there */
export function withSizes(
  settings: WorldSettings,
  operator: string,
  sizes: Readonly<Record<string, SizeOfTier>>,
): WorldSettings {
  const { api, backEnd } = operatorOf(settings, operator);
  const unknown = Object.keys(sizes).find(name => name !== 'api' && backEnd.tiers.every(tier => tier.name !== name));
  if (unknown !== undefined) throw new RangeError(`No tier ${unknown} of ${operator}`);
  const hasTier = backEnd.tiers.some(({ name }) => name === 'api');
  const bank = hasTier ? undefined : sizes.api;
  return {
    ...settings,
    operators: settings.operators.map(one =>
      one.name !== operator
        ? one
        : {
            ...one,
            api: { ...api, servers: bank?.servers ?? api.servers, queue: bank?.queue ?? api.queue },
            backEnd: { ...backEnd, tiers: backEnd.tiers.map(tier => ({ ...tier, ...sizes[tier.name] })) },
          },
    ),
  };
}

/**
 * Whether a world with its servers as they are may meet the goals.
 *
 * @throws RangeError for an operator that is not there
 */
export function screen(settings: WorldSettings, load: ScreeningLoad, goals: readonly Goal[]): Screened {
  const operator = operatorOf(settings, load.operator);
  for (const goal of goals) {
    if (mayBeTurnedAway(operator, load, goal.request)) continue;
    for (const place of placesOf(settings, operator, goal.request, load.misses)) {
      const found =
        overloaded({ settings, operator, load, goals, goal }, place) ??
        tooSlowAtRest({ settings, operator, load, goals, goal }, place);
      if (found !== undefined) return found;
    }
  }
  return possible;
}

interface Question {
  settings: WorldSettings;
  operator: OperatorSettings;
  load: ScreeningLoad;
  goals: readonly Goal[];
  goal: Goal;
}

/** A bank or tier that every request of a kind needs. */
interface Place {
  tier: string;
  kind: 'bank' | 'tier';
  threads: number;
  threadsEach: number;
  /** What threads are counted in: servers, or connections. */
  counts: 'server' | 'connection';
  /** The least work of its threads that a request takes, in µs, and the squared coefficient of variation of one visit. */
  work: number;
  variation: number;
  /** Whether that is more than its own work: it waits for others. */
  waits: boolean;
  /** Requests that have a place there; Infinity where there is room for all. */
  room: number;
}

/** Limits, certificates and the like decide what comes in; then nothing is known. */
function mayBeTurnedAway({ api, backEnd }: OperatorSettings, { busy }: ScreeningLoad, request: ApiRequest): boolean {
  if (api.certificate !== 'valid' || api.credentials === 'wrong') return true;
  const most = Math.max(0, ...busy.map(({ requests }) => Object.values(requests).reduce((sum, rate) => sum + rate, 0)));
  const path = backEnd.paths[request];
  const limits =
    path === undefined
      ? [api.limit === undefined ? undefined : { perSecond: api.limit, scope: 'all' }]
      : visitsOf(path, backEnd.tiers).tiers.map(({ tier }) => tier.limit);
  return limits.some(limit => limit !== undefined && (limit.scope === 'sim' || limit.perSecond < 2 * most));
}

function placesOf(
  settings: WorldSettings,
  { api, backEnd, name }: OperatorSettings,
  request: ApiRequest,
  misses: Misses = {},
): Place[] {
  const path = backEnd.paths[request];
  if (path === undefined)
    return [
      {
        tier: 'api',
        kind: 'bank',
        threads: api.servers,
        threadsEach: 1,
        counts: 'server',
        work: mean(api.service),
        variation: squaredVariation(api.service),
        waits: false,
        room: api.servers + api.queue,
      },
    ];
  // Somebody who has gone takes part of the work along with him: then only own work is sure.
  const holds = backEnd.afterClientTimeout === 'keepsWorking' && !isDisturbed(settings, name);
  const found = visitsOf(path, backEnd.tiers, misses).tiers;
  const variationMax = Math.max(...found.map(({ tier }) => squaredVariation(tier.service)));
  return found.flatMap(({ tier, beforeAnswer, heldAtLeast }): Place[] => {
    const threads = threadsOf(tier);
    if (threads === Infinity || beforeAnswer.low === 0) return [];
    const own = beforeAnswer.low * mean(tier.service);
    const waits = holds && heldAtLeast > own;
    const isByServers = threads === (tier.servers ?? 0) * tier.threads;
    return [
      {
        tier: tier.name,
        kind: 'tier',
        threads,
        threadsEach: isByServers ? tier.threads : 1,
        counts: isByServers ? 'server' : 'connection',
        work: waits ? heldAtLeast : own,
        variation: waits ? variationMax : squaredVariation(tier.service),
        waits,
        room: Infinity,
      },
    ];
  });
}

/** An outage that refuses frees threads early. */
const isDisturbed = ({ timeline }: WorldSettings, operator: string): boolean =>
  timeline.some(entry => entry.kind === 'outage' && (entry.operator ?? operator) === operator);

/* ---- more comes than can be done ---- */

function overloaded(question: Question, place: Place): Screened | undefined {
  for (const stretch of question.load.busy) {
    if (!missesGoal(question, place, stretch)) continue;
    const rate = stretch.requests[question.goal.request] ?? 0;
    const busy = (rate * place.work) / 1e6;
    const what = place.waits ? 'threads held, its own work and what it waits for,' : 'busy threads';
    const when = `at the peak of ${formatNumber(rate)} ${question.goal.request} per s over ${formatDuration(stretch.length)}`;
    return excluded(question, place, `${formatNumber(busy)} ${what} ${when}`, threads =>
      missesGoal(question, { ...place, threads, room: place.room - place.threads + threads }, stretch),
    );
  }
  return undefined;
}

/** Whether the goal is missed for certain, for what comes in one stretch alone. */
function missesGoal(question: Question, place: Place, stretch: BusyStretch): boolean {
  const { goal, goals, load } = question;
  const { request } = goal;
  const judged = load.judged[request] ?? 0;
  const patience = patienceOf(question.settings, question.operator);
  if (judged === 0 || place.work === 0 || stretch.rest < patience) return false;
  const come = ((stretch.requests[request] ?? 0) * stretch.length) / 1e6;
  const perMicrosecond = place.threads / place.work;
  const spare = place.threads + chance * Math.sqrt(come * (2 + place.variation));
  /** Requests that cannot have been done by the end of the stretch, and the least of them that never will in time. */
  const open = come - stretch.length * perMicrosecond - spare;
  const inTime = Math.min(patience * perMicrosecond, place.room);
  const { asks } = goal;
  if (asks.what === 'success') return open - inTime > (1 - asks.atLeast) * judged;
  // Who is turned away is so at once, which makes the mean smaller; but only so many may be.
  const mayBeLost = canBeShed(question) ? lossesAllowed(goals, goal, judged) : 0;
  const waiting = open - mayBeLost;
  if (!(waiting > 0)) return false;
  if (asks.what === 'latencyQuantile') {
    const measuredLate = asks.atMost * sketchError;
    return measuredLate < patience && waiting - measuredLate * perMicrosecond > (1 - asks.p) * judged;
  }
  // The i-th of those waiting is done i / capacity later at the earliest, or has waited until its patience ended.
  const withinPatience = Math.min(waiting, patience * perMicrosecond);
  const total = (withinPatience * withinPatience) / (2 * perMicrosecond) + (waiting - withinPatience) * patience;
  return total / judged > asks.atMost;
}

/** Requests that may fail without missing another goal over the same part of the run; all, where nothing is said of them. */
function lossesAllowed(goals: readonly Goal[], { request, over }: Goal, judged: number): number {
  return goals.reduce(
    (least, goal) =>
      goal.request === request && goal.over === over && goal.asks.what === 'success'
        ? Math.min(least, (1 - goal.asks.atLeast) * judged)
        : least,
    Infinity,
  );
}

/**
 * Whether anything on the way can turn a request away before its client has lost patience. A queue with room for ten times
 * all that is judged never fills.
 */
function canBeShed({ operator, goal, settings, load }: Question): boolean {
  const { api, backEnd, name } = operator;
  if (isDisturbed(settings, name)) return true;
  const all = Object.values(load.judged).reduce((sum, n) => sum + n, 0);
  const ends = (queue: number) => queue < 10 * all;
  const path = backEnd.paths[goal.request];
  if (path === undefined) return ends(api.queue);
  return visitsOf(path, backEnd.tiers).tiers.some(
    ({ tier, callersGiveUp }) => callersGiveUp || (hasQueue(tier) && ends(tier.queue)) || tier.limit !== undefined,
  );
}

/** The longest that anybody waits for an answer. */
function patienceOf({ groups, microsoft }: WorldSettings, { api, name }: OperatorSettings): number {
  const service = api.clientTimeout ?? microsoft.apiTimeout;
  const own = groups.filter(({ operator }) => operator === name).map(({ load }) => load?.timeout ?? service);
  return own.length === 0 ? service : Math.max(...own);
}

/* ---- a load that never changes ---- */

function tooSlowAtRest(question: Question, place: Place): Screened | undefined {
  const { settings, operator, load } = question;
  if (settings.timeline.length > 0 || !isPoisson(settings, operator) || isShorterThanPatience(question))
    return undefined;
  const requests = perSecondOf(settings, load);
  const found = tierLoads(settings, { operator: operator.name, requests }).find(({ tier }) => tier === place.tier);
  if (found === undefined || found.forms.applies !== 'exact' || found.forms.at === undefined) return undefined;
  const rate = found.arrivals.low;
  const at = found.forms.at;
  const isMissed = (threads: number) => missesAtRest(question, { rate, threads, service: found.service, at });
  if (!isMissed(place.threads)) return undefined;
  const { stayMean, blocked } = at(rate, place.threads);
  const what =
    question.goal.asks.what === 'success'
      ? `${formatShare(blocked)} turned away`
      : `${formatDuration(stayMean)} on average`;
  return excluded(question, place, `${found.forms.formula} gives ${what} at ${formatNumber(rate)} per s`, isMissed);
}

interface AtRest {
  rate: number;
  threads: number;
  service: TierLoad['service'];
  at: NonNullable<TierLoad['forms']['at']>;
}

/** By the closed form, less what chance may make of it in a run of this length. */
function missesAtRest({ settings, goal, load }: Question, { rate, threads, service, at }: AtRest): boolean {
  const offered = (rate * service.mean) / 1e6;
  const relaxation = mmcRelaxation(threads, offered, service.mean) * Math.max(1, (1 + service.variation) / 2);
  const judged = load.judged[goal.request] ?? 0;
  const { asks } = goal;
  if (relaxation === Infinity || judged === 0 || asks.what === 'latencyQuantile') return false;
  const { blocked, waitMean, stayMean } = at(rate, threads);
  // What happens within a relaxation time hangs together: the run is worth so many independent looks.
  const looks = settings.length / (2 * relaxation);
  if (asks.what === 'success') {
    const together = 1 + (rate * relaxation) / 1e6;
    return blocked - chance * Math.sqrt((blocked * together) / judged) > 1 - asks.atLeast;
  }
  const waits = Math.min(1, waitMean / (waitMean + service.mean));
  const deviation = chance * Math.sqrt((2 / Math.max(waits, 1e-9) + 2) / looks);
  if (!(deviation < 1)) return false;
  const roundTrip = settings.links.rttWifi;
  return (
    (1 - blocked) *
      (roundTrip + stayMean - service.mean * chance * Math.sqrt(service.variation / judged) - deviation * waitMean) >
    asks.atMost
  );
}

/** Waits that end with the client's patience are cut; a formula that knows no patience is for those well below it. */
function isShorterThanPatience({ settings, operator, goal }: Question): boolean {
  return goal.asks.what === 'meanLatency' && patienceOf(settings, operator) < 20 * goal.asks.atMost;
}

/** What the agents of an operator ask per second, of each kind that has not gone another way. */
function perSecondOf({ groups }: WorldSettings, { operator }: ScreeningLoad): Partial<Record<ApiRequest, number>> {
  let getBalance = 0;
  let placeOrder = 0;
  for (const { load, operator: of } of groups) {
    if (load === undefined || of !== operator) continue;
    getBalance += load.rate * load.getBalance;
    placeOrder += load.rate * (1 - load.getBalance);
  }
  return { getBalance, placeOrder };
}

/* ---- in words ---- */

/** With the least number that would not be left out for this reason. */
function excluded(
  { goal }: Question,
  { tier, threads, threadsEach, counts }: Place,
  why: string,
  isMissed: (threads: number) => boolean,
): Screened {
  const now = Math.ceil(threads / threadsEach);
  let high = now;
  do high *= 2;
  while (isMissed(high * threadsEach) && high < 1e9);
  let low = now;
  while (high - low > 1) {
    const between = Math.floor((low + high) / 2);
    if (isMissed(between * threadsEach)) low = between;
    else high = between;
  }
  const each = threadsEach === 1 ? '' : `, ${threadsEach} each`;
  const because = `${tier} needs at least ${counted(high, counts)}: ${why}${each}`;
  return { possible: false, goal: goal.text, tier, because };
}
