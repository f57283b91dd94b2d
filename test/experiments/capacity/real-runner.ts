/** Replications that are really run, here and now: for searches of scenarios that take no time. */
import { replicate } from '../../../src/experiments/tasks/replication.ts';
import type { TaskRunner } from '../../../src/experiments/tasks/task-runner.ts';
import type { LoadedScenario, Sets } from '../../../src/scenarios/index.ts';

export const realRunner = (scenarioWith: (sets: Sets) => LoadedScenario, seed = 1): TaskRunner => ({
  seed,
  width: 1,
  async replicate(wishes) {
    const outcomes = [];
    const loaded = new Map<string, LoadedScenario>();
    for (const { variant, replication, sets = [] } of wishes) {
      const key = JSON.stringify(sets);
      const scenario = loaded.get(key) ?? scenarioWith(sets);
      loaded.set(key, scenario);
      const done = await replicate(scenario, { variant, seed, replication });
      outcomes.push({ ok: true as const, replication: done! });
    }
    return outcomes;
  },
});
