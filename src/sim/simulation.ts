/**
 * The simulation: one clock, one pending-event set, and the rule that effects run after the handler.
 *
 *     pending events ── earliest ──▶ handler of its operation ── effects, in order ──▶ pending events, other handlers, facts
 *
 * An event is an operation number and a subject, nothing more. Operations are registered once, before the run. A timer
 * is an operation with a generation per subject: arming counts the generation up, so cancelling and re-arming are one
 * store and an entry that has been overtaken is dead and never revives.
 *
 * While a handler runs it only notes what it wants (arm, cancel, tell, emit ...). The notes are carried out in order
 * when it has returned, in every mode: no handler ever runs inside another.
 */
import type { EventQueue } from './event-queue.ts';
import { type Fact, FactLog } from './facts.ts';
import { clockText, defaultGuards, type GuardLimits, GuardTripped, RecentNames } from './guards.ts';
import { LadderQueue } from './ladder-queue.ts';
import { larger } from './larger.ts';
import { Dice } from './random.ts';
import { endOfTime, type Microseconds } from './units.ts';

/** Number of a registered operation: what a pending event will do. */
export type Operation = number & { readonly operation: unique symbol };

/** A kind of effect beyond the built-in ones: called with the two whole numbers and the payload that were noted. */
export type EffectRunner = (a: number, b: number, payload: unknown) => void;

export interface SimulationOptions {
  seed: number;
  replication?: number;
  queue?: EventQueue;
  guards?: Partial<GuardLimits>;
}

/** Something in the simulated world threw: carries where and when, and the error itself as `cause`. */
export class RunFailure extends Error {
  readonly at: Microseconds;

  constructor(what: string, at: Microseconds, cause: unknown) {
    super(`${cause instanceof Error ? cause.message : String(cause)} (at ${clockText(at)}, in ${what})`, { cause });
    this.name = 'RunFailure';
    this.at = at;
  }
}

const generationBits = 20;
const generationMask = 2 ** generationBits - 1;
const operationLimit = 2 ** (32 - generationBits);

const armEffect = 0;
const cancelEffect = 1;
const factEffect = 2;
const scheduleEffect = 3;
const firstOwnEffect = 4;

/** How many of the last steps before a guard trips are remembered by name. */
const remembered = 64;

export class Simulation {
  readonly dice: Dice;
  readonly facts: FactLog;
  /** `[0]` is now. Read it through {@link now} outside hot code. */
  readonly clock = new Float64Array(1);
  /** Events carried out so far; dead entries do not count. */
  events = 0;

  private readonly queue: EventQueue;
  private readonly guards: GuardLimits;
  private readonly names: string[] = [];
  private readonly handlers: ((subject: number) => void)[] = [];
  private readonly generations: (Uint32Array | undefined)[] = [];
  /** 1 for operations that are timers: their generation is odd while they are armed. */
  private readonly timers = new Uint8Array(operationLimit);
  private readonly touches: (((subject: number) => number) | undefined)[] = [];
  /** What the touches have read: nobody wants to know, but the compiler must not leave them out. */
  private touched = 0;
  private dead = 0;
  /** Facts told at the last look, and events since one was told: kept from one call of {@link run} to the next. */
  private factsBefore = 0;
  private sinceFact = 0;
  private failure: RunFailure | undefined;
  private stopping = false;

  private effectCount = 0;
  private effectKinds = new Uint16Array(64);
  private effectFirst = new Int32Array(64);
  private effectSecond = new Int32Array(64);
  private effectAmounts = new Float64Array(64);
  private readonly effectPayloads: unknown[] = [];
  private readonly effectRunners: EffectRunner[] = [];
  private readonly recentEffects = new RecentNames();
  private readonly effectNames: ((first: number, second: number) => string)[] = [];
  /** The amount noted with the effect being run, for own effect kinds. */
  readonly amount = new Float64Array(1);

  constructor({ seed, replication = 0, queue = new LadderQueue(), guards }: SimulationOptions) {
    this.dice = new Dice(seed, replication);
    this.facts = new FactLog(this.clock);
    this.queue = queue;
    this.guards = { ...defaultGuards, ...guards };
  }

  get now(): Microseconds {
    return this.clock[0] as Microseconds;
  }

  /** Entries waiting in the queue, dead ones included. */
  get pending(): number {
    return this.queue.size;
  }

  /** Makes room in the queue for so many pending events. */
  reserve(events: number): void {
    this.queue.reserve?.(events);
  }

