/**
 * The default context controller of the Mobile Broadband Service: connects with the profiles of a device, in rounds.
 *
 *     idle ─▶ (wait for attached) ─▶ evaluate ─▶ wait for connected ─▶ connected
 *       ▲                              ▲   START, next profile  │          │ lost unasked
 *       │                              │                        ▼          ▼
 *       │                       wait for stopped ◀── STOP ── (any)       backoff 3 s, 9 s, 27 s … 24 h
 *       └────────────── token revoked, detached, SIM gone ────────────────┘
 *
 * By itself it connects when it is wanted to and the device is registered; when a whole round has failed it waits, longer
 * each time. By hand it tries one profile, or one round, and never again.
 *
 * Source: Microsoft Learn, "MB data connectivity".
 */
import {
  count,
  type Does,
  flag,
  type Microseconds,
  model,
  oneOf,
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
} from '../../sim/index.ts';
import type { classDriver } from '../device/class-driver.ts';
import { interfaceOf } from '../device/interfaces.ts';
import type { modem } from '../device/modem.ts';
import type { packetService } from '../device/packet-service.ts';
import type { RegisteredAt, registration } from '../device/registration.ts';
import { type Cause, contextCauses, wwanStatus } from '../messages/causes.ts';
import type { Surroundings } from '../surroundings.ts';
import { asksToReconnect, backOffWait, paceOf, paces, slowerPace } from './back-off.ts';
import { profileKey, roundOf } from './connect-round.ts';
import type { connection } from './connection.ts';
import type { ConnectionProfile } from './connection-profile.ts';
import type { mobileBroadbandService } from './mobile-broadband-service.ts';

type State = 'idle' | 'waitForAttached' | 'evaluate' | 'waitForConnected' | 'connected' | 'backoff' | 'waitForStopped';
type Event =
  | 'wanted'
  | 'notAttached'
  | 'connectAsked'
  | 'attached'
  | 'attachTookLong'
  | 'profileChosen'
  | 'nothingApplies'
  | 'startDone'
  | 'startFailed'
  | 'roundFailed'
  | 'manualFailed'
  | 'stoppedUnasked'
  | 'droppedForGood'
  | 'mustStop'
  | 'stopDone'
  | 'tryAgain'
  | 'goneAway';

export const defaultContextControllerTable: TransitionTable<State, Event> = {
  idle: { wanted: 'evaluate', notAttached: 'waitForAttached', connectAsked: 'evaluate' },
  waitForAttached: { attached: 'evaluate', attachTookLong: 'evaluate', goneAway: 'idle' },
  evaluate: { profileChosen: 'waitForConnected', nothingApplies: 'idle' },
  waitForConnected: {
    startDone: 'connected',
    startFailed: 'waitForConnected',
    roundFailed: 'backoff',
    manualFailed: 'idle',
    mustStop: 'waitForStopped',
    goneAway: 'idle',
  },
  connected: { stoppedUnasked: 'backoff', droppedForGood: 'idle', mustStop: 'waitForStopped', goneAway: 'idle' },
  backoff: { tryAgain: 'waitForConnected', connectAsked: 'evaluate', goneAway: 'idle' },
  waitForStopped: { stopDone: 'evaluate', goneAway: 'idle' },
};

/** How long the connect request of the driver may take. Source: Microsoft Learn, "MB data connectivity" (a published log). */
const connectTimeout = seconds(199);

/**
 * How long to wait for an attach.
 * Assumption: the longest registration (50 s) and the longest attach (5 s) of the performance requirements, rounded up.
 */
const attachTimeout = seconds(60);

const driver = port<typeof classDriver>('class driver');
const radio = port<typeof registration>('registration');
const packets = port<typeof packetService>('packet service');
const service = port<typeof mobileBroadbandService>('mobile broadband service');
const manager = port<typeof connection>('connection manager');
const { activate, deactivate } = driver.asks;
export const controllerPorts = { driver, radio, packets, service, manager };

const registrations = sees<typeof registration>('registration');
const modems = sees<typeof modem>('modem');
export const controllerSees = { registrations, modems };

