/** From a result to what people and programs read: run folders with their report, and the summary on the terminal. */
export {
  formatBytes,
  formatCount,
  formatDuration,
  formatNumber,
  formatRate,
  formatShare,
  formatValue,
} from './format.ts';
export { type IndexEntry, indexPage } from './index-page.ts';
export { type Manifest, manifestSchema, type WrittenManifest } from './manifest.ts';
export { plainText } from './plain-text.ts';
export { safeName } from './safe-name.ts';
export { contentHash, parquet } from './tables.ts';
export { printComparison, printSummary, type TerminalOptions } from './terminal.ts';
export {
  checkOut,
  FolderRefused,
  renderAgain,
  runFolderName,
  type WriteOptions,
  writeIndexPage,
  writeRunFolder,
} from './write.ts';
