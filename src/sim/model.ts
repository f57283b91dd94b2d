/**
 * What a model is: a record, a transition table, the handlers that may write the record, its timers, and the ports
 * through which it tells and asks others. A model is one room; who is behind each port is decided elsewhere (the
 * {@link Assembly}), so that the wiring of a world can be read in one place.
 *
 * Handlers write, flows wait and tell, streams observe. A handler gets its record, the message, and `does`: everything
 * it may want done. Nothing of that happens before the handler has returned.
 */
import type { Observable } from 'rxjs';
import type { TimeWords } from './flow.ts';
import type { Link } from './link.ts';
import type { RecordOf, Schema } from './records.ts';
import type { Outcome, RequestFailure } from './request.ts';
import type { Bank, Disturbance, Staff } from './service-center.ts';
import type { AnyTable, EventOf } from './state-machine.ts';
import type { TierCache } from './tier-cache.ts';
import type { CallEnd } from './tier-network.ts';
import type { Microseconds } from './units.ts';

/** A request a server has been given and not yet answered. A plain number, safe to keep. */
export type Ticket<Answer> = number & { readonly answer?: Answer };

/** A request as its server sees it. The view is good until the handler returns; keep the ticket. */
export interface Request<Message, Answer> {
  readonly ticket: Ticket<Answer>;
  readonly message: Message;
  /** On whose behalf it was asked: name draws after this and {@link occurrence}. */
  readonly entity: number;
  readonly occurrence: number;
  /** How its way through tiers has ended; only for a request that comes back from there. */
  readonly ending?: CallEnd | undefined;
}

/** The outcome of a request as its asker sees it. The view is good until the handler returns. */
export interface Reply<Answer> {
  readonly outcome: Outcome;
  /** Only when the outcome is `answered`. */
  readonly answer: Answer;
  /** The status of a refusal. */
  readonly code: number;
  /** What a refusal says beside its status; its server names the type. */
  readonly detail: unknown;
  /** The number given with the question. */
  readonly about: number;
  readonly entity: number;
  readonly occurrence: number;
  readonly latency: Microseconds;
}

type TakesOf<R, D> = { [name: string]: (record: R, message: never, does: D) => void };
type AnswersOf<R, D> = { [name: string]: (record: R, request: never, does: D) => void };

/** The payload of a message as its handler declares it. */
type PayloadOf<Handler> = Handler extends (record: never, message: infer M, ...rest: never[]) => void ? M : never;

/** A message another model can take, seen through a port. */
export interface MessageSlot<Payload> {
  readonly kind: 'message';
  readonly number: number;
  readonly port: PortTag;
  readonly name: string;
  readonly payload?: Payload;
}

/** A request another model answers, seen through a port. */
export interface RequestSlot<Message, Answer> {
  readonly kind: 'request';
  readonly number: number;
  readonly port: PortTag;
  readonly name: string;
  readonly message?: Message;
  readonly answer?: Answer;
}

/** Identifies a port; the assembly connects it to a model. */
export interface PortTag {
  readonly label: string;
}

// biome-ignore lint/suspicious/noExplicitAny: a model of any shape
export type AnyModel = Model<any, any, any, any, any, any, any>;

type Tells<M> = M extends { readonly takes: infer T }
  ? { readonly [K in keyof T]: MessageSlot<PayloadOf<T[K]>> }
  : never;
type Asks<M> = M extends { readonly answers: infer A }
  ? {
      readonly [K in keyof A]: PayloadOf<A[K]> extends Request<infer Message, infer Answer>
        ? RequestSlot<Message, Answer>
        : never;
    }
  : never;

/** A way out of a model: what it may tell, and ask of, whoever is connected. */
export interface Port<M> extends PortTag {
  readonly tells: Tells<M>;
  readonly asks: Asks<M>;
}

let slots = 0;

/**
 * A port to a model of type `M`: `const portal = port<typeof mobileOperatorWebPortal>('web portal')`. Its slots are
 * `portal.asks.openPage` and `portal.tells.closed`; take them once, beside the port, not in hot code.
 */
