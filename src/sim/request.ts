/**
 * Requests: somebody asks, somebody answers, and there is exactly one outcome.
 *
 *     asker ── link ──▶ server ... answers, refuses, sheds or stays silent ── link ──▶ asker
 *       └── time limit, cancel ──────────── whichever comes first ─────────────────────┘
 *
 * A request in flight is a row in a pool with a generation, so that a late answer, or a time-out of a request that was
 * answered, finds another generation and is dropped. The row is released when both sides are done with it: the asker has
 * its outcome and the server has let go.
 *
 * HOT: numbers in columns; the message and the answer are the only objects, and only where the asker gives one.
 */
import { type Link, lost, unreachable } from './link.ts';
import type { Operation, Simulation } from './simulation.ts';
import { TimeLimits } from './time-limits.ts';
import type { Microseconds } from './units.ts';

/**
 * How a request can end. HTTP 400 and above is `refused` with the status as code, 429 too; a business result such as a
 * declined card is `answered`; a full queue, spent patience or an open breaker is `shed`; `censored` is still open when
 * the run ended.
 */
export const outcomes = ['answered', 'refused', 'timedOut', 'unreachable', 'shed', 'cancelled', 'censored'] as const;
export type Outcome = (typeof outcomes)[number];

const [answered, refused, timedOut, cannotReach, shed, cancelled, censored] = [0, 1, 2, 3, 4, 5, 6];

/** What is known of a row: the asker has its outcome. */
const settled = 1;
/** The server has let go. */
const released = 2;
/** It has a time limit. */
const limited = 4;
/** An event that brings the outcome is pending. */
const returning = 8;

/** An expected failure of a request, as a value. Any other error in a flow is a bug. */
export class RequestFailure {
  readonly outcome: Exclude<Outcome, 'answered'>;
  /** The request that failed, as `model.request`. */
  readonly request: string;
  /** The status of a refusal: an HTTP status, or a code of the protocol as the server gave it. */
  readonly code: number;
  /** What the server said beside the code, if anything. */
  readonly detail: unknown;

  constructor(outcome: Exclude<Outcome, 'answered'>, request: string, code = 0, detail?: unknown) {
    this.outcome = outcome;
    this.request = request;
    this.code = code;
    this.detail = detail;
  }
}

/** Who asked: told of the outcome once, when it is known. */
export interface Asker {
  settled(row: number): void;
}

/** A kind of request as this simulation knows it. */
export interface RequestKind {
  readonly number: number;
  readonly name: string;
}

interface Kind extends RequestKind {
  serve: (row: number) => void;
  /** Fact numbers by outcome. */
  facts: number[];
  /** How many of them each sender has sent over random links, by entity. */
  sent: Uint32Array;
}

export interface AskOptions {
  /** Time limit, from sending to outcome. */
  within?: Microseconds;
  /** The way there and back; without it there is no delay. */
  over?: Link | undefined;
  /** Wait before sending: time spent by the asker's own machine. Latency and time limit count from its end. */
  after?: number;
  /** Bytes of the request, for links with a bandwidth. */
  size?: number;
  /** A number of the asker's own, given back with the outcome. */
  about?: number;
  /** Which of the asker's requests of this kind it is: names the draws made for it. */
  occurrence?: number;
  /** The moment it was meant to be asked; latency counts from there. Default: now. */
  intended?: Microseconds;
}

/** The pool of requests in flight, and their way through links, servers and time limits. */
export class Requests {
  /** Requests whose asker still waits. */
  open = 0;

  private readonly simulation: Simulation;
  private readonly kinds: Kind[] = [];
  private readonly arrives: Operation;
  private readonly returns: Operation;
  private readonly limits: TimeLimits;
  private readonly free: number[] = [];
  private size = 0;

  private generation = new Uint32Array(64);
  private kind = new Uint16Array(64);
  private subject = new Int32Array(64);
  private entity = new Int32Array(64);
  private from = new Int32Array(64);
  private about = new Float64Array(64);
  private occurrence = new Uint32Array(64);
  private intended = new Float64Array(64);
  private deadline = new Float64Array(64);
  /** Which of its sender's requests of this kind it is, where a link needs luck. */
  private nth = new Uint32Array(64);
  private flags = new Uint8Array(64);
  private outcome = new Uint8Array(64);
  private code = new Uint16Array(64);
  private readonly links: (Link | undefined)[] = [];
  private readonly messages: unknown[] = [];
  private readonly answers: unknown[] = [];
  private readonly askers: (Asker | undefined)[] = [];

  constructor(simulation: Simulation) {
    this.simulation = simulation;
    this.arrives = simulation.rowOperation('request arrives', this.generation, row =>
      this.kinds[this.kind[row]!]!.serve(row),
    );
    this.returns = simulation.rowOperation('answer arrives', this.generation, row => {
      this.flags[row]! &= ~returning;
      if (this.abandoned(row)) this.release(row);
      else if (this.isTooLate(row)) this.giveUp(row, timedOut!);
      else this.settle(row, this.outcome[row]!);
    });
    this.limits = new TimeLimits(
      simulation,
      (row, generation) => this.generation[row] === generation && (this.flags[row]! & settled) === 0,
      row => this.giveUp(row, timedOut!),
    );
  }

