/**
 * A path as people write it: with dots, and the lines of a list by their names where these have one.
 *
 *     timeline, 2, reach  ─▶  timeline.promo.reach
 */
import { isRawMap, type Path, type Raw } from './yaml-document.ts';

/** Of names that a path can hold; others are mistakes, told by their number. */
const plainName = /^[\w-]{1,64}$/;

export const dottedPath = (raw: Raw, path: Path): string => namedPath(raw, path).join('.');

/** The same in its parts. A line without a name, or with one that is none, keeps its number. */
export function namedPath(raw: Raw, path: Path): Path {
  let here: Raw | undefined = raw;
  return path.map(part => {
    const list = here;
    if (!Array.isArray(list)) {
      here = isRawMap(here) ? here[part] : undefined;
      return part;
    }
    here = list[Number(part)];
    return nameOfLine(here) ?? part;
  });
}

/** The same with the lines by their numbers, where they have such names. */
export function numberedPath(raw: Raw, names: Path): Path {
  let here: Raw | undefined = raw;
  return names.map(name => {
    const line = lineNamed(here, name);
    const part = line === undefined ? name : String(line);
    here = Array.isArray(here) ? here[Number(part)] : isRawMap(here) ? here[part] : undefined;
    return part;
  });
}

/** Where in a list the line of this name is; undefined where there is none. */
export function lineNamed(list: Raw | undefined, name: string): number | undefined {
  if (!Array.isArray(list)) return undefined;
  const found = list.findIndex(line => nameOfLine(line) === name);
  return found < 0 ? undefined : found;
}

/** The names of the lines that have one, in the order of the list. */
export const namesOfLines = (list: Raw | undefined): string[] =>
  Array.isArray(list) ? list.flatMap(line => nameOfLine(line) ?? []) : [];

function nameOfLine(line: Raw | undefined): string | undefined {
  if (!isRawMap(line) || !Object.hasOwn(line, 'name')) return undefined;
  const { name } = line;
  return typeof name === 'string' && plainName.test(name.trim()) ? name.trim() : undefined;
}
