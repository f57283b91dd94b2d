/** Windows Update in the middle of what the next release and another network bring; a warning that nobody has answered at home. */
import { gigabytes, hours, megabytes, minutes } from '../../../src/sim/units.ts';
import { always } from '../small-world.ts';
import { type DirectedWorld, waits } from './drive.ts';

const series = (size: number, first: number, every: number) => ({
  size: always(size),
  first: minutes(first),
  every: minutes(every),
});

export const rareMetered: readonly DirectedWorld[] = [
  {
    name: 'updates that are released again while the last ones come, or are held back on a meter',
    settings: {
      length: hours(70),
      group: {
        sim: 'hot',
        wifi: 1,
        count: 3,
        updates: {
          zeroDay: series(megabytes(1), 15, 600),
          security: series(gigabytes(2_000), 5, 20),
          feature: series(gigabytes(2_000), 10, 45),
        },
      },
    },
    drive(world) {
      waits(world, hours(60));
      for (let device = 0; device < world.devices; device++)
        world.assembly.tell(world.routes, 'changed', device, 'wifiDown');
      waits(world, hours(2));
    },
  },
  {
    name: 'a traveller who is home before having thought about a warning',
    settings: {
      length: hours(3),
      group: {
        sim: 'hot',
        wifi: 0,
        count: 1,
        warnings: { think: always(hours(10)), stopVideo: 1, roamingOff: 0, buyMore: 0 },
      },
    },
    drive(world) {
      waits(world, minutes(5));
      world.assembly.tell(world.warnings, 'warned', 0, { channel: 'sms', share: 0.8 });
      waits(world, minutes(5));
      world.assembly.tell(world.warnings, 'isOver', 0);
    },
  },
];
