/**
 * How the interfaces of one device look to each other: what is connected, what is about to be, and so what would be kept.
 *
 * An interface of which nothing has ever been said has no record worth reading: it is connected with internet access if
 * Windows Connection Manager says that it is up, and otherwise not there. So a million devices that stand on Wi-Fi
 * from the first moment to the last are written nowhere but there.
 */
import { type Does, type RecordOf, sees } from '../../sim/index.ts';
import { deviceOf, interfaceOf, type Medium, media, mediumOf } from '../device/interfaces.ts';
import type { Surroundings } from '../surroundings.ts';
import type { connection } from './connection.ts';
import { type Contender, isInterconnect, wouldBeKept } from './connection-policy.ts';
import type { connectionRecord, connectionTable } from './connection-record.ts';
import type { cosaDatabase } from './cosa-database.ts';
import { mayConnectAt, placeOf as placeOfRegistration } from './cosa-entry.ts';
import { hotspotSees, isBehindCellular } from './hotspot-in-range.ts';
import type { internetSharing } from './internet-sharing.ts';
import type { mobileBroadbandService } from './mobile-broadband-service.ts';
import { firstConnected, placeOf } from './preferred-networks.ts';
import { isUp, type windowsConnectionManager } from './windows-connection-manager.ts';

const interfaces = sees<typeof connection>('connections');
const routes = sees<typeof windowsConnectionManager>('Windows Connection Manager');
const service = sees<typeof mobileBroadbandService>('Mobile Broadband Service');
const database = sees<typeof cosaDatabase>('COSA database');
const sharings = sees<typeof internetSharing>('internet sharing');
export const neighbourSees = { interfaces, routes, service, database, sharings, ...hotspotSees };

export type Connection = RecordOf<typeof connectionRecord>;
type Standing = Pick<
  Connection,
  'state' | 'level' | 'available' | 'manual' | 'byHand' | 'onlyByHand' | 'domain' | 'noInterconnect'
>;

/** The part of `does` that looks around. */
type Looking = Pick<
  Does<typeof connectionRecord, typeof connectionTable, never, never, never, Surroundings>,
  'given' | 'subject' | 'look'
>;

/** The list of a PC that knows one network of each kind, whichever it has connected to first. */
const preferred = firstConnected(
  firstConnected([], { name: 'cellular', medium: 'cellular', automatic: true, from: 'operator' }),
  { name: 'wifi', medium: 'wifi', automatic: true, from: 'user' },
);
const places = Object.fromEntries(media.map(medium => [medium, placeOf(preferred, medium) ?? 0] as const));

export const isLinked = ({ state }: Pick<Connection, 'state'>): boolean =>
  state === 'probing' || state === 'connected' || state === 'softDisconnecting';

/** New sessions take a connection from the moment its link is up until Windows begins to let go of it. */
export const carriesTraffic = ({ state }: Pick<Connection, 'state'>): boolean =>
  state === 'probing' || state === 'connected';

export const hasInternetAccess = (connection: Pick<Connection, 'state' | 'level'>): boolean =>
  isLinked(connection) && connection.level === 'internetAccess';

/** Up, though nothing has ever been said of it: it was so when the run began. */
export const wasUp = (does: Looking): boolean =>
  isUp(does.look(routes, deviceOf(does.subject)).state, mediumOf(does.subject));

function standing(does: Looking, medium: Medium): Readonly<Standing> {
  const device = deviceOf(does.subject);
  const record = does.look(interfaces, interfaceOf(device, medium));
  return record.known || !isUp(does.look(routes, device).state, medium) ? record : upFromTheStart;
}

const upFromTheStart: Standing = {
  state: 'connected',
  level: 'internetAccess',
  available: true,
  manual: false,
  byHand: false,
  onlyByHand: false,
  domain: false,
  noInterconnect: false,
};

const contender = (
  does: Looking,
  medium: Medium,
  { level, manual, byHand, domain }: Readonly<Standing>,
): Contender => ({
  medium,
  level: level ?? 'internetAccess',
  manual: manual || byHand,
  domain,
  place: medium === 'wifi' && isBehindCellular(does, deviceOf(does.subject)) ? media.length : places[medium]!,
});

type Counts = (other: Readonly<Standing>, medium: Medium) => boolean;

