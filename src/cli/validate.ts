/** `mpsim validate`: checks a scenario without running it. */
import { formatMistakes, type Mistake, MistakesError } from '../scenarios/index.ts';
import { type ExitCode, exit } from './exit.ts';
import { findScenario, type ScenarioArgument, type Sets } from './scenario-file.ts';

export interface ValidateOptions {
  set?: Sets;
  json?: boolean;
}

export async function validate(file: string, options: ValidateOptions): Promise<ExitCode> {
  const argument = await findScenario(file);
  const { mistakes, summary } = check(argument, options.set);
  const isFine = mistakes.every(({ severity }) => severity === 'warning');
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify(asData(argument.shown, isFine, mistakes), undefined, 2)}\n`);
  } else {
    if (mistakes.length > 0) process.stderr.write(`${formatMistakes(mistakes)}\n`);
    if (summary !== undefined) process.stdout.write(`${summary}\n`);
  }
  return isFine ? exit.fine : exit.usage;
}

function asData(scenario: string, valid: boolean, found: readonly Mistake[]) {
  const place = ({ file, line, column, path }: Mistake) => ({ file, line, column, path });
  const isNotBuilt = ({ severity }: Mistake) => severity === 'unbuilt';
  return {
    schema: 'mpsim.validation/1',
    file: scenario,
    valid,
    mistakes: found
      .filter(mistake => !isNotBuilt(mistake))
      .map(mistake => ({ ...place(mistake), severity: mistake.severity, message: mistake.message })),
    notBuilt: found.filter(isNotBuilt).map(mistake => ({ ...place(mistake), message: mistake.message })),
  };
}

function check(argument: ScenarioArgument, set?: Sets): { mistakes: readonly Mistake[]; summary?: string } {
  try {
    const { warnings, variants, expectations } = argument.load(set);
    const counted = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`;
    return {
      mistakes: warnings,
      summary: `${argument.shown} is valid: ${counted(variants.length, 'variant')}, ${counted(expectations.length, 'expectation')}, ${counted(warnings.length, 'warning')}.`,
    };
  } catch (problem) {
    if (problem instanceof MistakesError) return { mistakes: problem.mistakes };
    throw problem;
  }
}
