/**
 * The System Event Broker: brings background events to the operator's app, once it has registered for them.
 *
 *     Mobile Broadband Service ── ProfileConnected, RegisteredHome, … ──▶ ┌─────────────────────┐
 *     Device Setup Manager ────── the app's handlers are registered ────▶ │ System Event Broker │ ── runs ──▶ app
 *                                                                         └─────────────────────┘
 *
 * What is raised before that nobody hears; what holds at the moment of registering is told at once, so that an app that
 * comes while the device is connected knows.
 *
 * Source: Microsoft Learn, "Mobile operator notification event technical details".
 */
import { count, flag, model, oneOf, port } from '../../sim/index.ts';
import type { Surroundings } from '../surroundings.ts';
import type { mobileBroadbandApp } from './mobile-broadband-app.ts';

/** Events of this broker that come from the connection; their numbers are those of the operator notification payload. */
export const brokerEvents = {
  profileConnected: 6,
  profileDisconnected: 7,
  registeredRoaming: 8,
  registeredHome: 9,
} as const;
export type BrokerEvent = keyof typeof brokerEvents | 'networkStatusChange';

/** The value of the facts `delivered` and `unheard`; 0 for an event without a number of its own. */
const numberOf = (event: BrokerEvent): number => (event === 'networkStatusChange' ? 0 : brokerEvents[event]);

const app = port<typeof mobileBroadbandApp>('mobile broadband app');
const { backgroundEvent } = app.tells;
export const brokerPorts = { app };

export const systemEventBroker = model('system event broker', {
  source: 'enabling-mobile-operator-notifications-and-system-events.md',
  record: {
    /** Whether the app's handlers are registered. */
    registered: flag(),
    connected: flag(),
    /** Where the device is registered at this moment. */
    at: oneOf(['registeredHome', 'registeredRoaming']),
    delivered: count(),
    unheard: count(),
  },
  kept: 'columns',
  facts: ['delivered', 'unheard'],
  given: {} as Surroundings,
  takes: {
    raises(broker, event: BrokerEvent, does) {
      if (event === 'profileConnected') broker.connected = true;
      else if (event === 'profileDisconnected') broker.connected = false;
      else if (event !== 'networkStatusChange') broker.at = event;
      does.self('brings', event);
    },

    /** From the Mobile Broadband Service: the device is no longer registered; no event says so. */
    registrationEnded(broker) {
      broker.at = undefined;
    },

    /** From the Device Setup Manager: from now on the app hears; what holds already is told at once. */
    registers(broker, _: undefined, does) {
      if (broker.registered) return;
      broker.registered = true;
      if (broker.at !== undefined) does.self('brings', broker.at);
      if (broker.connected) does.self('brings', 'profileConnected' satisfies BrokerEvent);
    },

    unregisters(broker, _: undefined, _does) {
      broker.registered = false;
    },

    brings(broker, event: BrokerEvent, does) {
      if (broker.registered) {
        broker.delivered += 1;
        does.emit('delivered', numberOf(event));
        does.tell(backgroundEvent, does.subject, event);
      } else {
        broker.unheard += 1;
        does.emit('unheard', numberOf(event));
      }
    },
  },
});
