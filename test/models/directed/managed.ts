/** Managed PCs and activation codes that meet what is rare: expired orders, downloads that fail, networks that refuse. */
import { days, hours, minutes } from '../../../src/sim/units.ts';
import type { WorldChange } from '../small-world.ts';
import { always } from '../small-world.ts';
import { code, managed, smds } from '../windows/managed-world.ts';
import type { DirectedWorld } from './drive.ts';

const world = (name: string, { operator, group, ...settings }: WorldChange): DirectedWorld => ({
  name,
  settings: {
    length: days(3),
    ...settings,
    operator: { smds, ...operator },
    ...(group === undefined ? {} : { group }),
  },
  drive: () => undefined,
});

export const rareManaged: readonly DirectedWorld[] = [
  world('an event whose order expires before anybody asks for it', {
    operator: { smdp: { orderExpiry: hours(6) } },
    group: { managed: { ...managed, firstCheckIn: always(days(2)) } },
  }),
  world('an event that is found again after a download that failed', {
    operator: { smdp: { silent: 1 } },
    group: { managed },
  }),
  world('an SM-DS that does not answer', {
    operator: { smds: { ...smds, silent: 1 } },
    group: { managed },
  }),
  world('a managed PC that tries again by code, and gives up', {
    operator: { smdp: { silent: 1 } },
    group: { managed: { ...managed, installsBy: 'activationCode', tries: 2, checkIn: hours(1) } },
  }),
  world('a managed PC that the network does not take', {
    operator: { network: { rejectsForGood: 1 } },
    group: { managed: { ...managed, installsBy: 'activationCode' } },
  }),
  world('a code for a network that does not take its SIM', {
    operator: { network: { rejectsForGood: 1 } },
    group: { activationCode: code },
  }),
  world('a code that is tried again, and given up', {
    operator: { smdp: { silent: 1 } },
    group: { activationCode: { ...code, by: 'keyboard' }, euicc: { lpaTries: 2, lpaWait: minutes(1) } },
  }),
];
