/**
 * How much work a run will be, from worlds that are small enough to be run at once: each group of the population alone,
 * thinned to few devices, over the full length; then scaled up to all its devices. What the world does without anybody is
 * counted once.
 *
 * The thinned worlds have the whole capacity of the operators, so queues, throttling and the retries they cause are not
 * seen: an overloaded world has more events than estimated.
 */
import { type GroupSettings, World, type WorldSettings } from '../models/index.ts';
import { Observation } from './observation.ts';

export interface WorkEstimate {
  /** That the kernel will carry out. */
  events: number;
  /** There from the start, or expected to come. */
  devices: number;
  /** Those of them that are expected to come, to buy. */
  buyers: number;
  /** That the thinned worlds really had. */
  sampledEvents: number;
}

export interface EstimateOptions {
  /** About as many events may be tried out for a group. */
  budget?: number;
  /** Told now and then how many events of a world were carried out, so that somebody with a clock can measure them. */
  watch?: (events: number) => void;
}

const usualBudget = 200_000;
/** A first, tiny world tells how much a device does. */
const pilotDevices = 20;
/** Beyond so many devices another one tells nothing new. */
const mostDevices = 2_000;

export function estimateWork(settings: WorldSettings, options: EstimateOptions = {}): WorkEstimate {
  const { budget = usualBudget } = options;
  const idle = sample({ ...settings, groups: [] }, options);
  const work = { events: idle.events, devices: 0, buyers: 0, sampledEvents: idle.sampledEvents };
  for (const group of settings.groups) {
    const all = group.arrive === undefined ? group.count : group.arrive.perDay * (settings.length / day);
    const tryOut = (devices: number) => {
      const share = Math.min(1, devices / all);
      return { share, ...sample(thinned(settings, group, share), options) };
    };
    let tried = tryOut(pilotDevices);
    if (tried.share < 1) {
      const eventsEach = Math.max(1, tried.events / Math.max(1, tried.devices));
      // Half of the budget is left: a world that is cut short counts too little of people who come, stay, and go on.
      const within = Math.floor(budget / 2 / eventsEach);
      tried = tryOut(Math.min(mostDevices, Math.max(pilotDevices, within)));
    }
    work.events += Math.max(0, tried.events - idle.events) / tried.share;
    const devices = Math.round(tried.devices / tried.share);
    work.devices += devices;
    if (group.arrive !== undefined) work.buyers += devices;
    work.buyers += Math.round((group.buys?.perDay ?? 0) * (settings.length / day));
    work.sampledEvents += tried.sampledEvents;
  }
  return { ...work, events: Math.round(work.events) };
}

/** Runs a small world, at most about `budget` events of it, and says how many the whole length would have. */
function sample(
  settings: WorldSettings,
  { budget = usualBudget, watch }: EstimateOptions,
): Omit<WorkEstimate, 'buyers'> {
  const world = new World(settings);
  const { simulation, horizon, devices } = world;
  // Watched as a real run is, so that the watching costs what it will cost.
  new Observation(world);
  world.advance(() => {
    watch?.(simulation.events);
    return simulation.events < budget;
  });
  const sampledEvents = simulation.events;
  const passed = simulation.now / horizon;
  world.end();
  return { events: passed > 0 ? sampledEvents / passed : sampledEvents, devices, sampledEvents };
}

const day = 86_400_000_000;

/** One group alone with a share of its devices; what is aimed at it, as a campaign, an act or a load, is thinned as much. */
function thinned(settings: WorldSettings, group: GroupSettings, share: number): WorldSettings {
  const { count, arrive, buys, load } = group;
  const some = (all: number) => Math.max(1, Math.round(all * share));
  const few: GroupSettings = {
    ...group,
    ...(arrive === undefined ? { count: some(count) } : { arrive: { ...arrive, perDay: arrive.perDay * share } }),
    ...(buys === undefined ? {} : { buys: { ...buys, perDay: buys.perDay * share } }),
    load: load && { ...load, rate: load.rate * share, iccids: some(load.iccids) },
  };
  const timeline = settings.timeline.map(entry => {
    if (entry.kind === 'campaign' && entry.group === group.name) return { ...entry, reach: some(entry.reach) };
    if (entry.kind === 'act' && entry.group === group.name) return { ...entry, first: 0, count: some(entry.count) };
    return entry;
  });
  return { ...settings, groups: [few], timeline };
}
