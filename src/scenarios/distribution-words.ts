/**
 * Distributions in words, because a comma would end the value inside `{ }`:
 *
 *     2 ms                                                   always the same
 *     exponential mean 12 ms          uniform 1 s to 3 s     triangular 2 s to 10 s mode 2.5 s
 *     normal mean 3 s deviation 300 ms   lognormal median 20 s p95 90 s   (also: mean and p99, median or mean and sigma)
 *     gamma mean 3 s shape 2             weibull scale 3 s shape 0.8      pareto least 1 s shape 1.5
 *     geometric mean 1.8                                     counts from 1 on
 *     measured from api.csv column own_ms in ms              the values of a file beside the scenario
 *     mix 90 % 8 ms | 10 % lognormal median 4 min p95 14 min
 *     lognormal median 90 s p95 14 min max 2 h               nothing above `max` is ever drawn
 *     x3 exponential mean 12 ms                              three times as long
 */
import {
  type Distribution,
  gammaFromMedianAndQuantile,
  lognormalFromMeanAndQuantile,
  lognormalFromMeanAndSigma,
  lognormalFromMedianAndQuantile,
  mean,
  paretoFromMedianAndQuantile,
  quantile,
  validateDistribution,
  weibullFromMeanAndShape,
  weibullFromMedianAndQuantile,
} from '../sim/index.ts';
import { measuredValues } from './measured-files.ts';
import { didYouMean } from './nearest-word.ts';
import {
  decimal,
  describeSize,
  describeTime,
  plainNumber,
  readCount,
  readShare,
  readTime,
  readVolume,
  Unreadable,
} from './quantities.ts';

/** What the drawn values are: times in µs, volumes in bytes, or whole numbers. */
export type DrawnUnit = 'time' | 'size' | 'count';

const kinds = [
  'lognormal',
  'exponential',
  'uniform',
  'normal',
  'triangular',
  'gamma',
  'weibull',
  'pareto',
  'mix',
  'measured',
];
const kindsOfCounts = ['geometric', 'mix'];
const longest = 500;
/** Shares that differ from 100 % by less than this add up: they were written with few decimals. */
const tolerance = 1e-9;

interface Reader {
  unit: DrawnUnit;
  /** One value with its unit. */
  value: (text: string) => number;
}

const readers: Record<DrawnUnit, Reader> = {
  time: { unit: 'time', value: readTime },
  size: { unit: 'size', value: readVolume },
  count: { unit: 'count', value: readCount },
};

/**
 * Reads a distribution of times, of volumes or of counts. Where it names a file, that is one of the scenario being read.
 * @throws Unreadable with the advice for its author
 */
export function readDistribution(text: string, unit: DrawnUnit): Distribution {
  if (text.length > longest) throw new Unreadable(`A distribution has at most ${longest} characters.`);
  if (/[(),]/.test(text)) {
    if (/\bmeasured from\b/.test(text))
      throw new Unreadable(
        'The file and the column are named without brackets and commas; rename them, as in `own_ms`.',
      );
    const words = text.replace(/[(),]/g, ' ').replace(/ +/g, ' ').trim();
    throw new Unreadable(`A distribution is written in words, without brackets and commas. Write \`${words}\`.`);
  }
  const found = distribution(text.replace(/\s+/g, ' ').trim(), readers[unit]);
  solved(() => validateDistribution(found));
  refuseEndlessTail(found);
  return found;
}

/** One value in 2^40 lies beyond this quantile; a day of a million devices draws fewer. */
const rareDraw = 1 - 2 ** -40;

/** A tail without a mean, or beyond what the clock can count, would end a run or make its averages mean nothing. */
function refuseEndlessTail(found: Distribution): void {
  if (!hasHeavyTail(found)) return;
  if (mean(found) === Infinity)
    throw new Unreadable(
      'A Pareto of shape 1 or less has no mean: no average over it ever settles. Write a larger shape, or `max` and a value behind it.',
    );
  if (quantile(found)(rareDraw) > Number.MAX_SAFE_INTEGER)
    throw new Unreadable(
      'The largest values of this distribution are more than the simulator can count. Write `max` and a value behind it.',
    );
}

