/**
 * Orders at the operator API: the second thing it can be asked for beside a balance. An order is accepted and gets a
 * number; what becomes of it is not modelled, because only load tests place orders here.
 *
 *     load agent ── POST orders ──▶ the same gateway, queue and servers as GetBalance ──▶ order id
 *
 * Assumption: an order takes a server as long as a balance (`service`), and fails as often (`errors`): the documents that
 * gave it times of its own, with the micro-balance, are withdrawn.
 */
import { count, model, type Request } from '../../sim/index.ts';
import type { Surroundings } from '../surroundings.ts';
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
      does.serve(does.given.apiServers[does.subject]!, request.ticket, demand);
    },
  },
});
