/**
 * Rows of what happens to lines while the run goes on: plans that were topped up, and times when Windows showed internet
 * access over a line that has none. Each is fed as it happens; nothing is kept.
 */
import { type World, withoutPlan } from '../../models/index.ts';
import type { Measurements } from './measurements.ts';

export function watchPlans(world: World, measurements: Measurements): void {
  const { facts, clock } = world.simulation;
  const feed = (set: string, fact: string, more: () => Record<string, number>): void => {
    if (!measurements.sets.includes(set)) return;
    const times = new Map<number, number>();
    facts.follow(fact, device => {
      const nth = (times.get(device) ?? 0) + 1;
      times.set(device, nth);
      measurements.feed(set, {
        device,
        group: world.surroundings.group(device).name,
        operator: world.surroundings.operator(device).name,
        at: clock[0]!,
        nth,
        ...more(),
      });
    });
  };
  feed('topUp', 'subscription.toppedUp', () => ({ data: facts.value[0]! }));
  feed('falseInternet', 'internet probe.thinksOnline', () => ({}));
}

/** How long a line has been without the plan that it had, all times together; a line without plan at the end included. */
export const withoutPlanOf = ({ accounts, simulation }: World, device: number): number =>
  withoutPlan(accounts.store.look(device), simulation.now);
