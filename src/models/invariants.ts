/**
 * The laws of this world: what must hold at every moment, whatever the scenario and whatever goes wrong.
 */
import type { Invariant } from '../sim/index.ts';
import { missingBelow } from './device/packet-context.ts';
import { passedBy, reachesInternet } from './operator/subscription.ts';
import { isUp } from './windows/windows-connection-manager.ts';
import type { World } from './world.ts';

/** Looks for the first device of which `wrong` has something to say. */
function firstOf(world: World, wrong: (device: number) => string | undefined): string | undefined {
  for (let device = 0; device < world.devices; device++) {
    const what = wrong(device);
    if (what !== undefined) return `device ${device}: ${what}`;
  }
  return undefined;
}

export const everyByteIsAccountedFor: Invariant<World> = {
  name: 'every byte is accounted for',
  why: 'the local counter, the gateway and billing each count on their own; a byte lost between them is lost money',
  broken: world =>
    firstOf(world, device => {
      const line = world.lines.store.look(device);
      const local = world.counters.store.look(device).used;
      const carried = world.modems.store.look(device).carried;
      if (local !== line.passed || carried !== line.passed) {
        return `the gateway passed ${line.passed} B, the modem carried ${carried} B, Windows counted ${local} B`;
      }
      const now = passedBy(line, world.simulation.now);
      return line.billed <= line.recorded && line.recorded <= now
        ? undefined
        : `billed ${line.billed} B of ${line.recorded} B recorded of ${now} B passed`;
    }),
};

export const balanceNeverBelowZero: Invariant<World> = {
  name: 'a prepaid balance is never below zero',
  why: 'the gateway must cut the line off at the byte where the plan ends',
  broken: world =>
    firstOf(world, device => {
      const line = world.lines.store.look(device);
      return line.passed <= line.granted && line.billed <= line.granted
        ? undefined
        : `granted ${line.granted} B, passed ${line.passed} B, billed ${line.billed} B`;
    }),
};

export const moneyIsDoubleEntry: Invariant<World> = {
  name: 'charged is provisioned, refunded or open',
  why: 'nobody pays without getting a plan or the money back',
  broken(world) {
    for (let operator = 0; operator < world.ledgers.store.count; operator++) {
      const { charged, provisioned, refunded, open } = world.ledgers.store.look(operator);
      if (charged !== provisioned + refunded + open || open < 0) {
        return `charged ${charged}, provisioned ${provisioned}, refunded ${refunded}, open ${open} cents`;
      }
    }
    return undefined;
  },
};

export const profilesAreWhereTheySay: Invariant<World> = {
  name: 'a profile is on at most one card, and the SM-DP+ knows which',
  why: 'a profile that leaves the SM-DP+ without a success notification is lost',
  broken: world =>
    firstOf(world, device => {
      const profile = world.profiles.store.look(device);
      const card = world.cards.store.look(device);
      if (profile.state === 'installed' && card.state === 'noProfile')
        return 'installed according to the SM-DP+, not on the card';
      if (card.state !== 'noProfile' && profile.boundTo !== device)
        return 'on the card without having been bound to it';
      return undefined;
    }),
};

export const contextNeedsRegistration: Invariant<World> = {
  name: 'a connection stands on a context, an attach, a registration and a modem that is ready',
  why: 'context activated implies attached implies registered implies ready',
  broken: world =>
    firstOf(world, device => {
      const context = world.contexts.store.look(device).state;
      const route = world.routes.store.look(device).state;
      // A context that is being stopped is told to Windows when that is done.
      const carries = context === 'activated' || context === 'deactivating';
      if (isUp(route, 'cellular') && !carries) return `Windows says ${route}, the context is ${context}`;
      const line = world.lines.store.look(device);
      if (line.rate > 0 && !carries) return `traffic, and the context is ${context}`;
      if (line.rate > 0 && !reachesInternet(line)) return `traffic of a line that is ${line.state}, in an old context`;
      return missingBelow({
        context,
        service: world.packetServices.store.look(device).state,
        registration: world.registrations.store.look(device).state,
        modem: world.modems.store.look(device).state,
      });
    }),
};

export const onlineNeedsAPaidPlan: Invariant<World> = {
  name: 'who is online by purchase has ordered',
  why: 'a purchase that reaches the internet without an order is a hole in the walled garden',
  broken: world =>
    firstOf(world, device => {
      const purchase = world.purchases.store.look(device);
      if (purchase.state !== 'online' && purchase.state !== 'done') return undefined;
      const { granted, orders } = world.lines.store.look(device);
      // A walled garden may look to Windows like the internet: then it is enough that the plan is on its way.
      const looksOnline = world.surroundings.operator(device).network.walledGardenPassesNcsi;
      return granted > 0 || (looksOnline && orders > 0) ? undefined : `${purchase.state} without a plan`;
    }),
};

export const oneEndEach: Invariant<World> = {
  name: 'an ended purchase has stopped, a running one has not ended',
  why: 'each purchase ends in exactly one of done, cancelled, abandoned, failed, or is open at the end of the run',
  broken: world =>
    firstOf(world, device => {
      const { state, reason } = world.purchases.store.look(device);
      const lost = state === 'cancelled' || state === 'abandoned' || state === 'failed';
      return lost === (reason !== undefined) ? undefined : `${state} with the reason ${reason}`;
    }),
};

export const laws: readonly Invariant<World>[] = [
  everyByteIsAccountedFor,
  balanceNeverBelowZero,
  moneyIsDoubleEntry,
  profilesAreWhereTheySay,
  contextNeedsRegistration,
  onlineNeedsAPaidPlan,
  oneEndEach,
];
