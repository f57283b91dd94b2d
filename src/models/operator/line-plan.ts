/**
 * How a line gets a plan: by an order, by a top-up, or before the run began.
 *
 *     cold, warm ── ordered ──▶ activating ── back end done ──▶ hot          ── fails ──▶ cold, warm, and the money goes back
 *     hotPrepaid, outOfData, expired ── ordered ──▶ hot: data is added, a new end is set
 */
import type { Bytes } from '../../sim/index.ts';
import { interfaceOf } from '../device/interfaces.ts';
import { contextCauses } from '../messages/causes.ts';
import { passedBy } from './line-usage.ts';
import { planEndOf } from './plan-time.ts';
import { type Doing, isHot, type Line, subscriptionPorts } from './subscription-record.ts';

const { provision, refund } = subscriptionPorts.ledger.tells;
const { waitOver } = subscriptionPorts.account.tells;
const { restored } = subscriptionPorts.owner.tells;
const { planBegins } = subscriptionPorts.warnings.tells;
const { probesAgain } = subscriptionPorts.windows.tells;
const { lost: contextLost } = subscriptionPorts.session.tells;

/** A line counts so many orders; further ones share the luck of the last. */
const ordersMost = 255;

/** The plan, or its next cycle, begins now: nothing of it is used, and billing knows that. */
export function beginsPlan(line: Line, does: Doing): void {
  line.planFrom = passedBy(line, does.now) as Bytes;
  line.billedUpTo = does.now;
  line.mostUsed = false;
  line.mostBilled = false;
  line.planEnd = planEndOf(does.given, does.subject, does.now);
  does.arm('planEnds', line.planEnd - does.now);
  if (does.given.operator(does.subject).messages !== undefined)
    does.tell(planBegins, does.subject, passedBy(line, does.now) as Bytes);
}

/** What somebody has been sending in vain while the line had no plan passes from now on, if it has one. */
export function passesWhatWaits(line: Line, does: Doing): void {
  if (line.othersRate > 0) does.self('passesOn');
}

/** The gateway knows of the new plan at once, or when there is a new packet context. Answers whether at once. */
function opensGateway(line: Line, does: Doing): boolean {
  if (does.given.operator(does.subject).network.reauthenticates) return true;
  line.needsNewContext = true;
  does.self('sessionRestarts');
  return false;
}

export const planHandlers = {
  /**
   * Money has been taken for the operator's plan. A line without one is activated: the HLR and the gateway learn of it
   * after `networkReady`. A prepaid line is topped up at once. Where no plan can go, the money goes back.
   */
  ordered(line: Line, _: undefined, does: Doing) {
    const plan = does.given.plan(does.subject);
    const { state } = line;
    does.emit('ordered', plan.price);
    if (state === 'cold' || state === 'warm') {
      const nth = line.orders;
      line.orders = Math.min(nth + 1, ordersMost);
      line.standing = state === 'warm' ? 'warm' : undefined;
      does.move(line, 'ordered');
      const { networkReady } = does.given.operator(does.subject).network;
      does.arm('backEndDone', does.given.sample(networkReady, does.draw('subscription.networkReady', nth)));
    } else if (state === 'outOfData' || state === 'expired' || (state === 'hotPrepaid' && !plan.postpaid)) {
      does.self('topsUp');
    } else {
      does.emit('orderRefused');
      does.self('givesBack');
    }
  },

  /** The price of the plan goes back to the buyer. */
  givesBack(_line: Line, _: undefined, does: Doing) {
    const plan = does.given.plan(does.subject);
    does.tell(refund, does.given.operatorOf(does.subject), { device: does.subject, amount: plan.price });
  },

  backEndDone(line: Line, _: undefined, does: Doing) {
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
    beginsPlan(line, does);
    does.emit('activated', plan.data);
    does.tell(provision, does.given.operatorOf(does.subject), { device: does.subject, amount: plan.price });
    if (!opensGateway(line, does)) return;
    if (line.orders > 1) does.tell(restored, does.subject, undefined);
    does.self('gatewayChanged');
  },

  /** Data and time are added, what an expired plan had left is lost. A plan that is over opens again, without detaching. */
  topsUp(line: Line, _: undefined, does: Doing) {
    const plan = does.given.plan(does.subject);
    const wasOver = line.state !== 'hotPrepaid';
    const kept = line.state === 'expired' ? line.passed : line.granted;
    // In a session, data counts from what has passed so far: it is booked first.
    if (line.rate > 0) does.self('booksSession');
    does.move(line, plan.postpaid ? 'postpaidReady' : 'toppedUp');
    line.cancelled = false;
    line.granted = (kept + plan.data) as Bytes;
    beginsPlan(line, does);
    does.emit('toppedUp', plan.data);
    does.tell(provision, does.given.operatorOf(does.subject), { device: does.subject, amount: plan.price });
    if (!wasOver || !opensGateway(line, does)) return;
    does.tell(waitOver, does.subject, undefined);
    does.tell(restored, does.subject, undefined);
    does.self('gatewayChanged');
  },

  /**
   * A network that cannot re-authenticate a session ends it, so that Windows makes a new one, where plans are sold in the
   * Mobile Plans app; elsewhere the provisioning file says what the device is to do.
   */
  sessionRestarts(_line: Line, _: undefined, does: Doing) {
    if (does.given.operator(does.subject).cosa.supportDataMarketplace)
      does.tell(contextLost, does.subject, contextCauses.regularDeactivation);
  },

  /** From the mobile network: a packet context of its own for the plan that has been waiting for one. */
  contextActivated(line: Line, _: undefined, does: Doing) {
    if (line.needsNewContext && isHot(line)) does.tell(waitOver, does.subject, undefined);
    line.needsNewContext = false;
    does.tell(restored, does.subject, undefined);
    passesWhatWaits(line, does);
  },

  /**
   * The gateway has opened or closed without detaching the device: Windows looks again what it can reach.
   *
   * Assumption: Windows notices at once that a gateway has opened, since it probes while there is no internet, and that one
   * has closed when traffic under way stops; an idle connection is not probed.
   */
  gatewayChanged(line: Line, _: undefined, does: Doing) {
    does.tell(probesAgain, interfaceOf(does.subject, 'cellular'), undefined);
    passesWhatWaits(line, does);
  },

  /** A line that had its plan before its owner came: no order, no money. One that has a plan by then, or has been deleted, stays so. */
  bornHot(line: Line, _: undefined, does: Doing) {
    if (line.state !== 'cold' && line.state !== 'warm') return;
    const plan = does.given.plan(does.subject);
    does.move(line, 'ordered');
    does.move(line, plan.postpaid ? 'postpaidReady' : 'prepaidReady');
    line.granted = plan.data;
    beginsPlan(line, does);
    passesWhatWaits(line, does);
  },

  bornWarm(line: Line, _: undefined, does: Doing) {
    does.move(line, 'preactivated');
  },

  /** By the operator: the line may register, and sees the walled garden. Only a cold line can be. */
  preactivated(line: Line, _: undefined, does: Doing) {
    if (line.state === 'cold') does.move(line, 'preactivated');
  },
};
