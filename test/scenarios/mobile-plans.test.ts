/** Mobile Plans in the language: what each key becomes, and what is said of a wrong one. */
import { describe, expect, it } from 'vitest';
import { load, scenarioText, toldOf } from './scenario-text.ts';

const hour = 3_600e6;
type Parts = Parameters<typeof scenarioText>[0];
const settings = (parts: Parts) => load(scenarioText(parts)).settingsFor('baseline');
const operatorOf = (operator: string, more: Parts = {}) => settings({ operator, ...more }).operators[0]!;
const groupOf = (group: string, more: Parts = {}) => settings({ group, ...more }).groups[0]!;
const messages = (parts: Parts) => toldOf(scenarioText(parts)).map(({ message }) => message);

describe('a back end', () => {
  const backend =
    'gateway: { servers: 2, threads: 500, service: 2 ms, limit: 120 per s per operator, over: 429 retryAfter 30 s }, cache: { ttl: 60 s }, billing: { outside: true, timeout: 2 s, retries: 1 after 100 ms, breaker: open at 50 % of 20 for 30 s, results: { refused: 2 % } }, smdp: { servers: 4, downloadFails: 3 % }';
  const scope = 'microsoft: { service: { retryAfterScope: sim } }\n';

  it('has tiers with all that they say, and without limits where they say nothing', () => {
    const { backEnd } = operatorOf(`backend: { ${backend} }, portal: { steps: { a: { then: done } } }`);
    const [gateway, cache, billing, smdp] = backEnd.tiers;
    expect(gateway).toEqual({
      name: 'gateway',
      servers: 2,
      threads: 500,
      queue: Infinity,
      connections: undefined,
      outside: false,
      service: { kind: 'constant', value: 2e3 },
      results: [],
      timeout: undefined,
      retries: undefined,
      breaker: undefined,
      limit: { perSecond: 120, scope: 'operator' },
      over: { status: 429, retryAfter: 30e6 },
      downloadFails: 0,
      cache: undefined,
    });
    expect(cache).toMatchObject({
      servers: undefined,
      threads: 1,
      service: { kind: 'constant', value: 0 },
      cache: { ttl: 60e6, staleIfError: 0, key: 'iccid', entries: Infinity, sharedMisses: false },
    });
    expect(billing).toMatchObject({
      outside: true,
      results: [{ name: 'refused', share: 0.02 }],
      timeout: 2e6,
      retries: { times: 1, wait: 100e3 },
      breaker: { failed: 0.5, of: 20, for: 30e6 },
      over: { status: 429, retryAfter: undefined },
    });
    expect(smdp).toMatchObject({ downloadFails: 0.03, service: { kind: 'exponential', mean: 50e3 } });
  });

  it('has ways through its tiers', () => {
    const paths =
      'paths: { getBalance: gateway > cache else billing, placeOrder: gateway > (billing then smdp) later cache }';
    const operator = `backend: { ${backend} }, api: { ${paths}, clientTimeout: 3 s, afterClientTimeout: cancels }`;
    const { backEnd, api } = operatorOf(operator, { more: scope });
    expect(backEnd.paths).toEqual({
      getBalance: {
        kind: 'waits',
        caller: 'gateway',
        called: {
          kind: 'orElse',
          asked: { kind: 'tier', tier: 'cache' },
          afterMiss: { kind: 'tier', tier: 'billing' },
        },
      },
      placeOrder: {
        kind: 'later',
        first: {
          kind: 'waits',
          caller: 'gateway',
          called: {
            kind: 'inTurn',
            steps: [
              { kind: 'tier', tier: 'billing' },
              { kind: 'tier', tier: 'smdp' },
            ],
          },
        },
        afterAnswer: { kind: 'tier', tier: 'cache' },
      },
    });
    expect(backEnd.afterClientTimeout).toBe('cancels');
    expect(api.clientTimeout).toBe(3e6);
  });

  it('warns that whom a 429 silences is not set, where a tier on the way of balances has a limit', () => {
    const operator = (request: string) => `backend: { ${backend} }, api: { paths: { ${request}: gateway > billing } }`;
    expect(messages({ operator: operator('getBalance') })).toEqual([
      'Whether a 429 silences one SIM or all of the operator is not documented, and is not set here: `microsoft.service.retryAfterScope: sim` is assumed.',
    ]);
    expect(messages({ operator: operator('placeOrder') })).toEqual([]);
    const unavailable = operator('getBalance').replace('over: 429 retryAfter 30 s', 'over: 503');
    expect(messages({ operator: unavailable })).toEqual([]);
    expect(messages({ operator: operator('getBalance'), more: scope })).toEqual([]);
  });

  it.each([
    [
      'a: { outside: true, servers: 2 }',
      '`a` is `outside`: a system of somebody else, without servers of ours. Leave out `servers`.',
    ],
    ['a: { threads: 5 }', 'Without `servers` there is always one free, so `threads` decides nothing.'],
    [
      'a: { staleIfError: 1 h }',
      '`staleIfError` is of a cache, which needs a `ttl`: how long an answer stays fresh, for example `ttl: 60 s`.',
    ],
    ['a: { downloadFails: 3 % }', 'Profiles are downloaded from the tier `smdp` only, which stands for the SM-DP+.'],
    ['a: { over: 429 }', '`over` is the answer beyond a `limit`, and there is none.'],
    [
      'a: { results: { ok: 5 % } }',
      '`ok` is said of calls that succeed: what other results leave over. Choose another name.',
    ],
    ['a: { results: { timeout: 5 % } }', 'Every call can end in `timeout`. Choose another name.'],
    ['a: { server: 2 }', /^Expected one of: servers, .* Did you mean `servers`\?$/],
  ])('with `%s` is told what does not go together', (tier, message) => {
    expect(messages({ operator: `backend: { ${tier} }` })).toEqual([
      typeof message === 'string' ? message : expect.stringMatching(message),
    ]);
  });

  it('asks only caches before `else`', () => {
    const operator =
      'backend: { api: { servers: 1 }, billing: {} }, api: { paths: { getBalance: api > api2 else billing } }';
    expect(
      messages({ operator: operator.replace('api2', 'crm').replace('billing: {}', 'billing: {}, crm: {}') }),
    ).toEqual(['`crm` is asked before `else`, and keeps no answers. Give the tier a `ttl`, for example `ttl: 60 s`.']);
  });
});