const record = {
  state: state(defaultContextControllerTable),
  /** Whether Windows wants the connection by itself (the auto-connect token). */
  automatic: flag(),
  /** Whether somebody who waits for the connection wants it, until it is there or is ended by hand. */
  sought: flag(),
  /** The present attempt or connection was asked for by hand: no retry when it fails or drops. */
  manual: flag(),
  ready: flag(),
  attached: flag(),
  /** The link is up, until the context is stopped. */
  up: flag(),
  /** A START has been sent to the driver and not been answered. */
  starting: flag(),
  /** Profiles have changed within the present round: after the next failure a new one begins. */
  renewed: flag(),
  /** Rounds that failed in this series: the back-off grows with it. */
  failures: small(),
  /** The slowest pace of this series; undefined while nothing has failed. */
  pace: oneOf(paces),
  /** Place in the round. */
  place: small(),
  /** Number + 1 of the profile that was asked for by name; 0 for a round. */
  named: small(),
  /** Why it must stop. */
  cause: small(),
  /** Keys of profiles, 0 for one that is in no list: of the one in use, and of the last one that connected. */
  using: count(),
  lastKnownGood: count(),
  /** STARTs so far, so that an answer to an older one is known. */
  starts: count(),
  /** Ticket + 1 of who asked to connect or disconnect. */
  asker: count(),
  /** Ticket + 1 of who waits until it is connected, and of who began to wait before that. */
  waiter: count(),
  olderWaiter: count(),
};
/**
 * Values: of `roundBegan` the rounds of this series that failed before, of `profileTried` the number of the profile, of
 * `connected` its place in the round, of `backedOff` the wait in µs; of the others the cause.
 */
const facts = [
  'roundBegan',
  'profileTried',
  'profileFailed',
  'roundFailed',
  'backedOff',
  'connected',
  'stopped',
] as const;

type Controller = RecordOf<typeof record>;
type Doing = Does<
  typeof record,
  typeof defaultContextControllerTable,
  'attachTakesLong' | 'backoffEnds',
  (typeof facts)[number],
  string,
  Surroundings
>;

