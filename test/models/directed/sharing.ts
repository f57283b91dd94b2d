/** Sharing that is turned off at every step of its start, and special contexts that are lost before they are up. */
import type { World } from '../../../src/models/world.ts';
import { hours, minutes, seconds } from '../../../src/sim/units.ts';
import { contexts, habit, mail, operatorSharing } from '../sharing-world.ts';
import { always, evenly, type WorldChange } from '../small-world.ts';
import { asks, awaits, type DirectedWorld, network, switchesRadio, waits } from './drive.ts';

const shared = ({ operator, group }: WorldChange = {}): WorldChange => ({
  length: hours(2),
  operator: {
    serviceMetadata: { published: true, app: true },
    provisioningFile: { signed: false },
    sharing: operatorSharing,
    ...operator,
  },
  group: { sim: 'hot', wifi: 0, preloaded: 1, sharing: habit, ...group },
});

const starts = (world: World): void => asks(world, world.sharings, 'start', 'user');
const turnsOff = (world: World): void => world.assembly.tell(world.sharings, 'turnedOff', 0);

/** Somebody turns sharing on, and something happens as soon as it has come so far. */
const inState = (
  state: string,
  what: string,
  happens: (world: World) => void,
  change: WorldChange = {},
  before: (world: World) => void = () => undefined,
): DirectedWorld => ({
  name: `sharing that is ${state} when ${what}`,
  settings: shared(change),
  drive(world) {
    waits(world, minutes(2));
    before(world);
    starts(world);
    awaits(world, world.sharings, state, { step: seconds(0.01) });
    happens(world);
    waits(world, minutes(1));
  },
});

const asksFirst: WorldChange = {
  operator: {
    cosa: { hotspot: 'entitlementCheckRequired' },
    sharing: { ...operatorSharing, answer: always(seconds(10)) },
  },
};
const ownAccessPoint: WorldChange = { operator: { sharing: { ...operatorSharing, accessPoint: 'tethering.contoso' } } };
const offTheNetwork = (world: World): void => network(world, 'cellular', 'disconnectClicked');

export const rareSharing: readonly DirectedWorld[] = [
  inState('connecting', 'it is turned off', turnsOff, {}, offTheNetwork),
  inState('checkingEntitlement', 'it is turned off', turnsOff, asksFirst),
  inState(
    'checkingEntitlement',
    'the app is woken for another attempt',
    ({ assembly, entitlementTasks }) =>
      assembly.tell(entitlementTasks, 'runs', 0, { event: 'tetheringEntitlementCheck', value: 2 }),
    asksFirst,
  ),
  inState('openingContext', 'it is turned off', turnsOff, ownAccessPoint),
  inState('openingContext', 'the radio goes off', world => switchesRadio(world, false), ownAccessPoint),
  inState('startingUp', 'it is turned off', turnsOff),
  inState('startingUp', 'the radio goes off', world => switchesRadio(world, false)),
  {
    name: 'an app that lets go of its context, and a network that is lost, before it is up',
    settings: shared({
      operator: { contexts },
      group: { specialApps: [{ ...mail, sessions: { perDay: 2_000, weights: evenly }, lasts: always(seconds(1)) }] },
    }),
    drive(world) {
      for (let nth = 0; nth < 3; nth++) {
        awaits(world, world.specialContexts, 'activating', { step: seconds(0.1) });
        if (nth === 1) world.assembly.tell(world.specialContexts, 'closes', 0);
        else switchesRadio(world, false);
        waits(world, minutes(1));
        switchesRadio(world, true);
        waits(world, minutes(5));
      }
    },
  },
];
