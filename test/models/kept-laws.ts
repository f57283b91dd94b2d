/** Laws that are held against one generated world after the other, and how often each was put to the test in all of them. */
import { expect } from 'vitest';
import type { WorldSettings } from '../../src/models/settings.ts';
import { World } from '../../src/models/world.ts';
import { type Law, watch } from './device-laws.ts';

export const guards = { events: 3_000_000, perInstant: 200_000, effectsPerEvent: 200_000 };

/** @param disturb  what somebody does to each world beside what its settings say, before it runs */
export function keptLaws(laws: ReadonlyMap<number, Law>, disturb: (world: World) => void) {
  const tests = new Map([...laws.keys()].map(law => [law, 0]));
  return {
    /** Runs the world; fails when a law is broken or a request has no end. */
    hold(settings: WorldSettings): void {
      const world = new World(settings, { guards });
      const watched = watch(world, laws);
      disturb(world);
      world.run();
      watched.ends();
      for (const [law, count] of watched.tests) tests.set(law, tests.get(law)! + count);
      expect(watched.broken).toEqual([]);
      expect(world.breaches).toEqual([]);
      expect(world.assembly.requests.open).toBe(0);
    },
    /** Those that were put to the test less often than that, each with its count. */
    seldom: (least: number) => [...tests].filter(([, count]) => count < least),
  };
}
