/**
 * Does the verdict rest on a guess? Each guess of the scenario's `assume` is tried at every value that it may have, in all
 * compared variants and with the random numbers of the comparison itself, and the verdict is reached anew at each.
 *
 *     networkReady   x2 ████████████████ x0.5       how far async − inline moves
 *     acceptsToast     20 % ███████ 70 %            at 70 % delayed wins
 *                   0          │ as written
 */
import type { LoadedScenario } from '../../scenarios/index.ts';
import { pairedInterval } from '../statistics/intervals.ts';
import type { Replication } from '../tasks/replication.ts';
import type { TaskRunner } from '../tasks/task-runner.ts';
import { type Answers, type Tornado, type TornadoEnd, tornado } from '../tornado.ts';
import type {
  BrokenLawTold,
  ComparedNumber,
  CompareVerdict,
  DifferenceToBase,
  FailedReplicationTold,
} from './comparison.ts';
import { reachOf } from './guess-words.ts';
import { columnsByName, comparedNumbers, confidence, judgedTogether, pairsOf, type Samples } from './numbers.ts';
import type { Primary } from './primary.ts';
import { brokenLawsOf, samplesOf } from './sampling.ts';
import { standingOf } from './standing.ts';
import { verdictOf } from './verdict.ts';
import type { Moved, TriedGuess, TriedValue, VerdictThere, VerdictTornado } from './verdict-tornado.ts';

export interface Guessing {
  scenario: LoadedScenario;
  runner: TaskRunner;
  /** Of the scenario as written. */
  samples: Samples;
  base: string;
  number: ComparedNumber;
  verdict: CompareVerdict;
  replications: number;
}

export interface Guessed {
  tornado: VerdictTornado;
  failed: readonly FailedReplicationTold[];
  brokenLaws: readonly BrokenLawTold[];
}

/**
 * @param guessing  with a verdict that has data
 * @throws Interrupted
 */
export async function guessesOnVerdict(guessing: Guessing): Promise<Guessed> {
  const { scenario, base, number, verdict } = guessing;
  const { tried, failed, brokenLaws } = await triedValues(guessing);
  const written: Point = { samples: narrowed(guessing.samples, number.metric), number, verdict };
  const variant = followed(number, verdict);
  const differences = await Promise.all(
    number.differences
      .filter(one => one.value !== null)
      .map(one => swingsOf(guessing, one.variant, [written, ...tried])),
  );
  let from = 0;
  const guesses = scenario.assume.map(({ path, values }): TriedGuess => {
    const points = tried.slice(from, from + values.length);
    from += values.length;
    const ends = values.map((value, i) =>
      triedValue({ value, point: points[i]!, written, path, differences, variant, base }),
    );
    const swings = differences.map(one => ({
      variant: one.variant,
      swing: swingOf(one.variant, written, points),
      ...silenceOf(one, path),
    }));
    return { path, ends, swings };
  });
  return {
    tornado: {
      number: number.name,
      unit: number.unit,
      base,
      variant,
      written: told(written),
      guesses: guesses
        .map((guess, i) => ({ guess, i }))
        .sort((a, b) => reachOf(b.guess) - reachOf(a.guess) || a.i - b.i)
        .map(({ guess }) => guess),
    },
    failed,
    brokenLaws,
  };
}

/* ---- The same replications at every value ---- */

/** The scenario as written, or with one guess at one of its values. */
export interface Point {
  /** Of the primary metric alone. */
  samples: Samples;
  /** Absent where no variant measured it. */
  number: ComparedNumber | undefined;
  verdict: CompareVerdict;
}

async function triedValues({ scenario, runner, samples, base, number, verdict, replications }: Guessing) {
  const primary = { name: verdict.primary, because: verdict.because };
  const variants = [...samples.keys()];
  const points = scenario.assume.flatMap(({ path, values }) => values.map(value => [path, value] as const));
  const wishes = points.flatMap(set =>
    Array.from({ length: replications }, (_, replication) =>
      variants.map(variant => ({ variant, replication, sets: [set] })),
    ).flat(),
  );
  const outcomes = await runner.replicate(wishes);
  const each = replications * variants.length;
  const failed: FailedReplicationTold[] = [];
  const brokenLaws: BrokenLawTold[] = [];
  const tried = points.map(([path, value], i): Point => {
    const at = `${path}=${value}`;
    const own = outcomes.slice(i * each, (i + 1) * each);
    const found = samplesOf(
      new Map(variants.map((variant, v) => [variant, own.filter((_, j) => j % variants.length === v)] as const)),
      runner.seed,
    );
    failed.push(...found.failed.map(one => ({ ...one, at })));
    brokenLaws.push(...brokenLawsOf(found.samples).map(one => ({ ...one, at })));
    return judgedAt({ scenario, base, primary, samples: narrowed(found.samples, number.metric) });
  });
  return { tried, failed, brokenLaws };
}