  /** A kind of request, served by `serve(row)`. Its facts are `name.answered`, `name.refused` and so on. */
  declare(name: string, serve: (row: number) => void): RequestKind {
    const facts = outcomes.map(outcome => this.simulation.facts.declare(`${name}.${outcome}`).number);
    const kind: Kind = { number: this.kinds.length, name, serve, facts, sent: new Uint32Array(0) };
    this.kinds.push(kind);
    return kind;
  }

  /* ---- the asker's side ---- */

  /**
   * Asks. The row is taken at once; the message leaves when {@link send} is called with it, as an effect.
   *
   * @param kind     what is asked
   * @param subject  which record of the server is meant
   * @param from     the asker's own record, told of the outcome
   * @param entity   on whose behalf: names the luck of this request and is the subject of its facts
   */
  take(
    kind: RequestKind,
    subject: number,
    from: number,
    entity: number,
    asker: Asker,
    message: unknown,
    options: AskOptions,
  ): number {
    const row = this.free.pop() ?? this.grow();
    this.kind[row] = kind.number;
    this.subject[row] = subject;
    this.from[row] = from;
    this.entity[row] = entity;
    this.about[row] = options.about ?? 0;
    this.occurrence[row] = options.occurrence ?? 0;
    this.intended[row] = options.intended ?? this.simulation.clock[0]!;
    this.flags[row] = 0;
    this.code[row] = 0;
    if (options.over !== undefined) this.links[row] = options.over;
    if (message !== undefined) this.messages[row] = message;
    this.askers[row] = asker;
    this.open += 1;
    return row;
  }

  /** The present generation of a row: with it, a later {@link cancel} can tell whether the request is still the same. */
  generationOf(row: number): number {
    return this.generation[row]!;
  }

  send(row: number, after: number, within: number, size: number): void {
    if ((this.flags[row]! & settled) !== 0) {
      this.letGo(row);
      return;
    }
    this.intended[row]! += after;
    if (within !== 0) {
      const length = Math.ceil(after + within);
      this.flags[row]! |= limited;
      this.deadline[row] = this.simulation.clock[0]! + length;
      this.limits.begin(row, this.generation[row]!, length);
    }
    const travel = this.travel(row, 0, size);
    if (travel === unreachable) {
      this.outcome[row] = cannotReach!;
      this.flags[row]! |= released | returning;
      this.simulation.scheduleRow(this.returns, row, after);
    } else if (travel === lost) this.letGo(row);
    else if (after + travel === 0) this.kinds[this.kind[row]!]!.serve(row);
    else this.simulation.scheduleRow(this.arrives, row, after + travel);
  }

  /** @param leg  0 on the way there, 1 on the way back */
  private travel(row: number, leg: number, size: number): number {
    const link = this.links[row];
    if (link === undefined) return 0;
    const kind = this.kinds[this.kind[row]!]!;
    const sender = this.entity[row]!;
    if (leg === 0 && link.random) {
      if (sender >= kind.sent.length) kind.sent = larger(new Uint32Array(Math.max(64, 2 * sender)), kind.sent);
      this.nth[row] = kind.sent[sender]!++;
    }
    return link.travel(kind.name, sender, this.nth[row]!, leg, size);
  }

  /** The asker no longer wants an answer. Nothing happens if it already has its outcome. */
  cancel(row: number, generation: number): void {
    if (this.generation[row] === generation && (this.flags[row]! & settled) === 0) this.giveUp(row, cancelled!);
  }

  /** An answer that comes at the very limit comes too late. */
  private isTooLate(row: number): boolean {
    return (this.flags[row]! & limited) !== 0 && this.deadline[row]! <= this.simulation.clock[0]!;
  }

  /** Settles without the server, whose word may already be on its way: the asker must not see it. */
  private giveUp(row: number, outcome: number): void {
    this.code[row] = 0;
    if (this.answers[row] !== undefined) this.answers[row] = undefined;
    this.settle(row, outcome);
  }

  /** The one place where a request gets its outcome. */
  private settle(row: number, outcome: number): void {
    const { simulation } = this;
    this.outcome[row] = outcome;
    this.flags[row]! |= settled;
    this.open -= 1;
    simulation.facts.value[0] = simulation.clock[0]! - this.intended[row]!;
    simulation.facts.tell(this.kinds[this.kind[row]!]!.facts[outcome]!, this.entity[row]!);
    const asker = this.askers[row]!;
    this.askers[row] = undefined;
    asker.settled(row);
    if ((this.flags[row]! & released) !== 0) this.release(row);
  }

  /* ---- the server's side ---- */

  messageOf(row: number): unknown {
    return this.messages[row];
  }

  subjectOf(row: number): number {
    return this.subject[row]!;
  }

  entityOf(row: number): number {
    return this.entity[row]!;
  }

  occurrenceOf(row: number): number {
    return this.occurrence[row]!;
  }

