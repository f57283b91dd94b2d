/**
 * What a planner asks: which settings may have which values, what they cost, which service levels must hold, and whether
 * they must hold with any one server gone. From the file's `size` and `slo`, or from flags that take their place.
 */
import {
  type LoadedScenario,
  readRange,
  readVary,
  type ServiceLevel,
  type Size,
  sizesOf,
  Unreadable,
} from '../../scenarios/index.ts';
import type { Dimension } from './lattice.ts';

/** A setting with the values to try: `--vary operators.contoso.api.servers=1..20`. */
export interface Tried {
  path: string;
  /** As written: `1..20`, `16 | 32 | 64`. */
  text: string;
  values: readonly string[];
  /** Whether the values are all between two. */
  isRange: boolean;
}

export interface CapacityQuestion {
  variant: string;
  /** `size`: the cheapest that meets. `load`: the largest that a given size carries. */
  of: 'size' | 'load';
  dimensions: readonly Dimension[];
  levels: readonly ServiceLevel[];
  survivesLoss: boolean;
  /** The service levels of the command line, as replacements that every task is given. */
  sets: readonly (readonly [path: string, value: string])[];
}

/** What cannot be asked; the message says what to write instead. */
export class NothingToSearch extends Error {}

/** Settings of a load: the more the better. */
const isLoad = (path: string): boolean =>
  /^(?:population\.[^.]+\.(?:count|arrive|buys|load\.rate)|timeline\.[^.]+\.reach)$/.test(path);

/** Settings of which more never hurts. */
const isOrderedSetting = (path: string): boolean => /\.(servers|threads|connections)$/.test(path);

/** Largest step from one load to the next. */
const loadStep = 1.05;

/**
 * Reads `--vary path=values`: the sizes between two, or a list of them; the loads between two.
 * @throws Unreadable
 */
export function readTried(path: string, text: string): Tried {
  if (!/[,|]|\.\./.test(text))
    throw new Unreadable(
      `One value leaves nothing to choose. Write a range or a list, as \`${path}=1..20\`, or \`--set ${path}=${text}\`.`,
    );
  const isRange = /^[^,|]*\.\.[^,|]*$/.test(text);
  if (!isRange) return { path, text, values: readVary(path, text).values.map(value => value.text), isRange };
  const range = readRange(text);
  if (!isLoad(path)) return { path, text, values: sizesOf(range), isRange };
  const ends = range.kind === 'between' ? [range.low, range.high] : range.of;
  const [low, high] = ends.map(end => numberAndUnit(end)[0]);
  if (!(low! > 0 && high! > low!))
    throw new Unreadable('Expected a load from low to high, for example `1_000..1_000_000`.');
  if (high! / low! > widest) throw new Unreadable(`The highest load is at most ${widest} times the lowest.`);
  return { path, text, values: ends, isRange };
}

/** From one to a million SIMs, and a little more. */
const widest = 10_000_000;

export function questionOf(
  scenario: LoadedScenario,
  asked: { variant: string; vary: readonly Tried[]; slo: readonly ServiceLevel[]; sets: CapacityQuestion['sets'] },
): CapacityQuestion {
  const { variant, vary, slo, sets } = asked;
  const { size } = scenario;
  const levels = slo.length > 0 ? slo : levelsOf(scenario, size);
  if (vary.length === 0 && size === undefined)
    throw new NothingToSearch(
      'There is nothing to choose: the scenario has no `size`. ' +
        'Write one, or say --vary operators.NAME.backend.TIER.servers=1..20 (which size?), ' +
        'or --vary population.GROUP.count=1_000..1_000_000 (which load?).',
    );
  if (levels.length === 0)
    throw new NothingToSearch(
      "There is no service level to meet. Write `slo`, or say --slo 'p95(getBalance.latency) <= 400 ms'.",
    );
  const paths = vary.map(({ path }) => path);
  const twice = paths.find((path, i) => paths.indexOf(path) < i);
  if (twice !== undefined)
    throw new NothingToSearch(`\`${twice}\` is varied twice. Put all its values into one --vary.`);
  const loads = vary.filter(({ path }) => isLoad(path));
  if (loads.length > 0 && vary.length > 1)
    throw new NothingToSearch(
      `\`${loads[0]!.path}\` is a load, of which more is wanted, and the others are not: vary one load, or sizes only.`,
    );
  const of = loads.length > 0 ? 'load' : 'size';
  const dimensions =
    vary.length > 0
      ? vary.map(one => (isLoad(one.path) ? loadDimension(one) : sizeDimension(one, size)))
      : size!.choose.map(({ name, path, values }) => dimensionOf(name, path, values, size!.cost));
  return {
    variant,
    of,
    dimensions,
    levels,
    // Flags take the place of what is chosen and met; what it must survive stays.
    survivesLoss: size?.survivesLoss ?? false,
    sets,
  };
}

