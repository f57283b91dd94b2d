/**
 * How a line is charged: a session passes bytes, and each slice that is full goes to billing as a record, the rest when the
 * session ends. What has passed and is not rated yet is the unbilled window.
 *
 *     granted ├───────────────────────────────────────────┤
 *     passed  ├── billed ──┼── recorded, not rated ──┼── this slice ──┤
 *
 * Nothing polls: the end of a slice and the end of the plan's data are computed and armed.
 */
import type { Bytes, Microseconds, Reply } from '../../sim/index.ts';
import { apportioned } from '../apportion.ts';
import { transferTime } from '../transfer-time.ts';
import { carriedBy, mostOf, passedBy, roundingOf } from './line-usage.ts';
import { type Doing, type Line, reachesInternet, subscriptionPorts } from './subscription-record.ts';

const { rate: rateRecord } = subscriptionPorts.ledger.asks;
const { exceeded, ranOut, roundedUp, zeroRated } = subscriptionPorts.account.tells;
const { began, passed, zeroRated: windowsZeroRated } = subscriptionPorts.traffic.tells;
const { carried: modemCarried } = subscriptionPorts.radio.tells;
const { cutOff } = subscriptionPorts.owner.tells;
const { booked } = subscriptionPorts.warnings.tells;
const { began: specialBegan, passed: specialPassed } = subscriptionPorts.contexts.tells;
const { passes: passesAbroad } = subscriptionPorts.roaming.tells;

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
    armsEnds(line, left - taken, does);
  } else if (line.state === 'hotPrepaid' && taken === left) does.self('dataUsedUp');
}

/** When what is left of the plan will be used up at the present rate; of a family plan, also when most of it will be. */
function armsEnds(line: Line, left: number, does: Doing): void {
  if (line.standing !== 'overDataLimit') does.arm('dataUsedUp', transferTime(left, line.rate));
  if (isShared(does) && !line.mostUsed)
    does.arm('mostIsUsed', transferTime(Math.max(0, left - (line.granted - mostOf(line))), line.rate));
}

/** Whether other devices belong to the line. */
const isShared = (does: Doing): boolean => does.given.group(does.subject).family !== undefined;

/** From now on what is wanted passes, if the line has a plan: the ends of slice and data are armed. */
function passes(line: Line, does: Doing): void {
  const rate = line.ownRate + line.othersRate + line.specialRate;
  if (rate === 0 || !reachesInternet(line)) return;
  line.rate = rate;
  line.rateSince = does.now;
  armsEnds(line, line.granted - line.passed, does);
  const { slice } = does.given.operator(does.subject).billing;
  does.arm('sliceFills', transferTime(slice - (line.passed - line.recorded), rate));
  if (line.ownRate > 0) does.tell(began, does.subject, line.ownRate);
  if (line.specialRate > 0) does.tell(specialBegan, does.subject, undefined);
}

/** What has passed since then is counted, by everybody for himself; nothing passes any more. */
function counts(line: Line, does: Doing): void {
  const carried = carriedBy(line, does.now, does.given.plan(does.subject).postpaid);
  const isAlone = line.othersRate === 0 && line.specialRate === 0;
  const parts = isAlone ? undefined : apportioned(carried, [line.ownRate, line.othersRate, line.specialRate]);
  const [own = carried, others = 0, specials = 0] = parts ?? [];
  line.passed = (line.passed + carried) as Bytes;
  if (others > 0) line.others = (line.others + others) as Bytes;
  if (specials > 0) line.specials = (line.specials + specials) as Bytes;
  goesBeyond(line, line.passed, does);
  line.rate = 0;
  line.rateSince = undefined;
  does.cancel('dataUsedUp');
  does.cancel('sliceFills');
  if (isShared(does)) does.cancel('mostIsUsed');
  if (others > 0) does.emit('othersCarried', others);
  if (specials > 0) {
    does.emit('specialCarried', specials);
    does.tell(modemCarried, does.subject, specials as Bytes);
    does.tell(specialPassed, does.subject, specials as Bytes);
  }
  if (line.ownRate === 0) return;
  does.emit('carried', own);
  does.tell(modemCarried, does.subject, own as Bytes);
  does.tell(passed, does.subject, own as Bytes);
}

/** A charging record goes to billing, which books it after its lag. */
function writesRecord(line: Line, size: number, does: Doing): void {
  const { lag, granularity } = does.given.operator(does.subject).billing;
  const nth = line.records;
  line.records += 1;
  line.recorded = (line.recorded + size) as Bytes;
  goesBeyond(line, line.recorded, does);
  if (granularity !== undefined) roundsUp(line, size, granularity, does);
  does.ask(rateRecord, does.given.operatorOf(does.subject), size as Bytes, {
    then: 'rated',
    after: does.given.sample(lag, does.draw('billing.lag', nth)),
    about: does.now,
    occurrence: nth,
  });
}

/** Everything that has passed and is on no record yet goes on one. */
function books(line: Line, does: Doing): void {
  const unrecorded = line.passed - line.recorded;
  if (unrecorded > 0) writesRecord(line, unrecorded, does);
}

