/**
 * What overload does beyond making requests slow: whether more load means fewer answers, and from where on retries make it
 * worse than it would be without them, as in a retry storm.
 *
 *     answered per s │      ● ●             with retries: falls
 *                    │    ●      ●
 *                    │  ●           ●       a fall counts where the 95 % intervals do not meet
 *                    └──────────────────── offered per s
 */
import type { Curve, CurvePoint, Estimate } from './curve.ts';
import type { PlainPoint } from './without-guards.ts';

/** The load with the most answers that are certain, and the first beyond it with fewer for certain. */
export interface Fall {
  most: CurvePoint;
  fewer: CurvePoint;
}

export function goodputFalls(points: readonly CurvePoint[]): Fall | undefined {
  let most: CurvePoint | undefined;
  for (const point of points) {
    if (most !== undefined && isBelow(point.goodput, most.goodput)) return { most, fewer: point };
    if (most === undefined || (point.goodput.low ?? 0) > (most.goodput.low ?? 0)) most = point;
  }
  return undefined;
}

/** The least load at which fewer succeed than without the retries, in the same replications and for certain. */
export interface Worse {
  taken: readonly string[];
  with: CurvePoint;
  without: PlainPoint;
}

export function retriesHurt({ points, withoutGuards }: Pick<Curve, 'points' | 'withoutGuards'>): Worse | undefined {
  const plain = withoutGuards.find(({ what }) => what === 'retries');
  for (const without of plain?.points ?? []) {
    const own = points.find(({ factor }) => factor === without.factor);
    if (own !== undefined && without.gain.high !== null && without.gain.high < 0)
      return { taken: plain!.taken, with: own, without };
  }
  return undefined;
}

const isBelow = ({ high, mean }: Estimate, other: Estimate): boolean =>
  high !== null && other.low !== null && high < other.low && (mean ?? 0) < (other.mean ?? 0);
