/**
 * Internet sharing: the PC lends its mobile broadband connection to other devices over Wi-Fi.
 *
 *     user, device of the same account ── start, stop ─▶ ┌──────────────────┐ ── connect ────────────▶ connection
 *     entitlement task ── allowed, denied ─────────────▶ │ internet sharing │ ── entitlement check ──▶ System Event Broker
 *     clients ── join, leave ──────────────────────────▶ │                  │ ── rate of all clients ▶ network traffic, or the
 *     radio, connection ── lost ───────────────────────▶ └──────────────────┘    context of the TetheringProfile
 *
 *     off ─▶ connecting ─▶ checkingEntitlement ─▶ openingContext ─▶ startingUp ─▶ waiting ⇄ sharing
 *      ▲         each step only where it is needed                       ▲           │ name or password edited
 *      └── denied, failed, turned off, five minutes without a client ────┴───────────┘
 *
 * "Waiting" is sharing with nobody connected: a state of its own, because only it can time out. To the API everything between
 * off and waiting is InTransition.
 *
 * Source: Microsoft Learn, "Creating and configuring Internet Sharing experiences", "Mobile operator notification scenarios".
 * Assumption: five minutes count from the start too, while nobody has joined yet; sharing ends with the connection that it
 * shares, and the user turns it on anew.
 */
import {
  type Bytes,
  count,
  type Does,
  flag,
  type Microseconds,
  minutes,
  model,
  number,
  port,
  type RecordOf,
  type Reply,
  type Request,
  seconds,
  sees,
  small,
  state,
  type Ticket,
  type TransitionTable,
  time,
  volume,
} from '../../sim/index.ts';
import { apportioned } from '../apportion.ts';
import { interfaceOf } from '../device/interfaces.ts';
import type { modem } from '../device/modem.ts';
import { wwanStatus } from '../messages/causes.ts';
import type { sharingHabit } from '../people/sharing-habit.ts';
import type { sharingClients } from '../places/sharing-clients.ts';
import type { Surroundings } from '../surroundings.ts';
import type { connection } from './connection.ts';
import type { contextPolicies } from './context-policies.ts';
import type { mobileBroadbandApp } from './mobile-broadband-app.ts';
import type { networkTraffic } from './network-traffic.ts';
import {
  capabilityNumber,
  operationalStates,
  statusNumber,
  type TetheringOperationStatus,
  tetheringCapability,
} from './sharing-capability.ts';
import type { systemEventBroker } from './system-event-broker.ts';
import { isUp, type windowsConnectionManager } from './windows-connection-manager.ts';

type State = 'off' | 'connecting' | 'checkingEntitlement' | 'openingContext' | 'startingUp' | 'waiting' | 'sharing';
type Event =
  | 'connects'
  | 'asksOperator'
  | 'opensContext'
  | 'startsUp'
  | 'accessPointUp'
  | 'clientJoined'
  | 'lastClientLeft'
  | 'edited'
  | 'failed'
  | 'turnedOff'
  | 'idleTimeElapsed';

const sharingTable: TransitionTable<State, Event> = {
  off: {
    connects: 'connecting',
    asksOperator: 'checkingEntitlement',
    opensContext: 'openingContext',
    startsUp: 'startingUp',
  },
  connecting: {
    asksOperator: 'checkingEntitlement',
    opensContext: 'openingContext',
    startsUp: 'startingUp',
    failed: 'off',
    turnedOff: 'off',
  },
  checkingEntitlement: { opensContext: 'openingContext', startsUp: 'startingUp', failed: 'off', turnedOff: 'off' },
  openingContext: { startsUp: 'startingUp', failed: 'off', turnedOff: 'off' },
  startingUp: { accessPointUp: 'waiting', failed: 'off', turnedOff: 'off' },
  waiting: { clientJoined: 'sharing', edited: 'startingUp', failed: 'off', turnedOff: 'off', idleTimeElapsed: 'off' },
  sharing: {
    clientJoined: 'sharing',
    lastClientLeft: 'waiting',
    edited: 'startingUp',
    failed: 'off',
    turnedOff: 'off',
  },
};

