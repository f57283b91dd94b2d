/** What happens at a given time of the run: outages of every system in every way, deployments, campaigns. */
import { describe, expect, it } from 'vitest';
import type { OutageKind, TimelineEntry } from '../../src/models/settings.ts';
import { type Deployment, staffAt } from '../../src/models/timeline.ts';
import { hours, type Microseconds, milliseconds, minutes, seconds } from '../../src/sim/units.ts';
import { always, buy, evenly, inSeconds, people, settingsWith, type WorldChange, worldOf } from './small-world.ts';

const none = 0 as Microseconds;
type Outage = Extract<TimelineEntry, { kind: 'outage' }>;
const outage = (system: Outage['system'], as: OutageKind, more: Partial<Outage> = {}): Outage => ({
  kind: 'outage',
  name: `${system}-down`,
  at: none,
  until: hours(24),
  operator: system === 'service' ? undefined : 'contoso',
  system,
  as,
  ...more,
});

/** Active lines that look at the flyout often; what became of their requests, and when. */
function looking(timeline: readonly TimelineEntry[], change: WorldChange = {}) {
  const { world, told } = worldOf(
    settingsWith({
      length: hours(1),
      timeline,
      ...change,
      group: { sim: 'hot', count: 20, flyout: { perDay: 24 * 30, weights: evenly } },
    }),
  );
  world.run();
  expect(world.breaches).toEqual([]);
  const of = (outcome: string, request = 'mobile operator API.getBalance') =>
    told
      .filter(({ name }) => name === `${request}.${outcome}`)
      .map(({ at, value, subject }) => ({ asked: at - value, took: value, subject }));
  return { world, told, of, count: (outcome: string) => of(outcome).length };
}

const between = (from: number, until: number) => ({ at: minutes(from), until: minutes(until) });

describe('an outage of the operator API', () => {
  it('that refuses answers 503 at once, and only while it lasts', () => {
    const { of, told } = looking([outage('api', { kind: 'refuse' }, between(20, 40))]);
    const refused = of('refused');
    expect(refused.length).toBeGreaterThan(100);
    for (const { asked, took } of refused) {
      expect(asked).toBeGreaterThanOrEqual(minutes(20) - seconds(1));
      expect(asked).toBeLessThan(minutes(40));
      expect(took).toBeLessThan(milliseconds(40));
    }
    expect(told.filter(({ name, value }) => name === 'mobile operator API.refused' && value === 503)).toHaveLength(
      refused.length,
    );
    for (const { asked } of of('answered')) expect(asked < minutes(20) || asked >= minutes(40) - seconds(1)).toBe(true);
  });

  it('that hangs answers nobody: whoever asks waits until the time limit, also for a while afterwards', () => {
    const { of, world } = looking([outage('api', { kind: 'hang' }, between(20, 40))]);
    const hung = of('timedOut');
    expect(hung.length).toBeGreaterThan(100);
    for (const { took } of hung) expect(took).toBe(seconds(5));
    expect(of('answered').filter(({ asked }) => asked > minutes(20) && asked < minutes(39))).toEqual([]);
    expect(of('answered').filter(({ asked }) => asked > minutes(41)).length).toBeGreaterThan(100);
    expect(world.surroundings.apiServers[0]!.turnedAway('hung')).toBe(4);
  });

  it('that errs fails its share of the requests, each by its own luck', () => {
    const { count } = looking([outage('api', { kind: 'errors', share: 0.3 })], {
      microsoft: { retryAfter500: seconds(1) },
    });
    const share = count('refused') / (count('refused') + count('answered'));
    expect(share).toBeGreaterThan(0.25);
    expect(share).toBeLessThan(0.35);
  });

  it('that is slow takes so many times as long', () => {
    const { of } = looking([outage('api', { kind: 'slow', by: 4 })]);
    for (const { took } of of('answered')) expect(took).toBeGreaterThanOrEqual(milliseconds(4 * 120 + 30));
  });

  it('of one operator is none of the others’ business; without an operator it is everybody’s', () => {
    const base = settingsWith();
    const fabrikam = { ...base.operators[0]!, name: 'fabrikam' };
    const run = (operator: string | undefined) => {
      const { world, told } = worldOf(
        settingsWith({
          length: hours(1),
          timeline: [outage('api', { kind: 'refuse' }, { operator })],
          operators: [base.operators[0]!, fabrikam],
          groups: ['contoso', 'fabrikam'].map(name => ({
            ...people,
            name,
            operator: name,
            sim: 'hot',
            flyout: { perDay: 24 * 30, weights: evenly },
          })),
        }),
      );
      world.run();
      const refused = told.filter(({ name }) => name === 'mobile operator API.getBalance.refused');
      return new Set(refused.map(({ subject }) => subject));
    };
    expect(run('contoso')).toEqual(new Set([0]));
    expect(run(undefined)).toEqual(new Set([0, 1]));
  });

  it('that begins in another one and ends before it leaves the first one in place', () => {
    const { of } = looking([
      outage('api', { kind: 'refuse' }, between(10, 50)),
      outage('api', { kind: 'slow', by: 2 }, between(20, 30)),
    ]);
    const slow = of('answered').filter(({ asked }) => asked > minutes(10) && asked < minutes(50) - seconds(1));
    expect(slow.length).toBeGreaterThan(50);
    for (const { asked, took } of slow) {
      expect(Math.floor(asked / minutes(10))).toBe(2);
      expect(took).toBeGreaterThanOrEqual(milliseconds(270));
    }
    expect(of('refused').some(({ asked }) => asked > minutes(31))).toBe(true);
  });
});

