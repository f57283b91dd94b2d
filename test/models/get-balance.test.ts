/**
 * What the network flyout shows, row by row of the two tables of GetBalance, with flyout, Mobile Plans service and operator
 * API as they are: each test opens the flyout of a PC in a whole world.
 */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FlyoutText } from '../../src/models/messages/flyout-text.ts';
import { transactionIdOf } from '../../src/models/messages/of-device.ts';
import { servicePorts } from '../../src/models/microsoft/mobile-plans-service.ts';
import type { TimelineEntry } from '../../src/models/settings.ts';
import { linkTargets } from '../../src/models/windows/account-link.ts';
import { shownBy } from '../../src/models/windows/network-flyout.ts';
import type { AnyModel, Port } from '../../src/sim/model.ts';
import { days, hours, type Microseconds, milliseconds, minutes, seconds } from '../../src/sim/units.ts';
import { type Reaction, recordingModel, type Told } from '../kit/world-with.ts';
import { asks } from './directed/drive.ts';
import { always, contoso, people, settingsWith, type WorldChange, worldOf } from './small-world.ts';

const account: FlyoutText = { link: 'View my account', subtitle: undefined };
const connect: FlyoutText = { link: 'Connect with a data plan', subtitle: 'Get Connected' };

/** A PC whose line is active. `opensAt` opens its flyout and says a minute later what it shows. */
function pc(change: WorldChange = {}, reaction?: Reaction) {
  const { world, told } = worldOf(settingsWith({ ...change, group: { sim: 'hot', ...change.group } }));
  const { assembly, simulation, draws } = world;
  if (reaction !== undefined) {
    const standIn = recordingModel('operator API', [], { getBalance: reaction }, [] as Told[]);
    const each = { count: world.devices, given: undefined, draws };
    assembly.connect(servicePorts.api as Port<AnyModel>, assembly.install(standIn, each));
  }
  const shown = (device = 0) => shownBy(world.flyouts.store.look(device));
  const count = (name: string) => told.filter(fact => fact.name === name).length;
  return {
    world,
    told,
    shown,
    count,
    /** HTTP statuses for which the flyout showed no balance. */
    hidden: () => told.filter(({ name }) => name === 'network flyout.hidden').map(({ value }) => value),
    /** Requests that reached the operator API, whatever became of them. */
    asked: () => told.filter(({ name }) => /operator API\.getBalance\.\w+$/.test(name)).length,
    reactions: (name: string) =>
      told.filter(fact => fact.name === `mobile plans service.${name}`).map(({ value }) => value),
    opensAt(at: Microseconds, device = 0): FlyoutText {
      simulation.run(at);
      assembly.tell(world.flyouts, 'show', device);
      simulation.run((at + minutes(1)) as Microseconds);
      return shown(device);
    },
  };
}

describe('the flyout shows, by the type of the balance,', () => {
  it('MODIRECT: "View my account" and no balance', () => {
    const { opensAt, count } = pc({ operator: { plan: { postpaid: true } } });
    expect(opensAt(seconds(0))).toEqual(account);
    expect(count('network flyout.shown')).toBe(1);
  });

  it('MODIRECTPAYG: "View my account" and what is left', () => {
    const { opensAt } = pc({ operator: { plan: { lasts: (hours(24) + minutes(1)) as Microseconds } } });
    expect(opensAt(seconds(0))).toEqual({ link: 'View my account', subtitle: 'Connected: 200MB, 24 hours left' });
    expect(opensAt(hours(20)).subtitle).toBe('Connected: 200MB, 4 hours left');
  });

  it('NONE: "Connect with a data plan" under "Get Connected": before the first plan, and after the last', () => {
    expect(pc({ group: { sim: 'warm' } }).opensAt(seconds(0))).toEqual(connect);
    const { opensAt } = pc({ length: days(2) });
    expect(opensAt(hours(23)).link).toBe('View my account');
    expect(opensAt(hours(25))).toEqual(connect);
  });

  it('NOTSUPPORTED: "View my account" alone; the app has an error for this SIM, and no other', () => {
    const { opensAt, world, told, count } = pc({ operator: { api: { excluded: 1 } }, group: { count: 2 } });
    expect(opensAt(seconds(0))).toEqual(account);
    expect(count('network flyout.shown')).toBe(1);
    asks(world, world.service, 'getProviders');
    world.simulation.run(minutes(3));
    expect(told.filter(({ name }) => name.startsWith('mobile plans service.getProviders'))).toMatchObject([
      { name: 'mobile plans service.getProviders.refused' },
    ]);
  });
});

