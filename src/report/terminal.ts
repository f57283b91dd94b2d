/** A result on the terminal: the answer first, what was expected, the figures, and the way to get it again. */
import pc from 'picocolors';
import { formatCount, formatDuration, formatNumber, formatShare } from '../experiments/format.ts';
import type { Expectation, Metric, RunResult, Summary, Verdict } from '../experiments/run-result.ts';
import { answersAcross } from './answer-across.ts';
import { incidentsTold, type ToldIncident } from './incident-words.ts';
import { monitoringTold, type ToldMonitoring } from './monitoring-words.ts';
import { plainDeep } from './plain-text.ts';
import { readingOrder } from './reading-order.ts';
import { type Colours, grid, labelColumn, labelled, stacked, wrap } from './text-layout.ts';
import { type ToldTier, tiersTold } from './tier-words.ts';
import {
  assumptionsInShort,
  besides,
  bound,
  expectationsInShort,
  headline,
  headlineName,
  isToldOnce,
  lawsInShort,
  measured,
  oneRunNote,
  sampleSize,
  verdictMark,
} from './values.ts';

export interface TerminalOptions {
  colour: boolean;
  /** Columns of the terminal; nothing is written beyond them, down to 40. */
  width: number;
  /** Where the report was written, if it was. */
  report?: string;
}

const narrowest = 40;

/** `2 d simulated, the first 1 d not counted`. */
const simulatedInWords = ({ simulated_us, warm_up_us }: Summary): string =>
  `${formatDuration(simulated_us)} simulated${warm_up_us === undefined ? '' : `, the first ${formatDuration(warm_up_us)} as warm-up, not counted`}`;

export function printSummary(result: RunResult, options: TerminalOptions): string {
  const { outcomes, incidents, start, tiers = [], monitoring } = result.details;
  const { summary, details } = plainDeep({
    summary: result.summary,
    details: { outcomes, incidents, start, tiers, ...(monitoring && { monitoring }) },
  });
  const width = Math.max(narrowest, options.width);
  const colours = pc.createColors(options.colour);
  const title = titled(
    summary,
    `${summary.variant}, seed ${summary.seed}, preset ${summary.preset}, ${simulatedInWords(summary)}`,
  );
  const lines = [
    ...wrap(title, width, 0).map(colours.bold),
    ...questionLines(summary, width, colours),
    ...labelled('ANSWER', summary.answer, width, (text, i) => (i === 0 ? colours.bold(text) : text)),
    ...expectationLines(summary.expectations, width, colours),
    ...metricLines(summary, width, colours),
    ...outcomeLines(details.outcomes, width),
    ...incidentLines(incidentsTold(details, summary.simulated_us), width),
    ...monitoringLines(monitoringTold(details, summary.simulated_us), width),
    ...tierLines(tiersTold(details, summary.simulated_us), width, colours),
    ...lawLines(summary, width, colours),
    ...(summary.assumptions.length > 0 ? labelled('RESTS ON', [assumptionsInShort(summary)], width, colours.dim) : []),
    ...labelled('NOTE', [oneRunNote], width, colours.dim),
    ...(options.report === undefined ? [] : unbroken('REPORT', options.report)),
    ...reproduceLines(summary.reproduce),
  ];
  return `${lines.join('\n')}\n`;
}

