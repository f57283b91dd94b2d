/**
 * The Mobile Plans app: hosts the purchase from its opening to the callback of the portal, has the profile downloaded or the
 * balance added, and waits until the device is online. The purchase record lives here; its flows are beside it.
 *
 *     1 app ── GetProviders ─▶ Mobile Plans service       5 app ── activation code ─▶ LPA ─▶ SM-DP+
 *     2 app ── launch URL ───▶ web portal                 6 eUICC installs and enables, modem registers
 *     3 portal ── order ─────▶ SM-DP+                     7 user opens the flyout ─▶ Mobile Plans service
 *     4 portal ── callback ──▶ app                        8 service ── GetBalance ─▶ operator API
 *
 * Source: Microsoft Learn, "Mobile Plans system architecture", "Mobile Plans callback notifications".
 */
import {
  count,
  type Microseconds,
  minutes,
  model,
  oneOf,
  small,
  state,
  type TransitionTable,
  time,
} from '../../sim/index.ts';
import { interfaceOf } from '../device/interfaces.ts';
import type { Callback } from '../messages/callbacks.ts';
import { portalWalkOf } from '../people/portal-walk.ts';
import { type EntryPoint, entryPoints } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import { openingOf } from './app-opening.ts';
import { fulfilmentKind } from './callback-checks.ts';
import { connectingOf, downloadOf, lookingOf } from './fulfilment.ts';
import { appPorts } from './mobile-plans-app-ports.ts';
import { type EndReason, endOf, endReasons } from './purchase-ends.ts';

type State =
  | 'notStarted'
  | 'loading'
  | 'selectProvider'
  | 'gateway'
  | 'portal'
  | 'portalError'
  | 'confirmExit'
  | 'toastWaiting'
  | 'toastShown'
  | 'downloading'
  | 'fulfilError'
  | 'switching'
  | 'activated'
  | 'waitingNetwork'
  | 'registered'
  | 'online'
  | 'done'
  | 'cancelled'
  | 'abandoned'
  | 'failed';
type Event =
  | 'opened'
  | 'providersShown'
  | 'gatewayShown'
  | 'continued'
  | 'stepTaken'
  | 'portalFailed'
  | 'triedAgain'
  | 'exitAsked'
  | 'stayed'
  | 'downloadBegan'
  | 'downloadDelayed'
  | 'toastDue'
  | 'downloadRetried'
  | 'downloadFailed'
  | 'cameBack'
  | 'switchBegan'
  | 'balanceAdded'
  | 'profileEnabled'
  | 'notRegistered'
  | 'registered'
  | 'firstByte'
  | 'flyoutSeen'
  | 'cancelled'
  | 'abandoned'
  | 'failed';

const leaving = { cancelled: 'cancelled', abandoned: 'abandoned', failed: 'failed' } as const;

/** Exactly one end each: done, cancelled (the buyer said so), abandoned (walked away), failed (a system did). */
const purchaseTable: TransitionTable<State, Event> = {
  notStarted: { opened: 'loading' },
  loading: { providersShown: 'selectProvider', gatewayShown: 'gateway', failed: 'failed' },
  selectProvider: { gatewayShown: 'gateway', abandoned: 'abandoned', failed: 'failed' },
  gateway: { continued: 'portal', abandoned: 'abandoned' },
  portal: {
    stepTaken: 'portal',
    portalFailed: 'portalError',
    exitAsked: 'confirmExit',
    downloadBegan: 'downloading',
    downloadDelayed: 'toastWaiting',
    switchBegan: 'switching',
    balanceAdded: 'activated',
    ...leaving,
  },
  portalError: { triedAgain: 'portal', ...leaving },
  confirmExit: { stayed: 'portal', cancelled: 'cancelled' },
  toastWaiting: { toastDue: 'toastShown', cancelled: 'cancelled' },
  toastShown: { downloadBegan: 'downloading', abandoned: 'abandoned' },
  downloading: {
    downloadRetried: 'downloading',
    downloadFailed: 'fulfilError',
    profileEnabled: 'activated',
    abandoned: 'abandoned',
    failed: 'failed',
  },
  fulfilError: { cameBack: 'portal', abandoned: 'abandoned', failed: 'failed' },
  switching: { profileEnabled: 'activated', failed: 'failed', abandoned: 'abandoned' },
  activated: { registered: 'registered', notRegistered: 'waitingNetwork', abandoned: 'abandoned', failed: 'failed' },
  waitingNetwork: {
    registered: 'registered',
    notRegistered: 'waitingNetwork',
    abandoned: 'abandoned',
    failed: 'failed',
  },
  registered: { firstByte: 'online', abandoned: 'abandoned' },
  online: { flyoutSeen: 'done' },
  done: { opened: 'loading' },
  cancelled: { opened: 'loading' },
  abandoned: { opened: 'loading' },
  failed: { opened: 'loading' },
};

const portalClosed = appPorts.portal.tells.closed;
const { connectClicked } = appPorts.windows.tells;
const { gotOnline, leftWithoutPlan } = appPorts.person.tells;