describe('the flyout shows no balance, and the service', () => {
  it('200, 201: shows what comes', () => {
    const { opensAt, asked } = pc();
    expect(opensAt(seconds(0)).subtitle).toBe('Connected: 200MB, 23 hours left');
    expect(asked()).toBe(1);
  });

  it('400: logs it and does not try again', () => {
    const { opensAt, asked, hidden, reactions } = pc({}, { refuse: 400, detail: 'limit is "-1"' });
    expect(opensAt(seconds(0))).toEqual(account);
    expect([asked(), hidden(), reactions('logged')]).toEqual([1, [400], [400]]);
  });

  it.each([
    [{ certificate: 'absent' }, 401],
    [{ certificate: 'expired' }, 401],
    [{ credentials: 'wrong' }, 401],
    [{ certificate: 'untrusted' }, 403],
  ] as const)('%j: raises an alert with %i and does not try again', (api, status) => {
    const { opensAt, asked, hidden, reactions } = pc({ operator: { api } });
    expect(opensAt(seconds(0))).toEqual(account);
    expect([asked(), hidden(), reactions('alerted')]).toEqual([1, [status], [status]]);
  });

  it('404: does not try again', () => {
    const { opensAt, asked, hidden } = pc({ operator: { api: { unknownIccids: 1 } } });
    expect(opensAt(seconds(0))).toEqual(account);
    expect([asked(), hidden()]).toEqual([1, [404]]);
  });

  /** Somebody has used the first transaction ids of the SIM before the service does. */
  const usedUp = (ids: number) => {
    const made = pc();
    const { requests } = made.world.assembly;
    const kind = made.world.apis.requests.get('getBalance')!;
    for (let id = 1; id <= ids; id += 1) requests.send(requests.take(kind, 0, 0, 0, { settled() {} }, id, {}), 0, 0, 0);
    made.world.simulation.run(seconds(1));
    return made;
  };

  it('409: asks once more with a new transaction id, and shows what comes', () => {
    const { opensAt, asked, reactions } = usedUp(1);
    expect(opensAt(seconds(1)).subtitle).toBe('Connected: 200MB, 23 hours left');
    expect([asked(), reactions('repeated')]).toEqual([1 + 2, [409]]);
  });

  it('409 again: gives up', () => {
    const { opensAt, asked, hidden, reactions } = usedUp(2);
    expect(opensAt(seconds(1))).toEqual(account);
    expect([asked(), hidden(), reactions('gaveUp')]).toEqual([2 + 2, [409], [409]]);
  });

  it('429: asks nothing for that SIM before Retry-After', () => {
    const { opensAt, asked, hidden } = pc({
      operator: { api: { limit: 1 / 600, retryAfter: minutes(5) } },
    });
    opensAt(seconds(0));
    expect(opensAt(minutes(2))).toEqual(account);
    expect(opensAt(minutes(4))).toEqual(account);
    expect([asked(), hidden()]).toEqual([2, [429, 429]]);
    expect(opensAt(minutes(12)).subtitle).toBe('Connected: 200MB, 23 hours left');
    expect(asked()).toBe(3);
  });

  it('500: asks once more after a second, then gives up; what was shown before is gone', () => {
    const broken: TimelineEntry = {
      kind: 'outage',
      name: 'broken',
      at: minutes(2),
      until: minutes(4),
      operator: 'contoso',
      system: 'api',
      as: { kind: 'errors', share: 1 },
    };
    const { opensAt, asked, hidden, reactions, told } = pc({ timeline: [broken] });
    expect(opensAt(seconds(0)).subtitle).toBe('Connected: 200MB, 23 hours left');
    expect(opensAt(minutes(2))).toEqual(account);
    expect([asked(), hidden(), reactions('repeated'), reactions('gaveUp')]).toEqual([3, [500], [500], [500]]);
    const refused = told.filter(({ name }) => name === 'mobile operator API.getBalance.refused');
    const sent = refused.map(({ at, value }) => at - value);
    expect(sent[1]! - sent[0]!).toBe(seconds(1) + refused[0]!.value);
    expect(opensAt(minutes(5)).subtitle).toBe('Connected: 200MB, 23 hours left');
  });

  it('time-out: waits for five seconds and does not try again', () => {
    const { opensAt, asked, hidden } = pc({ operator: { api: { service: always(seconds(6)) } } });
    expect(opensAt(seconds(0))).toEqual(account);
    expect([asked(), hidden()]).toEqual([1, [504]]);
  });

  it('time-out: waits as long as the operator sets its client, where it does', () => {
    const slow = { service: always(seconds(2)), clientTimeout: seconds(1) };
    expect(pc({ operator: { api: slow } }).opensAt(seconds(0))).toEqual(account);
    expect(pc({ operator: { api: { ...slow, clientTimeout: seconds(3) } } }).opensAt(seconds(0))).not.toEqual(account);
  });

  it.each([
    ['hang', 0],
    ['refuse', 503],
  ] as const)('is out itself (%s): the operator is not asked', (kind, status) => {
    const out: TimelineEntry = {
      kind: 'outage',
      name: 'out',
      at: seconds(0),
      until: minutes(5),
      operator: undefined,
      system: 'service',
      as: { kind },
    };
    const { opensAt, asked, hidden } = pc({ timeline: [out] });
    expect(opensAt(seconds(1))).toEqual(account);
    expect([asked(), hidden()]).toEqual([0, [status]]);
  });

  it('is not asked where the COSA database does not say SupportDataMarketplace', () => {
    for (const cosa of [{ supportDataMarketplace: false }, { listed: false }]) {
      const { opensAt, asked, count, hidden } = pc({ operator: { cosa } });
      expect(opensAt(seconds(0))).toEqual(account);
      expect([asked(), count('mobile plans service.getBalance.answered'), hidden()]).toEqual([0, 0, []]);
    }
  });
});

