/** Which parts of a scenario belong to the language and are not built yet; a whole section is named once. */
import type { Mistake } from './mistakes.ts';
import { mistakeAtKey } from './mistakes-at.ts';
import { childOf, type SchemaNode, schemaAt } from './schema/tree.ts';
import { isRawMap, type Path, type Raw, type ScenarioDocument } from './yaml-document.ts';

export function notBuiltParts(document: ScenarioDocument): Mistake[] {
  const found: Mistake[] = [];
  const walk = (raw: Raw, node: SchemaNode | undefined, path: Path): void => {
    if (node === undefined) return;
    const { plan } = node;
    if (plan !== undefined && (plan.when === undefined || plan.when(raw))) {
      if (plan.namedBy !== undefined) return;
      const message = `needs ${plan.needs}`;
      found.push({ ...mistakeAtKey(document, path, '', message), severity: 'unbuilt' });
    } else if (isRawMap(raw))
      for (const [key, below] of Object.entries(raw)) walk(below, childOf(node, key), [...path, key]);
    else if (typeof raw !== 'string' && node.kind === 'list')
      for (const [i, item] of raw.entries()) walk(item, node.of, [...path, String(i)]);
  };
  walk(document.raw, schemaAt([]), []);
  return found;
}

/** Without what lies below a part that is not built yet: it is named once. */
export function eachOnce(mistakes: readonly Mistake[]): Mistake[] {
  const parts = new Set(mistakes.filter(({ severity }) => severity === 'unbuilt').map(({ path }) => path));
  const isBelow = (path: string): boolean => {
    for (let end = path.lastIndexOf('.'); end > 0; end = path.lastIndexOf('.', end - 1))
      if (parts.has(path.slice(0, end))) return true;
    return false;
  };
  return mistakes.filter(({ severity, path }) => severity !== 'unbuilt' || !isBelow(path));
}
