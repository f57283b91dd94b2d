/**
 * Understands an expression: what each name means, that like is compared with like, that each window makes sense where it
 * stands. Every mistake has its place and, where one is likely, its repair.
 *
 *     claim   ── metrics, functions over sets ── and there: ─▶ row: fields of the set
 *             └─ until, ever, elapsed ── and there: ─▶ sliding: functions over sets `over` a stretch
 */
import { didYouMean } from '../nearest-word.ts';
import { Unreadable } from '../quantities.ts';
import { type Dimension, exampleOf, inWords } from './dimensions.ts';
import { dimensionOfAggregate, mustBeAlike, mustBeNumber, mustSuit, reckoned, type Typed } from './reckoning.ts';
import type { Surrounding } from './surrounding.ts';
import {
  type Call,
  type Expression,
  holdsCall,
  type Name,
  namesWithin,
  type Part,
  partOf,
  print,
  type Quantity,
} from './syntax.ts';
import type { Aggregate, AggregateFunction, MetricTerm, Term } from './terms.ts';
import { type FieldWords, type MetricWords, percentileOf, type Vocabulary } from './vocabulary.ts';
import { overOf, peakWindowOf, type Stretch, spanOf, windowOfMetric } from './windows.ts';

type Scope = { kind: 'claim' } | { kind: 'row'; set: string; isLaw: boolean } | { kind: 'sliding'; over: Stretch };

const dimensionOfUnit: Readonly<Record<MetricWords['unit'], Dimension>> = {
  share: 'share',
  µs: 'time',
  B: 'size',
  count: 'count',
  'per s': 'rate',
};
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
      `No metric \`${path}\`. Expected ${expectedMetric(path, known)}.${didYouMean(path, known)}`,
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
    mustBeAlike(left, right);
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
    if (
      words !== undefined &&
      known === undefined &&
      !(wordsFrom?.some(beginning => written.startsWith(beginning)) === true)
    )
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
      mustBeAlike(of, typed);
      return typed.term;
    });
    return { kind: 'in', of: of.term, choices };
  }

  private arithmetic(expression: Extract<Expression, { kind: 'arithmetic' }>, scope: Scope): Typed {
    const first = this.check(expression.first, scope);
    mustBeNumber(first);
    let { dimension } = first;
    let { bare } = first;
    const rest = expression.rest.flatMap(({ sign, of }) => {
      const typed = this.check(of, scope);
      mustBeNumber(typed);
      const before: Typed = { ...first, dimension, called: first.called, bare };
      const { dimension: next, steps } = reckoned(before, sign, typed);
      dimension = next;
      bare = undefined;
      return steps;
    });
    return {
      term: { kind: 'arithmetic', first: first.term, rest },
      dimension,
      called: 'this',
      part: partOf(expression),
      bare: undefined,
    };
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
    if (others.length > 0) throw windowOfMetric(path, others[0]);
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

  /** Whether `ever` follows a claim through the run, rather than looking for a row. */
  private isSliding(call: Call): boolean {
    return call.among === undefined && holdsCall(call.of);
  }

  private sliding(call: Call, kind: 'until' | 'ever' | 'elapsed'): Typed {
    if (call.among !== undefined)
      throw new Unreadable(`\`${kind}( )\` follows a claim through the run; its sets stand inside.`, call.among);
    const over: Stretch = { time: undefined };
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
      span: spanOf(call.windows, this.around),
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
    mustSuit(fn, of, call, set, words.moment !== undefined);
    const where = call.windows.find(window => window.kind === 'where');
    const aggregate: Aggregate = {
      kind: 'aggregate',
      fn,
      p,
      set,
      of: of?.term,
      where: where?.kind === 'where' ? this.condition(where.condition, row) : undefined,
      span: spanOf(call.windows, this.around, { set, words }),
      over: overOf(call, fn, { set, words }, scope.kind === 'sliding' ? scope.over : undefined, this.around),
      text: print(call),
    };
    const isKept = fn === 'sum' || fn === 'mean' || fn === 'min' || fn === 'max' || fn === 'quantile';
    const called = isKept && call.of.kind === 'name' ? of!.called : `${call.fn.path}( )`;
    return { term: aggregate, dimension: dimensionOfAggregate(fn, of), called, part: partOf(call), bare: undefined };
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
    if (fields.length === 1)
      throw new Unreadable(`\`${first.path}\` among what? Write \`among ${fields[0]}\` behind it.`, first);
    if (fields.length > 1)
      throw new Unreadable(
        `\`${first.path}\` among what? Write \`among\` and a set behind it: ${fields.join(', ')}.`,
        first,
      );
    if (/^[a-z]+[.][a-zA-Z.]+$/.test(first.path) && meant === '')
      throw new Unreadable(
        `No metric \`${first.path}\`. Expected ${expectedMetric(first.path, Object.keys(this.words.metrics))}; or a field of a set: ${sets.join(', ')}.`,
        first,
      );
    const metrics = Object.keys(this.words.metrics);
    const ofMetric = didYouMean(first.path, metrics);
    if (ofMetric !== '')
      throw new Unreadable(
        `No metric \`${first.path}\`. Expected ${expectedMetric(first.path, metrics)}.${ofMetric}`,
        first,
      );
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
}

/** Words are written with hyphens. */
const asWord = (text: string): string => text.trim().replace(/ +/g, '-');

function ownValue<Value>(map: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

/** Metrics of the same beginning are a few, all of them a wall of names: then the beginnings are told. */
function expectedMetric(path: string, known: readonly string[]): string {
  const beginningOf = (name: string) => name.split('.', 1)[0]!;
  const alike = known.filter(name => beginningOf(name) === beginningOf(path));
  if (alike.length > 0) return `one of: ${alike.join(', ')}`;
  const beginnings = [...new Set(known.map(beginningOf))];
  return `a metric of: ${beginnings.join(', ')}; \`mpsim list --names WORD\` finds them`;
}
