/**
 * The subscription: one line, known by its ICCID, with the plan it has and the bytes it has used.
 *
 *     portal, web site ── ordered ──▶ ┌──────────────┐ ── charging records ───▶ billing, customer account
 *     modem ── traffic ─────────────▶ │ subscription │ ── carried bytes ──────▶ local data counters
 *     operator ── suspended, ... ───▶ └──────────────┘ ── detached, probe now ▶ registration, connection
 *
 *     cold ─▶ warm ─▶ activating ─▶ hotPrepaid ─▶ outOfData, expired ── topped up ──▶ hotPrepaid
 *                               └─▶ hotPostpaid ⟲ billing cycle
 *     hot ⇄ suspended        any ── deleted ──▶ terminated        any ── SIM reprogrammed ──▶ cold, a new line
 *
 * Prepaid and postpaid lines stand side by side: the plan of its group says which one a line is. How a line gets a plan, how it
 * is charged and how it ends stand in files of their own.
 *
 * Source: Microsoft Learn, "Mobile Plans account management", "Plan purchase", "Overview of mobile broadband".
 * Assumption: the transitions between the states; the documents name the states alone.
 */
import { model } from '../../sim/index.ts';
import type { Surroundings } from '../surroundings.ts';
import { chargingHandlers } from './line-charging.ts';
import { endHandlers } from './line-end.ts';
import { planHandlers } from './line-plan.ts';
import { subscriptionFacts, subscriptionRecord, subscriptionTable, subscriptionTimers } from './subscription-record.ts';

/** What others know of a line. */
export { balanceOf } from './balance.ts';
export { causeOfSuspension } from './line-end.ts';
export { passedBy } from './line-usage.ts';
export { isHot, reachesInternet, subscriptionPorts } from './subscription-record.ts';

export const subscription = model('subscription', {
  source: 'mobile-plans-account-management.md',
  table: subscriptionTable,
  record: subscriptionRecord,
  kept: 'columns',
  timers: subscriptionTimers,
  facts: subscriptionFacts,
  given: {} as Surroundings,
  takes: { ...planHandlers, ...chargingHandlers, ...endHandlers },
});