/** HOT: the other interfaces of the device of which `counts` is true; where a million plans end at once, all of them ask. */
function others(does: Looking, counts: Counts): Contender[] {
  const own = mediumOf(does.subject);
  const found: Contender[] = [];
  for (const medium of media) {
    if (medium === own) continue;
    const other = standing(does, medium);
    if (counts(other, medium)) found.push(contender(does, medium, other));
  }
  return found;
}

const isConnected = ({ state }: Pick<Connection, 'state'>): boolean =>
  state === 'connected' || state === 'softDisconnecting';

export const connectedOthers = (does: Looking): Contender[] => others(does, isConnected);

export function othersHaveInternet(does: Looking): boolean {
  const own = mediumOf(does.subject);
  return media.some(medium => medium !== own && hasInternetAccess(standing(does, medium)));
}

/** Whether any interface of the device, this one included, has internet access. */
export const deviceHasInternet = (connection: Connection, does: Looking): boolean =>
  hasInternetAccess(connection) || othersHaveInternet(does);

/** A link that is being made, or that Windows makes by itself at once: Ethernet and Wi-Fi, which do not keep it waiting. */
const isExpected = ({ state, available, onlyByHand }: Readonly<Standing>, medium: Medium): boolean =>
  medium !== 'cellular' && (state === 'connecting' || state === 'probing' || (available && !onlyByHand));

/** Whether the policy keeps this connection beside those that are there. */
export function isKept(connection: Connection, does: Looking): boolean {
  if (isShared(does)) return true;
  const mine = contender(does, mediumOf(does.subject), connection);
  return wouldBeKept(mine, connectedOthers(does), does.given.group(deviceOf(does.subject)).minimizeConnections);
}

/** Assumption: Windows keeps the mobile connection that it shares, whatever else is connected. */
function isShared(does: Looking): boolean {
  const device = deviceOf(does.subject);
  if (mediumOf(does.subject) !== 'cellular' || does.given.group(device).sharing === undefined) return false;
  return does.look(sharings, device).state !== 'off';
}

/** Roaming that the user, or the operator's entry of the COSA database, does not allow: the network is hidden. */
export function isRoamingProhibited(does: Looking): boolean {
  if (mediumOf(does.subject) !== 'cellular') return false;
  const device = deviceOf(does.subject);
  const { registered } = does.look(service, device);
  if (mediumOf(does.subject) !== 'cellular' || registered === undefined) return false;
  const { matched, roamingOff } = does.look(database, device);
  if (roamingOff && registered !== 'home') return true;
  if (!matched) return false;
  return !mayConnectAt(does.given.operator(device).cosa.roaming, placeOfRegistration(registered));
}

/** Whether a policy forbids this connection, whatever it carries. */
export function isProhibited(connection: Connection, does: Looking): boolean {
  if (isRoamingProhibited(does)) return true;
  const underWay = (other: Readonly<Standing>) => other.state === 'connecting' || isLinked(other);
  return (
    connection.noInterconnect &&
    isInterconnect(contender(does, mediumOf(does.subject), connection), others(does, underWay))
  );
}

/** Another wireless network across the border of the domain: to join it by hand ends this one, and the other way round. */
export const wirelessAcross = (connection: Connection, does: Looking): Medium[] =>
  connection.noInterconnect
    ? others(does, (other, medium) => medium !== 'ethernet' && other.domain !== connection.domain).map(
        ({ medium }) => medium,
      )
    : [];

/** Ethernet across the border of the domain: no wireless network can be joined. */
export const isEthernetAcross = (connection: Connection, does: Looking): boolean =>
  connection.noInterconnect &&
  others(does, (other, medium) => medium === 'ethernet' && isLinked(other) && other.domain !== connection.domain)
    .length > 0;

/**
 * Whether Windows connects to this network by itself: it is there, the user has not forbidden it, policy permits it, and
 * it would not be dropped at once. The first try after boot or resume does not mind the last.
 */
export function connectsByItself(connection: Connection, does: Looking): boolean {
  const device = deviceOf(does.subject);
  const medium = mediumOf(does.subject);
  const { autoConnect, minimizeConnections } = does.given.group(device);
  if (!connection.available || connection.onlyByHand || (medium === 'cellular' && !autoConnect && !connection.joined))
    return false;
  if (isProhibited(connection, does)) return false;
  if (connection.initial || isLinked(connection)) return true;
  const rivals = others(does, (other, rival) => isConnected(other) || isExpected(other, rival));
  return wouldBeKept({ ...contender(does, medium, connection), level: 'internetAccess' }, rivals, minimizeConnections);
}
