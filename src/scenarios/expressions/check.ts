/**
 * Understands an expression: what each name means, that like is compared with like, that each window makes sense where it
 * stands. Every mistake has its place and, where one is likely, its repair.
 *
 *     claim   ── metrics, functions over sets ── and there: ─▶ row: fields of the set
 *             └─ until, ever, elapsed ── and there: ─▶ sliding: functions over sets `over` a stretch
 */
import { didYouMean } from '../nearest-word.ts';
import { Unreadable } from '../quantities.ts';
import { type Dimension, exampleOf, inWords, withUnit } from './dimensions.ts';
import { type Call, type Expression, type Name, type Part, print, type Quantity, type Window } from './syntax.ts';
import type { Aggregate, AggregateFunction, Measure, MetricTerm, Span, Term, WrittenMoment } from './terms.ts';
import { type FieldWords, type MetricWords, percentileOf, type SetWords, type Vocabulary } from './vocabulary.ts';

/** What a scenario adds to the words of the language. */
export interface Surrounding {
  /** Metrics of its own that may be used, by name. */
  metrics?: ReadonlyMap<string, Measure>;
  /** Undefined where nobody knows them: then any name is taken. */
  variants?: readonly string[];
  /** Entries of the timeline by name; `lasts` is false for what happens in a moment. */
  timeline?: readonly { name: string; lasts: boolean }[];
  /** Of the plans of its operators. */
  currencies?: readonly string[];
  /** Length of the run in µs: a stretch must fit into it. */
  length?: number;
}

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

type Scope =
  | { kind: 'claim' }
  | { kind: 'row'; set: string; isLaw: boolean }
  | { kind: 'sliding'; over: { time: number | undefined } };

const dimensionOfUnit: Readonly<Record<MetricWords['unit'], Dimension>> = {
  share: 'share',
  µs: 'time',
  B: 'size',
  count: 'count',
  'per s': 'rate',
};
const peakWindows = { '1s': 1e6, '10s': 1e7, '1min': 6e7, '5min': 3e8 } as const;
/** Stretches slide in so many steps each, and a run is followed in at most so many. */
export const stepsOfAStretch = 10;
const stepsMost = 1_000_000;
const shownWords = 40;

export class Checker {
  /** Variants that were named. */
  readonly variants: string[] = [];
  /** The first word that belongs to the language and has no rows yet. */
  notBuilt: (Part & { word: string }) | undefined;
  private readonly words: Vocabulary;
  private readonly around: Surrounding;
  private readonly mayNameVariants: boolean;

  constructor(words: Vocabulary, around: Surrounding, mayNameVariants: boolean) {
    this.words = words;
    this.around = around;
    this.mayNameVariants = mayNameVariants;
  }

  check(expression: Expression, scope: Scope = { kind: 'claim' }): Typed {
    const { at, length } = expression;
    const typed = (term: Term, dimension: Typed['dimension'], called = 'this'): Typed => ({
      term,
      dimension,
      called,
      part: { at, length },
      bare: undefined,
    });
    switch (expression.kind) {
      case 'quantity':
        return this.quantity(expression);
      case 'clock':
        return typed({ kind: 'clock', value: expression.value }, 'clock', expression.text);
      case 'text':
        return typed({ kind: 'constant', value: asWord(expression.text) }, 'text', `"${expression.text}"`);
      case 'name':
        return this.name(expression, scope);
      case 'call':
        return this.call(expression, scope);
      case 'not':
        return typed({ kind: 'not', of: this.condition(expression.of, scope) }, 'truth');
      case 'and':
      case 'or':
        return typed({ kind: expression.kind, of: expression.of.map(part => this.condition(part, scope)) }, 'truth');
      case 'compare':
        return typed(this.comparison(expression, scope), 'truth');
      case 'in':
        return typed(this.membership(expression, scope), 'truth');
      case 'arithmetic':
        return this.arithmetic(expression, scope);
      case 'inVariant':
        return this.inVariant(expression, scope);
    }
  }

