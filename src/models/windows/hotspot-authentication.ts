/**
 * Hotspot authentication: how Windows gets from a Wi-Fi hotspot to the internet.
 *
 *     connection ── associated ─▶ probe ─┬ internet ───────────────────────────────────────────────▶ authenticated
 *                                        └ redirected ─┬ no WISPr ─▶ browser ── form filled in ──▶ probe again
 *                                                      └ WISPr ─┬ credentials in the profile ─▶ posted
 *                                                               ├ the app's ─▶ event ─▶ issued, aborted or skipped, once
 *                                                               └ neither ─▶ prompt, for who has joined by hand
 *
 * What is finalised is finalised once: a context is known by its token, and whoever comes second is refused. A hotspot that
 * rejects is left, and its profile is not tried again by itself in this session; an app may say that it never shall be.
 * Nothing is kept of credentials: the next connect raises a new event. With EAP there is neither page nor app.
 *
 * Source: Microsoft Learn, "Handling the hotspot authentication event", "Provisioning for hotspot authentication", "WISPr
 * authentication", "HotspotAuthenticationContext class".
 * Assumption: an app that does not answer is waited for five minutes; then Windows stays at the hotspot without internet. A
 * reply is asked for again every 5 s, ten times. Any code but 50 and 201 is a rejection. A user session ends when its time
 * is over or the PC restarts. A login host that is not trusted gets no credentials, and raises no event.
 */
import {
  count,
  type Does,
  flag,
  minutes,
  model,
  port,
  type RecordOf,
  type Reply,
  type Request,
  seconds,
  sees,
  small,
  state,
  type TransitionTable,
  time,
} from '../../sim/index.ts';
import { interfaceOf } from '../device/interfaces.ts';
import type { modem } from '../device/modem.ts';
import { hostOf, isTrusted, type ResponseCode, readWispr, responseCodes } from '../messages/wispr.ts';
import type { hotspotVisit } from '../people/hotspot-visit.ts';
import { connectTest, type Login, type wifiHotspot } from '../places/wifi-hotspot.ts';
import type { HotspotKind } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import type { connection } from './connection.ts';
import type { eapAuthentication } from './eap-authentication.ts';
import type { systemEventBroker } from './system-event-broker.ts';

type State =
  | 'idle'
  | 'joining'
  | 'associated'
  | 'browserOpened'
  | 'wisprDetected'
  | 'prompted'
  | 'eventRaised'
  | 'finalised'
  | 'authenticated'
  | 'constrained'
  | 'rejected'
  | 'disconnected';
type Event =
  | 'joins'
  | 'associated'
  | 'internetFound'
  | 'portalFound'
  | 'wisprFound'
  | 'promptShown'
  | 'eventRaised'
  | 'finalised'
  | 'loginRejected'
  | 'stillRedirected'
  | 'linkGone';

/** The states of one attempt. What is lost on the way leads back to the beginning. */
const hotspotAuthenticationTable: TransitionTable<State, Event> = {
  idle: { joins: 'joining' },
  joining: { associated: 'associated', loginRejected: 'rejected', linkGone: 'idle' },
  associated: {
    internetFound: 'authenticated',
    portalFound: 'browserOpened',
    wisprFound: 'wisprDetected',
    stillRedirected: 'constrained',
    linkGone: 'idle',
  },
  browserOpened: { internetFound: 'authenticated', stillRedirected: 'constrained', linkGone: 'idle' },
  wisprDetected: {
    promptShown: 'prompted',
    eventRaised: 'eventRaised',
    finalised: 'finalised',
    stillRedirected: 'constrained',
  },
  prompted: { finalised: 'finalised', stillRedirected: 'constrained', linkGone: 'idle' },
  eventRaised: { finalised: 'finalised', stillRedirected: 'constrained', linkGone: 'idle' },
  finalised: {
    internetFound: 'authenticated',
    loginRejected: 'rejected',
    stillRedirected: 'constrained',
    linkGone: 'disconnected',
  },
  authenticated: { linkGone: 'idle' },
  constrained: { internetFound: 'authenticated', linkGone: 'idle' },
  rejected: { linkGone: 'disconnected' },
  disconnected: { joins: 'joining' },
};

