/**
 * What experiments vary and hold an answer against, as the scenario says it: sizes to choose from (`size`), ranges of guesses
 * (`assume`), and measurements (`observed`). Values stay texts, in the words of the settings they are for: they go through the
 * same door as `--set`.
 */
import { readUnit } from './distribution-words.ts';
import { tierSettings } from './experiment-checks.ts';
import { vocabulary } from './expressions/index.ts';
import { measuredValues } from './measured-files.ts';
import type { Mistake } from './mistakes.ts';
import { mistakeAtKey, understood } from './mistakes-at.ts';
import { didYouMean } from './nearest-word.ts';
import { readCount, Unreadable } from './quantities.ts';
import { type Range, readRange } from './ranges.ts';
import { measuredColumn } from './schema/phrases.ts';
import { expectedNames, namesAt, textAt } from './written-values.ts';
import { type Path, rawAt, type ScenarioDocument } from './yaml-document.ts';

/** A setting and the values that it is tried with, in the order of the file. */
export interface Choice {
  /** As the file names it: `gateway.servers`. */
  name: string;
  /** The dotted path of the setting. */
  path: string;
  values: readonly string[];
}

export interface Size {
  choose: readonly Choice[];
  /** What one more of a setting costs, in a unit of the scenario's own, by the dotted path of the setting. */
  cost: ReadonlyMap<string, number>;
  /** Names of service levels. */
  meet: readonly string[];
  /** Whether the levels must still hold with any one server gone. */
  survivesLoss: boolean;
}

/** A guess and the values between which, or among which, the truth may lie. */
export interface Assumed {
  path: string;
  values: readonly string[];
}

/** Measurements of something that runs measure too. */
export interface Observed {
  /** The metric that says the same of a run: `getBalance.latency`. */
  metric: string;
  file: string;
  /** Ascending, in µs or bytes. */
  values: readonly number[];
  /** The world that was measured, as `--set` takes it. */
  where: readonly (readonly [path: string, value: string])[];
}

export interface Asked {
  size: Size | undefined;
  assume: readonly Assumed[];
  observed: readonly Observed[];
}

/** Sizes of one setting, at most. */
const mostSizes = 10_000;

/** What is wrong with the parts themselves, `checkExperiments` has said; here is what only their reading shows. */
export function readAsked(document: ScenarioDocument, mistakes: Mistake[]): Asked {
  return {
    size: readSize(document, mistakes),
    assume: namesAt(document, ['assume']).flatMap((path): Assumed[] => {
      const values = rangeAt(document, ['assume', path], valuesOfGuess, mistakes);
      return values === undefined ? [] : [{ path, values }];
    }),
    observed: namesAt(document, ['observed']).flatMap(metric => {
      const one = readObserved(document, metric, mistakes);
      return one === undefined ? [] : [one];
    }),
  };
}

function rangeAt<Read>(
  document: ScenarioDocument,
  path: Path,
  read: (range: Range) => Read,
  mistakes: Mistake[],
): Read | undefined {
  const text = textAt(document, path);
  if (text === undefined) return undefined;
  let range: Range;
  try {
    range = readRange(text);
  } catch (problem) {
    if (problem instanceof Unreadable) return undefined;
    throw problem;
  }
  return understood(document, path, text, mistakes, () => read(range));
}

const valuesOfGuess = (range: Range): readonly string[] =>
  range.kind === 'choice' ? range.of : [range.low, range.high];

/* ---- size ---- */

