/** The tiers behind an operator: which requests go through them, what goes wrong there, and what the client learns of it. */
import { describe, expect, it } from 'vitest';
import type {
  CacheSettings,
  LoadSettings,
  OutageKind,
  TierSettings,
  TimelineEntry,
} from '../../../src/models/settings.ts';
import type { CallPath } from '../../../src/sim/call-path.ts';
import { hours, type Microseconds, milliseconds, minutes, seconds } from '../../../src/sim/units.ts';
import { always, buy, evenly, settingsWith, tier, type WorldChange, worldOf } from '../small-world.ts';

const at = (name: string): CallPath => ({ kind: 'tier', tier: name });
const waits = (caller: string, called: CallPath): CallPath => ({ kind: 'waits', caller, called });

/** `gateway > api > cache else billing`, each with room for all; only what the test says is tight. */
const cacheSettings: CacheSettings = {
  ttl: minutes(1),
  staleIfError: 0 as Microseconds,
  key: 'iccid',
  entries: 1000,
  sharedMisses: false,
};
const ours = { outside: false, servers: 2, threads: 16 };
const gateway = tier('gateway', { ...ours, service: always(milliseconds(2)) });
const api = tier('api', {
  ...ours,
  service: always(milliseconds(10)),
  timeout: seconds(2),
  retries: { times: 1, wait: milliseconds(100) },
});
const cache = tier('cache', { outside: false, service: always(milliseconds(1)), cache: cacheSettings });
const billing = tier('billing', { ...ours, service: always(milliseconds(90)) });
const getBalance = waits('gateway', waits('api', { kind: 'orElse', asked: at('cache'), afterMiss: at('billing') }));
const backEnd = {
  tiers: [tier('payment'), gateway, api, cache, billing],
  paths: { getBalance, placeOrder: waits('gateway', waits('api', at('billing'))) },
};

const down = (name: string, as: OutageKind, from = minutes(2), until = minutes(4)): TimelineEntry => ({
  kind: 'outage',
  name: `${name}-down`,
  at: from,
  until,
  operator: 'contoso',
  system: 'tier',
  tier: name,
  as,
});

/** Load agents that ask the operator API, five times a second for ten minutes; what came of it. */
function loaded(change: WorldChange = {}, load: Partial<LoadSettings> = {}) {
  const agents: LoadSettings = {
    rate: 5,
    pacing: 'random',
    iccids: 200,
    getBalance: 1,
    timeout: seconds(10),
    ...load,
  };
  const { world, told } = worldOf(
    settingsWith({
      length: minutes(10),
      drain: minutes(1),
      operator: { backEnd },
      group: { sim: 'hot', count: 4, flyout: { perDay: 0, weights: evenly }, load: agents },
      ...change,
    }),
  );
  world.run();
  expect(world.breaches).toEqual([]);
  const { network } = world.surroundings.backEnds[0]!;
  const of = (outcome: string, request = 'getBalance') =>
    told
      .filter(({ name }) => name === `mobile operator API.${request}.${outcome}`)
      .map(({ at: moment, value }) => ({ asked: moment - value, took: value }));
  return { world, told, of, network, tierOf: (name: string) => network.tier(name)! };
}

describe('requests of the operator API with a path', () => {
  it('take the times of the tiers on it, with a hit in the cache or without', () => {
    const { of, tierOf, world, network } = loaded();
    const round = milliseconds(30);
    expect(new Set(of('answered').map(({ took }) => took))).toEqual(
      new Set([round + milliseconds(13), round + milliseconds(103)]),
    );
    expect(tierOf('cache').cache!.hits).toBeGreaterThan(300);
    expect(tierOf('billing').served).toBe(tierOf('cache').cache!.misses);
    expect(world.surroundings.apiServers[0]!.submitted).toBe(0);
    expect(network.threadsHeld).toBe(0);
    expect(network.goingOn).toBe(0);
  });

  it('lets orders go their own way through the same tiers', () => {
    const { of, tierOf } = loaded({}, { getBalance: 0.5 });
    expect(of('answered', 'placeOrder').length).toBeGreaterThan(1000);
    expect(tierOf('api').visits).toBe(of('answered').length + of('answered', 'placeOrder').length);
  });

  it('hold an api thread for 4.1 s for each miss while billing hangs, and are answered 504', () => {
    const { of, tierOf, told } = loaded({
      timeline: [down('billing', { kind: 'hang' })],
      operator: {
        backEnd: {
          ...backEnd,
          tiers: [
            gateway,
            { ...api, queue: 500 },
            tier('payment'),
            { ...cache, cache: { ...cacheSettings, sharedMisses: false } },
            billing,
          ],
        },
      },
    });
    const waited = tierOf('api');
    expect(waited.waitedMax).toBe(seconds(4.1) + milliseconds(1));
    expect(waited.held.peak).toBeGreaterThan(10);
    expect(waited.held.peakAt).toBeGreaterThan(minutes(2));
    expect(waited.held.peakAt).toBeLessThan(minutes(4) + seconds(5));
    expect(of('refused').length).toBeGreaterThan(50);
    const codes = told.filter(({ name }) => name === 'mobile operator API.refused').map(({ value }) => value);
    expect(new Set(codes)).toEqual(new Set([504]));
  });

  it('get the balance of an earlier moment from the cache, which is remembered as it was', () => {
    const { world } = loaded();
    const cached = world.cachedBalances!.store;
    const line = Array.from({ length: cached.count }, (_, number) => number).find(number => cached.look(number).type);
    expect(cached.look(line!)).toMatchObject({ type: 'MODIRECTPAYG' });
  });

  it('get an old balance while billing refuses, if the cache may serve it', () => {
    const stale = { ...cache, cache: { ...cacheSettings, ttl: seconds(10), staleIfError: hours(1) } };
    const { of, tierOf } = loaded(
      {
        operator: { backEnd: { ...backEnd, tiers: [tier('payment'), gateway, api, stale, billing] } },
        timeline: [down('billing', { kind: 'refuse' })],
      },
      { iccids: 50 },
    );
    expect(tierOf('cache').cache!.stale).toBeGreaterThan(250);
    expect(of('refused').length).toBeLessThan(20);
  });

  it('are sent away with 429 and a time to come back at, beyond the limit of a tier', () => {
    const limited = {
      ...gateway,
      limit: { perSecond: 2, scope: 'operator' as const },
      over: { status: 429, retryAfter: seconds(7) },
    };
    const { of, told } = loaded({
      operator: { backEnd: { ...backEnd, tiers: [tier('payment'), limited, api, cache, billing] } },
    });
    expect(of('answered').length).toBeLessThanOrEqual(2 * 601);
    expect(of('refused').length).toBeGreaterThan(1200);
    expect(told.filter(({ name, value }) => name === 'mobile operator API.refused' && value === 429).length).toBe(
      of('refused').length,
    );
  });

  it('are limited one SIM at a time where the limit is that of a SIM', () => {
    const limited = {
      ...gateway,
      limit: { perSecond: 0.01, scope: 'sim' as const },
      over: { status: 503, retryAfter: undefined },
    };
    const { of } = loaded(
      { operator: { backEnd: { ...backEnd, tiers: [tier('payment'), limited, api, cache, billing] } } },
      { iccids: 20 },
    );
    // A burst of one, and one each 100 s, for each of 20 lines.
    expect(of('answered').length).toBeGreaterThan(20 * 5);
    expect(of('answered').length).toBeLessThanOrEqual(20 * 7);
  });
});

