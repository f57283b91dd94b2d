import { describe, expect, it } from 'vitest';
import { mobileOperatorWebSite, webSitePorts } from '../../../src/models/operator/mobile-operator-web-site.ts';
import { seconds } from '../../../src/sim/units.ts';
import { recorder, worldWith } from '../../kit/world-with.ts';
import { surroundingsOf, type WorldChange } from '../small-world.ts';

function siteWith(sale: NonNullable<WorldChange['operator']>['sale'] = {}) {
  const world = worldWith(mobileOperatorWebSite, {
    given: surroundingsOf({ operator: { sale } }),
    ports: [
      recorder(webSitePorts.ledger, { takes: ['charge', 'refund'] }),
      recorder(webSitePorts.lines, { takes: ['ordered'] }),
    ],
  });
  const { told, clock, ask, record, tell } = world;
  /** One request after the other, each to its end. */
  const does = (...names: ('openPage' | 'call' | 'pay' | 'placeOrder' | 'closed')[]) =>
    names.map(name => {
      if (name === 'closed') {
        tell(name);
        return name;
      }
      const asked = ask(name, { page: 'choose' });
      clock.advance(seconds(5));
      return asked.outcome === 'answered' ? asked.answer : asked.code;
    });
  return {
    ...world,
    does,
    state: () => record().state,
    flows: () => told.map(({ name }) => name),
    amounts: (name: string) =>
      told.filter(one => one.name === name).map(({ message }) => (message as { amount: number }).amount),
  };
}

describe('the web site of an operator', () => {
  it('shows a page after its time, sells, and orders the plan for the line', () => {
    const site = siteWith();
    const page = site.ask('openPage', { page: 'choose' });
    site.clock.advance(seconds(2));
    expect(page).toMatchObject({ outcome: 'answered', answer: 'choose', at: seconds(1) });
    expect(site.does('openPage', 'pay', 'openPage', 'placeOrder')).toEqual([
      'choose',
      { result: 'sold' },
      'choose',
      true,
    ]);
    expect(site.state()).toBe('ordered');
    expect(site.flows()).toEqual(['charge', 'ordered']);
    expect(site.amounts('charge')).toEqual([499]);
  });

  it('can be bought at by telephone', () => {
    const site = siteWith();
    expect(site.does('call', 'pay', 'placeOrder')).toEqual([true, { result: 'sold' }, true]);
    expect(site.flows()).toEqual(['charge', 'ordered']);
  });

  it('takes a call in place of the page somebody has open', () => {
    const site = siteWith();
    expect(site.does('openPage', 'call', 'pay')).toEqual(['choose', true, { result: 'sold' }]);
  });

  it('charges nothing for a payment that is declined', () => {
    const site = siteWith({ paymentFails: 1 });
    expect(site.does('openPage', 'pay', 'pay')).toEqual(['choose', { result: 'declined' }, { result: 'declined' }]);
    expect(site.state()).toBe('open');
    expect(site.flows()).toEqual([]);
  });

  it('gives the money back to whoever leaves after paying and before the order', () => {
    const site = siteWith();
    site.does('openPage', 'pay', 'closed', 'closed');
    expect(site.state()).toBe('closed');
    expect([site.amounts('charge'), site.amounts('refund')]).toEqual([[499], [499]]);
  });

  it('keeps an order that was placed, and the money of one who has not paid is not asked for', () => {
    const site = siteWith();
    site.does('closed', 'openPage', 'closed', 'openPage', 'pay', 'placeOrder', 'closed');
    expect(site.amounts('refund')).toEqual([]);
    expect(site.flows()).toEqual(['charge', 'ordered']);
  });

  it('sells again in another visit', () => {
    const bought = ['pay', 'placeOrder'] as const;
    const site = siteWith();
    site.does('openPage', ...bought, 'openPage', ...bought, 'call', ...bought, 'closed', 'call', ...bought);
    expect(site.amounts('charge')).toEqual([499, 499, 499, 499]);
    expect(site.flows().filter(name => name === 'ordered')).toHaveLength(4);
  });

  it('refuses what comes at the wrong time: a payment without a page, an order without a payment, a call after it', () => {
    const site = siteWith();
    expect(site.does('pay', 'placeOrder')).toEqual([409, 409]);
    expect(site.does('openPage', 'placeOrder', 'pay', 'pay', 'call')).toEqual([
      'choose',
      409,
      { result: 'sold' },
      409,
      409,
    ]);
  });
});
