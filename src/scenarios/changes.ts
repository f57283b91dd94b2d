/** What a variant changes, as people compare it: one line for each value, with the value it takes the place of. */
import type { Patch } from 'immer';
import { dottedPath } from './dotted-path.ts';
import { settingsOf } from './schema/tree.ts';
import { isRawMap, type Path, type Raw, rawAt, type ScenarioDocument } from './yaml-document.ts';

export interface Change {
  path: string;
  /** As it was; absent where neither the file nor a preset gives a value. */
  from?: string;
  /** True when the former value is that of the preset. */
  fromPreset: boolean;
  /** As it is now; absent where the value is taken away. */
  to?: string;
}

/**
 * @param base     the file, with `--set`, that the patches were made from
 * @param whole    the same with what its preset says where the file says nothing
 * @param patches  in any order; two for one path count as the later
 * @returns        one change for each value, ordered as the patches are
 */
export function changesOf(base: ScenarioDocument, whole: ScenarioDocument, patches: readonly Patch[]): Change[] {
  if (patches.length === 0) return [];
  const presets = new Map<string, string>();
  for (const { path, facts } of settingsOf(whole.raw)) {
    const usual = valueAt(whole.raw, path) ?? facts.default;
    if (usual !== undefined) presets.set(path.join('.'), usual);
  }
  const changes = new Map<string, Change>();
  for (const { op, path, value } of patches) {
    const names = path.map(String);
    const before = rawAt(base.raw, names);
    const after: Raw | undefined = op === 'remove' ? undefined : value;
    for (const below of leavesOf(before, after)) {
      const written = valueAt(before, below);
      const now = valueAt(after, below);
      if (written === now) continue;
      const whole = dottedPath(base.raw, [...names, ...below]);
      const from = written ?? presets.get(whole);
      changes.set(whole, {
        path: whole,
        ...(from === undefined ? {} : { from }),
        fromPreset: written === undefined && from !== undefined,
        ...(now === undefined ? {} : { to: now }),
      });
    }
  }
  return [...changes.values()];
}

/** The paths of all values in either, those of the first tree first. */
function leavesOf(...trees: (Raw | undefined)[]): Path[] {
  const paths = new Map<string, Path>();
  const walk = (raw: Raw | undefined, path: Path): void => {
    if (isRawMap(raw)) for (const [name, below] of Object.entries(raw)) walk(below, [...path, name]);
    else if (raw !== undefined) paths.set(JSON.stringify(path), path);
  };
  for (const tree of trees) walk(tree, []);
  return [...paths.values()];
}

function valueAt(raw: Raw | undefined, path: Path): string | undefined {
  const found = raw === undefined ? undefined : rawAt(raw, path);
  if (found === undefined || isRawMap(found)) return undefined;
  return typeof found === 'string' ? found : JSON.stringify(found);
}
