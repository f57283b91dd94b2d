/**
 * Billing: the operator's truth about money and bytes. Money is kept as double entry: what was charged is either behind a
 * provisioned plan, or refunded, or still in an open order. Usage reaches the balance when its record has been rated, some
 * time after the bytes have passed.
 *
 *     portal, web site ── charge, refund ──────────▶ ┌─────────┐ ── charged, provisioned, refunded ──▶ customer account
 *     subscription ────── charge, provision, refund ▶│ billing │                                          │
 *     subscription ────── charging records ─────────▶└─────────┘ ◀── accrues, collects ───────────────────┘
 *
 * Source: Microsoft Learn, "Plan purchase" (activation delay); the delay of rating is an assumption.
 */
import { type Bytes, type Cents, count, model, port, type Request, volume } from '../../sim/index.ts';
import type { customerAccount } from './customer-account.ts';
import { books, enter } from './ledger.ts';

const account = port<typeof customerAccount>('customer account');
const { charged, provisioned, refunded } = account.tells;
export const billingPorts = { account };

/** Money of one customer, who has the number of the device. */
export interface Payment {
  device: number;
  amount: Cents;
}

export const billing = model('billing', {
  source: 'plan-purchase.md',
  /** One ledger an operator. */
  record: {
    ...books(),
    orders: count(),
    provisions: count(),
    refunds: count(),
    rated: volume(),
  },
  /** Each about a customer, with the amount. */
  facts: ['charged', 'provisioned', 'refunded', 'accrued', 'accruedAbroad', 'collected'],
  takes: {
    charge(ledger, { device, amount }: Payment, does) {
      enter(ledger, 'charged', 'open', amount);
      ledger.orders += 1;
      does.emit('charged', amount, device);
      does.tell(charged, device, amount);
    },

    provision(ledger, { device, amount }: Payment, does) {
      enter(ledger, 'open', 'provisioned', amount);
      ledger.provisions += 1;
      does.emit('provisioned', amount, device);
      does.tell(provisioned, device, amount);
    },

    refund(ledger, { device, amount }: Payment, does) {
      enter(ledger, 'open', 'refunded', amount);
      ledger.refunds += 1;
      does.emit('refunded', amount, device);
      does.tell(refunded, device, amount);
    },

    /** A contract has used more than its allotment. */
    accrues(ledger, { device, amount }: Payment, does) {
      enter(ledger, 'receivable', 'overage', amount);
      does.emit('accrued', amount, device);
    },

    /** Use abroad has been rated. */
    accruesAbroad(ledger, { device, amount }: Payment, does) {
      enter(ledger, 'receivable', 'roaming', amount);
      does.emit('accruedAbroad', amount, device);
    },

    /** The bill of a cycle is paid. */
    collects(ledger, { device, amount }: Payment, does) {
      enter(ledger, 'collected', 'receivable', amount);
      does.emit('collected', amount, device);
    },
  },
  answers: {
    /** A usage record arrives, however late, and is booked. */
    rate(ledger, request: Request<Bytes, Bytes>, does) {
      ledger.rated = (ledger.rated + request.message) as Bytes;
      does.answer(request.ticket, request.message);
    },
  },
});
