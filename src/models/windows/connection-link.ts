/**
 * How a link comes and goes: by itself, by hand, because of the other interfaces of the device, or because it is lost.
 *
 * Source: Microsoft Learn, "Understanding and configuring Windows Connection Manager".
 * Assumption: a connect by hand makes Windows connect by itself from then on, as the ticked box in the list of networks
 * says; one that failed changes nothing.
 * Assumption: a failure of Windows' own tries is shown to nobody; only a connect by hand ends in a message or in the app.
 */
import { milliseconds, type Reply, seconds, type Ticket } from '../../sim/index.ts';
import { deviceOf, interfaceOf, media, mediumOf } from '../device/interfaces.ts';
import { type Cause, registrationCauses, wwanStatus } from '../messages/causes.ts';
import {
  type Connection,
  carriesTraffic,
  connectedOthers,
  connectsByItself,
  isEthernetAcross,
  isKept,
  isLinked,
  isProhibited,
  isRoamingProhibited,
  othersHaveInternet,
  wasUp,
} from './connection-neighbours.ts';
import { decides, showsError } from './connection-outcome.ts';
import { mayJoinByHand } from './connection-policy.ts';
import { connectionPorts, type Doing, type Event } from './connection-ports.ts';
import { hotspotHere } from './hotspot-in-range.ts';

/** Assumption: an Ethernet link with its address takes half a second, a Wi-Fi association with its address two seconds. */
export const linkTime = { ethernet: milliseconds(500), wifi: seconds(2) };

/** The first that is ever said of an interface: what was connected when the run began comes to be known as that. */
export function wakes(connection: Connection, does: Doing): void {
  if (comesToBeKnown(connection, does)) tellsNeighbours(does);
}

/** Answers whether it was up when the run began. To the other interfaces nothing changes: they have seen it so all along. */
export function comesToBeKnown(connection: Connection, does: Doing): boolean {
  if (connection.known) return false;
  connection.known = true;
  if (!wasUp(does)) return false;
  does.move(connection, 'wasConnected');
  connection.joined = true;
  connection.available = true;
  // So it is for the default context controller of a device that was connected.
  connection.automatic = mediumOf(does.subject) === 'cellular';
  connection.level = 'internetAccess';
  connection.decided = true;
  return true;
}

/** All interfaces of the device consider again, and the internet of the device is counted again. */
export function tellsNeighbours(does: Doing): void {
  const device = deviceOf(does.subject);
  for (const medium of media) does.self('othersChanged', undefined, interfaceOf(device, medium));
  does.self('countsInternet', undefined, interfaceOf(device, 'ethernet'));
}

/** Moves, and tells the routing when new traffic may take the interface from now on, or no longer. */
export function moves(connection: Connection, event: Event, does: Doing, isCaptive = connection.captive): void {
  const carried = carriesTraffic(connection) && !connection.captive;
  does.move(connection, event);
  if (connection.captive !== isCaptive) connection.captive = isCaptive;
  const carries = carriesTraffic(connection) && !isCaptive;
  if (carries === carried) return;
  const what = `${mediumOf(does.subject)}${carries ? 'Up' : 'Down'}` as const;
  does.tell(connectionPorts.routing.tells.changed, deviceOf(does.subject), what);
}

export function considers(connection: Connection, does: Doing): void {
  if (connection.initial && !connection.available && othersHaveInternet(does)) connection.initial = false;
  tellsOfListing(connection, does);
  if ((isLinked(connection) || connection.state === 'connecting') && isProhibited(connection, does)) {
    if (connection.byHand) showsError(registrationCauses.roamingNotAllowed, does);
    letsGo(connection, 'prohibited', does);
  } else if (connection.state === 'connected' && !isKept(connection, does)) {
    moves(connection, 'betterConnected', does);
    does.cancel('probesAgain');
    does.arm('checksTraffic');
    does.emit('softDisconnecting');
    tellsNeighbours(does);
  } else if (connection.state === 'softDisconnecting' && isKept(connection, does)) {
    moves(connection, 'betterLost', does);
    does.cancel('checksTraffic');
    asksProbe(connection, does);
    tellsNeighbours(does);
  }
  if (mediumOf(does.subject) === 'cellular') tellsWhetherAutomatic(connection, does);
  else if (!isLinked(connection) && connection.state !== 'connecting' && connectsByItself(connection, does)) {
    starts(connection, does);
    tellsNeighbours(does);
  }
}

