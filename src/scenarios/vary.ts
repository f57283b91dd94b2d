/**
 * What a sweep varies, as a command line says it: a setting with a list of values, or a range of them.
 *
 *     path=100 ms,200 ms,400 ms       path=16 | 32 | 64                these values
 *     path=1..10                                                       every whole number
 *     path=10 ms..1 s by 50 ms        path=0 %..30 % by 5 %            as far apart as it says
 *     path=10 ms..1 s 10 points                                        so many, evenly spread
 *     path=1 per s..1000 per s log 7                                   so many, each so many times the one before
 *     path=1..4, 8, 16                                                 ranges in a list
 *
 * Values stay texts in the words of the setting: they go through the same door as `--set`. Beside each stands the number that
 * it is, for an axis.
 */

import { exp, ln } from '../sim/index.ts';
import { didYouMean } from './nearest-word.ts';
import {
  decimal,
  describeSize,
  describeTime,
  plainNumber,
  readBitRate,
  readRate,
  readTime,
  readVolume,
  Unreadable,
} from './quantities.ts';

export interface VariedValue {
  /** As `--set` takes it. */
  text: string;
  /** Where it stands on an axis: µs, bytes, per second, or the number in front of the unit; undefined for what is no number. */
  position: number | undefined;
}

export interface Varied {
  /** The dotted path of the setting. */
  path: string;
  /** As it was given, behind the path. */
  written: string;
  values: readonly VariedValue[];
  /** What positions count: `µs`, `B`, `per s`, any other unit as it is written, `` for plain numbers; undefined where values are no numbers. */
  unit: string | undefined;
  /** Whether neighbours differ by a factor rather than by a distance. */
  isLogarithmic: boolean;
}

/** A sweep with more values of one setting shows nothing that fewer would not. */
const mostValues = 200;
const longest = 4_000;
const usualLogPoints = 7;

/**
 * Reads `--vary path=values`.
 * @throws Unreadable for what is neither a list nor a range; what the setting takes is for its own reader to say
 */
export function readVary(path: string, text: string): Varied {
  if (text.length > longest) throw new Unreadable(`The values of a sweep have at most ${longest} characters.`);
  const written = text.trim();
  if (written === '')
    throw new Unreadable(`Expected values to try, for example \`${path}=1..5\` or \`${path}=1,2,4\`.`);
  const items = itemsOf(written);
  if (items.some(item => item === ''))
    throw new Unreadable('A value is missing between two separators. Expected values like `1,2,4`.');
  const parts = items.map(item => (isRange(item) ? rangeOf(item) : { texts: [item], isLogarithmic: false }));
  const texts = parts.flatMap(part => part.texts);
  const twice = texts.find((one, i) => texts.indexOf(one) < i);
  if (twice !== undefined) throw new Unreadable(`\`${twice}\` is given twice.`);
  if (texts.length > mostValues) throw tooMany(texts.length);
  if (texts.length === 1)
    throw new Unreadable(`One value is no sweep. Write a list or a range, or \`--set ${path}=${texts[0]}\`.`);
  const { unit, positions } = positionsOf(texts);
  const isLogarithmic = parts.length === 1 && isRange(items[0]!) ? parts[0]!.isLogarithmic : growsByFactors(positions);
  return {
    path,
    written,
    values: texts.map((one, i) => ({ text: one, position: positions?.[i] })),
    unit,
    isLogarithmic,
  };
}

/* ---- Lists ---- */

/**
 * The parts of a list: separated by commas outside of brackets; without one, by bars, unless these belong to a `mix`.
 */
function itemsOf(text: string): string[] {
  const byComma = split(text, ',');
  if (byComma.length > 1 || /^mix\b/.test(text)) return byComma;
  return split(text, '|');
}

function split(text: string, separator: string): string[] {
  const items: string[] = [];
  let from = 0;
  let depth = 0;
  for (let i = 0; i < text.length; i += 1) {
    const character = text[i]!;
    if ('([{'.includes(character)) depth += 1;
    else if (')]}'.includes(character)) depth -= 1;
    else if (character === separator && depth === 0) {
      items.push(text.slice(from, i).trim());
      from = i + 1;
    }
  }
  items.push(text.slice(from).trim());
  return items;
}

