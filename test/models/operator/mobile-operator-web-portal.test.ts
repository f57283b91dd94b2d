import { describe, expect, it } from 'vitest';
import { mobileOperatorWebPortal, portalPorts } from '../../../src/models/operator/mobile-operator-web-portal.ts';
import { milliseconds, minutes, seconds } from '../../../src/sim/units.ts';
import { recorder, worldWith } from '../../kit/world-with.ts';
import { surroundingsOf, type WorldChange } from '../small-world.ts';

type Answers = NonNullable<NonNullable<Parameters<typeof recorder>[1]>['answers']>;

const code = '1$smdp.contoso.example$CNTS-0001-7Q';

function portal(change: WorldChange = {}, answers: Answers = { order: { answer: code } }) {
  const world = worldWith(mobileOperatorWebPortal, {
    given: surroundingsOf(change),
    ports: [
      recorder(portalPorts.profiles, { answers }),
      recorder(portalPorts.ledger, { takes: ['charge', 'refund'] }),
      recorder(portalPorts.lines, { takes: ['ordered'] }),
    ],
  });
  const done = (name: 'openPage' | 'pay' | 'placeOrder', message?: unknown) => {
    const asked = world.ask(name, message);
    world.clock.advance(minutes(1));
    return asked;
  };
  return {
    ...world,
    open: (page = 'sign-in', roundTrip = milliseconds(30)) => done('openPage', { page, roundTrip }),
    pay: () => done('pay'),
    order: () => done('placeOrder'),
    names: () => world.told.map(({ name }) => name),
  };
}

describe('the web portal', () => {
  it('serves a page of five resources: 100 ms each, and a round trip for all but the first', () => {
    expect(portal().open('pick')).toMatchObject({
      outcome: 'answered',
      answer: 'pick',
      at: milliseconds(500 + 4 * 30),
    });
  });

  it('over a slower link serves it later', () => {
    expect(portal().open('pick', milliseconds(250)).at).toBe(milliseconds(500 + 4 * 250));
  });

  it('answers its share of load errors after the first resource', () => {
    const { open, facts, record } = portal({ operator: { portal: { loadFails: 1 } } });
    expect(open()).toMatchObject({ outcome: 'refused', code: 500, answer: 'sign-in', at: milliseconds(100) });
    expect(facts[0]!.name).toBe('mobile operator web portal.loadError');
    expect(record()).toMatchObject({ state: 'idle', pages: 1 });
  });

  it('charges the price of the plan when the card is accepted', () => {
    const { open, pay, told, record } = portal();
    open();
    expect(pay()).toMatchObject({ outcome: 'answered', answer: 'accepted' });
    expect(told).toMatchObject([{ port: 'billing', name: 'charge', message: { device: 0, amount: 499 } }]);
    expect(record().state).toBe('paid');
  });

  it('charges nothing when the card is declined, which is an answer, not a failure', () => {
    const { open, pay, told, record } = portal({ operator: { portal: { paymentFails: 1 } } });
    open();
    expect(pay()).toMatchObject({ outcome: 'answered', answer: 'declined' });
    expect(told).toEqual([]);
    expect(record()).toMatchObject({ state: 'open', payments: 1 });
  });

  it('orders a profile, tells the subscription, and calls back with metadata and activation code', () => {
    const { open, pay, order, told, record } = portal();
    open();
    pay();
    expect(order()).toMatchObject({
      outcome: 'answered',
      answer: {
        host: 'portal.contoso.example',
        activationCode: code,
        metadata: { moDirectStatus: 'Complete', planName: '200 MB for 24 hours' },
      },
    });
    expect(told.map(({ name }) => name)).toEqual(['charge', 'order', 'ordered']);
    expect(record()).toMatchObject({ state: 'completed', orders: 1 });
  });

  it('gives the money back when the SM-DP+ has no profile', () => {
    const { open, pay, order, told, record } = portal({}, { order: { refuse: 200, detail: '8.2.5/3.7' } });
    open();
    pay();
    expect(order()).toMatchObject({ outcome: 'refused', code: 500, answer: '8.2.5/3.7' });
    expect(told.at(-1)).toMatchObject({ name: 'refund', message: { device: 0, amount: 499 } });
    expect(record().state).toBe('orderFailed');
  });

  it('waits 30 s for the SM-DP+, then gives the money back', () => {
    const { open, pay, ask, clock, told, simulation } = portal({}, { order: 'silent' });
    open();
    pay();
    const from = simulation.now;
    const asked = ask('placeOrder', undefined);
    clock.advance(minutes(1));
    expect(asked).toMatchObject({ outcome: 'refused', code: 500, answer: 'timedOut', at: from + seconds(30) });
    expect(told.at(-1)!.name).toBe('refund');
  });

  it('lets the buyer go on after a failed order', () => {
    const { open, pay, order, record } = portal({}, { order: { refuse: 200, detail: '8.2.5/3.7' } });
    open();
    pay();
    order();
    expect(open().outcome).toBe('answered');
    expect(record().state).toBe('open');
    expect(pay().answer).toBe('accepted');
  });
});

describe('a portal session that is closed', () => {
  it('gives the money back to whoever has paid and not ordered', () => {
    const { open, pay, tell, told, record } = portal();
    open();
    pay();
    tell('closed');
    expect(told.map(({ name }) => name)).toEqual(['charge', 'refund']);
    expect(record().state).toBe('closed');
  });

  it('owes nothing to whoever has not paid', () => {
    const { open, tell, told, record } = portal();
    open();
    tell('closed');
    tell('closed');
    expect(told).toEqual([]);
    expect(record().state).toBe('closed');
  });

  it('while an order is under way leaves it to its outcome', () => {
    for (const [reaction, last] of [
      [{ answer: code, after: 1_000_000 }, 'ordered'],
      [{ refuse: 200, detail: '8.2.5/3.7', after: 1_000_000 }, 'refund'],
    ] as const) {
      const { open, pay, ask, tell, clock, names } = portal({}, { order: reaction });
      open();
      pay();
      ask('placeOrder', undefined);
      tell('closed');
      expect(names()).not.toContain('refund');
      clock.advance(minutes(1));
      expect(names().at(-1)).toBe(last);
      expect(names().filter(name => name === 'refund' || name === 'ordered')).toHaveLength(1);
    }
  });

  it('keeps a completed order', () => {
    const { open, pay, order, tell, names, record } = portal();
    open();
    pay();
    order();
    tell('closed');
    expect(names()).not.toContain('refund');
    expect(record().state).toBe('completed');
  });

  it('is gone for a page, a payment or an order that arrives late: 410, and nothing is charged', () => {
    const { open, pay, order, tell, told } = portal();
    tell('closed');
    for (const request of [open, pay, order]) expect(request()).toMatchObject({ outcome: 'refused', code: 410 });
    expect(told).toEqual([]);
  });
});