describe('what an operator sells', () => {
  it('are further plans, which groups name', () => {
    const operator =
      'plans: { month: { data: 5 GB, lasts: 30 days, price: 14.99 EUR, postpaid: true, endsAt: localMidnight, overage: 2 EUR per 100 MB }, trial: { name: Try it } }';
    const world = settings({ operator, group: 'arrive: 1 per day, plan: trial' });
    expect(world.operators[0]!.otherPlans).toEqual([
      {
        name: 'month',
        data: 5e9,
        lasts: 720 * hour,
        price: 1_499,
        currency: 'EUR',
        postpaid: true,
        endsAt: 'localMidnight',
        securityUpdatesExempt: false,
        overage: { per: 100e6, price: 200 },
      },
      {
        name: 'Try it',
        data: 200e6,
        lasts: 24 * hour,
        price: 499,
        currency: 'EUR',
        postpaid: false,
        endsAt: 'duration',
        securityUpdatesExempt: false,
      },
    ]);
    expect(world.groups[0]!.plan).toBe('Try it');
    expect(groupOf('arrive: 1 per day').plan).toBeUndefined();
  });

  it.each([
    [
      'plans: { month: {} }',
      'arrive: 1 per day, plan: moth',
      'No plan `moth` in operators.contoso.plans. Did you mean `month`?',
    ],
    [
      '',
      'arrive: 1 per day, plan: month',
      'No plan `month` in operators.contoso.plans. There is no operators.contoso.plans.',
    ],
    [
      'plan: { overage: 2 EUR per 100 MB }',
      'arrive: 1 per day',
      'A prepaid plan ends with its data, and nothing is used beyond it. Write `postpaid: true`.',
    ],
    ['plan: { postpaid: true, overage: 2 USD per 1 GB }', 'arrive: 1 per day', 'The price of the plan is in EUR.'],
    ['roaming: { price: 2 USD per 1 MB }', 'arrive: 1 per day', 'The price of the plan is in EUR.'],
    ['roaming: { price: 2 EUR per 1 MB, cap: 50 USD }', 'arrive: 1 per day', 'The price of the plan is in EUR.'],
    [
      '',
      'arrive: 1 per day, warnings: { stopVideo: 70 %, roamingOff: 50 % }',
      'stopVideo and roamingOff and buyMore exclude each other; together they are 120 %, more than all.',
    ],
    ['plan: { overage: 2 EUR }', 'arrive: 1 per day', 'Expected a price for data, for example `2 EUR per 100 MB`.'],
    ['plans: { a: { name: x }, b: { name: x } }', 'arrive: 1 per day', 'There are two plans named `x`.'],
    [
      'plans: { a: { price: 5 USD } }',
      'arrive: 1 per day',
      'All plans of an operator have one currency; that of `plan` is EUR.',
    ],
  ])('with %s and %s is a mistake', (operator, group, message) => {
    expect(messages({ operator, group })).toEqual([message]);
  });

  it('comes from a stock that is filled at a time of day, on the clock of the run', () => {
    const run = 'start: 2019-09-02 07:00, timeZone: Europe/Berlin, length: 2 days';
    const stock = (restock: string) => operatorOf(`stock: { profiles: 60_000${restock} }`, { run }).stock;
    expect(stock('')).toEqual({ profiles: 60_000, restock: undefined });
    expect(stock(', restock: 5_000 every day at 06:00')).toEqual({
      profiles: 60_000,
      restock: { profiles: 5_000, first: 23 * hour, every: 24 * hour },
    });
    expect(stock(', restock: 5_000 every week at 08:30')?.restock).toMatchObject({
      first: 1.5 * hour,
      every: 168 * hour,
    });
    expect(stock(', restock: 10 every 6 h')?.restock).toMatchObject({ first: 6 * hour, every: 6 * hour });
    expect(messages({ operator: 'stock: { profiles: 5, restock: 5 every 1 us }' })).toEqual(['Expected at least 1 s.']);
    expect(operatorOf('').stock).toBeUndefined();
    expect(messages({ operator: 'stock: { restock: 5 every day }' })).toEqual([
      expect.stringContaining('Profiles that can be sold at the start'),
    ]);
  });

  it('is shown on gateway pages', () => {
    const { gateway } = operatorOf(
      'gateway: { templates: { 0: { share: rest }, summer: { share: 30 %, leaves: 4 % } }, offersFail: 1 %, unknownTemplate: 2 % }',
    );
    expect(gateway).toEqual({
      templates: [
        { id: '0', share: 0.7, leaves: 0 },
        { id: 'summer', share: 0.3, leaves: 0.04 },
      ],
      offersFail: 0.01,
      unknownTemplate: 0.02,
    });
    expect(operatorOf('').gateway.templates).toEqual([{ id: '0', share: 1, leaves: 0 }]);
    expect(messages({ operator: 'gateway: { templates: { a: { share: 100 % } } }' })).toEqual([
      'The standard page `0` is missing, which is shown where GetOffers fails. Write `0: { share: rest }`.',
    ]);
    expect(messages({ operator: 'gateway: { templates: { 0: { share: 50 % }, a: { share: 20 % } } }' })).toEqual([
      expect.stringContaining('Shares add up to 70 %.'),
    ]);
  });

  it('is behind a walled garden that differs from the list', () => {
    expect(
      operatorOf(
        'walledGarden: { missing: [login.live.com, mobileplans.contoso.example], added: [smdp.contoso.example] }',
      ).walledGarden,
    ).toEqual({ missing: ['login.live.com', 'mobileplans.contoso.example'], added: ['smdp.contoso.example'] });
    expect(messages({ operator: 'walledGarden: { missing: [login.life.com] }' })).toEqual([
      'Only what should pass can be missing. Did you mean `login.live.com`?',
    ]);
    expect(messages({ operator: 'walledGarden: { added: [login.live.com] }' })).toEqual(['This host passes anyway.']);
  });

  it('has an API with its own rules, and an SM-DP+ with its own clock', () => {
    const operator =
      'api: { certificate: expired, credentials: wrong, strictLocation: true, excluded: 2 % }, smdp: { bindsEid: false, afterDeletion: available }, provisioning: { profileReady: 4 min }';
    expect(operatorOf(operator)).toMatchObject({
      api: { certificate: 'expired', credentials: 'wrong', strictLocation: true, excluded: 0.02, servers: 4 },
      smdp: { bindsEid: false, afterDeletion: 'available', profileReady: { kind: 'constant', value: 240e6 } },
    });
    expect(operatorOf('')).toMatchObject({
      api: { certificate: 'valid', credentials: 'none', clientTimeout: undefined },
      smdp: { bindsEid: true, profileReady: undefined },
      backEnd: { afterClientTimeout: 'keepsWorking' },
    });
  });
});

