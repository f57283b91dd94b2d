/** What queueing theory, and a simulator written as plainly as can be, say of a network of tiers. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallPath } from '../../src/sim/call-path.ts';
import { Simulation } from '../../src/sim/simulation.ts';
import type { TierOptions } from '../../src/sim/tier.ts';
import { naively } from './naive-tiers.ts';
import { at, type Happening, inTurn, later, ms, orElse, play, tier, waits } from './tiers-under-test.ts';

const draws = new Simulation({ seed: 7 }).dice;
const luck = (purpose: string, entity: number, occurrence: number, attempt: number) =>
  draws.stream('calls', purpose).uniform(entity, occurrence, attempt);

/** Calls at random, so many a second on average. */
function poisson(n: number, perSecond: number): Happening[] {
  const gaps = draws.stream('calls', `arrivals ${perSecond}`);
  let moment = 0;
  return Array.from({ length: n }, (_, call) => {
    moment += (-Math.log(gaps.uniform(call)) * 1e6) / perSecond;
    return { at: Math.ceil(moment), call };
  });
}

const exponential = (name: string, mean_ms: number, more: Partial<TierOptions>): TierOptions =>
  tier(name, 0, { service: { kind: 'exponential', mean: mean_ms * 1000 }, ...more });

/** Shares of time with k calls in an M/M/c/K station, by birth and death. */
function stationary(load: number, servers: number, places: number): number[] {
  const weights = [1];
  for (let k = 1; k <= places; k += 1) weights.push((weights[k - 1] * load) / Math.min(k, servers));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map(weight => weight / sum);
}

describe('one tier', () => {
  const n = 40_000;

  it('is M/M/c/K: it turns away the share that theory says, and keeps as many threads busy', () => {
    const { network, ends, run } = play({
      tiers: [exponential('api', 100, { servers: 2, threads: 2, queue: 3 })],
      paths: { call: at('api') },
      script: poisson(n, 45),
    });
    run();
    const shares = stationary(4.5, 4, 7);
    const full = ends.filter(({ how }) => how === 'full at api').length / n;
    expect(full).toBeCloseTo(shares[7], 1.5);
    expect(Math.abs(full - shares[7])).toBeLessThan(0.01);
    const busy = shares.reduce((sum, share, k) => sum + share * Math.min(k, 4), 0);
    const { busy: level, held } = network.tier('api')!;
    expect(level.mean(ends.at(-1)!.at as never) / busy).toBeCloseTo(1, 1.5);
    expect(held.peak).toBe(4);
  });

  it('without a limit to its queue lets calls wait as Erlang C says', () => {
    const script = poisson(n, 32);
    const { ends, run } = play({
      tiers: [exponential('api', 100, { servers: 4 })],
      paths: { call: at('api') },
      script,
    });
    run();
    const shares = stationary(3.2, 4, 400);
    const waiting = shares.reduce((sum, share, k) => sum + share * Math.max(0, k - 4), 0);
    const mean = ends.reduce((sum, { at: moment, job }) => sum + moment - script[job].at, 0) / n / 1e6;
    expect(Math.abs(mean / (waiting / 32 + 0.1) - 1)).toBeLessThan(0.06);
  });
});

describe('tiers in turn, none holding the thread of another', () => {
  it('are a Jackson network: each waits as if it were alone', () => {
    const n = 40_000;
    const script = poisson(n, 30);
    const { ends, run } = play({
      tiers: [exponential('crm', 20, { servers: 1 }), exponential('billing', 50, { servers: 2 })],
      paths: { call: inTurn(at('crm'), at('billing')) },
      script,
    });
    run();
    const sojourn = (servers: number, mean_s: number) => {
      const shares = stationary(30 * mean_s, servers, 400);
      return shares.reduce((sum, share, k) => sum + share * k, 0) / 30;
    };
    const mean = ends.reduce((sum, { at: moment, job }) => sum + moment - script[job].at, 0) / n / 1e6;
    expect(Math.abs(mean / (sojourn(1, 0.02) + sojourn(2, 0.05)) - 1)).toBeLessThan(0.06);
  });
});

describe('a tier that holds its threads while it waits', () => {
  it('has as many held as calls come in the time of a call, and serves no more than its threads allow (Little)', () => {
    const { network, ends, run } = play({
      tiers: [tier('api', 10, { servers: 1, threads: 8, queue: 0 }), tier('billing', 390, { servers: undefined })],
      paths: { call: waits('api', at('billing')) },
      script: poisson(20_000, 30),
    });
    run();
    const end = ends.at(-1)!.at as never;
    const api = network.tier('api')!;
    const served = (api.served / Number(end)) * 1e6;
    expect(api.held.mean(end)).toBeCloseTo(served * 0.4, 6);
    // Erlang B with 12 erlangs on 8 threads: what counts is the time a thread is held, not the 10 ms of its own work.
    const shares = stationary(12, 8, 8);
    expect(Math.abs(api.turnedAway.full.n / 20_000 - shares[8])).toBeLessThan(0.012);
    expect(network.threadsHeld).toBe(0);
  });
});

