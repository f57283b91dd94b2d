/** Lines of several kinds in one group: who is simulated, who buys, and whose luck a larger share moves. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GroupSettings, TimelineEntry } from '../../src/models/settings.ts';
import type { World } from '../../src/models/world.ts';
import { days, hours } from '../../src/sim/units.ts';
import { evenly, settingsWith, type WorldChange, worldOf } from './small-world.ts';

const everyDevice: TimelineEntry = {
  kind: 'act',
  name: 'all',
  at: hours(1),
  act: 'openFlyout',
  group: 'people',
  first: 0,
  count: 60,
};

const flat = (perDay: number) => ({ perDay, weights: evenly });

const worldWith = (group: WorldChange['group'], more: WorldChange = {}): World =>
  worldOf(settingsWith({ length: days(2), ...more, group: { sim: 'esim', arrive: undefined, ...group } }), {}).world;

/** The index in the group of each simulated device, by the line that it begins with and whether its owner comes to buy. */
function members(world: World): Record<string, number[]> {
  const found: Record<string, number[]> = {};
  for (const { settings, members: indices = [], arrivals } of world.groups)
    found[arrivals === undefined ? settings.sim : `${settings.sim} that buys`] = [...indices];
  return found;
}

describe('a group with lines of several kinds', () => {
  const lines = { active: 0.12, warm: 0.03, cold: 0 };

  it('has them in their shares, and simulates no device without a line', () => {
    const { hot, warm, ...others } = members(worldWith({ count: 20_000, lines }));
    expect(others).toEqual({});
    expect(hot!.length / 20_000).toBeCloseTo(0.12, 2);
    expect(warm!.length / 20_000).toBeCloseTo(0.03, 2);
  });

  it('makes every device one of the kinds, whatever the shares', () => {
    const shares = fc.tuple(fc.nat(100), fc.nat(100), fc.nat(100), fc.nat(100)).filter(all => all.some(n => n > 0));
    fc.assert(
      fc.property(shares, ([active, warm, cold, none]) => {
        const all = active + warm + cold + none;
        const share = { active: active / all, warm: warm / all, cold: cold / all };
        // What is done to a device by hand needs the device, with a line or without.
        const world = worldWith({ count: 60, lines: share }, { timeline: [everyDevice] });
        const indices = Object.values(members(world)).flat();
        expect(indices.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, index) => index));
      }),
      { seed: 7, numRuns: 20 },
    );
  });

  it('turns devices without a line into active ones when that share is larger, and leaves everybody else as they were', () => {
    const few = members(worldWith({ count: 5_000, lines: { active: 0.05, warm: 0.03, cold: 0.02 }, buys: flat(40) }));
    const many = members(worldWith({ count: 5_000, lines: { active: 0.25, warm: 0.03, cold: 0.02 }, buys: flat(40) }));
    const all = new Set(many.hot);
    expect(few.hot!.every(index => all.has(index))).toBe(true);
    expect(many.hot!.length).toBeGreaterThan(4 * few.hot!.length);
    const warmOf = (one: Record<string, number[]>) =>
      [...one.warm!, ...(one['warm that buys'] ?? [])].toSorted((a, b) => a - b);
    expect(warmOf(many)).toEqual(warmOf(few));
    // A purchase passes on only where its buyer has an active line by now.
    const buyers = new Set(few['esim that buys']!);
    const moved = many['esim that buys']!.filter(index => !buyers.has(index));
    const lost = few['esim that buys']!.filter(index => all.has(index));
    expect(moved.length).toBeLessThanOrEqual(lost.length);
  });

  it('gives a device the same luck, and the same number, whatever else is simulated', () => {
    const few = worldWith({ count: 2_000, lines: { active: 0.05, warm: 0, cold: 0 } });
    const many = worldWith({ count: 2_000, lines: { active: 0.5, warm: 0, cold: 0 } });
    const luckOf = (world: World) =>
      new Map(
        Array.from(world.groups[0]!.members!, (index, device) => [
          index,
          [world.draws.uniform('any purpose', device, 3), world.surroundings.identity.iccid(device)] as const,
        ]),
      );
    const larger = luckOf(many);
    for (const [index, luck] of luckOf(few)) expect(larger.get(index)).toEqual(luck);
  });

  it('asks for the balance of active and of warm lines, and of no others', () => {
    const world = worldWith({ count: 2_000, lines: { active: 0.1, warm: 0.1, cold: 0.3 }, flyout: flat(4) });
    const asked = new Set<number>();
    world.simulation.facts.observe('mobile operator API.getBalance.answered', device => asked.add(device));
    world.run();
    expect(world.breaches).toEqual([]);
    const { hot, warm } = members(world);
    expect(world.devices).toBe(hot!.length + warm!.length);
    expect(asked.size).toBeGreaterThan(0.95 * world.devices);
    const states = (['hot', 'warm'] as const).map(
      kind =>
        new Set(
          [...asked]
            .filter(device => world.surroundings.group(device).sim === kind)
            .map(device => world.lines.store.look(device).state),
        ),
    );
    expect(states[1]).toEqual(new Set(['warm']));
  });
});

