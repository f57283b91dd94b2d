/**
 * The assembly of a world: installs models, numbers their handlers, lays out their records and connects their ports.
 *
 *     port of a model ── connect ──▶ installed model ── handler number ──▶ record + message + does
 *
 * A message goes to the handler as an effect, a timer as an event, a request as a row; all of them end in the same place:
 * one handler, one record, and `does`.
 */
import { Observable } from 'rxjs';
import type { Draws } from './draws.ts';
import type { Fact } from './facts.ts';
import { type FlowClock, FlowDoor, type TimeWords, timeWords } from './flow.ts';
import type { Recording } from './inspection.ts';
import type {
  AnyFlowWords,
  AnyModel,
  AskDetails,
  Does,
  Flow,
  FlowAsk,
  MessageSlot,
  Port,
  PortTag,
  Reply,
  Request,
  RequestSlot,
  Seen,
} from './model.ts';
import { ownCode } from './own-code.ts';
import { type RecordOf, type RecordStore, recordStore, type Schema } from './records.ts';
import { type Asker, type Outcome, type RequestKind, Requests } from './request.ts';
import { Waits } from './scheduler.ts';
import type { Disturbance, ServiceCenter, ServiceListener, Staff } from './service-center.ts';
import type { Operation, Simulation } from './simulation.ts';
import { nextState } from './state-machine.ts';
import type { Microseconds } from './units.ts';

export interface InstallOptions<Given> {
  /** How many records there are at the start. */
  count: number;
  given: Given;
  /** Whose luck the records draw with. */
  draws: Draws;
}

type Handler = (record: unknown, message: unknown, does: unknown) => void;
/** The record with that subject takes the message; in the form of an effect. */
type Deliver = (subject: number, _: number, message: unknown) => void;
// biome-ignore lint/suspicious/noExplicitAny: the doings of a model of any shape
type AnyDoes = Does<any, any, any, any, any, any>;
type GivenOf<M> = M extends { readonly definition: { given?: infer Given } } ? Exclude<Given, undefined> : never;
type RecordSchemaOf<M> = M extends { record: infer S extends Schema } ? S : never;

/** A model at work in a world. */
export class Installed<M extends AnyModel = AnyModel> {
  readonly model: M;
  readonly store: RecordStore<RecordOf<RecordSchemaOf<M>>>;
  /** Number of each handler: that of its effect. */
  readonly takes = new Map<string, number>();
  readonly requests = new Map<string, RequestKind>();
  readonly timers = new Map<string, Operation>();

  constructor(model: M, store: RecordStore<RecordOf<RecordSchemaOf<M>>>) {
    this.model = model;
    this.store = store;
  }
}

export class Assembly {
  readonly simulation: Simulation;
  readonly requests: Requests;
  readonly flows: FlowDoor;
  readonly waits: Waits;

  private readonly strict: boolean;
  private readonly installed: Installed[] = [];
  private readonly connections = new Map<PortTag, Installed>();
  private readonly seen = new Map<PortTag, Installed>();
  /** By handler number, which is the number of its effect. */
  private readonly deliveries = new Map<number, Deliver>();
  private readonly flowNames = new Map<Flow, string>();
  /** The words that are the same for all flows. */
  private readonly clockWords: TimeWords & FlowClock;
  private readonly owners: { owner: Installed; does: AnyDoes; draws: Draws }[] = [];
  private readonly slotTargets: number[] = [];
  private readonly slotKinds: RequestKind[] = [];

  readonly effects: {
    send: number;
    answer: number;
    refuse: number;
    shed: number;
    drop: number;
    serve: number;
    disturb: number;
    staff: number;
    start: number;
    stop: number;
    cancelRequest: number;
  };
  private readonly centers: ServiceCenter[] = [];
  private readonly centerNumbers = new Map<ServiceCenter, number>();

