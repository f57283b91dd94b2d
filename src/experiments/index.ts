/** The door of the experiments: runs, and what they answer. */

export { type FitResult, type FittedLine, fitDistribution } from './fit.ts';
export type { Progress } from './progress.ts';
export { type Ran, type RunRequest, runScenario } from './run.ts';
export * from './run-result.ts';
export { type Verification, type VerifyOptions, verifyRun } from './verify.ts';
