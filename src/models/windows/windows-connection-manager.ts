/**
 * Windows Connection Manager: which of a device's connections take new traffic, and which of those internet traffic takes.
 *
 *     Ethernet ── up, down ──▶ ┌────────────────────────────┐
 *     Wi-Fi ───── up, down ──▶ │ Windows Connection Manager │ ── path of the traffic
 *     modem ───── up, down ──▶ └────────────────────────────┘
 *
 * A connection that is being soft-disconnected counts as down: sessions under way go on, but no new one takes it.
 * Source: Microsoft Learn, "Understanding and configuring Windows Connection Manager".
 * Assumption: with several up, Ethernet carries the traffic before Wi-Fi and Wi-Fi before mobile broadband, as the route
 * metrics that Windows makes from the usual link speeds have it; nobody sets metrics by hand.
 */
import { model, port, sees, state, type TransitionTable } from '../../sim/index.ts';
import type { Medium } from '../device/interfaces.ts';
import type { lpa } from './lpa.ts';
import type { networkTraffic } from './network-traffic.ts';

type State =
  | 'offline'
  | 'wifi'
  | 'cellular'
  | 'wifiAndCellular'
  | 'ethernet'
  | 'ethernetAndWifi'
  | 'ethernetAndCellular'
  | 'allThree';
type Event = 'wifiUp' | 'wifiDown' | 'cellularUp' | 'cellularDown' | 'ethernetUp' | 'ethernetDown';

const connectionTable: TransitionTable<State, Event> = {
  offline: { wifiUp: 'wifi', cellularUp: 'cellular', ethernetUp: 'ethernet' },
  wifi: { wifiDown: 'offline', cellularUp: 'wifiAndCellular', ethernetUp: 'ethernetAndWifi' },
  cellular: { wifiUp: 'wifiAndCellular', cellularDown: 'offline', ethernetUp: 'ethernetAndCellular' },
  wifiAndCellular: { wifiDown: 'cellular', cellularDown: 'wifi', ethernetUp: 'allThree' },
  ethernet: { wifiUp: 'ethernetAndWifi', cellularUp: 'ethernetAndCellular', ethernetDown: 'offline' },
  ethernetAndWifi: { wifiDown: 'ethernet', cellularUp: 'allThree', ethernetDown: 'wifi' },
  ethernetAndCellular: { wifiUp: 'allThree', cellularDown: 'ethernet', ethernetDown: 'cellular' },
  allThree: { wifiDown: 'ethernetAndCellular', cellularDown: 'ethernetAndWifi', ethernetDown: 'wifiAndCellular' },
};

const profileAssistant = port<typeof lpa>('LPA');
const traffic = port<typeof networkTraffic>('network traffic');
const { wayLost } = profileAssistant.tells;
const { routeChanged } = traffic.tells;
export const routePorts = { profileAssistant, traffic };
const assistants = sees<typeof lpa>('LPA');
export const routeSees = { assistants };

export const windowsConnectionManager = model('windows connection manager', {
  source: 'understanding-and-configuring-windows-connection-manager.md',
  table: connectionTable,
  record: { state: state(connectionTable) },
  kept: 'columns',
  takes: {
    changed(connection, what: Event, does) {
      const medium = trafficPath[connection.state];
      does.move(connection, what);
      // A download that was under way over a connection that is gone is lost with it.
      const isLost = medium !== 'nowhere' && !isUp(connection.state, medium);
      if (isLost && does.look(assistants).state !== 'idle') does.tell(wayLost, does.subject, undefined);
      does.tell(routeChanged, does.subject, undefined);
    },
  },
});

/** Which way internet traffic takes in each state. */
export const trafficPath: Record<State, Medium | 'nowhere'> = {
  offline: 'nowhere',
  wifi: 'wifi',
  cellular: 'cellular',
  wifiAndCellular: 'wifi',
  ethernet: 'ethernet',
  ethernetAndWifi: 'ethernet',
  ethernetAndCellular: 'ethernet',
  allThree: 'ethernet',
};

/** The media that are up in each state. */
const upIn: Record<State, readonly Medium[]> = {
  offline: [],
  wifi: ['wifi'],
  cellular: ['cellular'],
  wifiAndCellular: ['wifi', 'cellular'],
  ethernet: ['ethernet'],
  ethernetAndWifi: ['ethernet', 'wifi'],
  ethernetAndCellular: ['ethernet', 'cellular'],
  allThree: ['ethernet', 'wifi', 'cellular'],
};

/** Whether new traffic may take that medium. */
export const isUp = (state: State, medium: Medium): boolean => upIn[state].includes(medium);