/** Several variants of one scenario: a column each where they fit, one below the other where they do not. */
export function printComparison(results: RunResult[], options: TerminalOptions): string {
  const summaries = plainDeep(results.map(result => result.summary));
  const [first] = summaries;
  if (first === undefined) return '';
  const width = Math.max(narrowest, options.width);
  const colours = pc.createColors(options.colour);
  const presets = [...new Set(summaries.map(({ preset }) => preset))];
  const header = ['', ...summaries.map(summary => summary.variant)];
  const expected = [...new Set(summaries.flatMap(summary => summary.expectations.map(one => one.text)))];
  const { told, nothing, beside } = readingOrder(summaries);
  const toldOnce = expected.filter(text => isToldOnce(text, summaries));
  const rows = [
    ...expected
      .filter(text => !toldOnce.includes(text))
      .map(text => [
        text,
        ...summaries.map(summary => {
          const one = summary.expectations.find(expectation => expectation.text === text);
          return one === undefined ? '' : `${verdictMark[one.verdict]} ${measured(one)}`;
        }),
      ]),
    ...told.map(name => [
      name,
      ...summaries.map(summary => {
        const metric = metricOf(summary, name);
        return metric === undefined ? '' : inShort(metric);
      }),
    ]),
  ];
  // What the scenario itself asks about is told for all variants at once; each one's own answer is in its report.
  const across = answersAcross(summaries);
  const lines = [
    ...wrap(titled(first, `seed ${first.seed}, preset ${presets.join(' and ')}`), width, 0).map(colours.bold),
    ...questionLines(first, width, colours),
    ...labelled(
      'ANSWER',
      across.length > 0 ? across : summaries.map(({ variant, answer }) => `${variant}: ${answer[0] ?? ''}`),
      width,
      (text, i) => (i === 0 ? colours.bold(text) : text),
    ),
    ...expectationLines(
      first.expectations.filter(({ text }) => toldOnce.includes(text)),
      width,
      colours,
    ),
    ...(grid([header, ...rows], width, colours) ?? stacked(header, rows, width, colours)),
    ...notMeasured(nothing, width, colours),
    ...besideThePoint(beside, width, colours),
    ...labelled('NOTE', [oneRunNote], width, colours.dim),
    ...(options.report === undefined ? [] : unbroken('REPORT', options.report)),
    ...[...new Set(summaries.map(summary => summary.reproduce))].flatMap(reproduceLines),
  ];
  return `${lines.join('\n')}\n`;
}

/** The title with what it is the title of; the scenario's name once, where it has no title of its own. */
const titled = ({ title, scenario }: Summary, facts: string): string =>
  `${title}  (${title === scenario ? '' : `${scenario}, `}${facts})`;

const questionLines = ({ question }: Summary, width: number, colours: Colours): string[] =>
  question === '' ? [] : labelled('QUESTION', [question], width, colours.dim);

function expectationLines(expectations: readonly Expectation[], width: number, colours: Colours): string[] {
  const paint: Record<Verdict, (text: string) => string> = {
    pass: colours.green,
    fail: colours.red,
    undecided: colours.yellow,
    'not judged': colours.dim,
  };
  const lines = expectations.flatMap(one => {
    const limit = one.bound === null ? '' : ` (bound ${bound(one)})`;
    const words = `${verdictMark[one.verdict]} ${one.text}: ${measured(one)}${limit}`;
    const why = one.verdict !== 'pass' && one.why !== undefined ? ` - ${one.why}` : '';
    return wrap(words + why, width, labelColumn + 2, labelColumn).map((line, i) =>
      i === 0 ? line.replace(verdictMark[one.verdict], paint[one.verdict]) : line,
    );
  });
  return lines.length === 0 ? [] : [...labelled('EXPECT', [expectationsInShort({ expectations })], width), ...lines];
}

function metricLines(summary: Summary, width: number, colours: Colours): string[] {
  const { told, nothing, beside } = readingOrder([summary]);
  const observed = told.map((name): [string, Metric] => [name, summary.metrics[name]!]);
  return [
    ...metricTable(observed, width, colours),
    ...notMeasured(nothing, width, colours),
    ...besideThePoint(beside, width, colours),
  ];
}

const besideThePoint = (names: string[], width: number, colours: Colours): string[] =>
  names.length === 0
    ? []
    : wrap(`Nobody asked for these, they are in summary.json: ${names.join(', ')}`, width, 2).map(colours.dim);

const notMeasured = (names: string[], width: number, colours: Colours): string[] =>
  names.length === 0
    ? []
    : wrap(`Not measured, for want of a single observation: ${names.join(', ')}`, width, 2).map(colours.dim);

function metricTable(metrics: [name: string, metric: Metric][], width: number, colours: Colours): string[] {
  if (metrics.length === 0) return [];
  const rows = metrics.map(([name, metric]) => [name, inShort(metric), tail(metric), sampleSize(metric)]);
  const shorter = metrics.map(([name, metric]) => [
    name,
    inShort(metric),
    tail(metric).split(/, | · /)[0] ?? '',
    sampleSize(metric),
  ]);
  return (
    grid([['metric', 'value', 'tail', 'n'], ...rows], width, colours) ??
    grid([['metric', 'value', 'tail', 'n'], ...shorter], width, colours) ??
    grid(
      [['metric', 'value', 'n'], ...rows.map(([name = '', value = '', , n = '']) => [name, value, n])],
      width,
      colours,
    ) ??
    rows.flatMap(([name = '', value = '', and = '', n = '']) => [
      ...wrap(name, width, 2).map(colours.dim),
      ...wrap([value, and, n].filter(part => part !== '').join(' · '), width, 4, 2),
    ])
  );
}

