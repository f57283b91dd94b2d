/** The portal flow as the scenario language describes it: an example for each sentence. */
import { describe, expect, it } from 'vitest';
import type { PortalSettings, PortalStep, TierSettings } from '../../../src/models/settings.ts';
import { bytes, kilobytes, milliseconds, minutes, seconds } from '../../../src/sim/units.ts';
import { always, buy, inSeconds, payment, portalStep, tier, type WorldChange } from '../small-world.ts';

type Bought = ReturnType<typeof buy>;

const bare = { page: undefined, think: always(0) } as const;
const order = (more: Partial<PortalStep> = {}) =>
  portalStep('fulfil', 'done', { ...bare, order: 'esim', callback: 'notifyProfileDownload', ...more });
const results = (...names: readonly string[]) => names.map(name => ({ name, share: 1 / names.length }));

/** One buyer in a portal with these steps. */
const walk = (
  steps: readonly PortalStep[],
  tiers: readonly TierSettings[] = [payment()],
  portal: Partial<PortalSettings> = {},
  more: WorldChange = {},
) => buy({ ...more, operator: { ...more.operator, portal: { ...portal, steps }, backEnd: { tiers } } });

/** The names of the steps in the order in which they were entered. */
const way = ({ named, world }: Bought) =>
  named('purchase.stepEntered').map(({ value }) => world.settings.operators[0]!.portal.steps[value]!.name);
const taken = ({ named, world }: Bought) =>
  named('purchase.stepTaken').map(({ value }) => world.settings.operators[0]!.portal.steps[value]!.name);
const entered = ({ named }: Bought, nth: number) => inSeconds(named('purchase.stepEntered')[nth]!.at);
const pages = ({ named }: Bought) =>
  named('mobile operator web portal.openPage.answered').map(({ value }) => inSeconds(value));
const why = ({ purchase }: Bought) => purchase.reason;
/** Buyers of different luck. */
const seeds = Array.from({ length: 20 }, (_, seed) => seed);

describe('a step', () => {
  it('has a page, whose resources cost a round trip and their time each', () => {
    const bought = walk([portalStep('a', 'fulfil', { page: { resources: 8, bytes: bytes(0) } }), order()]);
    expect(pages(bought)).toEqual([8 * 0.13]);
  });

  it('has a page, whose bytes come at the rate of the link', () => {
    const page = { resources: 1, bytes: kilobytes(500) };
    const steps = [portalStep('a', 'fulfil', { page }), order()];
    expect(pages(walk(steps))).toEqual([0.21]);
    expect(pages(walk(steps, [], {}, { links: { rateWifi: 5e6 } }))).toEqual([0.93]);
  });

  it('has a page, whose resources but the first come from a content network where there is one', () => {
    const page = { resources: 5, bytes: kilobytes(500) };
    const steps = [portalStep('a', 'fulfil', { page, think: always(0) }), order()];
    const bought = walk(steps, [], { cdn: 'cdn.contoso.example' });
    expect(pages(bought)).toEqual([0.13]);
    expect(entered(bought, 1) - entered(bought, 0)).toBeCloseTo(5 * 0.13 + 0.08, 9);
  });

  it('without a page costs nothing', () => {
    const bought = walk([portalStep('a', 'b', { think: always(0) }), portalStep('b', 'fulfil', bare), order()]);
    expect(pages(bought)).toEqual([0.65]);
    expect(entered(bought, 2) - entered(bought, 1)).toBe(0);
  });

  it('that is the first launches the portal, with a page or without', () => {
    const bought = walk([order({ think: always(0) })]);
    expect(bought.purchase.state).toBe('done');
    expect(pages(bought)).toEqual([0.03]);
  });

  it('is looked at for as long as the buyer thinks', () => {
    const bought = walk([portalStep('a', 'b'), portalStep('b', 'fulfil', { page: undefined }), order()]);
    expect(entered(bought, 2) - entered(bought, 1)).toBe(20);
  });

  it('makes its calls one after the other', () => {
    const tiers = [tier('crm', { service: always(seconds(2)) }), tier('kyc', { service: always(seconds(3)) })];
    const calls = [
      { tier: 'crm', call: 'signIn' },
      { tier: 'kyc', call: 'check' },
    ];
    const bought = walk([portalStep('a', 'b'), portalStep('b', 'fulfil', { ...bare, calls }), order()], tiers);
    expect(entered(bought, 2) - entered(bought, 1)).toBeCloseTo(5.06, 9);
  });

  it('comes to the outcome of the first call that does not succeed; the later ones are not made', () => {
    const tiers = [tier('crm', { results: results('wrongPassword') }), tier('kyc', { results: results('refused') })];
    const calls = [
      { tier: 'crm', call: 'signIn' },
      { tier: 'kyc', call: 'check' },
    ];
    const branches = [
      { outcome: 'refused', to: 'b', atMost: undefined },
      { outcome: 'wrongPassword', to: 'sorry', atMost: undefined },
    ];
    const bought = walk(
      [portalStep('a', 'b', { calls, branches }), portalStep('b', 'done'), portalStep('sorry', '', { end: 'failed' })],
      tiers,
    );
    expect(way(bought)).toEqual(['a', 'sorry']);
    expect(bought.portal.calls).toBe(1);
  });

  it('that is entered and left by another one is taken; that a buyer stays at is not', () => {
    const bought = walk([portalStep('a', 'b'), portalStep('b', 'fulfil', { leaves: 1 }), order()]);
    expect(way(bought)).toEqual(['a', 'b']);
    expect(taken(bought)).toEqual(['a']);
  });
});

