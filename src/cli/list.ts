/** `mpsim list`: the scenarios that come with mpsim, the simulated systems, and the names that the language knows. */
import { faultWords, lawWords } from '../experiments/index.ts';
import { type Depth, depths, runners } from '../models/systems.ts';
import { didYouMean, expressionWords, loadScenario, metricWords, settingPatterns } from '../scenarios/index.ts';
import { bundledFile, bundledNames } from './bundled.ts';
import { type ExitCode, exit, UsageError } from './exit.ts';
import { printForPeople, printJson } from './output.ts';
import { type SystemRow, systemRows } from './systems.ts';

export interface ListOptions {
  systems?: boolean;
  names?: string;
  json?: boolean;
}

export async function list(options: ListOptions): Promise<ExitCode> {
  if (options.systems === true && options.names !== undefined)
    throw new UsageError('--systems and --names are two lists: ask for one of them.');
  if (options.systems === true) await listSystems(options);
  else if (options.names !== undefined) listNames(options.names, options);
  else listScenarios(options);
  return exit.fine;
}

function listScenarios({ json }: ListOptions): void {
  const scenarios = bundledNames().map(name => {
    const { title, question, variants } = loadScenario(bundledFile(name));
    return { name, title, question, variants };
  });
  if (json === true) {
    printJson('mpsim.scenarios/1', { scenarios });
    return;
  }
  printForPeople([
    { rows: scenarios.map(({ name, title, question }) => [name, `${title}. ${question}`]) },
    {
      heading: 'Run one by its name, as in `mpsim run first-esim-purchase`. More lists: --systems, --names WORD.',
      rows: [],
    },
  ]);
}

async function listSystems({ json }: ListOptions): Promise<void> {
  const systems = await systemRows();
  if (json === true) {
    printJson('mpsim.systems/2', { systems });
    return;
  }
  const all = bundledNames().length;
  const count = (depth: Depth) => `${systems.filter(one => one.depth === depth).length} ${depth}`;
  printForPeople([
    ...Object.entries(runners).map(([runs, heading]) => ({
      heading,
      rows: systems
        .filter(one => one.runs === runs)
        .map((one): [string, string] => [one.name, systemInShort(one, all)]),
    })),
    {
      heading: `${systems.length} systems: ${depths.map(count).join(', ')}. Sources, states and scenarios by name: --json, docs/systems.md.`,
      rows: [],
    },
  ]);
}

/** `part: one profile. device/euicc.ts (3 states). In 2 of 4 scenarios.` */
function systemInShort({ depth, remark, models, scenarios }: SystemRow, all: number): string {
  const files = models.map(({ file, states }) => {
    const path = file.replace('src/models/', '');
    return states.length === 0 ? path : `${path} (${states.length} states)`;
  });
  return [
    remark === '' ? depth : `${depth}: ${remark}`,
    ...(files.length === 0 ? [] : [files.join(', ')]),
    ...(scenarios.length === 0
      ? []
      : [`In ${scenarios.length === all ? 'all' : `${scenarios.length} of ${all}`} scenarios`]),
  ]
    .map(sentence => `${sentence}.`)
    .join(' ');
}

export interface KnownName {
  kind: 'setting' | 'metric' | 'function' | 'window' | 'set' | 'field' | 'fault' | 'law';
  name: string;
  meaning: string;
}

/** Every name of the language and of what a run says. */
function knownNames(): KnownName[] {
  return [
    ...metricWords.map(({ name, unit, question }) => named('metric', name, `${question} (${unit})`)),
    ...expressionWords.map(({ kind, word, meaning, example }) =>
      named(kind, word, kind === 'field' ? meaning : `${meaning}: ${example}`),
    ),
    ...[...settingPatterns()].map(({ pattern, facts }) => named('setting', pattern, facts.meaning)),
    ...faultWords().map(name => named('fault', name, 'Why a purchase ends without service')),
    ...lawWords().map(({ name, why }) => named('law', name, why)),
  ];
}

const named = (kind: KnownName['kind'], name: string, meaning: string): KnownName => ({ kind, name, meaning });

function listNames(word: string, { json }: ListOptions): void {
  const all = knownNames();
  const wanted = word.toLowerCase();
  const names = all.filter(({ name, meaning }) => `${name}\n${meaning}`.toLowerCase().includes(wanted));
  if (json === true) {
    printJson('mpsim.names/1', { names });
    return;
  }
  if (names.length === 0) {
    const words = all.flatMap(({ name }) => [name, ...name.split(/[. ]/)]);
    throw new UsageError(`No name and no meaning has "${word}" in it.${didYouMean(word, new Set(words))}`);
  }
  const kinds = [...new Set(names.map(({ kind }) => kind))];
  printForPeople(
    kinds.map(kind => ({
      heading: `${kind}s`,
      rows: names.filter(one => one.kind === kind).map(({ name, meaning }) => [name, meaning]),
    })),
  );
}
