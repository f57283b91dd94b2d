import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BinaryHeapQueue } from '../../src/sim/binary-heap-queue.ts';
import { type Operation, RunFailure, Simulation } from '../../src/sim/simulation.ts';
import { days, endOfTime, hours, type Microseconds, minutes, seconds } from '../../src/sim/units.ts';

const make = () => new Simulation({ seed: 1 });

describe('the clock', () => {
  it('stands at the time of the event while it is carried out, and at the horizon afterwards', () => {
    const simulation = make();
    const seen: number[] = [];
    const rings = simulation.operation('rings', () => seen.push(simulation.now));
    simulation.schedule(rings, 0, seconds(5));
    simulation.schedule(rings, 0, seconds(2));
    expect(simulation.run(seconds(10))).toBe(true);
    expect(seen).toEqual([seconds(2), seconds(5)]);
    expect(simulation.now).toBe(seconds(10));
    expect(simulation.events).toBe(2);
  });

  it('carries out what lies on the horizon and leaves later events for the next run', () => {
    const simulation = make();
    const seen: number[] = [];
    const rings = simulation.operation('rings', who => seen.push(who));
    for (const s of [1, 2, 3]) simulation.schedule(rings, s, seconds(s));
    simulation.run(seconds(2));
    expect(seen).toEqual([1, 2]);
    simulation.run(seconds(3));
    expect(seen).toEqual([1, 2, 3]);
  });

  it('rounds fractions of a delay up to whole microseconds', () => {
    const simulation = make();
    const rings = simulation.operation('rings', () => expect(simulation.now).toBe(2));
    simulation.schedule(rings, 0, 1.0001);
    simulation.run(seconds(1));
    expect(simulation.events).toBe(1);
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('refuses a delay of %d', delay => {
    const simulation = make();
    const rings = simulation.operation('rings', () => {});
    expect(() => simulation.schedule(rings, 0, delay)).toThrow(`A delay of ${delay} µs: it must be a number from 0 up`);
  });

  it('never reaches what lies beyond the end of time, 285 years away', () => {
    const simulation = make();
    const rings = simulation.operation('rings', () => {});
    simulation.run(seconds(1));
    simulation.schedule(rings, 0, endOfTime);
    expect(simulation.pending).toBe(0);
  });
});

describe('the order of events', () => {
  it('is by time, and among equals first scheduled, first served', () => {
    const delays = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 60 });
    fc.assert(
      fc.property(delays, delays, (early, late) => {
        const simulation = make();
        const served: { time: number; ticket: number }[] = [];
        let tickets = 0;
        const ask = (delay: number) => simulation.schedule(serve, tickets++, delay);
        const serve = simulation.operation('serve', ticket => served.push({ time: simulation.now, ticket }));
        const second = simulation.operation('second wave', () => late.forEach(ask));
        early.forEach(ask);
        simulation.schedule(second, 0, 2);
        simulation.run(seconds(1));
        const ordered = [...served].sort((a, b) => a.time - b.time || a.ticket - b.ticket);
        expect(served).toEqual(ordered);
        expect(served).toHaveLength(early.length + late.length);
      }),
    );
  });
});

