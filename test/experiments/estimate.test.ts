/** Estimates of how much work a run is. The scenarios that come with mpsim are estimated in test/determinism.test.ts, where they are run. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { estimateWork } from '../../src/experiments/index.ts';
import { World, type WorldSettings } from '../../src/models/index.ts';
import { loadScenario, loadScenarioText, starterScenario } from '../../src/scenarios/index.ts';

const scenarios = fileURLToPath(new URL('../../scenarios/', import.meta.url));

function eventsOf(settings: WorldSettings): number {
  const world = new World(settings);
  world.run();
  return world.simulation.events;
}

/** How much was estimated for one event that there was. */
function ratio(settings: WorldSettings): number {
  const { events, sampledEvents } = estimateWork(settings, { budget: 40_000 });
  expect(sampledEvents).toBeLessThan(400_000);
  return events / eventsOf(settings);
}

describe('the estimate of a run', () => {
  const two = `mpsim: 1
run: { start: 2019-09-02 07:00, timeZone: Europe/Berlin, length: 2 days, drain: 6 h, seed: 3 }
operators: { contoso: {}, fabrikam: { network: { rejectsRetryable: 20 % } } }
population:
  fleet: { operator: contoso, count: 3_000, device: { sim: hot }, usage: none }
  staff: { operator: fabrikam, count: 12, device: { sim: hot } }
  visitors: { operator: fabrikam, arrive: 400 per day by hour published, online: { wifi: 80 %, none: rest } }
`;
  const aimedAt = `mpsim: 1
run: { start: 2019-09-02 06:00, length: 2 h, seed: 3 }
operators: { contoso: {} }
population:
  lines: { count: 40_000, device: { sim: hot }, usage: none, flyout: { sessions: 1 per day by hour office } }
  agents: { count: 1_000, load: { rate: 5 per s } }
timeline:
  - { name: promo, at: 07:00, campaign: lines, reach: 4_000, opens: exponential mean 5 min }
`;
  it.each([
    ['the starter', starterScenario('starter')],
    ['a world of two operators and three groups', two],
    ['a world of a campaign and many load agents', aimedAt],
    ['a world of three devices', two.replace('3_000', '3').replace('400 per', '2 per')],
  ])('%s has its events within a factor of two', (_, text) => {
    const scenario = loadScenarioText(text, 'generated.yaml');
    const estimated = ratio(scenario.settingsFor(scenario.variants[0]!));
    expect(estimated).toBeGreaterThan(0.5);
    expect(estimated).toBeLessThan(2);
  });

  it('tries out few devices for a million of them', () => {
    const million = loadScenario(`${scenarios}getbalance-10000-sims.yaml`, {
      set: [
        ['population.lines.count', '1_000_000'],
        ['operators.contoso.api.servers', '400'],
      ],
    });
    const work = estimateWork(million.settingsFor('baseline'), { budget: 40_000 });
    expect(work.devices).toBe(1_000_000);
    expect(work.buyers).toBe(0);
    expect(work.sampledEvents).toBeLessThan(100_000);
    expect(work.events).toBeGreaterThan(30e6);
  });

  it('is the same again', () => {
    const settings = loadScenarioText(two, 'generated.yaml').settingsFor('baseline');
    expect(estimateWork(settings, { budget: 10_000 })).toEqual(estimateWork(settings, { budget: 10_000 }));
  });
});