/** Most devices that join a shared connection. Source: "Creating and configuring Internet Sharing experiences" (3 to 10). */
const maxClientsUsual = 10;
/** Sharing ends so long after the last client has left. Source: the same. */
const idleLimit: Microseconds = minutes(5);
/** Assumption: how long Windows waits for the word of the operator's app; the status exists without a number. */
const entitlementLimit: Microseconds = seconds(60);
/** Assumption: the Wi-Fi Direct group owner is up after two seconds. */
const startUpTime: Microseconds = seconds(2);
/** Windows gives up connecting after the limit of OID_WWAN_CONNECT. */
const connectLimit: Microseconds = seconds(199);

/** Who turns it on: the user at the PC, or a device of the same account over Bluetooth. */
export type StartedBy = 'user' | 'device of the same account';

/** The word of the operator's app on one attempt. */
export interface EntitlementWord {
  readonly attempt: number;
  readonly allowed: boolean;
  /** Whether the operator says why; otherwise Windows shows a text of its own. */
  readonly hasReason: boolean;
}

const windows = port<typeof connection>('connection');
const broker = port<typeof systemEventBroker>('system event broker');
const traffic = port<typeof networkTraffic>('network traffic');
const clients = port<typeof sharingClients>('clients of the shared connection');
const contexts = port<typeof contextPolicies>('context policies');
const person = port<typeof sharingHabit>('who shares');
const radio = port<typeof modem>('modem');
export const sharingPorts = { windows, broker, traffic, clients, contexts, person, radio };
const { connect } = windows.asks;
const { raises } = broker.tells;
const { flows } = traffic.tells;
const { accessPointUp, accessPointDown, accepted, turnedAway, stretchBegan, counted } = clients.tells;
const { openTethering } = contexts.asks;
const { closesTethering, tetheringFlows } = contexts.tells;
const { wentOff } = person.tells;
const { sleeps } = radio.tells;

const routes = sees<typeof windowsConnectionManager>('Windows Connection Manager');
const interfaces = sees<typeof connection>('connections');
const apps = sees<typeof mobileBroadbandApp>('mobile broadband apps');
const modems = sees<typeof modem>('modem');
const guests = sees<typeof sharingClients>('clients of the shared connection');
export const sharingSees = { routes, interfaces, apps, modems, guests };

const record = {
  state: state(sharingTable),
  /** Attempts so far: tells the word on this one from a late word on an earlier one. */
  attempts: count(),
  /** Ticket + 1 of who has asked to start; 0 for nobody. */
  asker: number(),
  askedAt: time(),
  clients: small(),
  /** Bytes per second that all clients want. */
  rate: number(),
  /** Bytes that the clients have sent and received, in stretches that are over. */
  shared: volume(),
  /** The Wi-Fi radio is not as it was on this PC at the start. */
  wifiSwitched: flag(),
  /** The lid is closed, and the PC stays awake because it shares. */
  lidClosed: flag(),
};
type Sharing = RecordOf<typeof record>;
const facts = [
  'asked',
  'unable',
  'checked',
  'allowed',
  'denied',
  'on',
  'failed',
  'off',
  'restarted',
  'clientJoined',
  'clientTurnedAway',
  'clientLeft',
  'carried',
  'keptAwake',
] as const;
type Doing = Does<
  typeof record,
  typeof sharingTable,
  'entitlementTimesOut' | 'comesUp' | 'idleTimeElapsed',
  (typeof facts)[number],
  string,
  Surroundings
>;

const isOn = ({ state }: Readonly<{ state: State }>): boolean => state === 'waiting' || state === 'sharing';

/** The state as the API tells it. */
const operationalState = ({ state }: Readonly<{ state: State }>): number =>
  state === 'off' ? operationalStates.off : isOn({ state }) ? operationalStates.on : operationalStates.inTransition;

/** Whether the operator's provisioning file names an access point for shared traffic. */
const hasOwnContext = (does: Doing): boolean => does.given.operator(does.subject).sharing?.accessPoint !== undefined;

export const maxClientsOf = (operator: { readonly sharing?: { readonly maxDevices: number } | undefined }): number =>
  operator.sharing?.maxDevices ?? maxClientsUsual;

