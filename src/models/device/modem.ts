/**
 * The modem: whether it can be used (its readiness), its radio, and the bytes it carries.
 *
 *     off ── looks at SIM, eUICC or its own identity, 1 to 5 s ──▶ initialized                 the registration begins
 *                    ├──▶ simNotInserted · badSim · noEsimProfile · failure                    until the card changes
 *                    ├──▶ deviceLocked ── right PIN ──▶ initialized
 *                    └──▶ notActivated ── activation over the air ──▶ initialized              CDMA
 *
 * What rests on it goes first: packet context, packet service, registration, then the readiness.
 *
 * Source: Microsoft Learn, "Mobile broadband device readiness", "Mobile broadband implementation guidelines for USB
 * devices" (a PIN blocked during a session ends the context first), "Mobile broadband miniport driver performance
 * requirements" (ready 1 to 5 s after insertion), "Mobile broadband eSIM operations" (REFRESH of the card).
 */
import {
  type Bytes,
  count,
  type Distribution,
  type Does,
  flag,
  type Microseconds,
  model,
  port,
  type RecordOf,
  seconds,
  sees,
  state,
  type TransitionTable,
  volume,
} from '../../sim/index.ts';
import { type Cause, wwanStatus } from '../messages/causes.ts';
import type { subscription } from '../operator/subscription.ts';
import type { dataWarning } from '../people/data-warning.ts';
import type { gettingOnline } from '../people/getting-online.ts';
import { type GroupSettings, readsWarnings } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import type { contextPolicies } from '../windows/context-policies.ts';
import type { mobileBroadbandService } from '../windows/mobile-broadband-service.ts';
import type { cdmaDevice } from './cdma-device.ts';
import type { euicc } from './euicc.ts';
import type { packetContext } from './packet-context.ts';
import type { packetService } from './packet-service.ts';
import type { physicalSim } from './physical-sim.ts';
import type { registration } from './registration.ts';

type State =
  | 'off'
  | 'initialized'
  | 'simNotInserted'
  | 'badSim'
  | 'failure'
  | 'notActivated'
  | 'deviceLocked'
  | 'noEsimProfile';
type Event =
  | 'foundReady'
  | 'foundNoSim'
  | 'foundBadSim'
  | 'foundFailure'
  | 'foundNotActivated'
  | 'foundLocked'
  | 'foundNoProfile'
  | 'pinVerified'
  | 'pinBlocked'
  | 'serviceActivated'
  | 'reset';

export const modemTable: TransitionTable<State, Event> = {
  off: {
    foundReady: 'initialized',
    foundNoSim: 'simNotInserted',
    foundBadSim: 'badSim',
    foundFailure: 'failure',
    foundNotActivated: 'notActivated',
    foundLocked: 'deviceLocked',
    foundNoProfile: 'noEsimProfile',
    reset: 'off',
  },
  initialized: { reset: 'off', pinBlocked: 'deviceLocked' },
  simNotInserted: { reset: 'off' },
  badSim: { reset: 'off' },
  failure: { reset: 'off' },
  notActivated: { reset: 'off', serviceActivated: 'initialized' },
  deviceLocked: { reset: 'off', pinVerified: 'initialized' },
  noEsimProfile: { reset: 'off' },
};

/** `WwanReadyState`, as the driver tells it: the value of the facts `ready`, `notReady`, `locked` and `notActivated`. */
export const wwanReadyState: Readonly<Record<State, number>> = {
  off: 0,
  initialized: 1,
  simNotInserted: 2,
  badSim: 3,
  failure: 4,
  notActivated: 5,
  deviceLocked: 6,
  noEsimProfile: 7,
};

/**
 * `NetworkDeviceStatus`, as the API for apps tells it: it knows a blocked PIN, and no eSIM.
 *
 * Assumption: without an enabled profile it says SimNotInserted; the page has no value for it.
 */
export function networkDeviceStatus(modem: State, sim: SimState): number {
  if (modem === 'deviceLocked' && sim === 'blocked') return 7;
  return modem === 'noEsimProfile' ? wwanReadyState.simNotInserted : wwanReadyState[modem];
}
type SimState = 'absent' | 'locked' | 'blocked' | 'ready' | 'bad';