export const defaultContextController = model('default context controller', {
  source: 'mb-data-connectivity.md',
  table: defaultContextControllerTable,
  record,
  kept: 'columns',
  timers: { attachTakesLong: attachTimeout, backoffEnds: 0 as Microseconds },
  facts,
  given: {} as Surroundings,
  takes: {
    /** From the connection manager: may it connect by itself (the token)? */
    automaticWanted(controller, isWanted: boolean, does) {
      if (controller.automatic === isWanted) return;
      controller.automatic = isWanted;
      if (isWanted) considers(controller, does);
      else if (!isWantedNow(controller) && !controller.manual) leaves(controller, wwanStatus.contextNotActivated, does);
    },

    /** The device can be used. */
    deviceReady(controller, _: undefined, does) {
      controller.ready = true;
      considers(controller, does);
    },

    /** The SIM is removed, or the device is not ready any more: nothing is left to stop. */
    deviceGone(controller, _: undefined, does) {
      controller.ready = false;
      controller.attached = false;
      goesAway(controller, wwanStatus.notReady, does);
    },

    /** On every registration. One abroad may be that of another operator, where what failed may work. */
    registered(controller, at: RegisteredAt, does) {
      if (controller.state === 'backoff' && at !== 'home') triesAtOnce(controller, does);
      else considers(controller, does);
    },

    attached(controller, _: undefined, does) {
      controller.attached = true;
      considers(controller, does);
      if (controller.state !== 'waitForAttached') return;
      does.cancel('attachTakesLong');
      does.move(controller, 'attached');
      evaluates(controller, does);
    },

    /** Detached or deregistered, with the cause. */
    detached(controller, cause: Cause, does) {
      controller.attached = false;
      leaves(controller, cause, does);
    },

    /** A reject of the registration: answers whoever waits for a manual connect. */
    registrationRejected(controller, cause: Cause, does) {
      if (controller.state === 'waitForAttached' && controller.manual) goesAway(controller, cause, does);
      if (does.look(registrations).state !== 'denied') return;
      for (const waiter of waitersOf(controller)) does.refuse(waiter, cause);
      waitedEnough(controller);
    },

    /** The context is gone without having been asked to. */
    contextLost(controller, cause: Cause, does) {
      if (controller.state === 'waitForStopped') goesDown(controller, cause, does);
      if (controller.state !== 'connected') return;
      goesDown(controller, cause, does);
      if (controller.manual || !isWantedNow(controller)) {
        does.move(controller, 'droppedForGood');
        rests(controller);
      } else {
        does.move(controller, 'stoppedUnasked');
        if (asksToReconnect(cause)) triesAgain(controller, does);
        else backsOff(controller, cause, does);
      }
    },

    /** Profiles added, updated or deleted: by COSA, service metadata or provisioning. */
    profilesChanged(controller, _: undefined, does) {
      if (controller.state !== 'waitForConnected' && controller.state !== 'connected') {
        if (controller.state === 'backoff') triesAtOnce(controller, does);
        else considers(controller, does);
        return;
      }
      controller.renewed = true;
      const isThere = does.given.profiles(does.subject).some(profile => profileKey(profile) === controller.using);
      if (!isThere && controller.using > 0) mustStop(controller, wwanStatus.noProfile, does);
    },

    /** From the connection manager: a good moment to try. */
    hint(controller, _: undefined, does) {
      if (controller.state === 'backoff') triesAtOnce(controller, does);
      else considers(controller, does);
    },

    attachTakesLong(controller, _: undefined, does) {
      does.move(controller, 'attachTookLong');
      evaluates(controller, does);
    },

    backoffEnds(controller, _: undefined, does) {
      triesAgain(controller, does);
    },

    /** What the driver says to START. */
    started(controller, reply: Reply<true>, does) {
      if (reply.about !== controller.starts || !controller.starting) return;
      controller.starting = false;
      const isUp = reply.outcome === 'answered';
      if (controller.state === 'waitForStopped') {
        if (isUp) stops(controller, does);
        else isStopped(controller, does);
      } else if (isUp) isConnected(controller, does);
      else hasFailed(controller, causeOf(reply), does);
    },

    /** What the driver says to STOP: whatever it says, the context is gone. */
    stopped(controller, reply: Reply<true>, does) {
      if (reply.about === controller.starts && controller.state === 'waitForStopped') isStopped(controller, does);
    },
  },
  answers: {
    /**
     * A manual connect, of one named profile or of one round: answered when the context is up, refused with the cause.
     * Accepted in Idle and Backoff only, otherwise busy. While the network is still being looked for, it waits for the
     * result; where the search has ended, it asks for another.
     */
    connect(controller, request: Request<{ profile: number | undefined }, true>, does) {
      const { profile } = request.message;
      const radioState = does.look(registrations).state;
      const refusal =
        controller.state !== 'idle' && controller.state !== 'backoff'
          ? wwanStatus.busy
          : !controller.ready
            ? wwanStatus.notReady
            : does.look(modems).state === 'notActivated'
              ? wwanStatus.serviceNotActivated
              : !controller.attached && radioState === 'none'
                ? wwanStatus.radioPowerOff
                : undefined;
      if (refusal !== undefined) {
        does.refuse(request.ticket, refusal);
        return;
      }
      does.cancel('backoffEnds');
      rests(controller);
      controller.manual = true;
      controller.named = profile === undefined ? 0 : profile + 1;
      controller.asker = request.ticket + 1;
      if (controller.attached) {
        does.move(controller, 'connectAsked');
        evaluates(controller, does);
      } else waitsForAttached(controller, does);
    },

    /** Answered when the context is down. Whether it is connected anew afterwards is up to the token. */
    disconnect(controller, request: Request<undefined, true>, does) {
      controller.sought = false;
      leaves(controller, wwanStatus.contextNotActivated, does);
      if (controller.state !== 'waitForStopped') does.answer(request.ticket, true);
      else if (controller.asker > 0) does.refuse(request.ticket, wwanStatus.busy);
      else controller.asker = request.ticket + 1;
    },

    /**
     * Answered as soon as the context is up, however long that takes; refused when the registration is denied for good. Who
     * waits wants the connection, as the token does. Two may wait at a time; the older of them gives way to a third.
     */
    awaitConnection(controller, request: Request<undefined, true>, does) {
      if (controller.state === 'connected') {
        does.answer(request.ticket, true);
        return;
      }
      if (controller.olderWaiter > 0) does.refuse(controller.olderWaiter - 1, wwanStatus.busy);
      controller.olderWaiter = controller.waiter;
      controller.waiter = request.ticket + 1;
      controller.sought = true;
      if (does.look(registrations).state === 'denied') does.tell(radio.tells.searches, does.subject, undefined);
      if (controller.state === 'backoff') triesAtOnce(controller, does);
      else considers(controller, does);
    },
  },
});

