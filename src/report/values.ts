/** What a metric, an expectation or a verdict says, in the words that page and terminal share. */

import {
  counted,
  formatCount,
  formatNumber,
  formatRate,
  formatShare,
  formatValue,
  noValue,
} from '../experiments/format.ts';
import {
  type Assumption,
  type Expectation,
  type Metric,
  peakWindows,
  type Summary,
  type Verdict,
} from '../experiments/run-result.ts';

export const verdictMark: Record<Verdict, string> = { pass: '✓', fail: '✗', undecided: '?', 'not judged': '·' };
const gateWords: Record<Verdict, string> = {
  pass: 'met',
  fail: 'not met',
  undecided: 'undecided',
  'not judged': 'not judged',
};

/** A gate is met or not; a question is answered yes or no. */
export const verdictWord = ({ verdict, level }: Expectation): string =>
  level === 'question' && (verdict === 'pass' || verdict === 'fail')
    ? verdict === 'pass'
      ? 'yes'
      : 'no'
    : gateWords[verdict];

/** The one number a metric is known by: the value, the median, the mean rate. */
export function headline(metric: Metric): string {
  if (metric.kind === 'value') return formatValue(metric.value, metric.unit);
  if (metric.kind === 'distribution') return formatValue(metric.p50, metric.unit);
  return metric.mean === null ? noValue : formatRate(metric.mean);
}

export function headlineValue(metric: Metric): number | null {
  if (metric.kind === 'value') return metric.value;
  return metric.kind === 'distribution' ? metric.p50 : metric.mean;
}

/** How the one number differs from that of the baseline: `+9.9 points`, `−51 s (−31 %)`, `the same`; nothing without both. */
export function difference(metric: Metric, baseline: Metric): string {
  const [now, before] = [headlineValue(metric), headlineValue(baseline)];
  if (now === null || before === null || metric.kind !== baseline.kind || metric.unit !== baseline.unit) return '';
  if (now === before) return 'the same';
  const sign = now > before ? '+' : '\u2212';
  const distance = Math.abs(now - before);
  if (metric.unit === 'share') return `${sign}${formatNumber(Number((distance * 100).toPrecision(2)))} points`;
  const relative = before === 0 ? '' : ` (${sign}${formatShare(distance / Math.abs(before))})`;
  return `${sign}${formatValue(distance, metric.kind === 'rate' ? 'per s' : metric.unit)}${relative}`;
}

/** What stands beside the one number: the tail of a spread, the peaks of a rate. */
export function besides(metric: Metric): [name: string, value: string][] {
  if (metric.n === 0 || metric.kind === 'value') return [];
  if (metric.kind === 'distribution') {
    return (['p95', 'p99', 'max'] as const).map(name => [name, formatValue(metric[name], metric.unit)]);
  }
  return peakWindows.map(window => [
    `in ${spacedWindow(window)}`,
    `${inShort(metric.peaks[window])} (chance ${inShort(metric.peaksByChance[window])})`,
  ]);
}

/** Two digits are enough beside the chart that shows the peaks. */
const inShort = (rate: number): string => formatNumber(rate < 100 ? Number(rate.toPrecision(2)) : rate);

/** What the one number is: nothing for a value or where there is no number, `median` for a spread, `mean` for a rate. */
export function headlineName(metric: Metric): string {
  if (metric.kind === 'value' || headlineValue(metric) === null) return '';
  return metric.kind === 'distribution' ? 'median' : 'mean';
}

/** `n 1 731`, with `7 still open` where the run ended before the outcome. */
export function sampleSize(metric: Metric): string {
  const open = metric.censored > 0 ? ` · ${formatCount(metric.censored)} still open` : '';
  return `n ${formatCount(metric.n)}${open}`;
}

/** What was measured, or the verdict in a word where the claim is not about one number. */
export function measured(expectation: Expectation): string {
  const { value, unit, variant, verdict, level } = expectation;
  const word = level === 'question' ? `${verdictWord(expectation)}, ` : '';
  if (verdict === 'not judged') return 'not judged, needs other variants';
  if (value === null && unit === '') return verdictWord(expectation);
  // Only a time that never came decides a claim without being a number.
  if (value === null) return `${word}${verdict === 'undecided' ? 'not measured' : 'never'}`;
  return `${word}${formatValue(value, unit)}${variant === undefined ? '' : ` in ${variant}`}`;
}

/** Whether all runs have the same verdict by the same value: a claim about named variants, to be told once. */
export function isToldOnce(text: string, summaries: readonly Summary[]): boolean {
  const [first, ...others] = summaries.map(({ expectations }) => expectations.find(one => one.text === text));
  return (
    first !== undefined &&
    others.length > 0 &&
    others.every(
      other => other?.verdict === first.verdict && other.value === first.value && other.bound === first.bound,
    )
  );
}

export const bound = (expectation: Expectation): string => formatValue(expectation.bound, expectation.unit);

/** `2 of 4 expectations met`; undecided ones are named, never counted as met. */
export function expectationsInShort(summary: Readonly<{ expectations: readonly Expectation[] }>): string {
  const gates = summary.expectations.filter(({ level }) => level !== 'question');
  const count = (verdict: Verdict): number => gates.filter(one => one.verdict === verdict).length;
  const others = (['undecided', 'not judged'] as const).filter(verdict => count(verdict) > 0);
  const rest = others.map(verdict => `, ${count(verdict)} ${verdict}`).join('');
  if (gates.length === 0) return counted(summary.expectations.length, 'question');
  return `${count('pass')} of ${counted(gates.length, 'expectation')} met${rest}`;
}

export function lawsInShort(summary: Summary): string {
  const broken = summary.laws.filter(law => law.verdict === 'broken').length;
  if (broken > 0) return `${counted(broken, 'law')} broken`;
  return summary.laws.length === 1 ? 'the law held' : `all ${summary.laws.length} laws held`;
}

/** `63 assumptions, you set 18; for 41 no document publishes the number.` */
export function assumptionsInShort(summary: { readonly assumptions: readonly Assumption[] }): string {
  const set = summary.assumptions.filter(assumption => assumption.setBy === 'scenario').length;
  const assumed = summary.assumptions.filter(assumption => assumption.assumed).length;
  return `${counted(summary.assumptions.length, 'assumption')}, you set ${formatCount(set)}; for ${formatCount(assumed)} no document publishes the number.`;
}

export const oneRunNote =
  'One run with one seed: no interval can be given. Compare variants over replications before deciding on a difference.';

/** A number and its unit, or the two parts of a duration, stay on one line. */
export const unitsKept = (text: string): string =>
  text
    .replace(/(\d) per s(?![\p{L}\p{N}])/gu, '$1\u00a0per\u00a0s')
    .replace(/(\d) (?=(?:%|µs|ms|s|min|h|d|B|[kMGTP]B)(?![\p{L}\p{N}]))/gu, '$1\u00a0');

function spacedWindow(window: string): string {
  return window.replace(/(\d+)/, '$1 ');
}
