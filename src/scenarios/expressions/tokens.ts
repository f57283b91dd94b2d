/**
 * Cuts an expression into its words, numbers with units, clock words and signs, in one pass over the text. Signs of other
 * languages are told with our word for them.
 */
import { didYouMean } from '../nearest-word.ts';
import {
  isTimeUnit,
  isUnit,
  readBitRate,
  readMoney,
  readRate,
  readShare,
  readTime,
  readVolume,
  Unreadable,
  unitNames,
} from '../quantities.ts';
import type { Dimension } from './dimensions.ts';
import type { Clock, Part, Quantity } from './syntax.ts';
import { reservedWords } from './vocabulary.ts';

export type Token =
  | Quantity
  | Clock
  | ({ kind: 'name'; text: string } & Part)
  | ({ kind: 'word'; text: string } & Part)
  | ({ kind: 'text'; text: string } & Part)
  | ({ kind: 'sign'; text: string } & Part)
  | ({ kind: 'end'; text: '' } & Part);

/** A longer text is no expression but an attempt. */
const longest = 10_000;
const longestName = 200;

const foreign: Readonly<Record<string, string>> = {
  '&&': '`and`',
  '&': '`and`',
  '||': '`or`',
  '|': '`or`',
  '==': '`=`',
  '===': '`=`',
  '!==': '`!=`',
  '<>': '`!=`',
  '=<': '`<=`',
  '=>': '`>=`',
  '≤': '`<=`',
  '≥': '`>=`',
  '≠': '`!=`',
  '!': '`not`',
  '×': '`*`',
  '÷': '`/`',
  '−': '`-`',
};