describe('what follows a step', () => {
  it('is chosen by shares', () => {
    const then = [
      { to: 'b', share: 0.3 },
      { to: 'fulfil', share: 0.7 },
    ];
    const steps = [portalStep('a', '', { then }), portalStep('b', 'fulfil', bare), order()];
    const ways = seeds.map(seed => way(walk(steps, [], {}, { seed })).join(' '));
    const through = ways.filter(one => one === 'a b fulfil').length;
    expect(new Set(ways)).toEqual(new Set(['a b fulfil', 'a fulfil']));
    expect(through).toBeGreaterThan(1);
    expect(through).toBeLessThan(14);
  });

  it('is the branch of the outcome', () => {
    const pay = portalStep('pay', 'fulfil', {
      calls: [{ tier: 'payment', call: 'charge' }],
      branches: [{ outcome: 'declined', to: 'sorry', atMost: undefined }],
    });
    const bought = walk([pay, order(), portalStep('sorry', '', { end: 'failed' })], [payment(1)]);
    expect(way(bought)).toEqual(['pay', 'sorry']);
    expect(why(bought)).toBe('ended by the portal');
  });

  it('is `done` without a step of that name', () => {
    const bought = walk([portalStep('a', 'fulfil'), order()]);
    expect(bought.purchase.state).toBe('done');
    expect(taken(bought)).toEqual(['a', 'fulfil']);
  });

  it('at a `done` that has called nothing is the end: the app has got nothing to give', () => {
    expect(why(walk([portalStep('a', 'done')]))).toBe('ended by the portal');
  });

  it('at `end: failed` is the end, when the page has been seen', () => {
    const bought = walk([portalStep('sorry', '', { end: 'failed' })]);
    expect(bought.purchase).toMatchObject({ state: 'failed', reason: 'ended by the portal' });
    expect(bought.time('purchase.failed')! - entered(bought, 0)).toBeCloseTo(20.65, 9);
  });

  it('of a payment whose answer was lost is found out by its status: charged once, and no second time', () => {
    const steps = [
      portalStep('pay', 'fulfil', {
        calls: [{ tier: 'payment', call: 'charge' }],
        branches: [{ outcome: 'timeout', to: 'unsure', atMost: undefined }],
      }),
      // The buyer reads for 20 s that the payment is being looked up.
      portalStep('unsure', '', {
        calls: [{ tier: 'status', call: 'status' }],
        then: [],
        branches: [
          { outcome: 'charged', to: 'fulfil', atMost: undefined },
          { outcome: 'notCharged', to: 'pay', atMost: 2 },
        ],
      }),
      order(),
    ];
    const slow = tier('payment', { service: always(seconds(40)) });
    const bought = walk(steps, [slow, tier('status')]);
    expect(way(bought)).toEqual(['pay', 'unsure', 'fulfil']);
    expect(bought.purchase.state).toBe('done');
    expect(bought.ledger).toMatchObject({ charged: 499, provisioned: 499, refunded: 0 });
  });
});

