/**
 * The SM-DP+: prepares eSIM profiles for the operator (ES2+) and hands each to the one device that may have it (ES9+).
 *
 *     portal ── order, confirm, release ──▶ ┌────────┐
 *     stock ─── a profile of the type ────▶ │ SM-DP+ │ ◀── authenticate, get package, notify, cancel ── LPA
 *                                           └────────┘
 *
 * Only after the device has reported a successful installation may the profile be forgotten. What the profiles are is in
 * `smdp-profile.ts`, why a call is refused in `es9-refusals.ts`.
 * Source: GSMA SGP.22; Microsoft Learn, "Mobile Plans service configuration", "Mobile broadband eSIM operations".
 */
import {
  type Distribution,
  type Microseconds,
  minutes,
  model,
  port,
  type Reply,
  type Request,
  type Ticket,
  type TurnAwayReason,
} from '../../sim/index.ts';
import type { NotificationKind } from '../messages/es9-plus.ts';
import { activationCodeOf } from '../messages/of-device.ts';
import { isOut, outageOf, slownessOf } from '../outages.ts';
import type { OperatorSettings, SmDpPlusSettings } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import { isOfLiveSession, refusalOf, transactionIdOf } from './es9-refusals.ts';
import { type profileStock, soldOut } from './profile-stock.ts';
import type { smDs } from './sm-ds.ts';
import {
  type Es9Call,
  type Es9Request,
  type errorCauses,
  type OrderTerms,
  type Profile,
  profileFacts,
  profileRecord,
  profileTable,
  type ServerDoing,
  type SessionEnd,
  sessionEnds,
} from './smdp-profile.ts';

const stock = port<typeof profileStock>('profile stock');
const smds = port<typeof smDs>('SM-DS');
const takeFromStock = stock.asks.take;
const { returned } = stock.tells;
const { registerEvent, deleteEvent } = smds.asks;
export const smDpPlusPorts = { stock, smds };

/** How long a session lives without a call. Assumption: SGP.22 leaves it to the server. */
const sessionLife = minutes(5);

/** Assumption: CancelSession, which the published log does not show, takes as long as HandleNotification. */
const timeOf = (settings: SmDpPlusSettings, call: Es9Call): Distribution =>
  settings[call === 'cancelSession' ? 'handleNotification' : call];

