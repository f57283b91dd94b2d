/**
 * The account of one customer with the operator: the orders one by one, what a contract has used beyond its allotment, what
 * was carried and not charged, and how long the customer has been without a plan.
 *
 *     billing ─────── charged, provisioned, refunded ─▶ ┌──────────────────┐ ── accrues, collects ──▶ billing
 *     subscription ── exceeded, cycleEnded ───────────▶ │                  │
 *     roaming charging ── rated abroad ───────────────▶ │ customer account │
 *     subscription ── zeroRated, ranOut, waitOver ────▶ └──────────────────┘
 *
 *     clear ── charged ──▶ waitsForPlan ── last order settled ──▶ clear
 *
 * An order is settled once: it is provisioned or refunded. A customer for whom no order is open cannot be given a plan or
 * money: that stops the run.
 *
 * Source: Microsoft Learn, "Plan purchase".
 * Assumption: of several open orders the oldest is settled first (open items, first in, first out). All orders of a customer
 * have the price of one plan, so that no cent depends on it.
 */
import {
  type Bytes,
  type Cents,
  count,
  type Microseconds,
  model,
  money,
  number,
  port,
  state,
  type TransitionTable,
  time,
  volume,
} from '../../sim/index.ts';
import type { OverageSettings, RoamingTariff } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import type { billing } from './billing.ts';

type State = 'clear' | 'waitsForPlan';
type Event = 'charged' | 'settled' | 'lastSettled';

const accountTable: TransitionTable<State, Event> = {
  clear: { charged: 'waitsForPlan' },
  waitsForPlan: { charged: 'waitsForPlan', settled: 'waitsForPlan', lastSettled: 'clear' },
};

const ledger = port<typeof billing>('billing');
const { accrues, accruesAbroad, collects } = ledger.tells;
export const customerAccountPorts = { ledger };

export const customerAccount = model('customer account', {
  source: 'plan-purchase.md',
  table: accountTable,
  record: {
    state: state(accountTable),
    /** Orders that were paid, and how many of them have been provisioned or refunded. */
    orders: count(),
    settled: count(),
    /** Money of the orders that are not settled. */
    open: money(),
    /** Bytes beyond the allotment of this cycle, and what they cost. */
    beyond: volume(),
    due: money(),
    /** Rated bytes abroad of this cycle, what they cost, and what use abroad has cost in all. */
    abroad: volume(),
    dueAbroad: money(),
    paidAbroad: money(),
    /** Bytes that the modem has carried and that no plan is charged for. */
    zeroRated: volume(),
    /** Bytes that the rounding of charging records has taken from plans. */
    roundedUp: volume(),
    /** Since when the customer has been without the plan that was there, and how long in all before that, in µs. */
    withoutSince: time(),
    without: number(),
  },
  kept: 'columns',
  /** Values: the number of the order from 1, cents, or µs without a plan. */
  facts: ['charged', 'provisioned', 'refunded', 'billed', 'billedAbroad', 'withoutPlan'],
  given: {} as Surroundings,
  takes: {
    charged(account, amount: Cents, does) {
      does.move(account, 'charged');
      account.orders += 1;
      account.open = (account.open + amount) as Cents;
      does.emit('charged', account.orders);
    },

    provisioned(account, amount: Cents, does) {
      does.move(account, settling(account));
      settle(account, amount);
      does.emit('provisioned', account.settled);
    },

    refunded(account, amount: Cents, does) {
      does.move(account, settling(account));
      settle(account, amount);
      does.emit('refunded', account.settled);
    },

    /** A contract goes on beyond its allotment: each further step of the tariff that has begun is owed. */
    exceeded(account, bytes: Bytes, does) {
      account.beyond = (account.beyond + bytes) as Bytes;
      const { overage } = does.given.plan(does.subject);
      const due = overageOf(account.beyond, overage);
      const amount = (due - account.due) as Cents;
      if (amount === 0) return;
      account.due = due;
      does.tell(accrues, does.given.operatorOf(does.subject), { device: does.subject, amount });
    },

    /** Use abroad has been rated: each further step of the tariff that has begun is owed, up to the cap. */
    ratedAbroad(account, bytes: Bytes, does) {
      account.abroad = (account.abroad + bytes) as Bytes;
      const due = abroadOf(account.abroad, does.given.operator(does.subject).roaming!);
      const amount = (due - account.dueAbroad) as Cents;
      if (amount === 0) return;
      account.dueAbroad = due;
      does.tell(accruesAbroad, does.given.operatorOf(does.subject), { device: does.subject, amount });
    },

    /** The cycle, or the contract, is over: what is owed beyond its price is on the bill, and paid. */
    cycleEnded(account, _: undefined, does) {
      account.beyond = 0 as Bytes;
      account.abroad = 0 as Bytes;
      const amount = (account.due + account.dueAbroad) as Cents;
      if (amount === 0) return;
      if (account.dueAbroad > 0) does.emit('billedAbroad', account.dueAbroad);
      account.paidAbroad = (account.paidAbroad + account.dueAbroad) as Cents;
      account.due = 0 as Cents;
      account.dueAbroad = 0 as Cents;
      does.emit('billed', amount);
      does.tell(collects, does.given.operatorOf(does.subject), { device: does.subject, amount });
    },

    zeroRated(account, bytes: Bytes) {
      account.zeroRated = (account.zeroRated + bytes) as Bytes;
    },

    roundedUp(account, bytes: Bytes) {
      account.roundedUp = (account.roundedUp + bytes) as Bytes;
    },

    /** The plan is over, by data or by time. */
    ranOut(account, _: undefined, does) {
      account.withoutSince ??= does.now;
    },

    /** A new plan carries traffic, or the line is gone. */
    waitOver(account, _: undefined, does) {
      if (account.withoutSince === undefined) return;
      const waited = does.now - account.withoutSince;
      account.without += waited;
      account.withoutSince = undefined;
      does.emit('withoutPlan', waited);
    },
  },
});

type Orders = { orders: number; settled: number; open: Cents };

const settling = ({ orders, settled }: Readonly<Orders>) => (orders - settled === 1 ? 'lastSettled' : 'settled');

function settle(account: Orders, amount: Cents): void {
  account.settled += 1;
  account.open = (account.open - amount) as Cents;
}

/** What so many bytes beyond the allotment cost: a step of the tariff that has begun counts in full. */
const overageOf = (beyond: Bytes, overage: OverageSettings | undefined): Cents =>
  (overage === undefined ? 0 : Math.ceil(beyond / overage.per) * overage.price) as Cents;

/** What so many bytes abroad cost in one cycle. */
export const abroadOf = (bytes: Bytes, { per, price, cap }: Pick<RoamingTariff, 'per' | 'price' | 'cap'>): Cents =>
  Math.min(Math.ceil(bytes / per) * price, cap ?? Number.POSITIVE_INFINITY) as Cents;

/** How long a customer whose plan was over has been without one by `now`, in µs, all times together. */
export const withoutPlan = (
  { withoutSince, without }: Readonly<{ withoutSince: Microseconds | undefined; without: number }>,
  now: Microseconds,
): number => without + (withoutSince === undefined ? 0 : now - withoutSince);
