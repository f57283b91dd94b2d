/** The door of the experiments: runs, and what they answer. */

export { estimateWork, type WorkEstimate } from './estimate.ts';
export { type ExecutorChoice, executorFor } from './executors/choose.ts';
export { type Executor, Unavailable } from './executors/executor.ts';
export { type WorkerEvent, workForFleet } from './executors/fleet-worker.ts';
export { storeIn, type TaskStore } from './executors/task-store.ts';
export { type FitResult, type FittedLine, fitDistribution } from './fit.ts';
export type { Progress } from './progress.ts';
export { comparesVariants, judgeTogether, type Ran, type RunRequest, runScenario } from './run.ts';
export * from './run-result.ts';
export { type Verification, type VerifyOptions, verifyRun } from './verify.ts';
export { faultWords, lawWords } from './vocabulary.ts';