/** What is refused, and when the call should be answered, is decided when a server takes it up. */
export const smDpPlus = model('SM-DP+', {
  source: 'mobile-plans-service-configuration.md',
  table: profileTable,
  /** One record a profile; profile, line and device have the same number. */
  record: profileRecord,
  kept: 'columns',
  timers: {
    releases: 0 as Microseconds,
    expires: 0 as Microseconds,
    sessionExpires: sessionLife,
    tellsSmDs: 0 as Microseconds,
  },
  facts: profileFacts,
  given: {} as Surroundings,
  takes: {
    /** The profile was on the card before the run began. */
    bornInstalled(profile, _: undefined, does) {
      does.move(profile, 'orderedForEid');
      does.move(profile, 'orderReleased');
      does.move(profile, 'packageBound');
      does.move(profile, 'installed');
      profile.boundTo = does.subject;
    },

    stockAnswered(profile, reply: Reply<number>, does) {
      const delay = orderTime(does, reply.occurrence);
      if (reply.outcome === 'answered') places(profile, reply.about, delay, does);
      else {
        does.emit('orderFailed');
        does.refuse(reply.about, 200, soldOut, delay);
      }
    },

    /** ReleaseProfile. */
    releases(profile, _: undefined, does) {
      if (profile.state !== 'confirmed') return;
      does.move(profile, 'profileReleased');
      does.emit('released');
      if (profile.discoverable) owesSmDs(profile, 'register', does);
    },

    expires(profile, _: undefined, does) {
      if (profile.state !== 'confirmed' && profile.state !== 'released' && profile.state !== 'downloaded') return;
      does.move(profile, 'orderExpired');
      profile.cause = '8.8.5/4.1';
      does.emit('expired');
      withdrawsEvent(profile, does);
    },

    sessionExpires(profile, _: undefined, does) {
      endSession(profile, 'expired', does);
    },

    /** ES12: the event is registered, or deleted. */
    tellsSmDs(profile, _: undefined, does) {
      if (profile.smds === undefined) return;
      const nth = profile.eventCalls;
      profile.eventCalls = Math.min(nth + 1, eventCallsMost);
      does.ask(profile.smds === 'register' ? registerEvent : deleteEvent, does.subject, undefined, {
        then: 'smDsAnswered',
        within: does.given.operator(does.subject).smds!.timeout,
        over: does.given.links.dataCentres,
        about: profile.smds === 'register' ? 0 : 1,
        occurrence: nth,
      });
    },

    /** Assumption: what the SM-DS knows already, or has never known, is done; everything else is tried again. */
    smDsAnswered(profile, reply: Reply<true>, does) {
      const wasRegistering = reply.about === 0;
      const duty = wasRegistering ? 'register' : 'delete';
      if (profile.smds !== duty) return;
      const detail = String(reply.detail);
      if (reply.outcome !== 'answered' && !detail.startsWith('8.9.5/')) {
        does.emit('eventFailed');
        does.arm('tellsSmDs', does.given.operator(does.subject).smds!.retry);
        return;
      }
      profile.smds = undefined;
      if (reply.outcome === 'answered') does.emit(wasRegistering ? 'eventRegistered' : 'eventDeleted');
    },

    /** A server has worked on an ES9+ call; what is left of the time the device sees is network and TLS. */
    served(profile, { ticket, message, occurrence }: Request<Es9Request, string>, does) {
      const { smdp, backEnd } = does.given.operator(does.subject);
      const { call } = message;
      const nth = profile.calls;
      profile.calls += 1;
      const seen = does.given.sample(timeOf(smdp, call), does.draw(`SM-DP+.${call}`, nth));
      const rest = Math.max(0, seen - serverTime(does.given, does.draw('SM-DP+.service', occurrence), smdp));
      if (does.draw('SM-DP+.silent', nth) < smdp.silent) {
        does.stayedSilent(ticket);
        return;
      }
      if (call === 'initiateAuthentication') {
        // Assumption: a server keeps one session for an eUICC; with a new one it forgets the other.
        endSession(profile, 'expired', does);
        profile.sessions += 1;
      }
      const refusal = refusalOf(profile, message, does);
      if (refusal !== undefined) {
        does.emit('refused');
        if (isOfLiveSession(profile, message, does)) endSession(profile, 'refused', does);
        if (refusal === '8.2.7/3.8' && profile.withCode) {
          profile.wrongCodes += 1;
          does.emit('wrongCode', profile.wrongCodes);
        }
        if (refusal === '8.8.5/6.4' || (refusal === '8.2.7/6.4' && profile.withCode)) givesUp(profile, refusal, does);
        does.refuse(ticket, 200, refusal, rest);
        return;
      }
      const fault = call === 'authenticateClient' ? downloadFault(profile, backEnd, does) : undefined;
      if (fault !== undefined) {
        does.emit('refused');
        endSession(profile, 'refused', does);
        if (fault === 'silence') does.stayedSilent(ticket);
        else
          does.refuse(
            ticket,
            fault === 'serverError' ? 500 : 200,
            fault === 'serverError' ? undefined : '8.2/1.2',
            rest,
          );
        return;
      }
      does.answer(ticket, executes(profile, message, does), rest);
    },

    turnedAway(_, { ticket, reason }: { ticket: Ticket<string>; reason: TurnAwayReason }, does) {
      if (reason === 'hung') does.stayedSilent(ticket);
      else if (reason === 'refused') does.refuse(ticket, 503);
      else if (reason === 'error') does.refuse(ticket, 500);
      else does.shed(ticket);
    },
  },
  answers: {
    /**
     * ES2+: order and confirm in one go, and release, at once or later. Answers the activation code; who orders again what
     * has not ended gets the same one. Assumption: one exchange of two calls.
     */
    order(profile, request: Request<OrderTerms | undefined, string>, does) {
      const { smdp, stock: settings } = does.given.operator(does.subject);
      const outage = outageOf(does, does.given.outages.smdp[does.given.operatorOf(does.subject)]!);
      if (isOut(does, outage, request, 'SM-DP+.order.outage')) return;
      const delay = orderTime(does, request.occurrence);
      if (does.draw('SM-DP+.orderFails', request.occurrence) < smdp.orderFails) {
        does.emit('orderFailed');
        does.refuse(request.ticket, 200, soldOut, delay);
        return;
      }
      if (!isOrdered(profile)) {
        profile.discoverable = request.message?.discovery === true;
        profile.withCode = request.message?.confirmationCode === true;
        profile.wrongCodes = 0;
      }
      if (settings === undefined || isOrdered(profile)) {
        places(profile, request.ticket, delay, does);
        return;
      }
      does.ask(takeFromStock, does.given.operatorOf(does.subject), undefined, {
        then: 'stockAnswered',
        about: request.ticket,
        occurrence: request.occurrence,
      });
    },

    /** ES9+. The one place where a call gets to the servers. */
    es9(_, request: Request<Es9Request, string>, does) {
      const settings = does.given.operator(does.subject).smdp;
      const demand = serverTime(does.given, does.draw('SM-DP+.service', request.occurrence), settings);
      does.serve(does.given.smdpServers[does.given.operatorOf(does.subject)]!, request.ticket, demand);
    },
  },
});

