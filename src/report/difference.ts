/** What changed between two runs: the inputs first, since they explain the rest, then the answers. */
import { formatValue } from '../experiments/format.ts';
import type { ListSection } from './lists.ts';
import type { ReadMetric, ReadRun } from './read-run.ts';

export interface InputChange {
  /** `seed`, `variant`, `file`, `override`, or the path of a setting. */
  what: string;
  /** Null for what is not there. */
  before: string | null;
  after: string | null;
}

export interface MetricChange {
  metric: string;
  /** `value`, `mean`, `p95`, or `peak in 1min`. */
  statistic: string;
  unit: string;
  before: number | null;
  after: number | null;
  /** After minus before; null when one of them is missing. */
  difference: number | null;
  /** Of the value before; null when that is 0 or missing. */
  percent: number | null;
}

export interface ExpectationChange {
  text: string;
  /** Null where the run does not expect this. */
  before: string | null;
  after: string | null;
}

export interface RunDifference {
  same: boolean;
  inputs: InputChange[];
  metrics: MetricChange[];
  /** Those whose verdict is another one. */
  expectations: ExpectationChange[];
  /** Whether the two runs told the same facts. */
  sameFacts: boolean;
}

export function differenceOf(before: ReadRun, after: ReadRun): RunDifference {
  const inputs = inputChanges(before, after);
  const metrics = metricChanges(before, after);
  const expectations = expectationChanges(before, after);
  const sameFacts = before.summary.fingerprint === after.summary.fingerprint;
  const same = sameFacts && inputs.length + metrics.length + expectations.length === 0;
  return { same, inputs, metrics, expectations, sameFacts };
}

/* ---- Inputs ---- */

function inputChanges(before: ReadRun, after: ReadRun): InputChange[] {
  const named = ({ summary, manifest }: ReadRun) =>
    new Map<string, string>([
      ['scenario', summary.scenario],
      ['variant', summary.variant],
      ['seed', String(summary.seed)],
      ['preset', summary.preset],
      ...Object.entries(manifest?.environment ?? {}).filter(([name]) => name === 'mpsim'),
    ]);
  const settings = ({ manifest }: ReadRun) =>
    new Map(Object.entries(manifest?.result.settings ?? {}).map(([name, value]) => [name, String(value)]));
  const assumptions = ({ summary }: ReadRun) => new Map(summary.assumptions.map(({ path, value }) => [path, value]));
  return [
    ...changes(named(before), named(after)),
    ...fileChanges(before, after),
    ...changes(overrides(before), overrides(after)),
    ...(before.manifest === undefined || after.manifest === undefined
      ? []
      : changes(settings(before), settings(after)).filter(({ what }) => what !== 'preset')),
    ...changes(assumptions(before), assumptions(after)),
  ];
}

/** A file that only has another name is the same file. */
function fileChanges(before: ReadRun, after: ReadRun): InputChange[] {
  if (before.manifest === undefined || after.manifest === undefined) return [];
  const files = [before.manifest.result.files, after.manifest.result.files];
  const [had, has] = files.map(hashes => new Set(Object.values(hashes)));
  const named = (hashes: Record<string, string>, others: Set<string>) =>
    new Map(
      Object.entries(hashes)
        .filter(([, hash]) => !others.has(hash))
        .map(([file, hash]) => [`file ${file}`, hash.slice(0, 12)]),
    );
  return changes(named(files[0]!, has!), named(files[1]!, had!));
}

const overrides = ({ manifest }: ReadRun): Map<string, string> =>
  new Map(
    (manifest?.result.overrides ?? []).map(override => {
      const at = override.indexOf('=');
      return [`--set ${override.slice(0, at)}`, override.slice(at + 1)];
    }),
  );

function changes(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): InputChange[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap(what => {
    const change = { what, before: before.get(what) ?? null, after: after.get(what) ?? null };
    return change.before === change.after ? [] : [change];
  });
}

/* ---- Answers ---- */

const statistics = ['value', 'mean', 'p50', 'p95', 'p99', 'max'] as const;

function numbersOf(metric: ReadMetric | undefined): Map<string, number | null> {
  const numbers = new Map<string, number | null>();
  if (metric === undefined) return numbers;
  for (const name of statistics) if (metric[name] !== undefined) numbers.set(name, metric[name]);
  for (const [window, peak] of Object.entries(metric.peaks ?? {})) numbers.set(`peak in ${window}`, peak);
  return numbers;
}

