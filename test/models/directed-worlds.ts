/**
 * Small worlds that take a rare arrow of some table on purpose: those that neither the bundled scenarios nor generated
 * worlds take. To reach another arrow, add a world to the list: what is unusual in it, and what is done to it.
 *
 *     { name: 'Wi-Fi goes away', settings: {}, drive: world => world.assembly.tell(world.connections, 'changed', 0, 'wifiDown') }
 *
 * `drive` gets the world before anything has happened and may run it as far as it likes; it is then run to its end.
 */
import type { World } from '../../src/models/world.ts';
import type { Installed } from '../../src/sim/assembly.ts';
import type { AnyModel } from '../../src/sim/model.ts';
import { days, hours, type Microseconds, milliseconds, minutes, seconds } from '../../src/sim/units.ts';
import { always, type WorldChange } from './small-world.ts';

export interface DirectedWorld {
  name: string;
  /** How it differs from the still world of one operator and one group of one device. */
  settings: WorldChange;
  drive: (world: World) => void;
}

const until = (world: World, moment: Microseconds) => world.simulation.run(moment);

/** Runs on in small steps until something holds, at most to the horizon. */
function untilSo(world: World, holds: () => boolean, step: Microseconds): void {
  while (!holds() && world.simulation.now < world.horizon) until(world, (world.simulation.now + step) as Microseconds);
}

/** Asks a model from outside, as somebody whom the answer does not matter to. */
function asks(world: World, asked: Installed<AnyModel>, name: string, message?: unknown): void {
  const { requests } = world.assembly;
  const row = requests.take(asked.requests.get(name)!, 0, 0, 0, { settled() {} }, message, {});
  requests.send(row, 0, 0, 0);
}

const buys = (world: World) => world.assembly.tell(world.users, 'arrives', 0);
const hot = { sim: 'hot' } as const;

/** A plan is paid for and ordered, by whatever way. */
function orders({ assembly, ledgers, lines, settings }: World): void {
  assembly.tell(ledgers, 'charge', 0, { device: 0, amount: settings.operators[0]!.plan.price });
  assembly.tell(lines, 'ordered', 0);
}

export const directedWorlds: readonly DirectedWorld[] = [
  {
    name: 'a plan that is over before the internet is reached, and a buyer who stops waiting',
    settings: {
      operator: { plan: { lasts: seconds(4) } },
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
      untilSo(world, () => world.portals.store.look(0).state === 'ordering', seconds(1));
      world.assembly.tell(world.portals, 'closed', 0);
    },
  },
  {
    name: 'a page that is opened after an order has failed',
    settings: { operator: { smdp: { orderFails: 1 } } },
    drive(world) {
      buys(world);
      untilSo(world, () => world.portals.store.look(0).state === 'orderFailed', milliseconds(1));
      asks(world, world.portals, 'openPage', { page: 'pay', roundTrip: milliseconds(30) });
    },
  },
  {
    name: 'a modem that is asked to connect again after it was denied',
    settings: { operator: { network: { rejectsForGood: 1 } } },
    drive(world) {
      buys(world);
      untilSo(world, () => world.modems.store.look(0).state === 'denied', seconds(1));
      asks(world, world.modems, 'connect');
    },
  },
  {
    name: 'Wi-Fi and cellular that come and go in turn',
    settings: { group: { wifi: 0 } },
    drive(world) {
      const changes = [
        ['wifiUp', 'wifiDown', 'wifiUp', 'cellularUp', 'cellularDown'],
        ['wifiDown', 'cellularUp', 'wifiUp', 'wifiDown', 'cellularDown'],
      ] as const;
      for (const change of changes.flat()) {
        world.assembly.tell(world.connections, 'changed', 0, change);
        until(world, (world.simulation.now + minutes(1)) as Microseconds);
      }
    },
  },
  {
    name: 'a warm line, a plan for it, and a new one when its time is over',
    settings: { length: hours(2.5), operator: { plan: { lasts: hours(1) } } },
    drive(world) {
      world.assembly.tell(world.users, 'gotOnline', 0);
      world.assembly.tell(world.lines, 'bornWarm', 0);
      orders(world);
      until(world, hours(2));
      orders(world);
    },
  },
  {
    name: 'a new plan for a line whose data is used up',
    settings: { group: hot },
    drive(world) {
      world.assembly.tell(world.lines, 'trafficStarted', 0, { rate: 1e9 });
      until(world, minutes(1));
      orders(world);
    },
  },
  {
    name: 'another profile becomes active while the flyout asks, and while it shows a balance',
    settings: { group: hot },
    drive(world) {
      until(world, minutes(1));
      world.assembly.tell(world.flyouts, 'show', 0);
      world.assembly.tell(world.flyouts, 'lineReady', 0);
      until(world, minutes(2));
      world.assembly.tell(world.flyouts, 'show', 0);
      until(world, minutes(3));
      world.assembly.tell(world.flyouts, 'lineReady', 0);
    },
  },
];