describe('effects', () => {
  it('are carried out after the handler, in the order in which it asked, before the next event', () => {
    const simulation = make();
    const log: string[] = [];
    const says = simulation.effectKind(
      (a, b, payload) => log.push(`${a} ${b} ${payload} ${simulation.amount[0]}`),
      () => 'says',
    );
    const acts = simulation.operation('acts', who => {
      log.push(`begin ${who}`);
      simulation.note(says, who, 1, 0.5, 'first');
      simulation.note(says, who, 2, 1.5, 'second');
      log.push(`end ${who}`);
    });
    simulation.schedule(acts, 7, 0);
    simulation.schedule(acts, 8, 0);
    simulation.run(seconds(1));
    expect(log).toEqual([
      ...['begin 7', 'end 7', '7 1 first 0.5', '7 2 second 1.5'],
      ...['begin 8', 'end 8', '8 1 first 0.5', '8 2 second 1.5'],
    ]);
  });

  it('of effects wait behind those already asked for, never inside one another, however long the chain', () => {
    const tree: (depth: number) => fc.Arbitrary<Tree> = fc.memo(depth =>
      fc.record({ children: depth === 1 ? fc.constant([]) : fc.array(tree(depth - 1), { maxLength: 4 }) }),
    );
    fc.assert(
      fc.property(tree(5), root => {
        const simulation = make();
        const seen: Tree[] = [];
        let depth = 0;
        const visit = simulation.effectKind(
          (_a, _b, payload) => {
            depth += 1;
            expect(depth).toBe(1);
            const node = payload as Tree;
            seen.push(node);
            for (const child of node.children) simulation.note(visit, 0, 0, 0, child);
            depth -= 1;
          },
          () => 'visit',
        );
        simulation.note(visit, 0, 0, 0, root);
        simulation.run(seconds(1));
        expect(seen).toEqual(breadthFirst(root));
      }),
    );
  });

  it('keep their order, amounts and payloads through hundreds of thousands at once', () => {
    const simulation = make();
    let next = 0;
    const counts = simulation.effectKind(
      (a, b, payload) => {
        if (a !== next || b !== -a || payload !== `${a}` || simulation.amount[0] !== a / 2)
          expect.fail(`effect ${next} came as ${a}`);
        next += 1;
        if (a < 100_000) simulation.note(counts, a + 200_000, -a - 200_000, (a + 200_000) / 2, `${a + 200_000}`);
      },
      () => 'counts',
    );
    for (let i = 0; i < 200_000; i++) simulation.note(counts, i, -i, i / 2, `${i}`);
    simulation.run(seconds(1));
    expect(next).toBe(300_000);
  });

  it('arm, cancel, schedule and tell like the direct calls', () => {
    const simulation = make();
    const log: string[] = [];
    const fact = simulation.facts.declare('seen');
    simulation.facts.observe('seen', subject => log.push(`seen ${subject} ${simulation.facts.value[0]}`));
    const timer = simulation.timer('timer', 3, who => log.push(`timer ${who} at ${simulation.now}`));
    const plain = simulation.operation('plain', who => log.push(`plain ${who} at ${simulation.now}`));
    const acts = simulation.operation('acts', () => {
      simulation.noteArm(timer, 1, 10);
      simulation.noteArm(timer, 2, 10);
      simulation.noteCancel(timer, 1);
      simulation.noteSchedule(plain, 5, 3);
      simulation.noteFact(fact, 9, 2.5);
    });
    simulation.schedule(acts, 0, 100);
    simulation.run(seconds(1));
    expect(log).toEqual(['seen 9 2.5', 'plain 5 at 103', 'timer 2 at 110']);
  });
});

