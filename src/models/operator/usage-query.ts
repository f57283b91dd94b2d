/**
 * What the operator says of the usage of a line when the line's own device asks: the bytes that billing has booked, those of
 * other devices of the line included, and up to when it knows them.
 *
 *     mobile broadband app ── usageOf ──▶ ┌─────────────┐ ── reads ──▶ subscription
 *                          ◀── bytes of    │ usage query │
 *                          limit, at ───── └─────────────┘
 *
 *     planFrom ├── billed: bytes ──┼── recorded, not rated ──┼── this slice ──┤ passed
 *                                  at: when the latest booked record was written
 *
 * The request is asked of the operator (subject) by the device (entity), over whichever way the device has; who asks gives
 * the way and the time limit. What is younger than `at` the device knows better: it adds its own counter from then on.
 *
 * Source: Microsoft Learn, "Mobile operator notification scenarios", "Overview of mobile broadband", Data usage.
 * Assumption: the back end answers as fast as to a balance. Records that are rated out of turn leave a gap before `at`: the
 * operator does not know of it.
 */
import { type Bytes, count, type Microseconds, model, type Request, sees } from '../../sim/index.ts';
import type { Surroundings } from '../surroundings.ts';
import type { subscription } from './subscription.ts';

/** Usage of the present plan or cycle, as billing knows it. */
export interface BilledUsage {
  readonly bytes: Bytes;
  /** What the plan had when it began, with what was left of the one before; 0 for a line that never had one. */
  readonly limit: Bytes;
  /** What has passed later than this is not in `bytes`. */
  readonly at: Microseconds;
}

/**
 * What a usage query and its answer weigh on the way, in bytes.
 *
 * Assumption: a small HTTPS exchange over a connection that has to be set up; no document gives a size. Like whatever the
 * device exchanges with the operator's own hosts, it is not charged.
 */
export const usageQuerySize = 6_000 as Bytes;

/** Usage of the plan by billing: never negative, since bytes of the plan before are not counted. */
export const billedUsageOf = ({
  billed,
  granted,
  planFrom,
  billedUpTo,
}: Readonly<{
  billed: Bytes;
  granted: Bytes;
  planFrom: Bytes;
  billedUpTo: Microseconds | undefined;
}>): BilledUsage => ({
  bytes: Math.max(0, billed - planFrom) as Bytes,
  limit: (granted - planFrom) as Bytes,
  at: billedUpTo ?? (0 as Microseconds),
});

const lines = sees<typeof subscription>('subscriptions');
export const usageQuerySees = { lines };

export const usageQuery = model('usage query', {
  source: 'mobile-operator-notification-scenarios.md',
  /** One an operator. */
  record: { answered: count() },
  given: {} as Surroundings,
  answers: {
    /** A line that has been deleted is not known: HTTP 404. */
    usageOf(query, request: Request<undefined, BilledUsage>, does) {
      const { api } = does.given.settings.operators[does.subject]!;
      const device = request.entity;
      const luck = does.draw('usageQuery.service', request.occurrence, 0, device);
      const delay = does.given.sample(api.service, luck);
      const line = does.look(lines, device);
      if (line.state === 'terminated') {
        does.refuse(request.ticket, 404, undefined, delay);
        return;
      }
      query.answered += 1;
      does.answer(request.ticket, billedUsageOf(line), delay);
    },
  },
});
