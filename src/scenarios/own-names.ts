/** Names that an author chooses: of operators, groups, tiers, steps, variants, metrics, laws and entries of the timeline. */
import type { Mistake } from './mistakes.ts';
import { mistakeAtKey } from './mistakes-at.ts';
import type { Path, ScenarioDocument } from './yaml-document.ts';

export const ownName = /^[A-Za-z][A-Za-z0-9-]{0,63}$/;
export const ownNameRule = 'a letter, then letters, digits and hyphens, at most 64';

/**
 * What is wrong with the name that ends a path.
 * @param noun  what it names, as in "an operator"
 */
export function checkOwnName(document: ScenarioDocument, path: Path, noun: string): Mistake[] {
  if (ownName.test(path[path.length - 1])) return [];
  return [mistakeAtKey(document, path, '', `The name of ${noun} is ${ownNameRule}.`)];
}
