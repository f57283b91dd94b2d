/** What the operator has provisioned decides what the network costs at each moment, and what runs adapts at once. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { laws } from '../../src/models/invariants.ts';
import type { MessageSettings } from '../../src/models/settings.ts';
import { attributedTo } from '../../src/models/windows/local-data-counters.ts';
import { breaches } from '../../src/sim/invariant.ts';
import { days, hours, type Microseconds, megabytes, minutes, seconds } from '../../src/sim/units.ts';
import { hotspotWorld } from './hotspot-world.ts';
import { settingsWithMessages } from './message-worlds.ts';
import { always, evenly, settingsWith, type WorldChange, worldOf } from './small-world.ts';
import { provisionedBy, usageWorld } from './windows/usage-world.ts';

const never = { perDay: 1e-9, weights: evenly };
const video = {
  ...never,
  lasts: always(hours(5)),
  rateUnrestricted: 500_000,
  rateMetered: 100_000,
  rateNearLimit: 50_000,
  ignoreCost: 0,
};
const apps = {
  ...never,
  size: always(megabytes(50)),
  asked: 1,
  ignoreCost: 0,
  consents: 0,
  consentThink: always(minutes(1)),
};

/** A video that runs from the moment on at which Windows knows the plan of 500 MB. */
function watching(change: WorldChange = {}) {
  const pc = usageWorld({ ...change, group: { video, ...change.group } } as WorldChange);
  pc.world.assembly.tell(pc.world.players, 'plays', 0);
  pc.to(provisionedBy);
  return { ...pc, rate: () => pc.world.players.store.look(0).rate };
}

describe('a video under way', () => {
  it('has the least picture from the byte on at which 80 % of the plan are used', () => {
    const { to, rate, manager } = watching();
    const near = provisionedBy + seconds(4000);
    expect(rate()).toBe(100_000);
    to(near - 1000);
    expect(rate()).toBe(100_000);
    to(near + 1000);
    expect([rate(), manager().state]).toEqual([50_000, 'nearLimit']);
  });

  it('has a good one again when the cycle of the plan is over', () => {
    const { to, rate, manager } = watching({
      operator: { plan: { lasts: hours(2) }, provisioningFile: { billingCycle: 'resets' } },
    } as WorldChange);
    to(hours(2) - seconds(1));
    expect(rate()).toBe(50_000);
    to(hours(2) + seconds(1));
    expect([rate(), manager().state]).toEqual([100_000, 'withinLimit']);
  });

  it('follows what an operator message says of the plan, and of congestion', () => {
    const { world, to, rate } = watching();
    const says = (fields: object) => {
      world.assembly.tell(world.usageManagers, 'fieldsRead', 0, fields);
      to(world.simulation.now);
      return rate();
    };
    expect(says({ planType: 'Unrestricted' })).toBe(500_000);
    expect(says({ congested: true })).toBe(100_000);
    expect(says({ congested: false })).toBe(500_000);
    expect(says({ overDataLimit: true })).toBe(50_000);
  });

  it('is metered on a hotspot whose beacon says that it costs, and not on one that says nothing', () => {
    const rateAt = (costs?: 'variable') => {
      const { world } = hotspotWorld({
        kind: 'open',
        visit: { joinsByHand: 1, ...(costs && { costs }) },
        group: { video } as never,
      });
      const { assembly, simulation } = world;
      assembly.tell(world.players, 'plays', 0);
      simulation.run(minutes(10));
      assembly.tell(world.visits, 'arrives', 0);
      simulation.run(minutes(20));
      expect(world.visits.store.look(0).kind).toBe('open');
      return world.players.store.look(0).rate;
    };
    expect([rateAt(), rateAt('variable')]).toEqual([500_000, 100_000]);
  });
});

