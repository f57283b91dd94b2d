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
 * Assumption: a connect by hand makes Windows connect by itself from then on, as the ticked box in the list of networks
 * says; one that failed changes nothing.
 * Assumption: a failure of Windows' own tries is shown to nobody; only a connect by hand ends in a message or in the app.
 * Assumption: Windows opens the app or the page once for each connect by hand, and once for each session and SIM when it
 * connects by itself; an automatic reconnect opens nothing again.
 */
import {
  type Does,
  kilobytes,
  type Microseconds,
  milliseconds,
  model,
  port,
  type Reply,
  type Request,
  seconds,
  sees,
  type Ticket,
} from '../../sim/index.ts';
import { deviceOf, interfaceOf, media, mediumOf } from '../device/interfaces.ts';
import { type Cause, registrationCauses, wwanStatus } from '../messages/causes.ts';
import type { microsoftStore } from '../microsoft/microsoft-store.ts';
import type { subscription } from '../operator/subscription.ts';
import type { gettingOnline } from '../people/getting-online.ts';
import type { Surroundings } from '../surroundings.ts';
import { startedAfter } from './connect-decision.ts';
import {
  type Connection,
  carriesTraffic,
  connectedOthers,
  connectsByItself,
  deviceHasInternet,
  hasInternetAccess,
  isEthernetAcross,
  isKept,
  isLinked,
  isProhibited,
  isRoamingProhibited,
  neighbourSees,
  othersHaveInternet,
  wasUp,
  wirelessAcross,
} from './connection-neighbours.ts';
import { mayJoinByHand } from './connection-policy.ts';
import { connectionRecord, connectionTable } from './connection-record.ts';
import type { defaultContextController } from './default-context-controller.ts';
import { type ConnectivityLevel, connectivityLevels, type internetProbe } from './internet-probe.ts';
import type { mobileBroadbandApp } from './mobile-broadband-app.ts';
import type { serviceMetadata } from './service-metadata.ts';
import type { systemEventBroker } from './system-event-broker.ts';
import type { windowsConnectionManager } from './windows-connection-manager.ts';
import type { windowsSetup } from './windows-setup.ts';
import type { windowsUpdate } from './windows-update.ts';

/** Assumption: an Ethernet link with its address takes half a second, a Wi-Fi association with its address two seconds. */
export const linkTime = { ethernet: milliseconds(500), wifi: seconds(2) };

/** Source: Microsoft Learn, "Understanding and configuring Windows Connection Manager", "Soft disconnect". */
export const trafficCheck: Microseconds = seconds(30);

/** Bytes per second up to which a connection is quiet. Assumption: the document speaks of "a certain threshold". */
export const quietRate = kilobytes(1);

/** Assumption: Windows repeats the probe at this interval until the internet answers. */
export const probeInterval: Microseconds = seconds(30);

/** How long a click waits for a round of the controller that is under way already: the limit of OID_WWAN_CONNECT. */
export const roundLimit: Microseconds = seconds(199);

const controller = port<typeof defaultContextController>('default context controller');
const probe = port<typeof internetProbe>('internet probe');
const routing = port<typeof windowsConnectionManager>('Windows Connection Manager');
const broker = port<typeof systemEventBroker>('System Event Broker');
const metadata = port<typeof serviceMetadata>('service metadata');
const store = port<typeof microsoftStore>('Microsoft Store');
const update = port<typeof windowsUpdate>('Windows Update');
const setup = port<typeof windowsSetup>('Windows Setup');
const app = port<typeof mobileBroadbandApp>('mobile broadband app');
const person = port<typeof gettingOnline>('getting online');
export const connectionPorts = { controller, probe, routing, broker, metadata, store, update, setup, app, person };

const lines = sees<typeof subscription>('subscriptions');
const apps = sees<typeof mobileBroadbandApp>('mobile broadband apps');
export const connectionSees = { ...neighbourSees, lines, apps };

