/**
 * The accumulators held against a naive evaluator: rows in arrays, filtered and sorted, and the expression walked as it was
 * written. Exact for all but percentiles, which are within 1 %.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Answer, evaluate } from '../../../src/experiments/claims/evaluate.ts';
import { Measurements } from '../../../src/experiments/claims/measurements.ts';
import type { Row } from '../../../src/experiments/claims/row-terms.ts';
import { parse } from '../../../src/scenarios/expressions/parse.ts';
import { type Call, type Expression, print, type Window } from '../../../src/scenarios/expressions/syntax.ts';
import { readMeasure, vocabulary } from '../../../src/scenarios/index.ts';

const second = 1e6;
const startOfDay = 9 * 3600 * second;
const length = 3600 * second;
const stretches = [
  { name: 'billing-down', from: 600 * second, until: 1_200 * second, isIncident: true },
  { name: 'smdp-down', from: 1_100 * second, until: 1_500 * second, isIncident: true },
  { name: 'promo', from: 2_000 * second, until: 2_400 * second, isIncident: false },
];
const around = { timeline: stretches.map(({ name }) => ({ name, lasts: true })) };

/* ---- Rows and expressions at random ---- */

/** Often just where a window begins or ends. */
const moment = fc
  .oneof(
    fc.integer({ min: 0, max: 3_700 }),
    fc.constantFrom(0, 600, 1_100, 1_200, 1_500, 1_800, 2_400, 3_000, 3_599, 3_600),
  )
  .map(s => s * second);
const rows = fc.array(
  fc.record({
    startedAt: moment,
    continueToOnline: fc.option(fc.integer({ min: 0, max: 5e9 }), { nil: undefined, freq: 3 }),
    charged: fc.constantFrom(0, 0, 499, 999),
    refunded: fc.constantFrom(0, 0, 499),
    downloadRetries: fc.integer({ min: 0, max: 4 }),
    ended: fc.boolean(),
    'line.active': fc.boolean(),
    'line.used': fc.integer({ min: 0, max: 1e9 }),
    state: fc.constantFrom('done', 'abandoned', 'failed', 'portal'),
    reason: fc.constantFrom(undefined, 'left-at-pay', 'payment-declined'),
  }),
  { maxLength: 60 },
);

const amounts = fc.constantFrom('charged', 'refunded', 'charged - refunded', '4.99 EUR', '2 * refunded');
const durations = fc.constantFrom('continueToOnline', 'continueToOnline / 2', '10 min', '1 h');
const sizes = fc.constantFrom('line.used', '200 MB');
const numbers = fc.constantFrom('downloadRetries', 'downloadRetries * downloadRetries', 'charged / 1 EUR', '2');
const values = fc.oneof(amounts, durations, sizes, numbers);
const sign = fc.constantFrom('<', '<=', '>', '>=', '=', '!=');
const comparison = fc.oneof(
  ...[amounts, durations, sizes, numbers].map(side =>
    fc.tuple(side, sign, side).map(([left, by, right]) => `${left} ${by} ${right}`),
  ),
  fc.constantFrom(
    'state = done',
    'state in [Done, failed]',
    'reason = left-at-pay',
    'reason != left-at-pay',
    'startedAt >= 09:30',
    'downloadRetries in [1, 3]',
    'ended = true',
  ),
);
const condition: fc.Arbitrary<string> = fc.letrec<{ condition: string }>(tie => ({
  condition: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.oneof(comparison, fc.constantFrom('ended', 'line.active', 'purchase.ended')),
    tie('condition').map(of => `not (${of})`),
    fc
      .tuple(tie('condition'), fc.constantFrom('and', 'or'), tie('condition'))
      .map(([left, by, right]) => `(${left} ${by} ${right})`),
  ),
})).condition;

const windows = fc
  .tuple(
    fc.option(
      condition.map(of => `where ${of}`),
      { nil: '' },
    ),
    fc.constantFrom('', '', 'from 10 min to 30 min', 'from 09:10 to 09:50'),
    fc.constantFrom('', '', 'during billing-down', 'after smdp-down', 'outside incidents', 'during promo'),
  )
  .map(parts => parts.filter(part => part !== '').join(' '));
const spelled = (fn: string, of: string, window: string) =>
  `${fn}(${of} among purchase${window === '' ? '' : ` ${window}`})`;
const call = fc.oneof(
  fc
    .tuple(fc.constantFrom('count', 'share', 'rate', 'ever'), condition, windows)
    .map(([fn, of, window]) => spelled(fn, of, window)),
  fc
    .tuple(fc.constantFrom('sum', 'mean', 'min', 'max', 'median', 'p95', 'p0', 'p99.9'), values, windows)
    .map(([fn, of, window]) => spelled(fn, of, window)),
  fc
    .tuple(condition, windows, fc.constantFrom('1 s', '10 s', '1 min'))
    .map(([of, window, over]) => spelled('peak', of, `${window} over ${over}`)),
);

