/**
 * What may be done with values: like is compared with like and added to it, a product or a quotient must mean something, and
 * each function takes its own kind of value. Only dimensions count here; where the values come from is decided by the check.
 */
import { Unreadable } from '../quantities.ts';
import { type Dimension, inWords, withUnit } from './dimensions.ts';
import { type Call, type Part, print } from './syntax.ts';
import type { AggregateFunction, Term } from './terms.ts';

/** A term with its dimension. A ratio is a count or a share, as one likes; so is zero, of anything. */
export interface Typed {
  term: Term;
  dimension: Dimension | 'ratio';
  /** What it is called in a message: `latency`. */
  called: string;
  part: Part;
  /** A bare number as it was written. */
  bare: string | undefined;
}

type Reckoning = Extract<Term, { kind: 'arithmetic' }>['rest'][number];

/* ---- Comparing ---- */

export function mustBeAlike(left: Typed, right: Typed): void {
  if (alike(left.dimension, right.dimension) || isZero(left) || isZero(right)) return;
  const [subject, other] = left.bare === undefined ? [left, right] : [right, left];
  const wanted = subject.dimension === 'ratio' ? 'count' : subject.dimension;
  const is = `${subject.called} is ${inWords(wanted)}`;
  if (other.bare !== undefined && wanted !== 'text' && wanted !== 'truth')
    throw new Unreadable(
      `${is}, ${other.bare} has no unit. Did you mean \`${withUnit(other.bare, wanted)}\`?`,
      other.part,
    );
  const found = other.dimension === 'ratio' ? 'count' : other.dimension;
  throw new Unreadable(`${is}, ${other.called} is ${inWords(found)}.`, other.part);
}

const alike = (one: Typed['dimension'], other: Typed['dimension']): boolean =>
  one === other ||
  (one === 'ratio' && (other === 'count' || other === 'share')) ||
  (other === 'ratio' && (one === 'count' || one === 'share'));

const isZero = ({ bare, term }: Typed): boolean => bare !== undefined && term.kind === 'constant' && term.value === 0;

/* ---- Reckoning ---- */

export function mustBeNumber({ dimension, called, part }: Typed): void {
  if (dimension === 'text' || dimension === 'truth')
    throw new Unreadable(`${called} is ${inWords(dimension)}; one cannot reckon with it.`, part);
}

/** What comes of one more sum or product: its dimension, and the steps to be reckoned. */
export function reckoned(
  left: Typed,
  sign: Reckoning['sign'],
  right: Typed,
): { dimension: Typed['dimension']; steps: Reckoning[] } {
  const dimension = sign === '+' || sign === '-' ? summed(left, sign, right) : multiplied(left, sign, right);
  const step = { sign, of: right.term };
  const exchange = exchangeOf(left.dimension, sign, right.dimension);
  return { dimension, steps: exchange === undefined ? [step] : [step, exchange] };
}

function summed(left: Typed, sign: '+' | '-', right: Typed): Typed['dimension'] {
  if (left.dimension === 'clock' && right.dimension === 'clock' && sign === '-') return 'time';
  if (left.dimension === 'clock' && right.dimension === 'time') return 'clock';
  if (left.dimension === 'clock' && right.dimension === 'clock')
    throw new Unreadable('Two moments cannot be added; their difference is a time.', right.part);
  mustBeAlike(left, right);
  return left.dimension === 'ratio' || isZero(left) ? right.dimension : left.dimension;
}

