import { describe, expect, it } from 'vitest';
import { load, scenarioText, toldOf } from './scenario-text.ts';

const backend = 'backend: { crm: { results: { wrongPassword: 4 % } }, payment: { outside: true } }';
const messages = (steps: string) =>
  toldOf(scenarioText({ operator: `portal: { steps: { ${steps} } }, ${backend}` }))
    .filter(({ severity }) => severity !== 'unbuilt')
    .map(({ message }) => message);

describe('a portal flow of one’s own', () => {
  it.each([
    [
      'a step without an end',
      'a: { then: b }, b: { page: 2 resources 20 kB }',
      'What follows `b`? Write `then: STEP`, `then: done` or `end: failed`.',
    ],
    [
      'a step that nothing leads to',
      'a: { then: done }, b: { then: done }',
      'No way leads to `b` from `a`, the first step.',
    ],
    [
      'steps that never end',
      'a: { then: b }, b: { then: a }',
      'From `a`, no way leads to an end. Write `then: done` or `end: failed`.',
      'From `b`, no way leads to an end. Write `then: done` or `end: failed`.',
      'a → b → a can repeat for ever. Add `at most N times`.',
    ],
    [
      'an end from which something follows',
      'a: { end: failed, then: done }',
      'Here the purchase ends, so nothing follows. Keep `end`, or `then` and `if`.',
    ],
    [
      'a circle of several steps',
      'a: { then: b }, b: { then: { c: 10 %, done: rest } }, c: { calls: crm.signIn, then: done, if: { wrongPassword: a } }',
      'a → b → c → a can repeat for ever (wrongPassword). Add `at most N times`.',
    ],
    [
      'a circle beside another mistake',
      'a: { calls: crm.signIn, then: chose, if: { wrongPassword: a } }, choose: { then: done }',
      'No step `chose` in operators.contoso.portal.steps. Did you mean `choose`?',
      'a → a can repeat for ever (wrongPassword). Add `at most N times`.',
    ],
    [
      'an outcome that cannot be',
      'a: { calls: crm.signIn, then: done, if: { wrongPasword: done } }',
      'No outcome `wrongPasword` of crm.signIn. Expected one of: wrongPassword, error, timeout. Did you mean `wrongPassword`?',
    ],
    [
      'an outcome of nothing',
      'a: { then: done, if: { error: done } }',
      'A step that calls nothing has no outcome. Write what it `calls`.',
    ],
    [
      'a tier that is not there',
      'a: { calls: cmr.signIn, then: done }',
      'No tier `cmr` in operators.contoso.backend. Did you mean `crm`?',
    ],
    [
      'a call without a tier',
      'a: { calls: signIn, then: done }',
      'Expected a call to a tier, for example `crm.signIn`.',
    ],
    [
      'a share that is none',
      'a: { then: { b: many, done: rest } }, b: { then: done }',
      'Expected a share, for example `5 %`.',
    ],
    [
      'a share that is a map',
      'a: { then: { b: { c: 1 % }, done: rest } }, b: { then: done }',
      'Expected a share, or rest.',
    ],
    ['a list of steps', 'a: { then: [b] }, b: { then: done }', 'Expected a step, or a map of steps and their shares.'],
    [
      'a page without its size',
      'a: { page: 14, then: done }',
      'Expected the size of a page, for example `14 resources 900 kB`.',
    ],
    [
      'a word of the language as a name',
      'a: { then: done }, done: { end: failed }',
      '`done` is a word of the language. Give the step another name.',
    ],
    [
      'a limit that is none',
      'a: { calls: crm.signIn, then: done, if: { wrongPassword: a at most 0 times } }',
      'Expected at least 1.',
    ],
  ])('with %s is a mistake', (_, steps, ...expected) => {
    expect(messages(steps)).toEqual(expected);
  });

  it('may ask what became of a payment', () => {
    expect(
      messages(
        'pay: { calls: payment.charge, then: done, if: { timeout: unsure } }, unsure: { calls: payment.status, if: { charged: done, notCharged: pay at most 2 times } }',
      ),
    ).toEqual([]);
  });

  it.each([
    ['a: { then: b }, b: { then: { a: 20 % at most 3 times, done: rest } }'],
    ['a: { then: { b: 50 %, done: rest } }, b: { then: a at most 2 times }'],
  ])('may go round by what follows, too, as long as that is limited: %s', steps => {
    expect(messages(steps)).toEqual([]);
  });

  it('tells of many long circles the first few, in short', () => {
    const steps = Array.from({ length: 150 }, (_, i) =>
      i === 149 ? 's149: { then: done }' : `s${i}: { calls: crm.signIn, then: s${i + 1}, if: { wrongPassword: s0 } }`,
    );
    const told = messages(steps.join(', '));
    expect(told).toHaveLength(20);
    expect(told).toContain(
      's0 → s1 → s2 → s3 → s4 → s5 → s6 → s7 → (121 more) → s129 → s0 can repeat for ever (wrongPassword). Add `at most N times`.',
    );
  });

  it('ends as often as it likes in circles that are limited', () => {
    expect(messages('a: { calls: crm.signIn, then: done, if: { wrongPassword: a at most 3 times } }')).toEqual([]);
  });

  it('has at most 200 steps', () => {
    const row = (count: number) =>
      messages(
        Array.from({ length: count }, (_, i) => `s${i}: { then: ${i === count - 1 ? 'done' : `s${i + 1}`} }`).join(
          ', ',
        ),
      );
    expect(row(200)).toEqual([]);
    expect(row(201)).toEqual(['There are 201 entries; operators.contoso.portal.steps has at most 200.']);
  });
});

