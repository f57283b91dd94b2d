/**
 * `mpsim run`: one run of each wanted variant, a folder each, and what came of it on stdout.
 */
import { resolve } from 'node:path';
import { type Ran, type RunResult, runScenario } from '../experiments/index.ts';
import {
  checkOut,
  type Manifest,
  printComparison,
  printSummary,
  writeIndexPage,
  writeRunFolder,
} from '../report/index.ts';
import { didYouMean, type LoadedScenario } from '../scenarios/index.ts';
import { type ExitCode, UsageError } from './exit.ts';
import { Interruption } from './interruption.ts';
import { progressDisplay } from './progress.ts';
import { openScenario, quoted, type Sets, shownPath } from './scenario-file.ts';
import { verdictOf } from './verdict.ts';

export interface RunOptions {
  seed?: number;
  variant?: string;
  set?: Sets;
  out: string;
  json?: boolean;
  verify?: boolean;
  allowUndecided?: boolean;
  /** Of mpsim. */
  version: string;
}

interface Finished extends Ran {
  folder: string;
}

export async function run(file: string, options: RunOptions): Promise<ExitCode> {
  const interruption = new Interruption();
  const scenario = openScenario(file, options.set);
  const variants = options.variant === undefined ? scenario.variants : [knownVariant(scenario, options.variant)];
  await checkOut(options.out);

  const finished: Finished[] = [];
  let interrupted = false;
  for (const variant of variants) {
    const ran = await runVariant(scenario, variant, file, options, interruption);
    const folder = await writeRunFolder(ran.result, {
      out: options.out,
      manifest: manifestOf(scenario, ran.result, options),
      partial: ran.interrupted,
    });
    finished.push({ ...ran, folder });
    interrupted = ran.interrupted || (await interruption.isAsked());
    if (interrupted) break;
  }
  const page = variants.length > 1 ? await joinedPage(finished, options.out) : undefined;
  interruption.stopListening();

  const results = finished.map(({ result }) => result);
  const report = page ?? `${finished[0]!.folder}/report.html`;
  process.stdout.write(options.json === true ? json(results, variants.length > 1) : text(results, shownPath(report)));
  const { code, sentences } = verdictOf(finished, { interrupted, allowUndecided: options.allowUndecided === true });
  for (const sentence of sentences) process.stderr.write(`${sentence}\n`);
  return code;
}

async function runVariant(
  scenario: LoadedScenario,
  variant: string,
  file: string,
  options: RunOptions,
  interruption: Interruption,
): Promise<Ran> {
  const display = await progressDisplay(scenario.variants.length > 1 ? variant : scenario.name);
  try {
    return await runScenario(scenario, {
      variant,
      ...(options.seed === undefined ? {} : { seed: options.seed }),
      reproduce: reproduceLine(scenario, variant, file, options),
      verify: options.verify === true,
      progress: async (done, events) => {
        display.show(done, events);
        return !(await interruption.isAsked());
      },
    });
  } catch (problem) {
    if (problem instanceof Error) problem.stack += `\nReplay: ${reproduceLine(scenario, variant, file, options)}`;
    throw problem;
  } finally {
    display.close();
  }
}

function knownVariant(scenario: LoadedScenario, variant: string): string {
  if (scenario.variants.includes(variant)) return variant;
  throw new UsageError(
    `There is no variant "${variant}" in ${scenario.name}. ` +
      `It has: ${scenario.variants.join(', ')}.${didYouMean(variant, scenario.variants)}`,
  );
}

/** Where a path was set twice the last one counts; the order is that of the paths. */
function overridesOf(set: Sets = []): string[] {
  const last = new Map(set);
  return [...last.keys()].sort().map(path => `${path}=${last.get(path)}`);
}

function reproduceLine(scenario: LoadedScenario, variant: string, file: string, options: RunOptions): string {
  const words = ['mpsim', 'run', shownPath(resolve(file))];
  if (scenario.variants.length > 1) words.push('--variant', variant);
  words.push('--seed', String(options.seed ?? scenario.settingsFor(variant).seed));
  for (const override of overridesOf(options.set)) words.push('--set', override);
  return words.map(quoted).join(' ');
}

function manifestOf(scenario: LoadedScenario, { summary }: RunResult, options: RunOptions): Manifest {
  const settings = scenario.settingsFor(summary.variant);
  return {
    result: {
      scenario: summary.scenario,
      variant: summary.variant,
      seed: summary.seed,
      files: Object.fromEntries(scenario.files.map(({ name, hash }) => [shownPath(resolve(name)), hash])),
      overrides: overridesOf(options.set),
      fingerprint: summary.fingerprint,
      settings: {
        preset: summary.preset,
        timeZone: scenario.timeZone,
        utcOffset_us: settings.utcOffset,
        ...Object.fromEntries(settings.groups.map(group => [`${group.name}.utcOffset_us`, group.utcOffset])),
      },
    },
    environment: {
      mpsim: options.version,
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
      command: ['mpsim', ...process.argv.slice(2)].map(quoted).join(' '),
    },
  };
}

const joinedPage = (finished: readonly Finished[], out: string): Promise<string> =>
  writeIndexPage(
    finished.map(({ result, folder }) => ({ summary: result.summary, folder })),
    { out },
  );

const json = (results: readonly RunResult[], isArray: boolean): string => {
  const summaries = results.map(({ summary }) => summary);
  return `${JSON.stringify(isArray ? summaries : summaries[0], undefined, 2)}\n`;
};

function text(results: RunResult[], report: string): string {
  const [first] = results;
  const options = {
    colour: process.stdout.isTTY === true && (process.env.NO_COLOR ?? '') === '',
    // A terminal that does not know its width says 0.
    width: process.stdout.columns || 100,
    report,
  };
  return results.length === 1 ? printSummary(first!, options) : printComparison(results, options);
}
