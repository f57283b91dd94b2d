/** The launch of the examples runs as it stands, here with few buyers: the same flow handed over in four ways. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Ran, runScenario } from '../../src/experiments/run.ts';
import { loadScenario } from '../../src/scenarios/index.ts';

const file = fileURLToPath(new URL('../../examples/launch-callback.yaml', import.meta.url));
const launch = loadScenario(file, { set: [['population.buyers.arrive', '60 per day by hour retail']] });
const variants = ['inline', 'delayed', 'async', 'warm-sim'];

describe('examples/launch-callback.yaml', async () => {
  const runs = new Map<string, Ran>();
  for (const variant of variants)
    runs.set(variant, await runScenario(launch, { variant, reproduce: `mpsim run ${file} --variant ${variant}` }));
  const resultOf = (variant: string) => runs.get(variant)!.result;
  const reached = (variant: string, stage: string) =>
    resultOf(variant).details.funnel.find(one => one.stage === stage)?.reached ?? 0;
  const outcomes = (variant: string) =>
    Object.fromEntries(resultOf(variant).details.outcomes.map(({ outcome, n }) => [outcome, n]));

  it('has four variants', () => {
    expect(launch.variants).toEqual(variants);
  });

  it.each(variants)('brings people online in %s, breaks no law, and gives every purchase one outcome', variant => {
    const { summary, details } = resultOf(variant);
    expect(summary.laws.filter(({ verdict }) => verdict === 'broken')).toEqual([]);
    expect(reached(variant, 'online')).toBeGreaterThan(0);
    const all = details.outcomes.reduce((sum, { n }) => sum + n, 0);
    expect(all).toBe(reached(variant, 'opened the app'));
    expect(outcomes(variant).done).toBeGreaterThan(0);
    expect(outcomes(variant).abandoned).toBeGreaterThan(0);
    expect(summary.expectations).toHaveLength(4);
  });

  it('meets the same buyers in every variant', () => {
    expect(new Set(variants.map(variant => reached(variant, 'opened the app'))).size).toBe(1);
  });

  it('shows a toast only where the download is delayed, and downloads nothing for a SIM card', () => {
    expect(variants.map(variant => reached(variant, 'toast shown') > 0)).toEqual([false, true, false, false]);
    expect(variants.map(variant => reached(variant, 'profile enabled') > 0)).toEqual([true, true, true, false]);
    expect(reached('warm-sim', 'balance added')).toBeGreaterThan(0);
  });
});
