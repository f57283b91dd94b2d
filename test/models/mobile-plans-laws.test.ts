/** The laws of Mobile Plans hold in generated worlds, and the watch names each one that is broken. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TransactionNumber } from '../../src/models/operator/used-transaction-ids.ts';
import type { WorldSettings } from '../../src/models/settings.ts';
import { World } from '../../src/models/world.ts';
import { hours, minutes } from '../../src/sim/units.ts';
import { watch } from './device-laws.ts';
import { worldOfPurchases } from './generated-worlds.ts';
import { mobilePlansLaws } from './mobile-plans-laws.ts';

const guards = { events: 3_000_000, perInstant: 200_000, effectsPerEvent: 200_000 };

/** Somebody sends the first request about each SIM again, once an hour. */
function repeatsRequests(world: World): void {
  const { simulation, assembly, apis, service } = world;
  const getBalance = apis.requests.get('getBalance')!;
  const operation = simulation.operation('a request is sent again', () => {
    for (let device = 0; device < world.devices; device++) {
      if (service.store.look(device).asked === 0) continue;
      const nobody = { settled: () => {} };
      const first = 1 as TransactionNumber;
      const row = assembly.requests.take(getBalance, device, device, device, nobody, first, {});
      simulation.note(assembly.effects.send, row, 0, 0, {});
    }
  });
  for (let at: number = hours(1); at < world.horizon; at += hours(1)) simulation.schedule(operation, 0, at);
}

const tests = new Map([...mobilePlansLaws.keys()].map(law => [law, 0]));

function keepsTheLaws(settings: WorldSettings): void {
  const world = new World(settings, { guards });
  const watched = watch(world, mobilePlansLaws);
  repeatsRequests(world);
  world.run();
  watched.ends();
  for (const [law, count] of watched.tests) tests.set(law, tests.get(law)! + count);
  expect(watched.broken).toEqual([]);
  expect(world.breaches).toEqual([]);
  expect(world.assembly.requests.open).toBe(0);
}

describe('in generated worlds', () => {
  it('every law of Mobile Plans holds', () =>
    fc.assert(fc.property(worldOfPurchases, keepsTheLaws), { numRuns: 60, endOnFailure: true }));

  it('each law is put to the test often enough', () => {
    const seldom = [...tests].filter(([, count]) => count < 3);
    expect(seldom).toEqual([]);
  });
});
