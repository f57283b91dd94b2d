/**
 * The mobile network: lets a line register, or rejects it with a cause, and activates its packet context.
 *
 *     modem ── register ──▶ ┌────────────────┐ ── home, or reject cause
 *     modem ── activate ──▶ │ mobile network │ ── packet context
 *                           └────────────────┘
 *
 * Source: 3GPP TS 24.008 / 24.301 reject causes; times from Microsoft Learn, "Mobile broadband miniport driver
 * performance requirements".
 */
import { count, model, type Request, sees } from '../../sim/index.ts';
import type { ContextRequest } from '../device/class-driver.ts';
import type { Surroundings } from '../surroundings.ts';
import type { subscription } from './subscription.ts';

const lines = sees<typeof subscription>('subscriptions');
export const networkSees = { lines };

/** Reject causes of the network that occur here. */
export const rejectCauses = {
  imsiUnknown: 2,
  networkRefused: 11,
  networkFailure: 17,
} as const;

/** Causes after which the modem tries again by itself. */
export const isRetryableCause = (cause: number): boolean =>
  cause === rejectCauses.networkFailure || cause === rejectCauses.imsiUnknown;

export const mobileNetwork = model('mobile network', {
  source: 'ndis-status-wwan-register-state.md',
  record: { registrations: count(), rejects: count(), contexts: count() },
  given: {} as Surroundings,
  answers: {
    /** The message is how many times this line has tried before. */
    register(network, request: Request<number, 'home'>, does) {
      const settings = does.given.settings.operators[does.subject]!.network;
      const device = request.entity;
      const nth = request.message;
      const delay = does.given.sample(settings.registration, does.draw('network.registration', nth, 0, device));
      const line = does.look(lines, device);
      const known = line.state !== 'cold' && line.state !== 'activating';
      const cause = !known
        ? rejectCauses.imsiUnknown
        : does.draw('network.rejectsForGood', 0, 0, device) < settings.rejectsForGood
          ? rejectCauses.networkRefused
          : does.draw('network.rejectsRetryable', nth, 0, device) < settings.rejectsRetryable
            ? rejectCauses.networkFailure
            : undefined;
      if (cause === undefined) {
        network.registrations += 1;
        does.answer(request.ticket, 'home', delay);
      } else {
        network.rejects += 1;
        does.refuse(request.ticket, cause, undefined, delay);
      }
    },

    /** Lets a registered line send packets. */
    attach(_network, request: Request<undefined, true>, does) {
      does.answer(request.ticket, true);
    },

    /** The message names the access point. */
    activateContext(network, request: Request<ContextRequest | undefined, true>, does) {
      const { pdpActivation } = does.given.settings.operators[does.subject]!.network;
      network.contexts += 1;
      const uniform = does.draw('network.pdpActivation', request.occurrence, 0, request.entity);
      does.answer(request.ticket, true, does.given.sample(pdpActivation, uniform));
    },
  },
});
