/**
 * The tiers behind an operator's API, portal and SM-DP+, as its scenario has written them: one network, with a way in for
 * each kind of request.
 *
 *     operator API ── getBalance · placeOrder · getOffers · getNotifications ──▶ path of its own ─┐
 *     portal ── call(tier, name) ─────────────────────────────────────────────▶ the tier itself ──┼─▶ network of tiers
 *     LPA ── ES9+ ────────────────────────────────────────────────────────────▶ the tier `smdp` ──┘
 */
import {
  type Bank,
  type CallEnd,
  type Draws,
  type Requests,
  type Simulation,
  type Tier,
  type TierListener,
  TierNetwork,
  type TierOptions,
} from '../../sim/index.ts';
import { type ApiRequest, apiRequests, type OperatorSettings, type TierSettings } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';

/** The tier that stands in the place of the SM-DP+'s own servers. */
const smdpTier = 'smdp';

/** What a call of the portal is marked with: what the back end has to tell when the work is done. */
const chargeMark = 1;

/** Who takes up again what the tiers have worked on. */
export interface BackEndOwners {
  api: Pick<TierListener, 'ended'>;
  orders: Pick<TierListener, 'ended'> | undefined;
  portal: Pick<TierListener, 'ended'>;
  smdp: { done(job: number): void; turnedAway(job: number, end: CallEnd): void };
  /** A cache has got a balance of that line. */
  balanceFilled(line: number): void;
  /** A charge has been made for that buyer. */
  charged(device: number): void;
}

interface World {
  simulation: Simulation;
  requests: Requests;
  draws: Draws;
  surroundings: Pick<Surroundings, 'plan'>;
}

/** A way in: what is submitted goes along one path. Disturbed or short of servers is the tier at its beginning. */
class WayIn implements Bank {
  readonly name: string;
  private readonly network: TierNetwork;
  private readonly requests: Requests;
  private readonly path: number;
  private readonly tier: Tier;
  private readonly mark: number;

  constructor(network: TierNetwork, requests: Requests, path: string, tier: Tier, mark = 0) {
    this.name = `${network.name}.${path}`;
    this.network = network;
    this.requests = requests;
    this.path = network.path(path)!;
    this.tier = tier;
    this.mark = mark;
  }

  /** The work is what the tiers on the path say. */
  submit(job: number): void {
    const { requests } = this;
    this.network.submit(job, this.path, requests.entityOf(job), requests.occurrenceOf(job), this.mark);
  }

  disturb(disturbance: Parameters<Bank['disturb']>[0]): void {
    this.network.disturb(this.tier, disturbance);
  }

  staff(staff: Parameters<Bank['staff']>[0]): void {
    this.network.staff(this.tier, staff);
  }
}

export class BackEnd {
  readonly network: TierNetwork;
  /** In the place of the SM-DP+'s own servers; undefined where there is no tier of that name. */
  readonly smdp: Bank | undefined;
  private readonly ofRequests = new Map<ApiRequest, Bank>();
  private readonly ofTiers = new Map<string, Bank>();
  private readonly ofCharges = new Map<string, Bank>();