describe('an outage of the Mobile Plans service', () => {
  it.each([
    [{ kind: 'refuse' } as const, 'refused'],
    [{ kind: 'hang' } as const, 'timedOut'],
    [{ kind: 'errors', share: 1 } as const, 'refused'],
  ])('%o keeps every request from the operator', (as, outcome) => {
    const { of, count } = looking([outage('service', as)]);
    expect(of(outcome, 'mobile plans service.getBalance').length).toBeGreaterThan(300);
    expect(count('answered')).toBe(0);
  });

  it('that is slow adds its own time so many times over', () => {
    const service = 'mobile plans service.getBalance';
    const took = (timeline: TimelineEntry[]) => looking(timeline).of('answered', service)[0]!.took;
    const slow = took([outage('service', { kind: 'slow', by: 3 })]);
    expect(slow - took([])).toBe(2 * milliseconds(50));
  });

  it('stops a purchase at its first step', () => {
    const { purchase } = buy({ timeline: [outage('service', { kind: 'refuse' })] });
    expect(purchase).toMatchObject({ state: 'failed', reason: 'Mobile Plans service failed' });
  });
});

describe('an outage of the portal', () => {
  it.each([
    [{ kind: 'refuse' } as const, 1],
    [{ kind: 'hang' } as const, 31],
    [{ kind: 'errors', share: 1 } as const, 1],
  ])('%o ends a purchase at its next page', (as, within) => {
    const { purchase, time } = buy({ timeline: [outage('portal', as)] });
    expect(purchase).toMatchObject({ state: 'failed', reason: 'portal did not load' });
    expect(time('purchase.failed')! - time('purchase.continued')!).toBeLessThan(within);
  });

  it('gives the money back to whoever has paid and can no longer order', () => {
    const paid = buy().time('mobile operator web portal.paid')!;
    const { purchase, ledger } = buy({ timeline: [outage('portal', { kind: 'hang' }, { at: seconds(paid + 1) })] });
    expect(purchase.state).toBe('failed');
    expect(ledger).toMatchObject({ charged: 499, refunded: 499, open: 0 });
  });

  it('that is slow makes its pages so many times as slow, but not the way to it', () => {
    const pages = (timeline: TimelineEntry[]) =>
      buy({ timeline })
        .named('mobile operator web portal.openPage.answered')
        .map(({ value }) => value);
    const slow = pages([outage('portal', { kind: 'slow', by: 3 })]);
    expect(slow.map((value, at) => value - pages([])[at]!)).toEqual(slow.map(() => 2 * 5 * milliseconds(100)));
  });
});