describe('`at most N times`', () => {
  const again = (outcome: string, atMost: number) =>
    portalStep('sign-in', 'fulfil', {
      calls: [{ tier: 'crm', call: 'signIn' }],
      branches: [{ outcome, to: 'sign-in', atMost }],
    });

  it.each([0, 1, 3])('counts takings of that branch: %i', atMost => {
    const bought = walk(
      [again('wrongPassword', atMost), order()],
      [tier('crm', { results: results('wrongPassword') })],
    );
    expect(way(bought)).toHaveLength(atMost + 1);
    expect(bought.purchase).toMatchObject({ state: 'failed', reason: 'too many tries' });
  });

  it.each([1, 3])('counts goings on in the same way, too: %i', atMost => {
    const steps = [
      portalStep('look', 'more', { then: [{ to: 'more', share: 1, atMost }] }),
      portalStep('more', 'look', {
        then: [
          { to: 'look', share: 1 - 1e-9 },
          { to: 'fulfil', share: 1e-9 },
        ],
      }),
      order(),
    ];
    const bought = walk(steps);
    expect(way(bought)).toHaveLength(2 * atMost + 1);
    expect(bought.purchase).toMatchObject({ state: 'failed', reason: 'too many tries' });
  });

  it('ends a purchase whose payment is declined as such', () => {
    const bought = walk([again('declined', 2), order()], [tier('crm', { results: results('declined') })]);
    expect(way(bought)).toHaveLength(3);
    expect(why(bought)).toBe('payment declined');
  });

  it('counts each branch for itself', () => {
    const step = portalStep('sign-in', 'fulfil', {
      calls: [{ tier: 'crm', call: 'signIn' }],
      branches: [
        { outcome: 'wrongPassword', to: 'sign-in', atMost: 3 },
        { outcome: 'wrongName', to: 'sign-in', atMost: 3 },
      ],
    });
    const tiers = [tier('crm', { results: results('wrongPassword', 'wrongName') })];
    const tries = seeds.map(seed => way(walk([step, order()], tiers, {}, { seed })).length);
    expect(Math.min(...tries)).toBeGreaterThan(3);
    expect(Math.max(...tries)).toBeGreaterThan(4);
    expect(Math.max(...tries)).toBeLessThanOrEqual(7);
  });
});

