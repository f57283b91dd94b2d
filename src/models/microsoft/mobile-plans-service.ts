/**
 * The Mobile Plans service: the cloud behind the app. It tells the app which operators there are and which gateway page to
 * show, and is the only party that asks the operator's API: devices never do.
 *
 *     app ────── signIn, GetProviders, assets ──▶ ┌──────────────────────┐
 *     app ────── GetNotifications ──────────────▶ │ Mobile Plans service │ ── GET balances, offers, notifications ──▶ operator API
 *     flyout ─── GetBalance ────────────────────▶ └──────────────────────┘    client certificate, transaction id
 *
 * Each request about a SIM has a number, from which its X-MS-DM-TransactionId is made. How the answers of the operator are
 * taken stands in operator-api-reactions.ts; while there is silence after a 429, nothing is asked.
 *
 * Source: Microsoft Learn, "Mobile Plans account management", "Gateway page", "Mobile Plans notifications", "Mobile Plans
 * system architecture".
 * Assumption: of the time that the service adds to a request, all passes after the operator has answered, so that it decides
 * at the moment at which it asks. A silence that belongs to a SIM holds for everything asked about it.
 */
import {
  count,
  type Microseconds,
  model,
  oneOf,
  port,
  type Reply,
  type Request,
  sees,
  small,
  type Ticket,
  time,
} from '../../sim/index.ts';
import {
  type Balance,
  balanceTypes,
  type Notification,
  notificationTypeOf,
  notificationTypes,
  standardTemplate,
} from '../messages/mobile-operator-api-messages.ts';
import type { mobileOperatorApi } from '../operator/mobile-operator-api.ts';
import type { subscription } from '../operator/subscription.ts';
import type { TransactionNumber } from '../operator/used-transaction-ids.ts';
import { isOut, outageOf, slownessOf } from '../outages.ts';
import type { Surroundings } from '../surroundings.ts';
import { assets, assetsSize, type NotificationRequest, promotionId, type Toast } from './app-content.ts';
import { type balanceCache, cachedBalance } from './balance-cache.ts';
import { catalogueOf, type ProviderList, providersFor, withTemplate } from './catalogue.ts';
import { reactionTo } from './operator-api-reactions.ts';
import {
  type Asking,
  aboutOf,
  cardOf,
  type Failure,
  failureOf,
  firstTry,
  forBalance,
  forLaunch,
  forNotification,
  forOffers,
  isSecond,
  purposeOf,
  ticketOf,
} from './operator-requests.ts';
import type { operatorSilence } from './operator-silence.ts';

export type { NotificationRequest, Toast } from './app-content.ts';
export type { ProviderList } from './catalogue.ts';

const api = port<typeof mobileOperatorApi>('operator API');
const balances = api.asks.getBalance;
const offers = api.asks.getOffers;
const notifications = api.asks.getNotifications;
const silence = port<typeof operatorSilence>('operator silence');
const { throttled } = silence.tells;
const { pause } = silence.asks;
const cache = port<typeof balanceCache>('balance cache');
const { heard } = cache.tells;
export const servicePorts = { api, silence, cache };
const silences = sees<typeof operatorSilence>('operator silence');
const caches = sees<typeof balanceCache>('balance cache');
const lines = sees<typeof subscription>('subscriptions');
export const serviceSees = { silences, caches, lines };

/** The part of `does` that tells whether there is silence, and whose SIM it is. */
interface Listening {
  readonly now: Microseconds;
  readonly given: Surroundings;
  readonly subject: number;
  look(seen: typeof silences, operator: number): Readonly<{ silentUntil: Microseconds | undefined }>;
}

/** Whether no request for the SIM may be made now. */
function isSilent(sim: Readonly<{ silentUntil: Microseconds | undefined }>, does: Listening): boolean {
  const { settings } = does.given;
  const { silentUntil } =
    settings.microsoft.retryAfterScope === 'sim' ? sim : does.look(silences, does.given.operatorOf(does.subject));
  return silentUntil !== undefined && does.now < silentUntil;
}