describe('a timer', () => {
  it('fires once for each arming, at its last arming only', () => {
    const simulation = make();
    const fired: number[] = [];
    const timer = simulation.timer('idle time elapsed', 2, who => fired.push(who, simulation.now));
    simulation.arm(timer, 0, 10);
    simulation.arm(timer, 0, 30);
    simulation.arm(timer, 1, 20);
    expect([simulation.armed(timer, 0), simulation.armed(timer, 1)]).toEqual([true, true]);
    simulation.run(seconds(1));
    expect(fired).toEqual([1, 20, 0, 30]);
    expect([simulation.armed(timer, 0), simulation.armed(timer, 1)]).toEqual([false, false]);
    expect(simulation.events).toBe(2);
  });

  it('that was cancelled stays silent, until it is armed again', () => {
    const simulation = make();
    const fired: number[] = [];
    const timer = simulation.timer('expires', 1, () => fired.push(simulation.now));
    simulation.arm(timer, 0, 10);
    simulation.cancel(timer, 0);
    simulation.cancel(timer, 0);
    simulation.run(20 as Microseconds);
    simulation.arm(timer, 0, 10);
    simulation.run(40 as Microseconds);
    expect(fired).toEqual([30]);
  });

  it('can be armed for a subject that has come into the world during the run', () => {
    const simulation = make();
    const fired: number[] = [];
    const timer = simulation.timer('expires', 1, who => fired.push(who));
    simulation.arm(timer, 0, 50);
    for (const newcomer of [1, 40, 1000]) simulation.arm(timer, newcomer, 10);
    simulation.cancel(timer, 40);
    simulation.run(seconds(1));
    expect(fired).toEqual([1, 1000, 0]);
    expect([0, 1, 40, 1000].map(who => simulation.armed(timer, who))).toEqual([false, false, false, false]);
  });

  it('may be armed again in its own handler', () => {
    const simulation = make();
    const timer: Operation = simulation.timer('beats', 1, () => simulation.arm(timer, 0, seconds(1)));
    simulation.arm(timer, 0, 0);
    simulation.run(seconds(100));
    expect(simulation.events).toBe(101);
    expect(simulation.pending).toBe(1);
  });

  it('never revives a dead entry when its 2^20 generations start again', () => {
    const simulation = make();
    const fired: number[] = [];
    const timer = simulation.timer('wraps', 2, who => fired.push(who, simulation.now));
    simulation.arm(timer, 0, hours(1)); // generation 1: the entry that a wrapped counter could take for its own
    simulation.arm(timer, 1, hours(2));
    for (let i = 0; i < 2 ** 19 - 1; i++) {
      simulation.cancel(timer, 0);
      simulation.arm(timer, 0, minutes(1));
    }
    simulation.cancel(timer, 0);
    simulation.arm(timer, 0, hours(3)); // generation 1 once more
    simulation.run(days(1));
    expect(fired).toEqual([1, hours(2), 0, hours(3)]);
  });

  it('leaves no more dead entries than living ones behind, beyond a few thousand', () => {
    const simulation = make();
    const timer = simulation.timer('re-armed', 1000, () => {});
    let most = 0;
    for (let i = 0; i < 100_000; i++) {
      simulation.arm(timer, i % 1000, hours(1) + i);
      most = Math.max(most, simulation.pending);
    }
    expect(most).toBeLessThan(8200);
    simulation.compact();
    expect(simulation.pending).toBe(1000);
    let living = 0;
    simulation.forEachPending((_time, name, subject) => {
      expect(name).toBe('re-armed');
      living += subject >= 0 ? 1 : 0;
    });
    expect(living).toBe(1000);
    simulation.run(days(1));
    expect(simulation.events).toBe(1000);
  });
});

describe('pooled rows', () => {
  it('drop events of an earlier generation, and keep theirs through the growth of the pool', () => {
    const simulation = make();
    const ran: number[] = [];
    let generations = new Uint32Array(2);
    const operation = simulation.rowOperation('row', generations, row => ran.push(row));
    simulation.scheduleRow(operation, 0, 10);
    simulation.scheduleRow(operation, 1, 10);
    generations[0]! += 1;
    const grown = new Uint32Array(4);
    grown.set(generations);
    generations = grown;
    simulation.growRows(operation, generations);
    simulation.scheduleRow(operation, 3, 5);
    simulation.run(seconds(1));
    expect(ran).toEqual([3, 1]);
  });
});

