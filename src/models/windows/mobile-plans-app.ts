/**
 * The Mobile Plans app: hosts the purchase from gateway page to callback, has the profile downloaded, and waits until the
 * device is online. The purchase record and the flow that tells it live here.
 *
 *     1 app ── GetProviders ─▶ Mobile Plans service       5 app ── activation code ─▶ LPA ─▶ SM-DP+
 *     2 app ── launch URL ───▶ web portal                 6 eUICC installs and enables, modem registers
 *     3 portal ── order ─────▶ SM-DP+                     7 user opens the flyout ─▶ Mobile Plans service
 *     4 portal ── activation code ─▶ app                  8 service ── GetBalance ─▶ operator API
 *
 * Source: Microsoft Learn, "Mobile Plans system architecture", "Mobile Plans callback notifications".
 */
import { catchError, concat, concatMap, defer, EMPTY, ignoreElements, type Observable, throwError } from 'rxjs';
import {
  count,
  type Distribution,
  type Flow,
  flow,
  minutes,
  model,
  oneOf,
  port,
  RequestFailure,
  seconds,
  state,
  type TransitionTable,
  time,
} from '../../sim/index.ts';
import { parseActivationCode } from '../activation-code.ts';
import { interfaceOf } from '../device/interfaces.ts';
import type { registration } from '../device/registration.ts';
import { type ESimOperationStatus, isRetryable } from '../messages/esim-operation-status.ts';
import { portalLaunchOf } from '../messages/of-device.ts';
import { purchaseMetadataMistakes } from '../messages/purchase-metadata.ts';
import type { mobilePlansService } from '../microsoft/mobile-plans-service.ts';
import type { mobileOperatorWebPortal, ProfileDownloadCallback } from '../operator/mobile-operator-web-portal.ts';
import type { user } from '../people/user.ts';
import type { Surroundings } from '../surroundings.ts';
import type { connection } from './connection.ts';
import type { lpa } from './lpa.ts';
import type { networkFlyout } from './network-flyout.ts';

type State =
  | 'notStarted'
  | 'loading'
  | 'gateway'
  | 'portal'
  | 'ordering'
  | 'downloading'
  | 'activated'
  | 'registered'
  | 'online'
  | 'done'
  | 'abandoned'
  | 'failed';
type Event =
  | 'opened'
  | 'gatewayShown'
  | 'continued'
  | 'stepTaken'
  | 'declined'
  | 'orderConfirmed'
  | 'codeReceived'
  | 'downloadRetried'
  | 'profileEnabled'
  | 'registered'
  | 'firstByte'
  | 'flyoutSeen'
  | 'abandoned'
  | 'failed';

const leaving = { abandoned: 'abandoned', failed: 'failed' } as const;

/**
 * Exactly one end each: done, abandoned (the user left), failed (a system did). People leave where they choose or wait for
 * the profile or the network; systems fail where they are asked.
 */
const purchaseTable: TransitionTable<State, Event> = {
  notStarted: { opened: 'loading' },
  loading: { gatewayShown: 'gateway', failed: 'failed' },
  gateway: { continued: 'portal' },
  portal: { stepTaken: 'portal', declined: 'portal', orderConfirmed: 'ordering', ...leaving },
  ordering: { codeReceived: 'downloading', failed: 'failed' },
  downloading: { downloadRetried: 'downloading', profileEnabled: 'activated', ...leaving },
  activated: { registered: 'registered', ...leaving },
  registered: { firstByte: 'online', abandoned: 'abandoned' },
  online: { flyoutSeen: 'done' },
  done: {},
  abandoned: {},
  failed: {},
};

/** Why a purchase ended without service. The last word of the fact `ended`, as a number from 1. */
export const endReasons = [
  'no internet connection',
  'Mobile Plans service failed',
  'portal did not load',
  'left at sign-in',
  'left at pick',
  'left at pay',
  'left at confirm',
  'payment declined',
  'profile order failed',
  'activation code refused',
  'profile download failed',
  'registration denied',
  'lost patience with the download',
  'lost patience with the network',
] as const;
export type EndReason = (typeof endReasons)[number];

const service = port<typeof mobilePlansService>('Mobile Plans service');
const portal = port<typeof mobileOperatorWebPortal>('web portal');
const profileAssistant = port<typeof lpa>('LPA');
const radio = port<typeof registration>('registration');
const windows = port<typeof connection>('connection');
const flyout = port<typeof networkFlyout>('network flyout');
const person = port<typeof user>('user');
const getProviders = service.asks.getProviders;
const { openPage, pay, placeOrder } = portal.asks;
const portalClosed = portal.tells.closed;
const download = profileAssistant.asks.download;
const { awaitRegistered } = radio.asks;
const { awaitInternet } = windows.asks;
const { connectClicked } = windows.tells;
const lookAtFlyout = flyout.asks.look;
const { gotOnline, leftWithoutPlan } = person.tells;
export const appPorts = { service, portal, profileAssistant, radio, windows, flyout, person };