  /** @param options.strict  hand out views that die with their handler: for tests */
  constructor(simulation: Simulation, options: { strict?: boolean } = {}) {
    this.simulation = simulation;
    this.strict = options.strict ?? false;
    this.requests = new Requests(simulation);
    this.waits = new Waits(simulation);
    this.flows = new FlowDoor(simulation);
    const clock = { now: () => simulation.now, after: (delay: number) => this.waits.after(delay) };
    this.clockWords = { ...clock, ...timeWords(clock) };
    const { requests } = this;
    const about = (doing: string) => (row: number) => `${doing} ${requests.nameOf(row)}`;
    this.effects = {
      send: simulation.effectKind((row, _, details) => {
        const { after = 0, within = 0, size = 0 } = details as SendDetails;
        requests.send(row, after, within, size);
      }, about('asking')),
      answer: simulation.effectKind(
        (row, size, answer) => requests.answer(row, answer, simulation.amount[0]!, size),
        about('answering'),
      ),
      refuse: simulation.effectKind(
        (row, code, detail) => requests.refuse(row, code, detail, simulation.amount[0]!),
        about('refusing'),
      ),
      shed: simulation.effectKind(row => requests.shed(row), about('shedding')),
      drop: simulation.effectKind(row => requests.drop(row), about('dropping')),
      serve: simulation.effectKind(
        (center, row) => this.centers[center]!.submit(row, simulation.amount[0]!),
        center => `serving at ${this.centers[center]!.name}`,
      ),
      disturb: simulation.effectKind(
        (center, _, disturbance) => this.centers[center]!.disturb(disturbance as Disturbance | undefined),
        center => `disturbing ${this.centers[center]!.name}`,
      ),
      staff: simulation.effectKind(
        (center, _, staff) => this.centers[center]!.staff(staff as Staff),
        center => `staffing ${this.centers[center]!.name}`,
      ),
      start: simulation.effectKind(
        (owner, subject, start) => this.startFlow(owner, subject, start as FlowStart),
        owner => `starting a flow of ${this.owners[owner]!.owner.model.name}`,
      ),
      stop: simulation.effectKind(
        (_, subject, name) => this.flows.stop(name as string, subject),
        () => 'stopping a flow',
      ),
      cancelRequest: simulation.effectKind((row, generation) => requests.cancel(row, generation), about('cancelling')),
    };
  }

  /** Brings a model into the world with its records. */
  install<M extends AnyModel>(model: M, options: InstallOptions<GivenOf<M>>): Installed<M> {
    const definition = model.definition as AnyModel['definition'];
    const store = recordStore(definition.record as Schema, {
      kept: definition.kept ?? 'objects',
      count: options.count,
      strict: this.strict,
    });
    const installed = new Installed<M>(model, store as Installed<M>['store']);
    const owner = this.owners.length;
    const does = new Doing(this, installed as unknown as Installed, owner, options.draws, options.given);
    this.owners.push({
      owner: installed as unknown as Installed,
      does: does as unknown as AnyDoes,
      draws: options.draws,
    });
    this.installed.push(installed as unknown as Installed);

    for (const [name, handler] of Object.entries(model.takes as Record<string, Handler>)) {
      const deliver = this.delivery(store, handler, does);
      const number = this.simulation.effectKind(deliver, () => `${model.name}.${name}`);
      this.deliveries.set(number, deliver);
      installed.takes.set(name, number);
      does.targets.set(name, number);
    }
    for (const timer of Object.keys(definition.timers ?? {})) {
      const target = installed.takes.get(timer);
      if (target === undefined) throw new Error(`${model.name}: the timer ${timer} has no handler of that name`);
      const deliver = this.deliveries.get(target)!;
      const operation = this.simulation.timer(
        `${model.name}.${timer}`,
        options.count,
        ownCode('subject => deliver(subject, 0, undefined)', { deliver }),
      );
      installed.timers.set(timer, operation);
      does.timers.set(timer, { operation, delay: (definition.timers as Record<string, Microseconds>)[timer]! });
    }
    for (const [name, handler] of Object.entries(model.answers as Record<string, Handler>)) {
      const deliver = this.delivery(store, handler, does);
      const served = new ServedRequest(this.requests);
      const serve = 'row => { served.ticket = row; deliver(requests.subjectOf(row), 0, served); }';
      const kind = this.requests.declare(
        `${model.name}.${name}`,
        ownCode(serve, { served, deliver, requests: this.requests }),
      );
      installed.requests.set(name, kind);
    }
    for (const fact of definition.facts ?? [])
      does.facts.set(fact, this.simulation.facts.declare(`${model.name}.${fact}`));
    return installed;
  }

  private delivery(store: RecordStore<unknown>, handler: Handler, does: Doing): Deliver {
    if (this.strict) {
      return (subject, _, message) => {
        does.subject = subject;
        handler(store.at(subject), message, does);
        store.revoke();
      };
    }
    return ownCode(
      'function deliver(subject, _, message) { does.subject = subject; handler(store.at(subject), message, does); }',
      { does, store, handler },
    );
  }

