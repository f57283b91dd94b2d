/**
 * The tornado of a capacity answer: what would the cheapest size cost if a guess were wrong? With each guess of `assume` at
 * each of its values, and all others as written, the cheapest size is searched anew.
 *
 *     sessions   0.5 per day → 8.64 per day   cost 22 … 61  ████████████████
 *     active             5 % → 25 %           cost 23 … 38  ██████
 *                                                  │ 26, the answer
 *
 * The search begins at the answer, leaves out what closed forms exclude, and looks at each size with few replications, under
 * the same random numbers. Nothing is confirmed: a cost may be wrong by a step where a level is met or missed narrowly.
 */
import type { WorldSettings } from '../../models/index.ts';
import { type LoadedScenario, MistakesError, type Sets } from '../../scenarios/index.ts';
import { type LookedAtSize, searchFrom } from './find-answer.ts';
import { costOf, keyOf, type Point } from './lattice.ts';
import type { Levels } from './level.ts';
import type { Bank } from './places.ts';
import type { CapacityQuestion } from './question.ts';
import type { ChosenSetting } from './result.ts';
import type { Trials } from './trials.ts';

/** Replications of a look, one after the other. */
const looks: readonly number[] = [2, 4];
/** Sizes that are looked at for one value of a guess; a search that needs more says so. */
const mostSizes = 60;

/** The answer with a guess at one of its values. */
export interface GuessEnd {
  value: string;
  /** The cost of the cheapest size, or the largest load; null where no size meets. */
  answer: number | null;
  /** The size or load; null where there is none. */
  settings: ChosenSetting[] | null;
  /** Where no size meets: the names of the levels that are missed. */
  missed: string[];
  /** Why it could not be tried at all. */
  refused?: string;
  /** False when the search ended at its limit: a cheaper size may meet. */
  isWhole: boolean;
}

export interface CostGuess {
  path: string;
  ends: GuessEnd[];
  /** Between the lowest and the highest answer, that as written among them; null where a value has no answer. */
  width: number | null;
  /** Why it was not tried: it cannot move the answer. */
  silent?: 'set by the variant' | 'chosen by the search';
}

export interface CostTornado {
  variant: string;
  /** What moves: the cost, or the load that is carried. */
  number: string;
  /** As written: the confirmed answer. */
  base: number;
  settings: ChosenSetting[];
  /** As written, by the search that was made at the ends; where it is not `base`, the ends are as wrong. */
  searched: number | null;
  /** Of each size that was looked at, at most. */
  replications: number;
  confirmed: false;
  /** Those that leave no size at all first, then the widest. */
  guesses: CostGuess[];
}

export interface Guessing {
  /** The confirmed answer. */
  point: Point;
  question: CapacityQuestion;
  scenario: LoadedScenario;
  levels: Levels;
  trials: Trials;
  /** The scenario with further replacements. @throws MistakesError */
  scenarioWith(sets: Sets): LoadedScenario;
  /** Servers that may be lost. */
  lossesOf(settings: WorldSettings): readonly Bank[];
  /** Sizes that closed forms exclude, from the most generous one as it was looked at. */
  screen(top: LookedAtSize, sets: Sets): (point: Point) => boolean;
  settingsAt(point: Point): ChosenSetting[];
  say?: ((words: string) => void) | undefined;
}

export async function guessesAt(asked: Guessing): Promise<CostTornado> {
  const { question, scenario, point, settingsAt } = asked;
  const { dimensions, variant } = question;
  const base = answerOf(question, point);
  asked.say?.('the guesses as written');
  const written = await endAt(asked, '', []);
  const guesses: CostGuess[] = [];
  for (const { path, values } of scenario.assume) {
    const silent = dimensions.some(one => one.path === path)
      ? ('chosen by the search' as const)
      : scenario.saidBy(variant, path) !== undefined
        ? ('set by the variant' as const)
        : undefined;
    if (silent !== undefined) {
      guesses.push({ path, ends: [], width: 0, silent });
      continue;
    }
    const ends: GuessEnd[] = [];
    for (const value of values) {
      asked.say?.(`if ${path.split('.').slice(-2).join('.')} were ${value}`);
      ends.push(await endAt(asked, value, [[path, value]]));
    }
    guesses.push({ path, ends, width: widthOf(base, ends) });
  }
  return {
    variant,
    number: question.of === 'size' ? 'cost' : dimensions[0]!.path,
    base,
    settings: settingsAt(point),
    searched: written.answer,
    replications: looks.at(-1)!,
    confirmed: false,
    guesses: guesses
      .map((guess, i) => ({ guess, i, rank: guess.width ?? Number.POSITIVE_INFINITY }))
      .sort((a, b) => (a.rank === b.rank ? a.i - b.i : b.rank - a.rank))
      .map(({ guess }) => guess),
  };
}

/** The cost of a size; of a load, how large it is. */
function answerOf({ of, dimensions }: CapacityQuestion, point: Point): number {
  if (of === 'size') return costOf(dimensions, point);
  return Number.parseFloat(dimensions[0]!.values[point[0]!]!.replaceAll('_', ''));
}

function widthOf(base: number, ends: readonly GuessEnd[]): number | null {
  const answers = ends.flatMap(({ answer }) => answer ?? []);
  if (answers.length < ends.length) return null;
  return Math.max(base, ...answers) - Math.min(base, ...answers);
}

async function endAt(asked: Guessing, value: string, sets: Sets): Promise<GuessEnd> {
  const { question, trials, levels, lossesOf, scenarioWith, screen, settingsAt, point: start } = asked;
  let settings: WorldSettings;
  try {
    settings = scenarioWith(sets).settingsFor(question.variant);
  } catch (problem) {
    if (!(problem instanceof MistakesError)) throw problem;
    const refused = problem.mistakes[0]?.message ?? problem.message;
    return { value, answer: null, settings: null, missed: [], refused, isWhole: true };
  }
  const { search, looked } = await searchFrom(
    {
      question,
      trials: trials.under(sets),
      levels,
      losses: question.survivesLoss ? lossesOf(settings) : [],
      replications: looks.at(-1)!,
      screen: top => screen(top, sets),
      looks,
    },
    { start, most: mostSizes },
  );
  const { best, branches, isWhole } = search;
  if (best !== undefined)
    return { value, answer: answerOf(question, best), settings: settingsAt(best), missed: [], isWhole };
  const tops = branches.flatMap(({ point }) => looked.get(keyOf(point)) ?? []);
  return { value, answer: null, settings: null, missed: missedByAll(tops), isWhole };
}

/** What even the most generous sizes miss: the same level with every choice, or whatever each of them misses. */
function missedByAll(tops: readonly LookedAtSize[]): string[] {
  const missed = tops.map(({ places }) =>
    places.flatMap(({ levels }) =>
      levels.filter(({ verdict, leans }) => verdict === 'fail' || leans === 'fail').map(({ level }) => level),
    ),
  );
  const all = [...new Set(missed.flat())];
  const common = all.filter(level => missed.every(ones => ones.includes(level)));
  return common.length > 0 ? common : all;
}