export const internetSharing = model('internet sharing', {
  source: 'creating-and-configuring-internet-sharing-experiences.md',
  table: sharingTable,
  record,
  kept: 'columns',
  timers: { entitlementTimesOut: entitlementLimit, comesUp: startUpTime, idleTimeElapsed: idleLimit },
  /**
   * Values: of `unable` the number of the capability, of `on` the time since it was asked for, of `failed` and `off` the number of
   * the status, of `denied` whether the operator says why, of the clients how many there are then, of `carried` bytes.
   */
  facts,
  given: {} as Surroundings,
  takes: {
    /** What the connection says that was to be made first. */
    connectAnswered(sharing, reply: Reply<true>, does) {
      if (sharing.state !== 'connecting' || reply.about !== sharing.attempts) return;
      if (reply.outcome === 'answered') goesOn(sharing, does);
      else fails(sharing, statusOfCause(reply.outcome === 'refused' ? reply.code : undefined), does);
    },

    /** From the operator's app: AllowTethering, DenyTethering, or AuthorizeTethering up to 1709. */
    authorized(sharing, { attempt, allowed, hasReason }: EntitlementWord, does) {
      if (sharing.state !== 'checkingEntitlement' || attempt !== sharing.attempts) return;
      does.cancel('entitlementTimesOut');
      if (allowed) {
        does.emit('allowed');
        opens(sharing, does);
        return;
      }
      does.emit('denied', hasReason ? 1 : 0);
      fails(sharing, 'entitlementCheckFailure', does);
    },

    entitlementTimesOut(sharing, _: undefined, does) {
      fails(sharing, 'entitlementCheckTimeout', does);
    },

    /** The context of the TetheringProfile is up, or is not to be had. */
    contextAnswered(sharing, reply: Reply<true>, does) {
      if (sharing.state !== 'openingContext' || reply.about !== sharing.attempts) return;
      if (reply.outcome === 'answered') startsUp(sharing, does);
      else fails(sharing, 'unknown', does);
    },

    /** The access point is up, for the first time or after an edit; the radio may have something against it. */
    comesUp(sharing, _: undefined, does) {
      const { radioRestriction, bandInterference } = does.given.group(does.subject).sharing!;
      const luck = does.draw('sharing.radio', sharing.attempts);
      if (sharing.asker > 0 && luck < radioRestriction + bandInterference) {
        fails(sharing, luck < radioRestriction ? 'radioRestriction' : 'bandInterference', does);
        return;
      }
      does.move(sharing, 'accessPointUp');
      does.arm('idleTimeElapsed');
      tellsState(sharing, does);
      if (sharing.asker > 0) {
        does.emit('on', does.now - (sharing.askedAt ?? does.now));
        does.answer((sharing.asker - 1) as Ticket<TetheringOperationStatus>, 'success');
        sharing.asker = 0;
      }
      const { clients: numbers } = does.given;
      for (const client of numbers.all(does.subject)) does.tell(accessPointUp, client, undefined);
    },

    /** A device wants to join: it may while there are fewer than the operator allows. */
    clientAsks(sharing, { client, rate }: { client: number; rate: number }, does) {
      if (!isOn(sharing) || sharing.clients >= maxClientsOf(does.given.operator(does.subject))) {
        does.emit('clientTurnedAway', sharing.clients);
        does.tell(turnedAway, client, undefined);
        return;
      }
      sharing.clients += 1;
      does.move(sharing, 'clientJoined');
      does.cancel('idleTimeElapsed');
      does.emit('clientJoined', sharing.clients);
      does.tell(raises, does.subject, { event: 'tetheringNumberOfClientsChanged', value: sharing.clients });
      does.tell(accepted, client, undefined);
      wants(sharing, sharing.rate + rate, does);
    },

    clientLeaves(sharing, { rate }: { rate: number }, does) {
      if (sharing.state !== 'sharing') return;
      sharing.clients -= 1;
      does.emit('clientLeft', sharing.clients);
      does.tell(raises, does.subject, { event: 'tetheringNumberOfClientsChanged', value: sharing.clients });
      wants(sharing, sharing.rate - rate, does);
      if (sharing.clients > 0) return;
      does.move(sharing, 'lastClientLeft');
      does.arm('idleTimeElapsed');
    },

    idleTimeElapsed(sharing, _: undefined, does) {
      ends(sharing, 'idleTimeElapsed', 'success', does);
    },

    /** Name or password are edited: the access point goes and comes again, and whoever knows the new ones joins again. */
    edited(sharing, _: undefined, does) {
      if (!isOn(sharing)) return;
      letsGo(sharing, true, does);
      does.move(sharing, 'edited');
      does.emit('restarted');
      tellsState(sharing, does);
      does.arm('comesUp');
    },

    /** The user turns it off. */
    turnedOff(sharing, _: undefined, does) {
      if (sharing.state !== 'off') ends(sharing, 'turnedOff', 'success', does);
    },

    /** Windows Connection Manager no longer has the connection that is shared. */
    cellularDown(sharing, _: undefined, does) {
      if (sharing.state === 'off' || sharing.state === 'connecting') return;
      fails(sharing, does.look(modems).airplane ? 'mobileBroadbandDeviceOff' : 'networkLimitedConnectivity', does);
    },

    /** The context of the TetheringProfile is gone, and with it the way of the clients. */
    contextLost(sharing, _: undefined, does) {
      if (sharing.state !== 'off') fails(sharing, 'networkLimitedConnectivity', does);
    },

    /** The Wi-Fi radio is switched. */
    wifiSwitched(sharing, isRadioOn: boolean, does) {
      sharing.wifiSwitched = isRadioOn === isWifiOffAtFirst(does);
      const isPresent = isOn(sharing) || sharing.state === 'startingUp';
      if (!isRadioOn && isPresent) fails(sharing, 'wiFiDeviceOff', does);
    },

    /** While it shares, the PC does not sleep; with the lid closed it does so afterwards. */
    lidCloses(sharing, _: undefined, does) {
      if (sharing.state === 'off') {
        does.tell(sleeps, does.subject, undefined);
        return;
      }
      sharing.lidClosed = true;
      does.emit('keptAwake');
    },

    lidOpens(sharing, _: undefined, _does) {
      sharing.lidClosed = false;
    },

    /** What the clients want passes from now on. */
    began(_sharing, _: undefined, does) {
      for (const client of does.given.clients.all(does.subject)) {
        const { state, passing } = does.look(guests, client);
        if (state === 'joined' || passing > 0) does.tell(stretchBegan, client, undefined);
      }
    },

    /** So many bytes of the clients have passed since then: each client has its part, and the parts add up. */
    passed(sharing, bytes: Bytes, does) {
      sharing.shared = (sharing.shared + bytes) as Bytes;
      does.emit('carried', bytes);
      const { clients: numbers } = does.given;
      const all = numbers.all(does.subject);
      const parts = apportioned(
        bytes,
        all.map(client => does.look(guests, client).passing),
      );
      for (const [nth, part] of parts.entries()) if (part > 0) does.tell(counted, all[nth]!, part);
    },
  },
  answers: {
    /**
     * StartTetheringAsync: answered with the status of the attempt; refused with the number of the capability on a PC that cannot
     * share.
     */
    start(sharing, request: Request<StartedBy, TetheringOperationStatus>, does) {
      does.emit('asked');
      const { given, subject } = does;
      const group = given.group(subject);
      const appIsInstalled = does.look(apps).state !== 'notInstalled';
      const policy = given.tethering(subject);
      const capability = tetheringCapability(group.sharing!.capability, policy, appIsInstalled);
      if (capability !== 'enabled') {
        does.emit('unable', capabilityNumber(capability));
        does.refuse(request.ticket, capabilityNumber(capability));
        return;
      }
      const obstacle = obstacleTo(sharing, request.message, does);
      if (obstacle !== undefined) {
        does.emit('failed', statusNumber(obstacle));
        does.answer(request.ticket, obstacle);
        return;
      }
      sharing.asker = request.ticket + 1;
      sharing.askedAt = does.now;
      sharing.attempts += 1;
      if (isUp(does.look(routes).state, 'cellular')) goesOn(sharing, does);
      else {
        does.move(sharing, 'connects');
        does.ask(connect, interfaceOf(subject, 'cellular'), undefined, {
          then: 'connectAnswered',
          about: sharing.attempts,
          within: connectLimit,
        });
      }
      if (sharing.state !== 'off') tellsState(sharing, does);
    },
  },
});

