import { describe, expect, it } from 'vitest';
import {
  mobileOperatorWebPortal,
  type PageRequest,
  portalPorts,
  portalSees,
} from '../../../src/models/operator/mobile-operator-web-portal.ts';
import { smDpPlus } from '../../../src/models/operator/sm-dp-plus.ts';
import { outageSees } from '../../../src/models/outages.ts';
import { timeline } from '../../../src/models/timeline.ts';
import { bytes, days, kilobytes, milliseconds, minutes, seconds } from '../../../src/sim/units.ts';
import { recorder, shown, worldWith } from '../../kit/world-with.ts';
import { always, contoso, payment, portalStep, surroundingsOf, tier, type WorldChange } from '../small-world.ts';

type Answers = NonNullable<NonNullable<Parameters<typeof recorder>[1]>['answers']>;
type ProfileState = 'available' | 'released' | 'installed' | 'error';

const code = '1$smdp.contoso.example$CNTS-0001-7Q';
const launch = { launchUrl: 'https://portal.contoso.example/', headers: {} };
const pay = 2;
const confirm = 3;

const steps = [
  portalStep('sign-in', 'choose', { calls: [{ tier: 'crm', call: 'signIn' }] }),
  portalStep('choose', 'pay'),
  portalStep('pay', 'confirm'),
  portalStep('confirm', 'done', { order: 'esim' }),
  portalStep('add', 'done', { order: 'balance' }),
];

/** Every second request ends in an unhandled exception. */
const halfBroken: WorldChange = {
  timeline: [
    {
      kind: 'outage',
      name: 'out',
      system: 'portal',
      operator: 'contoso',
      at: seconds(0),
      until: days(1),
      as: { kind: 'errors', share: 0.5 },
    },
  ],
};

interface Behind {
  /** Of the back end. */
  call?: Answers[string];
  /** Of the SM-DP+. */
  order?: Answers[string];
  /** Of the operator API. */
  placeOrder?: Answers[string];
  profile?: ProfileState;
}

function portal(change: WorldChange = {}, { call, order, placeOrder, profile = 'available' }: Behind = {}) {
  const world = worldWith(mobileOperatorWebPortal, {
    given: surroundingsOf({
      ...change,
      operator: { ...change.operator, portal: { steps, ...change.operator?.portal } },
    }),
    ports: [
      recorder(portalPorts.profiles, { answers: { order: order ?? { answer: code } } }),
      recorder(portalPorts.ledger, { takes: ['charge', 'refund'] }),
      recorder(portalPorts.lines, { takes: ['ordered'] }),
      recorder(portalPorts.backEnd, { answers: { call: call ?? { answer: 'ok' } } }),
      recorder(portalPorts.orders, { answers: { placeOrder: placeOrder ?? { answer: 1 } } }),
    ],
    sees: [
      shown(portalSees.prepared, smDpPlus, { state: profile }),
      shown(outageSees.entries, timeline, { state: 'on' }),
    ],
  });
  let requests = 0;
  const done = (name: 'openPage' | 'call' | 'placeOrder', message: unknown) => {
    const asked = world.ask(name, message, { occurrence: requests });
    requests += 1;
    world.clock.advance(minutes(1));
    return asked;
  };
  const page = (more: Partial<PageRequest> = {}) =>
    done('openPage', { step: 0, roundTrip: milliseconds(30), rate: 1e6, luck: 1, launch: undefined, ...more });
  const called = (name: string, nth = 0) => done('call', { tier: 'payment', call: name, nth });
  return {
    ...world,
    page,
    begin: (more: Partial<PageRequest> = {}) => page({ launch, ...more }),
    called,
    /** The buyer pays, and the money is taken. */
    pays() {
      const asked = called('charge');
      world.tell('chargeMade');
      return asked;
    },
    order: (step = confirm) => done('placeOrder', step),
    names: () => world.told.map(({ name }) => name),
    /** Money and plans: what the portal has told billing and subscription. */
    books: () => world.told.map(({ name }) => name).filter(name => name !== 'call' && name !== 'order'),
    state: () => world.record().state,
  };
}

