/** The door of the experiments: runs, and what they answer. */

export * from './capacity/index.ts';
export { type LeafValues, leafValuesOf } from './claims/leaf-values.ts';
export {
  type JudgedOverReplications,
  judgeOverReplications,
  ownMetricsOverReplications,
  type SampledMetric,
  type SampledValue,
} from './claims/over-replications.ts';
export { type Compared, type CompareOptions, compare } from './compare/compare.ts';
export type { Comparison } from './compare/comparison.ts';
export { type Precision, PrecisionUnreadable, readPrecision } from './compare/precision.ts';
export { checkPrimary, UnknownNumber } from './compare/primary.ts';
export { estimateWork, type WorkEstimate } from './estimate.ts';
export { buildHash } from './executors/build.ts';
export { type ExecutorChoice, executorFor } from './executors/choose.ts';
export { type Executor, Unavailable } from './executors/executor.ts';
export { type WorkerEvent, workForFleet } from './executors/fleet-worker.ts';
export { storeIn, type TaskStore } from './executors/task-store.ts';
export { type FateDifference, fateDifference } from './fates/difference.ts';
export type { Fate, Fates } from './fates/fate.ts';
export { fates } from './fates/fates.ts';
export { firstDifferentFate } from './fates/first-different-fate.ts';
export { type Story, storyOf } from './fates/story.ts';
export { type FitResult, type FittedLine, fitDistribution } from './fit.ts';
export { gapInPercent, gapsOf, type ObservedGap } from './observed.ts';
export type { Progress } from './progress.ts';
export { comparesVariants, judgeTogether, type Ran, type RunRequest, runScenario } from './run.ts';
export * from './run-result.ts';
export * from './sweep/index.ts';
export type { Replication } from './tasks/replication.ts';
export { columnsOf, type NumberColumn } from './tasks/replications.ts';
export type { TaskOutcome } from './tasks/task.ts';
export {
  Interrupted,
  type TaskProgress,
  type TaskRunner,
  taskRunner,
  type Wish,
} from './tasks/task-runner.ts';
export {
  type Answers,
  guessInWords,
  guessName,
  type Tornado,
  type TornadoGuess,
  type TornadoRequest,
  tornado,
  tornadoMeasure,
  tornadoWords,
} from './tornado.ts';
export { type Verification, type VerifyOptions, verifyRun } from './verify.ts';
export { faultWords, lawWords } from './vocabulary.ts';
