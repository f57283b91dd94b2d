/**
 * One network interface of a device as Windows Connection Manager sees it: Ethernet, Wi-Fi, or mobile broadband.
 *
 *     networks come, go ──▶ ┌────────────┐ ── connect, disconnect, may connect by itself ─▶ default context controller
 *     user clicks ────────▶ │ connection │ ── probe ───────────────────────────────────────▶ internet probe
 *     links up, down ─────▶ │            │ ── up, down ────────────────────────────────────▶ Windows Connection Manager
 *     other interfaces ───▶ └────────────┘ ── app, page, error; internet ──────────────────▶ person, app, Windows
 *
 * Whenever one interface changes, all of the device consider again: who is kept, who is let go softly, who connects by
 * itself, who must not be there at all.
 *
 * Source: Microsoft Learn, "Understanding and configuring Windows Connection Manager", "Overview of mobile broadband".
 */
import {
  kilobytes,
  type Microseconds,
  model,
  type Reply,
  type Request,
  seconds,
  type Ticket,
} from '../../sim/index.ts';
import { deviceOf, interfaceOf, mediumOf } from '../device/interfaces.ts';
import { type Cause, wwanStatus } from '../messages/causes.ts';
import { reachesInternet } from '../operator/subscription.ts';
import type { Surroundings } from '../surroundings.ts';
import {
  asksController,
  asksProbe,
  chosenByHand,
  comesToBeKnown,
  comesUp,
  considers,
  ends,
  isPresent,
  leftByHand,
  letsGo,
  linkTime,
  loses,
  moves,
  obstacleTo,
  releases,
  starts,
  tellsNeighbours,
  wakes,
} from './connection-link.ts';
import {
  type Connection,
  carriesTraffic,
  deviceHasInternet,
  hasInternetAccess,
  isLinked,
  isProhibited,
  wirelessAcross,
} from './connection-neighbours.ts';
import { concludes, showsError } from './connection-outcome.ts';
import { connectionPorts, connectionSees, type Doing } from './connection-ports.ts';
import { connectionRecord, connectionTable } from './connection-record.ts';
import { hotspotHere } from './hotspot-in-range.ts';
import { type ConnectivityLevel, connectivityLevels } from './internet-probe.ts';

/** Source: Microsoft Learn, "Understanding and configuring Windows Connection Manager", "Soft disconnect". */
export const trafficCheck: Microseconds = seconds(30);

/** Bytes per second up to which a connection is quiet. Assumption: the document speaks of "a certain threshold". */
export const quietRate = kilobytes(1);

/** Assumption: Windows repeats the probe at this interval until the internet answers. */
export const probeInterval: Microseconds = seconds(30);

/** How long a click waits for a round of the controller that is under way already: the limit of OID_WWAN_CONNECT. */
export const roundLimit: Microseconds = seconds(199);

/** Bytes per second of the device that pass over the interface: only of mobile broadband anybody knows. */
function passingOver(does: Doing): number {
  if (mediumOf(does.subject) !== 'cellular') return 0;
  const { rate, ownRate, abroadRate } = does.look(connectionSees.lines, deviceOf(does.subject));
  return rate > 0 ? ownRate : abroadRate;
}