/* ---- Ranges ---- */

interface Expanded {
  texts: readonly string[];
  isLogarithmic: boolean;
}

/** Names of files may hold two dots; what begins as a number and goes on to another is a range. */
const isRange = (text: string): boolean => /^(?:x ?)?[\d.]/.test(text) && text.includes('..');

function rangeOf(text: string): Expanded {
  const [low = '', rest = '', ...more] = text.split('..').map(end => end.trim());
  if (low === '' || rest === '' || more.length > 0)
    throw new Unreadable(`\`${text}\` is no range. Expected one like \`1..10\` or \`10 ms..1 s by 50 ms\`.`);
  const { high, how } = readHow(rest);
  const scale = scaleOf(low, high);
  if (scale.high <= scale.low) throw new Unreadable(`The first value is the smaller one: \`${high}..${low}\`?`);
  if (how === undefined) return { texts: stepped(scale, everyWhole(scale, low, high)), isLogarithmic: false };
  switch (how.kind) {
    case 'by':
      return { texts: stepped(scale, distance(scale, how.text, `${low}..${high}`)), isLogarithmic: false };
    case 'points':
      return { texts: spread(scale, how.count), isLogarithmic: false };
    case 'log':
      return { texts: spreadByFactors(scale, how.count), isLogarithmic: true };
  }
}

type How = { kind: 'by'; text: string } | { kind: 'points' | 'log'; count: number };

/** The upper end, and how to come there: the last word that a number follows, since settings have words of their own. */
function readHow(text: string): { high: string; how: How | undefined } {
  const unfinished = / (by|step)$/.exec(text)?.[1];
  if (unfinished !== undefined)
    throw new Unreadable(`\`${unfinished}\` what? Expected a distance, for example \`1..100 by 10\`.`);
  const counted = /^(.+?) (?:(?:in|step|log) )?(\d[\d_]*) points?$/.exec(text);
  if (counted !== null) {
    const kind = text.includes(' log ') ? 'log' : 'points';
    return { high: checked(counted[1]!), how: { kind, count: pointsOf(counted[2]!) } };
  }
  const log = /^(.+) log(?: (\d[\d_.]*))?$/.exec(text);
  if (log !== null)
    return { high: log[1]!, how: { kind: 'log', count: log[2] === undefined ? usualLogPoints : pointsOf(log[2]) } };
  const step = /^(.+) (by|step) (x?\d.*)$/.exec(text);
  if (step === null) return { high: checked(text), how: undefined };
  const [, high = '', word, size = ''] = step;
  if (word === 'step' && plainNumber(size) !== undefined) {
    // A bare number can be no distance between times: it counts.
    if (plainNumber(high) === undefined) return { high, how: { kind: 'points', count: pointsOf(size) } };
    throw new Unreadable(
      `\`step ${size}\` could be a distance or a number of points. Write \`by ${size}\` or \`${size} points\`.`,
    );
  }
  return { high, how: { kind: 'by', text: size } };
}

/** An upper end with a word behind it that says nothing of ranges is most likely a slip. */
function checked(high: string): string {
  const words = high.split(' ');
  const hint = words.length > 1 ? didYouMean(words.at(-2) ?? '', ['by', 'log', 'step']) : '';
  if (hint !== '' && plainNumber(words.at(-1) ?? '') !== undefined)
    throw new Unreadable(`\`${words.at(-2)}\` is no word of a range.${hint}`);
  return high;
}

function pointsOf(text: string): number {
  const count = plainNumber(text);
  if (count === undefined || !Number.isInteger(count) || count < 2)
    throw new Unreadable('Expected a number of points from 2 on, for example `1 per s..1000 per s log 7`.');
  if (count > mostValues) throw tooMany(count);
  return count;
}

const tooMany = (count: number): Unreadable =>
  new Unreadable(
    `These are ${count > 1e9 ? 'more than a thousand million' : count} values; a sweep takes at most ${mostValues} of one setting. Write \`by\` a larger distance, \`20 points\`, or \`log 7\`.`,
  );

