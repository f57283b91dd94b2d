/**
 * The mobile operator API: what the Mobile Plans service may ask about a SIM. Each resource belongs to one SIM; behind the
 * gateway, which turns away what is not in order and throttles what comes too fast, the operator's servers do the work.
 *
 *     Mobile Plans service ── GET /sims/{iccid}/balances, offers, notifications
 *            │
 *            ▼   401 403 certificate, credentials · 409 transaction id · 400 query
 *         gateway ── limit ──▶ servers ──▶ 404 unknown ICCID · 500 · or what was asked for
 *            └─ 429 Retry-After
 *
 * Source: Microsoft Learn, "Mobile Plans account management", "Gateway page", "Mobile Plans notifications"; "Mobile Plans
 * integration" (parameter tests, certificate tests).
 * Assumption: a request is looked at in this order, and none of it takes a server.
 */
import {
  type Bank,
  count,
  type Microseconds,
  model,
  type Request,
  sees,
  type Ticket,
  type TurnAwayReason,
} from '../../sim/index.ts';
import {
  type Balance,
  getBalanceQueryMistake,
  type Notification,
  notificationTypeOf,
  notificationTypes,
  pageQueryMistake,
  standardTemplate,
} from '../messages/mobile-operator-api-messages.ts';
import { countries } from '../provider-table.ts';
import type { ApiRequest, ApiSettings } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import { apiBank, statusOfFailure } from './back-end-tiers.ts';
import { type cachedBalances, rememberedBalance } from './cached-balances.ts';
import { balanceOf, type subscription } from './subscription.ts';
import { isUsed, type TransactionNumber, type UsedTransactionIds, use } from './used-transaction-ids.ts';

const lines = sees<typeof subscription>('subscriptions');
const memory = sees<typeof cachedBalances>('cached balances');
export const apiSees = { lines, memory };

/** GetBalance with a query as it arrives. Without one, the Mobile Plans service asks for one balance, in its short form. */
export interface BalancesRequest {
  asks: 'balances';
  transaction: TransactionNumber;
  query: Readonly<{ fieldsTemplate?: string; limit?: string; location?: string }>;
}

export interface OffersRequest {
  asks: 'offers';
  transaction: TransactionNumber;
  limit?: string;
}

export interface NotificationsRequest {
  asks: 'notifications';
  transaction: TransactionNumber;
  /** In any case: the documents write LowBalance and lowBalance. */
  notificationType: string;
  limit?: string;
}

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

/** Everything that can be asked for, as the servers get it: a bare number is GetBalance on the service's usual terms. */
type Asked = number | BalancesRequest | OffersRequest | NotificationsRequest;