const flow = (steps: string, more = '') =>
  load(scenarioText({ operator: `portal: { steps: { ${steps} } ${more} }, ${backend}` })).settingsFor('baseline')
    .operators[0]!.portal;

describe('the flow that the portal walks', () => {
  it('has the steps of the file in their order, also where one has the name of a documented step', () => {
    const { steps } = flow(
      'welcome: { page: 14 resources 900 kB, think: 12 s, leaves: 30 %, goesBack: 0 %, closesLid: 1 %, then: sign-in }, sign-in: { calls: crm.signIn then crm.load, then: { choose: 70 %, fulfil: rest }, if: { wrongPassword: sign-in at most 3 times, error: sorry } }, choose: { think: 5 s, goesBack: 4 %, then: fulfil }, fulfil: { order: esim, callback: notifyProfileDownload, downloadDelay: 15 min, then: done }, sorry: { page: 2 resources 20 kB, end: failed }',
    );
    expect(steps.map(({ name }) => name)).toEqual(['welcome', 'sign-in', 'choose', 'fulfil', 'sorry']);
    expect(steps[0]).toEqual({
      name: 'welcome',
      page: { resources: 14, bytes: 900e3 },
      calls: [],
      think: { kind: 'constant', value: 12e6 },
      leaves: 0.3,
      goesBack: 0,
      closesLid: 0.01,
      order: undefined,
      callback: undefined,
      withIccid: false,
      downloadDelay: undefined,
      networkRegistrationInterval: undefined,
      then: [{ to: 'sign-in', share: 1 }],
      branches: [],
      end: undefined,
    });
    expect(steps[1]).toMatchObject({
      page: undefined,
      calls: [
        { tier: 'crm', call: 'signIn' },
        { tier: 'crm', call: 'load' },
      ],
      think: { kind: 'constant', value: 0 },
      leaves: 0,
      then: [{ to: 'choose', share: 0.7 }, { to: 'fulfil' }],
      branches: [
        { outcome: 'wrongPassword', to: 'sign-in', atMost: 3 },
        { outcome: 'error', to: 'sorry', atMost: undefined },
      ],
    });
    expect(steps[3]).toMatchObject({ order: 'esim', callback: 'notifyProfileDownload', downloadDelay: 900e6 });
    expect(steps[4]).toMatchObject({ end: 'failed', then: [] });
  });

  it('adds balance to the line that is there, whatever the step orders', () => {
    const group = 'arrive: 1 per day, device: { sim: warm }';
    const operator = `portal: { steps: { a: { order: esim, callback: notifyBalanceAddition, withIccid: true, then: done } } }`;
    expect(load(scenarioText({ operator, group })).settingsFor('baseline').operators[0]!.portal.steps).toMatchObject([
      { order: 'balance', callback: 'notifyBalanceAddition', withIccid: true },
    ]);
  });

  it('serves every SIM where a step orders by SIM', () => {
    expect(flow('a: { order: bySim, then: done }').steps).toMatchObject([
      { order: 'bySim', callback: 'notifyProfileDownload' },
    ]);
  });

  it('counts how often a buyer goes on in the same way, where that is limited', () => {
    const { steps } = flow('a: { then: { b: 20 % at most 3 times, done: rest } }, b: { then: a at most 2 times }');
    expect(steps.map(({ then }) => then)).toEqual([
      [
        { to: 'b', share: 0.2, atMost: 3 },
        { to: 'done', share: 0.8, atMost: undefined },
      ],
      [{ to: 'a', share: 1, atMost: 2 }],
    ]);
  });

  it('has hosts, patience, an error page, and ways to leave', () => {
    const portal = flow(
      'a: { then: done }',
      ', host: shop.contoso.example, callbackHost: evil.example, cdn: cdn.example, activationCode: withPrefix, patience: 8 s, errorPage: { triesAgain: 70 %, think: 3 s }, leavesBy: { cancel: 50 %, exit: 10 % }, staysAfterAll: 5 %',
    );
    expect(portal).toMatchObject({
      host: 'shop.contoso.example',
      callbackHost: 'evil.example',
      cdn: 'cdn.example',
      activationCode: 'withPrefix',
      patience: { kind: 'constant', value: 8e6 },
      errorPage: { triesAgain: 0.7, think: { kind: 'constant', value: 3e6 } },
      leavesBy: { cancel: 0.5, exit: 0.1 },
      staysAfterAll: 0.05,
    });
    expect(flow('a: { then: done }').callbackHost).toBe('mobileplans.contoso.example');
  });

  it('rests on nothing of the documented one', () => {
    const paths = load(scenarioText({ operator: 'portal: { steps: { pay: { think: 5 s, then: done } } }' }))
      .assumptionsFor('baseline')
      .map(({ path }) => path)
      .filter(path => /portal\.(steps|resources|payment)/.test(path));
    expect(paths).toEqual(['operators.contoso.portal.steps.pay.think']);
  });
});