type Timer = 'linkUp' | 'probesAgain' | 'checksTraffic';
type Fact =
  | 'connecting'
  | 'connected'
  | 'failed'
  | 'levelChanged'
  | 'softDisconnecting'
  | 'disconnected'
  | 'lost'
  | 'startedApp'
  | 'openedWebPage'
  | 'showedError'
  | 'showedLimited';
type Doing = Does<typeof connectionRecord, typeof connectionTable, Timer, Fact, string, Surroundings>;
type Event = Parameters<Doing['move']>[1];

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
      }
      connection.initial = !isLinked(connection);
      if (connection.automatic && connection.initial)
        does.tell(controller.tells.hint, deviceOf(does.subject), undefined);
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

    /** What the controller says to a connect by hand. In the middle of a round of its own it is busy: then that one counts. */
    connectAnswered(connection, reply: Reply<true>, does) {
      const isBusy = reply.outcome === 'refused' && reply.code === wwanStatus.busy;
      if (!isBusy) ends(connection, reply, does);
      else if (isPresent(connection, reply))
        does.ask(controller.asks.awaitConnection, deviceOf(does.subject), undefined, {
          then: 'roundEnded',
          about: reply.about,
          within: roundLimit,
        });
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
      const isFirst = connection.state === 'probing';
      const hasChanged = level !== connection.level;
      moves(connection, 'probed', does);
      connection.level = level;
      if (isFirst) does.emit('connected', connectivityLevels.indexOf(level));
      if (level === 'internetAccess') does.cancel('probesAgain');
      else does.arm('probesAgain');
      if (!hasChanged) return;
      does.emit('levelChanged', connectivityLevels.indexOf(level));
      does.tell(broker.tells.raises, deviceOf(does.subject), 'networkStatusChange');
      if (level === 'internetAccess' && connection.waiter > 0) {
        does.answer(connection.waiter - 1, true);
        connection.waiter = 0;
      }
      concludes(connection, level, does);
      tellsNeighbours(does);
    },

    checksTraffic(connection, _: undefined, does) {
      const isCellular = mediumOf(does.subject) === 'cellular';
      const rate = isCellular ? does.look(lines, deviceOf(does.subject)).rate : 0;
      if (rate > quietRate) {
        does.move(connection, 'stillUsed');
        does.arm('checksTraffic');
      } else letsGo(connection, 'quiet', does);
    },

    /** The device has registered at home, abroad, or no longer: roaming may be prohibited now, or be over. */
    registrationChanged(_connection, _: undefined, does) {
      does.self('othersChanged');
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

    /** An interface of the same device has got better or has gone, this one included. */
    othersChanged(connection, _: undefined, does) {
      wakes(connection, does);
      considers(connection, does);
    },

    /** Told to the Ethernet interface, for the whole device. */
    countsInternet(connection, _: undefined, does) {
      wakes(connection, does);
      const isOnline = deviceHasInternet(connection, does);
      if (isOnline === connection.online) return;
      connection.online = isOnline;
      const device = deviceOf(does.subject);
      does.tell(metadata.tells.internet, device, isOnline);
      does.tell(store.tells.internet, device, isOnline);
      does.tell(update.tells.internet, device, isOnline);
      does.tell(setup.tells.internet, device, isOnline);
    },
  },
  answers: {
    /** Answered as soon as the interface has internet access, however long that takes. The last who asked is the one who waits. */
    awaitInternet(connection, request: Request<undefined, true>, does) {
      wakes(connection, does);
      if (hasInternetAccess(connection)) {
        does.answer(request.ticket, true);
        return;
      }
      if (connection.waiter > 0) does.stayedSilent((connection.waiter - 1) as Ticket<true>);
      connection.waiter = request.ticket + 1;
    },
  },
});

/** The first that is ever said of an interface: what was connected when the run began comes to be known as that. */
function wakes(connection: Connection, does: Doing): void {
  if (connection.known) return;
  connection.known = true;
  if (wasUp(does)) {
    does.move(connection, 'wasConnected');
    connection.available = true;
    connection.level = 'internetAccess';
    connection.decided = true;
  }
  tellsNeighbours(does);
}

