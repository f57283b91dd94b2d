/** Buying the next plan through the walled garden, and the first one over a SIM that is warm, from end to end. */
import { describe, expect, it } from 'vitest';
import { entryPoints } from '../../src/models/settings.ts';
import type { Microseconds } from '../../src/sim/index.ts';
import { days, hours, megabytes, minutes, seconds } from '../../src/sim/units.ts';
import { always, contoso, evenly, portalStep, settingsWith, type WorldChange, worldOf } from './small-world.ts';

/** A portal that sells balance to a line that exists. */
const sellsBalance = {
  steps: [
    portalStep('pick', 'pay'),
    portalStep('pay', 'confirm', { calls: [{ tier: 'payment', call: 'charge' }] }),
    portalStep('confirm', 'done', { order: 'balance', callback: 'notifyBalanceAddition' }),
  ],
} as const;

/** A laptop on mobile broadband alone, with a plan of two hours. */
const change = (more: WorldChange = {}): WorldChange => ({
  length: days(1),
  ...more,
  operator: { plan: { lasts: hours(2) }, portal: sellsBalance, ...more.operator },
  group: { sim: 'hot', wifi: 0, user: { topsUp: 1, flyoutThink: always(seconds(30)) }, ...more.group },
});

/** The run, with what each fact was told when, in the order in which it happened. */
function lived(more: WorldChange = {}, until?: Microseconds) {
  const { world, told } = worldOf(settingsWith(change(more)));
  if (until === undefined) world.run();
  else world.simulation.run(until);
  const named = (name: string) => told.filter(fact => fact.name === name);
  return {
    world,
    named,
    at: (name: string) => named(name)[0]?.at,
    line: world.lines.store.snapshot(0),
    user: world.users.store.snapshot(0),
    purchase: world.purchases.store.snapshot(0),
    route: world.routes.store.look(0).state,
  };
}

describe('a plan that is over', () => {
  it('leaves the PC connected, and what it reaches is the walled garden', () => {
    const { world, route } = lived({}, (hours(2) + minutes(5)) as Microseconds);
    const { surroundings } = world;
    expect(route).toBe('cellular');
    expect(surroundings.wayTo(0, 'portal')).toBe(surroundings.links.cellular);
    expect(surroundings.wayTo(0, 'other')).toBe(surroundings.links.nowhere);
  });

  it('is followed by a new one, bought over mobile broadband alone', () => {
    const { at, named, line, user } = lived({}, hours(3));
    expect(at('user.cutOff')).toBe(hours(2));
    expect(at('user.wantsPlan')).toBe(hours(2) + minutes(10));
    expect(at('user.sawOffer')! - at('user.wantsPlan')!).toBeLessThan(seconds(1));
    expect(named('purchase.opened').map(({ value }) => entryPoints[value])).toEqual(['flyout']);
    expect(named('subscription.toppedUp')).toHaveLength(1);
    expect(named('user.restored')).toHaveLength(1);
    expect(named('purchase.done')).toHaveLength(1);
    expect(line).toMatchObject({ state: 'hotPrepaid', granted: megabytes(200) });
    expect(user.state).toBe('idle');
  });

  it('reaches the internet with the top-up, not with the probe that the garden answers', () => {
    const { at } = lived({}, hours(3));
    expect(at('internet probe.thinksOnline')).toBeUndefined();
    expect(at('purchase.online')!).toBeGreaterThanOrEqual(at('subscription.toppedUp')!);
  });

  it('is followed by another and another, each day of use after it', () => {
    const usage = {
      monthly: always(3e9),
      sessions: { perDay: 40, weights: evenly },
      sessionRate: 625_000,
      takes: 'mobileBroadband' as const,
    };
    const { named } = lived({ group: { sim: 'hot', wifi: 0, user: { topsUp: 1 }, usage } });
    // Two hours of plan and some minutes without: about eleven rounds a day.
    expect(named('subscription.toppedUp').length).toBeGreaterThanOrEqual(9);
    const later = named('subscription.carried').filter(({ at }) => at > hours(12));
    expect(later.some(({ value }) => value > 0)).toBe(true);
  });

  it('is over for good where nobody tops up', () => {
    const { named, user } = lived({ group: { sim: 'hot', wifi: 0, user: { topsUp: 0 } } });
    expect(named('user.wantsPlan')).toEqual([]);
    expect(user.state).toBe('cutOff');
  });

  it('is topped up by the share of people who do', () => {
    const count = 200;
    const { named } = lived({ group: { sim: 'hot', wifi: 0, count, user: { topsUp: 0.3 } } }, hours(3));
    const share = named('user.wantsPlan').filter(({ at }) => at < hours(3)).length / count;
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.4);
  });

  it('is bought over Wi-Fi as well, whatever the list says', () => {
    const walledGarden = { missing: ['mps.datamart.windows.com', contoso.portal.host] };
    const operator = { plan: { lasts: hours(2) }, portal: sellsBalance, walledGarden };
    const { named } = lived({ operator, group: { sim: 'hot', wifi: 1, user: { topsUp: 1 } } }, hours(3));
    expect(named('purchase.done')).toHaveLength(1);
  });
});

