/**
 * A buyer at a page of the portal: it loads, is looked at, answers what was entered, shows an error, calls the app. How long
 * all that takes decides who is still there afterwards.
 *
 * Source: Microsoft Learn, "Mobile Plans web portal", "Mobile Plans callback notifications".
 */
import {
  type Conversation,
  type Distribution,
  type FlowWords,
  its,
  type Microseconds,
  minutes,
  type RecordOf,
  RequestFailure,
  seconds,
} from '../../sim/index.ts';
import type { CallbackMethod } from '../messages/callbacks.ts';
import { portalLaunchOf, transactionOf } from '../messages/of-device.ts';
import { callbackOf } from '../operator/portal-page.ts';
import { soldOut } from '../operator/profile-stock.ts';
import type { PortalSettings, PortalStep } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import { transferTime } from '../transfer-time.ts';
import { isZeroRated } from '../walled-garden.ts';
import { revocationDelay } from '../walled-garden-hosts.ts';
import { lpaErrorsOf, recordOf, settingsOf } from '../windows/app-local-settings.ts';
import type { mobilePlansApp } from '../windows/mobile-plans-app.ts';
import { appPorts, appSees } from '../windows/mobile-plans-app-ports.ts';
import type { EndReason } from '../windows/purchase-ends.ts';

type App = typeof mobilePlansApp;
export type AppWords = FlowWords<RecordOf<App['record']>, App['takes'], Surroundings, undefined>;

/** What a step comes to: `ok`, `error`, `timeout`, `soldOut`, or the result of a call by its name. */
export type Outcome = string;

const { openPage, call, placeOrder } = appPorts.portal.asks;

/** How long the page waits for its order, the operator's systems behind it included. Assumption: no document gives one. */
const orderLimit = minutes(2);
/** Assumption: the dialog "Do you want to leave?" is answered in so much time. */
const exitThink = seconds(3);

/** The walk is over, and so is the purchase unless the app has taken it on. */
export const leaving = (reason: EndReason): RequestFailure => new RequestFailure('cancelled', 'portal walk', 0, reason);

/** Whether the purchase is still in the portal, and not in the hands of the app. */
export const isWithBuyer = ({ state }: Readonly<{ state: string }>): boolean =>
  state === 'portal' || state === 'portalError' || state === 'confirmExit';

/** What a buyer does at pages, whichever they are. */
export class PortalPage {
  private readonly words: AppWords;
  private readonly portal: PortalSettings;
  /** The purchase this walk belongs to. */
  private readonly purchase: number;
  private isLaunched = false;
  private activationCode: string | undefined;
  /** Whether the last answer waited for was that to an order. */
  private isOrdering = false;
  private hasCalled = false;
  /** Whether an order that was left to what the device needs has brought balance. */
  private hasAddedBalance = false;
  /** The operation of the last callback that the app took on. */
  private context: number | undefined;
  /** Calls made so far, by name. */
  private readonly made = new Map<string, number>();

  constructor(words: AppWords) {
    this.words = words;
    this.portal = words.given.operator(words.subject).portal;
    this.purchase = words.record().nth;
  }

  isWithBuyer(): boolean {
    const purchase = this.words.record();
    return purchase.nth === this.purchase && isWithBuyer(purchase);
  }

  /** Whether the purchase has ended while its pages were still open. */
  isOver(): boolean {
    const { state, nth } = this.words.record();
    return (
      nth !== this.purchase || state === 'done' || state === 'cancelled' || state === 'abandoned' || state === 'failed'
    );
  }
  /** The page of a step, and with the first one the launch. A step without a page costs nothing, unless it is the first. */
  *load(at: number, step: PortalStep): Conversation<void> {
    if (step.page === undefined && this.isLaunched) return;
    if (!this.isLaunched) {
      const { subject, given, after } = this.words;
      yield* its(after(revocationDelay(given, subject)));
    }
    for (;;) {
      const failure = yield* this.triesToLoad(at, step);
      if (failure === undefined) {
        yield* this.countsPage(step);
        return;
      }
      yield* this.loadErrorPage(step, failure);
    }
  }

  /**
   * A page that has come over mobile broadband through the walled garden is not charged.
   *
   * Assumption: a page weighs what its resources do; requests and the first document are small beside them.
   */
  private *countsPage({ page }: PortalStep): Conversation<void> {
    const { given, subject, tell } = this.words;
    if (page === undefined || page.bytes === 0) return;
    const from = this.portal.cdn === undefined ? 'portal' : 'portalResources';
    if (isZeroRated(given, subject, from)) yield* its(tell('pageLoadedFree', page.bytes));
  }

