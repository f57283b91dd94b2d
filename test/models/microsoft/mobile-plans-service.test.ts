import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { notificationTypes } from '../../../src/models/messages/mobile-operator-api-messages.ts';
import { balanceCache } from '../../../src/models/microsoft/balance-cache.ts';
import {
  mobilePlansService,
  type NotificationRequest,
  type ProviderList,
  servicePorts,
  serviceSees,
} from '../../../src/models/microsoft/mobile-plans-service.ts';
import { operatorSilence } from '../../../src/models/microsoft/operator-silence.ts';
import { subscription } from '../../../src/models/operator/subscription.ts';
import { milliseconds, minutes, seconds } from '../../../src/sim/units.ts';
import { type Reaction, recorder, shown, worldWith } from '../../kit/world-with.ts';
import {
  always,
  contoso,
  people,
  settingsWith,
  surroundingsOf,
  type ToldFact,
  type WorldChange,
  worldOf,
} from '../small-world.ts';

const balance = { id: 'plan', type: 'NONE' };

/** The service with an operator API that reacts as told. */
const serviceWith = (reaction: Parameters<typeof recorder>[1], change = {}) =>
  worldWith(mobilePlansService, {
    given: surroundingsOf(change),
    count: 2,
    ports: [
      recorder(servicePorts.api, reaction!),
      recorder(servicePorts.silence, {
        takes: ['throttled'],
        answers: { pause: wait => ({ answer: undefined, after: wait as number }) },
      }),
      recorder(servicePorts.cache, { takes: ['heard'] }),
    ],
    sees: [
      shown(serviceSees.silences, operatorSilence, {}),
      shown(serviceSees.caches, balanceCache, {}, {}),
      shown(serviceSees.lines, subscription, {}, {}),
    ],
  });

describe('the Mobile Plans service', () => {
  it('tells the app the operator and its portal after 50 ms', () => {
    const { ask, clock } = serviceWith({});
    const asked = ask('getProviders', undefined);
    clock.advance(seconds(1));
    expect(asked).toMatchObject({
      outcome: 'answered',
      answer: {
        providers: [{ name: 'contoso', brand: 'Contoso', portalUrl: 'https://portal.contoso.example/', template: '0' }],
        own: undefined,
        opens: 'gateway',
      },
      at: milliseconds(50),
    });
  });

  it('answers 503 when it fails', () => {
    const { ask, clock } = serviceWith({}, { microsoft: { fails: 1 } });
    const asked = ask('getProviders', undefined);
    clock.advance(seconds(1));
    expect(asked).toMatchObject({ outcome: 'refused', code: 503 });
  });

  it('passes a GetBalance on to the operator API, 15 ms away, and the balance back after 50 ms of its own', () => {
    const { ask, clock, told } = serviceWith({ answers: { getBalance: { answer: balance } } });
    const asked = ask('getBalance', 0);
    clock.advance(seconds(1));
    expect(told).toMatchObject([{ port: 'operator API', name: 'getBalance', at: milliseconds(15) }]);
    expect(asked).toMatchObject({ outcome: 'answered', answer: balance, at: milliseconds(80) });
  });

  it('does not repeat a request that is refused for good', () => {
    for (const status of [400, 401, 403, 404]) {
      const { ask, clock, told } = serviceWith({ answers: { getBalance: { refuse: status } } });
      const asked = ask('getBalance', 0);
      clock.advance(seconds(60));
      expect(told).toHaveLength(1);
      expect(asked).toMatchObject({ outcome: 'refused', code: status });
    }
  });

  it('tries once more a second after a 500', () => {
    const { ask, clock, told } = serviceWith({ answers: { getBalance: { refuse: 500 } } });
    const asked = ask('getBalance', 0);
    clock.advance(seconds(60));
    const asks = told.filter(({ name }) => name === 'getBalance');
    expect(asks.map(({ at }) => at)).toEqual([milliseconds(15), milliseconds(30) + seconds(1) + milliseconds(15)]);
    expect(asked).toMatchObject({ outcome: 'refused', code: 500 });
  });

  it('waits five seconds for the operator API, then answers 504 and does not repeat', () => {
    const { ask, clock, told } = serviceWith({ answers: { getBalance: 'silent' } });
    const asked = ask('getBalance', 0);
    clock.advance(seconds(60));
    expect(told).toHaveLength(1);
    expect(asked).toMatchObject({ outcome: 'refused', code: 504, at: seconds(5) + milliseconds(50) });
  });
});