/** All interfaces of the device consider again, and the internet of the device is counted again. */
function tellsNeighbours(does: Doing): void {
  const device = deviceOf(does.subject);
  for (const medium of media) does.self('othersChanged', undefined, interfaceOf(device, medium));
  does.self('countsInternet', undefined, interfaceOf(device, 'ethernet'));
}

/** Moves, and tells the routing when new traffic may take the interface from now on, or no longer. */
function moves(connection: Connection, event: Event, does: Doing): void {
  const carried = carriesTraffic(connection);
  does.move(connection, event);
  const carries = carriesTraffic(connection);
  if (carries === carried) return;
  const what = `${mediumOf(does.subject)}${carries ? 'Up' : 'Down'}` as const;
  does.tell(routing.tells.changed, deviceOf(does.subject), what);
}

function considers(connection: Connection, does: Doing): void {
  if (!connection.available && othersHaveInternet(does)) connection.initial = false;
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
  does.tell(person.tells.networkListed, deviceOf(does.subject), isListed);
}

/** The token of the controller. While a connect by hand is under way it stays as it is: that round is the user's own. */
function tellsWhetherAutomatic(connection: Connection, does: Doing): void {
  if (connection.state === 'connecting') return;
  const isWanted = connectsByItself(connection, does);
  if (isWanted === connection.automatic) return;
  connection.automatic = isWanted;
  does.tell(controller.tells.automaticWanted, deviceOf(does.subject), isWanted);
}

/** Why a connect by hand cannot even begin. */
function obstacleTo(connection: Connection, does: Doing): Cause | undefined {
  if (!connection.available) return wwanStatus.notReady;
  if (isRoamingProhibited(does)) return registrationCauses.roamingNotAllowed;
  const { minimizeConnections } = does.given.group(deviceOf(does.subject));
  const mayJoin = mayJoinByHand(mediumOf(does.subject), connectedOthers(does), minimizeConnections);
  return mayJoin && !isEthernetAcross(connection, does) ? undefined : wwanStatus.busy;
}

function starts(connection: Connection, does: Doing): void {
  moves(connection, 'connects', does);
  nextAttempt(connection);
  does.emit('connecting');
  const medium = mediumOf(does.subject);
  if (medium !== 'cellular') does.arm('linkUp', linkTime[medium]);
  else if (!connection.releasing) asksController(connection, does);
}

const nextAttempt = (connection: Connection): void => {
  connection.attempt = (connection.attempt + 1) % 256;
};

function asksController(connection: Connection, does: Doing): void {
  does.ask(
    controller.asks.connect,
    deviceOf(does.subject),
    { profile: undefined },
    { then: 'connectAnswered', about: connection.attempt },
  );
}

function asksProbe(connection: Connection, does: Doing): void {
  const medium = mediumOf(does.subject);
  does.ask(probe.asks.probe, deviceOf(does.subject), { medium }, { then: 'probed', about: connection.attempt });
}

/** Whether an answer is one to the connect by hand that is under way. */
const isPresent = (connection: Connection, reply: Reply<true>): boolean =>
  connection.state === 'connecting' && reply.about === connection.attempt;

/** A connect by hand has succeeded, or failed for a cause; one that nobody answered was waiting for a busy controller. */
function ends(connection: Connection, reply: Reply<true>, does: Doing): void {
  if (!isPresent(connection, reply)) return;
  if (reply.outcome === 'answered') comesUp(connection, does);
  else {
    loses(connection, reply.outcome === 'refused' ? reply.code : wwanStatus.busy, does);
    tellsNeighbours(does);
  }
}

/** Layer 2 is up: new traffic may take it, and the probe finds out where it leads. */
function comesUp(connection: Connection, does: Doing): void {
  moves(connection, 'linkUp', does);
  nextAttempt(connection);
  if (connection.byHand) chosenByHand(connection);
  connection.initial = false;
  asksProbe(connection, does);
  tellsNeighbours(does);
}

/** What a connect by hand means for later choices. */
function chosenByHand(connection: Connection): void {
  connection.manual = true;
  connection.byHand = false;
  connection.onlyByHand = false;
}

