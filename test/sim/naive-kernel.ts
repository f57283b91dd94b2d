/**
 * The kernel as one would write it without a thought of speed: a sorted list of plain objects, cancelling by taking the
 * entry out, effects as functions in a list. The fast kernel is held against it, fact by fact.
 */
import type { Fact } from '../../src/sim/facts.ts';
import { type EffectRunner, type Operation, RunFailure, Simulation } from '../../src/sim/simulation.ts';
import { endOfTime, type Microseconds } from '../../src/sim/units.ts';

interface Entry {
  time: number;
  operation: number;
  subject: number;
  /** The generation of a pooled row when it was scheduled. */
  generation: number | undefined;
}

interface Kind {
  name: string;
  handler: (subject: number) => void;
  generations?: Uint32Array;
}

export class NaiveSimulation extends Simulation {
  private entries: Entry[] = [];
  private readonly kinds: Kind[] = [];
  private readonly runners: EffectRunner[] = [];
  private noted: (() => void)[] = [];
  private broken: RunFailure | undefined;
  private halted = false;

  override get pending(): number {
    return this.entries.length;
  }

  override get failed(): boolean {
    return this.broken !== undefined;
  }

  override operation(name: string, handler: (subject: number) => void): Operation {
    return (this.kinds.push({ name, handler }) - 1) as Operation;
  }

  override timer(name: string, _count: number, handler: (subject: number) => void): Operation {
    return this.operation(name, handler);
  }

  override rowOperation(name: string, generations: Uint32Array, handler: (row: number) => void): Operation {
    return (this.kinds.push({ name, handler, generations }) - 1) as Operation;
  }

  override growRows(operation: Operation, generations: Uint32Array): void {
    this.kinds[operation]!.generations = generations;
  }

  override nameOf(operation: number): string {
    return this.kinds[operation]?.name ?? 'setting up';
  }

  override schedule(operation: Operation, subject: number, delay: number): void {
    if (!(delay >= 0 && delay <= endOfTime)) throw new RangeError(`A delay of ${delay} µs`);
    const time = this.now + Math.ceil(delay);
    if (time > endOfTime) return;
    const generation = this.kinds[operation]!.generations?.[subject];
    const after = this.entries.findIndex(entry => entry.time > time);
    this.entries.splice(after < 0 ? this.entries.length : after, 0, { time, operation, subject, generation });
  }

  override scheduleRow(operation: Operation, row: number, delay: number): void {
    this.schedule(operation, row, delay);
  }

  override arm(operation: Operation, subject: number, delay: number): void {
    this.cancel(operation, subject);
    this.schedule(operation, subject, delay);
  }

  override cancel(operation: Operation, subject: number): void {
    this.entries = this.entries.filter(entry => entry.operation !== operation || entry.subject !== subject);
  }

  override armed(operation: Operation, subject: number): boolean {
    return this.entries.some(entry => entry.operation === operation && entry.subject === subject);
  }

  override buried(): void {
    this.compact();
  }

  override compact(): void {
    this.entries = this.entries.filter(
      entry => this.kinds[entry.operation]!.generations?.[entry.subject] === entry.generation,
    );
  }

  override effectKind(run: EffectRunner): number {
    return this.runners.push(run) - 1;
  }

  override note(kind: number, first: number, second: number, amount: number, payload: unknown): void {
    this.noted.push(() => {
      this.amount[0] = amount;
      this.runners[kind]!(first, second, payload);
    });
  }

  override noteArm(operation: Operation, subject: number, delay: number): void {
    this.noted.push(() => this.arm(operation, subject, delay));
  }

  override noteCancel(operation: Operation, subject: number): void {
    this.noted.push(() => this.cancel(operation, subject));
  }

  override noteSchedule(operation: Operation, subject: number, delay: number): void {
    this.noted.push(() => this.schedule(operation, subject, delay));
  }

  override noteFact(fact: Fact, subject: number, value: number): void {
    this.noted.push(() => {
      this.facts.value[0] = value;
      this.facts.tell(fact.number, subject);
    });
  }

  override settle(): void {
    for (let effect = this.noted.shift(); effect !== undefined; effect = this.noted.shift()) effect();
  }

  override run(until: Microseconds): boolean {
    this.settle();
    while (!this.halted && this.entries.length > 0 && this.entries[0]!.time <= until) {
      const { time, operation, subject, generation } = this.entries.shift()!;
      const { handler, generations } = this.kinds[operation]!;
      if (generations?.[subject] !== generation) continue;
      this.clock[0] = time;
      this.events += 1;
      handler(subject);
      this.settle();
    }
    if (this.broken !== undefined) throw this.broken;
    if (!this.halted) this.clock[0] = Math.max(this.now, until);
    this.halted = false;
    return true;
  }

  override fail(what: string, error: unknown): void {
    this.broken ??= new RunFailure(what, this.now, error);
    this.halted = true;
  }

  override stop(): void {
    this.halted = true;
  }
}
