/** Checks of a back end: tiers that paths, steps and releases name must exist, and none may wait for itself. */

import type { Mistake } from './mistakes.ts';
import { mistakeAtKey, mistakeInText } from './mistakes-at.ts';
import { didYouMean } from './nearest-word.ts';
import { checkOwnName } from './own-names.ts';
import { commonOutcomes, outcomesOfStatus } from './schema/backend.ts';
import { readTierPath, tiersOf, waitsOf } from './tier-paths.ts';
import { checkParts, expectedNames, namesAt, readable, textAt } from './written-values.ts';
import type { Path, ScenarioDocument } from './yaml-document.ts';

/** @param operator  its path */
export function checkBackEnd(document: ScenarioDocument, operator: Path): Mistake[] {
  const tiers = namesAt(document, [...operator, 'backend']);
  const paths = [...operator, 'api', 'paths'];
  return [
    ...tiers.flatMap(tier => checkTier(document, [...operator, 'backend', tier])),
    ...namesAt(document, paths).flatMap(request => checkPath(document, operator, [...paths, request], tiers)),
  ];
}

function checkTier(document: ScenarioDocument, path: Path): Mistake[] {
  const wrongName = checkOwnName(document, path, 'a tier');
  if (wrongName.length > 0) return wrongName;
  const results = namesAt(document, [...path, 'results']);
  const own = results.filter(name => commonOutcomes.some(outcome => outcome === name));
  return [
    ...own.map(name =>
      mistakeAtKey(document, [...path, 'results', name], '', `Every call can end in \`${name}\`. Choose another name.`),
    ),
    ...checkParts(document, [...path, 'results'], results),
  ];
}

function checkPath(document: ScenarioDocument, operator: Path, path: Path, tiers: readonly string[]): Mistake[] {
  const text = textAt(document, path) ?? '';
  const read = readable(document, path, readTierPath);
  if (read === undefined) return [];
  const unknown = tiersOf(read).filter(({ text: name }) => !tiers.includes(name));
  if (unknown.length > 0)
    return unknown.map(({ text: name, at }) =>
      mistakeInText(document, path, text, {
        message: noTier(name, operator, tiers),
        part: { at, length: name.length },
      }),
    );
  const circle = waitsOf(read).find(({ caller, called }) => caller === called.text);
  if (circle === undefined) return [];
  const { text: name, at } = circle.called;
  const message = `\`${name}\` would wait for itself and hold a thread so long; with all of them held, nothing moves again.`;
  return [mistakeInText(document, path, text, { message, part: { at, length: name.length } })];
}

export function noTier(name: string, operator: Path, tiers: readonly string[]): string {
  const where = `${operator.join('.')}.backend`;
  if (tiers.length === 0) return `No tier \`${name}\`: there is no ${where}.`;
  return `No tier \`${name}\` in ${where}.${didYouMean(name, tiers) || expectedNames(tiers)}`;
}

/** How a call to a tier can end, beside success. */
export function outcomesOf(document: ScenarioDocument, operator: Path, tier: string, call: string): readonly string[] {
  const results = namesAt(document, [...operator, 'backend', tier, 'results']);
  return [...results, ...commonOutcomes, ...(call === 'status' ? outcomesOfStatus : [])];
}

/** A tier that waits for this one and holds a thread so long; undefined when no path says so. */
export function callerOf(document: ScenarioDocument, operator: Path, tier: string): string | undefined {
  const paths = [...operator, 'api', 'paths'];
  for (const request of namesAt(document, paths)) {
    const read = readable(document, [...paths, request], readTierPath);
    const wait = read && waitsOf(read).find(({ called }) => called.text === tier);
    if (wait !== undefined) return wait.caller;
  }
  return undefined;
}
