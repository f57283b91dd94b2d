/**
 * The points of a sweep: every value of one parameter with every value of the other, each checked before anything runs.
 *
 *     servers  1 2 3          1·a  2·a  3·a        the first parameter changes fastest
 *     service  a b      ──▶   1·b  2·b  3·b
 */
import { isDeepStrictEqual } from 'node:util';
import {
  bundleOf,
  type LoadedScenario,
  loadBundle,
  type Mistake,
  MistakesError,
  type Sets,
  Unreadable,
  type Varied,
} from '../../scenarios/index.ts';

export interface GridPoint {
  /** The place of its value on each axis. */
  at: readonly number[];
  sets: Sets;
}

const mostParameters = 2;
const mostPoints = 1_000;
const mostTasks = 100_000;

/**
 * @throws Unreadable for more than can be shown or done
 */
export function gridOf(axes: readonly Varied[], replications: number): readonly GridPoint[] {
  if (axes.length === 0) throw new Unreadable('A sweep needs a parameter to vary, as in `--vary path=1..5`.');
  if (axes.length > mostParameters)
    throw new Unreadable(
      `A sweep takes one parameter or two; ${axes.length} are more than a picture shows. Fix the others with --set, and sweep again for other values.`,
    );
  const paths = axes.map(({ path }) => path);
  const twice = paths.find((path, i) => paths.indexOf(path) < i);
  if (twice !== undefined) throw new Unreadable(`\`${twice}\` is varied twice. Put all its values into one --vary.`);
  const count = axes.reduce((product, { values }) => product * values.length, 1);
  if (count > mostPoints)
    throw new Unreadable(
      `The grid has ${axes.map(({ values }) => values.length).join(' × ')} = ${count} points; a sweep takes at most ${mostPoints}. Try fewer values.`,
    );
  if (count * replications > mostTasks)
    throw new Unreadable(
      `${count} points × ${replications} replications are ${count * replications} runs; a sweep takes at most ${mostTasks}.`,
    );
  return Array.from({ length: count }, (_, index) => {
    let rest = index;
    const at = axes.map(({ values }) => {
      const place = rest % values.length;
      rest = (rest - place) / values.length;
      return place;
    });
    return { at, sets: axes.map(({ path, values }, axis) => [path, values[at[axis]!]!.text] as const) };
  });
}

export interface CheckedGrid {
  warnings: readonly Mistake[];
}

/**
 * Loads the scenario at every point, so that no run finds out later that a value is none.
 *
 * @param sets  of the command line, with which `scenario` was loaded
 * @throws MistakesError with every mistake once, under the name of `--vary`; Unreadable where a parameter changes nothing
 */
export function checkGrid(
  scenario: LoadedScenario,
  {
    variant,
    sets,
    axes,
    points,
  }: { variant: string; sets: Sets; axes: readonly Varied[]; points: readonly GridPoint[] },
): CheckedGrid {
  const bundle = bundleOf(scenario);
  const mistakes = new Map<string, Mistake>();
  const warnings = new Map<string, Mistake>();
  const known = new Set(scenario.warnings.map(keyOf));
  const firstSettings = new Map<string, unknown>();
  const moves = axes.map(() => false);
  let wrongPoints = 0;
  for (const { at, sets: point } of points) {
    if (wrongPoints >= mostWrongPoints) break;
    try {
      const loaded = loadBundle(bundle, [...sets, ...point]);
      for (const warning of loaded.warnings)
        if (!known.has(keyOf(warning)) && !isAboutVariants(warning))
          warnings.set(keyOf(warning), asVaried(warning, point));
      const settings = { ...loaded.settingsFor(variant) };
      axes.forEach((_, axis) => {
        if (moves[axis]) return;
        const others = JSON.stringify(at.with(axis, -1));
        const before = firstSettings.get(`${axis}:${others}`);
        if (before === undefined) firstSettings.set(`${axis}:${others}`, settings);
        else moves[axis] = !isDeepStrictEqual(before, settings);
      });
    } catch (problem) {
      if (!(problem instanceof MistakesError)) throw problem;
      wrongPoints += 1;
      for (const mistake of problem.mistakes) {
        if (mistake.severity === 'warning' && isAboutVariants(mistake)) continue;
        const key = keyOf(withoutValue(mistake, point));
        if (!mistakes.has(key)) mistakes.set(key, asVaried(mistake, point));
      }
    }
  }
  if ([...mistakes.values()].some(({ severity }) => severity !== 'warning'))
    throw new MistakesError([...mistakes.values()]);
  const idle = axes.find((_, axis) => !moves[axis]);
  if (idle !== undefined)
    throw new Unreadable(`Varying \`${idle.path}\` changes nothing in this scenario: its values mean the same.`);
  return { warnings: [...warnings.values()] };
}

const mostWrongPoints = 50;

/** What other variants make of a value is no concern of a sweep of this one. */
const isAboutVariants = ({ path, message }: Mistake): boolean =>
  path.startsWith('variants') || message.startsWith('The variant `');

/** What is wrong with every value in the same way, as a unit that is missing, is told of the first one. */
function withoutValue(mistake: Mistake, point: Sets): Mistake {
  const own = point.find(([path]) => mistake.path === path || mistake.path.startsWith(`${path}.`));
  return own === undefined ? mistake : { ...mistake, message: mistake.message.replaceAll(own[1], 'VALUE') };
}

/** The same mistake at many points is one. */
const keyOf = ({ path, message, severity }: Mistake): string => [path, message, severity].join('\n');

/** A value of the grid was given by `--vary`, whatever way it took. */
function asVaried(mistake: Mistake, point: Sets): Mistake {
  const isOurs = point.some(([path, value]) => mistake.file.startsWith(`--set ${path}=${value}`.slice(0, 80)));
  return isOurs ? { ...mistake, file: mistake.file.replace('--set', '--vary') } : mistake;
}
