/** Plans that are bought in the Mobile Plans app over mobile broadband itself: the next one, and the first of a warm SIM. */
import { days, hours, seconds } from '../../../src/sim/units.ts';
import { always, contoso, portalStep, type WorldChange } from '../small-world.ts';
import { awaits, buys, type DirectedWorld, network } from './drive.ts';

/** A portal that sells balance to a line that exists, to a buyer without any other network. */
const overMobileBroadband = ({ operator, group, ...world }: WorldChange): WorldChange => ({
  ...world,
  operator: {
    portal: { steps: [portalStep('confirm', 'done', { order: 'balance', callback: 'notifyBalanceAddition' })] },
    ...operator,
  },
  group: { wifi: 0, ...group },
});

/** Who has a SIM is there from the start. */
const comesAlone = (): void => undefined;

const usedUp = { sim: 'hot', user: { topsUp: 1 } } as const;
const warm = { sim: 'warm', buysInMobilePlans: true } as const;
const leaves = { steps: [portalStep('confirm', 'done', { leaves: 1 })] };

export const rareTopUps: readonly DirectedWorld[] = [
  {
    name: 'a plan that is over, and the next one',
    settings: overMobileBroadband({ length: hours(6), operator: { plan: { lasts: hours(2) } }, group: usedUp }),
    drive: comesAlone,
  },
  {
    name: 'a plan that is over, and a portal outside of the walled garden',
    settings: overMobileBroadband({
      length: hours(6),
      operator: { plan: { lasts: hours(2) }, walledGarden: { missing: [contoso.portal.host] } },
      group: usedUp,
    }),
    drive: comesAlone,
  },
  {
    name: 'the first plan of a warm SIM that Windows connects with',
    settings: overMobileBroadband({ length: hours(6), group: warm }),
    drive: comesAlone,
  },
  {
    name: 'the first plan of a warm SIM that is left',
    settings: overMobileBroadband({ length: hours(6), operator: { portal: leaves }, group: warm }),
    drive: comesAlone,
  },
  {
    name: 'a connection of a warm SIM that somebody else makes, while its owner looks at the list',
    settings: overMobileBroadband({
      length: hours(6),
      group: { ...warm, autoConnect: false, user: { connectThink: always(hours(3)) } },
    }),
    drive(world) {
      awaits(world, world.registrations, 'home');
      network(world, 'cellular', 'connectClicked');
      awaits(world, world.people, 'buyingInMobilePlans');
    },
  },
  {
    name: 'a buyer who gives up the download, comes by it all the same, and has the plan run out later',
    settings: { length: days(3), group: { user: { patience: always(seconds(10)) } } },
    drive(world) {
      buys(world);
      awaits(world, world.purchases, 'abandoned');
      world.assembly.tell(world.purchases, 'opened', 0, 'app');
    },
  },
];
