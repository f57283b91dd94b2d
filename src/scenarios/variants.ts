/**
 * Replacing settings by their path, for variants of a scenario and for `--set`: a variant is the same document with other
 * values at some paths, and it goes through the same checks as if the file had been edited.
 */
import { enablePatches, type Patch, produceWithPatches } from 'immer';
import { alternativeTo } from './alternatives.ts';
import { type Mistake, mistakeAt, type Place, sourceText } from './mistakes.ts';
import { mistakeAtKey, mistakeAtValue } from './mistakes-at.ts';
import { checkOwnName } from './own-names.ts';
import { scaledValue } from './scaling.ts';
import { readPath } from './schema/tree.ts';
import { knownPaths, unknownPath } from './unknown-path.ts';
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
  removeRawAt,
  type ScenarioDocument,
  setRawAt,
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

const mostVariants = 30;
const mostMistakes = 50;
const longestSetName = 100;

/** The document with other values at some paths, and what that changed. */
export function replaceSettings(
  document: ScenarioDocument,
  replacements: readonly Replacement[],
): { document: ScenarioDocument; patches: readonly Patch[] } {
  const [raw, patches] = produceWithPatches(document.raw as Record<string, unknown>, draft => {
    for (const [i, { path, raw: value }] of replacements.entries()) {
      const isBuiltOn = replacements.slice(i + 1).some(later => startsWith(later.path, path));
      setRawAt(draft, path, scaledValue(draft as RawMap, path, isBuiltOn ? copyOf(value) : value));
      const other = alternativeTo(path);
      if (other !== undefined && typeof value === 'string') removeRawAt(draft, other);
    }
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

/** Of its own, so that what is written below a value leaves the one who gave it as it was. */
function copyOf(raw: Raw): Raw {
  if (!isRawMap(raw)) return raw;
  const copy: Record<string, Raw> = Object.create(null);
  for (const [name, below] of Object.entries(raw)) copy[name] = copyOf(below);
  return copy;
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
  const [first, ...others] = variants.filter(({ isBaseline }) => isBaseline);
  for (const { name } of others)
    mistakes.push(
      mistakeAtValue(document, ['variants', name], `\`${first?.name}\` is the baseline already; a scenario has one.`),
    );
  return { variants, mistakes };
}

function readVariant(name: string, document: ScenarioDocument, mistakes: Mistake[]): Variant {
  const path = ['variants', name];
  const raw = rawAt(document.raw, path);
  mistakes.push(...checkOwnName(document, path, 'a variant'));
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
      mistakes.push(mistakeAtKey(document, here, '', notSettable(dotted, document.raw)));
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
  if (target === undefined || !(settable(target) || isServiceLevel(target))) {
    const message = isForbiddenKey(path) ? 'This cannot be the name of anything.' : notSettable(path, document.raw);
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

/** What a variant may replace, and `--set` too: anything that describes the run or its world. */
const settable = (path: Path): boolean =>
  ['run', 'operators', 'microsoft', 'population', 'about'].includes(path[0]) || isPartOfTimeline(path);

/** What a named line of the timeline says, but for its name: paths and claims call it by that. */
const isPartOfTimeline = ([top, , key, ...below]: Path): boolean =>
  top === 'timeline' && key !== undefined && key !== 'name' && below.length === 0;

/** What is asked of all variants alike; so a command line may ask it, and a variant may not. */
const isServiceLevel = (path: Path): boolean => path[0] === 'slo' && path.length === 2;

const notSettable = (dotted: string, raw: Raw): string =>
  unknownPath(
    dotted,
    raw,
    knownPaths(raw, path => settable(path.split('.'))),
  );
