import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Draws } from '../../src/sim/draws.ts';
import { Link, type LinkOptions } from '../../src/sim/link.ts';
import { type Asker, type AskOptions, type Outcome, outcomes, Requests } from '../../src/sim/request.ts';
import { Simulation } from '../../src/sim/simulation.ts';
import { type Microseconds, milliseconds, minutes, seconds } from '../../src/sim/units.ts';

interface Seen {
  outcome: Outcome;
  at: number;
  answer: unknown;
  code: number;
  latency: number;
}

/** One kind of request, served by `serve`; every outcome is written down. */
function serviceWith(serve: (requests: Requests, row: number) => void) {
  const simulation = new Simulation({ seed: 3 });
  const requests = new Requests(simulation);
  const draws = new Draws(simulation.dice, [{ name: 'askers', first: 0 }]);
  const kind = requests.declare('portal.openPage', row => serve(requests, row));
  const told: { name: string; entity: number; value: number }[] = [];
  simulation.facts.observeAll((fact, entity) =>
    told.push({ name: fact.name, entity, value: simulation.facts.value[0] }),
  );

  const ask = (options: AskOptions & { entity?: number; message?: unknown } = {}) => {
    const seen: Seen[] = [];
    const asker: Asker = {
      settled(row) {
        seen.push({
          outcome: requests.outcomeOf(row),
          at: simulation.now,
          answer: requests.answerOf(row),
          code: requests.codeOf(row),
          latency: requests.latencyOf(row),
        });
      },
    };
    const row = requests.take(kind, 0, 0, options.entity ?? 0, asker, options.message, options);
    const generation = requests.generationOf(row);
    requests.send(row, options.after ?? 0, options.within ?? 0, options.size ?? 0);
    return { seen, cancel: () => requests.cancel(row, generation) };
  };
  const link = (options: LinkOptions) => new Link('air', options, draws);
  return { simulation, requests, ask, told, link };
}

