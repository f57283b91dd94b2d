/**
 * Billing: the operator's truth about money and bytes. Both are kept as double entry: money charged is either behind a
 * provisioned plan, or refunded, or still in an open order; usage reaches the balance when its record has been rated,
 * some time after the bytes have passed.
 *
 * Source: Microsoft Learn, "Plan purchase" (activation delay); the delay of rating is an assumption.
 */
import { type Bytes, type Cents, count, model, money, type Request, volume } from '../../sim/index.ts';

export const billing = model('billing', {
  source: 'plan-purchase.md',
  record: {
    charged: money(),
    provisioned: money(),
    refunded: money(),
    /** Charged and neither provisioned nor refunded yet. */
    open: money(),
    orders: count(),
    refunds: count(),
    rated: volume(),
  },
  facts: ['charged', 'provisioned', 'refunded'],
  takes: {
    charge(ledger, { device, amount }: { device: number; amount: Cents }, does) {
      ledger.charged = (ledger.charged + amount) as Cents;
      ledger.open = (ledger.open + amount) as Cents;
      ledger.orders += 1;
      does.emit('charged', amount, device);
    },
    provision(ledger, { device, amount }: { device: number; amount: Cents }, does) {
      ledger.provisioned = (ledger.provisioned + amount) as Cents;
      ledger.open = (ledger.open - amount) as Cents;
      does.emit('provisioned', amount, device);
    },
    refund(ledger, { device, amount }: { device: number; amount: Cents }, does) {
      ledger.refunded = (ledger.refunded + amount) as Cents;
      ledger.open = (ledger.open - amount) as Cents;
      ledger.refunds += 1;
      does.emit('refunded', amount, device);
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