/* ---- The naive evaluator ---- */

type Value = number | string | boolean | undefined;

function ofRow(expression: Expression, row: Row): Value {
  switch (expression.kind) {
    case 'quantity':
      return expression.value;
    case 'clock':
      return expression.value - startOfDay;
    case 'name': {
      const path = expression.path.replace(/^purchase\./, '');
      if (path === 'true') return true;
      return path in row ? row[path] : path.toLowerCase();
    }
    case 'not':
      return !ofRow(expression.of, row);
    case 'and':
      return expression.of.every(of => ofRow(of, row));
    case 'or':
      return expression.of.some(of => ofRow(of, row));
    case 'compare':
      return same(ofRow(expression.left, row), expression.sign, ofRow(expression.right, row));
    case 'in':
      return expression.choices.some(choice => same(ofRow(expression.of, row), '=', ofRow(choice, row)));
    case 'arithmetic': {
      const all = [expression.first, ...expression.rest.map(({ of }) => of)].map(of => ofRow(of, row) as number);
      const value = all.reduce((left, right, i) => {
        const by = expression.rest[i - 1]!.sign;
        return by === '+' ? left + right : by === '-' ? left - right : by === '*' ? left * right : left / right;
      });
      return Number.isFinite(value) ? value : undefined;
    }
    default:
      throw new Error(expression.kind);
  }
}

function same(left: Value, by: string, right: Value): boolean {
  if (by === '=' || by === '!=') return (left !== undefined && left === right) === (by === '=');
  if (left === undefined || right === undefined) return false;
  return by === '<' ? left < right : by === '<=' ? left <= right : by === '>' ? left > right : left >= right;
}

const within = (window: Window, row: Row): boolean => {
  const at = row.startedAt as number;
  const named = (name: string) => stretches.find(one => one.name === name)!;
  switch (window.kind) {
    case 'where':
      return ofRow(window.condition, row) === true;
    case 'from': {
      const [from, to] = [window.from, window.to].map(one => ofRow(one, row) as number);
      return at >= from! && at < to!;
    }
    case 'after':
      return at >= named(window.name.path).until;
    case 'during':
      return at >= named(window.name.path).from && at < named(window.name.path).until;
    case 'outside':
      return !stretches.some(({ isIncident, from, until }) => isIncident && at >= from && at < until);
    default:
      return true;
  }
};

function naive({ fn: { path: fn }, of, windows }: Call, all: readonly Row[]): Answer {
  const fitting = all.filter(row => windows.every(window => within(window, row)));
  const found = fitting.map(row => ofRow(of, row)).filter(value => value !== undefined);
  const held = fitting.filter(row => ofRow(of, row) === true);
  const numbers = (found as number[]).toSorted((a, b) => a - b);
  const sum = numbers.reduce((total, value) => total + value, 0);
  const over = windows.find(window => window.kind === 'over');
  if (fn === 'count') return held.length;
  if (fn === 'ever') return held.length > 0;
  if (fn === 'share') return fitting.length === 0 ? null : held.length / fitting.length;
  if (fn === 'rate') {
    const seconds = Array.from({ length: length / second }, (_, i) => ({ startedAt: i * second }));
    const observed = seconds.filter(row =>
      windows.every(window => window.kind === 'where' || within(window, row)),
    ).length;
    const inTime = held.filter(row => (row.startedAt as number) < length).length;
    return observed === 0 ? null : inTime / observed;
  }
  if (fn === 'peak') {
    const time = over!.kind === 'over' ? over!.time.value : 0;
    const begins = Array.from({ length: (length - time) / second + 1 }, (_, i) => i * second);
    const inTime = held.map(row => row.startedAt as number).filter(at => at < length);
    const counts = begins.map(from => inTime.filter(at => at >= from && at < from + time).length);
    return Math.max(...counts) / (time / second);
  }
  if (fn === 'sum') return sum;
  if (numbers.length === 0) return null;
  if (fn === 'mean') return sum / numbers.length;
  if (fn === 'min') return numbers[0]!;
  if (fn === 'max') return numbers.at(-1)!;
  const p = fn === 'median' ? 0.5 : Number(fn.slice(1)) / 100;
  return numbers[Math.max(0, Math.ceil(p * numbers.length - 1e-9) - 1)]!;
}

/* ---- Both of them ---- */

