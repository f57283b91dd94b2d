/**
 * Windows Connection Manager: which connections a device has, and which of them its internet traffic takes.
 *
 *     Wi-Fi ── up, down ──▶ ┌────────────────────────────┐
 *     modem ── up, down ──▶ │ Windows Connection Manager │ ── path of the traffic
 *                           └────────────────────────────┘
 *
 * With both up, Wi-Fi carries the traffic: it is preferred over mobile broadband.
 * Source: Microsoft Learn, "Understanding and configuring Windows Connection Manager".
 */
import { model, state, type TransitionTable } from '../../sim/index.ts';

type State = 'offline' | 'wifi' | 'cellular' | 'wifiAndCellular';
type Event = 'wifiUp' | 'wifiDown' | 'cellularUp' | 'cellularDown';

const connectionTable: TransitionTable<State, Event> = {
  offline: { wifiUp: 'wifi', cellularUp: 'cellular' },
  wifi: { wifiDown: 'offline', cellularUp: 'wifiAndCellular' },
  cellular: { wifiUp: 'wifiAndCellular', cellularDown: 'offline' },
  wifiAndCellular: { wifiDown: 'cellular', cellularDown: 'wifi' },
};

export const windowsConnectionManager = model('windows connection manager', {
  source: 'understanding-and-configuring-windows-connection-manager.md',
  table: connectionTable,
  record: { state: state(connectionTable) },
  kept: 'columns',
  takes: {
    changed(connection, what: Event, does) {
      does.move(connection, what);
    },
  },
});

/** Which way internet traffic takes in each state. */
export const trafficPath: Record<State, 'wifi' | 'cellular' | 'nowhere'> = {
  offline: 'nowhere',
  wifi: 'wifi',
  cellular: 'cellular',
  wifiAndCellular: 'wifi',
};