function hasHeavyTail(of: Distribution): boolean {
  if (of.kind === 'mix') return of.parts.some(part => hasHeavyTail(part.of));
  if (of.kind === 'truncated' || of.kind === 'scaled') return hasHeavyTail(of.of);
  return of.kind === 'pareto' || of.kind === 'weibull';
}

/**
 * Reads the unit of a column of numbers: `ms`, `kB`.
 * @returns what the numbers are, and how many µs or bytes one of them is
 * @throws Unreadable for what is no unit of time or data
 */
export function readUnit(unit: string): { drawn: DrawnUnit; size: number } {
  try {
    return { drawn: 'size', size: readVolume(`1 ${unit}`) };
  } catch (problem) {
    if (!(problem instanceof Unreadable)) throw problem;
    return { drawn: 'time', size: readTime(`1 ${unit}`) };
  }
}

/** Writes a distribution so that `readDistribution` reads the same one back. */
export function describeDistribution(distribution: Distribution, unit: DrawnUnit): string {
  const show = { time: describeTime, size: describeSize, count: decimal }[unit];
  switch (distribution.kind) {
    case 'constant':
      return show(distribution.value);
    case 'exponential':
      return `exponential mean ${show(distribution.mean)}`;
    case 'uniform':
      return `uniform ${show(distribution.low)} to ${show(distribution.high)}`;
    case 'normal':
      return `normal mean ${show(distribution.mean)} deviation ${show(distribution.deviation)}`;
    case 'lognormal':
      return `lognormal median ${show(distribution.median)} sigma ${decimal(distribution.sigma)}`;
    case 'triangular':
      return `triangular ${show(distribution.low)} to ${show(distribution.high)} mode ${show(distribution.mode)}`;
    case 'mix':
      return `mix ${distribution.parts.map(part => `${decimal(Number((part.share * 100).toPrecision(15)))} % ${describeDistribution(part.of, unit)}`).join(' | ')}`;
    case 'gamma':
      return `gamma mean ${show(distribution.mean)} shape ${decimal(distribution.shape)}`;
    case 'weibull':
      return `weibull scale ${show(distribution.scale)} shape ${decimal(distribution.shape)}`;
    case 'pareto':
      return `pareto least ${show(distribution.least)} shape ${decimal(distribution.shape)}`;
    case 'geometric':
      return `geometric mean ${decimal(distribution.mean)}`;
    case 'truncated':
      return `${describeDistribution(distribution.of, unit)} max ${show(distribution.max)}`;
    case 'empirical':
      return `measured (${distribution.values.length} values)`;
    case 'scaled':
      return `x${decimal(distribution.by)} ${describeDistribution(distribution.of, unit)}`;
  }
}

/** A factor as it is written: `x3`, `x0.5`. */
const factor = /^x ?(\d+(?:\.\d+)?)(?: (.+))?$/;

function distribution(text: string, read: Reader): Distribution {
  const scale = factor.exec(text);
  if (scale !== null) return scaled(scale[1], scale[2], read);
  const [first] = text.split(' ', 1);
  if (first === 'mix') return mix(text.slice(first.length).trim(), read);
  const max = text.lastIndexOf(' max ');
  if (max > 0) return truncated(distribution(text.slice(0, max), read), read.value(text.slice(max + 5)));
  const rest = text.slice(first.length).trim();
  return (read.unit === 'count' ? ofCounts(first, rest) : ofAmounts(first, rest, read)) ?? constant(text, first, read);
}

function ofCounts(first: string, rest: string): Distribution | undefined {
  if (first !== 'geometric') return undefined;
  const { mean } = named(rest, ['mean'], 'geometric mean 1.8', plain);
  return { kind: 'geometric', mean };
}

function ofAmounts(first: string, rest: string, read: Reader): Distribution | undefined {
  switch (first) {
    case 'lognormal':
      return lognormal(rest, read);
    case 'exponential': {
      const { mean } = named(rest, ['mean'], 'exponential mean 12 ms', read.value);
      return { kind: 'exponential', mean: positive(mean, 'mean') };
    }
    case 'normal':
      return normal(rest, read);
    case 'uniform': {
      const [low, high] = fromTo(rest, 'uniform 1 s to 3 s', read);
      return { kind: 'uniform', low, high };
    }
    case 'triangular':
      return triangular(rest, read);
    case 'gamma':
      return gamma(rest, read);
    case 'weibull':
      return weibull(rest, read);
    case 'pareto':
      return pareto(rest, read);
    case 'measured':
      return measured(rest, read);
    default:
      return undefined;
  }
}

