import fc from 'fast-check';
import { delay, interval, map, observeOn, of, scheduled, take, timer, toArray } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SimulationScheduler, Waits } from '../../src/sim/scheduler.ts';
import { Simulation } from '../../src/sim/simulation.ts';
import { hours, type Microseconds, seconds } from '../../src/sim/units.ts';

function clockwork() {
  const simulation = new Simulation({ seed: 1 });
  const waits = new Waits(simulation);
  const scheduler = new SimulationScheduler(simulation, waits);
  const log: [number, unknown][] = [];
  const note = (what: unknown) => log.push([simulation.now, what]);
  return { simulation, waits, scheduler, log, note };
}

describe('a wait', () => {
  it('emits once after its delay, counted from each subscription, and completes', () => {
    const { simulation, waits, log, note } = clockwork();
    const wait = waits.after(10);
    wait.subscribe({ next: note, complete: () => note('done') });
    simulation.run(5 as Microseconds);
    wait.subscribe({ next: note });
    simulation.run(seconds(1));
    expect(log).toEqual([
      [10, 0],
      [10, 'done'],
      [15, 0],
    ]);
  });

  it('that is unsubscribed from ends without a word', () => {
    const { simulation, waits, log, note } = clockwork();
    const first = waits.after(10).subscribe(note);
    waits.after(10).subscribe(() => note('second'));
    first.unsubscribe();
    waits.after(5).subscribe(() => note('third, in the row of the first'));
    first.unsubscribe();
    simulation.run(seconds(1));
    expect(log).toEqual([
      [5, 'third, in the row of the first'],
      [10, 'second'],
    ]);
    expect(simulation.events).toBe(2);
  });

  it('takes its turn among all events: by time, then first asked, first served', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ by: fc.nat({ max: 3 }), after: fc.nat({ max: 3 }) }), { maxLength: 50 }),
        asked => {
          const { simulation, waits, scheduler } = clockwork();
          const served: number[] = [];
          const event = simulation.operation('event', nth => served.push(nth));
          asked.forEach(({ by, after }, nth) => {
            if (by === 0) simulation.schedule(event, nth, after);
            else if (by === 1) waits.after(after).subscribe(() => served.push(nth));
            else if (by === 2) scheduler.schedule(() => served.push(nth), after);
            else timer(after, scheduler).subscribe(() => served.push(nth));
          });
          simulation.run(seconds(1));
          const order = asked
            .map(({ after }, nth) => ({ after, nth }))
            .sort((a, b) => a.after - b.after || a.nth - b.nth);
          expect(served).toEqual(order.map(({ nth }) => nth));
        },
      ),
    );
  });

  it('uses its row for ever, through all its 2^20 generations', () => {
    const { simulation, waits } = clockwork();
    let rounds = 0;
    let highest = 0;
    const again = () => {
      rounds += 1;
      if (rounds <= 2 ** 20 + 5) highest = Math.max(highest, waits.start(1, again));
    };
    waits.start(1, again);
    simulation.run(hours(1));
    expect([rounds, highest]).toEqual([2 ** 20 + 6, 0]);
  });
});

describe('the scheduler', () => {
  it('knows the time of the simulation', () => {
    const { simulation, scheduler } = clockwork();
    simulation.run(hours(3));
    expect(scheduler.now()).toBe(hours(3));
  });

  it('drives timer, interval, delay, observeOn and scheduled', () => {
    const { simulation, scheduler, log, note } = clockwork();
    timer(10, 20, scheduler)
      .pipe(
        take(3),
        map(n => `timer ${n}`),
      )
      .subscribe(note);
    interval(15, scheduler)
      .pipe(
        take(2),
        map(n => `interval ${n}`),
      )
      .subscribe(note);
    of('delayed').pipe(delay(12, scheduler)).subscribe(note);
    of('a', 'b').pipe(observeOn(scheduler, 40)).subscribe(note);
    scheduled(['x', 'y'], scheduler).pipe(toArray()).subscribe(note);
    simulation.run(seconds(1));
    expect(log).toEqual([
      [0, ['x', 'y']],
      [10, 'timer 0'],
      [12, 'delayed'],
      [15, 'interval 0'],
      [30, 'timer 1'],
      [30, 'interval 1'],
      [40, 'a'],
      [40, 'b'],
      [50, 'timer 2'],
    ]);
    expect(simulation.pending).toBe(0);
  });

  it('lets an action schedule itself again, with a state, until it is unsubscribed from', () => {
    const { simulation, scheduler, log, note } = clockwork();
    const action = scheduler.schedule<number>(
      function (n) {
        note(n);
        this.schedule(n! + 1, 10);
      },
      10,
      1,
    );
    simulation.run(35 as Microseconds);
    action.unsubscribe();
    simulation.run(seconds(1));
    expect(log).toEqual([
      [10, 1],
      [20, 2],
      [30, 3],
    ]);
  });

  it('closes an action that is over', () => {
    const { simulation, scheduler } = clockwork();
    const action = scheduler.schedule(() => {}, 10);
    expect(action.closed).toBe(false);
    simulation.run(seconds(1));
    expect(action.closed).toBe(true);
  });

  it('stops the run when an action throws', () => {
    const { simulation, scheduler, log, note } = clockwork();
    scheduler.schedule(() => {
      throw new Error('bug');
    }, 10);
    scheduler.schedule(() => note('later'), 20);
    expect(() => simulation.run(seconds(1))).toThrow('bug (at 0.00001 s, in a scheduled action)');
    expect(log).toEqual([]);
  });

  describe('needs no wall clock', () => {
    beforeEach(() => {
      for (const name of ['setTimeout', 'setInterval', 'setImmediate'] as const) {
        vi.spyOn(globalThis, name).mockImplementation(() => {
          throw new Error(`${name} was called`);
        });
      }
      vi.spyOn(Date, 'now').mockImplementation(() => {
        throw new Error('Date.now was called');
      });
    });
    afterEach(() => {
      vi.restoreAllMocks();
    });

    it('for any of these', () => {
      const { simulation, scheduler, waits, log, note } = clockwork();
      timer(10, scheduler).subscribe(note);
      interval(10, scheduler).pipe(take(1)).subscribe(note);
      of(0).pipe(delay(10, scheduler)).subscribe(note);
      waits.after(10).subscribe(note);
      simulation.run(seconds(1));
      expect(log).toEqual([
        [10, 0],
        [10, 0],
        [10, 0],
        [10, 0],
      ]);
    });
  });
});