/* ---- What the ends are numbers of ---- */

/** Both ends as numbers of one unit, and the way back to a text. */
interface Scale {
  low: number;
  high: number;
  /** As they were written. */
  lowText: string;
  highText: string;
  /** Whether only whole numbers lie between. */
  isWhole: boolean;
  /** Of a distance, in the same unit; undefined where it is none. */
  read(text: string): number | undefined;
  write(value: number): string;
}

function scaleOf(low: string, high: string): Scale {
  const ends = { lowText: low, highText: high };
  for (const { read, write } of dimensions) {
    const values = [low, high].map(text => attempt(read, text));
    if (values[0] !== undefined && values[1] !== undefined)
      return { ...ends, low: values[0], high: values[1], isWhole: false, read: text => attempt(read, text), write };
  }
  const [first, second] = [low, high].map(numberIn);
  if (first === undefined || second === undefined)
    throw new Unreadable(
      `Between \`${low}\` and \`${high}\` there are no steps. Write the values: \`${low}, …, ${high}\`.`,
    );
  const bare = [first, second].filter(({ before, behind }) => before + behind === '');
  if (first.before !== second.before || first.behind !== second.behind) {
    const whole = bare.length === 1 ? [first, second].find(({ before, behind }) => before + behind !== '') : undefined;
    if (whole !== undefined) {
      const lone = bare[0]!.text;
      throw new Unreadable(
        `${lone} of what? Both ends have a unit, for example \`${whole.before}${lone}${whole.behind}\`.`,
      );
    }
    return rates(low, high) ?? refused(low, high);
  }
  const { before, behind } = first;
  const isWhole = before + behind === '' && [first, second].every(({ value }) => Number.isInteger(value));
  return {
    ...ends,
    low: first.value,
    high: second.value,
    isWhole,
    read(text) {
      const found = numberIn(text);
      const fits = found !== undefined && (found.behind === behind || found.before + found.behind === '');
      return fits && (found.before === before || found.before === '') ? found.value : undefined;
    },
    write: value => `${before}${decimal(value)}${behind}`,
  };
}

/** Two rates of different units, as the unit of the lower one counts them. */
function rates(low: string, high: string): Scale | undefined {
  const unit = numberIn(low)!.behind;
  for (const read of [readRate, readBitRate]) {
    const one = attempt(read, `1${unit}`);
    const [from, to] = [low, high].map(text => attempt(read, text));
    if (one === undefined || from === undefined || to === undefined) continue;
    const inUnit = (text: string): number | undefined => {
      const value = attempt(read, text);
      return value === undefined ? undefined : tidy(value / one);
    };
    return {
      lowText: low,
      highText: high,
      low: tidy(from / one),
      high: tidy(to / one),
      isWhole: false,
      read: inUnit,
      write: value => `${decimal(value)}${unit}`,
    };
  }
  return undefined;
}

const refused = (low: string, high: string): never => {
  throw new Unreadable(`\`${low}\` and \`${high}\` are not of one kind. Both ends of a range have the same unit.`);
};

const dimensions = [
  { unit: 'µs', read: readTime, write: describeTime },
  { unit: 'B', read: readVolume, write: describeSize },
] as const;

function attempt(read: (text: string) => number, text: string): number | undefined {
  try {
    return read(text);
  } catch (problem) {
    if (problem instanceof Unreadable) return undefined;
    throw problem;
  }
}

interface NumberIn {
  text: string;
  before: string;
  value: number;
  behind: string;
}

/** The one number of a text with what stands around it: `x0.5`, `3 %`, `8_000 per day by hour retail`. */
function numberIn(text: string): NumberIn | undefined {
  const match = /^(x ?)?(\d[\d_]*(?:\.\d+)?)((?: ?[^\d.,|]{1,60})?)$/u.exec(text);
  const value = match === null ? undefined : plainNumber(match[2]!);
  return match === null || value === undefined || !Number.isFinite(value)
    ? undefined
    : { text, before: match[1] ?? '', value, behind: match[3] ?? '' };
}

/* ---- The values between the ends ---- */

