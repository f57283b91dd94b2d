/** The executors as they are built: their processes then start as fast as those of users, and are of the same build. */
import { built } from '../../kit/built.ts';

export const { localProcesses } = await built<typeof import('../../../src/experiments/executors/local-processes.ts')>(
  'experiments/executors/local-processes.js',
);
export const { inProcess } = await built<typeof import('../../../src/experiments/executors/in-process.ts')>(
  'experiments/executors/in-process.js',
);
export const { fleet } = await built<typeof import('../../../src/experiments/executors/fleet.ts')>(
  'experiments/executors/fleet.js',
);
export const { openQueue, openTaker } = await built<typeof import('../../../src/experiments/executors/fleet-queue.ts')>(
  'experiments/executors/fleet-queue.js',
);
export const { processPool } = await built<typeof import('../../../src/experiments/executors/process-pool.ts')>(
  'experiments/executors/process-pool.js',
);
export const { storeInMemory } = await built<typeof import('../../../src/experiments/executors/task-store.ts')>(
  'experiments/executors/task-store.js',
);
export const { taskRunner } = await built<typeof import('../../../src/experiments/tasks/task-runner.ts')>(
  'experiments/tasks/task-runner.js',
);
export const { buildHash } = await built<typeof import('../../../src/experiments/executors/build.ts')>(
  'experiments/executors/build.js',
);
export const { named } =
  await built<typeof import('../../../src/experiments/tasks/task-id.ts')>('experiments/tasks/task-id.js');
export const { bundleOf, hashOfBundle, loadScenarioText } =
  await built<typeof import('../../../src/scenarios/index.ts')>('scenarios/index.js');
