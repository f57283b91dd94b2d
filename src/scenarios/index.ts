/** The door of the scenarios: what the floors above may use. */
export { judge } from './expectations.ts';
export { type LoadedScenario, loadScenario, loadScenarioText } from './load.ts';
export { formatMistakes, type Mistake, MistakesError } from './mistakes.ts';
export { didYouMean } from './nearest-word.ts';
