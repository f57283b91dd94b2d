/** The door of the scenarios: what the floors above may use. */
export { judge } from './expectations.ts';
export {
  type ExplainedPath,
  explainPath,
  type PresetValue,
  settingPatterns,
  type ValueThere,
  valuesAt,
} from './explain.ts';
export { type ExpressionWord, expressionWords } from './expression-words.ts';
export { type LoadedScenario, loadScenario, loadScenarioText } from './load.ts';
export { formatMistakes, type Mistake, MistakesError } from './mistakes.ts';
export { didYouMean } from './nearest-word.ts';
export { jsonSchema } from './schema/json-schema.ts';
export { starterScenario } from './starter.ts';
export { caps } from './yaml-document.ts';
