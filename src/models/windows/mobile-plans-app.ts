/**
 * The Mobile Plans app: hosts the purchase from its opening to the callback of the portal, has the profile downloaded or the
 * balance added, and waits until the device is online. The purchase record lives here; its flows are beside it.
 *
 *     1 app ── GetProviders ─▶ Mobile Plans service       5 app ── activation code ─▶ LPA ─▶ SM-DP+
 *     2 app ── launch URL ───▶ web portal                 6 eUICC installs and enables, modem registers
 *     3 portal ── order ─────▶ SM-DP+                     7 user opens the flyout ─▶ Mobile Plans service
 *     4 portal ── callback ──▶ app                        8 service ── GetBalance ─▶ operator API
 *
 * What lasts minutes and hours is a state and a timer: the delay before a toast, the toast, the wait for a network that needs
 * time, the way back to the portal after a failure.
 *
 * Source: Microsoft Learn, "Mobile Plans system architecture", "Mobile Plans callback notifications", "Mobile Plans eSIM error
 * handling".
 */
import { type Bytes, type Microseconds, minutes, model, type Reply } from '../../sim/index.ts';
import { interfaceOf } from '../device/interfaces.ts';
import { type Callback, callbackMethods } from '../messages/callbacks.ts';
import {
  type ESimOperationStatus,
  eSimOperationStatus,
  portalActivationResult,
} from '../messages/esim-operation-status.ts';
import { portalWalkOf } from '../people/portal-walk.ts';
import { acceptedAfter, lastAcceptance } from '../people/toast.ts';
import { type EntryPoint, entryPoints } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import { recordOf, settingsOf } from './app-local-settings.ts';
import { openingOf } from './app-opening.ts';
import {
  type CallbackMistake,
  callbackMistakes,
  checked,
  type Fulfilment,
  resultOfMistake,
} from './callback-checks.ts';
import { connectingOf, downloadOf, lookingOf, switchingOf } from './fulfilment.ts';
import { appPorts, appSees } from './mobile-plans-app-ports.ts';
import { registrationAttempts, waitForRegistration } from './network-registration-interval.ts';
import { type EndReason, endOf, endReasons, isAfterCallback } from './purchase-ends.ts';
import { type Doing, type Purchase, purchaseFacts, purchaseRecord, purchaseTimers } from './purchase-record.ts';
import { isBeforeCallback, isOver, purchaseTable } from './purchase-table.ts';

const { closed: portalClosed, profileActivationCompleted, registrationChanged } = appPorts.portal.tells;
const { held, watched } = appPorts.radio.tells;
const { attempt } = appPorts.radio.asks;
const { connectClicked } = appPorts.windows.tells;
const { zeroRated } = appPorts.gateway.tells;
const { gotOnline, leftWithoutPlan, wentOn } = appPorts.person.tells;
const { codeReceived, downloadFailed, profileEnabled } = appPorts.localSettings.tells;

/** An attempt to register that has no outcome by then counts as failed. Assumption: above the 50 s of a registration. */
const attemptLatest = minutes(1);
/**
 * How often a buyer opens the portal again in one purchase.
 *
 * Assumption: three times; who has failed more often has given up, or telephones.
 */
const returnsMost = 3;

