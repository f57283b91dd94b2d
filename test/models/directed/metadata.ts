/** Service metadata and apps that come, change and go in rare ways. */
import type { World } from '../../../src/models/world.ts';
import { days, hours, minutes, seconds } from '../../../src/sim/units.ts';
import { always, type WorldChange } from '../small-world.ts';
import { awaits, type DirectedWorld, network, waits, withSim } from './drive.ts';

type Metadata = NonNullable<NonNullable<WorldChange['operator']>['serviceMetadata']>;

/** A warm SIM with Wi-Fi, whose operator has published a package; Windows checks it every hour. */
const published = (serviceMetadata: Metadata = {}, change: WorldChange = {}): WorldChange =>
  withSim('warm', {
    ...change,
    microsoft: { ...change.microsoft, wmis: { recheck: hours(1), ...change.microsoft?.wmis } },
    operator: { serviceMetadata: { published: true, app: true, ...serviceMetadata } },
    group: { wifi: 1, ...change.group },
  });

const swaps = ({ assembly, sims }: World): void => assembly.tell(sims, 'swap', 0);

/** The operator publishes a newer package, and the PC gets it at the next check; then another SIM goes in. */
function changes(world: World): void {
  const { assembly, metadata, wmis } = world;
  waits(world, minutes(10));
  assembly.tell(wmis, 'publishes', 0, 0);
  waits(world, hours(2));
  const { state } = metadata.store.look(0);
  swaps(world);
  awaits(world, metadata, 'requested');
  awaits(world, metadata, state);
}

export const rareMetadata: readonly DirectedWorld[] = [
  {
    name: 'an operator without a package',
    settings: published({ published: false }),
    drive: world => waits(world, minutes(10)),
  },
  {
    name: 'another SIM before an answer of WMIS has come',
    settings: published({}, { microsoft: { wmis: { answer: always(seconds(30)) } } }),
    drive(world) {
      awaits(world, world.metadata, 'requested');
      world.assembly.tell(world.metadata, 'identified', 0, 1);
    },
  },
  {
    name: 'another SIM before the package has been read',
    settings: published(),
    drive(world) {
      awaits(world, world.metadata, 'cached');
      swaps(world);
    },
  },
  {
    name: 'a package that cannot be read',
    settings: published({ unreadable: 1 }),
    drive: world => waits(world, minutes(10)),
  },
  {
    name: 'a newer package, and another SIM, where there is no app',
    settings: published({ app: false }),
    drive(world) {
      awaits(world, world.metadata, 'parsed');
      changes(world);
    },
  },
  {
    name: 'a newer package, and another SIM, while the app waits',
    settings: published({}, { microsoft: { store: { queue: always(days(3)) } } }),
    drive(world) {
      awaits(world, world.metadata, 'appQueued');
      changes(world);
    },
  },
  {
    name: 'a newer package, and another SIM, where the handlers have the wrong name',
    settings: published({ handlerNameMatches: false }),
    drive(world) {
      awaits(world, world.metadata, 'appInstalled');
      changes(world);
    },
  },
  {
    name: 'a newer package, and another SIM, where all is registered',
    settings: published(),
    drive(world) {
      awaits(world, world.metadata, 'registered');
      changes(world);
    },
  },
  {
    name: 'another SIM while the handlers are registered',
    settings: published(),
    drive(world) {
      awaits(world, world.setupManagers, 'registering');
      swaps(world);
      awaits(world, world.setupManagers, 'waiting');
    },
  },
  {
    name: 'an app whose delivery loses the internet',
    settings: published(),
    drive(world) {
      awaits(world, world.stores, 'downloading');
      network(world, 'wifi', 'disappears');
      awaits(world, world.stores, 'queued');
    },
  },
  {
    name: 'an app whose delivery fails',
    settings: published({}, { microsoft: { store: { fails: 1 } } }),
    drive(world) {
      awaits(world, world.stores, 'downloading');
      awaits(world, world.stores, 'queued');
    },
  },
  {
    name: 'an app that the owner removes, in the background and while it is open',
    settings: published(),
    drive(world) {
      const { assembly, apps, stores } = world;
      awaits(world, stores, 'installed');
      for (const isOpen of [false, true]) {
        assembly.tell(apps, 'installed', 0);
        if (isOpen) assembly.tell(apps, 'opensAtPlans', 0);
        assembly.tell(stores, 'removed', 0);
        assembly.tell(apps, 'uninstalled', 0);
        waits(world, minutes(1));
      }
    },
  },
];
