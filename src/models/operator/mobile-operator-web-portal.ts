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
  type Microseconds,
  model,
  port,
  type Reply,
  type Request,
  seconds,
  state,
  type Ticket,
  type TransitionTable,
} from '../../sim/index.ts';
import { completedPurchase } from '../messages/of-device.ts';
import type { PurchaseMetadata } from '../messages/purchase-metadata.ts';
import { isOut, outageOf, slownessOf } from '../outages.ts';
import type { Surroundings } from '../surroundings.ts';
import type { billing } from './billing.ts';
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
const order = profiles.asks.order;
const { charge, refund } = ledger.tells;
const ordered = lines.tells.ordered;
export const portalPorts = { profiles, ledger, lines };

/** The first page carries the launch parameters; every page says how far away the browser is. */
export interface PageRequest {
  page: string;
  roundTrip: Microseconds;
  launchUrl?: string;
  headers?: Readonly<Record<string, string>>;
}

/** What `notifyProfileDownload` brings to the app. */
export interface ProfileDownloadCallback {
  /** The host the callback comes from: the app listens to the configured one only. */
  host: string;
  metadata: PurchaseMetadata;
  activationCode: string;
}

/** Time limit of the portal on the SM-DP+'s ES2+ side. Assumption: no document gives one. */
const orderTimeout = seconds(30);

export const mobileOperatorWebPortal = model('mobile operator web portal', {
  source: 'mobile-plans-web-portal.md',
  table: portalTable,
  /** One session a buyer. */
  record: { state: state(portalTable), pages: count(), payments: count(), orders: count() },
  kept: 'columns',
  facts: ['pageOpened', 'loadError', 'declined', 'paid', 'codeReturned', 'orderFailed'],
  given: {} as Surroundings,
  takes: {
    profileReleased(session, reply: Reply<string>, does) {
      const operator = does.given.operator(does.subject);
      const ticket = reply.about as Ticket<ProfileDownloadCallback>;
      if (reply.outcome === 'answered') {
        does.move(session, 'codeReturned');
        does.emit('codeReturned');
        does.tell(ordered, does.subject, undefined);
        does.answer(ticket, {
          host: operator.portal.host,
          metadata: completedPurchase(operator.plan.name),
          activationCode: reply.answer,
        });
        return;
      }
      does.move(session, 'orderRefused');
      does.emit('orderFailed');
      does.tell(refund, does.given.operatorOf(does.subject), { device: does.subject, amount: operator.plan.price });
      does.refuse(ticket, 500, reply.outcome === 'refused' ? reply.answer : reply.outcome);
    },

    /** The buyer has left, or the app has given up: who has paid and not ordered gets the money back. */
    closed(session, _, does) {
      if (session.state === 'completed' || session.state === 'closed') return;
      if (session.state === 'paid') {
        const { plan } = does.given.operator(does.subject);
        does.tell(refund, does.given.operatorOf(does.subject), { device: does.subject, amount: plan.price });
      }
      does.move(session, 'closed');
    },
  },
  answers: {
    /** A page is complete when its resources have come, one round trip and the server's time each. */
    openPage(session, request: Request<PageRequest, string>, does) {
      const outage = outageOf(does, does.given.outages.portal[does.given.operatorOf(does.subject)]!);
      if (isOut(does, outage, request, 'portal.openPage.outage')) return;
      if (session.state === 'closed') {
        does.refuse(request.ticket, gone);
        return;
      }
      const { portal } = does.given.operator(does.subject);
      const { page, roundTrip } = request.message;
      const nth = session.pages;
      session.pages += 1;
      const resourceTime = portal.resourceTime * slownessOf(outage);
      const delay = portal.resources * resourceTime + (portal.resources - 1) * roundTrip;
      if (does.draw('portal.loadFails', nth) < portal.loadFails) {
        does.emit('loadError');
        does.refuse(request.ticket, 500, page, resourceTime);
        return;
      }
      does.move(session, 'pageOpened');
      does.emit('pageOpened', nth);
      does.answer(request.ticket, page, delay);
    },

    pay(session, request: Request<undefined, 'accepted' | 'declined'>, does) {
      const outage = outageOf(does, does.given.outages.portal[does.given.operatorOf(does.subject)]!);
      if (isOut(does, outage, request, 'portal.pay.outage')) return;
      if (session.state === 'closed') {
        does.refuse(request.ticket, gone);
        return;
      }
      const { portal, plan } = does.given.operator(does.subject);
      const resourceTime = portal.resourceTime * slownessOf(outage);
      const nth = session.payments;
      session.payments += 1;
      if (does.draw('portal.paymentFails', nth) < portal.paymentFails) {
        does.move(session, 'paymentDeclined');
        does.emit('declined');
        does.answer(request.ticket, 'declined', resourceTime);
        return;
      }
      does.move(session, 'paymentAccepted');
      does.emit('paid', plan.price);
      does.tell(charge, does.given.operatorOf(does.subject), { device: does.subject, amount: plan.price });
      does.answer(request.ticket, 'accepted', resourceTime);
    },

    /** The user has confirmed: a profile is ordered for the device's EID. */
    placeOrder(session, request: Request<undefined, ProfileDownloadCallback>, does) {
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