/** A mobile network is in the list while it is identified and does not roam where it must not. */
function tellsOfListing(connection: Connection, does: Doing): void {
  if (mediumOf(does.subject) !== 'cellular') return;
  const isListed = connection.available && !isRoamingProhibited(does);
  if (isListed === connection.listed) return;
  connection.listed = isListed;
  does.tell(connectionPorts.person.tells.networkListed, deviceOf(does.subject), isListed);
}

/** The token of the controller. While a connect by hand is under way it stays as it is: that round is the user's own. */
function tellsWhetherAutomatic(connection: Connection, does: Doing): void {
  if (connection.state === 'connecting') return;
  const isWanted = connectsByItself(connection, does);
  if (isWanted === connection.automatic) return;
  connection.automatic = isWanted;
  does.tell(connectionPorts.controller.tells.automaticWanted, deviceOf(does.subject), isWanted);
}

/** Why a connect by hand cannot even begin. */
export function obstacleTo(connection: Connection, does: Doing): Cause | undefined {
  if (!connection.available) return wwanStatus.notReady;
  if (isRoamingProhibited(does)) return registrationCauses.roamingNotAllowed;
  const { minimizeConnections } = does.given.group(deviceOf(does.subject));
  const mayJoin = mayJoinByHand(mediumOf(does.subject), connectedOthers(does), minimizeConnections);
  return mayJoin && !isEthernetAcross(connection, does) ? undefined : wwanStatus.busy;
}

/** The hotspot that this interface is at; only Wi-Fi ever is at one. */
const hotspotOf = (does: Doing) =>
  mediumOf(does.subject) === 'wifi' ? hotspotHere(does, deviceOf(does.subject)) : undefined;

export function starts(connection: Connection, does: Doing): void {
  moves(connection, 'connects', does);
  nextAttempt(connection);
  does.emit('connecting');
  const medium = mediumOf(does.subject);
  const hotspot = hotspotOf(does);
  if (hotspot !== undefined) does.tell(connectionPorts.hotspots.tells.joins, deviceOf(does.subject), connection.byHand);
  // A network that wants a SIM lets nobody in before EAP has succeeded.
  if (hotspot === 'eap') return;
  if (medium !== 'cellular') does.arm('linkUp', linkTime[medium]);
  else if (!connection.releasing) asksController(connection, does);
}

const nextAttempt = (connection: Connection): void => {
  connection.attempt = (connection.attempt + 1) % 256;
};

export function asksController(connection: Connection, does: Doing): void {
  const device = deviceOf(does.subject);
  does.ask(
    connectionPorts.controller.asks.connect,
    device,
    { profile: undefined },
    { then: 'connectAnswered', about: connection.attempt, entity: device },
  );
}

export function asksProbe(connection: Connection, does: Doing): void {
  const device = deviceOf(does.subject);
  const medium = mediumOf(does.subject);
  does.ask(connectionPorts.probe.asks.probe, device, probes[medium], {
    then: 'probed',
    about: connection.attempt,
    entity: device,
  });
}

/** What a probe is asked, made once: a million devices may ask at the same moment. */
const probes = {
  ethernet: { medium: 'ethernet' },
  wifi: { medium: 'wifi' },
  cellular: { medium: 'cellular' },
} as const;

/** Whether an answer is one to the connect by hand that is under way. */
export const isPresent = (connection: Connection, reply: Reply<true>): boolean =>
  connection.state === 'connecting' && reply.about === connection.attempt;