const isWifiOffAtFirst = (does: Doing): boolean =>
  does.draw('sharing.wifiOff') < does.given.group(does.subject).sharing!.wifiOff;

/**
 * What keeps an attempt from even beginning. Airplane mode switches off all radios.
 *
 * Assumption: a PC that sleeps starts nothing, not even over Bluetooth; there is no status for that.
 */
function obstacleTo(sharing: Sharing, by: StartedBy, does: Doing): TetheringOperationStatus | undefined {
  if (isOn(sharing)) return 'alreadyOn';
  if (sharing.state !== 'off') return 'operationInProgress';
  const { airplane, asleep } = does.look(modems);
  if (asleep) return 'unknown';
  if (airplane) return 'mobileBroadbandDeviceOff';
  const { bluetoothOff } = does.given.group(does.subject).sharing!;
  if (by !== 'user' && does.draw('sharing.bluetoothOff') < bluetoothOff) return 'bluetoothDeviceOff';
  return isWifiOffAtFirst(does) !== sharing.wifiSwitched ? 'wiFiDeviceOff' : undefined;
}

/** Why no connection could be made. Assumption: which cause is which status; the page names the statuses alone. */
function statusOfCause(cause: number | undefined): TetheringOperationStatus {
  if (cause === wwanStatus.radioPowerOff || cause === wwanStatus.notReady) return 'mobileBroadbandDeviceOff';
  return cause === undefined || cause === wwanStatus.busy ? 'unknown' : 'networkLimitedConnectivity';
}

