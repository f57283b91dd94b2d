/** The System Event Broker: brings background events to apps that have registered for them. */
import { count, flag, model } from '../../sim/index.ts';
import type { Surroundings } from '../surroundings.ts';

/** Events of this broker that come from the connection; their numbers are those of the operator notification payload. */
export const brokerEvents = {
  profileConnected: 6,
  profileDisconnected: 7,
  registeredRoaming: 8,
  registeredHome: 9,
} as const;
export type BrokerEvent = keyof typeof brokerEvents | 'networkStatusChange';

export const systemEventBroker = model('system event broker', {
  source: 'enabling-mobile-operator-notifications-and-system-events.md',
  record: {
    registered: flag(),
    connected: flag(),
    atHome: flag(),
    roaming: flag(),
    delivered: count(),
    unheard: count(),
  },
  kept: 'columns',
  facts: ['delivered', 'unheard'],
  given: {} as Surroundings,
  takes: {
    raises(_broker, _event: BrokerEvent, _does) {},
    /** From the Device Setup Manager: from now on the app hears; what holds already is told at once. */
    registers(_broker, _: undefined, _does) {},
    unregisters(_broker, _: undefined, _does) {},
  },
});