/** A connect by hand has succeeded, or failed for a cause; one that nobody answered was waiting for a busy controller. */
export function ends(connection: Connection, reply: Reply<true>, does: Doing): void {
  if (!isPresent(connection, reply)) return;
  if (reply.outcome === 'answered') comesUp(connection, does);
  else {
    loses(connection, reply.outcome === 'refused' ? reply.code : wwanStatus.busy, does);
    tellsNeighbours(does);
  }
}

/** Layer 2 is up: new traffic may take it, and the probe finds out where it leads. */
export function comesUp(connection: Connection, does: Doing): void {
  const isAtHotspot = hotspotOf(does) !== undefined;
  moves(connection, 'linkUp', does, isAtHotspot);
  nextAttempt(connection);
  if (isAtHotspot) does.tell(connectionPorts.hotspots.tells.associated, deviceOf(does.subject), undefined);
  if (connection.byHand) chosenByHand(connection);
  connection.initial = false;
  tellsAsker(connection, undefined, does);
  asksProbe(connection, does);
  tellsNeighbours(does);
}

/** Whoever asked to connect hears that the link is up, or the cause why it is not. */
function tellsAsker(connection: Connection, cause: Cause | undefined, does: Doing): void {
  if (connection.asker === 0) return;
  const ticket: Ticket<true> = connection.asker - 1;
  connection.asker = 0;
  if (cause === undefined) does.answer(ticket, true);
  else does.refuse(ticket, cause);
}

/** What a connect by hand means for later choices. */
export function chosenByHand(connection: Connection): void {
  connection.manual = true;
  connection.joined = true;
  connection.byHand = false;
  connection.onlyByHand = false;
}

/** What a disconnect by hand means for later choices: it stays in the list, and Windows leaves it alone. */
export function leftByHand(connection: Connection, does: Doing): void {
  connection.manual = false;
  connection.byHand = false;
  connection.onlyByHand = true;
  connection.initial = false;
  if (isLinked(connection) || connection.state === 'connecting') letsGo(connection, 'disconnected', does);
  else tellsNeighbours(does);
}

/** Windows, the user or a policy ends the connection. The controller must not connect again by itself. */
export function letsGo(connection: Connection, event: 'disconnected' | 'quiet' | 'prohibited', does: Doing): void {
  moves(connection, event, does);
  forgetsLink(connection, does);
  tellsAsker(connection, wwanStatus.contextNotActivated, does);
  does.emit('disconnected');
  does.tell(connectionPorts.broker.tells.raises, deviceOf(does.subject), 'networkStatusChange');
  if (mediumOf(does.subject) === 'cellular') releases(connection, does);
  tellsNeighbours(does);
}

export function releases(connection: Connection, does: Doing): void {
  tellsWhetherAutomatic(connection, does);
  connection.releasing = true;
  const device = deviceOf(does.subject);
  does.ask(connectionPorts.controller.asks.disconnect, device, undefined, {
    then: 'disconnectAnswered',
    entity: device,
  });
}

/** The link is gone, or could not be made. */
export function loses(connection: Connection, cause: Cause, does: Doing): void {
  if (connection.state === 'connecting') {
    const wasByHand = connection.byHand;
    moves(connection, 'failed', does);
    forgetsLink(connection, does);
    does.emit('failed', cause);
    tellsAsker(connection, cause, does);
    if (wasByHand) decides(connection, { cause }, does);
  } else if (isLinked(connection)) {
    moves(connection, 'lost', does);
    forgetsLink(connection, does);
    does.emit('lost', cause);
    does.tell(connectionPorts.broker.tells.raises, deviceOf(does.subject), 'networkStatusChange');
  }
}

function forgetsLink(connection: Connection, does: Doing): void {
  nextAttempt(connection);
  connection.level = undefined;
  connection.byHand = false;
  connection.captive = false;
  if (hotspotOf(does) !== undefined)
    does.tell(connectionPorts.hotspots.tells.linkGone, deviceOf(does.subject), undefined);
  does.cancel('linkUp');
  does.cancel('probesAgain');
  does.cancel('checksTraffic');
}