describe('an outage of the SM-DP+', () => {
  it.each([{ kind: 'refuse' }, { kind: 'hang' }, { kind: 'errors', share: 1 }] as const)(
    '%o fails an order, and the money goes back',
    as => {
      const { purchase, ledger } = buy({ timeline: [outage('smdp', as)] });
      expect(purchase).toMatchObject({ state: 'failed', reason: 'order failed' });
      expect(ledger).toMatchObject({ charged: 499, refunded: 499, open: 0 });
    },
  );

  it('in the middle of a download is repaired by the next try, when it is over by then', () => {
    const started = buy().time('LPA.started')!;
    for (const as of [{ kind: 'refuse' }, { kind: 'hang' }, { kind: 'errors', share: 1 }] as const) {
      const down = outage('smdp', as, { at: seconds(started + 1), until: seconds(started + 120) });
      const { purchase, milestones } = buy({ timeline: [down] });
      expect(purchase.state, as.kind).toBe('done');
      expect(milestones).toContain('downloadRetried');
    }
  });

  it('that is slow makes the order slow', () => {
    const ordered = (timeline: TimelineEntry[]) => buy({ timeline }).named('SM-DP+.order.answered')[0]!.value;
    expect(ordered([outage('smdp', { kind: 'slow', by: 5 })]) - ordered([])).toBe(4 * seconds(1));
  });
});

describe('a deployment of the API', () => {
  const deployment: Deployment = {
    kind: 'deployment',
    name: 'release',
    at: minutes(10),
    operator: 'contoso',
    system: 'api',
    step: 1,
    each: seconds(90),
    coldFor: seconds(60),
    coldBy: 3,
  };
  const staff = (after: number, change: Partial<Deployment> = {}, servers = 4) => {
    const { servers: there, cold } = staffAt({ ...deployment, ...change }, servers, seconds(after));
    return [there, cold];
  };

  it('goes server by server: one away at a time, the last one back cold for a while', () => {
    expect([0, 89, 90, 149, 150, 359, 360, 419, 420].map(after => staff(after))).toEqual([
      [3, 0],
      [3, 0],
      [3, 1],
      [3, 1],
      [3, 0],
      [3, 0],
      [4, 1],
      [4, 1],
      [4, 0],
    ]);
  });

  it('takes several at once, the last time those that are left; and more may be cold than one step brings', () => {
    expect([0, 90, 180, 240].map(after => staff(after, { step: 3 }))).toEqual([
      [1, 0],
      [3, 3],
      [4, 1],
      [4, 0],
    ]);
    expect(staff(190, { coldFor: minutes(10) })).toEqual([3, 2]);
    expect(staff(0, { step: 9 })).toEqual([0, 0]);
  });

  it('is begun, ends when nobody is away or cold, and leaves the API as it was', () => {
    const { told, world, of } = looking([deployment], { operator: { api: { servers: 1, queue: 2 } } });
    expect(
      told.filter(({ name }) => name.startsWith('timeline.')).map(({ name, at }) => [name, inSeconds(at)]),
    ).toEqual([
      ['timeline.began', 600],
      ['timeline.ended', 600 + 90 + 60],
    ]);
    const cold = of('answered').filter(({ asked }) => asked > seconds(695) && asked < seconds(740));
    for (const { took } of cold) expect(took).toBeGreaterThanOrEqual(milliseconds(360));
    expect(cold.length).toBeGreaterThan(3);
    expect(of('shed').length).toBeGreaterThan(5);
    expect(world.surroundings.apiServers[0]!.busy).toBeLessThanOrEqual(1);
    const later = of('answered').filter(({ asked }) => asked > seconds(760));
    expect(Math.min(...later.map(({ took }) => took))).toBe(milliseconds(150));
  });
});

describe('a campaign', () => {
  const campaign = (change: Partial<Extract<TimelineEntry, { kind: 'campaign' }>> = {}): TimelineEntry => ({
    kind: 'campaign',
    name: 'promo',
    at: minutes(10),
    group: 'people',
    reach: 30,
    opens: always(minutes(5)),
    ...change,
  });
  const reached = (entry: TimelineEntry, change: WorldChange['group'] = {}, seed = 1) => {
    const { world, told } = worldOf(
      settingsWith({ length: hours(1), seed, timeline: [entry], group: { sim: 'hot', count: 100, ...change } }),
    );
    world.run();
    return { told, opened: told.filter(({ name }) => name === 'network flyout.opened') };
  };

  it('makes so many different devices open the flyout once, at its times', () => {
    const { told, opened } = reached(campaign());
    expect(new Set(opened.map(({ subject }) => subject)).size).toBe(30);
    expect(opened).toHaveLength(30);
    for (const { at } of opened) expect(at).toBe(minutes(15));
    expect(told.filter(({ name }) => name.startsWith('timeline.')).map(({ name, at }) => [name, at])).toEqual([
      ['timeline.began', minutes(10)],
      ['timeline.ended', minutes(15)],
    ]);
  });

  it('that is larger reaches all whom a smaller one reaches', () => {
    const who = (reach: number) => new Set(reached(campaign({ reach })).opened.map(({ subject }) => subject));
    expect([...who(30)].every(one => who(60).has(one))).toBe(true);
    expect(who(1000).size).toBe(100);
    expect(who(0).size).toBe(0);
  });

  it('reaches others with other luck, at times of their own', () => {
    const times = reached(campaign({ opens: { kind: 'exponential', mean: minutes(5) } })).opened.map(({ at }) => at);
    expect(new Set(times).size).toBe(30);
    const subjects = (seed: number) => reached(campaign(), {}, seed).opened.map(({ subject }) => subject);
    expect(subjects(1)).not.toEqual(subjects(2));
  });

  it('shows nothing to whoever has no line', () => {
    expect(reached(campaign(), { sim: 'esim' }).opened).toEqual([]);
  });
});

