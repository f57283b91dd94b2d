/** From a result to what people and programs read: run folders with their report, and the summary on the terminal. */

export { counted, formatBytes, formatCount, formatDuration, formatNumber } from '../experiments/format.ts';
export { printCapacity, writeCapacityFolder } from './capacity.ts';
export { printVariantsCompared } from './comparison/terminal.ts';
export { writeComparison } from './comparison/write.ts';
export { differenceInWords, differenceOf } from './difference.ts';
export {
  keptTasksFolder,
  makeKeptTasksFolder,
} from './experiment-folder.ts';

export { type ListSection, printLists } from './lists.ts';
export type { ExperimentManifest, Manifest } from './manifest.ts';

export { type ReadRun, RunUnreadable, readRun } from './read-run.ts';
export { printSweep, writeSweepFolder } from './sweep.ts';
export { printComparison, printSummary } from './terminal.ts';
export { checkOut, FolderRefused, renderAgain, writeIndexPage, writeRunFolder } from './write.ts';
