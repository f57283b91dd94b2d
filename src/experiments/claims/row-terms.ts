/**
 * Terms about one row, made into functions once and called for every row. A value that is missing is undefined: nothing
 * compares with it, so `continueToOnline <= 1 h` does not hold for a buyer who never got online, and `!=` is the opposite
 * of `=`.
 */
import type { Comparison, Term } from '../../scenarios/index.ts';
import { type DayClock, momentOfClock } from './day-clock.ts';

export type RowValue = number | string | boolean | undefined;
/** A row of a set, by field. */
export type Row = Readonly<Record<string, RowValue>>;

/** @param clock  of the run: clock words count from midnight, the moments of rows from the start */
export function valueOfRow(term: Term, clock: DayClock): (row: Row) => RowValue {
  const inner = (of: Term) => valueOfRow(of, clock);
  switch (term.kind) {
    case 'constant': {
      const { value } = term;
      return () => value;
    }
    case 'clock': {
      const moment = momentOfClock(term.value, clock);
      return () => moment;
    }
    case 'field': {
      const { name } = term;
      return row => row[name];
    }
    case 'not': {
      const of = inner(term.of);
      return row => of(row) !== true;
    }
    case 'and': {
      const of = term.of.map(inner);
      return row => of.every(part => part(row) === true);
    }
    case 'or': {
      const of = term.of.map(inner);
      return row => of.some(part => part(row) === true);
    }
    case 'compare': {
      const [left, right] = [inner(term.left), inner(term.right)];
      const { sign } = term;
      return row => compared(left(row), sign, right(row));
    }
    case 'in': {
      const of = inner(term.of);
      const choices = term.choices.map(inner);
      return row => {
        const value = of(row);
        return choices.some(choice => compared(value, '=', choice(row)));
      };
    }
    case 'arithmetic': {
      const first = inner(term.first);
      const rest = term.rest.map(({ sign, of }) => ({ sign, of: inner(of) }));
      return row => {
        let value = asNumber(first(row));
        for (const { sign, of } of rest) value = reckoned(value, sign, asNumber(of(row)));
        return Number.isFinite(value) ? value : undefined;
      };
    }
    default:
      throw new Error(`"${term.kind}" is no term of a row`);
  }
}

const asNumber = (value: RowValue): number => (typeof value === 'number' ? value : Number.NaN);

export function reckoned(left: number, sign: '+' | '-' | '*' | '/', right: number): number {
  switch (sign) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
  }
}

export function compared(left: RowValue, sign: Comparison, right: RowValue): boolean {
  if (sign === '=') return left !== undefined && left === right;
  if (sign === '!=') return left === undefined || left !== right;
  if (typeof left !== 'number' || typeof right !== 'number') return false;
  switch (sign) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
  }
}