  /** Resources one after the other; where a content network has them, the portal itself sends only the first. */
  private *triesToLoad(at: number, step: PortalStep): Conversation<RequestFailure | undefined> {
    const { subject: device, given, ask, after, now, draw } = this.words;
    const { pageTimeout, resourceTime, loadFails, cdn } = this.portal;
    const over = given.wayTo(device, 'portal');
    const rate = given.rateTo(device) / 8;
    const luck = loadFails > 0 ? draw(`portal.${step.name}.loadFails`) : 1;
    const launch = this.isLaunched ? undefined : this.launch();
    const limit = this.limited(pageTimeout, now() + this.patience(step, 'page'));
    const from = now();
    try {
      const page = { step: at, roundTrip: over.roundTrip, rate, luck, launch };
      yield* its(ask(openPage, device, page, { over, within: limit.within }));
      this.isLaunched = true;
      if (cdn === undefined || step.page === undefined) return undefined;
      const resources = given.wayTo(device, 'portalResources');
      if (!resources.up) return new RequestFailure('unreachable', 'resources of a page');
      const others = Math.max(0, step.page.resources - 1) * (resources.roundTrip + resourceTime);
      const rest = others + transferTime(step.page.bytes, rate);
      const left = limit.within - (now() - from);
      yield* its(after(Math.min(rest, left)));
      if (rest > left) throw new RequestFailure('timedOut', 'resources of a page');
      return undefined;
    } catch (failure) {
      return limit.judges(failure);
    }
  }

  private launch() {
    const { subject: device, given, bits, look } = this.words;
    return portalLaunchOf(given, device, bits, {
      session: look(appSees.portals).sessions,
      card: look(appSees.sims).card,
      hasOwnProfile: given.group(device).ownProfile || look(appSees.cards).state !== 'noProfile',
      lpaErrors: lpaErrorsOf(
        given.settings.startUtc_ms,
        settingsOf(look(appSees.localSettings, recordOf(device)), device),
      ),
    });
  }

  /** The app's own page in place of one that did not load. */
  private *loadErrorPage({ name }: PortalStep, failure: RequestFailure): Conversation<void> {
    const { after, tell } = this.words;
    if (this.isWithBuyer()) yield* its(tell('portalFailed'));
    if (this.isOver() || !this.happens(`portal.${name}.loadError`, this.portal.errorPage.triesAgain))
      throw leaving(failure.outcome === 'unreachable' ? 'no internet connection' : 'portal did not load');
    yield* its(after(this.time(this.portal.errorPage.think, `portal.${name}.loadError.think`)));
    if (this.isWithBuyer()) yield* its(tell('triedAgain'));
  }

  *thinks({ name, think }: PortalStep): Conversation<void> {
    yield* its(this.words.after(this.time(think, `portal.${name}.think`)));
  }

  /** By the portal's Cancel button, by the app's own exit, or without a word. Who stays after all goes on. */
  *leaves(step: PortalStep): Conversation<void> {
    const { draw, tell, after } = this.words;
    const { leavesBy, staysAfterAll } = this.portal;
    const luck = leavesBy.cancel + leavesBy.exit > 0 ? draw(`portal.${step.name}.leavesBy`) : 1;
    if (!this.isWithBuyer() || luck >= leavesBy.cancel + leavesBy.exit) throw leaving('left at a step');
    if (luck < leavesBy.cancel) {
      yield* this.handsOver(step, 'notifyCancelledPurchase');
      // To an app that does not listen to this host, nobody has pressed anything.
      throw leaving('left at a step');
    }
    yield* its(tell('exitAsked'));
    yield* its(after(exitThink));
    if (!this.happens(`portal.${step.name}.stays`, staysAfterAll)) throw leaving('left by the exit');
    yield* its(tell('stayed'));
  }

  /** What the operator's systems say to what was entered: to its calls, one after the other, and to its order. */
  *answer(at: number, step: PortalStep): Conversation<Outcome> {
    const { subject: device, given, ask, now } = this.words;
    this.isOrdering = false;
    if (step.calls.length === 0 && step.order === undefined) return 'ok';
    const deadline = now() + this.patience(step, 'answer');
    for (const one of step.calls) {
      const request = { ...one, nth: this.nthOf(`${one.tier}.${one.call}`) };
      const over = given.wayTo(device, 'portal');
      const limit = this.limited(this.portal.pageTimeout, deadline);
      try {
        const result = yield* its(ask(call, device, request, { over, within: limit.within }));
        if (result !== 'ok') return result;
      } catch (failure) {
        return outcomeOf(limit.judges(failure));
      }
    }
    if (step.order === undefined) return 'ok';
    this.isOrdering = true;
    const limit = this.limited(orderLimit, deadline);
    try {
      const over = given.wayTo(device, 'portal');
      const sold = yield* its(ask(placeOrder, device, at, { over, within: limit.within }));
      this.activationCode = sold.activationCode;
      this.hasAddedBalance = step.order === 'bySim' && sold.activationCode === undefined;
      return 'ok';
    } catch (failure) {
      return outcomeOf(limit.judges(failure));
    }
  }