function metricChanges(before: ReadRun, after: ReadRun): MetricChange[] {
  const [had, has] = [before, after].map(({ summary }) => new Map(Object.entries(summary.metrics)));
  return [...new Set([...had!.keys(), ...has!.keys()])].flatMap(metric => {
    const [old, now] = [numbersOf(had!.get(metric)), numbersOf(has!.get(metric))];
    const unit = (has!.get(metric) ?? had!.get(metric))!.unit;
    return [...new Set([...old.keys(), ...now.keys()])].flatMap((statistic): MetricChange[] => {
      const [from, to] = [old.get(statistic) ?? null, now.get(statistic) ?? null];
      if (from === to) return [];
      const difference = from === null || to === null ? null : to - from;
      const percent = difference === null || from === null || from === 0 ? null : (difference / Math.abs(from)) * 100;
      return [{ metric, statistic, unit, before: from, after: to, difference, percent }];
    });
  });
}

function expectationChanges(before: ReadRun, after: ReadRun): ExpectationChange[] {
  const verdicts = ({ summary }: ReadRun) => new Map(summary.expectations.map(({ text, verdict }) => [text, verdict]));
  return changes(verdicts(before), verdicts(after)).map(({ what, before: was, after: is }) => ({
    text: what,
    before: was,
    after: is,
  }));
}

/* ---- In words ---- */

/** Changes of one kind after which the list is cut. */
const mostShown = 40;

export function differenceInWords(difference: RunDifference, before: ReadRun, after: ReadRun): ListSection[] {
  const { inputs, metrics, expectations } = difference;
  const verdict = difference.same
    ? 'The two runs are the same: same inputs, same facts, same answers.'
    : inputs.length > 0
      ? 'The two runs differ.'
      : 'The inputs are the same, and the answers differ: another version of mpsim or a changed result.';
  const sections: ListSection[] = [
    {
      heading: verdict,
      rows: [
        ['before', runInShort(before)],
        ['after', runInShort(after)],
      ],
    },
  ];
  if (inputs.length > 0)
    sections.push({ heading: 'INPUTS', rows: cut(inputs.map(one => [one.what, fromTo(one.before, one.after)])) });
  if (metrics.length > 0) sections.push({ heading: 'ANSWERS', rows: cut(metrics.map(metricInWords)) });
  if (expectations.length > 0)
    sections.push({
      heading: 'EXPECTATIONS with another verdict',
      rows: cut(expectations.map(one => [one.text, fromTo(one.before, one.after)])),
    });
  if (!difference.same && metrics.length === 0)
    sections.push({
      heading: difference.sameFacts ? 'Both told the same facts.' : 'Every metric is the same.',
      rows: [],
    });
  return sections;
}

const runInShort = ({ path, summary, manifest }: ReadRun): string =>
  `${path} (${summary.scenario}, ${summary.variant}, seed ${summary.seed}${manifest?.complete === false ? ', partial' : ''})`;

const fromTo = (before: string | null, after: string | null): string =>
  `${before ?? 'not there'} → ${after ?? 'not there'}`;

function metricInWords({
  metric,
  statistic,
  unit,
  before,
  after,
  difference,
  percent,
}: MetricChange): [string, string] {
  const sign = (difference ?? 0) > 0 ? '+' : '';
  const by = difference === null ? '' : `, ${sign}${inUnit(difference, unit)}`;
  const relative =
    percent === null || unit === 'share' ? '' : ` (${sign}${percent.toFixed(Math.abs(percent) < 10 ? 1 : 0)} %)`;
  const name = statistic === 'value' ? metric : `${metric} ${statistic}`;
  return [name, `${formatValue(before, unit)} → ${formatValue(after, unit)}${by}${relative.replace('-', '\u2212')}`];
}

/** A share that changed is told in points: 5 % more of 40 % could be two things. */
const inUnit = (difference: number, unit: string): string =>
  unit === 'share' ? `${formatValue(difference * 100, '')} points` : formatValue(difference, unit);

function cut(rows: [string, string][]): [string, string][] {
  if (rows.length <= mostShown) return rows;
  return [...rows.slice(0, mostShown), ['…', `and ${rows.length - mostShown} more; --json has all of them`]];
}
