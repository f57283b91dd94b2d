/** The back end as the portal calls it: results, failures, and a charge that is made after nobody waits any more. */
import { describe, expect, it } from 'vitest';
import { BackEnd } from '../../../src/models/operator/back-end-tiers.ts';
import { mobileOperatorWebPortal } from '../../../src/models/operator/mobile-operator-web-portal.ts';
import { backEndPorts, backEndSees, operatorBackEnd } from '../../../src/models/operator/operator-back-end.ts';
import type { OutageKind, TierSettings } from '../../../src/models/settings.ts';
import { Draws } from '../../../src/sim/draws.ts';
import { type Microseconds, milliseconds, seconds } from '../../../src/sim/units.ts';
import { recorder, shown, worldWith } from '../../kit/world-with.ts';
import { always, surroundingsOf, tier } from '../small-world.ts';

/** A back end with one payment provider, and a buyer whose session says whether there was a charge. */
function backEndWith(payment: Partial<TierSettings>, { charged = false } = {}) {
  const tiers = [tier('payment', { service: always(milliseconds(900)), ...payment })];
  const given = surroundingsOf({ operator: { backEnd: { tiers, paths: {} } } });
  const world = worldWith(operatorBackEnd, {
    given,
    ports: [recorder(backEndPorts.portal, { takes: ['chargeMade'] })],
    sees: [shown(backEndSees.sessions, mobileOperatorWebPortal, { charged })],
  });
  const { simulation, assembly, installed } = world;
  const unused = { ended: () => expect.fail('nobody asked the operator API') };
  const backEnd = new BackEnd(
    {
      simulation,
      requests: assembly.requests,
      draws: new Draws(simulation.dice, [{ name: 'tested', first: 0 }]),
      surroundings: given,
    },
    given.settings.operators[0]!,
    {
      api: unused,
      orders: undefined,
      portal: assembly.tierListener(installed),
      smdp: { done: () => expect.fail('no LPA'), turnedAway: () => expect.fail('no LPA') },
      balanceFilled: () => expect.fail('no cache'),
      charged: device => assembly.handler(installed, 'charged')(0, device),
    },
  );
  given.backEnds.push(backEnd);
  const call = (name: string, more = {}) => world.ask('call', { tier: 'payment', call: name }, more);
  const disturb = (as: OutageKind) => backEnd.to('payment').disturb(as);
  return { ...world, call, disturb };
}

describe('a call of the portal', () => {
  it('is answered when the tier has done its work', () => {
    const { call, clock } = backEndWith({});
    const asked = call('check');
    clock.advance(seconds(2));
    expect(asked).toMatchObject({ outcome: 'answered', answer: 'ok', at: milliseconds(900) });
  });

  it('is answered with the name of a result, and nothing is charged then', () => {
    const { call, clock, told } = backEndWith({ results: [{ name: 'declined', share: 1 }] });
    const asked = call('charge');
    clock.advance(seconds(2));
    expect(asked).toMatchObject({ outcome: 'answered', answer: 'declined' });
    expect(told).toEqual([]);
  });

  it.each([
    [{ kind: 'refuse' } as const, 'refused', 503],
    [{ kind: 'errors', share: 1 } as const, 'refused', 500],
  ])('%o ends in a status', (as, outcome, code) => {
    const { call, clock, disturb } = backEndWith({});
    disturb(as);
    const asked = call('check');
    clock.advance(seconds(2));
    expect(asked).toMatchObject({ outcome, code });
  });

  it('beyond the limit gets the status of the tier, and one that finds the queue full gets nothing', () => {
    const limited = backEndWith({
      limit: { perSecond: 1, scope: 'all' },
      over: { status: 429, retryAfter: undefined },
    });
    limited.call('check');
    const asked = limited.call('check', { occurrence: 2 });
    limited.clock.advance(seconds(2));
    expect(asked).toMatchObject({ outcome: 'refused', code: 429 });
    const full = backEndWith({ outside: false, servers: 1, queue: 0 });
    full.call('check');
    const shed = full.call('check', { occurrence: 1 });
    full.clock.advance(seconds(2));
    expect(shed.outcome).toBe('shed');
  });

  it('named status says whether there was a charge', () => {
    for (const charged of [true, false]) {
      const { call, clock } = backEndWith({}, { charged });
      const asked = call('status');
      clock.advance(seconds(2));
      expect(asked.answer).toBe(charged ? 'charged' : 'notCharged');
    }
  });
});

describe('a charge', () => {
  it('is told to the portal when it is made', () => {
    const { call, clock, told } = backEndWith({});
    call('charge');
    clock.advance(seconds(2));
    expect(told).toMatchObject([{ name: 'chargeMade', subject: 0, at: milliseconds(900) }]);
  });

  it('that takes longer than its caller waits is answered 504, and made all the same', () => {
    const { call, clock, told } = backEndWith({ timeout: milliseconds(300) });
    const asked = call('charge');
    clock.advance(seconds(2));
    expect(asked).toMatchObject({ outcome: 'refused', code: 504, at: milliseconds(300) });
    expect(told).toMatchObject([{ name: 'chargeMade', at: milliseconds(900) }]);
  });

  it('is made when the buyer’s browser has given up, too', () => {
    const { call, clock, told } = backEndWith({});
    const asked = call('charge', { within: milliseconds(500) as Microseconds });
    clock.advance(seconds(2));
    expect(asked.outcome).toBe('timedOut');
    expect(told).toMatchObject([{ name: 'chargeMade', at: milliseconds(900) }]);
  });

  it('is made once, however often it is tried', () => {
    const { call, clock, told } = backEndWith({}, { charged: true });
    call('charge');
    clock.advance(seconds(2));
    expect(told).toEqual([]);
  });
});
