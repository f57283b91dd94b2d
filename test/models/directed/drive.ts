/** What the directed worlds are made of, and how they are driven. */
import { interfaceOf, type Medium } from '../../../src/models/device/interfaces.ts';
import type { OutageKind, TimelineEntry } from '../../../src/models/settings.ts';
import type { World } from '../../../src/models/world.ts';
import type { Installed } from '../../../src/sim/assembly.ts';
import type { AnyModel } from '../../../src/sim/model.ts';
import { hours, type Microseconds, milliseconds } from '../../../src/sim/units.ts';
import type { WorldChange } from '../small-world.ts';

export interface DirectedWorld {
  name: string;
  /** How it differs from the still world of one operator and one group of one device. */
  settings: WorldChange;
  /** Gets the world before anything has happened and may run it as far as it likes; it is then run to its end. */
  drive: (world: World) => void;
}

/** Lets so much time pass. */
export const waits = (world: World, length: Microseconds): void => {
  world.simulation.run((world.simulation.now + length) as Microseconds);
};

/** Runs on in small steps until the machine of a system is in that state. It must come to be within two hours. */
export function awaits(
  world: World,
  machine: Installed<AnyModel>,
  state: string,
  { step = milliseconds(100), subject = 0 } = {},
): void {
  const latest = world.simulation.now + hours(2);
  while (machine.store.look(subject).state !== state) {
    if (world.simulation.now > latest) throw new Error(`${machine.model.name} has not come to be ${state}`);
    waits(world, step);
  }
}

/** Asks a model from outside, as somebody whom the answer does not matter to. */
export function asks(world: World, asked: Installed<AnyModel>, name: string, message?: unknown, subject = 0): void {
  const { requests } = world.assembly;
  const row = requests.take(asked.requests.get(name)!, subject, subject, subject, { settled() {} }, message, {});
  requests.send(row, 0, 0, 0);
}

/** Something happens to a network of the device: it comes or goes, or somebody clicks. */
export function network(
  { assembly, simulation, connections }: World,
  medium: Medium,
  what: 'appears' | 'disappears' | 'connectClicked' | 'disconnectClicked' | 'forgetClicked',
): void {
  assembly.tell(connections, what, interfaceOf(0, medium), undefined);
  simulation.settle();
}

export const buys = (world: World): void => world.assembly.tell(world.users, 'arrives', 0);

/** A plan is paid for and ordered, by whatever way. */
export function orders({ assembly, ledgers, lines, settings }: World): void {
  assembly.tell(ledgers, 'charge', 0, { device: 0, amount: settings.operators[0]!.plan.price });
  assembly.tell(lines, 'ordered', 0);
}

/** A system that treats every request like that between two moments, at all operators. */
export const isOut = (
  system: 'api' | 'smdp' | 'portal' | 'service',
  at: Microseconds,
  until: Microseconds,
  as: OutageKind = { kind: 'refuse' },
): TimelineEntry => ({ kind: 'outage', name: `${system} at ${at}`, at, until, operator: undefined, system, as });

/** Airplane mode. */
export const switchesRadio = (world: World, isOn: boolean): void =>
  world.assembly.tell(world.modems, 'radioSwitched', 0, isOn);

/** The dongle is pulled out: the driver sees it first, then it has no power. */
export function pullsDongle({ assembly, simulation, drivers, modems }: World): void {
  assembly.tell(drivers, 'deviceGone', 0);
  simulation.settle();
  assembly.tell(modems, 'powersOff', 0);
}

/** A person with a SIM of that kind and nothing but mobile broadband, whose operator sells in its own app and site. */
export const withSim = (sim: 'cold' | 'warm', { operator, group, ...world }: WorldChange = {}): WorldChange => ({
  ...world,
  operator: { ...operator, cosa: { supportDataMarketplace: false, ...operator?.cosa } },
  group: { sim, wifi: 0, ...group },
});
