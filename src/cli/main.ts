#!/usr/bin/env node
/** mpsim: reads the command line, calls one function, and ends with its exit code. What can be said is in program.ts. */
import { CommanderError } from 'commander';
import { type ExitCode, exit } from './exit.ts';
import { program } from './program.ts';

async function main(args: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = exit.fine;
  try {
    await program(ended => {
      code = ended;
    }).parseAsync(args);
    return code;
  } catch (problem) {
    if (problem instanceof CommanderError) return problem.exitCode === 0 ? exit.fine : exit.usage;
    const { explain } = await import('./explain-problem.ts');
    const { text, exitCode } = explain(problem);
    process.stderr.write(`${text}\n`);
    return exitCode;
  }
}

// Whoever reads our output may stop reading, as `head` does; that is no mistake.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (problem: NodeJS.ErrnoException) => {
    if (problem.code !== 'EPIPE') throw problem;
  });
}
process.exitCode = await main(process.argv);
