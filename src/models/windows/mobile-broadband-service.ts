/**
 * The Mobile Broadband Service (WwanSvc): reads the SIM, makes hardware IDs, and tells the rest of Windows what happens to
 * the device.
 *
 *     class driver ── device ──────▶ ┌──────────────────────────┐ ── identified ──────▶ COSA database, service metadata
 *     modem ── ready ──────────────▶ │ Mobile Broadband Service │ ── in the list ─────▶ connection manager
 *     registration, packet service ▶ │                          │ ── ProfileConnected, RegisteredHome … ▶ event broker
 *                                    └──────────────────────────┘ ◀──▶ default context controller
 *
 * A SIM that waits for its PIN hides its IMSI: the modem does not say that it is ready, and nothing of this happens.
 *
 * Source: Microsoft Learn, "Overview of mobile broadband", "Delivering experiences for MVNOs", "Mobile operator notification
 * event technical details".
 */
import { flag, model, oneOf, port, sees, state, type TransitionTable } from '../../sim/index.ts';
import { interfaceOf } from '../device/interfaces.ts';
import { canBeIdentified, type modem } from '../device/modem.ts';
import type { physicalSim } from '../device/physical-sim.ts';
import type { RegisteredAt } from '../device/registration.ts';
import type { Cause } from '../messages/causes.ts';
import { mindsCost } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import type { connection } from './connection.ts';
import type { cosaDatabase } from './cosa-database.ts';
import type { dataUsageAndSubscriptionManager } from './data-usage-and-subscription-manager.ts';
import type { defaultContextController } from './default-context-controller.ts';
import type { networkCostManager } from './network-cost-manager.ts';
import type { networkFlyout } from './network-flyout.ts';
import type { serviceMetadata } from './service-metadata.ts';
import type { systemEventBroker } from './system-event-broker.ts';

type State = 'noDevice' | 'notReady' | 'identified';
type Event = 'deviceFound' | 'identityRead' | 'identityGone' | 'deviceGone';

export const mobileBroadbandServiceTable: TransitionTable<State, Event> = {
  noDevice: { deviceFound: 'notReady' },
  notReady: { identityRead: 'identified', deviceGone: 'noDevice' },
  identified: { identityGone: 'notReady', deviceGone: 'noDevice' },
};

const database = port<typeof cosaDatabase>('COSA database');
const metadata = port<typeof serviceMetadata>('service metadata');
const manager = port<typeof connection>('connection manager');
const controller = port<typeof defaultContextController>('default context controller');
const broker = port<typeof systemEventBroker>('system event broker');
const { raises, registrationEnded } = broker.tells;
const { registrationChanged } = manager.tells;
const flyout = port<typeof networkFlyout>('network flyout');
const usage = port<typeof dataUsageAndSubscriptionManager>('data usage and subscription manager');
const cost = port<typeof networkCostManager>('network cost manager');
export const mobileBroadbandServicePorts = {
  database,
  metadata,
  manager,
  controller,
  broker,
  flyout,
  usage,
  cost,
};

const modems = sees<typeof modem>('modem');
const sims = sees<typeof physicalSim>('physical SIM');
export const mobileBroadbandServiceSees = { modems, sims };

export const mobileBroadbandService = model('mobile broadband service', {
  source: 'overview-of-mobile-broadband.md',
  table: mobileBroadbandServiceTable,
  record: {
    state: state(mobileBroadbandServiceTable),
    /** Whether the profile is connected, so that ProfileConnected and ProfileDisconnected alternate. */
    connected: flag(),
    /** Where the device is registered; undefined while it is not. */
    registered: oneOf(['home', 'roaming', 'partner']),
  },
  kept: 'columns',
  facts: [
    'identified',
    'identityGone',
    'profileConnected',
    'profileDisconnected',
    'registeredHome',
    'registeredRoaming',
  ],
  given: {} as Surroundings,
  takes: {
    /** From the class driver. The modem may have been ready before the driver was loaded. */
    deviceFound(service, _: undefined, does) {
      if (service.state !== 'noDevice') return;
      does.move(service, 'deviceFound');
      if (canBeIdentified(does.look(modems))) does.self('deviceReady');
    },

    deviceGone(service, _: undefined, does) {
      if (service.state === 'noDevice') return;
      if (service.state === 'identified') does.self('forgets');
      does.move(service, 'deviceGone');
    },

    /** From the modem: Initialized, so IMSI, ICCID, SID or provider name can be read. */
    deviceReady(service, _: undefined, does) {
      if (service.state !== 'notReady') return;
      const { card } = does.look(sims);
      does.move(service, 'identityRead');
      does.emit('identified', card);
      does.tell(database.tells.identified, does.subject, card);
      does.tell(metadata.tells.identified, does.subject, card);
      does.tell(flyout.tells.iccidRead, does.subject, card);
      does.tell(manager.tells.appears, interfaceOf(does.subject, 'cellular'), undefined);
      does.tell(controller.tells.deviceReady, does.subject, undefined);
    },

    /** From the modem: no longer Initialized. */
    deviceNotReady(service, _: undefined, does) {
      if (service.state !== 'identified') return;
      does.move(service, 'identityGone');
      does.self('forgets');
    },

    /** The identity is gone, and with it everything that came of it. */
    forgets(_service, _: undefined, does) {
      does.emit('identityGone');
      does.tell(controller.tells.deviceGone, does.subject, undefined);
      does.tell(manager.tells.disappears, interfaceOf(does.subject, 'cellular'), undefined);
      does.tell(database.tells.identityGone, does.subject, undefined);
      does.tell(metadata.tells.identityGone, does.subject, undefined);
    },

    /**
     * From the registration: on every registration, also after sleep; the app itself must remember where it was.
     * Assumption: the network of a partner counts as roaming.
     */
    registered(service, at: RegisteredAt, does) {
      service.registered = at;
      const event = at === 'home' ? 'registeredHome' : 'registeredRoaming';
      does.emit(event);
      does.tell(raises, does.subject, event);
      does.tell(usage.tells.registered, does.subject, at === 'home' ? 'home' : 'roaming');
      if (mindsCost(does.given.group(does.subject))) does.tell(cost.tells.looks, does.subject, undefined);
      does.tell(controller.tells.registered, does.subject, at);
      does.tell(registrationChanged, interfaceOf(does.subject, 'cellular'), undefined);
    },

    deregistered(service, _: undefined, does) {
      service.registered = undefined;
      does.tell(registrationChanged, interfaceOf(does.subject, 'cellular'), undefined);
      does.tell(registrationEnded, does.subject, undefined);
    },

    /** From the registration: denied for good, or a reject after which it goes on trying; the last cause. */
    registrationRejected(_service, cause: Cause, does) {
      does.tell(controller.tells.registrationRejected, does.subject, cause);
    },

    /** From the packet service. */
    attached(_service, _: undefined, does) {
      does.tell(controller.tells.attached, does.subject, undefined);
    },

    detached(_service, cause: Cause, does) {
      does.tell(controller.tells.detached, does.subject, cause);
    },

    /** From the packet context, unasked: lost, or deactivated by the network. */
    contextLost(_service, cause: Cause, does) {
      does.tell(controller.tells.contextLost, does.subject, cause);
    },

    /** From the default context controller. */
    connected(service, _: undefined, does) {
      if (service.connected) return;
      service.connected = true;
      does.emit('profileConnected');
      does.tell(raises, does.subject, 'profileConnected');
    },

    disconnected(service, _: undefined, does) {
      if (!service.connected) return;
      service.connected = false;
      does.emit('profileDisconnected');
      does.tell(raises, does.subject, 'profileDisconnected');
    },
  },
});
