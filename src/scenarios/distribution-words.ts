/**
 * Distributions in words, because a comma would end the value inside `{ }`:
 *
 *     2 ms                                                   always the same
 *     exponential mean 12 ms          uniform 1 s to 3 s     triangular 2 s to 10 s mode 2.5 s
 *     normal mean 3 s deviation 300 ms   lognormal median 20 s p95 90 s   (also: mean and p99, median or mean and sigma)
 *     mix 90 % 8 ms | 10 % lognormal median 4 min p95 14 min
 *     lognormal median 90 s p95 14 min max 2 h               nothing above `max` is ever drawn
 */
import {
  type Distribution,
  lognormalFromMeanAndQuantile,
  lognormalFromMeanAndSigma,
  lognormalFromMedianAndQuantile,
  validateDistribution,
} from '../sim/index.ts';
import { didYouMean } from './nearest-word.ts';
import {
  decimal,
  describeSize,
  describeTime,
  NotBuiltYet,
  plainNumber,
  readShare,
  readTime,
  readVolume,
  Unreadable,
} from './quantities.ts';

/** What the drawn values are: times in µs or volumes in bytes. */
export type DrawnUnit = 'time' | 'size';

const kinds = ['lognormal', 'exponential', 'uniform', 'normal', 'triangular', 'mix'];
const notBuiltYet = ['measured', 'geometric'];
const longest = 500;
/** Shares that differ from 100 % by less than this add up: they were written with few decimals. */
const tolerance = 1e-9;

type Read = (text: string) => number;

/**
 * Reads a distribution of times or of volumes.
 * @throws Unreadable with the advice for its author
 */
export function readDistribution(text: string, unit: DrawnUnit): Distribution {
  if (text.length > longest) throw new Unreadable(`A distribution has at most ${longest} characters.`);
  const read = unit === 'time' ? readTime : readVolume;
  if (/[(),]/.test(text)) {
    const words = text.replace(/[(),]/g, ' ').replace(/ +/g, ' ').trim();
    throw new Unreadable(`A distribution is written in words, without brackets and commas. Write \`${words}\`.`);
  }
  const found = distribution(text.replace(/\s+/g, ' ').trim(), read);
  solved(() => validateDistribution(found));
  return found;
}

/** Writes a distribution so that `readDistribution` reads the same one back. */
export function describeDistribution(distribution: Distribution, unit: DrawnUnit): string {
  const show = unit === 'time' ? describeTime : describeSize;
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
    case 'truncated':
      return `${describeDistribution(distribution.of, unit)} max ${show(distribution.max)}`;
    case 'empirical':
      return `measured (${distribution.values.length} values)`;
    case 'scaled':
      return `x${distribution.by} ${describeDistribution(distribution.of, unit)}`;
  }
}

function distribution(text: string, read: Read): Distribution {
  const [first] = text.split(' ', 1);
  if (first === 'mix') return mix(text.slice(first.length).trim(), read);
  const max = text.lastIndexOf(' max ');
  if (max > 0) return truncated(distribution(text.slice(0, max), read), read(text.slice(max + 5)));
  const rest = text.slice(first.length).trim();
  switch (first) {
    case 'lognormal':
      return lognormal(rest, read);
    case 'exponential': {
      const { mean } = named(rest, ['mean'], 'exponential mean 12 ms', read);
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
    default:
      return constant(text, first, read);
  }
}

function constant(text: string, first: string, read: Read): Distribution {
  if (notBuiltYet.includes(first) || /^x ?[\d.]+$/.test(text))
    throw new NotBuiltYet(`needs distributions like \`${/^x/.test(text) ? text : first}\``);
  if (/^[a-z]/i.test(text)) {
    const suggestion = didYouMean(first, kinds) || ` Expected one of: ${kinds.join(', ')}; or one fixed value.`;
    throw new Unreadable(`\`${first}\` is not a distribution.${suggestion}`);
  }
  return { kind: 'constant', value: Math.ceil(read(text)) };
}

function lognormal(text: string, read: Read): Distribution {
  const parts = labelled(text, /^(?:median|mean|sigma|p\d{1,2}(?:\.\d{1,3})?)$/);
  const labels = [...parts.keys()];
  const quantile = labels.find(label => label.startsWith('p'));
  const middle = labels.find(label => label === 'median' || label === 'mean');
  const example = 'lognormal median 20 s p95 90 s';
  if (parts.size !== 2 || middle === undefined || (quantile === undefined && !parts.has('sigma')))
    throw new Unreadable(`A lognormal is given by its median or mean and a percentile or sigma, as in \`${example}\`.`);
  const center = positive(read(parts.get(middle) as string), middle);
  if (quantile === undefined) {
    const sigma = plainNumber(parts.get('sigma') as string);
    if (sigma === undefined || sigma === 0 || sigma > 10)
      throw new Unreadable('Sigma is a bare number above 0 and at most 10, as in `lognormal median 20 s sigma 0.6`.');
    return middle === 'median'
      ? { kind: 'lognormal', median: center, sigma }
      : lognormalFromMeanAndSigma(center, sigma);
  }
  const p = Number(quantile.slice(1)) / 100;
  const value = read(parts.get(quantile) as string);
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

function normal(text: string, read: Read): Distribution {
  const { mean, deviation } = named(text, ['mean', 'deviation'], 'normal mean 3 s deviation 300 ms', read);
  positive(deviation, 'deviation');
  if (mean < deepestDraw * deviation)
    throw new Unreadable(
      `This normal would also draw values below zero; its mean must be ${deepestDraw} times its deviation. Use a lognormal.`,
    );
  return { kind: 'normal', mean, deviation };
}

function triangular(text: string, read: Read): Distribution {
  const example = 'triangular 2 s to 10 s mode 2.5 s';
  const parts = text.split(' mode ');
  if (parts.length !== 2) throw new Unreadable(`Expected \`${example}\`.`);
  const [low, high] = fromTo(parts[0], example, read);
  const mode = read(parts[1]);
  if (mode < low || mode > high)
    throw new Unreadable('The mode of a triangular distribution lies between its two ends.');
  return { kind: 'triangular', low, mode, high };
}

function mix(text: string, read: Read): Distribution {
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
  read: Read,
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

function fromTo(text: string, example: string, read: Read): [number, number] {
  const parts = text.split(' to ');
  if (parts.length !== 2) throw new Unreadable(`Expected \`${example}\`.`);
  const [low, high] = parts.map(read);
  if (low >= high) throw new Unreadable(`The first value is the smaller one, as in \`${example}\`.`);
  return [low, high];
}

function positive(value: number, name: string): number {
  if (!(value > 0)) throw new Unreadable(`The ${name} must be more than zero.`);
  return value;
}
