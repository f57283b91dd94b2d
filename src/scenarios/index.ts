/** The door of the scenarios: what the floors above may use. */
export { describeAmount, distributionLine } from './distribution-line.ts';
export { type DrawnUnit, readDistribution, readUnit } from './distribution-words.ts';
export { judge } from './expectations.ts';
export { type LoadedScenario, loadScenario, loadScenarioText } from './load.ts';
export { readColumn } from './measured-column.ts';
export { formatMistakes, type Mistake, MistakesError } from './mistakes.ts';
export { didYouMean } from './nearest-word.ts';
export { Unreadable } from './quantities.ts';