/**
 * Which profile of the eUICC the modem works with.
 *
 * Assumption: with the profile of another operator it is ready and stays there: that operator's network, line and metadata
 * are not part of the world, so it does not register, and Windows learns of no network.
 */
const enabledHolder = ({ state, otherEnabled }: Readonly<RecordOf<(typeof euicc)['record']>>) =>
  otherEnabled ? 'otherProfile' : state;

/** What the modem finds when it looks at what holds its identity, in the state that is in. */
const findings = {
  absent: 'foundNoSim',
  bad: 'foundBadSim',
  locked: 'foundLocked',
  blocked: 'foundLocked',
  ready: 'foundReady',
  noProfile: 'foundNoProfile',
  disabled: 'foundNoProfile',
  enabled: 'foundReady',
  otherProfile: 'foundReady',
  notActivated: 'foundNotActivated',
  activating: 'foundNotActivated',
  activated: 'foundReady',
} as const satisfies Record<string, Event>;

/**
 * Time from power or insertion until the modem says what it is.
 *
 * Assumption: triangular between the published best and worst time, with most near the best.
 */
const readyTime: Distribution = { kind: 'triangular', low: seconds(1), mode: seconds(2), high: seconds(5) };

/**
 * Whether the radio sends. Airplane mode switches it off.
 *
 * Assumption: a PC with an embedded modem sleeps in Connected Standby, and its modem stays registered; a dongle is
 * suspended with its port, keeps its verified PIN, and registers again on resume. The documents name both kinds of
 * sleep, and that registration and connection are told again at a resume.
 */
export const radioIsOn = ({ airplane, asleep }: Radio, { form }: Pick<GroupSettings, 'form'>): boolean =>
  !airplane && !(asleep && form === 'usb');
interface Radio {
  readonly airplane: boolean;
  readonly asleep: boolean;
}

const windows = port<typeof mobileBroadbandService>('Mobile Broadband Service');
const network = port<typeof registration>('registration');
const packets = port<typeof packetService>('packet service');
const context = port<typeof packetContext>('packet context');
const sim = port<typeof physicalSim>('physical SIM');
const cdma = port<typeof cdmaDevice>('CDMA device');
const owner = port<typeof gettingOnline>('getting online');
const gateway = port<typeof subscription>('packet gateway');
const policies = port<typeof contextPolicies>('context policies');
const reader = port<typeof dataWarning>('data warning');
export const modemPorts = { windows, network, packets, context, sim, cdma, owner, gateway, policies, reader };

const { deviceReady, deviceNotReady } = windows.tells;
const { searches, stops } = network.tells;
const serviceLost = packets.tells.lost;
const contextLost = context.tells.lost;
const simLosesPower = sim.tells.losesPower;
const { homeContact, interrupted } = cdma.tells;
const { pinAsked } = owner.tells;
const { standbyBegan, standbyEnded } = policies.tells;
const lineTrafficStarted = gateway.tells.trafficStarted;
const lineTrafficChanged = gateway.tells.trafficChanged;
const lineTrafficStopped = gateway.tells.trafficStopped;

const sims = sees<typeof physicalSim>('physical SIM');
const cards = sees<typeof euicc>('eUICC');
const cdmaDevices = sees<typeof cdmaDevice>('CDMA device');
const contexts = sees<typeof packetContext>('packet context');
export const modemSees = { sims, cards, cdmaDevices, contexts };

const record = {
  state: state(modemTable),
  /** It has power and has not yet said what it is. Off without that is without power. */
  starting: flag(),
  /** The profile that is enabled on its eUICC is of another operator, whose network and line are not part of the world. */
  foreign: flag(),
  airplane: flag(),
  asleep: flag(),
  starts: count(),
  carried: volume(),
};
type Modem = RecordOf<typeof record>;

const facts = ['ready', 'notReady', 'locked', 'notActivated', 'off', 'radioOff', 'radioOn', 'slept', 'woke'] as const;
type Doing = Does<typeof record, typeof modemTable, 'settles', (typeof facts)[number], string, Surroundings>;

