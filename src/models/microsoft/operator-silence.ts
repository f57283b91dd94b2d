/**
 * Operator silence: what the Mobile Plans service remembers of each operator's API. When a 429 with Retry-After silences the
 * whole operator, not the one SIM: until when nothing more is asked. And after a 500: the wait before the second try.
 *
 *     Mobile Plans service ── throttled(until) ──▶ ┌──────────────────┐ ◀── looks before each request
 *                          ── pause ─────────────▶ │ operator silence │ ── a second later: now ──▶ Mobile Plans service
 *                                                  └──────────────────┘
 *
 * Source: Microsoft Learn, "Mobile Plans account management", 429 "Too many requests". Whether "that resource" is the SIM
 * or the operator the documents leave open: `microsoft.service.retryAfterScope` decides.
 */
import { type Microseconds, model, type Request, time } from '../../sim/index.ts';

export const operatorSilence = model('operator silence', {
  source: 'mobile-plans-account-management.md',
  record: { silentUntil: time() },
  takes: {
    /** Answers may overtake each other: the longest silence counts. */
    throttled(operator, until: Microseconds) {
      if (operator.silentUntil === undefined || until > operator.silentUntil) operator.silentUntil = until;
    },
  },
  answers: {
    /** Answers after so long, and then the service looks whether there is silence by now. */
    pause(_, request: Request<Microseconds, undefined>, does) {
      does.answer(request.ticket, undefined, request.message);
    },
  },
});