/** Connected: the operator may have to be asked. A connection that leads to no internet is not shared. */
function goesOn(sharing: Sharing, does: Doing): void {
  const { known, level } = does.look(interfaces, interfaceOf(does.subject, 'cellular'));
  if (known && level !== undefined && level !== 'internetAccess') {
    fails(sharing, 'networkLimitedConnectivity', does);
    return;
  }
  if (does.given.tethering(does.subject) !== 'entitlementCheckRequired') {
    opens(sharing, does);
    return;
  }
  does.move(sharing, 'asksOperator');
  does.arm('entitlementTimesOut');
  does.emit('checked');
  does.tell(raises, does.subject, { event: 'tetheringEntitlementCheck', value: sharing.attempts });
}

/** Allowed: with the access point of the TetheringProfile, or with the internet connection that is there. */
function opens(sharing: Sharing, does: Doing): void {
  if (!hasOwnContext(does)) {
    startsUp(sharing, does);
    return;
  }
  does.move(sharing, 'opensContext');
  does.ask(openTethering, does.subject, undefined, { then: 'contextAnswered', about: sharing.attempts });
}

function startsUp(sharing: Sharing, does: Doing): void {
  does.move(sharing, 'startsUp');
  does.arm('comesUp');
}

const fails = (sharing: Sharing, status: TetheringOperationStatus, does: Doing): void =>
  ends(sharing, 'failed', status, does);

/** Whoever waits for the start gets the status; what was on is off. */
function ends(
  sharing: Sharing,
  event: 'failed' | 'turnedOff' | 'idleTimeElapsed',
  status: TetheringOperationStatus,
  does: Doing,
): void {
  const wasOn = sharing.asker === 0;
  // An attempt that ends before anything was done for it has changed nothing.
  const hasBegun = sharing.state !== 'off';
  const wasUp = isOn(sharing);
  if (hasBegun) does.move(sharing, event);
  does.cancel('entitlementTimesOut');
  does.cancel('comesUp');
  letsGo(sharing, wasUp, does);
  if (hasBegun && hasOwnContext(does)) does.tell(closesTethering, does.subject, undefined);
  does.emit(wasOn ? 'off' : 'failed', statusNumber(status));
  if (wasOn) does.tell(wentOff, does.subject, undefined);
  else {
    // Turned off before it was on: the attempt has come to nothing, for no reason that has a status.
    does.answer((sharing.asker - 1) as Ticket<TetheringOperationStatus>, status === 'success' ? 'unknown' : status);
    sharing.asker = 0;
  }
  if (hasBegun) tellsState(sharing, does);
  if (!sharing.lidClosed) return;
  sharing.lidClosed = false;
  does.tell(sleeps, does.subject, undefined);
}

/** The access point is gone, and everybody with it. */
function letsGo(sharing: Sharing, wasUp: boolean, does: Doing): void {
  if (!wasUp) return;
  does.cancel('idleTimeElapsed');
  wants(sharing, 0, does);
  const had = sharing.clients;
  sharing.clients = 0;
  for (const client of does.given.clients.all(does.subject)) does.tell(accessPointDown, client, undefined);
  if (had > 0) does.tell(raises, does.subject, { event: 'tetheringNumberOfClientsChanged', value: 0 });
}

function wants(sharing: Sharing, rate: number, does: Doing): void {
  if (sharing.rate === rate) return;
  sharing.rate = rate;
  if (hasOwnContext(does)) does.tell(tetheringFlows, does.subject, rate);
  else does.tell(flows, does.subject, { source: 'sharing', rate });
}

const tellsState = (sharing: Sharing, does: Doing): void =>
  does.tell(raises, does.subject, {
    event: 'tetheringOperationalStateChanged',
    value: operationalState(sharing),
  });