function readSize(document: ScenarioDocument, mistakes: Mistake[]): Size | undefined {
  if (rawAt(document.raw, ['size']) === undefined) return undefined;
  const paths = tierSettings(document);
  const pathOf = (name: string): string => paths.get(name)?.[0]?.join('.') ?? name;
  const slo = namesAt(document, ['slo']);
  const meet = rawAt(document.raw, ['size', 'meet']);
  return {
    choose: namesAt(document, ['size', 'choose']).flatMap((name): Choice[] => {
      const values = rangeAt(document, ['size', 'choose', name], sizesOf, mistakes);
      return values === undefined ? [] : [{ name, path: pathOf(name), values }];
    }),
    cost: new Map(
      namesAt(document, ['size', 'cost']).map(name => [
        pathOf(name),
        Number(textAt(document, ['size', 'cost', name])?.replaceAll('_', '')),
      ]),
    ),
    meet: meet === 'all slo' ? slo : (Array.isArray(meet) ? meet : [meet]).filter(name => typeof name === 'string'),
    survivesLoss: textAt(document, ['size', 'survive']) !== undefined,
  };
}

/** Every whole number between two, or the choices. */
export function sizesOf(range: Range): readonly string[] {
  if (range.kind === 'choice') return range.of;
  const [low, high] = [range.low, range.high].map(wholeNumber);
  if (low > high) throw new Unreadable(`The first value is the smaller one: \`${range.high} .. ${range.low}\`?`);
  if (high - low >= mostSizes) throw new Unreadable(`A range of sizes has at most ${mostSizes} of them.`);
  return Array.from({ length: high - low + 1 }, (_, i) => String(low + i));
}

function wholeNumber(text: string): number {
  if (!/^[\d_]+$/.test(text))
    throw new Unreadable('Between these two there are no steps. Write the sizes to try: `0 s | 60 s | 5 min`.');
  return readCount(text);
}

/* ---- observed ---- */

function readObserved(document: ScenarioDocument, metric: string, mistakes: Mistake[]): Observed | undefined {
  const here = ['observed', metric];
  const words = vocabulary.metrics[metric];
  if (words?.kind !== 'distribution') {
    const spreads = Object.keys(vocabulary.metrics).filter(name => vocabulary.metrics[name]!.kind === 'distribution');
    const message = `\`${metric}\` is no metric that spreads.${didYouMean(metric, spreads)}`;
    mistakes.push(mistakeAtKey(document, here, '', message));
    return undefined;
  }
  const file = textAt(document, [...here, 'file']);
  const value = textAt(document, [...here, 'value']);
  const isFileWrong = mistakes.some(({ path }) => path === [...here, 'file'].join('.'));
  if (file === undefined || value === undefined || isFileWrong) return undefined;
  const values = understood(document, [...here, 'value'], value, mistakes, () => {
    const { column, unit } = measuredColumn.read(value);
    const { drawn, size } = readUnit(unit);
    if ((drawn === 'time') !== (words.unit === 'µs'))
      throw new Unreadable(
        `\`${metric}\` is a ${words.unit === 'µs' ? 'time' : 'size'}, \`${unit}\` is not one of its units.`,
      );
    return measuredValues(file, column, size);
  });
  const where = textAt(document, [...here, 'where']);
  const settings =
    where === undefined
      ? []
      : understood(document, [...here, 'where'], where, mistakes, () =>
          readWhere(where, namesAt(document, ['population'])),
        );
  return values === undefined || settings === undefined ? undefined : { metric, file, values, where: settings };
}

/** `laptops = 8_400`: so many of a group, or several joined by `and`. */
function readWhere(text: string, groups: readonly string[]): Observed['where'] {
  let from = 0;
  return text.split(' and ').map(part => {
    const at = text.indexOf(part, from);
    from = at + part.length;
    const [group = '', count = '', ...more] = part.split('=').map(word => word.trim());
    const place = { at, length: part.length };
    if (count === '' || more.length > 0)
      throw new Unreadable('Expected how many of a group were measured, for example `laptops = 8_400`.', place);
    if (!groups.includes(group))
      throw new Unreadable(
        `No group \`${group}\` in population.${expectedNames(groups)}${didYouMean(group, groups)}`,
        place,
      );
    readCount(count);
    return [`population.${group}.count`, count];
  });
}
