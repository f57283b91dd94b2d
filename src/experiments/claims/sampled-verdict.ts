/**
 * Whether a claim holds, judged by several replications at once.
 *
 *     value < bound    by the interval of (value − bound): wholly below 0 ─▶ pass, wholly above ─▶ fail, else undecided
 *     value = bound,   holds or does not in each replication: one breach ─▶ fail, none ─▶ pass
 *     ever(...), `in`
 *     and, or, not     of the verdicts of their parts; `not` is moved inwards, so that `not ever(...)` is one exact claim
 *
 * Where a replication has no data, a claim about sizes is undecided: those with data may be the ones that differ. A time
 * that never came (`until`) is beyond every bound: in one replication on the wrong side it fails the claim, on the right
 * side it counts as held, and the interval is that of the others.
 */
import type { Comparison, Term } from '../../scenarios/index.ts';
import { type Interval, meanInterval } from '../statistics/intervals.ts';
import { studentTQuantile } from '../statistics/student-t.ts';
import { type Answer, evaluate, type Sources } from './evaluate.ts';

/** Why there is no verdict. */
export type Undecided =
  /** The interval holds the bound; so many more replications would probably decide. */
  | { because: 'the interval holds the bound'; more?: number }
  /** In so many replications. */
  | { because: 'no data'; replications: number }
  /** One replication says nothing about chance. */
  | { because: 'too few replications'; more: number };

export interface SampledVerdict {
  verdict: 'pass' | 'fail' | 'undecided';
  undecided?: Undecided;
  /** The replications, counted from 0 among those judged, in which the claim did not hold at all. */
  breaches?: readonly number[];
  /** What speaks against the intervals that it rests on, in whole sentences. */
  warnings?: readonly string[];
}

/** Beyond this many more nobody waits for a verdict. */
const mostToAskFor = 100_000;

/** The interval that all verdicts rest on; without bounds below two values, without a mean below one. */
export function intervalOf(
  values: readonly number[],
  level: number,
): { n: number; mean: number | null; low: number | null; high: number | null; warnings?: readonly string[] } {
  const { length: n } = values;
  return meanInterval(values, level) ?? { n, mean: values[0] ?? null, low: null, high: null };
}

/**
 * @param replications  where the values of each replication come from, in order
 * @param level         of the intervals, as 0.95
 */
export function sampledVerdict(term: Term, replications: readonly Sources[], level: number): SampledVerdict {
  return judge(term, replications, { level, isNegated: false });
}

interface How {
  level: number;
  isNegated: boolean;
}

function judge(term: Term, replications: readonly Sources[], how: How): SampledVerdict {
  const { isNegated } = how;
  switch (term.kind) {
    case 'not':
      return judge(term.of, replications, { ...how, isNegated: !isNegated });
    case 'and':
    case 'or': {
      const parts = term.of.map(part => judge(part, replications, how));
      return (term.kind === 'and') !== isNegated ? allOf(parts) : anyOf(parts);
    }
    case 'inVariant': {
      const others = replications.flatMap(sources => sources.variant?.(term.variant) ?? []);
      return judge(term.of, others, how);
    }
    case 'compare': {
      const { sign } = isNegated ? { sign: opposite[term.sign] } : term;
      if (sign === '=' || sign === '!=') break;
      return judgeSizes(
        replications.map(sources => [evaluate(term.left, sources), evaluate(term.right, sources)]),
        sign,
        how.level,
      );
    }
    default:
      break;
  }
  return judgeEach(replications.map(sources => evaluate(term, sources)).map(holds => truth(holds, isNegated)));
}

const opposite: Readonly<Record<Comparison, Comparison>> = {
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
  '=': '!=',
  '!=': '=',
};

const truth = (holds: Answer, isNegated: boolean): boolean | null =>
  holds === null ? null : (holds === true) !== isNegated;

/* ---- Claims that hold or do not, in each replication ---- */

function judgeEach(truths: readonly (boolean | null)[]): SampledVerdict {
  const breaches = truths.flatMap((holds, at) => (holds === false ? [at] : []));
  if (breaches.length > 0) return { verdict: 'fail', breaches };
  return undecidedWithout(truths) ?? { verdict: 'pass' };
}

