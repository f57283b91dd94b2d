/** The door of the scenarios: what the floors above may use. */
export * from './expressions/index.ts';
export { type LoadedScenario, loadScenario, loadScenarioText } from './load.ts';
export { formatMistakes, type Mistake, MistakesError } from './mistakes.ts';
export { didYouMean } from './nearest-word.ts';
export { coinsOf } from './quantities.ts';
export type { Expectation, NamedMeasure } from './questions.ts';
