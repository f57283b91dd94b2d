/** docs/scenario-language.md: every setting of the language, from the schema itself. */
import { metricNames } from '../../src/scenarios/expectations.ts';
import { hourShapes } from '../../src/scenarios/hours.ts';
import { behaviour, behaviourMisses, type PresetValue } from '../../src/scenarios/presets.ts';
import type { SettingFacts } from '../../src/scenarios/schema/setting.ts';
import { documents } from '../../src/scenarios/schema/sources.ts';
import { type SchemaNode, schemaAt } from '../../src/scenarios/schema/tree.ts';
import { generatedNote, table } from './markdown.ts';

interface Row {
  path: string;
  facts: SettingFacts;
}

/** Sections of the page: the settings below each path, the deepest path that fits. */
const sections: readonly [path: string, title: string, about: string][] = [
  ['', 'The file', ''],
  ['about', 'About', 'What is asked, for people.'],
  ['run', 'Run', 'When, for how long, and from which seed.'],
  ['operators.NAME', 'Operators', 'One or more mobile operators, by a name of your own.'],
  ['operators.NAME.plan', 'Plan', 'What a buyer buys.'],
  ['operators.NAME.portal', 'Web portal', 'The pages on which the plan is chosen and paid.'],
  ['operators.NAME.network', 'Mobile network', 'Registration and packet data.'],
  ['operators.NAME.api', 'Operator API', 'Answers GetBalance.'],
  ['operators.NAME.smdp', 'SM-DP+', 'The server that keeps and releases eSIM profiles.'],
  ['operators.NAME.billing', 'Billing', 'The truth about usage and money, later than one would like.'],
  ['microsoft', 'Microsoft', 'The Mobile Plans service between the PC and the operator.'],
  ['population.NAME', 'Population', 'Groups of people and their devices, by a name of your own.'],
  ['population.NAME.device', 'Device', 'The PC, its SIM and its eUICC.'],
  ['population.NAME.flyout', 'Flyout', 'How often people look: each opening on its own (`opens`), or in `sessions`.'],
  [
    'population.NAME.load',
    'Load',
    'A group with a `load` are the agents of a load test: `count` machines that ask the operator API, and nothing else.',
  ],
  ['population.NAME.usage', 'Usage', 'How a line uses data. `usage: none` for lines that use nothing.'],
  ['population.NAME.user', 'User', 'How long people think, and how long they wait.'],
  ['expect', 'Expectations', ''],
];

export function scenarioLanguagePage(): string {
  const rows = [...settingsBelow(schemaAt([])!, '')];
  const inSections = sections.map(([path, title, about]) => {
    const own = rows.filter(row => sectionOf(row.path) === path);
    const depth = path.includes('NAME.') ? '###' : '##';
    return [`${depth} ${title}`, about, table(['Setting', 'Takes', 'Default', 'Meaning', 'Source'], own.map(cells))];
  });
  return `${[introduction, ...inSections.flat(), expectations, variants, presets].filter(part => part !== '').join('\n\n')}\n`;
}

/** Every setting; a name that the author chooses is written NAME. */
function* settingsBelow(node: SchemaNode, path: string): Generator<Row> {
  if (node.kind === 'setting') yield { path, facts: node.facts };
  else if (node.kind === 'section')
    for (const [key, child] of node.keys) yield* settingsBelow(child, path === '' ? key : `${path}.${key}`);
  else yield* settingsBelow(node.of, node.kind === 'list' ? path : `${path}.${namesOf(path)}`);
}

const namesOf = (path: string): string => (path.endsWith('.refuses') ? 'CODE' : 'NAME');

function sectionOf(path: string): string {
  const fitting = sections.map(([section]) => section).filter(section => path.startsWith(`${section}.`));
  return fitting.at(-1) ?? (path.startsWith('expect') ? 'expect' : '');
}

function cells({ path, facts }: Row): string[] {
  const { unit, meaning, source, assumed } = facts;
  const who = source?.replace(/^(\[.*?\]) .*?: /, '$1 ');
  const origin = who === undefined ? '' : assumed ? `*Assumed.* ${who}.` : `${who}.`;
  return [`\`${path}\``, unit, facts.default === undefined ? '' : `\`${facts.default}\``, `${meaning}.`, origin];
}

