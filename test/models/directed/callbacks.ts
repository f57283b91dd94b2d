/** Callbacks of the portal that ask for something rare: a download later, another profile, balance, a network later. */
import { hours, minutes } from '../../../src/sim/units.ts';
import { always, contoso, portalStep, type WorldChange } from '../small-world.ts';
import { awaits, buys, type DirectedWorld, waits } from './drive.ts';

type Confirming = Parameters<typeof portalStep>[2];

/** A portal of one page, whose order the app is called for. */
const calling = (callback: Confirming, { operator, ...world }: WorldChange = {}): WorldChange => ({
  ...world,
  operator: { ...operator, portal: { steps: [portalStep('confirm', 'done', { order: 'esim', ...callback })] } },
});

const delayed: Confirming = { callback: 'notifyProfileDownload', downloadDelay: minutes(15) };
const later: Confirming = { callback: 'notifyPurchaseWithProfileDownload', networkRegistrationInterval: minutes(15) };
const switches: Confirming = { order: 'balance', callback: 'notifyBalanceAddition', withIccid: true };
const ownProfile = { otherProfiles: 1, ownProfile: true };
const toasts = (share: number) => ({ group: { user: { acceptsToast: [{ within: hours(1), share }] } } });

export const rareCallbacks: readonly DirectedWorld[] = [
  { name: 'a download that begins with a toast', settings: calling(delayed, toasts(1)), drive: buys },
  { name: 'a toast that nobody accepts', settings: calling(delayed, toasts(0)), drive: buys },
  {
    name: 'a delayed download that is called off, and the app opened again',
    settings: calling(delayed, toasts(1)),
    drive(world) {
      buys(world);
      awaits(world, world.purchases, 'toastWaiting');
      const { host } = contoso.portal;
      world.assembly.tell(world.purchases, 'callbackReceived', 0, {
        method: 'notifyOperationCancel',
        host,
        metadata: '',
      });
      awaits(world, world.purchases, 'cancelled');
      world.assembly.tell(world.purchases, 'opened', 0, 'app');
    },
  },
  {
    name: 'balance for a profile that is not enabled',
    settings: calling(switches, { group: ownProfile }),
    drive: buys,
  },
  {
    name: 'balance for a profile that is not on the card',
    settings: calling(switches, { group: { otherProfiles: 1 } }),
    drive: buys,
  },
  {
    name: 'a profile that is enabled for longer than its buyer likes',
    settings: calling(switches, {
      group: { ...ownProfile, euicc: { enable: always(minutes(9)) }, user: { patience: always(minutes(5)) } },
    }),
    drive: buys,
  },
  {
    name: 'balance for the line that is there',
    settings: calling({ order: 'balance', callback: 'notifyBalanceAddition' }, { group: { sim: 'hot' } }),
    drive(world) {
      waits(world, minutes(5));
      world.assembly.tell(world.purchases, 'opened', 0, 'app');
      awaits(world, world.purchases, 'done');
      world.assembly.tell(world.purchases, 'opened', 0, 'app');
    },
  },
  {
    name: 'a network that needs half an hour',
    settings: calling(later, { operator: { network: { networkReady: always(minutes(20)), t3411: minutes(1) } } }),
    drive: buys,
  },
  {
    name: 'a network that never wants the line',
    settings: calling(later, { operator: { network: { rejectsForGood: 1 } } }),
    drive: buys,
  },
];
