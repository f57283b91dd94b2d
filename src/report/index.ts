/** From a result to what people and programs read: run folders with their report, and the summary on the terminal. */
export type { Manifest } from './manifest.ts';
export { printComparison, printSummary } from './terminal.ts';
export { checkOut, FolderRefused, renderAgain, writeIndexPage, writeRunFolder } from './write.ts';
