/** What a world asks of its tiers, worked out from the settings alone, and which closed form applies where. */
import { describe, expect, it } from 'vitest';
import { latencyForm } from '../../../src/experiments/queueing/latency-form.ts';
import { tierLoads } from '../../../src/experiments/queueing/tier-load.ts';
import { loadScenarioText } from '../../../src/scenarios/index.ts';

const agents = 'agents: { count: 25, load: { rate: 3 per s, pacing: random } }';

function settingsOf(operator: string, population = agents, timeline = '') {
  const text = `mpsim: 1
run: { length: 1 h, links: { rttWifi: 0 ms } }
operators:
  contoso:
    from: de/Telekom
${operator.replace(/^/gm, '    ')}
population: { ${population} }
${timeline}
`;
  const scenario = loadScenarioText(text, 'loads.yaml');
  return scenario.settingsFor(scenario.variants[0]!);
}

const backEnd = (paths: string, tiers: Readonly<Record<string, string>>) =>
  [
    `api: { paths: { ${paths} } }`,
    'backend:',
    ...Object.entries(tiers).map(([name, tier]) => `  ${name}: { ${tier} }`),
  ].join('\n');

function loadsOf(operator: string, requests: object, population?: string, timeline?: string) {
  const loads = tierLoads(settingsOf(operator, population, timeline), { operator: 'contoso', requests });
  return Object.fromEntries(loads.map(load => [load.tier, load]));
}

const wholeLaunch = backEnd(
  'getBalance: gateway > api > cache else billing > ledger, placeOrder: gateway > api > (crm then payment) later billing',
  {
    gateway: 'servers: 2, threads: 500, service: 2 ms',
    api: 'servers: 4, threads: 32, queue: 200, service: 10 ms',
    cache: 'ttl: 60 s, service: 1 ms',
    billing: 'servers: 2, threads: 16, service: exponential mean 100 ms',
    ledger: 'connections: 40, service: 12 ms',
    crm: 'servers: 2, threads: 50, service: 200 ms',
    payment: 'outside: true, service: 900 ms',
  },
);

describe('the load of tiers', () => {
  it('of a bank is its rate times its service', () => {
    const { api } = loadsOf('api: { servers: 4, service: exponential mean 200 ms }', { getBalance: 10, placeOrder: 5 });
    expect(api).toMatchObject({ kind: 'bank', threads: 4, arrivals: { low: 15, high: 15 } });
    expect(api!.busy.high).toBeCloseTo(3, 12);
    expect(api!.utilisation.high).toBeCloseTo(0.75, 12);
  });

  it('follows each path: callers hold their threads while others work, and what is later is queued for nobody', () => {
    const { gateway, api, billing, ledger, crm, payment } = loadsOf(wholeLaunch, { placeOrder: 2 });
    expect(crm!.busy.high).toBeCloseTo(0.4, 12);
    expect(payment!.busy.high).toBeCloseTo(1.8, 12);
    expect(payment!.threads).toBe(Infinity);
    // 10 ms of its own, 200 ms of the CRM, 900 ms of the payment.
    expect(api!.threadsHeld.high).toBeCloseTo(2 * 1.11, 12);
    expect(api!.busy.high).toBeCloseTo(0.02, 12);
    expect(gateway!.held.high).toBeCloseTo(1_112_000, 4);
    expect(billing!.arrivals).toEqual({ low: 2, high: 2 });
    expect(ledger).toBeUndefined();
  });

  it('behind a cache is a range from nothing to everything, or what is known of its misses', () => {
    const { cache, billing, api } = loadsOf(wholeLaunch, { getBalance: 20 });
    expect(cache!.arrivals).toEqual({ low: 20, high: 20 });
    expect(billing!.arrivals).toEqual({ low: 0, high: 20 });
    expect(billing!.threadsHeld.high).toBeCloseTo(20 * 0.112, 12);
    expect(api!.held.low).toBeCloseTo(11_000, 6);
    expect(api!.held.high).toBeCloseTo(123_000, 6);

    const known = tierLoads(settingsOf(wholeLaunch), {
      operator: 'contoso',
      requests: { getBalance: 20 },
      misses: { cache: { low: 0.25, high: 0.5 } },
    });
    expect(known.find(({ tier }) => tier === 'billing')!.arrivals).toEqual({ low: 5, high: 10 });
  });

  it('a cache that keeps answers for no time lets everything through', () => {
    const always = wholeLaunch.replace('ttl: 60 s', 'ttl: 0 s');
    expect(loadsOf(always, { getBalance: 20 }).billing!.arrivals).toEqual({ low: 20, high: 20 });
  });

  it('counts calls that come to a tier by itself, and what ends with a result goes no further', () => {
    const operator = backEnd('getBalance: crm > billing', {
      crm: 'servers: 2, service: 100 ms, results: { unknown: 25 % }',
      billing: 'servers: 1, service: 40 ms',
    });
    const loads = tierLoads(settingsOf(operator), {
      operator: 'contoso',
      requests: { getBalance: 4 },
      calls: { billing: 2 },
    });
    expect(loads.map(({ tier, arrivals }) => [tier, arrivals.high])).toEqual([
      ['crm', 4],
      ['billing', 5],
    ]);
    expect(loads[0]!.threadsHeld.high).toBeCloseTo(4 * (0.1 + 0.75 * 0.04), 12);
  });

  it('refuses an operator or a rate that is none', () => {
    const settings = settingsOf('api: {}');
    expect(() => tierLoads(settings, { operator: 'fabrikam', requests: {} })).toThrow(
      'No operator fabrikam; there are: contoso',
    );
    expect(() => tierLoads(settings, { operator: 'contoso', requests: { getBalance: -1 } })).toThrow('A rate of -1');
  });
});