const levelsOf = ({ slo }: LoadedScenario, size: Size | undefined): readonly ServiceLevel[] =>
  size === undefined ? slo : slo.filter(({ name }) => size.meet.includes(name));

function sizeDimension({ path, values }: Tried, size: Size | undefined): Dimension {
  const cost = new Map(size?.cost ?? []);
  // Without a price list, one costs one.
  if (!cost.has(path) && (size?.cost.size ?? 0) === 0) cost.set(path, 1);
  return dimensionOf(shortName(path), path, values, cost);
}

/** `operators.contoso.backend.billing.servers` as `billing.servers`. */
const shortName = (path: string): string =>
  path.replace(/^operators\.[^.]+\.backend\./, '').replace(/^operators\.[^.]+\.(?=api\.)/, '');

function dimensionOf(
  name: string,
  path: string,
  values: readonly string[],
  cost: ReadonlyMap<string, number>,
): Dimension {
  const numbers = values.map(value => Number(value.replaceAll('_', '')));
  const isOrdered = isOrderedSetting(path) && numbers.every(number => Number.isInteger(number));
  const each = cost.get(path) ?? 0;
  if (!isOrdered)
    return {
      name,
      path,
      values,
      isOrdered,
      costs: numbers.map(number => (Number.isFinite(number) ? each * number : 0)),
    };
  const ascending = values.map((value, i) => ({ value, number: numbers[i]! })).sort((a, b) => a.number - b.number);
  return {
    name,
    path,
    values: ascending.map(({ value }) => value),
    isOrdered,
    costs: ascending.map(({ number }) => each * number),
  };
}

/** From the largest to the smallest: what is wanted first, what is easiest last. */
function loadDimension({ path, values, isRange }: Tried): Dimension {
  const steps = isRange ? loadSteps(values) : values;
  const descending = [...steps].reverse();
  return { name: path, path, values: descending, isOrdered: true, costs: descending.map((_, i) => i) };
}

/** Between two counts or rates, steps of 5 %, rounded to three digits: `1_000`, `1_050`, … */
export function loadSteps([first, last]: readonly string[]): string[] {
  const [low, unit] = numberAndUnit(first!);
  const [high] = numberAndUnit(last!);
  const isWhole = Number.isInteger(low) && Number.isInteger(high);
  const steps: number[] = [];
  for (let at = low; at < high; ) {
    steps.push(at);
    const next = rounded(at * loadStep, isWhole);
    at = next > at ? next : isWhole ? at + 1 : at * loadStep;
  }
  return [...steps, high].map(step => `${written(step)}${unit}`);
}

const rounded = (value: number, isWhole: boolean): number => {
  const short = Number(value.toPrecision(3));
  return isWhole ? Math.round(short) : short;
};

const written = (value: number): string =>
  Number.isInteger(value) ? String(value).replace(/\B(?=(\d{3})+$)/g, '_') : String(value);

function numberAndUnit(text: string): [number: number, unit: string] {
  const match = /^([\d_]+(?:\.\d+)?)(.*)$/.exec(text.trim());
  if (match === null) return [Number.NaN, text];
  return [Number(match[1]!.replaceAll('_', '')), match[2]!];
}
