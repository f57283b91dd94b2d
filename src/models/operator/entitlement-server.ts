/**
 * The operator's entitlement server: says whether a subscriber may share the connection.
 *
 *     entitlement task of the app ── may it? ──▶ ┌────────────────────┐ ── allowed, or not and why
 *                                                │ entitlement server │
 *                                                └────────────────────┘
 *
 * Source: Microsoft Learn, "Creating and configuring Internet Sharing experiences", "AllowTethering".
 * Assumption: who may share is decided once for each subscriber.
 */
import { count, model, type Request } from '../../sim/index.ts';
import { isOut, outageOf, slownessOf } from '../outages.ts';
import type { Surroundings } from '../surroundings.ts';

/** What the operator says of one subscriber. */
export interface Entitlement {
  readonly allowed: boolean;
  /** Whether it says why not. */
  readonly hasReason: boolean;
}

export const entitlementServer = model('entitlement server', {
  source: 'creating-and-configuring-internet-sharing-experiences.md',
  record: { asked: count(), allowed: count(), denied: count() },
  kept: 'objects',
  given: {} as Surroundings,
  answers: {
    mayShare(server, request: Request<undefined, Entitlement>, does) {
      server.asked += 1;
      const outage = outageOf(does, does.given.outages.entitlement[does.subject]!);
      if (isOut(does, outage, request, 'entitlement.outage')) return;
      const { entitled, givesReason, answer } = does.given.settings.operators[does.subject]!.sharing!;
      const allowed = does.draw('entitlement.entitled', 0, 0, request.entity) < entitled;
      if (allowed) server.allowed += 1;
      else server.denied += 1;
      const luck = does.draw('entitlement.answer', request.occurrence, 0, request.entity);
      const delay = does.given.sample(answer, luck) * slownessOf(outage);
      does.answer(request.ticket, { allowed, hasReason: !allowed && givesReason }, delay);
    },
  },
});
