/** Settings of the tiers behind an operator's API and portal, and the way each kind of request takes through them. */
import type { CallPath, Distribution, Microseconds } from '../../sim/index.ts';

export interface CacheSettings {
  ttl: Microseconds;
  /** How long beyond `ttl` an old answer may serve while there is no new one. */
  staleIfError: Microseconds;
  key: 'iccid' | 'operator' | 'plan';
  /** The most answers kept; the oldest goes. */
  entries: number;
  /** Whether requests that miss the same entry wait for one answer. */
  sharedMisses: boolean;
}

export interface TierSettings {
  name: string;
  /** Undefined: there is always a server free. */
  servers: number | undefined;
  /** Requests that one server works on at a time, those that wait for another tier included. */
  threads: number;
  /** Places to wait in for a thread; Infinity for as many as it takes. */
  queue: number;
  /** Connections to the tier that its callers share; undefined for as many as it takes. */
  connections: number | undefined;
  /** A system of somebody else: no servers of ours, no queue. */
  outside: boolean;
  /** Time that a request takes of a thread, without waiting for others. */
  service: Distribution;
  /** Shares of calls that end in something else than success. */
  results: readonly { name: string; share: number }[];
  /** A tier that calls others waits so long for each; for one that calls none, so long do its callers wait. */
  timeout: Microseconds | undefined;
  /** Further tries of such a call, each after a wait. */
  retries: { times: number; wait: Microseconds } | undefined;
  /** Such calls stop for a while when this share of the last `of` has failed. */
  breaker: { failed: number; of: number; for: Microseconds } | undefined;
  limit: { perSecond: number; scope: 'all' | 'operator' | 'sim' } | undefined;
  over: { status: number; retryAfter: Microseconds | undefined };
  /** Only of a tier named `smdp`: share of profile downloads that fail. */
  downloadFails: number;
  cache: CacheSettings | undefined;
}

export const apiRequests = ['getBalance', 'placeOrder', 'getOffers', 'getNotifications'] as const;
export type ApiRequest = (typeof apiRequests)[number];

export interface BackEndSettings {
  tiers: readonly TierSettings[];
  /** Of a request without a path, the bank of servers of the API (`api.servers`) takes care. */
  paths: Readonly<Partial<Record<ApiRequest, CallPath>>>;
  /** What the tiers do for a client that has gone: they do not know, or stop at the next step. */
  afterClientTimeout: 'keepsWorking' | 'cancels';
}