export const connection = model('connection', {
  source: 'understanding-and-configuring-windows-connection-manager.md',
  table: connectionTable,
  record: connectionRecord,
  kept: 'columns',
  timers: { linkUp: linkTime.wifi, probesAgain: probeInterval, checksTraffic: trafficCheck },
  /** Values: of `connected` and `levelChanged` the place in {@link connectivityLevels}, of `failed` and `lost` the cause. */
  facts: [
    'connecting',
    'connected',
    'failed',
    'levelChanged',
    'softDisconnecting',
    'disconnected',
    'lost',
    'startedApp',
    'openedWebPage',
    'showedError',
    'showedLimited',
  ],
  given: {} as Surroundings,
  /** The subject of every message is the number of the interface: `interfaceOf(device, medium)`. */
  takes: {
    /** The network appears in the list, or goes from it. */
    appears(connection, _: undefined, does) {
      wakes(connection, does);
      if (connection.available) return;
      connection.available = true;
      tellsNeighbours(does);
    },

    /**
     * Another Wi-Fi network is in range now: what the user said of the one before does not hold for it.
     *
     * Its message says whether Windows joins it by itself.
     */
    arrivesAt(connection, isAutomatic: boolean, does) {
      wakes(connection, does);
      connection.manual = false;
      connection.onlyByHand = !isAutomatic;
      connection.decided = false;
      connection.available = true;
      tellsNeighbours(does);
    },

    disappears(connection, _: undefined, does) {
      wakes(connection, does);
      if (!connection.available) return;
      connection.available = false;
      loses(connection, wwanStatus.notReady, does);
      connection.decided = false;
      tellsNeighbours(does);
    },

    /** Boot or resume from standby: every interface tries at once; losers are soft-disconnected straight after. */
    resumes(connection, isNewSession: boolean, does) {
      wakes(connection, does);
      if (isNewSession) {
        connection.manual = false;
        connection.decided = false;
        if (hotspotHere(does, deviceOf(does.subject)) !== undefined && mediumOf(does.subject) === 'wifi')
          does.tell(connectionPorts.hotspots.tells.sessionBegan, deviceOf(does.subject), undefined);
      }
      connection.initial = !isLinked(connection);
      if (connection.automatic && connection.initial)
        does.tell(connectionPorts.controller.tells.hint, deviceOf(does.subject), undefined);
      tellsNeighbours(does);
    },

    /** The user clicks Connect, Disconnect, Forget. Nobody does so to an Ethernet cable. */
    connectClicked(connection, _: undefined, does) {
      wakes(connection, does);
      if (mediumOf(does.subject) === 'ethernet') return;
      const obstacle = obstacleTo(connection, does);
      if (obstacle !== undefined) {
        does.emit('failed', obstacle);
        showsError(obstacle, does);
        return;
      }
      for (const medium of wirelessAcross(connection, does))
        does.self('yields', undefined, interfaceOf(deviceOf(does.subject), medium));
      connection.decided = false;
      if (isLinked(connection)) {
        chosenByHand(connection);
        if (connection.level !== undefined) concludes(connection, connection.level, does);
        tellsNeighbours(does);
        return;
      }
      connection.byHand = true;
      if (connection.state !== 'connecting') starts(connection, does);
      tellsNeighbours(does);
    },

    disconnectClicked(connection, _: undefined, does) {
      wakes(connection, does);
      if (mediumOf(does.subject) === 'ethernet') return;
      leftByHand(connection, does);
    },

    /** Possible only while the network is in range. */
    forgetClicked(connection, _: undefined, does) {
      wakes(connection, does);
      if (mediumOf(does.subject) === 'ethernet' || !connection.available) return;
      leftByHand(connection, does);
      if (connection.state === 'disconnected') does.move(connection, 'forgotten');
    },

    /** From the Data Usage and Subscription Manager: the connection profile is deleted, and Windows no longer connects by itself. */
    profileDeleted(connection, _: undefined, does) {
      wakes(connection, does);
      leftByHand(connection, does);
    },

    /** From the Data Usage and Subscription Manager: there is a profile again after one was deleted. */
    profileProvisioned(connection, _: undefined, does) {
      wakes(connection, does);
      connection.onlyByHand = false;
      tellsNeighbours(does);
    },

    /** The other wireless network, across the border of the domain, is being joined by hand. */
    yields(connection, _: undefined, does) {
      wakes(connection, does);
      connection.manual = false;
      if (isLinked(connection) || connection.state === 'connecting') letsGo(connection, 'prohibited', does);
    },

    /** The link is up: Ethernet and Wi-Fi after their time, mobile broadband when the controller has connected. */
    linkUp(connection, _: undefined, does) {
      wakes(connection, does);
      if (isLinked(connection)) return;
      const isWanted = connection.byHand || !(connection.onlyByHand || isProhibited(connection, does));
      if (isWanted) comesUp(connection, does);
      else releases(connection, does);
    },

    linkDown(connection, cause: Cause, does) {
      wakes(connection, does);
      // A connect by hand is answered on its own; the link that went down is the one before it.
      if (connection.state === 'connecting' && mediumOf(does.subject) === 'cellular') return;
      loses(connection, cause, does);
      tellsNeighbours(does);
    },

    /**
     * What the controller says to a connect by hand. In the middle of a round of its own it is busy, and it stops a round
     * whose profile a provisioning file has just replaced: then the round that comes counts.
     */
    connectAnswered(connection, reply: Reply<true>, does) {
      const device = deviceOf(does.subject);
      const isReplaced = reply.code === wwanStatus.noProfile && does.given.profiles(device).length > 0;
      const isAnotherRound = reply.outcome === 'refused' && (reply.code === wwanStatus.busy || isReplaced);
      if (!isAnotherRound) ends(connection, reply, does);
      else if (isPresent(connection, reply)) {
        does.ask(connectionPorts.controller.asks.awaitConnection, device, undefined, {
          then: 'roundEnded',
          about: reply.about,
          within: roundLimit,
          entity: device,
        });
      }
    },

    roundEnded(connection, reply: Reply<true>, does) {
      ends(connection, reply, does);
    },

    disconnectAnswered(connection, _reply: Reply<true>, does) {
      connection.releasing = false;
      if (connection.state === 'connecting') asksController(connection, does);
    },

    /** Probe now: the line may have changed (a plan was bought, the gateway opened), or it is time again. */
    probesAgain(connection, _: undefined, does) {
      wakes(connection, does);
      if (carriesTraffic(connection)) asksProbe(connection, does);
    },

    probed(connection, reply: Reply<ConnectivityLevel>, does) {
      if (!carriesTraffic(connection) || reply.about !== connection.attempt) return;
      const level = reply.outcome === 'answered' ? reply.answer : 'none';
      if (connection.captive) {
        const { internetFound, redirected } = connectionPorts.hotspots.tells;
        const isIn = level === 'internetAccess';
        does.tell(isIn ? internetFound : redirected, deviceOf(does.subject), undefined);
        // Where the hotspot leads to is known when Windows has signed in, or has not.
        if (!isIn && connection.state === 'probing') return;
      }
      learnsLevel(connection, level, does);
    },

    /** From the EAP authentication: the network lets the device in. */
    admitted(connection, _: undefined, does) {
      if (connection.state === 'connecting') does.arm('linkUp', linkTime.wifi);
    },

    /**
     * From the hotspot authentication: nobody signs in. The connection stays, without internet; once it has been dropped for a
     * better one, Windows does not join here again by itself, since it would drop it again.
     */
    signInEnded(connection, _: undefined, does) {
      connection.onlyByHand = true;
      if (connection.state === 'probing') learnsLevel(connection, 'constrainedInternetAccess', does);
    },

    /** The hotspot has rejected the device, or the app wants no connection: not again by itself at this place. */
    signInFailed(connection, _: undefined, does) {
      connection.manual = false;
      connection.onlyByHand = true;
      if (isLinked(connection) || connection.state === 'connecting') letsGo(connection, 'disconnected', does);
    },

    checksTraffic(connection, _: undefined, does) {
      if (passingOver(does) > quietRate) {
        does.move(connection, 'stillUsed');
        does.arm('checksTraffic');
      } else letsGo(connection, 'quiet', does);
    },

    /** The device has registered at home, abroad, or no longer: roaming may be prohibited now, or be over. */
    registrationChanged(connection, _: undefined, does) {
      does.self('othersChanged');
      wakes(connection, does);
    },

    /** Whether the network leads to the domain of the PC. */
    domainFound(connection, isDomain: boolean, does) {
      wakes(connection, does);
      connection.domain = isDomain;
      tellsNeighbours(does);
    },

    /** Group policy: prohibit interconnect between domain and non-domain networks. */
    interconnectProhibited(connection, isProhibited: boolean, does) {
      wakes(connection, does);
      connection.noInterconnect = isProhibited;
      tellsNeighbours(does);
    },

    /** An interface of the same device has got better or has gone, this one included. All of them are told. */
    othersChanged(connection, _: undefined, does) {
      comesToBeKnown(connection, does);
      considers(connection, does);
    },

    /** Told to the Ethernet interface, for the whole device. */
    countsInternet(connection, _: undefined, does) {
      wakes(connection, does);
      const device = deviceOf(does.subject);
      const isOnline = deviceHasInternet(connection, does);
      if (isOnline !== connection.online) {
        connection.online = isOnline;
        does.tell(connectionPorts.setup.tells.internet, device, isOnline);
      }
      const reachesDesktop = isOnline && !isInSetup(device, does);
      if (reachesDesktop === connection.serves) return;
      connection.serves = reachesDesktop;
      does.tell(connectionPorts.metadata.tells.internet, device, reachesDesktop);
      does.tell(connectionPorts.store.tells.internet, device, reachesDesktop);
      does.tell(connectionPorts.update.tells.internet, device, reachesDesktop);
    },
  },
  answers: {
    /**
     * A provisioning file has Windows connect: as if by hand, but nothing is opened and no error is shown. Answered when the
     * link is up, refused with the cause.
     */
    connect(connection, request: Request<undefined, true>, does) {
      wakes(connection, does);
      const obstacle = connection.asker > 0 ? wwanStatus.busy : obstacleTo(connection, does);
      if (obstacle !== undefined) {
        does.refuse(request.ticket, obstacle);
        return;
      }
      connection.decided = true;
      if (isLinked(connection)) {
        chosenByHand(connection);
        does.answer(request.ticket, true);
      } else {
        connection.asker = request.ticket + 1;
        connection.byHand = true;
        if (connection.state !== 'connecting') starts(connection, does);
      }
      tellsNeighbours(does);
    },

    /**
     * Answered with the first internet byte, however long that takes: a walled garden that answers the probe is not the
     * internet. The last who asked is the one who waits.
     */
    awaitInternet(connection, request: Request<undefined, true>, does) {
      wakes(connection, does);
      if (leadsToInternet(connection, does)) {
        does.answer(request.ticket, true);
        return;
      }
      if (connection.waiter > 0) does.stayedSilent((connection.waiter - 1) as Ticket<true>);
      connection.waiter = request.ticket + 1;
    },
  },
});

