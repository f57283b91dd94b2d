/** The door of the experiments: runs, and what they answer. */
export { type Ran, runScenario, type RunRequest } from './run.ts';
export * from './run-result.ts';
export { type Verification, verifyRun } from './verify.ts';