/** What a call of the app gets that comes too late, or for a context that is not there. */
const contextRefusals = { notFound: 404, finalised: 409, notPossible: 423 } as const;

/** What the app hands over with IssueCredentials; nothing of it is kept. */
export interface IssuedCredentials {
  readonly token: number;
  readonly userName: string;
  readonly password: string;
  /** After a failure: never again by itself. */
  readonly markAsManual: boolean;
}

/** How long a page or a reply of the hotspot is waited for, and how long the app. */
const pageTimeout = seconds(30);
const appTimeout = minutes(5);
const pollEvery = seconds(5);
const pollsMost = 10;

const place = port<typeof wifiHotspot>('Wi-Fi hotspot');
const manager = port<typeof connection>('connection');
const broker = port<typeof systemEventBroker>('System Event Broker');
const supplicant = port<typeof eapAuthentication>('EAP authentication');
export const hotspotAuthenticationPorts = { place, manager, broker, supplicant };
const { get, login, poll, submitForm } = place.asks;
const { probesAgain, signInEnded, signInFailed } = manager.tells;

const visits = sees<typeof hotspotVisit>('visits of hotspots');
const modems = sees<typeof modem>('modem');
export const hotspotAuthenticationSees = { visits, modems };

const record = {
  state: state(hotspotAuthenticationTable),
  /** Which attempt of the device it is: the token of its context. */
  token: count(),
  startedAt: time(),
  byHand: flag(),
  /** The app asked for never again by itself, should the attempt fail. */
  marked: flag(),
  polls: small(),
  /** The operator's WISPr profile is joined by hand alone, for ever. */
  onlyByHand: flag(),
  /** A person has joined a secondary network of that profile. */
  secondaryJoined: flag(),
  /** Number of the session, and one more, in which the profile has failed; 0 for none. */
  wisprFailedIn: count(),
  eapFailedIn: count(),
};
type Attempt = RecordOf<typeof record>;
type Fact =
  | 'began'
  | 'online'
  | 'wisprDetected'
  | 'browserOpened'
  | 'prompted'
  | 'posted'
  | 'eventRaised'
  | 'issued'
  | 'aborted'
  | 'skipped'
  | 'attentionTriggered'
  | 'rejected'
  | 'constrained'
  | 'lost';
type Doing = Does<
  typeof record,
  typeof hotspotAuthenticationTable,
  'polls' | 'personActs' | 'expires',
  Fact,
  string,
  Surroundings
>;

