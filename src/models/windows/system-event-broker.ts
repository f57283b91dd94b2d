/**
 * The System Event Broker: brings background events to the operator's app, once it has registered for them.
 *
 *     Mobile Broadband Service ── ProfileConnected, RegisteredHome, … ──▶ ┌─────────────────────┐ ── runs ──▶ task of the
 *     Data Usage and Subscription Manager ── DataPlanReset, … ──────────▶ │ System Event Broker │             app, by event
 *     Device Setup Manager ────── the app's handlers are registered ────▶ └─────────────────────┘
 *
 * What is raised before that nobody hears; what holds at the moment of registering is told at once, so that an app that
 * comes while the device is connected knows. Each kind of work of the app in the background is a model of its own, which
 * {@link taskOf} names; an event without a row there runs the app's general handler.
 *
 * Operator notifications and hotspot authentication are critical events: they run for every instance, however much
 * processing time the app has used, in Connected Standby too. All others come out of the app's quota, and do not run where it
 * is used up; while the PC sleeps they are held back, and run when it resumes.
 *
 * Source: Microsoft Learn, "Mobile operator notification event technical details", "Introduction to enabling mobile operator
 * notifications and system events", Background brokered work items.
 * Assumption: general events wait for the end of Connected Standby, one run for each; a restart brings them too.
 */
import {
  count,
  flag,
  type MessageSlot,
  type Microseconds,
  milliseconds,
  minutes,
  model,
  number,
  oneOf,
  port,
  seconds,
  sees,
  time,
} from '../../sim/index.ts';
import type { modem } from '../device/modem.ts';
import type { Surroundings } from '../surroundings.ts';
import type { entitlementTask } from './entitlement-task.ts';
import type { hotspotTask } from './hotspot-task.ts';
import type { mobileBroadbandApp } from './mobile-broadband-app.ts';
import type { operatorMessageTask } from './operator-message-task.ts';
import type { privilegedApps } from './privileged-apps.ts';
import type { usageTask } from './usage-task.ts';

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
const usage = port<typeof usageTask>('usage task');
const operatorMessages = port<typeof operatorMessageTask>('operator message task');
const publicMessages = port<typeof privilegedApps>('privileged apps');
const entitlement = port<typeof entitlementTask>('entitlement task');
const hotspots = port<typeof hotspotTask>('hotspot task');
export const brokerPorts = { app, usage, operatorMessages, publicMessages, entitlement, hotspots };

const modems = sees<typeof modem>('modem');
export const brokerSees = { modems };

/** Which work of the app an event runs. What has no row here runs the app's general handler. */
const taskOf: { readonly [E in BrokerEvent]?: MessageSlot<EventRaised> } = {
  operatorMessageGsm: operatorMessages.tells.runs,
  operatorMessageCdma: operatorMessages.tells.runs,
  operatorMessageUssd: operatorMessages.tells.runs,
  dataPlanThresholdReached: usage.tells.runs,
  dataPlanReset: usage.tells.runs,
  dataPlanDeleted: usage.tells.runs,
  tetheringEntitlementCheck: entitlement.tells.runs,
  hotspotAuthentication: hotspots.tells.runs,
  publicSms: publicMessages.tells.runs,
  publicUssd: publicMessages.tells.runs,
};

/** Not critical: these run only as long as the app has processing time left, and while the PC is awake; how many wait. */
const waitingOf = {
  networkStatusChange: 'waitingStatus',
  publicSms: 'waitingSms',
  publicUssd: 'waitingUssd',
} as const satisfies { [E in BrokerEvent]?: string };
type GeneralEvent = keyof typeof waitingOf;
const generalEvents = Object.keys(waitingOf) as GeneralEvent[];
const isGeneral = (event: BrokerEvent): event is GeneralEvent => event in waitingOf;

/**
 * How long one run in the background may last by the clock; what a task waits for comes within that, or the run is over.
 *
 * Source: Microsoft Learn, "Support your app with background tasks", Background task constraints.
 */
export const longestRun = seconds(30);

/**
 * Processing time that the app may use for events that are not critical, and how often it gets it anew.
 *
 * Assumption: as for an app on the lock screen of Windows 8, 2 s in 15 minutes; a run takes 50 ms, as it has only to look.
 */
const quota = { time: seconds(2), every: minutes(15), run: milliseconds(50) };

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
    /** Since when the present quota of processing time counts, and what of it is used, in microseconds. */
    quotaSince: time(),
    quotaUsed: number(),
    overQuota: count(),
    /** General events that are held back until the PC resumes. */
    waitingStatus: count(),
    waitingSms: count(),
    waitingUssd: count(),
  },
  kept: 'columns',
  /** The value is the number of the event. */
  facts: ['delivered', 'unheard', 'overQuota', 'heldBack'],
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

    /** From whoever opens the lid or restarts the PC: what was held back comes now. */
    resumes(broker, _: undefined, does) {
      for (const event of generalEvents) {
        for (let waiting = broker[waitingOf[event]]; waiting > 0; waiting--) does.self('brings', { event });
        if (broker[waitingOf[event]] > 0) broker[waitingOf[event]] = 0;
      }
    },

    unregisters(broker, _: undefined, _does) {
      broker.registered = false;
    },

    brings(broker, raised: EventRaised, does) {
      const { event } = raised;
      if (!broker.registered) {
        broker.unheard += 1;
        does.emit('unheard', brokerEvents[event]);
      } else if (isGeneral(event) && does.look(modems).asleep) {
        broker[waitingOf[event]] += 1;
        does.emit('heldBack', brokerEvents[event]);
      } else if (isGeneral(event) && !hasProcessingTime(broker, does.now)) {
        broker.overQuota += 1;
        does.emit('overQuota', brokerEvents[event]);
      } else {
        broker.delivered += 1;
        does.emit('delivered', brokerEvents[event]);
        does.tell(taskOf[event] ?? backgroundEvent, does.subject, raised);
      }
    },
  },
});

/** Takes one run out of the quota; false where there is not enough left. */
function hasProcessingTime(
  broker: { quotaSince: Microseconds | undefined; quotaUsed: number },
  now: Microseconds,
): boolean {
  if (broker.quotaSince === undefined || now - broker.quotaSince >= quota.every) {
    broker.quotaSince = now;
    broker.quotaUsed = 0;
  }
  if (broker.quotaUsed + quota.run > quota.time) return false;
  broker.quotaUsed += quota.run;
  return true;
}
