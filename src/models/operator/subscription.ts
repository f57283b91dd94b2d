/**
 * The subscription: one line, known by its ICCID, with the plan it has and the bytes it has used.
 *
 *     portal ── ordered ──▶ ┌──────────────┐ ── charging records ──▶ billing
 *     modem ── traffic ───▶ │ subscription │ ── carried bytes ─────▶ local data counters
 *                           └──────────────┘ ── cut off ───────────▶ user
 *
 * Usage is piecewise linear: while a session lasts, bytes are rate times time. The end of a charging slice and the end
 * of the plan's data are computed and armed exactly; nothing polls.
 *
 * Source: Microsoft Learn, "Mobile Plans account management", "Plan purchase".
 * Assumption: one chain of states from cold to expired; the documents name the states, not their transitions.
 */
import {
  type Bytes,
  count,
  days,
  type Microseconds,
  model,
  number,
  port,
  type Reply,
  state,
  type TransitionTable,
  time,
  volume,
} from '../../sim/index.ts';
import type { modem } from '../device/modem.ts';
import type { Balance } from '../messages/mobile-operator-api-messages.ts';
import type { user } from '../people/user.ts';
import type { Surroundings } from '../surroundings.ts';
import { passedIn, transferTime } from '../transfer-time.ts';
import type { localDataCounters } from '../windows/local-data-counters.ts';
import type { billing } from './billing.ts';

type State = 'cold' | 'warm' | 'activating' | 'hotPrepaid' | 'outOfData' | 'expired';
type Event = 'preactivated' | 'ordered' | 'backEndDone' | 'dataUsedUp' | 'planEnded';

const subscriptionTable: TransitionTable<State, Event> = {
  cold: { preactivated: 'warm', ordered: 'activating' },
  warm: { ordered: 'activating' },
  activating: { backEndDone: 'hotPrepaid' },
  hotPrepaid: { dataUsedUp: 'outOfData', planEnded: 'expired' },
  outOfData: { planEnded: 'expired', ordered: 'activating' },
  expired: { ordered: 'activating' },
};

const ledger = port<typeof billing>('billing');
const counters = port<typeof localDataCounters>('local data counters');
const radio = port<typeof modem>('modem');
const owner = port<typeof user>('user');
const rate = ledger.asks.rate;
const provision = ledger.tells.provision;
const counted = counters.tells.counted;
const modemCarried = radio.tells.carried;
const cutOff = owner.tells.cutOff;
export const subscriptionPorts = { ledger, counters, radio, owner };

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
    /** Traffic now, bytes per second; 0 while idle. */
    rate: number(),
    rateSince: time(),
    planEnd: time(),
  },
  kept: 'columns',
  timers: { backEndDone: 0 as Microseconds, sliceFills: days(1), dataUsedUp: days(1), planEnds: days(1) },
  facts: ['activated', 'carried', 'outOfData', 'expired'],
  given: {} as Surroundings,
  takes: {
    /** Money has been taken for the operator's plan; the HLR and the gateway learn of it after `networkReady`. */
    ordered(line, _, does) {
      does.move(line, 'ordered');
      const { network } = does.given.operator(does.subject);
      does.arm('backEndDone', does.given.sample(network.networkReady, does.draw('subscription.networkReady')));
    },

    backEndDone(line, _, does) {
      const { plan } = does.given.operator(does.subject);
      does.move(line, 'backEndDone');
      line.granted = (line.granted + plan.data) as Bytes;
      line.planEnd = (does.now + plan.lasts) as Microseconds;
      does.arm('planEnds', plan.lasts);
      does.emit('activated', plan.data);
      does.tell(provision, does.given.operatorOf(does.subject), { device: does.subject, amount: plan.price });
    },

    /** A line that had its plan before the run began: no order, no money. */
    bornHot(line, _, does) {
      const { plan } = does.given.operator(does.subject);
      does.move(line, 'ordered');
      does.move(line, 'backEndDone');
      line.granted = plan.data;
      line.planEnd = (does.now + plan.lasts) as Microseconds;
      does.arm('planEnds', plan.lasts);
    },

    bornWarm(line, _, does) {
      does.move(line, 'preactivated');
    },

    trafficStarted(line, { rate }: { rate: number }, does) {
      if (line.state !== 'hotPrepaid') return;
      line.rate = rate;
      line.rateSince = does.now;
      const left = line.granted - line.passed;
      does.arm('dataUsedUp', transferTime(left, rate));
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
        const carried = Math.min(passedBy(line, does.now), line.granted) - line.passed;
        line.passed = (line.passed + carried) as Bytes;
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
      does.ask(rate, does.given.operatorOf(does.subject), size as Bytes, {
        then: 'rated',
        after: does.given.sample(lag, does.draw('billing.lag', nth)),
        occurrence: nth,
      });
    },

    rated(line, reply: Reply<Bytes>) {
      line.billed = (line.billed + reply.answer) as Bytes;
    },

    dataUsedUp(line, _, does) {
      does.move(line, 'dataUsedUp');
      does.emit('outOfData', line.granted);
      does.self('account');
      does.tell(cutOff, does.subject, undefined);
    },

    planEnds(line, _, does) {
      const wasHot = line.state === 'hotPrepaid';
      does.move(line, 'planEnded');
      does.emit('expired', line.granted - line.passed);
      does.self('account');
      if (wasHot) does.tell(cutOff, does.subject, undefined);
    },
  },
});

type Line = { passed: Bytes; rate: number; rateSince: Microseconds | undefined };

/** Bytes passed by `now`, the present session included: one multiplication from the start of the session. */
export const passedBy = (line: Readonly<Line>, now: Microseconds): number =>
  line.rateSince === undefined ? line.passed : line.passed + passedIn(now - line.rateSince, line.rate);

/**
 * What GetBalance says of a line: type, and what billing believes is left.
 *
 * Source: Microsoft Learn, "Mobile Plans account management".
 * Assumption: which balance type belongs to which state; the documents list the types alone.
 */
export function balanceOf(
  line: Readonly<{ state: State; granted: Bytes; billed: Bytes; planEnd: Microseconds | undefined }>,
  id: string,
  now: Microseconds,
): Balance {
  const dataRemaining = (line.granted - line.billed) as Bytes;
  const timeRemaining = Math.max(0, (line.planEnd ?? now) - now) as Microseconds;
  if (line.state === 'hotPrepaid') return { id, type: 'MODIRECTPAYG', dataRemaining, timeRemaining };
  return {
    id,
    type: 'NONE',
    dataRemaining: 0 as Bytes,
    timeRemaining: line.state === 'outOfData' ? timeRemaining : (0 as Microseconds),
  };
}