const serverTime = (given: Surroundings, uniform: number, settings: SmDpPlusSettings): number =>
  Math.ceil(given.sample(settings.service, uniform));

function orderTime(does: ServerDoing, occurrence: number): number {
  const { given, subject } = does;
  const time = given.sample(given.operator(subject).smdp.order, does.draw('SM-DP+.order', occurrence));
  return time * slownessOf(outageOf(does, given.outages.smdp[given.operatorOf(subject)]!));
}

/** The device has a profile waiting, or installed. */
const isOrdered = ({ state }: Readonly<Profile>): boolean =>
  state === 'confirmed' || state === 'released' || state === 'downloaded' || state === 'installed';

function places(profile: Profile, ticket: Ticket<string>, delay: number, does: ServerDoing): void {
  const { profileReady, bindsEid, orderExpiry } = does.given.operator(does.subject).smdp;
  if (!isOrdered(profile)) {
    profile.orders += 1;
    profile.attempts = 0;
    profile.cause = undefined;
    profile.orderedAt = does.now;
    does.move(profile, bindsEid ? 'orderedForEid' : 'ordered');
    does.move(profile, profileReady === undefined ? 'orderReleased' : 'orderConfirmed');
    does.emit('ordered', profile.orders);
    if (profileReady !== undefined)
      does.arm('releases', does.given.sample(profileReady, does.draw('SM-DP+.profileReady', profile.orders)));
    does.arm('expires', orderExpiry);
    if (profile.discoverable && profileReady === undefined) owesSmDs(profile, 'register', does);
  }
  does.answer(
    ticket,
    activationCodeOf(does.given, does.subject, (purpose, nth) => does.bits(purpose, nth), profile.withCode),
    delay,
  );
}

/** Calls to the SM-DS beyond this share the luck of the last. */
const eventCallsMost = 255;

function owesSmDs(profile: Profile, duty: 'register' | 'delete', does: ServerDoing): void {
  profile.smds = duty;
  does.self('tellsSmDs');
}

/** Nothing waits for the device any more. An event that has not got to the SM-DS yet never will. */
function withdrawsEvent(profile: Profile, does: ServerDoing): void {
  if (!profile.discoverable) return;
  profile.discoverable = false;
  does.cancel('tellsSmDs');
  owesSmDs(profile, 'delete', does);
}

