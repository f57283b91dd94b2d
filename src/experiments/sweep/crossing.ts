/**
 * Where an expectation begins or ceases to hold along a parameter: between two neighbours whose verdicts differ, at the
 * point where the straight line between them meets the bound. The interval is the stretch in which the band around the line
 * holds the bound.
 *
 *     value − bound  │      ╱╱╱            ▒  the band
 *                  0 ┼───▒▒▒───            └┴┘ of the crossing
 *                    │ ╱╱╱
 */
import { exp, ln } from '../../sim/index.ts';
import type { Crossing } from './sweep-result.ts';

/** What is measured less its bound, at each value of the parameter in ascending order; null where nothing is known. */
export interface Gap {
  mean: number | null;
  low: number | null;
  high: number | null;
  /** Whether the expectation holds by the mean; undefined without one. */
  holds: boolean | undefined;
}

export interface Along {
  /** Undefined for names. */
  positions: readonly number[] | undefined;
  isLogarithmic: boolean;
}

export function crossingsOf(gaps: readonly Gap[], along: Along): Omit<Crossing, 'second'>[] {
  const known = gaps.flatMap(({ holds }, i) => (holds === undefined ? [] : [i]));
  return known.slice(1).flatMap((to, i) => {
    const from = known[i]!;
    if (gaps[from]!.holds === gaps[to]!.holds) return [];
    return [
      {
        from,
        to,
        becomes: gaps[to]!.holds === true ? ('pass' as const) : ('fail' as const),
        position: meeting(gaps, [from, to], along, 'mean'),
        ...band(gaps, from, to, along),
      },
    ];
  });
}

/** Where the edges of the band meet the bound, next to the crossing; null where one does not before the end of what was tried. */
function band(
  gaps: readonly Gap[],
  from: number,
  to: number,
  along: Along,
): { low: number | null; high: number | null } {
  // The edge that leads towards the bound meets it before the mean does, the other one after.
  const rising = gaps[to]!.mean! > gaps[from]!.mean!;
  const [before, after] = rising ? (['high', 'low'] as const) : (['low', 'high'] as const);
  const within = (edge: 'low' | 'high', pair: readonly [number, number]) => meeting(gaps, pair, along, edge);
  let low: number | null = null;
  for (let left = from; left >= 0 && low === null; left -= 1) low = within(before, [left, left + 1]);
  let high: number | null = null;
  for (let right = to; right < gaps.length && high === null; right += 1) high = within(after, [right - 1, right]);
  return { low, high };
}

/** Where the line between two neighbours meets zero. */
function meeting(
  gaps: readonly Gap[],
  [from, to]: readonly [number, number],
  { positions, isLogarithmic }: Along,
  of: 'mean' | 'low' | 'high',
): number | null {
  const [left, right] = [gaps[from]?.[of], gaps[to]?.[of]];
  const [x1, x2] = [positions?.[from], positions?.[to]];
  if (left == null || right == null || x1 === undefined || x2 === undefined) return null;
  if (left > 0 === right > 0 && left !== 0 && right !== 0) return null;
  const share = left === right ? 0 : left / (left - right);
  if (!isLogarithmic || x1 <= 0) return x1 + (x2 - x1) * share;
  return exp(ln(x1) + (ln(x2) - ln(x1)) * share);
}
