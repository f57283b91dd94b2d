/**
 * A world of one model under test: its records, a clock to advance, and recorders in its ports.
 *
 *     const { record, tell, clock, told } = worldWith(internetSharing, { ports: [recorder(radio, { takes: ['joined'] })] });
 *
 * Nothing is mocked: the real kernel runs, in strict mode, and a recorder is a model like any other that writes down what
 * it is told and asked.
 */
import { Assembly, type Installed } from '../../src/sim/assembly.ts';
import { Draws } from '../../src/sim/draws.ts';
import type { FactEvent } from '../../src/sim/facts.ts';
import type { GuardLimits } from '../../src/sim/guards.ts';
import { type AnyModel, type Model, model, type Port, type PortTag, type Seen } from '../../src/sim/model.ts';
import type { RecordOf, Schema } from '../../src/sim/records.ts';
import type { AskOptions, Outcome } from '../../src/sim/request.ts';
import { Simulation } from '../../src/sim/simulation.ts';
import type { AnyTable } from '../../src/sim/state-machine.ts';
import type { Microseconds } from '../../src/sim/units.ts';

/** What a recorder does with a question: answer it with a value, refuse it with a status, or stay silent. */
export type Reaction =
  | { answer: unknown; after?: number }
  | { refuse: number; detail?: unknown; after?: number }
  | 'silent';

interface RecorderOptions {
  /** Messages it takes. */
  takes?: readonly string[];
  /** Questions it answers, and how. */
  answers?: { readonly [name: string]: Reaction | ((message: unknown) => Reaction) };
}

interface Recorder extends RecorderOptions {
  port: PortTag;
}

/** Something the model under test told or asked through a port. */
export interface Told {
  port: string;
  name: string;
  subject: number;
  message: unknown;
  at: Microseconds;
}

/** A question put to the model under test, and what became of it. */
export interface Asked {
  outcome: Outcome | undefined;
  answer: unknown;
  code: number;
  at: Microseconds | undefined;
}

export const recorder = (port: PortTag, options: RecorderOptions): Recorder => ({ port, ...options });

/** Records of another model that the model under test may read. */
interface Shown {
  tag: PortTag;
  model: AnyModel;
  records: readonly object[];
}

/** Shows the model under test these records of another one; what they leave out is as at the start. */
export const shown = <M extends AnyModel>(
  tag: Seen<M>,
  model: M,
  ...records: readonly Partial<RecordOf<M['record']>>[]
): Shown => ({ tag, model, records });

interface WorldOptions<Given> {
  /** How many records; default 1. */
  count?: number;
  given?: Given;
  seed?: number;
  ports?: readonly Recorder[];
  sees?: readonly Shown[];
  /** How the records are kept, whatever the model says. */
  kept?: 'columns' | 'objects';
  guards?: Partial<GuardLimits>;
}

export function worldWith<
  S extends Schema,
  Table extends AnyTable,
  Timers extends string,
  Facts extends string,
  Given,
  Takes,
  Answers,
>(subject: Model<S, Table, Timers, Facts, Given, Takes, Answers>, options: WorldOptions<Given> = {}) {
  const { count = 1, seed = 1, ports = [], sees = [], guards = {} } = options;
  const simulation = new Simulation({ seed, guards });
  const assembly = new Assembly(simulation, { strict: true });
  const draws = new Draws(simulation.dice, [{ name: 'tested', first: 0 }]);
  const definition = { ...subject.definition, kept: options.kept ?? subject.definition.kept ?? 'objects' };
  const tested = { ...subject, definition } as AnyModel;
  const installed = assembly.install(tested, { count, given: options.given as never, draws });
  const told: Told[] = [];
  const facts: FactEvent[] = [];
  simulation.facts.observeAll((fact, about) => {
    facts.push({ time: simulation.now, name: fact.name, subject: about, value: simulation.facts.value[0] });
  });
  for (const { port, takes = [], answers = {} } of ports) {
    const recording = recordingModel(port.label, takes, answers, told);
    assembly.connect(port as Port<AnyModel>, assembly.install(recording, { count, given: undefined as never, draws }));
  }
  for (const { tag, model, records } of sees) {
    const other = assembly.install(model, { count: records.length, given: undefined as never, draws });
    for (const [about, record] of records.entries()) Object.assign(other.store.at(about), record);
    assembly.show(tag, other);
  }
  /** Lets what was told from outside take effect, without time passing. */
  const settle = () => simulation.run(simulation.now);

  return {
    simulation,
    assembly,
    installed: installed as Installed<AnyModel>,
    /** What the model told and asked through its ports, in order. */
    told,
    facts,
    record: (about = 0) =>
      installed.store.snapshot(about) as { [K in keyof S]: S[K] extends { initial: infer T } ? T : never },
    tell(name: keyof Takes & string, message?: unknown, about = 0): void {
      assembly.tell(installed, name, about, message);
      settle();
    },
    ask(
      name: keyof Answers & string,
      message: unknown,
      asking: AskOptions & { subject?: number; entity?: number } = {},
    ): Asked {
      const asked: Asked = { outcome: undefined, answer: undefined, code: 0, at: undefined };
      const { requests } = assembly;
      const asker = {
        settled(row: number) {
          asked.outcome = requests.outcomeOf(row);
          asked.answer = requests.answerOf(row);
          asked.code = requests.codeOf(row);
          asked.at = simulation.now;
        },
      };
      const about = asking.subject ?? 0;
      const row = requests.take(
        installed.requests.get(name)!,
        about,
        about,
        asking.entity ?? about,
        asker,
        message,
        asking,
      );
      requests.send(row, asking.after ?? 0, asking.within ?? 0, asking.size ?? 0);
      settle();
      return asked;
    },
    clock: {
      advance: (duration: Microseconds) => simulation.run((simulation.now + duration) as Microseconds),
      to: (moment: Microseconds) => simulation.run(moment),
    },
  };
}

/** A model that writes down what it is told and asked, and reacts as it is bidden. */
export function recordingModel(
  label: string,
  takes: readonly string[],
  answers: NonNullable<RecorderOptions['answers']>,
  told: Told[],
): AnyModel {
  const note = (name: string, does: { now: Microseconds; subject: number }, message: unknown) =>
    told.push({ port: label, name, subject: does.subject, message, at: does.now });
  return model(label, {
    source: 'the tests',
    record: {},
    takes: Object.fromEntries(
      takes.map(name => [
        name,
        (_: object, message: unknown, does: { now: Microseconds; subject: number }) => {
          note(name, does, message);
        },
      ]),
    ),
    answers: Object.fromEntries(
      Object.entries(answers).map(([name, reaction]) => [
        name,
        (_: object, request: { ticket: number; message: unknown }, does: Answering) => {
          note(name, does, request.message);
          const reply = typeof reaction === 'function' ? reaction(request.message) : reaction;
          if (reply === 'silent') does.stayedSilent(request.ticket);
          else if ('refuse' in reply) does.refuse(request.ticket, reply.refuse, reply.detail, reply.after);
          else does.answer(request.ticket, reply.answer, reply.after);
        },
      ]),
    ),
  }) as AnyModel;
}

/** The part of `does` that a recorder uses. */
interface Answering {
  now: Microseconds;
  subject: number;
  answer(ticket: number, answer: unknown, delay?: number): void;
  refuse(ticket: number, code: number, detail?: unknown, delay?: number): void;
  stayedSilent(ticket: number): void;
}
