/** One PC on a meter: what comes at once, what waits, and how long. */
import { describe, expect, it } from 'vitest';
import { laws } from '../../src/models/invariants.ts';
import { attributedTo } from '../../src/models/windows/local-data-counters.ts';
import { breaches } from '../../src/sim/invariant.ts';
import { days, hours, type Microseconds, megabytes, minutes, seconds } from '../../src/sim/units.ts';
import { always, evenly, settingsWith, type WorldChange, worldOf } from './small-world.ts';

const series = (megas: number, first: Microseconds) => ({ size: always(megabytes(megas)), first, every: days(300) });
const updates = {
  zeroDay: series(60, days(1)),
  security: series(300, days(2)),
  feature: series(4000, days(3)),
};

function pc(change: WorldChange = {}) {
  const { world, told } = worldOf(
    settingsWith({
      length: days(20),
      ...change,
      operator: {
        ...change.operator,
        plan: { data: megabytes(20_000), postpaid: true, lasts: days(30), ...change.operator?.plan },
      },
      group: { sim: 'hot', wifi: 0, updates, ...change.group },
    }),
  );
  const daysOf = (name: string) => told.filter(fact => fact.name === name).map(({ value }) => value / days(1));
  const overMobileBroadband = (source: 'windowsUpdate' | 'apps' | 'video') =>
    attributedTo(source, world.counters.store.look(0));
  const named = (name: string) => told.filter(fact => fact.name === name);
  return { world, named, daysOf, overMobileBroadband };
}

describe('updates of Windows', () => {
  it('wait on a metered plan, all but the critical ones, until the PC comes to Wi-Fi', () => {
    const { world, daysOf, overMobileBroadband } = pc();
    world.simulation.run(days(10));
    expect(daysOf('update downloads.zeroDayInstalled')).toHaveLength(1);
    expect(daysOf('update downloads.securityInstalled')).toEqual([]);
    expect(world.downloads.store.look(0).state).toBe('heldBack');
    world.assembly.tell(world.routes, 'changed', 0, 'wifiUp');
    world.simulation.run(days(12));
    expect(daysOf('update downloads.securityInstalled')[0]).toBeCloseTo(8, 1);
    expect(daysOf('update downloads.featureInstalled')[0]).toBeCloseTo(7, 1);
    expect(world.downloads.store.look(0).state).toBe('upToDate');
    expect(overMobileBroadband('windowsUpdate')).toBe(megabytes(60));
  });

  it('come within a day of their release at home', () => {
    const { world, daysOf, overMobileBroadband } = pc({ group: { wifi: 1 } });
    world.simulation.run(days(5));
    for (const kind of ['zeroDay', 'security', 'feature']) {
      const [delay, ...more] = daysOf(`update downloads.${kind}Installed`);
      expect(more).toEqual([]);
      expect(delay).toBeLessThan(1.05);
    }
    expect(overMobileBroadband('windowsUpdate')).toBe(0);
  });

  it('come with all security fixes over a plan that exempts them', () => {
    const { world, overMobileBroadband } = pc({ operator: { plan: { securityUpdatesExempt: true } } });
    world.simulation.run(days(10));
    expect(overMobileBroadband('windowsUpdate')).toBe(megabytes(360));
  });

  it.each([
    ['the operator says that the plan is unrestricted', { operator: { plan: { costs: 'unrestricted' } } }, false],
    ['the user has set the connection to unmetered', {}, true],
  ] as const)('come in full over mobile broadband where %s', (_, change, byHand) => {
    const { world, overMobileBroadband } = pc(change);
    if (byHand) world.assembly.tell(world.databases, 'meteredSwitched', 0, false);
    world.simulation.run(days(10));
    expect(overMobileBroadband('windowsUpdate')).toBe(megabytes(4360));
  });

  it('go on where they were after the network was away', () => {
    const { world, named, overMobileBroadband } = pc({
      operator: { plan: { costs: 'unrestricted' } },
      group: { coverageGaps: { perDay: 60, lasts: always(minutes(5)) } },
    });
    world.simulation.run(days(10));
    expect(named('update downloads.featureInstalled')).toHaveLength(1);
    // A stretch that ends between two bytes has them both.
    expect(Math.abs(overMobileBroadband('windowsUpdate') - megabytes(4360))).toBeLessThan(1000);
  });
});

