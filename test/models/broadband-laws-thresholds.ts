/**
 * Laws 42 to 45: when Windows tells of thresholds, and what it does at the end of a cycle. The steps are reckoned here from the
 * settings and the local counter.
 */
import { interfaceOf } from '../../src/models/device/interfaces.ts';
import { knownUsage } from '../../src/models/windows/data-usage-and-subscription-manager.ts';
import { countedBy, countedSinceReset } from '../../src/models/windows/local-data-counters.ts';
import type { World } from '../../src/models/world.ts';
import { minutes } from '../../src/sim/units.ts';
import { type Law, perDevice } from './device-laws.ts';

const name = 'data usage and subscription manager';
const managerOf = (world: World, device: number) => world.usageManagers.store.look(device);
const reading = (world: World, device: number) =>
  countedBy(world.counters.store.look(device), world.simulation.now) as number;
const hasPlan = (world: World, device: number) => !['noPlan', 'planDeleted'].includes(managerOf(world, device).state);
const stepAtHome = (limit: number): number => (limit === 0 ? 100_000_000 : Math.max(1, Math.floor(limit / 20)));

/** Where Windows counts thresholds from: the last word of the operator, the last border, the last reset, the last threshold. */
function references(world: World) {
  const all = perDevice(world, device => reading(world, device));
  const abroad = perDevice(world, () => false);
  const anew = (device: number) => {
    all[device] = reading(world, device);
  };
  return {
    all,
    since: (device: number) => reading(world, device) - all[device]!,
    /** Of a device that has a plan: whether it has crossed a border. */
    crossed(device: number) {
      const { roaming } = managerOf(world, device);
      if (abroad[device] === roaming) return;
      abroad[device] = roaming;
      anew(device);
    },
    anew,
  };
}

/**
 * 42, 44: from 8.1 on one event for each whole step, in the moment of its last byte; on Windows 8 at most one for each whole minute in
 * which something has passed.
 */
const eventsForSteps =
  (isFor: (roaming: boolean) => boolean, stepOf: (limit: number) => number): Law =>
  (world, { broken, tested }) => {
    const from = references(world);
    const known = perDevice(world, () => false);
    const last = perDevice(world, () => -1);
    /** The question to billing has bytes of its own, which come after its answer. */
    const answered = perDevice(world, () => ({ at: -1, shown: 0 }));
    const byTheMinute = (device: number) => world.surroundings.group(device).osRelease < 8.1;
    const due = (device: number) => {
      const { notifies, roaming, limit } = managerOf(world, device);
      from.crossed(device);
      if (!notifies || !isFor(roaming) || !hasPlan(world, device) || byTheMinute(device)) return;
      const since = from.since(device);
      if (since < -1 || since >= stepOf(limit))
        broken(device, `${since} B since the last event, the step is ${stepOf(limit)} B`);
    };
    return {
      told({ request, entity }) {
        if (request === 'usage query.usageOf' && entity < world.devices)
          answered[entity] = { at: world.simulation.now, shown: reading(world, entity) };
      },
      facts: {
        [`${name}.usageTold`]: (device, _, now) => {
          const { at, shown } = answered[device]!;
          from.all[device] = at === now ? shown : reading(world, device);
        },
        [`${name}.reset`]: from.anew,
        [`${name}.planProvisioned`]: device => {
          if (!known[device]) from.anew(device);
          known[device] = true;
        },
        [`${name}.planDeleted`]: device => {
          known[device] = false;
        },
        [`${name}.thresholdReached`]: (device, steps, now) => {
          from.crossed(device);
          const { roaming, limit } = managerOf(world, device);
          if (!isFor(roaming)) {
            // Of the other law: only the reference goes on.
            from.all[device]! += byTheMinute(device) ? from.since(device) : roaming ? 5_000_000 : stepAtHome(limit);
            return;
          }
          tested();
          const step = stepOf(limit);
          const whole = Math.floor(from.since(device) / step);
          if (byTheMinute(device)) {
            if (now % minutes(1) !== 0 || last[device] === now) broken(device, 'an event between whole minutes');
            if (steps !== whole) broken(device, `an event for ${steps} steps, ${whole} are whole`);
            from.anew(device);
          } else {
            if (steps !== 1 || whole < 1)
              broken(
                device,
                `an event for ${steps} steps, ${from.since(device)} B since the last, the step is ${step} B`,
              );
            from.all[device]! += step;
          }
          last[device] = now;
        },
      },
      settled: from.crossed,
      counted: due,
      looked: due,
    };
  };

