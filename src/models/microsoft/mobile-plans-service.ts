/**
 * The Mobile Plans service: the cloud behind the app. It tells the app which operators there are, and is the only party
 * that asks the operator's API: devices never do.
 *
 *     app ────── GetProviders ──▶ ┌──────────────────────┐
 *     flyout ─── GetBalance ────▶ │ Mobile Plans service │ ── GET balances, client certificate ──▶ operator API
 *                                 └──────────────────────┘
 *
 * After a 429 with Retry-After it passes no further request on for that SIM (or, as a setting, that operator) until the
 * time is over; after a 500 it tries once more, unless that would break the silence; a time-out is not repeated.
 *
 * Source: Microsoft Learn, "Mobile Plans account management"; reactions other than to 429 are assumptions.
 */
import {
  count,
  type Microseconds,
  model,
  port,
  type Reply,
  type Request,
  sees,
  type Ticket,
  time,
} from '../../sim/index.ts';
import type { Balance, NotificationType } from '../messages/mobile-operator-api-messages.ts';
import type { mobileOperatorApi, ThrottledDetail } from '../operator/mobile-operator-api.ts';
import { isOut, outageOf, type outageSees, slownessOf } from '../outages.ts';
import type { Surroundings } from '../surroundings.ts';
import type { operatorSilence } from './operator-silence.ts';

const api = port<typeof mobileOperatorApi>('operator API');
const balances = api.asks.getBalance;
const silence = port<typeof operatorSilence>('operator silence');
const { throttled } = silence.tells;
const silences = sees<typeof operatorSilence>('operator silence');
export const servicePorts = { api, silence };
export const serviceSees = { silences };

/** One operator as the app shows it. */
export interface Provider {
  name: string;
  /** Under this name it stands in the list. */
  brand: string;
  portalUrl: string;
  /** The gateway page to show: the id of a template, `0` for the standard page. */
  template: string;
}

/** What the app needs to show the operators, and the gateway page of the right one. */
export interface ProviderList {
  /** Sorted by brand. */
  providers: readonly Provider[];
  /** Which of the list the device's SIM belongs to; undefined when it has none. */
  own: number | undefined;
  /** Where the app opens: at the list, or at the gateway page of the own operator. */
  opens: 'selectProvider' | 'gateway';
}

/** The part of `does` that tells whether there is silence. */
interface Listening {
  readonly given: Surroundings;
  readonly subject: number;
  look(seen: typeof silences, operator: number): Readonly<{ silentUntil: Microseconds | undefined }>;
}

/** Whether a request for the SIM may not be made at `moment`. */
function isSilent(sim: { silentUntil: Microseconds | undefined }, moment: number, does: Listening): boolean {
  const { settings } = does.given;
  const { silentUntil } =
    settings.microsoft.retryAfterScope === 'sim' ? sim : does.look(silences, does.given.operatorOf(does.subject));
  return silentUntil !== undefined && moment < silentUntil;
}

/**
 * A number and whether the second try is under way, as one number: of a ticket, to go with the request; of an occurrence,
 * so that the second try has luck of its own.
 */
const withTry = (number: number, second: boolean): number => number * 2 + (second ? 1 : 0);

/** Why the app asks for a notification: the operator has sent an SMS, or Microsoft promotes Mobile Plans by itself. */
export interface NotificationRequest {
  type: NotificationType;
  by: 'sms' | 'promotion';
}

/** What the toast is about: the content that belongs to the id. */
export interface Toast {
  notificationId: string;
  type: NotificationType;
}

/** The part of `does` that answers the app. */
interface Answering extends Pick<Listening, 'given'> {
  look(seen: (typeof outageSees)['entries'], entry: number): Readonly<{ state: string }>;
  draw(purpose: string, occurrence?: number, attempt?: number, subject?: number): number;
  answer<Answer>(ticket: Ticket<Answer>, answer: Answer, delay?: number): void;
  refuse(ticket: Ticket<unknown>, code: number, detail?: unknown, delay?: number): void;
  stayedSilent(ticket: Ticket<unknown>): void;
}

