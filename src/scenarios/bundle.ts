/**
 * A scenario with all the files it names, as one piece of plain data: it can be sent to another process or machine, and is
 * loaded there as if it lay in a folder.
 */
import { createHash } from 'node:crypto';
import { type LoadedScenario, loadScenarioText } from './load.ts';

export interface ScenarioBundle {
  /** Of the scenario; safe as the name of a folder. */
  name: string;
  /** What mistakes call the file. */
  shownAs: string;
  /** Bytes in base64: the scenario itself first, under the path ''; the others by their path from its folder. */
  files: readonly (readonly [path: string, base64: string])[];
}

/** Replacements as `--set` takes them, in order. */
export type Sets = readonly (readonly [path: string, value: string])[];

export const bundleOf = ({ name, files }: LoadedScenario): ScenarioBundle => ({
  name,
  shownAs: files[0]!.name,
  files: files.map(({ path, bytes }, i) => [i === 0 ? '' : path, Buffer.from(bytes).toString('base64')]),
});

/** The same for the same bytes, whoever made the bundle and wherever its files lay: what stands in messages does not count. */
export function hashOfBundle({ name, files }: ScenarioBundle): string {
  const sorted = files.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return createHash('sha256')
    .update(JSON.stringify([name, sorted]))
    .digest('hex');
}

/** @throws MistakesError when what `set` replaces makes it wrong */
export function loadBundle({ name, shownAs, files }: ScenarioBundle, set: Sets = []): LoadedScenario {
  const [own, ...others] = files.map(
    ([path, base64]) => [path, Uint8Array.from(Buffer.from(base64, 'base64'))] as const,
  );
  if (own === undefined) throw new Error('a bundle without a scenario');
  return loadScenarioText(own[1], shownAs, { name, set, folder: new Map(others) });
}
