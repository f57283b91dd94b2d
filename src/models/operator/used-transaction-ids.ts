/**
 * Which X-MS-DM-TransactionIds about one SIM the operator has seen. The Mobile Plans service numbers its requests about a
 * SIM from 1 and makes the GUID of that number, so the set of used ids is kept as the highest number and one bit for each of
 * the 32 up to it, like the window that guards a tunnel against replay:
 *
 *     … used │ 1 0 1 1 1 │ highest
 *             └ window ─┘
 *
 * Source: Microsoft Learn, "Mobile Plans account management", 409 "transaction id repeated".
 * Assumption: what comes more than 31 numbers late counts as repeated. A SIM has a handful of requests under way at most,
 * and after a 409 the service asks anew with another id.
 */
import type { Quantity } from '../../sim/index.ts';

/** The number of a request about one SIM, from 1: its transaction id is made of it. */
export type TransactionNumber = Quantity<'transaction'>;

/** What the operator remembers of one SIM. */
export interface UsedTransactionIds {
  /** The highest number seen; 0 before the first. */
  highest: number;
  /** 32 bits: bit n says whether the number n below the highest has been seen. */
  window: number;
}

/** The id of a client that makes each of them at random, as load agents do: nobody remembers it, because none comes twice. */
export const randomId = 0 as TransactionNumber;

const windowSize = 32;

/** Whether the id has been used before. */
export function isUsed({ highest, window }: Readonly<UsedTransactionIds>, id: number): boolean {
  if (id === randomId || id > highest) return false;
  const age = highest - id;
  return age >= windowSize || ((window >>> age) & 1) === 1;
}

/** HOT: notes that the id has been used now. */
export function use(used: UsedTransactionIds, id: number): void {
  if (id === randomId) return;
  const step = id - used.highest;
  if (step <= 0) used.window = (used.window | (1 << -step)) >>> 0;
  else {
    used.window = step >= windowSize ? 1 : ((used.window << step) | 1) >>> 0;
    used.highest = id;
  }
}