  /** Something that holds or does not. */
  condition(expression: Expression, scope: Scope = { kind: 'claim' }): Term {
    const { term, dimension, called } = this.check(expression, scope);
    if (dimension === 'truth') return term;
    const what = dimension === 'ratio' ? 'count' : dimension;
    throw new Unreadable(
      `${called} is ${inWords(what)}; compare it, for example \`${print(expression)} ${what === 'text' ? '=' : '>='} ${exampleOf(what)}\`.`,
      partOf(expression),
    );
  }

  /* ---- Values ---- */

  private quantity(quantity: Quantity): Typed {
    const { value, dimension, text, currency } = quantity;
    const { currencies } = this.around;
    if (currency !== undefined && currencies !== undefined && !currencies.every(one => one === currency))
      throw new Unreadable(
        `The operators of this scenario take ${currencies.join(' and ')}: an amount in ${currency} cannot be compared with theirs.`,
        partOf(quantity),
      );
    return {
      term: { kind: 'constant', value },
      dimension,
      called: text,
      part: partOf(quantity),
      bare: dimension === 'count' ? text : undefined,
    };
  }

  private name(name: Name, scope: Scope): Typed {
    const { path } = name;
    const typed = (term: Term, dimension: Dimension): Typed => ({
      term,
      dimension,
      called: path.slice(path.lastIndexOf('.') + 1),
      part: partOf(name),
      bare: undefined,
    });
    if (path === 'true' || path === 'false') return typed({ kind: 'constant', value: path === 'true' }, 'truth');
    if (scope.kind === 'row') {
      const field = this.fieldOf(path, scope.set);
      if (field !== undefined) return typed({ kind: 'field', name: field.name }, field.words.dimension);
      if (scope.isLaw && Object.hasOwn(this.words.events, path)) return typed({ kind: 'event', name: path }, 'truth');
      throw this.unknownField(name, scope);
    }
    if (scope.kind === 'sliding')
      throw new Unreadable(
        `\`${path}\` is one value for the whole run. What is followed through it is a function over a stretch, as in \`share(ok among getBalance over 1 min)\`.`,
        name,
      );
    return this.metric(name, typed);
  }

  private metric(name: Name, typed: (term: Term, dimension: Dimension) => Typed): Typed {
    const { path } = name;
    const own = this.around.metrics?.get(path);
    if (own !== undefined) return typed({ kind: 'named', measure: own }, own.dimension);
    const metric = ownValue(this.words.metrics, path);
    if (metric !== undefined) {
      if (metric.kind === 'distribution')
        throw new Unreadable(
          `${path} is many values; which of them? Write \`mean(${path})\` or \`p95(${path})\`.`,
          name,
        );
      const term: MetricTerm = { kind: 'metric', name: path, fn: undefined, p: undefined, over: undefined };
      return typed(term, dimensionOfUnit[metric.unit]);
    }
    if (ownValue(this.words.sets, path) !== undefined)
      throw new Unreadable(
        `\`${path}\` is a set of rows. Write \`count(${path})\`, or \`share(... among ${path})\`.`,
        name,
      );
    const set = this.setOfPath(path);
    if (set !== undefined && this.fieldOf(path, set) !== undefined)
      throw new Unreadable(`${path} is many values; which of them? Write \`mean(${path})\` or \`p95(${path})\`.`, name);
    if (set !== undefined && path.includes('.') && didYouMean(path, Object.keys(this.words.metrics)) === '')
      throw this.unknownField(name, { set, isLaw: false });
    const known = [...Object.keys(this.words.metrics), ...(this.around.metrics?.keys() ?? [])];
    throw new Unreadable(
      `No metric \`${path}\`. Expected one of: ${known.join(', ')}.${didYouMean(path, known)}`,
      name,
    );
  }

  private fieldOf(path: string, set: string): { name: string; words: FieldWords } | undefined {
    const { fields } = this.words.sets[set];
    const name = !Object.hasOwn(fields, path) && path.startsWith(`${set}.`) ? path.slice(set.length + 1) : path;
    const words = ownValue(fields, name);
    return words === undefined ? undefined : { name, words };
  }

