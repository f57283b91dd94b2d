/**
 * A Wi-Fi hotspot, as one client meets it: what its access controller lets pass, and how it lets the client in.
 *
 *     device ── any page ──────▶ ┌───────────────┐ ── the page itself, or its own instead
 *     device ── login, poll ───▶ │ Wi-Fi hotspot │ ── user name and password ─▶ the operator's AAA server (RADIUS)
 *     person ── web form ──────▶ │               │
 *     device ── EAP responses ─▶ └───────────────┘ ── passed on as they are ──▶ the operator's AAA server
 *
 * Source: Microsoft Learn, "WISPr authentication", "Captive portals".
 * Assumption: who leaves is forgotten, and signs in again at the next visit. A stranger's hotspot checks passwords itself.
 */
import {
  count,
  type Microseconds,
  milliseconds,
  model,
  port,
  type Reply,
  type Request,
  seconds,
  sees,
  small,
  state,
  type Ticket,
  type TransitionTable,
} from '../../sim/index.ts';
import { type ResponseCode, responseCodes, writeWispr } from '../messages/wispr.ts';
import type { aaaServer, EapResponse, EapWord } from '../operator/aaa-server.ts';
import type { hotspotVisit } from '../people/hotspot-visit.ts';
import type { Surroundings } from '../surroundings.ts';

type State = 'open' | 'challenged' | 'pending' | 'authenticated';
type Event = 'redirected' | 'loginHeld' | 'admitted' | 'turnedAway' | 'clientLeft';

const wifiHotspotTable: TransitionTable<State, Event> = {
  open: { redirected: 'challenged' },
  challenged: {
    redirected: 'challenged',
    loginHeld: 'pending',
    admitted: 'authenticated',
    turnedAway: 'challenged',
    clientLeft: 'open',
  },
  pending: { redirected: 'pending', admitted: 'authenticated', turnedAway: 'challenged', clientLeft: 'open' },
  authenticated: { clientLeft: 'open' },
};

/** What the host of the internet probe answers: whoever gets anything else has been redirected. */
export const connectTest = 'Microsoft Connect Test';

/** Where the credentials in a login come from. */
export type LoginBy = 'profile' | 'app' | 'person';
export interface Login {
  readonly userName: string;
  readonly password: string;
  readonly by: LoginBy;
}

/** Time of a server at the place itself. Assumption: as for a page of a small web server. */
const ownTime: Microseconds = milliseconds(100);

/** How long it waits for one step of EAP. Assumption: the 30 s that 802.1X authenticators commonly wait for their server. */
const eapTimeout: Microseconds = seconds(30);

const server = port<typeof aaaServer>('AAA server');
export const wifiHotspotPorts = { server };
const { password, eap } = server.asks;
const visits = sees<typeof hotspotVisit>('visits of the hotspot');
export const wifiHotspotSees = { visits };

