/** The assumption ledger: every number that an answer rests on, who set it, and who says so. */
import { isInForce } from './habit-checks.ts';
import { lineNumber } from './mistakes.ts';
import type { Completed, Preset } from './presets.ts';
import { settingsOf } from './schema/tree.ts';
import { type Path, pathKey, rawAt } from './yaml-document.ts';

/** One setting the answer rests on. */
export interface Assumption {
  path: string;
  /** As it is written in a scenario. */
  value: string;
  /** `scenario` when the file (or `--set`) gives it, otherwise the preset. */
  setBy: 'scenario' | Preset;
  /** The document it comes from, or why it was chosen; for a value that the scenario sets, the place. */
  source: string;
  /** True when no document publishes the number. */
  assumed: boolean;
}

export function assumptionsOf({ document, preset, reasons }: Completed): readonly Assumption[] {
  const ledger: Assumption[] = [];
  for (const { path, facts, planned } of settingsOf(document.raw)) {
    if (planned || facts.source === undefined || isConvention(path) || !isInForce(document.raw, path)) continue;
    const entry = { path: path.join('.'), source: facts.source, assumed: facts.assumed ?? true };
    const written = rawAt(document.raw, path);
    const reason = reasons.get(pathKey(path));
    if (reason !== undefined)
      ledger.push({ ...entry, value: String(written), setBy: preset, source: reason, assumed: true });
    else if (typeof written !== 'string') {
      if (facts.default !== undefined) ledger.push({ ...entry, value: facts.default, setBy: 'published' });
    } else if (written.trim() === facts.default) ledger.push({ ...entry, value: facts.default, setBy: 'scenario' });
    else {
      const { value } = document.placesOf(path);
      const place = value.source.isFile ? `${value.source.name}, line ${lineNumber(value)}` : value.source.name;
      ledger.push({ ...entry, value: written.trim(), setBy: 'scenario', source: place, assumed: true });
    }
  }
  return ledger;
}

/** How the run is done, and what is only a name for people, says nothing about the world. */
function isConvention(path: Path): boolean {
  return (path[0] === 'run' && path[1] !== 'links') || path[0] === 'mpsim' || path.slice(-2).join('.') === 'plan.name';
}