/** Abroad the device's own traffic is charged apart from the plan, which must be there all the same. */
function roamsAt(line: Line, rate: number, does: Doing): void {
  line.abroadRate = rate;
  does.tell(passesAbroad, does.subject, reachesInternet(line) ? rate : 0);
}

export const chargingHandlers = {
  /** From the mobile network: where the device registers, with an operator that charges use abroad apart. No context stands then. */
  registeredAbroad(line: Line, isAbroad: boolean) {
    line.abroad = isAbroad;
  },

  /** The device begins to send and receive. */
  trafficStarted(line: Line, { rate }: { rate: number }, does: Doing) {
    if (line.abroad) {
      roamsAt(line, rate, does);
      return;
    }
    if (line.rate > 0) counts(line, does);
    line.ownRate = rate;
    passes(line, does);
  },

  /** It goes on at another rate: no record is written for that. */
  trafficChanged(line: Line, { rate }: { rate: number }, does: Doing) {
    if (line.abroad) {
      roamsAt(line, rate, does);
      return;
    }
    if (line.ownRate === rate && line.rate > 0) return;
    if (line.rate > 0) counts(line, does);
    line.ownRate = rate;
    passes(line, does);
  },

  trafficStopped(line: Line, _: undefined, does: Doing) {
    if (line.abroadRate > 0) {
      roamsAt(line, 0, does);
      return;
    }
    const wasPassing = line.rate > 0;
    if (wasPassing) counts(line, does);
    line.ownRate = 0;
    if (!wasPassing) return;
    passes(line, does);
    if (line.rate === 0) books(line, does);
  },

  /** Other devices of the line send and receive at this rate from now on; 0 is none. */
  othersChanged(line: Line, rate: number, does: Doing) {
    const wasPassing = line.rate > 0;
    if (wasPassing) counts(line, does);
    line.othersRate = rate;
    passes(line, does);
    if (wasPassing && line.rate === 0) books(line, does);
  },

  /** The special contexts of the device that are charged send and receive at this rate from now on; 0 is none. */
  specialChanged(line: Line, rate: number, does: Doing) {
    const wasPassing = line.rate > 0;
    if (wasPassing) counts(line, does);
    line.specialRate = rate;
    passes(line, does);
    if (wasPassing && line.rate === 0) books(line, does);
  },

  /** A special context that is not charged has passed so many bytes. Modem and virtual interface count them, no plan does. */
  zeroRatedSpecial(_line: Line, bytes: Bytes, does: Doing) {
    does.tell(modemCarried, does.subject, bytes);
    does.tell(zeroRated, does.subject, bytes);
  },

  /** What is wanted passes again: after what has passed is recorded, or when a line whose other devices wait has its plan. */
  passesOn(line: Line, _: undefined, does: Doing) {
    if (line.rate === 0) passes(line, does);
  },

  /**
   * The walled garden has passed so many bytes to a host on its list. Modem and local counter count them, no plan does.
   *
   * Assumption: what the list names is not charged, whether or not the line has a plan.
   */
  zeroRated(_line: Line, bytes: Bytes, does: Doing) {
    does.tell(modemCarried, does.subject, bytes);
    does.tell(windowsZeroRated, does.subject, bytes);
    does.tell(zeroRated, does.subject, bytes);
  },

  /** Books what the present session has passed: at its end, or when the line is cut off in the middle of it. */
  account(line: Line, _: undefined, does: Doing) {
    if (line.rate > 0) counts(line, does);
    if (line.abroadRate > 0 && !reachesInternet(line)) roamsAt(line, 0, does);
    books(line, does);
  },

  /** The session goes on, and what it may pass has changed: what has passed is booked, the rest is reckoned anew. */
  booksSession(line: Line, _: undefined, does: Doing) {
    if (line.rate === 0) return;
    does.self('account');
    does.self('goesOn');
  },

  /** After what the session has passed is recorded: the next slice begins there. */
  goesOn(_line: Line, _: undefined, does: Doing) {
    does.self('passesOn');
  },

  sliceFills(line: Line, _: undefined, does: Doing) {
    const { slice } = does.given.operator(does.subject).billing;
    writesRecord(line, slice, does);
    does.arm('sliceFills', transferTime(slice, line.rate));
  },

  rated(line: Line, reply: Reply<Bytes>, does: Doing) {
    line.billed = (line.billed + reply.answer) as Bytes;
    line.billedUpTo = Math.max(line.billedUpTo ?? 0, reply.about) as Microseconds;
    if (does.given.operator(does.subject).messages !== undefined)
      does.tell(booked, does.subject, { granted: line.granted, billed: line.billed, upTo: line.billedUpTo });
    if (line.mostBilled || !isShared(does) || line.granted === line.planFrom || line.billed < mostOf(line)) return;
    line.mostBilled = true;
    does.emit('mostBilled', line.billed);
  },

  mostIsUsed(line: Line, _: undefined, does: Doing) {
    line.mostUsed = true;
    does.emit('mostUsed', mostOf(line));
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
