/**
 * What a scenario expects of its run: one metric against one bound.
 *
 *     activation.success >= 70 %
 *     p95(activation.duration) <= 10 min
 *     peak(getBalance.rate over 1 min) <= 3 per s
 */
import { didYouMean } from './nearest-word.ts';
import {
  type Dimension,
  dimensionOf,
  dimensionWords,
  exampleUnit,
  plainNumber,
  readQuantity,
  Unreadable,
} from './quantities.ts';

type MetricKind = 'value' | 'distribution' | 'rate';
type MetricUnit = 'share' | 'µs' | 'B' | 'count' | 'per s';

/** What a run measures, by name. */
export type MetricNames = Readonly<Record<string, { kind: MetricKind; unit: MetricUnit }>>;

export const metricNames: MetricNames = {
  'activation.success': { kind: 'value', unit: 'share' },
  'activation.duration': { kind: 'distribution', unit: 'µs' },
  'getBalance.requests': { kind: 'value', unit: 'count' },
  'getBalance.rate': { kind: 'rate', unit: 'per s' },
  'getBalance.latency': { kind: 'distribution', unit: 'µs' },
  'getBalance.success': { kind: 'value', unit: 'share' },
  'placeOrder.requests': { kind: 'value', unit: 'count' },
  'placeOrder.rate': { kind: 'rate', unit: 'per s' },
  'placeOrder.latency': { kind: 'distribution', unit: 'µs' },
  'placeOrder.success': { kind: 'value', unit: 'share' },
  'usage.bytes': { kind: 'value', unit: 'B' },
  'balance.remaining': { kind: 'distribution', unit: 'B' },
};

const functions = ['mean', 'min', 'p50', 'p95', 'p99', 'max', 'peak'] as const;
type ExpectationFunction = (typeof functions)[number];

const peakWindows = { '1s': 1e6, '10s': 1e7, '1min': 6e7, '5min': 3e8 } as const;
type PeakWindow = keyof typeof peakWindows;

const comparisons = ['<=', '>=', '!=', '<', '>', '='] as const;
type Comparison = (typeof comparisons)[number];

export interface Expectation {
  text: string;
  why: string | undefined;
  metric: string;
  /** None for a metric that is one value. */
  fn: ExpectationFunction | undefined;
  /** How long the busiest stretch is; for `peak` only. */
  over: PeakWindow | undefined;
  comparison: Comparison;
  /** In the unit of the metric. */
  bound: number;
  unit: MetricUnit;
}

/** A metric as a run measured it: just what an expectation needs to know. */
export type Measured =
  | { kind: 'value'; value: number | null }
  | ({ kind: 'distribution' } & Readonly<Record<'mean' | 'min' | 'p50' | 'p95' | 'p99' | 'max', number | null>>)
  | { kind: 'rate'; mean: number | null; peaks: Readonly<Record<PeakWindow, number>> };

/** `undecided` only when there is no data. */
export interface Judgement {
  value: number | null;
  verdict: 'pass' | 'fail' | 'undecided';
}

const longest = 300;
const dimensions: Readonly<Record<MetricUnit, Dimension>> = {
  share: 'share',
  µs: 'time',
  B: 'size',
  count: 'count',
  'per s': 'per s',
};

/** Words of the whole expression language that this version does not know yet. */
const notBuiltYet = new Set(['count', 'share', 'sum', 'median', 'rate', 'until', 'ever', 'elapsed']);
const windowsNotBuiltYet = /^(?:among|where|from|after|during|outside|for|in)$/;

/**
 * Reads one line of `expect`.
 * @throws Unreadable with the advice for its author, and the part of the text that is wrong
 */
