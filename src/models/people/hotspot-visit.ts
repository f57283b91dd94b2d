/**
 * A visit: somebody takes the PC to another place for a while. There may be a Wi-Fi hotspot, of the operator's or of a
 * stranger's; then it is in the list of networks as long as the visit lasts.
 *
 *     away ── arrives ──▶ there ── another network in range ─────▶ connection (Wi-Fi)
 *       ▲                   │   ── clicks, where Windows does not ─▶
 *       └───── leaves ──────┘
 *
 * Source: Microsoft Learn, "Overview of mobile broadband", Wi-Fi hotspot authentication; "Provisioning for hotspot
 * authentication" (secondary network names, networks that are joined by hand alone).
 * Assumption: each place is another one, so that Windows remembers no network but those of the operator's profiles. Wi-Fi
 * and Ethernet of the house stay behind, and are there again after the visit.
 */
import {
  count,
  days,
  flag,
  type Microseconds,
  model,
  oneOf,
  port,
  sees,
  state,
  type TransitionTable,
  unitExponential,
} from '../../sim/index.ts';
import { interfaceOf } from '../device/interfaces.ts';
import type { HotspotNetworks } from '../messages/provisioning/hotspot-profiles.ts';
import type { GroupSettings, HotspotKind, HotspotVisitSettings } from '../settings.ts';
import { hotspotKinds } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import type { connection } from '../windows/connection.ts';
import { type hotspotAuthentication, isHeldBack } from '../windows/hotspot-authentication.ts';

type State = 'away' | 'there';
type Event = 'arrived' | 'left';

const hotspotVisitTable: TransitionTable<State, Event> = {
  away: { arrived: 'there' },
  there: { left: 'away' },
};

const windows = port<typeof connection>('connection');
const signIn = port<typeof hotspotAuthentication>('hotspot authentication');
export const hotspotVisitPorts = { windows, signIn };
const { appears, arrivesAt, connectClicked, disappears } = windows.tells;
const { linkGone } = signIn.tells;

const signIns = sees<typeof hotspotAuthentication>('hotspot authentications');
export const hotspotVisitSees = { signIns };