  private unknownField(name: Name, { set, isLaw }: { set: string; isLaw: boolean }): Unreadable {
    const known = Object.keys(this.words.sets[set].fields);
    const all = isLaw ? [...known, ...Object.keys(this.words.events)] : known;
    const wanted = name.path.startsWith(`${set}.`) ? name.path.slice(set.length + 1) : name.path;
    const first = name.path.slice(0, Math.max(0, name.path.indexOf('.')));
    const isRelated = known.some(field => field.startsWith(`${first}.`));
    if (first !== set && !isRelated && ownValue(this.words.sets, first) !== undefined && !isLaw)
      return new Unreadable(`\`${name.path}\` belongs to another set; the rows here are those of ${set}.`, name);
    return new Unreadable(
      `A row of ${set} has no \`${wanted}\`. Expected one of: ${all.slice(0, shownWords).join(', ')}.${didYouMean(wanted, all)}`,
      name,
    );
  }

  private inVariant(expression: Extract<Expression, { kind: 'inVariant' }>, scope: Scope): Typed {
    const { variant } = expression;
    if (scope.kind !== 'claim')
      throw new Unreadable(
        '`in` a variant stands behind a whole value, as in `count(purchase) in VARIANT`. For words of a field write a list, `in [A, B]`.',
        variant,
      );
    if (!this.mayNameVariants)
      throw new Unreadable('A metric is measured in each variant; `in` a variant belongs to `expect`.', variant);
    const { variants } = this.around;
    if (variants !== undefined && !variants.includes(variant.path))
      throw new Unreadable(
        `There is no variant \`${variant.path}\`. Expected one of: ${variants.join(', ')}.${didYouMean(variant.path, variants)}`,
        variant,
      );
    const of = this.check(expression.of, scope);
    if (!this.variants.includes(variant.path)) this.variants.push(variant.path);
    return { ...of, term: { kind: 'inVariant', of: of.term, variant: variant.path }, part: partOf(expression) };
  }

  /* ---- Comparing and reckoning ---- */

  private comparison(expression: Extract<Expression, { kind: 'compare' }>, scope: Scope): Term {
    const [left, right] = this.bothSides(expression.left, expression.right, scope);
    this.mustBeAlike(left, right);
    const { sign } = expression;
    if ((left.dimension === 'text' || left.dimension === 'truth') && sign !== '=' && sign !== '!=')
      throw new Unreadable(
        `${left.called} is ${inWords(left.dimension)}, and is compared by \`=\` or \`!=\`.`,
        partOf(expression),
      );
    return { kind: 'compare', sign, left: left.term, right: right.term };
  }

  /** Beside a field of text, a name that is no field is a word. */
  private bothSides(left: Expression, right: Expression, scope: Scope): [Typed, Typed] {
    const isWord = (one: Expression) => one.kind === 'name' && scope.kind === 'row' && !this.isKnown(one, scope);
    if (isWord(right)) {
      const of = this.check(left, scope);
      if (of.dimension === 'text') return [of, this.wordOf(left, right as Name, scope)];
    } else if (isWord(left)) {
      const of = this.check(right, scope);
      if (of.dimension === 'text') return [this.wordOf(right, left as Name, scope), of];
    }
    return [this.check(left, scope), this.check(right, scope)];
  }

  private isKnown(name: Name, scope: Extract<Scope, { kind: 'row' }>): boolean {
    const { path } = name;
    return (
      path === 'true' ||
      path === 'false' ||
      this.fieldOf(path, scope.set) !== undefined ||
      (scope.isLaw && Object.hasOwn(this.words.events, path))
    );
  }

  /** A word that the field can be; letter case counts for nothing. */
  private wordOf(of: Expression, word: Name | Extract<Expression, { kind: 'text' }>, scope: Scope): Typed {
    const written = asWord(word.kind === 'name' ? word.path : word.text);
    const field = of.kind === 'name' && scope.kind === 'row' ? this.fieldOf(of.path, scope.set)?.words : undefined;
    const { words, wordsFrom } = field ?? {};
    const known = words?.find(one => one.toLowerCase() === written.toLowerCase());
    if (words !== undefined && known === undefined && !(wordsFrom !== undefined && written.startsWith(wordsFrom)))
      throw new Unreadable(
        `${print(of)} is never \`${written}\`. Expected one of: ${words.join(', ')}.${didYouMean(written, words)}`,
        word,
      );
    const part = partOf(word);
    return {
      term: { kind: 'constant', value: known ?? written },
      dimension: 'text',
      called: written,
      part,
      bare: undefined,
    };
  }