describe('people in Mobile Plans', () => {
  it('are online, begin, accept, come back and top up as the file says', () => {
    const group = groupOf(
      'arrive: 5 per day, online: { wifi: 80 %, hotspot: 15 %, none: rest }, entryPoint: { flyout: 60 %, toast: 25 %, settings: rest }, acceptsToast: { within 1 day: 25 %, within 1 h: 45 %, never: rest }, user: { comesBack: 40 %, comesBackAfter: 10 min, topsUp: 30 %, topsUpAfter: 1 h }, device: { otherProfiles: 2, ownProfile: true }',
    );
    expect(group).toMatchObject({
      wifi: 0.8,
      hotspot: 0.15,
      otherProfiles: 2,
      ownProfile: true,
      buysInMobilePlans: false,
      user: {
        acceptsToast: [
          { within: hour, share: 0.45 },
          { within: 24 * hour, share: 0.25 },
        ],
        comesBack: 0.4,
        comesBackAfter: { kind: 'constant', value: 600e6 },
        topsUp: 0.3,
        topsUpAfter: { kind: 'constant', value: hour },
      },
    });
    expect(group.entryPoint.settings).toBeCloseTo(0.15);
    expect(group.entryPoint).toMatchObject({ app: 0, flyout: 0.6, toast: 0.25 });
  });

  it('begin in the app, accept within a day and never come back where nothing is said', () => {
    expect(groupOf('arrive: 5 per day')).toMatchObject({
      entryPoint: { app: 1, flyout: 0, toast: 0, settings: 0 },
      hotspot: 0,
      user: { acceptsToast: [{ within: 24 * hour, share: 1 }], comesBack: 0, topsUp: 0 },
    });
  });

  it('buy there with a warm SIM, where the plans are sold there', () => {
    const warm = 'arrive: 5 per day, device: { sim: warm }';
    const buys = (group: string, operator = '') => groupOf(group, { operator }).buysInMobilePlans;
    expect(buys(warm)).toBe(true);
    expect(buys(warm, 'cosa: { supportDataMarketplace: false }')).toBe(false);
    expect(buys(`${warm}, user: { buysIn: operator }`)).toBe(false);
    expect(buys('count: 5, device: { sim: hot }')).toBe(false);
  });

  it.each([
    ['acceptsToast: { within 1 h: 45 %, within 60 min: 5 %, never: rest }', 'This time is given twice.'],
    [
      'acceptsToast: { in 1 h: 45 %, never: rest }',
      'Expected `within` and a time, as in `within 1 h: 45 %`, or `never`.',
    ],
    ['acceptsToast: { within 1 h: 45 % }', 'Shares add up to 45 %. Missing 55 %; write `never: rest`?'],
    ['entryPoint: { flyout: 60 %, toast: 25 % }', 'Shares add up to 85 %. Missing 15 %; write `settings: rest`?'],
    ['device: { otherProfiles: 15 }', 'The eUICC has room for 14 profiles in all.'],
    ['device: { sim: warm, ownProfile: true }', 'A SIM card has no other profiles. For an eUICC write `sim: esim`.'],
    ['user: { buysIn: operator }', 'Plans for an eSIM are bought in Mobile Plans. For cards write `sim: warm`.'],
    ['user: { buysIn: shop }', 'Expected one of: mobilePlans, operator.'],
  ])('with %s are a mistake', (part, message) => {
    expect(messages({ group: `arrive: 5 per day, ${part}` })).toEqual([message]);
  });
});