export const hotspotVisit = model('hotspot visit', {
  source: 'overview-of-mobile-broadband.md',
  table: hotspotVisitTable,
  record: {
    state: state(hotspotVisitTable),
    /** What the hotspot asks for; none where there is no hotspot. */
    kind: oneOf(hotspotKinds),
    /** It bears a network name of a profile that is on the PC, the primary one or a secondary one. */
    partner: flag(),
    secondary: flag(),
    /** The operator's file places it behind mobile broadband. */
    lessPreferred: flag(),
    /** Why nobody would see the app: the PC is locked, or in Connected Standby. */
    screen: oneOf(['locked', 'standby']),
    /** What is wrong with its WISPr page: the login host is a stranger, or the page is no valid WISPr. */
    fault: oneOf(['stranger', 'brokenPage']),
    visits: count(),
  },
  kept: 'columns',
  timers: { arrives: days(1), leaves: days(1), clicks: 0 as Microseconds },
  /** The value of `arrived` is the place of the kind in `hotspotKinds`, or -1. */
  facts: ['arrived', 'clicked', 'left'],
  given: {} as Surroundings,
  takes: {
    /** The next visit comes as an event of a Poisson process that follows the hours of the day. */
    plansVisit(visit, _: undefined, does) {
      const { visits } = settingsOf(does);
      const exponential = unitExponential(does.draw('hotspot.visit', visit.visits));
      const next = does.given.cycle(does.subject, visits).next(does.now, exponential, visits.perDay);
      if (next <= does.given.settings.length) does.arm('arrives', next - does.now);
    },

    arrives(visit, _, does) {
      const settings = settingsOf(does);
      const nth = visit.visits;
      const luck = (purpose: string) => does.draw(`hotspot.${purpose}`, nth);
      visit.visits += 1;
      does.move(visit, 'arrived');
      const kind = luck('density') < settings.density ? chosenKind(settings, luck('kind')) : undefined;
      const network = kind === undefined ? undefined : networkFor(does.given.hotspotNetworks(does.subject), kind);
      visit.kind = kind;
      visit.partner = network !== undefined && luck('partner') < settings.partner;
      visit.secondary = visit.partner && network?.hasSecondary === true && luck('secondary') < settings.secondary;
      visit.lessPreferred = visit.partner && network !== undefined && !network.isPreferred;
      const screen = luck('screen');
      visit.screen =
        screen < settings.locked ? 'locked' : screen < settings.locked + settings.standby ? 'standby' : undefined;
      const fault = luck('fault');
      visit.fault =
        kind !== 'wispr' || fault >= settings.strangers + settings.brokenPages
          ? undefined
          : fault < settings.strangers
            ? 'stranger'
            : 'brokenPage';
      does.emit('arrived', kind === undefined ? -1 : hotspotKinds.indexOf(kind));
      does.arm('leaves', Math.max(1, does.given.sample(settings.lasts, luck('lasts'))));
      const { subject, given } = does;
      const house = atHome(given.group(subject), does.draw('device.wifi'));
      if (house !== undefined) does.tell(disappears, interfaceOf(subject, house), undefined);
      if (kind === undefined) return;
      const record = does.look(signIns);
      const isAutomatic =
        visit.partner &&
        (!visit.secondary || record.secondaryJoined) &&
        !isHeldBack(record, kind, does.now, settings.session);
      does.tell(arrivesAt, interfaceOf(subject, 'wifi'), isAutomatic);
      // Nobody can join a network that wants a SIM by a profile that is not there.
      const canJoin = kind !== 'eap' || visit.partner;
      if (!isAutomatic && canJoin && luck('joinsByHand') < settings.joinsByHand)
        does.arm('clicks', given.sample(given.group(subject).user.connectThink, luck('connectThink')));
    },

    clicks(visit, _, does) {
      if (visit.state !== 'there') return;
      does.emit('clicked');
      does.tell(connectClicked, interfaceOf(does.subject, 'wifi'), undefined);
    },

    leaves(visit, _, does) {
      does.move(visit, 'left');
      does.cancel('clicks');
      does.emit('left');
      const { subject } = does;
      const house = atHome(does.given.group(subject), does.draw('device.wifi'));
      if (visit.kind !== undefined) {
        does.tell(disappears, interfaceOf(subject, 'wifi'), undefined);
        does.tell(linkGone, subject, undefined);
      }
      if (house === 'wifi') does.tell(arrivesAt, interfaceOf(subject, 'wifi'), true);
      else if (house === 'ethernet') does.tell(appears, interfaceOf(subject, 'ethernet'), undefined);
      visit.kind = undefined;
      does.self('plansVisit');
    },
  },
});

const settingsOf = ({ given, subject }: { given: Surroundings; subject: number }): HotspotVisitSettings =>
  given.group(subject).hotspots!;

/** The shares add up to 1; what rounding leaves over is of the last kind. */
function chosenKind({ kinds }: HotspotVisitSettings, luck: number): HotspotKind {
  let sum = 0;
  for (const kind of hotspotKinds) {
    sum += kinds[kind];
    if (luck < sum) return kind;
  }
  return hotspotKinds.findLast(kind => kinds[kind] > 0)!;
}

/** The operator's profile for hotspots of that kind. */
function networkFor(
  { wispr, eap }: HotspotNetworks,
  kind: HotspotKind,
): { isPreferred: boolean; hasSecondary: boolean } | undefined {
  if (kind === 'wispr') return wispr;
  return kind === 'eap' && eap !== undefined ? { ...eap, hasSecondary: false } : undefined;
}

/** By which of the two the PC is online in the house. The draw is that of the beginning of the run. */
function atHome({ wifi, ethernet, hotspot }: GroupSettings, luck: number): 'wifi' | 'ethernet' | undefined {
  if (luck < wifi) return 'wifi';
  if (luck < wifi + ethernet) return 'ethernet';
  return luck < wifi + ethernet + hotspot ? 'wifi' : undefined;
}
