/**
 * The tornado: which guess moves the answer? Each guess of the scenario's `assume` is tried at every value that it may have,
 * all others as written, with the same random numbers; the guess that swings the answer most stands on top.
 *
 *     sessions per day   0.5 ████████████████████████ 8.64
 *     line.active           5 % ████████████ 25 %
 *     billing service         x0.5 ████ x2
 *                                 │ as written
 */
import type { Assumed, LoadedScenario, Sets } from '../scenarios/index.ts';
import { formatNumber, formatValue } from './format.ts';
import { pairedInterval } from './statistics/intervals.ts';
import { numbersOf } from './tasks/numbers.ts';
import type { TaskRunner } from './tasks/task-runner.ts';

/** The answer in each replication, in their order; a single value where it is not sampled, as a cost; null where there is none. */
export type Answers = readonly (number | null)[];

export interface TornadoRequest {
  scenario: Pick<LoadedScenario, 'assume' | 'saidBy'>;
  /** Whose answer it is: what the variant sets itself, no guess moves. */
  variant: string;
  /** As people read it: `cost`, `p95(getBalance.latency)`. */
  number: string;
  unit: string | ((points: readonly Answers[]) => string);
  /** Replacements in the scenario, one list for each point, the scenario as written first; the answers in the same order. */
  measure(points: readonly Sets[]): Promise<readonly Answers[]>;
}

export interface Tornado {
  variant: string;
  number: string;
  unit: string;
  /** With everything as written. */
  base: number | null;
  /** The largest swing first. */
  guesses: TornadoGuess[];
}

export interface TornadoGuess {
  path: string;
  /** At each of its values, the answer and by how much it differs from that as written. */
  ends: TornadoEnd[];
  /** Between the lowest and the highest answer, the one as written among them. */
  swing: number | null;
  /** Why the swing is none: within sampling error, set by the variant itself, or without an answer. */
  silent?: 'sampling error' | 'set by the variant' | 'no answer';
}

export interface TornadoEnd {
  value: string;
  mean: number | null;
  /** Less the answer as written, with its 95 % interval by paired differences; null bounds where there is one answer only. */
  difference: number | null;
  low: number | null;
  high: number | null;
}

export async function tornado(request: TornadoRequest): Promise<Tornado> {
  const { scenario, variant, number, unit, measure } = request;
  const isOwn = ({ path }: Assumed) => scenario.saidBy(variant, path) !== undefined;
  const tried = scenario.assume.filter(guess => !isOwn(guess));
  const points = tried.flatMap(({ path, values }) => values.map((value): Sets => [[path, value]]));
  const [base = [], ...answers] = await measure([[], ...points]);
  let from = 0;
  const guesses = scenario.assume.map((guess): TornadoGuess => {
    const as = (own: readonly Answers[]) => guessOf(guess, base, own);
    if (isOwn(guess)) return { ...as(guess.values.map(() => base)), silent: 'set by the variant' };
    from += guess.values.length;
    return as(answers.slice(from - guess.values.length, from));
  });
  return {
    variant,
    number,
    unit: typeof unit === 'string' ? unit : unit([base, ...answers]),
    base: meanOf(base),
    guesses: guesses
      .map((guess, i) => ({ guess, i }))
      .sort((a, b) => rank(b.guess) - rank(a.guess) || a.i - b.i)
      .map(({ guess }) => guess),
  };
}

/** What moves the answer comes before what only seems to. */
const rank = ({ swing, silent }: TornadoGuess): number =>
  swing === null ? -2 : silent === undefined ? swing : -1 + (swing > 0 ? swing / (1 + swing) : 0);

function guessOf({ path, values }: Assumed, base: Answers, answers: readonly Answers[]): TornadoGuess {
  const ends = values.map((value, i): TornadoEnd => {
    const difference = between(base, answers[i] ?? []);
    return { value, mean: meanOf(answers[i] ?? []), ...difference };
  });
  const differences = ends.flatMap(({ difference }) => difference ?? []);
  if (differences.length < ends.length) return { path, ends, swing: null, silent: 'no answer' };
  const swing = Math.max(0, ...differences) - Math.min(0, ...differences);
  const isSure =
    swing > 0 && looksOf(base, answers).some(({ low, high }) => low === null || high === null || low > 0 || high < 0);
  return { path, ends, swing, ...(isSure ? {} : { silent: 'sampling error' as const }) };
}

/** Each end against the answer as written, and the ends against each other. */
const looksOf = (base: Answers, answers: readonly Answers[]) =>
  [base, ...answers].flatMap((one, i, all) => all.slice(i + 1).map(other => between(one, other)));