export const hotspotAuthentication = model('hotspot authentication', {
  source: 'handling-the-hotspot-authentication-event.md',
  table: hotspotAuthenticationTable,
  record,
  kept: 'columns',
  timers: { polls: pollEvery, personActs: seconds(30), expires: appTimeout },
  /** Values: of `online` the time since joining began, of `rejected` the WISPr code, or 1 for EAP; of `eventRaised` the token. */
  facts: [
    'began',
    'online',
    'wisprDetected',
    'browserOpened',
    'prompted',
    'posted',
    'eventRaised',
    'issued',
    'aborted',
    'skipped',
    'attentionTriggered',
    'rejected',
    'constrained',
    'lost',
  ] as const,
  given: {} as Surroundings,
  takes: {
    /** From the connection: it begins to join the network in range. */
    joins(attempt, byHand: boolean, does) {
      does.move(attempt, 'joins');
      attempt.token += 1;
      attempt.startedAt = does.now;
      attempt.byHand = byHand;
      attempt.marked = false;
      attempt.polls = 0;
      does.emit('began');
      const { kind } = does.look(visits);
      const { eap } = does.given.hotspotNetworks(does.subject);
      if (kind === 'eap' && eap !== undefined) does.tell(supplicant.tells.begins, does.subject, eap.method);
    },

    associated(attempt, _: undefined, does) {
      does.move(attempt, 'associated');
    },

    /** From the connection: the probe has reached the internet. */
    internetFound(attempt, _: undefined, does) {
      if (attempt.state === 'authenticated') return;
      does.move(attempt, 'internetFound');
      does.cancel('personActs');
      does.emit('online', does.now - attempt.startedAt!);
      if (!attempt.byHand) return;
      // A person has got in by hand: from then on Windows may again do so by itself.
      const { kind, partner, secondary } = does.look(visits);
      if (!partner) return;
      if (kind === 'eap') attempt.eapFailedIn = 0;
      else {
        attempt.wisprFailedIn = 0;
        attempt.onlyByHand = false;
        attempt.secondaryJoined ||= secondary;
      }
    },

    /** From the connection: the probe was redirected. After an attempt it means that nothing has come of it. */
    redirected(attempt, _: undefined, does) {
      if (attempt.state === 'finalised' || attempt.state === 'browserOpened') staysOutside(attempt, does);
      else if (attempt.state === 'associated')
        does.ask(get, does.subject, undefined, {
          then: 'pageCame',
          over: does.given.links.hotspot,
          within: pageTimeout,
          about: attempt.token,
        });
    },

    /** WISPr is looked for before a browser opens. What is no WISPr is a page for people. */
    pageCame(attempt, reply: Reply<string>, does) {
      if (reply.about !== attempt.token || attempt.state !== 'associated') return;
      if (reply.outcome !== 'answered') {
        staysOutside(attempt, does);
        return;
      }
      if (reply.answer === connectTest) {
        probesOnceMore(does);
        return;
      }
      const read = readWispr(reply.answer);
      if (read.found && read.ok && read.message.kind === 'redirect' && read.message.loginUrl !== undefined) {
        does.move(attempt, 'wisprFound');
        does.emit('wisprDetected');
        signsIn(attempt, hostOf(read.message.loginUrl), does);
        return;
      }
      does.move(attempt, 'portalFound');
      does.emit('browserOpened');
      waitsForPerson(attempt, does);
    },

    /** A person has filled in the form in the browser, or typed a name and a password. */
    personActs(attempt, _, does) {
      if (attempt.state === 'browserOpened')
        does.ask(submitForm, does.subject, undefined, {
          then: 'formSent',
          over: does.given.links.hotspot,
          within: pageTimeout,
          about: attempt.token,
        });
      else if (attempt.state === 'prompted') {
        does.move(attempt, 'finalised');
        posts(attempt, { userName: 'guest', password: 'guest', by: 'person' }, does);
      }
    },

    formSent(attempt, reply: Reply<true>, does) {
      if (reply.about !== attempt.token || attempt.state !== 'browserOpened') return;
      if (reply.outcome === 'answered') probesOnceMore(does);
      else staysOutside(attempt, does);
    },

    /** The reply to a login, or to a question for one that was pending. */
    loginAnswered(attempt, reply: Reply<string>, does) {
      if (reply.about !== attempt.token || attempt.state !== 'finalised') return;
      const read = reply.outcome === 'answered' ? readWispr(reply.answer) : undefined;
      const code = read?.found && read.ok ? read.message.code : responseCodes.none;
      if (code === responseCodes.loginOk) probesOnceMore(does);
      else if (code === responseCodes.pending && attempt.polls < pollsMost) does.arm('polls');
      else fails(attempt, 'wispr', code, does);
    },

    polls(attempt, _, does) {
      if (attempt.state !== 'finalised') return;
      attempt.polls += 1;
      does.ask(poll, does.subject, undefined, {
        then: 'loginAnswered',
        over: does.given.links.hotspot,
        within: pageTimeout,
        about: attempt.token,
        occurrence: attempt.token * (pollsMost + 1) + attempt.polls,
      });
    },

    /** The app has not decided. */
    expires(attempt, _, does) {
      if (attempt.state === 'eventRaised') staysOutside(attempt, does);
    },

    /** EAP has failed: rejected, or without an answer, which is no word against the profile. */
    eapFailed(attempt, isRejected: boolean, does) {
      if (attempt.state !== 'joining') return;
      if (isRejected) fails(attempt, 'eap', 1, does);
      else does.tell(signInFailed, interfaceOf(does.subject, 'wifi'), undefined);
    },

    /** The connection is gone, whoever ended it. */
    linkGone(attempt, _: undefined, does) {
      does.cancel('polls');
      does.cancel('personActs');
      does.cancel('expires');
      if (attempt.state === 'idle' || attempt.state === 'disconnected') return;
      if (attempt.state !== 'authenticated' && attempt.state !== 'constrained' && attempt.state !== 'rejected')
        does.emit('lost');
      does.move(attempt, 'linkGone');
      does.tell(place.tells.clientLeft, does.subject, undefined);
      does.tell(supplicant.tells.leaves, does.subject, undefined);
    },

    /** The PC has restarted: a new user session begins. */
    sessionBegan(attempt, _: undefined, _does) {
      attempt.wisprFailedIn = 0;
      attempt.eapFailedIn = 0;
    },
  },
  answers: {
    /** TryGetAuthenticationContext: whether there is a context with that token. */
    context(attempt, request: Request<number, true>, does) {
      const refusal = refusalOf(attempt, request.message);
      if (refusal === undefined) does.answer(request.ticket, true);
      else does.refuse(request.ticket, refusal);
    },

    /** IssueCredentials: Windows posts them. */
    issueCredentials(attempt, request: Request<IssuedCredentials, true>, does) {
      const { token, userName, password, markAsManual } = request.message;
      const refusal = refusalOf(attempt, token);
      if (refusal !== undefined) {
        does.refuse(request.ticket, refusal);
        return;
      }
      finalises(attempt, 'issued', does);
      attempt.marked = markAsManual;
      posts(attempt, { userName, password, by: 'app' }, does);
      does.answer(request.ticket, true);
    },

    /** AbortAuthentication: Windows disconnects. The profile stays. */
    abort(attempt, request: Request<{ token: number; markAsManual: boolean }, true>, does) {
      const { token, markAsManual } = request.message;
      const refusal = refusalOf(attempt, token);
      if (refusal !== undefined) {
        does.refuse(request.ticket, refusal);
        return;
      }
      finalises(attempt, 'aborted', does);
      attempt.marked = markAsManual;
      holdsBack(attempt, 'wispr', does);
      does.tell(signInFailed, interfaceOf(does.subject, 'wifi'), undefined);
      does.answer(request.ticket, true);
    },

    /** SkipAuthentication: Windows probes again, and does nothing more. */
    skip(attempt, request: Request<number, true>, does) {
      const refusal = refusalOf(attempt, request.message);
      if (refusal !== undefined) {
        does.refuse(request.ticket, refusal);
        return;
      }
      finalises(attempt, 'skipped', does);
      probesOnceMore(does);
      does.answer(request.ticket, true);
    },

    /** TriggerAttentionRequired: the app comes to the foreground, if anybody could see it. It finalises nothing. */
    triggerAttention(attempt, request: Request<number, true>, does) {
      const refusal = refusalOf(attempt, request.message) ?? (isSeen(does) ? undefined : contextRefusals.notPossible);
      if (refusal !== undefined) {
        does.refuse(request.ticket, refusal);
        return;
      }
      does.emit('attentionTriggered');
      does.arm('expires');
      does.answer(request.ticket, true);
    },
  },
});