/** How long the service waits for the operator. */
const patienceOf = ({ given, subject }: Pick<Listening, 'given' | 'subject'>): Microseconds =>
  given.operator(subject).api.clientTimeout ?? given.settings.microsoft.apiTimeout;

/** States of a line whose profile is not active in a device with an eUICC. */
const profileless = ['cold', 'activating', 'terminated'];

export const mobilePlansService = model('mobile plans service', {
  source: 'mobile-plans-system-architecture.md',
  /** One record a device, for the SIM it has at present. */
  record: {
    silentUntil: time(),
    /** Requests about the SIM so far: the number of the last transaction. */
    asked: count(),
    /** Which of the device's SIMs it was that was asked about last. */
    card: small(),
    /** As last heard. */
    type: oneOf(balanceTypes),
  },
  kept: 'columns',
  /**
   * Of the reactions, the value is the HTTP status; of `silenced`, until when. Failures of the operator that nobody can repair
   * by waiting are `alerted`; requests that it calls wrong are `logged`.
   */
  facts: ['silenced', 'alerted', 'logged', 'repeated', 'gaveUp', 'servedFromCache'],
  given: {} as Surroundings,
  takes: {
    balanceAnswered(sim, reply: Reply<Balance>, does) {
      if (reply.outcome !== 'answered') {
        does.self('operatorFailed', failureOf(reply));
        return;
      }
      const balance = reply.answer;
      const card = cardOf(reply.about);
      if (card === sim.card) sim.type = balance.type;
      if (does.given.settings.microsoft.balanceCache > 0) does.tell(heard, does.subject, { balance, card });
      if (purposeOf(reply.about) === forBalance) does.answer(ticketOf<Balance>(reply.about), balance, overheadOf(does));
    },

    offersAnswered(_, reply: Reply<readonly string[]>, does) {
      if (reply.outcome !== 'answered') {
        does.self('operatorFailed', failureOf(reply));
        return;
      }
      does.self('answersProviders', { ticket: ticketOf<ProviderList>(reply.about), template: reply.answer[0] });
    },

    notificationsAnswered(_, reply: Reply<readonly Notification[]>, does) {
      if (reply.outcome !== 'answered') {
        does.self('operatorFailed', failureOf(reply));
        return;
      }
      const [first] = reply.answer;
      const toast: Toast | undefined = first && {
        notificationId: String(first.notificationId),
        type: first.notificationType,
      };
      does.answer(ticketOf<Toast | undefined>(reply.about), toast, overheadOf(does));
    },

    /** The operator has refused, or said nothing: see operator-api-reactions.ts. */
    operatorFailed(sim, failure: Failure, does) {
      const { status, about } = failure;
      const { microsoft } = does.given.settings;
      const reaction = reactionTo(status, isSecond(about));
      if (reaction === 'takesNewId') {
        does.self('repeats', failure);
        return;
      }
      if (reaction === 'repeatsLater') {
        does.ask(pause, does.given.operatorOf(does.subject), microsoft.retryAfter500, {
          then: 'pauseOver',
          about,
          entity: failure.entity,
          occurrence: failure.occurrence,
        });
        return;
      }
      if (reaction === 'alerts') does.emit('alerted', status);
      if (reaction === 'logs') does.emit('logged', status);
      if (reaction === 'keepsSilent') {
        const retryAfter = failure.retryAfter!;
        if (microsoft.retryAfterScope === 'operator')
          does.tell(throttled, does.given.operatorOf(does.subject), retryAfter);
        else if (sim.silentUntil === undefined || retryAfter > sim.silentUntil) sim.silentUntil = retryAfter;
        does.emit('silenced', retryAfter);
      }
      if (reaction === 'givesUp') does.emit('gaveUp', status);
      does.self('givesUp', { about, status });
    },

    pauseOver(_, reply: Reply<undefined>, does) {
      const { about, entity, occurrence } = reply;
      does.self('repeats', { status: 500, retryAfter: undefined, about, entity, occurrence } satisfies Failure);
    },

    /** The second try, with a new transaction id; none while there is silence. */
    repeats(sim, failure: Failure, does) {
      const { about, status } = failure;
      if (isSilent(sim, does)) {
        does.emit('gaveUp', status);
        does.self('givesUp', { about, status });
        return;
      }
      does.emit('repeated', status);
      does.self('asksOperator', {
        about: about + 1,
        entity: failure.entity,
        occurrence: failure.occurrence + 1,
      } satisfies Asking);
    },

    asksOperator(sim, { about, entity, occurrence }: Asking, does) {
      sim.asked += 1;
      const transaction = sim.asked as TransactionNumber;
      const purpose = purposeOf(about);
      const terms = { within: patienceOf(does), over: does.given.links.dataCentres, about, entity, occurrence };
      if (purpose === forBalance || purpose === forLaunch)
        does.ask(balances, does.subject, transaction, { then: 'balanceAnswered', ...terms });
      else if (purpose === forOffers)
        does.ask(
          offers,
          does.subject,
          { asks: 'offers', transaction, limit: '1' },
          { then: 'offersAnswered', ...terms },
        );
      else {
        const notificationType = notificationTypes[purpose - forNotification]!;
        does.ask(
          notifications,
          does.subject,
          { asks: 'notifications', transaction, notificationType, limit: '1' },
          { then: 'notificationsAnswered', ...terms },
        );
      }
    },

    /** What the device gets when the operator has not helped: the standard gateway page, or the status. */
    givesUp(_, { about, status }: { about: number; status: number }, does) {
      const ticket = ticketOf<ProviderList>(about);
      const purpose = purposeOf(about);
      if (purpose === forOffers) does.self('answersProviders', { ticket, template: undefined });
      else if (purpose !== forLaunch) does.refuse(ticket, status, undefined, overheadOf(does));
    },

    /** A template that the configuration of the operator does not have is answered with the standard one. */
    answersProviders(_, { ticket, template }: { ticket: Ticket<ProviderList>; template: string | undefined }, does) {
      const { gateway } = does.given.operator(does.subject);
      const list = listFor(does)!;
      const known = gateway.templates.find(({ id }) => id === template)?.id ?? standardTemplate;
      does.answer(ticket, withTemplate(list, known), overheadOf(does));
    },
  },
  answers: {
    /** The person signs in with a Microsoft account. */
    signIn(_, request: Request<undefined, true>, does) {
      if (isUnwell(does, request, 'signIn')) return;
      does.answer(request.ticket, true, overheadOf(does));
    },

    /**
     * The operators for this device. The gateway page is asked of the operator's API when there are several and a profile of
     * that operator is active.
     *
     * Errors: 403 when the operator has said that the SIM is not supported; 404 when there is no operator to show.
     */
    getProviders(sim, request: Request<undefined, ProviderList>, does) {
      if (isUnwell(does, request, 'getProviders')) return;
      const list = listFor(does);
      if (list === undefined || sim.type === 'NOTSUPPORTED') {
        does.refuse(request.ticket, list === undefined ? 404 : 403, undefined, overheadOf(does));
        return;
      }
      const { ticket, entity, occurrence } = request;
      const silent = isSilent(sim, does);
      if (does.given.settings.microsoft.balanceAtLaunch === true && list.own !== undefined && !silent)
        does.self('asksOperator', {
          about: aboutOf(ticket, sim.card, forLaunch),
          entity,
          occurrence: firstTry(occurrence),
        } satisfies Asking);
      const asksForOffer = list.own !== undefined && does.given.operator(does.subject).gateway.templates.length > 1;
      if (!asksForOffer || silent) {
        if (list.own === undefined) does.answer(ticket, list, overheadOf(does));
        else does.self('answersProviders', { ticket, template: undefined });
        return;
      }
      does.self('asksOperator', {
        about: aboutOf(ticket, sim.card, forOffers),
        entity,
        occurrence: firstTry(occurrence),
      } satisfies Asking);
    },

    getAssets(_, request: Request<undefined, typeof assets>, does) {
      if (isUnwell(does, request, 'getAssets')) return;
      does.answer(request.ticket, assets, overheadOf(does), assetsSize);
    },

    /**
     * What the toast of the app is to say: of the operator's own, after its SMS, or of Microsoft's promotion, for which no
     * operator is asked. Undefined when there is nothing to say.
     *
     * Errors: 400 for an unknown type, and what the operator API answers.
     */
    getNotifications(sim, request: Request<NotificationRequest, Toast | undefined>, does) {
      if (isUnwell(does, request, 'getNotifications')) return;
      const { type: name, by } = request.message;
      const type = notificationTypeOf(name);
      if (type === undefined || isSilent(sim, does)) {
        does.refuse(request.ticket, type === undefined ? 400 : 429, undefined, overheadOf(does));
        return;
      }
      if (by === 'promotion') {
        does.answer<Toast | undefined>(request.ticket, { notificationId: promotionId, type }, overheadOf(does));
        return;
      }
      const { ticket, entity, occurrence } = request;
      does.self('asksOperator', {
        about: aboutOf(ticket, sim.card, forNotification + notificationTypes.indexOf(type)),
        entity,
        occurrence: firstTry(occurrence),
      } satisfies Asking);
    },

    /** HOT: the message is which of the device's SIMs it is. What was known of another one is forgotten. */
    getBalance(sim, request: Request<number, Balance>, does) {
      const outage = outageOf(does, does.given.outages.service);
      if (isOut(does, outage, request, 'service.getBalance.outage')) return;
      const card = request.message;
      if (sim.card !== card) {
        sim.card = card;
        sim.silentUntil = undefined;
        sim.type = undefined;
      }
      const { balanceCache: keeps } = does.given.settings.microsoft;
      const cached = keeps > 0 ? cachedBalance(does.look(caches), card, does.now, keeps) : undefined;
      if (cached !== undefined) {
        does.emit('servedFromCache');
        does.answer(request.ticket, cached, overheadOf(does));
        return;
      }
      if (isSilent(sim, does)) {
        does.refuse(request.ticket, 429, undefined, overheadOf(does));
        return;
      }
      sim.asked += 1;
      does.ask(balances, does.subject, sim.asked as TransactionNumber, {
        then: 'balanceAnswered',
        within: patienceOf(does),
        over: does.given.links.dataCentres,
        about: aboutOf(request.ticket, card, forBalance),
        entity: request.entity,
        occurrence: firstTry(request.occurrence),
      });
    },
  },
});

