/** Writes what a comparison answers: `<out>/<scenario>/compare-seed-<n>/`. */
import type { Compared } from '../../experiments/compare/compare.ts';
import { type ExperimentFolder, writeExperimentFolder } from '../experiment-folder.ts';
import { plainDeep } from '../plain-text.ts';
import { chartsOfComparison } from './charts.ts';
import { comparisonPage } from './page.ts';
import { differencesTable, guessesTable, replicationsTable } from './tables.ts';

export function writeComparison(
  { comparison, samples }: Compared,
  folder: Pick<ExperimentFolder, 'out' | 'manifest' | 'files'>,
): Promise<string> {
  const charts = chartsOfComparison(plainDeep(comparison), samples);
  return writeExperimentFolder({
    ...folder,
    summary: comparison,
    charts,
    page: drawn => comparisonPage(comparison, charts, drawn),
    tables: [
      replicationsTable(samples),
      differencesTable(comparison),
      ...(comparison.tornado === null ? [] : [guessesTable(comparison.tornado)]),
    ],
  });
}
