import fc from 'fast-check';
import { expect, it } from 'vitest';
import { endReasons } from '../../src/models/windows/purchase-ends.ts';
import { generatedWorld, worldOfFaults, worldOfPurchases } from './generated-worlds.ts';
import { worldOf } from './small-world.ts';

const guards = { events: 3_000_000, perInstant: 200_000, effectsPerEvent: 200_000 };
const counts = new Map<string, number>();
for (const [name, arb, n] of [
  ['p', worldOfPurchases, 60],
  ['g', generatedWorld, 20],
  ['f', worldOfFaults, 8],
] as const)
  it(name, () => {
    const seen = new Map<string, number>();
    let bad = 0;
    const t0 = performance.now();
    for (const settings of fc.sample(arb, { numRuns: n, seed: 7 })) {
      try {
        const { world, told } = worldOf(settings, { strict: true, guards });
        world.run();
        for (const f of told) {
          const n = /^purchase\.(failed|abandoned|cancelled|callbackIgnored)$/.test(f.name)
            ? f.name + ' ' + (f.name.endsWith('Ignored') ? f.value : endReasons[f.value - 1])
            : f.name;
          counts.set(n, (counts.get(n) ?? 0) + 1);
        }
        if (world.breaches.length) {
          const k = world.breaches[0]!.law + ' | ' + world.breaches[0]!.what.replace(/\d+/g, '#');
          seen.set(k, (seen.get(k) ?? 0) + 1);
          bad++;
        }
      } catch (e) {
        const k = String((e as Error).stack)
          .slice(0, 900)
          .replace(/\d{3,}/g, '#');
        seen.set(k, (seen.get(k) ?? 0) + 1);
        bad++;
      }
    }
    console.log(name, 'bad', bad, 'of', n, performance.now() - t0, 'ms');
    for (const [k, v] of seen) console.log(v, k);
    if (name === 'p')
      console.log(
        [...counts]
          .filter(([k]) =>
            /^(purchase|SM-DP|LPA\.[a-z]+$|eUICC\.p|mobile plans|network flyout|subscription|mobile operator API\.refused|user)/i.test(
              k,
            ),
          )
          .map(([k, v]) => k + ' ' + v)
          .join('\n'),
      );
    expect(1).toBe(1);
  }, 300_000);