/** Time limit of the app on the Mobile Plans service. Assumption: no document gives one. */
const serviceTimeout = seconds(10);

export const mobilePlansApp = model('purchase', {
  source: 'mobile-plans-callback-notifications.md',
  table: purchaseTable,
  record: {
    state: state(purchaseTable),
    tries: count(),
    openedAt: time(),
    continuedAt: time(),
    onlineAt: time(),
    reason: oneOf(endReasons),
  },
  kept: 'columns',
  facts: [
    'opened',
    'gatewayShown',
    'continued',
    'stepTaken',
    'declined',
    'orderConfirmed',
    'codeReceived',
    'downloadRetried',
    'profileEnabled',
    'registered',
    'online',
    'done',
    'abandoned',
    'failed',
  ],
  given: {} as Surroundings,
  takes: {
    opened(purchase, _, does) {
      purchase.openedAt = does.now;
      does.move(purchase, 'opened');
      does.emit('opened');
      does.start(inlinePurchase);
    },
    gatewayShown(purchase, _, does) {
      does.move(purchase, 'gatewayShown');
      does.emit('gatewayShown', does.now - purchase.openedAt!);
    },
    continued(purchase, _, does) {
      purchase.continuedAt = does.now;
      does.move(purchase, 'continued');
      does.emit('continued');
    },
    /** The value of the fact is the number of the portal step, from 0. */
    stepTaken(purchase, step: number, does) {
      does.move(purchase, 'stepTaken');
      does.emit('stepTaken', step);
    },
    declined(purchase, _, does) {
      does.move(purchase, 'declined');
      does.emit('declined');
    },
    orderConfirmed(purchase, _, does) {
      does.move(purchase, 'orderConfirmed');
      does.emit('orderConfirmed');
    },
    codeReceived(purchase, _, does) {
      does.move(purchase, 'codeReceived');
      does.emit('codeReceived');
    },
    downloadRetried(purchase, _, does) {
      purchase.tries += 1;
      does.move(purchase, 'downloadRetried');
      does.emit('downloadRetried', purchase.tries);
    },
    profileEnabled(purchase, _, does) {
      does.move(purchase, 'profileEnabled');
      does.emit('profileEnabled');
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
    },
    done(purchase, _, does) {
      does.move(purchase, 'flyoutSeen');
      does.emit('done', does.now - purchase.openedAt!);
    },
    abandoned(purchase, reason: EndReason, does) {
      purchase.reason = reason;
      does.move(purchase, 'abandoned');
      does.emit('abandoned', endReasons.indexOf(reason) + 1);
      does.tell(portalClosed, does.subject, undefined);
      does.tell(leftWithoutPlan, does.subject, undefined);
    },
    failed(purchase, reason: EndReason, does) {
      purchase.reason = reason;
      does.move(purchase, 'failed');
      does.emit('failed', endReasons.indexOf(reason) + 1);
      does.tell(portalClosed, does.subject, undefined);
      does.tell(leftWithoutPlan, does.subject, undefined);
    },
  },
});

