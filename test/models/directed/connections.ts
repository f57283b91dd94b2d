/** Connections that are made, kept and let go in rare ways. */
import { interfaceOf, type Medium, media } from '../../../src/models/device/interfaces.ts';
import type { World } from '../../../src/models/world.ts';
import { days, milliseconds, minutes, seconds } from '../../../src/sim/units.ts';
import { always } from '../small-world.ts';
import { awaits, type DirectedWorld, network, orders, pullsDongle, waits, withSim } from './drive.ts';

const cellular = { subject: interfaceOf(0, 'cellular') };
const wifi = { subject: interfaceOf(0, 'wifi'), step: milliseconds(10) };

/** Three media in every order. */
const everyOrder = media.flatMap(first =>
  media
    .filter(second => second !== first)
    .map((second): readonly Medium[] => [first, second, ...media.filter(third => third !== first && third !== second)]),
);

/** The company forbids to bridge its own network, on the cable, and any other; or no longer does. */
function forbidsBridging({ assembly, simulation, connections }: World, isForbidden: boolean): void {
  assembly.tell(connections, 'domainFound', interfaceOf(0, 'ethernet'), true);
  assembly.tell(connections, 'interconnectProhibited', interfaceOf(0, 'wifi'), isForbidden);
  simulation.settle();
}

/** Brings Wi-Fi to a state beside Ethernet: by hand, and by a restart, after which no hand has chosen it. */
function bringsWifi(world: World, state: 'connecting' | 'probing' | 'connected' | 'softDisconnecting'): void {
  network(world, 'wifi', 'connectClicked');
  if (state === 'softDisconnecting') {
    awaits(world, world.connections, 'connected', wifi);
    for (const medium of media) world.assembly.tell(world.connections, 'resumes', interfaceOf(0, medium), true);
  }
  awaits(world, world.connections, state, wifi);
}

const dongle = (name: string, state: string, change: Parameters<typeof withSim>[1] = {}): DirectedWorld => ({
  name: `a dongle that is pulled out while Windows ${name}`,
  settings: withSim('warm', { ...change, group: { form: 'usb', ...change.group } }),
  drive(world) {
    const { controllers } = world;
    orders(world);
    if (state === 'waitForStopped') {
      awaits(world, controllers, 'connected');
      waits(world, minutes(1));
      network(world, 'cellular', 'disconnectClicked');
    }
    awaits(world, controllers, state);
    pullsDongle(world);
  },
});

/** An operator with two access points, whose contexts are all rejected. */
const rejecting = {
  provider: { apns: ['internet.contoso', 'other.contoso'].map(name => ({ name, usage: 'internet' as const })) },
  network: { contextRejects: [{ cause: 27, share: 1 }] },
};

export const rareConnections: readonly DirectedWorld[] = [
  {
    name: 'routes that come and go in every order',
    settings: { group: { wifi: 0 } },
    drive(world) {
      for (const order of everyOrder)
        for (const change of [
          ...order.map(medium => `${medium}Up` as const),
          ...order.map(medium => `${medium}Down` as const),
        ]) {
          world.assembly.tell(world.routes, 'changed', 0, change);
          waits(world, minutes(1));
        }
    },
  },
  {
    name: 'a company that forbids to bridge networks',
    settings: { group: { wifi: 0, ethernet: 1 } },
    drive(world) {
      network(world, 'ethernet', 'appears');
      network(world, 'wifi', 'appears');
      for (const state of ['connecting', 'probing', 'connected', 'softDisconnecting'] as const) {
        bringsWifi(world, state);
        forbidsBridging(world, true);
        awaits(world, world.connections, 'disconnected', wifi);
        forbidsBridging(world, false);
      }
    },
  },
  {
    name: 'Wi-Fi that is left by hand in every state, forgotten, and lost while it is let go',
    settings: { group: { wifi: 0, ethernet: 1 } },
    drive(world) {
      network(world, 'ethernet', 'appears');
      network(world, 'wifi', 'appears');
      for (const state of ['connecting', 'probing', 'connected', 'softDisconnecting'] as const) {
        bringsWifi(world, state);
        network(world, 'wifi', 'disconnectClicked');
        awaits(world, world.connections, 'disconnected', wifi);
      }
      network(world, 'wifi', 'forgetClicked');
      awaits(world, world.connections, 'idle', wifi);
      bringsWifi(world, 'softDisconnecting');
      network(world, 'wifi', 'disappears');
      awaits(world, world.connections, 'idle', wifi);
    },
  },
  {
    name: 'Wi-Fi that comes in the middle of a transfer over mobile broadband',
    settings: { group: { sim: 'hot', wifi: 0 } },
    drive(world) {
      world.assembly.tell(world.lines, 'trafficStarted', 0, { rate: 1e5 });
      network(world, 'wifi', 'appears');
      awaits(world, world.connections, 'softDisconnecting', cellular);
      waits(world, minutes(2));
      world.assembly.tell(world.lines, 'trafficStopped', 0);
      awaits(world, world.connections, 'disconnected', cellular);
    },
  },
  {
    name: 'contexts that are rejected, round after round, and a click in between',
    settings: withSim('warm', { operator: rejecting, length: days(1) }),
    drive(world) {
      const { controllers } = world;
      awaits(world, controllers, 'backoff');
      awaits(world, controllers, 'waitForConnected');
      awaits(world, controllers, 'backoff');
      network(world, 'cellular', 'connectClicked');
      awaits(world, controllers, 'idle');
    },
  },
  {
    name: 'a click in the middle of a search that ends in a tunnel',
    settings: withSim('warm', {
      operator: { network: { registration: always(seconds(40)) } },
      group: { autoConnect: false, coverageGaps: { perDay: 0.001, lasts: always(minutes(5)) } },
    }),
    drive(world) {
      awaits(world, world.registrations, 'searching');
      network(world, 'cellular', 'connectClicked');
      awaits(world, world.controllers, 'waitForAttached');
      world.assembly.tell(world.registrations, 'gapBegins', 0);
      awaits(world, world.controllers, 'idle');
    },
  },
  dongle('activates a context', 'waitForConnected'),
  dongle('is connected with it', 'connected'),
  dongle('disconnects', 'waitForStopped'),
];
