/** docs/scenario-language.md: every setting of the language, from the schema itself. */
import { vocabulary } from '../../src/scenarios/expressions/index.ts';
import { hourShapes } from '../../src/scenarios/hour-shapes.ts';
import { fewestValues } from '../../src/scenarios/measured-column.ts';
import { behaviour, behaviourMisses, type PresetValue } from '../../src/scenarios/presets.ts';
import type { SettingFacts } from '../../src/scenarios/schema/setting.ts';
import { documents } from '../../src/scenarios/schema/sources.ts';
import { hasNamedLines, type SchemaNode, schemaAt } from '../../src/scenarios/schema/tree.ts';
import { generatedNote, table } from './markdown.ts';

interface Row {
  path: string;
  facts: SettingFacts;
  planned: boolean;
  /** Only some of its values are built. */
  isPartly: boolean;
}

/** Sections of the page: the settings below each path, the deepest path that fits. */
const sections: readonly [path: string, title: string, about: string][] = [
  ['', 'The file', ''],
  ['about', 'About', 'What is asked, for people.'],
  ['run', 'Run', 'When, for how long, and from which seed.'],
  ['operators.NAME', 'Operators', 'One or more mobile operators, by a name of your own.'],
  ['operators.NAME.plan', 'Plan', 'What a buyer buys.'],
  ['operators.NAME.plans', 'Further plans', 'Plans that groups name with `plan`, by names of your own.'],
  [
    'operators.NAME.gateway',
    'Gateway page',
    'What the app shows before the portal: the standard page `0`, or one of several that GetOffers chooses.',
  ],
  [
    'operators.NAME.portal',
    'Web portal',
    'The pages on which the plan is chosen and paid. The documented flow has the steps `sign-in`, `pick`, `pay` and `confirm`; a flow of your own replaces it. Its first step is where it begins, and each step says what follows: `then`, `if`, or `end`.',
  ],
  [
    'operators.NAME.walledGarden',
    'Walled garden',
    'Hosts in which the walled garden of the operator differs from the list of Microsoft.',
  ],
  ['operators.NAME.cosa', 'COSA', 'What the database of operators on every PC says of this one.'],
  ['operators.NAME.serviceMetadata', 'Service metadata', 'The package that Windows downloads when it sees the SIM.'],
  ['operators.NAME.sale', 'Sale', 'How the operator’s own app and web site sell a plan, outside of Mobile Plans.'],
  [
    'operators.NAME.provisioning',
    'Provisioning',
    'The clocks of an operator that decide how a buyer gets online, and the file that tells Windows of a plan.',
  ],
  ['operators.NAME.stock', 'Stock', 'How many profiles there are to sell.'],
  ['operators.NAME.network', 'Mobile network', 'Registration and packet data.'],
  ['operators.NAME.api', 'Operator API', 'Answers GetBalance, GetOffers and GetNotifications.'],
  ['operators.NAME.smdp', 'SM-DP+', 'The server that keeps and releases eSIM profiles.'],
  ['operators.NAME.billing', 'Billing', 'The truth about usage and money, later than one would like.'],
  [
    'operators.NAME.backend',
    'Back end',
    'The tiers behind API and portal, by names of your own; `api.paths` says which of them a request passes.',
  ],
  [
    'microsoft',
    'Microsoft',
    'The Mobile Plans service between the PC and the operator, its monitoring; WMIS and the Store.',
  ],
  ['population.NAME', 'Population', 'Groups of people and their devices, by a name of your own.'],
  ['population.NAME.device', 'Device', 'The PC, its SIM and its eUICC.'],
  ['population.NAME.flyout', 'Flyout', 'How often people look: each opening on its own (`opens`), or in `sessions`.'],
  [
    'population.NAME.load',
    'Load',
    'A group with a `load` are the agents of a load test: `count` machines that ask the operator API, and nothing else.',
  ],
  ['population.NAME.usage', 'Usage', 'How a line uses data. `usage: none` for lines that use nothing.'],
  ['population.NAME.user', 'User', 'How long people think, how long they wait, and what they do then.'],
  [
    'timeline',
    'Timeline',
    'A list of what happens at a given time: an outage, a deployment, a campaign, a notification, an act by hand. Each entry is one of them. One with a `name` can be changed by a variant, `--set`, `--vary` and `assume`: `timeline.promo.reach` is the reach of the entry named `promo`.',
  ],
  ['metrics', 'Metrics', 'Values to be measured in every run, by a name of your own.'],
  ['expect', 'Expectations', ''],
  ['observed', 'Measurements', 'What was measured in reality, beside the model.'],
  ['slo', 'Service levels', ''],
  ['size', 'Size', 'Which sizes to search for the cheapest that meets the service levels.'],
  ['assume', 'Assumptions', 'Which guesses to vary, one after the other.'],
  ['check', 'Check', 'What generated worlds and faults may change.'],
  [
    'laws',
    'Laws',
    'Laws of your own, in one of five shapes: `always`; `never`; `when`, `then`; `when`, `before`; `atEnd`.',
  ],
  ['report', 'Report', ''],
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
  if (node.kind === 'setting')
    yield { path, facts: node.facts, planned: node.planned, isPartly: node.plan?.when !== undefined };
  else if (node.kind === 'section') {
    const { keys, others } = node;
    // Beside names of one's own, the known ones are told by what they have a default for.
    for (const [key, child] of keys)
      for (const row of settingsBelow(child, path === '' ? key : `${path}.${key}`))
        if (others === undefined || row.facts.default !== undefined) yield row;
    if (others !== undefined) yield* settingsBelow(others, `${path}.NAME`);
  } else
    yield* settingsBelow(node.of, node.kind === 'list' && !hasNamedLines(node) ? path : `${path}.${namesOf(path)}`);
}