describe('apps', () => {
  const apps = {
    perDay: 10,
    weights: evenly,
    size: always(megabytes(10)),
    asked: 0,
    ignoreCost: 0,
    consents: 1,
    consentThink: always(minutes(1)),
  };
  const appsAlone = (more: Partial<typeof apps>) => ({ group: { updates: undefined, apps: { ...apps, ...more } } });

  it('put off what nobody asked for, and fetch all of it over Wi-Fi', () => {
    const { world, named, overMobileBroadband } = pc(appsAlone({}) as WorldChange);
    world.simulation.run(days(2));
    const wanted = named('third-party apps.wanted').length;
    expect(world.otherApps.store.look(0).minding).toBe(wanted * megabytes(10));
    world.assembly.tell(world.routes, 'changed', 0, 'wifiUp');
    world.simulation.run((days(2) + hours(1)) as Microseconds);
    expect(overMobileBroadband('apps')).toBe(0);
    expect(world.otherApps.store.look(0).putOffSince).toBeUndefined();
    expect(world.traffic.store.look(0).offloaded).toBeGreaterThanOrEqual(wanted * megabytes(10));
  });

  it('that do not look at the cost download over the meter', () => {
    const { world, named, overMobileBroadband } = pc(appsAlone({ ignoreCost: 1 }) as WorldChange);
    world.simulation.run(days(3));
    const wanted = named('third-party apps.wanted').length * megabytes(10);
    expect(wanted - overMobileBroadband('apps')).toBeLessThanOrEqual(megabytes(10));
  });

  it('ask before a transfer that is larger than the operator wants', () => {
    const { world, named, overMobileBroadband } = pc({
      operator: { plan: { maxTransfer: megabytes(5) } },
      ...appsAlone({ asked: 1, consents: 0 }),
    } as WorldChange);
    world.simulation.run(days(3));
    expect(named('third-party apps.asked').length).toBeGreaterThan(5);
    expect(named('third-party apps.declined')).toHaveLength(named('third-party apps.asked').length);
    expect(overMobileBroadband('apps')).toBe(0);
  });
});

describe('a video', () => {
  it('that begins on Wi-Fi loses its picture with it', () => {
    const video = {
      perDay: 24,
      weights: evenly,
      lasts: always(hours(1)),
      rateUnrestricted: 500_000,
      rateMetered: 100_000,
      rateNearLimit: 50_000,
      ignoreCost: 0,
    };
    const { world, named, overMobileBroadband } = pc({ group: { wifi: 1, updates: undefined, video } } as WorldChange);
    while (named('video player.started').length === 0)
      world.simulation.run((world.simulation.now + minutes(1)) as Microseconds);
    expect(world.players.store.look(0).rate).toBe(500_000);
    world.assembly.tell(world.routes, 'changed', 0, 'wifiDown');
    world.simulation.run((world.simulation.now + minutes(1)) as Microseconds);
    expect(world.players.store.look(0).rate).toBe(100_000);
    world.assembly.tell(world.lines, 'terminated', 0);
    world.simulation.run((world.simulation.now + minutes(1)) as Microseconds);
    expect(world.players.store.look(0).state).toBe('idle');
    expect(overMobileBroadband('video')).toBeGreaterThan(0);
  });
});

describe('traffic that stops and begins in the same moment', () => {
  it('goes on passing, and no record is ahead of what has passed', () => {
    const { world } = pc({ group: { updates: undefined } } as WorldChange);
    const flows = (rate: number) => world.assembly.tell(world.traffic, 'flows', 0, { source: 'user', rate });
    const after = (time: Microseconds) => {
      world.simulation.run((world.simulation.now + time) as Microseconds);
      expect(breaches(laws, world, 'then')).toEqual([]);
    };
    after(minutes(1));
    flows(100_000);
    after(minutes(1));
    flows(0);
    flows(200_000);
    // The slices are of 10 MB.
    for (let nth = 0; nth < 12; nth += 1) after(seconds(10));
    flows(0);
    after(hours(1));
    const passed = 30_000_000;
    expect(world.lines.store.look(0)).toMatchObject({ passed, recorded: passed, rate: 0, ownRate: 0 });
    expect(world.counters.store.look(0).used).toBe(passed);
  });
});
