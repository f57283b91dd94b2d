/** `mpsim capacity`: the cheapest size that meets all service levels, or the largest load that a size carries. */
import {
  type Answered,
  type CapacityQuestion,
  type CapacityResult,
  checkQuestion,
  fewestReplications,
  findCapacity,
  NothingToSearch,
  questionOf,
  readTried,
  usualReplications,
} from '../experiments/index.ts';
import { printCapacity, writeCapacityFolder } from '../report/index.ts';
import {
  bundleOf,
  type LoadedScenario,
  loadBundle,
  type Mistake,
  MistakesError,
  type Sets as PointSets,
} from '../scenarios/index.ts';
import { type ExitCode, UsageError } from './exit.ts';
import { type ExperimentInputs, type ExperimentOptions, mostReplications, performExperiment } from './experiment.ts';
import { knownVariant } from './known-variant.ts';
import { quoted, type Sets, shownPath } from './scenario-file.ts';
import { columnsOf, wantsColour } from './terminal.ts';
import { understood } from './understood.ts';

export interface CapacityOptions extends ExperimentOptions {
  /** `--vary path=values`, in the order of the command line. */
  vary?: Sets;
  /** Service levels in place of the file's. */
  slo?: string[];
  variant?: string;
}

interface Plan {
  question: CapacityQuestion;
  replications: number;
  /** The scenario with further replacements, those of the command line first. */
  scenarioWith(sets: PointSets): LoadedScenario;
}

export function capacityOf(file: string, options: CapacityOptions): Promise<ExitCode> {
  let plan: Plan | undefined;
  return performExperiment<Answered>(file, options, {
    command: 'capacity',
    flags(scenario) {
      plan = planOf(scenario, options);
      return flagsOf(plan, scenario, options);
    },
    work: ({ scenario, runner, reproduce, say }) => findCapacity({ ...plan!, scenario, runner, reproduce, say }),
    tell: (answered, inputs) => tell(answered, inputs, options),
  });
}

/** Everything that can be wrong is found here, before anything runs. */
function planOf(scenario: LoadedScenario, options: CapacityOptions): Plan {
  const replications = options.replications ?? scenario.replications ?? usualReplications;
  if (replications < fewestReplications || replications > mostReplications)
    throw new UsageError(
      `An answer is confirmed with ${fewestReplications} to ${mostReplications} replications, not ${replications}.`,
    );
  const variant = options.variant === undefined ? scenario.variants[0]! : knownVariant(scenario, options.variant);
  const bundle = bundleOf(scenario);
  const scenarioWith = (sets: PointSets) => loadBundle(bundle, [...(options.set ?? []), ...sets]);
  // In quotes: what is YAML's own in an expression, such as a colon, is none of its business.
  const sets: PointSets = (options.slo ?? []).map((text, i) => [`slo.slo-${i + 1}`, JSON.stringify(text)]);
  const names = sets.map(([path]) => path.slice('slo.'.length));
  try {
    const vary = (options.vary ?? []).map(([path, text]) =>
      understood(`--vary ${path}=${text}`, () => readTried(path, text)),
    );
    const slo = sets.length === 0 ? [] : scenarioWith(sets).slo.filter(({ name }) => names.includes(name));
    const question = questionOf(scenario, { variant, vary, slo, sets });
    understood('', () => checkQuestion(question, scenarioWith));
    return { question, replications, scenarioWith };
  } catch (problem) {
    if (problem instanceof NothingToSearch) throw new UsageError(problem.message);
    if (problem instanceof MistakesError) throw new MistakesError(asTyped(problem.mistakes, options));
    throw problem;
  }
}

/** What a flag of this command says went the way of a --set; what it makes of other variants is no concern here. */
function asTyped(mistakes: readonly Mistake[], { vary = [], slo = [] }: CapacityOptions): Mistake[] {
  const flags = [
    ...slo.map((text, i): [set: string, typed: string] => [`--set slo.slo-${i + 1}=`, `--slo ${quoted(text)}`]),
    ...vary.map(([path]): [set: string, typed: string] => [`--set ${path}=`, `--vary ${path}=`]),
  ];
  return mistakes
    .filter(({ severity }) => severity !== 'warning')
    .map(mistake => {
      const [set, typed] = flags.find(([start]) => mistake.file.startsWith(start)) ?? [];
      if (set === undefined || typed === undefined) return mistake;
      const rest = typed.endsWith('=') ? mistake.file.slice(set.length) : '';
      return { ...mistake, file: `${typed}${rest}`.slice(0, longest) };
    });
}

const longest = 120;

function flagsOf(
  { replications, question: { variant } }: Plan,
  scenario: LoadedScenario,
  { vary = [], slo = [] }: CapacityOptions,
): string[] {
  return [
    ...vary.flatMap(([path, text]) => ['--vary', `${path}=${text}`]),
    ...slo.flatMap(text => ['--slo', text]),
    ...(scenario.variants.length > 1 ? ['--variant', variant] : []),
    '--replications',
    String(replications),
  ];
}

async function tell(answered: Answered, inputs: ExperimentInputs, options: CapacityOptions) {
  const { result } = answered;
  const folder = await writeCapacityFolder(answered, inputs);
  const report = shownPath(`${folder}/report.html`);
  process.stdout.write(
    options.json === true
      ? `${JSON.stringify(result, undefined, 2)}\n`
      : printCapacity(result, { colour: wantsColour(process.stdout), width: columnsOf(process.stdout), report }),
  );
  return { verdicts: [verdictOf(result)] };
}

/** A size that was confirmed to meet all is an answer, also where something cheaper is undecided. */
function verdictOf({ size, status, setAside }: CapacityResult): 'pass' | 'fail' | 'undecided' {
  if (size !== null && setAside.length === 0) return 'pass';
  return status === 'none' ? 'fail' : 'undecided';
}
