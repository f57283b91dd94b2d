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
