/**
 * `does`, for one installed model: whatever a handler may want done, noted for the record whose handler is running. Nothing
 * of it happens before the handler has returned.
 */
import type { Assembly } from './assembly.ts';
import type { Draws } from './draws.ts';
import type { Fact } from './facts.ts';
import type { AskDetails, Flow, MessageSlot, RequestSlot, Seen } from './model.ts';
import type { Moves } from './moves.ts';
import type { RecordStore } from './records.ts';
import type { Asker } from './request.ts';
import type { Bank, Disturbance, Staff } from './service-center.ts';
import type { Operation, Simulation } from './simulation.ts';
import type { TierCache } from './tier-cache.ts';
import type { Microseconds } from './units.ts';

/** What the effect that starts a flow carries. */
export interface FlowStart {
  flow: Flow;
  payload: unknown;
}

export class Doing {
  subject = 0;
  readonly given: unknown;
  readonly targets = new Map<string, number>();
  readonly timers = new Map<string, { operation: Operation; delay: Microseconds }>();
  readonly facts = new Map<string, Fact>();
  readonly move: (record: { state: string }, event: string) => void;
  private readonly assembly: Assembly;
  private readonly simulation: Simulation;
  private readonly owner: number;
  private readonly draws: Draws;
  private readonly askers = new Map<string, Asker>();
  private readonly seen = new Map<Seen<unknown>, RecordStore<unknown>>();
  /** Occurrences so far, by subject. */
  private readonly occurrences = new Map<string, Uint32Array>();

  constructor(assembly: Assembly, moves: Moves, owner: number, draws: Draws, given: unknown) {
    this.assembly = assembly;
    this.simulation = assembly.simulation;
    this.owner = owner;
    this.move = moves.move;
    this.draws = draws;
    this.given = given;
  }

  get now(): Microseconds {
    return this.simulation.clock[0] as Microseconds;
  }

  arm(timer: string, delay?: number): void {
    const { operation, delay: usual } = this.timers.get(timer)!;
    this.simulation.noteArm(operation, this.subject, delay ?? usual);
  }

  cancel(timer: string): void {
    this.simulation.noteCancel(this.timers.get(timer)!.operation, this.subject);
  }

  tell(slot: MessageSlot<unknown>, subject: number, payload: unknown): void {
    this.simulation.note(this.assembly.messageTarget(slot), subject, 0, 0, payload);
  }

  self(name: string, payload?: unknown, subject: number = this.subject): void {
    this.simulation.note(this.targets.get(name)!, subject, 0, 0, payload);
  }

  ask(slot: RequestSlot<never, unknown>, subject: number, message: unknown, details: AskDetails<string>): void {
    const { assembly } = this;
    let asker = this.askers.get(details.then);
    if (asker === undefined) {
      asker = assembly.replyTo(this.targets.get(details.then)!);
      this.askers.set(details.then, asker);
    }
    const entity = details.entity ?? this.subject;
    const row = assembly.requests.take(
      assembly.requestKind(slot),
      subject,
      this.subject,
      entity,
      asker,
      message,
      details,
    );
    this.simulation.note(assembly.effects.send, row, 0, 0, details);
  }

  answer(ticket: number, answer: unknown, delay = 0, size = 0): void {
    this.simulation.note(this.assembly.effects.answer, ticket, size, delay, answer);
  }

  refuse(ticket: number, code: number, detail?: unknown, delay = 0): void {
    this.simulation.note(this.assembly.effects.refuse, ticket, code, delay, detail);
  }

  shed(ticket: number): void {
    this.simulation.note(this.assembly.effects.shed, ticket, 0, 0, undefined);
  }

  stayedSilent(ticket: number): void {
    this.simulation.note(this.assembly.effects.drop, ticket, 0, 0, undefined);
  }

  serve(bank: Bank, ticket: number, demand: number): void {
    this.simulation.note(this.assembly.effects.serve, this.assembly.bankNumber(bank), ticket, demand, undefined);
  }

  disturb(bank: Bank, disturbance: Disturbance | undefined): void {
    this.simulation.note(this.assembly.effects.disturb, this.assembly.bankNumber(bank), 0, 0, disturbance);
  }

  staff(bank: Bank, staff: Staff): void {
    this.simulation.note(this.assembly.effects.staff, this.assembly.bankNumber(bank), 0, 0, staff);
  }

  empty(cache: TierCache): void {
    this.simulation.note(this.assembly.effects.empty, 0, 0, 0, cache);
  }

  emit(fact: string, value = 0, subject: number = this.subject): void {
    this.simulation.noteFact(this.facts.get(fact)!, subject, value);
  }

  start(flow: Flow, payload?: unknown): void {
    this.simulation.note(this.assembly.effects.start, this.owner, this.subject, 0, {
      flow,
      payload,
    } satisfies FlowStart);
  }

  stop(flow: Flow): void {
    this.simulation.note(this.assembly.effects.stop, 0, this.subject, 0, this.assembly.flowName(flow));
  }

  draw(purpose: string, occurrence = 0, attempt = 0, subject: number = this.subject): number {
    return this.draws.uniform(purpose, subject, occurrence, attempt);
  }

  bits(purpose: string, occurrence = 0, subject: number = this.subject): readonly [number, number] {
    return this.draws.bits(purpose, subject, occurrence);
  }

  look(seen: Seen<unknown>, subject: number = this.subject): unknown {
    let store = this.seen.get(seen);
    if (store === undefined) {
      store = this.assembly.behind(seen).store;
      this.seen.set(seen, store);
    }
    return store.look(subject);
  }

  /** Counts a subject's occurrences of a purpose within its flows. */
  nextOccurrence(purpose: string, subject: number): number {
    let counts = this.occurrences.get(purpose);
    if (counts === undefined || subject >= counts.length) {
      const larger = new Uint32Array(Math.max(64, 2 * subject));
      if (counts !== undefined) larger.set(counts);
      this.occurrences.set(purpose, larger);
      counts = larger;
    }
    const next = counts[subject]!;
    counts[subject] = next + 1;
    return next;
  }
}
