/**
 * The operator's ledger: accounts, and entries that debit one account by what they credit to another. Whatever is booked, the
 * debit accounts add up to the credit accounts, to the cent.
 *
 *     event                 debit        credit
 *     an order is paid      charged      open           the payment provider has the money; the operator owes a plan
 *     its plan is there     open         provisioned    revenue
 *     it cannot be had      open         refunded       the payment provider gives the money back
 *     more than the plan    receivable   overage        revenue of a contract that is not on a bill yet
 *     use abroad is rated   receivable   roaming        revenue of use abroad that is not on a bill yet
 *     the bill is paid      collected    receivable
 *
 * Assumption: a plan is revenue when it is provisioned, not as it is used; the documents name no accounting rule.
 */
import { type Cents, money } from '../../sim/index.ts';

const sides = {
  /** What the payment provider has taken from buyers. */
  charged: 'debit',
  /** What contracts have paid beyond their price. */
  collected: 'debit',
  /** Owed by contracts, not on a bill yet. */
  receivable: 'debit',
  /** Owed to buyers: paid, and neither provisioned nor refunded yet. */
  open: 'credit',
  /** Revenue of plans. */
  provisioned: 'credit',
  /** What the payment provider has given back to buyers. */
  refunded: 'credit',
  /** Revenue of usage beyond the allotment of contracts. */
  overage: 'credit',
  /** Revenue of use abroad. */
  roaming: 'credit',
} as const;
type Account = keyof typeof sides;
const accounts = Object.keys(sides) as Account[];

type Books = { [A in Account]: Cents };

/** A balance for each account, all of them 0. */
export const books = (): { [A in Account]: ReturnType<typeof money> } => ({
  charged: money(),
  collected: money(),
  receivable: money(),
  open: money(),
  provisioned: money(),
  refunded: money(),
  overage: money(),
  roaming: money(),
});

/** Books one entry. A debit makes more of a debit account and less of a credit account; a credit the other way round. */
export function enter(ledger: Books, debit: Account, credit: Account, amount: Cents): void {
  ledger[debit] = (ledger[debit] + (sides[debit] === 'debit' ? amount : -amount)) as Cents;
  ledger[credit] = (ledger[credit] + (sides[credit] === 'credit' ? amount : -amount)) as Cents;
}

/** Debit accounts less credit accounts: 0, or an entry had only one side. */
export const trialBalance = (ledger: Readonly<Books>): number =>
  accounts.reduce((sum, account) => sum + (sides[account] === 'debit' ? ledger[account] : -ledger[account]), 0);
