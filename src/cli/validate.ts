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
    const places = mistakes.map(({ file, line, column, path, message, severity }) => ({
      file,
      line,
      column,
      path,
      severity,
      message,
    }));
    process.stdout.write(
      `${JSON.stringify({ schema: 'mpsim.validation/1', file: argument.shown, valid: isFine, mistakes: places }, undefined, 2)}\n`,
    );
  } else {
    if (mistakes.length > 0) process.stderr.write(`${formatMistakes(mistakes)}\n`);
    if (summary !== undefined) process.stdout.write(`${summary}\n`);
  }
  return isFine ? exit.fine : exit.usage;
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
