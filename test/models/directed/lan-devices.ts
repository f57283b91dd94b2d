/** Devices at home whose metadata nobody answers for, or whose app does not come through. */
import { hours, kilobytes, megabytes, minutes } from '../../../src/sim/units.ts';
import { always, type WorldChange } from '../small-world.ts';
import { awaits, type DirectedWorld, network } from './drive.ts';

const withRouter = (change: WorldChange = {}): WorldChange => ({
  length: hours(6),
  ...change,
  group: {
    wifi: 1,
    lanDevice: {
      kind: 'router',
      share: 1,
      pluggedIn: always(minutes(5)),
      announcementLost: 0,
      pairsByItself: true,
      pairsByHand: 0,
      pairedAfter: always(minutes(5)),
      lineUp: always(0),
      metadata: true,
      app: true,
      metadataSize: kilobytes(50),
      appSize: megabytes(5_000),
      opensApp: 0,
      opensAppAfter: always(hours(1)),
    },
  },
});

export const rareLanDevices: readonly DirectedWorld[] = [
  {
    name: 'metadata of a router that are not to be had',
    settings: withRouter({ microsoft: { wmis: { fails: 1 } } }),
    drive: () => undefined,
  },
  {
    name: 'an app for a router whose download is interrupted',
    settings: withRouter(),
    drive(world) {
      awaits(world, world.discoveries, 'downloading');
      network(world, 'wifi', 'disappears');
    },
  },
];