/** A range without a word behind it is every whole number: of what else, there is no next one. */
function everyWhole({ isWhole }: Scale, low: string, high: string): number {
  if (isWhole) return 1;
  const range = `${low}..${high}`;
  throw new Unreadable(`In which steps? Write \`${range} 10 points\`, \`${range} log 7\`, or \`by\` with a distance.`);
}

function distance({ read }: Scale, text: string, range: string): number {
  const found = read(text);
  if (found === undefined || !(found > 0))
    throw new Unreadable(`\`${text}\` is no distance between values of \`${range}\`.`);
  return found;
}

/** From the lower end on, the upper one included where a step meets it. */
function stepped(scale: Scale, step: number): readonly string[] {
  const { low, high, lowText } = scale;
  const count = Math.floor((high - low) / step + 1e-9) + 1;
  if (count > mostValues) throw tooMany(count);
  if (count < 2) throw new Unreadable('The distance is larger than the range: only its first value is left.');
  return Array.from({ length: count }, (_, i) => (i === 0 ? lowText : scale.write(tidy(low + i * step))));
}

function spread(scale: Scale, count: number): readonly string[] {
  const { low, high } = scale;
  return between(scale, count, i => digits(low + ((high - low) * i) / (count - 1), 4));
}

function spreadByFactors(scale: Scale, count: number): readonly string[] {
  const { low, high, lowText } = scale;
  if (low <= 0) throw new Unreadable(`No factor leads away from \`${lowText}\`. A log range begins above zero.`);
  const perStep = ln(high / low) / (count - 1);
  return between(scale, count, i => digits(low * exp(perStep * i), 3));
}

/** Both ends as written; those between in few digits, and whole where the ends are counts. */
function between(scale: Scale, count: number, at: (i: number) => number): readonly string[] {
  const texts = Array.from({ length: count }, (_, i) => {
    if (i === 0) return scale.lowText;
    if (i === count - 1) return scale.highText;
    return scale.write(scale.isWhole ? Math.round(at(i)) : at(i));
  });
  // Whole numbers lie only so close.
  const once = [...new Set(texts)];
  if (once.length < count && !scale.isWhole)
    throw new Unreadable(
      `Between \`${scale.lowText}\` and \`${scale.highText}\` there is no room for ${count} points.`,
    );
  return once;
}

const digits = (value: number, count: number): number => Number(value.toPrecision(count));
/** Without the last digits, which sums of decimal fractions get wrong. */
const tidy = (value: number): number => Number(value.toPrecision(12));

/* ---- Axes ---- */

/** All values as numbers of one unit, if they are. */
function positionsOf(texts: readonly string[]): { unit: string | undefined; positions: readonly number[] | undefined } {
  for (const { unit, read } of [...dimensions, { unit: 'per s', read: readRate }]) {
    const values = texts.map(text => attempt(read, text));
    if (values.every(value => value !== undefined)) {
      const first = numberIn(texts[0]!);
      // Rates of one unit stay in it.
      if (unit !== 'per s' || first === undefined || !texts.every(text => numberIn(text)?.behind === first.behind))
        return { unit, positions: values };
    }
  }
  const numbers = texts.map(numberIn);
  const [first] = numbers;
  if (first === undefined) return { unit: undefined, positions: undefined };
  const isOne = numbers.every(one => one?.before === first.before && one.behind === first.behind);
  if (!isOne) return { unit: undefined, positions: undefined };
  return {
    unit: first.before === '' ? first.behind.trim() : 'times',
    positions: numbers.map(one => one!.value),
  };
}

/** A list like 1, 2, 4, 8, 16 is meant by its factors. */
function growsByFactors(positions: readonly number[] | undefined): boolean {
  const [first, last] = [positions?.[0], positions?.at(-1)];
  if (positions === undefined || first === undefined || last === undefined || positions.length < 3) return false;
  if (first <= 0 || last < 8 * first) return false;
  const factors = positions.slice(1).map((value, i) => value / positions[i]!);
  return Math.min(...factors) >= 1.3 && Math.max(...factors) <= 2.5 * Math.min(...factors);
}
