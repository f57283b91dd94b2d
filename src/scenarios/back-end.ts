/** Checks of a back end: tiers that paths, steps and releases name must exist, and none may wait for itself. */

import { profileTier } from './back-end-settings.ts';
import type { Mistake } from './mistakes.ts';
import { asWarning, mistakeAtKey, mistakeInText } from './mistakes-at.ts';
import { didYouMean } from './nearest-word.ts';
import { checkOwnName } from './own-names.ts';
import { cacheKeys, commonOutcomes, outcomesOfStatus, serverKeys } from './schema/backend.ts';
import { askedFirst, readTierPath, tiersOf, waitsForItself, waitsOf, wordsOfPaths } from './tier-paths.ts';
import { checkParts, expectedNames, namesAt, readable, textAt } from './written-values.ts';
import { type Path, rawAt, type ScenarioDocument } from './yaml-document.ts';

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
  const name = path[path.length - 1];
  const wrongName = wordsOfPaths.some(word => word === name)
    ? [mistakeAtKey(document, path, '', `\`${name}\` is a word of the language. Give the tier another name.`)]
    : checkOwnName(document, path, 'a tier');
  if (wrongName.length > 0) return wrongName;
  const results = namesAt(document, [...path, 'results']);
  const taken = results.filter(name => name === 'ok' || commonOutcomes.some(outcome => outcome === name));
  const why = (name: string) =>
    name === 'ok'
      ? '`ok` is said of calls that succeed: what other results leave over.'
      : `Every call can end in \`${name}\`.`;
  return [
    ...taken.map(name => mistakeAtKey(document, [...path, 'results', name], '', `${why(name)} Choose another name.`)),
    ...checkParts(document, [...path, 'results'], results),
    ...checkKeys(document, path),
  ];
}

/** Keys that belong to another kind of tier, or say more about a key that is not there. */
function checkKeys(document: ScenarioDocument, path: Path): Mistake[] {
  const tier = path[path.length - 1];
  const has = (key: string) => rawAt(document.raw, [...path, key]) !== undefined;
  const at = (key: string, message: string) => mistakeAtKey(document, [...path, key], '', message);
  const isOutside = textAt(document, [...path, 'outside']) === 'true';
  const foreign = isOutside
    ? serverKeys
        .filter(has)
        .map(key =>
          at(
            key,
            `\`${tier}\` is \`outside\`: a system of somebody else, without servers of ours. Leave out \`${key}\`.`,
          ),
        )
    : [];
  const alone =
    isOutside || has('servers')
      ? []
      : ['threads', 'queue']
          .filter(has)
          .map(key =>
            asWarning(at(key, `Without \`servers\` there is always one free, so \`${key}\` decides nothing.`)),
          );
  const kept = has('ttl')
    ? []
    : cacheKeys
        .filter(has)
        .map(key =>
          at(
            key,
            `\`${key}\` is of a cache, which needs a \`ttl\`: how long an answer stays fresh, for example \`ttl: 60 s\`.`,
          ),
        );
  const failing =
    has('downloadFails') && tier !== profileTier
      ? [
          at(
            'downloadFails',
            `Profiles are downloaded from the tier \`${profileTier}\` only, which stands for the SM-DP+.`,
          ),
        ]
      : [];
  const beyond =
    has('over') && !has('limit')
      ? [asWarning(at('over', '`over` is the answer beyond a `limit`, and there is none.'))]
      : [];
  return [...foreign, ...alone, ...kept, ...failing, ...beyond];
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
  const forgetful = askedFirst(read).find(
    ({ text: name }) => rawAt(document.raw, [...operator, 'backend', name, 'ttl']) === undefined,
  );
  if (forgetful !== undefined) {
    const { text: name, at } = forgetful;
    const message = `\`${name}\` is asked before \`else\`, and keeps no answers. Give the tier a \`ttl\`, for example \`ttl: 60 s\`.`;
    return [mistakeInText(document, path, text, { message, part: { at, length: name.length } })];
  }
  const circle = waitsForItself(read);
  if (circle === undefined) return [];
  const { text: name, at } = circle;
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
