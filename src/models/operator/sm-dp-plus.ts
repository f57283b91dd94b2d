/**
 * The SM-DP+: prepares eSIM profiles for the operator (ES2+) and hands each to the one device that may have it (ES9+).
 *
 *     portal ── order, confirm, release ──▶ ┌────────┐
 *                                           │ SM-DP+ │ ◀── authenticate, get package, notify ── LPA
 *                                           └────────┘
 *
 *     available ─▶ linked ─▶ confirmed ─▶ released ─▶ downloaded ─▶ installed        (any) ─▶ error
 *
 * Only after the device has reported a successful installation may the profile be forgotten.
 * Source: GSMA SGP.22; Microsoft Learn, "Mobile Plans service configuration", "Mobile broadband eSIM operations".
 */
import {
  count,
  type Distribution,
  id,
  type Microseconds,
  model,
  type Request,
  state,
  type Ticket,
  type TransitionTable,
  type TurnAwayReason,
  time,
} from '../../sim/index.ts';
import { activationCodeOf } from '../messages/of-device.ts';
import { isOut, outageOf, slownessOf } from '../outages.ts';
import type { SmDpPlusSettings } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';

type State = 'available' | 'linked' | 'confirmed' | 'released' | 'downloaded' | 'installed' | 'error';
type Event =
  | 'downloadOrdered'
  | 'orderConfirmed'
  | 'profileReleased'
  | 'packageBound'
  | 'installed'
  | 'installFailed'
  | 'gaveUp';

const profileTable: TransitionTable<State, Event> = {
  available: { downloadOrdered: 'linked' },
  linked: { orderConfirmed: 'confirmed' },
  confirmed: { profileReleased: 'released' },
  released: { packageBound: 'downloaded', gaveUp: 'error' },
  downloaded: { packageBound: 'downloaded', installed: 'installed', installFailed: 'released', gaveUp: 'error' },
  installed: {},
  error: {},
};

/** The ES9+ calls of a download, in order, with the time each takes as a device sees it. */
export const es9Calls = [
  'initiateAuthentication',
  'authenticateClient',
  'getBoundProfilePackage',
  'handleNotification',
] as const;
export type Es9Call = (typeof es9Calls)[number];

/** An ES9+ request: which call, and what it carries. */
export interface Es9Request {
  call: Es9Call;
  /** For `handleNotification`: whether the card installed the profile. */
  installed?: boolean;
}

const timeOf = (settings: SmDpPlusSettings, call: Es9Call): Distribution => settings[call];

/** What is refused, and when the call should be answered, is decided when a server takes it up. */
export const smDpPlus = model('SM-DP+', {
  source: 'mobile-plans-service-configuration.md',
  table: profileTable,
  /** One record a profile; profile and line have the same number. */
  record: {
    state: state(profileTable),
    attempts: count(),
    calls: count(),
    /** The device whose eUICC the package is bound to. */
    boundTo: id(),
    orderedAt: time(),
  },
  kept: 'columns',
  facts: ['ordered', 'orderFailed', 'downloaded', 'installed', 'refused'],
  given: {} as Surroundings,
  takes: {
    /** A server has worked on an ES9+ call; what is left of the time the device sees is network and TLS. */
    served(profile, request: Request<Es9Request, string>, does) {
      const settings = does.given.operator(does.subject).smdp;
      const { call, installed } = request.message;
      const nth = profile.calls;
      profile.calls += 1;
      const seen = does.given.sample(timeOf(settings, call), does.draw(`SM-DP+.${call}`, nth));
      const rest = Math.max(
        0,
        seen - serverTime(does.given, does.draw('SM-DP+.service', request.occurrence), settings),
      );
      if (does.draw('SM-DP+.silent', nth) < settings.silent) {
        does.stayedSilent(request.ticket);
        return;
      }
      const code = refusal(profile, call, settings, does.now, does.draw('SM-DP+.refuses', nth));
      if (code !== undefined) {
        does.emit('refused');
        if (code === '8.8.5/6.4' && profile.state !== 'error' && profile.state !== 'installed')
          does.move(profile, 'gaveUp');
        does.refuse(request.ticket, 200, code, rest);
        return;
      }
      if (call === 'authenticateClient') profile.attempts += 1;
      if (call === 'getBoundProfilePackage') {
        does.move(profile, 'packageBound');
        profile.boundTo = does.subject;
        does.emit('downloaded');
      }
      if (call === 'handleNotification') {
        does.move(profile, installed ? 'installed' : 'installFailed');
        if (installed) does.emit('installed');
      }
      does.answer(request.ticket, call, rest);
    },

    turnedAway(_, { ticket, reason }: { ticket: Ticket<string>; reason: TurnAwayReason }, does) {
      if (reason === 'hung') does.stayedSilent(ticket);
      else if (reason === 'refused') does.refuse(ticket, 503);
      else if (reason === 'error') does.refuse(ticket, 500);
      else does.shed(ticket);
    },
  },
  answers: {
    /** ES2+: order, confirm and release in one go. Answers the activation code. Assumption: one exchange of two calls. */
    order(profile, request: Request<undefined, string>, does) {
      const settings = does.given.operator(does.subject).smdp;
      const outage = outageOf(does, does.given.outages.smdp[does.given.operatorOf(does.subject)]!);
      if (isOut(does, outage, request, 'SM-DP+.order.outage')) return;
      const time = does.given.sample(settings.order, does.draw('SM-DP+.order', request.occurrence));
      const delay = time * slownessOf(outage);
      if (does.draw('SM-DP+.orderFails', request.occurrence) < settings.orderFails) {
        does.emit('orderFailed');
        does.refuse(request.ticket, 200, '8.2.5/3.7', delay);
        return;
      }
      does.move(profile, 'downloadOrdered');
      does.move(profile, 'orderConfirmed');
      does.move(profile, 'profileReleased');
      profile.orderedAt = does.now;
      does.emit('ordered');
      const code = activationCodeOf(does.given, does.subject, (purpose, nth) => does.bits(purpose, nth));
      does.answer(request.ticket, code, delay);
    },

    es9(_, request: Request<Es9Request, string>, does) {
      const settings = does.given.operator(does.subject).smdp;
      const demand = serverTime(does.given, does.draw('SM-DP+.service', request.occurrence), settings);
      does.serve(does.given.smdpServers[does.given.operatorOf(does.subject)]!, request.ticket, demand);
    },
  },
});

const serverTime = (given: Surroundings, uniform: number, settings: SmDpPlusSettings): number =>
  Math.ceil(given.sample(settings.service, uniform));

/** The SGP.22 subject and reason code with which the call is refused, if it is. */
function refusal(
  profile: Readonly<{ state: State; attempts: number; orderedAt: Microseconds | undefined }>,
  call: Es9Call,
  settings: SmDpPlusSettings,
  now: Microseconds,
  uniform: number,
): string | undefined {
  if (call === 'handleNotification') return undefined;
  if (profile.state === 'installed') return '8.2/3.7';
  if (profile.state === 'error') return '8.8.5/6.4';
  if (profile.orderedAt === undefined) return '8.2.6/3.8';
  if (now - profile.orderedAt > settings.orderExpiry) return '8.8.5/4.1';
  if (profile.attempts > settings.maxDownloadAttempts) return '8.8.5/6.4';
  if (call !== 'authenticateClient') return undefined;
  let share = 0;
  for (const { code, share: part } of settings.refuses) {
    share += part;
    if (uniform < share) return code;
  }
  return undefined;
}