export function port<M>(label: string): Port<M> {
  /** A slot comes to be when it is named first; which names there are, the type of the model says. */
  const slotsOf = (kind: 'message' | 'request') =>
    new Proxy(Object.create(null), {
      get(made, name) {
        if (typeof name !== 'string') return undefined;
        if (made[name] === undefined) {
          made[name] = { kind, number: slots, port: tag, name };
          slots += 1;
        }
        return made[name];
      },
    });
  const tag: Port<M> = { label, tells: slotsOf('message'), asks: slotsOf('request') };
  return tag;
}

export interface AskDetails<Then extends string> {
  /** Which of the asker's own handlers takes the {@link Reply}. */
  then: Then;
  within?: Microseconds;
  over?: Link | undefined;
  /** Time the asker itself spends before sending. */
  after?: number;
  size?: number;
  /** A number given back with the reply: often the ticket of the request this one is made for. */
  about?: number;
  /** On whose behalf; default: the asking record. */
  entity?: number;
  occurrence?: number;
}

/** Everything a handler may want done, in the order in which it asks. None of it happens before it returns. */
export interface Does<
  S extends Schema,
  Table extends AnyTable,
  Timers extends string,
  Facts extends string,
  Takes extends string,
  Given,
> {
  readonly now: Microseconds;
  /** Which record the handler has been given. */
  readonly subject: number;
  /** What the world has given this model: settings, links, service centres. */
  readonly given: Given;

  /** Moves the record by its table; an event the table does not list stops the run. */
  move(record: RecordOf<S>, event: EventOf<Table>): void;
  arm(timer: Timers, delay?: number): void;
  cancel(timer: Timers): void;
  tell<Payload>(slot: MessageSlot<Payload>, subject: number, payload: Payload): void;
  /** Tells one of this model's own handlers, after this one. */
  self(name: Takes, payload?: unknown, subject?: number): void;
  ask<Message, Answer>(
    slot: RequestSlot<Message, Answer>,
    subject: number,
    message: Message,
    details: AskDetails<Takes>,
  ): void;
  answer<Answer>(ticket: Ticket<Answer>, answer: Answer, delay?: number, size?: number): void;
  refuse(ticket: Ticket<unknown>, code: number, detail?: unknown, delay?: number): void;
  shed(ticket: Ticket<unknown>): void;
  /** Leaves the request without an answer for ever. */
  stayedSilent(ticket: Ticket<unknown>): void;
  /** Gives the request to a bank of servers; it comes back to the handler the service centre was built with. */
  serve(bank: Bank, ticket: Ticket<unknown>, demand: number): void;
  /** Puts a bank of servers out of order in one way, or in order again. */
  disturb(bank: Bank, disturbance: Disturbance | undefined): void;
  /** Changes how many servers of a bank are there, and how many of those are cold. */
  staff(bank: Bank, staff: Staff): void;
  /** Lets a cache forget everything. */
  empty(cache: TierCache): void;
  emit(fact: Facts, value?: number, subject?: number): void;
  start(flow: Flow, payload?: unknown): void;
  stop(flow: Flow): void;
  /** A uniform draw for this record, or for `subject`. */
  draw(purpose: string, occurrence?: number, attempt?: number, subject?: number): number;
  bits(purpose: string, occurrence?: number, subject?: number): readonly [number, number];
  /** Another model's record, to read. */
  look<M extends { readonly record: Schema }>(model: Seen<M>, subject?: number): Readonly<RecordOf<M['record']>>;
}

/** A model whose records may be read by another: its tag only, so that no code is imported. */
export interface Seen<M> extends PortTag {
  readonly model?: M;
}

/** Declares that this model reads the records of another. */
export const sees = <M>(label: string): Seen<M> => ({ label });

export interface ModelDefinition<
  S extends Schema,
  Table extends AnyTable,
  Timers extends string,
  Facts extends string,
  Given,
  Takes,
  Answers,
