/** One call of mpsim, from its words to its exit code; what goes wrong on the way is told on stderr. */
import { CommanderError } from 'commander';
import { type ExitCode, exit } from './exit.ts';
import { type Means, program } from './program.ts';

/** @param args  as in `process.argv`: the words come after the program's */
export async function call(args: readonly string[], means: Means = {}): Promise<ExitCode> {
  let code: ExitCode = exit.fine;
  try {
    await program(ended => {
      code = ended;
    }, means).parseAsync(args);
    return code;
  } catch (problem) {
    if (problem instanceof CommanderError) return problem.exitCode === 0 ? exit.fine : exit.usage;
    const { explain } = await import('./explain-problem.ts');
    const { text, exitCode } = explain(problem);
    process.stderr.write(`${text}\n`);
    return exitCode;
  }
}
