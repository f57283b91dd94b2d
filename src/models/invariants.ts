/**
 * The laws of this world: what must hold at every moment, whatever the scenario and whatever goes wrong.
 */
import type { Invariant } from '../sim/index.ts';
import { freeOn } from './device/euicc-profiles.ts';
import { missingBelow } from './device/packet-context.ts';
import { waits } from './device/pending-notifications.ts';
import { isZeroRatedSlot } from './device/special-packet-context.ts';
import { trialBalance } from './operator/ledger.ts';
import { profilesHad } from './operator/profile-stock.ts';
import { passedBy, reachesInternet } from './operator/subscription.ts';
import { billedUsageOf } from './operator/usage-query.ts';
import { maxClientsOf } from './windows/internet-sharing.ts';
import { attributedTo, countedSinceReset } from './windows/local-data-counters.ts';
import { trafficSources } from './windows/network-traffic.ts';
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

/** The same for operators. */
function firstOperator(world: World, wrong: (operator: number) => string | undefined): string | undefined {
  for (const [operator, { name }] of world.settings.operators.entries()) {
    const what = wrong(operator);
    if (what !== undefined) return `${name}: ${what}`;
  }
  return undefined;
}

export const everyByteIsAccountedFor: Invariant<World> = {
  name: 'every byte is accounted for',
  why: 'the local counter, the gateway and billing each count on their own; a byte lost between them is lost money',
  broken(world) {
    const billed = world.settings.operators.map(() => 0);
    const wrong = firstOf(world, device => {
      const line = world.lines.store.look(device);
      const { zeroRated } = world.accounts.store.look(device);
      const local = world.counters.store.look(device).used;
      const carried = world.modems.store.look(device).carried;
      const virtual = specialBytes(world, device);
      const roaming = world.settings.operators.every(({ roaming }) => roaming === undefined)
        ? undefined
        : world.roaming.store.look(device);
      const roamed = roaming?.roamed ?? 0;
      const own = line.passed - line.others + zeroRated + roamed;
      if (local + virtual.all !== own || carried !== own || virtual.charged !== line.specials) {
        return `the gateway passed ${line.passed} B (${line.others} B of other devices), the modem carried ${carried} B, Windows counted ${local} B and ${virtual.all} B on virtual interfaces, zero-rated ${zeroRated} B, abroad ${roamed} B`;
      }
      const rated = roaming?.rated ?? 0;
      billed[world.surroundings.operatorOf(device)]! += line.billed + rated;
      if (roaming !== undefined && (rated > roaming.recorded || roaming.recorded > roamed))
        return `abroad rated ${rated} B of ${roaming.recorded} B recorded of ${roamed} B passed`;
      const now = passedBy(line, world.simulation.now);
      return line.billed <= line.recorded && line.recorded <= now
        ? undefined
        : `billed ${line.billed} B of ${line.recorded} B recorded of ${now} B passed`;
    });
    return (
      wrong ??
      firstOperator(world, operator => {
        const { rated } = world.ledgers.store.look(operator);
        return rated === billed[operator] ? undefined : `rated ${rated} B, lines are billed ${billed[operator]} B`;
      })
    );
  },
};

/** What the virtual interfaces of the device have counted, and how much of it is charged. */
function specialBytes({ specialContexts, surroundings }: World, device: number): { all: number; charged: number } {
  let all = 0;
  let charged = 0;
  for (const [nth, place] of surroundings.specialContexts.all(device).entries()) {
    const { used } = specialContexts.store.look(place);
    all += used;
    if (!isZeroRatedSlot(surroundings, device, nth)) charged += used;
  }
  return { all, charged };
}

export const sharedBytesAddUp: Invariant<World> = {
  name: 'what the clients of a shared connection used is what was shared',
  why: 'bytes of one client that count for another, or for nobody, make the bill of the owner a riddle',
  broken: world =>
    firstOf(world, device => {
      const { clients, specialContexts } = world.surroundings;
      if (clients.each(device) === 0) return undefined;
      const { shared } = world.sharings.store.look(device);
      const used = clients.all(device).reduce((sum, client) => sum + world.sharingClients.store.look(client).used, 0);
      const { sharing, contexts } = world.surroundings.operator(device);
      const counted =
        sharing?.accessPoint === undefined
          ? world.counters.store.look(device).sharing
          : world.specialContexts.store.look(specialContexts.of(device, contexts?.policies.length ?? 0)).used;
      return shared === used && shared === counted
        ? undefined
        : `clients used ${used} B, ${shared} B were shared, the interface counted ${counted} B`;
    }),
};