export const mobileOperatorApi = model('mobile operator API', {
  source: 'mobile-plans-account-management.md',
  /** One record a SIM: the transaction ids that have been used for it. */
  record: { highest: count(), window: count() },
  kept: 'columns',
  /** With the HTTP status as its value. */
  facts: ['refused'],
  given: {} as Surroundings,
  takes: {
    /** A server has worked on the request. */
    served(_, request: Request<Asked, unknown>, does) {
      const asked = request.message;
      const { api, gateway, provider } = does.given.operator(does.subject);
      const { occurrence, entity } = request;
      const failed =
        does.draw(errorPurposeOf(asked), occurrence, 0, entity) < api.errors ||
        (isForOffers(asked) && does.draw('api.getOffers.fails', occurrence, 0, entity) < gateway.offersFail);
      const { ending } = request;
      const balance =
        ending === undefined || ending.from === 'tiers'
          ? balanceOf(does.look(lines), balanceId, does.now)
          : rememberedBalance(does.look(memory, ending.fetchedFor), balanceId);
      const unknown = balance === undefined || isShareOf(does, 'api.unknownIccid', request.entity, api.unknownIccids);
      if (failed || unknown) {
        const status = failed ? 500 : 404;
        does.emit('refused', status);
        does.refuse(request.ticket, status);
        return;
      }
      const excluded = isShareOf(does, 'api.excluded', request.entity, api.excluded);
      const consumed: Balance = excluded ? { id: balanceId, type: 'NOTSUPPORTED' } : balance;
      if (typeof asked === 'number') does.answer(request.ticket, consumed);
      else if (asked.asks === 'balances') {
        const { location = '', limit } = asked.query;
        const isActive = location === '' || location.toUpperCase() === provider.country.toUpperCase();
        does.answer(request.ticket, limited(isActive ? [consumed] : [], limit));
      } else if (asked.asks === 'offers') {
        const { templates, unknownTemplate } = gateway;
        const wrong =
          unknownTemplate > 0 &&
          does.draw('api.getOffers.unknown', request.occurrence, 0, request.entity) < unknownTemplate;
        const luck = does.draw('api.getOffers.template', 0, 0, request.entity);
        does.answer(request.ticket, limited([wrong ? noTemplate : offeredOf(templates, luck)], asked.limit));
      } else {
        const type = notificationTypeOf(asked.notificationType)!;
        const notificationId = 1 + notificationTypes.indexOf(type);
        does.answer(request.ticket, limited([{ notificationId, notificationType: type }], asked.limit));
      }
    },

    /** The tiers of the back end have failed. */
    failed(_, { ticket, ending }: Request<Asked, unknown>, does) {
      const { backEnd, api } = does.given.operator(does.subject);
      const answer = statusOfFailure(ending!, backEnd.tiers);
      if (answer === undefined) {
        if (ending!.failure === 'hung') does.stayedSilent(ticket);
        else does.shed(ticket);
        return;
      }
      const { status, retryAfter = api.retryAfter } = answer;
      const detail: ThrottledDetail = { retryAfter: (does.now + retryAfter) as Microseconds };
      does.emit('refused', status);
      does.refuse(ticket, status, status === 429 ? detail : undefined);
    },

    turnedAway(_, { ticket, reason }: TurnedAway, does) {
      const status = statusOf[reason];
      if (status === undefined) {
        if (reason === 'hung') does.stayedSilent(ticket);
        else does.shed(ticket);
        return;
      }
      const { retryAfter } = does.given.operator(does.subject).api;
      const detail: ThrottledDetail = { retryAfter: (does.now + retryAfter) as Microseconds };
      does.emit('refused', status);
      does.refuse(ticket, status, status === 429 ? detail : undefined);
    },
  },
  answers: {
    /**
     * HOT: GetBalance as the Mobile Plans service asks it, for the one balance that is being consumed in the country of the
     * device (`fieldsTemplate=basic&limit=1`). The message is the number of the transaction, from which its id is made.
     */
    getBalance(used, request: Request<TransactionNumber, Balance>, does) {
      if (!passes(does, used, request, request.message)) return;
      use(used, request.message);
      does.serve(serversOf(does, 'getBalance'), request.ticket, demandOf(does, 'api.service', request));
    },

    /** GetBalance with a query of its own: as many balances as the limit allows. */
    getBalances(used, request: Request<BalancesRequest, readonly Balance[]>, does) {
      const { transaction, query } = request.message;
      const { strictLocation } = does.given.operator(does.subject).api;
      if (!passes(does, used, request, transaction, getBalanceQueryMistake(query, knownLocations(), strictLocation)))
        return;
      use(used, transaction);
      does.serve(serversOf(does, 'getBalance'), request.ticket, demandOf(does, 'api.service', request));
    },

    /** Which gateway page to show for the SIM: ids of templates. */
    getOffers(used, request: Request<OffersRequest, readonly string[]>, does) {
      const { transaction } = request.message;
      if (!passes(does, used, request, transaction, pageQueryMistake(request.message))) return;
      use(used, transaction);
      does.serve(serversOf(does, 'getOffers'), request.ticket, demandOf(does, 'api.getOffers.service', request));
    },

    /** What to tell the user of the SIM: ids of notifications of the type asked for. */
    getNotifications(used, request: Request<NotificationsRequest, readonly Notification[]>, does) {
      const { transaction } = request.message;
      if (!passes(does, used, request, transaction, pageQueryMistake(request.message))) return;
      use(used, transaction);
      const demand = demandOf(does, 'api.getNotifications.service', request);
      does.serve(serversOf(does, 'getNotifications'), request.ticket, demand);
    },
  },
});