  /** Puts a model behind a port. */
  connect<M extends AnyModel>(port: Port<M>, installed: Installed<M>): void {
    this.connections.set(port, installed as unknown as Installed);
  }

  /** Lets the readers of that tag see the records of a model. */
  show<M extends AnyModel>(tag: Seen<M>, installed: Installed<M>): void {
    this.seen.set(tag, installed as unknown as Installed);
  }

  /** Delivers a message from outside the models, as an effect of whatever is going on: the world's own doings. */
  tell<M extends AnyModel>(
    installed: Installed<M>,
    name: keyof M['takes'] & string,
    subject: number,
    payload?: unknown,
  ): void {
    this.simulation.note(installed.takes.get(name)!, subject, 0, 0, payload);
  }

  /** Keeps what happens to one record from now on. */
  inspect<M extends AnyModel>(installed: Installed<M>, subject: number, cause: () => string): Recording {
    return installed.store.inspect(subject, () => ({ time: this.simulation.now, cause: cause() }));
  }

  /** The installed model behind a port; an error that names the port if there is none. */
  behind(port: PortTag): Installed {
    const installed = this.connections.get(port) ?? this.seen.get(port);
    if (installed === undefined) throw new Error(`Nothing is connected to the port "${port.label}"`);
    return installed;
  }

  messageTarget(slot: Pick<MessageSlot<unknown>, 'number' | 'port' | 'name'>): number {
    const known = this.slotTargets[slot.number];
    if (known !== undefined) return known;
    const target = this.behind(slot.port).takes.get(slot.name);
    if (target === undefined) throw new Error(`${this.behind(slot.port).model.name} takes no "${slot.name}"`);
    this.slotTargets[slot.number] = target;
    return target;
  }

  requestKind(slot: Pick<RequestSlot<unknown, unknown>, 'number' | 'port' | 'name'>): RequestKind {
    const known = this.slotKinds[slot.number];
    if (known !== undefined) return known;
    const kind = this.behind(slot.port).requests.get(slot.name);
    if (kind === undefined) throw new Error(`${this.behind(slot.port).model.name} answers no "${slot.name}"`);
    this.slotKinds[slot.number] = kind;
    return kind;
  }

  centerNumber(center: ServiceCenter): number {
    let number = this.centerNumbers.get(center);
    if (number === undefined) {
      number = this.centers.push(center) - 1;
      this.centerNumbers.set(center, number);
    }
    return number;
  }

  /** An asker that hands the outcome to one of a model's own handlers. */
  replyTo(deliver: number): Asker {
    const { requests } = this;
    const take = this.deliveries.get(deliver)!;
    const reply = new ReplyView(requests);
    return ownCode('{ settled(row) { reply.row = row; take(requests.fromOf(row), 0, reply); } }', {
      reply,
      take,
      requests,
    });
  }

  /** Hands what a service centre has done with a request to the model's handlers `served` and `turnedAway`. */
  listener<M extends AnyModel>(installed: Installed<M>): ServiceListener {
    const { requests } = this;
    const served = new ServedRequest(requests);
    const serve = this.deliveries.get(installed.takes.get('served')!)!;
    const turnAway = this.deliveries.get(installed.takes.get('turnedAway')!)!;
    return {
      done: row => {
        served.ticket = row;
        serve(requests.subjectOf(row), 0, served);
      },
      turnedAway: (row, reason) =>
        turnAway(requests.subjectOf(row), 0, { ticket: row, entity: requests.entityOf(row), reason }),
    };
  }

  private startFlow(owner: number, subject: number, { flow, payload }: FlowStart): void {
    const words = this.flowWords(owner, subject, payload);
    const onFailure = flow.onFailure;
    this.flows.start(
      this.flowName(flow),
      subject,
      flow.build(words),
      onFailure === undefined ? undefined : failure => onFailure(failure, words),
    );
  }

  /** Two models may have flows of the same name. */
  flowName(flow: Flow): string {
    let name = this.flowNames.get(flow);
    if (name === undefined) {
      name = `${flow.model().name}.${flow.name}`;
      this.flowNames.set(flow, name);
    }
    return name;
  }