describe('the documented portal flow', () => {
  const documented = (operator = '', group = 'arrive: 10 per day') =>
    load(scenarioText({ operator, group })).settingsFor('baseline').operators[0]!;

  it('is sign-in, pick, pay and confirm, in the same form as one of one’s own', () => {
    const { portal, backEnd } = documented();
    const thinks = { think: { kind: 'lognormal', median: 20e6, sigma: 0.6 }, leaves: 0.05 };
    expect(portal.steps).toMatchObject([
      { name: 'sign-in', ...thinks, then: [{ to: 'pick', share: 1 }] },
      { name: 'pick', ...thinks, then: [{ to: 'pay', share: 1 }] },
      {
        name: 'pay',
        ...thinks,
        calls: [{ tier: 'payment', call: 'charge' }],
        branches: [{ outcome: 'declined', to: 'pay', atMost: 1 }],
        then: [{ to: 'confirm', share: 1 }],
      },
      {
        name: 'confirm',
        ...thinks,
        order: 'bySim',
        callback: 'notifyProfileDownload',
        then: [{ to: 'done', share: 1 }],
      },
    ]);
    expect(portal.steps.map(({ page }) => page)).toEqual(Array(4).fill({ resources: 5, bytes: 0 }));
    expect(backEnd).toMatchObject({
      tiers: [{ name: 'payment', outside: true, results: [{ name: 'declined', share: 0.03 }] }],
      paths: {},
    });
  });

  it('takes other buyers at its four steps, and another callback at the last one', () => {
    const { portal } = documented(
      'portal: { steps: { pay: { leaves: 7 %, think: 5 s, goesBack: 2 % }, confirm: { callback: notifyPurchaseWithProfileDownload, networkRegistrationInterval: 15 min } } }',
    );
    expect(portal.steps[2]).toMatchObject({
      name: 'pay',
      leaves: 0.07,
      goesBack: 0.02,
      think: { kind: 'constant', value: 5e6 },
    });
    expect(portal.steps[3]).toMatchObject({
      order: 'bySim',
      callback: 'notifyPurchaseWithProfileDownload',
      networkRegistrationInterval: 900e6,
    });
  });

  it('pays at the tier `payment` where there is one', () => {
    const { backEnd } = documented('backend: { payment: { outside: true, results: { declined: 9 % } }, crm: {} }');
    expect(backEnd.tiers.map(({ name, results }) => [name, results])).toEqual([
      ['payment', [{ name: 'declined', share: 0.09 }]],
      ['crm', []],
    ]);
    expect(documented('backend: { crm: {} }').backEnd.tiers.map(({ name }) => name)).toEqual(['crm', 'payment']);
  });
});