describe('the balance of another ICCID', () => {
  it('is not shown when the SIM has been swapped, nor served from the cache', () => {
    const { opensAt, world, shown, asked } = pc({
      microsoft: { balanceCache: hours(1) },
      timeline: [{ kind: 'act', name: 'swap', at: minutes(2), group: 'people', first: 0, count: 1, act: 'swapSim' }],
    });
    expect(opensAt(seconds(0))).not.toEqual(account);
    world.simulation.run(minutes(3));
    expect(shown()).toEqual(account);
    opensAt(minutes(4));
    expect(asked()).toBe(2);
  });

  it('is not shown when it comes after the change', () => {
    const { world, shown, told } = pc();
    world.assembly.tell(world.flyouts, 'show', 0);
    world.simulation.run(milliseconds(20));
    world.assembly.tell(world.flyouts, 'iccidRead', 0, 1);
    world.simulation.run(seconds(30));
    expect(shown()).toEqual(account);
    expect(told.filter(({ name }) => /network flyout\.(shown|hidden)/.test(name))).toEqual([]);
  });
});

describe('a click on the link of the flyout', () => {
  /** What a click opens while this link is shown, and whether a purchase begins. */
  const click = (change: WorldChange, asks = true) => {
    const { opensAt, world, told, count } = pc(change);
    if (asks) opensAt(seconds(0));
    world.assembly.tell(world.flyouts, 'clicked', 0);
    world.simulation.settle();
    const clicked = told.find(({ name }) => name === 'network flyout.clicked')!;
    return [linkTargets[clicked.value], count('purchase.opened')];
  };
  const appId = 'Contoso.App_1234!App';

  it('"Connect with a data plan" opens Mobile Plans', () => {
    expect(click({ group: { sim: 'warm' }, operator: { cosa: { appId } } })).toEqual(['Mobile Plans', 1]);
  });

  it.each([
    [{ appId: 'Microsoft.OneConnect_8wekyb3d8bbwe!App' }, 'Mobile Plans', 1],
    [{ appId }, 'operator app', 0],
    [{}, 'web site', 0],
    [{ accountExperienceUrl: undefined, appId: undefined }, 'nothing', 0],
    [{ listed: false }, 'nothing', 0],
  ] as const)('"View my account" with %j opens: %s', (cosa, target, purchases) => {
    const operator = { ...contoso, cosa: { ...contoso.cosa, ...cosa } };
    expect(click({ operators: [operator] })).toEqual([target, purchases]);
  });
});

describe('a service that keeps balances', () => {
  const caching = (more: WorldChange = {}) => pc({ microsoft: { balanceCache: minutes(10) }, ...more });

  it('asks the operator again when the time is over, and not before: the flyout shows what is as old as that', () => {
    const { opensAt, asked, world, reactions } = caching();
    opensAt(seconds(0));
    world.assembly.tell(world.lines, 'trafficStarted', 0, { rate: 1e6 });
    expect(opensAt(minutes(5)).subtitle).toBe('Connected: 200MB, 23 hours left');
    expect(asked()).toBe(1);
    expect(reactions('servedFromCache')).toHaveLength(1);
    expect(opensAt(minutes(20))).toEqual(connect);
    expect(asked()).toBe(2);
  });

  it('serves it while the operator is out of order', () => {
    const { opensAt } = caching({ operator: { api: { limit: 1 / 3600 } } });
    opensAt(seconds(0));
    expect(opensAt(minutes(5))).not.toEqual(account);
  });

  it('keeps no error', () => {
    const { opensAt, asked } = caching({ operator: { api: { unknownIccids: 1 } } });
    opensAt(seconds(0));
    opensAt(minutes(2));
    expect(asked()).toBe(2);
  });
});