function undecidedWithout(values: readonly unknown[]): SampledVerdict | undefined {
  const missing = values.filter(value => value === null).length;
  if (missing > 0) return { verdict: 'undecided', undecided: { because: 'no data', replications: missing } };
  return values.length > 0
    ? undefined
    : { verdict: 'undecided', undecided: { because: 'too few replications', more: 2 } };
}

/* ---- Claims about how large something is ---- */

function judgeSizes(
  sides: readonly (readonly [left: Answer, right: Answer])[],
  sign: '<' | '<=' | '>' | '>=',
  level: number,
): SampledVerdict {
  const isUpper = sign === '<' || sign === '<=';
  // Turned so that what is below 0 holds.
  const distances = sides.map(([left, right]) => {
    if (typeof left !== 'number' || typeof right !== 'number') return null;
    return left === right ? 0 : isUpper ? left - right : right - left;
  });
  const breaches = distances.flatMap((distance, at) => (distance === Number.POSITIVE_INFINITY ? [at] : []));
  if (breaches.length > 0) return { verdict: 'fail', breaches };
  const without = undecidedWithout(distances);
  if (without !== undefined) return without;
  const finite = distances.filter(distance => distance !== null && Number.isFinite(distance)) as number[];
  if (finite.length === 0) return { verdict: 'pass' };
  const { mean, low, high, warnings } = intervalOf(finite, level);
  const told = warnings === undefined ? {} : { warnings };
  if (mean === null || low === null || high === null)
    return { verdict: 'undecided', undecided: { because: 'too few replications', more: 2 - finite.length } };
  const mayTouch = sign === '<=' || sign === '>=';
  if (mayTouch ? high <= 0 : high < 0) return { verdict: 'pass', ...told };
  if (mayTouch ? low > 0 : low >= 0) return { verdict: 'fail', ...told };
  const more = moreToDecide({ n: finite.length, mean, low, high }, level);
  return {
    verdict: 'undecided',
    undecided: { because: 'the interval holds the bound', ...(more === undefined ? {} : { more }) },
    ...told,
  };
}

/**
 * How many more replications would probably bring the interval off the bound, if mean and spread stay what they are:
 * the reach shrinks with the root of their number.
 *
 * @param interval  of the distance from the bound
 * @returns         undefined when it is more than anybody would wait for
 */
export function moreToDecide(
  { n, mean, low, high }: Pick<Interval, 'n' | 'mean' | 'low' | 'high'>,
  level: number,
): number | undefined {
  // An interval need not be symmetric: what counts is the side on which the bound lies.
  const reach = mean > 0 ? mean - low : high - mean;
  const t = (replications: number) => studentTQuantile((1 + level) / 2, replications - 1);
  const distance = Math.abs(mean);
  const spread = (reach * Math.sqrt(n)) / t(n);
  const decides = (replications: number) => (t(replications) * spread) / Math.sqrt(replications) < distance;
  if (!(distance > 0) || !decides(n + mostToAskFor)) return undefined;
  let [tooFew, enough] = [0, mostToAskFor];
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2);
    if (decides(n + middle)) enough = middle;
    else tooFew = middle;
  }
  return enough;
}

/* ---- Joined ---- */

function allOf(parts: readonly SampledVerdict[]): SampledVerdict {
  return (
    parts.find(({ verdict }) => verdict === 'fail') ??
    parts.find(({ verdict }) => verdict === 'undecided') ?? { verdict: 'pass', ...warningsOf(parts) }
  );
}

function anyOf(parts: readonly SampledVerdict[]): SampledVerdict {
  return (
    parts.find(({ verdict }) => verdict === 'pass') ??
    parts.find(({ verdict }) => verdict === 'undecided') ??
    (parts.length === 0 ? { verdict: 'fail' } : { ...parts[0]!, ...warningsOf(parts) })
  );
}

/** Of a verdict that rests on all of them. */
function warningsOf(parts: readonly SampledVerdict[]): Pick<SampledVerdict, 'warnings'> {
  const all = new Set(parts.flatMap(({ warnings = [] }) => warnings));
  return all.size === 0 ? {} : { warnings: [...all] };
}