  constructor(world: World, operator: OperatorSettings, owners: BackEndOwners) {
    const { simulation, requests, draws, surroundings } = world;
    const { tiers, paths, afterClientTimeout } = operator.backEnd;
    const withPath = apiRequests.filter(request => paths[request] !== undefined);
    const named = [
      ...withPath.map(request => ({ name: request, path: paths[request]! })),
      ...tiers.map(({ name }) => ({ name: callPath(name), path: { kind: 'tier', tier: name } as const })),
    ];
    const plans = planNumbers(surroundings);
    this.network = new TierNetwork(
      simulation,
      `${operator.name}.backend`,
      {
        tiers: tiers.map(tier => tierOptions(tier, plans)),
        paths: named,
        luck: (purpose, entity, occurrence, attempt) => draws.uniform(purpose, entity, occurrence, attempt),
        cancels: afterClientTimeout === 'cancels' ? job => requests.abandoned(job) : undefined,
      },
      {
        ended: (job, end) => {
          const request = withPath[end.path];
          if (request === 'placeOrder') owners.orders?.ended(job, end);
          else if (request !== undefined) owners.api.ended(job, end);
          else if (tiers[end.path - withPath.length]?.name !== smdpTier) owners.portal.ended(job, end);
          else if (end.how === 'failed') owners.smdp.turnedAway(job, end);
          else owners.smdp.done(job);
        },
        filled: (path, entity) => {
          if (withPath[path] === 'getBalance') owners.balanceFilled(entity);
        },
        worked: (_, entity, mark) => {
          if (mark === chargeMark) owners.charged(entity);
        },
      },
    );
    const { network } = this;
    for (const request of withPath)
      this.ofRequests.set(request, new WayIn(network, requests, request, network.entrances(request)[0]!));
    for (const { name } of tiers) {
      const tier = network.tier(name)!;
      this.ofTiers.set(name, new WayIn(network, requests, callPath(name), tier));
      this.ofCharges.set(name, new WayIn(network, requests, callPath(name), tier, chargeMark));
    }
    this.smdp = this.ofTiers.get(smdpTier);
  }

  /** The way in of a kind of request; undefined when it has no path of its own. */
  of(request: ApiRequest): Bank | undefined {
    return this.ofRequests.get(request);
  }

  /** The way to a tier, for a call by that name. @throws Error when there is no such tier */
  to(tier: string, call = ''): Bank {
    const bank = (call === 'charge' ? this.ofCharges : this.ofTiers).get(tier);
    if (bank === undefined) throw new Error(`${this.network.name} has no tier ${tier}`);
    return bank;
  }
}

const callPath = (tier: string) => `call ${tier}`;

/** Who works on a request of the operator API: the tiers on its path, or else the API's own bank of servers. */
export function apiBank(given: Surroundings, operator: number, request: ApiRequest): Bank {
  return given.backEnds[operator]?.of(request) ?? given.apiServers[operator]!;
}

/** Numbers for plans, in the order in which they are asked about. */
function planNumbers(surroundings: World['surroundings']): (device: number) => number {
  const numbers = new Map<string, number>();
  return device => {
    const { name } = surroundings.plan(device);
    let number = numbers.get(name);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(name, number);
    }
    return number;
  };
}

/** Assumption: a limit allows a burst of as many as pass in one second, at least one. */
function tierOptions(tier: TierSettings, planOf: (device: number) => number): TierOptions {
  const { limit, cache, outside } = tier;
  const keys = { iccid: (device: number) => device, operator: () => 0, plan: planOf };
  return {
    name: tier.name,
    servers: outside ? undefined : tier.servers,
    threads: tier.threads,
    queue: tier.queue,
    connections: tier.connections,
    service: tier.service,
    results: tier.results,
    timeout: tier.timeout,
    retries: tier.retries,
    breaker: tier.breaker,
    limit:
      limit === undefined
        ? undefined
        : {
            perSecond: limit.perSecond,
            burst: Math.max(1, limit.perSecond),
            ...(limit.scope === 'sim' ? { key: (device: number) => device } : {}),
          },
    cache: cache === undefined ? undefined : { ...cache, key: keys[cache.key] },
  };
}

/** What the operator answers when its tiers have failed; undefined when it gives no answer at all. */
export interface FailureStatus {
  status: number;
  /** Not before so long, in µs. */
  retryAfter: number | undefined;
}

/**
 * Assumption: who is turned away by a full queue gets nothing, as at any other bank of servers; a caller that has waited in
 * vain answers 504, and one that does not even ask 503.
 */
export function statusOfFailure({ failure, tier }: CallEnd, tiers: readonly TierSettings[]): FailureStatus | undefined {
  if (failure === 'limit') {
    const { status, retryAfter } = tiers.find(({ name }) => name === tier?.name)!.over;
    return { status, retryAfter };
  }
  const status = { full: undefined, hung: undefined, refused: 503, error: 500, timeout: 504, breaker: 503 };
  const known = failure === undefined ? undefined : status[failure];
  return known === undefined ? undefined : { status: known, retryAfter: undefined };
}