/** What the service knows by itself, after its own time, unless it is out or fails. */
function answersApp<Answer>(what: string, request: Request<unknown, Answer>, answer: Answer, does: Answering): void {
  const { microsoft } = does.given.settings;
  const outage = outageOf(does, does.given.outages.service);
  if (isOut(does, outage, request, `service.${what}.outage`)) return;
  const overhead = microsoft.overhead * slownessOf(outage);
  if (does.draw(`service.${what}.fails`, request.occurrence, 0, request.entity) < microsoft.fails)
    does.refuse(request.ticket, 503, undefined, overhead);
  else does.answer(request.ticket, answer, overhead);
}

export const mobilePlansService = model('mobile plans service', {
  source: 'mobile-plans-system-architecture.md',
  /** One record a SIM: how long its balance may not be asked for. */
  record: { silentUntil: time(), asked: count() },
  kept: 'columns',
  facts: ['silenced'],
  given: {} as Surroundings,
  takes: {
    balanceAnswered(sim, reply: Reply<Balance>, does) {
      const ticket = (reply.about >> 1) as Ticket<Balance>;
      const second = (reply.about & 1) === 1;
      const { microsoft } = does.given.settings;
      if (reply.outcome === 'answered') does.answer(ticket, reply.answer);
      else if (
        reply.outcome === 'refused' &&
        reply.code === 500 &&
        !second &&
        !isSilent(sim, does.now + microsoft.retryAfter500, does)
      ) {
        does.ask(balances, does.given.operatorOf(does.subject), does.subject, {
          then: 'balanceAnswered',
          within: microsoft.apiTimeout,
          after: microsoft.retryAfter500,
          over: does.given.links.dataCentres,
          about: withTry(ticket, true),
          entity: reply.entity,
          occurrence: reply.occurrence + 1,
        });
      } else if (reply.outcome === 'refused') {
        if (reply.code === 429) {
          const { retryAfter } = reply.detail as ThrottledDetail;
          if (microsoft.retryAfterScope === 'sim') sim.silentUntil = retryAfter;
          else does.tell(throttled, does.given.operatorOf(does.subject), retryAfter);
          does.emit('silenced', retryAfter);
        }
        does.refuse(ticket, reply.code);
      } else does.refuse(ticket, 504);
    },
  },
  answers: {
    getProviders(_, request: Request<undefined, ProviderList>, does) {
      const { microsoft } = does.given.settings;
      const outage = outageOf(does, does.given.outages.service);
      if (isOut(does, outage, request, 'service.getProviders.outage')) return;
      const overhead = microsoft.overhead * slownessOf(outage);
      if (does.draw('service.fails', request.occurrence, 0, request.entity) < microsoft.fails) {
        does.refuse(request.ticket, 503, undefined, overhead);
        return;
      }
      const { name, portal } = does.given.operator(does.subject);
      const { sim, ownProfile } = does.given.group(does.subject);
      const isKnown = sim !== 'esim' || ownProfile;
      const provider = { name, brand: name, portalUrl: `https://${portal.host}/`, template: '0' };
      const opens = isKnown ? 'gateway' : 'selectProvider';
      does.answer(request.ticket, { providers: [provider], own: isKnown ? 0 : undefined, opens }, overhead);
    },

    /** With the Microsoft account of the user. */
    signIn(_, request: Request<undefined, true>, does) {
      answersApp('signIn', request, true, does);
    },

    /** Logos, pictures and texts of the gateway page. */
    getAssets(_, request: Request<undefined, true>, does) {
      answersApp('getAssets', request, true, does);
    },

    /** What the operator has to say of that kind to the user of the SIM; undefined for nothing. */
    getNotifications(_, request: Request<NotificationRequest, Toast | undefined>, does) {
      answersApp('getNotifications', request, { notificationId: '1', type: request.message.type }, does);
    },

    getBalance(sim, request: Request<number, Balance>, does) {
      sim.asked += 1;
      const outage = outageOf(does, does.given.outages.service);
      if (isOut(does, outage, request, 'service.getBalance.outage')) return;
      if (isSilent(sim, does.now, does)) {
        does.refuse(request.ticket, 429);
        return;
      }
      const { microsoft } = does.given.settings;
      does.ask(balances, does.given.operatorOf(does.subject), does.subject, {
        then: 'balanceAnswered',
        within: microsoft.apiTimeout,
        after: microsoft.overhead * slownessOf(outage),
        over: does.given.links.dataCentres,
        about: withTry(request.ticket, false),
        entity: request.entity,
        occurrence: withTry(request.occurrence, false),
      });
    },
  },
});