/** Two operators; devices 0 and 1 have lines of the first, device 2 of the second. The first throttles: one a minute. */
function throttledWorld(retryAfterScope: 'sim' | 'operator', change: { errors?: number } = {}) {
  const line = { ...people, sim: 'hot' as const };
  const { world, told } = worldOf(
    settingsWith({
      microsoft: { retryAfterScope },
      operators: [
        { ...contoso, api: { ...contoso.api, limit: 1 / 60, retryAfter: seconds(30), ...change } },
        { ...contoso, name: 'fabrikam' },
      ],
      groups: [
        { ...line, count: 2 },
        { ...line, name: 'others', operator: 'fabrikam', count: 1 },
      ],
    }),
  );
  const { simulation, assembly } = world;
  /** Opens the flyout and answers what the API was asked, by device, and what the flyouts showed, 0 for a balance. */
  const open = (device: number, at: number) => {
    simulation.run(seconds(at));
    const before = told.length;
    assembly.tell(world.flyouts, 'show', device);
    simulation.run(seconds(at + 2));
    const heard: ToldFact[] = told.slice(before);
    return {
      atApi: heard
        .filter(({ name }) => name.startsWith('mobile operator API.getBalance'))
        .map(({ subject }) => subject),
      hidden: heard.filter(({ name }) => name === 'network flyout.hidden').map(({ value }) => value),
    };
  };
  return { world, told, open };
}

describe('after a 429 with Retry-After of 30 s', () => {
  const passedOn = (device: number) => ({ atApi: [device], hidden: [] });
  const throttledAtApi = (device: number) => ({ atApi: [device], hidden: [429] });
  const silenced = { atApi: [], hidden: [429] };

  it('with the scope "sim", nothing is asked for that SIM, while others are asked for', () => {
    const { open, world } = throttledWorld('sim');
    expect(open(0, 0)).toEqual(passedOn(0));
    expect(open(0, 5)).toEqual(throttledAtApi(0));
    expect(open(0, 10)).toEqual(silenced);
    expect(open(1, 12)).toEqual(throttledAtApi(1));
    expect(open(2, 14)).toEqual(passedOn(2));
    expect(open(0, 32)).toEqual(silenced);
    expect(open(0, 38)).toEqual(throttledAtApi(0));
    expect(world.silences.store.look(0).silentUntil).toBeUndefined();
  });

  it('with the scope "operator", nothing is asked of that operator for any SIM, while another operator is asked', () => {
    const { open, world } = throttledWorld('operator');
    expect(open(0, 0)).toEqual(passedOn(0));
    expect(open(0, 5)).toEqual(throttledAtApi(0));
    expect(open(0, 10)).toEqual(silenced);
    expect(open(1, 12)).toEqual(silenced);
    expect(open(2, 14)).toEqual(passedOn(2));
    expect(open(1, 32)).toEqual(silenced);
    expect(open(1, 38)).toEqual(throttledAtApi(1));
    expect(world.service.store.look(0).silentUntil).toBeUndefined();
  });

  it('ends the silence at the moment that Retry-After names', () => {
    const { open, world, told } = throttledWorld('operator');
    open(0, 0);
    open(0, 5);
    const until = told.find(({ name }) => name === 'mobile plans service.silenced')!.value;
    expect(world.silences.store.look(0).silentUntil).toBe(until);
    expect(until).toBe(seconds(35) + milliseconds(30));
    const arrival = milliseconds(15);
    expect(open(1, (until - arrival - 1) / 1e6)).toEqual(silenced);
    world.simulation.run(seconds(60));
    expect(open(1, 61).hidden).toEqual([]);
  });

  it('does not try again after a 500 while there is silence', () => {
    const { world, told } = throttledWorld('operator', { errors: 1 });
    world.assembly.tell(world.flyouts, 'show', 0);
    world.simulation.run(milliseconds(20));
    world.assembly.tell(world.flyouts, 'show', 1);
    world.simulation.run(seconds(20));
    const refusals = told.filter(({ name }) => name === 'network flyout.hidden');
    expect(refusals.map(({ subject, value }) => [subject, value])).toEqual([
      [1, 429],
      [0, 500],
    ]);
    expect(told.filter(({ name }) => name === 'mobile operator API.getBalance.refused')).toHaveLength(2);
  });
});

describe('operator silence', () => {
  it('keeps the longest of several silences', () => {
    const { tell, record } = worldWith(operatorSilence);
    tell('throttled', seconds(30));
    tell('throttled', seconds(20));
    expect(record().silentUntil).toBe(seconds(30));
    tell('throttled', seconds(40));
    expect(record().silentUntil).toBe(seconds(40));
  });
});

describe('a service that takes longer than usual', () => {
  it('is waited for: an API of four seconds still brings a balance', () => {
    const { world, told } = worldOf(
      settingsWith({ group: { sim: 'hot' }, operator: { api: { service: always(seconds(4)) } } }),
    );
    world.assembly.tell(world.flyouts, 'show', 0);
    world.run();
    expect(told.filter(({ name }) => name === 'network flyout.shown')).toHaveLength(1);
  });
});