describe('an outcome without a branch', () => {
  const pay = portalStep('pay', 'fulfil', { calls: [{ tier: 'payment', call: 'charge' }] });
  const outage = (as: { kind: 'errors'; share: number } | { kind: 'hang' }): WorldChange => ({
    timeline: [
      { kind: 'outage', name: 'out', system: 'portal', operator: 'contoso', at: seconds(30), until: minutes(5), as },
    ],
  });

  it('`error` shows the portal’s error page, and who does not try again leaves', () => {
    const bought = walk([pay, order()], [payment()], {}, outage({ kind: 'errors', share: 1 }));
    expect(bought.purchase).toMatchObject({ state: 'failed', reason: 'ended by the portal' });
    expect(bought.named('mobile operator web portal.broke')).toHaveLength(1);
  });

  it('`error` shows the portal’s error page, from which the buyer tries the step again, after a while', () => {
    const errorPage = { triesAgain: 1, think: always(minutes(10)) };
    const bought = walk([pay, order()], [payment()], { errorPage }, outage({ kind: 'errors', share: 1 }));
    expect(way(bought)).toEqual(['pay', 'fulfil']);
    expect(pages(bought)).toHaveLength(2);
    expect(bought.purchase.state).toBe('done');
  });

  it('`timeout` is an answer that the browser has waited for in vain', () => {
    const bought = walk([pay, order()], [payment()], {}, outage({ kind: 'hang' }));
    expect(bought.time('purchase.failed')! - entered(bought, 0)).toBeCloseTo(20.65 + 30, 9);
    expect(why(bought)).toBe('ended by the portal');
  });

  it('`soldOut` is an order for which there is no profile; the money goes back', () => {
    const bought = walk([pay, order()], [payment()], {}, { operator: { smdp: { orderFails: 1 } } });
    expect(why(bought)).toBe('sold out');
    expect(bought.ledger).toMatchObject({ charged: 499, refunded: 499 });
  });

  it('of an order that is tried again charges again with the order, since the first payment went back', () => {
    const errorPage = { triesAgain: 1, think: always(seconds(10)) };
    const bought = seeds
      .map(seed => walk([pay, order()], [payment()], { errorPage }, { seed, operator: { smdp: { orderFails: 0.5 } } }))
      .find(({ portal }) => portal.orders === 2)!;
    expect(bought.purchase.state).toBe('done');
    expect(bought.ledger).toMatchObject({ charged: 998, refunded: 499, provisioned: 499, open: 0 });
  });

  it('`soldOut` with a branch leads there', () => {
    const branches = [{ outcome: 'soldOut', to: 'sorry', atMost: undefined }];
    const steps = [pay, order({ branches }), portalStep('sorry', '', { end: 'failed' })];
    const bought = walk(steps, [payment()], {}, { operator: { smdp: { orderFails: 1 } } });
    expect(way(bought)).toEqual(['pay', 'fulfil', 'sorry']);
  });
});

describe('patience', () => {
  const patience = always(seconds(4));

  it('ends when one page shows nothing for so long', () => {
    const slow = portalStep('b', 'fulfil', { page: { resources: 40, bytes: bytes(0) } });
    const bought = walk([portalStep('a', 'b'), slow, order()], [], { patience });
    expect(bought.purchase).toMatchObject({ state: 'abandoned', reason: 'lost patience with a page', step: 1 });
    expect(bought.time('purchase.abandoned')! - entered(bought, 1)).toBeCloseTo(4, 9);
  });

  it('depends on latency: the same page over a shorter way is waited for', () => {
    const page = { resources: 40, bytes: bytes(0) };
    const steps = [portalStep('a', 'fulfil', { page }), order()];
    const quick = { resourceTime: milliseconds(20), patience };
    expect(walk(steps, [], quick).purchase.state).toBe('done');
    expect(why(walk(steps, [], quick, { links: { rttWifi: milliseconds(200) } }))).toBe('lost patience with a page');
  });

  it('ends when the answer to what was entered takes so long, all its calls together', () => {
    const tiers = [tier('crm', { service: always(seconds(2.5)) })];
    const one = { tier: 'crm', call: 'look' };
    const step = (calls: PortalStep['calls']) => portalStep('a', 'fulfil', { calls });
    expect(walk([step([one]), order()], tiers, { patience }).purchase.state).toBe('done');
    expect(why(walk([step([one, one]), order()], tiers, { patience }))).toBe('lost patience with a page');
  });

  it('is not used up while the buyer thinks', () => {
    const long = portalStep('a', 'fulfil', { think: always(minutes(10)) });
    expect(walk([long, order()], [], { patience }).purchase.state).toBe('done');
  });

  it('ends while resources of a content network are loading', () => {
    const slow = portalStep('a', 'fulfil', { page: { resources: 40, bytes: bytes(0) } });
    const bought = walk([slow, order()], [], { patience, cdn: 'cdn.contoso.example' });
    expect(bought.time('purchase.abandoned')! - entered(bought, 0)).toBeCloseTo(4, 9);
  });

  it('that ends during a payment gives the money back, whenever it was taken', () => {
    const pay = portalStep('pay', 'fulfil', { calls: [{ tier: 'payment', call: 'charge' }] });
    const slow = tier('payment', { service: always(seconds(5)) });
    const bought = walk([pay, order()], [slow], { patience });
    expect(why(bought)).toBe('lost patience with a page');
    expect(bought.ledger).toMatchObject({ charged: 499, refunded: 499, provisioned: 0, open: 0 });
  });
});

