/** The door of the experiments: runs, and what they answer. */

export type { Progress } from './progress.ts';
export { comparesVariants, judgeTogether, type Ran, type RunRequest, runScenario } from './run.ts';
export * from './run-result.ts';
export { type Verification, type VerifyOptions, verifyRun } from './verify.ts';
