/**
 * The curve of load once more with a back end that neither tries again nor limits anybody: what retries and 429s do to the
 * latency and to the success, at the same load under the same chance.
 *
 *     with them      success 97 %, mean 350 ms      at twice the load
 *     without them   success 88 %, mean 1.9 s
 */
import type { WorldSettings } from '../../models/index.ts';
import type { Sets } from '../../scenarios/index.ts';
import type { CurvePoint } from './curve.ts';

/** One load without retries and limits. */
export type PlainPoint = Pick<CurvePoint, 'factor' | 'n' | 'rate' | 'latency' | 'success' | 'failed'>;

export interface WithoutGuards {
  /** What was taken away: `retries of api`, `limit of gateway`. */
  taken: readonly string[];
  points: readonly PlainPoint[];
}

/** Loads at which it is tried: below the load of the scenario they do little. */
export const plainFactors: readonly number[] = [1, 1.5, 2];

/** A limit that nobody reaches, per second. */
const noLimit = '1_000_000 per s';

/** Replacements that take retries and limits of all tiers that a request may pass away, and what these are. */
export function guardsTaken({ operators }: Pick<WorldSettings, 'operators'>): { taken: string[]; sets: Sets } {
  const taken: string[] = [];
  const sets: [path: string, value: string][] = [];
  for (const { name, api, backEnd } of operators) {
    if (api.limit !== undefined) {
      taken.push('limit of api');
      sets.push([`operators.${name}.api.limit`, noLimit]);
    }
    for (const tier of backEnd.tiers) {
      if (tier.outside) continue;
      const path = `operators.${name}.backend.${tier.name}`;
      if (tier.retries !== undefined && tier.retries.times > 0) {
        taken.push(`retries of ${tier.name}`);
        sets.push([`${path}.retries`, '0 after 1 ms']);
      }
      if (tier.limit !== undefined) {
        taken.push(`limit of ${tier.name}`);
        sets.push([`${path}.limit`, noLimit]);
      }
    }
  }
  return { taken, sets };
}