describe('what Microsoft and the links are', () => {
  it('is said in the units of the models', () => {
    const { microsoft, links } = settings({
      run: 'length: 1 day, links: { rttHotspot: 80 ms, rateWifi: 100 Mbit/s }',
      more: 'microsoft: { service: { balanceCache: 30 s, environment: staging, balanceAtLaunch: true }, monitoring: { balanceEvery: 5 min } }\n',
    });
    expect(links).toMatchObject({ rttHotspot: 80e3, rateWifi: 100e6, rateCellular: 20e6 });
    expect(microsoft).toMatchObject({
      balanceCache: 30e6,
      environment: 'staging',
      balanceAtLaunch: true,
      monitoring: {
        portalEvery: 30e6,
        balanceEvery: 300e6,
        everyNth: 10,
        failuresInARow: 12,
        timeout: 10e6,
        window: hour,
        shareOfGlobal: 0.01,
      },
    });
    expect(settings({}).microsoft).toMatchObject({ balanceCache: 0, environment: 'production', monitoring: undefined });
  });

  it('rests on no monitoring where there is none', () => {
    const paths = (more: string) =>
      load(scenarioText({ more }))
        .assumptionsFor('baseline')
        .filter(({ path }) => path.startsWith('microsoft.monitoring'));
    expect(paths('')).toEqual([]);
    expect(paths('microsoft: { monitoring: {} }\n')).toHaveLength(7);
  });
});

