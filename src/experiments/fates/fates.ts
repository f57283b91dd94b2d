/** Runs one world, and says what became of every buyer. */
import { World, type WorldOptions } from '../../models/index.ts';
import type { LoadedScenario } from '../../scenarios/index.ts';
import { type Progress, runWorld } from '../progress.ts';
import type { Fates } from './fate.ts';
import { FateLog } from './fate-log.ts';

/** Which run; seed and replication are those of the scenario where nothing is said. */
export interface FatesRequest {
  variant: string;
  seed?: number;
  replication?: number;
  progress?: Progress;
  world?: WorldOptions;
}

export async function fates(scenario: LoadedScenario, request: FatesRequest): Promise<Fates> {
  const world = worldFor(scenario, request);
  const log = new FateLog(world);
  await runWorld(world, request.progress);
  return log.told(request.variant);
}

export function worldFor(scenario: LoadedScenario, { variant, seed, replication, world }: FatesRequest): World {
  const settings = scenario.settingsFor(variant, {
    ...(seed === undefined ? {} : { seed }),
    ...(replication === undefined ? {} : { replication }),
  });
  return new World(settings, world);
}
