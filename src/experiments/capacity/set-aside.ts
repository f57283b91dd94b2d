/**
 * Where no size meets all service levels: those that even the most generous one misses, or has no data for, are set aside,
 * and the cheapest that meets the others is found.
 *
 *     fast ✓  up ✓  notAll ✗  orders: no data     at the most of everything
 *        └──┬──┘      └──────────┘ set aside
 *     the cheapest that meets these
 */
import type { ServiceLevel } from '../../scenarios/index.ts';
import type { ConfirmedSize } from './confirm.ts';
import type { Found } from './find-answer.ts';

/** A level that the search went on without. */
export interface SetAside {
  level: string;
  claim: string;
  because: 'missed' | 'no data' | 'undecided';
  /** Replications without data, of so many. */
  missing: number;
  n: number;
}

/** Of the size that comes nearest to meeting all; nothing where nothing would be left. What is undecided only by itself. */
export function levelsToSetAside(
  { infeasible }: Pick<Found, 'infeasible'>,
  levels: readonly ServiceLevel[],
): readonly SetAside[] {
  const [fewest = []] = infeasible.map(outOfReach).sort((a, b) => a.length - b.length);
  const certain = fewest.filter(({ because }) => because !== 'undecided');
  const aside = certain.length > 0 ? certain : fewest;
  return aside.length >= levels.length ? [] : aside;
}

function outOfReach({ places }: ConfirmedSize): SetAside[] {
  const found = new Map<string, SetAside>();
  for (const { levels } of places)
    for (const { level, claim, verdict, missing, n } of levels) {
      const because =
        verdict === 'fail' ? 'missed' : missing > 0 ? 'no data' : verdict === 'undecided' ? 'undecided' : undefined;
      if (because !== undefined && found.get(level)?.because !== 'missed')
        found.set(level, { level, claim, because, missing, n });
    }
  return [...found.values()];
}