describe('what is asked of the operator', () => {
  /** Flyouts of two operators, opened at any time within two minutes. */
  const openings = fc.array(fc.record({ device: fc.nat({ max: 3 }), at: fc.nat({ max: 120_000_000 }) }), {
    minLength: 5,
    maxLength: 40,
  });
  const scope = fc.constantFrom('sim' as const, 'operator' as const);
  const strained = (retryAfterScope: 'sim' | 'operator', seed: number, limit: number, errors: number) => {
    const api = { ...contoso.api, limit, errors, retryAfter: seconds(20) };
    const group = { ...people, sim: 'hot' as const, count: 2 };
    return pc({
      seed,
      microsoft: { retryAfterScope },
      operators: [
        { ...contoso, api },
        { ...contoso, name: 'fabrikam', api },
      ],
      groups: [group, { ...group, name: 'others', operator: 'fabrikam' }],
    });
  };

  it('law 23: is nothing from a 429 until its Retry-After, of that SIM or that operator', () => {
    const errors = fc.constantFrom(0, 0.5);
    fc.assert(
      fc.property(openings, scope, fc.nat(), fc.constantFrom(0.05, 0.5), errors, (opened, scope, seed, limit, errs) => {
        const { world, told } = strained(scope, seed, limit, errs);
        for (const { device, at } of [...opened].sort((a, b) => a.at - b.at)) {
          world.simulation.run(at as Microseconds);
          world.assembly.tell(world.flyouts, 'show', device);
        }
        world.simulation.run(minutes(4));
        const isSame = (one: number, other: number) =>
          scope === 'sim' ? one === other : Math.floor(one / 2) === Math.floor(other / 2);
        const sent = told.flatMap(({ name, subject, at, value }) =>
          name.startsWith('mobile operator API.getBalance.') ? [{ subject, at: at - value }] : [],
        );
        for (const { subject, at, value: until } of told.filter(({ name }) => name.endsWith('service.silenced')))
          for (const request of sent)
            if (isSame(request.subject, subject)) expect(request.at <= at || request.at >= until).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('law 22: has an id that no other request has, of whatever SIM', () => {
    const { draws } = pc({ group: { count: 300 } }).world;
    const ids = Array.from({ length: 300 }, (_, device) =>
      Array.from({ length: 30 }, (_, nth) =>
        transactionIdOf(nth + 1, (purpose, occurrence) => draws.bits(purpose, device, occurrence)),
      ),
    ).flat();
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every(id => /^MSFT-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))).toBe(true);
  });

  it('law 63: is asked by the service, once for each opening, less what silence keeps back, and each repetition', () => {
    fc.assert(
      fc.property(openings, scope, fc.nat(), (opened, scope, seed) => {
        const { world, count, asked } = strained(scope, seed, 0.2, 0.3);
        for (const { device, at } of [...opened].sort((a, b) => a.at - b.at)) {
          world.simulation.run(at as Microseconds);
          world.assembly.tell(world.flyouts, 'show', device);
        }
        world.simulation.run(minutes(4));
        const keptBack = opened.length + count('mobile plans service.repeated') - asked();
        expect(count('network flyout.opened')).toBe(opened.length);
        expect(keptBack).toBeGreaterThanOrEqual(0);
        expect(keptBack).toBeLessThanOrEqual(count('mobile plans service.getBalance.refused'));
        const { asked: transactions } = world.service.store.look(0);
        expect(world.apis.store.look(0).highest).toBe(transactions);
      }),
      { numRuns: 20 },
    );
  });

  it('law 63: comes from the Mobile Plans service and the monitor of the same house, in a load test from its agents, and from nobody else', () => {
    const root = new URL('../../src/models/', import.meta.url);
    const asking = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
      file =>
        file.endsWith('.ts') && readFileSync(new URL(file, root), 'utf8').includes('= port<typeof mobileOperatorApi>'),
    );
    expect(asking.sort()).toEqual([
      'microsoft/mobile-plans-service.ts',
      'microsoft/monitor.ts',
      'operator/load-agent.ts',
    ]);
  });
});
