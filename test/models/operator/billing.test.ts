import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { billing, billingPorts } from '../../../src/models/operator/billing.ts';
import { trialBalance } from '../../../src/models/operator/ledger.ts';
import { recorder, worldWith } from '../../kit/world-with.ts';

const money = { device: 0, amount: 499 };

const office = () =>
  worldWith(billing, {
    ports: [recorder(billingPorts.account, { takes: ['charged', 'provisioned', 'refunded'] })],
  });

describe('billing', () => {
  it('keeps what was charged open until it is provisioned', () => {
    const { tell, record, facts, told } = office();
    tell('charge', money);
    expect(record()).toMatchObject({ charged: 499, open: 499, orders: 1 });
    tell('provision', money);
    expect(record()).toMatchObject({ charged: 499, provisioned: 499, open: 0, provisions: 1 });
    expect(facts.map(({ name, subject, value }) => [name, subject, value])).toEqual([
      ['billing.charged', 0, 499],
      ['billing.provisioned', 0, 499],
    ]);
    expect(told.map(({ name, message }) => [name, message])).toEqual([
      ['charged', 499],
      ['provisioned', 499],
    ]);
  });

  it('or until it is refunded', () => {
    const { tell, record, told } = office();
    tell('charge', money);
    tell('refund', money);
    expect(record()).toMatchObject({ charged: 499, refunded: 499, open: 0, refunds: 1 });
    expect(told.at(-1)).toMatchObject({ name: 'refunded', subject: 0, message: 499 });
  });

  it('counts usage beyond a contract as revenue that is owed, until the bill is paid', () => {
    const { tell, record, facts } = office();
    tell('accrues', { device: 0, amount: 300 });
    expect(record()).toMatchObject({ overage: 300, receivable: 300, collected: 0 });
    tell('collects', { device: 0, amount: 300 });
    expect(record()).toMatchObject({ overage: 300, receivable: 0, collected: 300 });
    expect(facts.map(({ name, value }) => [name, value])).toEqual([
      ['billing.accrued', 300],
      ['billing.collected', 300],
    ]);
  });

  it('adds up whatever the order: charged is provisioned, refunded or open, and debits are credits', () =>
    fc.assert(
      fc.property(
        fc.array(fc.record({ amount: fc.nat(1e9), end: fc.constantFrom('provision', 'refund', undefined) })),
        fc.array(fc.record({ amount: fc.nat(1e9), paid: fc.boolean() })),
        (orders, bills) => {
          const { tell, record } = office();
          for (const { amount } of orders) tell('charge', { device: 0, amount });
          for (const { amount } of bills) tell('accrues', { device: 0, amount });
          for (const { amount, end } of orders) if (end !== undefined) tell(end, { device: 0, amount });
          for (const { amount, paid } of bills) if (paid) tell('collects', { device: 0, amount });
          const ledger = record();
          const { charged, provisioned, refunded, open } = ledger;
          expect(charged).toBe(provisioned + refunded + open);
          expect(trialBalance(ledger)).toBe(0);
          const unsettled = orders.filter(({ end }) => end === undefined);
          expect(open).toBe(unsettled.reduce((sum, { amount }) => sum + amount, 0));
          const unpaid = bills.filter(({ paid }) => !paid);
          expect(ledger.receivable).toBe(unpaid.reduce((sum, { amount }) => sum + amount, 0));
        },
      ),
      { numRuns: 50 },
    ));

  it('books each charging record and says so', () => {
    const { ask, record } = office();
    const asked = ask('rate', 10_000_000);
    expect(asked).toMatchObject({ outcome: 'answered', answer: 10_000_000 });
    ask('rate', 5);
    expect(record().rated).toBe(10_000_005);
  });
});
