/**
 * The operator's answer to the question how much of a plan is used: what billing has rated, and of which moment that is.
 *
 *     mobile broadband app ── how much? ──▶ ┌─────────────┐
 *              ◀── 412 MB, as of 14:05 ──── │ usage query │ ── reads ──▶ the line, as billing knows it
 *                                           └─────────────┘
 *
 * It is older than now by the lag of rating: bytes reach it with their charging record, those of a session under way when a
 * slice is full. What other devices of the line have used is in it.
 *
 * Source: Microsoft Learn, "Mobile operator notification event technical details" (the billing system is authoritative for
 * usage that it has processed). Assumption: it is answered by the back end behind the operator's API, in its service time; the
 * documents leave the interface between an operator and its app to them.
 */
import { type Bytes, bytes, count, type Microseconds, model, type Request, sees } from '../../sim/index.ts';
import type { PlanSettings } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Line, subscription } from './subscription.ts';

/** How much of the plan or cycle was used, and at which moment. */
export interface BilledUsage {
  readonly bytes: Bytes;
  readonly at: Microseconds;
}

/**
 * What one question and its answer weigh on the way: connection, headers, a few numbers.
 *
 * Assumption: 4 kB, a resumed TLS connection with a small JSON answer; nobody publishes it. An operator does not charge for it.
 */
export const queryBytes: Bytes = bytes(4000);

const lines = sees<typeof subscription>('subscriptions');
export const usageQuerySees = { lines };

/**
 * What of the plan, or of the cycle of a contract, billing knows to be used. Of a prepaid plan, what its balance lacks: the
 * rounding of charging records is in it.
 */
export function billedUsage(line: Readonly<BilledLine>, plan: Pick<PlanSettings, 'data' | 'postpaid'>): Bytes {
  const used = plan.postpaid ? line.billed - line.before : plan.data - (line.granted - line.billed);
  return Math.max(0, used) as Bytes;
}
type BilledLine = Pick<Line, 'billed' | 'before' | 'granted'>;

/** The moment up to which billing knows the line; the beginning of the cycle, while it knows of nothing since. */
export const billedUpTo = ({ billedAt, begunAt }: Readonly<Pick<Line, 'billedAt' | 'begunAt'>>): Microseconds =>
  Math.max(billedAt ?? 0, begunAt ?? 0) as Microseconds;

export const usageQuery = model('usage query', {
  source: 'mobile-operator-notification-event-technical-details.md',
  /** One for each line. */
  record: { asked: count() },
  kept: 'columns',
  given: {} as Surroundings,
  answers: {
    usageOf(query, request: Request<undefined, BilledUsage>, does) {
      const { service } = does.given.operator(does.subject).api;
      const nth = query.asked;
      query.asked += 1;
      const line = does.look(lines);
      const told = { bytes: billedUsage(line, does.given.plan(does.subject)), at: billedUpTo(line) };
      does.answer(request.ticket, told, does.given.sample(service, does.draw('usageQuery.service', nth)));
    },
  },
});
