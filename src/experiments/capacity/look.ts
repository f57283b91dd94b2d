/**
 * A look at a size, for the search: two replications, then four, then eight, until its service levels are met or missed
 * clearly enough to go on. What a look gets wrong, the confirmation puts right.
 */
import type { Replication } from '../tasks/replication.ts';
import type { LevelAtPoint, Levels } from './level.ts';
import type { Place } from './places.ts';
import type { Look } from './search.ts';
import type { Trials } from './trials.ts';

/** Replications of a look, one after the other. */
const usualLooks: readonly number[] = [2, 4, 8];
/** Of an interval that ends a look, and of one that leaves no doubt. */
const clearly = 0.8;
const surely = 0.95;

/** What a look has found. */
export interface Looked extends Look {
  place: Place;
  replications: readonly Replication[];
  levels: readonly LevelAtPoint[];
}

export async function lookAt(
  place: Place,
  trials: Pick<Trials, 'of'>,
  levels: Levels,
  looks: readonly number[] = usualLooks,
): Promise<Looked> {
  for (const count of looks) {
    const [replications] = await trials.of([{ place, numbers: { from: 0, count } }]);
    const looked = judged(place, replications!, levels, { count, isLast: count === looks.at(-1) });
    if (looked !== undefined) return looked;
  }
  throw new Error('the last look decides');
}

/** Undefined where more replications may tell more. */
function judged(
  place: Place,
  replications: readonly Replication[],
  levels: Levels,
  { count, isLast }: { count: number; isLast: boolean },
): Looked | undefined {
  const at = (confidence: number) => levels.judge(replications, confidence);
  const found = { place, replications, levels: at(clearly) };
  // A size whose replications come to nothing is none that carries anything.
  if (replications.length < count) return { ...found, meets: false, isSure: false };
  const verdicts = found.levels.map(({ verdict }) => verdict);
  if (verdicts.includes('fail'))
    return { ...found, meets: false, isSure: at(surely).some(({ verdict }) => verdict === 'fail') };
  if (verdicts.every(verdict => verdict === 'pass'))
    return { ...found, meets: true, isSure: at(surely).every(({ verdict }) => verdict === 'pass') };
  if (!isLast) return undefined;
  return {
    ...found,
    meets: found.levels.every(({ verdict, leans }) => verdict === 'pass' || leans === 'pass'),
    isSure: false,
  };
}