describe('a cache', () => {
  it.each([0.2, 1, 5])(
    'of one entry, asked %d times in its time to live, answers λt / (1 + λt) of the requests',
    perLife => {
      const { network, run } = play({
        tiers: [
          tier('cache', 0, {
            servers: undefined,
            cache: { ttl: ms(1000), staleIfError: ms(0), entries: 10, sharedMisses: false, key: () => 0 },
          }),
          tier('billing', 0, { servers: undefined }),
        ],
        paths: { call: orElse(at('cache'), at('billing')) },
        script: poisson(20_000, perLife),
      });
      run();
      const { hits, misses } = network.tier('cache')!.cache!;
      expect(Math.abs(hits / (hits + misses) - perLife / (1 + perLife))).toBeLessThan(0.012);
    },
  );
});

/* ---- the same worlds, twice ---- */

type Made<A> = A extends fc.Arbitrary<infer T> ? T : never;
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const time = (least: number, most: number) => fc.integer({ min: least * 1000, max: most * 1000 }).map(n => n as never);

const someTier = (name: string): fc.Arbitrary<TierOptions> =>
  fc.record({
    name: fc.constant(name),
    servers: fc.option(fc.integer({ min: 1, max: 2 }), { nil: undefined, freq: 6 }),
    threads: fc.integer({ min: 1, max: 2 }),
    queue: fc.constantFrom(0, 1, 3, Infinity),
    connections: maybe(fc.integer({ min: 1, max: 3 })),
    service: fc.record({ kind: fc.constant('uniform' as const), low: time(1, 20), high: time(21, 400) }),
    results: fc.constantFrom([], [{ name: `declined by ${name}`, share: 0.2 }]),
    timeout: maybe(time(20, 600)),
    retries: maybe(fc.record({ times: fc.integer({ min: 1, max: 2 }), wait: time(1, 200) })),
    breaker: maybe(
      fc.record({ failed: fc.constantFrom(0.5, 1), of: fc.integer({ min: 1, max: 4 }), for: time(50, 1000) }),
    ),
    cache: maybe(
      fc.record({
        ttl: time(50, 2000),
        staleIfError: fc.constantFrom(0, 500_000).map(n => n as never),
        entries: fc.constant(100),
        sharedMisses: fc.constant(false),
        key: fc.constant((entity: number) => entity),
      }),
    ),
  });

const shapes: readonly CallPath[] = [
  at('a'),
  waits('a', at('b')),
  waits('a', waits('b', at('c'))),
  waits('a', inTurn(at('b'), waits('c', at('d')))),
  waits('a', orElse(at('c'), at('d'))),
  waits('a', waits('b', orElse(at('c'), waits('d', at('e'))))),
  inTurn(at('a'), orElse(at('c'), at('d')), at('e')),
  later(waits('a', at('b')), waits('c', at('d'))),
  waits('a', later(at('b'), at('c'))),
];

const disturbances = fc.uniqueArray(
  fc.record({
    at: time(0, 3000),
    disturb: fc.constantFrom('a', 'b', 'c', 'd'),
    as: fc.constantFrom(
      { kind: 'refuse' as const },
      { kind: 'hang' as const },
      { kind: 'errors' as const, share: 0.5 },
      { kind: 'slow' as const, by: 3 },
    ),
  }),
  { maxLength: 2, selector: ({ disturb }) => disturb },
);

const someWorld = fc.record({
  tiers: fc.tuple(...['a', 'b', 'c', 'd', 'e'].map(someTier)),
  paths: fc.record({ call: fc.constantFrom(...shapes), other: fc.constantFrom(...shapes) }),
  calls: fc.uniqueArray(fc.integer({ min: 0, max: 3_000_000 }), { minLength: 1, maxLength: 40 }),
  others: fc.integer({ min: 1, max: 5 }),
  goes: fc.integer({ min: 0, max: 400_000 }),
  disturbances,
  cancels: fc.boolean(),
});