/** The probe has found out where the connection leads to. */
function learnsLevel(connection: Connection, level: ConnectivityLevel, does: Doing): void {
  const isFirst = connection.state === 'probing';
  const hasChanged = level !== connection.level;
  moves(connection, 'probed', does, connection.captive && level !== 'internetAccess');
  connection.level = level;
  if (isFirst) does.emit('connected', connectivityLevels.indexOf(level));
  if (level === 'internetAccess') does.cancel('probesAgain');
  else does.arm('probesAgain');
  const isOnline = leadsToInternet(connection, does);
  if (isOnline && connection.waiter > 0) {
    does.answer(connection.waiter - 1, true);
    connection.waiter = 0;
  }
  if (!hasChanged) {
    // A garden that answers the probe looked like the internet; now it is the internet.
    if (isOnline) concludes(connection, level, does);
    return;
  }
  does.emit('levelChanged', connectivityLevels.indexOf(level));
  does.tell(connectionPorts.broker.tells.raises, deviceOf(does.subject), 'networkStatusChange');
  concludes(connection, level, does);
  tellsNeighbours(does);
}

/** Whether Windows believes that the interface has internet access, and is right. */
const leadsToInternet = (connection: Connection, does: Doing): boolean =>
  hasInternetAccess(connection) &&
  (mediumOf(does.subject) !== 'cellular' || reachesInternet(does.look(connectionSees.lines, deviceOf(does.subject))));

/** Before the first sign-in Windows fetches neither metadata nor apps. */
const isInSetup = (device: number, does: Doing): boolean =>
  does.given.group(device).windowsSetup && does.look(connectionSees.setups, device).state !== 'signedIn';