export const mobilePlansApp = model('purchase', {
  source: 'mobile-plans-callback-notifications.md',
  table: purchaseTable,
  record: purchaseRecord,
  kept: 'columns',
  timers: purchaseTimers,
  facts: purchaseFacts,
  given: {} as Surroundings,
  takes: {
    /**
     * Somebody opens the app. While a purchase is under way, that only shows it again: the invitation to download, too,
     * and the way back to the portal after a failure, which are taken then.
     */
    opened(purchase, from: EntryPoint, does) {
      if (!isOver(purchase.state)) {
        does.emit('shownAgain', entryPoints.indexOf(from));
        if (purchase.state === 'toastShown') does.self('toastAccepted');
        if (purchase.state === 'fulfilError') does.self('comesBack');
        return;
      }
      purchase.nth = Math.min(purchase.nth + 1, countedMost);
      purchase.step = 0;
      purchase.tries = 0;
      purchase.attempts = 0;
      purchase.returns = 0;
      purchase.interval = 0;
      purchase.kind = undefined;
      purchase.entryPoint = from;
      purchase.openedAt = does.now;
      purchase.continuedAt = undefined;
      purchase.onlineAt = undefined;
      purchase.reason = undefined;
      does.move(purchase, 'opened');
      does.emit('opened', entryPoints.indexOf(from));
      does.start(opening);
    },

    /** The list of operators, which only PCs with an eSIM show; the value of the fact is how many there are. */
    providersShown(purchase, operators: number, does) {
      does.move(purchase, 'providersShown');
      does.emit('providersShown', operators);
    },

    /** The value of the second fact is the place of the template among those of the operator. */
    gatewayShown(purchase, template: number, does) {
      does.move(purchase, 'gatewayShown');
      does.emit('gatewayShown', does.now - purchase.openedAt!);
      does.emit('gatewayTemplate', template);
    },

    continued(purchase, _: undefined, does) {
      purchase.continuedAt = does.now;
      does.move(purchase, 'continued');
      does.emit('continued');
      does.tell(wentOn, does.subject, undefined);
      does.stop(portalWalk);
      does.start(portalWalk);
    },

    /** The value of these two facts is the number of the portal step, from 0. */
    stepEntered(purchase, step: number, does) {
      purchase.step = step;
      does.emit('stepEntered', step);
    },
    stepTaken(purchase, step: number, does) {
      if (purchase.state === 'portal') does.move(purchase, 'stepTaken');
      does.emit('stepTaken', step);
      does.tell(wentOn, does.subject, undefined);
    },

    /** A page has not come: the app shows its error page. Behind the app's own work it is nobody's concern. */
    portalFailed(purchase, _: undefined, does) {
      if (purchase.state === 'portal') does.move(purchase, 'portalFailed');
      does.emit('portalFailed', purchase.step);
    },
    triedAgain(purchase, _: undefined, does) {
      if (purchase.state === 'portalError') does.move(purchase, 'triedAgain');
      does.emit('triedAgain', purchase.step);
    },

    /** Pages of the portal come through the walled garden: the line counts them and charges nobody. */
    pageLoadedFree(_purchase, bytes: Bytes, does) {
      does.tell(zeroRated, does.subject, bytes);
    },

    /** The app's own exit asks whether the buyer means it. */
    exitAsked(purchase, _: undefined, does) {
      if (purchase.state !== 'portal') return;
      does.move(purchase, 'exitAsked');
      does.emit('exitAsked', purchase.step);
    },
    stayed(purchase, _: undefined, does) {
      if (purchase.state !== 'confirmExit') return;
      does.move(purchase, 'stayed');
      does.emit('stayed', purchase.step);
    },

    declined(_purchase, _: undefined, does) {
      does.emit('declined');
    },

    /** A page of the portal has called the app. The value of the fact is the number of the method, from 1. */
    callbackReceived(purchase, callback: Callback, does) {
      const asked = checked(callback, does.given.operator(does.subject), does.look(appSees.modems));
      if ('mistake' in asked) {
        ignores(asked.mistake, does);
        if (resultOfMistake[asked.mistake] !== undefined) does.self('ends', 'callback refused');
        return;
      }
      const mistake = mistakeNow(purchase, callback, asked);
      if (mistake !== undefined) {
        ignores(mistake, does);
        return;
      }
      does.emit('callbackReceived', callbackMethods.indexOf(callback.method) + 1);
      if (asked.kind === 'operationCancel') does.self('ends', 'cancelled the download');
      else if (asked.kind === 'cancelledPurchase') does.self('ends', 'pressed Cancel');
      else fulfils(purchase, callback, asked, does);
    },

    /** The delay of the page is over, to the microsecond. */
    toastDue(purchase, _: undefined, does) {
      does.move(purchase, 'toastDue');
      does.emit('toastShown');
      const { acceptsToast } = does.given.group(does.subject).user;
      does.arm('toastSettles', acceptance(purchase, does) ?? lastAcceptance(acceptsToast));
    },

    /** The toast is accepted, or it has become certain that it never is. */
    toastSettles(purchase, _: undefined, does) {
      if (acceptance(purchase, does) === undefined) does.self('ends', 'toast never accepted');
      else does.self('toastAccepted');
    },

    toastAccepted(purchase, _: undefined, does) {
      does.cancel('toastSettles');
      does.move(purchase, 'downloadBegan');
      does.emit('toastAccepted');
      does.emit('downloadBegan');
      does.start(download, keptCode(does));
    },

    /** The value of this fact is the number of the new try, from 1. */
    downloadRetried(purchase, status: ESimOperationStatus, does) {
      purchase.tries += 1;
      does.move(purchase, 'downloadRetried');
      does.emit('downloadRetried', purchase.tries);
      does.tell(downloadFailed, recordOf(does.subject), { device: does.subject, status });
    },

    /** The app has given up: the buyer opens the portal again, which is told why, or not. The fact has the status. */
    downloadFailed(purchase, status: ESimOperationStatus, does) {
      does.move(purchase, 'downloadFailed');
      does.emit('downloadFailed', eSimOperationStatus[status]);
      does.tell(downloadFailed, recordOf(does.subject), { device: does.subject, status });
      does.tell(profileActivationCompleted, does.subject, portalActivationResult(status));
      if (comesBack(purchase, does)) returnsLater(purchase, does);
      else does.self('ends', 'profile download failed');
    },

    /** The buyer opens the portal again, from its first step, with the errors of the LPA in the headers. */
    comesBack(purchase, _: undefined, does) {
      does.cancel('comesBack');
      purchase.returns += 1;
      purchase.step = 0;
      does.move(purchase, 'cameBack');
      does.emit('cameBack', purchase.returns);
      releases(purchase, does);
      does.stop(portalWalk);
      does.start(portalWalk);
    },

    /** The other profile could not be enabled. */
    switchFailed(_purchase, status: ESimOperationStatus, does) {
      does.tell(profileActivationCompleted, does.subject, portalActivationResult(status));
      does.self('ends', 'profile could not be enabled');
    },

    profileEnabled(purchase, _: undefined, does) {
      does.move(purchase, 'profileEnabled');
      does.emit('profileEnabled');
      does.tell(profileEnabled, recordOf(does.subject), does.subject);
      does.tell(profileActivationCompleted, does.subject, 'success');
      if (purchase.kind !== 'downloadThenWait') {
        does.start(connecting);
        return;
      }
      does.move(purchase, 'notRegistered');
      does.emit('notRegistered');
      does.arm('networkDue', waitForRegistration(purchase.interval));
    },

    /** The background task of the app: the modem may try once to register. The value of the fact counts from 1. */
    networkDue(purchase, _: undefined, does) {
      purchase.attempts += 1;
      does.emit('registrationAttempted', purchase.attempts);
      does.arm('networkDue');
      does.ask(attempt, does.subject, undefined, {
        then: 'attemptEnded',
        within: attemptLatest,
        about: purchase.attempts,
        occurrence: purchase.attempts,
      });
    },

    /** After the last attempt the app asks its user to open the portal, where somebody may know more. */
    attemptEnded(purchase, reply: Reply<true>, does) {
      if (purchase.state !== 'waitingNetwork' || reply.about !== purchase.attempts) return;
      if (reply.outcome === 'answered') {
        does.cancel('networkDue');
        does.tell(held, does.subject, false);
        does.self('registered');
        does.start(connecting, 'registered');
        return;
      }
      // An attempt that waits for the modem is called off: the next one comes when it is due.
      does.tell(held, does.subject, true);
      if (purchase.attempts < registrationAttempts) {
        does.move(purchase, 'notRegistered');
        does.emit('notRegistered', purchase.attempts);
      } else {
        does.emit('portalAsked');
        does.self('ends', 'registration denied');
      }
    },

    /** From the registration, while the app watches it: the page hears of it. Off the network is deregistered there. */
    registrationChanged(_purchase, now: NetworkState, does) {
      does.tell(registrationChanged, does.subject, now === 'none' ? 'deregistered' : now);
    },

    /** The new profile is on the network: the app has Windows connect with it, as if by hand. */
    registered(purchase, _: undefined, does) {
      does.move(purchase, 'registered');
      does.emit('registered');
      does.tell(connectClicked, interfaceOf(does.subject, 'cellular'), undefined);
    },

    /** The first internet byte: the activation is complete, counted from Continue. */
    online(purchase, _: undefined, does) {
      purchase.onlineAt = does.now;
      does.move(purchase, 'firstByte');
      does.emit('online', does.now - purchase.continuedAt!);
      does.tell(watched, does.subject, false);
      does.tell(gotOnline, does.subject, undefined);
      does.start(looking);
    },

    done(purchase, _: undefined, does) {
      does.move(purchase, 'flyoutSeen');
      does.emit('done', does.now - purchase.openedAt!);
    },

    /**
     * The one door through which a purchase ends without service. Whoever leaves the page after its callback leaves the app
     * at work; and a purchase ends once.
     */
    ends(purchase, reason: EndReason, does) {
      if (isOver(purchase.state) || !(isBeforeCallback(purchase.state) || isAfterCallback(reason))) return;
      if (reason === 'order failed' && purchase.state === 'portal' && comesBack(purchase, does)) {
        does.move(purchase, 'orderFailed');
        does.emit('orderFailed');
        returnsLater(purchase, does);
        return;
      }
      purchase.reason = reason;
      const end = endOf[reason];
      does.move(purchase, end);
      does.emit(end, endReasons.indexOf(reason) + 1);
      for (const timer of ['toastDue', 'toastSettles', 'networkDue', 'comesBack'] as const) does.cancel(timer);
      for (const flow of [opening, portalWalk, download, switching, connecting]) does.stop(flow);
      releases(purchase, does);
      does.tell(portalClosed, does.subject, undefined);
      does.tell(leftWithoutPlan, does.subject, undefined);
    },
  },
});

