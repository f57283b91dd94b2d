/** The door of the scenarios: what the floors above may use. */
export { wordsOfAct } from './act-words.ts';
export { type Assumed, type Observed, type Size, sizesOf } from './asked.ts';
export { bundleOf, hashOfBundle, loadBundle, type ScenarioBundle, type Sets } from './bundle.ts';
export { describeAmount, distributionLine } from './distribution-line.ts';
export { type DrawnUnit, readDistribution, readUnit } from './distribution-words.ts';
export {
  type ExplainedPath,
  explainPath,
  namesMissing,
  type PresetDefault,
  settingPatterns,
  toldOnce,
  type ValueThere,
  valuesAt,
} from './explain.ts';
export { type ExpressionWord, expressionWords, metricWords } from './expression-words.ts';
export * from './expressions/index.ts';
export { type LoadedScenario, loadScenario, loadScenarioText } from './load.ts';
export { readColumn } from './measured-column.ts';
export { formatMistakes, type Mistake, MistakesError } from './mistakes.ts';
export { didYouMean } from './nearest-word.ts';
export { outlineOf } from './outline.ts';
export { ownName, ownNameRule } from './own-names.ts';
export { coinsOf, readDuration, readSize, Unreadable } from './quantities.ts';
export type { Expectation, NamedMeasure, ServiceLevel } from './questions.ts';
export { readRange } from './ranges.ts';
export { jsonSchema } from './schema/json-schema.ts';
export { readSmallFile } from './small-file.ts';
export { starterScenario } from './starter.ts';
export { readVary, type Varied } from './vary.ts';
export { caps } from './yaml-document.ts';
