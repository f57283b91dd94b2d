/**
 * The mobile operator's web portal: signs the user in, sells the plan, orders the eSIM profile and hands its activation
 * code back to the Mobile Plans app.
 *
 *     app's web view ── pages ──▶ ┌────────────┐ ── charge, refund ─▶ billing
 *                                 │ web portal │ ── order ──────────▶ SM-DP+
 *     app ◀─ notifyProfileDownload└────────────┘ ── ordered ────────▶ subscription
 *
 * Source: Microsoft Learn, "Mobile Plans web portal", "Mobile Plans callback notifications"; walkthrough: sign in, pick,
 * pay, confirm.
 */
import {
  count,
  flag,
  type Microseconds,
  model,
  oneOf,
  port,
  type Reply,
  type Request,
  seconds,
  state,
  type Ticket,
  type TransitionTable,
} from '../../sim/index.ts';
import type { Callback } from '../messages/callbacks.ts';
import { type PortalActivationResult, portalActivationResults } from '../messages/esim-operation-status.ts';
import { completedPurchase } from '../messages/of-device.ts';
import { formatPurchaseMetadata } from '../messages/purchase-metadata.ts';
import { isOut, outageOf, slownessOf } from '../outages.ts';
import type { TierCall } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import type { billing } from './billing.ts';
import type { operatorBackEnd } from './operator-back-end.ts';
import type { smDpPlus } from './sm-dp-plus.ts';
import type { subscription } from './subscription.ts';

type State = 'idle' | 'open' | 'paid' | 'ordering' | 'completed' | 'orderFailed' | 'closed';
type Event =
  | 'pageOpened'
  | 'paymentAccepted'
  | 'paymentDeclined'
  | 'orderPlaced'
  | 'codeReturned'
  | 'orderRefused'
  | 'closed';

/**
 * A portal session. After a failed order the money goes back and the session may order again. Closing takes effect at
 * once, except while an order is under way: then its outcome decides.
 */
const portalTable: TransitionTable<State, Event> = {
  idle: { pageOpened: 'open', closed: 'closed' },
  open: { pageOpened: 'open', paymentAccepted: 'paid', paymentDeclined: 'open', closed: 'closed' },
  paid: { pageOpened: 'paid', orderPlaced: 'ordering', closed: 'closed' },
  ordering: { codeReturned: 'completed', orderRefused: 'orderFailed', closed: 'ordering' },
  orderFailed: { pageOpened: 'open', closed: 'closed' },
  completed: {},
  closed: {},
};

/** What a request gets that reaches a session after its end: HTTP 410, gone. */
const gone = 410;

const profiles = port<typeof smDpPlus>('SM-DP+');
const ledger = port<typeof billing>('billing');
const lines = port<typeof subscription>('subscription');
const backEnd = port<typeof operatorBackEnd>('operator back end');
const callTier = backEnd.asks.call;
const order = profiles.asks.order;
const { charge, refund } = ledger.tells;
const ordered = lines.tells.ordered;
export const portalPorts = { profiles, ledger, lines, backEnd };

/** The first page carries the launch parameters; every page says how far away the browser is. */
export interface PageRequest {
  /** The step whose page it is, by number. */
  step: number;
  roundTrip: Microseconds;
  launchUrl?: string;
  headers?: Readonly<Record<string, string>>;
}

/** Where a line can be, as the app tells the page; the place of each is the value of the fact `registrationChanged`. */
const networkStates = ['deregistered', 'searching', 'home', 'roaming', 'partner', 'denied'] as const;
type NetworkState = (typeof networkStates)[number];

/** Time limit of the portal on the SM-DP+'s ES2+ side. Assumption: no document gives one. */
const orderTimeout = seconds(30);

