/**
 * The mobile operator API: what the Mobile Plans service may ask about a line. A bank of servers behind one gateway,
 * which throttles what comes faster than its limit.
 *
 *     Mobile Plans service ── GET /sims/{iccid}/balances ──▶ gateway ── limit ──▶ queue ──▶ servers ──▶ balance
 *                                                             └─ 429 Retry-After
 *
 * Where the operator's back end has a path for the request, its tiers stand in the place of these servers, and a cache among
 * them may answer with the balance of an earlier moment.
 *
 * Source: Microsoft Learn, "Mobile Plans account management", GetBalance status codes.
 */
import {
  count,
  type Microseconds,
  model,
  type Request,
  sees,
  type Ticket,
  type TurnAwayReason,
} from '../../sim/index.ts';
import type { Balance } from '../messages/mobile-operator-api-messages.ts';
import type { Surroundings } from '../surroundings.ts';
import { apiBank, statusOfFailure } from './back-end-tiers.ts';
import { type cachedBalances, rememberedBalance } from './cached-balances.ts';
import { balanceOf, type subscription } from './subscription.ts';

const lines = sees<typeof subscription>('subscriptions');
const memory = sees<typeof cachedBalances>('cached balances');
export const apiSees = { lines, memory };

/** What a 429 says beside its status: do not come back before then. */
export interface ThrottledDetail {
  retryAfter: Microseconds;
}

/** A request that the servers let go without an answer. */
export interface TurnedAway {
  ticket: Ticket<unknown>;
  entity: number;
  reason: TurnAwayReason;
}

/** The HTTP status with which the gateway sends a request away; undefined where there is no answer at all. */
export const statusOf: Readonly<Record<TurnAwayReason, number | undefined>> = {
  limit: 429,
  refused: 503,
  error: 500,
  full: undefined,
  impatient: undefined,
  hung: undefined,
};

export const mobileOperatorApi = model('mobile operator API', {
  source: 'mobile-plans-account-management.md',
  record: { asked: count(), throttled: count(), errors: count(), unknown: count() },
  /** With the HTTP status as its value. */
  facts: ['refused'],
  given: {} as Surroundings,
  takes: {
    /** A server has worked on the request. */
    served(api, request: Request<number, Balance>, does) {
      const settings = does.given.settings.operators[does.subject]!.api;
      const device = request.message;
      if (does.draw('api.error', request.occurrence, 0, request.entity) < settings.errors) {
        api.errors += 1;
        does.emit('refused', 500, device);
        does.refuse(request.ticket, 500);
      } else if (
        settings.unknownIccids > 0 &&
        does.draw('api.unknownIccid', 0, 0, request.entity) < settings.unknownIccids
      ) {
        api.unknown += 1;
        does.emit('refused', 404, device);
        does.refuse(request.ticket, 404);
      } else {
        const { ending } = request;
        const balance =
          ending === undefined || ending.from === 'tiers'
            ? balanceOf(does.look(lines, device), 'plan', does.now)
            : rememberedBalance(does.look(memory, ending.fetchedFor), 'plan');
        if (balance !== undefined) {
          does.answer(request.ticket, balance);
          return;
        }
        api.unknown += 1;
        does.emit('refused', 404, device);
        does.refuse(request.ticket, 404);
      }
    },

    /** The tiers of the back end have failed. */
    failed(api, { ticket, entity, ending }: Request<number, Balance>, does) {
      const { backEnd, api: settings } = does.given.settings.operators[does.subject]!;
      const answer = statusOfFailure(ending!, backEnd.tiers);
      if (answer === undefined) {
        if (ending!.failure === 'hung') does.stayedSilent(ticket);
        else does.shed(ticket);
        return;
      }
      const { status, retryAfter = settings.retryAfter } = answer;
      if (status === 429) api.throttled += 1;
      else api.errors += 1;
      const detail: ThrottledDetail = { retryAfter: (does.now + retryAfter) as Microseconds };
      does.emit('refused', status, entity);
      does.refuse(ticket, status, status === 429 ? detail : undefined);
    },

    turnedAway(api, { ticket, entity, reason }: TurnedAway, does) {
      const status = statusOf[reason];
      if (status === undefined) {
        if (reason === 'hung') does.stayedSilent(ticket);
        else does.shed(ticket);
        return;
      }
      if (status === 429) api.throttled += 1;
      if (status === 500) api.errors += 1;
      const { retryAfter } = does.given.settings.operators[does.subject]!.api;
      const detail: ThrottledDetail = { retryAfter: (does.now + retryAfter) as Microseconds };
      does.emit('refused', status, entity);
      does.refuse(ticket, status, status === 429 ? detail : undefined);
    },
  },
  answers: {
    /** The message is the line asked for; its ICCID stands in the path of the request. */
    getBalance(api, request: Request<number, Balance>, does) {
      api.asked += 1;
      const { service } = does.given.settings.operators[does.subject]!.api;
      const demand = does.given.sample(service, does.draw('api.service', request.occurrence, 0, request.entity));
      does.serve(apiBank(does.given, does.subject, 'getBalance'), request.ticket, demand);
    },
  },
});
