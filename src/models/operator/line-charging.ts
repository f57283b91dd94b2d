/**
 * How a line is charged: a session passes bytes, and each slice that is full goes to billing as a record, the rest when the
 * session ends. What has passed and is not rated yet is the unbilled window.
 *
 *     granted ├───────────────────────────────────────────┤
 *     passed  ├── billed ──┼── recorded, not rated ──┼── this slice ──┤
 *
 * Nothing polls: the end of a slice and the end of the plan's data are computed and armed.
 */
import type { Bytes, Reply } from '../../sim/index.ts';
import { transferTime } from '../transfer-time.ts';
import { carriedBy, passedBy, roundingOf } from './line-usage.ts';
import { type Doing, type Line, reachesInternet, subscriptionPorts } from './subscription-record.ts';

const { rate: rateRecord } = subscriptionPorts.ledger.asks;
const { exceeded, ranOut, roundedUp, zeroRated } = subscriptionPorts.account.tells;
const { counted } = subscriptionPorts.counters.tells;
const { carried: modemCarried } = subscriptionPorts.radio.tells;
const { cutOff } = subscriptionPorts.owner.tells;

/** A contract grants what is used beyond its allotment, and that is owed. */
function goesBeyond(line: Line, used: number, does: Doing): void {
  if (used <= line.granted) return;
  does.tell(exceeded, does.subject, (used - line.granted) as Bytes);
  line.granted = used as Bytes;
}

/**
 * A record is charged in whole steps: the rounding is taken from what the plan has left, and what a contract has not left is
 * owed. A plan that has nothing left then is over.
 */
function roundsUp(line: Line, size: number, granularity: Bytes, does: Doing): void {
  const rounding = roundingOf(size, granularity);
  if (rounding === 0) return;
  const left = Math.max(0, line.granted - passedBy(line, does.now));
  const taken = Math.min(rounding, left);
  line.granted = (line.granted - taken) as Bytes;
  if (line.state === 'hotPostpaid' && rounding > taken) does.tell(exceeded, does.subject, (rounding - taken) as Bytes);
  does.tell(roundedUp, does.subject, (line.state === 'hotPostpaid' ? rounding : taken) as Bytes);
  if (line.rate > 0) {
    if (line.standing !== 'overDataLimit') does.arm('dataUsedUp', transferTime(left - taken, line.rate));
  } else if (line.state === 'hotPrepaid' && taken === left) does.self('dataUsedUp');
}

export const chargingHandlers = {
  trafficStarted(line: Line, { rate }: { rate: number }, does: Doing) {
    if (!reachesInternet(line)) return;
    line.rate = rate;
    line.rateSince = does.now;
    const left = line.granted - line.passed;
    if (line.standing !== 'overDataLimit') does.arm('dataUsedUp', transferTime(left, rate));
    const { slice } = does.given.operator(does.subject).billing;
    does.arm('sliceFills', transferTime(slice - (line.passed - line.recorded), rate));
  },

  trafficStopped(line: Line, _: undefined, does: Doing) {
    if (line.rate === 0) return;
    does.self('account');
  },

  /**
   * The walled garden has passed so many bytes to a host on its list. Modem and local counter count them, no plan does.
   *
   * Assumption: what the list names is not charged, whether or not the line has a plan.
   */
  zeroRated(_line: Line, bytes: Bytes, does: Doing) {
    does.tell(modemCarried, does.subject, bytes);
    does.tell(counted, does.subject, bytes);
    does.tell(zeroRated, does.subject, bytes);
  },

  /** Books what the present session has passed: at its end, or when the line is cut off in the middle of it. */
  account(line: Line, _: undefined, does: Doing) {
    if (line.rate > 0) {
      const carried = carriedBy(line, does.now, does.given.plan(does.subject).postpaid);
      line.passed = (line.passed + carried) as Bytes;
      goesBeyond(line, line.passed, does);
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
  booksSession(line: Line, _: undefined, does: Doing) {
    if (line.rate === 0) return;
    const { rate } = line;
    does.self('account');
    does.self('goesOn', { rate });
  },

  /** After what the session has passed is recorded: the next slice begins there. */
  goesOn(_line: Line, traffic: { rate: number }, does: Doing) {
    does.self('trafficStarted', traffic);
  },

  sliceFills(line: Line, _: undefined, does: Doing) {
    const { slice } = does.given.operator(does.subject).billing;
    does.self('writesRecord', slice);
    does.arm('sliceFills', transferTime(slice, line.rate));
  },

  /** A charging record goes to billing, which books it after its lag. */
  writesRecord(line: Line, size: number, does: Doing) {
    const { lag, granularity } = does.given.operator(does.subject).billing;
    const nth = line.records;
    line.records += 1;
    line.recorded = (line.recorded + size) as Bytes;
    goesBeyond(line, line.recorded, does);
    if (granularity !== undefined) roundsUp(line, size, granularity, does);
    does.ask(rateRecord, does.given.operatorOf(does.subject), size as Bytes, {
      then: 'rated',
      after: does.given.sample(lag, does.draw('billing.lag', nth)),
      occurrence: nth,
    });
  },

  rated(line: Line, reply: Reply<Bytes>) {
    line.billed = (line.billed + reply.answer) as Bytes;
  },

  /** A prepaid line ends at the byte; a postpaid one goes on, beyond its allotment. */
  dataUsedUp(line: Line, _: undefined, does: Doing) {
    if (line.state === 'hotPostpaid') {
      does.move(line, 'allotmentExceeded');
      line.standing = 'overDataLimit';
      does.emit('overDataLimit', line.granted);
      return;
    }
    does.move(line, 'dataUsedUp');
    does.emit('outOfData', line.granted);
    does.self('account');
    does.tell(ranOut, does.subject, undefined);
    does.tell(cutOff, does.subject, undefined);
    does.self('gatewayChanged');
  },
};
