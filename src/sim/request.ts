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
 * HOT: numbers side by side; the message and the answer are the only objects, and only where the asker gives one.
 */
import { larger } from './larger.ts';
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
/** It has a link, a message, an answer or a refusal's detail: to look where there is nothing would cost a cache line each. */
const linked = 16;
const worded = 32;
const replied = 64;

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

/** Where a row keeps its fields, counted in fields of that width. */
const aboutAt = 0;
const intendedAt = 1;
const deadlineAt = 2;
const subjectAt = 6;
const fromAt = 7;
const entityAt = 8;
const occurrenceAt = 9;
/** Which of its sender's requests of this kind it is, where a link needs luck. */
const nthAt = 10;
const kindAt = 22;
const codeAt = 23;
const flagsAt = 48;
const outcomeAt = 49;

const roomAtFirst = 64;

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

  private generation = new Uint32Array(roomAtFirst);
  /** The rows, 64 bytes each, through one view for each width of field. HOT: a row is one cache line to touch. */
  private octets = new Uint8Array(roomAtFirst << 6);
  private halves = new Uint16Array(this.octets.buffer);
  private words = new Int32Array(this.octets.buffer);
  private counts = new Uint32Array(this.octets.buffer);
  private doubles = new Float64Array(this.octets.buffer);
  private readonly links: (Link | undefined)[] = [];
  private readonly messages: unknown[] = [];
  private readonly answers: unknown[] = [];
  private readonly askers: (Asker | undefined)[] = [];

  constructor(simulation: Simulation) {
    this.simulation = simulation;
    this.arrives = simulation.rowOperation('request arrives', this.generation, row =>
      this.kinds[this.halves[(row << 5) + kindAt]!]!.serve(row),
    );
    this.returns = simulation.rowOperation('answer arrives', this.generation, row => {
      this.octets[(row << 6) + flagsAt]! &= ~returning;
      if (this.abandoned(row)) this.release(row);
      else if (this.isTooLate(row)) this.giveUp(row, timedOut!);
      else this.settle(row, this.octets[(row << 6) + outcomeAt]!);
    });
    this.limits = new TimeLimits(
      simulation,
      (row, generation) => this.generation[row] === generation && (this.octets[(row << 6) + flagsAt]! & settled) === 0,
      row => this.giveUp(row, timedOut!),
    );
  }

  /** A kind of request, served by `serve(row)`. Its facts are `name.answered`, `name.refused` and so on. */
  declare(name: string, serve: (row: number) => void): RequestKind {
    const facts = outcomes.map(outcome => this.simulation.facts.declare(`${name}.${outcome}`).number);
    for (const outcome of outcomes) this.simulation.facts.endsWhatBegan(`${name}.${outcome}`);
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
    this.halves[(row << 5) + kindAt] = kind.number;
    this.words[(row << 4) + subjectAt] = subject;
    this.words[(row << 4) + fromAt] = from;
    this.words[(row << 4) + entityAt] = entity;
    this.doubles[(row << 3) + aboutAt] = options.about ?? 0;
    this.counts[(row << 4) + occurrenceAt] = options.occurrence ?? 0;
    this.doubles[(row << 3) + intendedAt] = options.intended ?? this.simulation.clock[0]!;
    let flags = 0;
    this.halves[(row << 5) + codeAt] = 0;
    if (options.over !== undefined) {
      this.links[row] = options.over;
      flags |= linked;
    }
    if (message !== undefined) {
      this.messages[row] = message;
      flags |= worded;
    }
    this.octets[(row << 6) + flagsAt] = flags;
    this.askers[row] = asker;
    this.open += 1;
    return row;
  }

  /** The present generation of a row: with it, a later {@link cancel} can tell whether the request is still the same. */
  generationOf(row: number): number {
    return this.generation[row]!;
  }

  send(row: number, after: number, within: number, size: number): void {
    if ((this.octets[(row << 6) + flagsAt]! & settled) !== 0) {
      this.letGo(row);
      return;
    }
    this.doubles[(row << 3) + intendedAt]! += after;
    if (within !== 0) {
      const length = Math.ceil(after + within);
      this.octets[(row << 6) + flagsAt]! |= limited;
      this.doubles[(row << 3) + deadlineAt] = this.simulation.clock[0]! + length;
      this.limits.begin(row, this.generation[row]!, length);
    }
    const travel = this.travel(row, 0, size);
    if (travel === unreachable) {
      this.octets[(row << 6) + outcomeAt] = cannotReach!;
      this.octets[(row << 6) + flagsAt]! |= released | returning;
      this.simulation.scheduleRow(this.returns, row, after);
    } else if (travel === lost) this.letGo(row);
    else if (after + travel === 0) this.kinds[this.halves[(row << 5) + kindAt]!]!.serve(row);
    else this.simulation.scheduleRow(this.arrives, row, after + travel);
  }

  /** @param leg  0 on the way there, 1 on the way back */
  private travel(row: number, leg: number, size: number): number {
    if ((this.octets[(row << 6) + flagsAt]! & linked) === 0) return 0;
    const link = this.links[row]!;
    const kind = this.kinds[this.halves[(row << 5) + kindAt]!]!;
    const sender = this.words[(row << 4) + entityAt]!;
    if (leg === 0 && link.random) {
      if (sender >= kind.sent.length) kind.sent = larger(new Uint32Array(Math.max(64, 2 * sender)), kind.sent);
      this.counts[(row << 4) + nthAt] = kind.sent[sender]!++;
    }
    return link.travel(kind.name, sender, this.counts[(row << 4) + nthAt]!, leg, size);
  }

  /** The asker no longer wants an answer. Nothing happens if it already has its outcome. */
  cancel(row: number, generation: number): void {
    if (this.generation[row] === generation && (this.octets[(row << 6) + flagsAt]! & settled) === 0)
      this.giveUp(row, cancelled!);
  }

  /** An answer that comes at the very limit comes too late. */
  private isTooLate(row: number): boolean {
    return (
      (this.octets[(row << 6) + flagsAt]! & limited) !== 0 &&
      this.doubles[(row << 3) + deadlineAt]! <= this.simulation.clock[0]!
    );
  }

  /** Settles without the server, whose word may already be on its way: the asker must not see it. */
  private giveUp(row: number, outcome: number): void {
    this.halves[(row << 5) + codeAt] = 0;
    this.forgetAnswer(row);
    this.settle(row, outcome);
  }

  private forgetAnswer(row: number): void {
    if ((this.octets[(row << 6) + flagsAt]! & replied) === 0) return;
    this.answers[row] = undefined;
    this.octets[(row << 6) + flagsAt]! &= ~replied;
  }

  /** The one place where a request gets its outcome. */
  private settle(row: number, outcome: number): void {
    const { simulation } = this;
    this.octets[(row << 6) + outcomeAt] = outcome;
    this.octets[(row << 6) + flagsAt]! |= settled;
    this.open -= 1;
    simulation.facts.status[0] = outcome === refused ? this.halves[(row << 5) + codeAt]! : 0;
    simulation.facts.value[0] = simulation.clock[0]! - this.doubles[(row << 3) + intendedAt]!;
    simulation.facts.tell(
      this.kinds[this.halves[(row << 5) + kindAt]!]!.facts[outcome]!,
      this.words[(row << 4) + entityAt]!,
    );
    const asker = this.askers[row]!;
    this.askers[row] = undefined;
    asker.settled(row);
    if ((this.octets[(row << 6) + flagsAt]! & released) !== 0) this.release(row);
  }

  /* ---- the server's side ---- */

  messageOf(row: number): unknown {
    return this.messages[row];
  }

  subjectOf(row: number): number {
    return this.words[(row << 4) + subjectAt]!;
  }

  entityOf(row: number): number {
    return this.words[(row << 4) + entityAt]!;
  }

  occurrenceOf(row: number): number {
    return this.counts[(row << 4) + occurrenceAt]!;
  }

  nameOf(row: number): string {
    return this.kinds[this.halves[(row << 5) + kindAt]!]!.name;
  }

  /** True once nobody waits for the answer any more: the client timed out or cancelled. */
  abandoned(row: number): boolean {
    return (this.octets[(row << 6) + flagsAt]! & settled) !== 0;
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
    if ((this.octets[(row << 6) + flagsAt]! & settled) !== 0) {
      this.letGo(row);
      return;
    }
    const travel = this.travel(row, 1, size);
    if (travel < 0) {
      this.letGo(row);
      return;
    }
    this.octets[(row << 6) + flagsAt]! |= released | returning;
    this.octets[(row << 6) + outcomeAt] = outcome;
    this.halves[(row << 5) + codeAt] = code;
    if (answer !== undefined) {
      this.answers[row] = answer;
      this.octets[(row << 6) + flagsAt]! |= replied;
    }
    this.simulation.scheduleRow(this.returns, row, delay + travel);
  }

  private mustBeHeld(row: number): void {
    if ((this.octets[(row << 6) + flagsAt]! & released) !== 0)
      throw new Error(`${this.nameOf(row)} was answered twice`);
  }

  private letGo(row: number): void {
    this.octets[(row << 6) + flagsAt]! |= released;
    if ((this.octets[(row << 6) + flagsAt]! & settled) !== 0) this.release(row);
  }

  /* ---- the outcome, read by the asker while it is being told ---- */

  outcomeOf(row: number): Outcome {
    return outcomes[this.octets[(row << 6) + outcomeAt]!]!;
  }

  codeOf(row: number): number {
    return this.halves[(row << 5) + codeAt]!;
  }

  answerOf(row: number): unknown {
    return this.answers[row];
  }

  fromOf(row: number): number {
    return this.words[(row << 4) + fromAt]!;
  }

  aboutOf(row: number): number {
    return this.doubles[(row << 3) + aboutAt]!;
  }

  /** Time from the intended moment of asking to now. */
  latencyOf(row: number): Microseconds {
    return (this.simulation.clock[0]! - this.doubles[(row << 3) + intendedAt]!) as Microseconds;
  }

  failureOf(row: number): RequestFailure {
    return new RequestFailure(
      this.outcomeOf(row) as Exclude<Outcome, 'answered'>,
      this.nameOf(row),
      this.halves[(row << 5) + codeAt],
      this.answers[row],
    );
  }

  /* ---- the pool ---- */

  private release(row: number): void {
    const flags = this.octets[(row << 6) + flagsAt]!;
    if ((flags & linked) !== 0) this.links[row] = undefined;
    if ((flags & worded) !== 0) this.messages[row] = undefined;
    if ((flags & replied) !== 0) this.answers[row] = undefined;
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
      this.octets = larger(new Uint8Array(length << 6), this.octets);
      this.halves = new Uint16Array(this.octets.buffer);
      this.words = new Int32Array(this.octets.buffer);
      this.counts = new Uint32Array(this.octets.buffer);
      this.doubles = new Float64Array(this.octets.buffer);
      for (const operation of [this.arrives, this.returns]) this.simulation.growRows(operation, this.generation);
    }
    this.size += 1;
    return this.size - 1;
  }

  /** At the horizon every open request is censored: a fact with its age, and its asker is told nothing. */
  censor(): number {
    let count = 0;
    for (let row = 0; row < this.size; row++) {
      if ((this.octets[(row << 6) + flagsAt]! & settled) !== 0) continue;
      const { simulation } = this;
      simulation.facts.value[0] = simulation.clock[0]! - this.doubles[(row << 3) + intendedAt]!;
      simulation.facts.tell(
        this.kinds[this.halves[(row << 5) + kindAt]!]!.facts[censored!]!,
        this.words[(row << 4) + entityAt]!,
      );
      this.octets[(row << 6) + flagsAt]! |= settled;
      this.open -= 1;
      this.askers[row] = undefined;
      count += 1;
    }
    return count;
  }
}
