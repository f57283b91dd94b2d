/**
 * The simulation's clock for RxJS. Two ways in, one queue:
 *
 * - `Waits.after(delay)` is the flows' word for waiting: a pooled row and one pending event, nothing else.
 * - `SimulationScheduler` is a full RxJS scheduler for operators that take one, in scenario timelines and observation.
 *
 * Both are ordered with every other event of the simulation: by time, then first scheduled, first served.
 */
import { type Observable, type SchedulerAction, type SchedulerLike, Subscription } from 'rxjs';
import { larger } from './larger.ts';
import type { Operation, Simulation } from './simulation.ts';
import { Waitable } from './step-by-step.ts';

/** Pooled waits: each row calls back once, unless it is taken back first. */
export class Waits {
  private readonly simulation: Simulation;
  private readonly operation: Operation;
  private generation = new Uint32Array(64);
  private readonly callbacks: ((() => void) | undefined)[] = [];
  private readonly free: number[] = [];
  private size = 0;

  constructor(simulation: Simulation) {
    this.simulation = simulation;
    this.operation = simulation.rowOperation('wait ends', this.generation, row => {
      const callback = this.callbacks[row]!;
      this.release(row);
      callback();
    });
  }

  /** Calls back after `delay` µs. Answers the row, to be given to {@link takeBack} with its generation. */
  start(delay: number, callback: () => void): number {
    const row = this.free.pop() ?? this.grow();
    this.callbacks[row] = callback;
    this.simulation.scheduleRow(this.operation, row, delay);
    return row;
  }

  generationOf(row: number): number {
    return this.generation[row]!;
  }

  /** Takes a wait back, unless it is over. */
  takeBack(row: number, generation: number): void {
    if (this.generation[row] !== generation) return;
    this.release(row);
    this.simulation.buried(1);
  }

  /** Emits once, and completes, `delay` µs after it is subscribed to. */
  after(delay: number): Observable<0> {
    return new Waitable(waiter => {
      const row = this.start(delay, () => {
        waiter.next(0);
        waiter.complete();
      });
      const generation = this.generation[row]!;
      return () => this.takeBack(row, generation);
    });
  }

  private release(row: number): void {
    this.callbacks[row] = undefined;
    const next = this.generation[row]! + 1;
    if (next > 0xfffff) {
      this.generation[row] = 0xffffffff;
      this.simulation.compact();
      this.generation[row] = 0;
    } else this.generation[row] = next;
    this.free.push(row);
  }

  private grow(): number {
    if (this.size === this.generation.length) {
      this.generation = larger(new Uint32Array(this.size * 2), this.generation);
      this.simulation.growRows(this.operation, this.generation);
    }
    this.size += 1;
    return this.size - 1;
  }
}

/** RxJS's scheduler interface on the simulation's queue. Its unit of time is the microsecond. */
export class SimulationScheduler implements SchedulerLike {
  private readonly simulation: Simulation;
  private readonly waits: Waits;

  constructor(simulation: Simulation, waits: Waits) {
    this.simulation = simulation;
    this.waits = waits;
  }

  now(): number {
    return this.simulation.now;
  }

  schedule<T>(work: (this: SchedulerAction<T>, state?: T) => void, delay = 0, state?: T): Subscription {
    return new SimulationAction<T>(this.simulation, this.waits, work).schedule(state, delay);
  }
}

class SimulationAction<T> extends Subscription implements SchedulerAction<T> {
  private readonly simulation: Simulation;
  private readonly waits: Waits;
  private readonly work: (this: SchedulerAction<T>, state?: T) => void;
  private row = -1;
  private generation = 0;

  constructor(simulation: Simulation, waits: Waits, work: (this: SchedulerAction<T>, state?: T) => void) {
    super();
    this.simulation = simulation;
    this.waits = waits;
    this.work = work;
  }

  schedule(state?: T, delay = 0): Subscription {
    if (this.closed) return this;
    this.forget();
    this.row = this.waits.start(delay, () => {
      this.row = -1;
      try {
        this.work.call(this, state as T);
      } catch (error) {
        this.unsubscribe();
        this.simulation.fail('a scheduled action', error);
      }
      if (this.row === -1) this.unsubscribe();
    });
    this.generation = this.waits.generationOf(this.row);
    return this;
  }

  private forget(): void {
    if (this.row >= 0) this.waits.takeBack(this.row, this.generation);
    this.row = -1;
  }

  override unsubscribe(): void {
    if (this.closed) return;
    this.forget();
    super.unsubscribe();
  }
}
