/**
 * The assembly of a world: installs models, numbers their handlers, lays out their records and connects their ports.
 *
 *     port of a model ── connect ──▶ installed model ── handler number ──▶ record + message + does
 *
 * A message goes to the handler as an effect, a timer as an event, a request as a row; all of them end in the same place:
 * one handler, one record, and `does`.
 */
import { Doing, type FlowStart } from './doing.ts';
import type { Draws } from './draws.ts';
import { type FlowClock, FlowDoor, type TimeWords, timeWords } from './flow.ts';
import type { Recording } from './inspection.ts';
import type { AnyFlowWords, AnyModel, Flow, FlowAsk, MessageSlot, Port, PortTag, RequestSlot, Seen } from './model.ts';
import { Moves } from './moves.ts';
import { ownCode } from './own-code.ts';
import { type RecordOf, type RecordStore, recordStore, type Schema } from './records.ts';
import { type Asker, type RequestKind, Requests } from './request.ts';
import { ReplyView, ServedRequest } from './request-views.ts';
import { Waits } from './scheduler.ts';
import type { Bank, Disturbance, ServiceListener, Staff } from './service-center.ts';
import type { Operation, Simulation } from './simulation.ts';
import { Waitable } from './step-by-step.ts';
import type { TierCache } from './tier-cache.ts';
import type { TierListener } from './tier-network.ts';
import type { Microseconds } from './units.ts';

export interface InstallOptions<Given> {
  /** How many records there are at the start. */
  count: number;
  /** What the model declares that it is given; undefined for a model that declares nothing. */
  given: [Given] extends [never] ? undefined : Given;
  /** Whose luck the records draw with. */
  draws: Draws;
}

type Handler = (record: unknown, message: unknown, does: unknown) => void;
/** The record with that subject takes the message; in the form of an effect. */
type Deliver = (subject: number, _: number, message: unknown) => void;
type GivenOf<M> = M extends { readonly definition: { given?: infer Given } } ? Exclude<Given, undefined> : never;
type RecordSchemaOf<M> = M extends { record: infer S extends Schema } ? S : never;

/** A model at work in a world. */
export class Installed<M extends AnyModel> {
  readonly model: M;
  readonly store: RecordStore<RecordOf<RecordSchemaOf<M>>>;
  readonly moves: Moves;
  /** Number of each handler: that of its effect. */
  readonly takes = new Map<string, number>();
  readonly requests = new Map<string, RequestKind>();
  readonly timers = new Map<string, Operation>();

  constructor(model: M, store: RecordStore<RecordOf<RecordSchemaOf<M>>>) {
    this.model = model;
    this.store = store;
    this.moves = new Moves(model.name, model.definition.table);
  }
}

// biome-ignore lint/suspicious/noExplicitAny: a model of any shape
type AnyInstalled = Installed<any>;

export class Assembly {
  readonly simulation: Simulation;
  readonly requests: Requests;
  readonly flows: FlowDoor;
  readonly waits: Waits;

