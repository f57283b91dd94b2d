/** What is printed reads as the same expression. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '../../../src/scenarios/expressions/parse.ts';
import {
  type Call,
  type Expression,
  type Name,
  print,
  type Quantity,
  type Window,
} from '../../../src/scenarios/expressions/syntax.ts';

const nowhere = { at: 0, length: 0 };
const name = (path: string): Name => ({ kind: 'name', path, ...nowhere });
const names = fc.constantFrom('charged', 'line.active', 'sold-and-online', 'state', 'a_b', 'x1-y2.z', 'true').map(name);
const parsed = (text: string) => withoutPlaces(parse(text).expression);
const times = fc
  .constantFrom('10 min', '400 ms', '1 h 30 min', '1h30m', '2 days')
  .map(text => parsed(text) as Quantity);
const quantities = fc.oneof(
  times,
  fc
    .constantFrom('3 per s', '70 %', '60_000', '4.99 EUR', '5 Mbit/s', '1.5 GB', '99.9 %')
    .map(text => parsed(text) as Quantity),
);
const clocks = fc.constantFrom('11:00', 'day 2 09:30').map(parsed);
const texts = fc.constantFrom('payment declined', '').map((text): Expression => ({ kind: 'text', text, ...nowhere }));

const { expression } = fc.letrec<{ expression: Expression; window: Window }>(tie => ({
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(names, quantities, clocks, texts),
    fc.record({ kind: fc.constant('not' as const), of: tie('expression') }),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      of: fc.array(tie('expression'), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constant('compare' as const),
      sign: fc.constantFrom('<' as const, '<=' as const, '>' as const, '>=' as const, '=' as const, '!=' as const),
      left: tie('expression'),
      right: tie('expression'),
    }),
    fc.record({
      kind: fc.constant('in' as const),
      of: tie('expression'),
      choices: fc.array(tie('expression'), { minLength: 1, maxLength: 3 }),
    }),
    fc
      .record({
        signs: fc.constantFrom(['+', '-'] as const, ['*', '/'] as const),
        first: tie('expression'),
        rest: fc.array(fc.record({ nth: fc.nat(1), of: tie('expression') }), { minLength: 1, maxLength: 3 }),
      })
      .map(({ signs, first, rest }) => ({
        kind: 'arithmetic' as const,
        first,
        rest: rest.map(({ nth, of }) => ({ sign: signs[nth]!, of })),
      })),
    fc.record({ kind: fc.constant('inVariant' as const), of: tie('expression'), variant: fc.constant(name('async')) }),
    fc.record({
      kind: fc.constant('call' as const),
      fn: fc.constantFrom('count', 'p95', 'p99.9', 'until').map(name),
      of: tie('expression'),
      among: fc.option(fc.constant(name('purchase')), { nil: undefined }),
      windows: fc.uniqueArray(tie('window'), { maxLength: 3, selector: ({ kind }) => kind }),
    }),
  ) as fc.Arbitrary<Expression>,
  window: fc.oneof(
    fc.record({ kind: fc.constant('where' as const), condition: tie('expression') }),
    fc.record({ kind: fc.constant('from' as const), from: clocks, to: times }),
    fc.record({ kind: fc.constantFrom('after' as const, 'during' as const), name: fc.constant(name('billing-down')) }),
    fc.constant({ kind: 'outside' as const }),
    fc.record({ kind: fc.constantFrom('over' as const, 'for' as const), time: times }),
  ) as fc.Arbitrary<Window>,
}));

/** The tree alone: places differ, and so does nothing else. */
function withoutPlaces<Tree>(tree: Tree): Tree {
  return JSON.parse(JSON.stringify(tree, (key, value) => (key === 'at' || key === 'length' ? undefined : value)));
}

describe('a printed expression', () => {
  it('reads as the same expression', () => {
    fc.assert(
      fc.property(expression, tree => {
        expect(withoutPlaces(parse(print(tree)).expression)).toEqual(withoutPlaces(tree));
      }),
      { numRuns: 500 },
    );
  });

  it('keeps what binds how', () => {
    for (const text of [
      'a and b or c and not d',
      '(a or b) and c',
      'a - (b - c) - d * (e + 1)',
      '(a + b) in async > c in inline + 1 %',
      'not a = b and not (c and d) and state in [x, y]',
    ])
      expect(print(parse(text).expression)).toBe(text);
    const call = parse('p95( purchase.a   where b>0 over 1 min )').expression as Call;
    expect(print(call)).toBe('p95(purchase.a where b > 0 over 1 min)');
  });
});