function between(a: Answers, b: Answers): Pick<TornadoEnd, 'difference' | 'low' | 'high'> {
  const both = a.flatMap((value, i) => (value === null || b[i] == null ? [] : [[value, b[i]] as const]));
  const [only] = both;
  if (only === undefined) return { difference: null, low: null, high: null };
  const interval = pairedInterval(
    both.map(([value]) => value),
    both.map(([, value]) => value),
  );
  if (interval === undefined) return { difference: only[1] - only[0], low: null, high: null };
  return { difference: interval.mean, low: interval.low, high: interval.high };
}

function meanOf(values: Answers): number | null {
  const known = values.filter(value => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

/* ---- One number of a run as the answer ---- */

export interface MeasuredNumber {
  runner: TaskRunner;
  variant: string;
  replications: number;
  /** A number of a replication: `p95(activation.duration)`, or a metric of the scenario's own. */
  number: string;
}

/** The parts of a request that measure a number of the runs. */
export function tornadoMeasure({
  runner,
  variant,
  replications,
  number,
}: MeasuredNumber): Pick<TornadoRequest, 'number' | 'unit' | 'measure'> {
  let unit = '';
  return {
    number,
    unit: () => unit,
    async measure(points) {
      const outcomes = await runner.replicate(
        points.flatMap(sets =>
          Array.from({ length: replications }, (_, replication) => ({ variant, replication, sets })),
        ),
      );
      const values = outcomes.map(outcome => {
        if (!outcome.ok) return null;
        const found = numbersOf(outcome.replication.metrics).find(({ name }) => name === number);
        if (found !== undefined) unit = found.unit;
        return found?.value ?? null;
      });
      return points.map((_, i) => values.slice(i * replications, (i + 1) * replications));
    },
  };
}

/* ---- In words ---- */

/** The last names of a path, as many as say what it is. */
export const guessName = (path: string): string => path.split('.').slice(-2).join('.');

/** Half of the swing: how far the answer may lie to either side. */
function reachInWords(swing: number, unit: string): string {
  const half = swing / 2;
  if (unit === 'share') return `±${formatNumber(Number((half * 100).toPrecision(2)))} points`;
  return `±${formatValue(unit === 'µs' || unit === 'B' ? Math.round(half) : half, unit)}`;
}

const mostNamed = 5;

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** What the words need of a tornado. */
export interface Swinging extends Pick<Tornado, 'variant' | 'unit'> {
  guesses: readonly Pick<TornadoGuess, 'path' | 'swing' | 'silent'>[];
}

/**
 * `Most sensitive: networkReady p95 (±1.9), acceptsToast (±6.0, delayed only), downloadFails (±0.8).`
 * Several tornados are of the same guesses in several variants.
 */
export function tornadoWords(tornados: readonly Swinging[]): string[] {
  const [first] = tornados;
  if (first === undefined || first.guesses.length === 0) return [];
  const moving = first.guesses
    .map(({ path }) => {
      const by = tornados.flatMap(({ variant, unit, guesses }) => {
        const guess = guesses.find(one => one.path === path)!;
        return guess.silent === undefined && guess.swing !== null ? [{ variant, unit, swing: guess.swing }] : [];
      });
      return { path, by, most: by.toSorted((a, b) => b.swing - a.swing)[0] };
    })
    .sort((a, b) => (b.most?.swing ?? -1) - (a.most?.swing ?? -1));
  const named = moving.flatMap(({ path, by, most }) => {
    if (most === undefined) return [];
    const where = by.length === tornados.length ? '' : `, ${listed(by.map(({ variant }) => variant))} only`;
    return [`${guessName(path)} (${reachInWords(most.swing, most.unit)}${where})`];
  });
  const silent = moving.filter(({ most }) => most === undefined);
  const because = (reason: TornadoGuess['silent']) =>
    silent
      .filter(({ path }) =>
        tornados.some(({ guesses }) => guesses.some(one => one.path === path && one.silent === reason)),
      )
      .map(({ path }) => guessName(path));
  const [byChance, unanswered] = [because('sampling error'), because('no answer')];
  return [
    ...(named.length === 0 ? [] : [`Most sensitive: ${named.slice(0, mostNamed).join(', ')}.`]),
    ...(byChance.length === 0
      ? []
      : [
          `${byChance.length === 1 ? 'Moves' : 'Move'} the answer by no more than sampling error: ${byChance.join(', ')}.`,
        ]),
    ...(unanswered.length === 0 ? [] : [`Without an answer at one of its values: ${unanswered.join(', ')}.`]),
  ];
}

/** `line.active 5 % .. 25 %: 23 … 38`, for a line of the terminal. */
export function guessInWords({ path, ends, silent }: TornadoGuess, unit: string): string {
  const values = ends.map(({ value }) => value);
  const answers = ends.map(({ mean }) => formatValue(mean, unit));
  const why = silent === undefined ? '' : silent === 'sampling error' ? ' (within sampling error)' : ` (${silent})`;
  return `${guessName(path)} ${values.join(' → ')}: ${answers.join(' … ')}${why}`;
}
