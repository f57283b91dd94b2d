/**
 * The capacity experiment: how large must it be, or how much does it carry? Search, confirmation, and what is worth knowing
 * about the answer.
 */
import { isDeepStrictEqual } from 'node:util';
import { type LoadedScenario, type Sets, Unreadable } from '../../scenarios/index.ts';
import { clockShown, dayClockOf } from '../claims/day-clock.ts';
import { gapsOf } from '../observed.ts';
import { tooFew } from '../statistics/warnings.ts';
import type { TaskRunner } from '../tasks/task-runner.ts';
import { loadOfAnswer } from './answer-load.ts';
import { tiersOfAnswer } from './answer-tiers.ts';
import { askedBeside, requestOf } from './asked-beside.ts';
import { type ConfirmedPlace, type ConfirmedSize, surenessOf } from './confirm.ts';
import { type Curve, curveAt } from './curve.ts';
import { type Found, findAnswer, type LookedAtSize } from './find-answer.ts';
import { guessesAt } from './guesses.ts';
import { costOf, keyOf, mostGenerous, movedTo, type Point } from './lattice.ts';
import { Levels } from './level.ts';
import { simsOf } from './load-settings.ts';
import { type Bank, banksOf, placeOf, setsOf } from './places.ts';
import type { CapacityQuestion } from './question.ts';
import {
  type CapacityResult,
  type ChosenSetting,
  capacitySchema,
  type MissedLevel,
  type TestedPlace,
  type TestedSize,
} from './result.ts';
import { Screening } from './screened.ts';
import { levelsToSetAside, type SetAside } from './set-aside.ts';
import { type PlaceSamples, Trials } from './trials.ts';
import { whyItFails } from './why.ts';
import { answerInWords, missedOf, sizeInWords } from './words.ts';

export interface CapacityRequest {
  scenario: LoadedScenario;
  /** The scenario with further replacements. @throws MistakesError */
  scenarioWith(sets: Sets): LoadedScenario;
  question: CapacityQuestion;
  runner: TaskRunner;
  /** Of each confirmation. */
  replications: number;
  reproduce: string;
  say?: (words: string) => void;
}

/** Fewer tell nothing of how the replications vary. */
export const fewestReplications = 5;
export const usualReplications = 20;

/** The result, and every replication behind it. */
export interface Answered {
  result: CapacityResult;
  samples: readonly PlaceSamples[];
}

