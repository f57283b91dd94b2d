/** Tiers that wait for one another: threads, queues, time-outs, retries, breakers, caches and limits, to the microsecond. */
import { describe, expect, it } from 'vitest';
import { at, callsAt, inTurn, later, ms, orElse, play, tier, told, waits } from './tiers-under-test.ts';

const cached = (more = {}) =>
  tier('cache', 1, {
    servers: undefined,
    cache: { ttl: ms(60_000), staleIfError: ms(0), entries: 1000, sharedMisses: false, key: entity => entity, ...more },
  });

describe('a call along a path', () => {
  it('takes the own time of each tier, one after the other', () => {
    const world = {
      tiers: [tier('gateway', 2), tier('api', 30), tier('billing', 100)],
      paths: { call: waits('gateway', waits('api', at('billing'))) },
      script: callsAt(0),
    };
    expect(told(world)).toBe('0@132 ok');
  });

  it('holds a thread of the caller while the called tier works', () => {
    const { network, run } = play({
      tiers: [tier('api', 30), tier('billing', 100)],
      paths: { call: waits('api', at('billing')) },
      script: callsAt(0, 0),
    });
    run(ms(100));
    expect(network.tier('api')).toMatchObject({ held: { now: 1 }, busy: { now: 0 }, queue: { now: 1 } });
    run();
    expect(network.tier('api')).toMatchObject({ served: 2, waits: 2, waited: 200_000, waitedMax: 100_000 });
    expect(network.threadsHeld).toBe(0);
    expect(network.goingOn).toBe(0);
  });

  it('goes from one called tier to the next with `then`, in one thread of the caller', () => {
    const world = {
      tiers: [tier('api', 10), tier('crm', 100), tier('payment', 50)],
      paths: { call: waits('api', inTurn(at('crm'), at('payment'))) },
      script: callsAt(0),
    };
    expect(told(world)).toBe('0@160 ok');
  });

  it('answers before what comes later, for which nobody waits', () => {
    const { ends, network, run } = play({
      tiers: [tier('api', 10), tier('billing', 100)],
      paths: { call: later(at('api'), at('billing')) },
      script: callsAt(0),
    });
    run();
    expect(ends).toMatchObject([{ at: 10_000, how: 'ok' }]);
    expect(network.tier('billing')?.served).toBe(1);
    expect(network.goingOn).toBe(0);
  });

  it('turns away whoever finds the queue full', () => {
    const world = { tiers: [tier('api', 30, { queue: 1 })], paths: { call: at('api') }, script: callsAt(0, 1, 2) };
    expect(told(world)).toBe('2@2 full at api, 0@30 ok, 1@60 ok');
  });

  it('lets callers wait for a connection that others have', () => {
    const world = {
      tiers: [tier('ledger', 10, { servers: undefined, connections: 2 })],
      paths: { call: at('ledger') },
      script: callsAt(0, 1, 2),
    };
    expect(told(world)).toBe('0@10 ok, 1@11 ok, 2@20 ok');
  });

  it('never queues at a system of somebody else', () => {
    const world = {
      tiers: [tier('payment', 10, { servers: undefined })],
      paths: { call: at('payment') },
      script: callsAt(0, 0, 0),
    };
    expect(told(world)).toBe('0@10 ok, 1@10 ok, 2@10 ok');
  });

  it('ends in a result of the tier, which is no failure and is not tried again', () => {
    const world = {
      tiers: [tier('payment', 10, { results: [{ name: 'declined', share: 1 }], retries: { times: 3, wait: ms(1) } })],
      paths: { call: at('payment') },
      script: callsAt(0),
    };
    expect(told(world)).toBe('0@10 declined');
  });
});

