/**
 * `mpsim run`: one run of each wanted variant, a folder each, and what came of it on stdout.
 */
import { comparesVariants, judgeTogether, type Ran, type RunResult, runScenario } from '../experiments/index.ts';
import {
  checkOut,
  type Manifest,
  printComparison,
  printSummary,
  writeIndexPage,
  writeRunFolder,
} from '../report/index.ts';
import type { LoadedScenario } from '../scenarios/index.ts';
import type { ExitCode } from './exit.ts';
import { clocksOf, environmentOf, filesOf, keptInput, overridesOf } from './inputs.ts';
import { type Interruption, whileListening } from './interruption.ts';
import { knownVariant } from './known-variant.ts';
import { progressDisplay } from './progress.ts';
import { findScenario, openScenario, quoted, type ScenarioArgument, type Sets, shownPath } from './scenario-file.ts';
import { columnsOf, wantsColour } from './terminal.ts';
import { verdictOf } from './verdict.ts';

export interface RunOptions {
  seed?: number;
  /** Which of many with this seed, counted from 0. */
  replication?: number;
  variant?: string;
  set?: Sets;
  out: string;
  json?: boolean;
  png?: boolean;
  verify?: boolean;
  allowUndecided?: boolean;
  /** Of mpsim. */
  version: string;
}

interface Finished extends Ran {
  folder: string;
}

export async function run(file: string, options: RunOptions): Promise<ExitCode> {
  // Until standard input has ended, Ctrl-C ends everything.
  const argument = await findScenario(file);
  const { finished, interrupted, page } = await whileListening(interruption =>
    runVariants(argument, options, interruption),
  );

  const results = finished.map(({ result }) => result);
  const report = page ?? `${finished[0]!.folder}/report.html`;
  process.stdout.write(options.json === true ? json(results, page !== undefined) : text(results, shownPath(report)));
  const { code, sentences } = verdictOf(finished, { interrupted, allowUndecided: options.allowUndecided === true });
  for (const sentence of sentences) process.stderr.write(`${sentence}\n`);
  return code;
}

/** One after another, each with its folder as soon as it has run. */
async function runVariants(argument: ScenarioArgument, options: RunOptions, interruption: Interruption) {
  const scenario = openScenario(argument, options.set);
  const variants = options.variant === undefined ? scenario.variants : [knownVariant(scenario, options.variant)];
  await checkOut(options.out);

  const write = async (ran: Ran): Promise<Finished> => ({
    ...ran,
    folder: await writeRunFolder(ran.result, {
      out: options.out,
      manifest: manifestOf(scenario, argument, ran.result, options),
      partial: ran.interrupted,
      png: options.png === true,
      ...(argument.text === undefined ? {} : { files: { [keptInput]: argument.text } }),
    }),
  });
  let finished: Finished[] = [];
  let interrupted = false;
  for (const variant of variants) {
    const ran = await runVariant(scenario, variant, argument, options, interruption);
    finished.push(await write(ran));
    interrupted = ran.interrupted || (await interruption.isAsked());
    if (interrupted) break;
  }
  // What compares variants is known only now: their folders, kept so far against an early end, are written once more.
  if (comparesVariants(scenario) && finished.length > 1)
    finished = await inTurn(judgeTogether(scenario, finished), write);
  const page = variants.length > 1 ? await joinedPage(finished, options.out) : undefined;
  return { finished, interrupted, page };
}

async function inTurn<From, To>(list: readonly From[], make: (one: From) => Promise<To>): Promise<To[]> {
  const made: To[] = [];
  for (const one of list) made.push(await make(one));
  return made;
}

async function runVariant(
  scenario: LoadedScenario,
  variant: string,
  argument: ScenarioArgument,
  options: RunOptions,
  interruption: Interruption,
): Promise<Ran> {
  const display = await progressDisplay(scenario.variants.length > 1 ? variant : scenario.name);
  try {
    return await runScenario(scenario, {
      variant,
      ...(options.seed === undefined ? {} : { seed: options.seed }),
      ...(options.replication === undefined ? {} : { replication: options.replication }),
      reproduce: reproduceLine(scenario, variant, argument, options),
      verify: options.verify === true,
      progress: async (done, events) => {
        display.show(done, events);
        return !(await interruption.isAsked());
      },
    });
  } catch (problem) {
    if (problem instanceof Error) problem.stack += `\nReplay: ${reproduceLine(scenario, variant, argument, options)}`;
    throw problem;
  } finally {
    display.close();
  }
}

/** Run in the run folder, where a scenario from standard input is kept; anywhere for a file. */
function reproduceLine(
  scenario: LoadedScenario,
  variant: string,
  { again, text }: ScenarioArgument,
  options: RunOptions,
): string {
  const words = ['mpsim', 'run', again];
  // A claim that compares variants is judged again only where all of them are run again.
  const isOneOfAll = options.variant === undefined && comparesVariants(scenario);
  if (scenario.variants.length > 1 && !isOneOfAll) words.push('--variant', variant);
  words.push('--seed', String(options.seed ?? scenario.settingsFor(variant).seed));
  if (options.replication !== undefined) words.push('--replication', String(options.replication));
  for (const override of overridesOf(options.set)) words.push('--set', override);
  return words.map(quoted).join(' ') + (text === undefined ? '' : ` < ${keptInput}`);
}

function manifestOf(
  scenario: LoadedScenario,
  argument: ScenarioArgument,
  { summary }: RunResult,
  options: RunOptions,
): Manifest {
  const settings = scenario.settingsFor(summary.variant);
  return {
    result: {
      scenario: summary.scenario,
      variant: summary.variant,
      seed: summary.seed,
      ...(options.replication === undefined ? {} : { replication: options.replication }),
      files: filesOf(scenario, argument),
      overrides: overridesOf(options.set),
      fingerprint: summary.fingerprint,
      settings: {
        preset: summary.preset,
        timeZone: scenario.timeZone,
        ...clocksOf(settings),
      },
    },
    environment: environmentOf(options.version),
  };
}

const joinedPage = (finished: readonly Finished[], out: string): Promise<string> =>
  writeIndexPage(
    finished.map(({ result, folder }) => ({ result, folder })),
    { out },
  );

const json = (results: readonly RunResult[], isArray: boolean): string => {
  const summaries = results.map(({ summary }) => summary);
  return `${JSON.stringify(isArray ? summaries : summaries[0], undefined, 2)}\n`;
};

function text(results: RunResult[], report: string): string {
  const [first] = results;
  const options = {
    colour: wantsColour(process.stdout),
    width: columnsOf(process.stdout),
    report,
  };
  return results.length === 1 ? printSummary(first!, options) : printComparison(results, options);
}