export const modem = model('modem', {
  source: 'mb-device-readiness.md',
  table: modemTable,
  record,
  kept: 'columns',
  timers: { settles: 0 as Microseconds },
  facts,
  given: {} as Surroundings,
  takes: {
    /** Power, or the USB plug. */
    powersOn(modem, _: undefined, does) {
      if (!hasPower(modem)) starts(modem, does);
    },

    /** Power goes. To switch it off and on in the same moment, use `restarts`. */
    powersOff(modem, _: undefined, does) {
      if (!hasPower(modem)) return;
      losesNetwork(does, wwanStatus.notReady);
      does.self('goesOff');
    },

    goesOff(modem, _: undefined, does) {
      if (!hasPower(modem)) return;
      if (canBeIdentified(modem)) does.tell(deviceNotReady, does.subject, undefined);
      modem.starting = false;
      if (modem.asleep) endsStandby(does);
      modem.asleep = false;
      does.cancel('settles');
      does.move(modem, 'reset');
      does.emit('off');
      does.tell(simLosesPower, does.subject, undefined);
      does.tell(interrupted, does.subject, wwanStatus.notReady);
    },

    restarts(modem, _: undefined, does) {
      if (!hasPower(modem)) return;
      losesNetwork(does, wwanStatus.notReady);
      does.self('goesOff');
      does.self('powersOn');
    },

    /** A SIM was inserted, removed, swapped or reprogrammed; the card did a REFRESH: ready Off, then looked at again. */
    cardChanged(modem, _: undefined, does) {
      if (!hasPower(modem)) return;
      losesNetwork(does, wwanStatus.notReady);
      does.self('looksAgain');
    },

    looksAgain(modem, _: undefined, does) {
      if (!hasPower(modem)) return;
      if (canBeIdentified(modem)) does.tell(deviceNotReady, does.subject, undefined);
      does.move(modem, 'reset');
      does.emit('notReady', wwanReadyState.off);
      starts(modem, does);
    },

    /** It has looked: the first check that fails decides. */
    settles(modem, _: undefined, does) {
      const group = does.given.group(does.subject);
      const holder =
        group.technology === 'cdma'
          ? does.look(cdmaDevices).state
          : group.sim === 'esim'
            ? enabledHolder(does.look(cards))
            : does.look(sims).state;
      const found = findings[holder];
      const fails = found === 'foundReady' && does.draw('modem.fails', modem.starts) < group.faults.modem;
      modem.starting = false;
      modem.foreign = holder === 'otherProfile';
      does.move(modem, fails ? 'foundFailure' : found);
      if (modem.state === 'initialized') becomesReady(modem, does);
      else if (modem.state === 'deviceLocked') {
        does.emit('locked', networkDeviceStatus(modem.state, does.look(sims).state));
        if (holder === 'locked') does.tell(pinAsked, does.subject, undefined);
      } else if (modem.state === 'notActivated') {
        does.emit('notActivated', wwanReadyState.notActivated);
        does.tell(deviceReady, does.subject, undefined);
        if (radioIsOn(modem, group)) does.tell(homeContact, does.subject, undefined);
      } else does.emit('notReady', wwanReadyState[modem.state]);
    },

    pinVerified(modem, _: undefined, does) {
      if (modem.state !== 'deviceLocked') return;
      does.move(modem, 'pinVerified');
      becomesReady(modem, does);
    },

    /** A wrong PIN, with tries left: asked for again while the device waits for it. */
    pinRejected(modem, _: undefined, does) {
      if (modem.state === 'deviceLocked' && does.look(sims).state === 'locked')
        does.tell(pinAsked, does.subject, undefined);
    },

    /** During a session, the active context is deactivated first. */
    pinBlocked(modem, _: undefined, does) {
      if (modem.state !== 'initialized') return;
      losesNetwork(does, wwanStatus.notReady);
      does.self('locks');
    },

    locks(modem, _: undefined, does) {
      if (modem.state !== 'initialized') return;
      does.tell(deviceNotReady, does.subject, undefined);
      does.move(modem, 'pinBlocked');
      does.emit('locked', networkDeviceStatus('deviceLocked', 'blocked'));
    },

    /** The CDMA activation is through. Windows has read already who it is. */
    serviceActivated(modem, _: undefined, does) {
      if (modem.state !== 'notActivated') return;
      does.move(modem, 'serviceActivated');
      does.emit('ready', wwanReadyState.initialized);
      seeksNetwork(modem, does);
    },

    /** Airplane mode. */
    radioSwitched(modem, isOn: boolean, does) {
      const before = radioIsOn(modem, does.given.group(does.subject));
      modem.airplane = !isOn;
      radioChanged(modem, does, before);
    },

    sleeps(modem, _: undefined, does) {
      if (modem.asleep) return;
      const before = radioIsOn(modem, does.given.group(does.subject));
      modem.asleep = true;
      does.emit('slept');
      if (does.given.specialContexts.each(does.subject) > 0) does.tell(standbyBegan, does.subject, undefined);
      radioChanged(modem, does, before);
    },

    wakes(modem, _: undefined, does) {
      if (!modem.asleep) return;
      const before = radioIsOn(modem, does.given.group(does.subject));
      modem.asleep = false;
      does.emit('woke');
      endsStandby(does);
      radioChanged(modem, does, before);
    },

    /** Only an activated context carries traffic. */
    trafficStarted(_modem, traffic: { rate: number }, does) {
      if (does.look(contexts).state === 'activated') does.tell(lineTrafficStarted, does.subject, traffic);
    },

    trafficChanged(_modem, traffic: { rate: number }, does) {
      if (does.look(contexts).state === 'activated') does.tell(lineTrafficChanged, does.subject, traffic);
    },

    trafficStopped(_modem, _: undefined, does) {
      does.tell(lineTrafficStopped, does.subject, undefined);
    },

    carried(modem, bytes: Bytes) {
      modem.carried = (modem.carried + bytes) as Bytes;
    },
  },
});

