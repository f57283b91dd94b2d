/** The door of the experiments: runs, and what they answer. */
export { type Ran, type RunRequest, runScenario } from './run.ts';
export * from './run-result.ts';
export { type Verification, verifyRun } from './verify.ts';
