import { it } from 'vitest';
import { bundledRuns } from '../../scripts/docs/bundled-runs.ts';
import { runScenario } from '../../src/experiments/index.ts';
import { World } from '../../src/models/world.ts';
import { loadScenario } from '../../src/scenarios/index.ts';
import { rareManaged } from './directed/managed.ts';
import { Reached } from './reached.ts';
import { settingsWith } from './small-world.ts';

it('cov', () => {
  const s = new Reached();
  const a = new Reached();
  for (const r of bundledRuns()) {
    if (/managed|view-my/.test(r.scenario)) {
      s.note(r.world);
    }
    a.note(r.world);
  }
  for (const { name, settings, drive } of rareManaged) {
    const w = new World(settingsWith(settings));
    drive(w);
    w.run();
    a.note(w);
    if (w.breaches.length) console.log(name, w.breaches);
  }
  const mine = /^(SM-DS|device man|profile disc|code act|account view|service metadata sub)/;
  console.log(
    'COV',
    s.missedStates().filter(x => mine.test(x)),
    a.missedArrows().filter(x => mine.test(x)),
  );
}, 120000);
it('fp', async () => {
  for (const n of ['managed-laptops', 'view-my-account']) {
    const sc = loadScenario(`scenarios/${n}.yaml`);
    for (const variant of sc.variants) {
      const t = performance.now();
      const r = await runScenario(sc, { variant, reproduce: 'x' });
      console.log(
        'FP',
        n,
        r.result.summary.variant,
        r.result.summary.fingerprint,
        Math.round(performance.now() - t),
        r.breaches.length,
        r.result.summary.expectations?.map(e => e.verdict).join(),
      );
    }
  }
}, 120000);
