/** From a result to what people and programs read: run folders with their report, and the summary on the terminal. */

export { counted, formatBytes, formatCount, formatDuration, formatNumber } from '../experiments/format.ts';
export { printCapacity, writeCapacityFolder } from './capacity.ts';
export { printVariantsCompared } from './comparison/terminal.ts';
export { writeComparison } from './comparison/write.ts';
export { differenceInWords, differenceOf } from './difference.ts';
export {
  type ExperimentFolder,
  keptTasksFolder,
  makeKeptTasksFolder,
  writeExperimentFolder,
} from './experiment-folder.ts';
export { fateLines } from './fate-lines.ts';
export { judgedLines } from './judged-lines.ts';
export { type ListSection, printLists } from './lists.ts';
export type { ExperimentManifest, Manifest } from './manifest.ts';
export { fateSection } from './page/fate.ts';
export { type ReadRun, RunUnreadable, readRun } from './read-run.ts';
export { printSweep, writeSweepFolder } from './sweep.ts';
export { printComparison, printSummary } from './terminal.ts';
export { checkOut, FolderRefused, renderAgain, writeIndexPage, writeRunFolder } from './write.ts';
