/** Who asked the tiers of a back end, and takes up again what they have done: operator API, orders, portal and SM-DP+. */
import type { TierFailure, TurnAwayReason } from '../sim/index.ts';
import type { BackEndOwners } from './operator/back-end-tiers.ts';
import type { World } from './world.ts';

/** As the SM-DP+ knows it from its own servers. */
const smdpReason: Readonly<Record<TierFailure, TurnAwayReason>> = {
  full: 'full',
  limit: 'limit',
  refused: 'refused',
  hung: 'hung',
  error: 'error',
  timeout: 'hung',
  breaker: 'refused',
};

export function backEndOwners(world: World): BackEndOwners {
  const { assembly, orders, cachedBalances } = world;
  const smdp = assembly.listener(world.profiles);
  const charged = assembly.handler(world.backEnds, 'charged');
  const filled = cachedBalances && assembly.handler(cachedBalances, 'filled');
  return {
    api: assembly.tierListener(world.apis),
    orders: orders && assembly.tierListener(orders),
    portal: assembly.tierListener(world.backEnds),
    smdp: {
      done: job => smdp.done(job),
      turnedAway: (job, { failure }) => smdp.turnedAway(job, smdpReason[failure ?? 'error']),
    },
    balanceFilled: line => filled?.(line, undefined),
    charged: device => charged(world.surroundings.operatorOf(device), device),
  };
}