describe('the gateway page of an operator', () => {
  const templates = [
    { id: '0', share: 0.5, leaves: 0 },
    { id: 'summer', share: 0.5, leaves: 0 },
  ];
  /** The template that a device is shown, and how often the operator was asked for it. */
  function shownWith(offers: Reaction, change: WorldChange = {}) {
    const { ask, clock, told, facts } = serviceWith(
      { answers: { getOffers: offers } },
      { ...change, group: { sim: 'hot', ...change.group }, operator: { gateway: { templates }, ...change.operator } },
    );
    const asked = ask('getProviders', undefined);
    clock.advance(seconds(30));
    const { providers } = asked.answer as ProviderList;
    return { template: providers[0]!.template, told: told.filter(({ name }) => name === 'getOffers'), facts };
  }

  it('is asked of the operator when there are several, with limit and transaction', () => {
    const { template, told } = shownWith({ answer: ['summer'] });
    expect(template).toBe('summer');
    expect(told.map(({ message }) => message)).toEqual([{ asks: 'offers', transaction: 1, limit: '1' }]);
  });

  it('is the standard one, and nobody is asked, when the operator has no other', () => {
    const one = { operator: { gateway: { templates: templates.slice(0, 1) } } };
    const { template, told } = shownWith({ answer: ['summer'] }, one);
    expect([template, told]).toEqual(['0', []]);
  });

  it('is the standard one, and nobody is asked, on a device without an active profile of the operator', () => {
    const { template, told } = shownWith({ answer: ['summer'] }, { group: { sim: 'esim' } });
    expect([template, told]).toEqual(['0', []]);
  });

  it.each<[string, Reaction, number]>([
    ['names one that does not exist', { answer: ['winter'] }, 1],
    ['names none', { answer: [] }, 1],
    ['fails, twice', { refuse: 500 }, 2],
    ['does not know the ICCID', { refuse: 404 }, 1],
    ['does not answer', 'silent', 1],
  ])('is the standard one when the operator %s', (_, reaction, asked) => {
    const { template, told } = shownWith(reaction);
    expect([template, told.length]).toEqual(['0', asked]);
  });

  it('is the standard one during the silence that a 429 has brought, of which GetOffers is part', () => {
    const { ask, clock, told } = serviceWith(
      { answers: { getOffers: { refuse: 429, detail: { retryAfter: seconds(60) } } } },
      { group: { sim: 'hot' }, operator: { gateway: { templates } } },
    );
    const templatesShown = [0, 30, 61].map(at => {
      clock.to(seconds(at));
      const asked = ask('getProviders', undefined);
      clock.advance(seconds(1));
      return (asked.answer as ProviderList).providers[0]!.template;
    });
    expect(templatesShown).toEqual(['0', '0', '0']);
    expect(told.map(({ at }) => at)).toEqual([milliseconds(15), seconds(61) + milliseconds(15)]);
  });

  it('raises an alert when the operator does not trust the service', () => {
    const { template, facts } = shownWith({ refuse: 403 });
    expect(template).toBe('0');
    expect(facts).toContainEqual(expect.objectContaining({ name: 'mobile plans service.alerted', value: 403 }));
  });
});

describe('the operators that the app is told', () => {
  it('are none for a SIM whose operator is not in Mobile Plans', () => {
    const { ask, clock } = serviceWith(
      {},
      { group: { sim: 'warm' }, operator: { cosa: { supportDataMarketplace: false } } },
    );
    const asked = ask('getProviders', undefined);
    clock.advance(seconds(1));
    expect(asked).toMatchObject({ outcome: 'refused', code: 404 });
  });
});

describe('the balance at the launch of the app', () => {
  const launched = (balanceAtLaunch: boolean, group: WorldChange['group']) => {
    const { ask, clock, told, record } = serviceWith(
      { answers: { getBalance: { answer: balance } } },
      { microsoft: { balanceAtLaunch }, group },
    );
    const asked = ask('getProviders', undefined);
    clock.advance(seconds(5));
    expect(asked).toMatchObject({ outcome: 'answered', at: milliseconds(50) });
    return [told.filter(({ name }) => name === 'getBalance').length, record().type];
  };

  it('is asked for where the world says so, and only then', () => {
    expect(launched(true, { sim: 'hot' })).toEqual([1, 'NONE']);
    expect(launched(false, { sim: 'hot' })).toEqual([0, undefined]);
  });

  it('is not asked for on a device without an active profile', () => {
    expect(launched(true, { sim: 'esim' })).toEqual([0, undefined]);
  });
});