describe('time-outs and retries', () => {
  const hungBilling = {
    tiers: [
      tier('api', 0, { servers: 4, threads: 32, timeout: ms(2000), retries: { times: 1, wait: ms(100) } }),
      tier('billing', 90, { servers: 2, threads: 16 }),
    ],
    paths: { call: waits('api', at('billing')) },
  };
  const hang = { at: 0, disturb: 'billing', as: { kind: 'hang' } } as const;

  it('hold a thread of the api for 4.1 s for each call to a billing that hangs: 2 s, 100 ms and 2 s', () => {
    const { ends, network, run } = play({ ...hungBilling, script: [hang, ...callsAt(0)] });
    run();
    expect(ends).toMatchObject([{ at: 4_100_000, how: 'timeout at billing' }]);
    expect(network.tier('api')).toMatchObject({ waits: 1, waited: 4_100_000, waitedMax: 4_100_000 });
    expect(network.tier('api')?.held.now).toBe(0);
    // Both tries hang on, until the hang is over.
    expect(network.tier('billing')?.held.now).toBe(2);
  });

  it('of a tier that calls none hold for the calls to it', () => {
    const world = {
      tiers: [tier('payment', 900, { servers: undefined, timeout: ms(300), retries: { times: 2, wait: ms(50) } })],
      paths: { call: at('payment') },
      script: callsAt(0),
    };
    expect(told(world)).toBe('0@1000 timeout at payment');
  });

  it('of both: the shorter time-out, and the retries of the caller', () => {
    const world = {
      tiers: [
        tier('api', 0, { timeout: ms(2000), retries: { times: 1, wait: ms(100) } }),
        tier('payment', 900, { servers: undefined, timeout: ms(300), retries: { times: 5, wait: ms(50) } }),
      ],
      paths: { call: waits('api', at('payment')) },
      script: callsAt(0),
    };
    expect(told(world)).toBe('0@700 timeout at payment');
  });

  it('leave the called tier to its work, which nobody wants any more', () => {
    const { network, worked, run } = play({
      tiers: [tier('payment', 900, { timeout: ms(300) })],
      paths: { call: at('payment') },
      script: callsAt(0),
    });
    run();
    expect(network.tier('payment')).toMatchObject({ served: 1, turnedAway: { timeout: { n: 1, first: 300_000 } } });
    expect(worked).toEqual([0]);
  });

  it('take back a try that still waits for a connection', () => {
    const { ends, network, run } = play({
      tiers: [tier('ledger', 900, { servers: undefined, connections: 1, timeout: ms(1000) })],
      paths: { call: at('ledger') },
      script: callsAt(0, 1, 2),
    });
    run();
    expect(ends.map(({ job, at: moment, how }) => `${job}@${moment / 1000} ${how}`)).toEqual([
      '0@900 ok',
      '1@1001 timeout at ledger',
      '2@1002 timeout at ledger',
    ]);
    expect(network.goingOn).toBe(0);
  });
});

describe('a client that has gone', () => {
  const world = {
    tiers: [tier('api', 10), tier('crm', 100), tier('billing', 100)],
    paths: { call: waits('api', inTurn(at('crm'), at('billing'))) },
    script: [...callsAt(0), { at: 50_000, gone: 0 }],
  };

  it('is not known to the tiers: they go on', () => {
    const { network, run } = play(world);
    run();
    expect(network.tier('billing')?.served).toBe(1);
  });

  it('or ends the work for it at its next step, where the back end cancels', () => {
    const { network, run, simulation } = play({ ...world, cancels: true });
    run();
    expect(network.tier('billing')?.visits).toBe(0);
    expect(network.tier('crm')?.held.now).toBe(0);
    expect(network.goingOn).toBe(0);
    expect(simulation.now).toBeGreaterThan(0);
  });
});

describe('caches', () => {
  const path = { call: orElse(at('cache'), at('billing')) };

  it('answer for a time what was fetched after a miss', () => {
    const script = [0, 1000, 60_100, 60_201].map((moment, call) => ({ at: moment * 1000, call, entity: 7 }));
    expect(told({ tiers: [cached(), tier('billing', 99)], paths: path, script })).toBe(
      '0@100 ok, 1@1001 ok (cache), 2@60200 ok, 3@60202 ok (cache)',
    );
  });

  it('let requests that miss the same entry wait for one answer, if they share misses', () => {
    const script = [0, 50].map((moment, call) => ({ at: moment * 1000, call, entity: 7 }));
    const world = { tiers: [cached({ sharedMisses: true }), tier('billing', 99)], paths: path, script };
    expect(told(world)).toBe('0@100 ok, 1@100 ok (cache)');
  });

  it('serve an old answer while there is no new one', () => {
    const script = [
      { at: 0, call: 0, entity: 7 },
      { at: ms(50_000), disturb: 'billing', as: { kind: 'refuse' } as const },
      { at: ms(70_000), call: 1, entity: 7 },
      { at: ms(3_700_000), call: 2, entity: 7 },
    ];
    const world = { tiers: [cached({ staleIfError: ms(3_600_000) }), tier('billing', 99)], paths: path, script };
    expect(told(world)).toBe('0@100 ok, 1@70001 ok (staleCache), 2@3700001 refused at billing');
  });
});

