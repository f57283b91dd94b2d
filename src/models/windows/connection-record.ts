/** What Windows Connection Manager keeps of one network interface: its states, and the few things it remembers. */
import { count, flag, oneOf, small, state, type TransitionTable } from '../../sim/index.ts';
import { connectivityLevels } from './internet-probe.ts';

type State = 'idle' | 'connecting' | 'probing' | 'connected' | 'softDisconnecting' | 'disconnected';
type Event =
  | 'connects'
  | 'linkUp'
  | 'failed'
  | 'wasConnected'
  | 'probed'
  | 'betterConnected'
  | 'stillUsed'
  | 'betterLost'
  | 'quiet'
  | 'lost'
  | 'disconnected'
  | 'prohibited'
  | 'forgotten';

/**
 * One arrow for each documented decision.
 *
 * Mobile broadband comes up without `connecting` when Windows connects by itself: the tries are then those of the default
 * context controller. `wasConnected` is a connection that was there when the run began.
 */
export const connectionTable: TransitionTable<State, Event> = {
  idle: { connects: 'connecting', linkUp: 'probing', wasConnected: 'connected' },
  connecting: { linkUp: 'probing', failed: 'idle', disconnected: 'disconnected', prohibited: 'disconnected' },
  probing: { probed: 'connected', lost: 'idle', disconnected: 'disconnected', prohibited: 'disconnected' },
  connected: {
    probed: 'connected',
    betterConnected: 'softDisconnecting',
    lost: 'idle',
    disconnected: 'disconnected',
    prohibited: 'disconnected',
  },
  softDisconnecting: {
    stillUsed: 'softDisconnecting',
    betterLost: 'connected',
    quiet: 'disconnected',
    lost: 'idle',
    disconnected: 'disconnected',
    prohibited: 'disconnected',
  },
  disconnected: { connects: 'connecting', linkUp: 'probing', forgotten: 'idle' },
};

export const connectionRecord = {
  state: state(connectionTable),
  /** What the last probe found; only while the link is up. */
  level: oneOf(connectivityLevels),
  /** In the list: in range, plugged in, or a mobile network that is identified. */
  available: flag(),
  /** Connected by hand in this user session. */
  manual: flag(),
  /** The attempt under way was asked for by hand. */
  byHand: flag(),
  /** The user disconnected or forgot it: no longer by itself. */
  onlyByHand: flag(),
  /** It has been connected by hand, or before the run began: from then on Windows connects by itself. */
  joined: flag(),
  /** Since boot or resume the first try is still to come, which does not mind the other interfaces. */
  initial: flag(),
  /** The default context controller may connect by itself. */
  automatic: flag(),
  /** The person has been told that the network is in the list. */
  listed: flag(),
  /** The default context controller has been asked to disconnect and has not answered. */
  releasing: flag(),
  /** What a connect starts has been decided; a new probe or an automatic reconnect decides nothing. */
  decided: flag(),
  /** The network leads to the domain of the PC. */
  domain: flag(),
  /** Group policy prohibits to interconnect domain and non-domain networks. */
  noInterconnect: flag(),
  /** Of the Ethernet interface: Windows has been told that the device has internet, over whichever interface. */
  online: flag(),
  /** Of the Ethernet interface: so have those who fetch something by themselves, which is after the first sign-in. */
  serves: flag(),
  /** Anything has ever been said of this interface; before that it is as {@link Standing} says. */
  known: flag(),
  /** The network is a hotspot, and the probe has not reached the internet yet: sessions do not take it. */
  captive: flag(),
  /** Tells answers to the present attempt from late ones to an earlier one. */
  attempt: small(),
  /** Ticket + 1 of who has asked to connect. */
  asker: count(),
  /** Ticket + 1 of who waits for the internet through this interface. */
  waiter: count(),
};
