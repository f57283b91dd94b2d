/**
 * The curve of load once more with a back end that does not try again, and with one that limits nobody: what retries and
 * what 429s do to the latency and to the success, at the same load under the same chance.
 *
 *     with both           success 81 %, mean 2.4 s      at twice the load
 *     without retries     success 93 %, mean 1.1 s      they make it worse
 *     without limits      success 60 %, mean 4.0 s      they keep the others fast
 */
import type { WorldSettings } from '../../models/index.ts';
import type { Sets } from '../../scenarios/index.ts';
import type { CurvePoint, Estimate } from './curve.ts';

/** One load without retries, or without limits. */
export interface PlainPoint extends Omit<CurvePoint, 'form'> {
  /** Success with them less success without, replication by replication: below zero, they make it worse. */
  gain: Estimate;
}

export interface WithoutGuards {
  what: 'retries' | 'limits';
  /** What was taken away: `retries of api`, `limit of gateway`. */
  taken: readonly string[];
  points: readonly PlainPoint[];
}

/** Loads at which it is tried: below the load of the scenario they do little. */
export const plainFactors: Readonly<Record<WithoutGuards['what'], readonly number[]>> = {
  retries: [1, 1.25, 1.5, 1.75, 2],
  limits: [1, 1.5, 2],
};

/** A limit that nobody reaches, per second. */
const noLimit = '1_000_000 per s';

/** Something that can be taken away, and the replacements that do. */
export interface Guard extends Pick<WithoutGuards, 'what' | 'taken'> {
  sets: Sets;
}

/** Retries and limits of all tiers that a request may pass, each kind where there is any. */
export function guardsTaken({ operators }: Pick<WorldSettings, 'operators'>): Guard[] {
  const all = operators.flatMap(({ name, api, backEnd }) => [
    ...(api.limit === undefined ? [] : [limitOf('api', `operators.${name}.api`)]),
    ...backEnd.tiers
      .filter(({ outside }) => !outside)
      .flatMap(tier => {
        const path = `operators.${name}.backend.${tier.name}`;
        return [
          ...(tier.retries !== undefined && tier.retries.times > 0 ? [retriesOf(tier.name, path)] : []),
          ...(tier.limit === undefined ? [] : [limitOf(tier.name, path)]),
        ];
      }),
  ]);
  return (['retries', 'limits'] as const).flatMap(what => {
    const own = all.filter(one => one.what === what);
    if (own.length === 0) return [];
    return [{ what, taken: own.map(({ taken }) => taken), sets: own.map(({ set }) => set) }];
  });
}

const retriesOf = (tier: string, path: string) => ({
  what: 'retries' as const,
  taken: `retries of ${tier}`,
  set: [`${path}.retries`, '0 after 1 ms'] as const,
});

const limitOf = (tier: string, path: string) => ({
  what: 'limits' as const,
  taken: `limit of ${tier}`,
  set: [`${path}.limit`, noLimit] as const,
});