/** Does what an ES9+ call asks for, and answers its content: of the first one the transaction id. */
function executes(profile: Profile, request: Es9Request, does: ServerDoing): string {
  switch (request.call) {
    case 'initiateAuthentication':
      profile.session = 'initiated';
      does.emit('sessionBegan', profile.sessions);
      does.arm('sessionExpires');
      return transactionIdOf(profile.sessions, does);
    case 'authenticateClient':
      profile.attempts += 1;
      profile.session = 'authenticated';
      does.arm('sessionExpires');
      return request.call;
    case 'getBoundProfilePackage':
      does.move(profile, 'packageBound');
      profile.boundTo = does.subject;
      profile.session = 'sent';
      does.emit('downloaded');
      does.arm('sessionExpires');
      return request.call;
    case 'handleNotification':
      hears(profile, request.notification, does);
      return request.call;
    case 'cancelSession':
      endSession(profile, 'cancelled', does);
      // Who denies has no use for the profile; who postpones finds it again.
      if (request.reason === 'endUserRejection') givesUp(profile, '8.2.6/3.8', does);
      return request.call;
  }
}

/** A notification is taken whatever it says; one that does not fit, because it comes twice or late, changes nothing. */
function hears(profile: Profile, notification: NotificationKind, does: ServerDoing): void {
  does.emit('notified');
  const { smdp, stock: settings } = does.given.operator(does.subject);
  if (notification === 'installed' || notification === 'installFailed') endSession(profile, 'completed', does);
  if (
    notification === 'installed' &&
    (profile.state === 'downloaded' || (profile.state === 'error' && profile.boundTo !== undefined))
  ) {
    does.move(profile, 'installed');
    does.cancel('expires');
    does.emit('installed');
    withdrawsEvent(profile, does);
  } else if (notification === 'installFailed' && profile.state === 'downloaded') {
    does.emit('installFailed');
    if (profile.attempts >= smdp.maxDownloadAttempts) givesUp(profile, '8.8.5/6.4', does);
    else does.move(profile, 'installFailed');
  } else if (notification === 'deleted' && profile.state === 'installed') {
    does.move(profile, smdp.afterDeletion === 'available' ? 'deleted' : 'deletedForGood');
    does.emit('deleted');
    if (smdp.afterDeletion === 'available' && settings !== undefined && profile.orders > 0)
      does.tell(returned, does.given.operatorOf(does.subject), undefined);
  }
}

function givesUp(profile: Profile, cause: (typeof errorCauses)[number], does: ServerDoing): void {
  if (profile.state !== 'released' && profile.state !== 'downloaded') return;
  does.move(profile, 'gaveUp');
  profile.cause = cause;
  does.cancel('expires');
  withdrawsEvent(profile, does);
}

function endSession(profile: Profile, end: SessionEnd, does: ServerDoing): void {
  if (profile.session === undefined) return;
  profile.session = undefined;
  does.cancel('sessionExpires');
  does.emit('sessionEnded', sessionEnds.indexOf(end));
}

/**
 * What goes wrong with the share of downloads that fail by the settings of the back end.
 *
 * Assumption: an error of the server, silence, and a profile that is not released yet, each as often as the other: all of
 * them may have passed at the next try.
 */
const downloadFaults = ['serverError', 'silence', 'notReleased'] as const;

function downloadFault(
  { sessions }: Profile,
  { tiers }: OperatorSettings['backEnd'],
  does: ServerDoing,
): (typeof downloadFaults)[number] | undefined {
  const share = tiers.find(({ name }) => name === 'smdp')?.downloadFails ?? 0;
  if (share <= 0) return undefined;
  const luck = does.draw('SM-DP+.downloadFails', sessions);
  return luck < share ? downloadFaults[Math.floor((luck / share) * downloadFaults.length)] : undefined;
}
