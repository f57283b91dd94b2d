/** Checks of a back end: tiers that paths, steps and releases name must exist, and none may wait for itself. */

import type { Mistake } from './mistakes.ts';
import { didYouMean } from './nearest-word.ts';
import { readShare } from './quantities.ts';
import { commonOutcomes, outcomesOfStatus } from './schema/backend.ts';
import { mistakeAtKey } from './schema/validate.ts';
import { mistakeInText } from './text-mistakes.ts';
import { readTierPath, tiersOf, waitsOf } from './tier-paths.ts';
import { expectedNames, namesAt, readable, textAt } from './written-values.ts';
import type { Path, ScenarioDocument } from './yaml-document.ts';

const tierName = /^[A-Za-z][\w-]{0,63}$/;

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
  const tier = path[path.length - 1];
  if (!tierName.test(tier))
    return [
      mistakeAtKey(document, path, '', 'The name of a tier is a letter, then letters, digits and hyphens, at most 64.'),
    ];
  const results = namesAt(document, [...path, 'results']);
  const own = results.filter(name => commonOutcomes.some(outcome => outcome === name));
  const sum = results.reduce(
    (total, name) => total + (readable(document, [...path, 'results', name], readShare) ?? 0),
    0,
  );
  const tooMuch = mistakeAtKey(
    document,
    [...path, 'results'],
    '',
    `${results.join(' and ')} exclude each other; together they are ${Number((sum * 100).toPrecision(6))} %, more than all.`,
  );
  return [
    ...own.map(name =>
      mistakeAtKey(document, [...path, 'results', name], '', `Every call can end in \`${name}\`. Choose another name.`),
    ),
    ...(sum > 1 + 1e-9 ? [tooMuch] : []),
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