  /** An operation whose events always run: what they are about cannot be taken back. */
  operation(name: string, handler: (subject: number) => void): Operation {
    return this.register(name, handler, undefined);
  }

  /** A timer for each of `count` subjects: at most one pending event each, which can be cancelled and re-armed. */
  timer(name: string, count: number, handler: (subject: number) => void): Operation {
    const operation = this.register(name, handler, new Uint32Array(count));
    this.timers[operation] = 1;
    return operation;
  }

  /** An operation on pooled rows: its events run only while the row still has the generation they were made with. */
  rowOperation(name: string, generations: Uint32Array, handler: (row: number) => void): Operation {
    return this.register(name, handler, generations);
  }

  private register(name: string, handler: (subject: number) => void, generations: Uint32Array | undefined): Operation {
    if (this.handlers.length >= operationLimit) throw new RangeError(`More than ${operationLimit} operations: ${name}`);
    this.names.push(name);
    this.generations.push(generations);
    this.touches.push(undefined);
    return (this.handlers.push(handler) - 1) as Operation;
  }

  nameOf(operation: number): string {
    return this.names[operation] ?? 'setting up';
  }

  /**
   * HOT: lets `touch` read what the handler of a timer will, a little before its turn. Where there are a million subjects
   * these reads miss the caches; a few hundred of them at once overlap, where each event would wait for its own.
   *
   * @param touch  changes nothing; what it answers means nothing
   */
  foresee(timer: Operation, touch: (subject: number) => number): void {
    const { touches, generations, queue } = this;
    touches[timer] = touch;
    queue.foresee = (code, subject) => {
      const operation = code >>> generationBits;
      const touch = touches[operation];
      if (touch !== undefined) this.touched = (this.touched + generations[operation]![subject]! + touch(subject)) | 0;
    };
  }

  /** Gives the rows of `operation` a longer generation column, after their pool has grown. */
  growRows(operation: Operation, generations: Uint32Array): void {
    this.generations[operation] = generations;
  }

  /** A timer's generations, with room for a subject that has come into the world during the run. */
  private growTimer(operation: Operation, subject: number): Uint32Array {
    const grown = new Uint32Array(Math.max(2 * subject, 16));
    grown.set(this.generations[operation]!);
    this.generations[operation] = grown;
    return grown;
  }

  /* ---- Scheduling, for kernel parts. Models ask for effects instead. ---- */

  /** An event of a plain operation after `delay`: a whole number of µs, or a fraction that is rounded up. */
  schedule(operation: Operation, subject: number, delay: number): void {
    this.push(operation << generationBits, subject, delay);
  }

  /** An event on a pooled row that dies with the row's present generation. */
  scheduleRow(operation: Operation, row: number, delay: number): void {
    this.push((operation << generationBits) | (this.generations[operation]![row]! & generationMask), row, delay);
  }

  /** Arms the subject's timer, overtaking the event it may already have. HOT: one store and one push. */
  arm(operation: Operation, subject: number, delay: number): void {
    let generations = this.generations[operation]!;
    if (subject >= generations.length) generations = this.growTimer(operation, subject);
    let generation = generations[subject]!;
    if ((generation & 1) === 1) {
      this.dead += 1;
      generation += 2;
    } else {
      generation += 1;
    }
    if (generation > generationMask) {
      generations[subject] = 0;
      this.compact();
      generation = 1;
    }
    generations[subject] = generation;
    this.push((operation << generationBits) | generation, subject, delay);
    if (this.dead > 4096 && this.dead * 2 > this.queue.size) this.compact();
  }

  /** Takes back the subject's timer if it is armed. */
  cancel(operation: Operation, subject: number): void {
    const generations = this.generations[operation]!;
    if ((generations[subject]! & 1) === 1) {
      generations[subject]! += 1;
      this.dead += 1;
    }
  }

  armed(operation: Operation, subject: number): boolean {
    return (this.generations[operation]![subject]! & 1) === 1;
  }

  private push(code: number, subject: number, delay: number): void {
    const { queue } = this;
    if (!(delay >= 0 && delay <= endOfTime))
      throw new RangeError(`A delay of ${delay} µs: it must be a number from 0 up`);
    const time = this.clock[0]! + Math.ceil(delay);
    if (time > endOfTime) return;
    queue.time[0] = time;
    queue.push(code >>> 0, subject);
  }

  /** Tells the queue that `count` of its entries have died: rows released with events pending. */
  buried(count: number): void {
    this.dead += count;
    if (this.dead > 4096 && this.dead * 2 > this.queue.size) this.compact();
  }