export const neverTooManyClients: Invariant<World> = {
  name: 'no more clients than the operator allows, and only while sharing is on',
  why: 'MaxNumberOfDevices is from 3 to 10, and a client without an access point has no connection',
  broken: world =>
    firstOf(world, device => {
      const { clients } = world.surroundings;
      if (clients.each(device) === 0) return undefined;
      const { state, clients: counted } = world.sharings.store.look(device);
      const joined = clients
        .all(device)
        .filter(client => world.sharingClients.store.look(client).state === 'joined').length;
      const most = maxClientsOf(world.surroundings.operator(device));
      return joined === counted && joined <= most && joined > 0 === (state === 'sharing')
        ? undefined
        : `${joined} clients are joined, ${counted} are counted, ${most} may; sharing is ${state}`;
    }),
};

export const specialContextsStandOnTheAttach: Invariant<World> = {
  name: 'a special context stands on the attach, and ends ten minutes into Connected Standby',
  why: 'without the attach there is nothing to carry it; in standby it would keep the radio awake',
  broken: world =>
    firstOf(world, device => {
      for (const place of world.surroundings.specialContexts.all(device)) {
        const { state, rate } = world.specialContexts.store.look(place);
        if (state !== 'activated') {
          if (rate > 0) return `traffic over a special context that is ${state}`;
          continue;
        }
        const service = world.packetServices.store.look(device).state;
        if (service !== 'attached') return `a special context is activated, the packet service ${service}`;
        if (world.contextPolicies.store.look(device).closedInStandby)
          return 'a special context is activated after ten minutes in Connected Standby';
      }
      return undefined;
    }),
};

export const aLineCarriesWhatIsWanted: Invariant<World> = {
  name: 'a line with a plan carries what its devices want, each its own part',
  why: 'what other devices use is told apart from what the PC uses, to the byte, and goes on after a top-up',
  broken: world =>
    firstOf(world, device => {
      const line = world.lines.store.look(device);
      const { rate, ownRate, othersRate, specialRate, others, passed } = line;
      if (rate !== 0 && rate !== ownRate + othersRate + specialRate)
        return `${rate} B/s pass, the PC wants ${ownRate} and ${specialRate} B/s, other devices ${othersRate} B/s`;
      if (rate === 0 && othersRate > 0 && reachesInternet(line)) return 'other devices wait, and the line has a plan';
      return others <= passed ? undefined : `other devices used ${others} B of ${passed} B`;
    }),
};

export const usageIsAttributedOnce: Invariant<World> = {
  name: 'the usage of a PC is the sum of that of its sources',
  why: 'Windows says for whom it counted; no byte is counted for two, and none for nobody',
  broken: world =>
    firstOf(world, device => {
      const counter = world.counters.store.look(device);
      const wrong = trafficSources.find(source => attributedTo(source, counter) < 0);
      if (wrong !== undefined) return `${attributedTo(wrong, counter)} B for ${wrong}, of ${counter.used} B`;
      return countedSinceReset(counter, world.simulation.now) < 0 ? 'less than nothing since the reset' : undefined;
    }),
};

