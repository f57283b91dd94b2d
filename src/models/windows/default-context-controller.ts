/** The default context controller of the Mobile Broadband Service: connects with the profiles of a device, in rounds. */
import {
  flag,
  type Microseconds,
  model,
  number,
  oneOf,
  type Request,
  small,
  state,
  type TransitionTable,
} from '../../sim/index.ts';
import type { Cause } from '../messages/causes.ts';
import type { Surroundings } from '../surroundings.ts';

type State = 'idle' | 'waitForAttached' | 'waitForConnected' | 'connected' | 'backoff' | 'waitForStopped';
type Event =
  | 'notAttached'
  | 'attached'
  | 'profileChosen'
  | 'nothingApplies'
  | 'startDone'
  | 'startFailed'
  | 'roundFailed'
  | 'stoppedUnasked'
  | 'mustStop'
  | 'stopDone'
  | 'goneAway'
  | 'tryAgain';

/** One arrow for each row of the documented table; the engineer of this file completes it. */
export const defaultContextControllerTable: TransitionTable<State, Event> = {
  idle: { notAttached: 'waitForAttached', profileChosen: 'waitForConnected' },
  waitForAttached: { attached: 'idle', profileChosen: 'waitForConnected', nothingApplies: 'idle', goneAway: 'idle' },
  waitForConnected: {
    startDone: 'connected',
    startFailed: 'waitForConnected',
    roundFailed: 'backoff',
    mustStop: 'waitForStopped',
    goneAway: 'idle',
  },
  connected: { stoppedUnasked: 'backoff', mustStop: 'waitForStopped', goneAway: 'idle' },
  backoff: { tryAgain: 'waitForConnected', profileChosen: 'waitForConnected', goneAway: 'idle' },
  waitForStopped: { stopDone: 'idle', goneAway: 'idle' },
};

export const defaultContextController = model('default context controller', {
  source: 'mb-data-connectivity.md',
  table: defaultContextControllerTable,
  record: {
    state: state(defaultContextControllerTable),
    /** Whether Windows wants the connection by itself. */
    automatic: flag(),
    /** The present round was asked for by hand: on failure no retry. */
    manual: flag(),
    attached: flag(),
    /** Rounds that failed in this series: the back-off grows with it. */
    failures: small(),
    pace: oneOf(['normal', 'slow', 'glacier']),
    /** Place in the round. */
    place: small(),
    /** Profile number + 1 of the last-known-good one. */
    lastKnownGood: small(),
    cause: small(),
    /** Ticket + 1 of who asked to connect; of who waits until it is connected. */
    asker: number(),
    waiter: number(),
  },
  kept: 'columns',
  timers: { attachTakesLong: 0 as Microseconds, backoffEnds: 0 as Microseconds },
  facts: ['roundBegan', 'profileTried', 'profileFailed', 'roundFailed', 'connected', 'stopped'],
  given: {} as Surroundings,
  takes: {
    /** From the connection manager: may it connect by itself (the token)? */
    automaticWanted(_controller, _isWanted: boolean, _does) {},
    /** The device can be used; SIM removed or not ready. */
    deviceReady(_controller, _: undefined, _does) {},
    deviceGone(_controller, _: undefined, _does) {},
    attached(_controller, _: undefined, _does) {},
    /** Detached or deregistered, with the cause. */
    detached(_controller, _cause: Cause, _does) {},
    /** A reject of the registration: answers whoever waits for a manual connect. */
    registrationRejected(_controller, _cause: Cause, _does) {},
    contextLost(_controller, _cause: Cause, _does) {},
    /** Profiles added or updated: by COSA, service metadata or provisioning. */
    profilesChanged(_controller, _: undefined, _does) {},
    /** From the connection manager: a good moment to try. */
    hint(_controller, _: undefined, _does) {},
    attachTakesLong(_controller, _: undefined, _does) {},
    backoffEnds(_controller, _: undefined, _does) {},
  },
  answers: {
    /**
     * A manual connect, of one named profile or of one round: answered when the context is up, refused with the cause.
     * Accepted in Idle and Backoff only, otherwise busy.
     */
    connect(_controller, _request: Request<{ profile: number | undefined }, true>, _does) {},
    disconnect(_controller, _request: Request<undefined, true>, _does) {},
    /** Answered as soon as the context is up, however long that takes; refused when the registration is denied for good. */
    awaitConnection(_controller, _request: Request<undefined, true>, _does) {},
  },
});
