/** Lines to which everything happens that can happen to a line, by their operator and by their use. */
import type { World } from '../../../src/models/world.ts';
import { days, hours, type Microseconds, minutes, seconds } from '../../../src/sim/units.ts';
import { always, type WorldChange } from '../small-world.ts';
import { type DirectedWorld, orders, waits } from './drive.ts';

const does = {
  order: orders,
  preactivate: ({ assembly, lines }: World) => assembly.tell(lines, 'preactivated', 0),
  suspend: ({ assembly, lines }: World) => assembly.tell(lines, 'suspended', 0, 'unpaid'),
  settle: ({ assembly, lines }: World) => assembly.tell(lines, 'settled', 0),
  reprogram: ({ assembly, lines }: World) => assembly.tell(lines, 'reprogrammed', 0),
  terminate: ({ assembly, lines }: World) => assembly.tell(lines, 'terminated', 0),
  cancel: ({ assembly, lines }: World) => assembly.tell(lines, 'cancels', 0),
  useUp: ({ assembly, lines }: World) => assembly.tell(lines, 'trafficStarted', 0, { rate: 1e9 }),
  stopUse: ({ assembly, lines }: World) => assembly.tell(lines, 'trafficStopped', 0),
  waitForEnd: (world: World) => waits(world, hours(1)),
} as const;

/** What is done to a line, one thing after the other, and each of it now and then at a line that cannot take it. */
const life = (name: string, steps: string, settings: WorldChange = {}): DirectedWorld => ({
  name,
  settings: { length: days(2), ...settings },
  drive(world) {
    for (const step of steps.split(' ')) {
      does[step as keyof typeof does](world);
      waits(world, seconds(10));
    }
  },
});

const lasts = hours(1);

/** In the middle of a session and of a slice of it, the account of the line changes; the session ends soon after. */
const inSession = (name: string, plan: { postpaid: boolean }, change: (world: World) => void): DirectedWorld => ({
  name,
  settings: { length: hours(2), operator: { plan: { lasts, ...plan } } },
  drive(world) {
    const { assembly, lines } = world;
    orders(world);
    waits(world, (lasts - seconds(12)) as Microseconds);
    assembly.tell(lines, 'trafficStarted', 0, { rate: 625_000 });
    waits(world, seconds(11));
    change(world);
    waits(world, seconds(6));
    assembly.tell(lines, 'trafficStopped', 0);
  },
});

export const rareLines: readonly DirectedWorld[] = [
  inSession('a contract whose cycle ends in the middle of a session', { postpaid: true }, () => undefined),
  inSession('a prepaid line that is topped up in the middle of a session', { postpaid: false }, orders),
  life(
    'a SIM that is written anew, and a number that is deleted, before there is a plan',
    'reprogram terminate reprogram preactivate reprogram preactivate terminate reprogram order reprogram order terminate',
    { operator: { network: { networkReady: always(minutes(1)) } } },
  ),
  life('an order that is refused while another is under way', 'order order', {
    operator: { network: { networkReady: always(minutes(1)) } },
  }),
  life('a back end that fails', 'order preactivate order', { operator: { network: { backEndFails: 1 } } }),
  life(
    'a prepaid line that is topped up, suspended and settled, written anew and deleted',
    'order order suspend settle suspend reprogram order suspend terminate reprogram order reprogram order terminate',
  ),
  life(
    'a prepaid line that is used up, again and again',
    'order useUp order stopUse useUp reprogram order useUp terminate',
  ),
  life(
    'a prepaid line whose time is over, again and again',
    'order waitForEnd order waitForEnd reprogram order waitForEnd terminate',
    { operator: { plan: { lasts } } },
  ),
  life(
    'a contract: beyond its allotment, from cycle to cycle, suspended, cancelled, signed again, written anew and deleted',
    'order useUp stopUse waitForEnd suspend settle cancel waitForEnd order reprogram order terminate',
    { operator: { plan: { lasts, postpaid: true } } },
  ),
];