const namesOf = (path: string): string => (/\.(?:refuses|contextRejects)$/.test(path) ? 'CODE' : 'NAME');

function sectionOf(path: string): string {
  const fitting = sections.map(([section]) => section).filter(section => path.startsWith(`${section}.`));
  return fitting.at(-1) ?? sections.find(([section]) => section === path)?.[0] ?? '';
}

function cells({ path, facts, planned, isPartly }: Row): string[] {
  const { unit, meaning, source, assumed } = facts;
  const who = source?.replace(/^(\[.*?\]) .*?: /, '$1 ');
  const origin = who === undefined ? '' : assumed ? `*Assumed.* ${who}.` : `${who}.`;
  const said = `${planned ? '**Not built yet.** ' : isPartly ? '**Partly built.** ' : ''}${meaning}.`;
  return [`\`${path}\``, unit, facts.default === undefined ? '' : `\`${facts.default}\``, said, origin];
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

What is marked **not built yet** belongs to the language and is checked in full, but no model or experiment offers it: \`mpsim validate\`
lists it with its place, and such a scenario does not run. Of what is **partly built**, that holds for some values.

A scenario may extend another one of its folder: \`extends: launch-callback.yaml\`. Maps are merged key by key; lists and single values
are replaced as a whole. Files that a scenario names lie in its folder or below it.

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
      `\`4_000 per day\`, \`8.64 per day by hour published\`, \`1.5 per day by hour office weekdays\`; shapes of the day: ${[...hourShapes.keys()].map(name => `\`${name}\``).join(', ')}`,
    ],
    ['a number of openings and their gap', '`geometric mean 1.8 gap 20 s`; a distribution may stand for the gap'],
    ['a factor', '`x4`'],
    ['a distribution', '`2 ms` (always the same), `exponential mean 12 ms`, `uniform 1 s to 3 s`'],
    ['', '`triangular 2 s to 10 s mode 2.5 s`, `normal mean 3 s deviation 300 ms`'],
    ['', '`lognormal median 20 s p95 90 s`; also `mean` and `p99`, `median` or `mean` and `sigma`'],
    ['', '`gamma mean 3 s shape 2` (shapes from 0.1 to 10,000); also `mean` and `deviation`, `median` and `p95`'],
    ['', '`weibull scale 3 s shape 0.8` (37 % lie above the scale); also `mean` and `shape`, `median` and `p95`'],
    [
      '',
      '`pareto least 1 s shape 1.5`; also `mean` and `shape`, `median` and `p95`; a shape of 1 or less needs a `max`',
    ],
    ['', '`measured from api-access.csv column own_ms in ms`: values of a file beside the scenario'],
    ['', '`mix 90 % 8 ms | 10 % lognormal median 4 min p95 14 min`; any of them with `max 2 h` behind'],
    ['', '`x3 exponential mean 12 ms`: three times as long'],
    ['a distribution of counts', '`2`, `geometric mean 1.8` (from 1 on), a `mix` of them'],
    ['a moment', '`day 2 11:00`; `09:00`, on the first day; `3 h 20 min` from the start of the run'],
    [
      'a path through tiers',
      '`gateway > api > cache else billing > ledger`, `gateway > api > (crm then payment) later billing`',
    ],
    ['a range or a choice', '`2 .. 40`, `5 % .. 25 %`, `x0.5 .. x2`; `16 | 32 | 64`'],
  ],
)}

### Hours

Hours are local: those of \`run.timeZone\`, or of the group's own \`timeZone\`. The number \`per day\` is the mean over a whole week.
Shapes with weekends of their own: ${[...hourShapes]
  .filter(([, { weekend }]) => weekend !== undefined)
  .map(([name]) => `\`${name}\``)
  .join(', ')}; \`weekdays\` behind any shape leaves Saturday and Sunday
empty. Where the clock changes during a run, the hour that daylight saving skips is lost and the hour that it repeats is lived twice; a run knows one such change for each group, and its manifest
names both offsets. All shapes are assumptions; [the sources](sources.md) say how they were chosen.

### Measured values

\`measured from FILE column COLUMN in UNIT\` reads a CSV file in the folder of the scenario: a header, commas, decimals after a point,
at least ${fewestValues} numbers from 0 on, at most 64 MiB. Between two neighbours in size the values are spread evenly, and every such
gap is equally likely; nothing below the least or above the largest is ever drawn. The hash of the file is part of the manifest.
\`mpsim fit\` prints a line for a family of distributions instead, which also draws what was not measured:

\`\`\`
mpsim fit api-access.csv --column own_ms
\`\`\``;

