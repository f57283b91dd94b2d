/** Cards, modems and networks in rare trouble. */

import type { World } from '../../../src/models/world.ts';
import { days, minutes, seconds } from '../../../src/sim/units.ts';
import { always, type WorldChange } from '../small-world.ts';
import {
  asks,
  awaits,
  type DirectedWorld,
  network,
  orders,
  pullsDongle,
  switchesRadio,
  waits,
  withSim,
} from './drive.ts';

/** The owner has forgotten the PIN and does not type. */
const locked = { simPin: 1, user: { pinThink: always(days(3)) } };

function enters(world: World, what: 'pinEntered' | 'pukEntered', times: number): void {
  for (let nth = 0; nth < times; nth++) {
    world.assembly.tell(world.sims, what, 0, false);
    waits(world, seconds(5));
  }
}

const abroad = (place: 'roaming' | 'partner'): DirectedWorld => ({
  name: `a tunnel, airplane mode and a deleted number where the device is ${place}`,
  settings: withSim('warm', { group: { [place]: 1, coverageGaps: { perDay: 200, lasts: always(minutes(1)) } } }),
  drive(world) {
    const { registrations, assembly, lines } = world;
    awaits(world, registrations, place);
    awaits(world, registrations, 'deregistered');
    awaits(world, registrations, place);
    switchesRadio(world, false);
    awaits(world, registrations, 'none');
    switchesRadio(world, true);
    awaits(world, registrations, place);
    assembly.tell(lines, 'terminated', 0);
    waits(world, seconds(1));
  },
});

/** Somebody chooses a network by hand that is not there, and then lets the device search again. */
const choosesAbsent = (from: string, change: WorldChange): DirectedWorld => ({
  name: `a network that is not there is chosen by hand while the device is ${from}`,
  settings: withSim('warm', change),
  drive(world) {
    const { registrations, assembly } = world;
    awaits(world, registrations, from);
    assembly.tell(registrations, 'choosesByHand', 0, false);
    awaits(world, registrations, 'deregistered');
    assembly.tell(registrations, 'choosesByHand', 0, true);
    awaits(world, registrations, from);
  },
});

export const rareDevices: readonly DirectedWorld[] = [
  choosesAbsent('searching', {}),
  choosesAbsent('home', {}),
  choosesAbsent('roaming', { group: { roaming: 1 } }),
  choosesAbsent('partner', { group: { partner: 1 } }),
  choosesAbsent('denied', { operator: { network: { rejectsForGood: 1 } } }),
  {
    name: 'a card that is taken out while it waits for its PIN, while it is blocked, and when it is lost',
    settings: withSim('cold', { group: locked }),
    drive(world) {
      const { assembly, sims, modems } = world;
      const goes = (name: 'insert' | 'remove', found: string) => {
        assembly.tell(sims, name, 0);
        awaits(world, modems, found);
      };
      awaits(world, modems, 'deviceLocked');
      goes('remove', 'simNotInserted');
      goes('insert', 'deviceLocked');
      enters(world, 'pinEntered', 3);
      goes('remove', 'simNotInserted');
      goes('insert', 'deviceLocked');
      enters(world, 'pinEntered', 3);
      enters(world, 'pukEntered', 10);
      awaits(world, modems, 'badSim');
      goes('remove', 'simNotInserted');
    },
  },
  {
    name: 'a modem that fails, and is restarted',
    settings: withSim('warm', { group: { faults: { modem: 1 } } }),
    drive(world) {
      awaits(world, world.modems, 'failure');
      world.assembly.tell(world.modems, 'restarts', 0);
    },
  },
  {
    name: 'a CDMA device that is restarted before its activation',
    settings: withSim('cold', { group: { technology: 'cdma' } }),
    drive(world) {
      awaits(world, world.modems, 'notActivated');
      world.assembly.tell(world.modems, 'restarts', 0);
    },
  },
  {
    name: 'a dongle whose driver does not load, pulled out',
    settings: withSim('warm', { group: { form: 'usb', faults: { driver: 1 } } }),
    drive(world) {
      awaits(world, world.drivers, 'failed');
      pullsDongle(world);
    },
  },
  {
    name: 'a dongle that is pulled out without a card',
    settings: withSim('warm', { group: { form: 'usb' } }),
    drive(world) {
      awaits(world, world.broadband, 'identified');
      world.assembly.tell(world.sims, 'remove', 0);
      awaits(world, world.broadband, 'notReady');
      pullsDongle(world);
    },
  },
  abroad('roaming'),
  abroad('partner'),
  {
    name: 'a line that is refused for good: another try by hand, then airplane mode',
    settings: withSim('warm', { operator: { network: { rejectsForGood: 1 } } }),
    drive(world) {
      awaits(world, world.registrations, 'denied');
      network(world, 'cellular', 'connectClicked');
      awaits(world, world.registrations, 'searching');
      awaits(world, world.registrations, 'denied');
      switchesRadio(world, false);
    },
  },
  {
    name: 'a number that is deleted while its device registers: it is let in, and may not attach',
    settings: withSim('warm'),
    drive(world) {
      awaits(world, world.registrations, 'searching');
      waits(world, seconds(1));
      world.assembly.tell(world.lines, 'terminated', 0);
    },
  },
  {
    name: 'Windows asks for a detach',
    settings: withSim('warm'),
    drive(world) {
      awaits(world, world.packetServices, 'attached');
      world.assembly.tell(world.packetServices, 'detaches', 0);
      awaits(world, world.packetServices, 'detached');
    },
  },
  {
    name: 'a context that is broken off while it is activated',
    settings: withSim('warm'),
    drive(world) {
      awaits(world, world.contexts, 'activating');
      asks(world, world.drivers, 'deactivate');
      awaits(world, world.contexts, 'deactivating');
    },
  },
  {
    name: 'airplane mode while a context is deactivated',
    settings: withSim('warm'),
    drive(world) {
      orders(world);
      awaits(world, world.contexts, 'activated');
      waits(world, minutes(1));
      network(world, 'cellular', 'disconnectClicked');
      awaits(world, world.contexts, 'deactivating');
      switchesRadio(world, false);
    },
  },
];