function multiplied(left: Typed, sign: '*' | '/', right: Typed): Typed['dimension'] {
  const [a, b] = [left.dimension, right.dimension];
  const isPlain = (dimension: Typed['dimension']) =>
    dimension === 'count' || dimension === 'share' || dimension === 'ratio';
  const isPair = (one: Dimension, other: Dimension) => (a === one && b === other) || (a === other && b === one);
  if (sign === '*') {
    if (isPlain(a) && isPlain(b))
      return a === 'share' && b === 'share' ? 'share' : a === 'share' || b === 'share' ? 'count' : 'ratio';
    if (isPlain(b) && a !== 'clock') return a;
    if (isPlain(a) && b !== 'clock') return b;
    if (isPair('rate', 'time')) return 'count';
    if (isPair('bit rate', 'time')) return 'size';
  } else {
    if (a === b && a !== 'clock') return 'ratio';
    if (isPlain(a) && isPlain(b)) return 'ratio';
    if (isPlain(b) && a !== 'clock') return a;
    if (isPlain(a) && b === 'time') return 'rate';
    if (isPlain(a) && b === 'rate') return 'time';
    if (a === 'size' && b === 'time') return 'bit rate';
    if (a === 'size' && b === 'bit rate') return 'time';
  }
  const word = (dimension: Typed['dimension']) => inWords(dimension === 'ratio' ? 'count' : dimension);
  throw new Unreadable(
    `${left.called} is ${word(a)}, ${right.called} is ${word(b)}: ${sign === '*' ? 'their product' : 'their quotient'} means nothing.`,
    right.part,
  );
}

/** Times are counted in µs and rates by the second: what leads from one to the other is exchanged. */
function exchangeOf(
  left: Typed['dimension'],
  sign: Reckoning['sign'],
  right: Typed['dimension'],
): Reckoning | undefined {
  const isRate = (dimension: Typed['dimension']) => dimension === 'rate' || dimension === 'bit rate';
  const isExchanged = (() => {
    if (sign === '*') return (isRate(left) && right === 'time') || (left === 'time' && isRate(right));
    return sign === '/' && (right === 'time' || isRate(right)) && left !== right;
  })();
  if (!isExchanged) return undefined;
  return { sign: sign === '*' ? '/' : '*', of: { kind: 'constant', value: 1e6 } };
}

/* ---- Functions ---- */

/** Whether a function takes such a value of each row; none where rows are only counted. */
export function mustSuit(
  fn: AggregateFunction,
  of: Typed | undefined,
  call: Call,
  set: string,
  hasMoment: boolean,
): void {
  const { path } = call.fn;
  const countsRows = fn === 'count' || fn === 'rate' || fn === 'peak';
  if (fn === 'rate' && of?.dimension !== 'size' && !hasMoment)
    throw new Unreadable(
      `A row of ${set} has no moment of its own, so one cannot say how often they come. Write \`count(${set})\`.`,
      call.fn,
    );
  if (of === undefined) {
    if (countsRows) return;
    if (fn === 'share' || fn === 'ever')
      throw new Unreadable(
        `\`${path}\` of what? Write a condition, as in \`${path}(CONDITION among ${set})\`.`,
        call.of,
      );
    throw new Unreadable(`\`${path}\` of which field? Write it as in \`${path}(${set}.FIELD)\`.`, call.of);
  }
  const { dimension, called } = of;
  const what = `${called} is ${inWords(dimension === 'ratio' ? 'count' : dimension)}`;
  if (fn === 'count' || fn === 'share' || fn === 'ever') {
    if (dimension === 'truth') return;
    throw new Unreadable(`\`${path}( )\` takes a condition; ${what}.`, call.of);
  }
  if ((fn === 'rate' || fn === 'peak') && (dimension === 'truth' || (dimension === 'size' && fn === 'rate'))) return;
  if (fn === 'rate' || fn === 'peak')
    throw new Unreadable(`\`${path}( )\` is how often rows come; ${what}. Write \`${path}(${set})\`.`, call.of);
  if (dimension === 'truth')
    throw new Unreadable(`${what}; of conditions one takes the share, as in \`share(${print(call.of)})\`.`, call.of);
  if (dimension === 'text' || dimension === 'clock')
    throw new Unreadable(`${what}, of which there is no ${path}.`, call.of);
}

/** What a function gives of the rows of a set. */
export function dimensionOfAggregate(fn: AggregateFunction, of: Typed | undefined): Typed['dimension'] {
  if (fn === 'share') return 'share';
  if (fn === 'count') return 'count';
  if (fn === 'ever') return 'truth';
  if (fn === 'peak' || fn === 'rate') return of?.dimension === 'size' ? 'bit rate' : 'rate';
  return of!.dimension;
}
