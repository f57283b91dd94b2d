#!/usr/bin/env node
/**
 * mpsim: reads the command line and calls one function. What a command needs is loaded when the command runs, so that
 * `--help` answers at once.
 */
import { readFileSync } from 'node:fs';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { type ExitCode, exit } from './exit.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

/** `--set path=value`, once or more. */
function setting(text: string, before: [string, string][] = []): [string, string][] {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('Expected path=value, for example population.buyers.count=500');
  return [...before, [text.slice(0, at).trim(), text.slice(at + 1).trim()]];
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) throw new InvalidArgumentError('Expected a whole number.');
  return value;
}

function program(end: (code: ExitCode) => void): Command {
  const mpsim = new Command('mpsim')
    .description('Simulates the Windows Mobile Plans and mobile broadband ecosystem.')
    .version(version, '-V, --version')
    .showHelpAfterError('Run with --help to see what can be said.')
    .addHelpText(
      'after',
      `
Exit codes: 0 fine · 1 internal error · 2 wrong usage or input · 3 an expectation did not hold · 4 a law was broken · 130 interrupted

Examples:
  mpsim run scenarios/first-esim-purchase.yaml
  mpsim run scenarios/first-esim-purchase.yaml --seed 7 --set population.buyers.online.wifi='80 %'
  mpsim validate scenarios/first-esim-purchase.yaml`,
    )
    .exitOverride();

  mpsim
    .command('run')
    .argument('<file>', 'the scenario')
    .description('Runs a scenario and writes its report. Without --variant every variant, each with the same seed.')
    .option('--seed <n>', 'instead of the seed of the file', wholeNumber)
    .option('--variant <name>', 'this variant only')
    .option('--set <path=value>', 'replaces a value of the file; may be given several times', setting)
    .option('--out <folder>', 'where run folders go', 'out')
    .option('--json', 'prints the summary as JSON; an array when several variants were run')
    .option('--verify', 'runs twice and names the first fact that differs')
    .option('--allow-undecided', 'an expectation that cannot be decided does not fail the run')
    .action(async (file: string, options) => {
      const { run } = await import('./run.ts');
      end(await run(file, { ...options, version }));
    });

  mpsim
    .command('validate')
    .argument('<file>', 'the scenario')
    .description('Checks a scenario and reports all its mistakes.')
    .option('--set <path=value>', 'replaces a value of the file; may be given several times', setting)
    .option('--json', 'prints the mistakes as JSON')
    .action(async (file: string, options) => {
      const { validate } = await import('./validate.ts');
      end(await validate(file, options));
    });

  mpsim
    .command('fit')
    .argument('<file>', 'a CSV file: a header, commas, decimals after a point')
    .description('Prints the distribution that describes a column of measured values, as a scenario takes it.')
    .requiredOption('--column <name>', 'the column of the values')
    .option('--unit <unit>', 'of the values, as ms, s, kB; without it, what the name of the column ends with')
    .option('--json', 'prints every family with its misfit as JSON')
    .addHelpText(
      'before',
      `Examples:
  mpsim fit api-access.csv --column own_ms
  mpsim fit api-access.csv --column latency --unit ms --json
`,
    )
    .action(async (file: string, options) => {
      const { fitColumn } = await import('./fit.ts');
      end(await fitColumn(file, options));
    });
  return mpsim;
}

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