export const billingKnowsOnlyThePast: Invariant<World> = {
  name: 'what billing says of a plan has been used, up to a moment that is over',
  why: 'a PC adds its own count from that moment on: a billing that is ahead would have bytes counted twice',
  broken: world =>
    firstOf(world, device => {
      const line = world.lines.store.look(device);
      const { now } = world.simulation;
      const { bytes, at } = billedUsageOf(line);
      if (at > now) return `known up to ${at}, and it is ${now}`;
      const used = passedBy(line, now) - line.planFrom;
      return bytes <= Math.max(0, used) ? undefined : `${bytes} B billed of ${used} B used`;
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
    const open = world.settings.operators.map(() => 0);
    const due = world.settings.operators.map(() => 0);
    for (let device = 0; device < world.devices; device++) {
      const account = world.accounts.store.look(device);
      const operator = world.surroundings.operatorOf(device);
      open[operator]! += account.open;
      due[operator]! += account.due + account.dueAbroad;
    }
    return firstOperator(world, operator => {
      const ledger = world.ledgers.store.look(operator);
      const { charged, provisioned, refunded, overage, collected, receivable } = ledger;
      if (charged !== provisioned + refunded + ledger.open || ledger.open < 0) {
        return `charged ${charged}, provisioned ${provisioned}, refunded ${refunded}, open ${ledger.open} cents`;
      }
      if (trialBalance(ledger) !== 0 || receivable < 0) {
        return `${overage} cents beyond plans, ${collected} of it collected, ${receivable} receivable`;
      }
      return ledger.open === open[operator] && receivable === due[operator]
        ? undefined
        : `open ${ledger.open} and receivable ${receivable} cents, in the accounts of customers ${open[operator]} and ${due[operator]}`;
    });
  },
};

export const eachOrderIsSettledOnce: Invariant<World> = {
  name: 'each order is charged once, and provisioned or refunded once',
  why: 'an order that is settled twice is a plan or money given away, one that is never settled is a buyer cheated',
  broken(world) {
    const orders = world.settings.operators.map(() => 0);
    const settled = world.settings.operators.map(() => 0);
    const wrong = firstOf(world, device => {
      const account = world.accounts.store.look(device);
      const operator = world.surroundings.operatorOf(device);
      orders[operator]! += account.orders;
      settled[operator]! += account.settled;
      const waiting = account.orders - account.settled;
      const isRight = waiting > 0 ? account.state === 'waitsForPlan' : waiting === 0 && account.state === 'clear';
      return isRight && account.open === waiting * world.surroundings.plan(device).price
        ? undefined
        : `${account.orders} orders, ${account.settled} settled, open ${account.open} cents, ${account.state}`;
    });
    return (
      wrong ??
      firstOperator(world, operator => {
        const ledger = world.ledgers.store.look(operator);
        return ledger.orders === orders[operator] && ledger.provisions + ledger.refunds === settled[operator]
          ? undefined
          : `${ledger.orders} orders, ${ledger.provisions} provisioned, ${ledger.refunds} refunded; customers have ${orders[operator]} and ${settled[operator]} settled`;
      })
    );
  },
};

export const profilesAreWhereTheySay: Invariant<World> = {
  name: 'a profile is on at most one card, and the SM-DP+ knows which',
  why: 'a profile that leaves the SM-DP+ without a success notification is lost',
  broken: world =>
    firstOf(world, device => {
      const profile = world.profiles.store.look(device);
      const card = world.cards.store.look(device);
      const isDeleted = waits(card.pending, 'deleted');
      if (profile.state === 'installed' && card.state === 'noProfile' && !isDeleted)
        return 'installed according to the SM-DP+, not on the card';
      if (card.state !== 'noProfile' && profile.boundTo !== device)
        return 'on the card without having been bound to it';
      return undefined;
    }),
};

export const cardsHoldWhatFits: Invariant<World> = {
  name: 'what is on a card fits, and at most one profile is enabled',
  why: 'profiles and free memory add up to the memory of the card; a modem works with one profile',
  broken: world =>
    firstOf(world, device => {
      const card = world.cards.store.look(device);
      const group = world.surroundings.group(device);
      if (card.used !== (card.state === 'noProfile' ? 0 : group.euicc.profileSize))
        return `${card.used} bytes for a profile that is ${card.state}`;
      if (group.sim === 'esim' && freeOn(card, group) < 0) return 'more on the card than fits';
      return card.state === 'enabled' && card.otherEnabled ? 'two profiles are enabled' : undefined;
    }),
};

export const stockIsNotOversold: Invariant<World> = {
  name: 'no more profiles are out than there were',
  why: 'an operator cannot give out a profile that it does not have',
  broken(world) {
    for (const [operator, { name, stock }] of world.settings.operators.entries()) {
      const { taken, returned, deliveries } = world.stocks.store.look(operator);
      const had = stock === undefined ? 0 : profilesHad({ taken, returned, deliveries }, stock);
      if (taken - returned > had || returned > taken)
        return `${name}: ${taken} taken, ${returned} returned, had ${had}`;
    }
    return undefined;
  },
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
      if (line.rate > 0 && line.ownRate > 0 && !carries) return `traffic, and the context is ${context}`;
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
      const { granted } = world.lines.store.look(device);
      return granted > 0 ? undefined : `${purchase.state} without a plan`;
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
  aLineCarriesWhatIsWanted,
  usageIsAttributedOnce,
  billingKnowsOnlyThePast,
  balanceNeverBelowZero,
  moneyIsDoubleEntry,
  eachOrderIsSettledOnce,
  profilesAreWhereTheySay,
  cardsHoldWhatFits,
  stockIsNotOversold,
  contextNeedsRegistration,
  onlineNeedsAPaidPlan,
  oneEndEach,
  sharedBytesAddUp,
  neverTooManyClients,
  specialContextsStandOnTheAttach,
];
