/**
 * Replacing settings by their path, for variants of a scenario and for `--set`: a variant is the same document with other
 * values at some paths, and it goes through the same checks as if the file had been edited.
 */
import { enablePatches, type Patch, produceWithPatches } from 'immer';
import { type Mistake, mistakeAt, type Place, sourceText } from './mistakes.ts';
import { didYouMean } from './nearest-word.ts';
import { scaledValue } from './scaling.ts';
import { readPath, settingsOf } from './schema/tree.ts';
import { mistakeAtKey, mistakeAtValue } from './schema/validate.ts';
import {
  isForbiddenKey,
  isRawMap,
  type Path,
  type Places,
  pathKey,
  type Raw,
  type RawMap,
  rawAt,
  readYamlSource,
  type ScenarioDocument,
} from './yaml-document.ts';

enablePatches();

export interface Replacement {
  path: Path;
  raw: Raw;
  /** The places of what is below the path, whose first part is the path itself. */
  placesOf(below: Path): Places;
  /** What of it, from the path on, was torn by a comma: this has been said. */
  spoiled: readonly Path[];
}

export interface Variant {
  name: string;
  /** None for the baseline. */
  replacements: readonly Replacement[];
  isBaseline: boolean;
}

/** What is written in place of each other: a group has a count or arrivals, a flyout openings or sessions, never both. */
const alternatives: ReadonlyMap<string, string> = new Map([
  ['count', 'arrive'],
  ['arrive', 'count'],
  ['opens', 'sessions'],
  ['sessions', 'opens'],
]);

const mostVariants = 30;
const mostMistakes = 50;
/** Paths that a wrong one is compared with. */
const mostPaths = 2_000;
const longestSetName = 100;
const variantName = /^[A-Za-z][A-Za-z0-9-]{0,63}$/;

/** The document with other values at some paths, and what that changed. */
export function replaceSettings(
  document: ScenarioDocument,
  replacements: readonly Replacement[],
): { document: ScenarioDocument; patches: readonly Patch[] } {
  const [raw, patches] = produceWithPatches(document.raw as Record<string, unknown>, draft => {
    for (const { path, raw: value } of replacements) put(draft, path, scaledValue(draft as RawMap, path, value));
  });
  const placesOf = (path: Path): Places => {
    const replacement = replacements.findLast(({ path: replaced }) => startsWith(path, replaced));
    if (replacement !== undefined) return replacement.placesOf(path.slice(replacement.path.length));
    const isNew = rawAt(document.raw, path) === undefined;
    const below = isNew ? replacements.findLast(({ path: replaced }) => startsWith(replaced, path)) : undefined;
    return below === undefined ? document.placesOf(path) : below.placesOf([]);
  };
  const spoiled = new Set(document.spoiled);
  for (const { path, spoiled: torn } of replacements) {
    spoiled.delete(pathKey(path));
    for (const below of torn) spoiled.add(pathKey([...path, ...below]));
  }
  return { document: { ...document, raw: raw as Raw, placesOf, spoiled }, patches };
}

function put(draft: Record<string, unknown>, path: Path, value: Raw): void {
  let here = draft;
  for (const name of path.slice(0, -1)) {
    if (typeof here[name] !== 'object') here[name] = Object.create(null);
    here = here[name] as Record<string, unknown>;
  }
  const last = path[path.length - 1];
  here[last] = value;
  const other = alternativeOf(path);
  if (other !== undefined && typeof value === 'string') delete here[other];
}

/** The key beside a path that is never written together with it. */
export function alternativeOf(path: Path): string | undefined {
  const isHabit = path[0] === 'population' && (path.length === 3 || (path.length === 4 && path[2] === 'flyout'));
  return isHabit ? alternatives.get(path[path.length - 1]) : undefined;
}

const startsWith = (path: Path, beginning: Path): boolean => beginning.every((name, i) => path[i] === name);

