import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { billing } from '../../../src/models/operator/billing.ts';
import { worldWith } from '../../kit/world-with.ts';

const money = { device: 3, amount: 499 };

describe('billing', () => {
  it('keeps what was charged open until it is provisioned', () => {
    const { tell, record, facts } = worldWith(billing);
    tell('charge', money);
    expect(record()).toMatchObject({ charged: 499, open: 499, orders: 1 });
    tell('provision', money);
    expect(record()).toMatchObject({ charged: 499, provisioned: 499, open: 0 });
    expect(facts.map(({ name, subject, value }) => [name, subject, value])).toEqual([
      ['billing.charged', 3, 499],
      ['billing.provisioned', 3, 499],
    ]);
  });

  it('or until it is refunded', () => {
    const { tell, record } = worldWith(billing);
    tell('charge', money);
    tell('refund', money);
    expect(record()).toMatchObject({ charged: 499, refunded: 499, open: 0, refunds: 1 });
  });

  it('adds up whatever the order: charged is provisioned, refunded or open', () =>
    fc.assert(
      fc.property(
        fc.array(fc.record({ amount: fc.nat(1e9), end: fc.constantFrom('provision', 'refund', undefined) })),
        orders => {
          const { tell, record } = worldWith(billing);
          for (const { amount } of orders) tell('charge', { device: 0, amount });
          for (const { amount, end } of orders) if (end !== undefined) tell(end, { device: 0, amount });
          const { charged, provisioned, refunded, open } = record();
          expect(charged).toBe(provisioned + refunded + open);
          const unsettled = orders.filter(({ end }) => end === undefined);
          expect(open).toBe(unsettled.reduce((sum, { amount }) => sum + amount, 0));
        },
      ),
      { numRuns: 50 },
    ));

  it('books each charging record and says so', () => {
    const { ask, record } = worldWith(billing);
    const asked = ask('rate', 10_000_000);
    expect(asked).toMatchObject({ outcome: 'answered', answer: 10_000_000 });
    ask('rate', 5);
    expect(record().rated).toBe(10_000_005);
  });
});