> {
  /** The document that describes the system. */
  source: string;
  /** Moves `record.state`. */
  table?: Table;
  record: S;
  /** `columns` where a million exist, `objects` where few do; the handlers do not change. */
  kept?: 'columns' | 'objects';
  /** Each timer's usual delay; its end is taken by the handler of the same name. */
  timers?: { readonly [T in Timers]: Microseconds };
  /** Facts this model tells, as `model name.fact`. */
  facts?: readonly Facts[];
  /** Only for the compiler: `given: {} as MyGiven`. */
  given?: Given;
  takes?: Takes & TakesOf<RecordOf<S>, Does<S, Table, Timers, Facts, string, Given>>;
  answers?: Answers & AnswersOf<RecordOf<S>, Does<S, Table, Timers, Facts, string, Given>>;
}

export interface Model<
  S extends Schema,
  Table extends AnyTable,
  Timers extends string,
  Facts extends string,
  Given,
  Takes,
  Answers,
> {
  readonly name: string;
  readonly record: S;
  readonly takes: Takes;
  readonly answers: Answers;
  readonly definition: ModelDefinition<S, Table, Timers, Facts, Given, Takes, Answers>;
}

/** Declares a model. The handlers in `takes` and `answers` are the only code that may write its record. */
export function model<
  S extends Schema,
  const Table extends AnyTable,
  Timers extends string = never,
  Facts extends string = never,
  Given = undefined,
  Takes = Record<never, never>,
  Answers = Record<never, never>,
>(
  name: string,
  definition: ModelDefinition<S, Table, Timers, Facts, Given, Takes, Answers>,
): Model<S, Table, Timers, Facts, Given, Takes, Answers> {
  return {
    name,
    record: definition.record,
    takes: definition.takes ?? ({} as Takes),
    answers: definition.answers ?? ({} as Answers),
    definition,
  };
}

/** What a flow is made of; see `flow.ts`. A flow belongs to one model and runs for one of its records at a time. */
export interface Flow {
  readonly name: string;
  readonly model: () => { readonly name: string };
  readonly build: (words: AnyFlowWords) => Observable<unknown>;
  readonly onFailure: ((failure: RequestFailure, words: AnyFlowWords) => Observable<unknown>) | undefined;
}

export interface FlowAsk {
  within?: Microseconds;
  over?: Link | undefined;
  after?: number;
  size?: number;
}

/** The words of a flow. They know one record to read, and no way to write. */
export interface FlowWords<R, Takes, Given, Payload> extends TimeWords {
  readonly subject: number;
  /** What the flow was started with. */
  readonly payload: Payload;
  readonly given: Given;
  now(): Microseconds;
  /** The record as it is now. */
  record(): Readonly<R>;
  /** Asks, and emits the answer; any other outcome is an error: a `RequestFailure`. Unsubscribing cancels. */
  ask<Message, Answer>(
    slot: RequestSlot<Message, Answer>,
    subject: number,
    message: Message,
    options?: FlowAsk,
  ): Observable<Answer>;
  /** Tells the owner model an event, then completes. */
  tell<Name extends keyof Takes & string>(name: Name, payload?: PayloadOf<Takes[Name]>): Observable<never>;
  /** A uniform draw for this record; the occurrence counts up by itself within the flow. */
  draw(purpose: string): number;
  /** 64 random bits for this record, for making identifiers. */
  bits(purpose: string, occurrence?: number): readonly [number, number];
  look<M extends { readonly record: Schema }>(model: Seen<M>, subject?: number): Readonly<RecordOf<M['record']>>;
}

// biome-ignore lint/suspicious/noExplicitAny: the words of a flow of any model
export type AnyFlowWords = FlowWords<any, any, any, any>;

/**
 * Declares a flow of a model: `export const inlinePurchase: Flow = flow('inline purchase', () => purchases, words => ...)`.
 * The model is given as a function because the two refer to each other.
 */
export function flow<
  S extends Schema,
  Table extends AnyTable,
  Timers extends string,
  Facts extends string,
  Given,
  Takes,
  Answers,
  Payload = undefined,
>(
  name: string,
  owner: () => Model<S, Table, Timers, Facts, Given, Takes, Answers>,
  build: (words: FlowWords<RecordOf<S>, Takes, Given, Payload>) => Observable<unknown>,
  onFailure?: (failure: RequestFailure, words: FlowWords<RecordOf<S>, Takes, Given, Payload>) => Observable<unknown>,
): Flow {
  return { name, model: owner, build: build as Flow['build'], onFailure: onFailure as Flow['onFailure'] };
}