type Watching = Parameters<typeof outageOf>[0];

/** The time the service adds to a request: more while it is slow. */
const overheadOf = (does: Watching): number =>
  does.given.settings.microsoft.overhead * slownessOf(outageOf(does, does.given.outages.service));

/** Whether an outage or a failure of the service's own keeps it from serving the request; if so, it has been dealt with. */
function isUnwell(
  does: Watching &
    Parameters<typeof isOut>[0] & { refuse(ticket: number, code: number, detail?: unknown, delay?: number): void },
  request: Request<unknown, unknown>,
  name: string,
): boolean {
  const outage = outageOf(does, does.given.outages.service);
  if (isOut(does, outage, request, `service.${name}.outage`)) return true;
  const purpose = name === 'getProviders' ? 'service.fails' : `service.${name}.fails`;
  if (does.draw(purpose, request.occurrence, 0, request.entity) >= does.given.settings.microsoft.fails) return false;
  does.refuse(request.ticket, 503, undefined, overheadOf(does));
  return true;
}

/** What the device is shown, with standard gateway pages. */
function listFor(does: {
  readonly given: Surroundings;
  readonly subject: number;
  look(seen: typeof lines): Readonly<{ state: string }>;
}): ProviderList | undefined {
  const { given, subject: device } = does;
  const operator = given.operator(device);
  const hasEuicc = given.group(device).sim === 'esim';
  const isActive = !hasEuicc || !profileless.includes(does.look(lines).state);
  return providersFor(
    catalogueOf(given.settings, operator.provider.country),
    isActive ? operator.name : undefined,
    hasEuicc,
  );
}
