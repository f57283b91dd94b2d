/**
 * The mobile operator's web portal: signs the user in, sells the plan, orders the eSIM profile and hands its activation
 * code to the page, whose script calls the Mobile Plans app.
 *
 *     app's web view ── pages, calls ─▶ ┌────────────┐ ── call ─────────────────▶ back end ── chargeMade ─▶ portal
 *                                       │ web portal │ ── charge, refund ───────▶ billing
 *     app ◀── callback ── page ◀─ code ─└────────────┘ ── order ──▶ operator API, SM-DP+ ─ ordered ─▶ subscription
 *
 * A session begins with the launch of the portal and has one end: completed, or closed by who leaves. Money is never kept
 * for nothing: who leaves before the order gets it back, and so does who is charged only after having left. It is never
 * taken twice for one order: a charge names its session, and the second that succeeds for it books nothing.
 *
 * Source: Microsoft Learn, "Mobile Plans web portal", "Mobile Plans callback notifications". Assumption: charges name their
 * session; no document speaks of payments that come twice or too late.
 */
import {
  type Microseconds,
  model,
  port,
  type Reply,
  type Request,
  seconds,
  sees,
  type Ticket,
} from '../../sim/index.ts';
import { type PortalActivationResult, portalActivationResults } from '../messages/esim-operation-status.ts';
import { activationCodeOf, type Bits } from '../messages/of-device.ts';
import type { MoDirectStatus } from '../messages/purchase-metadata.ts';
import { isOut, outageOf, slownessOf } from '../outages.ts';
import type { TierCall } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import { transferTime } from '../transfer-time.ts';
import type { operatorBackEnd } from './operator-back-end.ts';
import type { operatorOrders } from './operator-orders.ts';
import { orderOf, signsIn } from './portal-page.ts';
import {
  begin,
  breakDown,
  end,
  giveBack,
  isUnderWay,
  ledger,
  networkStates,
  portalTable,
  recover,
  session,
  smallMost,
  takeMoney,
} from './portal-session.ts';
import { soldOut } from './profile-stock.ts';
import type { smDpPlus } from './sm-dp-plus.ts';
import type { subscription } from './subscription.ts';

/** What a request gets that reaches no session, or one after its end: HTTP 410, gone. */
const gone = 410;
/** What an order gets while another one is under way: HTTP 409, conflict. */
const conflict = 409;

const profiles = port<typeof smDpPlus>('SM-DP+');
const lines = port<typeof subscription>('subscription');
const backEnd = port<typeof operatorBackEnd>('operator back end');
const orders = port<typeof operatorOrders>('orders');
const callTier = backEnd.asks.call;
const order = profiles.asks.order;
const placeAtApi = orders.asks.placeOrder;
const ordered = lines.tells.ordered;
export const portalPorts = { profiles, ledger, lines, backEnd, orders };

const prepared = sees<typeof smDpPlus>('prepared profiles');
export const portalSees = { prepared };

/** Every page says how far away the browser is, and brings its own luck. */
export interface PageRequest {
  /** The step whose page it is, by number. */
  step: number;
  roundTrip: Microseconds;
  /** Bytes per second of the browser's link. */
  rate: number;
  /** Below the share of loads that fail, this one does. */
  luck: number;
  /** Only the page that opens a session: URL and headers of the launch. */
  launch: { launchUrl: string; headers: Readonly<Record<string, string>> } | undefined;
}

/** A call of a step, and which call of that name it is in its session: its luck is named after that, not after other steps. */
export interface CallRequest extends TierCall {
  nth: number;
}

/** What the page gets for an order that went through: of an eSIM, the activation code. */
export interface Sold {
  activationCode: string | undefined;
}

/** Time limit of the portal on the operator API and on the SM-DP+'s ES2+ side. Assumption: no document gives one. */
const orderTimeout = seconds(30);
/** Calls of one name in a session that have luck of their own. */
const callsMost = 256;