describe('an act by hand', () => {
  type Act = Extract<TimelineEntry, { kind: 'act' }>;
  const act = (change: Partial<Act>): Act => ({
    kind: 'act',
    name: 'by-hand',
    at: minutes(10),
    group: 'people',
    first: 0,
    count: 1,
    act: 'openFlyout',
    ...change,
  });
  const after = (timeline: readonly TimelineEntry[], group: WorldChange['group'] = {}) => {
    const { world, told } = worldOf(settingsWith({ length: hours(2), timeline, group: { count: 5, ...group } }));
    world.run();
    expect(world.breaches).toEqual([]);
    const ways = Array.from({ length: world.devices }, (_, device) => world.routes.store.snapshot(device).state);
    return { world, told, ways, of: (name: string) => told.filter(fact => fact.name === name) };
  };

  it('is done at its moment, to its device alone, and is over at once', () => {
    const { of, told } = after([act({ first: 3 })], { sim: 'hot' });
    expect(of('act.done')).toEqual([{ at: minutes(10), name: 'act.done', subject: 3, value: 0 }]);
    expect(of('network flyout.opened').map(({ at, subject }) => [at, subject])).toEqual([[minutes(10), 3]]);
    expect(told.filter(({ name }) => name.startsWith('timeline.')).map(({ name, at }) => [name, at])).toEqual([
      ['timeline.began', minutes(10)],
      ['timeline.ended', minutes(10)],
    ]);
  });

  it('takes Wi-Fi away and gives it back; who has it, or has none, is as before', () => {
    const off = act({ act: 'wifiOff', count: 3 });
    const on = act({ act: 'wifiOn', at: minutes(20), count: 2 });
    expect(after([off, off]).ways).toEqual(['offline', 'offline', 'offline', 'wifi', 'wifi']);
    expect(after([off, on, on]).ways).toEqual(['wifi', 'wifi', 'offline', 'wifi', 'wifi']);
    const online = (minimizeConnections: 0 | 1) =>
      after([off, on], { sim: 'hot', wifi: 0, minimizeConnections }).ways.slice(0, 3);
    expect(online(0)).toEqual(['wifiAndCellular', 'wifiAndCellular', 'cellular']);
    // By default Windows lets go of mobile broadband when there is Wi-Fi.
    expect(online(1)).toEqual(['wifi', 'wifi', 'cellular']);
  });

  it('opens the app of a PC that is there from the start, once: somebody buys', () => {
    const open = act({ act: 'openApp', count: 2 });
    const { of, world } = after([open, act({ ...open, at: minutes(11) }), act({ ...open, at: minutes(110) })]);
    expect(of('act.done')).toHaveLength(6);
    expect(of('purchase.opened').map(({ subject }) => subject)).toEqual([0, 1]);
    expect(world.purchases.store.snapshot(1).state).toBe('done');
    expect(world.purchases.store.snapshot(2).state).toBe('notStarted');
  });

  it('is done to as many as there are', () => {
    expect(after([act({ first: 3, count: 100 })]).of('act.done')).toHaveLength(2);
    expect(after([act({ first: 9 })]).of('act.done')).toEqual([]);
    expect(after([act({ group: 'nobody' })]).of('act.done')).toEqual([]);
  });
});

describe('a world without a timeline', () => {
  it('has nothing of it', () => {
    const { world, told } = worldOf(settingsWith());
    world.run();
    expect(world.timeline).toBeUndefined();
    expect(told.filter(({ name }) => name.startsWith('timeline.'))).toEqual([]);
    expect(world.simulation.facts.names().some(name => name.startsWith('timeline.'))).toBe(false);
  });
});