const blank = /\s*/y;
const signs = /&&|\|\||===|!==|==|<>|=<|=>|<=|>=|!=|[<>=!&|≤≥≠×÷−+*/()[\],-]/y;
const name = /[A-Za-z_]\w*(?:-\w+)*(?:\.[A-Za-z_]\w*(?:-\w+)*)*/y;
const percentile = /p\d{1,2}\.\d+(?=\s*\()/y;
const dayClock = /day +(\d{1,4}) +(\d{1,2}):(\d{2})(?::(\d{2}))?(?![\w:])/y;
const clock = /(\d{1,2}):(\d{2})(?::(\d{2}))?(?![\w:])/y;
const number = /\d[\d_]*(?:\.\d+)?/y;
const compoundTime = /(?:\d+ ?(?:days?|d) ?)?(?:\d+ ?h ?)?(?:\d+ ?(?:min|m) ?)?(?:\d+ ?s)?(?!\w)/y;
const thousands = /(?:[,']\d{3})+(?!\d)/y;
const share = / ?%/y;
const per = /(?: ?per +|\/)([a-z]+)/y;
const bitRate = / ?[kMG]?bit\/s/y;
const unit = / ?([A-Za-zµ]\w*)/y;
const quoted = /"[^"]*"|'[^']*'/y;

/** @throws Unreadable with the wrong part */
export function tokensOf(text: string): readonly Token[] {
  if (text.length > longest) throw new Unreadable(`An expression has at most ${longest} characters.`);
  const tokens: Token[] = [];
  let at = matchAt(blank, text, 0)!.length;
  while (at < text.length) {
    const token = tokenAt(text, at);
    tokens.push(token);
    at += token.length;
    at += matchAt(blank, text, at)!.length;
  }
  tokens.push({ kind: 'end', text: '', at: Math.max(0, text.trimEnd().length - 1), length: 1 });
  return tokens;
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function groupsAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function tokenAt(text: string, at: number): Token {
  if (/\d/.test(text[at])) return clockAt(text, at) ?? quantityAt(text, at);
  const day = groupsAt(dayClock, text, at);
  if (day !== null) return clockOf(day[0], at, Number(day[1]), day[2], day[3], day[4]);
  const word = matchAt(percentile, text, at) ?? matchAt(name, text, at);
  if (word !== undefined) return wordOf(text, word, at);
  const sign = matchAt(signs, text, at);
  if (sign !== undefined) return signOf(text, sign, at);
  const inQuotes = matchAt(quoted, text, at);
  if (inQuotes !== undefined) return { kind: 'text', text: inQuotes.slice(1, -1), at, length: inQuotes.length };
  const character = String.fromCodePoint(text.codePointAt(at)!);
  const where = { at, length: character.length };
  if (/["'`]/.test(character)) throw new Unreadable('This quotation has no end.', where);
  throw new Unreadable(`\`${character}\` is not part of the language.`, where);
}

function wordOf(text: string, word: string, at: number): Token {
  const part = { at, length: word.length };
  if (word.length > longestName) throw new Unreadable(`A name has at most ${longestName} characters.`, part);
  if (text[at + word.length] === '-' && !reservedWords.has(word))
    throw new Unreadable('Minus has a space on either side, as in `a - b`.', { at: at + word.length, length: 1 });
  if (!reservedWords.has(word) || word === 'true' || word === 'false') return { kind: 'name', text: word, ...part };
  return { kind: 'word', text: word, ...part };
}

function signOf(text: string, sign: string, at: number): Token {
  const part = { at, length: sign.length };
  if (Object.hasOwn(foreign, sign))
    throw new Unreadable(`\`${sign}\` is not a word of the language: write ${foreign[sign]}.`, part);
  const isFree = (character: string | undefined) => character === undefined || /\s/.test(character);
  if (sign === '-' && !(isFree(text[at - 1]) && isFree(text[at + 1])))
    throw new Unreadable('Minus has a space on either side, as in `a - b`; there are no negative numbers.', part);
  return { kind: 'sign', text: sign, ...part };
}

const clockAt = (text: string, at: number): Clock | undefined => {
  const match = groupsAt(clock, text, at);
  return match === null ? undefined : clockOf(match[0], at, 1, match[1], match[2], match[3]);
};

function clockOf(text: string, at: number, day: number, hour: string, minute: string, second = '0'): Clock {
  const part = { at, length: text.length };
  const seconds = Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  if (Number(minute) > 59 || Number(second) > 59 || seconds > 86_400)
    throw new Unreadable('There is no such time of day.', part);
  if (day === 0) throw new Unreadable('The first day of a run is day 1.', part);
  return { kind: 'clock', text, value: (day - 1) * 86_400e6 + seconds * 1e6, ...part };
}

/** A number and the unit behind it, if there is one. */
function quantityAt(text: string, at: number): Quantity {
  const digits = matchAt(number, text, at)!;
  const end = at + digits.length;
  const whole = (tail: string) => digits + tail;
  const grouped = matchAt(thousands, text, end);
  if (grouped !== undefined)
    throw new Unreadable(
      `Write large numbers as \`${whole(grouped).replace(/[,']/g, '_')}\`; in a list, with a space behind the comma.`,
      {
        at,
        length: digits.length + grouped.length,
      },
    );
  const compound = matchAt(compoundTime, text, at)?.trimEnd() ?? '';
  if (compound.length > digits.length && (compound.match(/[a-z]+/g)?.length ?? 0) > 1)
    return read(compound, at, 'time', readTime);

  const percent = matchAt(share, text, end);
  if (percent !== undefined) return read(whole(percent), at, 'share', readShare);
  const bits = matchAt(bitRate, text, end);
  if (bits !== undefined) return read(whole(bits), at, 'bit rate', readBitRate);
  const rate = groupsAt(per, text, end);
  if (rate !== null && (rate[0][0] !== '/' || isTimeUnit(rate[1]))) return read(whole(rate[0]), at, 'rate', readRate);
  const named = groupsAt(unit, text, end);
  if (named !== null && !reservedWords.has(named[1])) {
    const written = whole(named[0]);
    if (isTimeUnit(named[1]) || named[1] === 'm') return read(written, at, 'time', readTime);
    if (isUnit(named[1])) return read(written, at, 'size', readVolume);
    if (/^[A-Z]{3}$/.test(named[1])) return readAmount(written, at);
    throw new Unreadable(`\`${named[1]}\` is not a unit.${didYouMean(named[1], unitNames)}`, {
      at: end + named[0].length - named[1].length,
      length: named[1].length,
    });
  }
  return bareNumber(digits, at);
}

function bareNumber(digits: string, at: number): Quantity {
  const part = { at, length: digits.length };
  const value = Number(digits.replaceAll('_', ''));
  if (digits.endsWith('_') || /^0\d/.test(digits))
    throw new Unreadable(`Expected a number, for example \`${value}\`.`, part);
  if (value > Number.MAX_SAFE_INTEGER) throw new Unreadable('This number is too large to be counted exactly.', part);
  return { kind: 'quantity', text: digits, value, dimension: 'count', ...part };
}

function read(text: string, at: number, dimension: Dimension, reader: (text: string) => number): Quantity {
  const part = { at, length: text.length };
  return { kind: 'quantity', text, value: placed(part, () => reader(text)), dimension, ...part };
}

function readAmount(text: string, at: number): Quantity {
  const part = { at, length: text.length };
  const { amount, currency } = placed(part, () => readMoney(text));
  return { kind: 'quantity', text, value: amount, dimension: 'money', currency, ...part };
}

/** What the reader of a quantity has to say, said of its part of the expression. */
function placed<Value>(part: Part, reader: () => Value): Value {
  try {
    return reader();
  } catch (problem) {
    if (problem instanceof Unreadable) throw new Unreadable(problem.message, part);
    throw problem;
  }
}
