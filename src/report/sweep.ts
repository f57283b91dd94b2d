/** A sweep as people and programs read it: its folder with charts, page and table; and what the terminal shows. */
import { type SweepResult, type Swept, sweepTable, tornadoWords } from '../experiments/index.ts';
import { heatMap } from './charts/heat-map.ts';
import type { Chart } from './charts/index.ts';
import { observedCharts } from './charts/observed.ts';
import { mostLines, responseChart } from './charts/response.ts';
import { tornadoChart } from './charts/tornado.ts';
import { writeExperimentFolder } from './experiment-folder.ts';
import type { ExperimentManifest } from './manifest.ts';
import { sweepPage } from './page/sweep.ts';
import { plainDeep } from './plain-text.ts';
import { safeName } from './safe-name.ts';

export { printSweep } from './sweep-terminal.ts';

function sweepCharts(result: SweepResult): Chart[] {
  const [, second] = result.axes;
  const drawn = result.numbers.filter(({ isDrawn, points }) => isDrawn && points.some(({ mean }) => mean !== null));
  const charts = drawn.flatMap(number => {
    if (second === undefined) return [responseChart(result, number)];
    const lines = second.values.length <= mostLines ? [responseChart(result, number)] : [];
    return [heatMap(result, number), ...lines];
  });
  const torn = result.tornado === undefined ? undefined : tornadoChart(result.tornado, tornadoWords([result.tornado]));
  return [...charts, ...(torn === undefined ? [] : [torn]), ...result.observed.flatMap(observedCharts)].map(
    (chart, i, all) => {
      const name = safeName(chart.name);
      const before = all.slice(0, i).filter(other => safeName(other.name) === name).length;
      return { ...chart, name: before === 0 ? name : `${name}-${before + 1}` };
    },
  );
}

/** @returns the path of the folder */
export function writeSweepFolder(
  swept: Swept,
  {
    out,
    manifest,
    files,
  }: { out: string; manifest: ExperimentManifest; files: Readonly<Record<string, string | Uint8Array>> },
): Promise<string> {
  const shown = plainDeep(swept.result);
  const charts = sweepCharts(shown);
  return writeExperimentFolder({
    out,
    manifest,
    summary: swept.result,
    charts,
    page: drawn => sweepPage(shown, charts, drawn),
    tables: [sweepTable(swept)],
    files,
  });
}