/** Inline purchase: the profile is fetched while the user looks on. The eight steps, in order. */
const inlinePurchase: Flow = flow(
  'inline purchase',
  () => mobilePlansApp,
  ({ subject: device, given, ask, after, within, tell, draw, retrying, bits }) => {
    const operator = given.operator(device);
    const { user: habits, euicc } = given.group(device);
    const steps = operator.portal.steps;
    const over = () => ({ over: given.pathOf(device) });
    const quietly = ignoreElements();
    const thinks = (thought: Distribution, about: string) =>
      defer(() => after(given.sample(thought, draw(`${about}.think`)))).pipe(quietly);
    const page = (name: string, first: boolean) =>
      defer(() => {
        const path = given.pathOf(device);
        const launch = first ? portalLaunchOf(given, device, bits) : {};
        return ask(
          openPage,
          device,
          { page: name, roundTrip: path.roundTrip, ...launch },
          {
            within: operator.portal.pageTimeout,
            over: path,
          },
        );
      }).pipe(quietly);
    const leaves = (step: { name: string; leaves: number }) =>
      defer(() =>
        draw(`portal.${step.name}.leaves`) < step.leaves ? fails('cancelled', `left at ${step.name}`) : EMPTY,
      );
    const payment = defer(() => ask(pay, device, undefined, { within: operator.portal.pageTimeout, ...over() })).pipe(
      concatMap(result => (result === 'declined' ? fails('refused', 'payment declined') : EMPTY)),
      retrying({
        times: operator.portal.paymentTries - 1,
        wait: 0,
        if: failure => failure.detail === 'payment declined',
        each: () => concat(tell('declined'), thinks(stepNamed(steps, 'pay').think, 'portal.pay.again')),
      }),
    );
    const walkthrough = steps.map((step, at) =>
      concat(
        page(step.name, at === 0),
        thinks(step.think, `portal.${step.name}`),
        leaves(step),
        step.name === 'pay' ? payment : EMPTY,
        tell('stepTaken', at),
      ),
    );

    return concat(
      defer(() => ask(getProviders, device, undefined, { within: serviceTimeout, ...over() })).pipe(quietly),
      tell('gatewayShown'),
      thinks(habits.gatewayThink, 'gateway'),
      tell('continued'),
      ...walkthrough,
      tell('orderConfirmed'),
      defer(() => ask(placeOrder, device, undefined, { within: minutes(2), ...over() })).pipe(
        concatMap(callback => {
          const refused = callbackMistake(callback, operator.portal.host);
          if (refused !== undefined) return fails('refused', 'activation code refused');
          return concat(
            tell('codeReceived'),
            ask(download, device, { activationCode: callback.activationCode }).pipe(
              quietly,
              retrying({
                times: euicc.lpaTries - 1,
                wait: euicc.lpaWait,
                if: failure => isRetryable(failure.detail as ESimOperationStatus),
                each: () => tell('downloadRetried'),
              }),
              within(given.sample(habits.patience, draw('user.patience.download'))),
              named('profile download failed', 'lost patience with the download'),
            ),
          );
        }),
      ),
      tell('profileEnabled'),
      concat(
        ask(awaitRegistered, device, undefined).pipe(quietly),
        tell('registered'),
        ask(awaitInternet, interfaceOf(device, 'cellular'), undefined).pipe(quietly),
      ).pipe(
        within(given.sample(habits.patience, draw('user.patience.network'))),
        named('registration denied', 'lost patience with the network'),
      ),
      tell('online'),
      thinks(habits.flyoutThink, 'flyout'),
      ask(lookAtFlyout, device, undefined).pipe(quietly),
      tell('done'),
    );
  },
  (failure, { tell }) => {
    const reason = reasonOf(failure);
    return leftByUser(reason) ? tell('abandoned', reason) : tell('failed', reason);
  },
);

const stepNamed = <Step extends { name: string }>(steps: readonly Step[], name: string): Step =>
  steps.find(step => step.name === name) ?? steps[0]!;

const fails = (outcome: 'cancelled' | 'refused', detail: string): Observable<never> =>
  throwError(() => new RequestFailure(outcome, 'purchase', 0, detail));

/** Names the stage in which a failure happened: the system's failure, or the user's patience. */
const named =
  (failed: EndReason, impatient: EndReason) =>
  <T>(source: Observable<T>): Observable<T> =>
    source.pipe(
      catchError((failure: unknown) => {
        if (!(failure instanceof RequestFailure)) return throwError(() => failure);
        return failure.request === 'within' ? fails('cancelled', impatient) : fails('refused', failed);
      }),
    );

/** Which end reason a failure means: by its own word where the flow gave one, otherwise by the request that failed. */
function reasonOf(failure: RequestFailure): EndReason {
  if (failure.request === 'purchase') return failure.detail as EndReason;
  if (failure.outcome === 'unreachable') return 'no internet connection';
  if (failure.request === 'mobile plans service.getProviders') return 'Mobile Plans service failed';
  if (failure.request === 'mobile operator web portal.placeOrder') return 'profile order failed';
  return 'portal did not load';
}

/** Whether the user left, rather than a system failing. */
const leftByUser = (reason: EndReason): boolean => reason.startsWith('left at') || reason.startsWith('lost patience');

/** What the app finds wrong with a callback: the host first, then metadata and activation code; undefined if nothing. */
export function callbackMistake(callback: ProfileDownloadCallback, configuredHost: string): string | undefined {
  if (callback.host !== configuredHost) return `the callback comes from ${callback.host}, not ${configuredHost}`;
  const mistakes = purchaseMetadataMistakes(callback.metadata);
  if (mistakes.length > 0) return mistakes[0];
  const code = parseActivationCode(callback.activationCode);
  return code.ok ? undefined : code.reason;
}
