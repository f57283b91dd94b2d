/**
 * What can be said on the command line: every command with its arguments, flags and examples. What a command needs is
 * loaded when the command runs, so that `--help` answers at once.
 *
 * The examples stand first in the help of a command; the tests run them as they stand.
 */
import { readFileSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { ExitCode } from './exit.ts';
import { columnsOf } from './terminal.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

/** @param end  told how the command ended */
export function program(end: (code: ExitCode) => void): Command {
  const mpsim = new Command('mpsim')
    .description('Simulates the Windows Mobile Plans and mobile broadband ecosystem.')
    .version(version, '-V, --version')
    .showHelpAfterError('Run with --help to see what can be said.')
    .configureOutput({
      getOutHelpWidth: () => columnsOf(process.stdout),
      getErrHelpWidth: () => columnsOf(process.stderr),
    })
    .addHelpText(
      'before',
      examples('mpsim run first-esim-purchase', 'mpsim init my-launch', 'mpsim validate my-launch.yaml'),
    )
    .addHelpText('after', exitCodes)
    .exitOverride();

  mpsim
    .command('run')
    .argument('<file>', scenarioHelp)
    .description('Runs a scenario and writes its report. Without --variant every variant, each with the same seed.')
    .option('--seed <n>', 'instead of the seed of the file', wholeNumber)
    .option('--variant <name>', 'this variant only')
    .addOption(setOption())
    .option('--out <folder>', 'where run folders go', 'out')
    .option('--json', 'prints the summary as JSON; an array when several variants were run')
    .option('--png', 'writes every picture as PNG too')
    .option('--verify', 'runs twice and names the first fact that differs')
    .option('--dry-run', 'checks everything and estimates events, time and memory; writes nothing')
    .option('--allow-undecided', 'an expectation that cannot be decided does not fail the run')
    .addHelpText(
      'before',
      examples(
        'mpsim run first-esim-purchase',
        "mpsim run first-esim-purchase --seed 7 --set population.buyers.online.wifi='80 %'",
        'mpsim run examples/lunch-hour.yaml --variant no-sign-in --json',
        'mpsim run getbalance-10000-sims --set population.lines.count=1_000_000 --dry-run',
        'mpsim run - --verify < examples/lunch-hour.yaml   # exits with 3: an expectation does not hold',
      ),
    )
    .action(async (file: string, options) => {
      if (options.dryRun === true) {
        const { dryRun } = await import('./dry-run.ts');
        return end(await dryRun(file, options));
      }
      const { run } = await import('./run.ts');
      end(await run(file, { ...options, version }));
    });

  mpsim
    .command('validate')
    .argument('<file>', scenarioHelp)
    .description('Checks a scenario and reports all its mistakes.')
    .addOption(setOption())
    .option('--json', 'prints the mistakes as JSON')
    .addHelpText(
      'before',
      examples(
        'mpsim validate examples/lunch-hour.yaml',
        'mpsim validate examples/mistakes.yaml --json   # exits with 2: it has three mistakes',
        "mpsim validate - --set run.length='3 h' < examples/lunch-hour.yaml",
      ),
    )
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
      examples(
        'mpsim fit examples/api-access.csv --column own_ms',
        'mpsim fit examples/api-access.csv --column own_ms --unit ms --json',
      ),
    )
    .action(async (file: string, options) => {
      const { fitColumn } = await import('./fit.ts');
      end(await fitColumn(file, options));
    });

  mpsim
    .command('init')
    .argument('<name>', 'of the scenario; the file is NAME.yaml')
    .description('Writes a starter scenario whose comments teach the language.')
    .option('--force', 'replaces a file that is there')
    .option('--json', 'prints as JSON what was written')
    .addHelpText('before', examples('mpsim init my-launch', 'mpsim init my-launch --force --json'))
    .action(async (name: string, options) => {
      const { init } = await import('./init.ts');
      end(await init(name, options));
    });

  mpsim
    .command('list')
    .description('Lists the scenarios that come with mpsim, the systems it simulates, and the names it knows.')
    .option('--systems', 'every simulated system: its file, and the document that it follows')
    .option('--names <word>', 'settings, metrics, functions, faults and laws with this word in their name or meaning')
    .option('--json', 'prints the list as JSON')
    .addHelpText(
      'before',
      examples(
        'mpsim list',
        'mpsim list --systems',
        'mpsim list --names latency',
        'mpsim list --names download --json',
      ),
    )
    .action(async options => {
      const { list } = await import('./list.ts');
      end(await list(options));
    });

  mpsim
    .command('explain')
    .argument('<path>', 'of a setting, as in operators.contoso.api.servers; or a metric, or a word of expressions')
    .argument('[file]', `${scenarioHelp}; tells the value there and who set it`)
    .description('Explains a setting: its meaning, what it takes, its default and who says so.')
    .addOption(setOption())
    .option('--json', 'prints the explanation as JSON')
    .addHelpText(
      'before',
      examples(
        'mpsim explain api.servers',
        'mpsim explain operators.contoso.portal.steps.sign-in.leaves examples/lunch-hour.yaml',
        'mpsim explain activation.duration',
        'mpsim explain population.NAME.online --json',
      ),
    )
    .action(async (path: string, file: string | undefined, options) => {
      const { explain } = await import('./explain.ts');
      end(await explain(path, file, options));
    });

  mpsim
    .command('diff')
    .argument('<before>', 'a run folder, or its summary.json')
    .argument('<after>', 'another one')
    .description('Says what changed between two runs: the inputs first, then the answers.')
    .option('--json', 'prints the differences as JSON')
    .addHelpText(
      'before',
      examples(
        'mpsim run examples/lunch-hour.yaml   # exits with 3: an expectation does not hold',
        'mpsim diff out/lunch-hour/as-it-is-seed-7 out/lunch-hour/no-sign-in-seed-7',
        'mpsim diff out/lunch-hour/as-it-is-seed-7 out/lunch-hour/no-sign-in-seed-7/summary.json --json',
      ),
    )
    .action(async (before: string, after: string, options) => {
      const { diff } = await import('./diff.ts');
      end(await diff(before, after, options));
    });

  mpsim
    .command('schema')
    .description('Prints the JSON Schema of the scenario language, for editors.')
    .option('--out <file>', 'writes it to a file instead')
    .option('--json', 'it is JSON with or without this flag')
    .addHelpText('before', examples('mpsim schema --out mpsim.schema.json', 'mpsim schema | head -3'))
    .action(async options => {
      const { schema } = await import('./schema.ts');
      end(schema(options));
    });

  mpsim
    .command('completion')
    .argument('<shell>', 'bash, zsh or fish')
    .description('Prints the script with which a shell completes commands, flags, files, variants and paths.')
    .addHelpText(
      'before',
      examples('mpsim completion bash > mpsim-completion.bash', 'mpsim completion zsh', 'mpsim completion fish'),
    )
    .action(async (shell: string) => {
      const { completion } = await import('./completion/scripts.ts');
      end(completion(shell));
    });

  mpsim
    .command('__complete', { hidden: true })
    .argument('[words...]')
    .option('--line <text>')
    .action(async (words: string[], options) => {
      const { complete } = await import('./completion/complete.ts');
      end(await complete(mpsim, words, options));
    });
  return mpsim;
}

const scenarioHelp = 'the scenario: a file, the name of one that comes with mpsim, or - for standard input';

const exitCodes = `
Exit codes: 0 fine · 1 internal error · 2 wrong usage or input · 3 an expectation did not hold · 4 a law was broken · 130 interrupted`;

const examples = (...lines: string[]): string => `Examples:\n${lines.map(line => `  ${line}\n`).join('')}`;

/** `--set path=value`, once or more. */
const setOption = (): Option =>
  new Option('--set <path=value>', 'replaces a value of the file; may be given several times').argParser(
    (text: string, before: [string, string][] = []): [string, string][] => {
      const at = text.indexOf('=');
      if (at < 1) throw new InvalidArgumentError('Expected path=value, for example population.buyers.count=500');
      return [...before, [text.slice(0, at).trim(), text.slice(at + 1).trim()]];
    },
  );

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) throw new InvalidArgumentError('Expected a whole number.');
  return value;
}