function measured(text: string, all: readonly Row[]): Answer {
  const { term } = text.startsWith('ever(') ? everOf(text) : readMeasure(text, vocabulary, around);
  const measurements = new Measurements([term], { startOfDay, length, stretches });
  for (const row of all) measurements.feed('purchase', row);
  return evaluate(term, {
    aggregate: part => measurements.aggregate(part, length).value,
    sliding: part => measurements.sliding(part, length).value,
  });
}

/** `ever` is a claim; as a measure it is counted. */
function everOf(text: string) {
  const { term } = readMeasure(text.replace(/^ever\(/, 'count('), vocabulary, around);
  if (term.kind !== 'aggregate') throw new Error('not an aggregate');
  return { term: { ...term, fn: 'ever' as const, text } };
}

describe('a function over a set', () => {
  it('gives what filtering and sorting all rows gives', () => {
    fc.assert(
      fc.property(call, rows, (text, all) => {
        const expression = parse(text).expression as Call;
        const wanted = naive(expression, all);
        const value = measured(text, all);
        const isPercentile = /^(p\d|median)/.test(text);
        if (typeof wanted !== 'number' || typeof value !== 'number') expect(value).toBe(wanted);
        else if (isPercentile) expect(Math.abs(value - wanted)).toBeLessThanOrEqual(Math.abs(wanted) * 0.01);
        else expect(Math.abs(value - wanted)).toBeLessThanOrEqual(Math.abs(wanted) * 1e-12);
      }),
      { numRuns: 1_500 },
    );
  });

  it('is worked out once for the same words, and so is each claim that holds it', () => {
    const terms = ['count(purchase where ended)', 'count(purchase  where ended) / count(purchase)'].map(
      text => readMeasure(text, vocabulary).term,
    );
    const measurements = new Measurements(terms, { startOfDay, length, stretches: [] });
    measurements.feed('purchase', { ended: true });
    const values = terms.map(term => evaluate(term, { aggregate: part => measurements.aggregate(part, length).value }));
    expect(values).toEqual([1, 1]);
  });
});

describe('a claim over stretches that slide', () => {
  const step = 6 * second;
  const over = 60 * second;
  const steps = length / step;

  /** Whether the share was high enough in the minute that ends with each step. */
  const holdsAt = (all: readonly Row[], bound: number) =>
    Array.from({ length: steps }, (_, nth) => {
      const end = (nth + 1) * step;
      const inside = all.filter(({ startedAt }) => (startedAt as number) >= end - over && (startedAt as number) < end);
      return end >= over && inside.length > 0 && inside.filter(({ ended }) => ended).length / inside.length >= bound;
    });

  const dense = fc.array(fc.record({ startedAt: moment, ended: fc.boolean() }), { minLength: 100, maxLength: 300 });

  it('is followed step by step: ever, elapsed and until give what each minute alone gives', () => {
    fc.assert(
      fc.property(dense, fc.constantFrom(30, 50, 70), fc.constantFrom(0, 12, 30), (all, percent, held) => {
        const holds = holdsAt(all, percent / 100);
        const claim = `share(ended among purchase over 1 min) >= ${percent} %`;
        expect(measured(`elapsed(${claim})`, all)).toBe(holds.filter(one => one).length * step);

        const begin = stretches[0]!.until;
        const needed = held / 6;
        const first = holds.findIndex(
          (_, nth) =>
            (nth + 1) * step >= begin && nth + needed < steps && holds.slice(nth, nth + needed + 1).every(one => one),
        );
        const wanted = first === -1 ? undefined : (first + 1) * step - begin;
        const value = measured(`until(${claim} after billing-down${held === 0 ? '' : ` for ${held} s`})`, all);
        if (wanted !== undefined) expect(value).toBe(wanted);
        else expect(value).toBe(holds.at(-1) ? null : Number.POSITIVE_INFINITY);
      }),
      { numRuns: 50 },
    );
  });

  it('never came where it never held, and is undecided where the run ended too early', () => {
    const bad = Array.from({ length: 600 }, (_, i) => ({ startedAt: i * 6 * second, ended: false }));
    const late = bad.map(row => ({ ...row, ended: row.startedAt > length - 120 * second }));
    const until = 'until(share(ended among purchase over 1 min) >= 99 % for 5 min)';
    expect(measured(until, bad)).toBe(Number.POSITIVE_INFINITY);
    expect(measured(until, late)).toBeNull();
    expect(measured('elapsed(count(purchase over 1 min) >= 10)', bad)).toBe(length - 54 * second);
  });
});

describe('print', () => {
  it('names the same aggregate alike, whatever the blanks', () => {
    expect(print(parse('count( purchase   where ended )').expression)).toBe('count(purchase where ended)');
  });
});