function constant(text: string, first: string, read: Reader): Distribution {
  if (/^[a-z]/i.test(text)) {
    if (first === 'geometric')
      throw new Unreadable(
        'A geometric distribution counts. Expected one of times or volumes, as `exponential mean 12 ms`.',
      );
    const known = read.unit === 'count' ? kindsOfCounts : kinds;
    const suggestion = didYouMean(first, known) || ` Expected one of: ${known.join(', ')}; or one fixed value.`;
    throw new Unreadable(
      `\`${first}\` is not a distribution${read.unit === 'count' ? ' of counts' : ''}.${suggestion}`,
    );
  }
  return { kind: 'constant', value: Math.ceil(read.value(text)) };
}

/** `x3` alone stands in a variant or in `--set`, and has been joined with what it scales before it is read here. */
function scaled(by: string, rest: string | undefined, read: Reader): Distribution {
  if (rest === undefined)
    throw new Unreadable(
      `\`x${by}\` scales what stands at the same path, but nothing does. Write \`x${by}\` in a variant or with --set, or a distribution behind it.`,
    );
  const of = distribution(rest, read);
  const times = Number(by);
  if (times === 0) throw new Unreadable('The factor must be more than zero.');
  if (read.unit === 'count' && !Number.isInteger(times))
    throw new Unreadable(`Counts stay whole numbers; ${by} times a count would not.`);
  return times === 1 ? of : { kind: 'scaled', of, by: times };
}

function lognormal(text: string, read: Reader): Distribution {
  const parts = labelled(text, /^(?:median|mean|sigma|p\d{1,2}(?:\.\d{1,3})?)$/);
  const labels = [...parts.keys()];
  const quantile = labels.find(label => label.startsWith('p'));
  const middle = labels.find(label => label === 'median' || label === 'mean');
  const example = 'lognormal median 20 s p95 90 s';
  if (parts.size !== 2 || middle === undefined || (quantile === undefined && !parts.has('sigma')))
    throw new Unreadable(`A lognormal is given by its median or mean and a percentile or sigma, as in \`${example}\`.`);
  const center = positive(read.value(parts.get(middle) as string), middle);
  if (quantile === undefined) {
    const sigma = plainNumber(parts.get('sigma') as string);
    if (sigma === undefined || sigma === 0 || sigma > 10)
      throw new Unreadable('Sigma is a bare number above 0 and at most 10, as in `lognormal median 20 s sigma 0.6`.');
    return middle === 'median'
      ? { kind: 'lognormal', median: center, sigma }
      : lognormalFromMeanAndSigma(center, sigma);
  }
  const p = Number(quantile.slice(1)) / 100;
  const value = read.value(parts.get(quantile) as string);
  if (p <= 0.5) throw new Unreadable(`The percentile of a lognormal lies above the middle, as in \`${example}\`.`);
  if (middle === 'median') {
    if (value <= center) throw new Unreadable(`${quantile} must be larger than the median, as in \`${example}\`.`);
    return solved(() => lognormalFromMedianAndQuantile(center, p, value));
  }
  return solved(() => lognormalFromMeanAndQuantile(center, p, value));
}

/** The kernel knows what is impossible, and says so in the words of the language. */
function solved<Result>(solve: () => Result): Result {
  try {
    return solve();
  } catch (problem) {
    if (problem instanceof RangeError) throw new Unreadable(problem.message);
    throw problem;
  }
}

/** No draw lies further below the mean than this many deviations, the smallest draw being 2^-53. */
const deepestDraw = 8.3;

function normal(text: string, read: Reader): Distribution {
  const { mean, deviation } = named(text, ['mean', 'deviation'], 'normal mean 3 s deviation 300 ms', read.value);
  positive(deviation, 'deviation');
  if (mean < deepestDraw * deviation)
    throw new Unreadable(
      `This normal would also draw values below zero; its mean must be ${deepestDraw} times its deviation. Use a lognormal.`,
    );
  return { kind: 'normal', mean, deviation };
}