/** What a disconnect by hand means for later choices: it stays in the list, and Windows leaves it alone. */
function leftByHand(connection: Connection, does: Doing): void {
  connection.manual = false;
  connection.byHand = false;
  connection.onlyByHand = true;
  connection.initial = false;
  if (isLinked(connection) || connection.state === 'connecting') letsGo(connection, 'disconnected', does);
  else tellsNeighbours(does);
}

/** Windows, the user or a policy ends the connection. The controller must not connect again by itself. */
function letsGo(connection: Connection, event: 'disconnected' | 'quiet' | 'prohibited', does: Doing): void {
  moves(connection, event, does);
  forgetsLink(connection, does);
  does.emit('disconnected');
  does.tell(broker.tells.raises, deviceOf(does.subject), 'networkStatusChange');
  if (mediumOf(does.subject) === 'cellular') releases(connection, does);
  tellsNeighbours(does);
}

function releases(connection: Connection, does: Doing): void {
  tellsWhetherAutomatic(connection, does);
  connection.releasing = true;
  does.ask(controller.asks.disconnect, deviceOf(does.subject), undefined, { then: 'disconnectAnswered' });
}

/** The link is gone, or could not be made. */
function loses(connection: Connection, cause: Cause, does: Doing): void {
  if (connection.state === 'connecting') {
    const wasByHand = connection.byHand;
    moves(connection, 'failed', does);
    forgetsLink(connection, does);
    does.emit('failed', cause);
    if (wasByHand) decides(connection, { cause }, does);
  } else if (isLinked(connection)) {
    moves(connection, 'lost', does);
    forgetsLink(connection, does);
    does.emit('lost', cause);
    does.tell(broker.tells.raises, deviceOf(does.subject), 'networkStatusChange');
  }
}

function forgetsLink(connection: Connection, does: Doing): void {
  nextAttempt(connection);
  connection.level = undefined;
  connection.byHand = false;
  does.cancel('linkUp');
  does.cancel('probesAgain');
  does.cancel('checksTraffic');
}

/** Where a connection to mobile broadband leads is known. */
function concludes(connection: Connection, level: ConnectivityLevel, does: Doing): void {
  if (mediumOf(does.subject) !== 'cellular') return;
  if (level === 'internetAccess') does.tell(person.tells.internet, deviceOf(does.subject), undefined);
  decides(connection, { level }, does);
}

/** What is started after a connect: decided once, by its first result. */
function decides(connection: Connection, outcome: { level: ConnectivityLevel } | { cause: Cause }, does: Doing): void {
  if (mediumOf(does.subject) !== 'cellular' || connection.decided) return;
  connection.decided = true;
  const device = deviceOf(does.subject);
  const { cosa } = does.given.operator(device);
  const started = startedAfter({
    app: does.look(apps, device).state !== 'notInstalled',
    page: does.look(neighbourSees.database, device).matched && cosa.accountExperienceUrl !== undefined,
    marketplace: cosa.supportDataMarketplace,
    outcome,
  });
  if (started === 'app') {
    does.tell(app.tells.opensAtPlans, device, undefined);
    does.tell(person.tells.appOpened, device, undefined);
    does.emit('startedApp', 'cause' in outcome ? outcome.cause : 0);
  } else if (started === 'webPage') {
    does.tell(person.tells.webPageOpened, device, undefined);
    does.emit('openedWebPage');
  } else if (started === 'limited') {
    does.tell(person.tells.limitedShown, device, undefined);
    does.emit('showedLimited');
  } else if (started === 'error' && 'cause' in outcome) showsError(outcome.cause, does);
  if (started !== 'nothing' && started !== 'flyout' && !othersHaveInternet(does))
    does.tell(setup.tells.internet, device, false);
}

function showsError(cause: Cause, does: Doing): void {
  if (mediumOf(does.subject) === 'cellular') does.tell(person.tells.errorShown, deviceOf(does.subject), cause);
  does.emit('showedError', cause);
}