/** Whether anything but a hand wants the connection. */
const isWantedNow = ({ automatic, sought }: Controller): boolean => automatic || sought;

const waitersOf = ({ waiter, olderWaiter }: Controller): Ticket<true>[] =>
  [olderWaiter, waiter].filter(ticket => ticket > 0).map(ticket => ticket - 1);

function waitedEnough(controller: Controller): void {
  controller.waiter = 0;
  controller.olderWaiter = 0;
  controller.sought = false;
}

const isRegistered = (does: Doing): boolean => ['home', 'roaming', 'partner'].includes(does.look(registrations).state);

/** Something has changed: connects by itself if that is wanted and possible now. */
function considers(controller: Controller, does: Doing): void {
  if (controller.state !== 'idle' || !controller.ready || !isWantedNow(controller)) return;
  if (controller.attached) {
    does.move(controller, 'wanted');
    evaluates(controller, does);
  } else if (isRegistered(does)) waitsForAttached(controller, does);
}

/** Sends the attach. Where there is no registration yet, waits for its result, or asks for another search. */
function waitsForAttached(controller: Controller, does: Doing): void {
  does.move(controller, 'notAttached');
  does.arm('attachTakesLong');
  if (isRegistered(does)) does.tell(packets.tells.attaches, does.subject, undefined);
  else if (does.look(registrations).state !== 'searching') does.tell(radio.tells.searches, does.subject, undefined);
}

/** The profiles to try at this moment, in order. */
function roundNow(controller: Controller, does: Doing): readonly ConnectionProfile[] {
  const profiles = does.given.profiles(does.subject);
  if (controller.named > 0) return profiles.filter(({ number }) => number === controller.named - 1);
  return roundOf(profiles, {
    lastKnownGood: controller.lastKnownGood,
    luck: key => does.draw('controller.profileOrder', key),
  });
}

/** Begins a round if a profile applies and somebody wants it; else idle. */
function evaluates(controller: Controller, does: Doing): void {
  const isPossible = controller.attached && (controller.manual || isWantedNow(controller));
  const [first] = isPossible ? roundNow(controller, does) : [];
  if (first !== undefined) {
    does.move(controller, 'profileChosen');
    beginsRound(controller, first, does);
    return;
  }
  does.move(controller, 'nothingApplies');
  if (controller.asker > 0)
    does.refuse(controller.asker - 1, controller.attached ? wwanStatus.noProfile : notAttachedCause(does));
  rests(controller);
}

/** Why there is no attach: what the network said last, if anything. */
const notAttachedCause = (does: Doing): Cause =>
  does.look(registrations).cause || (isRegistered(does) ? wwanStatus.packetServiceDetached : wwanStatus.notRegistered);

function beginsRound(controller: Controller, first: ConnectionProfile, does: Doing): void {
  controller.place = 0;
  controller.renewed = false;
  does.emit('roundBegan', controller.failures);
  starts(controller, first, does);
}

/** START. */
function starts(controller: Controller, { number, accessString, purpose }: ConnectionProfile, does: Doing): void {
  controller.using = profileKey({ purpose, accessString });
  controller.starts += 1;
  controller.starting = true;
  does.emit('profileTried', number);
  const message = { profile: number, accessString };
  does.ask(activate, does.subject, message, { then: 'started', within: connectTimeout, about: controller.starts });
}

/** STOP. */
function stops(controller: Controller, does: Doing): void {
  does.ask(deactivate, does.subject, undefined, { then: 'stopped', within: connectTimeout, about: controller.starts });
}

/**
 * Why START did not succeed.
 * Assumption: a driver that does not answer counts as a refusal for no special reason.
 */
const causeOf = ({ outcome, code }: Reply<true>): Cause => (outcome === 'refused' ? code : contextCauses.unspecified);

function isConnected(controller: Controller, does: Doing): void {
  does.move(controller, 'startDone');
  does.emit('connected', controller.place);
  controller.lastKnownGood = controller.using;
  controller.up = true;
  endsSeries(controller);
  does.tell(service.tells.connected, does.subject, undefined);
  if (controller.asker > 0) does.answer(controller.asker - 1, true);
  else does.tell(manager.tells.linkUp, interfaceOf(does.subject, 'cellular'), undefined);
  for (const waiter of waitersOf(controller)) does.answer(waiter, true);
  waitedEnough(controller);
  controller.asker = 0;
}