describe('the end of a run', () => {
  it('comes as a failure with place, time, message and cause when a handler throws', () => {
    const simulation = make();
    const bug = new Error('no such plan');
    const breaks = simulation.operation('billing.charge', () => {
      throw bug;
    });
    simulation.schedule(breaks, 0, hours(3));
    const failure = caught(() => simulation.run(days(1))) as RunFailure;
    expect(failure).toBeInstanceOf(RunFailure);
    expect([failure.cause, failure.at]).toEqual([bug, hours(3)]);
    expect(failure.message).toBe('no such plan (at 3 h, in billing.charge)');
    expect(simulation.now).toBe(hours(3));
  });

  it('comes after the present event when something else has failed', () => {
    const simulation = make();
    const log: string[] = [];
    const fails = simulation.operation('fails', () => {
      simulation.fail('a flow', new TypeError('bug'));
      log.push('rest of the handler');
    });
    const next = simulation.operation('next', () => log.push('next event'));
    simulation.schedule(fails, 0, 1);
    simulation.schedule(next, 0, 1);
    expect(() => simulation.run(seconds(1))).toThrow('bug (at 0.000001 s, in a flow)');
    expect(log).toEqual(['rest of the handler']);
    expect(simulation.failed).toBe(true);
  });

  it('comes before the first event when setting up has failed', () => {
    const simulation = make();
    let events = 0;
    const next = simulation.operation('next', () => (events += 1));
    simulation.schedule(next, 0, 0);
    simulation.fail('setting up', new Error('bug'));
    expect(() => simulation.run(seconds(1))).toThrow('bug');
    expect(events).toBe(0);
  });

  it('can be asked for: the clock stays, and the next run goes on from there', () => {
    const simulation = make();
    const seen: number[] = [];
    const rings = simulation.operation('rings', who => {
      seen.push(who);
      if (who === 1) simulation.stop();
    });
    simulation.schedule(rings, 1, 10);
    simulation.schedule(rings, 2, 20);
    simulation.run(seconds(1));
    expect([seen, simulation.now]).toEqual([[1], 10]);
    simulation.run(seconds(1));
    expect([seen, simulation.now]).toEqual([[1, 2], seconds(1)]);
  });

  it('can be decided from outside every few thousand events', () => {
    const simulation = make();
    const ticks: Operation = simulation.operation('ticks', who => simulation.schedule(ticks, who, 1));
    simulation.schedule(ticks, 0, 0);
    expect(simulation.run(days(1), () => simulation.events < 10_000)).toBe(false);
    expect(simulation.events).toBe(3 * 4096);
  });
});

describe('a run', () => {
  const fingerprintOf = (simulation: Simulation) => {
    const stream = simulation.dice.stream('everybody', 'pause');
    const fact = simulation.facts.declare('woke');
    const idle = simulation.timer('idle', 500, who => simulation.noteFact(fact, who, -1));
    const wakes: Operation = simulation.operation('wakes', who => {
      const u = stream.uniform(who, simulation.events);
      simulation.noteFact(fact, who, u);
      simulation.noteArm(idle, who, u * 3e6);
      if (u < 0.3) simulation.noteCancel(idle, (who + 1) % 500);
      simulation.noteSchedule(wakes, who, u < 0.1 ? 0 : Math.ceil(u * 4) * 1e6);
    });
    for (let who = 0; who < 500; who++) simulation.schedule(wakes, who, 0);
    simulation.run(seconds(60));
    return simulation.facts.fingerprint();
  };

  it('has the same fingerprint every time, on the ladder and on the heap', () => {
    const ladder = fingerprintOf(new Simulation({ seed: 7 }));
    expect(fingerprintOf(new Simulation({ seed: 7 }))).toBe(ladder);
    expect(fingerprintOf(new Simulation({ seed: 7, queue: new BinaryHeapQueue() }))).toBe(ladder);
    expect(fingerprintOf(new Simulation({ seed: 8 }))).not.toBe(ladder);
    expect(fingerprintOf(new Simulation({ seed: 7, replication: 1 }))).not.toBe(ladder);
  });

  it('takes at most 4096 operations', () => {
    const simulation = make();
    for (let i = 0; i < 4096; i++) simulation.operation(`operation ${i}`, () => {});
    expect(() => simulation.operation('one more', () => {})).toThrow('More than 4096 operations: one more');
  });
});

interface Tree {
  children: Tree[];
}

function breadthFirst(root: Tree): Tree[] {
  const list = [root];
  for (const node of list) list.push(...node.children);
  return list;
}

function caught(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}