describe('a request', () => {
  it('is answered after the way there, the time the server takes, and the way back, counted from when it is sent', () => {
    const { simulation, ask, link, told } = serviceWith((requests, row) =>
      requests.answer(row, `${requests.messageOf(row)}!`, milliseconds(100)),
    );
    const { seen } = ask({
      message: 'offers',
      over: link({ oneWay: milliseconds(40) }),
      within: seconds(1),
      after: 5,
      entity: 9,
    });
    simulation.run(minutes(1));
    const latency = milliseconds(180);
    expect(seen).toEqual([{ outcome: 'answered', at: latency + 5, answer: 'offers!', code: 0, latency }]);
    expect(told).toEqual([{ name: 'portal.openPage.answered', entity: 9, value: latency }]);
  });

  it('takes longer the more bytes it has, both ways', () => {
    const { simulation, ask, link } = serviceWith((requests, row) => requests.answer(row, undefined, 0, 3_000));
    const { seen } = ask({ size: 1_000, over: link({ oneWay: 0 as Microseconds, bandwidth: 1_000_000 }) });
    simulation.run(minutes(1));
    expect(seen[0]!.at).toBe(milliseconds(4));
  });

  it('counts its latency from the moment it was meant to be asked', () => {
    const { simulation, ask } = serviceWith((requests, row) => requests.answer(row, undefined, milliseconds(10)));
    simulation.run(seconds(2));
    const { seen } = ask({ intended: seconds(1) });
    simulation.run(minutes(1));
    expect(seen[0]!.latency).toBe(seconds(1) + milliseconds(10));
  });

  it('is refused with a code and whatever the server adds', () => {
    const { simulation, ask } = serviceWith((requests, row) => requests.refuse(row, 429, 'come back later', 0));
    const { seen } = ask();
    simulation.run(minutes(1));
    expect(seen).toMatchObject([{ outcome: 'refused', code: 429, answer: 'come back later' }]);
  });

  it('times out when the server is silent, and at the limit itself', () => {
    const { simulation, ask } = serviceWith((requests, row) => requests.answer(row, 'late', seconds(30)));
    const { seen } = ask({ within: seconds(30) });
    simulation.run(minutes(1));
    expect(seen).toMatchObject([{ outcome: 'timedOut', at: seconds(30), latency: seconds(30) }]);
  });

  it('that timed out says nothing of an answer or a refusal still on its way', () => {
    const { simulation, ask, told } = serviceWith((requests, row) => requests.refuse(row, 503, 'detail', seconds(31)));
    const { seen } = ask({ within: seconds(30) });
    simulation.run(minutes(1));
    expect(seen).toMatchObject([{ outcome: 'timedOut', code: 0, answer: undefined }]);
    expect(told.map(fact => fact.name)).toEqual(['portal.openPage.timedOut']);
  });

  it('drops a late answer, though its row is long used by another request', () => {
    const held: number[] = [];
    const { simulation, requests, ask } = serviceWith((_, row) => held.push(row));
    const first = ask({ within: seconds(1) });
    simulation.run(seconds(2));
    requests.answer(held[0]!, 'too late', seconds(5));
    const second = ask();
    simulation.run(seconds(3));
    expect(held[1]).toBe(held[0]);
    simulation.run(minutes(1));
    expect([first.seen.length, second.seen.length]).toEqual([1, 0]);
    requests.answer(held[1]!, 'in time', 0);
    simulation.run(minutes(2));
    expect(second.seen).toMatchObject([{ outcome: 'answered', answer: 'in time' }]);
  });

  it('can be cancelled by its asker, once, until it has its outcome', () => {
    const { simulation, ask, told } = serviceWith((requests, row) => requests.answer(row, 'page', seconds(1)));
    const early = ask({ within: seconds(9) });
    const late = ask();
    simulation.run(milliseconds(500));
    early.cancel();
    early.cancel();
    simulation.run(seconds(10));
    late.cancel();
    expect(early.seen).toMatchObject([{ outcome: 'cancelled', at: milliseconds(500), answer: undefined }]);
    expect(late.seen).toMatchObject([{ outcome: 'answered', at: seconds(1) }]);
    expect(told.map(fact => fact.name)).toEqual(['portal.openPage.cancelled', 'portal.openPage.answered']);
  });

  it('finds a link that is down unreachable at once, and one that goes down under way silent', () => {
    const { simulation, ask, link } = serviceWith((requests, row) => requests.answer(row, 'page', seconds(1)));
    const air = link({ oneWay: milliseconds(50) });
    const caughtByOutage = ask({ over: air, within: seconds(5) });
    air.up = false;
    const asked = ask({ over: air, within: seconds(5) });
    simulation.run(minutes(1));
    expect(asked.seen).toMatchObject([{ outcome: 'unreachable', at: 0 }]);
    expect(caughtByOutage.seen).toMatchObject([{ outcome: 'timedOut', at: seconds(5) }]);
  });

  it('may be shed by the server', () => {
    const { simulation, ask } = serviceWith((requests, row) => requests.shed(row));
    const { seen } = ask();
    simulation.run(minutes(1));
    expect(seen).toMatchObject([{ outcome: 'shed', at: 0 }]);
  });

  it('whose answer comes at the very limit has timed out', () => {
    const { simulation, ask } = serviceWith((requests, row) => requests.answer(row, 'late', seconds(1)));
    const late = ask({ within: seconds(1) });
    const inTime = ask({ within: (seconds(1) + 1) as Microseconds });
    simulation.run(minutes(1));
    expect(late.seen).toMatchObject([{ outcome: 'timedOut', at: seconds(1), answer: undefined }]);
    expect(inTime.seen).toMatchObject([{ outcome: 'answered', at: seconds(1), answer: 'late' }]);
  });

  it('answered twice is a bug that is told', () => {
    const { ask } = serviceWith((requests, row) => {
      requests.answer(row, 1, 0);
      requests.drop(row);
    });
    expect(() => ask()).toThrow('portal.openPage was answered twice');
  });

  it('still open at the horizon is censored: a fact with its age, and nobody is told', () => {
    const { simulation, requests, ask, told } = serviceWith(() => {});
    const { seen, cancel } = ask({ entity: 4 });
    simulation.run(minutes(1));
    expect(requests.censor()).toBe(1);
    cancel();
    expect(requests.censor()).toBe(0);
    expect(told).toEqual([{ name: 'portal.openPage.censored', entity: 4, value: minutes(1) }]);
    expect([seen.length, requests.open]).toEqual([0, 0]);
  });

  it('uses one row again and again, through all its 2^20 generations', () => {
    const { simulation, requests, ask } = serviceWith((requests, row) => requests.answer(row, undefined, 0));
    let rounds = 0;
    let highest = 0;
    const asker: Asker = {
      settled() {
        rounds += 1;
      },
    };
    const kind = requests.declare('ping', row => requests.answer(row, undefined, 0));
    const pings = simulation.operation('pings', who => {
      const row = requests.take(kind, 0, 0, 0, asker, undefined, {});
      highest = Math.max(highest, row);
      requests.send(row, 0, 1_000_000, 0);
      if (who < 2 ** 20 + 5) simulation.schedule(pings, who + 1, 1);
    });
    simulation.schedule(pings, 0, 0);
    simulation.run(seconds(60));
    expect([rounds, highest]).toEqual([2 ** 20 + 6, 0]);
    expect(ask().seen).toEqual([]);
    simulation.run(seconds(61));
    expect(requests.open).toBe(0);
  });
});

interface Plan {
  at: number;
  entity: number;
  within: number;
  cancelAt: number | undefined;
  link: 'none' | 'lossy' | 'down' | 'flapping';
  server: 'answers' | 'refuses' | 'sheds' | 'drops' | 'forgets';
  takes: number;
}