describe('a notification', () => {
  const notified = (message: NotificationRequest, reaction: Reaction, change: WorldChange = {}) => {
    const { ask, clock, told } = serviceWith({ answers: { getNotifications: reaction } }, change);
    const asked = ask('getNotifications', message);
    clock.advance(seconds(30));
    return { asked, told: told.filter(({ name }) => name === 'getNotifications') };
  };

  it.each(notificationTypes)('after the SMS mobileplans://%s has the content that the operator names', type => {
    const named = [{ notificationId: 17, notificationType: type }];
    const { asked, told } = notified({ type: type.toUpperCase() }, { answer: named });
    expect(asked).toMatchObject({ outcome: 'answered', answer: { notificationId: '17', type } });
    expect(told.map(({ message }) => message)).toEqual([
      { asks: 'notifications', transaction: 1, notificationType: type, limit: '1' },
    ]);
  });

  it('has nothing to say when the operator names none', () => {
    expect(notified({ type: 'lowBalance' }, { answer: [] }).asked).toMatchObject({
      outcome: 'answered',
      answer: undefined,
    });
  });

  it('of an unknown type is not asked for', () => {
    const { asked, told } = notified({ type: 'cheapBalance' }, { answer: [] });
    expect(asked).toMatchObject({ outcome: 'refused', code: 400 });
    expect(told).toEqual([]);
  });

  it('of Microsoft’s own promotion needs no operator', () => {
    const { asked, told } = notified({ type: 'trialOffer', by: 'promotion' }, 'silent');
    expect(asked.answer).toEqual({ notificationId: 'promotion', type: 'trialOffer' });
    expect(told).toEqual([]);
  });

  it.each<[Reaction, number, number]>([
    [{ refuse: 404 }, 404, 1],
    [{ refuse: 500 }, 500, 2],
    [{ refuse: 409 }, 409, 2],
    ['silent', 504, 1],
  ])('for which the operator answers %j does not come: %i', (reaction, code, times) => {
    const { asked, told } = notified({ type: 'lowBalance' }, reaction);
    expect(asked).toMatchObject({ outcome: 'refused', code });
    expect(told).toHaveLength(times);
    expect(new Set(told.map(({ message }) => (message as { transaction: number }).transaction)).size).toBe(times);
  });
});

describe('signing in and the assets of the gateway page', () => {
  it.each([
    ['signIn', true],
    ['getAssets', { logo: '300x300', image: '1200x600' }],
  ] as const)('%s is answered after 50 ms', (name, answer) => {
    const { ask, clock } = serviceWith({});
    const asked = ask(name, undefined);
    clock.advance(seconds(1));
    expect(asked).toMatchObject({ outcome: 'answered', answer, at: milliseconds(50) });
  });

  it.each(['signIn', 'getAssets'] as const)('%s fails with 503 when the service fails', name => {
    const { ask, clock } = serviceWith({}, { microsoft: { fails: 1 } });
    const asked = ask(name, undefined);
    clock.advance(seconds(1));
    expect(asked).toMatchObject({ outcome: 'refused', code: 503 });
  });
});

describe('each request to the operator', () => {
  it('law 22: has a transaction id of its own, whatever it is for and however it ends', () => {
    const reaction = fc.constantFrom<Reaction>(
      { answer: [] },
      { refuse: 409 },
      { refuse: 500 },
      { refuse: 404 },
      'silent',
    );
    const steps = fc.array(fc.tuple(fc.constantFrom('getBalance', 'getNotifications', 'getProviders'), reaction), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(steps, list => {
        let next: Reaction = 'silent';
        const reacts = () => next;
        const { ask, clock, told } = serviceWith(
          { answers: { getBalance: reacts, getOffers: reacts, getNotifications: reacts } },
          {
            group: { sim: 'hot' },
            operator: {
              gateway: {
                templates: [
                  { id: '0', share: 1, leaves: 0 },
                  { id: '1', share: 0, leaves: 0 },
                ],
              },
            },
          },
        );
        for (const [name, reaction] of list) {
          next =
            name === 'getBalance' && typeof reaction === 'object' && 'answer' in reaction
              ? { answer: balance }
              : reaction;
          ask(
            name as 'getBalance',
            name === 'getBalance' ? 0 : name === 'getProviders' ? undefined : { type: 'lowBalance' },
          );
          clock.advance(seconds(1.2));
        }
        clock.advance(minutes(1));
        const ids = told
          .filter(({ port }) => port === 'operator API')
          .map(({ message }) =>
            typeof message === 'number' ? message : (message as { transaction: number }).transaction,
          );
        expect(new Set(ids).size).toBe(ids.length);
        expect([...ids].sort((a, b) => a - b)).toEqual(ids.map((_, at) => at + 1));
      }),
      { numRuns: 40 },
    );
  });
});