export function readExpectation(text: string, names: MetricNames = metricNames): Expectation {
  if (text.length > longest) throw new Unreadable(`An expectation has at most ${longest} characters.`);
  refuseForeignSigns(text);
  const split = /^([^<>=!]*)(<=|>=|!=|<|>|=)(.*)$/s.exec(text);
  if (split === null)
    throw new Unreadable('Expected a metric, a comparison and a bound, for example `activation.success >= 70 %`.');
  const [, left, comparison, right] = split;
  const { metric, fn, over } = readMeasure(left, names);
  const { unit } = names[metric];
  const boundAt = left.length + comparison.length + (right.length - right.trimStart().length);
  return {
    text: text.trim(),
    why: undefined,
    metric,
    fn,
    over,
    comparison: comparison as Comparison,
    bound: readBound(right.trim(), metric, unit, boundAt),
    unit,
  };
}

/** Judges an expectation by what a run measured. */
export function judge(expectation: Expectation, measured: (metric: string) => Measured | undefined): Judgement {
  const metric = measured(expectation.metric);
  const value = metric === undefined ? null : measuredValue(metric, expectation);
  if (value === null || Number.isNaN(value)) return { value: null, verdict: 'undecided' };
  return { value, verdict: holds(value, expectation.comparison, expectation.bound) ? 'pass' : 'fail' };
}

function measuredValue(metric: Measured, { fn, over }: Expectation): number | null {
  switch (metric.kind) {
    case 'value':
      return metric.value;
    case 'distribution':
      return fn === undefined || fn === 'peak' ? null : metric[fn];
    case 'rate':
      return fn === 'peak' && over !== undefined && metric.mean !== null ? metric.peaks[over] : metric.mean;
  }
}

function holds(value: number, comparison: Comparison, bound: number): boolean {
  switch (comparison) {
    case '<=':
      return value <= bound;
    case '>=':
      return value >= bound;
    case '<':
      return value < bound;
    case '>':
      return value > bound;
    case '=':
      return value === bound;
    case '!=':
      return value !== bound;
  }
}

/** Signs of other languages, each with our word for it. */
function refuseForeignSigns(text: string): void {
  const foreign: readonly (readonly [string, string])[] = [
    ['&&', '`and`'],
    ['||', '`or`'],
    ['==', '`=`'],
    ['<>', '`!=`'],
    ['=<', '`<=`'],
    ['=>', '`>=`'],
    ['≤', '`<=`'],
    ['≥', '`>=`'],
  ];
  for (const [sign, ours] of foreign) {
    const at = text.indexOf(sign);
    if (at >= 0)
      throw new Unreadable(`\`${sign}\` is not a word of the language: write ${ours}.`, { at, length: sign.length });
  }
  const joined = /(?<= )(?:and|or|not)(?= )/.exec(text);
  if (joined !== null)
    throw new Unreadable(
      `\`${joined[0]}\` is part of the language but not built yet; write each claim as a line of its own.`,
      {
        at: joined.index,
        length: joined[0].length,
      },
    );
}

/** The left side: a metric, alone or within a function. */
function readMeasure(text: string, names: MetricNames): Pick<Expectation, 'metric' | 'fn' | 'over'> {
  const call = /^\s*([^\s()]+)\s*\(([^()]*)\)\s*$/.exec(text);
  if (call === null) {
    const metric = text.trim();
    const metricAt = text.indexOf(metric);
    refuseWindows(metric);
    if (/[()]/.test(metric))
      throw new Unreadable('Expected one pair of brackets around a metric, as in `p95(activation.duration)`.');
    checkMetric(metric, metricAt, names);
    if (names[metric].kind === 'distribution')
      throw new Unreadable(
        `${metric} is many values; which of them? Write \`mean(${metric})\` or \`p95(${metric})\`.`,
        {
          at: metricAt,
          length: metric.length,
        },
      );
    return { metric, fn: undefined, over: undefined };
  }
  const fn = readFunction(call[1], text.indexOf(call[1]));
  const [metric, ...window] = call[2].trim().split(/\s+/);
  checkMetric(metric, text.indexOf(metric, text.indexOf('(')), names);
  checkFunction(fn, metric, names[metric].kind);
  return { metric, fn, over: readWindow(fn, metric, window.join(' ')) };
}