describe('the gateway after a top-up', () => {
  it('opens without detaching where the network re-authenticates sessions', () => {
    const { named, line } = lived({}, hours(3));
    expect(named('packet context.deactivated')).toEqual([]);
    expect(line.needsNewContext).toBe(false);
  });

  it('opens with a new context where it does not', () => {
    const operator = { plan: { lasts: hours(2) }, portal: sellsBalance, network: { reauthenticates: false } };
    const { named, line, user } = lived({ operator }, hours(3));
    expect(named('packet context.deactivated')).toHaveLength(1);
    expect(named('packet context.activated')).toHaveLength(1);
    expect(named('purchase.done')).toHaveLength(1);
    expect(line).toMatchObject({ state: 'hotPrepaid', needsNewContext: false });
    expect(user.state).toBe('idle');
  });
});

describe('a host that is missing from the list', () => {
  const without = (...missing: string[]) =>
    lived({ operator: { plan: { lasts: hours(2) }, portal: sellsBalance, walledGarden: { missing } } }, hours(3));

  it('of the Mobile Plans service: the flyout has no balance, and nothing to click', () => {
    const { named, user } = without('mps.datamart.windows.com');
    expect(named('user.sawNoOffer')).toHaveLength(1);
    expect(named('purchase.opened')).toEqual([]);
    expect(user.state).toBe('cutOff');
  });

  it('of the portal: the app opens, and its pages do not come', () => {
    const { named, user, line } = without(contoso.portal.host);
    expect(named('purchase.opened')).toHaveLength(1);
    expect(named('portal.pageOpened')).toEqual([]);
    expect(named('subscription.toppedUp')).toEqual([]);
    expect(line.state).toBe('expired');
    expect(user.state).toBe('cutOff');
  });

  it('of a revocation list, of SmartScreen, of GetBalance or of the SM-DP+: the plan is bought all the same', () => {
    for (const host of ['crl.microsoft.com', '*smartscreen.microsoft.com', contoso.api.host, contoso.smdp.host])
      expect(without(host).named('subscription.toppedUp')).toHaveLength(1);
  });
});

describe('who has not got the plan', () => {
  it('thinks about it again a day later at the earliest, and so at most once a day', () => {
    const walledGarden = { missing: [contoso.portal.host] };
    const operator = { plan: { lasts: hours(2) }, portal: sellsBalance, walledGarden };
    const { named } = lived({ length: days(5), operator });
    const times = named('user.wantsPlan').map(({ at }) => at);
    expect(times).toHaveLength(5);
    for (const [nth, at] of times.entries()) if (nth > 0) expect(at - times[nth - 1]!).toBeGreaterThanOrEqual(days(1));
  });
});

describe('a SIM that is warm, of people who buy in Mobile Plans', () => {
  const warm = { sim: 'warm', wifi: 0, buysInMobilePlans: true } as const;
  const operator = { portal: sellsBalance };

  it.each([
    ['answers the probe of Windows', []],
    ['does not answer it', ['www.msftconnecttest.com']],
  ])('leads to the flyout, the app and the plan, where the walled garden %s', (_, missing) => {
    const { named, at, line, user, world } = lived(
      { operator: { ...operator, walledGarden: { missing } }, group: warm },
      hours(1),
    );
    expect(named('getting online.flyoutShown')).toHaveLength(1);
    expect(at('user.wantsPlan')! - at('getting online.flyoutShown')!).toBe(seconds(30));
    expect(named('user.sawOffer')).toHaveLength(1);
    expect(named('purchase.done')).toHaveLength(1);
    expect(named('subscription.activated')).toHaveLength(1);
    expect(line.state).toBe('hotPrepaid');
    expect(world.people.store.snapshot(0)).toMatchObject({ state: 'online', path: 'mobilePlans' });
    expect(at('getting online.online')!).toBeGreaterThanOrEqual(at('subscription.activated')!);
    expect(user.state).toBe('idle');
  });

  it('counts among those who think they are online only where the garden answers the probe', () => {
    const thinking = (missing: readonly string[]) =>
      lived({ operator: { ...operator, walledGarden: { missing } }, group: warm }, hours(1)).named(
        'internet probe.thinksOnline',
      );
    expect(thinking([])).toHaveLength(1);
    expect(thinking(['www.msftconnecttest.com'])).toEqual([]);
  });

  it('gets its first internet byte when the network is ready, however early the probe is answered', () => {
    const network = { networkReady: always(minutes(4)) };
    const { at } = lived({ operator: { ...operator, network }, group: warm }, hours(1));
    expect(at('purchase.online')! - at('subscription.activated')!).toBeLessThan(seconds(1));
  });

  it('gets it with a new context where the network does not re-authenticate sessions', () => {
    const network = { networkReady: always(minutes(4)), reauthenticates: false };
    const { at, named, user } = lived({ operator: { ...operator, network }, group: warm }, hours(1));
    expect(named('packet context.activated')).toHaveLength(2);
    expect(at('purchase.online')!).toBeGreaterThan(at('subscription.activated')!);
    expect(user.state).toBe('idle');
  });

  it('stays offline when the purchase is left, and says so', () => {
    const steps = [portalStep('pick', 'done', { leaves: 1, order: 'balance', callback: 'notifyBalanceAddition' })];
    const { world, user, line } = lived({ operator: { portal: { steps } }, group: warm }, hours(1));
    expect(world.people.store.snapshot(0)).toMatchObject({ state: 'gaveUp', reason: 'left the purchase' });
    expect(user.state).toBe('gone');
    expect(line.state).toBe('warm');
  });

  it('leads by the operator’s own ways where people do not buy there', () => {
    const { named } = lived({ operator, group: { ...warm, buysInMobilePlans: false } }, hours(1));
    expect(named('getting online.flyoutShown')).toEqual([]);
    expect(named('purchase.opened')).toEqual([]);
  });
});