describe('what happens to tiers and apps at a given time', () => {
  const operator = 'backend: { api: { servers: 2 }, cache: { ttl: 60 s } }';
  const timeline = (entry: string) => settings({ operator, more: `timeline: [{ at: 1 h, ${entry} }]\n` }).timeline;

  it('is an outage of a tier, or a release that empties a cache', () => {
    expect(timeline('for: 10 min, outage: contoso.backend.cache, as: slow x4')).toMatchObject([
      { kind: 'outage', operator: 'contoso', system: 'tier', tier: 'cache', as: { kind: 'slow', by: 4 } },
    ]);
    expect(timeline('deploy: contoso.backend.api, step: 1 server, each: 90 s, empties: cache')).toMatchObject([
      { kind: 'deployment', operator: 'contoso', system: 'tier', tier: 'api', empties: 'cache', step: 1, each: 90e6 },
    ]);
    expect(timeline('for: 1 min, outage: contoso.backend.payment, as: hang')).toMatchObject([{ tier: 'payment' }]);
  });

  it('is a notification of a group, as far as it reaches', () => {
    expect(timeline('notify: lines, type: lowBalance, by: sms, reach: 5')).toEqual([
      {
        kind: 'notification',
        name: 'notification-1',
        at: hour,
        group: 'lines',
        reach: 5,
        type: 'lowBalance',
        by: 'sms',
      },
    ]);
    expect(timeline('notify: lines, type: newOffer, by: promotion')).toMatchObject([{ reach: 100_000_000 }]);
  });

  it.each([
    ['notify: lines, by: sms', '`type` is missing, as in `{ at: 18:00, notify: laptops, type: lowBalance, by: sms }`.'],
    [
      'notify: line, type: lowBalance, by: sms',
      'No group `line` in population. Expected one of: lines. Did you mean `lines`?',
    ],
    [
      'notify: lines, type: lowBalanse, by: sms',
      'Expected one of: lowBalance, zeroBalance, newOffer, trialOffer, trialEnding, trialEnded. Did you mean `lowBalance`?',
    ],
    ['notify: lines, type: lowBalance, by: mail', 'Expected one of: sms, promotion.'],
    [
      'deploy: contoso.backend.cache, each: 1 min',
      '`cache` has no servers that could get a new release, one after the other. Write how many: `servers: 4`.',
    ],
    ['outage: contoso.backend.api, for: 1 min, as: hang, by: sms', '`by` belongs to `notify`, not to `outage`.'],
  ])('%s is a mistake', (entry, message) => {
    expect(messages({ operator, more: `timeline: [{ at: 1 h, ${entry} }]\n` })).toEqual([message]);
  });
});
