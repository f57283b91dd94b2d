/**
 * The operator's back end as its portal sees it: calls to its tiers, each with one result. Behind each tier are servers and
 * threads, or a system of somebody else.
 *
 *     portal ── call(tier, name) ──▶ back end ──▶ tier ──▶ ok · a result of its own · error · time-out
 *        ◀────── chargeMade ──────────────────────┘ when the money is taken, however late
 *
 * Source: Microsoft Learn, "Mobile Plans web portal" (what a portal has to do); the tiers are the scenario's own.
 */
import { count, model, port, type Request, sees } from '../../sim/index.ts';
import type { TierCall } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import { statusOfFailure } from './back-end-tiers.ts';
import type { mobileOperatorWebPortal } from './mobile-operator-web-portal.ts';

const portal = port<typeof mobileOperatorWebPortal>('web portal');
const { chargeMade } = portal.tells;
export const backEndPorts = { portal };
const sessions = sees<typeof mobileOperatorWebPortal>('portal sessions');
export const backEndSees = { sessions };

export const operatorBackEnd = model('operator back end', {
  source: 'mobile-plans-web-portal.md',
  /** One record an operator. */
  record: { calls: count(), charges: count() },
  given: {} as Surroundings,
  takes: {
    /** A tier has done its work and somebody still waits. */
    served(_, request: Request<TierCall, string>, does) {
      const { ticket, ending, entity, message } = request;
      if (ending!.how === 'result') does.answer(ticket, ending!.result!);
      else if (message.call === 'status')
        does.answer(ticket, does.look(sessions, entity).charged ? 'charged' : 'notCharged');
      else does.answer(ticket, 'ok');
    },

    failed(_, { ticket, ending }: Request<TierCall, string>, does) {
      const answer = statusOfFailure(ending!, does.given.settings.operators[does.subject]!.backEnd.tiers);
      if (answer !== undefined) does.refuse(ticket, answer.status);
      else if (ending!.failure === 'hung') does.stayedSilent(ticket);
      else does.shed(ticket);
    },

    /**
     * A charge has been made, whether or not anybody still waits for it.
     *
     * Assumption: whoever takes the money takes it once for each order, however often the charge is tried.
     */
    charged(backEnd, device: number, does) {
      if (does.look(sessions, device).charged) return;
      backEnd.charges += 1;
      does.tell(chargeMade, device, undefined);
    },
  },
  answers: {
    /**
     * Answers `ok`, or the name of the result. A call named `charge` that succeeds takes the money when its work is done,
     * whether or not anybody still waits; one named `status` answers `charged` or `notCharged`.
     */
    call(backEnd, request: Request<TierCall, string>, does) {
      backEnd.calls += 1;
      const { tier, call } = request.message;
      does.serve(does.given.backEnds[does.subject]!.to(tier, call), request.ticket, 0);
    },
  },
});