/** Each outage ends in its own time; a hang never does, since at its end many are lost at the same moment. */
function worldOf({ calls, others, goes, disturbances: wrong, ...world }: Made<typeof someWorld>) {
  const script: Happening[] = calls.flatMap((moment, call): Happening[] => [
    { at: moment, call, entity: call % 5, path: call % others === 0 ? 'call' : 'other' },
    { at: moment + goes + call, gone: call },
  ]);
  for (const { at: moment, disturb, as } of wrong) {
    script.push({ at: moment, disturb, as });
    if (as.kind !== 'hang') script.push({ at: moment + 700_001, disturb, as: undefined });
  }
  return { ...world, script, luck };
}

describe('a network of tiers', () => {
  it('does to every call what the plain simulator does, at the same moment', () => {
    fc.assert(
      fc.property(someWorld, made => {
        const world = worldOf(made);
        const fast = play(world);
        fast.run();
        const plain = naively(world);
        const sorted = (ends: { at: number; job: number; how: string }[]) =>
          ends.map(({ at: moment, job, how }) => `${moment} ${job} ${how}`).sort();
        const isKnown = ({ how }: { how: string }) => how !== 'cancelled' && how !== 'timeout at undefined';
        expect(sorted(fast.ends.filter(isKnown))).toEqual(sorted(plain.ends.filter(isKnown)));
        for (const one of fast.network.tiers) {
          const other = plain.tiers.get(one.name)!;
          expect({ served: one.served, held: one.held.now, heldPeak: one.held.peak, waited: one.waited }).toEqual({
            served: other.served,
            held: other.held,
            heldPeak: other.heldPeak,
            waited: other.waited,
          });
        }
      }),
      { numRuns: 250 },
    );
  });
});

/** Everything that can happen to the tiers, and an end to all of it. */
const someTrouble = fc.record({
  world: someWorld,
  sharedMisses: fc.boolean(),
  hangs: fc.array(fc.record({ at: time(0, 3000), for: time(1, 2000), tier: fc.constantFrom('a', 'b', 'c', 'd') }), {
    maxLength: 3,
  }),
  away: fc.array(fc.record({ at: time(0, 3000), for: time(1, 2000), tier: fc.constantFrom('a', 'b', 'c', 'd') }), {
    maxLength: 2,
  }),
});

function troubled({ world: made, sharedMisses, hangs, away }: Made<typeof someTrouble>) {
  const world = worldOf(made);
  const tiers = world.tiers.map(one => ({
    ...one,
    ...(one.cache === undefined ? {} : { cache: { ...one.cache, sharedMisses } }),
  }));
  const ended = [
    ...hangs,
    ...made.disturbances.map(({ at: moment, disturb }) => ({ at: moment, for: 700_001, tier: disturb })),
  ];
  const servers = (name: string) => tiers.find(one => one.name === name)?.servers;
  const staffed = away.filter(({ tier: name }) => servers(name) !== undefined);
  const script: Happening[] = [
    ...world.script,
    ...hangs.map(({ at: moment, tier: disturb }) => ({ at: moment, disturb, as: { kind: 'hang' as const } })),
    ...ended.map(({ at: moment, for: length, tier: disturb }) => ({ at: moment + length, disturb, as: undefined })),
    ...staffed.map(({ at: moment, tier: staff }) => ({ at: moment, staff, to: { servers: 0 } })),
    ...staffed.map(({ at: moment, for: length, tier: staff }) => ({
      at: moment + length,
      staff,
      to: { servers: servers(staff)! },
    })),
    // Whatever overlapped: in the end all is well.
    ...['a', 'b', 'c', 'd'].flatMap((name): Happening[] => [
      { at: 9_000_000, disturb: name, as: undefined },
      ...(servers(name) === undefined ? [] : [{ at: 9_000_000, staff: name, to: { servers: servers(name)! } }]),
    ]),
  ];
  return { ...world, tiers, script };
}

describe('whatever happens to the tiers', () => {
  it('every call ends once, and when all is over no thread is held and nothing goes on', () => {
    fc.assert(
      fc.property(someTrouble, made => {
        const { network, ends, run } = play(troubled(made));
        run();
        expect(network.threadsHeld).toBe(0);
        expect(network.goingOn).toBe(0);
        for (const { busy, queue, wantConnection } of network.tiers)
          expect([busy.now, queue.now, wantConnection.now]).toEqual([0, 0, 0]);
        expect(ends.map(({ job }) => job).sort((a, b) => a - b)).toEqual(made.world.calls.map((_, job) => job));
      }),
      { numRuns: 200 },
    );
  });

  it('it happens in the same way again', () => {
    fc.assert(
      fc.property(someTrouble, made => {
        const [first, second] = [play(troubled(made)), play(troubled(made))];
        first.run();
        second.run();
        expect(second.ends).toEqual(first.ends);
        expect(second.simulation.events).toBe(first.simulation.events);
      }),
      { numRuns: 50 },
    );
  });
});
