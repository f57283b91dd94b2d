/** One PC with an active line and the operator's app, for tests of what Windows knows of its plan. */
import type { TrafficSource } from '../../../src/models/windows/network-traffic.ts';
import { days, megabytes, minutes, type seconds } from '../../../src/sim/units.ts';
import { settingsWith, type WorldChange, worldOf } from '../small-world.ts';

/** The app writes its file soon after the start; from this moment on Windows knows the plan. */
export const provisionedBy = minutes(1);

/** A contract of 500 MB that goes on beyond them; its file asks for threshold events. */
export function usageWorld({ operator, group, ...rest }: WorldChange = {}) {
  const settings = settingsWith({
    length: days(60),
    ...rest,
    operator: {
      serviceMetadata: { published: true, app: true },
      ...operator,
      plan: { data: megabytes(500), lasts: days(30), postpaid: true, ...operator?.plan },
      provisioningFile: { notifiesUsage: true, ...operator?.provisioningFile },
    },
    group: { sim: 'hot', preloaded: 1, wifi: 0, ...group },
  });
  const { world, told } = worldOf(settings);
  const { simulation, assembly } = world;
  const to = (moment: number) => simulation.run(moment as ReturnType<typeof seconds>);
  const tellHere = (source: TrafficSource, rate: number) => {
    assembly.tell(world.traffic, 'flows', 0, { source, rate });
    to(simulation.now);
  };
  to(provisionedBy);
  return {
    world,
    told,
    to,
    flows: tellHere,
    /** Sends and receives so many bytes from now on, at the rate, and lets the time pass. */
    uses(size: number, rate: number) {
      tellHere('user', rate);
      to(simulation.now + Math.ceil((size * 1e6) / rate));
      tellHere('user', 0);
    },
    /** Windows registers there. */
    registers(at: 'home' | 'roaming') {
      assembly.tell(world.broadband, 'registered', 0, at);
      to(simulation.now);
    },
    manager: () => world.usageManagers.store.look(0),
    task: () => world.usageTasks.store.look(0),
    facts: (name: string) => told.filter(fact => fact.name === name),
    /** Moments of the threshold events in µs since Windows knew the plan, with the steps each stands for. */
    thresholds: () =>
      told
        .filter(({ name }) => name === 'data usage and subscription manager.thresholdReached')
        .map(({ at, value }) => ({ at: at - provisionedBy, steps: value })),
  };
}