describe('a page of the web portal', () => {
  it('of five resources takes 100 ms each, and a round trip for all but the first', () => {
    expect(portal().begin()).toMatchObject({ outcome: 'answered', answer: 0, at: milliseconds(500 + 4 * 30) });
  });

  it('over a longer way takes longer', () => {
    expect(portal().begin({ roundTrip: milliseconds(250) }).at).toBe(milliseconds(500 + 4 * 250));
  });

  it('takes as long as its bytes need over the link', () => {
    const heavy = [portalStep('a', 'done', { page: { resources: 1, bytes: kilobytes(500) } })];
    const { begin } = portal({ operator: { portal: { steps: heavy } } });
    expect(begin({ rate: 1e6 }).at).toBe(milliseconds(100 + 500));
  });

  it('with a content network is its first resource only, and no bytes', () => {
    const heavy = [portalStep('a', 'done', { page: { resources: 8, bytes: kilobytes(500) } })];
    const { begin } = portal({ operator: { portal: { steps: heavy, cdn: 'cdn.contoso.example' } } });
    expect(begin().at).toBe(milliseconds(100));
  });

  it('fails to load for the share of requests that have the luck, after the first resource', () => {
    const { begin, facts, state } = portal({ operator: { portal: { loadFails: 0.3 } } });
    expect(begin({ luck: 0.29 })).toMatchObject({ outcome: 'refused', code: 500, at: milliseconds(100) });
    expect(facts[0]!.name).toBe('mobile operator web portal.loadError');
    expect(state()).toBe('idle');
    expect(begin({ luck: 0.3 }).outcome).toBe('answered');
  });
});

describe('a portal session', () => {
  it('begins with the launch, and has a number', () => {
    const { begin, record, facts } = portal();
    begin();
    expect(record()).toMatchObject({ state: 'open', sessions: 1, loaded: true });
    expect(facts.find(({ name }) => name.endsWith('launched'))!.value).toBe(1);
  });

  it('does not exist before: a page, a call and an order are gone, 410', () => {
    const { page, called, order, told } = portal();
    for (const asked of [page(), called('charge'), order()])
      expect(asked).toMatchObject({ outcome: 'refused', code: 410 });
    expect(told).toEqual([]);
  });

  it('ends when it is closed, signs the user out, and serves nothing more', () => {
    const { begin, called, tell, page, order, record } = portal();
    begin();
    called('signIn');
    expect(record().signedIn).toBe(true);
    tell('closed');
    tell('closed');
    expect(record()).toMatchObject({ state: 'closed', signedIn: false, loaded: false });
    for (const asked of [page(), called('charge'), order()])
      expect(asked).toMatchObject({ outcome: 'refused', code: 410 });
  });

  it('that was left without a word ends when the next one begins, and the money goes back', () => {
    const { begin, pays, books, facts, record } = portal();
    begin();
    pays();
    begin();
    expect(books()).toEqual(['charge', 'refund']);
    expect(record()).toMatchObject({ state: 'open', sessions: 2, charged: false });
    expect(facts.map(({ name }) => name.split('.')[1])).toEqual(
      expect.arrayContaining(['launched', 'paid', 'closed', 'refunded', 'launched']),
    );
  });

  it('ends once: each launch but the last has one end', () => {
    const { begin, pays, order, tell, facts } = portal();
    begin();
    tell('closed');
    begin();
    pays();
    order();
    tell('closed');
    begin();
    const count = (name: string) => facts.filter(fact => fact.name === `mobile operator web portal.${name}`).length;
    expect([count('launched'), count('closed'), count('codeReturned')]).toEqual([3, 1, 1]);
  });

  it('knows who has signed in: by the call of that name, or, without one, by the page behind the first', () => {
    const { begin, page, called, record } = portal();
    begin();
    page({ step: pay });
    expect(record().signedIn).toBe(false);
    called('signIn');
    expect(record().signedIn).toBe(true);
    const plain = portal({ operator: { portal: { steps: contoso.portal.steps } } });
    plain.begin();
    expect(plain.record().signedIn).toBe(false);
    plain.page({ step: pay });
    expect(plain.record().signedIn).toBe(true);
  });

  it('shows an error page after an unhandled exception, and goes on with the next request that is served', () => {
    const seen = [true, false].map(isPaid => {
      const { begin, tell, page, state, books } = portal(halfBroken);
      while (state() !== 'open') begin();
      if (isPaid) tell('chargeMade');
      while (state() !== 'error') page({ step: pay });
      while (state() === 'error') page({ step: pay });
      expect(books()).toEqual(isPaid ? ['charge'] : []);
      return state();
    });
    expect(seen).toEqual(['paid', 'open']);
  });

  it('is told by the app what became of the profile and the registration, as long as its page is there', () => {
    const { begin, tell, record } = portal();
    tell('profileActivationCompleted', 'success');
    expect(record().activation).toBeUndefined();
    begin();
    tell('profileActivationCompleted', 'serverNotReachable');
    tell('registrationChanged', 'denied');
    tell('registrationChanged', 'home');
    expect(record()).toMatchObject({ activation: 'serverNotReachable', registration: 'home' });
    tell('closed');
    tell('registrationChanged', 'roaming');
    expect(record().registration).toBe('home');
  });
});