/** As Windows names where the device stands on the network. */
type NetworkState = 'none' | 'deregistered' | 'searching' | 'home' | 'roaming' | 'partner' | 'denied';

/** Purchases of a device are counted up to here. */
const countedMost = 255;

/** The callback does nothing; the page is told why, unless it is a stranger's. */
function ignores(mistake: CallbackMistake, does: Doing): void {
  does.emit('callbackIgnored', callbackMistakes[mistake]);
  const result = resultOfMistake[mistake];
  if (result !== undefined) does.tell(profileActivationCompleted, does.subject, result);
}

/** Why a callback that is right in itself does nothing now; undefined when it runs. */
function mistakeNow(purchase: Purchase, callback: Callback, { kind }: Fulfilment): CallbackMistake | undefined {
  if (kind !== 'operationCancel') return purchase.state === 'portal' ? undefined : 'operationUnderWay';
  const isMeant = callback.context === undefined || callback.context === purchase.nth;
  if (purchase.kind !== 'delayedDownload' || !isMeant) return 'unknownOperation';
  return purchase.state === 'toastWaiting' ? undefined : 'toastShownBefore';
}

/** A callback is accepted: the app gets to work. */
function fulfils(purchase: Purchase, callback: Callback, { kind, activationCode }: Fulfilment, does: Doing): void {
  purchase.kind = kind;
  does.tell(watched, does.subject, true);
  if (activationCode !== undefined)
    does.tell(codeReceived, recordOf(does.subject), { device: does.subject, activationCode });
  if (kind === 'delayedDownload') {
    const delay = minutes(callback.downloadDelay ?? 0);
    does.move(purchase, 'downloadDelayed');
    does.emit('downloadDelayed', delay);
    does.arm('toastDue', delay);
  } else if (kind === 'balance') {
    does.move(purchase, 'balanceAdded');
    does.emit('balanceAdded');
    does.start(connecting);
  } else if (kind === 'switch') {
    does.move(purchase, 'switchBegan');
    does.emit('switchBegan');
    does.start(switching);
  } else {
    // Held back before the profile is enabled: the modem would search as soon as it has read the card again.
    if (kind === 'downloadThenWait') {
      purchase.interval = callback.networkRegistrationInterval ?? 0;
      does.tell(held, does.subject, true);
    }
    does.move(purchase, 'downloadBegan');
    does.emit('downloadBegan');
    does.start(download, activationCode);
  }
}

