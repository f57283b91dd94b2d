/**
 * What can be said on the command line: every command with its arguments, flags and examples. What a command needs is
 * loaded when the command runs, so that `--help` answers at once.
 *
 * The examples stand first in the help of a command and on its page of the documentation; the tests run them.
 */
import { readFileSync } from 'node:fs';
import { Command, Help, InvalidArgumentError, Option } from 'commander';
import type { executorFor } from '../experiments/index.ts';
import type { ExitCode } from './exit.ts';
import { columnsOf } from './terminal.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

/** The examples of each command, as its help shows them; `# exits with 2` behind one says that it does not end well. */
export const examplesOf = new WeakMap<Command, readonly string[]>();

/** What a caller may decide in place of the flags. */
export interface Means {
  /** Who does the replications of an experiment. */
  chooseExecutor?: typeof executorFor;
}

/** @param end  told how the command ended */
export function program(end: (code: ExitCode) => void, means: Means = {}): Command {
  const mpsim = new Command('mpsim')
    .description('Simulates the Windows Mobile Plans and mobile broadband ecosystem.')
    .version(version, '-V, --version')
    .showHelpAfterError('Run with --help to see what can be said.')
    .configureOutput({
      getOutHelpWidth: () => columnsOf(process.stdout),
      getErrHelpWidth: () => columnsOf(process.stderr),
    })
    .configureHelp({ formatItem: besideOrBelow, minWidthToWrap: 20 })
    .addHelpText('after', exitCodes)
    .exitOverride();
  const illustrate = (command: Command, examples: readonly string[]): Command => {
    examplesOf.set(command, examples);
    return command.addHelpText('before', `Examples:\n${examples.map(line => `  ${line}\n`).join('')}`);
  };
  const command = (name: string, description: string, examples: readonly string[]): Command =>
    illustrate(mpsim.command(name), examples).description(description);

  illustrate(mpsim, ['mpsim run first-esim-purchase', 'mpsim init my-launch', 'mpsim validate my-launch.yaml']);

  command('run', 'Runs a scenario and writes its report. Without --variant every variant, each with the same seed.', [
    'mpsim run first-esim-purchase',
    "mpsim run examples/lunch-hour.yaml --variant no-sign-in --set population.travellers.arrive='9_000 per day'",
    'mpsim run examples/lunch-hour.yaml --variant no-sign-in --json --verify',
    'mpsim run getbalance-10000-sims --set population.lines.count=1_000_000 --dry-run',
    'mpsim run - --dry-run --json < examples/lunch-hour.yaml',
  ])
    .argument('<file>', scenarioHelp)
    .option('--seed <n>', 'instead of the seed of the file', wholeNumber)
    .option('--replication <n>', 'which of many with this seed, as an experiment counts them, from 0', wholeNumber)
    .option('--variant <name>', 'this variant only')
    .addOption(setOption())
    .option('--out <folder>', 'where run folders go', 'out')
    .option('--json', 'prints the summary as JSON; an array when several variants were run')
    .option('--png', 'writes every picture as PNG too')
    .option('--verify', 'runs twice and names the first fact that differs')
    .option('--dry-run', 'checks everything and estimates events, time and memory; writes nothing')
    .option('--allow-undecided', 'an expectation that cannot be decided does not fail the run')
    .action(async (file: string, options) => {
      if (options.dryRun === true) {
        const { dryRun } = await import('./dry-run.ts');
        return end(await dryRun(file, options));
      }
      const { run } = await import('./run.ts');
      end(await run(file, { ...options, version }));
    });

  command(
    'compare',
    'Says which variant is better, by how much and how sure: many runs of each, all with the same luck.',
    [
      'mpsim compare examples/lunch-hour.yaml --replications 4   # exits with 3: an expectation does not hold',
      'mpsim compare examples/lunch-hour.yaml --replications 2 --primary activation.success --workers 2 --json   # exits with 3',
    ],
  )
    .argument('<file>', scenarioHelp)
    .option('--variants <names>', 'these only, with commas between them; the baseline, else the first, is the base')
    .option(
      '--replications <n>',
      'of each variant, instead of run.replications of the file (else 20); with --precision, at most',
      atLeastOne,
    )
    .option(
      '--precision <amount>',
      "adds replications until the interval of the difference reaches no further: 1 % of the base, or '0.5 points', '5 s'",
    )
    .option('--primary <number>', 'what the verdict is about, as activation.success or p95(activation.duration)')
    .option('--assume', 'tries the guesses of the file too, at both ends: does the verdict rest on one of them?')
    .option('--seed <n>', 'instead of the seed of the file', wholeNumber)
    .addOption(setOption())
    .option('--workers <n>', 'processes that share the work; without it all processors', workers)
    .option('--queue <url>', 'has a fleet of workers do the work: redis://… or postgres://…')
    .option('--out <folder>', 'where the results go, and where finished replications are kept', 'out')
    .option('--json', 'prints the result as JSON')
    .option('--allow-undecided', 'an expectation that cannot be decided does not fail')
    .action(async (file: string, options) => {
      const { compare } = await import('./compare.ts');
      end(await compare(file, { ...options, ...means, version }));
    });

  command('sweep', 'Runs a scenario over a grid of values and shows what each number does along it.', [
    'mpsim sweep examples/lunch-hour.yaml --variant no-sign-in --vary operators.contoso.api.servers=1..3 --replications 3',
    "mpsim sweep examples/lunch-hour.yaml --variant no-sign-in --vary 'operators.contoso.api.service=50 ms..200 ms log 3' --replications 2 --json",
  ])
    .argument('<file>', scenarioHelp)
    .addOption(varyOption())
    .option('--variant <name>', 'this variant instead of the first')
    .option('--replications <n>', 'at each point; without it what the file says, or 10', wholeNumber)
    .option(
      '--metric <name>',
      'draws this number, as in p95(getBalance.latency); may be given several times',
      collected,
    )
    .option('--assume', 'tries the guesses of the file too: which of them moves the first number?')
    .option('--seed <n>', 'instead of the seed of the file', wholeNumber)
    .addOption(setOption())
    .option('--workers <n>', 'processes that share the work; without it all processors', workers)
    .option('--queue <url>', 'has a fleet of workers do the work: redis://… or postgres://…')
    .option('--out <folder>', 'where folders go', 'out')
    .option('--json', 'prints the result as JSON')
    .action(async (file: string, options) => {
      const { sweepScenario } = await import('./sweep.ts');
      end(await sweepScenario(file, { ...options, ...means, version }));
    });

  command(
    'capacity',
    'Finds the cheapest size that meets all service levels, or the largest load that a size carries.',
    [
      "mpsim capacity examples/lunch-hour.yaml --variant no-sign-in --vary operators.contoso.api.servers=1..4 --slo 'mean(getBalance.latency) <= 1 s' --replications 5",
    ],
  )
    .argument('<file>', scenarioHelp)
    .addOption(triedOption())
    .option(
      '--slo <expression>',
      "a service level in place of those of the file, as in 'p95(getBalance.latency) <= 400 ms'; may be given several times",
      collected,
    )
    .option('--variant <name>', 'this variant instead of the first')
    .option('--replications <n>', 'of each confirmation; without it what the file says, or 20', wholeNumber)
    .option('--seed <n>', 'instead of the seed of the file', wholeNumber)
    .addOption(setOption())
    .option('--workers <n>', 'processes that share the work; without it all processors', workers)
    .option('--queue <url>', 'has a fleet of workers do the work: redis://… or postgres://…')
    .option('--out <folder>', 'where folders go', 'out')
    .option('--json', 'prints the result as JSON')
    .action(async (file: string, options) => {
      const { capacityOf } = await import('./capacity.ts');
      end(await capacityOf(file, { ...options, ...means, version }));
    });

  command('validate', 'Checks a scenario and reports all its mistakes.', [
    'mpsim validate examples/lunch-hour.yaml',
    'mpsim validate examples/mistakes.yaml --json   # exits with 2: it has three mistakes',
    "mpsim validate - --set run.length='3 h' < examples/lunch-hour.yaml",
  ])
    .argument('<file>', scenarioHelp)
    .addOption(setOption())
    .option('--json', 'prints the mistakes as JSON')
    .action(async (file: string, options) => {
      const { validate } = await import('./validate.ts');
      end(await validate(file, options));
    });

  command('fit', 'Prints the distribution that describes a column of measured values, as a scenario takes it.', [
    'mpsim fit examples/api-access.csv --column own_ms',
    'mpsim fit examples/api-access.csv --column own_ms --unit ms --json',
  ])
    .argument('<file>', 'a CSV file: a header, commas, decimals after a point')
    .requiredOption('--column <name>', 'the column of the values')
    .option('--unit <unit>', 'of the values, as ms, s, kB; without it, what the name of the column ends with')
    .option('--json', 'prints every family with its misfit as JSON')
    .action(async (file: string, options) => {
      const { fitColumn } = await import('./fit.ts');
      end(await fitColumn(file, options));
    });

  command('message', 'Says which message rule of a provisioning file takes an SMS or a USSD text, and what it reads.', [
    "mpsim message examples/messages.xml --from +15550100 'Contoso: 1.5 GB of 2 GB used at 18:30 05/03/2024'",
    "mpsim message examples/messages.xml --from 15550100 'Contoso: 1.5 GB of 2 GB used by 18:30 05/03/2024'",
    "mpsim message examples/messages.xml --ussd --at '2024-03-05 19:00' 'Used 80 % until 05.03. 18:30' --json",
  ])
    .argument('<file>', 'a provisioning file (XML), of which only the message rules and the plan count here')
    .argument('<text>', 'of the message, decoded and as a whole; put -- before one that begins with -')
    .option('--from <sender>', 'the address the SMS came from, as received: +15550100 is not 15550100')
    .option('--ussd', 'it came by USSD, and so from nobody')
    .option('--cdma', 'the SMS came over a CDMA network')
    .option('--class <n>', 'class of the SMS, 0 to 3; without it, none', messageClass)
    .option(
      '--at <time>',
      'when it was received, UTC, as in 2024-03-05 18:40; needed only where the text names no year',
    )
    .option('--limit <size>', 'of the plan, as in 2 GB, for texts that name none; without it, that of the file')
    .option('--json', 'prints the verdict as JSON')
    .action(async (file: string, text: string, options) => {
      const { message } = await import('./message.ts');
      end(await message(file, text, options));
    });

  command('init', 'Writes a starter scenario whose comments teach the language.', [
    'mpsim init my-launch',
    'mpsim init my-launch --from-operator de/Telekom --force',
    'mpsim init my-launch --force --json',
  ])
    .argument('<name>', 'of the scenario; the file is NAME.yaml')
    .option(
      '--from-operator <country/name>',
      'with the networks, access points and USSD codes of a real operator, as in de/Telekom',
    )
    .option('--force', 'replaces a file that is there')
    .option('--json', 'prints as JSON what was written')
    .action(async (name: string, options) => {
      const { init } = await import('./init.ts');
      end(await init(name, options));
    });

  command('list', 'Lists the scenarios that come with mpsim, the systems it simulates, and the names it knows.', [
    'mpsim list',
    'mpsim list --systems',
    'mpsim list --names latency',
    'mpsim list --names download --json',
  ])
    .option(
      '--systems',
      'every system that the documents name: how deep it is simulated, its files, and the scenarios that use it',
    )
    .option('--names <word>', 'settings, metrics, functions, faults and laws with this word in their name or meaning')
    .option('--json', 'prints the list as JSON')
    .action(async options => {
      const { list } = await import('./list.ts');
      end(await list(options));
    });

  command('explain', 'Explains a setting: its meaning, what it takes, its default and who says so.', [
    'mpsim explain api.servers',
    'mpsim explain operators.contoso.portal.steps.sign-in.leaves examples/lunch-hour.yaml',
    'mpsim explain activation.duration',
    'mpsim explain population.NAME.online --json',
  ])
    .argument('<path>', 'of a setting, as in operators.contoso.api.servers; or a metric, or a word of expressions')
    .argument('[file]', `${scenarioHelp}; tells the value there and who set it`)
    .addOption(setOption())
    .option('--json', 'prints the explanation as JSON')
    .action(async (path: string, file: string | undefined, options) => {
      const { explain } = await import('./explain.ts');
      end(await explain(path, file, options));
    });

  command('diff', 'Says what changed between two runs: the inputs first, then the answers.', [
    'mpsim run examples/lunch-hour.yaml   # exits with 3: an expectation does not hold',
    'mpsim diff out/lunch-hour/as-it-is-seed-7 out/lunch-hour/no-sign-in-seed-7',
    'mpsim diff out/lunch-hour/as-it-is-seed-7 out/lunch-hour/no-sign-in-seed-7/summary.json --json',
  ])
    .argument('<before>', 'a run folder, or its summary.json')
    .argument('<after>', 'another one')
    .option('--json', 'prints the differences as JSON')
    .action(async (before: string, after: string, options) => {
      const { diff } = await import('./diff.ts');
      end(await diff(before, after, options));
    });

  command('worker', 'Joins a fleet: does tasks of experiments that others run with the same --queue.', [
    'mpsim worker --queue redis://queue.example:6379   # exits with 2: put the name of your server there',
    'mpsim worker --queue postgres://mpsim@queue.example/mpsim --workers 4 --idle 10min   # exits with 2: here too',
  ])
    .requiredOption('--queue <url>', 'the Redis or PostgreSQL server where the fleet meets')
    .option(
      '--workers <k>',
      'tasks at a time, each in a process of its own; without it, one for each processor',
      workers,
    )
    .option('--once', 'ends as soon as no task waits')
    .option('--idle <duration>', 'ends after so long without a task, as in 60s')
    .action(async options => {
      const { worker } = await import('./worker.ts');
      end(await worker(options));
    });

  command('schema', 'Prints the JSON Schema of the scenario language, for editors.', [
    'mpsim schema --out mpsim.schema.json',
    'mpsim schema | head -3',
  ])
    .option('--out <file>', 'writes it to a file instead')
    .option('--json', 'it is JSON with or without this flag')
    .action(async options => {
      const { schema } = await import('./schema.ts');
      end(schema(options));
    });

  command('completion', 'Prints the script with which a shell completes commands, flags, files, variants and paths.', [
    'mpsim completion bash > mpsim-completion.bash',
    'mpsim completion zsh',
    'mpsim completion fish',
  ])
    .argument('<shell>', 'bash, zsh or fish')
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
Exit codes:
  0    fine
  1    an internal error
  2    wrong usage or input
  3    an expectation did not hold
  4    a law was broken
  130  interrupted`;

/** A word of the help with its meaning beside it, or below where the terminal leaves no room. */
function besideOrBelow(term: string, termWidth: number, description: string, helper: Help): string {
  const width = helper.helpWidth ?? 80;
  if (width - termWidth >= 46) return Help.prototype.formatItem.call(helper, term, termWidth, description, helper);
  const text = helper.boxWrap(description, width - 6).replace(/^/gm, ' '.repeat(6));
  return `  ${term}\n${text}`;
}

/** `--set path=value`, once or more. */
const setOption = (): Option =>
  new Option('--set <path=value>', 'replaces a value of the file; may be given several times').argParser(
    (text: string, before: [string, string][] = []): [string, string][] => {
      const at = text.indexOf('=');
      if (at < 1) throw new InvalidArgumentError('Expected path=value, for example population.buyers.count=500');
      return [...before, [text.slice(0, at).trim(), text.slice(at + 1).trim()]];
    },
  );

/** `--vary path=values`, once or twice. */
const varyOption = (): Option =>
  new Option(
    '--vary <path=values>',
    "values of a setting: 1..6 or 1,2,4; '10 ms..1 s log 7', 'by 50 ms' or '10 points'; a second one makes a grid",
  )
    .makeOptionMandatory()
    .argParser(pathAndValues);

/** `--vary path=lo..hi`, for each setting that may be chosen. */
const triedOption = (): Option =>
  new Option(
    '--vary <path=values>',
    'sizes to choose from, as 1..20 or 16,32,64, in place of those of the file; or a load, as population.lines.count=1_000..1_000_000',
  ).argParser(pathAndValues);

function pathAndValues(text: string, before: [string, string][] = []): [string, string][] {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('Expected path=values, for example operators.contoso.api.servers=1..6');
  return [...before, [text.slice(0, at).trim(), text.slice(at + 1).trim()]];
}

const collected = (text: string, before: string[] = []): string[] => [...before, text];

function messageClass(text: string): number {
  if (!/^[0-3]$/.test(text)) throw new InvalidArgumentError('Expected 0, 1, 2 or 3.');
  return Number(text);
}

function atLeastOne(text: string): number {
  const value = wholeNumber(text);
  if (value < 1) throw new InvalidArgumentError('Expected 1 or more.');
  return value;
}

function workers(text: string): number {
  const value = wholeNumber(text);
  if (value < 1 || value > 1024) throw new InvalidArgumentError('Expected a whole number from 1 to 1024.');
  return value;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) throw new InvalidArgumentError('Expected a whole number.');
  return value;
}