/** @throws Interrupted */
export async function findCapacity(request: CapacityRequest): Promise<Answered> {
  const asked = requestOf(request.question.levels);
  const question = { ...request.question, sets: [...request.question.sets, ...askedBeside(asked)] };
  const { scenario, runner, replications, say } = request;
  const { variant, dimensions } = question;
  const scenarioWith = (sets: Sets) => request.scenarioWith([...question.sets, ...sets]);
  const trials = new Trials(runner, question);
  const asWhole = new Levels(scenarioWith([]), variant, levelsAt(scenarioWith([]), question));
  const losses: readonly Bank[] = question.survivesLoss ? banksOf(scenario.settingsFor(variant)) : [];
  let screening: Screening | undefined;
  const screeningFrom = ({ point, places }: LookedAtSize, { all }: Levels, sets: Sets) =>
    new Screening(
      { ...question, levels: all },
      scenarioWith([...sets, ...setsOf(dimensions, point)]).settingsFor(variant),
      { top: point, replications: places[0]!.replications },
    );
  const answerFor = (levels: Levels): Promise<Found> =>
    findAnswer({
      question,
      trials,
      levels,
      losses,
      replications,
      ...(say === undefined ? {} : { say }),
      screen: top => {
        const known = screeningFrom(top, levels, []);
        screening = known;
        return at => known.isExcluded(at);
      },
    });
  const first = await answerFor(asWhole);
  let [found, levels] = [first, asWhole];
  const setAside: SetAside[] = [];
  for (
    let more = levelsToSetAside(found, levels.all);
    found.answer === undefined && more.length > 0;
    more = levelsToSetAside(found, levels.all)
  ) {
    setAside.push(...more);
    levels = levels.without(setAside.map(({ level }) => level));
    found = await answerFor(levels);
  }
  const teller = new Teller(question, found);
  const { answer } = found;
  const place = answer === undefined ? undefined : placeOf(setsOf(dimensions, answer.point), undefined);
  let curve: Curve | null = null;
  if (place !== undefined) {
    say?.('load curve');
    curve = await curveAt({ place, request: asked, variant, trials, replications, scenarioWith });
  }
  const observed = await gapsOf({ scenario, runner, variant, replications });
  const tornado =
    answer === undefined || scenario.assume.length === 0
      ? null
      : await guessesAt({
          point: answer.point,
          question,
          scenario,
          levels,
          trials,
          scenarioWith,
          lossesOf: banksOf,
          screen(top, sets) {
            const known = screeningFrom(top, levels, sets);
            return at => known.isExcluded(at);
          },
          settingsAt: point => teller.settingsOf(point),
          say,
        });
  const dayClock = dayClockOf(scenario.settingsFor(variant));
  const own = answer?.places[0]?.replications ?? [];
  const settings = place === undefined ? undefined : scenarioWith(place.sets).settingsFor(variant);
  const missedOver = (of: { found: Found; levels: Levels }) => (size: TestedSize) =>
    missedAt(size, { ...of, scenarioWith, variant });
  const missedAtFirst = missedOver({ found: first, levels: asWhole });
  const missed = missedOver({ found, levels });
  const tops = first.infeasible.map(size => teller.confirmed(size));
  const told = {
    scenario: scenario.name,
    title: scenario.title,
    question: scenario.question,
    variant,
    seed: runner.seed,
    of: question.of,
    choices: dimensions.map(({ name, path, values, isOrdered, costs }) => ({
      name,
      path,
      values: [...values],
      isOrdered,
      costs: [...costs],
    })),
    levels: asWhole.all.map(({ name, claim }) => ({ name, claim: claim.text })),
    survives: question.survivesLoss ? ('loss of any one server' as const) : null,
    status: first.answer === undefined && setAside.length > 0 ? statusWithout(setAside) : statusOf(found),
    setAside,
    size: answer === undefined ? null : teller.confirmed(answer),
    sure: answer === undefined ? null : surenessOf(answer),
    below: found.below.map(({ d, size }) => ({ ...teller.confirmed(size), direction: dimensions[d]!.name })),
    undecided: openOf(found, dimensions).map(size => teller.confirmed(size)),
    mostGenerous: tops.map(size => ({ ...size, missed: missedAtFirst(size) })),
    hopeless: answer === undefined ? [] : hopelessOf(question, found, size => missed(teller.looked(size))),
    tested: teller.all(),
    excluded: screening?.exclusions() ?? [],
    notMonotone: found.search.broken
      .slice(0, 10)
      .map(({ meets, fails }) => ({ meets: teller.nameOf(meets), fails: teller.nameOf(fails) })),
    replications: { confirmation: replications, made: trials.asked },
    load: settings === undefined ? null : (loadOfAnswer(own, asked, simsOf(settings)) ?? null),
    tiers: settings === undefined ? [] : tiersOfAnswer(own, moment => clockShown(moment, dayClock), settings),
    curve,
    tornado,
    observed,
    warnings: [
      ...scenario.overruledBy(
        variant,
        dimensions.map(({ path }) => path),
      ),
      ...warningsOf(found, curve, replications),
    ],
    failed: trials.failed.map(({ sets, replication, what }) => ({ settings: sets, replication, what })),
  };
  const { reproduce } = request;
  const result: CapacityResult = { schema: capacitySchema, ...told, answer: answerInWords(told), reproduce };
  return { result, samples: trials.samples() };
}

/** Levels of the command line are those of the scenario that was loaded with them. */
function levelsAt(scenario: LoadedScenario, { levels }: CapacityQuestion) {
  const names = levels.map(({ name }) => name);
  return scenario.slo.filter(({ name }) => names.includes(name));
}

/** What was missed for certain is an answer; what nothing could judge is none. */
const statusWithout = (setAside: readonly SetAside[]): CapacityResult['status'] =>
  setAside.some(({ because }) => because === 'missed') ? 'none' : 'undecided';

function statusOf({ answer, infeasible, undecided, below, search }: Found): CapacityResult['status'] {
  if (answer !== undefined) {
    const isOpen = below.some(({ size }) => size.verdict !== 'fails') || !search.isWhole;
    return isOpen || undecided.some(({ point }) => keyOf(point) !== keyOf(answer.point)) ? 'range' : 'confirmed';
  }
  return search.best === undefined && infeasible.every(({ verdict }) => verdict === 'fails') ? 'none' : 'undecided';
}

/** Undecided sizes that would be cheaper than the answer. */
function openOf({ undecided, answer }: Found, dimensions: CapacityQuestion['dimensions']): ConfirmedSize[] {
  return undecided.filter(
    ({ point }) => answer === undefined || costOf(dimensions, point) < costOf(dimensions, answer.point),
  );
}

/** Sizes as the result tells them. */
class Teller {
  private readonly question: CapacityQuestion;
  private readonly found: Found;

  constructor(question: CapacityQuestion, found: Found) {
    this.question = question;
    this.found = found;
  }

  nameOf(point: Point): string {
    return sizeInWords(this.settingsOf(point));
  }

  confirmed({ point, verdict, places, more }: ConfirmedSize): TestedSize {
    const told = places.map(toldOfPlace);
    return { ...this.size(point), by: 'confirmation', verdict, places: told, ...(more === undefined ? {} : { more }) };
  }

  looked({ point, meets, places }: LookedAtSize): TestedSize {
    const told = places.map(toldOfPlace);
    return { ...this.size(point), by: 'search', verdict: meets ? 'meets' : 'fails', places: told };
  }

