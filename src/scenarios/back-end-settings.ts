/** The tiers of a back end and the ways through them, as the models compute with them. */
import { type ApiRequest, apiRequests, type BackEndSettings, type TierSettings } from '../models/settings.ts';
import type { CallPath, Microseconds } from '../sim/index.ts';
import { payingTier } from './portal-settings.ts';
import { isOwnFlow } from './schema/portal.ts';
import type { Operator } from './schema/scenario.ts';
import type { TierPath } from './tier-paths.ts';
import { type Raw, rawAt } from './yaml-document.ts';

type Tier = NonNullable<Operator['backend']>[string];

/** The tier that stands for the servers of the SM-DP+. */
export const profileTier = 'smdp';

/** @param raw  the operator as the file writes it */
export function backEndSettings(operator: Operator, raw: Raw | undefined): BackEndSettings {
  const { api, backend = {}, portal, smdp } = operator;
  const tiers = Object.entries(backend).map(([name, tier]) => tierSettings(name, tier, smdp));
  const steps = raw === undefined ? undefined : rawAt(raw, ['portal', 'steps']);
  const needsPayment = !isOwnFlow(steps) && backend[payingTier] === undefined;
  const paths: Partial<Record<ApiRequest, CallPath>> = {};
  for (const request of apiRequests) {
    const path = api.paths?.[request];
    if (path !== undefined) paths[request] = callPath(path);
  }
  return {
    tiers: needsPayment ? [...tiers, usualPayment(portal.resourceTime, portal.paymentFails)] : tiers,
    paths,
    afterClientTimeout: api.afterClientTimeout,
  };
}

/** What a tier does not say: always a server free, no end of the queue, no time of its own, no failures. */
function tierSettings(name: string, tier: Tier, smdp: Operator['smdp']): TierSettings {
  const { servers, threads = 1, queue = Infinity, connections, outside = false, service, results = {} } = tier;
  const { timeout, retries, breaker, limit, over, downloadFails = 0 } = tier;
  const own = name === profileTier ? smdp.service : ({ kind: 'constant', value: 0 } as const);
  return {
    name,
    servers,
    threads,
    queue,
    connections,
    outside,
    service: service ?? own,
    results: Object.entries(results).flatMap(([result, share]) =>
      share === undefined || share === 0 ? [] : [{ name: result, share }],
    ),
    timeout,
    retries,
    breaker,
    limit: limit && { perSecond: limit.perSecond, scope: limit.scope ?? 'all' },
    over: { status: over?.status ?? 429, retryAfter: over?.retryAfter },
    downloadFails,
    cache: cacheSettings(tier),
  };
}

function cacheSettings(tier: Tier): TierSettings['cache'] {
  const { ttl, staleIfError = 0 as Microseconds, key = 'iccid', entries = Infinity, sharedMisses = false } = tier;
  return ttl === undefined ? undefined : { ttl, staleIfError, key, entries, sharedMisses };
}

/** The payment provider of the documented walk: outside, with the card declined now and then. */
const usualPayment = (time: Microseconds, declined: number): TierSettings => ({
  name: payingTier,
  servers: undefined,
  threads: 1,
  queue: Infinity,
  connections: undefined,
  outside: true,
  service: { kind: 'constant', value: time },
  results: declined > 0 ? [{ name: 'declined', share: declined }] : [],
  timeout: undefined,
  retries: undefined,
  breaker: undefined,
  limit: undefined,
  over: { status: 429, retryAfter: undefined },
  downloadFails: 0,
  cache: undefined,
});

/** The same way without the places of its words in the file. */
function callPath(path: TierPath): CallPath {
  switch (path.kind) {
    case 'tier':
      return { kind: 'tier', tier: path.name };
    case 'waits':
      return { kind: 'waits', caller: path.caller, called: callPath(path.called) };
    case 'orElse':
      return { kind: 'orElse', asked: callPath(path.asked), afterMiss: callPath(path.afterMiss) };
    case 'inTurn':
      return { kind: 'inTurn', steps: path.steps.map(callPath) };
    case 'later':
      return { kind: 'later', first: callPath(path.first), afterAnswer: callPath(path.afterAnswer) };
  }
}
