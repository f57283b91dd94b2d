/** Purchases in the Mobile Plans app that end in a rare way. */
import { days, hours, milliseconds, minutes, seconds } from '../../../src/sim/units.ts';
import { always, contoso, portalStep } from '../small-world.ts';
import { asks, awaits, buys, type DirectedWorld, isOut, orders, waits } from './drive.ts';

const hot = { sim: 'hot' } as const;

/** Another operator on the list of the app. */
const fabrikam = {
  ...contoso,
  name: 'fabrikam',
  provider: { ...contoso.provider, name: 'Fabrikam', networks: [{ mcc: '999', mnc: '02' }] },
};

export const rarePurchases: readonly DirectedWorld[] = [
  {
    name: 'a list of two operators',
    settings: { operators: [contoso, fabrikam] },
    drive: buys,
  },
  {
    name: 'a list of two operators, and a service that is out when one of them is chosen',
    settings: {
      operators: [contoso, fabrikam],
      timeline: [isOut('service', seconds(5), minutes(5))],
    },
    drive: buys,
  },
  {
    name: 'a gateway page that is left',
    settings: { operator: { gateway: { templates: [{ id: '0', share: 1, leaves: 1 }] } } },
    drive: buys,
  },
  {
    name: 'an exit of the app that is not meant',
    settings: {
      operator: {
        portal: {
          steps: [portalStep('confirm', 'done', { leaves: 1, order: 'esim', callback: 'notifyProfileDownload' })],
          leavesBy: { cancel: 0, exit: 1 },
          staysAfterAll: 1,
        },
      },
    },
    drive: buys,
  },
  {
    name: 'an order that fails each time, with a buyer who comes back until that is once too often, and opens the app anew',
    settings: {
      timeline: [isOut('smdp', seconds(0), hours(2))],
      group: { user: { comesBack: 1, comesBackAfter: always(minutes(5)) } },
    },
    drive(world) {
      buys(world);
      awaits(world, world.purchases, 'failed');
      world.assembly.tell(world.purchases, 'opened', 0, 'app');
    },
  },
  {
    name: 'a line that gets no packet context, a buyer who stops waiting, and the end of the plan',
    settings: {
      operator: { plan: { lasts: hours(1) }, network: { contextRejects: [{ cause: 27, share: 1 }] } },
      group: { user: { patience: always(minutes(5)) } },
    },
    drive: buys,
  },
  {
    name: 'a plan that is over before the internet is reached, and a buyer who never stops waiting',
    settings: {
      operator: { plan: { lasts: seconds(4) } },
      group: { user: { patience: always(days(3)) } },
    },
    drive: buys,
  },
  {
    name: 'a download that is tried more often than the server allows, with a card that never installs',
    settings: { operator: { smdp: { maxDownloadAttempts: 2 } }, group: { euicc: { loadFails: 1, lpaTries: 9 } } },
    drive: buys,
  },
  {
    name: 'a download whose packages all come too late, tried more often than the server allows',
    settings: {
      operator: { smdp: { maxDownloadAttempts: 2, getBoundProfilePackage: always(seconds(40)) } },
      group: { euicc: { lpaTries: 9 } },
    },
    drive: buys,
  },
  {
    name: 'a session that the app closes while its order is out',
    settings: { operator: { smdp: { order: always(minutes(1)) } } },
    drive(world) {
      buys(world);
      awaits(world, world.portals, 'ordering');
      world.assembly.tell(world.portals, 'closed', 0);
    },
  },
  {
    name: 'a page that is opened after an order has failed',
    settings: { operator: { smdp: { orderFails: 1 } } },
    drive(world) {
      buys(world);
      awaits(world, world.portals, 'orderFailed', { step: milliseconds(1) });
      asks(world, world.portals, 'openPage', {
        step: 2,
        roundTrip: milliseconds(30),
        rate: 1e6,
        luck: 1,
        launch: undefined,
      });
    },
  },
  {
    name: 'a PC without an eSIM profile that restarts',
    settings: {},
    drive: ({ assembly, modems }) => assembly.tell(modems, 'restarts', 0),
  },
  {
    name: 'a flyout that has no balance to ask for',
    settings: { group: { sim: 'hot' }, operator: { cosa: { supportDataMarketplace: false } } },
    drive({ assembly, flyouts }) {
      assembly.tell(flyouts, 'show', 0);
    },
  },
  {
    name: 'another SIM is read while the flyout asks, and while it shows a balance',
    settings: { group: hot },
    drive(world) {
      const { assembly, flyouts } = world;
      waits(world, minutes(1));
      assembly.tell(flyouts, 'show', 0);
      assembly.tell(flyouts, 'iccidRead', 0, 2);
      waits(world, minutes(1));
      assembly.tell(flyouts, 'show', 0);
      awaits(world, flyouts, 'showing');
      assembly.tell(flyouts, 'iccidRead', 0, 3);
    },
  },
  {
    name: 'a new plan for a line whose data is used up',
    settings: { group: hot },
    drive(world) {
      world.assembly.tell(world.lines, 'trafficStarted', 0, { rate: 1e9 });
      awaits(world, world.lines, 'outOfData');
      orders(world);
    },
  },
];