function triangular(text: string, read: Reader): Distribution {
  const example = 'triangular 2 s to 10 s mode 2.5 s';
  const parts = text.split(' mode ');
  if (parts.length !== 2) throw new Unreadable(`Expected \`${example}\`.`);
  const [low, high] = fromTo(parts[0], example, read);
  const mode = read.value(parts[1]);
  if (mode < low || mode > high)
    throw new Unreadable('The mode of a triangular distribution lies between its two ends.');
  return { kind: 'triangular', low, mode, high };
}

function gamma(text: string, read: Reader): Distribution {
  const given = shaped(text, ['mean', 'deviation'], 'gamma mean 3 s shape 2', read);
  if ('p' in given) return solved(() => gammaFromMedianAndQuantile(given.median, given.p, given.value));
  const { mean, deviation, shape } = given.of;
  if (mean !== undefined && shape !== undefined) return { kind: 'gamma', mean, shape };
  if (mean !== undefined && deviation !== undefined)
    return { kind: 'gamma', mean, shape: (mean / deviation) * (mean / deviation) };
  throw new Unreadable(given.expected);
}

function weibull(text: string, read: Reader): Distribution {
  const given = shaped(text, ['scale', 'mean'], 'weibull scale 3 s shape 0.8', read);
  if ('p' in given) return solved(() => weibullFromMedianAndQuantile(given.median, given.p, given.value));
  const { scale, mean, shape } = given.of;
  if (scale !== undefined && shape !== undefined) return { kind: 'weibull', scale, shape };
  if (mean !== undefined && shape !== undefined) return solved(() => weibullFromMeanAndShape(mean, shape));
  throw new Unreadable(given.expected);
}

function pareto(text: string, read: Reader): Distribution {
  const given = shaped(text, ['least', 'mean'], 'pareto least 1 s shape 1.5', read);
  if ('p' in given) return solved(() => paretoFromMedianAndQuantile(given.median, given.p, given.value));
  const { least, mean, shape } = given.of;
  if (least !== undefined && shape !== undefined) return { kind: 'pareto', least, shape };
  if (mean === undefined || shape === undefined) throw new Unreadable(given.expected);
  if (shape <= 1) throw new Unreadable('A Pareto has a mean only if its shape is above 1.');
  return { kind: 'pareto', least: (mean * (shape - 1)) / shape, shape };
}

type Given<Name extends string> =
  | { median: number; p: number; value: number }
  | { of: Amounts<Name>; expected: string };
type Amounts<Name extends string> = Partial<Record<Name | 'shape', number>>;

/** The two numbers of a distribution with a shape: a median with a percentile, or two of its own words. */
function shaped<Name extends string>(text: string, names: readonly Name[], example: string, read: Reader): Given<Name> {
  const parts = labelled(text, new RegExp(`^(?:${names.join('|')}|shape|median|p\\d{1,2}(?:\\.\\d{1,3})?)$`));
  const family = example.split(' ', 1)[0];
  const expected = `Expected two numbers, as in \`${example}\` or \`${family} median 2 s p95 9 s\`.`;
  if (parts.size !== 2) throw new Unreadable(expected);
  const of: Partial<Record<string, number>> = {};
  for (const [name, value] of parts) of[name] = positive(name === 'shape' ? plain(value) : read.value(value), name);
  const percentile = Object.keys(of).find(name => /^p\d/.test(name));
  if (percentile === undefined) return { of: of as Amounts<Name>, expected };
  if (of.median === undefined) throw new Unreadable(expected);
  return { median: of.median, p: Number(percentile.slice(1)) / 100, value: of[percentile]! };
}