/** The far end of a spread, the peaks of a rate, on one line. */
function tail(metric: Metric): string {
  if (metric.kind === 'rate' && metric.n > 0) {
    return `peaks ${formatNumber(metric.peaks['1s'])} in 1 s, ${formatNumber(metric.peaks['1min'])} in 1 min`;
  }
  return besides(metric)
    .map(([title, value]) => `${title} ${value}`)
    .join(' · ');
}

function outcomeLines(outcomes: RunResult['details']['outcomes'], width: number): string[] {
  const total = outcomes.reduce((sum, outcome) => sum + outcome.n, 0);
  if (total === 0) return [];
  const parts = outcomes.map(({ outcome, n }) => `${outcome} ${formatCount(n)} (${formatShare(n / total)})`);
  return labelled('OUTCOMES', [parts.join(' · ')], width);
}

/** What the timeline did, when, and what became of the requests that met it. */
function incidentLines(incidents: ToldIncident[], width: number): string[] {
  const texts = incidents.slice(0, incidentsMost).map(({ name, what, when, met }) => {
    const requests = met.length === 0 ? '' : `; requests sent meanwhile: ${met.join(', ')}`;
    return `${name}: ${what}, ${when}${requests}`;
  });
  const more = incidents.length > incidentsMost ? [`and ${formatCount(incidents.length - incidentsMost)} more`] : [];
  return incidents.length === 0 ? [] : labelled('INCIDENTS', [...texts, ...more], width);
}

const incidentsMost = 12;

/** What was probed, and the incidents with their severity. */
function monitoringLines(told: ToldMonitoring | undefined, width: number): string[] {
  if (told === undefined) return [];
  const texts = told.incidents
    .slice(0, incidentsMost)
    .map(
      ({ operator, severity, when, noticed, duties }) =>
        `severity ${severity}, ${operator}, ${when}: noticed ${noticed}, ${duties}`,
    );
  const more = told.incidents.length - texts.length;
  return labelled('MONITOR', [...told.probes, ...texts, ...(more > 0 ? [`and ${formatCount(more)} more`] : [])], width);
}

/** A row for each tier of the back end: which breaks first, and why. */
function tierLines(tiers: readonly ToldTier[], width: number, colours: Colours): string[] {
  if (tiers.length === 0) return [];
  const header = ['TIER', 'servers', 'busy mean/peak', 'threads held peak', 'first to fail', 'worst moment'];
  const rows = tiers.map(({ name, servers, busy, held, firstToFail, worst }) => [
    name,
    servers,
    busy,
    held,
    firstToFail,
    worst,
  ]);
  return (
    grid([header, ...rows], width, colours) ?? [
      ...labelled('TIERS', [''], width),
      ...stacked(header, rows, width, colours),
    ]
  );
}

/** The first laws that broke, with their breach; one line where all held. */
function lawLines(summary: Summary, width: number, colours: Colours): string[] {
  if (summary.laws.length === 0) return [];
  const broken = summary.laws.filter(law => law.verdict === 'broken');
  const shown = broken.slice(0, 3).map(law => `✗ ${law.name}: ${law.breach ?? law.why}`);
  const paint = broken.length > 0 ? colours.red : (text: string) => text;
  return labelled('LAWS', [lawsInShort(summary), ...shown], width, paint);
}

const metricOf = ({ metrics }: Summary, name: string): Metric | undefined =>
  Object.hasOwn(metrics, name) ? metrics[name] : undefined;

const inShort = (metric: Metric): string =>
  [headline(metric), headlineName(metric)].filter(part => part !== '').join(' ');

/** Never wrapped, so that it can be copied or clicked. */
const unbroken = (label: string, text: string): string[] => [label.padEnd(labelColumn) + text];

const reproduceLines = (command: string): string[] => [`Reproduce: ${command}`];
