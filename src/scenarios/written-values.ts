/** What stands in a document at a path, for checks that look at several settings at once. */

import { completeShares, SharesDoNotAddUp } from './distribution-words.ts';
import type { Mistake } from './mistakes.ts';
import { mistakeAtKey, mistakeAtValue, mistakeInText } from './mistakes-at.ts';
import { NotBuiltYet, readShare, Unreadable } from './quantities.ts';
import { isRawMap, type Path, pathKey, rawAt, type ScenarioDocument } from './yaml-document.ts';

/** After so many mistakes of one kind, the rest are not worth the time that comparing names takes. */
const mostOfAKind = 50;
/** Longer lists of names say nothing to a reader. */
const mostNamesShown = 20;

/** What is wrong with each of many, until there is more than anybody reads at once. */
export function mistakesOfEach<Item>(items: readonly Item[], check: (item: Item) => readonly Mistake[]): Mistake[] {
  const found: Mistake[] = [];
  for (const item of items) {
    if (found.length >= mostOfAKind) break;
    found.push(...check(item));
  }
  return found;
}

/** " Expected one of: a, b.", or nothing where there are none, or too many. */
export const expectedNames = (names: readonly string[]): string =>
  names.length === 0 || names.length > mostNamesShown ? '' : ` Expected one of: ${names.join(', ')}.`;

/** The names in the map at a path; none when there is no map. */
export function namesAt(document: ScenarioDocument, path: Path): readonly string[] {
  const raw = rawAt(document.raw, path);
  return isRawMap(raw) ? Object.keys(raw) : [];
}

/** The text at a path; undefined when there is none. */
export function textAt(document: ScenarioDocument, path: Path): string | undefined {
  const raw = rawAt(document.raw, path);
  return typeof raw === 'string' ? raw.trim() : undefined;
}

/** The value at a path, or undefined when there is none or it cannot be read (the schema has said so). */
export function readable<Value>(
  document: ScenarioDocument,
  path: Path,
  read: (text: string) => Value,
): Value | undefined {
  const text = textAt(document, path);
  if (text === undefined) return undefined;
  try {
    return read(text);
  } catch (problem) {
    if (problem instanceof Unreadable) return undefined;
    throw problem;
  }
}

/** What is wrong with the text at a path; what is not built yet is right. */
export function checkReading(document: ScenarioDocument, path: Path, read: (text: string) => unknown): Mistake[] {
  const text = textAt(document, path);
  if (text === undefined || document.spoiled.has(pathKey(path))) return [];
  try {
    read(text);
    return [];
  } catch (problem) {
    if (!(problem instanceof Unreadable)) throw problem;
    if (problem instanceof NotBuiltYet) return [];
    if (problem.part !== undefined) return [mistakeInText(document, path, text, problem)];
    return [mistakeAtValue(document, path, problem.message)];
  }
}

/**
 * Shares of a whole, by name: they add up to 100 %, or one is `rest`.
 * @param missing  the name that would best take what is missing
 * @param at       where the share of a name stands, when not at the name itself
 * @param shareIn  the share in what stands there, when more is said
 */
export function checkShares(
  document: ScenarioDocument,
  path: Path,
  missing: string | undefined,
  at = (name: string): Path => [...path, name],
  shareIn = (text: string): string => text,
): Mistake[] {
  const names = namesAt(document, path);
  const texts = names.map(name => textAt(document, at(name)));
  const isWhole = texts.every(text => text !== undefined);
  if (names.length === 0 || !isWhole || names.some(name => document.spoiled.has(pathKey(at(name))))) return [];
  const wrong = names.flatMap(name =>
    checkReading(document, at(name), text => {
      const share = shareIn(text);
      return completeShares(share === 'rest' ? ['rest'] : [share, 'rest']);
    }),
  );
  if (wrong.length > 0) return wrong;
  try {
    completeShares(texts.map(shareIn));
    return [];
  } catch (problem) {
    if (!(problem instanceof Unreadable)) throw problem;
    const repair =
      problem instanceof SharesDoNotAddUp && problem.missing !== undefined && missing !== undefined
        ? `${problem.sum} ${problem.missing}; write \`${missing}: rest\`?`
        : problem.message;
    return [mistakeAtKey(document, path, path.join('.'), repair)];
  }
}

/** Shares of a whole whose names are all known; the first that is not written would best take what is missing. */
export function checkWhole(document: ScenarioDocument, path: Path, names: readonly string[]): Mistake[] {
  const given = namesAt(document, path);
  if (given.some(name => !names.includes(name))) return [];
  return checkShares(
    document,
    path,
    names.find(name => !given.includes(name)),
  );
}

/** Shares of the same whole that exclude each other add up to at most 100 %. */
export function checkParts(document: ScenarioDocument, path: Path, names: readonly string[]): Mistake[] {
  const sum = names.reduce((total, name) => total + (readable(document, [...path, name], readShare) ?? 0), 0);
  if (sum <= 1 + 1e-9) return [];
  return [
    mistakeAtKey(
      document,
      path,
      '',
      `${names.join(' and ')} exclude each other; together they are ${Number((sum * 100).toPrecision(6))} %, more than all.`,
    ),
  ];
}