  /** Each size once, by the best that is known of it, the cheapest first. */
  all(): TestedSize[] {
    const sizes = new Map<string, TestedSize>();
    for (const [key, size] of this.found.looked) sizes.set(key, this.looked(size));
    for (const round of this.found.rounds)
      for (const size of [round.answer, ...round.below.map(below => below.size)])
        sizes.set(keyOf(size.point), this.confirmed(size));
    return [...sizes.values()].sort((a, b) => a.cost - b.cost || (a.name < b.name ? -1 : 1));
  }

  private size(point: Point) {
    return {
      name: this.nameOf(point),
      settings: this.settingsOf(point),
      cost: costOf(this.question.dimensions, point),
    };
  }

  settingsOf(point: Point): ChosenSetting[] {
    return this.question.dimensions.map(({ name, path, values }, d) => ({ name, path, value: values[point[d]!]! }));
  }
}

function missedAt(
  size: TestedSize,
  {
    levels,
    scenarioWith,
    variant,
    found,
  }: { levels: Levels; scenarioWith: (sets: Sets) => LoadedScenario; variant: string; found: Found },
): MissedLevel[] {
  return missedOf(size).map(({ level, lost }) => {
    const { claim } = levels.all.find(({ name }) => name === level.level)!;
    const place = size.places.find(one => one.lost === lost)!;
    const settings = scenarioWith(place.sets).settingsFor(variant);
    const why = whyItFails(claim, settings, replicationsOf(found, place.sets));
    return { level: level.level, claim: level.claim, lost, why: why ?? null };
  });
}

function replicationsOf({ looked, rounds }: Found, sets: Sets) {
  const key = placeOf(sets, undefined).key;
  const confirmed = rounds.flatMap(({ answer, below }) => [answer, ...below.map(({ size }) => size)]);
  const places = [...confirmed.flatMap(size => size.places), ...[...looked.values()].flatMap(size => size.places)];
  return places.find(({ place }) => place.key === key)?.replications ?? [];
}

/** Values of choices without an order with which every branch fails, though others do not. */
function hopelessOf(
  { dimensions }: CapacityQuestion,
  { search, looked }: Found,
  missed: (size: LookedAtSize) => MissedLevel[],
): CapacityResult['hopeless'] {
  return dimensions.flatMap(({ name, values, isOrdered }, d) =>
    isOrdered
      ? []
      : values.flatMap((value, place) => {
          const branches = search.branches.filter(({ point }) => point[d] === place);
          const size = looked.get(keyOf(branches[0]?.point ?? []));
          if (branches.some(({ meets }) => meets) || size === undefined) return [];
          return [{ setting: name, value, missed: missed(size) }];
        }),
  );
}

function warningsOf({ search, answer, rounds }: Found, curve: Curve | null, replications: number): string[] {
  const words: string[] = [];
  if (!search.isWhole) words.push('The search ended before it had tried all that might be cheaper.');
  if (answer !== undefined && replications < usualReplications)
    words.push(`Only ${replications} replications confirm it: the intervals take them for normally distributed.`);
  if (search.broken.length > 0)
    words.push(
      'More is not always better here, as in a retry storm: sizes that were not tried may do better or worse.',
    );
  if (rounds.length > 1)
    words.push(`It took ${rounds.length} confirmations: the first look had been wrong near the bound.`);
  for (const { factor, why } of curve?.left ?? []) words.push(`The load could not be tried at ${factor} times: ${why}`);
  // How few they are has been said.
  const own = (answer?.places ?? []).flatMap(({ levels }) =>
    levels.flatMap(({ n, warnings = [] }) => warnings.filter(one => one !== tooFew(n))),
  );
  return [...words, ...new Set(own)];
}

/**
 * @throws MistakesError when a value of the question is none that its setting takes; Unreadable where a setting changes
 *         nothing
 */
export function checkQuestion(
  { dimensions, sets, variant }: CapacityQuestion,
  scenarioWith: (sets: Sets) => LoadedScenario,
): void {
  const [top] = mostGenerous(dimensions);
  if (top === undefined) return;
  const settingsAt = (point: Point) => scenarioWith([...sets, ...setsOf(dimensions, point)]).settingsFor(variant);
  const ends = [top, top.map(() => 0), dimensions.map(({ values }) => values.length - 1)];
  const settings = ends.map(settingsAt);
  dimensions.forEach(({ path, values }, d) => {
    const changes = ends.some((point, i) => {
      const other = movedTo(point, d, point[d] === 0 ? values.length - 1 : 0);
      return !isDeepStrictEqual(settingsAt(other), settings[i]);
    });
    if (values.length > 1 && !changes)
      throw new Unreadable(`Choosing \`${path}\` changes nothing in this scenario: its values mean the same.`);
  });
}

const toldOfPlace = ({ place, replications, levels }: ConfirmedPlace): TestedPlace => ({
  lost: place.lost ?? null,
  sets: place.sets,
  n: replications.length,
  levels: [...levels],
});
