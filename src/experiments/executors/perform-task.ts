/** Does one task, wherever it is done; what goes wrong in it becomes its outcome. */
import { type LoadedScenario, loadBundle, type ScenarioBundle, type Sets } from '../../scenarios/index.ts';
import type { Progress } from '../progress.ts';
import { replicate } from '../tasks/replication.ts';
import type { Task, TaskOutcome } from '../tasks/task.ts';

/** Loads scenarios of one bundle, the last few kept: tasks of one point come together. */
export function loader(bundle: ScenarioBundle): (sets: Sets) => LoadedScenario {
  const kept = new Map<string, LoadedScenario>();
  return sets => {
    const key = JSON.stringify(sets);
    const found = kept.get(key) ?? loadBundle(bundle, sets);
    kept.delete(key);
    kept.set(key, found);
    if (kept.size > 4) kept.delete(kept.keys().next().value!);
    return found;
  };
}

/** @returns undefined when `progress` ended it early */
export async function performTask(
  { sets, variant, seed, replication }: Task,
  load: (sets: Sets) => LoadedScenario,
  progress: Progress,
): Promise<TaskOutcome | undefined> {
  try {
    const done = await replicate(load(sets), { variant, seed, replication, progress });
    return done === undefined ? undefined : { ok: true, replication: done };
  } catch (problem) {
    const what = problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
    return { ok: false, what, lost: false };
  }
}
