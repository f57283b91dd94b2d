/**
 * An expression as it was written: a tree whose every node knows its part of the text. What the names mean is decided by
 * the check.
 */
import type { Dimension } from './dimensions.ts';

/** Where in the text something stands. */
export interface Part {
  at: number;
  length: number;
}

export type Comparison = '<' | '<=' | '>' | '>=' | '=' | '!=';

/** A number with its unit, in the unit the code computes with: µs, bytes, 0 to 1, per second, smallest coin. */
export interface Quantity extends Part {
  kind: 'quantity';
  text: string;
  value: number;
  dimension: Dimension;
  /** Of an amount of money. */
  currency?: string;
}

/** A moment of the local clock, in µs since midnight of the day on which the run starts. */
export interface Clock extends Part {
  kind: 'clock';
  text: string;
  value: number;
}

/** A field, metric, set, variant, event or word. */
export interface Name extends Part {
  kind: 'name';
  path: string;
}

export type Window =
  | ({ kind: 'where'; condition: Expression } & Part)
  | ({ kind: 'from'; from: Clock | Quantity; to: Clock | Quantity } & Part)
  | ({ kind: 'after' | 'during'; name: Name } & Part)
  | ({ kind: 'outside' } & Part)
  | ({ kind: 'over' | 'for'; time: Quantity } & Part);

export interface Call extends Part {
  kind: 'call';
  fn: Name;
  of: Expression;
  among: Name | undefined;
  windows: readonly Window[];
}

export type Expression =
  | Quantity
  | Clock
  | Name
  | Call
  /** A text in quotes. */
  | ({ kind: 'text'; text: string } & Part)
  | ({ kind: 'not'; of: Expression } & Part)
  | ({ kind: 'and' | 'or'; of: readonly Expression[] } & Part)
  | ({ kind: 'compare'; sign: Comparison; left: Expression; right: Expression } & Part)
  | ({ kind: 'in'; of: Expression; choices: readonly Expression[] } & Part)
  /** `a + b - c`, `a * b / c`: the first has no sign. */
  | ({ kind: 'arithmetic'; first: Expression; rest: readonly { sign: '+' | '-' | '*' | '/'; of: Expression }[] } & Part)
  | ({ kind: 'inVariant'; of: Expression; variant: Name } & Part);

/** A whole line: an expression, and whether it shall hold `in every variant`. */
export interface Line {
  expression: Expression;
  everyVariant: Part | undefined;
}

const strengths = { or: 1, and: 2, not: 3, compare: 4, in: 4, arithmetic: 5, inVariant: 7 } as const;

function strengthOf(expression: Expression): number {
  if (expression.kind === 'arithmetic') return /[*/]/.test(expression.rest[0].sign) ? 6 : 5;
  return expression.kind in strengths ? strengths[expression.kind as keyof typeof strengths] : 8;
}

/** The expression as a text that reads as the same expression. */
export function print(expression: Expression): string {
  const inner = (of: Expression, atLeast: number) => (strengthOf(of) < atLeast ? `(${print(of)})` : print(of));
  const strength = strengthOf(expression);
  switch (expression.kind) {
    case 'quantity':
    case 'clock':
      return expression.text;
    case 'text':
      return JSON.stringify(expression.text);
    case 'name':
      return expression.path;
    case 'not':
      return `not ${inner(expression.of, strength)}`;
    case 'and':
    case 'or':
      return expression.of.map(part => inner(part, strength + 1)).join(` ${expression.kind} `);
    case 'compare':
      return `${inner(expression.left, 5)} ${expression.sign} ${inner(expression.right, 5)}`;
    case 'in':
      return `${inner(expression.of, 5)} in [${expression.choices.map(choice => inner(choice, 5)).join(', ')}]`;
    case 'arithmetic':
      return (
        inner(expression.first, strength + 1) +
        expression.rest.map(({ sign, of }) => ` ${sign} ${inner(of, strength + 1)}`).join('')
      );
    case 'inVariant':
      return `${inner(expression.of, 8)} in ${expression.variant.path}`;
    case 'call': {
      const { fn, of, among, windows } = expression;
      const parts = [print(of), ...(among === undefined ? [] : [`among ${among.path}`]), ...windows.map(printWindow)];
      return `${fn.path}(${parts.join(' ')})`;
    }
  }
}

function printWindow(window: Window): string {
  switch (window.kind) {
    case 'where':
      return `where ${print(window.condition)}`;
    case 'from':
      return `from ${print(window.from)} to ${print(window.to)}`;
    case 'after':
    case 'during':
      return `${window.kind} ${window.name.path}`;
    case 'outside':
      return 'outside incidents';
    case 'over':
    case 'for':
      return `${window.kind} ${window.time.text}`;
  }
}

/** Its part of the text, and nothing else. */
export const partOf = ({ at, length }: Part): Part => ({ at, length });

/** The names in an expression, from left to right; not those inside functions, nor in the list behind `in`. */
export const namesWithin = (expression: Expression): readonly Name[] => [...namesOf(expression)];

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

/** Whether a function stands in it, the list behind `in` left aside. */
export function holdsCall(one: Expression): boolean {
  if (one.kind === 'call') return true;
  if (one.kind === 'compare') return holdsCall(one.left) || holdsCall(one.right);
  if (one.kind === 'not' || one.kind === 'in' || one.kind === 'inVariant') return holdsCall(one.of);
  if (one.kind === 'and' || one.kind === 'or') return one.of.some(holdsCall);
  return one.kind === 'arithmetic' && [one.first, ...one.rest.map(({ of }) => of)].some(holdsCall);
}