const expectations = `An expectation is a claim in the language of expressions, alone or as \`{ that: ..., why: ..., level: ... }\`. A claim of level
\`gate\`, the default, fails the run where it does not hold or stays undecided; a \`question\` is answered yes, no or undecided.
\`metrics\` gives values a name of their own: they are measured in every run, and claims may use them.

\`\`\`yaml
metrics:
  sold-and-online: share(charged > 0 and continueToOnline <= 1 h among purchase)
expect:
  - p95(activation.duration) <= 10 min
  - count(purchase where ended and charged > 0 and refunded = 0 and not line.active) = 0
  - share(refunded > 0 among purchase where charged > 0) <= 1 % in every variant
  - that: sold-and-online in async >= sold-and-online in inline + 1 %
    level: question
\`\`\`

### Expressions

\`and\`, \`or\`, \`not\`; \`<\` \`<=\` \`>\` \`>=\` \`=\` \`!=\`; \`state in [done, failed]\`; \`+\` \`-\` \`*\` \`/\` (minus with spaces, since names may hold hyphens). Numbers have
units, and only like is compared with like. A value that is missing compares with nothing: \`continueToOnline <= 1 h\` does not hold for
a buyer who never got online.

${table(
  ['Function', 'Gives'],
  Object.values(vocabulary.functions).map(({ form, meaning }) => [`\`${form}\``, `${meaning}.`]),
)}

Behind what it is a function of, within the brackets, may stand \`where CONDITION\`, \`from 10:00 to 11:00\` (\`day 2 10:00\` in longer runs; \`2 h\` is
the time since the start), \`after NAME\`, \`during NAME\` and \`outside incidents\`, by the moment of the row, and \`over 1 min\` for a
peak. Within \`until\`, \`ever\` and \`elapsed\` each function has an \`over\`, a stretch that slides by a tenth of itself; there \`for 5 min\` says
how long the claim must hold. Percentiles are within 1 %, all else is exact.

${table(
  ['Metric of every run', 'Kind', 'Unit'],
  Object.entries(vocabulary.metrics).map(([name, { kind, unit }]) => [`\`${name}\``, kind, unit]),
)}

${Object.entries(vocabulary.sets)
  .filter(([, { request, built }]) => built && request === undefined)
  .map(([name, { meaning, fields }]) => fieldsOfSet(name, meaning, fields))
  .join('\n\n')}

${fieldsOfSet('requests', 'The sets of requests share their fields', vocabulary.sets.getBalance!.fields)}

${table(
  ['Requests', 'One row for each'],
  Object.entries(vocabulary.sets).flatMap(([name, { request, meaning }]) =>
    request === undefined ? [] : [[`\`${name}\``, meaning.split(';')[0]!]],
  ),
)}`;

function fieldsOfSet(name: string, meaning: string, fields: (typeof vocabulary)['sets'][string]['fields']): string {
  const rows = Object.entries(fields).map(([field, { dimension, meaning: says, words }]) => [
    `\`${field}\``,
    dimension,
    `${says}${words === undefined ? '' : `: ${words.map(word => `\`${word}\``).join(', ')}`}.`,
  ]);
  return `**${name}**: ${meaning}.\n\n${table(['Field', 'Is', 'Meaning'], rows)}`;
}

const variants = `## Variants

\`variants\` maps a name to \`baseline\`, for the file as it stands, or to paths and their other values. All variants of a file meet
the same luck: the same people arrive at the same moments and think for as long. A value \`x3\`, here or in \`--set\`, is three times
what stands at the path: a distribution, a time, a share, a rate or a count.

\`\`\`yaml
variants:
  as-it-is: baseline
  no-sign-in:
    operators.contoso.portal.steps.sign-in.think: 0 s
    operators.contoso.portal.steps.sign-in.leaves: 0 %
\`\`\`

What the command line says (\`--set\`, and the values that \`--vary\`, \`size\` or \`assume\` try) takes the place of what a variant says at
the same path, and a warning names the variant and the line. A variant that scales (\`x3\`) still does: it scales the value of the
command line. A guess of \`assume\` is not tried on a variant that sets it itself.`;

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