/** All that a verdict needs: the numbers of one metric. */
const narrowed = (samples: Samples, metric: string): Samples =>
  new Map(
    [...samples].map(([variant, of]) => [
      variant,
      of.map((one): Replication | undefined => {
        const only = one?.metrics[metric];
        return one && { ...one, metrics: only === undefined ? {} : { [metric]: only } };
      }),
    ]),
  );

function judgedAt({
  scenario,
  base,
  primary,
  samples,
}: Pick<Guessing, 'scenario' | 'base' | 'samples'> & { primary: Primary }): Point {
  const number = comparedNumbers(scenario, samples, base).find(({ name }) => name === primary.name);
  const [judged] = judgedTogether(number === undefined ? [] : [number]);
  if (judged === undefined) return { samples, number: undefined, verdict: nothingThere(primary) };
  return { samples, number: judged, verdict: verdictOf(judged, primary, samples, base) };
}

const nothingThere = ({ name, because }: Primary): CompareVerdict => ({
  primary: name,
  because,
  direction: 'unknown',
  outcome: 'no data',
  best: null,
  likeBest: [],
  moreReplications: null,
});

/* ---- What is followed ---- */

/** The variant whose difference to the base decides: the best, else the one that comes nearest to being it. */
function followed({ differences }: ComparedNumber, { best, direction }: CompareVerdict): string {
  const measured = differences.filter(({ value }) => value !== null);
  const isBest = measured.find(({ variant }) => variant === best);
  if (isBest !== undefined) return isBest.variant;
  const gain = ({ value }: DifferenceToBase): number =>
    direction === 'unknown' ? Math.abs(value!) : direction === 'more' ? value! : -value!;
  return measured.reduce((most, one) => (gain(one) > gain(most) ? one : most)).variant;
}

/** How the guesses move the difference of one variant to the base, replication by replication. */
function swingsOf({ scenario, base }: Guessing, variant: string, points: readonly Point[]): Promise<Tornado> {
  const answers = points.map(({ samples, number }): Answers => {
    const [of, to] = [variant, base].map(name => columnsByName(samples.get(name)!).get(number?.name ?? ''));
    return (
      to?.values.map((before, i) => {
        const after = of?.values[i] ?? null;
        return before === null || after === null ? null : after - before;
      }) ?? []
    );
  });
  return tornado({ scenario, variant, number: `${variant} − ${base}`, unit: '', measure: async () => answers });
}

const differenceIn = ({ number }: Point, variant: string): number | null =>
  number?.differences.find(one => one.variant === variant)?.value ?? null;

function swingOf(variant: string, written: Point, points: readonly Point[]): number | null {
  const all = [written, ...points].flatMap(point => differenceIn(point, variant) ?? []);
  return all.length <= points.length ? null : Math.max(...all) - Math.min(...all);
}

function silenceOf({ guesses }: Tornado, path: string) {
  const { silent } = guesses.find(one => one.path === path)!;
  return silent === undefined ? {} : { silent };
}

/* ---- What became of the verdict ---- */

interface Tried {
  value: string;
  point: Point;
  written: Point;
  path: string;
  differences: readonly Tornado[];
  variant: string;
  base: string;
}

function triedValue({ value, point, written, path, differences, variant, base }: Tried): TriedValue {
  const torn = differences.find(one => one.variant === variant)!.guesses.find(one => one.path === path)!;
  const standing = standingOf(written, point);
  const { best } = point.verdict;
  const before = written.verdict.best ?? base;
  return {
    value,
    ...told(point),
    standing,
    moved: movedOf(torn.ends.find(end => end.value === value)!),
    lead: standing === 'falls' && best !== null && best !== before ? lead(point, best, before) : null,
  };
}

const movedOf = ({ difference, low, high }: TornadoEnd): Moved => ({ value: difference, low, high });

function told({ number, verdict: { outcome, best, likeBest } }: Point): VerdictThere {
  return {
    outcome,
    best,
    likeBest,
    differences: (number?.differences ?? []).map(({ variant, n, value, low, high, differs }) => ({
      variant,
      n,
      value,
      low,
      high,
      differs,
    })),
  };
}

/** How far the new winner is ahead of the old one. */
function lead({ samples, number }: Point, best: string, before: string): Moved {
  const [of, to] = [best, before].map(name => columnsByName(samples.get(name)!).get(number?.name ?? ''));
  const pairs = pairsOf(to, of);
  const interval = pairedInterval(pairs.a, pairs.b, confidence);
  return interval === undefined
    ? { value: null, low: null, high: null }
    : { value: interval.mean, low: interval.low, high: interval.high };
}