/** The activation code that the app has kept for the toast. */
const keptCode = (does: Doing): string | undefined =>
  settingsOf(does.look(appSees.localSettings, recordOf(does.subject)), does.subject).activationCode;

/** When the toast of this purchase is accepted, from its showing; undefined for never. */
const acceptance = (purchase: Purchase, does: Doing): Microseconds | undefined =>
  acceptedAfter(does.given.group(does.subject).user.acceptsToast, does.draw('toast.accepts', purchase.nth));

/** How manieth return to the portal this would be, among all of the device. */
const occurrenceOf = ({ nth, returns }: Purchase): number => nth * (returnsMost + 1) + returns;

const comesBack = (purchase: Purchase, does: Doing): boolean =>
  purchase.returns < returnsMost &&
  does.draw('user.comesBack', occurrenceOf(purchase)) < does.given.group(does.subject).user.comesBack;

function returnsLater(purchase: Purchase, does: Doing): void {
  const { comesBackAfter } = does.given.group(does.subject).user;
  does.arm('comesBack', does.given.sample(comesBackAfter, does.draw('user.comesBackAfter', occurrenceOf(purchase))));
}

/** The modem goes its own ways again, and the app no longer listens to it. */
function releases(purchase: Purchase, does: Doing): void {
  if (purchase.kind === undefined) return;
  if (purchase.kind === 'downloadThenWait') does.tell(held, does.subject, false);
  does.tell(watched, does.subject, false);
  purchase.kind = undefined;
}

const app = () => mobilePlansApp;
const opening = openingOf(app);
const portalWalk = portalWalkOf(app);
const download = downloadOf(app);
const switching = switchingOf(app);
const connecting = connectingOf(app);
const looking = lookingOf(app);
