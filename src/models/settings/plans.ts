/** What an operator sells: plans, and what usage beyond them costs. */
import type { Bytes, Cents, Microseconds } from '../../sim/index.ts';
import type { PlanDescription } from './metered.ts';

export interface PlanSettings extends PlanDescription {
  name: string;
  /** What the plan grants; a prepaid plan ends when either is used up. */
  data: Bytes;
  lasts: Microseconds;
  price: Cents;
  currency: string;
  /** A contract: a bill and a new allotment after each `lasts`, and usage beyond the allotment goes on. */
  postpaid: boolean;
  /** What a contract pays for usage beyond its allotment; nothing, where it is left out. */
  overage?: OverageSettings | undefined;
  /** When the plan, or the cycle, ends: after `lasts`, as it does where this is left out, or at the local midnight from then on. */
  endsAt?: 'duration' | 'localMidnight' | undefined;
}

/**
 * Usage beyond the allotment of a contract costs `price` for each `per` that it has begun, counted anew in each cycle.
 * Assumption: the documents name the allotment of a contract and no tariff beyond it.
 */
export interface OverageSettings {
  per: Bytes;
  price: Cents;
}