function readFunction(word: string, at: number): ExpectationFunction {
  const known = functions.find(fn => fn === word);
  if (known !== undefined) return known;
  const part = { at, length: word.length };
  if (notBuiltYet.has(word)) throw new Unreadable(`\`${word}\` is part of the language but not built yet.`, part);
  if (/^p\d/.test(word)) throw new Unreadable('Of the percentiles, p50, p95 and p99 are kept.', part);
  throw new Unreadable(
    `No function \`${word}\`. Expected one of: ${functions.join(', ')}.${didYouMean(word, functions)}`,
    part,
  );
}

function checkMetric(metric: string, at: number, names: MetricNames): void {
  if (Object.hasOwn(names, metric)) return;
  const all = Object.keys(names);
  throw new Unreadable(`No metric \`${metric}\`. Expected one of: ${all.join(', ')}.${didYouMean(metric, all)}`, {
    at,
    length: metric.length,
  });
}

function checkFunction(fn: ExpectationFunction, metric: string, kind: MetricKind): void {
  if (kind === 'value') throw new Unreadable(`${metric} is one value; write it without \`${fn}( )\`.`);
  if (kind === 'rate' && fn !== 'mean' && fn !== 'peak')
    throw new Unreadable(`Of a rate, \`mean(${metric})\` and \`peak(${metric} over 1 min)\` are known.`);
  if (kind === 'distribution' && fn === 'peak')
    throw new Unreadable(`\`peak\` is for rates; for ${metric} write \`max(${metric})\`.`);
}

function readWindow(fn: ExpectationFunction, metric: string, window: string): PeakWindow | undefined {
  refuseWindows(window);
  if (fn !== 'peak') {
    if (window === '') return undefined;
    throw new Unreadable(`\`${window}\` has no meaning here; \`over\` belongs to \`peak\`.`);
  }
  const known = (Object.keys(peakWindows) as PeakWindow[]).find(
    name => window.startsWith('over ') && plainTime(window.slice('over '.length)) === peakWindows[name],
  );
  if (known === undefined)
    throw new Unreadable(
      `Over how long? A peak is kept over 1 s, 10 s, 1 min and 5 min, as in \`peak(${metric} over 1 min)\`.`,
    );
  return known;
}

function plainTime(text: string): number | undefined {
  return dimensionOf(text) === 'time' ? readQuantity(text, 'time') : undefined;
}

function refuseWindows(text: string): void {
  const word = text.split(/\s+/).find(one => windowsNotBuiltYet.test(one));
  if (word !== undefined) throw new Unreadable(`\`${word}\` is part of the language but not built yet.`);
}

function readBound(text: string, metric: string, unit: MetricUnit, at: number): number {
  const wanted = dimensions[unit];
  const found = dimensionOf(text);
  const part = { at, length: text.length };
  if (found === wanted || (found === 'bare' && wanted === 'count')) return readQuantity(text, wanted);
  const subject = `${metric.slice(metric.lastIndexOf('.') + 1)} is ${dimensionWords(wanted)}`;
  if (text === '') throw new Unreadable(`Against what? ${subject}.`);
  if (found === 'bare') {
    const suggestion =
      wanted === 'share' && (plainNumber(text) as number) <= 1
        ? String(Number(((plainNumber(text) as number) * 100).toPrecision(12)))
        : text;
    throw new Unreadable(
      `${subject}, ${text} has no unit. Did you mean \`${suggestion} ${exampleUnit(wanted)}\`?`,
      part,
    );
  }
  if (found !== undefined) throw new Unreadable(`${subject}, ${text} is ${dimensionWords(found)}.`, part);
  readQuantity(text, wanted);
  throw new Unreadable(`Expected ${dimensionWords(wanted)}.`, part);
}
