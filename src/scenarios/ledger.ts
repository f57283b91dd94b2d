/** The assumption ledger: every number that an answer rests on, who set it, and who says so. */
import { lineNumber } from './mistakes.ts';
import { settingsOf } from './schema/tree.ts';
import { type Path, rawAt, type ScenarioDocument } from './yaml-document.ts';

/** One setting the answer rests on. */
export interface Assumption {
  path: string;
  /** As it is written in a scenario. */
  value: string;
  /** `scenario` when the file (or `--set`) gives it, otherwise the preset. */
  setBy: 'scenario' | 'published';
  /** The document it comes from, or why it was chosen; for a value that the scenario sets, the place. */
  source: string;
  /** True when no document publishes the number. */
  assumed: boolean;
}

export function assumptionsOf(document: ScenarioDocument): readonly Assumption[] {
  const ledger: Assumption[] = [];
  for (const { path, facts, planned } of settingsOf(document.raw)) {
    if (planned || facts.source === undefined || facts.default === undefined || isConvention(path)) continue;
    const entry = { path: path.join('.'), source: facts.source, assumed: facts.assumed ?? true };
    const written = rawAt(document.raw, path);
    if (typeof written !== 'string') ledger.push({ ...entry, value: facts.default, setBy: 'published' });
    else if (written.trim() === facts.default) ledger.push({ ...entry, value: facts.default, setBy: 'scenario' });
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