/** Whether Windows leaves the operator's network of that kind alone until somebody joins it by hand. */
export function isHeldBack(
  { onlyByHand, wisprFailedIn, eapFailedIn }: Readonly<Pick<Attempt, 'onlyByHand' | 'wisprFailedIn' | 'eapFailedIn'>>,
  kind: HotspotKind,
  now: number,
  session: number,
): boolean {
  const present = sessionAt(now, session);
  return kind === 'eap' ? eapFailedIn === present : onlyByHand || wisprFailedIn === present;
}

/** Number of the user session at a moment, from 1. */
const sessionAt = (now: number, session: number): number => Math.floor(now / session) + 1;

/** Why the app cannot do anything with the context of that token. */
function refusalOf({ state, token }: Attempt, asked: number): number | undefined {
  if (token !== asked) return contextRefusals.notFound;
  if (state === 'eventRaised') return undefined;
  return state === 'idle' || state === 'disconnected' ? contextRefusals.notFound : contextRefusals.finalised;
}

/** Whether an app in the foreground would be seen: the PC is unlocked, and not in Connected Standby. */
const isSeen = (does: Doing): boolean => does.look(visits).screen === undefined && !does.look(modems).asleep;

/** HotspotProfile or not: who signs in, and with what. */
function signsIn(attempt: Attempt, host: string, does: Doing): void {
  const { partner } = does.look(visits);
  const credentials = partner ? does.given.hotspotNetworks(does.subject).wispr?.credentials : undefined;
  const isSafe = credentials?.trustedDomains === undefined || isTrusted(host, credentials.trustedDomains);
  if (credentials?.by === 'profile' && isSafe) {
    does.move(attempt, 'finalised');
    posts(attempt, { userName: credentials.userName, password: credentials.password, by: 'profile' }, does);
  } else if (credentials?.by === 'app' && isSafe) {
    does.move(attempt, 'eventRaised');
    does.emit('eventRaised', attempt.token);
    does.arm('expires');
    does.tell(broker.tells.raises, does.subject, { event: 'hotspotAuthentication', value: attempt.token });
  } else if (attempt.byHand) {
    does.move(attempt, 'promptShown');
    does.emit('prompted');
    waitsForPerson(attempt, does);
  } else staysOutside(attempt, does);
}