export const eventsForStepsAtHome: Law = eventsForSteps(roaming => !roaming, stepAtHome);
/** 44: abroad a step is 5 MB, whatever the limit. That Windows knows where it is belongs to it. */
export const eventsForStepsAbroad: Law = (world, says) => {
  const { looked, ...rest } = eventsForSteps(
    roaming => roaming,
    () => 5_000_000,
  )(world, says);
  return {
    ...rest,
    looked(device) {
      looked?.(device);
      const { roaming } = managerOf(world, device);
      const { registered } = world.broadband.store.look(device);
      if (registered !== undefined && hasPlan(world, device) && roaming !== (registered !== 'home'))
        says.broken(device, `registered ${registered}, and Windows counts ${roaming ? 'abroad' : 'at home'}`);
    },
  };
};

/** 43: none where the file has no enabling element, or false in it. */
export const noEventsUnasked: Law = (world, { broken, tested }) => {
  const from = perDevice(world, device => reading(world, device));
  const isAsked = (device: number) => world.surroundings.operator(device).provisioningFile.notifiesUsage === true;
  return {
    facts: {
      [`${name}.thresholdReached`]: device => {
        if (!isAsked(device)) broken(device, 'an event that nobody has asked for');
      },
    },
    looked(device) {
      const { roaming, limit } = managerOf(world, device);
      if (isAsked(device) || !hasPlan(world, device)) return;
      // So much that there would have been one.
      if (reading(world, device) - from[device]! < (roaming ? 5_000_000 : stepAtHome(limit))) return;
      from[device] = reading(world, device);
      tested();
    },
  };
};

/** 45: at the end of a cycle, and only there, usage begins anew, or the plan goes with its profile. */
export const cyclesEndInTime: Law = (world, { broken, tested }) => {
  const ended = perDevice(world, () => 0);
  const knownSince = perDevice(world, () => Number.NaN);
  const due = new Map<number, boolean>();
  const provisioned = perDevice(world, () => 0);
  const cycleOf = (device: number) => {
    const { provisioningFile, plan } = world.surroundings.operator(device);
    return { ends: provisioningFile.billingCycle, lasts: plan.lasts };
  };
  const isOver = (wanted: 'resets' | 'ends') => (device: number, _: number, now: number) => {
    const { ends, lasts } = cycleOf(device);
    tested();
    if (ends !== wanted) broken(device, `a cycle that ${ends} ${wanted}`);
    if (now % lasts !== 0) broken(device, `the cycle ends ${now % lasts} µs after its end`);
    ended[device] = now;
    provisioned[device] = world.agents.store.look(device).provisioned;
    due.set(device, wanted === 'resets');
    if (wanted === 'ends') knownSince[device] = Number.NaN;
  };
  const afterEnd = (device: number, isReset: boolean) => {
    if (!isReset) {
      const { state } = managerOf(world, device);
      const { onlyByHand } = world.connections.store.look(interfaceOf(device, 'cellular'));
      if (state === 'planDeleted' && !onlyByHand) broken(device, 'Windows still connects by itself');
      // What is provisioned has a number, another one without the profile.
      if (state === 'planDeleted' && world.agents.store.look(device).provisioned === provisioned[device])
        broken(device, 'the profile is still there');
      return;
    }
    const known = knownUsage(managerOf(world, device), reading(world, device));
    const shown = countedSinceReset(world.counters.store.look(device), world.simulation.now);
    if (known !== 0 || shown !== 0) broken(device, `${known} B known and ${shown} B shown after the reset`);
  };
  return {
    facts: {
      [`${name}.planProvisioned`]: (device, _, now) => {
        if (Number.isNaN(knownSince[device])) knownSince[device] = now;
      },
      [`${name}.reset`]: isOver('resets'),
      [`${name}.planDeleted`]: isOver('ends'),
    },
    counted(device) {
      const isReset = due.get(device);
      if (isReset !== undefined) afterEnd(device, isReset);
      due.delete(device);
    },
    looked(device) {
      const { ends, lasts } = cycleOf(device);
      if (ends === undefined || Number.isNaN(knownSince[device])) return;
      const latest = Math.floor((world.simulation.now - 1) / lasts) * lasts;
      if (latest > knownSince[device]! && ended[device]! < latest)
        broken(device, `the cycle has ended at ${latest} µs, and nothing has happened`);
    },
  };
};