  private flowWords(ownerNumber: number, subject: number, payload: unknown): AnyFlowWords {
    const { simulation, requests, effects } = this;
    const { owner, does, draws } = this.owners[ownerNumber]!;
    const occurrences = does as unknown as Doing;
    return {
      ...this.clockWords,
      subject,
      payload,
      given: does.given,
      record: () => owner.store.look(subject),
      look: (seen: Seen<unknown>, other: number = subject) => this.behind(seen).store.look(other),
      draw: (purpose: string) => draws.uniform(purpose, subject, occurrences.nextOccurrence(purpose, subject)),
      bits: (purpose: string, occurrence = 0) => draws.bits(purpose, subject, occurrence),
      tell: (name: string, message?: unknown) => {
        const target = owner.takes.get(name)!;
        return new Observable<never>(subscriber => {
          simulation.note(target, subject, 0, 0, message);
          subscriber.complete();
        });
      },
      ask: <Message, Answer>(slot: RequestSlot<Message, Answer>, to: number, message: Message, options: FlowAsk = {}) =>
        new Observable<Answer>(subscriber => {
          const kind = this.requestKind(slot);
          let open = true;
          const asker: Asker = {
            settled(row) {
              open = false;
              if (requests.outcomeOf(row) === 'answered') {
                subscriber.next(requests.answerOf(row) as Answer);
                subscriber.complete();
              } else subscriber.error(requests.failureOf(row));
            },
          };
          const occurrence = occurrences.nextOccurrence(kind.name, subject);
          const row = requests.take(kind, to, subject, subject, asker, message, {
            ...(options.over === undefined ? {} : { over: options.over }),
            occurrence,
          });
          const generation = requests.generationOf(row);
          simulation.note(effects.send, row, 0, 0, options);
          return () => {
            if (open) simulation.note(effects.cancelRequest, row, generation, 0, undefined);
          };
        }),
    };
  }

  /** Numbers of what is alive now: for reports and guards. */
  census(): { model: string; records: number; bytesPerRecord: number }[] {
    return this.installed.map(({ model, store }) => ({
      model: model.name,
      records: store.count,
      bytesPerRecord:
        store.layout.reduce((sum, { bytes }) => sum + bytes, 0) + 4 * Object.keys(model.definition.timers ?? {}).length,
    }));
  }
}

interface FlowStart {
  flow: Flow;
  payload: unknown;
}

interface SendDetails {
  after?: number;
  within?: number;
  size?: number;
}

const noDetails: SendDetails = {};

/** A request as the server's handler sees it. */
class ServedRequest implements Request<unknown, unknown> {
  ticket = 0;
  private readonly requests: Requests;

  constructor(requests: Requests) {
    this.requests = requests;
  }

  get message(): unknown {
    return this.requests.messageOf(this.ticket);
  }

  get entity(): number {
    return this.requests.entityOf(this.ticket);
  }

  get occurrence(): number {
    return this.requests.occurrenceOf(this.ticket);
  }
}

/** An outcome as the asker's handler sees it. */
class ReplyView implements Reply<unknown> {
  row = 0;
  private readonly requests: Requests;

  constructor(requests: Requests) {
    this.requests = requests;
  }

  get outcome(): Outcome {
    return this.requests.outcomeOf(this.row);
  }

  get answer(): unknown {
    return this.requests.answerOf(this.row);
  }

  get code(): number {
    return this.requests.codeOf(this.row);
  }

  get about(): number {
    return this.requests.aboutOf(this.row);
  }

  get entity(): number {
    return this.requests.entityOf(this.row);
  }

  get occurrence(): number {
    return this.requests.occurrenceOf(this.row);
  }

  get latency(): Microseconds {
    return this.requests.latencyOf(this.row);
  }
}

/** `does`, for one installed model: notes effects for the record whose handler is running. */
class Doing {
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

  constructor(assembly: Assembly, installed: Installed, owner: number, draws: Draws, given: unknown) {
    this.assembly = assembly;
    this.simulation = assembly.simulation;
    this.owner = owner;
    const { name, definition } = installed.model;
    const { table } = definition;
    this.move = ownCode('(record, event) => { record.state = nextState(name, table, record.state, event); }', {
      nextState,
      name,
      table,
    });
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
    this.simulation.note(assembly.effects.send, row, 0, 0, details ?? noDetails);
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

  serve(center: ServiceCenter, ticket: number, demand: number): void {
    this.simulation.note(this.assembly.effects.serve, this.assembly.centerNumber(center), ticket, demand, undefined);
  }

  disturb(center: ServiceCenter, disturbance: Disturbance | undefined): void {
    this.simulation.note(this.assembly.effects.disturb, this.assembly.centerNumber(center), 0, 0, disturbance);
  }

  staff(center: ServiceCenter, staff: Staff): void {
    this.simulation.note(this.assembly.effects.staff, this.assembly.centerNumber(center), 0, 0, staff);
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
