/**
 * Reads an expression: recursive descent over the tokens, each looked at once, no deeper than a person would nest.
 *
 *     claim   = or [in every variant]        or = and {or and}      and = not {and not}      not = [not] compared
 *     compared = sum [< <= > >= = != sum] | sum in [sum, sum]
 *     sum     = product {+ - product}        product = value {* / value}      value = primary [in VARIANT]
 *     primary = quantity | clock | "text" | name.path | fn( or [among SET] {window} ) | ( or )
 */
import { Unreadable } from '../quantities.ts';
import type { Clock, Comparison, Expression, Line, Name, Part, Quantity, Window } from './syntax.ts';
import { type Token, tokensOf } from './tokens.ts';

const deepest = 100;
const mostChoices = 200;
const comparisons: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', '=', '!=']);

/** @throws Unreadable with the wrong part */
export function parse(text: string): Line {
  return new Parser(text).line();
}

class Parser {
  private readonly tokens: readonly Token[];
  private next = 0;
  private depth = 0;

  constructor(text: string) {
    this.tokens = tokensOf(text);
  }

  line(): Line {
    const expression = this.or();
    const everyVariant = this.everyVariant();
    const rest = this.token;
    if (rest.kind !== 'end') throw this.unexpected(rest);
    return { expression, everyVariant };
  }

  private get token(): Token {
    return this.tokens[this.next];
  }

  private is(kind: 'word' | 'sign' | 'name', text: string, ahead = 0): boolean {
    const token = this.tokens[Math.min(this.next + ahead, this.tokens.length - 1)];
    return token.kind === kind && token.text === text;
  }

  private take(): Token {
    const token = this.token;
    if (token.kind !== 'end') this.next += 1;
    return token;
  }

  private expect(sign: string, why: string): Token {
    if (this.is('sign', sign)) return this.take();
    throw new Unreadable(why, this.token);
  }

  private everyVariant(): Part | undefined {
    if (!this.is('word', 'in') || !this.is('name', 'every', 1)) return undefined;
    const begin = this.take();
    this.take();
    if (!this.is('name', 'variant')) throw new Unreadable('Expected `in every variant`.', this.token);
    return joined(begin, this.take());
  }

  private or(): Expression {
    return this.deeper(() => this.chain('or', () => this.chain('and', () => this.not())));
  }

  private chain(word: 'and' | 'or', part: () => Expression): Expression {
    const first = part();
    if (!this.is('word', word)) return first;
    const of = [first];
    while (this.is('word', word)) {
      this.take();
      of.push(part());
    }
    return { kind: word, of, ...joined(first, of[of.length - 1]) };
  }

  private not(): Expression {
    if (!this.is('word', 'not')) return this.compared();
    const begin = this.take();
    const of = this.deeper(() => this.not());
    return { kind: 'not', of, ...joined(begin, of) };
  }

  private compared(): Expression {
    const left = this.sum();
    const { token } = this;
    if (token.kind === 'sign' && comparisons.has(token.text)) {
      this.take();
      const right = this.sum();
      if (this.token.kind === 'sign' && comparisons.has(this.token.text))
        throw new Unreadable('Compare two at a time: write `a < b and b < c`.', this.token);
      return { kind: 'compare', sign: token.text as Comparison, left, right, ...joined(left, right) };
    }
    if (!this.is('word', 'in') || !this.is('sign', '[', 1)) return left;
    this.take();
    return this.choices(left);
  }

  private choices(of: Expression): Expression {
    this.take();
    const choices = [this.sum()];
    while (this.is('sign', ',')) {
      this.take();
      choices.push(this.sum());
      if (choices.length > mostChoices) throw new Unreadable(`A list has at most ${mostChoices} words.`, this.token);
    }
    const end = this.expect(']', 'The list has no end: expected `,` or `]`.');
    return { kind: 'in', of, choices, ...joined(of, end) };
  }

  private sum(): Expression {
    return this.arithmetic(['+', '-'], () => this.arithmetic(['*', '/'], () => this.value()));
  }

  private arithmetic(signs: readonly ('+' | '-' | '*' | '/')[], part: () => Expression): Expression {
    const first = part();
    const rest: { sign: '+' | '-' | '*' | '/'; of: Expression }[] = [];
    for (;;) {
      const sign = signs.find(one => this.is('sign', one));
      if (sign === undefined) break;
      this.take();
      rest.push({ sign, of: part() });
    }
    if (rest.length === 0) return first;
    return { kind: 'arithmetic', first, rest, ...joined(first, rest[rest.length - 1].of) };
  }

  /** A value, and in which variant if that is said; `in [` and `in every` belong to what is around it. */
  private value(): Expression {
    const of = this.primary();
    if (!this.is('word', 'in') || this.is('sign', '[', 1) || this.isEveryVariant()) return of;
    this.take();
    const variant = this.name('Expected the name of a variant, a list in `[ ]`, or `every variant`.');
    return { kind: 'inVariant', of, variant, ...joined(of, variant) };
  }

  private isEveryVariant(): boolean {
    return this.is('name', 'every', 1) && this.is('name', 'variant', 2);
  }

  private name(expected: string): Name {
    const { token } = this;
    if (token.kind !== 'name') throw new Unreadable(expected, token);
    this.take();
    return { kind: 'name', path: token.text, at: token.at, length: token.length };
  }