/** A number without a unit. */
function plain(text: string): number {
  const value = plainNumber(text);
  if (value === undefined)
    throw new Unreadable(
      `Expected a bare number, for example \`1.8\`, not ${text === '' ? 'nothing' : `\`${text}\``}.`,
    );
  return value;
}

function measured(text: string, read: Reader): Distribution {
  const match = /^from (\S+) column (.+) in (\S+)$/.exec(text);
  if (match === null)
    throw new Unreadable(
      'Expected a file, a column and a unit, as in `measured from api-access.csv column own_ms in ms`.',
    );
  const [, file, column, unit] = match;
  return { kind: 'empirical', values: measuredValues(file, column, read.value(`1 ${unit}`)) };
}

function mix(text: string, read: Reader): Distribution {
  const parts = text.split('|').map(part => {
    const match = /^(rest|[\d_.]+ ?%) (.+)$/.exec(part.trim());
    if (match === null)
      throw new Unreadable(
        'Each part of a mix has a share and a distribution, as in `mix 90 % 8 ms | 10 % exponential mean 2 s`.',
      );
    if (match[2].startsWith('mix')) throw new Unreadable('A part of a mix cannot be a mix; list all its parts.');
    return { share: match[1], of: distribution(match[2], read) };
  });
  const shares = completeShares(parts.map(({ share }) => share));
  return { kind: 'mix', parts: parts.map(({ of }, i) => ({ share: shares[i], of })) };
}

/**
 * Shares of a whole, one of which may be `rest`.
 * @throws Unreadable unless they add up to 100 %
 */
export function completeShares(texts: readonly string[]): number[] {
  const rests = texts.filter(text => text === 'rest').length;
  const known = texts.filter(text => text !== 'rest').map(readShare);
  const sum = known.reduce((total, share) => total + share, 0);
  if (rests > 1) throw new Unreadable('Only one of the shares can be `rest`.');
  if (rests === 0 ? Math.abs(sum - 1) > tolerance : sum > 1 + tolerance) throw new SharesDoNotAddUp(sum);
  return texts.map(text => (text === 'rest' ? Math.max(0, 1 - sum) : readShare(text)));
}

/** Shares that leave something over, or are too much. */
export class SharesDoNotAddUp extends Unreadable {
  /** "Shares add up to 90 %." */
  readonly sum: string;
  /** "Missing 10 %", when something is missing. */
  readonly missing: string | undefined;

  constructor(total: number) {
    const percent = (share: number) => `${Number((share * 100).toPrecision(10))} %`;
    const sum = `Shares add up to ${percent(total)}.`;
    const missing = total < 1 ? `Missing ${percent(1 - total)}` : undefined;
    super(`${sum} ${missing ?? `That is ${percent(total - 1)} too much`}; write one of them as \`rest\`?`);
    this.sum = sum;
    this.missing = missing;
  }
}

function truncated(of: Distribution, max: number): Distribution {
  const lowest = of.kind === 'constant' ? of.value : of.kind === 'uniform' || of.kind === 'triangular' ? of.low : 0;
  if (max <= lowest) throw new Unreadable('Nothing lies below this `max`; it must be larger than the smallest value.');
  return { kind: 'truncated', of, max };
}

/** `mean 3 s deviation 1 s` as named values, all of them there and nothing else. */
function named<Name extends string>(
  text: string,
  names: readonly Name[],
  example: string,
  read: (text: string) => number,
): Record<Name, number> {
  const parts = labelled(text, new RegExp(`^(?:${names.join('|')})$`));
  if (parts.size !== names.length) throw new Unreadable(`Expected \`${example}\`.`);
  return Object.fromEntries([...parts].map(([name, value]) => [name, read(value)])) as Record<Name, number>;
}

/** Splits `median 20 s p95 90 s` at its labels. */
function labelled(text: string, label: RegExp): Map<string, string> {
  const parts = new Map<string, string>();
  let current: string | undefined;
  for (const word of text === '' ? [] : text.split(' ')) {
    if (label.test(word)) {
      if (parts.has(word)) throw new Unreadable(`\`${word}\` is written twice.`);
      current = word;
      parts.set(word, '');
    } else if (current === undefined)
      throw new Unreadable(`\`${word}\` stands where a word like \`mean\` or \`median\` was expected.`);
    else parts.set(current, `${parts.get(current)} ${word}`.trim());
  }
  return parts;
}

function fromTo(text: string, example: string, read: Reader): [number, number] {
  const parts = text.split(' to ');
  if (parts.length !== 2) throw new Unreadable(`Expected \`${example}\`.`);
  const [low, high] = parts.map(read.value);
  if (low >= high) throw new Unreadable(`The first value is the smaller one, as in \`${example}\`.`);
  return [low, high];
}

function positive(value: number, name: string): number {
  if (!(value > 0)) throw new Unreadable(`The ${name} must be more than zero.`);
  return value;
}
