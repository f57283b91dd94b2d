/** `mpsim compare`: which variant is better, by how much, and how sure that is. */
import {
  type Compared,
  checkPrimary,
  compare as compareVariants,
  type executorFor,
  type Precision,
  PrecisionUnreadable,
  readPrecision,
  UnknownNumber,
} from '../experiments/index.ts';
import { printVariantsCompared, writeComparison } from '../report/index.ts';
import type { LoadedScenario } from '../scenarios/index.ts';
import { type ExitCode, UsageError } from './exit.ts';
import {
  type Experiment,
  type ExperimentInputs,
  type ExperimentOptions,
  type Judged,
  mostReplications,
  performExperiment,
} from './experiment.ts';
import { checkGuesses } from './guesses.ts';
import { knownVariant } from './known-variant.ts';
import { shownPath } from './scenario-file.ts';
import { columnsOf, wantsColour } from './terminal.ts';

export interface CompareOptions extends ExperimentOptions {
  /** Names with commas between them. */
  variants?: string;
  precision?: string;
  primary?: string;
  /** Tries the guesses of the scenario on the verdict too. */
  assume?: boolean;
}

/** Of each variant, where neither the command line nor the file says how many. */
const usualReplications = 20;

/** @param chooseExecutor  who does the replications; by the flags, where nothing is said */
export const compare = (
  file: string,
  options: CompareOptions,
  chooseExecutor?: typeof executorFor,
): Promise<ExitCode> =>
  performExperiment<Compared>(
    file,
    options,
    {
      command: 'compare',
      flags(scenario) {
        chosenVariants(scenario, options.variants);
        precisionOf(options);
        checkReplications(scenario, options);
        if (options.primary !== undefined) asUsage(() => checkPrimary(scenario, options.primary!));
        if (options.assume === true) checkGuesses(scenario, options.set);
        return flagsOf(options);
      },
      work: experiment => work(experiment, options),
      tell: (compared, inputs) => tell(compared, inputs, options),
    },
    chooseExecutor,
  );

async function tell(compared: Compared, inputs: ExperimentInputs, { json }: CompareOptions): Promise<Judged> {
  const { comparison } = compared;
  const folder = await writeComparison(compared, inputs);
  process.stdout.write(
    json === true
      ? `${JSON.stringify(comparison, undefined, 2)}\n`
      : printVariantsCompared(comparison, {
          colour: wantsColour(process.stdout),
          width: columnsOf(process.stdout),
          report: shownPath(`${folder}/report.html`),
        }),
  );
  return {
    verdicts: comparison.expectations.flatMap(({ question, verdict }) => (question === true ? [] : [verdict])),
  };
}

async function work(
  { scenario, runner, reproduce, say, goOn }: Experiment,
  options: CompareOptions,
): Promise<Compared> {
  const { variants, base } = chosenVariants(scenario, options.variants);
  const precision = precisionOf(options);
  try {
    return await compareVariants(scenario, runner, {
      variants,
      base,
      replications: options.replications ?? scenario.replications ?? usualReplications,
      ...(precision !== undefined && { precision }),
      ...(options.replications !== undefined && { most: options.replications }),
      ...(options.primary !== undefined && { primary: options.primary }),
      ...(options.assume === true && { assume: true }),
      reproduce,
      say,
      progress: goOn,
    });
  } catch (problem) {
    throw asMistake(problem);
  }
}

/** The base is the variant that changes nothing, where it is among them, else the first. */
function chosenVariants(scenario: LoadedScenario, names?: string): { variants: readonly string[]; base: string } {
  const asked = names?.split(',').map(name => knownVariant(scenario, name.trim()));
  const variants = asked === undefined ? scenario.variants : [...new Set(asked)];
  if (variants.length < 2)
    throw new UsageError(
      scenario.variants.length < 2
        ? `${scenario.name} has no variants, so there is nothing to compare. Add \`variants:\` with what they change.`
        : `One variant cannot be compared. ${scenario.name} has: ${scenario.variants.join(', ')}.`,
    );
  const base = variants.find(name => scenario.patchesFor(name).length === 0) ?? variants[0]!;
  return { variants, base };
}

/** @throws UsageError for more than anybody waits for */
function checkReplications({ replications: ofFile }: LoadedScenario, { replications = ofFile }: CompareOptions): void {
  if (replications !== undefined && replications > mostReplications)
    throw new UsageError(
      `A comparison makes from 1 to ${mostReplications} replications of each variant, not ${replications}.`,
    );
}

const precisionOf = ({ precision: asked }: CompareOptions): { asked: string; is: Precision } | undefined =>
  asked === undefined ? undefined : { asked, is: asUsage(() => readPrecision(asked)) };

function asUsage<Read>(read: () => Read): Read {
  try {
    return read();
  } catch (problem) {
    throw asMistake(problem);
  }
}

const asMistake = (problem: unknown): unknown =>
  problem instanceof UnknownNumber || problem instanceof PrecisionUnreadable
    ? new UsageError(problem instanceof UnknownNumber ? problem.message : `--precision: ${problem.message}`)
    : problem;

/** What the answer depends on, in a fixed order. */
function flagsOf({ variants, replications, precision, primary, assume }: CompareOptions): string[] {
  return [
    ...(variants === undefined ? [] : ['--variants', variants.replace(/\s+/g, '')]),
    ...(replications === undefined ? [] : ['--replications', String(replications)]),
    ...(precision === undefined ? [] : ['--precision', precision]),
    ...(primary === undefined ? [] : ['--primary', primary]),
    ...(assume === true ? ['--assume'] : []),
  ];
}