describe('a breaker between two tiers', () => {
  const world = {
    tiers: [
      tier('api', 1, { servers: undefined, breaker: { failed: 0.5, of: 4, for: ms(1000) } }),
      tier('billing', 9, { servers: undefined }),
    ],
    paths: { call: waits('api', at('billing')) },
  };
  const refuses = { at: 0, disturb: 'billing', as: { kind: 'refuse' } } as const;

  it('opens when enough of the last calls have failed, lets one try after its rest, and closes when that succeeds', () => {
    const script = [
      refuses,
      ...callsAt(100, 200, 300, 400, 500, 1399, 1402, 1403),
      { at: ms(1405), disturb: 'billing', as: undefined },
      ...[2404, 2405, 2500].map((moment, nth) => ({ at: ms(moment), call: 8 + nth })),
    ];
    expect(told({ ...world, script })).toBe(
      [
        '0@101 refused at billing',
        '1@201 refused at billing',
        '2@301 refused at billing',
        '3@401 refused at billing',
        // Open from 401 to 1401.
        '4@501 breaker at billing',
        '5@1400 breaker at billing',
        // The one try fails: open again to 2403.
        '6@1403 refused at billing',
        '7@1404 breaker at billing',
        // The next succeeds at 2414; until then nobody else may ask.
        '9@2406 breaker at billing',
        '8@2414 ok',
        '10@2510 ok',
      ].join(', '),
    );
  });

  it('counts its openings, and what it kept from the tier', () => {
    const { network, run } = play({ ...world, script: [refuses, ...callsAt(100, 200, 300, 400, 500)] });
    run();
    expect(network.breakers).toMatchObject([
      { caller: 'api', called: 'billing', breaker: { openings: 1, firstOpening: ms(401) } },
    ]);
    expect(network.tier('billing')?.turnedAway.breaker).toMatchObject({ n: 1, first: ms(501) });
  });

  it('stays closed while fewer than that share fail', () => {
    const script = [
      ...callsAt(0, 10, 20),
      { ...refuses, at: ms(30) },
      { at: ms(31), call: 3 },
      { at: ms(33), disturb: 'billing', as: undefined },
      { at: ms(40), call: 4 },
    ];
    expect(told({ ...world, script })).toContain('3@32 refused at billing, 4@50 ok');
  });
});

describe('what goes wrong with a tier', () => {
  it('hangs: its visits hold their threads until the hang is over, and are lost then', () => {
    const script = [
      { at: ms(5), disturb: 'api', as: { kind: 'hang' } as const },
      { at: ms(100), disturb: 'api', as: undefined },
      ...callsAt(0, 20, 40),
    ];
    expect(told({ tiers: [tier('api', 10, { threads: 2 })], paths: { call: at('api') }, script })).toBe(
      '0@100 hung at api, 1@100 hung at api, 2@110 ok',
    );
  });

  it('hangs with what it has called: the answer comes, and goes no further', () => {
    const script = [
      { at: ms(20), disturb: 'api', as: { kind: 'hang' } as const },
      { at: ms(200), disturb: 'api', as: undefined },
      ...callsAt(0),
    ];
    const { ends, network, run } = play({
      tiers: [tier('api', 10), tier('billing', 50)],
      paths: { call: waits('api', at('billing')) },
      script,
    });
    run();
    expect(ends).toMatchObject([{ at: ms(200), how: 'hung at api' }]);
    expect(network.tier('billing')?.served).toBe(1);
    expect(network.threadsHeld).toBe(0);
  });

  it('is slow for visits that begin meanwhile', () => {
    const script = [{ at: ms(5), disturb: 'api', as: { kind: 'slow', by: 3 } as const }, ...callsAt(0, 6)];
    expect(told({ tiers: [tier('api', 10, { threads: 2 })], paths: { call: at('api') }, script })).toBe(
      '0@10 ok, 1@36 ok',
    );
  });

  it('loses servers, whose threads finish first, and gets them back cold', () => {
    const script = [
      { at: ms(5), staff: 'api', to: { servers: 0 } },
      { at: ms(100), staff: 'api', to: { servers: 2, cold: 2, coldBy: 4 } },
      ...callsAt(0, 20, 21),
    ];
    expect(told({ tiers: [tier('api', 10, { servers: 2 })], paths: { call: at('api') }, script })).toBe(
      '0@10 ok, 1@140 ok, 2@140 ok',
    );
  });

  it('is refused by the network when it makes no sense', () => {
    const { network } = play({ tiers: [tier('api', 10)], paths: { call: at('api') }, script: [] });
    const api = network.tier('api')!;
    expect(() => network.disturb(api, { kind: 'errors', share: 2 })).toThrow('a share of 2 errors; expected 0 to 1');
    expect(() => network.disturb(api, { kind: 'slow', by: -1 })).toThrow('slow by -1');
    expect(() => network.staff(api, { servers: 3 })).toThrow('api: 3 servers, 0 cold by 1, of 1');
    const made = (more: object, path = at('api')) =>
      play({ tiers: [tier('api', 10, more)], paths: { call: path }, script: [] });
    expect(() => made({ servers: 0.5 })).toThrow('api has 0.5 servers');
    expect(() => made({ threads: 0 })).toThrow('api has 0 threads');
    expect(() => made({ queue: -1 })).toThrow('api has a queue of -1 places');
    expect(() => made({ connections: 0 })).toThrow('api has 0 connections');
    expect(() => made({}, at('crm'))).toThrow('The path call names the tier crm, which is not there');
    expect(() => made({ breaker: { failed: 0, of: 3, for: ms(1) } })).toThrow('share of 0 failures');
    expect(() => made({ breaker: { failed: 1, of: 0, for: ms(1) } })).toThrow('looks at 0 calls');
  });
});

