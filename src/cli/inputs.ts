/** What an answer was made from, as a manifest and a command line say it: files, replacements, clocks; and where it was made. */
import { resolve } from 'node:path';
import type { GroupSettings, WorldSettings } from '../models/index.ts';
import type { Manifest } from '../report/index.ts';
import type { LoadedScenario } from '../scenarios/index.ts';
import { quoted, type ScenarioArgument, type Sets, shownPath } from './scenario-file.ts';

/** A scenario from standard input, kept in its run folder under this name. */
export const keptInput = 'scenario.yaml';

/** Where a path was set twice the last one counts; the order is that of the paths. */
export function overridesOf(set: Sets = []): string[] {
  const last = new Map(set);
  return [...last.keys()].sort().map(path => `${path}=${last.get(path)}`);
}

/** Hashes of everything that was read, the scenario itself first. */
export const filesOf = (
  scenario: LoadedScenario,
  { again, shown, text }: ScenarioArgument,
): Manifest['result']['files'] =>
  Object.fromEntries(
    scenario.files.map(({ name, hash }, i) => [
      i > 0 ? shownPath(resolve(name)) : text === undefined ? again : shown,
      hash,
    ]),
  );

/** Where and how the command was given: nothing that an answer depends on. */
export const environmentOf = (version: string): Manifest['environment'] => ({
  mpsim: version,
  node: process.version,
  platform: `${process.platform} ${process.arch}`,
  command: ['mpsim', ...process.argv.slice(2)].map(quoted).join(' '),
});

/** Of the world and of each group with its own. */
export const clocksOf = (settings: WorldSettings): Record<string, number> => ({
  ...clockOf('', settings),
  ...Object.assign({}, ...settings.groups.map(group => clockOf(`${group.name}.`, group))),
});

/** Both offsets of a clock that changes: zone data differs between versions of Node. */
const clockOf = (name: string, { utcOffset, utcChange }: WorldSettings | GroupSettings): Record<string, number> => ({
  [`${name}utcOffset_us`]: utcOffset,
  ...(utcChange && {
    [`${name}utcChange.at_us`]: utcChange.at,
    [`${name}utcChange.utcOffset_us`]: utcChange.utcOffset,
  }),
});