describe('a call of the portal', () => {
  it('answers what the tier of the back end answers', () => {
    for (const answer of ['ok', 'declined', 'wrongPassword']) {
      const { begin, called } = portal({}, { call: { answer } });
      begin();
      expect(called('look')).toMatchObject({ outcome: 'answered', answer });
    }
  });

  it('is asked of the operator’s back end on behalf of the device', () => {
    const { begin, called, told } = portal();
    begin();
    called('signIn');
    expect(told).toMatchObject([
      { port: 'operator back end', subject: 0, message: { tier: 'payment', call: 'signIn' } },
    ]);
  });

  it.each([
    [{ refuse: 500 }, 500],
    [{ refuse: 504 }, 504],
    [{ refuse: 429 }, 500],
    [{ refuse: 503 }, 500],
  ] as const)('that is refused with %j is %i to the page', (call, status) => {
    const { begin, called } = portal({}, { call });
    begin();
    expect(called('look')).toMatchObject({ outcome: 'refused', code: status });
  });

  it.each([
    ['charge', { answer: 'declined' }, 'BillingError'],
    ['signIn', { answer: 'wrongPassword' }, 'LogOnFailed'],
    ['check', { answer: 'refused' }, 'PurchaseFailed'],
    ['check', { answer: 'invalidSim' }, 'InvalidSIM'],
    ['check', { refuse: 500 }, 'ServiceError'],
    ['check', { refuse: 404 }, 'ClientError'],
  ] as const)('%s that comes to %j is %s in the metadata', (name, call, trouble) => {
    const { begin, called, record } = portal({}, { call });
    begin();
    called(name);
    expect(record().trouble).toBe(trouble);
  });

  it('that goes well clears what went wrong before', () => {
    let nth = 0;
    const { begin, called, record } = portal({}, { call: () => ({ answer: nth++ === 0 ? 'declined' : 'ok' }) });
    begin();
    called('charge');
    called('charge');
    expect(record().trouble).toBeUndefined();
  });
});