  /** The portal's own error page, from which the buyer tries the step again, or leaves. */
  *errorPage({ name }: PortalStep, outcome: Outcome): Conversation<void> {
    const { triesAgain, think } = this.portal.errorPage;
    if (this.isOver() || !this.happens(`portal.${name}.errorPage`, triesAgain)) {
      if (outcome === 'soldOut') throw leaving('sold out');
      throw leaving(this.isOrdering ? 'order failed' : 'ended by the portal');
    }
    yield* its(this.words.after(this.time(think, `portal.${name}.errorPage.think`)));
  }

  /**
   * Where the order was left to what the device needs, and that was balance, the callback is that of balance. Assumption: it
   * names the profile when that is on the eUICC and not enabled.
   */
  *callsApp(step: PortalStep): Conversation<void> {
    if (step.callback === undefined) return;
    if (!this.hasAddedBalance) {
      yield* this.handsOver(step, step.callback);
      return;
    }
    const withIccid = step.withIccid || this.words.look(appSees.cards).state === 'disabled';
    yield* this.handsOver({ ...step, order: 'balance', withIccid }, 'notifyBalanceAddition');
  }

  /** The page's script calls the app. The moment that passes is for the app to take the callback, or not. */
  private *handsOver(step: PortalStep, method: CallbackMethod): Conversation<void> {
    const { subject: device, given, bits, look, tell, after, record } = this.words;
    const session = look(appSees.portals);
    const { sim, ownProfile } = given.group(device);
    const callback = callbackOf(
      session,
      {
        portal: this.portal,
        planName: given.plan(device).name,
        transactionId: transactionOf(device, bits, session.sessions - 1),
        iccid: given.identity.iccid(device, look(appSees.sims).card),
        isKnown: sim !== 'esim' || ownProfile,
        activationCode: this.activationCode,
        context: this.context,
      },
      step,
      method,
    );
    this.hasCalled = true;
    yield* its(tell('callbackReceived', callback));
    yield* its(after(0));
    if (!this.isWithBuyer() && !this.isOver()) this.context = record().nth;
  }

  /** Why a purchase is over that has come to its last page and that the app has not taken on. */
  whyNothingCame(): EndReason {
    return this.hasCalled ? 'callback refused' : 'ended by the portal';
  }

  /** How long the buyer bears it that a page, or an answer, shows nothing. */
  private patience({ name }: PortalStep, what: 'page' | 'answer'): number {
    const { patience } = this.portal;
    return patience === undefined ? Infinity : this.time(patience, `portal.${name}.patience.${what}`);
  }

  /** The time limit of a request: the browser's own, or what is left of the buyer's patience. */
  private limited(own: Microseconds, patientUntil: number) {
    const patience = patientUntil - this.words.now();
    if (patience <= 0) throw leaving('lost patience with a page');
    return {
      within: Math.ceil(Math.min(own, patience)) as Microseconds,
      /** What has failed, if it was not the buyer's patience. */
      judges(failure: unknown): RequestFailure {
        if (!(failure instanceof RequestFailure)) throw failure;
        if (failure.outcome === 'timedOut' && patience < own) throw leaving('lost patience with a page');
        return failure;
      },
    };
  }

  private time(distribution: Distribution, purpose: string): number {
    return this.words.given.sample(distribution, this.words.draw(purpose));
  }

  private happens(purpose: string, share: number): boolean {
    return share > 0 && this.words.draw(purpose) < share;
  }

  private nthOf(name: string): number {
    const nth = this.made.get(name) ?? 0;
    this.made.set(name, nth + 1);
    return nth;
  }
}

/** What a failed request is to the flow. */
function outcomeOf({ outcome, code, detail }: RequestFailure): 'soldOut' | 'timeout' | 'error' {
  if (detail === soldOut) return 'soldOut';
  return outcome === 'timedOut' || code === 504 ? 'timeout' : 'error';
}
