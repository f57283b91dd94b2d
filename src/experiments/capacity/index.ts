/** The door of the capacity experiment. */
export type { PeakOfLoad } from './answer-load.ts';
export { type Failure, failures } from './asked-beside.ts';
export {
  type Answered,
  type CapacityRequest,
  checkQuestion,
  fewestReplications,
  findCapacity,
  usualReplications,
} from './capacity.ts';
export type { CurvePoint, Estimate } from './curve.ts';
export { changesInWords, costGuessInWords, costTornadoInWords, noAnswerInWords, whatMoves } from './guess-words.ts';
export type { CostGuess, CostTornado, GuessEnd } from './guesses.ts';
export type { LevelAtPoint } from './level.ts';
export { failuresInWords, failureWords } from './overload-words.ts';
export { type CapacityQuestion, NothingToSearch, questionOf, readTried, type Tried } from './question.ts';
export type { CapacityResult, TestedPlace, TestedSize } from './result.ts';
export { capacityTables } from './tables.ts';
export { kneeInWords, loadInWords, missedInWords, missedOf, shown as valueShown } from './words.ts';
