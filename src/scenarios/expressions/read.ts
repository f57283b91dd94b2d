/** Reads what stands in `expect`, `slo`, `metrics` and `laws`: a text of a stranger, understood or refused with its place. */
import { NotBuiltYet, Unreadable } from '../quantities.ts';
import { Checker } from './check.ts';
import { type Dimension, exampleOf, inWords } from './dimensions.ts';
import { parse } from './parse.ts';
import type { Typed } from './reckoning.ts';
import type { Surrounding } from './surrounding.ts';
import type { Part } from './syntax.ts';
import { type Claim, type Condition, type Measure, type Term, termsWithin } from './terms.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * A claim of `expect` or `slo`.
 * @throws Unreadable with the advice for its author, and the part of the text that is wrong
 */
export function readClaim(text: string, vocabulary: Vocabulary, around: Surrounding = {}): Claim {
  const { expression, everyVariant } = parse(text);
  const checker = new Checker(vocabulary, around, true);
  const term = checker.condition(expression);
  mustAskTheRun(term, expression);
  const { variants } = checker;
  if (everyVariant !== undefined && variants.length > 0)
    throw new Unreadable('A claim names its variants, or holds `in every variant`; not both.', everyVariant);
  refuseWhatIsNotBuilt(checker);
  return {
    text: text.trim(),
    term,
    everyVariant: everyVariant !== undefined,
    comparison: comparisonOf(expression, checker),
    variants,
  };
}

/**
 * A value, for `metrics`.
 * @throws Unreadable
 */
export function readMeasure(text: string, vocabulary: Vocabulary, around: Surrounding = {}): Measure {
  const { expression, everyVariant } = parse(text);
  if (everyVariant !== undefined)
    throw new Unreadable(
      'A metric is a value, measured in each variant; `in every variant` belongs to `expect`.',
      everyVariant,
    );
  const checker = new Checker(vocabulary, around, false);
  const { term, dimension, called } = checker.check(expression);
  if (dimension === 'truth')
    throw new Unreadable(
      'This holds or does not: a claim, for `expect`. A metric is a number, as in `share(ok among getBalance)`.',
      expression,
    );
  if (dimension === 'text' || dimension === 'clock')
    throw new Unreadable(
      `${called} is ${inWords(dimension)}. A metric is a number, as in \`${exampleOf('share')}\`.`,
      expression,
    );
  mustAskTheRun(term, expression);
  refuseWhatIsNotBuilt(checker);
  return { text: text.trim(), term, dimension: plain(dimension) };
}

/**
 * A condition of a law about each row of a set. Sets that are not built yet are taken: laws are judged elsewhere.
 * @throws Unreadable
 */
export function readCondition(text: string, set: string, vocabulary: Vocabulary, around: Surrounding = {}): Condition {
  const { expression, everyVariant } = parse(text);
  if (everyVariant !== undefined) throw new Unreadable('A law holds in every variant anyway.', everyVariant);
  const checker = new Checker(vocabulary, around, false);
  const term = checker.condition(expression, { kind: 'row', set, isLaw: true });
  return { text: text.trim(), term, event: term.kind === 'event' ? term.name : undefined };
}

/** `1 < 2` is true of every run, and asks nothing. */
function mustAskTheRun(term: Term, part: Part): void {
  for (const { kind } of termsWithin(term)) if (kind === 'aggregate' || kind === 'metric' || kind === 'named') return;
  throw new Unreadable(
    'This asks nothing of the run. Name a metric, or a function over a set, as in `count(purchase)`.',
    part,
  );
}

function refuseWhatIsNotBuilt({ notBuilt }: Checker): void {
  if (notBuilt !== undefined) throw new NotBuiltYet(`needs rows of \`${notBuilt.word}\``, notBuilt);
}

/** The two sides of a claim that is one comparison of numbers, the measured one first. */
function comparisonOf(expression: ReturnType<typeof parse>['expression'], checker: Checker): Claim['comparison'] {
  if (expression.kind !== 'compare') return undefined;
  const [left, right] = [checker.check(expression.left), checker.check(expression.right)];
  const [measured, bound] = left.term.kind === 'constant' ? [right, left] : [left, right];
  if (measured.dimension === 'text' || measured.dimension === 'truth') return undefined;
  return { measured: measured.term, bound: bound.term, dimension: plain(measured.dimension, bound) };
}

const plain = (dimension: Typed['dimension'], beside?: Typed): Dimension => {
  if (dimension !== 'ratio') return dimension;
  return beside === undefined || beside.dimension === 'ratio' ? 'count' : beside.dimension;
};