describe('tiers on the timeline', () => {
  it('lose servers one by one while they are deployed, and the cache when the first is back', () => {
    const release: TimelineEntry = {
      kind: 'deployment',
      name: 'release',
      at: minutes(5),
      operator: 'contoso',
      system: 'tier',
      tier: 'api',
      empties: 'cache',
      step: 1,
      each: seconds(30),
      coldFor: seconds(30),
      coldBy: 3,
    };
    const longLived = { ...cache, cache: { ...cacheSettings, ttl: hours(1) } };
    const tiers = [tier('payment'), gateway, api, longLived, billing];
    const calm = loaded({ operator: { backEnd: { ...backEnd, tiers } } });
    const { tierOf, told } = loaded({ operator: { backEnd: { ...backEnd, tiers } }, timeline: [release] });
    expect(calm.tierOf('cache').cache!.misses).toBeLessThanOrEqual(205);
    expect(tierOf('cache').cache!.misses).toBeGreaterThan(300);
    const ended = told.find(({ name }) => name === 'timeline.ended')!;
    expect(ended.at).toBe(minutes(5) + seconds(90));
  });

  it('without servers are replaced at once', () => {
    const release: TimelineEntry = {
      kind: 'deployment',
      name: 'new cache',
      at: minutes(5),
      operator: 'contoso',
      system: 'tier',
      tier: 'cache',
      empties: 'cache',
      step: 1,
      each: seconds(30),
      coldFor: seconds(30),
      coldBy: 3,
    };
    const { told, tierOf } = loaded({
      operator: {
        backEnd: {
          ...backEnd,
          tiers: [tier('payment'), gateway, api, { ...cache, cache: { ...cacheSettings, ttl: hours(1) } }, billing],
        },
      },
      timeline: [release],
    });
    expect(tierOf('cache').cache!.misses).toBeGreaterThan(300);
    expect(told.find(({ name }) => name === 'timeline.ended')!.at).toBe(minutes(5));
  });

  it('refuse, err or are slow as any other system', () => {
    const share = loaded({ timeline: [down('gateway', { kind: 'errors', share: 0.5 })] });
    const errors = share.tierOf('gateway').turnedAway.error.n;
    expect(errors / (120 * 5)).toBeGreaterThan(0.4);
    expect(errors / (120 * 5)).toBeLessThan(0.6);
    expect(
      loaded({ timeline: [down('gateway', { kind: 'refuse' })] }).tierOf('gateway').turnedAway.refused.first,
    ).toBeGreaterThanOrEqual(minutes(2));
    const slow = loaded({ timeline: [down('gateway', { kind: 'slow', by: 4 })] }).of('answered');
    expect(slow.some(({ took }) => took === milliseconds(30 + 13 + 6))).toBe(true);
  });
});

describe('a tier named smdp', () => {
  const withSmdp = (more: Partial<TierSettings>) => {
    const tiers = [tier('payment'), tier('smdp', { service: always(milliseconds(600)), ...more })];
    return buy({ operator: { backEnd: { tiers, paths: {} } } });
  };

  it('takes the ES9+ calls in the place of the servers of the SM-DP+', () => {
    const { world, purchase } = withSmdp({});
    const { network } = world.surroundings.backEnds[0]!;
    expect(network.tier('smdp')!.visits).toBeGreaterThanOrEqual(4);
    expect(network.tier('smdp')!.served).toBe(network.tier('smdp')!.visits);
    expect(purchase.state).toBe('done');
  });

  it('that refuses everything lets nobody download', () => {
    const { purchase, world } = withSmdp({ limit: { perSecond: 0.001, scope: 'all' } });
    expect(world.surroundings.backEnds[0]!.network.tier('smdp')!.turnedAway.limit.n).toBeGreaterThan(0);
    expect(purchase.state).not.toBe('done');
  });
});