export const mobileOperatorWebPortal = model('mobile operator web portal', {
  source: 'mobile-plans-web-portal.md',
  table: portalTable,
  record: session,
  kept: 'columns',
  facts: [
    'launched',
    'pageOpened',
    'loadError',
    'broke',
    'declined',
    'paid',
    'chargedAgain',
    'refunded',
    'codeReturned',
    'codeHandedOutAgain',
    'orderFailed',
    'closed',
    'activationCompleted',
    'registrationChanged',
  ],
  given: {} as Surroundings,
  takes: {
    signInAnswered(session, reply: Reply<string>, does) {
      if (reply.outcome === 'answered' && reply.answer === 'ok') session.signedIn = true;
      passOn(session, reply, does, 'LogOnFailed');
    },
    chargeAnswered(session, reply: Reply<string>, does) {
      if (reply.outcome === 'answered' && reply.answer === 'declined') does.emit('declined');
      passOn(session, reply, does, 'BillingError');
    },
    tierAnswered(session, reply: Reply<string>, does) {
      passOn(session, reply, does, 'PurchaseFailed');
    },

    /** The payment provider has taken the money, perhaps long after the buyer has stopped waiting for it. */
    chargeMade(session, _, does) {
      if (session.charged) {
        does.emit('chargedAgain');
        return;
      }
      takeMoney(session, does);
      const { state } = session;
      if (state === 'idle' || state === 'closed' || state === 'completed') giveBack(session, does);
      else if (state !== 'ordering') does.move(session, 'paymentAccepted');
    },

    /** The operator API has taken the order, or has not. */
    orderAccepted(_session, reply: Reply<number>, does) {
      const ticket = reply.about as Ticket<Sold>;
      if (reply.outcome === 'answered') does.self('fulfils', ticket);
      else does.self('orderFails', { ticket, ...failureOf(reply) });
    },

    /** What has been ordered is made ready: a profile for the device's EID, or nothing but the balance. */
    fulfils(session, ticket: Ticket<Sold>, does) {
      const step = does.given.operator(does.subject).portal.steps[session.orderStep]!;
      if (orderOf(step, session) === 'balance') does.self('sells', { ticket, activationCode: undefined });
      else does.self('ordersProfile', ticket);
    },

    asksApi(session, ticket: Ticket<Sold>, does) {
      does.ask(placeAtApi, does.given.operatorOf(does.subject), does.subject, {
        then: 'orderAccepted',
        within: orderTimeout,
        about: ticket,
        entity: does.subject,
        occurrence: session.orders,
      });
    },

    ordersProfile(session, ticket: Ticket<Sold>, does) {
      does.ask(order, does.subject, undefined, {
        then: 'profileReleased',
        within: orderTimeout,
        over: does.given.links.dataCentres,
        about: ticket,
        occurrence: session.orders,
      });
    },

    profileReleased(_session, reply: Reply<string>, does) {
      const ticket = reply.about as Ticket<Sold>;
      if (reply.outcome === 'answered') does.self('sells', { ticket, activationCode: reply.answer });
      else does.self('orderFails', { ticket, ...failureOf(reply) });
    },

    /** The order has gone through: the plan is the line's. A profile that was sold before brings no second plan. */
    sells(session, { ticket, activationCode }: { ticket: Ticket<Sold> } & Sold, does) {
      const isSoldAlready = activationCode !== undefined && session.owesProfile;
      does.move(session, 'codeReturned');
      does.emit('codeReturned');
      session.trouble = undefined;
      does.answer(ticket, { activationCode });
      if (isSoldAlready) {
        giveBack(session, does);
        return;
      }
      session.owesProfile = activationCode !== undefined;
      session.bought = Math.min(session.bought + 1, smallMost);
      // Assumption: a plan that is ordered without a payment goes on the buyer's bill.
      if (!session.charged) takeMoney(session, does);
      does.tell(ordered, does.subject, undefined);
    },

    orderFails(session, { ticket, status, detail }: { ticket: Ticket<Sold> } & OrderFailure, does) {
      does.move(session, 'orderRefused');
      does.emit('orderFailed');
      session.trouble = detail === soldOut ? 'PurchaseFailed' : 'ServiceError';
      does.refuse(ticket, status, detail);
      giveBack(session, does);
      if (!session.loaded) end(session, does);
    },

    /** The page has gone, with the purchase or with the app. The user is signed out. */
    closed(session, _, does) {
      session.loaded = false;
      session.signedIn = false;
      end(session, does);
    },

    /** `profileActivationCompleteScript`, as long as there is a page that has it. */
    profileActivationCompleted(session, result: PortalActivationResult, does) {
      if (!session.loaded) return;
      session.activation = result;
      does.emit('activationCompleted', portalActivationResults.indexOf(result));
    },

    /** `registrationChangedScript`. */
    registrationChanged(session, registration: (typeof networkStates)[number], does) {
      if (!session.loaded) return;
      session.registration = registration;
      does.emit('registrationChanged', networkStates.indexOf(registration));
    },
  },
  answers: {
    /** A page is complete when its resources have come: one round trip and the server's time each, and all their bytes. */
    openPage(session, request: Request<PageRequest, number>, does) {
      const outage = outageOf(does, does.given.outages.portal[does.given.operatorOf(does.subject)]!);
      if (isOut(does, outage, request, 'portal.openPage.outage')) {
        if (outage?.kind === 'errors') breakDown(session, does);
        return;
      }
      const { step, roundTrip, rate, luck, launch } = request.message;
      if (launch === undefined && !isUnderWay(session)) {
        does.refuse(request.ticket, gone);
        return;
      }
      const { portal } = does.given.operator(does.subject);
      const page = portal.steps[step]!.page ?? nothing;
      session.pages += 1;
      const resourceTime = portal.resourceTime * slownessOf(outage);
      if (luck < portal.loadFails) {
        does.emit('loadError');
        does.refuse(request.ticket, 500, step, resourceTime);
        return;
      }
      if (launch !== undefined && session.state !== 'ordering') {
        end(session, does);
        if (session.owesProfile && does.look(prepared).state === 'installed') session.owesProfile = false;
        begin(session, does);
        session.hasLine = /[?&]iccids?=/.test(launch.launchUrl);
      }
      session.loaded = true;
      recover(session, does);
      does.emit('pageOpened', session.pages - 1);
      // Who sees the page behind the first one has signed in, where nothing else says so.
      if (step > 0 && !portal.steps.some(signsIn)) session.signedIn = true;
      const own = portal.cdn === undefined ? page : { resources: Math.min(1, page.resources), bytes: 0 };
      const trips = Math.max(0, own.resources - 1) * roundTrip;
      does.answer(request.ticket, step, own.resources * resourceTime + trips + transferTime(own.bytes, rate));
    },

    /** A call to a tier of the back end: answers `ok` or the name of its result. What is paid for is not charged again. */
    call(session, request: Request<CallRequest, string>, does) {
      const operator = does.given.operatorOf(does.subject);
      const outage = outageOf(does, does.given.outages.portal[operator]!);
      if (isOut(does, outage, request, 'portal.call.outage')) {
        if (outage?.kind === 'errors') breakDown(session, does);
        return;
      }
      if (!isUnderWay(session)) {
        does.refuse(request.ticket, gone);
        return;
      }
      session.calls += 1;
      recover(session, does);
      const { tier, call, nth } = request.message;
      if (call === 'charge' && (session.charged || session.owesProfile)) {
        does.answer(request.ticket, 'ok');
        return;
      }
      does.ask(
        callTier,
        operator,
        { tier, call },
        {
          then: call === 'charge' ? 'chargeAnswered' : call === 'signIn' ? 'signInAnswered' : 'tierAnswered',
          entity: does.subject,
          about: request.ticket,
          occurrence: callsMost * session.sessions + Math.min(nth, callsMost - 1),
        },
      );
    },

    /**
     * The user has confirmed the order of the step with that number. In a session that has sold something, or while a
     * profile sold before waits to be installed, the same is handed out again.
     */
    placeOrder(session, request: Request<number, Sold>, does) {
      const operator = does.given.operatorOf(does.subject);
      const outage = outageOf(does, does.given.outages.portal[operator]!);
      if (isOut(does, outage, request, 'portal.placeOrder.outage')) {
        if (outage?.kind === 'errors') breakDown(session, does);
        return;
      }
      if (!isUnderWay(session) || session.state === 'ordering') {
        does.refuse(request.ticket, session.state === 'ordering' ? conflict : gone);
        return;
      }
      const { backEnd, portal } = does.given.operator(does.subject);
      const isProfile = orderOf(portal.steps[request.message]!, session) === 'esim';
      const bits: Bits = (purpose, nth) => does.bits(purpose, nth);
      recover(session, does);
      if (session.state === 'completed') {
        does.emit('codeHandedOutAgain');
        const isSameProfile = isProfile && session.owesProfile;
        const activationCode = isSameProfile ? activationCodeOf(does.given, does.subject, bits) : undefined;
        does.answer(request.ticket, { activationCode });
        return;
      }
      session.orderStep = request.message;
      session.orders = Math.min(session.orders + 1, smallMost);
      does.move(session, 'orderPlaced');
      if (isProfile && session.owesProfile && waits(does.look(prepared).state)) {
        const activationCode = activationCodeOf(does.given, does.subject, bits);
        does.emit('codeHandedOutAgain');
        does.self('sells', { ticket: request.ticket, activationCode });
      } else if (backEnd.paths.placeOrder === undefined) does.self('fulfils', request.ticket);
      else does.self('asksApi', request.ticket);
    },
  },
});