describe('what a step says of buyers and callbacks', () => {
  it.each([
    [
      'more buyers than all',
      'a: { leaves: 60 %, goesBack: 50 %, then: done }',
      'leaves and goesBack and closesLid exclude each other; together they are 110 %, more than all.',
      'There is no step before `a`, the first one.',
    ],
    [
      'a limit of a share that is none',
      'a: { then: { b: 10 % at most twice, done: rest } }, b: { then: a at most 2 times }',
      'Expected a share, or rest, for example `30 % at most 2 times`.',
    ],
    [
      'a limit of no times',
      'a: { then: { b: 10 % at most 0 times, done: rest } }, b: { then: a at most 2 times }',
      'Expected at least 1.',
    ],
    [
      'limited shares that do not add up',
      'a: { then: { b: 10 % at most 3 times, done: 80 % } }, b: { then: a }',
      'Shares add up to 90 %. Missing 10 %; write `done: rest`?',
    ],
    [
      'circles that are limited and lead nowhere else',
      'a: { then: b }, b: { then: a at most 3 times }',
      'From `a`, no way leads to an end. Write `then: done` or `end: failed`.',
      'From `b`, no way leads to an end. Write `then: done` or `end: failed`.',
    ],
    [
      'outcomes and no success',
      'a: { calls: crm.signIn, if: { wrongPassword: b } }, b: { end: failed }',
      'What follows `a` when all goes well? Write `then: STEP`.',
    ],
    [
      'half of an answer',
      'a: { calls: payment.status, if: { charged: b } }, b: { end: failed }',
      'What follows `a` when the answer is `notCharged`? Write `notCharged: STEP`.',
    ],
    [
      'a delay of another callback',
      'a: { order: esim, callback: notifyPurchaseWithProfileDownload, downloadDelay: 5 min, then: done }',
      '`downloadDelay` belongs to `callback: notifyProfileDownload`.',
    ],
    [
      'an interval of another callback',
      'a: { order: esim, callback: notifyProfileDownload, networkRegistrationInterval: 15 min, then: done }',
      '`networkRegistrationInterval` belongs to `callback: notifyPurchaseWithProfileDownload`.',
    ],
    [
      'an ICCID of another callback',
      'a: { order: esim, callback: notifyProfileDownload, withIccid: true, then: done }',
      '`withIccid` belongs to `callback: notifyBalanceAddition`.',
    ],
    [
      'a download of balance',
      'a: { order: balance, callback: notifyProfileDownload, then: done }',
      'A profile is downloaded, and `order: balance` orders none. Use notifyBalanceAddition.',
    ],
    [
      'a download of nothing',
      'a: { callback: notifyProfileDownload, then: done }',
      'No step orders a profile to download. Write `order: esim`.',
    ],
    [
      'a cancel of nothing',
      'a: { callback: notifyOperationCancel, then: done }',
      'Takes back a delayed download, and no step has a `downloadDelay`.',
    ],
    [
      'a callback that is none',
      'a: { callback: notifyProfileDownloads, then: done }',
      'Expected one of: notifyProfileDownload, notifyPurchaseWithProfileDownload, notifyBalanceAddition, notifyCancelledPurchase, notifyOperationCancel, notifyInlineProfileDownload, notifyPurchaseResult. Did you mean `notifyProfileDownload`?',
    ],
    [
      'a callback before the last documented step',
      'pay: { callback: notifyProfileDownload }',
      'In the documented flow, `confirm` hands the purchase to the app. Write it there.',
    ],
  ])('with %s is a mistake', (_, steps, ...expected) => {
    expect(messages(steps)).toEqual(expected);
  });

  const told = (steps: string, group: string, operator = '') =>
    toldOf(scenarioText({ operator: `portal: { steps: { ${steps} } }, ${operator} ${backend}`, group })).map(
      ({ severity, message }) => `${severity} ${message}`,
    );
  const download = 'a: { order: esim, callback: notifyProfileDownload, then: done }';
  const card = 'arrive: 1 per day, device: { sim: warm }';

  it('has nothing to download for a SIM card', () => {
    expect(told(download, card)).toEqual([
      'error Downloads a profile, and lines have a SIM card. For a line that is there use notifyBalanceAddition, or write `order: bySim`.',
    ]);
    expect(told(download.replace('esim', 'bySim'), card)).toEqual([]);
    expect(told(download, `${card}, user: { buysIn: operator }`)).toEqual([]);
    expect(told('confirm: { leaves: 1 % }', card)).toEqual([]);
  });

  it('would download another profile for who tops up', () => {
    expect(told(download, 'arrive: 1 per day, user: { topsUp: 30 % }')).toEqual([
      'warning Who of lines tops up would get another profile. Write `order: bySim` beside it.',
    ]);
  });

  it('adds balance to a profile that is there', () => {
    const steps = 'a: { order: balance, callback: notifyBalanceAddition, withIccid: true, then: done }';
    expect(told(steps, 'arrive: 1 per day, device: { ownProfile: true }')).toEqual([]);
    expect(told(steps, 'arrive: 1 per day')).toEqual([
      'error Adds balance to a current line, but lines have none. For a first purchase use notifyProfileDownload.',
    ]);
  });

  it('asks in vain when the order has expired', () => {
    const steps = 'a: { order: esim, callback: notifyProfileDownload, downloadDelay: 2 days, then: done }';
    expect(told(steps, 'arrive: 1 per day', 'smdp: { orderExpiry: 1 day },')).toEqual([
      'warning The order has expired by then: `smdp.orderExpiry` is shorter.',
    ]);
  });

  it('leaves nothing to keys of the documented flow', () => {
    const found = toldOf(
      scenarioText({ operator: 'portal: { paymentFails: 1 %, resources: 3, steps: { a: { then: done } } }' }),
    );
    expect(found.map(({ severity, path }) => `${severity} ${path}`)).toEqual([
      'warning operators.contoso.portal.paymentFails',
      'warning operators.contoso.portal.resources',
    ]);
  });
});