  nameOf(row: number): string {
    return this.kinds[this.kind[row]!]!.name;
  }

  /** True once nobody waits for the answer any more: the client timed out or cancelled. */
  abandoned(row: number): boolean {
    return (this.flags[row]! & settled) !== 0;
  }

  /** Answers after `delay`, plus the way back. */
  answer(row: number, answer: unknown, delay: number, size = 0): void {
    this.reply(row, answered!, 0, answer, delay, size);
  }

  refuse(row: number, code: number, detail: unknown, delay: number): void {
    this.reply(row, refused!, code, detail, delay, 0);
  }

  shed(row: number): void {
    this.reply(row, shed!, 0, undefined, 0, 0);
  }

  /** Never answers: the asker finds out by its time limit. */
  drop(row: number): void {
    this.mustBeHeld(row);
    this.letGo(row);
  }

  private reply(row: number, outcome: number, code: number, answer: unknown, delay: number, size: number): void {
    this.mustBeHeld(row);
    if ((this.flags[row]! & settled) !== 0) {
      this.letGo(row);
      return;
    }
    const travel = this.travel(row, 1, size);
    if (travel < 0) {
      this.letGo(row);
      return;
    }
    this.flags[row]! |= released | returning;
    this.outcome[row] = outcome;
    this.code[row] = code;
    if (answer !== undefined) this.answers[row] = answer;
    this.simulation.scheduleRow(this.returns, row, delay + travel);
  }

  private mustBeHeld(row: number): void {
    if ((this.flags[row]! & released) !== 0) throw new Error(`${this.nameOf(row)} was answered twice`);
  }

  private letGo(row: number): void {
    this.flags[row]! |= released;
    if ((this.flags[row]! & settled) !== 0) this.release(row);
  }

  /* ---- the outcome, read by the asker while it is being told ---- */

  outcomeOf(row: number): Outcome {
    return outcomes[this.outcome[row]!]!;
  }

  codeOf(row: number): number {
    return this.code[row]!;
  }

  answerOf(row: number): unknown {
    return this.answers[row];
  }

  fromOf(row: number): number {
    return this.from[row]!;
  }

  aboutOf(row: number): number {
    return this.about[row]!;
  }

  /** Time from the intended moment of asking to now. */
  latencyOf(row: number): Microseconds {
    return (this.simulation.clock[0]! - this.intended[row]!) as Microseconds;
  }

  failureOf(row: number): RequestFailure {
    return new RequestFailure(
      this.outcomeOf(row) as Exclude<Outcome, 'answered'>,
      this.nameOf(row),
      this.code[row],
      this.answers[row],
    );
  }

  /* ---- the pool ---- */

  private release(row: number): void {
    const flags = this.flags[row]!;
    if (this.messages[row] !== undefined) this.messages[row] = undefined;
    if (this.answers[row] !== undefined) this.answers[row] = undefined;
    if (this.links[row] !== undefined) this.links[row] = undefined;
    const next = this.generation[row]! + 1;
    if (next > 0xfffff) {
      this.generation[row] = 0xffffffff;
      this.simulation.compact();
      this.limits.forget(row);
      this.generation[row] = 0;
    } else this.generation[row] = next;
    this.free.push(row);
    if ((flags & returning) !== 0) this.simulation.buried(1);
  }

  private grow(): number {
    if (this.size === this.generation.length) {
      const length = this.size * 2;
      this.generation = larger(new Uint32Array(length), this.generation);
      this.kind = larger(new Uint16Array(length), this.kind);
      this.subject = larger(new Int32Array(length), this.subject);
      this.entity = larger(new Int32Array(length), this.entity);
      this.from = larger(new Int32Array(length), this.from);
      this.about = larger(new Float64Array(length), this.about);
      this.occurrence = larger(new Uint32Array(length), this.occurrence);
      this.intended = larger(new Float64Array(length), this.intended);
      this.deadline = larger(new Float64Array(length), this.deadline);
      this.nth = larger(new Uint32Array(length), this.nth);
      this.flags = larger(new Uint8Array(length), this.flags);
      this.outcome = larger(new Uint8Array(length), this.outcome);
      this.code = larger(new Uint16Array(length), this.code);
      for (const operation of [this.arrives, this.returns]) this.simulation.growRows(operation, this.generation);
    }
    this.size += 1;
    return this.size - 1;
  }

  /** At the horizon every open request is censored: a fact with its age, and its asker is told nothing. */
  censor(): number {
    let count = 0;
    for (let row = 0; row < this.size; row++) {
      if ((this.flags[row]! & settled) !== 0) continue;
      const { simulation } = this;
      simulation.facts.value[0] = simulation.clock[0]! - this.intended[row]!;
      simulation.facts.tell(this.kinds[this.kind[row]!]!.facts[censored!]!, this.entity[row]!);
      this.flags[row]! |= settled;
      this.open -= 1;
      this.askers[row] = undefined;
      count += 1;
    }
    return count;
  }
}

type Column = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

/** The longer column, holding what the old one holds. */
function larger<T extends Column>(made: T, old: T): T {
  made.set(old);
  return made;
}
