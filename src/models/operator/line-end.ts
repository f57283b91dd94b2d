/**
 * How a plan, a cycle or a line ends: by time, by its subscriber, by the operator.
 *
 *     hotPrepaid, outOfData ── plan ends ──▶ expired          hotPostpaid ── cycle ends ──▶ hotPostpaid, the next is paid
 *     hot ⇄ suspended          any ── deleted ──▶ terminated        any ── SIM reprogrammed ──▶ cold, a new line
 */
import type { Bytes } from '../../sim/index.ts';
import { registrationCauses } from '../messages/causes.ts';
import { beginsPlan, passesWhatWaits } from './line-plan.ts';
import { passedBy } from './line-usage.ts';
import { type Doing, isHot, type Line, subscriptionPorts } from './subscription-record.ts';

const { charge, provision } = subscriptionPorts.ledger.tells;
const { cycleEnded, ranOut, waitOver } = subscriptionPorts.account.tells;
const { cutOff } = subscriptionPorts.owner.tells;
const { networkDetaches } = subscriptionPorts.registrar.tells;
const { cycleBegins } = subscriptionPorts.roaming.tells;

/** Why the operator has suspended a line. */
type SuspendedFor = 'unpaid' | 'stolen';

/** With which cause a suspended line is rejected: as stolen equipment, or as a line that may not. */
export const causeOfSuspension = (reason: string | undefined): number =>
  reason === 'stolen' ? registrationCauses.illegalMe : registrationCauses.networkRefused;

export const endHandlers = {
  /** The network throws the line out, with the cause that its next registration gets. */
  detaches(_line: Line, cause: number, does: Doing) {
    does.tell(networkDetaches, does.subject, cause);
  },

  /** The subscriber wants no further cycle: the plan goes on to the end of this one. */
  cancels(line: Line, _: undefined, does: Doing) {
    if (!isHot(line)) return;
    line.cancelled = true;
    does.emit('cancelled');
  },

  /** By the operator: the bill is not paid, or the device is reported stolen. Only a line with a plan can be. */
  suspended(line: Line, reason: SuspendedFor, does: Doing) {
    if (!isHot(line)) return;
    does.move(line, 'suspended');
    line.standing = reason;
    does.emit('suspended');
    does.self('account');
    does.self('detaches', causeOfSuspension(reason));
  },

  /** The bill is paid, or the device is back: the line is what it was. A plan that ended meanwhile ends now. */
  settled(line: Line, _: undefined, does: Doing) {
    if (line.state !== 'suspended') return;
    const plan = does.given.plan(does.subject);
    does.move(line, plan.postpaid ? 'settledPostpaid' : 'settledPrepaid');
    line.standing = plan.postpaid && line.passed >= line.granted ? 'overDataLimit' : undefined;
    does.emit('settled');
    passesWhatWaits(line, does);
    if (does.now >= line.planEnd!) does.self('planEnds');
  },

  /** The number is ported out or deleted: the network no longer knows the IMSI. */
  terminated(line: Line, _: undefined, does: Doing) {
    if (line.state === 'terminated') return;
    if (line.state === 'activating') does.self('givesBack');
    does.move(line, 'terminated');
    line.standing = undefined;
    does.emit('terminated');
    does.cancel('backEndDone');
    does.cancel('planEnds');
    does.self('account');
    does.self('closes');
    does.self('detaches', registrationCauses.imsiUnknown);
  },

  /** The operator has written a new ICCID on the card: another line, without a plan. Assumption: a cold one. */
  reprogrammed(line: Line, _: undefined, does: Doing) {
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
    does.self('closes');
  },

  /** What the old line had left is not the new one's; its bytes are booked by then. */
  startsAnew(line: Line) {
    line.granted = line.passed;
    line.planFrom = line.passed;
  },

  /** The line is gone: what its last cycle owes is on the last bill, and nobody waits for a plan any more. */
  closes(_line: Line, _: undefined, does: Doing) {
    does.tell(cycleEnded, does.subject, undefined);
    if (does.given.operator(does.subject).roaming !== undefined) does.tell(cycleBegins, does.subject, undefined);
    does.tell(waitOver, does.subject, undefined);
  },

  /** The time of the plan is over. While suspended nothing happens: whoever settles finds it over. */
  planEnds(line: Line, _: undefined, does: Doing) {
    if (line.state === 'suspended') return;
    if (line.state === 'hotPostpaid' && !line.cancelled) {
      does.self('cycleEnds');
      return;
    }
    const wasHot = isHot(line);
    const wasUsed = line.rate > 0;
    const wasContract = line.state === 'hotPostpaid';
    does.move(line, 'planEnded');
    line.standing = undefined;
    does.emit('expired', Math.max(0, line.granted - line.passed));
    does.self('account');
    if (wasContract || does.given.operator(does.subject).roaming !== undefined) does.self('bills');
    if (!wasHot) return;
    does.tell(ranOut, does.subject, undefined);
    does.tell(cutOff, does.subject, undefined);
    if (wasUsed) does.self('gatewayChanged');
  },

  /** The next cycle is paid for, and its usage counts from nothing. */
  cycleEnds(line: Line, _: undefined, does: Doing) {
    const plan = does.given.plan(does.subject);
    const operator = does.given.operatorOf(does.subject);
    does.move(line, 'cycleEnded');
    line.standing = undefined;
    beginsPlan(line, does);
    does.emit('cycleEnded', passedBy(line, does.now));
    does.tell(charge, operator, { device: does.subject, amount: plan.price });
    does.tell(provision, operator, { device: does.subject, amount: plan.price });
    const { rate } = line;
    if (rate > 0) does.self('account');
    does.self('getsAllotment');
    does.self('bills');
    if (rate > 0) does.self('goesOn');
  },

  getsAllotment(line: Line, _: undefined, does: Doing) {
    line.granted = (line.passed + does.given.plan(does.subject).data) as Bytes;
  },

  /**
   * After what the session has passed is booked: what went beyond the allotment, and what was used abroad, is on the bill of
   * this cycle. Assumption: who has a prepaid plan gets a bill for use abroad when the plan ends.
   */
  bills(_line: Line, _: undefined, does: Doing) {
    does.tell(cycleEnded, does.subject, undefined);
    if (does.given.operator(does.subject).roaming !== undefined) does.tell(cycleBegins, does.subject, undefined);
  },
};
