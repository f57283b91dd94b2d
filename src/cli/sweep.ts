/** `mpsim sweep`: the same replications at every point of a grid, and what the numbers do along it. */
import { checkGrid, checkNames, type GridPoint, gridOf, type Swept, sweep } from '../experiments/index.ts';
import { counted, printSweep, writeSweepFolder } from '../report/index.ts';
import { formatMistakes, type LoadedScenario, readVary, type Varied } from '../scenarios/index.ts';
import { type ExitCode, UsageError } from './exit.ts';
import { type ExperimentInputs, type ExperimentOptions, mostReplications, performExperiment } from './experiment.ts';
import { checkHasGuesses } from './guesses.ts';
import { knownVariant } from './known-variant.ts';
import { type Sets, shownPath } from './scenario-file.ts';
import { columnsOf, wantsColour } from './terminal.ts';
import { understood } from './understood.ts';

export interface SweepOptions extends ExperimentOptions {
  /** `--vary path=values`, in the order of the command line. */
  vary?: Sets;
  variant?: string;
  metric?: string[];
  /** Tries the guesses of the scenario too. */
  assume?: boolean;
}

const usualReplications = 10;

interface Plan {
  variant: string;
  axes: readonly Varied[];
  points: readonly GridPoint[];
  replications: number;
  warnings: readonly string[];
}

export function sweepScenario(file: string, options: SweepOptions): Promise<ExitCode> {
  let plan: Plan | undefined;
  return performExperiment<Swept>(file, options, {
    command: 'sweep',
    flags(scenario) {
      plan = planOf(scenario, options);
      return flagsOf(plan, scenario, options);
    },
    work({ scenario, runner, reproduce, say }) {
      const { points, replications } = plan!;
      say(`${points.length} points × ${counted(replications, 'replication')}`);
      const { metric: metrics = [], assume = false } = options;
      return sweep({ ...plan!, scenario, runner, reproduce, metrics, assume });
    },
    tell: (swept, inputs) => tell(swept, inputs, options),
  });
}

/** Everything that can be wrong is found here, before anything runs. */
function planOf(scenario: LoadedScenario, options: SweepOptions): Plan {
  const replications = options.replications ?? scenario.replications ?? usualReplications;
  if (replications < 1 || replications > mostReplications)
    throw new UsageError(
      `A sweep makes from 1 to ${mostReplications} replications at each point, not ${replications}.`,
    );
  const variant = options.variant === undefined ? scenario.variants[0]! : knownVariant(scenario, options.variant);
  return understood('', () => {
    const axes = (options.vary ?? []).map(([path, text]) =>
      understood(`--vary ${path}=${text}`, () => readVary(path, text)),
    );
    const points = gridOf(axes, replications);
    checkNames(options.metric ?? [], scenario);
    if (options.assume === true) checkHasGuesses(scenario);
    const { warnings } = checkGrid(scenario, { variant, sets: options.set ?? [], axes, points });
    if (warnings.length > 0) process.stderr.write(`${formatMistakes(warnings)}\n`);
    const overruled = scenario.overruledBy(
      variant,
      axes.map(({ path }) => path),
    );
    const words = [...overruled, ...warnings.map(({ message }) => message)];
    return { variant, axes, points, replications, warnings: words };
  });
}

function flagsOf({ replications, variant }: Plan, scenario: LoadedScenario, options: SweepOptions): string[] {
  return [
    ...(options.vary ?? []).flatMap(([path, text]) => ['--vary', `${path}=${text}`]),
    ...(scenario.variants.length > 1 ? ['--variant', variant] : []),
    '--replications',
    String(replications),
    ...(options.metric ?? []).flatMap(name => ['--metric', name]),
    ...(options.assume === true ? ['--assume'] : []),
  ];
}

async function tell(swept: Swept, inputs: ExperimentInputs, options: SweepOptions) {
  const folder = await writeSweepFolder(swept, inputs);
  const report = shownPath(`${folder}/report.html`);
  process.stdout.write(
    options.json === true
      ? `${JSON.stringify(swept.result, undefined, 2)}\n`
      : printSweep(swept.result, { colour: wantsColour(process.stdout), width: columnsOf(process.stdout), report }),
  );
  // A sweep asks where an expectation begins to fail; that it does somewhere is an answer and no failure.
  return { verdicts: [] };
}
