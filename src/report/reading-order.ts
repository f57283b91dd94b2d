/**
 * Which key figures are read first: what the scenario itself measures, then what the run says of its topics. What every run
 * measures, such as balances that people look at, is background: beside the point where the run has other figures and no
 * expectation asks for it. It is then named, and stays whole in summary.json and in the report of each run.
 */
import type { Metric, Summary } from '../experiments/run-result.ts';
import { vocabulary } from '../scenarios/index.ts';

export interface ReadingOrder {
  /** Names of metrics with observations, most important first. */
  told: string[];
  /** Metrics that somebody may have asked for, without a single observation. */
  nothing: string[];
  /** Metrics with observations that nobody has asked for. */
  beside: string[];
}

/** First words of the metrics that every run has, whatever it is about. */
const ofEveryRun: ReadonlySet<string> = new Set(['getBalance', 'usage', 'balance']);

const isOwn = (name: string): boolean => !Object.hasOwn(vocabulary.metrics, name);
const firstWord = (name: string): string => name.split('.')[0]!;

/** The order in which to read the figures of one run, or of several variants together. */
export function readingOrder(summaries: readonly Pick<Summary, 'metrics' | 'expectations'>[]): ReadingOrder {
  const names = [...new Set(summaries.flatMap(({ metrics }) => Object.keys(metrics)))];
  const isObserved = (name: string) => summaries.some(({ metrics }) => (metricOf(metrics, name)?.n ?? 0) > 0);
  const isBackground = (name: string) => !isOwn(name) && ofEveryRun.has(firstWord(name));
  const asked = new Set(
    summaries.flatMap(({ expectations }) => expectations.flatMap(({ text }) => text.match(/[A-Za-z]+/g) ?? [])),
  );
  const hasTopic = names.some(name => !isOwn(name) && !isBackground(name) && isObserved(name));
  const isBeside = (name: string) => hasTopic && isBackground(name) && !asked.has(firstWord(name));
  const relevant = [...names.filter(isOwn), ...names.filter(name => !isOwn(name))].filter(name => !isBeside(name));
  return {
    told: relevant.filter(isObserved),
    nothing: relevant.filter(name => !isObserved(name)),
    beside: names.filter(name => isBeside(name) && isObserved(name)),
  };
}

const metricOf = (metrics: Readonly<Record<string, Metric>>, name: string): Metric | undefined =>
  Object.hasOwn(metrics, name) ? metrics[name] : undefined;