export const wifiHotspot = model('Wi-Fi hotspot', {
  source: 'wispr-authentication.md',
  table: wifiHotspotTable,
  record: {
    state: state(wifiHotspotTable),
    /** Ticket + 1 of the login that waits for the operator's answer. */
    waiting: count(),
    /** The code of a login that was held, once it is known. */
    code: small(),
  },
  kept: 'columns',
  /** Values: of `refused` the WISPr code. */
  facts: ['redirected', 'admitted', 'refused', 'held'],
  given: {} as Surroundings,
  answers: {
    /** Any page, the one of the internet probe among them. */
    get(hotspot, request: Request<undefined, string>, does) {
      const { kind, fault, partner } = does.look(visits);
      if (kind === 'open' || kind === 'eap' || hotspot.state === 'authenticated') {
        does.answer(request.ticket, connectTest, ownTime);
        return;
      }
      does.move(hotspot, 'redirected');
      does.emit('redirected');
      const operator = does.given.operator(does.subject);
      const host = operator.hotspots?.loginHost;
      const isOwn = partner && fault !== 'stranger' && host !== undefined;
      const page =
        kind !== 'wispr' ? portalPage : fault === 'brokenPage' ? brokenPage : redirectTo(isOwn ? host : strangeHost);
      does.answer(request.ticket, page, ownTime);
    },

    /** User name and password, posted to the LoginURL. */
    login(hotspot, request: Request<Login, string>, does) {
      if (hotspot.state !== 'challenged') {
        does.answer(request.ticket, reply(responseCodes.administratorError), ownTime);
        return;
      }
      const { partner, visits: nth } = does.look(visits);
      const { gatewayErrors = 0, pending = 0 } = does.given.group(does.subject).hotspots ?? {};
      if (does.draw('hotspot.gatewayError', nth) < gatewayErrors) {
        does.self('turnsAway', responseCodes.gatewayError);
        does.answer(request.ticket, reply(responseCodes.gatewayError), ownTime);
        return;
      }
      if (!partner || request.message.by === 'person') {
        does.self('admits');
        does.answer(request.ticket, reply(responseCodes.loginOk), ownTime);
        return;
      }
      if (does.draw('hotspot.pending', nth) < pending) {
        does.move(hotspot, 'loginHeld');
        does.emit('held');
        does.answer(request.ticket, reply(responseCodes.pending, 'authenticationReply', resultsUrl), ownTime);
      } else hotspot.waiting = request.ticket + 1;
      const { given, subject } = does;
      does.ask(
        password,
        given.operatorOf(subject),
        { device: subject, by: request.message.by },
        {
          then: 'passwordChecked',
          over: given.links.dataCentres,
          within: given.operator(subject).hotspots?.aaa.timeout ?? eapTimeout,
          about: nth,
          entity: subject,
          occurrence: nth,
        },
      );
    },

    /** The LoginResultsURL, while the login is pending. */
    poll(hotspot, request: Request<undefined, string>, does) {
      const code =
        hotspot.state === 'pending'
          ? responseCodes.pending
          : hotspot.state === 'authenticated'
            ? responseCodes.loginOk
            : (hotspot.code as ResponseCode);
      does.answer(
        request.ticket,
        reply(code, 'pollReply', code === responseCodes.pending ? resultsUrl : undefined),
        ownTime,
      );
    },

    /** The form of a captive portal, filled in by a person. */
    submitForm(hotspot, request: Request<undefined, true>, does) {
      if (hotspot.state === 'challenged') does.self('admits');
      does.answer(request.ticket, true, ownTime);
    },

    /** One response of EAP: the hotspot passes it to the operator and understands nothing of it. */
    eap(_hotspot, request: Request<EapResponse, EapWord>, does) {
      const { given, subject } = does;
      does.ask(eap, given.operatorOf(subject), request.message, {
        then: 'eapAnswered',
        over: given.links.hotspot,
        within: eapTimeout,
        about: request.ticket,
        entity: subject,
        occurrence: request.occurrence,
      });
    },
  },
  takes: {
    admits(hotspot, _: undefined, does) {
      if (hotspot.state !== 'challenged' && hotspot.state !== 'pending') return;
      does.move(hotspot, 'admitted');
      does.emit('admitted');
    },

    turnsAway(hotspot, code: ResponseCode, does) {
      if (hotspot.state !== 'challenged' && hotspot.state !== 'pending') return;
      does.move(hotspot, 'turnedAway');
      hotspot.code = code;
      does.emit('refused', code);
    },

    /** The operator's word: yes, no, or none in time, which is a RADIUS error. Of a visit that is over it counts no more. */
    passwordChecked(hotspot, answer: Reply<boolean>, does) {
      const isPresent = answer.about === does.look(visits).visits;
      const code =
        answer.outcome !== 'answered'
          ? responseCodes.radiusError
          : answer.answer
            ? responseCodes.loginOk
            : responseCodes.rejected;
      if (isPresent && code === responseCodes.loginOk) does.self('admits');
      else if (isPresent) does.self('turnsAway', code);
      if (hotspot.waiting > 0 && isPresent) {
        does.answer((hotspot.waiting - 1) as Ticket<string>, reply(code), ownTime);
        hotspot.waiting = 0;
      }
    },

    eapAnswered(_hotspot, answer: Reply<EapWord>, does) {
      const ticket = answer.about as Ticket<EapWord>;
      if (answer.outcome === 'answered') does.answer(ticket, answer.answer);
      else does.refuse(ticket, 504);
    },

    clientLeft(hotspot, _: undefined, does) {
      if (hotspot.state !== 'open') does.move(hotspot, 'clientLeft');
      if (hotspot.waiting > 0) does.stayedSilent((hotspot.waiting - 1) as Ticket<string>);
      hotspot.waiting = 0;
      hotspot.code = 0;
    },
  },
});

/* ---- pages ---- */

/** Of a hotspot that nobody knows. */
const strangeHost = 'login.hotspot.invalid';
const resultsUrl = 'https://login.hotspot.invalid/results';
const portalPage = '<html><body><form method="post">Welcome. Please accept our terms of use.</form></body></html>';
const brokenPage =
  '<html><!--<WISPAccessGatewayParam><Redirect><MessageType>100</Redirect></WISPAccessGatewayParam>--></html>';

const redirects = new Map<string, string>();

/** The page that a login host has its hotspots redirect to: written once. */
function redirectTo(host: string): string {
  let page = redirects.get(host);
  if (page === undefined) {
    page = writeWispr({
      kind: 'redirect',
      code: responseCodes.none,
      accessLocation: 'isocc=DE,cc=49,ac=030,network=mpsim',
      locationName: 'A place with Wi-Fi',
      loginUrl: `https://${host}/login`,
      abortLoginUrl: `https://${host}/abort`,
    });
    redirects.set(host, page);
  }
  return page;
}

const reply = (
  code: ResponseCode,
  kind: 'authenticationReply' | 'pollReply' = 'authenticationReply',
  loginResultsUrl?: string,
): string => writeWispr({ kind, code, ...(loginResultsUrl === undefined ? {} : { loginResultsUrl }) });
