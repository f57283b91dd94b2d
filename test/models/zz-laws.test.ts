import fc from 'fast-check';
import { it } from 'vitest';
import { World } from '../../src/models/world.ts';
import { watch } from './device-laws.ts';
import { worldOfPurchases } from './generated-worlds.ts';
import { mobilePlansLaws } from './mobile-plans-laws.ts';

const guards = { events: 3_000_000, perInstant: 200_000, effectsPerEvent: 200_000 };
it('x', () => {
  const seen = new Map<string, string>();
  const n = new Map<number, number>();
  const t0 = performance.now();
  for (const [i, settings] of fc
    .sample(worldOfPurchases, { numRuns: 100, seed: Number(process.env.SEED ?? 3) })
    .entries()) {
    try {
      const world = new World(settings, { guards });
      const watched = watch(world, mobilePlansLaws);
      world.run();
      watched.ends();
      for (const [l, c] of watched.tests) n.set(l, (n.get(l) ?? 0) + c);
      for (const b of [
        ...watched.broken,
        ...world.breaches.map(x => ({ law: x.law, device: -1, what: x.what, at: x.at })),
      ]) {
        const k = b.law + ' ' + b.what.replace(/\d+/g, '#');
        if (!seen.has(k)) seen.set(k, `world ${i} device ${b.device} at ${b.at}: ${b.what}`);
      }
    } catch (e) {
      seen.set(String((e as Error).stack).slice(0, 400), `world ${i}`);
    }
  }
  console.log(performance.now() - t0, 'ms', [...n].map(([l, c]) => `${l}:${c}`).join(' '));
  for (const [k, v] of seen) console.log(k, '\n    ', v);
}, 300_000);
