/** One network interface of a device as Windows Connection Manager sees it: Ethernet, Wi-Fi, or mobile broadband. */
import {
  flag,
  type Microseconds,
  model,
  number,
  oneOf,
  type Reply,
  type Request,
  state,
  type TransitionTable,
} from '../../sim/index.ts';
import type { Cause } from '../messages/causes.ts';
import type { Surroundings } from '../surroundings.ts';

type State = 'idle' | 'connecting' | 'probing' | 'connected' | 'softDisconnecting' | 'disconnected';
type Event =
  | 'connects'
  | 'linkUp'
  | 'failed'
  | 'probed'
  | 'betterConnected'
  | 'betterLost'
  | 'quiet'
  | 'lost'
  | 'disconnected'
  | 'forgotten';

/** The engineer of this file completes it from the documented table. */
export const connectionTable: TransitionTable<State, Event> = {
  idle: { connects: 'connecting' },
  connecting: { linkUp: 'probing', failed: 'idle', disconnected: 'disconnected' },
  probing: { probed: 'connected', lost: 'idle', disconnected: 'disconnected' },
  connected: { probed: 'connected', betterConnected: 'softDisconnecting', lost: 'idle', disconnected: 'disconnected' },
  softDisconnecting: { betterLost: 'connected', quiet: 'disconnected', lost: 'idle', disconnected: 'disconnected' },
  disconnected: { connects: 'connecting', forgotten: 'idle' },
};

export const connectivityLevels = ['none', 'localAccess', 'constrainedInternetAccess', 'internetAccess'] as const;
export type ConnectivityLevel = (typeof connectivityLevels)[number];

export const connection = model('connection', {
  source: 'understanding-and-configuring-windows-connection-manager.md',
  table: connectionTable,
  record: {
    state: state(connectionTable),
    level: oneOf(connectivityLevels),
    /** In the list: in range, plugged in, or a mobile network that is registered. */
    available: flag(),
    /** Connected by hand in this session. */
    manual: flag(),
    /** The user disconnected or forgot it: no longer by itself. */
    onlyByHand: flag(),
    /** Ticket + 1 of who waits for the internet through this interface. */
    waiter: number(),
  },
  kept: 'columns',
  timers: { probesAgain: 0 as Microseconds, checksTraffic: 0 as Microseconds },
  facts: ['connecting', 'connected', 'failed', 'levelChanged', 'softDisconnecting', 'disconnected'],
  given: {} as Surroundings,
  /** The subject of every message is the number of the interface: `interfaceOf(device, medium)`. */
  takes: {
    /** The network appears in the list, or goes from it. */
    appears(_connection, _: undefined, _does) {},
    disappears(_connection, _: undefined, _does) {},
    /** The user clicks Connect, Disconnect, Forget. */
    connectClicked(_connection, _: undefined, _does) {},
    disconnectClicked(_connection, _: undefined, _does) {},
    forgetClicked(_connection, _: undefined, _does) {},
    /** The link is up without being asked for: the controller has connected by itself. */
    linkUp(_connection, _: undefined, _does) {},
    linkDown(_connection, _cause: Cause, _does) {},
    /** What the controller says to a manual connect. */
    connectAnswered(_connection, _reply: Reply<true>, _does) {},
    /** Probe now: the line may have changed (a plan was bought, the gateway opened). */
    probesAgain(_connection, _: undefined, _does) {},
    probed(_connection, _reply: Reply<ConnectivityLevel>, _does) {},
    checksTraffic(_connection, _: undefined, _does) {},
    /** Another interface of the same device has got better or has gone. */
    othersChanged(_connection, _: undefined, _does) {},
  },
  answers: {
    /** Answered as soon as the interface has internet access, however long that takes. */
    awaitInternet(_connection, _request: Request<undefined, true>, _does) {},
  },
});
