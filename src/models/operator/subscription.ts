/**
 * The subscription: one line, known by its ICCID, with the plan it has and the bytes it has used.
 *
 *     portal, web site ── ordered ──▶ ┌──────────────┐ ── charging records ───▶ billing
 *     modem ── traffic ─────────────▶ │ subscription │ ── carried bytes ──────▶ local data counters
 *     operator ── suspended, ... ───▶ └──────────────┘ ── detached, probe now ▶ registration, connection
 *
 *     cold ─▶ warm ─▶ activating ─▶ hotPrepaid ─▶ outOfData, expired ── topped up ──▶ hotPrepaid
 *                               └─▶ hotPostpaid ⟲ billing cycle
 *     hot ⇄ suspended        any ── deleted ──▶ terminated        any ── SIM reprogrammed ──▶ cold, a new line
 *
 * Usage is piecewise linear: while a session lasts, bytes are rate times time. The end of a charging slice and the end
 * of the plan's data are computed and armed exactly; nothing polls.
 *
 * Source: Microsoft Learn, "Mobile Plans account management", "Plan purchase", "Overview of mobile broadband".
 * Assumption: the transitions between the states; the documents name the states alone.
 */
import {
  type Bytes,
  count,
  days,
  flag,
  type Microseconds,
  model,
  number,
  oneOf,
  port,
  type Reply,
  small,
  state,
  type TransitionTable,
  time,
  volume,
} from '../../sim/index.ts';
import { interfaceOf } from '../device/interfaces.ts';
import type { modem } from '../device/modem.ts';
import type { packetContext } from '../device/packet-context.ts';
import type { registration } from '../device/registration.ts';
import { contextCauses, registrationCauses } from '../messages/causes.ts';
import type { Balance } from '../messages/mobile-operator-api-messages.ts';
import type { user } from '../people/user.ts';
import type { Surroundings } from '../surroundings.ts';
import { passedIn, transferTime } from '../transfer-time.ts';
import type { connection } from '../windows/connection.ts';
import type { localDataCounters } from '../windows/local-data-counters.ts';
import type { billing } from './billing.ts';

type State =
  | 'cold'
  | 'warm'
  | 'activating'
  | 'hotPrepaid'
  | 'hotPostpaid'
  | 'outOfData'
  | 'expired'
  | 'suspended'
  | 'terminated';
type Event =
  | 'preactivated'
  | 'ordered'
  | 'prepaidReady'
  | 'postpaidReady'
  | 'fellBackToCold'
  | 'fellBackToWarm'
  | 'dataUsedUp'
  | 'allotmentExceeded'
  | 'cycleEnded'
  | 'planEnded'
  | 'toppedUp'
  | 'suspended'
  | 'settledPrepaid'
  | 'settledPostpaid'
  | 'reprogrammed'
  | 'terminated';

/** What may happen to a line whatever it has: its SIM gets a new ICCID, its number is ported out or deleted. */
const always = { reprogrammed: 'cold', terminated: 'terminated' } as const;

const subscriptionTable: TransitionTable<State, Event> = {
  cold: { preactivated: 'warm', ordered: 'activating', ...always },
  warm: { ordered: 'activating', ...always },
  activating: {
    prepaidReady: 'hotPrepaid',
    postpaidReady: 'hotPostpaid',
    fellBackToCold: 'cold',
    fellBackToWarm: 'warm',
    ...always,
  },
  hotPrepaid: {
    dataUsedUp: 'outOfData',
    planEnded: 'expired',
    toppedUp: 'hotPrepaid',
    suspended: 'suspended',
    ...always,
  },
  hotPostpaid: {
    allotmentExceeded: 'hotPostpaid',
    cycleEnded: 'hotPostpaid',
    planEnded: 'expired',
    suspended: 'suspended',
    ...always,
  },
  outOfData: { planEnded: 'expired', toppedUp: 'hotPrepaid', ...always },
  expired: { toppedUp: 'hotPrepaid', postpaidReady: 'hotPostpaid', ...always },
  suspended: { settledPrepaid: 'hotPrepaid', settledPostpaid: 'hotPostpaid', ...always },
  terminated: { reprogrammed: 'cold' },
};

/** Why the operator has suspended a line. */
export type SuspendedFor = 'unpaid' | 'stolen';