  /** Takes the dead entries out of the queue. */
  compact(): void {
    this.queue.compact((code, subject) => {
      const generations = this.generations[code >>> generationBits];
      return generations === undefined || generations[subject] === (code & generationMask);
    });
    this.dead = 0;
  }

  /** Every live pending event: for inspection. */
  forEachPending(visit: (time: Microseconds, name: string, subject: number) => void): void {
    this.queue.forEach((time, code, subject) => {
      const generations = this.generations[code >>> generationBits];
      if (generations === undefined || generations[subject] === (code & generationMask)) {
        visit(time as Microseconds, this.nameOf(code >>> generationBits), subject);
      }
    });
  }

  /* ---- Effects: noted while a handler runs, carried out in order when it has returned. ---- */

  /**
   * A further kind of effect, known by the number this answers.
   *
   * @param nameOf  what such an effect is called when a guard names it
   */
  effectKind(run: EffectRunner, nameOf: (first: number, second: number) => string): number {
    this.effectNames.push(nameOf);
    return this.effectRunners.push(run) - 1 + firstOwnEffect;
  }

  noteArm(operation: Operation, subject: number, delay: number): void {
    this.note(armEffect, operation, subject, delay, undefined);
  }

  noteCancel(operation: Operation, subject: number): void {
    this.note(cancelEffect, operation, subject, 0, undefined);
  }

  noteFact(fact: Fact, subject: number, value: number): void {
    this.note(factEffect, fact.number, subject, value, undefined);
  }

  noteSchedule(operation: Operation, subject: number, delay: number): void {
    this.note(scheduleEffect, operation, subject, delay, undefined);
  }

  note(kind: number, first: number, second: number, amount: number, payload: unknown): void {
    const at = this.effectCount;
    if (at === this.effectKinds.length) this.growEffects();
    this.effectKinds[at] = kind;
    this.effectFirst[at] = first;
    this.effectSecond[at] = second;
    this.effectAmounts[at] = amount;
    if (kind >= firstOwnEffect) this.effectPayloads[at] = payload;
    this.effectCount = at + 1;
  }

  private growEffects(): void {
    const size = this.effectKinds.length * 2;
    if (this.effectCount >= this.guards.effectsPerEvent) {
      const last = this.effectName(this.effectCount - 1);
      throw new GuardTripped(
        `More than ${this.guards.effectsPerEvent} effects of one event at ${clockText(this.now)}; the last one: ${last}`,
      );
    }
    this.effectKinds = larger(new Uint16Array(size), this.effectKinds);
    this.effectFirst = larger(new Int32Array(size), this.effectFirst);
    this.effectSecond = larger(new Int32Array(size), this.effectSecond);
    this.effectAmounts = larger(new Float64Array(size), this.effectAmounts);
  }

  /** Carries out what has been noted, and what that notes in turn, until nothing is left. */
  settle(): void {
    const watchFrom = this.guards.effectsPerEvent - remembered;
    let run = 0;
    for (let i = 0; i < this.effectCount; i++) {
      const kind = this.effectKinds[i]!;
      if (kind === armEffect) this.arm(this.effectFirst[i] as Operation, this.effectSecond[i]!, this.effectAmounts[i]!);
      else if (kind === factEffect) {
        this.facts.value[0] = this.effectAmounts[i]!;
        this.facts.tell(this.effectFirst[i]!, this.effectSecond[i]!);
      } else if (kind === cancelEffect) this.cancel(this.effectFirst[i] as Operation, this.effectSecond[i]!);
      else if (kind === scheduleEffect)
        this.schedule(this.effectFirst[i] as Operation, this.effectSecond[i]!, this.effectAmounts[i]!);
      else {
        const payload = this.effectPayloads[i];
        this.effectPayloads[i] = undefined;
        this.amount[0] = this.effectAmounts[i]!;
        this.effectRunners[kind - firstOwnEffect]!(this.effectFirst[i]!, this.effectSecond[i]!, payload);
      }
      run += 1;
      if (run > watchFrom) this.watchEffects(run, i);
      if ((i & 255) === 255 && 2 * i > this.effectCount) i = this.dropEffectsUpTo(i);
    }
    this.effectCount = 0;
  }

  private watchEffects(run: number, at: number): void {
    const { recentEffects: recent } = this;
    recent.note(this.effectName(at));
    if (run > this.guards.effectsPerEvent) {
      throw new GuardTripped(
        `${run} effects of one event at ${clockText(this.now)} without an end: handlers tell each other in a circle; the last ones: ${recent}`,
      );
    }
  }