/** The variants of a document, in the order of the file; one named `baseline` when it names none. */
export function readVariants(document: ScenarioDocument): {
  variants: readonly Variant[];
  mistakes: readonly Mistake[];
} {
  const raw = rawAt(document.raw, ['variants']);
  if (raw === undefined) return { variants: [{ name: 'baseline', replacements: [], isBaseline: true }], mistakes: [] };
  const names = isRawMap(raw) ? Object.keys(raw) : [];
  if (names.length === 0 || names.length > mostVariants) {
    const message =
      names.length === 0
        ? 'Expected a map of names, as in `slow: { operators.contoso.smdp.silent: 5 % }`.'
        : `A scenario has at most ${mostVariants} variants.`;
    return { variants: [], mistakes: [mistakeAtValue(document, ['variants'], message)] };
  }
  const mistakes: Mistake[] = [];
  const variants = names.map(name => readVariant(name, document, mistakes));
  return { variants, mistakes };
}

function readVariant(name: string, document: ScenarioDocument, mistakes: Mistake[]): Variant {
  const path = ['variants', name];
  const raw = rawAt(document.raw, path);
  if (!variantName.test(name))
    mistakes.push(
      mistakeAtKey(
        document,
        path,
        '',
        'The name of a variant is a letter, then letters, digits and hyphens, at most 64.',
      ),
    );
  if (raw === 'baseline') return { name, replacements: [], isBaseline: true };
  if (!isRawMap(raw) || Object.keys(raw).length === 0) {
    const message = 'Expected the word `baseline`, or a map of paths, as in `{ operators.contoso.smdp.silent: 5 % }`.';
    mistakes.push(mistakeAtValue(document, path, message));
    return { name, replacements: [], isBaseline: false };
  }
  const replacements: Replacement[] = [];
  for (const [dotted, value] of Object.entries(raw)) {
    const here = [...path, dotted];
    const target = readPath(dotted, document.raw);
    if (target !== undefined && settable(target))
      replacements.push({
        path: target,
        raw: value,
        placesOf: below => document.placesOf([...here, ...below]),
        spoiled: spoiledBelow(document, here),
      });
    else if (mistakes.length < mostMistakes)
      mistakes.push(mistakeAtKey(document, here, '', unknownPath(dotted, document.raw)));
  }
  return { name, replacements, isBaseline: false };
}

const spoiledBelow = ({ spoiled }: ScenarioDocument, path: Path): Path[] =>
  [...spoiled]
    .map(key => key.split('\n'))
    .filter(one => startsWith(one, path))
    .map(one => one.slice(path.length));

/**
 * Reads `--set path=value`.
 * @throws MistakesError when the value cannot be read at all
 */
export function readSet(
  path: string,
  value: string,
  document: ScenarioDocument,
): { replacement?: Replacement; mistakes: readonly Mistake[] } {
  const written = `${path}=${value}`;
  const name = `--set ${written.length > longestSetName ? `${written.slice(0, longestSetName)}…` : written}`;
  const source = sourceText(name, written, false);
  const key: Place = { source, start: 0, end: path.length };
  const target = isForbiddenKey(path) ? undefined : readPath(path, document.raw);
  if (target === undefined || !settable(target)) {
    const message = isForbiddenKey(path) ? 'This cannot be the name of anything.' : unknownPath(path, document.raw);
    return { mistakes: [mistakeAt(key, { path, message })] };
  }
  const given = readYamlSource(source, path.length + 1);
  const placesOf = (below: Path): Places => {
    const places = given.placesOf(below);
    return { key: places.key ?? key, value: places.value };
  };
  return {
    replacement: { path: target, raw: given.raw, placesOf, spoiled: spoiledBelow(given, []) },
    mistakes: given.mistakes,
  };
}

/** What a variant or `--set` may replace: anything that describes the run or its world. */
const settable = (path: Path): boolean => ['run', 'operators', 'microsoft', 'population', 'about'].includes(path[0]);

function unknownPath(dotted: string, raw: Raw): string {
  const known: string[] = [];
  for (const { path } of settingsOf(raw)) {
    if (settable(path)) known.push(path.join('.'));
    if (known.length >= mostPaths) break;
  }
  return `There is no setting \`${dotted}\` in this scenario.${didYouMean(dotted, known)}`;
}
