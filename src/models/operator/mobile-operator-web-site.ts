/**
 * The operator's web site, to which Windows sends people without the app: sells a plan, and its provisioning file then goes
 * to Windows. The operator's app and its telephone desk end in the same billing back end, so their sales end here too.
 *
 *     browser ── pages, payment ──▶ ┌──────────┐ ── charge, refund ──▶ billing
 *     app ────── pages, payment ──▶ │ web site │ ── ordered ─────────▶ subscription
 *     telephone ── payment ───────▶ └──────────┘
 *
 * Source: Microsoft Learn, "Provisioning Windows using a website", "Overview of mobile broadband", "Plan purchase".
 * Assumption: app, site and telephone have the same steps, prices and declined payments; each operator has its own way.
 */
import { type Bytes, model, port, type Request, sees, small, state, type TransitionTable } from '../../sim/index.ts';
import type { Surroundings } from '../surroundings.ts';
import type { billing } from './billing.ts';
import { balanceOf, type subscription } from './subscription.ts';

type State = 'idle' | 'open' | 'paid' | 'ordered' | 'closed';
type Event = 'pageOpened' | 'called' | 'paymentAccepted' | 'paymentDeclined' | 'orderPlaced' | 'closed';

/** A sale. Who leaves after paying and before the order gets the money back; an order that is placed goes through. */
const webSiteTable: TransitionTable<State, Event> = {
  idle: { pageOpened: 'open', called: 'open' },
  open: { pageOpened: 'open', called: 'open', paymentAccepted: 'paid', paymentDeclined: 'open', closed: 'closed' },
  paid: { pageOpened: 'paid', orderPlaced: 'ordered', closed: 'closed' },
  ordered: { pageOpened: 'open', called: 'open', closed: 'closed' },
  closed: { pageOpened: 'open', called: 'open' },
};

/** What becomes of a payment. */
export interface Sale {
  result: 'sold' | 'declined';
}

/** What the account page says of a line: what billing believes is left; nothing is left without a plan, and of a contract it says nothing. */
export interface AccountPage {
  left: Bytes;
}

/** What a request gets that comes at the wrong time: HTTP 409, conflict. */
const conflict = 409;

const ledger = port<typeof billing>('billing');
const lines = port<typeof subscription>('subscription');
const { charge, refund } = ledger.tells;
const { ordered } = lines.tells;
const accounts = sees<typeof subscription>('subscriptions');
export const webSitePorts = { ledger, lines };
export const webSiteSees = { accounts };

export const mobileOperatorWebSite = model('mobile operator web site', {
  source: 'provisioning-windows-using-a-website.md',
  table: webSiteTable,
  /** One session a person. */
  record: { state: state(webSiteTable), pages: small(), payments: small() },
  kept: 'columns',
  facts: ['pageOpened', 'paid', 'declined', 'ordered', 'refunded'],
  given: {} as Surroundings,
  takes: {
    /** The buyer has left: who has paid and not ordered gets the money back. */
    closed(site, _: undefined, does) {
      if (site.state === 'idle' || site.state === 'closed') return;
      if (site.state === 'paid') {
        const plan = does.given.plan(does.subject);
        does.emit('refunded', plan.price);
        does.tell(refund, does.given.operatorOf(does.subject), { device: does.subject, amount: plan.price });
      }
      does.move(site, 'closed');
    },
  },
  answers: {
    /** Answered with the page when it is shown. The value of the fact is the number of the page, from 0. */
    openPage(site, request: Request<{ page: string }, string>, does) {
      const { sale } = does.given.operator(does.subject);
      const nth = site.pages;
      site.pages = Math.min(nth + 1, countMost);
      does.move(site, 'pageOpened');
      does.emit('pageOpened', nth);
      does.answer(request.ticket, request.message.page, sale.page);
    },

    /** Somebody calls: the telephone desk opens the sale for them. */
    call(site, request: Request<undefined, true>, does) {
      if (site.state === 'paid') {
        does.refuse(request.ticket, conflict);
        return;
      }
      does.move(site, 'called');
      does.answer(request.ticket, true);
    },

    pay(site, request: Request<undefined, Sale>, does) {
      if (site.state !== 'open') {
        does.refuse(request.ticket, conflict);
        return;
      }
      const { sale } = does.given.operator(does.subject);
      const plan = does.given.plan(does.subject);
      const nth = site.payments;
      site.payments = Math.min(nth + 1, countMost);
      if (does.draw('webSite.paymentFails', nth) < sale.paymentFails) {
        does.move(site, 'paymentDeclined');
        does.emit('declined');
        does.answer(request.ticket, { result: 'declined' }, sale.page);
        return;
      }
      does.move(site, 'paymentAccepted');
      does.emit('paid', plan.price);
      does.tell(charge, does.given.operatorOf(does.subject), { device: does.subject, amount: plan.price });
      does.answer(request.ticket, { result: 'sold' }, sale.page);
    },

    /** Windows asks at the RefreshURL for a newer provisioning file; nobody has to be signed in for it. */
    refresh(_site, request: Request<undefined, true>, does) {
      does.answer(request.ticket, true, does.given.operator(does.subject).sale.page);
    },

    /** "View my account", whoever shows it: the page is refused with 500 when the back end does not make it. */
    accountPage(_site, request: Request<undefined, AccountPage>, does) {
      const { answer, fails } = does.given.operator(does.subject).accountPage!;
      const { ticket, occurrence } = request;
      const delay = does.given.sample(answer, does.draw('accountPage.answer', occurrence));
      if (does.draw('accountPage.fails', occurrence) < fails) {
        does.refuse(ticket, 500, undefined, delay);
        return;
      }
      const balance = balanceOf(does.look(accounts), '', does.now);
      const left = balance !== undefined && 'dataRemaining' in balance ? balance.dataRemaining : (0 as Bytes);
      does.answer(ticket, { left }, delay);
    },

    /** The buyer has confirmed: the line gets its plan, and the file that goes to Windows is ready. */
    placeOrder(site, request: Request<undefined, true>, does) {
      if (site.state !== 'paid') {
        does.refuse(request.ticket, conflict);
        return;
      }
      const { sale } = does.given.operator(does.subject);
      does.move(site, 'orderPlaced');
      does.emit('ordered');
      does.tell(ordered, does.subject, undefined);
      does.answer(request.ticket, true, sale.page);
    },
  },
});

/** Pages and payments beyond this are not counted; further payments share the luck of the last. */
const countMost = 255;
