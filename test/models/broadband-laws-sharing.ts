/** Laws 50, 51 and 62: clients of a shared connection, the operator's word on sharing, special contexts in Connected Standby. */
import { brokerEvents } from '../../src/models/windows/system-event-broker.ts';
import { minutes } from '../../src/sim/units.ts';
import { type Law, perDevice } from './device-laws.ts';

const sharing = 'internet sharing';

/** 50: never more clients than the operator allows, and sharing ends within five minutes of the last. */
export const clientsAreFew: Law = (world, { broken, tested }) => {
  const emptySince = perDevice(world, () => Number.NaN);
  const most = (device: number) => world.surroundings.operator(device).sharing?.maxDevices ?? 10;
  const isOver = (device: number, _: number, now: number) => {
    if (now - emptySince[device]! > minutes(5)) broken(device, `${now - emptySince[device]!} µs without a client`);
    emptySince[device] = Number.NaN;
  };
  return {
    facts: {
      [`${sharing}.clientJoined`]: (device, clients, now) => {
        tested();
        if (most(device) < 3 || most(device) > 10 || clients > most(device))
          broken(device, `${clients} clients, ${most(device)} may`);
        isOver(device, clients, now);
      },
      [`${sharing}.clientLeft`]: (device, clients, now) => {
        if (clients === 0) emptySince[device] = now;
      },
      [`${sharing}.on`]: (device, _, now) => {
        emptySince[device] = now;
      },
      [`${sharing}.off`]: isOver,
      [`${sharing}.failed`]: isOver,
      [`${sharing}.restarted`]: isOver,
    },
    looked(device) {
      const empty = world.simulation.now - emptySince[device]!;
      if (empty > minutes(5)) broken(device, `${empty} µs without a client`);
    },
  };
};

/** 51: where the operator is to be asked, one event for each attempt, and sharing is on only after the word that allows it. */
export const noSharingUnasked: Law = (world, { broken, tested }) => {
  const events = perDevice(world, () => 0);
  const checks = perDevice(world, () => 0);
  const allowed = perDevice(world, () => false);
  const isAsked = (device: number) =>
    world.surroundings.operator(device).cosa.hotspot === 'entitlementCheckRequired' &&
    world.surroundings.group(device).osRelease >= 1803;
  const raised = (device: number, event: number) => {
    if (event === brokerEvents.tetheringEntitlementCheck) events[device]! += 1;
  };
  return {
    facts: {
      'system event broker.delivered': raised,
      'system event broker.unheard': raised,
      'system event broker.overQuota': raised,
      [`${sharing}.checked`]: device => {
        checks[device]! += 1;
        allowed[device] = false;
      },
      [`${sharing}.allowed`]: device => {
        allowed[device] = true;
      },
      [`${sharing}.on`]: device => {
        if (isAsked(device)) {
          tested();
          if (!allowed[device]) broken(device, 'on without a word of the operator');
        }
        allowed[device] = false;
      },
    },
    ended() {
      for (const [device, count] of checks.entries())
        if (count !== events[device]) broken(device, `${count} attempts asked, ${events[device]} events`);
    },
  };
};

/** 62: ten minutes into Connected Standby no special context is active. */
export const noSpecialContextInStandby: Law = (world, { broken, tested }) => {
  const asleepSince = perDevice(world, () => Number.NaN);
  const limit = minutes(10);
  const isLong = (device: number) => world.simulation.now - asleepSince[device]! > limit;
  const awake = (device: number) => {
    asleepSince[device] = Number.NaN;
  };
  return {
    facts: {
      'modem.slept': (device, _, now) => {
        asleepSince[device] = now;
      },
      'modem.woke': awake,
      'modem.off': awake,
      'special packet context.activated': device => {
        if (isLong(device)) broken(device, 'a special context is activated in standby');
      },
    },
    looked(device) {
      if (!isLong(device)) return;
      const places = world.surroundings.specialContexts.all(device);
      if (places.length > 0) tested();
      for (const place of places)
        if (world.specialContexts.store.look(place).state === 'activated')
          broken(device, 'a special context is active in standby');
    },
  };
};