/** The next profile of the round, or the end of it. */
function hasFailed(controller: Controller, cause: Cause, does: Doing): void {
  does.emit('profileFailed', cause);
  controller.pace = slowerPace(controller.pace, paceOf(cause));
  const isRenewed = controller.renewed && controller.named === 0;
  const next = roundNow(controller, does)[isRenewed ? 0 : controller.place + 1];
  if (next === undefined) {
    does.emit('roundFailed', cause);
    roundIsOver(controller, cause, does);
    return;
  }
  does.move(controller, 'startFailed');
  if (isRenewed) beginsRound(controller, next, does);
  else {
    controller.place += 1;
    starts(controller, next, does);
  }
}

function roundIsOver(controller: Controller, cause: Cause, does: Doing): void {
  if (controller.manual) {
    does.move(controller, 'manualFailed');
    does.refuse(controller.asker - 1, cause);
    rests(controller);
  } else {
    does.move(controller, 'roundFailed');
    backsOff(controller, cause, does);
  }
}

const failuresMost = 255;

function backsOff(controller: Controller, cause: Cause, does: Doing): void {
  controller.pace = slowerPace(controller.pace, paceOf(cause));
  const wait = backOffWait(controller.pace ?? 'normal', controller.failures);
  controller.failures = Math.min(failuresMost, controller.failures + 1);
  does.arm('backoffEnds', wait);
  does.emit('backedOff', wait);
}

/** What may have changed the outcome ends the series and the back-off. */
function triesAtOnce(controller: Controller, does: Doing): void {
  does.cancel('backoffEnds');
  endsSeries(controller);
  triesAgain(controller, does);
}

/** From the back-off into a new round. */
function triesAgain(controller: Controller, does: Doing): void {
  const [first] = roundNow(controller, does);
  if (first === undefined) {
    goesAway(controller, wwanStatus.noProfile, does);
    return;
  }
  does.move(controller, 'tryAgain');
  beginsRound(controller, first, does);
}

/** Stops what is going on, if anything is, because it is no longer wanted or possible. */
function leaves(controller: Controller, cause: Cause, does: Doing): void {
  if (controller.state === 'waitForConnected' || controller.state === 'connected') mustStop(controller, cause, does);
  else if (controller.state !== 'waitForStopped') goesAway(controller, cause, does);
}

/** Stops the context; a START that is under way is first let come to its end. */
function mustStop(controller: Controller, cause: Cause, does: Doing): void {
  does.move(controller, 'mustStop');
  controller.cause = cause;
  controller.manual = false;
  controller.named = 0;
  if (controller.asker > 0) does.refuse(controller.asker - 1, cause);
  controller.asker = 0;
  if (!controller.starting) stops(controller, does);
}

function isStopped(controller: Controller, does: Doing): void {
  does.move(controller, 'stopDone');
  goesDown(controller, controller.cause, does);
  if (controller.asker > 0) does.answer(controller.asker - 1, true);
  rests(controller);
  evaluates(controller, does);
}

/** The link is down: Windows is told, once. */
function goesDown(controller: Controller, cause: Cause, does: Doing): void {
  if (!controller.up) return;
  controller.up = false;
  does.emit('stopped', cause);
  does.tell(service.tells.disconnected, does.subject, undefined);
  does.tell(manager.tells.linkDown, interfaceOf(does.subject, 'cellular'), cause);
}

/** To Idle from wherever it is, at once. */
function goesAway(controller: Controller, cause: Cause, does: Doing): void {
  if (controller.state === 'idle') return;
  const isStopping = controller.state === 'waitForStopped';
  does.cancel('attachTakesLong');
  does.cancel('backoffEnds');
  does.move(controller, 'goneAway');
  goesDown(controller, cause, does);
  if (controller.asker > 0) {
    const ticket: Ticket<true> = controller.asker - 1;
    if (isStopping) does.answer(ticket, true);
    else does.refuse(ticket, cause);
  }
  controller.starting = false;
  rests(controller);
}

/** Nothing is under way by hand, and no series of failures either. */
function rests(controller: Controller): void {
  controller.manual = false;
  controller.named = 0;
  controller.asker = 0;
  endsSeries(controller);
}

/** A success, a change of the SIM, or what may help ends a series of failures. */
function endsSeries(controller: Controller): void {
  controller.failures = 0;
  controller.pace = undefined;
}
