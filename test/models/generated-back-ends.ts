/**
 * Arbitrary back ends: the payment provider and the customer database that every portal calls, gateway, cache and billing in
 * front of which the requests of the API wait, and servers of the SM-DP+. Tiers have few threads, short queues, results,
 * retries, breakers and limits of their own.
 */
import fc from 'fast-check';
import type { BackEndSettings, TierSettings } from '../../src/models/settings.ts';
import type { CallPath } from '../../src/sim/index.ts';
import { minutes, seconds } from '../../src/sim/units.ts';
import { duration, often, smallShare, time } from './generated-values.ts';
import { always, payment, tier } from './small-world.ts';

/** Shares of results that leave something of a whole. */
const results = (...names: readonly string[]) =>
  smallShare.map(share => (share === 0 ? [] : names.map(name => ({ name, share: share / names.length }))));

const troubles = fc.record({
  servers: fc.constantFrom(undefined, 1, 3),
  threads: fc.integer({ min: 1, max: 4 }),
  queue: fc.constantFrom(Infinity, 0, 2),
  connections: fc.constantFrom(undefined, undefined, 1),
  outside: fc.boolean(),
  service: time(seconds(0.2)),
  timeout: fc.constantFrom(undefined, seconds(2), seconds(10)),
  retries: fc.constantFrom(undefined, { times: 1, wait: seconds(1) }, { times: 3, wait: seconds(0.1) }),
  breaker: fc.constantFrom(undefined, { failed: 0.5, of: 4, for: minutes(1) }),
  limit: fc.constantFrom(
    undefined,
    undefined,
    { perSecond: 0.01, scope: 'operator' as const },
    { perSecond: 0.01, scope: 'sim' as const },
    { perSecond: 2, scope: 'all' as const },
  ),
  over: fc.constantFrom({ status: 429, retryAfter: undefined }, { status: 429, retryAfter: minutes(2) }),
});

const oneTier = (name: string, more: fc.Arbitrary<Partial<TierSettings>> = fc.constant({})) =>
  fc.tuple(often<Partial<TierSettings>>({}, troubles), more).map(([own, rest]) => tier(name, { ...own, ...rest }));

const cached = fc.record({
  service: fc.constant(always(0)),
  cache: fc.record({
    ttl: duration(minutes(2), 1),
    staleIfError: duration(minutes(30)),
    key: fc.constant('iccid' as const),
    entries: fc.constantFrom(1, 1000),
    sharedMisses: fc.boolean(),
  }),
});

const at = (name: string): CallPath => ({ kind: 'tier', tier: name });

/** Without a cache, with one before billing, with one that is filled for nobody in particular. */
const balancePath = fc.constantFrom<(CallPath | undefined)[]>(
  undefined,
  { kind: 'waits', caller: 'gateway', called: at('billing') },
  { kind: 'waits', caller: 'gateway', called: { kind: 'orElse', asked: at('cache'), afterMiss: at('billing') } },
  { kind: 'orElse', asked: at('cache'), afterMiss: at('billing') },
  { kind: 'later', first: at('billing'), afterAnswer: at('gateway') },
);
const simplePath = fc.constantFrom<(CallPath | undefined)[]>(undefined, at('gateway'), {
  kind: 'inTurn',
  steps: [at('gateway'), at('billing')],
});

const paths = fc
  .record({ getBalance: balancePath, placeOrder: simplePath, getOffers: simplePath, getNotifications: simplePath })
  .map(all => Object.fromEntries(Object.entries(all).filter(([, path]) => path !== undefined)));

/** What the portal of every generated operator needs, and nothing behind the API. */
const plain: BackEndSettings = { tiers: [payment(), tier('crm')], paths: {}, afterClientTimeout: 'keepsWorking' };

export const backEnd: fc.Arbitrary<BackEndSettings> = often(
  plain,
  fc
    .record({
      payment: oneTier('payment', fc.record({ results: results('declined') })),
      crm: oneTier('crm', fc.record({ results: results('invalidSim', 'unknown') })),
      gateway: oneTier('gateway'),
      cache: oneTier('cache', cached),
      billing: oneTier('billing'),
      smdp: fc.option(oneTier('smdp', fc.record({ downloadFails: smallShare })), { nil: undefined }),
      paths,
      afterClientTimeout: fc.constantFrom('keepsWorking' as const, 'cancels' as const),
    })
    .map(({ paths, afterClientTimeout, smdp, ...tiers }) => ({
      tiers: [...Object.values(tiers), ...(smdp === undefined ? [] : [smdp])],
      paths,
      afterClientTimeout,
    })),
);
