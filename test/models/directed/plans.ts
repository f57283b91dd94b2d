/** Plans whose cycle ends while little or nothing of them is left, and whose file comes again. */
import type { World } from '../../../src/models/world.ts';
import { hours, megabytes, minutes } from '../../../src/sim/units.ts';
import { always, evenly, type WorldChange } from '../small-world.ts';
import { type DirectedWorld, waits } from './drive.ts';

/** Contracts of 100 MB for ten hours, used at an even pace; some have used them up when the cycle ends. */
const contracts = (billingCycle: 'resets' | 'ends'): WorldChange => ({
  length: hours(26),
  operator: {
    serviceMetadata: { published: true, app: true },
    plan: { data: megabytes(100), lasts: hours(10), postpaid: true },
    provisioningFile: { signed: false, notifiesUsage: true, billingCycle },
  },
  group: {
    sim: 'hot',
    wifi: 0,
    preloaded: 1,
    count: 12,
    usage: {
      monthly: { kind: 'uniform', low: 5e9, high: 11e9 },
      sessions: { perDay: 200, weights: evenly },
      sessionRate: 100_000,
      takes: 'mobileBroadband',
    },
    user: { topsUp: 0, topsUpAfter: always(minutes(1)) },
  },
});

/** The plan as it stands is told once more, to every PC. */
const toldAgain = ({ assembly, usageManagers, devices }: World): void => {
  for (let device = 0; device < devices; device++)
    if (usageManagers.store.look(device).state !== 'noPlan')
      assembly.tell(usageManagers, 'planProvisioned', device, { name: 'the same' });
};

export const rarePlans: readonly DirectedWorld[] = [
  {
    name: 'contracts that end, near their limit and beyond it, and are signed again',
    settings: contracts('ends'),
    drive(world) {
      waits(world, hours(12));
      toldAgain(world);
    },
  },
  {
    name: 'a file that comes again near the limit and beyond it',
    settings: contracts('resets'),
    drive(world) {
      for (let hour = 1; hour < 20; hour++) {
        waits(world, hours(1));
        toldAgain(world);
      }
    },
  },
];