const ledger = port<typeof billing>('billing');
const counters = port<typeof localDataCounters>('local data counters');
const radio = port<typeof modem>('modem');
const session = port<typeof packetContext>('packet context');
const owner = port<typeof user>('user');
const registrar = port<typeof registration>('registration');
const windows = port<typeof connection>('connection');
const rate = ledger.asks.rate;
const { charge, provision, refund } = ledger.tells;
const counted = counters.tells.counted;
const modemCarried = radio.tells.carried;
const { cutOff, restored } = owner.tells;
const { networkDetaches } = registrar.tells;
const { probesAgain } = windows.tells;
const { lost: contextLost } = session.tells;
export const subscriptionPorts = { ledger, counters, radio, session, owner, registrar, windows };

/** Whether the line has a plan that carries traffic to the internet. */
export const isHot = ({ state }: Readonly<{ state: string }>): boolean =>
  state === 'hotPrepaid' || state === 'hotPostpaid';

/** Whether the gateway passes the line's traffic: it has a plan, and its packet context knows of it. */
export const reachesInternet = (line: Readonly<{ state: string; needsNewContext: boolean }>): boolean =>
  isHot(line) && !line.needsNewContext;

export const subscription = model('subscription', {
  source: 'mobile-plans-account-management.md',
  table: subscriptionTable,
  record: {
    state: state(subscriptionTable),
    granted: volume(),
    /** Bytes the gateway passed in sessions that are over. */
    passed: volume(),
    /** Bytes of `passed` that have been handed to billing as charging records. */
    recorded: volume(),
    /** Bytes that billing has booked. */
    billed: volume(),
    records: count(),
    /** Orders taken so far: names the draws of the next one. */
    orders: small(),
    /** While activating: that it was warm before. While postpaid: that the allotment is exceeded. While suspended: why. */
    standing: oneOf(['warm', 'overDataLimit', 'unpaid', 'stolen']),
    /** The plan counts only for a packet context activated from now on. */
    needsNewContext: flag(),
    /** The subscriber has cancelled: no further cycle. */
    cancelled: flag(),
    /** Traffic now, bytes per second; 0 while idle. */
    rate: number(),
    rateSince: time(),
    /** End of the plan, or of the billing cycle. */
    planEnd: time(),
  },
  kept: 'columns',
  timers: { backEndDone: 0 as Microseconds, sliceFills: days(1), dataUsedUp: days(1), planEnds: days(1) },
  facts: [
    'activated',
    'carried',
    'outOfData',
    'expired',
    'backEndFailed',
    'orderRefused',
    'toppedUp',
    'overDataLimit',
    'cycleEnded',
    'cancelled',
    'suspended',
    'settled',
    'reprogrammed',
    'terminated',
  ],
  given: {} as Surroundings,
  takes: {
    /**
     * Money has been taken for the operator's plan. A line without one is activated: the HLR and the gateway learn of it
     * after `networkReady`. A prepaid line is topped up at once. Where no plan can go, the money goes back.
     */
    ordered(line, _, does) {
      const settings = does.given.operator(does.subject);
      const { state } = line;
      if (state === 'cold' || state === 'warm') {
        const nth = line.orders;
        line.orders = Math.min(nth + 1, ordersMost);
        line.standing = state === 'warm' ? 'warm' : undefined;
        does.move(line, 'ordered');
        const { networkReady } = settings.network;
        does.arm('backEndDone', does.given.sample(networkReady, does.draw('subscription.networkReady', nth)));
      } else if (
        state === 'outOfData' ||
        state === 'expired' ||
        (state === 'hotPrepaid' && !does.given.plan(does.subject).postpaid)
      ) {
        does.self('topsUp');
      } else {
        does.emit('orderRefused');
        does.self('givesBack');
      }
    },

    /** The price of the plan goes back to the buyer. */
    givesBack(_line, _, does) {
      const plan = does.given.plan(does.subject);
      does.tell(refund, does.given.operatorOf(does.subject), { device: does.subject, amount: plan.price });
    },

    backEndDone(line, _, does) {
      const { network } = does.given.operator(does.subject);
      const plan = does.given.plan(does.subject);
      if (does.draw('subscription.backEndFails', line.orders - 1) < network.backEndFails) {
        does.move(line, line.standing === 'warm' ? 'fellBackToWarm' : 'fellBackToCold');
        line.standing = undefined;
        does.emit('backEndFailed');
        does.self('givesBack');
        return;
      }
      does.move(line, plan.postpaid ? 'postpaidReady' : 'prepaidReady');
      line.standing = undefined;
      line.granted = (line.granted + plan.data) as Bytes;
      line.planEnd = (does.now + plan.lasts) as Microseconds;
      does.arm('planEnds', plan.lasts);
      does.emit('activated', plan.data);
      does.tell(provision, does.given.operatorOf(does.subject), { device: does.subject, amount: plan.price });
      if (!network.reauthenticates) {
        line.needsNewContext = true;
        does.self('sessionRestarts');
        return;
      }
      if (line.orders > 1) does.tell(restored, does.subject, undefined);
      does.self('gatewayChanged');
    },

    /** Data and time are added, what an expired plan had left is lost. A plan that is over opens again, without detaching. */
    topsUp(line, _, does) {
      const { network } = does.given.operator(does.subject);
      const plan = does.given.plan(does.subject);
      const wasOver = line.state !== 'hotPrepaid';
      const kept = line.state === 'expired' ? line.passed : line.granted;
      // In a session, data counts from what has passed so far: it is booked first.
      if (line.rate > 0) does.self('booksSession');
      does.move(line, plan.postpaid ? 'postpaidReady' : 'toppedUp');
      line.cancelled = false;
      line.granted = (kept + plan.data) as Bytes;
      line.planEnd = (does.now + plan.lasts) as Microseconds;
      does.arm('planEnds', plan.lasts);
      does.emit('toppedUp', plan.data);
      does.tell(provision, does.given.operatorOf(does.subject), { device: does.subject, amount: plan.price });
      if (!wasOver) return;
      if (!network.reauthenticates) {
        line.needsNewContext = true;
        does.self('sessionRestarts');
        return;
      }
      does.tell(restored, does.subject, undefined);
      does.self('gatewayChanged');
    },

    /**
     * A network that cannot re-authenticate a session ends it, so that Windows makes a new one, where plans are sold in the
     * Mobile Plans app; elsewhere the provisioning file says what the device is to do.
     */
    sessionRestarts(_line, _, does) {
      if (does.given.operator(does.subject).cosa.supportDataMarketplace)
        does.tell(contextLost, does.subject, contextCauses.regularDeactivation);
    },

    /** From the mobile network: a packet context of its own for the plan that has been waiting for one. */
    contextActivated(line, _: undefined, does) {
      line.needsNewContext = false;
      does.tell(restored, does.subject, undefined);
    },

    /**
     * The gateway has opened or closed without detaching the device: Windows looks again what it can reach.
     *
     * Assumption: Windows notices at once that a gateway has opened, since it probes while there is no internet, and that one
     * has closed when traffic under way stops; an idle connection is not probed.
     */
    gatewayChanged(_line, _, does) {
      does.tell(probesAgain, interfaceOf(does.subject, 'cellular'), undefined);
    },

    /** The network throws the line out, with the cause that its next registration gets. */
    detaches(_line, cause: number, does) {
      does.tell(networkDetaches, does.subject, cause);
    },

    /** A line that had its plan before its owner came: no order, no money. One that has been deleted by then stays so. */
    bornHot(line, _, does) {
      if (line.state === 'terminated') return;
      const plan = does.given.plan(does.subject);
      does.move(line, 'ordered');
      does.move(line, plan.postpaid ? 'postpaidReady' : 'prepaidReady');
      line.granted = plan.data;
      line.planEnd = (does.now + plan.lasts) as Microseconds;
      does.arm('planEnds', plan.lasts);
    },

    bornWarm(line, _, does) {
      does.move(line, 'preactivated');
    },

    /** By the operator: the line may register, and sees the walled garden. Only a cold line can be. */
    preactivated(line, _, does) {
      if (line.state === 'cold') does.move(line, 'preactivated');
    },

    /** The subscriber wants no further cycle: the plan goes on to the end of this one. */
    cancels(line, _, does) {
      if (!isHot(line)) return;
      line.cancelled = true;
      does.emit('cancelled');
    },

    /** By the operator: the bill is not paid, or the device is reported stolen. Only a line with a plan can be. */
    suspended(line, reason: SuspendedFor, does) {
      if (!isHot(line)) return;
      does.move(line, 'suspended');
      line.standing = reason;
      does.emit('suspended');
      does.self('account');
      does.self('detaches', causeOfSuspension(reason));
    },

    /** The bill is paid, or the device is back: the line is what it was. A plan that ended meanwhile ends now. */
    settled(line, _, does) {
      if (line.state !== 'suspended') return;
      const plan = does.given.plan(does.subject);
      does.move(line, plan.postpaid ? 'settledPostpaid' : 'settledPrepaid');
      line.standing = plan.postpaid && line.passed >= line.granted ? 'overDataLimit' : undefined;
      does.emit('settled');
      if (does.now >= line.planEnd!) does.self('planEnds');
    },

    /** The number is ported out or deleted: the network no longer knows the IMSI. */
    terminated(line, _, does) {
      if (line.state === 'terminated') return;
      if (line.state === 'activating') does.self('givesBack');
      does.move(line, 'terminated');
      line.standing = undefined;
      does.emit('terminated');
      does.cancel('backEndDone');
      does.cancel('planEnds');
      does.self('account');
      does.self('detaches', registrationCauses.imsiUnknown);
    },

    /** The operator has written a new ICCID on the card: another line, without a plan. Assumption: a cold one. */
    reprogrammed(line, _, does) {
      if (line.state === 'activating') does.self('givesBack');
      does.move(line, 'reprogrammed');
      line.standing = undefined;
      line.cancelled = false;
      line.needsNewContext = false;
      line.planEnd = undefined;
      does.emit('reprogrammed');
      does.cancel('backEndDone');
      does.cancel('planEnds');
      does.self('account');
      does.self('startsAnew');
    },

    /** What the old line had left is not the new one's; its bytes are booked by then. */
    startsAnew(line) {
      line.granted = line.passed;
    },

    trafficStarted(line, { rate }: { rate: number }, does) {
      if (!reachesInternet(line)) return;
      line.rate = rate;
      line.rateSince = does.now;
      const left = line.granted - line.passed;
      if (line.standing !== 'overDataLimit') does.arm('dataUsedUp', transferTime(left, rate));
      const { slice } = does.given.operator(does.subject).billing;
      does.arm('sliceFills', transferTime(slice - (line.passed - line.recorded), rate));
    },

    trafficStopped(line, _, does) {
      if (line.rate === 0) return;
      does.self('account');
    },

    /** Books what the present session has passed: at its end, or when the line is cut off in the middle of it. */
    account(line, _, does) {
      if (line.rate > 0) {
        const carried = carriedBy(line, does.now, does.given.plan(does.subject).postpaid);
        line.passed = (line.passed + carried) as Bytes;
        if (line.granted < line.passed) line.granted = line.passed;
        line.rate = 0;
        line.rateSince = undefined;
        does.cancel('dataUsedUp');
        does.cancel('sliceFills');
        does.emit('carried', carried);
        does.tell(modemCarried, does.subject, carried as Bytes);
        does.tell(counted, does.subject, carried as Bytes);
      }
      const unrecorded = line.passed - line.recorded;
      if (unrecorded > 0) does.self('writesRecord', unrecorded);
    },

    /** The session goes on, and what it may pass has changed: what has passed is booked, the rest is reckoned anew. */
    booksSession(line, _, does) {
      if (line.rate === 0) return;
      const { rate } = line;
      does.self('account');
      does.self('goesOn', { rate });
    },

    /** After what the session has passed is recorded: the next slice begins there. */
    goesOn(_line, traffic: { rate: number }, does) {
      does.self('trafficStarted', traffic);
    },

    sliceFills(line, _, does) {
      const { slice } = does.given.operator(does.subject).billing;
      does.self('writesRecord', slice);
      does.arm('sliceFills', transferTime(slice, line.rate));
    },

    /** A charging record goes to billing, which books it after its lag. */
    writesRecord(line, size: number, does) {
      const { lag } = does.given.operator(does.subject).billing;
      const nth = line.records;
      line.records += 1;
      line.recorded = (line.recorded + size) as Bytes;
      // A contract grants what is used beyond its allotment, slice by slice.
      if (line.granted < line.recorded) line.granted = line.recorded;
      does.ask(rate, does.given.operatorOf(does.subject), size as Bytes, {
        then: 'rated',
        after: does.given.sample(lag, does.draw('billing.lag', nth)),
        occurrence: nth,
      });
    },

    rated(line, reply: Reply<Bytes>) {
      line.billed = (line.billed + reply.answer) as Bytes;
    },

    /** A prepaid line ends at the byte; a postpaid one goes on, beyond its allotment. */
    dataUsedUp(line, _, does) {
      if (line.state === 'hotPostpaid') {
        does.move(line, 'allotmentExceeded');
        line.standing = 'overDataLimit';
        does.emit('overDataLimit', line.granted);
        return;
      }
      does.move(line, 'dataUsedUp');
      does.emit('outOfData', line.granted);
      does.self('account');
      does.tell(cutOff, does.subject, undefined);
      does.self('gatewayChanged');
    },

    /** The time of the plan is over. While suspended nothing happens: whoever settles finds it over. */
    planEnds(line, _, does) {
      if (line.state === 'suspended') return;
      if (line.state === 'hotPostpaid' && !line.cancelled) {
        does.self('cycleEnds');
        return;
      }
      const wasHot = isHot(line);
      const wasUsed = line.rate > 0;
      does.move(line, 'planEnded');
      line.standing = undefined;
      does.emit('expired', Math.max(0, line.granted - line.passed));
      does.self('account');
      if (!wasHot) return;
      does.tell(cutOff, does.subject, undefined);
      if (wasUsed) does.self('gatewayChanged');
    },

    /** The next cycle is paid for, and its usage counts from nothing. */
    cycleEnds(line, _, does) {
      const plan = does.given.plan(does.subject);
      const operator = does.given.operatorOf(does.subject);
      does.move(line, 'cycleEnded');
      line.standing = undefined;
      line.planEnd = (does.now + plan.lasts) as Microseconds;
      does.arm('planEnds', plan.lasts);
      does.emit('cycleEnded', passedBy(line, does.now));
      does.tell(charge, operator, { device: does.subject, amount: plan.price });
      does.tell(provision, operator, { device: does.subject, amount: plan.price });
      const { rate } = line;
      if (rate > 0) does.self('account');
      does.self('getsAllotment');
      if (rate > 0) does.self('goesOn', { rate });
    },

    getsAllotment(line, _, does) {
      line.granted = (line.passed + does.given.plan(does.subject).data) as Bytes;
    },
  },
});