describe('leaving', () => {
  const leaves = (portal: Partial<PortalSettings> = {}) =>
    walk([portalStep('a', 'fulfil', { leaves: 1 }), order()], [], portal);

  it('without a word ends at the step', () => {
    expect(leaves().purchase).toMatchObject({ state: 'abandoned', reason: 'left at a step', step: 0 });
  });

  it('by the portal’s Cancel button has the page call notifyCancelledPurchase', () => {
    const bought = leaves({ leavesBy: { cancel: 1, exit: 0 } });
    expect(bought.milestones.slice(-2)).toEqual(['callbackReceived', 'cancelled']);
    expect(why(bought)).toBe('pressed Cancel');
  });

  it('by the app’s exit has the app ask first', () => {
    const bought = leaves({ leavesBy: { cancel: 0, exit: 1 } });
    expect(bought.milestones.slice(-2)).toEqual(['exitAsked', 'cancelled']);
    expect(why(bought)).toBe('left by the exit');
  });

  it('by the app’s exit does not happen to who stays after all', () => {
    const bought = leaves({ leavesBy: { cancel: 0, exit: 1 }, staysAfterAll: 1 });
    expect(bought.milestones).toContain('stayed');
    expect(bought.purchase.state).toBe('done');
  });

  it('by closing the lid ends the purchase at once', () => {
    const bought = walk([portalStep('a', 'fulfil', { closesLid: 1 }), order()]);
    expect(bought.purchase).toMatchObject({ state: 'abandoned', reason: 'closed the lid' });
  });
});

describe('going back', () => {
  it('leads to the step before, on the way really taken', () => {
    const then = [
      { to: 'b', share: 0.5 },
      { to: 'c', share: 0.5 },
    ];
    const steps = [
      portalStep('a', '', { then }),
      portalStep('b', 'pay'),
      portalStep('c', 'pay'),
      portalStep('pay', 'fulfil', { goesBack: 0.5 }),
      order(),
    ];
    const ways = seeds.map(seed => way(walk(steps, [], {}, { seed })).join(' ')).filter(one => one.includes('pay '));
    const returned = ways.filter(one => /pay [bc]/.test(one));
    expect(returned.length).toBeGreaterThan(5);
    for (const one of returned) expect(one).toMatch(/(b pay b)|(c pay c)/);
    for (const one of ways) expect(one).not.toMatch(/(b pay c)|(c pay b)/);
  });

  it('from the first step leads nowhere: the buyer goes on', () => {
    expect(way(walk([portalStep('a', 'fulfil', { goesBack: 1 }), order()]))).toEqual(['a', 'fulfil']);
  });

  it('again leads further back', () => {
    const steps = [
      portalStep('a', 'b'),
      portalStep('b', 'c', { goesBack: 0.5 }),
      portalStep('c', 'fulfil', { goesBack: 0.5 }),
      order(),
    ];
    const ways = seeds.map(seed => way(walk(steps, [], {}, { seed })).join(' '));
    expect(ways.some(one => one.startsWith('a b c b a b'))).toBe(true);
  });
});

describe('a page that does not load', () => {
  it('shows the app’s load error page, and who does not try again leaves', () => {
    const bought = walk([portalStep('a', 'fulfil'), order()], [], { loadFails: 1 });
    expect(bought.milestones.slice(-2)).toEqual(['portalFailed', 'failed']);
    expect(why(bought)).toBe('portal did not load');
  });

  it('is tried again from there, after a while', () => {
    const errorPage = { triesAgain: 1, think: always(seconds(10)) };
    const bought = seeds
      .map(seed => walk([portalStep('a', 'fulfil'), order()], [], { loadFails: 0.5, errorPage }, { seed }))
      .find(({ named }) => named('purchase.portalFailed').length === 2)!;
    expect(bought.purchase.state).toBe('done');
    expect(way(bought)).toEqual(['a', 'fulfil']);
    expect(entered(bought, 1) - entered(bought, 0)).toBeCloseTo(2 * (0.13 + 10) + 20.65, 9);
  });
});