describe('a limit', () => {
  it('lets a burst pass, and then so many a second', () => {
    const world = {
      tiers: [tier('gateway', 1, { limit: { perSecond: 1, burst: 2 } })],
      paths: { call: at('gateway') },
      script: callsAt(0, 100, 200, 1300),
    };
    expect(told(world)).toBe('0@1 ok, 1@101 ok, 2@200 limit at gateway, 3@1301 ok');
  });

  it('can be that of each entity', () => {
    const limit = { perSecond: 1, burst: 1, key: (entity: number) => entity };
    const script = [7, 7, 8].map((entity, call) => ({ at: call * 100_000, call, entity }));
    expect(told({ tiers: [tier('gateway', 1, { limit })], paths: { call: at('gateway') }, script })).toBe(
      '0@1 ok, 1@100 limit at gateway, 2@201 ok',
    );
  });
});

describe('misses that are shared', () => {
  const path = { call: orElse(at('cache'), at('billing')) };
  const tiers = [cached({ sharedMisses: true }), tier('billing', 99)];

  it('fail together', () => {
    const script = [0, 50].map((moment, call) => ({ at: moment * 1000, call, entity: 7 }));
    const errors = { at: 0, disturb: 'billing', as: { kind: 'errors', share: 1 } } as const;
    expect(told({ tiers, paths: path, script: [errors, ...script] })).toBe(
      '0@100 error at billing, 1@100 error at billing',
    );
  });

  it('go on with the next in line when the client of the first has gone', () => {
    const script = [
      ...[0, 50, 60].map((moment, call) => ({ at: moment * 1000, call, entity: 7 })),
      { at: ms(70), gone: 0 },
    ];
    const { ends, run, network } = play({ tiers, paths: path, script, cancels: true });
    run();
    expect(ends.filter(({ job }) => job > 0)).toMatchObject([
      { job: 1, at: ms(199), how: 'ok' },
      { job: 2, at: ms(199), how: 'ok', from: 'cache', fetchedFor: 7 },
    ]);
    expect(network.goingOn).toBe(0);
  });
});

describe('a cache that is full', () => {
  it('lets the oldest answer go', () => {
    const script = [1, 2, 1, 3, 2, 1].map((entity, call) => ({ at: call * 1_000_000, call, entity }));
    const world = {
      tiers: [cached({ entries: 2 }), tier('billing', 99)],
      paths: { call: orElse(at('cache'), at('billing')) },
      script,
    };
    expect(told(world)).toBe('0@100 ok, 1@1100 ok, 2@2001 ok (cache), 3@3100 ok, 4@4001 ok (cache), 5@5100 ok');
  });

  it('forgets everything when it is emptied', () => {
    const { network, ends, run } = play({
      tiers: [cached(), tier('billing', 99)],
      paths: { call: orElse(at('cache'), at('billing')) },
      script: [0, 200].map((moment, call) => ({ at: ms(moment), call, entity: 7 })),
    });
    run(ms(150));
    network.tier('cache')!.cache!.empty();
    run();
    expect(ends.map(({ from }) => from)).toEqual(['tiers', 'tiers']);
    expect(network.tier('cache')!.cache!.entries).toBe(1);
  });

  it('that cannot be asked is passed by', () => {
    const script = [{ at: 0, disturb: 'cache', as: { kind: 'refuse' } as const }, ...callsAt(0)];
    expect(
      told({ tiers: [cached(), tier('billing', 99)], paths: { call: orElse(at('cache'), at('billing')) }, script }),
    ).toBe('0@99 ok');
  });
});

describe('the course of a tier that is watched', () => {
  it('has the mean of each stretch: threads held, visits, and what was waited for', () => {
    const { network, run } = play({
      tiers: [tier('api', 100, { threads: 4 }), tier('billing', 400, { servers: undefined })],
      paths: { call: waits('api', at('billing')) },
      script: callsAt(0, 900),
    });
    const api = network.tier('api')!;
    api.watch(ms(1000));
    run();
    expect(api.held.means(ms(2000))).toEqual([
      [0, 0.6],
      [1_000_000, 0.4],
    ]);
    expect(api.visitsIn).toEqual([2]);
    expect(api.waitsIn).toEqual([
      { n: 1, total: 400_000 },
      { n: 1, total: 400_000 },
    ]);
  });
});
