/** The door of the scenarios: what the floors above may use. */
export { type Expectation, judge, type MetricNames, metricNames, readExpectation } from './expectations.ts';
export type { Assumption } from './ledger.ts';
export { type LoadedScenario, type LoadOptions, loadScenario, loadScenarioText } from './load.ts';
export { formatMistakes, type Mistake, MistakesError } from './mistakes.ts';
export { didYouMean } from './nearest-word.ts';
