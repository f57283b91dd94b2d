/** The names that a run uses: what it measures, the laws it is held to, and the ways in which a purchase can end badly. */
import { endReasons, laws, World } from '../models/index.ts';
import { loadScenarioText } from '../scenarios/index.ts';
import { Observation } from './observation.ts';
import type { Metric } from './run-result.ts';

export interface MetricWord {
  name: string;
  kind: Metric['kind'];
  unit: string;
  /** What the metric means, as a question. */
  question: string;
}

/** As small as a scenario can be: it is observed, never run. */
const nobody = `mpsim: 1
run: { length: 1 h }
operators: { contoso: {} }
population: { nobody: { count: 1, device: { sim: hot } } }
`;

/** Every metric of a run, asked of an observation itself. */
export function metricWords(): MetricWord[] {
  const world = new World(loadScenarioText(nobody, 'nobody.yaml').settingsFor('baseline'));
  const metrics = new Observation(world).metrics();
  world.end();
  return Object.entries(metrics).map(([name, { kind, unit, question }]) => ({ name, kind, unit, question }));
}

export const lawWords = (): { name: string; why: string }[] => laws.map(({ name, why }) => ({ name, why }));

/** Why a purchase can end without service. */
export const faultWords = (): readonly string[] => endReasons;