  private primary(): Expression {
    const token = this.take();
    switch (token.kind) {
      case 'quantity':
      case 'clock':
      case 'text':
        return token;
      case 'name': {
        const named: Name = { kind: 'name', path: token.text, at: token.at, length: token.length };
        return this.is('sign', '(') ? this.call(named) : named;
      }
      case 'sign':
        if (token.text === '(') return this.brackets(token);
        throw this.unexpected(token);
      default:
        throw this.unexpected(token);
    }
  }

  private brackets(begin: Token): Expression {
    const of = this.or();
    const end = this.expect(')', `The bracket that opens at character ${begin.at + 1} has no end.`);
    return { ...of, ...joined(begin, end) };
  }

  private call(fn: Name): Expression {
    this.take();
    if (this.is('sign', ')'))
      throw new Unreadable(`\`${fn.path}( )\` of what? Write it as in \`share(ok among getBalance)\`.`, this.token);
    const of = this.or();
    let among: Name | undefined;
    if (this.is('word', 'among')) {
      this.take();
      among = this.name('Among what? Expected the name of a set, for example `among purchase`.');
    }
    const windows: Window[] = [];
    while (this.token.kind === 'word') {
      const window = this.window();
      if (windows.some(({ kind }) => kind === window.kind))
        throw new Unreadable(
          `\`${window.kind}\` stands twice${window.kind === 'where' ? '; join the conditions by `and`' : ''}.`,
          window,
        );
      windows.push(window);
    }
    if (!this.is('sign', ')')) {
      if (this.token.kind === 'end')
        throw new Unreadable(`The bracket of \`${fn.path}(\` has no end.`, { at: fn.at, length: fn.length + 1 });
      throw this.unexpected(this.token);
    }
    return { kind: 'call', fn, of, among, windows, ...joined(fn, this.take()) };
  }

  private window(): Window {
    const begin = this.take();
    switch (begin.text) {
      case 'where': {
        const condition = this.or();
        return { kind: 'where', condition, ...joined(begin, condition) };
      }
      case 'from': {
        const from = this.moment('from');
        if (!this.is('word', 'to')) throw new Unreadable('Until when? Expected `from 10:00 to 11:00`.', this.token);
        this.take();
        const to = this.moment('to');
        return { kind: 'from', from, to, ...joined(begin, to) };
      }
      case 'after':
      case 'during': {
        const name = this.name(`Expected the name of an entry of \`timeline\` behind \`${begin.text}\`.`);
        return { kind: begin.text, name, ...joined(begin, name) };
      }
      case 'outside': {
        if (!this.is('name', 'incidents')) throw new Unreadable('Expected `outside incidents`.', this.token);
        return { kind: 'outside', ...joined(begin, this.take()) };
      }
      case 'over':
      case 'for': {
        const { token } = this;
        if (token.kind !== 'quantity' || token.dimension !== 'time')
          throw new Unreadable(
            `${begin.text === 'over' ? 'Over' : 'For'} how long? Expected a time, for example \`${begin.text} 1 min\`.`,
            token,
          );
        this.take();
        return { kind: begin.text, time: token, ...joined(begin, token) };
      }
      default:
        throw this.unexpected(begin);
    }
  }

  private moment(word: string): Clock | Quantity {
    const { token } = this;
    const fits = token.kind === 'clock' || (token.kind === 'quantity' && token.dimension === 'time');
    if (!fits)
      throw new Unreadable(
        `\`${word}\` when? Expected a time of day or the time since the start, for example \`day 2 11:00\` or \`2 h\`.`,
        token,
      );
    this.take();
    return token;
  }

  private deeper<Result>(read: () => Result): Result {
    this.depth += 1;
    if (this.depth > deepest) throw new Unreadable(`An expression is at most ${deepest} brackets deep.`, this.token);
    const result = read();
    this.depth -= 1;
    return result;
  }

  private unexpected(token: Token): Unreadable {
    if (token.kind === 'end')
      return new Unreadable(this.tokens.length === 1 ? nothing : 'Something is missing at the end.', token);
    if (token.kind === 'sign' && token.text === ',')
      return new Unreadable('A comma stands only in a list `[A, B]`. Write large numbers as `60_000`.', token);
    if (token.kind === 'sign' && comparisons.has(token.text))
      return new Unreadable(`\`${token.text}\` compares two values; one is missing before it.`, token);
    if (token.kind === 'sign' && /[)\]]/.test(token.text))
      return new Unreadable(`\`${token.text}\` closes nothing, or something is missing before it.`, token);
    const before = this.tokens[this.tokens.indexOf(token) - 1];
    const joins =
      before === undefined || before.kind === 'word' || (before.kind === 'sign' && !/[)\]]/.test(before.text));
    if (joins) return new Unreadable(`Expected a value before \`${token.text}\`.`, token);
    return new Unreadable(`Expected a comparison, \`and\`, \`or\` or the end before \`${token.text}\`.`, token);
  }
}

const nothing = 'Expected a metric, a comparison and a bound, for example `activation.success >= 70 %`.';

/** From the beginning of one part to the end of another. */
const joined = (from: Part, to: Part): Part => ({ at: from.at, length: to.at + to.length - from.at });