/** A line counts so many orders; further ones share the luck of the last. */
const ordersMost = 255;

/** With which cause a suspended line is rejected: as stolen equipment, or as a line that may not. */
export const causeOfSuspension = (reason: string | undefined): number =>
  reason === 'stolen' ? registrationCauses.illegalMe : registrationCauses.networkRefused;

type Line = { passed: Bytes; rate: number; rateSince: Microseconds | undefined };

/** Bytes passed by `now`, the present session included: one multiplication from the start of the session. */
export const passedBy = (line: Readonly<Line>, now: Microseconds): number =>
  line.rateSince === undefined ? line.passed : line.passed + passedIn(now - line.rateSince, line.rate);

/** What the present session has carried so far. A prepaid line passes no byte that its plans have not granted. */
const carriedBy = (line: Readonly<Line & { granted: Bytes }>, now: Microseconds, postpaid: boolean): number => {
  const passed = passedBy(line, now);
  return (postpaid ? passed : Math.min(passed, line.granted)) - line.passed;
};

/**
 * What GetBalance says of a line: type, and what billing believes is left. Undefined for a line that has been deleted, which
 * the operator API does not know (HTTP 404).
 *
 * Source: Microsoft Learn, "Mobile Plans account management".
 * Assumption: which balance type belongs to which state; the documents list the types alone.
 */
export function balanceOf(
  line: Readonly<{ state: State; granted: Bytes; billed: Bytes; planEnd: Microseconds | undefined }>,
  id: string,
  now: Microseconds,
): Balance | undefined {
  const dataRemaining = (line.granted - line.billed) as Bytes;
  const timeRemaining = Math.max(0, (line.planEnd ?? now) - now) as Microseconds;
  if (line.state === 'terminated') return undefined;
  if (line.state === 'hotPostpaid') return { id, type: 'MODIRECT' };
  if (line.state === 'hotPrepaid') return { id, type: 'MODIRECTPAYG', dataRemaining, timeRemaining };
  return {
    id,
    type: 'NONE',
    dataRemaining: 0 as Bytes,
    timeRemaining: line.state === 'outOfData' ? timeRemaining : (0 as Microseconds),
  };
}
