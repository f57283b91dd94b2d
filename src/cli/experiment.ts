/**
 * What compare, sweep and capacity have in common: opens the scenario, gives the experiment its replications, shows how far
 * it is, and ends it well, whatever happened to single replications.
 *
 *     flags ─▶ scenario + task runner ─▶ experiment ─▶ folder and stdout ─▶ exit code
 *                  │ Ctrl-C: what is finished is kept, the same command goes on from there
 */
import {
  buildHash,
  executorFor,
  Interrupted,
  storeIn,
  type TaskRunner,
  taskRunner,
  type Wish,
} from '../experiments/index.ts';
import { checkOut, counted, type ExperimentManifest, keptTasksFolder, makeKeptTasksFolder } from '../report/index.ts';
import type { LoadedScenario } from '../scenarios/index.ts';
import { type ExitCode, exit } from './exit.ts';
import { Witness } from './experiment-witness.ts';
import { clocksOf, environmentOf, filesOf, keptInput, overridesOf } from './inputs.ts';
import { type Interruption, whileListening } from './interruption.ts';
import { findScenario, openScenario, quoted, type ScenarioArgument, type Sets } from './scenario-file.ts';
import { taskProgressDisplay } from './task-progress.ts';

/** Of each variant, point or size: more than anybody waits for is a slip of the hand. */
export const mostReplications = 10_000;

/** The flags that every experiment takes. */
export interface ExperimentOptions {
  seed?: number;
  set?: Sets;
  replications?: number;
  out: string;
  json?: boolean;
  workers?: number;
  queue?: string;
  allowUndecided?: boolean;
  /** Of mpsim. */
  version: string;
  /** Who does the replications; by the flags, where nothing is said. */
  chooseExecutor?: typeof executorFor;
}

/** What an experiment works with. */
export interface Experiment {
  scenario: LoadedScenario;
  runner: TaskRunner;
  /** The command that gives the same answer again. */
  reproduce: string;
  /** Shown beside the progress from now on. */
  say(words: string): void;
  /** For work beside the replications: throws when somebody wants the end. */
  goOn(): Promise<true>;
}

/** What it hands in for its folder. */
export interface ExperimentInputs {
  out: string;
  manifest: ExperimentManifest;
  /** A scenario from standard input, which nobody else keeps. */
  files: Record<string, Uint8Array>;
}

/** What came of the questions of an experiment. */
export interface Judged {
  verdicts: readonly ('pass' | 'fail' | 'undecided' | 'not judged')[];
  /** Further words for stderr. */
  sentences?: readonly string[];
}

export interface ExperimentKind<Result> {
  command: ExperimentManifest['result']['kind'];
  /**
   * Flags of its own that the answer depends on, as they are typed, in a fixed order: `--replications`, `30`.
   * @throws UsageError when they do not fit the scenario
   */
  flags(scenario: LoadedScenario): string[];
  work(experiment: Experiment): Promise<Result>;
  /** Writes the folder and prints. */
  tell(result: Result, inputs: ExperimentInputs, experiment: Experiment): Promise<Judged>;
}

export async function performExperiment<Result>(
  file: string,
  options: ExperimentOptions,
  kind: ExperimentKind<Result>,
  chooseExecutor: typeof executorFor = options.chooseExecutor ?? executorFor,
): Promise<ExitCode> {
  const argument = await findScenario(file);
  return await whileListening(interruption => perform(argument, { options, kind, chooseExecutor, interruption }));
}

interface Performing<Result> {
  options: ExperimentOptions;
  kind: ExperimentKind<Result>;
  chooseExecutor: typeof executorFor;
  interruption: Interruption;
}