  private effectName(at: number): string {
    const kind = this.effectKinds[at]!;
    const first = this.effectFirst[at]!;
    if (kind === factEffect) return this.facts.kind(first).name;
    if (kind < firstOwnEffect) return this.nameOf(first);
    return this.effectNames[kind - firstOwnEffect]!(first, this.effectSecond[at]!);
  }

  /** A long chain of effects must not make the notes grow with its length: forgets those carried out, once they are the most. */
  private dropEffectsUpTo(last: number): number {
    const from = last + 1;
    this.effectKinds.copyWithin(0, from, this.effectCount);
    this.effectFirst.copyWithin(0, from, this.effectCount);
    this.effectSecond.copyWithin(0, from, this.effectCount);
    this.effectAmounts.copyWithin(0, from, this.effectCount);
    for (let i = from; i < this.effectCount; i++) {
      this.effectPayloads[i - from] = this.effectPayloads[i];
      this.effectPayloads[i] = undefined;
    }
    this.effectCount -= from;
    return -1;
  }

  /* ---- The loop ---- */

  /**
   * Carries out events until the horizon (inclusive) or until nothing is pending, then leaves the clock at the horizon.
   * Errors of the simulated world surface as {@link RunFailure}; guards as {@link GuardTripped}.
   *
   * @param until     the horizon
   * @param goesOn    asked now and then (every 4096 events) whether to go on; false leaves the clock where it is
   */
  run(until: Microseconds, goesOn?: () => boolean): boolean {
    const { queue, clock, handlers, generations, timers, guards } = this;
    const recent = new RecentNames();
    let operation = -1;
    let instant = 0;
    queue.time[1] = until;
    try {
      this.settle();
      while (!this.stopping && queue.pop()) {
        const code = queue.code;
        const subject = queue.subject;
        operation = code >>> generationBits;
        const column = generations[operation];
        if (column !== undefined && column[subject] !== (code & generationMask)) {
          if (this.dead > 0) this.dead -= 1;
          continue;
        }
        const time = queue.time[0]!;
        if (time === clock[0]) {
          instant += 1;
          if (instant > guards.perInstant - remembered) this.watchInstant(instant, operation, recent);
        } else {
          instant = 0;
          clock[0] = time;
        }
        this.events += 1;
        if (timers[operation] === 1) column![subject]! += 1;
        handlers[operation]!(subject);
        if (this.effectCount > 0) this.settle();
        if ((this.events & 4095) === 0) {
          if (this.facts.told !== this.factsBefore) {
            this.factsBefore = this.facts.told;
            this.sinceFact = 0;
          } else {
            this.sinceFact += 4096;
            if (this.sinceFact > guards.withoutFact) throw this.idling(this.sinceFact, recent);
          }
          recent.note(this.nameOf(operation));
          if (this.events > guards.events) throw this.storm(recent);
          if (goesOn !== undefined && !goesOn()) return false;
        }
      }
    } catch (error) {
      this.effectCount = 0;
      this.effectPayloads.length = 0;
      if (error instanceof GuardTripped || error instanceof RunFailure) throw error;
      throw new RunFailure(this.nameOf(operation), this.now, error);
    }
    if (this.failure !== undefined) throw this.failure;
    if (!this.stopping) clock[0] = Math.max(clock[0]!, until);
    this.stopping = false;
    return true;
  }

  private watchInstant(instant: number, operation: number, recent: RecentNames): void {
    recent.note(this.nameOf(operation));
    if (instant > this.guards.perInstant) {
      throw new GuardTripped(
        `${instant} events at ${clockText(this.now)} without time moving; the last ones: ${recent}`,
      );
    }
  }

  private idling(count: number, recent: RecentNames): GuardTripped {
    return new GuardTripped(
      `${count} events up to ${clockText(this.now)} told no fact: the run does nothing but tick; among the last ones: ${recent}`,
    );
  }

  private storm(recent: RecentNames): GuardTripped {
    return new GuardTripped(
      `${this.events} events by ${clockText(this.now)}, more than the limit of ${this.guards.events}; among the last ones: ${recent}`,
    );
  }

  /** Stops the run after the present event, as a failure: the one way for errors that were caught elsewhere. */
  fail(what: string, error: unknown): void {
    this.failure ??= error instanceof RunFailure ? error : new RunFailure(what, this.now, error);
    this.stopping = true;
  }

  /** Stops the run after the present event. */
  stop(): void {
    this.stopping = true;
  }

  get failed(): boolean {
    return this.failure !== undefined;
  }
}
