/**
 * Background work of the Mobile Plans app: an SMS of the operator, or a promotion of Microsoft, wakes the app without a window;
 * it asks what there is to say, shows a toast, and whoever accepts the toast opens the app.
 *
 *     SMS mobileplans://lowBalance ──▶ ┌─────┐ ── GetNotifications ──▶ Mobile Plans service
 *     promotion ─────────────────────▶ │ app │ ── toast ──▶ user ── accepts ──▶ purchase
 *                                      └─────┘
 *
 * One record is one PC that one entry of the timeline reaches.
 *
 * Source: Microsoft Learn, "Mobile Plans notifications": an SMS is for the user of a line; the promotion by the app is for PCs
 * with an eSIM that has no profile.
 * Assumption: an SMS finds the PC registered, or comes too late to be of interest; a promotion needs an internet connection.
 */
import { count, id, type Microseconds, model, port, type Reply, seconds, sees } from '../../sim/index.ts';
import type { euicc } from '../device/euicc.ts';
import { isRegistered, type registration } from '../device/registration.ts';
import type { mobilePlansService, Toast } from '../microsoft/mobile-plans-service.ts';
import { acceptedAfter, lastAcceptance } from '../people/toast.ts';
import type { TimelineEntry } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import type { mobilePlansApp } from './mobile-plans-app.ts';

export type NotificationEntry = Extract<TimelineEntry, { kind: 'notification' }>;

/** How long the background task waits for the service. Assumption: as long as the app in the foreground. */
const serviceTimeout = seconds(10);

const service = port<typeof mobilePlansService>('Mobile Plans service');
const app = port<typeof mobilePlansApp>('Mobile Plans app');
const registrations = sees<typeof registration>('registrations');
const cards = sees<typeof euicc>('eUICC');
export const notificationPorts = { service, app };
export const notificationSees = { registrations, cards };
const { getNotifications } = service.asks;
const { opened } = app.tells;

export const mobilePlansNotification = model('mobile plans notification', {
  source: 'mobile-plans-notifications.md',
  record: { device: id(), entry: count() },
  kept: 'columns',
  timers: { arrives: 0 as Microseconds, settles: 0 as Microseconds },
  /** Told of the device. */
  facts: ['notDelivered', 'nothingToShow', 'toastShown', 'accepted', 'ignored'],
  given: {} as Surroundings,
  takes: {
    /** Which device and which entry of the timeline it is, is known from the start. */
    isFor(notification, { device, entry }: { device: number; entry: number }) {
      notification.device = device;
      notification.entry = entry;
    },

    arrives(notification, _: undefined, does) {
      const device = notification.device!;
      const { by, type } = entryOf(does.given, notification);
      const reaches =
        by === 'sms'
          ? isRegistered(does.look(registrations, device).state)
          : does.given.group(device).sim === 'esim' && does.look(cards, device).state === 'noProfile';
      if (!reaches) {
        does.emit('notDelivered', 0, device);
        return;
      }
      does.ask(
        getNotifications,
        device,
        { type, by },
        {
          then: 'notificationsCame',
          within: serviceTimeout,
          over: does.given.wayTo(device, 'service'),
          entity: device,
          occurrence: notification.entry,
        },
      );
    },

    notificationsCame(notification, reply: Reply<Toast | undefined>, does) {
      const device = notification.device!;
      if (reply.outcome !== 'answered' || reply.answer === undefined) {
        does.emit('nothingToShow', 0, device);
        return;
      }
      const habit = does.given.group(device).user.acceptsToast;
      does.emit('toastShown', 0, device);
      does.arm('settles', acceptedAfter(habit, luckOf(notification, does)) ?? lastAcceptance(habit));
    },

    settles(notification, _: undefined, does) {
      const device = notification.device!;
      const isAccepted =
        acceptedAfter(does.given.group(device).user.acceptsToast, luckOf(notification, does)) !== undefined;
      does.emit(isAccepted ? 'accepted' : 'ignored', 0, device);
      if (isAccepted) does.tell(opened, device, 'toast');
    },
  },
});

interface Reaching {
  readonly device: number | undefined;
  readonly entry: number;
}

const entryOf = ({ settings }: Surroundings, { entry }: Reaching) => settings.timeline[entry] as NotificationEntry;

const luckOf = (
  { device, entry }: Reaching,
  does: { draw(purpose: string, occurrence?: number, attempt?: number, subject?: number): number },
): number => does.draw('notification.accepts', entry, 0, device);
