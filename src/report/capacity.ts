/** A capacity experiment as people and programs read it: its folder with charts, page and tables; and what the terminal shows. */
import {
  type Answered,
  type CapacityResult,
  capacityTables,
  failuresInWords,
  kneeInWords,
} from '../experiments/index.ts';
import { costTornadoChart } from './charts/cost-tornado.ts';
import type { Chart } from './charts/index.ts';
import { latencyCurve } from './charts/load-curve.ts';
import { observedCharts } from './charts/observed.ts';
import { failureCurve, goodputCurve } from './charts/overload.ts';
import { peaksOfAnswer } from './charts/peaks-of-answer.ts';
import { sizesTried } from './charts/sizes-tried.ts';
import { writeExperimentFolder } from './experiment-folder.ts';
import type { ExperimentManifest } from './manifest.ts';
import { capacityPage } from './page/capacity.ts';
import { plainDeep } from './plain-text.ts';
import { safeName } from './safe-name.ts';

export { printCapacity } from './capacity-terminal.ts';

function capacityCharts(result: CapacityResult): Chart[] {
  const { curve, load, tornado, observed } = result;
  const charts = [
    sizesTried(result),
    ...(curve === null
      ? []
      : [latencyCurve(curve, kneeInWords(curve)), goodputCurve(curve, failuresInWords(curve)), failureCurve(curve)]),
    ...(load === null ? [] : [peaksOfAnswer(load)]),
    ...(tornado === null ? [] : [costTornadoChart(tornado)]),
    ...observed.flatMap(observedCharts),
  ];
  return charts.flatMap(chart => (chart === undefined ? [] : [{ ...chart, name: safeName(chart.name) }]));
}

/** @returns the path of the folder */
export function writeCapacityFolder(
  answered: Answered,
  {
    out,
    manifest,
    files,
  }: { out: string; manifest: ExperimentManifest; files: Readonly<Record<string, string | Uint8Array>> },
): Promise<string> {
  const { result } = answered;
  const shown = plainDeep(result);
  const charts = capacityCharts(shown);
  return writeExperimentFolder({
    out,
    manifest,
    summary: result,
    charts,
    page: drawn => capacityPage(shown, charts, drawn),
    tables: capacityTables(answered),
    files,
  });
}
