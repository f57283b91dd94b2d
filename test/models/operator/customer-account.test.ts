/** The account of a customer: orders settled once each, what a contract owes, time without a plan. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { customerAccount, customerAccountPorts, withoutPlan } from '../../../src/models/operator/customer-account.ts';
import type { OverageSettings } from '../../../src/models/settings.ts';
import { type Cents, hours, megabytes, minutes } from '../../../src/sim/units.ts';
import { recorder, worldWith } from '../../kit/world-with.ts';
import { surroundingsOf } from '../small-world.ts';

/** 1 EUR for each 10 MB. */
const tariff: OverageSettings = { per: megabytes(10), price: 100 as Cents };

function accountOf(overage?: OverageSettings) {
  const world = worldWith(customerAccount, {
    given: surroundingsOf({ operator: { plan: { overage } } }),
    ports: [recorder(customerAccountPorts.ledger, { takes: ['accrues', 'collects'] })],
  });
  return {
    ...world,
    numbers: (fact: string) =>
      world.facts.filter(({ name }) => name === `customer account.${fact}`).map(({ value }) => value),
    owed: (name: string) =>
      world.told.filter(one => one.name === name).map(({ message }) => (message as { amount: number }).amount),
  };
}

describe('an order', () => {
  it('is open from its charge until its plan is there; reports know it by its number', () => {
    const account = accountOf();
    account.tell('charged', 499);
    expect(account.record()).toMatchObject({ state: 'waitsForPlan', orders: 1, settled: 0, open: 499 });
    account.tell('provisioned', 499);
    expect(account.record()).toMatchObject({ state: 'clear', orders: 1, settled: 1, open: 0 });
    expect([account.numbers('charged'), account.numbers('provisioned')]).toEqual([[1], [1]]);
  });

  it('or until the money is back', () => {
    const account = accountOf();
    account.tell('charged', 499);
    account.tell('refunded', 499);
    expect(account.record()).toMatchObject({ state: 'clear', settled: 1, open: 0 });
    expect(account.numbers('refunded')).toEqual([1]);
  });

  it('that is the oldest of several is settled first', () => {
    const account = accountOf();
    account.tell('charged', 499);
    account.tell('charged', 499);
    account.tell('refunded', 499);
    expect(account.record()).toMatchObject({ state: 'waitsForPlan', open: 499 });
    account.tell('provisioned', 499);
    expect([account.numbers('refunded'), account.numbers('provisioned')]).toEqual([[1], [2]]);
  });

  it.each([
    ['provisioned', 'provisioned'],
    ['provisioned', 'refunded'],
    ['refunded', 'refunded'],
    ['refunded', 'provisioned'],
  ] as const)('that was %s and is %s again stops the run', (first, second) => {
    const account = accountOf();
    account.tell('charged', 499);
    account.tell(first, 499);
    expect(() => account.tell(second, 499)).toThrow(/"settled" cannot happen while "clear"; it can take: charged/);
  });
});

describe('usage beyond the allotment of a contract', () => {
  it('is owed by steps that have begun, and paid at the end of the cycle', () => {
    const account = accountOf(tariff);
    account.tell('exceeded', 1);
    account.tell('exceeded', megabytes(10) - 1);
    account.tell('exceeded', 1);
    expect(account.owed('accrues')).toEqual([100, 100]);
    account.tell('cycleEnded');
    expect(account.owed('collects')).toEqual([200]);
    expect(account.numbers('billed')).toEqual([200]);
    expect(account.record()).toMatchObject({ beyond: 0, due: 0 });
    account.tell('exceeded', 1);
    expect(account.owed('accrues')).toEqual([100, 100, 100]);
  });

  it('costs the same however it is cut into records', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 30_000_000 }), { maxLength: 20 }), records => {
        const account = accountOf(tariff);
        for (const size of records) account.tell('exceeded', size);
        const used = records.reduce((sum, size) => sum + size, 0);
        expect(account.record().due).toBe(Math.ceil(used / megabytes(10)) * 100);
        expect(account.owed('accrues').reduce((sum, amount) => sum + amount, 0)).toBe(account.record().due);
      }),
      { numRuns: 40 },
    ));

  it('is free where the plan names no price', () => {
    const account = accountOf();
    account.tell('exceeded', megabytes(1000));
    account.tell('cycleEnded');
    expect(account.told).toEqual([]);
    expect(account.record().beyond).toBe(0);
  });
});

describe('time without a plan', () => {
  it('runs from the end of the plan to the moment a new one carries traffic', () => {
    const account = accountOf();
    account.tell('waitOver');
    account.tell('ranOut');
    account.clock.advance(minutes(20));
    account.tell('ranOut');
    account.clock.advance(minutes(10));
    account.tell('waitOver');
    expect(account.numbers('withoutPlan')).toEqual([minutes(30)]);
    expect(withoutPlan(account.record(), hours(9))).toBe(minutes(30));
  });

  it('goes on to the end of the run where no new plan comes', () => {
    const account = accountOf();
    account.tell('ranOut');
    account.clock.advance(hours(1));
    account.tell('waitOver');
    account.clock.advance(hours(1));
    account.tell('ranOut');
    expect(withoutPlan(account.record(), hours(5))).toBe(hours(4));
    expect(account.numbers('withoutPlan')).toEqual([hours(1)]);
  });
});
