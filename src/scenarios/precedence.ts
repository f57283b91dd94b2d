/**
 * Whose word counts at a path: what the command line says takes the place of what a variant says there, as that takes the
 * place of what the file says. A variant that scales (`x3`) still does: what the command line says is then what it scales.
 *
 *     file  servers 2      ─▶ variant  servers 5      ─▶ --set  servers 7         7
 *     file  service 10 ms  ─▶ --set    service 20 ms  ─▶ variant  service x3     60 ms
 */
import { alternativeTo } from './alternatives.ts';
import { lineNumber } from './mistakes.ts';
import { isFactor } from './scaling.ts';
import type { Replacement, Variant } from './variants.ts';
import { type Path, type Raw, rawAt } from './yaml-document.ts';

/** What a variant says for a setting, and where: `{ value: '5', place: 'launch.yaml:31' }`. */
export interface OwnValue {
  /** Undefined where it is no single value. */
  value: string | undefined;
  place: string;
}

/**
 * What a document that has the replacements of the command line already is given for a variant, in order.
 *
 * @param own   of the variant
 * @param sets  of the command line
 */
export function withCommandLine(own: readonly Replacement[], sets: readonly Replacement[]): Replacement[] {
  const scales = ({ path, raw }: Replacement) => isFactor(raw) && sets.some(set => isWithin(path, set.path));
  const said = own.filter(one => !scales(one));
  const again: Replacement[] = [];
  for (const set of sets) if ([...said, ...again].some(({ path }) => meet(path, set.path))) again.push(set);
  return [...said, ...again, ...own.filter(scales)];
}

/** What the variant itself says at a path, above or below it; undefined where it says nothing or scales what stands there. */
export function ownValue({ replacements }: Variant, path: Path): OwnValue | undefined {
  const own = replacements.findLast(one => meet(one.path, path) && !(isFactor(one.raw) && isWithin(one.path, path)));
  if (own === undefined) return undefined;
  const { key, value } = own.placesOf([]);
  const raw = isWithin(path, own.path) ? rawAt(own.raw, path.slice(own.path.length)) : undefined;
  const { source } = value;
  return { value: inOneLine(raw), place: `${source.name}:${lineNumber(key ?? value)}` };
}

const isWithin = (path: Path, other: Path): boolean => other.every((name, i) => path[i] === name);

/** Whether one lies within the other, or takes its place, as a count that of arrivals. */
function meet(a: Path, b: Path): boolean {
  const other = alternativeTo(a);
  return isWithin(a, b) || isWithin(b, a) || (other !== undefined && (isWithin(other, b) || isWithin(b, other)));
}

const longest = 40;

const inOneLine = (raw: Raw | undefined): string | undefined =>
  typeof raw === 'string' && raw.length <= longest && !/\p{C}/u.test(raw) ? raw : undefined;

/** The same in a sentence, for a flag that stands beside it. */
export const overruled = (variant: string, own: OwnValue): string =>
  `The variant \`${variant}\` sets this itself${told(own)}; the command line takes its place.`;

/** The same for settings of which many values are tried. */
export const overruledByTries = (variant: string, own: OwnValue, path: string): string =>
  `The variant \`${variant}\` sets \`${path}\` itself${told(own)}; the values tried take its place.`;

const told = ({ value, place }: OwnValue): string => `${value === undefined ? '' : ` to ${value}`} (${place})`;