describe('the money', () => {
  it('is booked when the payment provider has taken it, at the price of the plan', () => {
    const { begin, pays, told, record } = portal();
    begin();
    pays();
    expect(told.at(-1)).toMatchObject({ port: 'billing', name: 'charge', message: { device: 0, amount: 499 } });
    expect(record()).toMatchObject({ state: 'paid', charged: true });
  });

  it('is not booked when the card is declined, which is an answer, not a failure', () => {
    const { begin, called, books, state } = portal({}, { call: { answer: 'declined' } });
    begin();
    expect(called('charge')).toMatchObject({ outcome: 'answered', answer: 'declined' });
    expect(books()).toEqual([]);
    expect(state()).toBe('open');
  });

  it('is not asked for again in a session that is paid: the second charge is answered ok and costs nothing', () => {
    const { begin, pays, called, told } = portal();
    begin();
    pays();
    expect(called('charge', 1)).toMatchObject({ outcome: 'answered', answer: 'ok' });
    expect(told.filter(({ name }) => name === 'call')).toHaveLength(1);
  });

  it('is booked once when two charges of one session both succeed', () => {
    const { begin, tell, books, facts } = portal();
    begin();
    tell('chargeMade');
    tell('chargeMade');
    expect(books()).toEqual(['charge']);
    expect(facts.at(-1)!.name).toBe('mobile operator web portal.chargedAgain');
  });

  it.each(['idle', 'closed'])('that is taken when the session is %s goes back at once', state => {
    const { begin, tell, books, record } = portal();
    if (state === 'closed') begin();
    tell('closed');
    tell('chargeMade');
    expect(books()).toEqual(['charge', 'refund']);
    expect(record()).toMatchObject({ state, charged: false });
  });

  it('that is taken after a failed order pays for the next one', () => {
    const { begin, tell, order, books, state } = portal({}, { order: { refuse: 200, detail: '8.2.5/3.7' } });
    begin();
    tell('chargeMade');
    order();
    tell('chargeMade');
    expect(state()).toBe('paid');
    expect(books()).toEqual(['charge', 'refund', 'charge']);
  });

  it('that is taken while the order is out is that of the order', () => {
    const { begin, ask, tell, clock, books } = portal({}, { order: { answer: code, after: 1_000_000 } });
    begin();
    ask('placeOrder', confirm);
    tell('chargeMade');
    clock.advance(minutes(1));
    expect(books()).toEqual(['charge', 'ordered']);
  });

  it('that is taken after the order went on the bill is not booked again', () => {
    const { begin, order, tell, books } = portal();
    begin();
    order();
    tell('chargeMade');
    expect(books()).toEqual(['charge', 'ordered']);
  });

  it('goes back to who has paid and not ordered, and nothing to who has not paid', () => {
    const paid = portal();
    paid.begin();
    paid.pays();
    paid.tell('closed');
    expect(paid.books()).toEqual(['charge', 'refund']);
    const unpaid = portal();
    unpaid.begin();
    unpaid.tell('closed');
    expect(unpaid.books()).toEqual([]);
  });
});

