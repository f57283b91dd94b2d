/**
 * Every scenario that comes with mpsim, run once in each of its variants: thinned where it is large, so that all of them
 * together take a few seconds. For what is measured of the scenarios as a whole: which systems they use, which states and
 * arrows they reach.
 */
import { bundledFile, bundledNames } from '../../src/cli/bundled.ts';
import { type GroupSettings, World, type WorldSettings } from '../../src/models/index.ts';
import { loadScenario } from '../../src/scenarios/index.ts';

export interface BundledRun {
  scenario: string;
  variant: string;
  world: World;
  /** The same world before anything has happened in it. */
  before: World;
  /** Names of all facts that were told. */
  facts: ReadonlySet<string>;
}

/** Devices of a scenario, all variants together: enough to reach every state; a test says so when they no longer do. */
const mostDevices = 500;
const day = 86_400_000_000;

let runs: readonly BundledRun[] | undefined;

/** All of them, at their end. They are run when first asked for. */
export function bundledRuns(): readonly BundledRun[] {
  runs ??= bundledNames().flatMap(scenario => {
    const loaded = loadScenario(bundledFile(scenario));
    const { variants } = loaded;
    return variants.map(variant => ({
      scenario,
      variant,
      ...runOf(thinned(loaded.settingsFor(variant), mostDevices / variants.length)),
    }));
  });
  return runs;
}

function runOf(settings: WorldSettings): Pick<BundledRun, 'world' | 'before' | 'facts'> {
  const world = new World(settings);
  const facts = new Set<string>();
  world.simulation.facts.observeAll(({ name }) => facts.add(name));
  world.run();
  return { world, before: new World(settings), facts };
}

/** The same world with fewer devices in every group, at most so many in all; servers and times stay as they are. */
function thinned(settings: WorldSettings, most: number): WorldSettings {
  const devices = ({ count, arrive }: GroupSettings) =>
    arrive === undefined ? count : arrive.perDay * (settings.length / day);
  const share = Math.min(1, most / settings.groups.reduce((sum, group) => sum + devices(group), 0));
  const some = (all: number) => Math.ceil(all * share);
  return {
    ...settings,
    groups: settings.groups.map(group => ({
      ...group,
      ...(group.arrive === undefined
        ? { count: some(group.count) }
        : { arrive: { ...group.arrive, perDay: group.arrive.perDay * share } }),
    })),
    timeline: settings.timeline.map(entry =>
      entry.kind === 'campaign' ? { ...entry, reach: some(entry.reach) } : entry,
    ),
  };
}