describe('the closed form of a tier', () => {
  const formOf = (operator: string, tier: string, population?: string, timeline?: string) =>
    loadsOf(operator, { getBalance: 8 }, population, timeline)[tier]!.forms;
  const alone = (settings: string) => backEnd('getBalance: billing', { billing: settings });

  it.each([
    ['servers: 2, service: exponential mean 100 ms', 'exact', 'Erlang C'],
    ['servers: 1, service: uniform 0 ms to 100 ms', 'exact', 'Pollaczek–Khinchine'],
    ['servers: 2, service: 100 ms', 'approximation', 'Lee–Longton'],
    ['servers: 2, queue: 3, service: exponential mean 100 ms', 'exact', 'M/M/c/K'],
    ['servers: 2, queue: 3, service: 100 ms', 'approximation', 'M/M/c/K'],
    ['servers: 2, queue: 0, service: 100 ms', 'exact', 'Erlang B'],
    ['service: 100 ms', 'exact', 'always free'],
    ['connections: 2, service: exponential mean 100 ms', 'exact', 'Erlang C'],
    ['servers: 2, service: exponential mean 100 ms, timeout: 1 s', 'approximation', 'Erlang C'],
    ['servers: 2, service: exponential mean 100 ms, limit: 10 per s', 'none', undefined],
    ['servers: 1, service: exponential mean 200 ms', 'none', undefined],
  ])('for { %s } is %s: %s', (tier, applies, formula) => {
    expect(formOf(alone(tier), 'billing')).toMatchObject({ applies, formula });
  });

  it('says why, in a sentence', () => {
    expect(formOf(alone('servers: 2, service: exponential mean 100 ms'), 'billing').why).toBe(
      'Erlang C: Poisson arrivals, exponential service, 2 threads, a queue without end.',
    );
    expect(formOf(alone('servers: 1, service: exponential mean 200 ms'), 'billing').why).toBe(
      'More comes than its threads can do: the queue only grows.',
    );
  });

  it('is none where threads are held while another tier is waited for', () => {
    const { applies, why } = formOf(
      backEnd('getBalance: api > billing', {
        api: 'servers: 2, service: 1 ms',
        billing: 'servers: 2, service: exponential mean 100 ms',
      }),
      'api',
    );
    expect(applies).toBe('none');
    expect(why).toBe('Threads are held while billing is waited for.');
  });

  it('is an approximation where people decide when, or agents keep time, or an outage comes', () => {
    const operator = alone('servers: 2, service: exponential mean 100 ms');
    const people = 'laptops: { count: 10, device: { sim: hot } }';
    expect(formOf(operator, 'billing', people).why).toContain('arrivals are not a Poisson process of one rate');
    const even = 'agents: { count: 25, load: { rate: 3 per s } }';
    expect(formOf(operator, 'billing', even).applies).toBe('approximation');
    const timeline = 'timeline: [{ name: down, at: 00:10, for: 5 min, outage: contoso.backend.billing, as: hang }]';
    expect(formOf(operator, 'billing', agents, timeline).why).toContain('but down is not in it');
  });

  it('is an approximation behind a cache, and behind a queue with an end', () => {
    const forms = loadsOf(wholeLaunch, { getBalance: 20 });
    expect(forms.billing!.forms.applies).toBe('none');
    expect(forms.ledger!.forms.applies).toBe('approximation');
  });
});

describe('the latency by closed forms', () => {
  it('of a bank is the round trip, the wait and the service', () => {
    const settings = settingsOf('api: { servers: 1, queue: 1_000_000, service: exponential mean 100 ms }');
    const withTrip = { ...settings, links: { ...settings.links, rttWifi: 30_000 as typeof settings.links.rttWifi } };
    const form = latencyForm(withTrip, { operator: 'contoso', requests: { getBalance: 5 } }, 'getBalance');
    if (form.applies === 'none') expect.fail(form.why.join());
    expect(form.mean).toBeCloseTo(230_000, 3);
    expect(form.quantile!(0.5)).toBeCloseTo(30_000 + 200_000 * Math.LN2, 1);
  });

  it('of a path that holds threads is none, with the reason', () => {
    const form = latencyForm(
      settingsOf(wholeLaunch),
      { operator: 'contoso', requests: { getBalance: 5 } },
      'getBalance',
    );
    expect(form.applies).toBe('none');
    expect(form.why[0]).toBe('gateway: Threads are held while api is waited for.');
  });
});