const nothing = { resources: 0, bytes: 0 };

/** Whether the SM-DP+ has the profile ready, or will, so that its code works. */
const waits = (state: string): boolean => state === 'confirmed' || state === 'released' || state === 'downloaded';

/** Why an order has failed: an HTTP status for the page, and what the SM-DP+ said. */
export interface OrderFailure {
  status: number;
  detail: unknown;
}

const failureOf = ({ outcome, code, detail }: Reply<unknown>): OrderFailure => ({
  status: outcome === 'timedOut' || code === 504 ? 504 : 500,
  detail: outcome === 'refused' ? detail : outcome,
});

/** The part of `does` that passes on what a tier has answered. */
interface PassingOn {
  answer(ticket: Ticket<string>, answer: string): void;
  refuse(ticket: Ticket<string>, code: number): void;
}

/** The answer of a tier goes to the page, and into the metadata: `declined` in its words, if it is not `ok`. */
function passOn(
  session: { trouble: MoDirectStatus | undefined },
  reply: Reply<string>,
  does: PassingOn,
  declined: MoDirectStatus,
): void {
  const ticket = reply.about as Ticket<string>;
  if (reply.outcome === 'answered') {
    session.trouble = reply.answer === 'ok' ? undefined : reply.answer === 'invalidSim' ? 'InvalidSIM' : declined;
    does.answer(ticket, reply.answer);
    return;
  }
  const isClients = reply.outcome === 'refused' && reply.code >= 400 && reply.code < 500;
  session.trouble = isClients ? 'ClientError' : 'ServiceError';
  does.refuse(ticket, failureOf(reply).status);
}
