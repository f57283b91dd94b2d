/**
 * The operator's back end as its portal sees it: calls to its tiers, each with one result. Behind each tier are servers and
 * threads, or a system of somebody else.
 *
 *     portal ── call(tier, name) ──▶ back end ──▶ tier ──▶ ok · a result of its own · error · time-out
 *
 * Source: Microsoft Learn, "Mobile Plans web portal" (what a portal has to do); the tiers are the scenario's own.
 */
import { count, model, port, type Request, sees } from '../../sim/index.ts';
import type { TierCall } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import type { mobileOperatorWebPortal } from './mobile-operator-web-portal.ts';

const portal = port<typeof mobileOperatorWebPortal>('web portal');
const { chargeMade } = portal.tells;
export const backEndPorts = { portal };
const sessions = sees<typeof mobileOperatorWebPortal>('portal sessions');
export const backEndSees = { sessions };

export const operatorBackEnd = model('operator back end', {
  source: 'mobile-plans-web-portal.md',
  /** One record an operator. */
  record: { calls: count() },
  given: {} as Surroundings,
  answers: {
    /**
     * Answers `ok`, or the name of the result. A call named `charge` that succeeds takes the money when its work is done,
     * whether or not anybody still waits; one named `status` answers `charged` or `notCharged`.
     */
    call(backEnd, request: Request<TierCall, string>, does) {
      backEnd.calls += 1;
      const { tier: name, call } = request.message;
      const tier = does.given.settings.operators[does.subject]!.backEnd.tiers.find(one => one.name === name)!;
      const { entity, occurrence } = request;
      const delay = does.given.sample(tier.service, does.draw(`${name}.service`, occurrence, 0, entity));
      const luck = does.draw(`${name}.result`, occurrence, 0, entity);
      let share = 0;
      const result = tier.results.find(one => {
        share += one.share;
        return luck < share;
      });
      if (call === 'status') {
        does.answer(request.ticket, does.look(sessions, entity).charged ? 'charged' : 'notCharged', delay);
        return;
      }
      if (call === 'charge' && result === undefined) does.tell(chargeMade, entity, undefined);
      does.answer(request.ticket, result?.name ?? 'ok', delay);
    },
  },
});
