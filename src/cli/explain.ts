/** `mpsim explain`: what a path, a metric or a word of expressions means, and what a scenario says there. */
import {
  type ExplainedPath,
  type ExpressionWord,
  explainPath,
  expressionWords,
  metricWords,
  namesMissing,
  type PresetDefault,
  type ValueThere,
  valuesAt,
} from '../scenarios/index.ts';
import { type ExitCode, exit, UsageError } from './exit.ts';
import { printForPeople, printJson } from './output.ts';
import { findScenario, openScenario, type Sets } from './scenario-file.ts';

export interface ExplainOptions {
  set?: Sets;
  json?: boolean;
}

export async function explain(word: string, file: string | undefined, options: ExplainOptions): Promise<ExitCode> {
  const metric = metricWords.find(({ name }) => name === word);
  const expression = expressionWords.find(one => one.word === (/^p\d/.test(word) ? 'pNN' : word));
  if (metric !== undefined) show({ about: 'metric', ...metric }, metricRows(metric), options);
  else if (expression !== undefined)
    show({ about: expression.kind, ...expression }, expressionRows(expression), options);
  else await explainSetting(word, file, options);
  return exit.fine;
}

async function explainSetting(word: string, file: string | undefined, options: ExplainOptions): Promise<void> {
  const path = explainPath(word, [...metricWords.map(({ name }) => name), ...expressionWords.map(one => one.word)]);
  if ('unknown' in path) {
    if (path.several !== undefined)
      throw new UsageError(
        `Several paths end in ${word}:\n${path.several.map(one => `  ${one}\n`).join('')}Which one?`,
      );
    if (path.takenBy !== undefined)
      throw new UsageError(
        `${word} is a value, of\n${path.takenBy.map(one => `  ${one}\n`).join('')}Explain the setting instead.`,
      );
    throw new UsageError(
      `There is no setting, metric or function "${word}".` +
        `${path.nearest === undefined ? '' : ` Did you mean \`${path.nearest}\`?`} \`mpsim list --names WORD\` finds names by a word.`,
    );
  }
  const scenario = file === undefined ? undefined : openScenario(await findScenario(file), options.set);
  const missing = scenario === undefined ? undefined : namesMissing(scenario, path);
  if (missing !== undefined) throw new UsageError(missing);
  const values = scenario === undefined ? undefined : valuesAt(scenario, path.path);
  show({ about: path.kind, ...path, ...(values === undefined ? {} : { values }) }, pathRows(path, values), options);
}

type Rows = [term: string, text: string][];

function show(document: object, rows: Rows, { json }: ExplainOptions): void {
  if (json === true) printJson('mpsim.explanation/1', document);
  else printForPeople([{ rows }]);
}

const metricRows = ({ name, kind, unit, question }: (typeof metricWords)[number]): Rows => {
  const use = { value: name, distribution: `p95(${name})`, rate: `peak(${name} over 1 min)` }[kind];
  return [
    ['METRIC', name],
    ['Meaning', question],
    ['Unit', unit === 'µs' ? 'a time; µs in JSON' : unit],
    ['Kind', { value: 'one value', distribution: 'a spread of values', rate: 'a rate with its peaks' }[kind]],
    ['Used as', use],
  ];
};

const expressionRows = ({ kind, word, meaning, example }: ExpressionWord): Rows => [
  [kind.toUpperCase(), word],
  ['Meaning', meaning],
  ['Example', example],
];

function pathRows(
  { path, kind, meaning, planned, takes, example, defaults, keys }: ExplainedPath,
  values?: ValueThere[],
): Rows {
  const rows: Rows = [[kind === 'setting' ? 'SETTING' : 'SECTION', path]];
  if (meaning !== undefined) rows.push(['Meaning', meaning]);
  if (planned) rows.push(['Not built', 'the language has it, and no model does yet']);
  if (takes !== undefined) rows.push(['Takes', example === undefined ? takes : `${takes}, for example ${example}`]);
  for (const one of defaults ?? []) rows.push(...defaultRows(one));
  for (const { path: there, variant, value, setBy } of values ?? []) {
    const where = there === path ? '' : `${there}: `;
    const by = `${variant === undefined ? '' : `variant ${variant}, `}${setBy}`;
    rows.push([variant === undefined ? 'Here' : 'There', `${where}${value} (set by ${by})`]);
  }
  return [...rows, ...(keys ?? []).map(({ key, meaning }): [string, string] => [`  ${key}`, meaning])];
}

function defaultRows({ preset, value, source, assumed }: PresetDefault): Rows {
  const rows: Rows = [['Default', value === undefined ? 'none' : `${value} (preset ${preset})`]];
  if (source !== undefined) rows.push([assumed ? 'Assumption' : 'Source', source]);
  return rows;
}