describe('variants of a flow', () => {
  it('meet the same buyers at the steps they share: think times and luck are named after the step', () => {
    const think = { kind: 'exponential', mean: 20e6 } as const;
    const pay = portalStep('pay', 'fulfil', { think, calls: [{ tier: 'payment', call: 'charge' }], leaves: 0.4 });
    const short = [portalStep('a', 'pay', { think }), pay, order()];
    const long = [portalStep('a', 'b', { think }), portalStep('b', 'pay', { think, leaves: 0.2 }), pay, order()];
    const at = (bought: Bought, name: string) => {
      const steps = bought.world.settings.operators[0]!.portal.steps;
      return bought.named('purchase.stepEntered').find(({ value }) => steps[value]!.name === name)?.at;
    };
    for (const seed of seeds) {
      const [one, other] = [walk(short, [payment(0.2)], {}, { seed }), walk(long, [payment(0.2)], {}, { seed })];
      const spent = (bought: Bought) => (at(bought, 'fulfil') ?? Number.NaN) - at(bought, 'pay')!;
      if (at(other, 'pay') === undefined) continue;
      expect(spent(other)).toEqual(spent(one));
      expect(other.purchase.state).toBe(one.purchase.state);
    }
  });
});

describe('a long flow', () => {
  it('of a thousand steps is walked to its end', () => {
    const last = 1000;
    const steps = Array.from({ length: last }, (_, at) =>
      portalStep(`s${at}`, at + 1 === last ? 'fulfil' : `s${at + 1}`, at === 0 ? { think: always(0) } : bare),
    );
    const bought = walk([...steps, order()]);
    expect(taken(bought)).toHaveLength(last + 1);
    expect(bought.purchase.state).toBe('done');
  });

  it('that turns in a circle three thousand times needs no more stack than once', () => {
    const steps = [
      portalStep('a', 'b', { think: always(0) }),
      portalStep('b', 'b', {
        ...bare,
        calls: [{ tier: 'crm', call: 'look' }],
        then: [],
        branches: [{ outcome: 'again', to: 'b', atMost: 3000 }],
      }),
    ];
    const bought = walk(steps, [tier('crm', { results: results('again') })]);
    expect(way(bought)).toHaveLength(3002);
    expect(why(bought)).toBe('too many tries');
  });
});

describe('an order that is left to what the device needs', () => {
  it('is that of a profile for an eSIM without one of this operator, with the callback of the step', () => {
    const bought = walk([order({ order: 'bySim' })]);
    expect(bought.purchase.state).toBe('done');
    expect(bought.portal).toMatchObject({ hasLine: false, bought: 1 });
  });

  it('is that of balance where a profile of this operator is on the eSIM', () => {
    const bought = walk([order({ order: 'bySim' })], [], {}, { group: { ownProfile: true } });
    expect(bought.named('SM-DP+.ordered')).toEqual([]);
    expect(bought.portal).toMatchObject({ state: 'completed', hasLine: true, bought: 1 });
  });
});

describe('steps after a callback', () => {
  it('go on while the app fetches the profile', () => {
    const steps = [order({ then: [{ to: 'thanks', share: 1 }] }), portalStep('thanks', 'done')];
    const bought = walk(steps);
    expect(way(bought)).toEqual(['fulfil', 'thanks']);
    expect(taken(bought)).toEqual(['fulfil', 'thanks']);
    expect(bought.purchase.state).toBe('done');
  });

  it('end nothing: who leaves or closes the lid then gets what was bought all the same', () => {
    for (const thanks of [{ leaves: 1 }, { closesLid: 1 }, { end: 'failed' }] as const) {
      const bought = walk([order({ then: [{ to: 'thanks', share: 1 }] }), portalStep('thanks', 'done', thanks)]);
      expect(bought.purchase.state).toBe('done');
    }
  });
});