export const mobileOperatorWebPortal = model('mobile operator web portal', {
  source: 'mobile-plans-web-portal.md',
  table: portalTable,
  /** One session a buyer. */
  record: {
    state: state(portalTable),
    pages: count(),
    calls: count(),
    orders: count(),
    charged: flag(),
    lineOnNetwork: oneOf(networkStates),
  },
  kept: 'columns',
  facts: [
    'pageOpened',
    'loadError',
    'declined',
    'paid',
    'codeReturned',
    'orderFailed',
    'activationCompleted',
    'registrationChanged',
  ],
  given: {} as Surroundings,
  takes: {
    profileReleased(session, reply: Reply<string>, does) {
      const operator = does.given.operator(does.subject);
      const ticket = reply.about as Ticket<Callback>;
      if (reply.outcome === 'answered') {
        does.move(session, 'codeReturned');
        does.emit('codeReturned');
        does.tell(ordered, does.subject, undefined);
        does.answer(ticket, {
          method: 'notifyProfileDownload',
          host: operator.portal.callbackHost,
          metadata: formatPurchaseMetadata(completedPurchase(does.given.plan(does.subject).name)),
          activationCode: reply.answer,
        });
        return;
      }
      does.move(session, 'orderRefused');
      does.emit('orderFailed');
      does.tell(refund, does.given.operatorOf(does.subject), {
        device: does.subject,
        amount: does.given.plan(does.subject).price,
      });
      does.refuse(ticket, 500, reply.outcome === 'refused' ? reply.answer : reply.outcome);
    },

    tierAnswered(session, reply: Reply<string>, does) {
      const ticket = reply.about as Ticket<string>;
      if (reply.outcome !== 'answered') {
        does.refuse(ticket, reply.outcome === 'timedOut' ? 504 : 500);
        return;
      }
      if (reply.answer === 'declined') {
        does.move(session, 'paymentDeclined');
        does.emit('declined');
      }
      does.answer(ticket, reply.answer);
    },

    /** The payment provider has taken the money. */
    chargeMade(session, _, does) {
      const { price } = does.given.plan(does.subject);
      does.move(session, 'paymentAccepted');
      session.charged = true;
      does.emit('paid', price);
      does.tell(charge, does.given.operatorOf(does.subject), { device: does.subject, amount: price });
    },

    /** The script `profileActivationCompleteScript`: how the operation of a callback has ended. */
    profileActivationCompleted(session, result: PortalActivationResult, does) {
      if (session.state !== 'closed') does.emit('activationCompleted', portalActivationResults.indexOf(result));
    },

    /** The script `registrationChangedScript`: where the new line is. */
    registrationChanged(session, now: NetworkState, does) {
      if (session.state === 'closed') return;
      session.lineOnNetwork = now;
      does.emit('registrationChanged', networkStates.indexOf(now));
    },

    /** The buyer has left, or the app has given up: who has paid and not ordered gets the money back. */
    closed(session, _, does) {
      if (session.state === 'completed' || session.state === 'closed') return;
      if (session.state === 'paid') {
        const { price } = does.given.plan(does.subject);
        does.tell(refund, does.given.operatorOf(does.subject), { device: does.subject, amount: price });
      }
      does.move(session, 'closed');
    },
  },
  answers: {
    /** A page is complete when its resources have come, one round trip and the server's time each. */
    openPage(session, request: Request<PageRequest, number>, does) {
      const outage = outageOf(does, does.given.outages.portal[does.given.operatorOf(does.subject)]!);
      if (isOut(does, outage, request, 'portal.openPage.outage')) return;
      if (session.state === 'closed') {
        does.refuse(request.ticket, gone);
        return;
      }
      const { portal } = does.given.operator(does.subject);
      const { step, roundTrip } = request.message;
      const { resources } = portal.steps[step]!.page ?? { resources: 0 };
      const nth = session.pages;
      session.pages += 1;
      const resourceTime = portal.resourceTime * slownessOf(outage);
      const delay = resources * resourceTime + Math.max(0, resources - 1) * roundTrip;
      if (does.draw('portal.loadFails', nth) < portal.loadFails) {
        does.emit('loadError');
        does.refuse(request.ticket, 500, step, resourceTime);
        return;
      }
      does.move(session, 'pageOpened');
      does.emit('pageOpened', nth);
      does.answer(request.ticket, step, delay);
    },

    /** A call to a tier of the back end: answers `ok` or the name of its result. */
    call(session, request: Request<TierCall, string>, does) {
      const operator = does.given.operatorOf(does.subject);
      const outage = outageOf(does, does.given.outages.portal[operator]!);
      if (isOut(does, outage, request, 'portal.call.outage')) return;
      if (session.state === 'closed') {
        does.refuse(request.ticket, gone);
        return;
      }
      session.calls += 1;
      does.ask(callTier, operator, request.message, {
        then: 'tierAnswered',
        entity: does.subject,
        about: request.ticket,
        occurrence: session.calls,
      });
    },

    /** The user has confirmed: a profile is ordered for the device's EID. */
    placeOrder(session, request: Request<number, Callback>, does) {
      const outage = outageOf(does, does.given.outages.portal[does.given.operatorOf(does.subject)]!);
      if (isOut(does, outage, request, 'portal.placeOrder.outage')) return;
      if (session.state === 'closed') {
        does.refuse(request.ticket, gone);
        return;
      }
      does.move(session, 'orderPlaced');
      session.orders += 1;
      does.ask(order, does.subject, undefined, {
        then: 'profileReleased',
        within: orderTimeout,
        over: does.given.links.dataCentres,
        about: request.ticket,
        occurrence: session.orders,
      });
    },
  },
});