/** Some sign in after a while; the others do not, and the hotspot stays without internet. */
function waitsForPerson(attempt: Attempt, does: Doing): void {
  const { hotspots } = does.given.group(does.subject);
  const isAwake = does.look(visits).screen === undefined;
  if (hotspots === undefined || !isAwake || does.draw('hotspot.signsIn', attempt.token) >= hotspots.signsIn)
    staysOutside(attempt, does);
  else does.arm('personActs', does.given.sample(hotspots.signInTakes, does.draw('hotspot.signInTakes', attempt.token)));
}

function finalises(attempt: Attempt, how: 'issued' | 'aborted' | 'skipped', does: Doing): void {
  does.move(attempt, 'finalised');
  does.cancel('expires');
  does.emit(how);
}

function posts(attempt: Attempt, what: Login, does: Doing): void {
  does.emit('posted');
  does.ask(login, does.subject, what, {
    then: 'loginAnswered',
    over: does.given.links.hotspot,
    within: pageTimeout,
    about: attempt.token,
    occurrence: attempt.token,
  });
}

const probesOnceMore = (does: Doing): void => does.tell(probesAgain, interfaceOf(does.subject, 'wifi'), undefined);

/** The connection stays as it is: with Wi-Fi, and without internet. */
function staysOutside(attempt: Attempt, does: Doing): void {
  does.move(attempt, 'stillRedirected');
  does.emit('constrained');
  does.tell(signInEnded, interfaceOf(does.subject, 'wifi'), undefined);
}

function fails(attempt: Attempt, kind: 'wispr' | 'eap', code: ResponseCode | 1, does: Doing): void {
  does.move(attempt, 'loginRejected');
  does.emit('rejected', code);
  if (does.look(visits).partner) holdsBack(attempt, kind, does);
  does.tell(signInFailed, interfaceOf(does.subject, 'wifi'), undefined);
}

/** Not again in this session, and where the app has said so, never again by itself. */
function holdsBack(attempt: Attempt, kind: 'wispr' | 'eap', does: Doing): void {
  const { session = 1 } = does.given.group(does.subject).hotspots ?? {};
  const present = sessionAt(does.now, session);
  if (kind === 'eap') attempt.eapFailedIn = present;
  else attempt.wisprFailedIn = present;
  attempt.onlyByHand ||= attempt.marked;
}