describe('a provisioning file', () => {
  const plan = { maxTransfer: megabytes(10), securityUpdatesExempt: true, costs: 'variable' } as const;

  it('tells Windows the type of the plan, the largest transfer, and that security updates are exempt', () => {
    const { world, manager } = usageWorld({ operator: { plan }, group: { apps } } as WorldChange);
    expect(manager().type).toBe('Variable');
    expect(world.agents.store.look(0).provisioned).toBeGreaterThan(0);
    expect(world.surroundings.planTold(0)).toEqual({ maxTransfer: megabytes(10), securityUpdatesExempt: true });
    world.assembly.tell(world.otherApps, 'wants', 0);
    world.simulation.run(seconds(90));
    expect(world.otherApps.store.look(0).asking).toBe(megabytes(50));
  });

  it('goes before what was said otherwise', () => {
    const { world } = usageWorld({ operator: { plan } } as WorldChange);
    const bare = worldOf(settingsWith({ operator: { plan: { maxTransfer: megabytes(7) } }, group: { sim: 'hot' } }));
    expect(bare.world.surroundings.planTold(0).maxTransfer).toBe(megabytes(7));
    expect(world.surroundings.planTold(0).maxTransfer).toBe(megabytes(10));
  });
});

describe('a usage warning of the operator', () => {
  const warnings = { think: always(minutes(1)), stopVideo: 1, roamingOff: 0, buyMore: 0 };
  const text = 'Contoso: 161.32 MB of 200 MB used (80 %) at 18:30 02/09/2019';

  /** A push in the second hour. */
  function warnedBy(isAsleep: boolean) {
    const messages: Partial<MessageSettings> = {};
    const { world, told } = worldOf(settingsWithMessages(messages, { group: { warnings } }));
    const { assembly, simulation } = world;
    simulation.run(hours(1));
    if (isAsleep) assembly.tell(world.modems, 'sleeps', 0);
    assembly.tell(world.messages!.pushes, 'sends', 0, text);
    simulation.run(hours(2));
    assembly.tell(world.modems, 'wakes', 0);
    simulation.run(hours(3));
    return told.filter(({ name }) => name === 'data warning.warned').map(({ at }) => at);
  }

  it('is read at once on a PC in use, and on one with its lid shut when that is opened', () => {
    const [at, ...more] = warnedBy(false);
    expect(more).toEqual([]);
    expect(at! - hours(1)).toBeLessThan(seconds(3));
    expect(warnedBy(true)).toEqual([hours(2)]);
  });
});

describe('apps that download, and apps that would like a connection of their own', () => {
  const deed = fc.record({
    after: fc.integer({ min: 1, max: 600 }),
    what: fc.constantFrom('downloads', 'special' as const),
    rate: fc.constantFrom(0, 1, 62_500, 99_991),
  });

  it('lose no byte beside each other', () =>
    fc.assert(
      fc.property(fc.array(deed, { minLength: 2, maxLength: 20 }), deeds => {
        const { world } = worldOf(
          settingsWith({
            length: days(2),
            operator: { plan: { data: megabytes(9000), postpaid: true, lasts: days(30) } },
            group: { sim: 'hot', wifi: 0, apps } as never,
          }),
        );
        const { assembly, simulation } = world;
        const rates = { downloads: 0, special: 0 };
        let expected = 0;
        const sets = (what: keyof typeof rates, rate: number) => {
          if (what === 'downloads') assembly.tell(world.appTraffic, 'downloads', 0, rate);
          else assembly.tell(world.appTraffic, 'specialChanges', 0, rate - rates.special);
          rates[what] = rate;
          simulation.settle();
        };
        simulation.run(minutes(1));
        for (const { after, what, rate } of deeds) {
          sets(what, rate);
          simulation.run((simulation.now + seconds(after)) as Microseconds);
          expected += after * (rates.downloads + rates.special);
        }
        sets('downloads', 0);
        sets('special', 0);
        simulation.run((simulation.now + minutes(1)) as Microseconds);
        expect(attributedTo('apps', world.counters.store.look(0))).toBe(expected);
        expect(world.lines.store.look(0).passed).toBe(expected);
        expect(breaches(laws, world, 'then')).toEqual([]);
      }),
      { numRuns: 15 },
    ));
});
