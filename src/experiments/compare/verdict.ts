/** What the primary number decides: which variant is best, and whether that can be told at all. */
import { moreToDecide } from '../claims/sampled-verdict.ts';
import { pairedInterval } from '../statistics/intervals.ts';
import type { ComparedNumber, CompareVerdict, DifferenceToBase } from './comparison.ts';
import { columnsByName, confidence, pairsOf, type Samples } from './numbers.ts';
import type { Primary } from './primary.ts';

/** Nobody waits for more than this many further replications. */
const mostToAskFor = 10_000;

export function verdictOf(
  number: ComparedNumber,
  { because }: Primary,
  samples: Samples,
  base: string,
): CompareVerdict {
  const { name, direction, differences } = number;
  const about = { primary: name, because, direction };
  const nothing = { best: null, likeBest: [], moreReplications: null };
  const measured = differences.filter(({ value }) => value !== null);
  if (measured.length === 0) return { ...about, ...nothing, outcome: 'no data' };
  const decided = measured.filter(({ differs }) => differs);
  if (decided.length === 0)
    return { ...about, ...nothing, outcome: 'undecided', moreReplications: fewestToDecide(measured) };
  if (direction === 'unknown') return { ...about, ...nothing, outcome: 'different' };
  const gain = ({ value }: DifferenceToBase) => (direction === 'more' ? value! : -value!);
  const better = decided.filter(one => gain(one) > 0).toSorted((a, b) => gain(b) - gain(a));
  const best = better[0]?.variant ?? base;
  // The base itself is told apart from the best by being decided; of the others only an interval of their own can say it.
  const likeBest = measured
    .filter(({ variant, differs }) =>
      best === base ? !differs : variant !== best && !toldApart(name, samples, best, variant),
    )
    .map(({ variant }) => variant);
  const outcome = better.length > 0 ? 'better' : 'base';
  return { ...about, outcome, best, likeBest, moreReplications: null };
}

/** Whether two variants that are not the base differ: an interval of their own, for what may be called best. */
function toldApart(name: string, samples: Samples, one: string, other: string): boolean {
  const [a, b] = [one, other].map(variant => columnsByName(samples.get(variant)!).get(name));
  const pairs = pairsOf(a, b);
  const interval = pairedInterval(pairs.a, pairs.b, confidence);
  return interval !== undefined && (interval.low > 0 || interval.high < 0);
}

/** How many more would decide the difference that needs the fewest. */
function fewestToDecide(differences: readonly DifferenceToBase[]): number | null {
  const more = differences.flatMap(({ n, value: mean, low, high }) => {
    if (n < 2 || mean === null || low === null || high === null || mean === 0) return [];
    return moreToDecide({ n, mean, low, high }, confidence) ?? [];
  });
  const fewest = more.reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY);
  return fewest <= mostToAskFor ? fewest : null;
}
