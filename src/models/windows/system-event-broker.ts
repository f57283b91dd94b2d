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
import type { hotspotTask } from './hotspot-task.ts';
import type { mobileBroadbandApp } from './mobile-broadband-app.ts';

/**
 * The events of this broker, with their numbers in the operator notification payload.
 *
 * Assumption: events without a number there (network status, hotspot authentication, messages for everybody) have numbers
 * from 100 on, ours.
 */
export const brokerEvents = {
  operatorMessageGsm: 0,
  operatorMessageCdma: 1,
  operatorMessageUssd: 2,
  dataPlanThresholdReached: 3,
  dataPlanReset: 4,
  dataPlanDeleted: 5,
  profileConnected: 6,
  profileDisconnected: 7,
  registeredRoaming: 8,
  registeredHome: 9,
  tetheringEntitlementCheck: 10,
  tetheringOperationalStateChanged: 11,
  tetheringNumberOfClientsChanged: 12,
  networkStatusChange: 100,
  hotspotAuthentication: 101,
  publicSms: 102,
  publicUssd: 103,
} as const;
export type BrokerEvent = keyof typeof brokerEvents;

/** An event with one number beside it: which rule, which ticket, how many clients. */
export interface EventRaised {
  readonly event: BrokerEvent;
  readonly value?: number;
}

const app = port<typeof mobileBroadbandApp>('mobile broadband app');
const { backgroundEvent } = app.tells;
const hotspots = port<typeof hotspotTask>('hotspot task');
export const brokerPorts = { app, hotspots };

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
    raises(broker, raised: BrokerEvent | EventRaised, does) {
      const { event, value = 0 } = typeof raised === 'string' ? { event: raised } : raised;
      if (event === 'profileConnected') broker.connected = true;
      else if (event === 'profileDisconnected') broker.connected = false;
      else if (event === 'registeredHome' || event === 'registeredRoaming') broker.at = event;
      does.self('brings', { event, value });
    },

    /** From the Mobile Broadband Service: the device is no longer registered; no event says so. */
    registrationEnded(broker) {
      broker.at = undefined;
    },

    /** From the Device Setup Manager: from now on the app hears; what holds already is told at once. */
    registers(broker, _: undefined, does) {
      if (broker.registered) return;
      broker.registered = true;
      if (broker.at !== undefined) does.self('brings', { event: broker.at });
      if (broker.connected) does.self('brings', { event: 'profileConnected' });
    },

    unregisters(broker, _: undefined, _does) {
      broker.registered = false;
    },

    brings(broker, raised: EventRaised, does) {
      if (broker.registered) {
        broker.delivered += 1;
        does.emit('delivered', brokerEvents[raised.event]);
        if (raised.event === 'hotspotAuthentication') does.tell(hotspots.tells.runs, does.subject, raised);
        else does.tell(backgroundEvent, does.subject, raised);
      } else {
        broker.unheard += 1;
        does.emit('unheard', brokerEvents[raised.event]);
      }
    },
  },
});