const plan: fc.Arbitrary<Plan> = fc.record({
  at: fc.nat({ max: 300 }),
  entity: fc.nat({ max: 3 }),
  within: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 200 })),
  cancelAt: fc.option(fc.nat({ max: 200 }), { nil: undefined }),
  link: fc.constantFrom('none', 'lossy', 'down', 'flapping'),
  server: fc.constantFrom('answers', 'refuses', 'sheds', 'drops', 'forgets'),
  takes: fc.nat({ max: 250 }),
});

describe('every request', () => {
  it('has exactly one outcome, told once, whatever asker, link and server do', () => {
    fc.assert(
      fc.property(fc.array(plan, { minLength: 1, maxLength: 60 }), plans => {
        const { simulation, requests, ask, told, link } = serviceWith((requests, row) => {
          const { server, takes } = requests.messageOf(row) as Plan;
          if (server === 'answers') requests.answer(row, 'yes', takes);
          else if (server === 'refuses') requests.refuse(row, 500, undefined, takes);
          else if (server === 'sheds') requests.shed(row);
          else if (server === 'drops') requests.drop(row);
        });
        const links = {
          none: undefined,
          lossy: link({ oneWay: 10 as Microseconds, loss: 0.4 }),
          down: link({ oneWay: 10 as Microseconds }),
          flapping: link({ oneWay: 10 as Microseconds }),
        };
        links.down.up = false;
        const flaps = simulation.operation('flaps', () => {
          links.flapping.up = !links.flapping.up;
          simulation.schedule(flaps, 0, 23);
        });
        simulation.schedule(flaps, 0, 0);
        const asked: { plan: Plan; seen: Seen[]; cancel: () => void }[] = [];
        const cancels = simulation.operation('cancels', nth => asked.find(({ plan }) => plan === plans[nth])!.cancel());
        const asks = simulation.operation('asks', nth => {
          const plan = plans[nth]!;
          const { at: _at, cancelAt, entity, within } = plan;
          asked.push({
            plan,
            ...ask({ message: plan, entity, within: within as Microseconds, over: links[plan.link] }),
          });
          if (cancelAt !== undefined) simulation.schedule(cancels, nth, cancelAt);
        });
        plans.forEach(({ at }, nth) => {
          simulation.schedule(asks, nth, at);
        });
        simulation.run(400 as Microseconds);
        const open = requests.open;
        const censored = requests.censor();
        simulation.facts.seal();

        expect(censored).toBe(open);
        expect(told).toHaveLength(plans.length);
        expect(asked.every(({ seen }) => seen.length <= 1)).toBe(true);
        expect(asked.filter(({ seen }) => seen.length === 0)).toHaveLength(censored);
        for (const { plan, seen } of asked) {
          const [outcome] = seen;
          if (outcome === undefined) continue;
          expect(outcomes).toContain(outcome.outcome);
          if (plan.within > 0) expect(outcome.at).toBeLessThanOrEqual(plan.at + plan.within);
          if (plan.link === 'down') expect(outcome.outcome).toBe('unreachable');
          if (outcome.outcome === 'answered') expect(plan.server).toBe('answers');
          if (outcome.outcome === 'cancelled') expect(outcome.at).toBe(plan.at + plan.cancelAt!);
        }
        simulation.run(10_000 as Microseconds);
        expect(asked.every(({ seen }) => seen.length <= 1)).toBe(true);
        expect(requests.open).toBe(0);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a link', () => {
  const travels = (what: string, first: number, options: LinkOptions = { oneWay: 100 as Microseconds, loss: 0.3 }) => {
    const { dice } = new Simulation({ seed: 5 });
    const groups = [
      { name: 'others', first: 0 },
      { name: 'askers', first },
    ];
    const link = new Link('air', options, new Draws(dice, first === 0 ? [{ name: 'askers', first: 0 }] : groups));
    return Array.from({ length: 200 }, (_, i) => link.travel(what, first + (i % 10), i, i % 2, 0));
  };

  it('loses its share of messages', () => {
    const lost = travels('a', 0).filter(delay => delay < 0).length;
    expect(lost / 200).toBeGreaterThan(0.2);
    expect(lost / 200).toBeLessThan(0.4);
  });

  it('gives each kind of request its own luck', () => {
    expect(travels('a', 0)).toEqual(travels('a', 0));
    expect(travels('a', 0)).not.toEqual(travels('b', 0));
  });

  it('keeps the luck of its senders when another group is laid before them', () => {
    expect(travels('a', 1000)).toEqual(travels('a', 0));
  });

  it('adds jitter to every message', () => {
    const delays = travels('a', 0, { oneWay: 100 as Microseconds, jitter: { kind: 'uniform', low: 0, high: 50 } });
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(100);
    expect(Math.max(...delays)).toBeLessThanOrEqual(150);
    expect(new Set(delays).size).toBeGreaterThan(190);
  });
});
