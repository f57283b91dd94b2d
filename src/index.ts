/** The package as a library: load a scenario, run it, write its report. The kernel alone is `mobile-plans-simulator/sim`. */
export * from './experiments/index.ts';
export { type Manifest, printSummary, renderAgain, writeIndexPage, writeRunFolder } from './report/index.ts';
export { type LoadedScenario, loadScenario, loadScenarioText, type Mistake, MistakesError } from './scenarios/index.ts';