export const mobilePlansApp = model('purchase', {
  source: 'mobile-plans-callback-notifications.md',
  table: purchaseTable,
  record: {
    state: state(purchaseTable),
    /** Which purchase of the device this is, from 1. */
    nth: small(),
    /** The step of the portal that the buyer is at, by number. */
    step: count(),
    tries: count(),
    openedAt: time(),
    continuedAt: time(),
    onlineAt: time(),
    reason: oneOf(endReasons),
    entryPoint: oneOf(entryPoints),
  },
  kept: 'columns',
  timers: { toastDue: minutes(15) as Microseconds },
  facts: [
    'opened',
    'providersShown',
    'gatewayShown',
    'continued',
    'stepEntered',
    'stepTaken',
    'portalFailed',
    'exitAsked',
    'stayed',
    'declined',
    'callbackReceived',
    'callbackIgnored',
    'downloadDelayed',
    'toastShown',
    'downloadBegan',
    'downloadRetried',
    'downloadFailed',
    'cameBack',
    'balanceAdded',
    'profileEnabled',
    'notRegistered',
    'registered',
    'online',
    'done',
    'cancelled',
    'abandoned',
    'failed',
  ],
  given: {} as Surroundings,
  takes: {
    /** The person opens the app. One purchase at a time: while one is under way, opening the app only shows it. */
    opened(purchase, from: EntryPoint, does) {
      purchase.nth += 1;
      purchase.step = 0;
      purchase.entryPoint = from;
      purchase.openedAt = does.now;
      purchase.continuedAt = undefined;
      purchase.onlineAt = undefined;
      purchase.reason = undefined;
      does.move(purchase, 'opened');
      does.emit('opened', entryPoints.indexOf(from));
      does.stop(portalWalk);
      does.start(opening);
    },
    gatewayShown(purchase, _, does) {
      does.move(purchase, 'gatewayShown');
      does.emit('gatewayShown', does.now - purchase.openedAt!);
    },
    continued(purchase, _, does) {
      purchase.continuedAt = does.now;
      does.move(purchase, 'continued');
      does.emit('continued');
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
    },
    declined(_purchase, _, does) {
      does.emit('declined');
    },
    /** The page has not loaded: the app shows its load error page. */
    portalFailed(purchase, _, does) {
      does.move(purchase, 'portalFailed');
      does.emit('portalFailed', purchase.step);
    },
    triedAgain(purchase, _, does) {
      does.move(purchase, 'triedAgain');
    },
    /** The buyer has pressed the app's own exit, which asks once more. */
    exitAsked(purchase, _, does) {
      does.move(purchase, 'exitAsked');
      does.emit('exitAsked', purchase.step);
    },
    stayed(purchase, _, does) {
      does.move(purchase, 'stayed');
      does.emit('stayed', purchase.step);
    },
    /** A page of the portal has called the app. What is wrong with it is told to nobody but the portal: nothing happens. */
    callbackReceived(purchase, callback: Callback, does) {
      if (purchase.state !== 'portal') {
        does.emit('callbackIgnored', 0);
        return;
      }
      const kind = fulfilmentKind(callback, does.given.operator(does.subject));
      if (typeof kind !== 'string') {
        does.emit('callbackIgnored', kind.mistake);
        does.self('ends', 'callback refused');
        return;
      }
      does.emit('callbackReceived');
      if (kind === 'cancelled') {
        does.self('ends', 'pressed Cancel');
        return;
      }
      does.move(purchase, 'downloadBegan');
      does.emit('downloadBegan');
      does.start(download, callback);
    },
    downloadRetried(purchase, _, does) {
      purchase.tries += 1;
      does.move(purchase, 'downloadRetried');
      does.emit('downloadRetried', purchase.tries);
    },
    profileEnabled(purchase, _, does) {
      does.move(purchase, 'profileEnabled');
      does.emit('profileEnabled');
      does.start(connecting);
    },
    /** The new profile is on the network: the app has Windows connect with it, as if by hand. */
    registered(purchase, _, does) {
      does.move(purchase, 'registered');
      does.emit('registered');
      does.tell(connectClicked, interfaceOf(does.subject, 'cellular'), undefined);
    },
    /** The first internet byte: the activation is complete, counted from Continue. */
    online(purchase, _, does) {
      purchase.onlineAt = does.now;
      does.move(purchase, 'firstByte');
      does.emit('online', does.now - purchase.continuedAt!);
      does.tell(gotOnline, does.subject, undefined);
      does.start(looking);
    },
    done(purchase, _, does) {
      does.move(purchase, 'flyoutSeen');
      does.emit('done', does.now - purchase.openedAt!);
    },
    toastDue(purchase, _, does) {
      does.move(purchase, 'toastDue');
      does.emit('toastShown');
    },
    /** The one door through which a purchase ends without service. */
    ends(purchase, reason: EndReason, does) {
      purchase.reason = reason;
      const end = endOf[reason];
      does.move(purchase, end);
      does.emit(end, endReasons.indexOf(reason) + 1);
      does.stop(portalWalk);
      does.tell(portalClosed, does.subject, undefined);
      does.tell(leftWithoutPlan, does.subject, undefined);
    },
  },
});

const app = () => mobilePlansApp;
const opening = openingOf(app);
const portalWalk = portalWalkOf(app);
const download = downloadOf(app);
const connecting = connectingOf(app);
const looking = lookingOf(app);