const isForOffers = (asked: Asked): boolean => typeof asked === 'object' && asked.asks === 'offers';

/** Requests of different kinds have luck of their own. */
const errorPurposeOf = (asked: Asked): string =>
  typeof asked === 'number' || asked.asks === 'balances' ? 'api.error' : `api.${asked.asks}.error`;

/** The id under which the operator keeps the balance of a line: each line has one. */
const balanceId = 'C-7001';

/** The part of `does` that knows the operator of the SIM and its luck. */
interface Serving {
  readonly given: Surroundings;
  readonly subject: number;
  draw(purpose: string, occurrence?: number, attempt?: number, subject?: number): number;
}

/** The part of `does` that turns requests away. */
interface Refusing extends Serving {
  refuse(ticket: Ticket<unknown>, code: number, detail?: unknown): void;
  emit(fact: 'refused', value: number): void;
}

/**
 * Whether the gateway lets the request through to the servers; if not, it has answered it.
 *
 * @param mistake  what is wrong with the query, if anything: the body of a 400 names it
 */
function passes(
  does: Refusing,
  used: Readonly<UsedTransactionIds>,
  request: Request<unknown, unknown>,
  transaction: number,
  mistake?: string,
): boolean {
  const status =
    gatewayStatus(does.given.operator(does.subject).api, used, transaction) ??
    (mistake === undefined ? undefined : 400);
  if (status === undefined) return true;
  does.emit('refused', status);
  does.refuse(request.ticket, status, status === 400 ? mistake : undefined);
  return false;
}

/** The one place that says which servers do which kind of request. */
const serversOf = ({ given, subject }: Serving, kind: ApiRequest): Bank =>
  apiBank(given, given.operatorOf(subject), kind);

const demandOf = (does: Serving, purpose: string, request: Request<unknown, unknown>): number =>
  does.given.sample(
    does.given.operator(does.subject).api.service,
    does.draw(purpose, request.occurrence, 0, request.entity),
  );

/** Whether the SIM is one of a share of them; always the same ones. */
const isShareOf = (does: Serving, purpose: string, sim: number, share: number): boolean =>
  share > 0 && does.draw(purpose, 0, 0, sim) < share;

/**
 * The status with which the gateway turns a request away for what is wrong with its client or its transaction id.
 *
 * Source: Microsoft Learn, "Mobile Plans integration" (401 for an absent or expired certificate), "Mobile Plans account
 * management" (403 for one that is not trusted).
 */
function gatewayStatus(
  { certificate, credentials }: Pick<ApiSettings, 'certificate' | 'credentials'>,
  used: Readonly<UsedTransactionIds>,
  transaction: number,
): number | undefined {
  if (certificate !== 'valid') return certificate === 'untrusted' ? 403 : 401;
  if (credentials === 'wrong') return 401;
  return isUsed(used, transaction) ? 409 : undefined;
}

let known: readonly string[] | undefined;

/** Countries that an operator's API knows, in capitals: those in which anybody offers mobile broadband. */
function knownLocations(): readonly string[] {
  known ??= countries().map(country => country.toUpperCase());
  return known;
}

const limited = <T>(list: readonly T[], limit: string | undefined): readonly T[] =>
  limit === undefined ? list : list.slice(0, Number(limit));

/** A template id that the operator's service configuration does not have. */
const noTemplate = 'unknown';

/** The template of a SIM, by the shares of the templates; the rest gets the standard one. */
function offeredOf(templates: readonly { id: string; share: number }[], luck: number): string {
  let share = 0;
  for (const template of templates) {
    share += template.share;
    if (luck < share) return template.id;
  }
  return standardTemplate;
}
