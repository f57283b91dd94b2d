/**
 * The Device Setup Manager: registers the operator's event handlers as soon as metadata and app are there, before anybody
 * has run the app.
 *
 *     service metadata ── package and app there, gone ──▶ ┌─────┐ ── registered ──▶ service metadata, mobile broadband app
 *                                                         │ DSM │ ── registers, unregisters ──▶ System Event Broker
 *                                                         └─────┘
 *
 * It writes to its event log whether that went well. Handlers of an app whose name is not the one in the package are not
 * registered, until a newer package comes.
 *
 * Source: Microsoft Learn, "Mobile operator notification event technical details", "Develop an app to handle the
 * MobileOperatorNotification event". Assumption: it needs five seconds.
 */
import { model, port, seconds, state, type TransitionTable } from '../../sim/index.ts';
import type { Surroundings } from '../surroundings.ts';
import type { mobileBroadbandApp } from './mobile-broadband-app.ts';
import type { serviceMetadata } from './service-metadata.ts';
import type { systemEventBroker } from './system-event-broker.ts';

type State = 'waiting' | 'registering' | 'registered';
type Event = 'ready' | 'done' | 'mismatch' | 'gone';

export const deviceSetupManagerTable: TransitionTable<State, Event> = {
  waiting: { ready: 'registering' },
  registering: { done: 'registered', mismatch: 'waiting', gone: 'waiting' },
  registered: { gone: 'waiting' },
};

const metadata = port<typeof serviceMetadata>('service metadata');
const app = port<typeof mobileBroadbandApp>('mobile broadband app');
const broker = port<typeof systemEventBroker>('system event broker');
export const deviceSetupPorts = { metadata, app, broker };

/** Events in the log of the Device Setup Manager. */
const eventLog = { registered: 220, error: 7900 } as const;

export const deviceSetupManager = model('device setup manager', {
  source: 'mobile-operator-notification-event-technical-details.md',
  table: deviceSetupManagerTable,
  record: { state: state(deviceSetupManagerTable) },
  kept: 'columns',
  timers: { registers: seconds(5) },
  facts: ['registered', 'failed', 'unregistered'],
  given: {} as Surroundings,
  takes: {
    /** Metadata is read and the app is installed. */
    packageReady(manager, _, does) {
      if (manager.state !== 'waiting') return;
      does.move(manager, 'ready');
      does.arm('registers');
    },

    packageGone(manager, _, does) {
      if (manager.state === 'waiting') return;
      if (manager.state === 'registered') {
        does.emit('unregistered');
        does.tell(broker.tells.unregisters, does.subject, undefined);
      } else does.cancel('registers');
      does.move(manager, 'gone');
    },

    registers(manager, _, does) {
      if (!does.given.operator(does.subject).serviceMetadata.handlerNameMatches) {
        does.move(manager, 'mismatch');
        does.emit('failed', eventLog.error);
        return;
      }
      does.move(manager, 'done');
      does.emit('registered', eventLog.registered);
      does.tell(metadata.tells.handlersRegistered, does.subject, undefined);
      does.tell(app.tells.handlersRegistered, does.subject, undefined);
      does.tell(broker.tells.registers, does.subject, undefined);
    },
  },
});
