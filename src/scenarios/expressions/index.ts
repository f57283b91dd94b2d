/** The expression language: what the rest of the scenarios, and the floors above, may use of it. */

export { type Dimension, summaryUnit } from './dimensions.ts';
export { readClaim, readCondition, readMeasure } from './read.ts';
export type { Surrounding } from './surrounding.ts';
export type { Comparison } from './syntax.ts';
export * from './terms.ts';
export {
  lawSets,
  type MetricWords,
  reservedWords,
  type SetWords,
  type Vocabulary,
  vocabulary,
  wordOfReason,
} from './vocabulary.ts';
export { stepsOfAStretch } from './windows.ts';
