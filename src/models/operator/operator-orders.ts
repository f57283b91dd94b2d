/**
 * Orders at the operator API: the second thing it can be asked for beside a balance. An order is accepted and gets a
 * number; what becomes of it is not modelled here.
 *
 *     load agent · portal ── POST orders ──▶ the same servers as GetBalance, or the tiers on a path of its own ──▶ order id
 *
 * Assumption: without a path, an order takes a server as long as a balance (`service`), and it fails as often (`errors`): the
 * documents that gave it times of its own, with the micro-balance, are withdrawn.
 */
import { count, model, type Request } from '../../sim/index.ts';
import type { Surroundings } from '../surroundings.ts';
import { apiBank, statusOfFailure } from './back-end-tiers.ts';
import { statusOf, type TurnedAway } from './mobile-operator-api.ts';

export const operatorOrders = model('mobile operator API', {
  source: 'mobile-plans-integration.md',
  record: { accepted: count() },
  given: {} as Surroundings,
  takes: {
    served(orders, request: Request<number, number>, does) {
      const { errors } = does.given.settings.operators[does.subject]!.api;
      if (does.draw('api.order.error', request.occurrence, 0, request.entity) < errors) {
        does.refuse(request.ticket, 500);
        return;
      }
      orders.accepted += 1;
      does.answer(request.ticket, orders.accepted);
    },

    /** The tiers of the back end have failed. */
    failed(_, { ticket, ending }: Request<number, number>, does) {
      const answer = statusOfFailure(ending!, does.given.settings.operators[does.subject]!.backEnd.tiers);
      if (answer !== undefined) does.refuse(ticket, answer.status);
      else if (ending!.failure === 'hung') does.stayedSilent(ticket);
      else does.shed(ticket);
    },

    turnedAway(_, { ticket, reason }: TurnedAway, does) {
      const status = statusOf[reason];
      if (status !== undefined) does.refuse(ticket, status);
      else if (reason === 'hung') does.stayedSilent(ticket);
      else does.shed(ticket);
    },
  },
  answers: {
    /** The message is the line for which something is ordered; the answer is the number of the order. */
    placeOrder(_, request: Request<number, number>, does) {
      const { service } = does.given.settings.operators[does.subject]!.api;
      const demand = does.given.sample(service, does.draw('api.order.service', request.occurrence, 0, request.entity));
      does.serve(apiBank(does.given, does.subject, 'placeOrder'), request.ticket, demand);
    },
  },
});