/**
 * Whether Windows can read who it is.
 *
 * Assumption: a CDMA device that waits for its activation tells its SID and its provider name already, since the document
 * has the app started for it.
 */
export const canBeIdentified = ({ state, foreign }: Readonly<{ state: State; foreign: boolean }>): boolean =>
  !foreign && (state === 'initialized' || state === 'notActivated');

const hasPower = ({ state, starting }: Modem): boolean => state !== 'off' || starting;

function starts(modem: Modem, does: Doing): void {
  modem.starting = true;
  does.arm('settles', does.given.sample(readyTime, does.draw('modem.ready', modem.starts)));
  modem.starts += 1;
}

/** In this order: nothing may rest on what is already gone. */
function losesNetwork(does: Doing, cause: Cause): void {
  does.tell(contextLost, does.subject, cause);
  does.tell(serviceLost, does.subject, cause);
  does.tell(stops, does.subject, undefined);
}

function becomesReady(modem: Modem, does: Doing): void {
  does.emit('ready', wwanReadyState.initialized);
  if (modem.foreign) return;
  does.tell(deviceReady, does.subject, undefined);
  seeksNetwork(modem, does);
}

function endsStandby(does: Doing): void {
  if (does.given.specialContexts.each(does.subject) > 0) does.tell(standbyEnded, does.subject, undefined);
  if (readsWarnings(does.given.group(does.subject), does.given.operator(does.subject)))
    does.tell(reader.tells.lidOpened, does.subject, undefined);
}

function seeksNetwork(modem: Modem, does: Doing): void {
  if (radioIsOn(modem, does.given.group(does.subject))) does.tell(searches, does.subject, undefined);
}

function radioChanged(modem: Modem, does: Doing, wasOn: boolean): void {
  const isOn = radioIsOn(modem, does.given.group(does.subject));
  if (isOn === wasOn) return;
  does.emit(isOn ? 'radioOn' : 'radioOff');
  if (!isOn) {
    losesNetwork(does, wwanStatus.radioPowerOff);
    does.tell(interrupted, does.subject, wwanStatus.radioPowerOff);
  } else if (modem.state === 'initialized' && !modem.foreign) does.tell(searches, does.subject, undefined);
  else if (modem.state === 'notActivated') does.tell(homeContact, does.subject, undefined);
}