describe('an order', () => {
  it('of an eSIM is placed at the SM-DP+, tells the subscription, and answers the activation code', () => {
    const { begin, pays, order, names, record } = portal();
    begin();
    pays();
    expect(order()).toMatchObject({ outcome: 'answered', answer: { activationCode: code } });
    expect(names()).toEqual(['call', 'charge', 'order', 'ordered']);
    expect(record()).toMatchObject({ state: 'completed', orders: 1, bought: 1, owesProfile: true });
  });

  it('of balance tells the subscription and asks no SM-DP+', () => {
    const { begin, pays, order, names } = portal();
    begin();
    pays();
    expect(order(4)).toMatchObject({ outcome: 'answered', answer: { activationCode: undefined } });
    expect(names()).toEqual(['call', 'charge', 'ordered']);
  });

  it.each([
    ['https://portal.contoso.example/?eid=89', ['charge', 'order', 'ordered']],
    ['https://portal.contoso.example/?eid=89&iccids=8999', ['charge', 'ordered']],
    ['https://portal.contoso.example/?imei=35&iccid=8999', ['charge', 'ordered']],
  ])('that is left to what the device needs goes by the line that the launch names: %s', (launchUrl, told) => {
    const bySim = [portalStep('confirm', 'done', { order: 'bySim' })];
    const { begin, order, tell, names } = portal({ operator: { portal: { steps: bySim } } });
    begin({ launch: { launchUrl, headers: {} } });
    tell('chargeMade');
    order(0);
    expect(names()).toEqual(told);
  });

  it('without a payment goes on the bill', () => {
    const { begin, order, books } = portal();
    begin();
    order();
    expect(books()).toEqual(['charge', 'ordered']);
  });

  it('goes to the operator API first, where that has a path for it', () => {
    const paths = {
      backEnd: {
        tiers: [payment(), tier('gateway')],
        paths: { placeOrder: { kind: 'tier', tier: 'gateway' } as const },
      },
    };
    const { begin, order, names } = portal({ operator: paths });
    begin();
    order();
    expect(names().filter(name => name !== 'charge')).toEqual(['placeOrder', 'order', 'ordered']);
  });

  it('that has no profile left is refused as such, and the money goes back', () => {
    const { begin, pays, order, books, record } = portal({}, { order: { refuse: 200, detail: '8.2.5/3.7' } });
    begin();
    pays();
    expect(order()).toMatchObject({ outcome: 'refused', code: 500, answer: '8.2.5/3.7' });
    expect(books()).toEqual(['charge', 'refund']);
    expect(record()).toMatchObject({ state: 'orderFailed', trouble: 'PurchaseFailed' });
  });

  it('waits 30 s for the SM-DP+; then it has timed out, 504, and the money goes back', () => {
    const { begin, pays, ask, clock, books, simulation } = portal({}, { order: 'silent' });
    begin();
    pays();
    const from = simulation.now;
    const asked = ask('placeOrder', confirm);
    clock.advance(minutes(1));
    expect(asked).toMatchObject({ outcome: 'refused', code: 504, answer: 'timedOut', at: from + seconds(30) });
    expect(books()).toEqual(['charge', 'refund']);
  });

  it('that has failed may be followed by another', () => {
    const { begin, page, pays, order, state } = portal({}, { order: { refuse: 200, detail: '8.2.5/3.7' } });
    begin();
    pays();
    order();
    expect(page({ step: pay }).outcome).toBe('answered');
    expect(state()).toBe('open');
    expect(pays().answer).toBe('ok');
    expect(state()).toBe('paid');
  });

  it('while another is out is refused: 409', () => {
    const { begin, ask, clock } = portal({}, { order: { answer: code, after: 1_000_000 } });
    begin();
    ask('placeOrder', confirm);
    const second = ask('placeOrder', confirm);
    clock.advance(minutes(1));
    expect(second).toMatchObject({ outcome: 'refused', code: 409 });
  });

  it('again in a session that has sold something hands out the same, and sells nothing', () => {
    const { begin, order, names } = portal();
    begin();
    order();
    const before = names();
    expect(order()).toMatchObject({
      outcome: 'answered',
      answer: { activationCode: expect.stringMatching(/^1\$smdp/) },
    });
    expect(names()).toEqual(before);
  });

  it('is left to its outcome when the session is closed while it is out', () => {
    for (const [reaction, last, end] of [
      [{ answer: code, after: 1_000_000 }, 'ordered', 'completed'],
      [{ refuse: 200, detail: '8.2.5/3.7', after: 1_000_000 }, 'refund', 'closed'],
    ] as const) {
      const { begin, pays, ask, tell, clock, books, state } = portal({}, { order: reaction });
      begin();
      pays();
      ask('placeOrder', confirm);
      tell('closed');
      expect(books()).toEqual(['charge']);
      clock.advance(minutes(1));
      expect(books()).toEqual(['charge', last]);
      expect(state()).toBe(end);
    }
  });
});

describe('who comes back with a profile that was sold and not installed', () => {
  const again = (profile: ProfileState, behind: Behind = {}) => {
    const one = portal({}, { profile, ...behind });
    one.begin();
    one.pays();
    one.order();
    one.tell('closed');
    one.begin();
    return one;
  };

  it('pays nothing and gets the same code', () => {
    const { called, order, books, names } = again('released');
    expect(called('charge').answer).toBe('ok');
    expect(order()).toMatchObject({ answer: { activationCode: expect.stringMatching(/^1\$smdp/) } });
    expect(books()).toEqual(['charge', 'ordered']);
    expect(names().filter(name => name === 'order')).toHaveLength(1);
  });

  it('gets another profile for nothing when the first one cannot be had any more', () => {
    const { order, books, names } = again('error');
    expect(order()).toMatchObject({ answer: { activationCode: code } });
    expect(books()).toEqual(['charge', 'ordered']);
    expect(names().filter(name => name === 'order')).toHaveLength(2);
  });

  it('gets money back that a late charge has taken', () => {
    const { tell, order, books } = again('released');
    tell('chargeMade');
    order();
    expect(books()).toEqual(['charge', 'ordered', 'charge', 'refund']);
  });

  it('buys anew once it is installed', () => {
    const { pays, order, books } = again('installed');
    pays();
    order(4);
    expect(books()).toEqual(['charge', 'ordered', 'charge', 'ordered']);
  });
});

it('a page without anything on it takes no time of its own', () => {
  const empty = [portalStep('a', 'done', { page: { resources: 0, bytes: bytes(0) }, think: always(0) })];
  expect(portal({ operator: { portal: { steps: empty } } }).begin().at).toBe(0);
});
