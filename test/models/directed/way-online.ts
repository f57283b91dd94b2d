/** Ways online with a SIM that take a rare turn. */
import type { OperatorSettings } from '../../../src/models/settings.ts';
import { days, hours, minutes, seconds } from '../../../src/sim/units.ts';
import { always, contoso } from '../small-world.ts';
import { asks, awaits, type DirectedWorld, network, orders, switchesRadio, waits, withSim } from './drive.ts';

/** Who would think about Connect for so long that somebody else clicks first. */
const slow = { autoConnect: false, user: { connectThink: always(hours(1)) } };
/** An operator that has neither an app nor a page. */
const withoutPage: OperatorSettings = {
  ...contoso,
  cosa: { ...contoso.cosa, accountExperienceUrl: undefined, supportDataMarketplace: false },
};

export const rareWaysOnline: readonly DirectedWorld[] = [
  {
    name: 'Windows connects by itself, and leads nowhere with a cold SIM, so that the hand takes over',
    settings: withSim('cold', { group: { autoConnect: true } }),
    drive: world => awaits(world, world.people, 'gaveUp'),
  },
  {
    name: 'somebody else clicks Connect while the owner still looks: a plan is there',
    settings: withSim('warm', { group: slow }),
    drive(world) {
      awaits(world, world.registrations, 'home');
      orders(world);
      network(world, 'cellular', 'connectClicked');
      awaits(world, world.people, 'online');
    },
  },
  {
    name: 'somebody else clicks Connect while the owner still looks: the page opens',
    settings: withSim('warm', { group: slow }),
    drive(world) {
      awaits(world, world.registrations, 'home');
      network(world, 'cellular', 'connectClicked');
      awaits(world, world.people, 'buyingOnWebPage');
    },
  },
  {
    name: 'somebody else clicks Connect while the owner still looks: the app opens',
    settings: withSim('warm', { group: { ...slow, preloaded: 1 } }),
    drive(world) {
      awaits(world, world.registrations, 'home');
      network(world, 'cellular', 'connectClicked');
      awaits(world, world.people, 'buyingInApp');
    },
  },
  {
    name: 'a restart while Windows connects by itself, and a PIN that is never right',
    settings: withSim('cold', { group: { autoConnect: true, simPin: 1, user: { wrongPin: 1 } } }),
    drive(world) {
      awaits(world, world.people, 'askingForPuk');
      awaits(world, world.people, 'connecting');
      world.assembly.tell(world.modems, 'restarts', 0);
      awaits(world, world.people, 'enteringPin');
      awaits(world, world.people, 'gaveUp');
    },
  },
  {
    name: 'nothing opens, so that the plan is bought by telephone; somebody has ordered one meanwhile',
    settings: { ...withSim('warm', { group: { user: { phones: 1 } } }), operators: [withoutPage] },
    drive(world) {
      awaits(world, world.people, 'onThePhone');
      orders(world);
      awaits(world, world.people, 'online');
    },
  },
  {
    name: 'the web page stays away in airplane mode, so that the plan is bought by telephone',
    settings: withSim('warm', { group: { user: { phones: 1 } } }),
    drive(world) {
      awaits(world, world.people, 'buyingOnWebPage');
      waits(world, seconds(10));
      switchesRadio(world, false);
      awaits(world, world.people, 'onThePhone');
      waits(world, minutes(5));
    },
  },
  {
    name: 'one plan after another, on the page and by telephone',
    settings: { length: days(1) },
    drive(world) {
      const { assembly, sites } = world;
      const steps = [
        ['call', 'openPage', 'call', 'pay', 'placeOrder'],
        ['openPage', 'pay', 'placeOrder'],
        ['call', 'pay', 'placeOrder'],
      ];
      for (const step of steps.flat()) {
        asks(world, sites, step, step === 'openPage' ? { page: 'choose' } : undefined);
        waits(world, minutes(1));
      }
      for (const step of ['openPage', 'call']) {
        assembly.tell(sites, 'closed', 0);
        waits(world, minutes(1));
        asks(world, sites, step, step === 'openPage' ? { page: 'choose' } : undefined);
        waits(world, minutes(1));
      }
    },
  },
];