  private readonly strict: boolean;
  private readonly installed: AnyInstalled[] = [];
  private readonly connections = new Map<PortTag, AnyInstalled>();
  private readonly seen = new Map<PortTag, AnyInstalled>();
  /** By handler number, which is the number of its effect. */
  private readonly deliveries = new Map<number, Deliver>();
  private readonly flowNames = new Map<Flow, string>();
  /** The words that are the same for all flows. */
  private readonly clockWords: TimeWords & FlowClock;
  private readonly owners: { owner: AnyInstalled; does: Doing; draws: Draws }[] = [];
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
    empty: number;
    start: number;
    stop: number;
    cancelRequest: number;
  };
  private readonly banks: Bank[] = [];
  private readonly bankNumbers = new Map<Bank, number>();

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
        (bank, row) => this.banks[bank]!.submit(row, simulation.amount[0]!),
        bank => `serving at ${this.banks[bank]!.name}`,
      ),
      disturb: simulation.effectKind(
        (bank, _, disturbance) => this.banks[bank]!.disturb(disturbance as Disturbance | undefined),
        bank => `disturbing ${this.banks[bank]!.name}`,
      ),
      staff: simulation.effectKind(
        (bank, _, staff) => this.banks[bank]!.staff(staff as Staff),
        bank => `staffing ${this.banks[bank]!.name}`,
      ),
      empty: simulation.effectKind(
        (_, _none, cache) => (cache as TierCache).empty(),
        () => 'emptying a cache',
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
    const does = new Doing(this, installed.moves, owner, options.draws, options.given);
    this.owners.push({ owner: installed, does, draws: options.draws });
    this.installed.push(installed);

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
    this.connections.set(port, installed);
  }

  /** Lets the readers of that tag see the records of a model. */
  show<M extends AnyModel>(tag: Seen<M>, installed: Installed<M>): void {
    this.seen.set(tag, installed);
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
  behind(port: PortTag): AnyInstalled {
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

  bankNumber(bank: Bank): number {
    let number = this.bankNumbers.get(bank);
    if (number === undefined) {
      number = this.banks.push(bank) - 1;
      this.bankNumbers.set(bank, number);
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

  /** Hands what tiers have done with a request to the model's handlers `served` and `failed`. */
  tierListener<M extends AnyModel>(installed: Installed<M>): Pick<TierListener, 'ended'> {
    const { requests } = this;
    const served = new ServedRequest(requests);
    const serve = this.deliveries.get(installed.takes.get('served')!)!;
    const fail = this.deliveries.get(installed.takes.get('failed')!)!;
    return {
      ended: (row, end) => {
        served.ticket = row;
        served.ending = end;
        if (end.how === 'failed') fail(requests.subjectOf(row), 0, served);
        else serve(requests.subjectOf(row), 0, served);
      },
    };
  }

  /** The handler of a model, for a part of the kernel that runs in no handler: it takes the message at once. */
  handler<M extends AnyModel>(
    installed: Installed<M>,
    name: keyof M['takes'] & string,
  ): (subject: number, message: unknown) => void {
    const deliver = this.deliveries.get(installed.takes.get(name)!)!;
    return (subject, message) => deliver(subject, 0, message);
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
    const { now, after, within, retrying, every } = this.clockWords;
    const { owner, does, draws } = this.owners[ownerNumber]!;
    // HOT: all words are listed. An object that begins as a copy of another one has each further field added to it slowly.
    return {
      now,
      after,
      within,
      retrying,
      every,
      subject,
      payload,
      given: does.given,
      record: () => owner.store.look(subject),
      look: (seen: Seen<unknown>, other: number = subject) => this.behind(seen).store.look(other),
      draw: (purpose: string) => draws.uniform(purpose, subject, does.nextOccurrence(purpose, subject)),
      bits: (purpose: string, occurrence = 0) => draws.bits(purpose, subject, occurrence),
      tell: (name: string, message?: unknown) => {
        const target = owner.takes.get(name)!;
        return new Waitable<never>(waiter => {
          simulation.note(target, subject, 0, 0, message);
          waiter.complete();
          return undefined;
        });
      },
      ask: <Message, Answer>(slot: RequestSlot<Message, Answer>, to: number, message: Message, options: FlowAsk = {}) =>
        new Waitable<Answer>(waiter => {
          const kind = this.requestKind(slot);
          let open = true;
          const asker: Asker = {
            settled(row) {
              open = false;
              if (requests.outcomeOf(row) === 'answered') {
                waiter.next(requests.answerOf(row) as Answer);
                waiter.complete();
              } else waiter.error(requests.failureOf(row));
            },
          };
          const occurrence = does.nextOccurrence(kind.name, subject);
          const row = requests.take(kind, to, subject, subject, asker, message, { over: options.over, occurrence });
          const generation = requests.generationOf(row);
          simulation.note(effects.send, row, 0, 0, options);
          return () => {
            if (open) simulation.note(effects.cancelRequest, row, generation, 0, undefined);
          };
        }),
    };
  }

  /** Every model at work, in the order of its coming. */
  get everyInstalled(): readonly AnyInstalled[] {
    return this.installed;
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

interface SendDetails {
  after?: number;
  within?: number;
  size?: number;
}
