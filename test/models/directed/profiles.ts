/** eSIM profiles that are ordered, downloaded and looked after in a rare way, without a purchase around them. */
import { activationCodeOf } from '../../../src/models/messages/of-device.ts';
import type { World } from '../../../src/models/world.ts';
import { hours, minutes, seconds } from '../../../src/sim/units.ts';
import type { WorldChange } from '../small-world.ts';
import { always } from '../small-world.ts';
import { asks, type DirectedWorld, isOut, waits } from './drive.ts';

type Step = 'order' | 'download' | 'deny' | 'enable' | 'disable' | 'remove' | 'enableOther' | 'hour';

const codeOf = ({ surroundings, draws }: World) =>
  activationCodeOf(surroundings, 0, (purpose, nth) => draws.bits(purpose, 0, nth));

/** One after the other, with time between them for each to end. */
function does(world: World, step: Step): void {
  const { assistants, profiles } = world;
  if (step === 'order') asks(world, profiles, 'order');
  else if (step === 'download') asks(world, assistants, 'download', { activationCode: codeOf(world) });
  else if (step === 'deny') asks(world, assistants, 'download', { activationCode: codeOf(world), refusal: 'denied' });
  else if (step === 'enableOther') asks(world, assistants, 'enable', { own: false });
  else if (step !== 'hour') asks(world, assistants, step, { own: true });
  waits(world, step === 'hour' ? hours(1) : minutes(1));
}

const profile = (name: string, steps: readonly Step[], settings: WorldChange = {}): DirectedWorld => ({
  name,
  settings,
  drive(world) {
    waits(world, seconds(1));
    for (const step of steps) does(world, step);
  },
});

export const rareProfiles: readonly DirectedWorld[] = [
  profile('an order without EID that expires before its profile is ready, and a new one', ['order', 'hour', 'order'], {
    operator: { smdp: { bindsEid: false, profileReady: always(hours(3)), orderExpiry: minutes(30) } },
  }),
  profile('an order whose profile is ready in time and never fetched, and a new one', ['order', 'hour', 'order'], {
    operator: { smdp: { profileReady: always(minutes(5)), orderExpiry: minutes(30) } },
  }),
  profile(
    'a profile that is deleted and will not be sold again, ordered anew without EID',
    ['order', 'download', 'remove', 'order'],
    { operator: { smdp: { bindsEid: false } } },
  ),
  profile('a profile that is deleted and will not be sold again, ordered anew for the EID', [
    'order',
    'download',
    'disable',
    'remove',
    'order',
  ]),
  profile('a profile that is deleted and sold again', ['order', 'download', 'remove', 'order', 'download'], {
    operator: { smdp: { afterDeletion: 'available' }, stock: { profiles: 1, restock: undefined } },
  }),
  profile('a profile that its owner does not want', ['order', 'deny', 'order'], {}),
  profile('a profile that no card installs', ['order', 'download', 'download'], {
    operator: { smdp: { maxDownloadAttempts: 1 } },
    group: { euicc: { loadFails: 1 } },
  }),
  profile('a card that breaks off', ['order', 'download'], { group: { euicc: { loadFails: 1 } } }),
  profile('a package that is asked for again', ['order', 'download', 'hour', 'download'], {
    operator: { smdp: { getBoundProfilePackage: always(seconds(40)) } },
  }),
  profile(
    'an order that expires while the SM-DP+ is not to be told that the profile is on the card',
    ['order', 'download', 'hour', 'hour'],
    {
      operator: { smdp: { orderExpiry: minutes(10) } },
      timeline: [isOut('smdp', seconds(80), minutes(30), { kind: 'hang' })],
    },
  ),
  profile('a card that will not enable', ['order', 'download', 'enable'], {
    group: { euicc: { faults: [{ fault: 'toolkitBusy', share: 1 }] } },
  }),
  profile('a package that needs a confirmation code', ['order', 'download'], {
    operator: { smdp: { refuses: [{ code: '8.2.7/2.2', share: 1 }] } },
  }),
  profile('two profiles that take turns', ['order', 'download', 'enableOther', 'enable', 'disable'], {
    group: { otherProfiles: 1 },
  }),
];
