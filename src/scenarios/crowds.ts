/** Names are compared with one another, and every variant has all of them: too many are refused before they are read. */
import { type Mistake, MistakesError } from './mistakes.ts';
import { mistakeAtKey } from './mistakes-at.ts';
import { childOf, type SchemaNode, schemaAt } from './schema/tree.ts';
import { isRawMap, type Path, type Raw, rawAt, type ScenarioDocument } from './yaml-document.ts';

/** Maps of names that each have many settings; other maps and lists may have more. */
const crowds: ReadonlyMap<string, readonly [most: number, noun: string]> = new Map([
  ['operators', [20, 'operators']],
  ['population', [50, 'groups']],
]);
const mostNames = 200;
const mostItems = 1_000;

/** @throws MistakesError for each map or list with too many entries */
export function refuseCrowds(document: ScenarioDocument): void {
  const found: Mistake[] = [];
  const walk = (raw: Raw, node: SchemaNode | undefined, path: Path): void => {
    if (node === undefined || typeof raw === 'string') return;
    const names = isRawMap(raw) ? Object.keys(raw) : raw.map((_, i) => String(i));
    const isOfOwnNames = node.kind === 'named' || (node.kind === 'section' && node.others !== undefined);
    const [most, noun] = crowds.get(path.join('.')) ?? [node.kind === 'list' ? mostItems : mostNames, 'entries'];
    if ((isOfOwnNames || node.kind === 'list') && names.length > most) {
      const where = noun === 'entries' ? path.join('.') : 'a scenario';
      found.push(mistakeAtKey(document, path, '', `There are ${names.length} ${noun}; ${where} has at most ${most}.`));
    } else
      for (const name of names) {
        const below = rawAt(raw, [name]);
        if (below !== undefined) walk(below, childOf(node, name), [...path, name]);
      }
  };
  walk(document.raw, schemaAt([]), []);
  if (found.length > 0) throw new MistakesError(found);
}
