/**
 * The modem: registers on the network, attaches, activates a packet context, and carries bytes.
 *
 *     deregistered ─▶ searching ─▶ home ─▶ connected        a retryable reject: again after T3411, after five of them T3402
 *                         └─▶ denied
 *
 * Source: Microsoft Learn, "NDIS_STATUS_WWAN_REGISTER_STATE", "Mobile broadband data connectivity"; 3GPP TS 24.301 timers.
 */
import { concat, defer, ignoreElements } from 'rxjs';
import {
  type Bytes,
  count,
  type Flow,
  flow,
  model,
  number,
  port,
  type Request,
  state,
  type Ticket,
  type TransitionTable,
  volume,
} from '../../sim/index.ts';
import { isRetryableCause, type mobileNetwork } from '../operator/mobile-network.ts';
import type { subscription } from '../operator/subscription.ts';
import type { Surroundings } from '../surroundings.ts';
import type { windowsConnectionManager } from '../windows/windows-connection-manager.ts';

type State = 'deregistered' | 'searching' | 'home' | 'denied' | 'connected';
type Event = 'radioSearches' | 'rejected' | 'networkAccepts' | 'networkDenies' | 'contextActivated';

export const modemTable: TransitionTable<State, Event> = {
  deregistered: { radioSearches: 'searching' },
  searching: { rejected: 'searching', networkAccepts: 'home', networkDenies: 'denied' },
  home: { contextActivated: 'connected' },
  denied: { radioSearches: 'searching' },
  connected: {},
};

const network = port<typeof mobileNetwork>('mobile network');
const gateway = port<typeof subscription>('packet gateway');
const windows = port<typeof windowsConnectionManager>('Windows Connection Manager');
const { register, activateContext } = network.asks;
const lineTrafficStarted = gateway.tells.trafficStarted;
const lineTrafficStopped = gateway.tells.trafficStopped;
const connectionChanged = windows.tells.changed;
export const modemPorts = { network, gateway, windows };

/** How many times the modem goes through its round of five attempts before it leaves the line denied. */
const rounds = 10;

export const modem = model('modem', {
  source: 'ndis-status-wwan-register-state.md',
  table: modemTable,
  record: {
    state: state(modemTable),
    /** Registrations tried so far: names the draws of the next one. */
    attempts: count(),
    cause: count(),
    waiting: number(-1),
    carried: volume(),
  },
  kept: 'columns',
  facts: ['searching', 'rejected', 'registered', 'denied', 'connected'],
  given: {} as Surroundings,
  takes: {
    rejected(modem, cause: number, does) {
      does.move(modem, 'rejected');
      modem.cause = cause;
      does.emit('rejected', cause);
    },

    tried(modem) {
      modem.attempts += 1;
    },

    registered(modem, _, does) {
      does.move(modem, 'networkAccepts');
      does.emit('registered', modem.attempts);
    },

    connected(modem, _, does) {
      does.move(modem, 'contextActivated');
      does.emit('connected');
      does.tell(connectionChanged, does.subject, 'cellularUp');
      if (modem.waiting >= 0) does.answer(modem.waiting as Ticket<true>, true);
      modem.waiting = -1;
    },

    denied(modem, cause: number, does) {
      does.move(modem, 'networkDenies');
      modem.cause = cause;
      does.emit('denied', cause);
      if (modem.waiting >= 0) does.refuse(modem.waiting as Ticket<true>, cause);
      modem.waiting = -1;
    },

    /** A line that was connected before the run began. */
    bornConnected(modem, _, does) {
      does.move(modem, 'radioSearches');
      does.move(modem, 'networkAccepts');
      does.move(modem, 'contextActivated');
      does.tell(connectionChanged, does.subject, 'cellularUp');
    },

    trafficStarted(_, traffic: { rate: number }, does) {
      does.tell(lineTrafficStarted, does.subject, traffic);
    },

    trafficStopped(_, _message, does) {
      does.tell(lineTrafficStopped, does.subject, undefined);
    },

    carried(modem, bytes: Bytes) {
      modem.carried = (modem.carried + bytes) as Bytes;
    },
  },
  answers: {
    /** Gets the enabled profile onto the network; answered once a packet context is up, refused with the reject cause. */
    connect(modem, request: Request<undefined, true>, does) {
      modem.waiting = request.ticket;
      does.move(modem, 'radioSearches');
      does.emit('searching');
      does.start(gettingConnected);
    },
  },
});

/** Registers, with the retries of TS 24.301, then attaches and activates the packet context. */
const gettingConnected: Flow = flow(
  'getting connected',
  () => modem,
  ({ subject: device, given, record, ask, tell, retrying }) => {
    const { network } = given.operator(device);
    const operator = given.operatorOf(device);
    const attempt = defer(() =>
      concat(tell('tried'), ask(register, operator, record().attempts).pipe(ignoreElements())),
    );
    const round = attempt.pipe(
      retrying({
        times: network.attempts - 1,
        wait: network.t3411,
        if: failure => isRetryableCause(failure.code),
        each: failure => tell('rejected', failure.code),
      }),
    );
    return concat(
      round.pipe(
        retrying({
          times: rounds - 1,
          wait: network.t3402,
          if: failure => isRetryableCause(failure.code),
          each: failure => tell('rejected', failure.code),
        }),
      ),
      tell('registered'),
      ask(activateContext, operator, undefined).pipe(ignoreElements()),
      tell('connected'),
    );
  },
  (failure, { tell }) => tell('denied', failure.code),
);