const introduction = `# The scenario language

${generatedNote}

A scenario is one YAML file: people, systems, questions, expectations. Every value has a unit and most have a default, so that a
file holds only what makes it special. Unknown keys are mistakes, and all mistakes of a file are told at once:

\`\`\`sh
npx mpsim validate examples/mistakes.yaml   # exits with 2
\`\`\`

A path in this page is what \`--set path=value\` and \`variants\` take; NAME stands for a name you have given. Documents are cited by
a short key: ${Object.entries(documents)
  .map(([key, document]) => `[${key}] ${document}`)
  .join(', ')}.

## Values

${table(
  ['Kind', 'As it is written'],
  [
    ['a whole number', '`10_000`'],
    ['a share', '`3 %`, `0.5 %`'],
    ['a time', '`120 ms`, `30 s`, `10 min`, `24 h`, `7 days`, `2 weeks`'],
    ['a volume of data', '`60 kB`, `200 MB`, `1.5 GB` (powers of 1,000), `64 MiB` (powers of 1,024)'],
    ['a rate, a bit rate', '`3 per s`; `5 Mbit/s`'],
    ['an amount of money', '`4.99 EUR`'],
    ['a date and time', '`2019-09-02 00:00`, in the time zone of the run'],
    [
      'a number for each day',
      `\`4_000 per day\`, \`8.64 per day by hour published\`; shapes of the day: ${[...hourShapes.keys()].map(name => `\`${name}\``).join(', ')}`,
    ],
    ['a number of openings and their gap', '`geometric mean 1.8 gap 20 s`; a distribution may stand for the gap'],
    ['a factor', '`x4`'],
    ['a distribution', '`2 ms` (always the same), `exponential mean 12 ms`, `uniform 1 s to 3 s`'],
    ['', '`triangular 2 s to 10 s mode 2.5 s`, `normal mean 3 s deviation 300 ms`'],
    ['', '`lognormal median 20 s p95 90 s`; also `mean` and `p99`, `median` or `mean` and `sigma`'],
    ['', '`mix 90 % 8 ms | 10 % lognormal median 4 min p95 14 min`; any of them with `max 2 h` behind'],
  ],
)}`;

const expectations = `An expectation is a metric, a comparison (\`<=\`, \`>=\`, \`<\`, \`>\`, \`=\`, \`!=\`) and a bound with its unit, alone or as
\`{ that: ..., why: ... }\`. A metric that spreads takes \`mean\`, \`min\`, \`p50\`, \`p95\`, \`p99\` or \`max\`; a rate takes \`mean\`, or
\`peak(getBalance.rate over 5 min)\` with 1 s, 10 s, 1 min or 5 min.

${table(
  ['Metric', 'Kind', 'Unit'],
  Object.entries(metricNames).map(([name, { kind, unit }]) => [`\`${name}\``, kind, unit]),
)}`;

const variants = `## Variants

\`variants\` maps a name to \`baseline\`, for the file as it stands, or to paths and their other values. All variants of a file meet
the same luck: the same people arrive at the same moments and think for as long.

\`\`\`yaml
variants:
  as-it-is: baseline
  no-sign-in:
    operators.contoso.portal.steps.sign-in.think: 0 s
    operators.contoso.portal.steps.sign-in.leaves: 0 %
\`\`\``;

const writtenValue = ({ value }: PresetValue): string =>
  typeof value === 'string'
    ? `\`${value}\``
    : Object.entries(value)
        .map(([name, share]) => `\`${name}: ${share}\``)
        .join(', ');

const presets = `## Presets

\`run.preset: published\` takes what a file does not say from the defaults above. \`run.preset: behaviour\` takes these values instead,
where a published number is an allowance for sizing, or one measurement; none of them is published. What the file, a variant or
\`--set\` says always counts, and the report names the preset of each value.

${table(
  ['Setting', 'behaviour', 'Why'],
  behaviour.map(one => [`\`${one.pattern.replaceAll('*', 'NAME')}\``, writtenValue(one), `${one.why}.`]),
)}

What behaviour would also ask for, and no setting takes yet:

${behaviourMisses.map(miss => `- ${miss}`).join('\n')}`;