describe('purchases by devices that are there from the start', () => {
  it('come so many a day, each from another device without an active line', () => {
    const world = worldWith({ count: 5_000, lines: { active: 0.4, warm: 0.1, cold: 0 }, buys: flat(200) });
    const opened: number[] = [];
    world.simulation.facts.observe('user.came', device => opened.push(device));
    world.run();
    expect(world.breaches).toEqual([]);
    expect(opened.length).toBeGreaterThan(340);
    expect(opened.length).toBeLessThan(460);
    expect(new Set(opened).size).toBe(opened.length);
    expect(opened.every(device => world.surroundings.group(device).sim !== 'hot')).toBe(true);
    expect(opened.some(device => world.surroundings.group(device).sim === 'warm')).toBe(true);
  });

  it('end where nobody is left who could buy', () => {
    const world = worldWith({ count: 20, lines: { active: 0.5, warm: 0, cold: 0 }, buys: flat(1_000) });
    const { hot, ...buyers } = members(world);
    expect(Object.values(buyers).flat().length).toBe(20 - hot!.length);
  });
});

describe('a lid', () => {
  // Monday: open from 08:00 to 20:00; half of the lids from 20:00 to 24:00; none at night.
  const weights = Array.from({ length: 24 }, (_, hour) => (hour < 8 ? 0 : hour < 20 ? 22 / 12 : 0.5));
  const group: Partial<GroupSettings> = { sim: 'hot', count: 400, awake: { weights } };

  it('that is closed asks nothing, and people look as often as without one', () => {
    const world = worldWith({ ...group, flyout: flat(6) });
    const byHour = Array.from({ length: 24 }, () => 0);
    world.simulation.facts.observe('network flyout.opened', () => {
      byHour[Math.floor(world.simulation.now / hours(1)) % 24]! += 1;
    });
    world.run();
    expect(byHour.slice(0, 8)).toEqual(Array.from({ length: 8 }, () => 0));
    expect(byHour.reduce((sum, n) => sum + n, 0) / 800).toBeCloseTo(6, 0);
    const mean = (from: number, to: number) => byHour.slice(from, to).reduce((sum, n) => sum + n, 0) / (to - from);
    expect(mean(20, 24) / mean(8, 20)).toBeCloseTo(0.43, 1);
  });

  it('is opened by somebody whom a campaign reaches, in the next hour that it is open', () => {
    const world = worldWith(group);
    const at = hours(3);
    for (let device = 0; device < 400; device += 1) {
      const opens = world.surroundings.nextOpen(device, at, 0.5);
      expect(opens).toBe(hours(8) + hours(1) / 2);
      expect(world.surroundings.nextOpen(device, hours(9), 0.5)).toBe(hours(9));
    }
  });
});