  private membership(expression: Extract<Expression, { kind: 'in' }>, scope: Scope): Term {
    const of = this.check(expression.of, scope);
    if (of.dimension === 'truth')
      throw new Unreadable(`${of.called} is a condition; it is not looked up in a list.`, expression.of);
    const choices = expression.choices.map(choice => {
      if (of.dimension === 'text' && (choice.kind === 'name' || choice.kind === 'text'))
        return this.wordOf(expression.of, choice, scope).term;
      const typed = this.check(choice, scope);
      this.mustBeAlike(of, typed);
      return typed.term;
    });
    return { kind: 'in', of: of.term, choices };
  }

  private mustBeAlike(left: Typed, right: Typed): void {
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

  private arithmetic(expression: Extract<Expression, { kind: 'arithmetic' }>, scope: Scope): Typed {
    const first = this.check(expression.first, scope);
    this.mustBeNumber(first);
    let { dimension } = first;
    let { bare } = first;
    const rest = expression.rest.flatMap(({ sign, of }): Reckoning[] => {
      const typed = this.check(of, scope);
      this.mustBeNumber(typed);
      const before: Typed = { ...first, dimension, called: first.called, bare };
      dimension =
        sign === '+' || sign === '-' ? this.summed(before, sign, typed) : this.multiplied(before, sign, typed);
      bare = undefined;
      const reckoning = { sign, of: typed.term };
      const exchange = exchangeOf(before.dimension, sign, typed.dimension);
      return exchange === undefined ? [reckoning] : [reckoning, exchange];
    });
    return {
      term: { kind: 'arithmetic', first: first.term, rest },
      dimension,
      called: 'this',
      part: partOf(expression),
      bare: undefined,
    };
  }

  private mustBeNumber({ dimension, called, part }: Typed): void {
    if (dimension === 'text' || dimension === 'truth')
      throw new Unreadable(`${called} is ${inWords(dimension)}; one cannot reckon with it.`, part);
  }

  private summed(left: Typed, sign: '+' | '-', right: Typed): Typed['dimension'] {
    if (left.dimension === 'clock' && right.dimension === 'clock' && sign === '-') return 'time';
    if (left.dimension === 'clock' && right.dimension === 'time') return 'clock';
    if (left.dimension === 'clock' && right.dimension === 'clock')
      throw new Unreadable('Two moments cannot be added; their difference is a time.', right.part);
    this.mustBeAlike(left, right);
    return left.dimension === 'ratio' || isZero(left) ? right.dimension : left.dimension;
  }

  private multiplied(left: Typed, sign: '*' | '/', right: Typed): Typed['dimension'] {
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

  /* ---- Functions ---- */

  private call(call: Call, scope: Scope): Typed {
    const { path: fn } = call.fn;
    const p = fn === 'median' ? 0.5 : percentileOf(fn);
    if (p === undefined && (fn === 'pNN' || !Object.hasOwn(this.words.functions, fn)))
      throw this.unknownFunction(call.fn);
    if (scope.kind === 'row' && !scope.isLaw)
      throw new Unreadable(`\`${fn}( )\` looks at all rows, and cannot stand within the condition of one.`, call);
    if (fn === 'until' || fn === 'elapsed' || (fn === 'ever' && this.isSliding(call))) {
      if (scope.kind !== 'claim')
        throw new Unreadable(`\`${fn}( )\` follows the whole run, and cannot stand within another function.`, call);
      return this.sliding(call, fn);
    }
    const metric = scope.kind === 'claim' ? this.ofMetric(call, p) : undefined;
    return metric ?? this.aggregate(call, p, scope);
  }

  private unknownFunction(fn: Name): Unreadable {
    const { path } = fn;
    const known = Object.keys(this.words.functions);
    if (path === 'p100') return new Unreadable('The value that nothing exceeds is `max( )`.', fn);
    if (/^p\d/.test(path)) return new Unreadable('Expected a percentile from p0 to p99.999999.', fn);
    const others: Readonly<Record<string, string>> = {
      avg: 'mean',
      average: 'mean',
      total: 'sum',
      percentile: 'p95',
      number: 'count',
    };
    const meant = ownValue(others, path.toLowerCase());
    const repair =
      meant === undefined
        ? didYouMean(
            path,
            known.filter(one => one !== 'pNN'),
          )
        : ` Did you mean \`${meant}\`?`;
    return new Unreadable(`No function \`${path}\`. Expected one of: ${known.join(', ')}.${repair}`, fn);
  }

  /** A function of a metric that every run measures anyway; undefined where the rows of a set are meant. */
  private ofMetric(call: Call, p: number | undefined): Typed | undefined {
    const { of, windows } = call;
    const fn = call.fn.path;
    if (of.kind !== 'name' || call.among !== undefined) return undefined;
    const { path } = of;
    const own = this.around.metrics?.get(path);
    const metric = own === undefined ? ownValue(this.words.metrics, path) : ({ kind: 'value', unit: 'count' } as const);
    if (metric === undefined) return undefined;
    const set = this.setOfPath(path);
    const isField = set !== undefined && path.includes('.') && this.fieldOf(path, set) !== undefined;
    const over = windows.find(window => window.kind === 'over');
    if (metric.kind === 'value') throw new Unreadable(`${path} is one value; write it without \`${fn}( )\`.`, call.fn);
    if (metric.kind === 'rate' && fn !== 'mean' && fn !== 'peak')
      throw new Unreadable(`Of a rate, \`mean(${path})\` and \`peak(${path} over 1 min)\` are known.`, call.fn);
    if (metric.kind === 'distribution' && fn === 'peak')
      throw new Unreadable(`\`peak\` is for rates; for ${path} write \`max(${path})\`.`, call.fn);
    const isPeak = metric.kind === 'rate' && fn === 'peak';
    const others = windows.filter(window => !(isPeak && window.kind === 'over'));
    const isKept = p !== undefined || fn === 'mean' || fn === 'min' || fn === 'max' || isPeak;
    if (isField && (others.length > 0 || !isKept)) return undefined;
    if (others.length > 0) throw this.windowOfMetric(path, others[0]);
    if (!isKept) throw new Unreadable(`Of ${path}, mean, min, median, p95 and the like, and max are known.`, call.fn);
    const term: MetricTerm = {
      kind: 'metric',
      name: path,
      fn: isPeak ? 'peak' : p !== undefined ? 'quantile' : (fn as 'mean' | 'min' | 'max'),
      p,
      over: isPeak ? peakWindowOf(path, over, call) : undefined,
    };
    return {
      term,
      dimension: dimensionOfUnit[metric.unit],
      called: path.slice(path.lastIndexOf('.') + 1),
      part: partOf(call),
      bare: undefined,
    };
  }

  private windowOfMetric(path: string, window: Window): Unreadable {
    if (window.kind === 'over' || window.kind === 'for')
      return new Unreadable(
        `\`${window.kind}\` has no meaning here; \`over\` belongs to \`peak\`, or into \`until( )\`.`,
        window,
      );
    const word = window.kind === 'outside' ? 'outside incidents' : window.kind;
    return new Unreadable(
      `${path} is kept for the whole run only, so \`${word}\` has no meaning here; write it of a set, as in \`p95(purchase.continueToOnline ${word}${window.kind === 'outside' ? '' : ' ...'})\`.`,
      window,
    );
  }

  /** Whether `ever` follows a claim through the run, rather than looking for a row. */
  private isSliding(call: Call): boolean {
    if (call.among !== undefined) return false;
    const holdsCall = (one: Expression): boolean => {
      if (one.kind === 'call') return true;
      if (one.kind === 'compare') return holdsCall(one.left) || holdsCall(one.right);
      if (one.kind === 'not' || one.kind === 'in' || one.kind === 'inVariant') return holdsCall(one.of);
      if (one.kind === 'and' || one.kind === 'or') return one.of.some(holdsCall);
      return one.kind === 'arithmetic' && [one.first, ...one.rest.map(({ of }) => of)].some(holdsCall);
    };
    return holdsCall(call.of);
  }

  private sliding(call: Call, kind: 'until' | 'ever' | 'elapsed'): Typed {
    if (call.among !== undefined)
      throw new Unreadable(`\`${kind}( )\` follows a claim through the run; its sets stand inside.`, call.among);
    const over: { time: number | undefined } = { time: undefined };
    const of = this.condition(call.of, { kind: 'sliding', over });
    if (over.time === undefined)
      throw new Unreadable(
        `Nothing in \`${kind}( )\` changes with time. Write a function over a stretch, as in \`${kind}(share(ok among getBalance over 1 min) >= 99 %)\`.`,
        call.of,
      );
    const held = call.windows.find(window => window.kind === 'for');
    for (const window of call.windows)
      if (window.kind === 'where' || window.kind === 'over')
        throw new Unreadable(`\`${window.kind}\` belongs to the functions within \`${kind}( )\`.`, window);
    const term: Term = {
      kind,
      of,
      span: this.span(call.windows),
      holds: held?.kind === 'for' ? held.time.value : 0,
      over: over.time,
      text: print(call),
    };
    return {
      term,
      dimension: kind === 'ever' ? 'truth' : 'time',
      called: `${kind}( )`,
      part: partOf(call),
      bare: undefined,
    };
  }

  private aggregate(call: Call, p: number | undefined, scope: Scope): Typed {
    const fn: AggregateFunction = p === undefined ? (call.fn.path as AggregateFunction) : 'quantile';
    const law = scope.kind === 'row' ? scope : undefined;
    if (law !== undefined && call.of.kind === 'name' && Object.hasOwn(this.words.events, call.of.path))
      return this.countOfEvents(call, call.of);
    const set = this.setOf(call, law);
    const words = this.words.sets[set];
    const row: Scope = { kind: 'row', set, isLaw: false };
    const isWholeSet = call.of.kind === 'name' && call.of.path === set && call.among === undefined;
    const of = isWholeSet ? undefined : this.check(call.of, row);
    this.mustSuit(fn, of, call, set);
    const where = call.windows.find(window => window.kind === 'where');
    const aggregate: Aggregate = {
      kind: 'aggregate',
      fn,
      p,
      set,
      of: of?.term,
      where: where?.kind === 'where' ? this.condition(where.condition, row) : undefined,
      span: this.span(call.windows, set, words),
      over: this.over(call, fn, scope, set, words),
      text: print(call),
    };
    const isKept = fn === 'sum' || fn === 'mean' || fn === 'min' || fn === 'max' || fn === 'quantile';
    const dimension = ((): Typed['dimension'] => {
      if (fn === 'share') return 'share';
      if (fn === 'count') return 'count';
      if (fn === 'ever') return 'truth';
      if (fn === 'peak' || fn === 'rate') return of?.dimension === 'size' ? 'bit rate' : 'rate';
      return of!.dimension;
    })();
    const called = isKept && call.of.kind === 'name' ? of!.called : `${call.fn.path}( )`;
    return { term: aggregate, dimension, called, part: partOf(call), bare: undefined };
  }

  /** In a law: how often something has happened to its subject. */
  private countOfEvents(call: Call, event: Name): Typed {
    if (call.fn.path !== 'count')
      throw new Unreadable(
        `\`${event.path}\` is something that happens; it can be counted, \`count(${event.path})\`.`,
        call.fn,
      );
    if (call.windows.length > 0 || call.among !== undefined)
      throw new Unreadable('What has happened is counted as a whole, without windows.', call.windows[0] ?? call);
    const term: Term = { kind: 'event', name: event.path };
    return { term, dimension: 'count', called: 'count( )', part: partOf(call), bare: undefined };
  }

  private setOf(call: Call, law: { set: string } | undefined): string {
    if (call.among !== undefined) return this.set(call.among);
    const named = namesWithin(call.of).find(
      ({ path }) =>
        this.setOfPath(path) !== undefined && !(path.startsWith('line.') && law !== undefined && path !== 'line'),
    );
    if (named !== undefined) return this.set(named, this.setOfPath(named.path));
    const sets = Object.keys(this.words.sets);
    const [first] = namesWithin(call.of);
    if (first === undefined)
      throw new Unreadable(
        `\`${call.fn.path}( )\` of which rows? Write \`among\` and a set: ${sets.join(', ')}.`,
        call,
      );
    const candidates = [...sets, ...Object.keys(this.words.metrics)];
    const beginning = first.path.includes('.') ? first.path.slice(0, first.path.indexOf('.')) : first.path;
    const meant = didYouMean(beginning, sets) || didYouMean(first.path, candidates);
    const fields = sets.filter(set => this.fieldOf(first.path, set) !== undefined);
    if (fields.length > 0)
      throw new Unreadable(`\`${first.path}\` among what? Write \`among ${fields[0]}\` behind it.`, first);
    if (/^[a-z]+[.][a-zA-Z.]+$/.test(first.path) && meant === '')
      throw new Unreadable(
        `No metric \`${first.path}\`. Expected one of: ${Object.keys(this.words.metrics).join(', ')}; or a field of a set: ${sets.join(', ')}.`,
        first,
      );
    const metrics = Object.keys(this.words.metrics);
    const ofMetric = didYouMean(first.path, metrics);
    if (ofMetric !== '')
      throw new Unreadable(`No metric \`${first.path}\`. Expected one of: ${metrics.join(', ')}.${ofMetric}`, first);
    throw new Unreadable(`No set \`${beginning}\`. Expected one of: ${sets.join(', ')}.${meant}`, first);
  }

  private set(name: Name, set = name.path): string {
    const words = ownValue(this.words.sets, set);
    const known = Object.keys(this.words.sets);
    if (words === undefined)
      throw new Unreadable(`No set \`${set}\`. Expected one of: ${known.join(', ')}.${didYouMean(set, known)}`, name);
    if (!words.built) this.notBuilt ??= { at: name.at, length: set.length, word: set };
    return set;
  }

  /** The set that a path begins with. */
  private setOfPath(path: string): string | undefined {
    const first = path.includes('.') ? path.slice(0, path.indexOf('.')) : path;
    return ownValue(this.words.sets, first) === undefined ? undefined : first;
  }

  private mustSuit(fn: AggregateFunction, of: Typed | undefined, call: Call, set: string): void {
    const { path } = call.fn;
    const countsRows = fn === 'count' || fn === 'rate' || fn === 'peak';
    if (fn === 'rate' && of?.dimension !== 'size' && this.words.sets[set].moment === undefined)
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

  /* ---- Windows ---- */

  private over(call: Call, fn: AggregateFunction, scope: Scope, set: string, words: SetWords): number | undefined {
    const over = call.windows.find(window => window.kind === 'over');
    const held = call.windows.find(window => window.kind === 'for');
    if (held !== undefined)
      throw new Unreadable(
        '`for` says how long a claim holds: it belongs to `until( )`, `ever( )` and `elapsed( )`.',
        held,
      );
    const time = over?.kind === 'over' ? over.time : undefined;
    if (fn === 'peak') {
      if (scope.kind === 'sliding')
        throw new Unreadable(
          'A peak is of the whole run; of a stretch that slides write `rate( ... over 1 min)`.',
          call.fn,
        );
      if (time === undefined) throw new Unreadable(`Over how long? As in \`peak(${set} over 1 min)\`.`, call);
      if (time.value < 1e6 || time.value % 1e6 !== 0)
        throw new Unreadable('A peak is kept by the second: expected whole seconds, at least 1 s.', time);
    } else if (scope.kind === 'sliding') {
      if (time === undefined)
        throw new Unreadable(
          `Over how long does \`${call.fn.path}( )\` slide? As in \`${call.fn.path}(... over 1 min)\`.`,
          call,
        );
      this.mustSlide(time, scope.over);
    } else if (time !== undefined)
      throw new Unreadable(
        '`over` has no meaning here; `over` belongs to `peak`, or into `until( )`, `ever( )` and `elapsed( )`.',
        over!,
      );
    if (time !== undefined && words.moment === undefined)
      throw new Unreadable(`A row of ${set} has no moment of its own.`, over!);
    return time?.value;
  }

  private mustSlide(time: Quantity, over: { time: number | undefined }): void {
    if (over.time !== undefined && over.time !== time.value)
      throw new Unreadable('Stretches that are compared are equally long: another one is of another length.', time);
    if (time.value < stepsOfAStretch) throw new Unreadable('A stretch that slides is at least 10 µs long.', time);
    if ((this.around.length ?? 0) / (time.value / stepsOfAStretch) > stepsMost)
      throw new Unreadable(
        `A stretch slides by a tenth of itself; of this run that would be more than ${stepsMost} steps. Take a longer one.`,
        time,
      );
    over.time = time.value;
  }

  private span(windows: readonly Window[], set?: string, words?: SetWords): Span {
    const span: Span = {};
    for (const window of windows) {
      if (window.kind === 'where' || window.kind === 'over' || window.kind === 'for') continue;
      if (words !== undefined && words.moment === undefined)
        throw new Unreadable(
          `A row of ${set} is as it is when the run ends, and has no moment of its own; \`${window.kind === 'outside' ? 'outside incidents' : window.kind}\` has no meaning here.`,
          window,
        );
      if (window.kind === 'outside') span.outsideIncidents = true;
      else if (window.kind === 'from') {
        const { from, to } = window;
        if (from.kind === to.kind && from.value >= to.value)
          throw new Unreadable(`The stretch is empty: ${print(to)} is not after ${print(from)}.`, window);
        span.from = momentOf(from);
        span.to = momentOf(to);
      } else if (window.kind === 'after' || window.kind === 'during')
        span[window.kind] = this.entryOfTimeline(window.name, window.kind);
    }
    return span;
  }

  private entryOfTimeline({ path, at, length }: Name, word: 'after' | 'during'): string {
    const { timeline = [] } = this.around;
    const names = timeline.map(({ name }) => name);
    const entry = timeline.find(({ name }) => name === path);
    if (entry === undefined) {
      const known = names.length === 0 ? 'The timeline names no entry.' : `Expected one of: ${names.join(', ')}.`;
      throw new Unreadable(`The timeline has no \`${path}\`. ${known}${didYouMean(path, names)}`, { at, length });
    }
    if (!entry.lasts && word === 'during')
      throw new Unreadable(`\`${path}\` happens in a moment, so nothing is during it; write \`after ${path}\`.`, {
        at,
        length,
      });
    return path;
  }
}

const momentOf = ({ kind, value }: { kind: 'clock' | 'quantity'; value: number }): WrittenMoment => ({
  value,
  isClock: kind === 'clock',
});

function peakWindowOf(path: string, over: Window | undefined, call: Call): MetricTerm['over'] {
  const time = over?.kind === 'over' ? over.time.value : undefined;
  const known = (Object.keys(peakWindows) as (keyof typeof peakWindows)[]).find(name => peakWindows[name] === time);
  if (known === undefined)
    throw new Unreadable(
      `Over how long? A peak is kept over 1 s, 10 s, 1 min and 5 min, as in \`peak(${path} over 1 min)\`.`,
      over ?? call,
    );
  return known;
}

function* namesOf(expression: Expression): Generator<Name> {
  switch (expression.kind) {
    case 'name':
      yield expression;
      break;
    case 'not':
    case 'inVariant':
      yield* namesOf(expression.of);
      break;
    case 'and':
    case 'or':
      for (const part of expression.of) yield* namesOf(part);
      break;
    case 'compare':
      yield* namesOf(expression.left);
      yield* namesOf(expression.right);
      break;
    case 'in':
      yield* namesOf(expression.of);
      break;
    case 'arithmetic':
      yield* namesOf(expression.first);
      for (const { of } of expression.rest) yield* namesOf(of);
      break;
    default:
      break;
  }
}

const namesWithin = (expression: Expression): Name[] => [...namesOf(expression)];

type Reckoning = Extract<Term, { kind: 'arithmetic' }>['rest'][number];

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

const partOf = ({ at, length }: Part): Part => ({ at, length });

/** Words are written with hyphens. */
const asWord = (text: string): string => text.trim().replace(/ +/g, '-');

const isZero = ({ bare, term }: Typed): boolean => bare !== undefined && term.kind === 'constant' && term.value === 0;

const alike = (one: Typed['dimension'], other: Typed['dimension']): boolean =>
  one === other ||
  (one === 'ratio' && (other === 'count' || other === 'share')) ||
  (other === 'ratio' && (one === 'count' || one === 'share'));

function ownValue<Value>(map: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}