async function perform<Result>(
  argument: ScenarioArgument,
  { options, kind, chooseExecutor, interruption }: Performing<Result>,
): Promise<ExitCode> {
  const scenario = openScenario(argument, options.set);
  const flags = kind.flags(scenario);
  await checkOut(options.out);

  const seed = options.seed ?? scenario.settingsFor(scenario.variants[0]!).seed;
  const display = await taskProgressDisplay(`${kind.command} ${scenario.name}`);
  const executor = await chooseExecutor({
    ...(options.workers === undefined ? {} : { workers: options.workers }),
    ...(options.queue === undefined ? {} : { queue: options.queue }),
    warn: sentence => process.stderr.write(`${sentence}\n`),
  });
  const store = storeIn(keptTasksFolder(options.out, scenario.name));
  const witness = new Witness(
    taskRunner({
      scenario,
      sets: options.set ?? [],
      seed,
      build: buildHash(),
      executor,
      store,
      progress: progress => {
        witness.progress = progress;
        display.show(progress);
      },
      isInterrupted: () => interruption.isAsked(),
    }),
  );
  const experiment: Experiment = {
    scenario,
    runner: witness,
    reproduce: reproduceLine(kind.command, argument, { seed, flags, set: options.set ?? [] }),
    say: words => display.say(words),
    async goOn() {
      if (await interruption.isAsked()) throw new Interrupted('interrupted');
      return true;
    },
  };
  try {
    await makeKeptTasksFolder(options.out, scenario.name);
    const result = await kind.work(experiment).finally(() => display.close());
    const inputs: ExperimentInputs = {
      out: options.out,
      manifest: manifestOf(kind.command, scenario, argument, { seed, flags, witness, options }),
      files: argument.text === undefined ? {} : { [keptInput]: argument.text },
    };
    return ended(await kind.tell(result, inputs, experiment), witness, options, wish =>
      replayLine(argument, seed, wish, options.set),
    );
  } catch (problem) {
    if (!(problem instanceof Interrupted)) throw problem;
    const { done, asked } = witness.progress;
    process.stderr.write(
      `Interrupted: ${done} of ${asked} replications are finished and kept. The same command goes on from there.\n`,
    );
    return exit.interrupted;
  } finally {
    store.close();
    await executor.close();
  }
}

/** Failures are told after what the others answered; then the laws, then the expectations. */
function ended(
  { verdicts, sentences = [] }: Judged,
  { failed, brokenLaws }: Witness,
  { allowUndecided }: ExperimentOptions,
  replay: (wish: Wish) => string,
): ExitCode {
  const told = [
    ...sentences,
    ...fewOf(
      brokenLaws,
      ({ wish, law, breach }) => `Law broken in ${named(wish)}: ${law}: ${breach}\nReplay: ${replay(wish)}`,
    ),
    ...fewOf(
      failed,
      ({ wish, what, lost }) =>
        `${named(wish)} ${lost ? 'was lost with the process that ran it' : 'failed'}: ${what}\nReplay: ${replay(wish)}`,
    ),
    ...(failed.length > 0 ? [`The results leave out ${counted(failed.length, 'replication')} without an answer.`] : []),
  ];
  for (const text of told) process.stderr.write(`${text}\n`);
  const reasons: [ExitCode, boolean][] = [
    [exit.internal, failed.length > 0],
    [exit.law, brokenLaws.length > 0],
    [exit.expectation, verdicts.includes('fail') || (verdicts.includes('undecided') && allowUndecided !== true)],
  ];
  return reasons.find(([, applies]) => applies)?.[0] ?? exit.fine;
}

const mostTold = 3;

function fewOf<One>(all: readonly One[], told: (one: One) => string): string[] {
  const more = all.length - mostTold;
  return [...all.slice(0, mostTold).map(told), ...(more > 0 ? [`and ${more} more like this.`] : [])];
}

const named = ({ variant, replication, sets = [] }: Wish): string =>
  `replication ${replication} of ${variant}${sets.map(([path, value]) => `, ${path}=${value}`).join('')}`;

function reproduceLine(
  command: string,
  { again, text }: ScenarioArgument,
  { seed, flags, set }: { seed: number; flags: readonly string[]; set: Sets },
): string {
  const words = ['mpsim', command, again, '--seed', String(seed), ...flags];
  for (const override of overridesOf(set)) words.push('--set', override);
  return words.map(quoted).join(' ') + (text === undefined ? '' : ` < ${keptInput}`);
}

/** Runs one replication again, alone. */
function replayLine({ again, text }: ScenarioArgument, seed: number, wish: Wish, set: Sets = []): string {
  const { variant, replication, sets: point = [] } = wish;
  const words = ['mpsim', 'run', again, '--variant', variant, '--seed', String(seed)];
  words.push('--replication', String(replication));
  for (const override of overridesOf([...set, ...point.map(([path, value]): Sets[number] => [path, value])]))
    words.push('--set', override);
  return words.map(quoted).join(' ') + (text === undefined ? '' : ` < ${keptInput}`);
}

function manifestOf(
  kind: ExperimentManifest['result']['kind'],
  scenario: LoadedScenario,
  argument: ScenarioArgument,
  { seed, flags, witness, options }: { seed: number; flags: string[]; witness: Witness; options: ExperimentOptions },
): ExperimentManifest {
  return {
    result: {
      scenario: scenario.name,
      kind,
      seed,
      files: filesOf(scenario, argument),
      overrides: overridesOf(options.set),
      flags,
      fingerprint: witness.fingerprint(),
      settings: { timeZone: scenario.timeZone, ...clocksOf(scenario.settingsFor(scenario.variants[0]!)) },
    },
    environment: environmentOf(options.version),
  };
}
